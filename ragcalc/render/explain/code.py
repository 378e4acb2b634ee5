"""What a problem's code means, as `ragcalc explain --code` prints it."""

from collections.abc import Iterator
from textwrap import fill, indent
from typing import NamedTuple

from ragcalc.catalogue.model.codes import CODES
from ragcalc.checks import selection
from ragcalc.checks.description import description
from ragcalc.checks.registry import CHECKS
from ragcalc.problems import Severity
from ragcalc.render.media.style import Style

_BAD = {
    Severity.ERROR: "An error: a status would be wrong or impossible.",
    Severity.WARNING: "A warning: probably a mistake.",
    Severity.NOTE: "A note: worth knowing, but it may well be right.",
}


class Page(NamedTuple):
    """All that is said of a code, be it of loading or of a check."""

    code: str
    severity: Severity
    meaning: str
    why: str
    """Empty where the meaning says it."""
    failing: str
    """YAML; empty where no text of a file shows it."""
    passing: str
    source: str


def known() -> list[str]:
    """Return every code."""
    return list(selection.every_code())


def page(code: str) -> Page:
    """Return what is said of a known code."""
    if code in CODES:
        code_ = CODES[code]
        return Page(code, Severity.ERROR, code_.meaning, "", code_.failing, code_.passing, "")
    severity, check = CHECKS[code]
    read = description(check)
    return Page(code, severity, read.finds, read.why, read.failing, read.passing, read.source)


def render(code: str, style: Style) -> str:
    """Return the page of a known code."""
    return style.to_encoding("\n\n".join(_parts(page(code), style)) + "\n")


def _parts(page: Page, style: Style) -> Iterator[str]:
    yield fill(f"{page.code}: {page.meaning}", style.width)
    yield fill(f"{_BAD[page.severity]} {page.why}".strip(), style.width)
    for title, example in (("Failing", page.failing), ("Passing", page.passing)):
        if example:
            yield f"{title}:\n\n{indent(example, '    ')}"
    if page.source:
        yield fill(f"Source: {page.source}", style.width)
