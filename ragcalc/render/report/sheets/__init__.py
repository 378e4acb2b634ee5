"""The sheets of a report's workbook, each one table."""
