"""What changed between two reports: a view and its media."""
