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
        code_page = page(code)
        yield f"| [{code}](#{code}) | {code_page.severity} | {code_page.meaning} |"


def _sections() -> Iterator[str]:
    yield "\n## What the checks find"
    for code in CHECKS:
        yield from _section(page(code))
    yield "\n## What reading finds"
    for code in CODES:
        yield from _section(page(code))


def _section(code_page: Page) -> Iterator[str]:
    yield f"\n### {code_page.code}\n"
    meaning = (
        code_page.meaning
        if code_page.severity is Severity.ERROR
        else f"{code_page.meaning} {code_page.why}"
    )
    yield meaning
    if code_page.source:
        yield f"\nSource: {code_page.source}"
    for title, example in (("Failing", code_page.failing), ("Passing", code_page.passing)):
        if example:
            yield f"\n{title}:\n\n```yaml\n{example}\n```"
    yield f"\nAs it is shown:\n\n```text\n{_shown(code_page.code)}\n```"


def _shown(code: str) -> str:
    """Return what the gallery's files of a code make ragcalc say."""
    expected = (GALLERY / code / "expected.txt").read_text(encoding="utf-8")
    return expected.partition("\n\n--partial")[0].rstrip("\n")


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
