"""The review of the targets: a view and its media."""
