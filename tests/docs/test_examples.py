"""The examples on the pages of codes: the failing one gives the code alone, the passing one not."""

import pytest

from ragcalc.catalogue.model.codes import CODES
from ragcalc.checks.description import description
from ragcalc.checks.registry import CHECKS
from ragcalc.checks.run import check
from tests.docs.examples import load

WITHOUT = {
    *("file-not-utf-8", "file-too-large", "file-unreadable"),
    *("file-needs-extra", "table-not-a-workbook", "table-sheet", "table-formula"),
    *("table-hidden", "reference-broken"),
}
"""What no short text of a file can show."""
OF_WORKBOOKS = {"table-sheet-unread", "table-cells-hidden"}
"""The checks that no text of a file can make speak."""
ASKED = {"period-in-future": "2018-19 Q3"}
"""The period that is given to checks which look at nothing without one."""


def loading(example: str) -> set[str]:
    return {problem.code for problem in load(example).problems}


def checking(code: str, example: str) -> set[str]:
    return {problem.code for problem in check(load(example), ASKED.get(code)).problems}


@pytest.mark.parametrize("code", CODES)
def test_a_code_of_loading_has_both_examples_or_cannot_have_one(code: str) -> None:
    code_ = CODES[code]
    assert (bool(code_.failing), bool(code_.passing)) == ((code not in WITHOUT,) * 2)


@pytest.mark.parametrize("code", sorted(CODES.keys() - WITHOUT))
def test_the_failing_example_of_a_code_of_loading_gives_that_code_alone(code: str) -> None:
    assert loading(CODES[code].failing) == {code}


@pytest.mark.parametrize("code", sorted(CODES.keys() - WITHOUT))
def test_the_passing_example_of_a_code_of_loading_has_no_error(code: str) -> None:
    assert loading(CODES[code].passing) == set()


@pytest.mark.parametrize("code", sorted(CHECKS.keys() - OF_WORKBOOKS))
def test_the_failing_example_of_a_check_gives_that_code_alone(code: str) -> None:
    assert checking(code, description(CHECKS[code][1]).failing) == {code}


@pytest.mark.parametrize("code", sorted(CHECKS.keys() - OF_WORKBOOKS))
def test_the_passing_example_of_a_check_gives_nothing(code: str) -> None:
    assert checking(code, description(CHECKS[code][1]).passing) == set()
