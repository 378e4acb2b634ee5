"""Which figures the methods get: the dataset's year, the history, the counts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from ragcalc.catalogue.model.peers import Peers
from ragcalc.catalogue.model.thresholds import QuartileMethod
from ragcalc.periods import parse
from ragcalc.scoring.evidence.gathering import gatherer
from ragcalc.scoring.evidence.intervals import (
    ConfidenceLevel,
    Difference,
    Interval,
    Significance,
    interval,
)
from ragcalc.scoring.evidence.position import position_in
from ragcalc.scoring.evidence.ranks import NoBand
from ragcalc.scoring.evidence.records import Evidence, Fragile, SignificanceTest
from ragcalc.scoring.evidence.signals import ProcessBehaviourChart
from ragcalc.scoring.evidence.trends import Recent
from ragcalc.scoring.results import IndicatorResult
from ragcalc.scoring.score import score
from ragcalc.vocabulary import IntervalMethod, NoAnswer, Status
from tests.build import indicator, loaded

ENGLAND = "{england: {name: England, kind: national, lag: 1 year}}"
FIGURES = {"1": "10", "2": "11", "3": "12", "4": "13", "10": "9"}


def found(
    lines: str,
    peers: Mapping[str, Mapping[str, str]] | None = None,
    *,
    comparators: str = "{england: {name: England, kind: national, lag: 1 year}}",
    thresholds: str = "",
    area: str = "1",
) -> Evidence:
    book = loaded({"it": lines}, comparators=comparators, thresholds=thresholds)
    assert book.catalogue
    by_year = {
        parse(year): {name: Decimal(text) for name, text in figures.items()}
        for year, figures in (peers or {}).items()
    }
    others = {"it": Peers("M", "LAIT", area, by_year)} if peers is not None else {}
    evidence_provider = gatherer(book.catalogue, book.thresholds, others)
    made = score(
        book.catalogue, book.thresholds, parse("2018-19 Q4"), evidence_provider=evidence_provider
    )
    evidence = made.indicators[0].evidence
    assert evidence
    return evidence


VALUES = "values: {2018-19 Q4: 10}"


def test_the_rank_is_of_the_latest_year_that_the_lag_allows() -> None:
    years = {"2016-17": {"1": "1", "2": "2"}, "2017-18": FIGURES, "2018-19": {"1": "99"}}
    place = found(VALUES, years).place
    assert place
    assert (str(place.period), place.ranked.rank, place.ranked.of) == ("2017-18", 4, 5)
    assert (place.value, place.measure, place.source) == (Decimal(10), "M", "LAIT")
    late = found(VALUES, years, comparators="{}").place
    assert late
    assert (str(late.period), late.ranked.of) == ("2018-19", 1)


def test_a_year_without_any_figure_is_none() -> None:
    place = found(VALUES, {"2016-17": FIGURES, "2017-18": {}}).place
    assert place
    assert str(place.period) == "2016-17"
    assert found(VALUES, {"2018-19": FIGURES}).place is None
    assert found(VALUES, {}).place is None
    assert found(VALUES).place is None


def test_the_latest_year_is_the_one_that_ends_last_whatever_year_it_is() -> None:
    years = {"2016-17 academic": FIGURES, "2016-17": FIGURES, "2016": FIGURES}
    place = found(VALUES, years).place
    assert place
    assert str(place.period) == "2016-17 academic"


def test_a_reading_that_is_carried_is_ranked_by_its_own_period() -> None:
    years = {"2017-18": FIGURES, "2018-19": FIGURES}
    carried = found("carry: 2 quarters, values: {2018-19 Q3: 10}", years, comparators="{}").place
    assert carried
    assert str(carried.period) == "2017-18"


def test_nothing_due_has_no_place() -> None:
    assert (
        found("frequency: annual, due: Q2, values: {2017-18: 5}", {"2017-18": FIGURES}).place
        is None
    )


def test_an_area_without_a_figure_of_its_own_has_no_rank() -> None:
    place = found(VALUES, {"2017-18": FIGURES}, area="7").place
    assert place
    assert (place.ranked.rank, place.ranked.reason, place.value) == (None, NoBand.NO_VALUE, None)


def test_ties_are_broken_by_number_not_by_letters() -> None:
    """By number 2 comes before 10, by letters after it."""
    tied = {"1": "1", "2": "5", "10": "5", "3": "9"}
    place = found(VALUES, {"2017-18": tied}, thresholds="quartiles: ntile", area="2").place
    assert place
    assert (place.ranked.method, place.ranked.band) == (QuartileMethod.NTILE, 2)


def test_quintiles_and_deciles_go_by_the_method_of_quartiles() -> None:
    """Twelve authorities with 1 to 12, of which ours has 12: 10.9 is the last bound of lait."""
    twelve = {str(area): str(13 - area) for area in range(1, 13)}
    for method, fifth, tenth in (("lait", 1, 1), ("phe", 1, 1), ("ntile", 1, 1)):
        place = found(VALUES, {"2017-18": twelve}, thresholds=f"quartiles: {method}").place
        assert place
        assert (place.quintile.band, place.decile.band) == (fifth, tenth)
        assert {place.quintile.method, place.decile.method} == {QuartileMethod(method)}
    third = {"lait": (1, 2), "phe": (1, 2), "ntile": (1, 2)}
    for method, bands in third.items():
        place = found(
            VALUES, {"2017-18": twelve}, thresholds=f"quartiles: {method}", area="3"
        ).place
        assert place
        assert (place.quintile.band, place.decile.band) == bands


def test_a_hidden_figure_has_no_band_of_any_kind_and_no_bounds() -> None:
    twelve = {str(area): Decimal(area) for area in range(1, 13)}
    year = parse("2017-18")
    peers = Peers("M", "LAIT", "1", {year: twelve}, hidden=frozenset({year}))
    place = position_in(year, peers, indicator(VALUES), QuartileMethod.LAIT)
    assert place.value is None
    for one in (place.ranked, place.quintile, place.decile):
        assert (one.rank, one.band, one.bounds, one.reason) == (None, None, None, NoBand.SUPPRESSED)


def test_a_plain_count_is_the_number_of_its_cases() -> None:
    intervals = found("interval: byar, values: {2018-19 Q4: 12}").intervals
    assert isinstance(intervals, tuple)
    assert [(one.level, one.method) for one in intervals] == [("95%", "byar"), ("99.8%", "byar")]


def test_counts_make_the_interval_and_say_whether_one_case_decides() -> None:
    counts = "values: {2018-19 Q4: {numerator: 90, denominator: 100}}"
    evidence = found(f"unit: percent, interval: wilson, target: 90, {counts}")
    assert evidence.intervals == tuple(
        interval(IntervalMethod.WILSON, Decimal(90), Decimal(100), 100, level)
        for level in ConfidenceLevel
    )
    assert evidence.fragile == Fragile(Status.GREEN, Status.AMBER, True)


def test_one_case_more_than_all_is_asked_about_where_the_catalogue_allows_it() -> None:
    counts = "values: {2018-19 Q4: {numerator: 100, denominator: 100}}"
    all_of_them = f"unit: percent, target: 101, {counts}"
    assert found(all_of_them).fragile == Fragile(None, Status.AMBER, False)
    beyond = found(f"may-exceed-100: true, {all_of_them}").fragile
    assert beyond == Fragile(Status.GREEN, Status.AMBER, True)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("values: {2018-19 Q4: 12}", NoAnswer.NO_METHOD),
        ("interval: byar, values: {2018-19 Q4: suppressed}", NoAnswer.NO_VALUE),
        ("interval: byar, values: {2018-19 Q4: 12.5}", NoAnswer.NOT_CASES),
        ("unit: rate-per-1000, interval: byar, values: {2018-19 Q4: 12}", NoAnswer.NO_COUNTS),
        ("unit: percent, interval: wilson, values: {2018-19 Q4: 12}", NoAnswer.NO_COUNTS),
    ],
)
def test_why_there_is_no_interval(lines: str, reason: NoAnswer) -> None:
    evidence = found(f"target: 5, {lines}")
    assert (evidence.intervals, evidence.differences) == (reason, ())


def test_differences_are_from_the_target_and_each_comparator() -> None:
    lines = "interval: byar, target: 5, values: {2018-19 Q4: 12}, comparators: {england: 30}"
    assert [(one.what, [word for _, word in one.by_level]) for one in found(lines).differences] == [
        ("target", ["better", "not-distinguishable"]),
        ("england", ["worse", "worse"]),
    ]


@pytest.mark.parametrize("method", ["none", "wilson"])
def test_a_published_interval_stands_in_place_of_one_by_the_method(method: str) -> None:
    counts = "numerator: 90, denominator: 100"
    for figure in ("value: 90", counts):
        own = f"values: {{2018-19 Q4: {{{figure}, lower: 84, upper: 94}}}}"
        lines = f"unit: percent, interval: {method}, {own}, comparators: {{england: 83.9}}"
        evidence = found(lines)
        assert evidence.intervals == (
            Interval(Fraction(84), Fraction(94), ConfidenceLevel.P95, "published"),
        )
        (test,) = evidence.differences
        assert test == SignificanceTest("england", ((ConfidenceLevel.P95, Difference.BETTER),))
        assert test.significance is Significance.BETTER


def test_a_wider_interval_is_published_too() -> None:
    ends = "lower: 84, upper: 94, lower-998: 80, upper-998: 96"
    lines = (
        f"values: {{2018-19 Q4: {{value: 90, {ends}}}}}, comparators: {{england: {{2017-18: E}}}}"
    )
    said = {}
    for england in ("79", "80", "83", "84", "94", "95", "96", "97"):
        (test,) = found(lines.replace("E", england)).differences
        said[england] = (str(test.significance), *(str(word) for _, word in test.by_level))
    cannot_tell = "not-distinguishable"
    assert said == {
        "79": ("best", "better", "better"),
        "80": ("better", "better", cannot_tell),
        "83": ("better", "better", cannot_tell),
        "84": ("similar", cannot_tell, cannot_tell),
        "94": ("similar", cannot_tell, cannot_tell),
        "95": ("worse", "worse", cannot_tell),
        "96": ("worse", "worse", cannot_tell),
        "97": ("worst", "worse", "worse"),
    }


@pytest.mark.parametrize(
    ("polarity", "said"),
    [
        ("high", ["best", "better", "similar", "worse", "worst"]),
        ("low", ["worst", "worse", "similar", "better", "best"]),
        ("neutral", ["highest", "higher", "similar", "lower", "lowest"]),
        ("on-target", ["highest", "higher", "similar", "lower", "lowest"]),
    ],
)
def test_the_five_answers_follow_the_polarity(polarity: str, said: list[str]) -> None:
    ends = "lower: 84, upper: 94, lower-998: 80, upper-998: 96"
    lines = f"polarity: {polarity}, values: {{2018-19 Q4: {{value: 90, {ends}}}}}, comparators: "
    tests = [found(f"{lines}{{england: {one}}}").against("england") for one in (79, 83, 90, 95, 97)]
    assert [one and str(one.significance) for one in tests] == said


def test_no_comparator_is_tested_by_another_name() -> None:
    assert found("values: {2018-19 Q4: {value: 90, lower: 84, upper: 94}}").against("wales") is None


def test_an_interval_of_a_comparator_is_kept_and_does_not_count() -> None:
    """A comparator is taken as fixed, as Fingertips takes it."""
    england = "{2017-18: {value: 83, lower: 70, upper: 99, lower-998: 60, upper-998: 100}}"
    values = "values: {2018-19 Q4: {value: 90, lower: 84, upper: 94}}"
    book = loaded({"it": f"{values}, comparators: {{england: {england}}}"}, comparators=ENGLAND)
    assert book.catalogue
    evidence_provider = gatherer(book.catalogue, None, {})
    (result,) = score(
        book.catalogue, None, parse("2018-19 Q4"), evidence_provider=evidence_provider
    ).indicators
    (benchmark,) = result.inputs.benchmarks
    assert benchmark.figure.at_95 == (Decimal(70), Decimal(99))
    assert benchmark.figure.at_998 == (Decimal(60), Decimal(100))
    assert result.evidence
    test = result.evidence.against("england")
    assert test
    assert test.significance is Significance.BETTER


def test_without_a_value_there_is_neither_signal_nor_trend() -> None:
    evidence = found("values: {2018-19 Q3: 5, 2018-19 Q4: suppressed}")
    assert (evidence.chart, evidence.recent) == (NoAnswer.NO_VALUE, NoAnswer.NO_VALUE)


def test_figures_that_overlap_are_known_by_what_the_catalogue_says() -> None:
    assert found(f"rolling: 12 months, {VALUES}").chart is NoAnswer.ROLLING
    assert found(f"rolling: 3 months, {VALUES}").chart is NoAnswer.TOO_FEW
    assert found(f"accumulates: true, {VALUES}").chart is NoAnswer.ACCUMULATES
    assert found(f"interval: byar, rolling: 12 months, {VALUES}").recent is NoAnswer.ROLLING
    assert found(f"interval: byar, accumulates: true, {VALUES}").recent is NoAnswer.ACCUMULATES


def test_the_history_is_of_the_indicators_own_frequency_up_to_the_reading() -> None:
    months = [f"{2018 + at // 12}-M{at % 12 + 1:02}: {at % 3}" for at in range(2, 18)]
    evidence = found(f"frequency: monthly, values: {{{', '.join(months)}, 2018-19 Q1: 500}}")
    assert not isinstance(evidence.chart, NoAnswer)
    assert [str(one.period) for one in evidence.chart.points][-1] == "2019-M03"
    assert len(evidence.chart.points) == 13


MONTHS = [f"{2018 + at // 12}-M{at % 12 + 1:02}" for at in range(3, 15)]


def monthly(lines: str, values: Sequence[object], thresholds: str = "") -> ProcessBehaviourChart:
    given = ", ".join(f"{month}: {value}" for month, value in zip(MONTHS, values, strict=True))
    read = found(f"frequency: monthly, {lines}, values: {{{given}}}", thresholds=thresholds).chart
    assert isinstance(read, ProcessBehaviourChart)
    return read


@pytest.mark.parametrize(
    ("lines", "variation", "assurance"),
    [
        ("polarity: high, target: 90", "improving", "consistently-misses"),
        ("polarity: low, target: 90", "concerning", "consistently-meets"),
        ("polarity: high", "improving", None),
        ("polarity: on-target, target: {from: 0, to: 5}", "special-cause-higher", None),
    ],
)
def test_a_signal_is_read_by_the_polarity_and_against_the_target(
    lines: str, variation: str, assurance: str | None
) -> None:
    read = monthly(lines, [10, 11] * 5 + [10, 30])
    assert (read.variation, read.assurance) == (variation, assurance)


@pytest.mark.parametrize(
    ("thresholds", "rules", "screened"),
    [
        ("", "mdc-2024", 0),
        ("signals: mdc-2024", "mdc-2024", 0),
        ("signals: mdc-2024-six-points", "mdc-2024-six-points", 0),
        ("signals: plotthedots", "plotthedots", 1),
    ],
)
def test_thresholds_name_the_rules_of_the_signals(
    thresholds: str, rules: str, screened: int
) -> None:
    read = monthly("polarity: high", [10, 11] * 5 + [10, 30], thresholds)
    assert (read.rules, read.screened) == (rules, screened)
    assert found(VALUES, thresholds=thresholds).rules == rules


@pytest.mark.parametrize(
    ("lines", "reading", "counts"),
    [
        ("unit: count", "{}", ("10", None)),
        ("unit: days", "{{value: {}, numerator: 3}}", ("3", None)),
        ("unit: percent", "{}", (None, None)),
        ("unit: percent", "{{numerator: {}, denominator: 50}}", ("10", "50")),
    ],
)
def test_a_point_has_its_counts_and_a_plain_count_is_its_own(
    lines: str, reading: str, counts: tuple[str | None, str | None]
) -> None:
    first = monthly(lines, [reading.format(one) for one in [10, 11] * 6]).points[0]
    expected = [one and Decimal(one) for one in counts]
    assert [first.numerator, first.denominator] == expected
    assert first.value == (20 if "50" in reading else 10)


@pytest.mark.parametrize(
    ("third", "reason"),
    [
        ("{value: 20, break: true}", NoAnswer.BREAK),
        ("{value: suppressed, break: true}", NoAnswer.BREAK),
        ("suppressed", NoAnswer.GAP),
    ],
)
def test_a_trend_goes_over_no_break_and_no_gap(third: str, reason: NoAnswer) -> None:
    years = f"2014-15: 30, 2015-16: 25, 2016-17: {third}, 2017-18: 15, 2018-19: 10"
    assert found(f"frequency: annual, interval: byar, values: {{{years}}}").recent is reason


def test_a_chart_goes_back_over_no_break() -> None:
    figures = [10, 11] * 5 + ["{value: 10, break: true}", 30]
    given = ", ".join(f"{month}: {value}" for month, value in zip(MONTHS, figures, strict=True))
    assert found(f"frequency: monthly, values: {{{given}}}").chart is NoAnswer.BREAK


def test_proportions_of_every_year_make_a_trend_though_an_early_one_is_missing() -> None:
    counts = ", ".join(
        f"{year}-{year - 1999}: {{numerator: {100 + 20 * (year - 2014)}, denominator: 1000}}"
        for year in range(2014, 2019)
    )
    values = f"values: {{2012-13: suppressed, {counts}}}"
    read = found(f"frequency: annual, unit: percent, interval: wilson, {values}").recent
    assert isinstance(read, Recent)
    assert (read.trend, read.test, read.slope > 0) == ("improving", "chi-squared-for-trend", True)


def test_a_word_in_place_of_a_figure_is_a_gap() -> None:
    values = "values: {2018-19 Q2: 4, 2018-19 Q3: suppressed, 2018-19 Q4: 5}"
    assert found(values).chart is NoAnswer.GAP
    assert found("interval: byar, values: {2017-18 Q4: 2}").chart is NoAnswer.NO_VALUE


def test_counts_of_every_year_make_a_trend() -> None:
    years = ", ".join(
        f"{year}-{year - 1999}: {30 - 5 * (year - 2014)}" for year in range(2014, 2019)
    )
    evidence = found(f"frequency: annual, interval: byar, polarity: low, values: {{{years}}}")
    assert not isinstance(evidence.recent, NoAnswer)
    assert evidence.recent.trend == "improving"


TWO_YEARS = [f"{2017 + at // 12}-M{at % 12 + 1:02}" for at in range(3, 27)]
LEVELS = [10, 12] * 6 + [13, 14] * 6


def two_years(lines: str, figures: Sequence[object] = LEVELS) -> IndicatorResult:
    given = ", ".join(f"{when}: {value}" for when, value in zip(TWO_YEARS, figures, strict=True))
    book = loaded({"it": f"frequency: monthly, {lines}, values: {{{given}}}"})
    assert book.catalogue
    evidence_provider = gatherer(book.catalogue, book.thresholds, {})
    made = score(
        book.catalogue, book.thresholds, parse("2019-M03"), evidence_provider=evidence_provider
    )
    return made.indicators[0]


def chart_of(made: IndicatorResult) -> ProcessBehaviourChart:
    assert made.evidence
    assert isinstance(made.evidence.chart, ProcessBehaviourChart)
    return made.evidence.chart


@pytest.mark.parametrize(
    ("lines", "mean", "points", "variation"),
    [
        ("polarity: high", "49/4", 24, "improving"),
        ("limits: {from: 2017-M04, to: 2018-M03}", "11", 24, "improving"),
        ("limits: {from: 2018-M04, to: 2019-M03}", "27/2", 24, "common-cause"),
        ("step: 2018-M04", "27/2", 12, "common-cause"),
        ("step: [2017-M10, 2018-M04]", "27/2", 12, "common-cause"),
        (
            "limits: {from: 2017-M04, to: 2018-M03}, step: 2018-M04",
            "27/2",
            12,
            "common-cause",
        ),
        ("limits: {from: 2018-M05, to: 2019-M04}", "49/4", 24, "improving"),
        ("step: 2019-M04", "49/4", 24, "improving"),
    ],
)
def test_the_catalogue_fixes_limits_and_begins_new_ones_with_a_step(
    lines: str, mean: str, points: int, variation: str
) -> None:
    """What is still to come by the reading, a step or the end of a baseline, counts for nothing."""
    read = chart_of(two_years(lines))
    assert (read.mean, len(read.points), read.variation) == (Fraction(mean), points, variation)


def test_limits_of_years_are_of_the_indicators_own_years() -> None:
    years = ", ".join(f"{year}-{year % 100 + 1:02}: {year % 3}" for year in range(2000, 2018))
    lines = "year: academic, frequency: annual, due: Q4, limits: {from: 2004-05, to: 2015-16}"
    read = found(f"{lines}, values: {{{years}}}").chart
    assert isinstance(read, ProcessBehaviourChart)
    assert read.baseline
    assert read.baseline.first == parse("2004-05 academic")
    assert read.baseline.length == 12


def test_a_step_leaves_the_direction_of_travel_as_it_was_where_a_break_cuts_it() -> None:
    lines = "target: 5, direction: {basis: same-period-last-year}"
    plain, stepped = two_years(lines), two_years(f"step: 2018-M04, {lines}")
    broken = two_years(lines, [*LEVELS[:12], "{value: 13, break: true}", *LEVELS[13:]])
    assert stepped.verdict == plain.verdict
    directions = [one.verdict.direction.direction for one in (plain, stepped, broken)]
    assert directions == ["improved", "improved", "unavailable"]


def test_a_step_leaves_the_recent_trend_as_it_was() -> None:
    years = ", ".join(
        f"{year}-{year - 1999}: {30 - 5 * (year - 2014)}" for year in range(2014, 2019)
    )
    lines = f"frequency: annual, interval: byar, polarity: low, values: {{{years}}}"
    stepped = found(f"step: 2017-18, {lines}")
    assert stepped.recent == found(lines).recent
    assert stepped.chart is NoAnswer.STEP


_SUMMED = "interval: byar, values: {2018-19 Q1: 10, 2018-19 Q2: 20, 2018-19 Q3: 30, 2018-19 Q4: 40}"


@pytest.mark.parametrize(("method", "cases"), [("sum", 100), ("mean", None), ("last", 40)])
def test_a_mean_of_counts_counts_no_cases(method: str, cases: int | None) -> None:
    made = of_year(f"target: 30, rolls-up: {method}, {_SUMMED}")
    if cases is None:
        assert (made.intervals, made.fragile) == (NoAnswer.NO_COUNTS, None)
    else:
        assert made.intervals == tuple(
            interval(IntervalMethod.BYAR, Decimal(cases), None, 1, level)
            for level in ConfidenceLevel
        )
        assert made.fragile is not None


def test_a_chart_of_readings_is_not_held_against_the_target_of_their_sum() -> None:
    quarters = ", ".join(f"{year} Q{n}: {90 + n}" for year in YEARS for n in (1, 2, 3, 4))
    keys = f"target: 9, values: {{{quarters}}}"
    summed, averaged = (of_year(f"rolls-up: {one}, {keys}").chart for one in ("sum", "mean"))
    assert isinstance(summed, ProcessBehaviourChart)
    assert isinstance(averaged, ProcessBehaviourChart)
    assert (summed.assurance, averaged.assurance) == (None, "consistently-meets")


YEARS = ("2016-17", "2017-18", "2018-19")


def of_year(lines: str) -> Evidence:
    book = loaded({"it": lines})
    assert book.catalogue
    evidence_provider = gatherer(book.catalogue, None, {})
    made = score(book.catalogue, None, parse("2018-19"), evidence_provider=evidence_provider)
    evidence = made.indicators[0].evidence
    assert evidence
    return evidence
