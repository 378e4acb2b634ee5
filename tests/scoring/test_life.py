"""From when until when an indicator is measured, and what a report outside that does with it."""

import pytest

from ragcalc import periods
from ragcalc.catalogue.derived import lifetimes
from ragcalc.scoring import timetable
from ragcalc.scoring.changes import changes
from ragcalc.scoring.moves import Moved
from ragcalc.scoring.results import NotMeasured, Report
from ragcalc.scoring.score import score
from ragcalc.vocabulary import Direction, Life, Reason, Status
from tests.catalogue.writing import HEAD, catalogue, entry, indicator, load, valid


def made(text: str, period: str) -> Report:
    """Score a catalogue whose entries outside each life are taken out."""
    return score(lifetimes.limited(valid(load(text))), None, periods.parse(period))


@pytest.mark.parametrize(
    ("lines", "period", "life"),
    [
        ("until: 2024-25", "2024-25 Q4", Life.CURRENT),
        ("until: 2024-25", "2025-26 Q1", Life.RETIRED),
        ("from: 2025-26 Q1", "2024-25 Q4", Life.UPCOMING),
        ("from: 2025-26 Q1", "2025-26 Q1", Life.CURRENT),
        ("from: 2025-26", "2025-M04", Life.CURRENT),
        ("from: 2025-26", "2025-M03", Life.UPCOMING),
        # between two quarters the one that is waited for decides
        ("until: 2025-26 Q1", "2025-M05", Life.CURRENT),
        ("until: 2025-26 Q1", "2025-M07", Life.RETIRED),
        # an annual one is in the reports of its whole year, and its last figure in that of its end
        ("frequency: annual\nuntil: 2024-25", "2024-25 Q2", Life.CURRENT),
        ("frequency: annual\nuntil: 2024-25", "2024-25 Q4", Life.CURRENT),
        ("frequency: annual\nuntil: 2024-25", "2025-26 Q1", Life.RETIRED),
        ("frequency: annual\nfrom: 2025-26", "2024-25 Q4", Life.UPCOMING),
        ("frequency: annual\nfrom: 2025-26", "2025-26 Q1", Life.CURRENT),
        # only whole years of it are within
        ("frequency: annual\nfrom: 2025-26 Q2", "2025-26 Q4", Life.UPCOMING),
        ("frequency: annual\nfrom: 2025-26 Q2", "2026-27 Q1", Life.CURRENT),
        ("frequency: annual\nuntil: 2025-26 Q3", "2025-26 Q3", Life.RETIRED),
        # figures that come late stand in reports after its life
        ("lag: 1 quarter\nuntil: 2024-25", "2025-26 Q1", Life.CURRENT),
        ("lag: 1 quarter\nuntil: 2024-25", "2025-26 Q2", Life.RETIRED),
        ("frequency: annual\ndue: Q2\nuntil: 2024-25", "2025-26 Q1", Life.CURRENT),
        ("frequency: annual\ndue: Q2\nuntil: 2024-25", "2025-26 Q2", Life.CURRENT),
        ("frequency: annual\ndue: Q2\nuntil: 2024-25", "2025-26 Q3", Life.RETIRED),
        # a month within a quarter's or a year's report: the one that ends with it
        ("frequency: monthly\nuntil: 2024-M12", "2024-25 Q3", Life.CURRENT),
        ("frequency: monthly\nuntil: 2024-M12", "2024-25", Life.RETIRED),
        ("frequency: monthly\nfrom: 2025-M02", "2024-25 Q4", Life.CURRENT),
        ("year: academic\nfrequency: annual\nfrom: 2024-25", "2024-M10", Life.CURRENT),
        ("year: academic\nfrequency: annual\nfrom: 2024-25", "2024-M09", Life.UPCOMING),
        ("", "1999-00 Q1", Life.CURRENT),
    ],
)
def test_a_life_is_that_of_the_period_that_a_report_shows_or_waits_for(
    lines: str, period: str, life: Life
) -> None:
    one = indicator(f"{lines}\nvalues: {{}}")
    assert timetable.life(one, periods.parse(period).end) is life


RETIRED = entry(
    "name: Retired\ntarget: 5\nuntil: 2018-19 Q3\n"
    "values: {2018-19 Q2: 4, 2018-19 Q3: 5, 2018-19 Q4: 1}",
    "retired",
)
NEW = entry("name: New\ntarget: 5\nfrom: 2018-19 Q4\nvalues: {2018-19 Q3: 1, 2018-19 Q4: 5}", "new")
STAYS = entry("name: Stays\ntarget: 5\nvalues: {2018-19 Q3: 5, 2018-19 Q4: 5}", "stays")
ALL = catalogue(RETIRED, NEW, STAYS)


def test_outside_its_life_an_indicator_is_not_in_the_report_and_not_counted() -> None:
    report = made(ALL, "2018-19 Q4")
    assert [one.id for one in report.indicators] == ["new", "stays"]
    assert report.summary.indicators == report.summary.due == report.summary.readings == 2
    assert report.summary.status[Status.GREEN] == 2
    assert report.outcomes[0].summary == report.summary
    assert report.not_measured == (
        NotMeasured("retired", "Retired", Life.RETIRED, periods.parse("2018-19 Q3")),
    )
    earlier = made(ALL, "2018-19 Q3")
    assert [one.id for one in earlier.indicators] == ["retired", "stays"]
    assert earlier.not_measured == (
        NotMeasured("new", "New", Life.UPCOMING, periods.parse("2018-19 Q4")),
    )


def test_a_figure_before_its_life_is_no_previous_reading() -> None:
    (new, _) = made(ALL, "2018-19 Q4").indicators
    assert new.verdict.direction.direction is Direction.UNAVAILABLE
    assert new.inputs.previous is Reason.NO_PREVIOUS


def test_a_reading_is_not_carried_beyond_its_life() -> None:
    text = catalogue(
        entry("name: Late\ncarry: 4 quarters\nuntil: 2018-19 Q3\nvalues: {2018-19 Q3: 5}", "late"),
        STAYS,
    )
    assert [one.id for one in made(text, "2018-19 Q4").indicators] == ["stays"]
    late = valid(load(text)).indicators["late"]
    assert timetable.standing(late, periods.parse("2018-19 Q4").end).shown is None


def test_what_is_retired_has_no_say_in_which_period_is_the_latest() -> None:
    retired = [
        entry(f"name: Old {one}\nuntil: 2018-19 Q3\nvalues: {{2018-19 Q3: 5}}", f"old-{one}")
        for one in "abc"
    ]
    own = lifetimes.limited(valid(load(catalogue(*retired, STAYS)))).indicators.values()
    assert str(timetable.resolve("latest", own)) == "2018-19 Q4"


def test_what_is_retired_is_none_of_those_that_a_month_is_wanted_of() -> None:
    retired = [
        entry(f"name: Old {one}\nuntil: 2018-19 Q3\nvalues: {{2018-19 Q3: 5}}", f"old-{one}")
        for one in "abc"
    ]
    month = entry("name: Monthly\nfrequency: monthly\nvalues: {2019-M05: 5}", "monthly")
    own = lifetimes.limited(valid(load(catalogue(*retired, month)))).indicators.values()
    assert str(timetable.resolve("latest", own)) == "2019-M05"


def test_a_report_of_which_every_indicator_is_outside_its_life_is_empty() -> None:
    report = made(catalogue(RETIRED), "2020-21 Q4")
    assert not report.indicators
    assert not report.outcomes
    assert report.summary.indicators == 0


def test_a_target_counts_where_any_part_of_its_time_is_within() -> None:
    text = catalogue(
        entry(
            "from: 2018-19 Q3\nuntil: 2019-20\n"
            "targets: {2017-18: 1, 2018-19: 2, 2018-19 Q2: 3, from 2018-19 Q2: 4, 2019-20: 5, "
            "2020-21: 6, from 2020-21 Q1: 7}"
        )
    )
    own = lifetimes.limited(valid(load(text))).indicators["it"]
    assert [str(one) for one in own.targets] == ["2018-19", "from 2018-19 Q2", "2019-20"]


# ── Between two versions ─────────────────────────────────────────────────────────────────────────


def ids(old: str, new: str) -> dict[str, str]:
    return lifetimes.renamed(valid(load(old)), valid(load(new)))


def named(name: str, was: str = "") -> str:
    was = f"was: {was}\n" if was else ""
    return entry(f"name: {name}\n{was}values: {{2018-19 Q4: 5}}", name)


@pytest.mark.parametrize(
    ("old", "new", "renamed"),
    [
        ([named("a")], [named("b", "a")], {"a": "b"}),
        ([named("b", "a")], [named("a")], {"b": "a"}),  # the later version first
        ([named("a")], [named("b", "A")], {"a": "b"}),
        ([named("a")], [named("c", "[b, a]")], {"a": "c"}),
        ([named("b", "a")], [named("c", "[b, a]")], {"b": "c"}),
        ([named("a")], [named("b")], {}),
        ([named("a", "b")], [named("b", "a")], {"a": "b"}),
        # of two that became one the first that is named is it
        ([named("a"), named("b")], [named("c", "[b, a]")], {"b": "c"}),
        ([named("a"), named("b", "c")], [named("b", "[a, c]")], {}),
        ([named("b", "a"), named("c", "d")], [named("d"), named("a")], {"b": "a", "c": "d"}),
        ([named("c", "[a, b]")], [named("a"), named("b")], {"c": "a"}),
        # where both versions say something of one, it is what the new one says
        ([named("a", "c")], [named("b", "a"), named("c")], {"a": "b"}),
    ],
)
def test_an_indicator_with_another_id_is_known_by_what_it_was(
    old: list[str], new: list[str], renamed: dict[str, str]
) -> None:
    assert ids(catalogue(*old), catalogue(*new)) == renamed


def test_a_renamed_indicator_is_one_change_not_one_gone_and_one_new() -> None:
    old, new = catalogue(named("a"), STAYS), catalogue(named("b", "a"), STAYS)
    found = changes(made(old, "2018-19 Q4"), made(new, "2018-19 Q4"), ids(old, new))
    assert [(one.id, one.moved, one.renamed_from) for one in found.changes] == [
        ("b", Moved.SAME, "a"),
        ("stays", Moved.SAME, None),
    ]


def test_what_is_gone_or_new_by_its_life_says_so() -> None:
    found = changes(made(ALL, "2018-19 Q3"), made(ALL, "2018-19 Q4"))
    assert {one.id: (one.moved, one.outside) for one in found.changes} == {
        "new": (
            Moved.ADDED,
            NotMeasured("new", "New", Life.UPCOMING, periods.parse("2018-19 Q4")),
        ),
        "retired": (
            Moved.REMOVED,
            NotMeasured("retired", "Retired", Life.RETIRED, periods.parse("2018-19 Q3")),
        ),
        "stays": (Moved.SAME, None),
    }


def test_parts_follow_the_whole_to_its_other_id() -> None:
    text = HEAD + "indicators:\n" + named("a") + entry("name: P\npart-of: a", "p")
    moved = lifetimes.with_ids(valid(load(text)), {"a": "b"})
    assert list(moved.indicators) == ["b", "p"]
    assert moved.indicators["p"].part_of == "b"
