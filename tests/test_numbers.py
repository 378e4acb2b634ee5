"""Numbers: exact from text to text, no float in between."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcalc import numbers
from ragcalc.numbers import NotANumber, TooManyDigits
from tests import strategies

THIRTY = "123456789012345678901234567890"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", Decimal(0)),
        ("16", Decimal(16)),
        ("0.70", Decimal("0.70")),
        ("010", Decimal(10)),
        ("+5.25", Decimal("5.25")),
        ("-3.4", Decimal("-3.4")),
        (".5", Decimal("0.5")),
        ("1447475", Decimal(1447475)),
        (THIRTY, Decimal(THIRTY)),
        (f"-{THIRTY[:15]}.{THIRTY[15:]}", Decimal("-123456789012345.678901234567890")),
    ],
)
def test_a_number_is_digits_with_an_optional_sign_and_point(text: str, value: Decimal) -> None:
    found = numbers.parse(text)
    assert (found, found.as_tuple()) == (value, value.as_tuple())


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", " 5", "5 ", "ninety", "5.", ".", "-", "+", "--5", "5-", "1.2.3", "1,000"),
        *("5%", "£5", "1e3", "1E3", "1_000", "NaN", "inf", "Infinity", "0x10", "12:30"),
        *("１２", "٣", "½", "5\n", "1 000"),  # noqa: RUF001 - digits that are none here
    ],
)
def test_what_is_no_number_is_refused_and_named(text: str) -> None:
    with pytest.raises(NotANumber) as refused:
        numbers.parse(text)
    assert str(refused.value) == text


@pytest.mark.parametrize("text", [THIRTY + "1", f"0.{THIRTY}", "-" + "0" * 31, "9" * 5000])
def test_a_number_has_at_most_thirty_digits(text: str) -> None:
    with pytest.raises(TooManyDigits) as refused:
        numbers.parse(text)
    assert str(refused.value) == text


@given(strategies.decimals)
def test_what_is_printed_reads_back_digit_for_digit(number: Decimal) -> None:
    assert numbers.parse(numbers.to_text(number)) == number


@given(strategies.decimals)
def test_a_written_number_is_exactly_its_ratio(number: Decimal) -> None:
    assert numbers.to_fraction(number) == Fraction(numbers.to_text(number))


@pytest.mark.parametrize(
    ("text", "places"), [("16", 0), ("16.0", 1), ("0.70", 2), ("-3.445", 3), ("1200", 0)]
)
def test_the_decimals_written_are_counted_with_their_zeros(text: str, places: int) -> None:
    assert numbers.decimals_written(numbers.parse(text)) == places


@pytest.mark.parametrize("endless", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_finite_number_has_no_decimals(endless: Decimal) -> None:
    assert numbers.decimals_written(endless) == 0


def test_a_power_of_ten_has_no_decimals() -> None:
    assert numbers.decimals_written(Decimal("1E+3")) == 0


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(249, 100), 0, "2"),
        (Fraction(1825, 100), 1, "18.3"),
        (Fraction(8800, 482), 1, "18.3"),
        (Fraction(8982, 100), 0, "90"),
        (Fraction(16), 1, "16.0"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(2, 3), 4, "0.6667"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(1, 2000), 3, "0.001"),
        (Fraction(10**30 + 5, 10), 0, "100000000000000000000000000001"),
    ],
)
def test_display_rounds_half_up_away_from_zero(number: Fraction, places: int, shown: str) -> None:
    assert numbers.to_text(numbers.rounded(number, places)) == shown


@pytest.mark.parametrize(
    ("number", "places", "up", "shown"),
    [
        (Fraction(1, 3), 1, True, "0.4"),
        (Fraction(1, 3), 1, False, "0.3"),
        (Fraction(-1, 3), 2, True, "-0.33"),
        (Fraction(-1, 3), 2, False, "-0.34"),
        (Fraction(2, 5), 1, True, "0.4"),
        (Fraction(2, 5), 1, False, "0.4"),
        (Fraction(855, 10), 0, True, "86"),
        (Fraction(855, 10), 0, False, "85"),
        (Fraction(10**30 + 1, 10), 0, True, "100000000000000000000000000001"),
    ],
)
def test_what_is_asked_for_is_rounded_to_its_own_side(
    number: Fraction, places: int, up: bool, shown: str
) -> None:
    assert numbers.to_text(numbers.rounded_to_side(number, places, up=up)) == shown


@given(strategies.amounts, st.integers(0, 10))
def test_rounding_moves_a_number_by_at_most_half_a_place(number: Fraction, places: int) -> None:
    assert abs(numbers.to_fraction(numbers.rounded(number, places)) - number) <= Fraction(
        1, 2 * 10**places
    )


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(16), "16"),
        (Fraction(160, 10), "16"),
        (Fraction(1600), "1600"),
        (Fraction(-9, 10), "-0.9"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 5**9), "0.000000512"),
        (Fraction(1, 5**30), f"0.{2**30:030}"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(8800, 482), "18.257261"),
        (Fraction(-2, 3), "-0.666667"),
        (Fraction(30000001, 30000000), "1"),
        (Fraction(1, 30000000), "0"),
        (Fraction(0), "0"),
    ],
)
def test_the_shortest_form_is_exact_where_decimals_end_else_rounded_to_six(
    number: Fraction, shown: str
) -> None:
    assert numbers.to_text(numbers.shortest(number)) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (Fraction(2), Fraction(14), "14.2857"),
        (Fraction(-2), Fraction(14), "-14.2857"),
        (Fraction(2), Fraction(-14), "14.2857"),
        (Fraction(1), Fraction(8), "12.5"),
        (Fraction(1), Fraction(3_000_000), "0"),
        (Fraction(1, 3), Fraction(2, 3), "50"),
        (Fraction(1), Fraction(1024), "0.09765625"),
        (Fraction(0), Fraction(7), "0"),
    ],
)
def test_a_percentage_is_of_the_absolute_whole_exact_or_with_four_places(
    part: Fraction, whole: Fraction, shown: str
) -> None:
    percentage = numbers.percent(part, whole)
    assert percentage is not None
    assert numbers.to_text(percentage) == shown


def test_nothing_is_a_percentage_of_0() -> None:
    assert numbers.percent(Fraction(1), Fraction(0)) is None


@given(strategies.decimals)
def test_the_shortest_form_of_a_written_number_is_exact(number: Decimal) -> None:
    shortest = numbers.shortest(numbers.to_fraction(number))
    assert shortest == number
    assert not ("." in numbers.to_text(shortest) and numbers.to_text(shortest).endswith("0"))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("1.447475E+6"), "1447475"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0"), "0"),
        (Decimal("-0.00"), "0.00"),
        (Decimal("-3.40"), "-3.40"),
    ],
)
def test_numbers_are_written_without_an_exponent_and_zero_without_a_sign(
    number: Decimal, text: str
) -> None:
    assert numbers.to_text(number) == text


@pytest.mark.parametrize(
    ("number", "sign"), [(Fraction(-1, 10**30), -1), (Fraction(0), 0), (Fraction(1, 10**30), 1)]
)
def test_the_sign_of_a_number_is_exact(number: Fraction, sign: int) -> None:
    assert numbers.sign(number) == sign


@given(st.fractions(), st.fractions())
def test_the_order_of_two_numbers_is_that_of_their_comparisons(
    one: Fraction, other: Fraction
) -> None:
    assert numbers.order(one, other) == (one > other) - (one < other)
    assert numbers.order(one, one) == 0


@pytest.mark.parametrize(
    ("number", "places", "up", "expected"),
    [
        ("284.25", 0, True, "285"),
        ("284.25", 0, False, "284"),
        ("284", 0, True, "284"),
        ("284.25", 1, True, "284.3"),
        ("284.25", 1, False, "284.2"),
        ("-0.21", 1, True, "-0.2"),
        ("-0.21", 1, False, "-0.3"),
    ],
)
def test_a_number_is_rounded_to_one_side(number: str, places: int, up: bool, expected: str) -> None:
    exact = numbers.to_fraction(numbers.parse(number))
    assert str(numbers.rounded_to_side(exact, places, up=up)) == expected
