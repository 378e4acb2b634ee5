"""The comment and the action of a period: which of them stands in a report."""

import pytest

from ragcalc.scoring.changes import changes
from ragcalc.scoring.verdicts import VerdictTable
from tests.build import catalogue_of, report, result

QUARTERS = "values: {2018-19 Q3: 80, 2018-19 Q4: 81}"
LATE = "lag: 1 quarter"
ANNUAL = "frequency: annual, values: {2017-18: 8}"
CARRIED = "carry: 1 quarter, values: {2018-19 Q3: 80}"
MONTHS = "frequency: monthly, values: {2019-M01: 1, 2019-M02: 2, 2019-M03: 3}"


def shown(entries: str, when: str) -> tuple[str | None, str | None]:
    """Return the comment and the action in the report of a period."""
    found = result(entries, when)
    return found.comment, found.action


def test_a_report_shows_the_comment_and_the_action_of_its_own_period() -> None:
    texts = "comment: {2018-19 Q3: a, 2018-19 Q4: b}, action: {2018-19 Q4: c}"
    assert shown(f"{QUARTERS}, {texts}", "2018-19 Q4") == ("b", "c")
    assert shown(f"{QUARTERS}, {texts}", "2018-19 Q3") == ("a", None)
    assert shown(f"{QUARTERS}, {texts}", "2018-19 Q2") == (None, None)
    assert shown(QUARTERS, "2018-19 Q4") == (None, None)


@pytest.mark.parametrize(
    ("entries", "when", "comment"),
    [
        # without a figure it says why there is none
        ("values: {2018-19 Q3: 80}, comment: {2018-19 Q4: late}", "2018-19 Q4", "late"),
        ("values: {2018-19 Q4: suppressed}, comment: {2018-19 Q4: few}", "2018-19 Q4", "few"),
        # a year of quarters: its own text, else that of its last part and of no other
        (f"{QUARTERS}, comment: {{2018-19 Q3: c, 2018-19 Q4: d}}", "2018-19", "d"),
        (f"{QUARTERS}, comment: {{2018-19 Q4: d, 2018-19: y}}", "2018-19", "y"),
        (f"{QUARTERS}, comment: {{2018-19 Q4: d, 2018-19: y}}", "2018-19 Q4", "d"),
        (f"{QUARTERS}, comment: {{2018-19: y}}", "2018-19 Q4", None),
        (f"{QUARTERS}, comment: {{2018-19 Q3: c}}", "2018-19", None),
        # a quarter that its months make
        (f"{MONTHS}, rolls-up: sum, comment: {{2019-M03: m}}", "2018-19 Q4", "m"),
        (f"{MONTHS}, rolls-up: sum, comment: {{2019-M02: l}}", "2018-19 Q4", None),
        (f"{MONTHS}, rolls-up: sum, comment: {{2019-M03: m, 2018-19 Q4: q}}", "2018-19 Q4", "q"),
        (f"{MONTHS}, rolls-up: sum, comment: {{2019-M03: m, 2018-19 Q4: q}}", "2019-M03", "m"),
        # a figure that comes late takes its text with it
        (f"{LATE}, {QUARTERS}, comment: {{2018-19 Q3: c, 2018-19 Q4: d}}", "2018-19 Q4", "c"),
        (f"lag: 1 year, {ANNUAL}, comment: {{2017-18: a}}", "2018-19 Q4", "a"),
        (f"due: Q2, {ANNUAL}, comment: {{2017-18: a}}", "2018-19 Q2", "a"),
        # a carried figure: what is said of the period that is due, else what explains the figure
        (f"{CARRIED}, comment: {{2018-19 Q3: c, 2018-19 Q4: d}}", "2018-19 Q4", "d"),
        (f"{CARRIED}, comment: {{2018-19 Q3: c}}", "2018-19 Q4", "c"),
        # where nothing is due, what is written of the report's own period
        (f"{ANNUAL}, comment: {{2018-19 Q2: on course}}", "2018-19 Q2", "on course"),
        (f"{ANNUAL}, comment: {{2017-18: a}}", "2018-19 Q2", None),
        # of a report that is shorter than what is due in it, its own text comes last
        (f"{ANNUAL}, comment: {{2017-18 Q4: q}}", "2017-18 Q4", "q"),
        (f"{ANNUAL}, comment: {{2017-18 Q4: q, 2017-18: y}}", "2017-18 Q4", "y"),
        (f"{QUARTERS}, comment: {{2019-M03: m}}", "2018-19 Q4", None),
        # and one of the same length that shows an earlier figure has none of its own
        (f"{LATE}, {QUARTERS}, comment: {{2018-19 Q4: d}}", "2018-19 Q4", None),
    ],
)
def test_the_text_is_that_of_the_period_whose_reading_is_shown(
    entries: str, when: str, comment: str | None
) -> None:
    assert shown(entries, when)[0] == comment
    entries = entries.replace("comment:", "action:")
    assert shown(entries, when)[1] == comment


def test_each_period_of_a_history_has_its_own_texts() -> None:
    texts = "comment: {2018-19 Q3: a}, action: {2018-19 Q4: b}"
    table = VerdictTable(catalogue_of({"it": f"{QUARTERS}, {texts}"}), None)
    found = [(past.comment, past.action) for past in table.series("it").history()]
    assert found == [("a", None), (None, "b")]


def test_a_text_changes_no_verdict() -> None:
    rated = f"{QUARTERS}, target: 90"
    texts = "comment: {2018-19 Q4: all is well}, action: {2018-19 Q4: none needed}"
    before, after = result(rated), result(f"{rated}, {texts}")
    assert after.verdict == before.verdict
    assert report({"it": f"{rated}, {texts}"}).summary == report({"it": rated}).summary


def test_another_text_is_no_change() -> None:
    one, other = (result(f"{QUARTERS}, comment: {{2018-19 Q4: {text}}}") for text in ("a", "b"))
    assert one.comment != other.comment
    before, after = (
        report({"it": f"{QUARTERS}, comment: {{2018-19 Q4: {text}}}"}) for text in ("a", "b")
    )
    assert changes(before, after).counts == changes(before, before).counts
