"""YAML to data with places, and data to the model."""
