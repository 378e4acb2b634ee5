"""The history of every indicator as long tables: their columns, and their media."""
