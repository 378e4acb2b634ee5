"""docs/checks.md is what the checks, the codes and the gallery say today."""

from ragcalc.catalogue.model.codes import CODES
from ragcalc.checks.registry import CHECKS
from tests.docs.checks import PAGE, text


def test_the_page_is_current() -> None:
    """`python -m tests.docs.checks` makes it anew."""
    assert PAGE.read_text(encoding="utf-8") == text()


def test_the_page_has_a_section_for_every_code() -> None:
    sections = {line[4:] for line in text().splitlines() if line.startswith("### ")}
    assert sections == CODES.keys() | CHECKS.keys()
