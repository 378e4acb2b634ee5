"""Which rows are shown, in which order, and under which groups."""

from fractions import Fraction

import pytest

from ragcalc.scoring.arrangement import Arrangement, RowOrder, arranged
from ragcalc.scoring.results import Report
from ragcalc.scoring.score import report
from ragcalc.scoring.status import relative_shortfall
from ragcalc.scoring.verdicts import VerdictTable
from ragcalc.vocabulary import Direction, Status
from tests import build
from tests.build import period
from tests.catalogue.writing import HEAD, catalogue, entry, load, valid

NOW = "2018-19 Q4"
GROUPS = (
    f"{HEAD}groups:\n  directorate: {{name: Directorate, members: [Zoo, Adults, Empty]}}\n"
    "  portfolio: Portfolio\n"
    "outcomes: {safe: {name: Safe, actions: {plan: {name: Plan}}}}\n"
)
HIGH = "unit: percent\ntarget: 80\n"


def grouped(by: str | None = None) -> Report:
    book = catalogue(
        entry(f"{HIGH}values: {{{NOW}: 90}}\ngroups: {{directorate: Adults}}", "green"),
        entry(f"{HIGH}values: {{{NOW}: 60}}\ngroups: {{directorate: Adults}}", "red"),
        entry(
            f"{HIGH}tier: wider\nvalues: {{{NOW}: 40}}\ngroups: {{directorate: Adults}}", "worst"
        ),
        entry(f"outcome: safe\n{HIGH}values: {{{NOW}: 79}}\ngroups: {{directorate: Zoo}}", "amber"),
        entry(f"values: {{{NOW}: 5}}", "missing"),
        head=GROUPS,
    )
    table = VerdictTable(valid(load(book)), None)
    return report(table, period(NOW), group_by=by)


def rows(made: Report) -> dict[str | None, dict[str, list[str]]]:
    return {
        block.name: {tier.id: [one.id for one in tier.indicators] for tier in block.tiers}
        for block in made.blocks
    }


def test_a_report_is_laid_out_by_groups_as_listed_and_what_has_none_stands_last() -> None:
    made = grouped("directorate")
    assert rows(made) == {
        "Zoo": {"headline": ["amber"]},
        "Adults": {"headline": ["green", "red"], "wider": ["worst"]},
        None: {"headline": ["missing"]},
    }
    assert [one.id for one in made.indicators] == ["amber", "green", "red", "worst", "missing"]
    assert [block.summary.indicators for block in made.blocks] == [1, 3, 1]
    assert [block.summary.status[Status.RED] for block in made.blocks] == [0, 2, 0]
    assert [one.name for one in made.outcomes] == ["Safe", None]
    assert sum(one.summary.indicators for one in made.blocks) == made.summary.indicators


def test_groups_that_are_not_listed_stand_in_the_order_of_the_indicators() -> None:
    book = catalogue(
        entry("groups: {portfolio: Zoo}", "one"),
        entry("groups: {portfolio: Adults}", "two"),
        entry("groups: {portfolio: Zoo}", "three"),
        head=GROUPS,
    )
    made = report(VerdictTable(valid(load(book)), None), period(NOW), group_by="portfolio")
    assert rows(made) == {"Zoo": {"headline": ["one", "three"]}, "Adults": {"headline": ["two"]}}


def test_without_a_grouping_the_blocks_are_the_outcomes() -> None:
    made = grouped()
    assert made.grouped is None
    assert made.blocks is made.outcomes


def test_what_is_hidden_is_counted_all_the_same() -> None:
    whole = grouped("directorate")
    made = arranged(whole, Arrangement(statuses=(Status.RED, Status.MISSING)))
    assert rows(made) == {
        "Zoo": {"headline": []},
        "Adults": {"headline": ["red"], "wider": ["worst"]},
        None: {"headline": ["missing"]},
    }
    assert [one.id for one in made.indicators] == ["red", "worst", "missing"]
    assert [one.summary for one in made.blocks] == [one.summary for one in whole.blocks]
    assert [one.summary for one in made.outcomes] == [one.summary for one in whole.outcomes]
    assert made.summary == whole.summary


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (RowOrder.CATALOGUE, "green red worst amber missing"),
        (RowOrder.WORST, "worst red amber missing green"),
        (RowOrder.NAME, "green red worst amber missing"),
    ],
)
def test_the_list_of_all_is_ordered_as_a_whole_and_ties_stand_as_in_the_catalogue(
    order: RowOrder, expected: str
) -> None:
    """Every indicator has the same name."""
    made = arranged(grouped(), Arrangement(order=order))
    assert [one.id for one in made.indicators] == expected.split()


def test_rows_are_ordered_within_each_tier_of_a_block() -> None:
    made = arranged(grouped("directorate"), Arrangement(order=RowOrder.WORST))
    assert rows(made) == {
        "Zoo": {"headline": ["amber"]},
        "Adults": {"headline": ["red", "green"], "wider": ["worst"]},
        None: {"headline": ["missing"]},
    }
    assert [one.id for one in made.indicators] == ["amber", "red", "green", "worst", "missing"]


def test_names_are_ordered_in_whichever_case() -> None:
    made = build.report({"b": "values: {}", "C": "values: {}", "a": "values: {}"})
    found = arranged(made, Arrangement(order=RowOrder.NAME))
    assert [one.id for one in found.indicators] == ["a", "b", "C"]


def test_the_worst_are_those_furthest_from_target_in_proportion() -> None:
    indicators = {
        "green": "target: 10, values: {2018-19 Q4: 11}",
        "greener": "target: 10, values: {2018-19 Q4: 12}",
        "unrated": "target: none, values: {2018-19 Q4: 11}",
        "not-due": "frequency: annual, due: Q2, target: 5, values: {2017-18: 4}",
        "missing": "target: 5, values: {2018-19 Q3: 4}",
        "amber": "target: 100, values: {2018-19 Q4: 97}",
        "of-zero": "polarity: low, target: 0, values: {2018-19 Q4: 900}",
        "half": "target: 1000, values: {2018-19 Q4: 500}",
        "printed": "values: {2018-19 Q4: 5}, reported: {2018-19 Q4: red}",
        "most": "polarity: low, target: 2, values: {2018-19 Q4: 4}",
        "based": "polarity: low, target: 0, base: 200, values: {2018-19 Q4: 150}",
        "also-half": "target: -4, values: {2018-19 Q4: -6}",
    }
    made = arranged(build.report(indicators), Arrangement(order=RowOrder.WORST))
    assert [one.id for one in made.indicators] == [
        *("most", "based", "half", "also-half", "of-zero", "printed"),
        *("amber", "missing", "not-due", "unrated", "green", "greener"),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("target: 80, values: {2018-19 Q4: 60}", Fraction(1, 4)),
        ("target: 80, values: {2018-19 Q4: 100}", Fraction(-1, 4)),
        ("target: 0, values: {2018-19 Q4: -5}", None),
        ("polarity: on-target, target: {from: 10, to: 20}, values: {2018-19 Q4: 25}",
         Fraction(1, 4)),
        ("polarity: on-target, target: {from: 10, to: 20}, values: {2018-19 Q4: 5}",
         Fraction(1, 2)),
    ],
)  # fmt: skip
def test_a_relative_shortfall_is_a_part_of_the_target_or_its_nearer_end(
    lines: str, expected: Fraction | None
) -> None:
    (result,) = build.report({"it": lines}).indicators
    assert relative_shortfall(result.inputs) == expected


@pytest.mark.parametrize(
    ("arrangement", "expected"),
    [
        (Arrangement(), "up down first"),
        (Arrangement(directions=(Direction.IMPROVED,)), "up"),
        (Arrangement(directions=(Direction.IMPROVED, Direction.DECLINED)), "up down"),
        (Arrangement((Status.RED,), (Direction.DECLINED, Direction.UNAVAILABLE)), "down first"),
        (Arrangement((Status.AMBER,), (Direction.DECLINED,)), ""),
    ],
)
def test_a_row_has_to_fit_a_status_and_a_direction(arrangement: Arrangement, expected: str) -> None:
    made = build.report(
        {
            "up": "target: 80, values: {2018-19 Q3: 40, 2018-19 Q4: 60}",
            "down": "target: 80, values: {2018-19 Q3: 70, 2018-19 Q4: 60}",
            "first": "target: 80, values: {2018-19 Q4: 60}",
        }
    )
    assert [one.id for one in arranged(made, arrangement).indicators] == expected.split()
