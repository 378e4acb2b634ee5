"""A form for the targets of a year: its sheet, and its media."""
