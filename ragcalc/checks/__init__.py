"""What is suspicious: small generators over the catalogue and the scored report."""
