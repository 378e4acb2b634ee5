"""A report in paragraphs: a view and its media."""
