"""The version, which the package's metadata is made with and every output carries."""

__version__ = "0.1.0"
