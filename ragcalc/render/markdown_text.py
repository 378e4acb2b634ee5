"""Text as Markdown shows it: what stands in a file stays what it is, rows keep their columns."""

import re
from collections.abc import Iterable

_SPECIAL = re.compile(r"([\\`*_\[\]|~#<>&$])")


def escaped(text: str) -> str:
    """Give text that Markdown shows as it stands, on one line."""
    return " ".join(_SPECIAL.sub(_entity, text).split())


def _entity(found: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(found[0], f"\\{found[0]}")


def row(cells: Iterable[str]) -> str:
    """Give a row of one of GitHub's tables; the cells are escaped already."""
    return f"| {' | '.join(cells)} |"
