"""How a verdict was reached, and what a code means."""
