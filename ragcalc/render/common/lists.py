"""Lists as sentences say them."""

from collections.abc import Sequence


def listed(parts: Sequence[str]) -> str:
    """Return parts joined as a sentence does: a, b and c."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def either(parts: Sequence[str]) -> str:
    """Return parts as a sentence leaves the choice: a, b or c."""
    *others, last = parts
    return f"{', '.join(others)} or {last}" if others else last
