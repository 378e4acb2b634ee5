"""The names of columns as people write them, and where they are looked for."""

HEADER_ROWS = 20
"""So many rows are looked at for the one with the names of the columns."""


def plain(name: str) -> str:
    """Return a column's name without what people write in more than one way."""
    return "".join(one for one in name.casefold() if one.isalnum())
