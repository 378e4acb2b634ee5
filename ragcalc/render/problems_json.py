"""Problems as JSON: a contract of its own, described by `ragcalc schema check`."""

from collections.abc import Sequence

from ragcalc.problems import LocatedProblem, Severity
from ragcalc.render import json_text
from ragcalc.render.json_text import Json

SCHEMA = "ragcalc/check/1"


def render(problems: Sequence[LocatedProblem]) -> str:
    """Give every problem, in the order of their places, none cut short."""
    counts = {
        severity.value: sum(one.severity is severity for one in problems) for severity in Severity
    }
    return json_text.dumps(
        {"schema": SCHEMA, "summary": counts, "problems": [_problem(one) for one in problems]}
    )


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
        "key": problem.key,
    }
