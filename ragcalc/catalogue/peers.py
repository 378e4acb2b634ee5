"""What a measure is in every authority, as a national dataset has it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from ragcalc.periods import Period


class Peers(NamedTuple):
    """What an indicator's measure is in every authority."""

    measure: str
    source: str
    area: str
    """The organisation's own number."""
    figures: Mapping[Period, Mapping[str, Decimal]]
    """By year, the figure of each authority that has one, by its number."""
