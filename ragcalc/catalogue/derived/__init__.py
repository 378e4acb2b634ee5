"""What is derived from readings before any is scored: suppression, running totals."""
