"""The history of one indicator: its media."""
