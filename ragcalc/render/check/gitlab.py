"""Problems as a GitLab code quality report.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from collections import Counter
from hashlib import sha256

from ragcalc.checks.run import Checked
from ragcalc.problems import LocatedProblem, Severity
from ragcalc.render.media import json as json_text
from ragcalc.render.media.json import Json
from ragcalc.render.media.style import Style

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(checked: Checked, _style: Style) -> str:
    """Return a list of every problem; one keeps its fingerprint when its line moves."""
    seen: Counter[str] = Counter()
    return json_text.dumps([_problem(one, seen) for one in checked.problems])


def _problem(problem: LocatedProblem, seen: Counter[str]) -> Json:
    identity = "\n".join((problem.file, problem.code, problem.key))
    seen[identity] += 1
    again = f"\n{seen[identity]}" if seen[identity] > 1 else ""
    words = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    return {
        "description": f"{problem.cell}: {words}" if problem.cell else words,
        "check_name": problem.code,
        "fingerprint": sha256(f"{identity}{again}".encode(errors="surrogateescape")).hexdigest(),
        "severity": _SEVERITIES[problem.severity],
        "location": {
            "path": problem.file,
            "lines": {"begin": problem.span.line if problem.span else 1},
        },
    }
