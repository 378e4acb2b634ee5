"""National datasets to comparators and peers."""
