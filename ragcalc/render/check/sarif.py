"""Problems in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS, 2020)."""

from collections import Counter
from hashlib import sha256
from urllib.parse import quote

from ragcalc.checks.run import Checked
from ragcalc.problems import LocatedProblem, Severity, Span
from ragcalc.render.explain import code as code_text
from ragcalc.render.explain.code import Page
from ragcalc.render.media import json as json_text
from ragcalc.render.media.json import Json
from ragcalc.render.media.style import Style
from ragcalc.version import __version__

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LONGEST_SNIPPET = 1000
"""Characters of a line; a table may have thousands of cells in one, and as many problems."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
ROOT = "%SRCROOT%"
"""The base of paths: the repository's root, by the name that the standard proposes."""


def render(checked: Checked, _style: Style) -> str:
    """Return one run with a rule for each code that was found, and a result for each problem."""
    codes = sorted({one.code for one in (*checked.problems, *checked.known)})
    seen: Counter[str] = Counter()
    results = [_result(one, codes, seen, "new") for one in checked.problems]
    results += [_result(one, codes, seen, "unchanged") for one in checked.known]
    driver: dict[str, Json] = {
        "name": "ragcalc",
        "semanticVersion": __version__,
        "rules": [_rule(code_text.page(code)) for code in codes],
    }
    run: dict[str, Json] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": list(results),
    }
    return json_text.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(page: Page) -> Json:
    description = f"{page.meaning} {page.why}".strip()
    examples = "".join(
        f"\n\n{title}:\n\n{example}"
        for title, example in (("Failing", page.failing), ("Passing", page.passing))
        if example
    )
    marked = "".join(
        f"\n\n{title}:\n\n```yaml\n{example}\n```"
        for title, example in (("Failing", page.failing), ("Passing", page.passing))
        if example
    )
    return {
        "id": page.code,
        "shortDescription": {"text": page.meaning},
        "fullDescription": {"text": description},
        "help": {"text": f"{description}{examples}", "markdown": f"{description}{marked}"},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
        "properties": {"tags": [page.code.partition("-")[0]]},
    }


def _result(
    problem: LocatedProblem, codes: list[str], seen: Counter[str], state: str
) -> dict[str, Json]:
    identity = "\n".join((problem.file, problem.code, problem.key))
    seen[identity] += 1
    fingerprint = sha256(
        f"{identity}\n{seen[identity]}".encode(errors="surrogateescape")
    ).hexdigest()
    words = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": _LEVELS[problem.severity],
        "message": {"text": words},
        "locations": [_location(problem)],
        "partialFingerprints": {"ragcalc/v1": fingerprint},
        "baselineState": state,
    }


def _location(problem: LocatedProblem) -> Json:
    span = problem.span
    artifact: Json = {"uri": quote(problem.file, errors="surrogateescape"), "uriBaseId": ROOT}
    physical: dict[str, Json] = {"artifactLocation": artifact}
    if span and problem.cell:
        physical["region"] = {"startLine": span.line}
    elif span:
        physical |= _regions(span, problem.excerpt)
    name = problem.cell or problem.key
    logical: list[Json] = [{"fullyQualifiedName": name}] if name else []
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def _regions(span: Span, line: str) -> dict[str, Json]:
    """Return the place with the text that stands there, and its line if that is not too long."""
    region: dict[str, Json] = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    end = span.end_column if span.end_line == span.line else len(line) + 1
    if text := line[span.column - 1 : end - 1][:LONGEST_SNIPPET]:
        region["snippet"] = {"text": text}
    context: Json = {"startLine": span.line, "snippet": {"text": line}}
    return {
        "region": region,
        **({"contextRegion": context} if len(line) <= LONGEST_SNIPPET else {}),
    }
