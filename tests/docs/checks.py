"""docs/checks.md, made from the manuals of the checks, the codes of loading and the gallery.

`python -m tests.docs.checks` writes it anew.
"""

from collections.abc import Iterator
from pathlib import Path

from ragcalc.catalogue.model.codes import CODES
from ragcalc.checks.registry import CHECKS
from ragcalc.problems import Severity
from ragcalc.render.explain.code import Page, page

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "checks.md"
GALLERY = ROOT / "tests" / "errors"

HEAD = """\
# Everything that ragcalc finds

Made by `python -m tests.docs.checks` from the checks themselves; change it there.

`ragcalc check` shows every problem of both files in one run, each with its place, a hint and a
code. An **error** comes from reading: a status would be wrong or impossible, so `ragcalc report`
stops. A **warning** is probably a mistake, and `ragcalc check --strict` fails with it. A **note**
is worth knowing and may well be right. `ragcalc explain --code CODE` prints what stands here.

Everything is looked at; a period (`ragcalc check q4`) only narrows the checks of verdicts, which
are otherwise made for every period with a reading. thresholds.yaml may change how bad a check's
finding is, or turn it off: `checks: {severities: {series-gap: warning, value-percent-range: off}}`.

The examples are lines of one indicator, or parts of a file whose name stands above them.
"""


def text() -> str:
    """Return the whole page."""
    return "\n".join([HEAD, *_contents(), *_sections()])


def _contents() -> Iterator[str]:
    yield "| code | severity | what it means |\n|---|---|---|"
    for code in (*CHECKS, *CODES):
        told = page(code)
        yield f"| [{code}](#{code}) | {told.severity} | {told.meaning} |"


def _sections() -> Iterator[str]:
    yield "\n## What the checks find"
    for code in CHECKS:
        yield from _section(page(code))
    yield "\n## What reading finds"
    for code in CODES:
        yield from _section(page(code))


def _section(told: Page) -> Iterator[str]:
    yield f"\n### {told.code}\n"
    meaning = told.meaning if told.severity is Severity.ERROR else f"{told.meaning} {told.why}"
    yield meaning
    if told.source:
        yield f"\nSource: {told.source}"
    for title, example in (("Failing", told.failing), ("Passing", told.passing)):
        if example:
            yield f"\n{title}:\n\n```yaml\n{example}\n```"
    yield f"\nAs it is shown:\n\n```text\n{_shown(told.code)}\n```"


def _shown(code: str) -> str:
    """Return what the gallery's files of a code make ragcalc say."""
    expected = (GALLERY / code / "expected.txt").read_text(encoding="utf-8")
    return expected.partition("\n\n--partial")[0].rstrip("\n")


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
