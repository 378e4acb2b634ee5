"""Each rule at its edge, what it found, and why it has no answer."""

from fractions import Fraction

import pytest

from ragcalc.periods import Period, parse
from ragcalc.scoring.targets.pace import PaceMethod
from ragcalc.scoring.targets.rules import (
    AgainstComparators,
    Pace,
    PriorReadings,
    Streak,
    TargetRule,
    readings,
)
from ragcalc.vocabulary import NoAnswer
from tests.build import exact, indicator
from tests.scoring.targets.reviewing import answer, indicator_review, quarters

STRICTER, WEAKER, BEFORE = TargetRule.STRICTER, TargetRule.WEAKER, TargetRule.MET_BEFORE
GREEN, REACH = TargetRule.ALWAYS_GREEN, TargetRule.OUT_OF_REACH
NOW = "values: {2018-19 Q4: 16}"
BOTH = "comparators: {england: {2018-19 Q4: 20.2}, north-west: {2018-19 Q4: 20.7}}"


# ── Against the comparators ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("polarity", "target", "stricter", "weaker"),
    [
        # the target is stricter than each figure, ties with the better one, lies between, …
        ("low", "14", True, False),
        ("low", "20.1", True, False),
        ("low", "20.2", False, False),
        ("low", "20.5", False, False),
        ("low", "20.7", False, False),
        ("low", "20.8", False, True),
        ("high", "20.8", True, False),
        ("high", "20.7", False, False),
        ("high", "20.2", False, False),
        ("high", "20.1", False, True),
        # a tie does not meet a strict target, so that it is stricter, and does not beat it either
        ("low", "{below: 20.2}", True, False),
        ("low", "{below: 20.3}", False, False),
        ("low", "{below: 20.7}", False, False),
        ("high", "{above: 20.7}", True, False),
        # a comparator's figure is neither: it ties with itself
        ("low", "{comparator: england}", False, False),
        ("low", "{comparator: north-west}", False, False),
    ],
)
def test_a_target_against_every_comparator(
    polarity: str, target: str, stricter: bool, weaker: bool
) -> None:
    lines = f"polarity: {polarity}, target: {target}, {BOTH}, {NOW}"
    assert (answer(STRICTER, lines).found, answer(WEAKER, lines).found) == (stricter, weaker)


def test_tolerances_have_no_say_in_it() -> None:
    lines = f"polarity: low, target: 20, tolerance: {{green: 10%, amber: 20%}}, {BOTH}, {NOW}"
    assert answer(STRICTER, lines).found is True


def test_the_figures_are_those_of_the_report() -> None:
    lines = f"polarity: low, target: 14, {BOTH}, {NOW}"
    finding = answer(STRICTER, lines).finding
    assert isinstance(finding, AgainstComparators)
    assert finding.goal.low == 14
    assert [(one.id, one.figure.value) for one in finding.figures] == [
        ("england", exact("20.2")), ("north-west", exact("20.7"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (f"target: 14, {NOW}", NoAnswer.NO_COMPARATORS),
        (f"target: 14, comparators: {{england: {{value: 9, proposed: true}}}}, {NOW}",
         NoAnswer.NO_COMPARATORS),
        (f"polarity: on-target, target: 14, {BOTH}, {NOW}", NoAnswer.NO_SIDE),
        (f"polarity: on-target, target: {{from: 1, to: 2}}, {BOTH}, {NOW}", NoAnswer.NO_SIDE),
        (f"target: {{comparator: england}}, {NOW}", NoAnswer.NO_FIGURE),
    ],
)  # fmt: skip
def test_what_cannot_be_compared(lines: str, reason: NoAnswer) -> None:
    assert answer(STRICTER, lines)[1:] == answer(WEAKER, lines)[1:] == (reason, None)


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        # whole years are compared: 100 against last year's 90, and against a year to March
        ("england: {2017-18: 90}", True),
        ("england: {2017-18: 100}", False),
        ("england: {2017-18 Q4: 90}", True),
        ("england: 90", True),
        # a part of a year is not compared with the target of one
        ("england: {2018-19 Q2: 40}", NoAnswer.NO_COMPARATORS),
        ("england: {2018-19 Q2: 40}, north-west: {2017-18: 90}", True),
    ],
)
def test_what_accumulates_is_compared_over_whole_years(figures: str, found: object) -> None:
    lines = (
        "accumulates: true, profile: linear, targets: {2018-19: 100}, "
        f"comparators: {{{figures}}}, values: {{2018-19 Q2: 46}}"
    )
    assert answer(STRICTER, lines, "2018-19 Q2").found == found


# ── Met before it began ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("target", "values", "found"),
    [
        # the latest reading before April 2018 decides
        ("2018-19: 90", "2017-18 Q3: 80, 2017-18 Q4: 90, 2018-19 Q4: 80", (True, 1, 2)),
        ("2018-19: 90", "2017-18 Q3: 95, 2017-18 Q4: 89.9, 2018-19 Q4: 95", (False, 1, 2)),
        ("2018-19: {above: 90}", "2017-18 Q4: 90, 2018-19 Q4: 80", (False, 0, 1)),
        # a year back and no further
        ("2018-19: 90", "2017-18 Q1: 90, 2018-19 Q4: 80", (True, 1, 1)),
        ("2018-19: 90", "2016-17 Q4: 90, 2018-19 Q4: 80", NoAnswer.NO_PREVIOUS),
        ("2018-19: 90", "2018-19 Q1: 95, 2018-19 Q4: 80", NoAnswer.NO_PREVIOUS),
        ("2018-19: 90", "2017-18 Q4: suppressed, 2018-19 Q4: 80", NoAnswer.NO_PREVIOUS),
        # a revised target began when it was revised
        ("from 2018-19 Q4: 90", "2018-19 Q3: 91, 2018-19 Q4: 80", (True, 1, 1)),
        # readings by another method do not count
        ("2018-19: 90", "2017-18 Q4: 95, 2018-19 Q1: {value: 91, break: true}, 2018-19 Q4: 80",
         NoAnswer.NO_PREVIOUS),
        ("2018-19: 90", "2017-18 Q4: 95, 2018-19 Q2: {value: 91, break: true}, 2018-19 Q4: 80",
         (True, 1, 1)),
        ("2018-19: 90", "2017-18 Q3: 95, 2017-18 Q4: {value: 91, break: true}, 2018-19 Q4: 80",
         (True, 1, 1)),
        ("from 2018-19 Q4: 90",
         "2018-19 Q3: 91, 2018-19 Q4: {value: 80, break: true}", NoAnswer.NO_PREVIOUS),
    ],
)  # fmt: skip
def test_a_target_that_was_met_before_it_began(
    target: str, values: str, found: tuple[bool, int, int] | NoAnswer
) -> None:
    given_answer = answer(BEFORE, f"targets: {{{target}}}, values: {{{values}}}")
    if isinstance(found, NoAnswer):
        assert given_answer[1:] == (found, None)
    else:
        assert isinstance(given_answer.finding, PriorReadings)
        assert (given_answer.found, given_answer.finding.met, given_answer.finding.of) == found


def test_a_standing_target_never_began() -> None:
    assert answer(BEFORE, f"target: 90, {NOW}").found is NoAnswer.NO_BEGINNING


def test_what_is_set_would_begin_after_the_reading() -> None:
    given_answer = answer(BEFORE, f"target: 14, polarity: low, {NOW}", "q4", "16")
    assert given_answer.found is True
    assert isinstance(given_answer.finding, PriorReadings)
    assert (str(given_answer.finding.last.period), given_answer.finding.last.value) == (
        "2018-19 Q4",
        Fraction(16),
    )
    assert answer(BEFORE, f"target: 14, polarity: low, {NOW}", "q4", "15.9").found is False


@pytest.mark.parametrize(("figure", "found"), [("100", True), ("99", False)])
def test_of_what_accumulates_the_year_before_counts_whole(figure: str, found: bool) -> None:
    lines = (
        "accumulates: true, profile: linear, targets: {2018-19: 100}, "
        f"values: {{2017-18 Q3: 150, 2017-18 Q4: {figure}, 2018-19 Q2: 46}}"
    )
    given_answer = answer(BEFORE, lines, "2018-19 Q2")
    assert isinstance(given_answer.finding, PriorReadings)
    assert (given_answer.found, given_answer.finding.of, given_answer.finding.goal.low) == (
        found,
        1,
        Fraction(100),
    )


@pytest.mark.parametrize(("value", "found"), [("18", True), ("20", True), ("22.1", False)])
def test_a_range_is_met_within_it(value: str, found: bool) -> None:
    lines = (
        "polarity: on-target, targets: {2018-19: {from: 18, to: 22}}, "
        f"values: {{2017-18 Q4: {value}, 2018-19 Q4: 30}}"
    )
    assert answer(BEFORE, lines).found is found


# ── Always green ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("figures", "found", "green", "of"),
    [
        ([91] * 8, True, 8, 8),
        ([80, *[91] * 8], True, 8, 9),
        ([*[91] * 8, 80], False, 0, 9),
        ([80, *[91] * 7], False, 7, 8),
        # all of them green, and too few
        ([91] * 7, NoAnswer.TOO_FEW, 7, 7),
        (["suppressed"], NoAnswer.TOO_FEW, 0, 0),
        ([80], False, 0, 1),
        # what has no computed status is passed over
        ([*[91] * 4, "suppressed", *[91] * 4], True, 8, 8),
        ([*[91] * 8, "unreliable"], True, 8, 8),
    ],
)
def test_always_green_in_the_last_eight_quarters(
    figures: list[object], found: bool | NoAnswer, green: int, of: int
) -> None:
    first = parse("2016-17 Q1")
    last = Period(first.kind, first.start + 3 * (len(figures) - 1))
    given_answer = answer(GREEN, f"target: 90, {quarters(str(first), figures)}", str(last))
    assert given_answer.found == found
    assert isinstance(given_answer.finding, Streak)
    assert (given_answer.finding.green, given_answer.finding.of, given_answer.finding.least) == (
        green,
        of,
        8,
    )


def test_a_reported_green_says_nothing_of_the_target() -> None:
    reported = "reported: {2017-18 Q4: {status: green, overrides: true, note: judged}}"
    lines = f"target: 90, {quarters('2016-17 Q1', [91] * 8)}, {reported}"
    given_answer = answer(GREEN, lines, "2017-18 Q4")
    assert given_answer.found is NoAnswer.TOO_FEW
    assert given_answer.finding == Streak(7, parse("2016-17 Q1"), 7, 8)


@pytest.mark.parametrize(("words", "found"), [("91", True), ("91.1", False)])
def test_what_is_set_is_looked_back_at_too(words: str, found: bool) -> None:
    lines = f"target: 99, {quarters('2016-17 Q1', [91] * 8)}, tolerance: {{amber: 0}}"
    assert answer(GREEN, lines, "2017-18 Q4", words).found is found


@pytest.mark.parametrize(
    ("keys", "values", "period", "least"),
    [
        ("frequency: annual", [f"201{at}-1{at + 1}: 91" for at in range(4)], "2013-14", 4),
        ("frequency: monthly", [f"2018-M{at:02}: 91" for at in range(1, 13)], "2018-M12", 12),
    ],
)
def test_months_and_years_have_counts_of_their_own(
    keys: str, values: list[str], period: str, least: int
) -> None:
    lines = f"{keys}, target: 90, values: {{{', '.join(values)}}}"
    given_answer = answer(GREEN, lines, period)
    assert isinstance(given_answer.finding, Streak)
    assert (given_answer.found, given_answer.finding.green, given_answer.finding.least) == (
        True,
        least,
        least,
    )
    fewer = f"{keys}, target: 90, values: {{{', '.join(values[1:])}}}"
    assert answer(GREEN, fewer, period).found is NoAnswer.TOO_FEW


# ── Out of reach ─────────────────────────────────────────────────────────────────────────────────

RISING = quarters("2017-18 Q3", [70, 72, 74, 76, 78])  # to 2018-19 Q3, two points a quarter


@pytest.mark.parametrize(
    ("target", "found", "by", "then", "reached"),
    [
        ("targets: {2018-19: 80}", False, "2018-19 Q4", 80, "2018-19 Q4"),
        ("targets: {2018-19: 80.1}", True, "2018-19 Q4", 80, "2019-20 Q1"),
        ("targets: {2018-19: {above: 80}}", True, "2018-19 Q4", 80, "2019-20 Q1"),
        # what is met now is not out of reach, and met at once by the line
        ("targets: {2018-19: 78}", False, "2018-19 Q4", 80, "2018-19 Q4"),
        # no end: a year on
        ("target: 86", False, "2019-20 Q3", 86, "2019-20 Q3"),
        ("target: 86.1", True, "2019-20 Q3", 86, "2019-20 Q4"),
        # ten years and no further
        ("target: 158", True, "2019-20 Q3", 86, "2028-29 Q3"),
        ("target: 158.1", True, "2019-20 Q3", 86, None),
    ],
)
def test_a_line_leads_on_to_the_end_of_the_target(
    target: str, found: bool, by: str, then: int, reached: str | None
) -> None:
    given_answer = answer(REACH, f"{target}, {RISING}", "2018-19 Q3")
    assert given_answer.found is found
    assert isinstance(given_answer.finding, Pace)
    assert given_answer.finding._replace(goal=None) == Pace(  # type: ignore[arg-type]
        PaceMethod.THEIL_SEN,
        None,  # type: ignore[arg-type]
        5,
        parse("2017-18 Q3"),
        parse("2018-19 Q3"),
        Fraction(2),
        parse(by),
        Fraction(then),
        away=False,
        reached=parse(reached) if reached else None,
    )


WORSENS = quarters("2023-24 Q1", [58, 62, 59, 71, 64, 60, 66, 83])  # the line is at 71.5 by Q4


@pytest.mark.parametrize("target", ["72", "76", "82.9", "{below: 83}"])
def test_what_is_not_met_and_gets_worse_is_out_of_reach_wherever_its_line_lies(target: str) -> None:
    """A bad last figure lies far from a line that still meets the target for a while."""
    given_answer = answer(REACH, f"polarity: low, target: {target}, {WORSENS}", "2024-25 Q4")
    assert isinstance(given_answer.finding, Pace)
    finding = given_answer.finding
    assert (given_answer.found, finding.away, finding.reached) == (True, True, None)


def test_what_is_met_does_not_lead_away_though_it_gets_worse() -> None:
    given_answer = answer(REACH, f"polarity: low, target: 83, {WORSENS}", "2024-25 Q4")
    assert isinstance(given_answer.finding, Pace)
    assert (given_answer.found, given_answer.finding.away) == (False, False)
    assert given_answer.finding.reached == parse("2025-26 Q1")


@pytest.mark.parametrize(
    ("polarity", "target", "figures", "found", "away"),
    [
        ("high", 85, [90, 90, 90, 90, 80], False, False),  # level, with one bad figure
        ("high", 85, [93, 92, 91, 90, 80], True, True),
        ("high", "{above: 80}", [93, 92, 91, 90, 80], True, True),
        ("high", 80, [93, 92, 91, 90, 80], False, False),
        ("low", 85, [80, 80, 80, 80, 90], False, False),
        ("on-target", "{from: 18, to: 22}", [20, 21, 22, 23, 24], True, True),
        ("on-target", "{from: 18, to: 22}", [20, 19, 18, 17, 16], True, True),
        ("on-target", "{from: 18, to: 22}", [28, 27, 26, 25, 24], False, False),
        ("on-target", "{from: 18, to: 22}", [12, 13, 14, 15, 16], False, False),
    ],
)
def test_a_line_leads_away_on_the_side_where_the_target_is_missed(
    polarity: str, target: object, figures: list[int], found: bool, away: bool
) -> None:
    lines = f"polarity: {polarity}, target: {target}, {quarters('2017-18 Q4', figures)}"
    given_answer = answer(REACH, lines)
    assert isinstance(given_answer.finding, Pace)
    assert (given_answer.found, given_answer.finding.away) == (found, away)


def test_a_target_that_has_ended_is_led_on_for_a_year() -> None:
    given_answer = answer(
        REACH, f"targets: {{2017-18: 90}}, {quarters('2016-17 Q4', range(70, 75))}", "q4"
    )
    assert isinstance(given_answer.finding, Pace)
    assert (given_answer.found, str(given_answer.finding.by), given_answer.finding.then) == (
        True,
        "2018-19 Q4",
        Fraction(78),
    )


def test_a_target_ahead_is_led_on_to_its_own_end() -> None:
    given_answer = answer(REACH, f"targets: {{2019-20: 88}}, {RISING}", "2018-19 Q3", kind="ahead")
    assert isinstance(given_answer.finding, Pace)
    assert (given_answer.found, str(given_answer.finding.by), given_answer.finding.then) == (
        False,
        "2019-20 Q4",
        Fraction(88),
    )


def test_a_falling_series_is_out_of_reach_of_a_target_above_it() -> None:
    given_answer = answer(REACH, f"target: 90, {quarters('2017-18 Q4', [80, 79, 78, 77, 76])}")
    assert isinstance(given_answer.finding, Pace)
    assert (given_answer.found, given_answer.finding.reached) == (True, None)


def test_what_falls_below_its_target_later_is_not_out_of_reach() -> None:
    given_answer = answer(REACH, f"target: 76, {quarters('2017-18 Q4', [80, 79, 78, 77, 76])}")
    assert given_answer.found is False


@pytest.mark.parametrize(
    ("target", "figures"),
    [
        # beaten now and no longer a year on; not met now and beaten a year on
        (80, [90, 88, 86, 84, 82]),
        (80, [68, 70, 72, 74, 76]),
    ],
)
def test_a_target_that_is_beaten_now_or_by_then_is_within_reach(
    target: int, figures: list[int]
) -> None:
    assert answer(REACH, f"target: {target}, {quarters('2017-18 Q4', figures)}").found is False


def test_a_line_is_reported_with_its_target_and_of_counts_as_of_figures() -> None:
    counts = [f"{{numerator: {one}, denominator: 50}}" for one in (34, 35, 36, 37, 38)]
    given_answer = answer(REACH, f"unit: percent, target: 90, {quarters('2017-18 Q4', counts)}")
    assert isinstance(given_answer.finding, Pace)
    assert (
        given_answer.finding.slope,
        given_answer.finding.then,
        given_answer.finding.goal.low,
    ) == (
        Fraction(2),
        Fraction(84),
        Fraction(90),
    )


def test_a_line_of_months_is_led_on_for_a_year() -> None:
    given = ", ".join(f"2019-M0{month}: {70 + month}" for month in range(1, 6))
    given_answer = answer(REACH, f"frequency: monthly, target: 90, values: {{{given}}}", "2019-M05")
    assert isinstance(given_answer.finding, Pace)
    assert (str(given_answer.finding.by), given_answer.finding.then) == ("2020-M05", Fraction(87))


def test_a_break_that_begins_when_the_line_ends_is_after_it() -> None:
    own = indicator("values: {2018-19 Q3: 5, 2018-19 Q4: 6, 2019-20 Q1: {value: 7, break: true}}")
    assert [str(one) for one in readings(own, parse("2018-19 Q4").end)] == [
        "2018-19 Q3",
        "2018-19 Q4",
    ]


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ([70, 72, 74, 76], NoAnswer.TOO_FEW),
        ([70, 72, "suppressed", 76, 78], NoAnswer.TOO_FEW),
        ([60, 70, 72, "{value: 74, break: true}", 76], NoAnswer.TOO_FEW),
        # a gap is no matter where there are readings enough
        ([68, 70, "suppressed", 74, 76, 78], True),
        ([10, "{value: 70, break: true}", 72, 74, 76, 78], True),
        # what breaks later says nothing of the line up to now
        ([70, 72, 74, 76, 78, "unreliable", "{value: 10, break: true}"], True),
        ([70, 72, 74, 76, 78, "{value: 10, break: true}"], True),
    ],
)
def test_a_line_needs_five_readings_by_one_method(
    figures: list[object], found: bool | NoAnswer
) -> None:
    lines = f"target: 90, {quarters('2017-18 Q1', figures)}"
    period = "2018-19 Q1" if "break" in str(figures[-1]) else "latest"
    assert answer(REACH, lines, period).found == found


def test_the_last_twelve_readings_make_the_line() -> None:
    figures = [*range(100, 0, -10), *range(20, 44, 2)]
    given_answer = answer(REACH, f"target: 90, {quarters('2012-13 Q1', figures)}", "latest")
    assert isinstance(given_answer.finding, Pace)
    assert (given_answer.finding.points, given_answer.finding.slope) == (12, Fraction(2))


@pytest.mark.parametrize(
    ("target", "found"), [("{from: 80, to: 85}", False), ("{from: 81, to: 85}", True)]
)
def test_a_range_is_reached_by_its_nearer_end(target: str, found: bool) -> None:
    lines = f"polarity: on-target, targets: {{2018-19: {target}}}, {RISING}"
    assert answer(REACH, lines, "2018-19 Q3").found is found


# ── Out of reach: what accumulates ───────────────────────────────────────────────────────────────

RATE = "accumulates: in-period, target: 90, unit: rate-per-1000"
GROWS = "accumulates: true, targets: {2018-19: 100}"


@pytest.mark.parametrize(
    ("keys", "value", "found", "then"),
    [
        # half the year's is due by Q2
        ("profile: linear", 50, False, 100),
        ("profile: linear", 49, True, 98),
        # as the profile has it
        ("profile: [20%, 40%, 70%, 100%]", 40, False, 100),
        ("profile: [20%, 40%, 70%, 100%]", 39, True, Fraction(195, 2)),
        # evenly where nobody says otherwise
        ("profile: none", 50, False, 100),
        ("profile: none", 49, True, 98),
        ("note: without a profile", 49, True, 98),
        ("polarity: low, profile: linear", 50, False, 100),
        ("polarity: low, profile: linear", 51, True, 102),
    ],
)
def test_a_total_is_raised_to_the_end_of_its_year(
    keys: str, value: int, found: bool, then: Fraction | int
) -> None:
    lines = f"{GROWS}, {keys}, values: {{2018-19 Q1: 20, 2018-19 Q2: {value}}}"
    given_answer = answer(REACH, lines, "2018-19 Q2")
    assert isinstance(given_answer.finding, Pace)
    assert given_answer.finding._replace(goal=None) == Pace(  # type: ignore[arg-type]
        PaceMethod.RUN_RATE,
        None,  # type: ignore[arg-type]
        2,
        parse("2018-19 Q1"),
        parse("2018-19 Q2"),
        None,
        parse("2018-19 Q4"),
        Fraction(then),
        away=False,
        reached=None if found else parse("2018-19 Q4"),
    )
    assert given_answer.found is found


def test_the_targets_of_the_quarters_say_what_was_due() -> None:
    lines = (
        "accumulates: true, targets: {2018-19 Q1: 10, 2018-19 Q2: 20, 2018-19 Q3: 60, "
        "2018-19 Q4: 100}, values: {2018-19 Q2: 21}"
    )
    given_answer = answer(REACH, lines, "2018-19 Q2")
    assert isinstance(given_answer.finding, Pace)
    assert (given_answer.found, given_answer.finding.then) == (False, Fraction(105))


@pytest.mark.parametrize(
    ("lines", "period", "kind", "reason"),
    [
        (f"{GROWS}, values: {{2018-19 Q4: 90}}", "2018-19 Q4", "current", NoAnswer.ENDED),
        (f"{GROWS}, values: {{2017-18 Q4: 90}}", "2018-19 Q1", "current", NoAnswer.NOT_BEGUN),
        ("accumulates: true, targets: {2019-20: 100}, values: {2018-19 Q2: 46}", "2018-19 Q2",
         "ahead", NoAnswer.NOT_BEGUN),
        (f"{GROWS}, profile: [0%, 45%, 70%, 100%], values: {{2018-19 Q1: 5}}", "2018-19 Q1",
         "current", NoAnswer.NOTHING_DUE),
        ("accumulates: in-period, unit: percent, target: 90, values: {2018-19 Q1: 80}",
         "2018-19 Q1", "current", NoAnswer.SHARES),
        (f"{RATE}, values: {{2018-19 Q1: {{numerator: 8, denominator: 10}}}}", "2018-19 Q1",
         "current", NoAnswer.SHARES),
        ("target: 90, values: {2018-19 Q4: suppressed}", "2018-19 Q4", "current",
         NoAnswer.NO_VALUE),
        ("accumulates: true, target: 90, frequency: annual, values: {2017-18: suppressed}",
         "2018-19 Q1", "current", NoAnswer.NO_VALUE),
    ],
)  # fmt: skip
def test_what_has_no_pace(lines: str, period: str, kind: str, reason: NoAnswer) -> None:
    assert answer(REACH, lines, period, kind=kind)[1:] == (reason, None)


# ── All of them ──────────────────────────────────────────────────────────────────────────────────


def test_every_rule_answers_about_every_target_in_order() -> None:
    found = indicator_review(f"targets: {{2018-19: 14, 2019-20: 13}}, {NOW}", "q4", "12").targets
    assert [[one.rule for one in target.answers] for target in found] == [list(TargetRule)] * 3


def test_what_has_no_answer_is_not_found() -> None:
    (found,) = indicator_review(f"polarity: low, target: 14, {BOTH}, {NOW}").targets
    assert found.found == (STRICTER,)
