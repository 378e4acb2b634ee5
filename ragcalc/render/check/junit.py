"""Problems as JUnit XML, which most CI systems show: a test for each problem, failed or passed."""

from xml.etree import ElementTree

from ragcalc.checks.run import Checked
from ragcalc.problems import LocatedProblem
from ragcalc.render.check.problems import block
from ragcalc.render.media.style import Style
from ragcalc.render.media.xml import without_controls


def render(checked: Checked, _style: Style) -> str:
    """Return a suite with a test for each problem; without any, one that passed."""
    failures = sum(map(checked.fails, checked.problems))
    tests = max(len(checked.problems), 1)
    counts = {"tests": str(tests), "failures": str(failures), "errors": "0"}
    root = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "ragcalc check", **counts})
    for problem in checked.problems:
        _case(suite, checked, problem)
    if not checked.problems:
        ElementTree.SubElement(
            suite, "testcase", {"classname": "ragcalc check", "name": "no problems"}
        )
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _case(suite: ElementTree.Element, checked: Checked, problem: LocatedProblem) -> None:
    name = f"{problem.code} {problem.where}"
    named = {
        "classname": without_controls(problem.file),
        "name": without_controls(name),
        "file": without_controls(problem.file),
    }
    if problem.span:
        named["line"] = str(problem.span.line)
    case = ElementTree.SubElement(suite, "testcase", named)
    words = without_controls(block(problem, Style()))
    if checked.fails(problem):
        attributes = {"message": without_controls(problem.message), "type": problem.severity.value}
        ElementTree.SubElement(case, "failure", attributes).text = words
    else:
        ElementTree.SubElement(case, "system-out").text = words
