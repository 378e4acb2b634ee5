"""Catalogues of any size, the same at every run: eight readings and three comparators each."""

from collections.abc import Iterator
from random import Random

YEARS = ("2017-18", "2018-19")
COMPARATORS = {"england": "national", "region": "regional", "peers": "statistical-neighbours"}


def catalogue(indicators: int) -> str:
    """Return an indicators.yaml."""
    return "\n".join(_lines(indicators, Random(1))) + "\n"


def _lines(indicators: int, chance: Random) -> Iterator[str]:
    yield "version: 1"
    yield "organisation: A large council"
    yield "comparators:"
    for name, kind in COMPARATORS.items():
        yield f"  {name}: {{name: {name.title()}, kind: {kind}}}"
    yield "indicators:"
    for number in range(indicators):
        yield f"  indicator-{number}:"
        yield f"    name: Indicator number {number}"
        yield "    unit: percent"
        yield f"    polarity: {'low' if number % 2 else 'high'}"
        yield "    decimals: 1"
        yield "    targets:"
        yield from (f"      {year}: {chance.randint(10, 90)}" for year in YEARS)
        yield "    values:"
        for year in YEARS:
            yield from (f"      {year} Q{quarter}: {_figure(chance)}" for quarter in range(1, 5))
        yield "    comparators:"
        yield from (f"      {name}: {{2017-18: {_figure(chance)}}}" for name in COMPARATORS)


def _figure(chance: Random) -> float:
    return chance.randint(100, 900) / 10
