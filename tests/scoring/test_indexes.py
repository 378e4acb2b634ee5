"""What is worked out of a series once says the same as looking through all of it."""

from random import Random

import pytest

from ragcalc.catalogue.model.fields import Since
from ragcalc.catalogue.model.figures import Target
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.series import Series
from ragcalc.periods import Kind, Period
from ragcalc.scoring import indexes, timetable
from tests.build import data, indicator

KINDS = (Kind.MONTH, Kind.QUARTER, Kind.FINANCIAL, Kind.CALENDAR)
BEGIN = 2017 * 12


def _periods(chance: Random) -> list[Period]:
    """Return some periods of three years, of each kind, in no order."""
    every = {
        Period(kind, month // kind.months * kind.months + kind.first)
        for kind in KINDS
        for month in range(BEGIN, BEGIN + 36)
    }
    return chance.sample(sorted(every), chance.randint(1, 20))


@pytest.mark.parametrize("seed", range(50))
def test_the_latest_figure_is_the_one_that_a_search_finds(seed: int) -> None:
    chance = Random(seed)
    proposed = {period: chance.choice([False, False, True]) for period in _periods(chance)}
    series = {
        str(period): {"value": "1", "proposed": str(one).lower()}
        for period, one in proposed.items()
    }
    keys = data("name: it, unit: count, polarity: high, values: {2018-19 Q4: 5}")
    it = Indicator.model_validate({**keys, "comparators": {"c": series}})
    found = indexes.compared(it, "c").get(0, indexes.ComparatorFigures([], {}, False))
    for end in range(BEGIN, BEGIN + 48):
        for kind in KINDS:
            known = [one for one in proposed if one.end <= end and not proposed[one]]
            expected = max(
                known, key=lambda one: (one.end, one.kind is kind, one.months), default=None
            )
            assert found.latest(end, kind) == expected


@pytest.mark.parametrize("seed", range(50))
def test_the_revision_of_a_year_is_the_one_that_a_search_finds(seed: int) -> None:
    chance = Random(seed)
    given: dict[Period | Since, Target] = {
        Since(period): Target.model_validate(
            {"value": "1", "proposed": chance.choice(["false", "false", "true"])}
        )
        for period in _periods(chance)
    }
    found = indexes.by_decision(given)
    for kind in (Kind.FINANCIAL, Kind.CALENDAR):
        for month in range(BEGIN, BEGIN + 40):
            period = Period(Kind.MONTH, month)
            year = period.year(kind)
            begun = [
                key
                for key, target in given.items()
                if isinstance(key, Since)
                and not target.proposed
                and year.covers(key.period)
                and key.period.start < period.end
            ]
            expected = max(begun, key=lambda key: key.period.start, default=None)
            assert found.revised(year, period.end) == expected


@pytest.mark.parametrize("seed", range(30))
def test_breaks_and_carried_figures_are_those_that_a_search_finds(seed: int) -> None:
    chance = Random(seed)
    months = chance.sample(range(BEGIN, BEGIN + 24), 9)
    values = {
        str(Period(Kind.MONTH, month)): {
            "value": chance.choice(["1", "suppressed"]),
            "break": chance.choice(["true", "false", "false"]),
        }
        for month in months
    }
    keys = data("name: it, unit: count, polarity: high, frequency: monthly, carry: 3 months")
    it = Indicator.model_validate({**keys, "values": values})
    broken = [one for one, reading in it.values.items() if reading.break_]
    every = [Period(Kind.MONTH, month) for month in range(BEGIN, BEGIN + 24)]
    for now in every:
        for then in every:
            between = any(then.end < one.end <= now.end for one in broken)
            assert indexes.breaks(it).between(then, now, Kind.MONTH) is between
        last = max((one for one in it.values if one.end < now.end), default=None)
        carries = last and now.end - last.end <= 3 and it.values[last].reason is None
        if now not in it.values:
            assert timetable.standing(it, now.end).shown == (last if carries else None)


def test_a_copy_with_other_readings_has_nothing_of_the_first() -> None:
    keys = "name: it, unit: count, polarity: high, comparators: {c: 5}, targets: {2018-19: 7}"
    it = Indicator.model_validate(data(f"{keys}, values: {{2018-19 Q4: 5}}"))
    assert indexes.figures(it) is indexes.figures(it)
    assert [*indexes.compared(it, "c"), *map(str, indexes.targets(it).deciding)] == [0, "2018-19"]
    bare = it.model_copy(
        update={"values": Series(), "targets": Series(), "comparators": {"c": Series()}}
    )
    assert indexes.figures(bare) == indexes.entries(bare) == ()
    assert (indexes.compared(bare, "c"), indexes.targets(bare).deciding) == ({}, {})
    assert [*map(str, indexes.figures(it))] == ["2018-19 Q4"]


def test_what_is_worked_out_makes_no_indicator_another() -> None:
    ours, theirs = indicator("values: {2018-19 Q4: 5}"), indicator("values: {2018-19 Q4: 5}")
    indexes.figures(ours)
    assert ours == theirs
    assert (repr(ours), ours.model_dump()) == (repr(theirs), theirs.model_dump())
