"""Whether a target is a sensible one: none of it ever changes a verdict."""
