"""Text as Markdown shows it: what stands in a file stays what it is, rows keep their columns.

What the grammar of Markdown would take for markup is escaped. What GitHub and GitLab find in the
text afterwards (mentions, references, bare links, emoji) no escape stops, so that a zero-width
space, `&#8203;`, parts it: it reads the same, and nobody is called.
"""

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"([\\`*_\[\]|~#<>&$])")
_BLOCK = re.compile(r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+](?:[\s-]|$)|==+$|/\w))")
"""What begins a list, a rule or a heading at the start of a line, and GitLab's `/close`."""
_ALIVE = re.compile(
    r"""
    (?<= @ ) (?=\w)                     # @team, name@example.org, owner/repository@1a2b3c4
  | (?<= [#!&^$] ) (?=\d)               # issues and merge requests, epics, alerts, snippets
  | (?<= [~%] ) (?=["\w])               # GitLab's labels and milestones
  | (?<= \bGH- ) (?=\d)                 # an issue
  | (?<= [a-z]: ) (?=//)                # https://example.org
  | (?<= \bwww ) (?=\.)
  | (?<= \*iteration ) (?=:)
  | (?<= : ) (?= [\w+-]{1,50} : ) (?! (?!100:|1234:) \d{1,50} : )  # :emoji:, and no time of day
  | (?<= \[ ) (?= [a-z_]{1,30} : \S )   # [vulnerability:12]
  | (?<= [\[{] ) (?= [+-] )             # GitLab's {+ added +}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COMMIT = re.compile(r"\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}\b", re.IGNORECASE)
"""The name of a commit, which has digits and letters; numbers and words stay whole."""
_PIECE = 6
"""As many of its digits as GitHub takes for no commit."""
_PARTED = "\0"
"""Stands for the zero-width space while the rest is escaped; no text of a file holds it."""


def escaped(text: str) -> str:
    """Return text that Markdown shows as it stands, on one line, wherever it begins."""
    words = " ".join(text.split()).replace(_PARTED, "")
    marked = _SPECIAL.sub(_entity, _ALIVE.sub(_PARTED, _COMMIT.sub(_pieces, words)))
    return _BLOCK.sub(r"\1\\", marked).replace(_PARTED, "&#8203;")


def _pieces(found: re.Match[str]) -> str:
    name = found[0]
    return _PARTED.join(name[at : at + _PIECE] for at in range(0, len(name), _PIECE))


def _entity(found: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(found[0], f"\\{found[0]}")


def row(cells: Iterable[str]) -> str:
    """Return a row of one of GitHub's tables; the cells are escaped already."""
    return f"| {' | '.join(cells)} |"


def anchor(headings: Sequence[str]) -> str:
    """Return the anchor that GitHub and GitLab give the last of a page's headings.

    It is in small letters, with hyphens for blanks, and numbered where an earlier one has it too.
    """
    *earlier, own = (_slug(one) for one in headings)
    return f"{own}-{earlier.count(own)}" if own in earlier else own


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", " ".join(heading.split()).lower()).replace(" ", "-")
