"""The figures of a dataset: the number that a text means, its interval, and means of several."""

import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from ragcalc import numbers
from ragcalc.catalogue.datasets.source import DatasetRow
from ragcalc.catalogue.model.columns import INTERVAL_COLUMNS
from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.model.figures import NO_INTERVAL, ComparatorFigure, Reading
from ragcalc.catalogue.returns import cells
from ragcalc.catalogue.returns.refusals import refused_by
from ragcalc.vocabulary import READING_REASONS, Reason

MISSING = ("", "-", "NA")
"""What stands in a dataset where there is no figure."""


class Published(ComparatorFigure):
    """A figure of a dataset, which may have more decimal places than anybody reads."""

    @property
    def decimals(self) -> int:
        """As many as there are, and six at most."""
        return min(super().decimals, numbers.COUNT_PLACES)


class PublishedReading(Reading):
    """The organisation's own figure in a dataset: as it is published, whatever its counts make."""

    @property
    def counted(self) -> bool:
        """The value decides."""
        return False

    @property
    def decimals(self) -> int | None:
        """As many as there are, and six at most."""
        written = super().decimals
        return None if written is None else min(written, numbers.COUNT_PLACES)


class PublishedCounts(Published):
    """A figure that its counts make; its `value` need not end, and no file can hold it."""

    exact: Fraction

    @property
    def amount(self) -> Fraction:
        """The exact quotient."""
        return self.exact

    @property
    def decimals(self) -> int:
        """As of every quotient."""
        return numbers.QUOTIENT_PLACES


def published_figure(value: Decimal | Fraction, about: Mapping[str, Any]) -> Published:
    """Return a comparator's figure; `about` are the fields of what is said of it."""
    if isinstance(value, Decimal):
        return Published(value=value, **about)
    return PublishedCounts.model_construct(value=numbers.shortest(value), exact=value, **about)


class Mean(Published):
    """A mean of figures, which need not end where its `value` does; no file can hold one."""

    of: tuple[Decimal | Fraction, ...]
    among: int
    """How many there are, with a figure or without."""

    @property
    def mean_of(self) -> tuple[int, int] | None:
        """How many had a figure, and how many there are."""
        return len(self.of), self.among

    @property
    def amount(self) -> Fraction:
        """The exact mean."""
        return sum(map(numbers.to_fraction, self.of), Fraction(0)) / len(self.of)

    @property
    def decimals(self) -> int:
        """One more than its parts have, at most."""
        return min(super().decimals, max(map(numbers.decimals_worth, self.of)) + 1)


class PublishedCell(NamedTuple):
    """What stands in the place of a figure, and the marks behind it."""

    value: Decimal | Fraction | Reason | None
    """The figure, or why there is none; None where nothing says why. A fraction is made of counts.
    """
    breaks: bool = False
    """Whether it is not comparable with earlier figures."""
    provisional: bool = False
    note: str = ""


NO_FIGURE = PublishedCell(None)


@lru_cache(maxsize=65536)
def published(text: str) -> PublishedCell | str:
    """Return what stands in the place of a figure, or what is wrong with it.

    Words, symbols and marks are those of a submitted table.
    """
    if text.strip() in MISSING:
        return NO_FIGURE
    number = value(text)
    try:
        cell = cells.figure(text)
    except PydanticCustomError:  # a power of ten, or no figure
        return number if isinstance(number, str) else PublishedCell(number)
    if isinstance(number, str) and cell.value not in _NO_FIGURES:
        return number
    marks = cell.remarks
    return PublishedCell(
        _NO_FIGURES[cell.value] if isinstance(number, str) else number,
        "break" in marks,
        "provisional" in marks,
        marks.get("note", ""),
    )


_NO_FIGURES: Mapping[str | None, Reason | None] = {
    None: None,
    **{one: one for one in READING_REASONS},
}


@lru_cache(maxsize=65536)  # a dataset spells few figures anew
def value(text: str) -> Decimal | str:
    """Return the number that was meant by a figure, or what is wrong with it.

    A program writes a binary fraction with 17 digits, of which 15 hold, and a small one with a
    power of ten: 4.7980000000000002E-2 is 0.04798.
    """
    power = _WITH_POWER.fullmatch(text.strip())
    try:
        number = _meant(Decimal(power[0])) if power else _written(text)
        return numbers.parse(numbers.to_text(number))
    except numbers.TooManyDigits:
        return f"has more than {numbers.MOST_DIGITS} digits"
    except (ValueError, PydanticCustomError):
        return "is not a number"


def ends_beside(
    figure: Decimal | Fraction, row: DatasetRow, is_missing: Callable[[str], bool]
) -> dict[str, Decimal]:
    """Return the fields of the interval beside a figure, or raise ValueError with what is wrong."""
    texts = (row.lower, row.upper, row.lower_998, row.upper_998)
    ends: dict[str, Decimal] = {}
    for key, text in zip(INTERVAL_COLUMNS, texts, strict=True):
        if not is_missing(text):
            end = value(text)
            if isinstance(end, str):
                raise ValueError(f"{key} {quoted(text)} {end}")
            ends[key] = end
    if isinstance(figure, Fraction):
        figure = numbers.rounded(
            figure, max(map(numbers.decimals_written, ends.values()), default=0)
        )
    try:
        made = ComparatorFigure.model_validate({"value": figure, **ends})
    except ValidationError as error:
        raise ValueError(refused_by("", error).message) from None
    return made.model_dump(include={*NO_INTERVAL})


def _meant(number: Decimal) -> Decimal:
    """Return a number without the digits that only a binary fraction has."""
    return Context(prec=cells.NOISE_DIGITS).normalize(number)


_WITH_POWER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,2}")


def _written(text: str) -> Decimal:
    number = numbers.parse(cells.figure(text).value or "")
    return number if len(number.as_tuple().digits) <= cells.NOISE_DIGITS else _meant(number)
