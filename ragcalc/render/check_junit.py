"""Problems as JUnit XML, which most CI systems show: a test for each problem, failed or passed."""

import re
from xml.etree import ElementTree

from ragcalc.checks.run import Checked
from ragcalc.problems import LocatedProblem
from ragcalc.render.problems_text import block, escaped
from ragcalc.render.style import Style

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(checked: Checked, _style: Style) -> str:
    """Give a suite with a test for each problem; without any, one that passed."""
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
    named = {"classname": _xml(problem.file), "name": _xml(name), "file": _xml(problem.file)}
    if problem.span:
        named["line"] = str(problem.span.line)
    case = ElementTree.SubElement(suite, "testcase", named)
    words = _xml(block(problem, Style()))
    if checked.fails(problem):
        told = {"message": _xml(problem.message), "type": problem.severity.value}
        ElementTree.SubElement(case, "failure", told).text = words
    else:
        ElementTree.SubElement(case, "system-out").text = words


def _xml(text: str) -> str:
    """Give what XML can hold; other characters are written out."""
    return _NOT_XML.sub(lambda found: escaped(found[0]), text)
