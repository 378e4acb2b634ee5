"""What people write: indicators, targets, tolerances and comparators, read and validated."""
