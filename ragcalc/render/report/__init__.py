"""A report, laid out once in `view` and drawn by one module for each medium."""
