"""Pages of the documentation as the tests read them: headings, fenced blocks and tables.

A cell, or the head of a column, is the text that stands there. One that is a single code span has
its backticks taken off by `plain`; `quoted` finds every code span in a longer one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests import build

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

Row = dict[str, str]
"""The cells of a row by the heads of their columns."""

_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_FENCE = re.compile(
    r"^(?:<!-- (?P<comment>[^\n]+) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
_KIND = re.compile(r"# (?P<kind>[^\n]+)\n")
_TABLE = re.compile(r"(?:^\|[^\n]*\|\n)+", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Table:
    """A table, and the heading that it stands under."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Block:
    """A fenced block, the heading that it stands under, and the rows of the table right below."""

    heading: str
    language: str
    kind: str
    """The comment above it, or in its first line; empty without one."""
    text: str
    rows: tuple[Row, ...]

    @property
    def data(self) -> dict[str, Any]:
        """A block of YAML as plain data, every scalar a text."""
        found: dict[str, Any] = build.data(self.text)
        return found


@dataclass(frozen=True)
class Page:
    """One page of Markdown."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def blocks(self) -> list[Block]:
        """Every fenced block that names a language."""
        return [self._block(found) for found in _FENCE.finditer(self.text)]

    @cached_property
    def tables(self) -> list[Table]:
        """Every table outside a fenced block."""
        return [self._table(found) for found in _TABLE.finditer(self.prose)]

    @cached_property
    def headings(self) -> list[str]:
        """Every heading outside a fenced block."""
        return _HEADING.findall(self.prose)

    def blocks_of(self, kind: str) -> list[Block]:
        """Return the blocks of one kind."""
        return [block for block in self.blocks if block.kind == kind]

    def table(self, *columns: str) -> Table:
        """Return the one table whose columns begin with these."""
        (found,) = (one for one in self.tables if one.columns[: len(columns)] == columns)
        return found

    def section(self, heading: str) -> str:
        """Return the text below a heading, up to the next."""
        (found,) = (one for one in _HEADING.finditer(self.prose) if one[1] == heading)
        following = _HEADING.search(self.prose, found.end())
        return self.text[found.end() : following.start() if following else None]

    @cached_property
    def prose(self) -> str:
        """The text with spaces in place of its blocks, whose comments are no headings."""
        return _FENCE.sub(lambda found: re.sub("[^\n]", " ", found[0]), self.text)

    def _block(self, found: re.Match[str]) -> Block:
        text, below = found["text"], _TABLE.match(self.text, found.end() + 1)
        kind = found["comment"]
        if kind is None and (first := _KIND.match(text)):
            kind, text = first["kind"], text[first.end() :]
        rows = self._table(below).rows if below else ()
        return Block(self._heading(found), found["language"], kind or "", text, rows)

    def _table(self, found: re.Match[str]) -> Table:
        head, _, *body = map(_cells, found[0].splitlines())
        rows = tuple(dict(zip(head, cells, strict=True)) for cells in body)
        return Table(self._heading(found), tuple(head), rows)

    def _heading(self, found: re.Match[str]) -> str:
        last: str
        *_, last = ("", *_HEADING.findall(self.prose, 0, found.start()))
        return last


def plain(cell: str) -> str:
    """Return a cell without the backticks of its code span, where it is one and no more."""
    found = _CODE.fullmatch(cell)
    return found[1] if found else cell


def quoted(text: str) -> list[str]:
    """Return what stands in the code spans of a text."""
    return _CODE.findall(text)


def keys(row: Row) -> Iterator[tuple[str, Any]]:
    """Yield the keys that a row adds to an entry: its filled columns whose head is a code span."""
    for head, cell in row.items():
        if plain(head) != head and cell:
            yield plain(head), build.data(f"it: {plain(cell)}")["it"]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]
