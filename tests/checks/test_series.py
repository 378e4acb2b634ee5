"""What the periods of an indicator say together: falls, gaps, years that lack something."""

import pytest

from tests.checks.finding import found, keys

IT_FALLS = "series-accumulates-falls"


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ("2018-19 Q1: 52, 2018-19 Q2: 52", []),
        ("2018-19 Q1: 52, 2018-19 Q2: 51", ["values.2018-19 Q2"]),
        ("2018-19 Q2: 51, 2018-19 Q1: 52", ["values.2018-19 Q2"]),
        ("2018-19 Q1: 52, 2018-19 Q4: 51", ["values.2018-19 Q4"]),
        ("2017-18 Q4: 200, 2018-19 Q1: 52", []),
        ("2018-19 Q1: 52, 2018-19 Q2: in-measurement, 2018-19 Q3: 40", ["values.2018-19 Q3"]),
        ("2018-19 Q1: 52, 2018-19 Q2: {value: 51, break: true}", []),
        ("2018-19 Q1: 52, 2018-19: 51", []),
        ("2018-19 Q1: 52, 2018-19 Q2: {value: 51}", ["values.2018-19 Q2.value"]),
    ],
)
def test_an_accumulating_figure_never_falls_within_a_year(values: str, places: list[str]) -> None:
    assert keys(IT_FALLS, f"accumulates: true, values: {{{values}}}") == places


def test_a_calendar_year_goes_on_in_the_fourth_quarter_of_the_financial_one() -> None:
    values = "values: {2017-18 Q4: 52, 2018-19 Q1: 51}"
    assert keys(IT_FALLS, f"accumulates: true, year: calendar, {values}") == ["values.2018-19 Q1"]


def test_a_figure_that_does_not_accumulate_may_fall() -> None:
    assert keys(IT_FALLS, "values: {2018-19 Q1: 52, 2018-19 Q2: 51}") == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            "values: {2018-19 Q1: 52, 2018-19 Q2: 51}",
            "2018-19 Q2 is 51, below 52 for 2018-19 Q1, although it accumulates",
        ),
        (
            (
                "unit: percent, profile: none, values: {"
                "2018-19 Q1: {numerator: 3, denominator: 4}, "
                "2018-19 Q2: {numerator: 1, denominator: 2}}"
            ),
            "2018-19 Q2 is 50, below 75 for 2018-19 Q1, although it accumulates",
        ),
    ],
)
def test_a_fall_tells_both_figures(values: str, message: str) -> None:
    (problem,) = found(IT_FALLS, f"accumulates: true, {values}")
    assert problem[1] == message


@pytest.mark.parametrize(
    ("code", "clean", "key"),
    [
        (IT_FALLS, "values: {2018-19 Q4: 5}", "values.2018-19 Q2"),
        ("series-target-without-reading", "values: {2018-19 Q4: 5}", "targets.2017-18"),
        ("series-comparator-old", "values: {2018-19 Q4: 5}", "comparators.england.2010-11 Q2"),
    ],
)
def test_an_indicator_without_fault_hides_none_of_the_next(code: str, clean: str, key: str) -> None:
    faulty = (
        "accumulates: true, profile: none, targets: {2017-18: 5, 2018-19: 5}, "
        "values: {2018-19 Q1: 52, 2018-19 Q2: 51}, "
        "comparators: {england: {2010-11 Q2: 5, 2018-19 Q3: 5}}"
    )
    assert keys(code, clean, faulty) == [f"indicators.it-2.{key}"]


@pytest.mark.parametrize(
    ("entries", "places"),
    [
        ("values: {2018-19 Q4: 5}", []),
        ("values: {2018-19: 5}", ["values.2018-19"]),
        ("values: {2018-19: suppressed}", ["values.2018-19"]),
        ("values: {2019-M03: 5}", ["values.2019-M03"]),
        ("frequency: annual, values: {2018-19: 5}", []),
        ("frequency: annual, values: {2018: 5}", ["values.2018"]),
        ("frequency: annual, year: calendar, values: {2018: 5}", []),
        ("frequency: annual, year: academic, values: {2018-19: 5}", []),
        (
            "frequency: annual, year: academic, values: {2018-19 financial: 5}",
            ["values.2018-19 financial"],
        ),
        ("frequency: monthly, values: {2019-M03: 5, 2018-19 Q4: 5}", ["values.2018-19 Q4"]),
        ("direction: {basis: {baseline: 2015-16}}, values: {2015-16: 5, 2018-19 Q4: 5}", []),
        (
            "direction: {basis: {baseline: 2015-16}}, values: {2016-17: 5, 2018-19 Q4: 5}",
            ["values.2016-17"],
        ),
        # a target, a floor and a base may be a year's too, a published rating may not
        ("targets: {2018-19: 5, 2018-19 Q4: 5, from 2018-19 Q3: 5}, values: {2018-19 Q4: 5}", []),
        ("targets: {2018-19 academic: 5}, values: {2018-19 Q4: 5}", ["targets.2018-19 academic"]),
        ("targets: {2018: 5}, values: {2018-19 Q4: 5}", ["targets.2018"]),
        ("targets: {2019-M03: 5}, values: {2018-19 Q4: 5}", ["targets.2019-M03"]),
        ("targets: {from 2018-M11: 5}, values: {2018-19 Q4: 5}", []),
        ("targets: {from 2018: 5}, values: {2018-19 Q4: 5}", ["targets.from 2018"]),
        (
            "frequency: annual, year: academic, values: {}, targets: {2018-19 financial: 5}",
            ["targets.2018-19 financial"],
        ),
        (
            "frequency: monthly, targets: {2018-19 Q4: 5}, values: {2019-M03: 5}",
            ["targets.2018-19 Q4"],
        ),
        ("floor: {2018: 4}, targets: {2018-19: 5}, values: {2018-19 Q4: 5}", ["floor.2018"]),
        ("floor: 4, target: 5, values: {2018-19 Q4: 5}", []),
        ("base: {2018: 4}, target: 0, values: {2018-19 Q4: 5}", ["base.2018"]),
        ("reported: {2018-19: red}, values: {2018-19 Q4: 5}", ["reported.2018-19"]),
        ("forecast: {2018-19: 5}, values: {2018-19 Q4: 5}", []),
        ("forecast: {2018-19 Q4: 5}, values: {2018-19 Q4: 5}", []),
        ("forecast: {2018-M08: 5}, values: {2018-19 Q4: 5}", ["forecast.2018-M08"]),
        ("forecast: {2018: 5}, values: {2018-19 Q4: 5}", ["forecast.2018"]),
        ("year: academic, forecast: {2018-19: 5}, values: {2018-19 Q4: 5}", []),
        ("reported: {2018-19 Q4: red}, values: {2018-19 Q4: 5}", []),
        ("reported: {2018-M11: red}, values: {2018-19 Q4: 5}", []),
        ("frequency: annual, reported: {2018-19 Q3: red}, values: {2018-19: 5}", []),
        ("frequency: annual, reported: {2018: red}, values: {2018-19: 5}", ["reported.2018"]),
    ],
)
def test_what_is_given_for_a_period_has_the_length_of_its_indicators_periods(
    entries: str, places: list[str]
) -> None:
    assert keys("period-not-of-frequency", entries) == places


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (
            "values: {2018-19: 5}",
            "2018-19 is a financial year, and each reading is for a quarter",
        ),
        (
            "frequency: annual, year: academic, values: {2018 calendar: 5}",
            "2018 is a calendar year, and each reading is for an academic year",
        ),
        (
            "frequency: monthly, values: {2018-19 academic: 5}",
            "2018-19 academic is an academic year, and each reading is for a month",
        ),
        (
            "targets: {2018 calendar: 5}, values: {2018-19 Q4: 5}",
            "2018 is a calendar year, and each target is for a quarter or a financial year",
        ),
        (
            "frequency: annual, floor: {2018: 4}, target: 5, values: {2018-19: 5}",
            "2018 is a calendar year, and each floor is for a financial year",
        ),
        (
            "base: {2018: 4}, target: 5, values: {2018-19 Q4: 5}",
            "2018 is a calendar year, and each base is for a quarter or a financial year",
        ),
        (
            "reported: {2018-19: red}, values: {2018-19 Q4: 5}",
            "2018-19 is a financial year, and each published rating is for a quarter",
        ),
    ],
)
def test_both_lengths_are_named(entries: str, message: str) -> None:
    assert [words for _, words in found("period-not-of-frequency", entries)] == [message]


NO_READING = "series-target-without-reading"


@pytest.mark.parametrize(
    ("entries", "places"),
    [
        ("targets: {2018-19: 5}, values: {2018-19 Q4: 5}", []),
        ("targets: {2018-19: 5}, values: {2018-19 Q4: in-measurement}", []),
        ("targets: {2017-18: 5}, values: {2018-19 Q4: 5}", ["targets.2017-18"]),
        ("targets: {2017-18: {value: 5, proposed: true}}, values: {2018-19 Q4: 5}", []),
        ("targets: {2017-18: none}, values: {2018-19 Q4: 5}", []),
        ("targets: {from 2017-18 Q3: 5}, values: {2018-19 Q4: 5}", ["targets.from 2017-18 Q3"]),
        (
            "targets: {2017-18 Q1: 5, 2017-18 Q2: 6}, values: {2018-19 Q4: 5}",
            ["targets.2017-18 Q1"],
        ),
        ("target: 5, values: {2018-19 Q4: 5}", []),
        ("targets: {2019-20: 5}, values: {2018-19 Q4: 5}", []),
        ("targets: {2019-20: 5}, values: {2018-19 Q4: suppressed}", []),
        ("targets: {2018-19: 5}, values: {2018-19 Q4: suppressed}", []),
    ],
)
def test_a_year_with_a_target_has_a_reading(entries: str, places: list[str]) -> None:
    assert keys(NO_READING, entries) == places


@pytest.mark.parametrize(
    ("other", "places"),
    [
        ("2018-19 Q4: 5", []),
        ("2019-20 Q1: 5", ["targets.2019-20"]),
        ("2019-20 Q1: suppressed", []),
    ],
)
def test_a_year_counts_once_another_indicator_has_a_reading_in_it(
    other: str, places: list[str]
) -> None:
    first = "targets: {2019-20: 5}, values: {2018-19 Q4: 5}"
    assert keys(NO_READING, first, f"values: {{{other}}}") == places


@pytest.mark.parametrize(
    ("begins", "other", "count"),
    [
        ("2018-19 Q2", "2018-19 Q1", 0),
        ("2018-19 Q2", "2018-19 Q2", 1),
        ("2018-M08", "2018-19 Q2", 0),  # its first whole quarter is the third
        ("2018-M08", "2018-19 Q3", 1),
        ("2019-M02", "2019-20 Q4", 0),  # the year has no whole quarter of it
    ],
)
def test_a_target_counts_once_the_first_reading_of_its_life_is_due(
    begins: str, other: str, count: int
) -> None:
    new = f"from: {begins}, targets: {{2018-19: 5}}, values: {{}}"
    assert len(keys(NO_READING, new, f"values: {{{other}: 5}}")) == count


@pytest.mark.parametrize(("period", "count"), [("2018-19 Q3", 0), ("2018-19 Q4", 1)])
def test_a_target_counts_once_a_reading_is_due_by_the_period_asked_for(
    period: str, count: int
) -> None:
    annual = "frequency: annual, targets: {2018-19: 5}, values: {2017-18: 5}"
    early = "values: {2018-19 Q3: 5, 2019-20 Q1: 5}"
    assert len(keys(NO_READING, annual, early, period=period)) == count


@pytest.mark.parametrize(("other", "count"), [("2018-19 Q3", 0), ("2018-19 Q4", 1)])
def test_an_annual_target_counts_at_the_end_of_its_year(other: str, count: int) -> None:
    annual = "frequency: annual, targets: {2018-19: 5}, values: {2017-18: 5}"
    assert len(keys(NO_READING, annual, f"values: {{{other}: 5}}")) == count


@pytest.mark.parametrize(("other", "count"), [("2019-20 Q1", 0), ("2019-20 Q2", 1)])
def test_a_late_figure_counts_when_it_is_due(other: str, count: int) -> None:
    annual = "frequency: annual, due: Q2, targets: {2018-19: 5}, values: {2017-18: 5}"
    assert len(keys(NO_READING, annual, f"values: {{{other}: 5}}")) == count


NO_TARGET = "series-reading-without-target"


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ("targets: {2017-18: 5}", "2018-19 has a reading and no target"),
        ("targets: {2018-19: 5}", None),
        ("targets: {2017-18: 5, 2018-19: none}", None),
        ("targets: {2017-18: 5, from 2018-19 Q4: 6}", None),
        ("targets: {2017-18: 5, 2018-19 Q1: 6}", None),
        (
            "targets: {2017-18: 5, 2018-19: {value: 6, proposed: true}}",
            "2018-19 has a reading and only a proposed target",
        ),
        ("targets: {2017-18: {value: 6, proposed: true}}", None),
        ("targets: {2019-20: 5}", None),
        ("target: 5, targets: {2017-18: 6}", None),
        ("polarity: neutral, targets: {2017-18: 5}", None),
        ("", None),
    ],
)
def test_a_year_after_the_first_target_has_one(entries: str, message: str | None) -> None:
    expected = [("values.2018-19 Q1", message)] if message else []
    line = f"{entries}, values: {{2018-19 Q1: 5, 2018-19 Q2: 5}}".removeprefix(", ")
    assert found(NO_TARGET, line) == expected


def test_an_indicator_without_targets_hides_none_of_the_next() -> None:
    next_one = "targets: {2017-18: 5}, values: {2018-19 Q1: 5}"
    assert keys(NO_TARGET, "values: {2018-19 Q4: 5}", next_one) == [
        "indicators.it-2.values.2018-19 Q1"
    ]


@pytest.mark.parametrize(
    ("entries", "gap"),
    [
        ("values: {2018-19 Q3: 5, 2018-19 Q4: 5}", None),
        ("values: {2018-19 Q4: 5, 2018-19 Q2: 5}", "2018-19 Q3"),
        ("values: {2018-19 Q1: 5, 2018-19 Q4: 5}", "2018-19 Q2 to 2018-19 Q3"),
        ("values: {2018-19 Q2: 5, 2018-19 Q3: suppressed, 2018-19 Q4: 5}", None),
        ("values: {2018-19 Q1: 5, 2018-19 Q2: 5, 2018-19 Q4: 5}", "2018-19 Q3"),
        ("values: {2018-19 Q2: 5, 2018-19: 7, 2018-19 Q4: 5}", "2018-19 Q3"),
        ("direction: {basis: {baseline: 2017-18}}, values: {2017-18 Q4: 5, 2018-19 Q4: 5}", None),
        (
            "direction: {basis: {baseline: 2016-17}}, values: {2017-18 Q4: 5, 2018-19 Q4: 5}",
            "2018-19 Q1 to 2018-19 Q3",
        ),
    ],
)
def test_a_gap_lies_between_two_entries_of_one_length(entries: str, gap: str | None) -> None:
    expected = [("values.2018-19 Q4", f"there is no reading for {gap}")] if gap else []
    assert found("series-gap", entries) == expected


def test_an_academic_baseline_is_no_end_of_a_gap() -> None:
    entries = "frequency: annual, year: academic, values: {2015-16: 5, 2018-19: 5}"
    assert keys("series-gap", f"direction: {{basis: {{baseline: 2015-16}}}}, {entries}") == []


def test_the_gap_of_an_annual_figure_is_reported_in_its_own_years() -> None:
    entries = "frequency: annual, year: academic, values: {2015-16: 5, 2018-19: 5}"
    assert found("series-gap", entries) == [
        ("values.2018-19", "there is no reading for 2016-17 academic to 2017-18 academic")
    ]


QUARTERS = [f"{2015 + at // 4}-{16 + at // 4} Q{at % 4 + 1}" for at in range(12)]
LIMITS = "limits: {from: 2015-16 Q1, to: 2017-18 Q4}"


@pytest.mark.parametrize(
    ("left_out", "more", "missing"),
    [
        ([], "", None),
        ([], ", 2018-19 Q1: 5", None),
        ([11], "", None),
        ([0, 11], "", None),
        ([3], "", "1 of the 12 readings {} is missing"),
        ([0], ", 2018-19 Q1: 5", "1 of the 12 readings {} is missing"),
        ([0, 11], ", 2018-19 Q1: 5", "2 of the 12 readings {} are missing"),
        ([11], ", 2018-19 Q1: suppressed", None),
        ([3], ", 2016-17: 5", "1 of the 12 readings {} is missing"),
    ],
)
def test_what_fixes_limits_is_all_there(
    left_out: list[int], more: str, missing: str | None
) -> None:
    """A baseline that is not over by the latest figure is left alone."""
    given = ", ".join(f"{one}: 5" for at, one in enumerate(QUARTERS) if at not in left_out)
    read = found("series-limits-incomplete", f"{LIMITS}, values: {{{given}{more}}}")
    if missing is None:
        assert read == []
    else:
        said = missing.format("from 2015-16 Q1 to 2017-18 Q4")
        assert read == [("limits", f"{said}, so nothing fixes the limits")]


def test_limits_of_an_indicator_without_figures_are_left_alone() -> None:
    assert keys("series-limits-incomplete", f"{LIMITS}, values: {{2017-18 Q4: suppressed}}") == []


OLD = "series-comparator-old"


@pytest.mark.parametrize(
    ("comparators", "places"),
    [
        ("england: {2017-18: 5}", []),
        ("england: {2016-17 Q4: 5}", []),
        ("england: {2016-17: 5}", []),
        ("england: {2016-17 Q3: 5}", ["comparators.england.2016-17 Q3"]),
        ("england: {2015-16: 5, 2017-18: 5}", []),
        ("england: 5", []),
        ("england: 5, north-west: {2010-11: 5}", ["comparators.north-west.2010-11"]),
        ("north-west: {2016-17: 5}", []),
        ("north-west: {2016-17 Q3: 5}", ["comparators.north-west.2016-17 Q3"]),
    ],
)
def test_a_comparator_is_at_most_two_years_older(comparators: str, places: list[str]) -> None:
    entries = f"comparators: {{{comparators}}}, values: {{2018-19 Q4: 5}}"
    assert keys(OLD, entries) == places


@pytest.mark.parametrize(
    ("lag", "then", "count"),
    [
        ("12 months", "2016-17", 0),
        ("13 months", "2016-17 Q3", 1),
        ("2 years", "2015-16", 0),
        ("2 years", "2015-16 Q3", 1),
        ("2 years", "2016-M03", 0),
        ("2 years", "2016-M02", 1),
    ],
)
def test_a_comparator_that_comes_late_has_a_year_beyond_its_lag(
    lag: str, then: str, count: int
) -> None:
    entries = f"comparators: {{england: {{{then}: 5}}}}, values: {{2018-19 Q4: 5}}"
    comparators = f"{{england: {{name: England, lag: {lag}}}}}"
    assert len(found(OLD, entries, comparators=comparators)) == count


def test_a_comparator_is_reported_once_beside_the_latest_reading() -> None:
    entries = "comparators: {england: {2015-16: 5}}, values: {2018-19 Q3: 5, 2018-19 Q4: 6}"
    assert found(OLD, entries) == [
        (
            "comparators.england.2015-16",
            "2015-16 is 36 months older than the reading for 2018-19 Q4 that it is compared with",
        )
    ]


def test_without_a_reading_nothing_is_compared() -> None:
    entries = "comparators: {england: {2010-11: 5}}, values: {2018-19 Q4: suppressed}"
    assert keys(OLD, entries, period="2018-19 Q4") == []


FROM_THE_YEAR = "direction: {basis: {baseline: 2017-18}}"
MONTHS = "frequency: monthly, values: {2017-18: 120, 2019-M01: 20, 2019-M02: 10}"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        # at least half as many times the largest later reading as the year has quarters, or months
        (f"{FROM_THE_YEAR}, values: {{2017-18: 60, 2018-19 Q3: 30, 2018-19 Q4: 20}}", True),
        (f"{FROM_THE_YEAR}, values: {{2017-18: 59, 2018-19 Q3: 30, 2018-19 Q4: 20}}", False),
        (f"{FROM_THE_YEAR}, {MONTHS}", True),
        (f"{FROM_THE_YEAR}, {MONTHS.replace('120', '119')}", False),
        (f"unit: currency, {FROM_THE_YEAR}, values: {{2017-18: 100, 2018-19 Q4: 25}}", True),
        # shares and rates are of one size in any period, and so are rolling years
        (f"unit: percent, {FROM_THE_YEAR}, values: {{2017-18: 100, 2018-19 Q4: 25}}", False),
        (f"rolling: 12 months, {FROM_THE_YEAR}, values: {{2017-18: 100, 2018-19 Q4: 5}}", False),
        # a baseline of the readings' own length, none, or none with a figure
        (f"{FROM_THE_YEAR}, values: {{2017-18 Q4: 100, 2018-19 Q4: 25}}", False),
        (f"{FROM_THE_YEAR}, values: {{2017-18: suppressed, 2018-19 Q4: 25}}", False),
        (f"frequency: annual, {FROM_THE_YEAR}, values: {{2017-18: 100, 2018-19: 25}}", False),
        ("values: {2017-18: 100, 2018-19 Q4: 25}", False),
        # nothing to hold it against
        (f"{FROM_THE_YEAR}, values: {{2017-18: 100, 2017-18 Q3: 25}}", False),
        (f"{FROM_THE_YEAR}, values: {{2017-18: 100, 2018-19 Q4: 0}}", False),
        (f"{FROM_THE_YEAR}, values: {{2017-18: 100, 2018-19 Q4: -5}}", False),
    ],
)
def test_a_baseline_that_is_a_total_of_a_longer_period_is_found(
    entries: str, expected: bool
) -> None:
    found_keys = keys("series-baseline-longer", entries)
    assert found_keys == (["values.2017-18"] if expected else [])


def test_the_baseline_of_a_running_total_is_left_alone() -> None:
    """Its direction is measured from the same period last year alone."""
    entries = f"accumulates: true, {FROM_THE_YEAR}, values: {{2017-18: 100, 2018-19 Q1: 25}}"
    assert keys("series-baseline-longer", entries) == []


@pytest.mark.parametrize(
    ("entries", "places"),
    [
        ("unit: percent, rolls-up: sum", ["rolls-up"]),
        ("unit: ratio, rolls-up: sum", ["rolls-up"]),
        ("unit: rate-per-1000, rolls-up: sum", ["rolls-up"]),
        ("unit: count, rolls-up: sum", []),
        ("unit: currency, rolls-up: sum", []),
        ("unit: percent, rolls-up: mean", []),
        ("unit: percent", []),
    ],
)
def test_shares_do_not_add_up_over_time(entries: str, places: list[str]) -> None:
    assert keys("series-rolls-up-share", f"{entries}, values: {{2018-19 Q4: 5}}") == places


@pytest.mark.parametrize(
    ("year", "places"),
    [
        ("10", []),
        ("{numerator: 20, denominator: 2}", []),
        ("10.0", []),
        ("{numerator: 21, denominator: 2}", ["values.2018-19"]),
        ("10.1", ["values.2018-19"]),
        ("suppressed", []),
    ],
)
def test_a_year_that_is_given_is_what_its_quarters_make(year: str, places: list[str]) -> None:
    quarters = "2018-19 Q1: 1, 2018-19 Q2: 2, 2018-19 Q3: 3, 2018-19 Q4: 4"
    entries = f"rolls-up: sum, values: {{{quarters}, 2018-19: {year}}}"
    found = [one.removesuffix(".value") for one in keys("series-rolls-up-differs", entries)]
    assert found == places
    assert keys("period-not-of-frequency", entries) == []
    gap = entries.replace("2018-19 Q1: 1, ", "")
    assert keys("series-rolls-up-differs", gap) == []


def test_targets_and_ratings_of_what_is_made_are_of_a_report() -> None:
    rest = "targets: {2018-19 Q4: 9}, floor: {2018-19 Q4: 5}, reported: {2018-19 Q4: red}"
    entries = f"frequency: monthly, {rest}, values: {{2019-M03: 5}}"
    assert len(keys("period-not-of-frequency", entries)) == 3
    assert keys("period-not-of-frequency", f"rolls-up: sum, {entries}") == []


def test_months_do_not_beat_the_target_of_their_year() -> None:
    months = ", ".join(f"2018-M{month:02}: 10" for month in range(4, 13))
    values = f"{months}, 2019-M01: 10, 2019-M02: 10, 2019-M03: 10"
    entries = f"frequency: monthly, polarity: low, targets: {{2019-20: 100}}, values: {{{values}}}"
    assert keys("target-beaten-before", entries) != []
    assert keys("target-beaten-before", f"rolls-up: sum, {entries}") == []


@pytest.mark.parametrize(
    ("entries", "places"),
    [
        ("", ["forecast.2018-19"]),
        ("targets: {2018-19: 5}", []),
        ("target: 5", []),
        ("target: none", []),
        ("polarity: neutral", []),
        ("targets: {2018-19 Q2: 5}", ["forecast.2018-19"]),
        ("targets: {2018-19 Q2: 5, 2018-19 Q4: 5}", []),
        ("targets: {2018-19: {value: 5, proposed: true}}", ["forecast.2018-19"]),
        ("target: {comparator: england}", ["forecast.2018-19"]),
        ("target: {comparator: england}, comparators: {england: 5}", []),
    ],
)
def test_a_forecast_wants_a_target(entries: str, places: list[str]) -> None:
    own = f"{entries}{', ' if entries else ''}forecast: {{2018-19: 5}}, values: {{2018-19 Q2: 5}}"
    assert keys("series-forecast-without-target", own) == places


@pytest.mark.parametrize("forecast", ["{2018-19: suppressed}", "{2018-M08: 5}", "{}"])
def test_what_is_no_forecast_of_a_year_wants_none(forecast: str) -> None:
    own = f"forecast: {forecast}, values: {{2018-19 Q2: 5}}"
    assert keys("series-forecast-without-target", own) == []
