"""docs/architecture.md: its tree is the tree, and each term of its glossary is one that is used."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ragcalc"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| `([\w.]+)` \|$", PAGE, re.MULTILINE)


@cache
def code() -> str:
    """Return the text of the whole package."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))


def test_the_glossary_names_each_term_once_in_order() -> None:
    terms = [term for term, _, _ in TERMS]
    assert len(terms) >= 60
    assert terms == sorted(set(terms), key=str.casefold)


@pytest.mark.parametrize(("term", "identifier"), [(term, name) for term, _, name in TERMS])
def test_a_term_of_the_glossary_is_a_name_in_the_code(term: str, identifier: str) -> None:
    assert re.search(rf"\b{re.escape(identifier)}\b", code()), term


def test_the_tree_of_the_page_is_the_tree_of_the_package() -> None:
    tree = PAGE.partition("```text\n")[2].partition("```")[0]
    drawn = set(re.findall(r"\b(\w+)/", tree))
    folders = {
        path.parent.name
        for path in PACKAGE.rglob("__init__.py")
        if path.parent != PACKAGE and path.parent.parent.name in ("ragcalc", "render", "catalogue")
    }
    assert drawn == folders - {"schemas"}
