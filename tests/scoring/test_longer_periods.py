"""What a monthly or quarterly indicator says in the report of a longer period."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from ragcalc import periods
from ragcalc.periods import Period
from ragcalc.render.common.because import reason_words
from ragcalc.render.common.cells import actual
from ragcalc.scoring import longer_periods
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.judge import judge
from ragcalc.scoring.precision import displayed
from ragcalc.scoring.verdicts import VerdictTable, shown_in
from ragcalc.vocabulary import Reason, TargetBasis
from tests.build import AT, catalogue_of, colour, indicator, result, travelled, verdict

MONTHS = tuple(str(Period(periods.Kind.MONTH, 2025 * 12 + 3 + at)) for at in range(12))
QUARTERS = tuple(f"2025-26 Q{number}" for number in (1, 2, 3, 4))


def series(keys: tuple[str, ...], values: list[object]) -> str:
    pairs = zip(keys, values, strict=True)
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def monthly(method: str, values: list[object], more: str = "") -> str:
    return f"frequency: monthly, rolls-up: {method}, {more}values: {series(MONTHS, values)}"


def figure(entries: str, period: str) -> Fraction | Reason:
    reading = verdict(entries, period).inputs.reading
    return reading.value if isinstance(reading, SourcedValue) else reading


TWELVE: list[object] = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]


@pytest.mark.parametrize(
    ("method", "year", "quarter"),
    [
        ("sum", 780, 330),
        ("mean", 65, 110),
        ("last", 120, 120),
    ],
)
def test_a_longer_report_shows_what_its_months_make(method: str, year: int, quarter: int) -> None:
    entries = monthly(method, TWELVE)
    assert figure(entries, "2025-26") == year
    assert figure(entries, "2025-26 Q4") == quarter
    assert figure(entries, "2026-M03") == 120


def test_without_the_key_the_last_reading_stands() -> None:
    entries = f"frequency: monthly, values: {series(MONTHS, TWELVE)}"
    assert figure(entries, "2025-26") == figure(entries, "2025-26 Q4") == 120


def test_quarters_make_years() -> None:
    entries = f"rolls-up: sum, values: {series(QUARTERS, [1, 2, 3, 4])}"
    assert figure(entries, "2025-26") == 10
    assert figure(entries, "2025-26 Q4") == 4


COUNTS: list[object] = [
    f"{{numerator: {cases}, denominator: {of}}}"
    for cases, of in ((1, 2), (1, 3), (2, 3), (5, 7), (1, 1), (0, 9))
]


def test_pooled_counts_are_added_before_they_are_divided() -> None:
    """The mean of the six shares is 53.57, the pooled one 10 of 25."""
    entries = (
        f"unit: percent, frequency: monthly, rolls-up: pooled, values: {series(MONTHS[:6], COUNTS)}"
    )
    reading = verdict(entries, "2025-26 Q2").inputs.reading
    assert isinstance(reading, SourcedValue)
    assert reading.value == Fraction(600, 17)
    assert (reading.numerator, reading.denominator) == (Decimal(6), Decimal(17))
    assert figure(entries, "2025-26 Q1") == 50


def test_every_method_agrees_with_its_formula_over_random_series() -> None:
    chance = Random(18)
    for _ in range(40):
        cases = [chance.randrange(0, 60) for _ in MONTHS]
        of = [chance.randrange(60, 99) for _ in MONTHS]
        values: list[object] = [
            f"{{numerator: {a}, denominator: {b}}}" for a, b in zip(cases, of, strict=True)
        ]
        shares = [Fraction(100 * a, b) for a, b in zip(cases, of, strict=True)]
        for report, span in (("2025-26", slice(0, 12)), ("2025-26 Q3", slice(6, 9))):
            pooled = Fraction(100 * sum(cases[span]), sum(of[span]))
            mean = sum(shares[span], Fraction(0)) / len(shares[span])
            last = shares[span][-1]
            for method, expected in (("pooled", pooled), ("mean", mean), ("last", last)):
                entries = monthly(method, values, "unit: percent, ")
                assert figure(entries, report) == expected
            counted = monthly("sum", list(cases))
            assert figure(counted, report) == sum(cases[span])


def test_a_mean_on_the_edge_of_a_tolerance_is_exact() -> None:
    """(28 + 29 + 28.5)/3 = 28.5 is 5% below 30; (28 + 28 + 29.4)/3 is a third of a tenth lower."""
    edge = "frequency: monthly, rolls-up: mean, target: 30, values: {}"
    at = edge.format(series(MONTHS[:3], [28, 29, "28.5"]))
    below = edge.format(series(MONTHS[:3], [28, 28, "29.4"]))
    assert colour(at, "2025-26 Q1")[0] == "amber"
    assert colour(below, "2025-26 Q1")[0] == "red"


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("suppressed", Reason.SUPPRESSED),
        ("unreliable", Reason.UNRELIABLE),
        ("in-measurement", Reason.IN_MEASUREMENT),
        ("not-applicable", Reason.NOT_APPLICABLE),
        ("{value: 5, proposed: true}", Reason.NO_VALUE),
        ("{value: 5, break: true}", Reason.METHOD_CHANGED),
    ],
)
@pytest.mark.parametrize("method", ["sum", "mean"])
def test_one_month_without_a_figure_leaves_none(method: str, word: str, reason: Reason) -> None:
    values = [*TWELVE[:8], word, *TWELVE[9:]]
    shown = result(monthly(method, values), "2025-26")
    assert shown.inputs.reading is reason
    assert shown.inputs.rolled_up is not None
    assert [str(one) for one in shown.inputs.rolled_up.lacking] == ["2025-M12"]
    assert figure(monthly(method, values), "2025-26 Q4") != reason


def said(entries: str, period: str) -> str:
    shown = result(entries, period)
    reason = shown.verdict.status.reason
    assert reason is not None
    return reason_words(shown.inputs, reason)


def test_a_month_that_is_not_there_is_named() -> None:
    entries = f"frequency: monthly, rolls-up: sum, values: {series(MONTHS[1:], TWELVE[1:])}"
    assert said(entries, "2025-26") == "no sum of 12 months: there is no figure for April 2025"
    more = "no sum of 12 months: there is no figure for April 2026 and 11 more"
    assert said(entries, "2026-27") == more


def test_what_is_hidden_is_what_is_said_before_what_is_not_there() -> None:
    entries = "frequency: monthly, rolls-up: sum, values: {2025-M04: 5, 2025-M06: suppressed}"
    words = "no sum of 3 months: small numbers are suppressed in June 2025"
    assert said(entries, "2025-26 Q1") == words


def test_a_method_that_changes_with_the_first_month_is_the_same_all_through() -> None:
    values = ["{value: 5, break: true}", *TWELVE[1:]]
    assert figure(monthly("sum", values), "2025-26") == 775
    before = series(tuple(one.replace("2025", "2024") for one in MONTHS[:9]), TWELVE[:9])
    entries = monthly("sum", values).removesuffix("}") + f", {before[1:]}"
    assert travelled(entries, "2025-26 Q1")[1] is Reason.NOT_COMPARABLE


def test_the_figure_of_a_longer_period_that_is_given_stands() -> None:
    entries = monthly("sum", TWELVE).removesuffix("}") + ", 2024-25: 700, 2025-26: 800}"
    shown = verdict(entries, "2025-26")
    assert figure(entries, "2025-26") == 800
    assert shown.inputs.rolled_up is None
    assert travelled(entries, "2025-26")[2] == "2024-25"


@pytest.mark.parametrize(
    ("report", "since"),
    [("2025-26 Q4", "2025-26 Q3"), ("2025-26 Q2", "2025-26 Q1"), ("2025-26", None)],
)
def test_a_direction_is_measured_between_periods_of_one_length(
    report: str, since: str | None
) -> None:
    assert travelled(monthly("sum", TWELVE), report)[2] == since


def test_the_year_before_is_rolled_up_too() -> None:
    before = series(tuple(str(periods.parse(one).year_ago()) for one in MONTHS), TWELVE)
    entries = monthly("sum", TWELVE).removesuffix("}") + f", {before[1:]}"
    shown = verdict(entries, "2025-26")
    assert shown.year_on_year.previous is not None
    assert shown.year_on_year.previous.value == 780
    assert shown.year_on_year.change == 0


def test_any_provisional_month_makes_it_provisional() -> None:
    values = ["{value: 10, provisional: true}", *TWELVE[1:]]
    first, last = (
        verdict(monthly("sum", values), period).inputs.reading
        for period in ("2025-26 Q1", "2025-26 Q4")
    )
    assert isinstance(first, SourcedValue)
    assert isinstance(last, SourcedValue)
    assert (first.provisional, last.provisional) == (True, False)


def made(entries: str, report: str) -> SourcedValue:
    reading = verdict(entries, report).inputs.reading
    assert isinstance(reading, SourcedValue)
    return reading


def test_any_revised_month_makes_it_revised() -> None:
    entries = monthly("sum", ["{value: 10, revised: true}", *TWELVE[1:]])
    assert made(entries, "2025-26 Q1").revised
    assert not made(entries, "2025-26 Q4").revised


def test_it_has_the_most_decimals_of_its_months_and_none_where_one_has_counts_alone() -> None:
    counts = "{numerator: 1, denominator: 3}"
    values = ["10.5", "10.25", 10, counts, "10.5", 10, *TWELVE[6:]]
    entries = monthly("mean", values, "unit: percent, ")
    assert made(entries, "2025-26 Q1").decimals == 2
    assert made(entries, "2025-26 Q2").decimals is None


def test_counts_with_decimals_are_added_as_they_are() -> None:
    counts = ("{numerator: 1.5, denominator: 2}", "{numerator: 1, denominator: 3.25}")
    values = series(QUARTERS[:2], [*counts]).removesuffix("}")
    rest = (
        ", 2025-26 Q3: {numerator: 1, denominator: 1}, 2025-26 Q4: {numerator: 2, denominator: 2}}"
    )
    shown = made(f"unit: percent, rolls-up: pooled, values: {values}{rest}", "2025-26")
    assert (shown.numerator, shown.denominator) == (Decimal("5.5"), Decimal("8.25"))
    assert shown.value == Fraction(200, 3)


@pytest.mark.parametrize("lag", range(14))
@pytest.mark.parametrize("name", ["2025-26 Q4", "2025-26"])
def test_the_report_that_shows_a_longer_period_is_the_first_by_which_it_is_due(
    lag: int, name: str
) -> None:
    one = indicator(monthly("sum", TWELVE, f"lag: {lag} months, "))
    whole = periods.parse(name)
    report = shown_in(one, whole)
    assert longer_periods.shown_in(one, report) == whole
    assert report.end - whole.months < whole.end + lag <= report.end


def test_what_is_noted_of_the_months_is_noted_of_what_they_make() -> None:
    noted: list[object] = list(TWELVE)
    noted[1], noted[4] = "{value: 20, note: a flood}", "{value: 50, note: a strike}"
    noted[5] = "{value: 60, note: a strike}"
    notes = {}
    for name in ("2025-26 Q1", "2025-26 Q2", "2025-26 Q3", "2025-26"):
        reading = verdict(monthly("mean", noted), name).inputs.reading
        assert isinstance(reading, SourcedValue)
        notes[name] = reading.note
    assert notes == {
        "2025-26 Q1": "a flood",
        "2025-26 Q2": "a strike",
        "2025-26 Q3": None,
        "2025-26": "a flood; a strike",
    }


def goal(entries: str, period: str) -> tuple[Fraction, TargetBasis] | Reason:
    found = verdict(entries, period).inputs.goal
    return found if isinstance(found, Reason) else (found.low, found.basis)


SUMMED, YEARS = TargetBasis.SUM, TargetBasis.YEAR


@pytest.mark.parametrize(
    ("method", "targets", "report", "expected"),
    [
        # each month has one: the sum of them
        ("sum", "target: 5", "2025-26", (60, SUMMED)),
        ("sum", "target: 5", "2025-26 Q4", (15, SUMMED)),
        ("sum", "target: 5", "2026-M03", (5, TargetBasis.STANDING)),
        ("sum", "target: 5, targets: {2026-M01: 6}", "2025-26 Q4", (16, SUMMED)),
        ("sum", "targets: {from 2026-M02: 7}, target: 5", "2025-26 Q4", (19, SUMMED)),
        # one month has none: no target is made up
        ("sum", "targets: {2026-M01: 6, 2026-M02: 6}", "2025-26 Q4", Reason.NO_TARGET),
        # the year's is the year's alone
        ("sum", "targets: {2025-26: 70}, target: 5", "2025-26", (70, TargetBasis.PERIOD)),
        ("sum", "targets: {2025-26: 70}, target: 5", "2025-26 Q4", (15, SUMMED)),
        ("sum", "targets: {2025-26: 70}", "2025-26 Q4", Reason.NO_TARGET),
        ("sum", "targets: {2025-26: 70}", "2026-M03", Reason.NO_TARGET),
        ("sum", "targets: {2025-26: 70, from 2026-M02: 80}", "2026-M03", Reason.NO_TARGET),
        (
            *("sum", "targets: {2025-26: 70, from 2026-M02: 80}", "2025-26"),
            (80, TargetBasis.REVISED),
        ),
        # the quarter's own
        ("sum", "targets: {2025-26 Q4: 20}, target: 5", "2025-26 Q4", (20, TargetBasis.PERIOD)),
        ("sum", "target: none", "2025-26", Reason.TARGET_NONE),
        # the average of a year is of the size of a month
        ("mean", "target: 5", "2025-26", (5, TargetBasis.STANDING)),
        ("mean", "targets: {2025-26: 70}", "2025-26 Q4", (70, YEARS)),
        ("mean", "targets: {2026-M03: 70}", "2025-26 Q4", Reason.NO_TARGET),
        ("mean", "targets: {2025-26: 70}", "2025-26", (70, TargetBasis.PERIOD)),
    ],
)
def test_a_longer_period_has_its_own_target(
    method: str, targets: str, report: str, expected: tuple[Fraction, TargetBasis] | Reason
) -> None:
    assert goal(monthly(method, TWELVE, f"{targets}, "), report) == expected


def test_a_history_keeps_showing_the_months() -> None:
    table = VerdictTable(catalogue_of({"it": monthly("sum", TWELVE)}), None)
    found = table.series("it").history()
    assert [str(one.period) for one in found] == list(MONTHS)
    readings = [one.inputs.reading for one in found]
    assert [one.value for one in readings if isinstance(one, SourcedValue)] == TWELVE


def test_figures_that_come_late_are_of_the_last_whole_period() -> None:
    entries = monthly("sum", TWELVE, "lag: 1 month, ")
    shown = verdict(entries, "2025-26 Q4").inputs
    assert str(shown.due) == "2025-26 Q3"
    assert figure(entries, "2025-26 Q4") == 240


def test_quarters_do_not_make_an_academic_year() -> None:
    entries = f"rolls-up: sum, values: {series(QUARTERS, [1, 2, 3, 4])}"
    assert figure(entries, "2024-25 academic") is Reason.NOT_DUE


@pytest.mark.parametrize(
    ("method", "floors", "report", "expected"),
    [
        ("sum", "floor: 4", "2025-26 Q4", 12),
        ("sum", "floor: 4", "2026-M03", 4),
        ("sum", "floor: {2026-M01: 4, 2026-M02: 5, 2026-M03: 6}", "2025-26 Q4", 15),
        ("sum", "floor: {2026-M01: 4, 2026-M02: 5}", "2025-26 Q4", None),
        ("sum", "floor: {2025-26: 40}", "2025-26", 40),
        ("sum", "floor: {2025-26: 40}", "2025-26 Q4", None),
        ("sum", "floor: {2025-26: 40}", "2026-M03", None),
        ("mean", "floor: {2025-26: 40}", "2025-26 Q4", 40),
        ("mean", "floor: 4", "2025-26", 4),
    ],
)
def test_a_longer_period_has_its_own_floor(
    method: str, floors: str, report: str, expected: int | None
) -> None:
    found = verdict(monthly(method, TWELVE, f"{floors}, "), report).inputs.floor
    assert (found and found.value) == expected


@pytest.mark.parametrize(
    ("method", "comparators", "report", "expected"),
    [
        ("sum", "{2025-26: 900, 2025-26 Q4: 300, 2026-M03: 110}", "2025-26", 900),
        ("sum", "{2025-26: 900, 2025-26 Q4: 300, 2026-M03: 110}", "2025-26 Q4", 300),
        ("sum", "{2025-26: 900, 2025-26 Q4: 300, 2026-M03: 110}", "2026-M03", 110),
        ("sum", "{2025-26: 900}", "2025-26 Q4", None),
        ("sum", "100", "2025-26", None),
        ("sum", "100", "2026-M03", 100),
        ("mean", "{2025-26: 90, 2026-M03: 110}", "2025-26", 90),
        ("mean", "100", "2025-26", 100),
    ],
)
def test_a_sum_is_compared_with_figures_of_its_own_length(
    method: str, comparators: str, report: str, expected: int | None
) -> None:
    entries = monthly(method, TWELVE, f"comparators: {{england: {comparators}}}, ")
    found = [one.figure.value for one in verdict(entries, report).inputs.benchmarks]
    assert found == ([] if expected is None else [expected])


def test_a_comparator_makes_no_sum_of_targets() -> None:
    rest = "target: {comparator: england}, comparators: {england: {2026-M03: 110, 2025-26: 900}}, "
    entries = monthly("sum", TWELVE, rest)
    assert goal(entries, "2026-M03") == (Fraction(110), TargetBasis.COMPARATOR)
    assert goal(entries, "2025-26 Q4") is Reason.NO_TARGET


def test_the_sum_of_strict_targets_and_ranges_is_one() -> None:
    strict = monthly("sum", TWELVE, "target: {above: 110}, ")
    found = verdict(strict, "2025-26 Q4")
    assert found.inputs.goal == ResolvedTarget(
        *(Fraction(330), Fraction(330), TargetBasis.SUM, periods.parse("2025-26 Q4")),
        AT.within("target"),
        strict=True,
        decimals=0,
    )
    assert found.status.status == "amber"  # level with it, and within 5%
    ranges = monthly("sum", TWELVE, "target: {from: 100, to: 110}, polarity: on-target, ")
    band = verdict(ranges, "2025-26 Q4").inputs.goal
    assert isinstance(band, ResolvedTarget)
    assert (band.low, band.high) == (Fraction(300), Fraction(330))


@pytest.mark.parametrize(
    ("values", "decimals", "text"),
    [(["1.25", "1.5", 2], 2, "1.58"), ([1, 2, 2], 1, "1.7"), ([1, 1, 1], 1, "1.0")],
)
def test_a_mean_is_shown_to_the_decimals_of_its_parts(
    values: list[object], decimals: int, text: str
) -> None:
    entries = f"frequency: monthly, rolls-up: mean, values: {series(MONTHS[:3], values)}"
    cell = actual(result(entries, "2025-26 Q1"))
    assert cell.quantity is not None
    assert (cell.quantity.decimals, cell.text) == (decimals, text)


def test_a_rounded_mean_is_not_what_decides() -> None:
    """11/3 is short of 3.7, which it shows as, by less than the tolerance of nothing."""
    entries = (
        "frequency: monthly, rolls-up: mean, target: 3.7, tolerance: {amber: 0}, "
        f"values: {series(MONTHS[:3], [3, 4, 4])}"
    )
    shown = verdict(entries, "2025-26 Q1")
    assert shown.status.status == "red"
    seen = displayed(shown.inputs, None)
    assert seen is not None
    assert judge(seen).status.status == "green"


def test_a_baseline_of_another_length_is_none_for_a_sum() -> None:
    values = monthly("sum", TWELVE).removesuffix("}") + ", 2024-25: 900}"
    entries = f"direction: {{basis: {{baseline: 2024-25}}}}, {values}"
    assert travelled(entries, "2025-26")[2] == "2024-25"
    assert travelled(entries, "2025-26 Q4")[1] is Reason.NO_PREVIOUS
    assert travelled(entries.replace("sum", "mean"), "2025-26 Q4")[2] == "2024-25"


@pytest.mark.parametrize(
    ("baseline", "report", "since"),
    [
        ("2024-25 academic", "2025-26 Q2", ("2025-26 Q1", 60)),
        ("2024-25 academic", "2025-26 Q1", None),
        ("2025", "2025-26 Q4", ("2025-26 Q3", 240)),
        ("2025-M06", "2025-26 Q2", ("2025-26 Q1", 60)),
        ("2025-M07", "2025-26 Q2", None),
        ("2025-26 Q1", "2025-M07", ("2025-M06", 30)),
    ],
)
def test_a_baseline_is_the_last_period_in_it_of_those_that_make_longer_ones(
    baseline: str, report: str, since: tuple[str, int] | None
) -> None:
    """No quarter ends with an academic year, and none is made of three other months."""
    entries = monthly("sum", TWELVE, f"direction: {{basis: {{baseline: {baseline}}}}}, ")
    previous = verdict(entries, report).direction.previous
    assert (previous and (str(previous.period), int(previous.value))) == since


def test_the_missed_bins_of_a_council_are_those_of_its_months() -> None:
    """Weald's year: 2025-26 Q4 showed the 84 of March, under 85, though January had 90."""
    values = "2025-M01: 80, 2025-M02: 77, 2025-M03: 92, 2026-M01: 90, 2026-M02: 70, 2026-M03: 84"
    keys = "frequency: monthly, polarity: low, target: {below: 85}, tolerance: {amber: 0}"
    last = verdict(f"{keys}, values: {{{values}}}", "2025-26 Q4")
    summed = verdict(f"rolls-up: sum, {keys}, values: {{{values}}}", "2025-26 Q4")
    assert isinstance(last.inputs.reading, SourcedValue)
    assert isinstance(summed.inputs.reading, SourcedValue)
    assert isinstance(summed.inputs.goal, ResolvedTarget)
    assert (last.inputs.reading.value, last.status.status) == (Fraction(84), "green")
    assert (summed.inputs.reading.value, summed.inputs.goal.high) == (Fraction(244), Fraction(255))
    assert summed.year_on_year.previous is not None
    assert summed.year_on_year.previous.value == 249
