"""Numbers as people read them: decimals, units, signs and dashes. Shared by every output."""

from fractions import Fraction
from functools import lru_cache

from ragcalc import numbers
from ragcalc.catalogue.model.fields import UNITS, Unit


def shown(number: Fraction, decimals: int, unit: Unit) -> str:
    """Return a number with its sign or unit, rounded half up: 16.0%, £1,000, 73.0."""
    return _shown(*number.as_integer_ratio(), decimals, unit)


@lru_cache(maxsize=65536)
def _shown(numerator: int, denominator: int, decimals: int, unit: Unit) -> str:
    rounded = numbers.rounded(Fraction(numerator, denominator), decimals)
    return _in_unit(f"{rounded:,f}", unit)


def sided(number: Fraction, decimals: int, unit: Unit, *, up: bool) -> str:
    """Return a number with its sign or unit, rounded to one side so that it is enough: 4.5%."""
    enough = numbers.to_fraction(numbers.rounded_to_side(number, decimals, up=up))
    return _in_unit(f"{numbers.shortest(enough, decimals):,f}", unit)


def in_full(number: Fraction, unit: Unit | None = None) -> str:
    """Return a number with all its digits, or six places where it does not end."""
    return _in_unit(numbers.to_text(numbers.shortest(number)), unit)


def exact(number: Fraction, decimals: int, unit: Unit) -> str:
    """Write a number as `shown` does, or where that would round it in full: 16.0%, 16.04%."""
    if numbers.to_fraction(numbers.rounded(number, decimals)) == number:
        return shown(number, decimals, unit)
    short = numbers.shortest(number)
    dots = "" if numbers.to_fraction(short) == number else "..."
    return _in_unit(f"{short:,f}{dots}", unit)


def change(number: Fraction, decimals: int) -> str:
    """Return a difference with its sign: +9.0, -4.2, and +0.0 for none."""
    size = numbers.rounded(numbers.without_sign(number), decimals)
    return f"-{size:,f}" if size and numbers.sign(number) < 0 else f"+{size:,f}"


def signed_gap(number: Fraction, decimals: int, unit: Unit) -> str:
    """Return a difference with its sign and the sign of its unit: -4.2 pts, +£1,000, +9.0."""
    text = change(number, decimals)
    match unit.name:
        case "percent" if not unit.label:
            return f"{text} {'pt' if text[1:] == '1' else 'pts'}"
        case "currency" if not unit.label:
            return f"{text[0]}£{text[1:]}"
        case _:
            return text


PLAIN = UNITS["count"]
"""A unit without a sign."""


def with_unit(text: str, unit: Unit) -> str:
    """Return a number with its unit, where its sign does not say it: 73.0 per 10,000, 4 days."""
    words, alone = _unit_words(unit), text in ("1", "-1")
    if alone and _is_plural(unit):
        return f"{text} ({words})"
    if alone and unit.name == "days":
        return f"{text} day"
    return f"{text} {words}" if words else text


def gap_words(unit: Unit, size: str) -> str:
    """Say a difference with its unit: 4.2 percentage points, £1,000, 9.0 per 10,000."""
    match unit.name:
        case "percent" if not unit.label:
            return f"{size} percentage {'point' if size == '1' else 'points'}"
        case "currency" if not unit.label:
            return f"£{size}"
        case _ if size == "1" and _is_plural(unit):
            return size
        case _:
            return with_unit(size, unit)


def _is_plural(unit: Unit) -> bool:
    """Return whether a label looks like a plural: homes, years of age. No singular is guessed."""
    return unit.label and unit.name.split()[0].endswith("s")


def unit_words(unit: Unit) -> str:
    """Return a unit's name: percent, per 10,000, days, £, number."""
    if unit.label:
        return unit.name
    plain = {"count": "number", "currency": "£"}.get(unit.name, unit.name)
    return _unit_words(unit) or plain


def _unit_words(unit: Unit) -> str:
    if unit.label:
        return unit.name
    return {
        "rate-per-1000": "per 1,000",
        "rate-per-10000": "per 10,000",
        "rate-per-100000": "per 100,000",
        "days": "days",
    }.get(unit.name, "")


def _in_unit(digits: str, unit: Unit | None) -> str:
    if unit is None or unit.label:
        return digits
    if unit.name == "percent":
        return f"{digits}%"
    if unit.name == "currency":
        return f"-£{digits[1:]}" if digits.startswith("-") else f"£{digits}"
    return digits
