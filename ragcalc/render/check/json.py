"""What `ragcalc check --format json` prints: a contract of its own, by `ragcalc schema check`."""

from ragcalc.checks.run import Checked, SubmittedTotals
from ragcalc.problems import LocatedProblem, Severity
from ragcalc.render.media import json as json_text
from ragcalc.render.media.json import Json
from ragcalc.render.media.style import Style

SCHEMA = "ragcalc/check/1"


def render(checked: Checked, _style: Style) -> str:
    """Return every problem, in the order of their places, none cut short."""
    problems = checked.problems
    counts: dict[str, Json] = {
        severity.value: sum(one.severity is severity for one in problems) for severity in Severity
    }
    return json_text.dumps(
        {
            "schema": SCHEMA,
            "summary": {**counts, "known": len(checked.known)},
            "submitted": _submitted(checked.submitted),
            "problems": [_problem(one) for one in problems],
        }
    )


def _submitted(read: SubmittedTotals) -> Json:
    return {
        "files": read.files,
        "sheets": read.sheets,
        "figures": read.figures,
        "period": str(read.period) if read.period else None,
        "figures_of_period": read.of_period,
    }


def _problem(problem: LocatedProblem) -> Json:
    span = problem.span
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint or None,
        "file": problem.name,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "cell": problem.cell or None,
        "key": problem.key,
    }
