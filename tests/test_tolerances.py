"""Tolerances: `5%`, `2 points`, `below 5%`, 0, and the lesser or greater of several."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from ragcalc import tolerances
from ragcalc.catalogue.model import fields
from ragcalc.tolerances import (
    Choice,
    Combined,
    Edge,
    NotATolerance,
    Simple,
    Tolerance,
    ToleranceUnit,
)
from tests import strategies

PERCENT, POINTS = ToleranceUnit.PERCENT, ToleranceUnit.POINTS


@pytest.mark.parametrize(
    ("text", "means", "printed"),
    [
        ("5%", Simple(Decimal(5), PERCENT), "5%"),
        ("2.5%", Simple(Decimal("2.5"), PERCENT), "2.5%"),
        ("5 %", Simple(Decimal(5), PERCENT), "5%"),
        ("2 points", Simple(Decimal(2), POINTS), "2 points"),
        ("1 point", Simple(Decimal(1), POINTS), "1 point"),
        ("2   Points", Simple(Decimal(2), POINTS), "2 points"),
        ("below 5%", Simple(Decimal(5), PERCENT, inclusive=False), "below 5%"),
        ("Below 100 points", Simple(Decimal(100), POINTS, inclusive=False), "below 100 points"),
        ("0", Simple(Decimal(0), POINTS), "0"),
        ("0.0", Simple(Decimal("0.0"), POINTS), "0"),
        ("0%", Simple(Decimal(0), PERCENT), "0"),
        ("0 points", Simple(Decimal(0), POINTS), "0"),
    ],
)
def test_a_tolerance_is_read_and_printed(text: str, means: Simple, printed: str) -> None:
    assert tolerances.parse(text) == means
    assert str(tolerances.parse(text)) == printed


FORMS = "write 5%, 2 points, below 5% or 0"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("5", "write 5% (of the target) or 5 points"),
        ("0.05", "write 5% (of the target) or 0.05 points"),
        ("0.125", "write 12.5% (of the target) or 0.125 points"),
        ("1", "write 1% (of the target) or 1 points"),
        ("below 5", "write 5% (of the target) or 5 points"),
        ("-5%", "a tolerance is never negative"),
        ("-2 points", "a tolerance is never negative"),
        ("", FORMS),
        ("%", FORMS),
        ("points", FORMS),
        ("below", FORMS),
        ("five percent", FORMS),
        ("5 percent", FORMS),
        ("5% points", FORMS),
        ("above 5%", FORMS),
        ("5%%", FORMS),
    ],
)
def test_what_is_no_tolerance_is_refused_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(NotATolerance) as refused:
        tolerances.parse(text)
    assert (str(refused.value), refused.value.hint) == (text, hint)


@given(strategies.simple_tolerances)
def test_what_is_printed_reads_back_as_the_same_edge(one: Simple) -> None:
    again = tolerances.parse(str(one))
    assert again.edge(Fraction(90)) == one.edge(Fraction(90))


@pytest.mark.parametrize(
    ("text", "base", "limit", "inclusive"),
    [
        ("5%", 90, Fraction(9, 2), True),
        ("5%", -90, Fraction(9, 2), True),
        ("5%", 0, 0, True),
        ("below 5%", 14, Fraction(7, 10), False),
        ("2 points", 90, 2, True),
        ("2 points", 0, 2, True),
        ("2 points", -90, 2, True),
        ("0", 90, 0, True),
        ("0%", 90, 0, True),
    ],
)
def test_a_percentage_is_of_the_absolute_base_and_points_stand_alone(
    text: str, base: int, limit: Fraction, inclusive: bool
) -> None:
    assert tolerances.parse(text).edge(Fraction(base)) == Edge(Fraction(limit), inclusive)


@pytest.mark.parametrize(
    ("inclusive", "shortfall", "holds"),
    [
        (True, "4.499999", True),
        (True, "4.5", True),
        (True, "4.500001", False),
        (True, "-100", True),
        (False, "4.499999", True),
        (False, "4.5", False),
        (False, "4.500001", False),
    ],
)
def test_the_edge_itself_is_within_unless_below_is_written(
    inclusive: bool, shortfall: str, holds: bool
) -> None:
    assert Edge(Fraction(9, 2), inclusive).holds(Fraction(shortfall)) is holds


LESSER = {"lesser-of": ["below 5%", "below 100 points"]}
GREATER = {"greater-of": ["5%", "2 points"]}


@pytest.mark.parametrize(
    ("raw", "base", "edge"),
    [
        (LESSER, 46267, Edge(Fraction(100), False)),
        (LESSER, 2000, Edge(Fraction(100), False)),
        (LESSER, 1999, Edge(Fraction(9995, 100), False)),
        (LESSER, 0, Edge(Fraction(0), False)),
        (GREATER, 90, Edge(Fraction(9, 2), True)),
        (GREATER, 40, Edge(Fraction(2), True)),
        (GREATER, 10, Edge(Fraction(2), True)),
        ({"lesser-of": ["5 points", "below 5 points"]}, 1, Edge(Fraction(5), False)),
        ({"greater-of": ["below 5 points", "5 points"]}, 1, Edge(Fraction(5), True)),
        ({"lesser-of": ["9 points", "8 points", "7 points"]}, 1, Edge(Fraction(7), True)),
        ({"lesser-of": [GREATER, "3 points"]}, 90, Edge(Fraction(3), True)),
    ],
)
def test_the_lesser_or_the_greater_edge_holds(
    raw: dict[str, object], base: int, edge: Edge
) -> None:
    assert fields.tolerance(raw).edge(Fraction(base)) == edge


@given(strategies.combined_tolerances, strategies.amounts)
def test_a_combined_edge_is_one_of_its_parts_and_none_lies_beyond(
    combined: Combined, base: Fraction
) -> None:
    edge = combined.edge(base)
    reaches = [part.edge(base) for part in combined.parts]
    assert edge == (min if combined.choice is Choice.LESSER else max)(reaches)


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        (LESSER, "lesser of below 5% and below 100 points"),
        (GREATER, "greater of 5% and 2 points"),
        ({"lesser-of": ["0", "5%", "2 points"]}, "lesser of 0 and 5% and 2 points"),
    ],
)
def test_combined_tolerances_are_printed_in_words(raw: dict[str, object], printed: str) -> None:
    assert str(fields.tolerance(raw)) == printed


@pytest.mark.parametrize(
    ("raw", "relative"),
    [
        ("5%", True),
        ("below 5%", True),
        ("0%", False),
        ("0", False),
        ("2 points", False),
        (LESSER, True),
        ({"lesser-of": ["2 points", "3 points"]}, False),
    ],
)
def test_a_tolerance_is_relative_where_its_edge_depends_on_the_base(
    raw: object, relative: bool
) -> None:
    assert fields.tolerance(raw).relative is relative


def test_no_tolerance_is_zero_with_the_tie_included() -> None:
    nothing: Tolerance = tolerances.NONE
    assert nothing.edge(Fraction(90)) == Edge(Fraction(0), True)


@pytest.mark.parametrize(
    ("raw", "base", "covered", "beyond"),
    [
        ("5%", 24, Fraction(6, 5), Fraction(6, 5) + Fraction(1, 10**9)),
        ("5%", -24, Fraction(6, 5), Fraction(6, 5) + Fraction(1, 10**9)),
        ("below 5%", 24, Fraction(6, 5) - Fraction(1, 10**9), Fraction(6, 5)),
        ("2 points", 0, Fraction(2), Fraction(2) + Fraction(1, 10**9)),
        ("0", 24, Fraction(0), Fraction(1, 10**9)),
        (LESSER, 1000, Fraction(50) - Fraction(1, 10**9), Fraction(50)),
    ],
)
def test_a_change_either_way_is_covered_up_to_the_edge(
    raw: object, base: int, covered: Fraction, beyond: Fraction
) -> None:
    tolerance = fields.tolerance(raw)
    for way in (1, -1):
        assert tolerance.covers(way * covered, Fraction(base)) is True
        assert tolerance.covers(way * beyond, Fraction(base)) is False


def test_below_0_covers_not_even_a_tie() -> None:
    assert fields.tolerance("below 0").covers(Fraction(0), Fraction(24)) is False
