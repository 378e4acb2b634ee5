"""The table of verdicts: each is reached once, and whatever shows it shows the same one."""

import pytest

from ragcalc import pipeline
from ragcalc.scoring import verdicts
from ragcalc.scoring.inputs import Inputs
from ragcalc.scoring.judge import Verdict, judge
from ragcalc.scoring.verdicts import VerdictTable
from tests.build import loaded, period

LINES = {
    "one": "targets: {2017-18: 4, 2018-19: 5}, values: {2018-19 Q3: 5, 2018-19 Q4: 6}, "
    "comparators: {england: {2017-18: 7}}",
    "two": "target: 5, values: {2018-19 Q3: 5, 2018-19 Q4: suppressed}",
}


def table() -> VerdictTable:
    book = loaded(LINES)
    assert book.catalogue
    return VerdictTable(book.catalogue, book.thresholds)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[Inputs]:
    """Return what is judged, as it happens."""
    seen: list[Inputs] = []

    def counting(inputs: Inputs) -> Verdict:
        seen.append(inputs)
        return judge(inputs)

    monkeypatch.setattr(verdicts, "judge", counting)
    return seen


def test_reports_and_histories_of_the_same_files_judge_each_period_once(
    judged: list[Inputs],
) -> None:
    book = loaded(LINES)
    shared = pipeline.verdicts(book)
    pipeline.scored(book, "2018-19 Q3", table=shared)
    assert len(judged) == 2
    made = pipeline.scored(book, "2018-19 Q4", histories=True, table=shared)
    assert len(judged) == 4
    assert all(one.history[-1].verdict is one.verdict for one in made.indicators)


def test_of_a_series_targets_comparators_and_readings_are_made_once() -> None:
    series = table().series("one")
    third, fourth = (series.verdict(period(f"2018-19 Q{at}")).inputs for at in (3, 4))
    assert third.goal is fourth.goal
    assert third.benchmarks[0] is fourth.benchmarks[0]
    assert third.reading is fourth.previous


def test_nothing_is_judged_until_it_is_asked_for(judged: list[Inputs]) -> None:
    series = table().series("one")
    assert judged == []
    series.verdict(period("2018-19 Q4"))
    assert len(judged) == 1


def test_verdicts_from_equal_inputs_are_equal() -> None:
    inputs = table().series("one").verdict(period("2018-19 Q4")).inputs
    assert judge(inputs) == judge(inputs._replace())
    assert judge(inputs) != judge(inputs._replace(carried=True))
