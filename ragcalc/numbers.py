"""Parsing and formatting of exact numbers.

Numbers as written are Decimal, numbers that a verdict is reached on Fraction; nothing is a float.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, gcd

MOST_DIGITS = 30
PERCENT_PLACES = 4
"""Decimal places of a percentage that does not end."""
COUNT_PLACES = 6
"""Decimal places of a value computed from counts that does not end."""
QUOTIENT_PLACES = 1
"""Decimal places that are shown of a value computed from counts."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")


class NotANumber(ValueError):
    """The text is not digits with an optional sign and decimal point."""


class TooManyDigits(ValueError):
    """The number has more than 30 digits."""


@lru_cache(maxsize=65536)
def parse(text: str) -> Decimal:
    """Return the number that the text spells, digit for digit.

    Raises NotANumber or TooManyDigits.
    """
    if not _NUMBER.fullmatch(text):
        raise NotANumber(text)
    if len(text) > MOST_DIGITS and sum(char.isdigit() for char in text) > MOST_DIGITS:
        raise TooManyDigits(text)
    return Decimal(text)


@lru_cache(maxsize=65536)
def to_fraction(number: Decimal | Fraction) -> Fraction:
    """Return the ratio of two integers that a written number is."""
    return Fraction(*ratio(number))


@lru_cache(maxsize=65536)
def ratio(number: Decimal | Fraction) -> tuple[int, int]:
    """Return the numerator and the denominator of a number in lowest terms."""
    return number.as_integer_ratio()


def decimals_written(number: Decimal) -> int:
    """Return the number of digits behind the decimal point, as they were written: 2 for 0.70."""
    return len(to_text(number).partition(".")[2])


def decimals_worth(number: Decimal | Fraction) -> int:
    """Return how many decimal places are worth showing of a number: as written, 1 of a quotient."""
    return decimals_written(number) if isinstance(number, Decimal) else QUOTIENT_PLACES


def sign(number: Fraction) -> int:
    """Return 1, 0 or -1; ten times as quick as holding a fraction against 0."""
    return (number.numerator > 0) - (number.numerator < 0)


def order(one: Fraction, other: Fraction) -> int:
    """Return 1, 0 or -1 as one is more than the other, as much, or less; quick as `sign` is."""
    numerator, denominator = one.as_integer_ratio()
    number, parts = other.as_integer_ratio()
    left, right = numerator * parts, number * denominator
    return (left > right) - (left < right)


def without_sign(number: Fraction) -> Fraction:
    """Return the absolute value; no new fraction where it is the number itself."""
    return number if number.numerator >= 0 else -number


def rounded(number: Fraction, places: int) -> Decimal:
    """Return a number rounded half up (away from zero) to so many decimal places."""
    return _decimal(_half_up(number.numerator, number.denominator, places), places)


def rounded_to_side(number: Fraction, places: int, *, up: bool) -> Decimal:
    """Return a number rounded up, or down, to so many decimal places, so that it is enough."""
    size = number * 10**places
    return _decimal(ceil(size) if up else floor(size), places)


def shortest(number: Fraction, places: int = COUNT_PLACES) -> Decimal:
    """Return the number exactly where its decimals end, else rounded to so many places.

    No zero trails: 16 rather than 16.0.
    """
    return _shortest(number.numerator, number.denominator, places)


def percent(part: Fraction, whole: Fraction) -> Decimal | None:
    """Return a part in percent of the absolute whole; nothing is a percentage of 0."""
    if not whole:
        return None
    numerator = part.numerator * whole.denominator * 100
    denominator = abs(whole.numerator) * part.denominator
    common = gcd(numerator, denominator)
    return _shortest(numerator // common, denominator // common, PERCENT_PLACES)


def quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return the value below which a share of some values lies, from 0 to 1, exactly.

    Linear interpolation between the values in order: R's type 7 (Hyndman and Fan, "Sample Quantiles
    in Statistical Packages", The American Statistician 50, 1996), Excel's PERCENTILE.INC.
    """
    place = (len(ordered) - 1) * share
    below = floor(place)
    lower, upper = ordered[below], ordered[ceil(place)]
    return lower + (upper - lower) * (place - below)


def to_text(number: Decimal) -> str:
    """Return a number without an exponent: 1447475, never 1.447475E+6; zero has no sign."""
    text = str(number)
    if "E" not in text and (number or text[0] != "-"):
        return text
    return f"{abs(number) if number.is_zero() else number:f}"


@lru_cache(maxsize=65536)
def _shortest(numerator: int, denominator: int, places: int) -> Decimal:
    ending = _ending_places(denominator)
    if ending is not None:
        return _decimal(numerator * 10**ending // denominator, ending)
    whole = _half_up(numerator, denominator, places)
    while places and whole % 10 == 0:
        whole, places = whole // 10, places - 1
    return _decimal(whole, places)


def _half_up(numerator: int, denominator: int, places: int) -> int:
    """Return the number of units of the last place, rounded away from zero at the half."""
    size: int = abs(numerator) * 10**places
    whole = (2 * size + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


def _decimal(whole: int, places: int) -> Decimal:
    """Return whole / 10**places, however many digits that takes."""
    return Decimal(f"{whole}E-{places}")


def _ending_places(denominator: int) -> int | None:
    """Count the decimal places after which a fraction in lowest terms ends; None for never."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
