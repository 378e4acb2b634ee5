"""What the texts of a submitted row mean: a name of an indicator, its period, a bare figure."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from ragcalc import numbers
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.fields import UNITS
from ragcalc.catalogue.model.figures import Reading
from ragcalc.catalogue.model.indicators import Comparator, Indicator
from ragcalc.catalogue.returns import dates as days
from ragcalc.catalogue.returns import figures, headings
from ragcalc.catalogue.returns.cells import SubmittedCell
from ragcalc.catalogue.returns.submissions import own_period
from ragcalc.periods import Kind, Period

PERCENT = UNITS["percent"]


def ids(records: Mapping[str, Indicator] | Mapping[str, Comparator]) -> dict[str, str]:
    """Return the id for each way to name an indicator or a comparator: id, name or short name."""
    found: dict[str, str] = {}
    ambiguous: set[str] = set()
    for id_, one in records.items():
        for text in {one.name.casefold(), (one.short or id_).casefold()}:
            if found.setdefault(text, id_) != id_:
                ambiguous.add(text)
    found = {text: id_ for text, id_ in found.items() if text not in ambiguous}
    for id_ in records:
        found[id_] = found[id_.casefold()] = id_
    return found


def shared(records: Mapping[str, Indicator]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the indicators that have one name or short name, by this."""
    found: dict[str, tuple[str, ...]] = {}
    for id_, one in records.items():
        for text in {one.name.casefold(), (one.short or id_).casefold()}:
            found[text] = (*found.get(text, ()), id_)
    return {text: names for text, names in found.items() if len(names) > 1}


def slug(text: str) -> str:
    """Return a text as an id: its letters and digits, with hyphens between them."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold().replace("'", "")).strip("-")


def former_names(indicators: Mapping[str, Indicator]) -> dict[str, str]:
    """Return the id that an indicator has now, by each id and name that it had, in lower case."""
    return {was.casefold(): id_ for id_, one in indicators.items() for was in one.was}


def named(known: Mapping[str, str], text: str) -> str | None:
    """Return the id that a cell names among those known; None where it is none.

    Letter case does not matter, nor how many blanks or line breaks stand between two words.
    """
    return known.get(text) or known.get(one_line(text).casefold())


def one_line(text: str) -> str:
    """Return a text in one line, as a catalogue has its names: Excel may break them."""
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def period(kind: Kind, year: Kind, text: str) -> Period:
    """Return the period of a cell, or raise a fault.

    A date is in the period of the indicator's kind that has its day; `year` is the kind of a year
    that names none.
    """
    if not text.strip():
        raise fields.fault("period-unknown", "there is no period", "write one, as 2018-19 Q4")
    named, said = headings.read(text)
    found = days.in_period(text) or (None if said else named)
    return own_period(found or fields.period_or_split_year(text.strip()), kind, year)


@lru_cache(maxsize=65536)
def bare(text: str, unit: str) -> tuple[Reading | None, SubmittedCell]:
    """Return a figure of an indicator in a unit; many of a table are alike.

    Raises what is wrong with it.
    """
    cell = figures.read(text, unit)
    if cell.value is None:
        return None, cell
    return Reading.model_validate({"value": cell.value, **cell.remarks}), cell


def is_remarkable(cell: SubmittedCell, percent: bool) -> bool:
    """Return whether a figure, in percent or not, was, or may be, read otherwise than written."""
    plain = not (cell.noise or cell.currency or cell.is_worded)
    return not plain or bool(share(cell) if percent else cell.percent)


def share(cell: SubmittedCell) -> Decimal | None:
    """Return a figure that may be a share of 1 and was meant as a percentage."""
    value = cell.value or ""
    if cell.percent or value[:1] not in ("0", "1", "."):
        return None
    try:
        number = numbers.parse(value)
    except ValueError:
        return None
    return number if 0 < number <= 1 else None
