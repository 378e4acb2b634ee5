"""Lists as sentences say them."""

from collections.abc import Sequence


def listed(parts: Sequence[str]) -> str:
    """Return parts joined as a sentence does: a, b and c."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last
