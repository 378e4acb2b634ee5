"""The figures that are due and were not submitted: the view and its media."""
