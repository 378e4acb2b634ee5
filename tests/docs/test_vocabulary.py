"""What people read is in standard English: no phrase of the old dialect comes back."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ragcalc.cli import cli

ROOT = Path(__file__).resolve().parents[2]
PHRASES = {
    r"leaves? the house": "is published",
    r"(?<!there )\bis none[.;,]": "say what there is instead",
    r"(?<!there )\b(is|are) no (authorit|baseline|column|number|period|text|workbook)": "is not a",
    r"stands? twice": "duplicate",
    r"(is|are) given twice": "duplicate, conflicting values",
    r"due readings?\b": "figures due, readings due",
    r"nothing to say of": "no concerns about",
    r"(?<!-)\bmend(s|ed|ing)?\b": "fix, correct",
    r"whole or not at all": "never left half-written",
    r"\bapart by\b": "separated by",
    r"what moved first": "biggest changes at the top",
    r"the answer is bad": "a check failed",
    r"reasons? for having none": "say why there is none",
    r"decides nothing": "not used for this rating",
    r"\bties with\b": "is level with",
    r"(green|amber) reaches to": "runs up to, runs down to",
    r"as reported by the source": "as published",
    r"in place of the computed": "in place of the calculated",
    r"how (a|the|one) verdict": "how a status",
    r"beside the colours?": "alongside the status",
    r"no earlier reading": "no previous reading",
    r"under a rule\b": "raises a question",
}
"""Each phrase that is not written, and what is written in its place."""

_HISTORY = ("CHANGELOG.md", "decisions.md")
"""Pages that quote what was."""


def found(text: str) -> list[str]:
    """Return the phrases of the old dialect in a text, whatever its line breaks and capitals."""
    plain = " ".join(text.split())
    return [one[0] for phrase in PHRASES for one in re.finditer(phrase, plain, re.IGNORECASE)]


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text that people read, by its name: pages, outputs, help and messages."""
    for path in (ROOT / "README.md", ROOT / "action.yml", *(ROOT / "docs").rglob("*.md")):
        if path.name not in _HISTORY:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for folder in ("tests/golden", "tests/errors", "docs/examples", "ragcalc/render/schemas"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".txt", ".md", ".json", ".html", ".csv"):
                yield (
                    str(path.relative_to(ROOT)),
                    path.read_text(encoding="utf-8", errors="replace"),
                )
    for name, command in {"ragcalc": cli, **cli.commands}.items():
        yield f"{name} --help", command.get_help(click.Context(command, info_name=name))
    for path in (ROOT / "ragcalc").rglob("*.py"):
        yield str(path.relative_to(ROOT)), " | ".join(_messages(path))


def _messages(path: Path) -> Iterator[str]:
    """Yield the strings of a module that are no docstrings, and so may be printed."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quiet = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            yield node.value


def test_no_text_that_people_read_has_a_phrase_of_the_old_dialect() -> None:
    everything = dict(texts())
    assert len(everything) > 400  # none of the folders is empty or elsewhere
    hits = {name: phrases for name, text in everything.items() if (phrases := found(text))}
    assert hits == {}


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("8 of 8 due readings", ["due readings"]),
        ("as it may leave the\n  house", ["leave the house"]),
        ("the column 'x' stands twice", ["stands twice"]),
        ("A year of a dataset is none.", ["is none."]),
        ("Regions and nations are no authorities", ["are no authorit"]),
        ("hint: how to mend it", ["mend"]),
        ("All 8 figures due have been received; the recommended amendment is nonetheless fine", []),
    ],
)
def test_the_search_sees_a_phrase_and_nothing_else(text: str, phrases: list[str]) -> None:
    assert found(text) == phrases
