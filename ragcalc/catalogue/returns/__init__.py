"""Submitted tables, CSV and workbooks, to readings."""
