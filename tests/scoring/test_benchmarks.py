"""The comparators' figures: the latest by the end of the reading's period, less the lag."""

import pytest

from ragcalc.scoring.benchmarks import Benchmarks
from ragcalc.vocabulary import ComparatorKind, Reason
from tests.build import AT, catalogue_of, period, result, verdict

LAGGED = "{national: {name: England, kind: national, lag: 1 year}, peers: {name: Peers}}"


def figures(series: str, when: str, comparators: str = LAGGED) -> list[tuple[str, str, int]]:
    """Return comparator, period and value of each figure."""
    frequency = "monthly" if "-M" in when else "quarterly"
    entries = f"frequency: {frequency}, comparators: {series}, values: {{{when}: 5}}"
    benchmarks = result(entries, when, comparators=comparators).inputs.benchmarks
    return [(one.id, str(one.figure.period), int(one.figure.value)) for one in benchmarks]


@pytest.mark.parametrize(
    ("series", "when", "expected"),
    [
        # the source page used the 2017-18 national figures for March 2019
        ("{national: {2016-17: 1, 2017-18: 2, 2018-19: 3}}", "2018-19 Q4",
         [("national", "2017-18", 2)]),
        ("{national: {2016-17: 1, 2017-18: 2, 2018-19: 3}}", "2018-19 Q3",
         [("national", "2016-17", 1)]),
        ("{national: {2018-19: 3}}", "2018-19 Q4", []),
        # without a lag
        ("{peers: {2017-18: 2, 2018-19: 3}}", "2018-19 Q4", [("peers", "2018-19", 3)]),
        ("{peers: {2017-18: 2, 2018-19: 3}}", "2018-19 Q3", [("peers", "2017-18", 2)]),
        ("{peers: {2018-19 Q3: 2, 2018-19 Q4: 3}}", "2019-M02", [("peers", "2018-19 Q3", 2)]),
        ("{peers: {2018: 2}}", "2018-19 Q3", [("peers", "2018", 2)]),
        ("{peers: {2018: 2}}", "2018-19 Q2", []),
        # of two that end together, the one of the reading's frequency, else the longer
        ("{peers: {2018-19 Q4: 1, 2018-19: 2, 2019-M03: 3}}", "2018-19 Q4",
         [("peers", "2018-19 Q4", 1)]),
        ("{peers: {2019-M03: 3, 2018-19: 2}}", "2018-19 Q4", [("peers", "2018-19", 2)]),
        # a bare number stands for every period, whatever the lag
        ("{national: 7}", "2018-19 Q4", [("national", "None", 7)]),
        ("{national: {value: 7, note: assumed}}", "2001-02 Q1", [("national", "None", 7)]),
        # a proposed figure is none
        ("{peers: {2017-18: 2, 2018-19: {value: 3, proposed: true}}}", "2018-19 Q4",
         [("peers", "2017-18", 2)]),
        ("{peers: {value: 3, proposed: true}}", "2018-19 Q4", []),
        # in the catalogue's order, not the indicator's
        ("{peers: 1, national: 2}", "2018-19 Q4",
         [("national", "None", 2), ("peers", "None", 1)]),
        ("{}", "2018-19 Q4", []),
    ],
)  # fmt: skip
def test_which_figure_of_a_comparator_is_used(
    series: str, when: str, expected: list[tuple[str, str, int]]
) -> None:
    assert figures(series, when) == expected


@pytest.mark.parametrize(
    ("lag", "period"),
    [("3 months", "2018-19 Q3"), ("4 months", "2018-19 Q2"), ("1 month", "2018-19 Q3")],
)
def test_a_lag_need_not_be_whole_quarters(lag: str, period: str) -> None:
    comparators = f"{{peers: {{name: Peers, lag: {lag}}}}}"
    series = "{peers: {2018-19 Q2: 2, 2018-19 Q3: 3, 2018-19 Q4: 4}}"
    assert figures(series, "2018-19 Q4", comparators) == [("peers", period, int(period[-1]))]


def test_a_figure_keeps_its_place_and_remarks() -> None:
    entries = (
        "values: {2018-19 Q4: 5}, comparators:"
        " {england: {2018/19: {value: 7.50, source: LAIT, note: n, provisional: true}}}"
    )
    figure = result(entries).inputs.benchmarks[0].figure
    assert (figure.place.key, figure.decimals) == ("indicators.it.comparators.england.2018-19", 2)
    assert (figure.source, figure.note, figure.provisional) == ("LAIT", "n", True)
    standing = result("values: {2018-19 Q4: 5}, comparators: {england: 7}").inputs.benchmarks[0]
    assert standing.figure.place.key == "indicators.it.comparators.england"


def test_a_benchmark_has_the_name_and_the_kind_of_its_comparator() -> None:
    entries = "values: {2018-19 Q4: 5}, comparators: {national: 7}"
    (found,) = result(entries, comparators=LAGGED).inputs.benchmarks
    assert (found.id, found.name, found.kind) == ("national", "England", ComparatorKind.NATIONAL)


def test_a_figure_of_a_period_goes_before_one_for_every_period() -> None:
    """A dataset may bring the first where the second is typed."""
    always, dated = (
        catalogue_of({"it": f"comparators: {{england: {figures}}}, values: {{}}"})
        for figures in ("7", "{2018-19 Q4: 9}")
    )
    standing, own = (one.indicators["it"].comparators["england"] for one in (always, dated))
    both = always.indicators["it"].model_copy(
        update={"comparators": {"england": standing.joined(own)}}
    )
    found = [
        int(one.figure.value)
        for when in ("2018-19 Q4", "2018-19 Q3")
        for one in Benchmarks(always, both, AT).of(period(when))
    ]
    assert found == [9, 7]


def test_an_academic_comparator_stands_next_to_an_academic_figure() -> None:
    entries = (
        "frequency: annual, year: academic, values: {2017-18: 60},"
        " comparators: {england: {2017-18: 64}}"
    )
    found = verdict(entries, "2018-19 Q2").comparisons
    assert [(str(one.benchmark.figure.period), one.standing) for one in found] == [
        ("2017-18 academic", "worse")
    ]


@pytest.mark.parametrize(
    ("series", "report", "expected"),
    [
        # a total of half a year is compared with one of half a year alone
        ("{peers: {2017-18: 90, 2018-19 Q2: 40}}", "2018-19 Q2", ("2018-19 Q2", 40)),
        ("{peers: {2017-18: 90, 2017-18 Q2: 40}}", "2018-19 Q2", ("2017-18 Q2", 40)),
        ("{peers: {2017-18: 90, 2018-19 Q1: 20}}", "2018-19 Q2", None),
        ("{peers: {2018-M09: 40}}", "2018-19 Q2", ("2018-M09", 40)),
        ("{peers: {2018-M08: 40}}", "2018-19 Q2", None),
        ("{peers: 90}", "2018-19 Q2", None),
        # and one of a year against one of a year
        ("{peers: {2017-18: 90}}", "2018-19 Q4", ("2017-18", 90)),
        ("{peers: {2018: 90, 2018-19 Q3: 70}}", "2018-19 Q4", ("2018", 90)),
        ("{peers: {2018-19 Q4: 95}}", "2018-19 Q4", ("2018-19 Q4", 95)),
        ("{peers: 90}", "2018-19 Q4", ("None", 90)),
    ],
)
def test_what_accumulates_is_compared_with_totals_of_the_same_part_of_a_year(
    series: str, report: str, expected: tuple[str, int] | None
) -> None:
    entries = f"accumulates: true, profile: none, comparators: {series}, values: {{{report}: 50}}"
    found = result(entries, report, comparators=LAGGED).inputs.benchmarks
    figures = [(str(one.figure.period), int(one.figure.value)) for one in found]
    assert figures == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("series", "report", "target"),
    [
        ("{2018-19 Q2: 40, 2017-18: 90}", "2018-19 Q2", 40),
        ("{2017-18: 90}", "2018-19 Q2", 45),
        ("90", "2018-19 Q2", 45),
        ("{2018-19 Q1: 20}", "2018-19 Q2", Reason.NO_TARGET),
        ("{2017-18: 90}", "2018-19 Q4", 90),
    ],
)
def test_a_comparators_year_is_a_target_of_which_a_part_is_due(
    series: str, report: str, target: object
) -> None:
    entries = (
        "accumulates: true, profile: linear, target: {comparator: peers}, "
        f"comparators: {{peers: {series}}}, values: {{{report}: 50}}"
    )
    goal = result(entries, report, comparators=LAGGED).inputs.goal
    assert (goal if isinstance(goal, Reason) else goal.low) == target
