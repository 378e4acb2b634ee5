"""docs/rules.md as the tests read it: its YAML blocks and the tables below them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import build

PAGE = (Path(__file__).parents[1] / "docs" / "rules.md").read_text(encoding="utf-8")

_HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```yaml\n# (?P<kind>[^\n]+)\n(?P<text>.*?)^```\n", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"\n(?P<table>(?:\|[^\n]*\|\n)+)")


@dataclass(frozen=True)
class Block:
    """A block of YAML, the heading that it stands under, and the rows of the table below it."""

    heading: str
    kind: str
    """The comment in its first line: thresholds.yaml, indicators.yaml, targets, printed."""
    text: str
    rows: tuple[dict[str, str], ...]

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = build.data(self.text)
        return found


def blocks(kind: str) -> list[Block]:
    """Give the page's blocks of one kind."""
    return [block for block in _blocks() if block.kind == kind]


def policies() -> dict[str, Any]:
    """Give every policy of the page, as thresholds.yaml would have them."""
    found: dict[str, Any] = {}
    for block in blocks("thresholds.yaml"):
        found |= block.data["policies"]
    return found


def _blocks() -> Iterator[Block]:
    for block in _BLOCK.finditer(PAGE):
        heading = [found[1] for found in _HEADING.finditer(PAGE[: block.start()])][-1]
        table = _TABLE.match(PAGE, block.end())
        rows = tuple(_rows(table["table"])) if table else ()
        yield Block(heading, block["kind"], block["text"], rows)


def _rows(table: str) -> Iterator[dict[str, str]]:
    head, _, *body = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in table.splitlines()
    ]
    for cells in body:
        yield dict(zip(head, cells, strict=True))
