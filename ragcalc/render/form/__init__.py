"""A form for figures that are due: its sheet, and its media."""
