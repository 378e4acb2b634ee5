"""Problems as annotations of a GitHub workflow, and the summary of its step in Markdown.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterable, Iterator

from ragcalc.checks.run import Checked
from ragcalc.problems import LocatedProblem, Severity
from ragcalc.render.check.problems import counts
from ragcalc.render.media.markdown import escaped as as_markdown
from ragcalc.render.media.markdown import row
from ragcalc.render.media.style import Style
from ragcalc.render.media.terminal_text import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
MOST_ROWS, MOST_BYTES = 1000, 500_000
"""How much stands in a summary: GitHub refuses one of more than 1 MiB, and others add to it too."""


def render(checked: Checked, _style: Style) -> str:
    """Return a workflow command for each problem, and the counts for the log."""
    lines = [*map(_command, checked.problems), counts(checked.problems)]
    return "\n".join(lines) + "\n"


def summary(checked: Checked) -> str:
    """Return every problem as a table in Markdown."""
    return "\n".join([*_summary(checked), ""])


def _command(problem: LocatedProblem) -> str:
    span = problem.span
    places = [("file", problem.file)]
    if span:
        places += [("line", str(span.line)), ("endLine", str(span.end_line))]
    if span and span.line == span.end_line and not problem.cell:
        places += [("col", str(span.column)), ("endColumn", str(span.end_column))]
    places.append(("title", f"{problem.code} {problem.cell}".strip()))
    properties = ",".join(f"{name}={_property(text)}" for name, text in places)
    words = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
    return f"::{_COMMANDS[problem.severity]} {properties}::{_data(words)}"


def _data(text: str) -> str:
    kept = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(kept)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _summary(checked: Checked) -> Iterator[str]:
    known = f", and {len(checked.known)} known" if checked.known else ""
    yield f"### ragcalc check: {counts(checked.problems)}{known}\n"
    if not checked.problems:
        return
    yield "| severity | place | problem | hint |\n|---|---|---|---|"
    shown = list(_that_fit(map(_row, checked.problems[:MOST_ROWS])))
    yield from shown
    if more := len(checked.problems) - len(shown):
        yield f"\nand {more} more"


def _row(problem: LocatedProblem) -> str:
    words = f"{problem.message} [{problem.code}]"
    cells = (problem.severity.value, problem.where, words, problem.hint)
    return row(as_markdown(printable(cell)) for cell in cells)


def _that_fit(rows: Iterable[str]) -> Iterator[str]:
    """Yield the rows up to the first that goes past `MOST_BYTES`."""
    size = 0
    for one in rows:
        size += len(one.encode("utf-8", "replace")) + 1
        if size > MOST_BYTES:
            return
        yield one
