"""The figures that are due as a sheet to be filled in: what both media are drawn from."""

from collections.abc import Iterator

from ragcalc.catalogue.derived.running_totals import IN_PERIOD
from ragcalc.catalogue.model.columns import COMMENTARY
from ragcalc.catalogue.model.fields import UNITS
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.render.common import dates
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.cells import Cell, actual, goal_cell
from ragcalc.render.common.labels import REASONS
from ragcalc.render.form.sheet import (
    COUNT,
    IDENTITY,
    Blank,
    FormColumn,
    FormEntry,
    FormSheet,
    Words,
)
from ragcalc.scoring.outstanding import OutstandingFigure, OutstandingFigures
from ragcalc.scoring.results import IndicatorResult
from ragcalc.vocabulary import Reason

INSTRUCTION = (
    "Fill in the shaded cells with figures, or with symbols from the sheet Symbols, and send the "
    "file back. Comments and actions are published as they are written. Nothing is read from what "
    "is for information."
)


def sheet(outstanding: OutstandingFigures) -> FormSheet:
    """Return a row for each figure; columns of counts where any indicator has them."""
    counts = any(one.has_counts for one in outstanding.figures)
    return FormSheet(
        f"{outstanding.organisation}: figures due for {dates.heading(outstanding.period)}",
        INSTRUCTION,
        tuple(_columns(counts)),
        tuple(tuple(_row(one, counts)) for one in outstanding.figures),
    )


def _columns(counts: bool) -> Iterator[FormColumn]:
    yield from IDENTITY
    yield FormColumn("previous period", 16, is_read=False)
    yield FormColumn("previous figure", 16, is_read=False)
    yield FormColumn("target", 16, is_read=False)
    yield FormColumn("period", 16)
    yield FormColumn("value", 16)
    if counts:
        yield FormColumn("numerator", 14)
        yield FormColumn("denominator", 14)
    yield from (FormColumn(name, 40) for name in COMMENTARY)


def _row(figure: OutstandingFigure, counts: bool) -> Iterator[FormEntry]:
    result, last = figure.result, figure.last
    yield from (result.id, result.name, result.owner or "", _unit(figure.indicator))
    yield from previous(last, figure.indicator.accumulates == IN_PERIOD)
    yield goal_cell(result)
    yield dates.heading(figure.period)
    yield blank(figure.indicator, last or result)
    if counts:
        own = COUNT if figure.has_counts else ""
        yield from (own, own)
    yield from (Words() for _ in COMMENTARY)


def _unit(indicator: Indicator) -> str:
    """Return what a figure counts, and over what where that is not plain."""
    unit = figures.unit_words(indicator.unit)
    if indicator.accumulates == IN_PERIOD:
        return f"{unit}, in the period alone"
    return f"{unit}, since the year began" if indicator.accumulates else unit


def previous(last: IndicatorResult | None, is_total: bool = False) -> Iterator[str | Cell]:
    """Yield the period of an entry, and its figure as a report prints it or why there is none.

    `is_total` says that the figure is a total of several as they are submitted.
    """
    if last is None:
        yield from ("", "")
        return
    yield dates.heading(last.inputs.due) if last.inputs.due else ""
    reading, figure = last.inputs.reading, actual(last)
    if isinstance(reading, Reason):
        yield REASONS[reading]
    else:
        yield Cell(f"{figure.text} since the year began") if is_total else figure


def blank(indicator: Indicator, like: IndicatorResult) -> Blank:
    """Return the cell for a figure, with the decimals of a like one."""
    unit = indicator.unit
    quantity = actual(like).quantity or goal_cell(like).quantity
    return Blank(
        unit,
        quantity.decimals if quantity else 0,
        whole=unit == UNITS["count"],
        most=100 if unit == UNITS["percent"] and not indicator.may_exceed_100 else None,
    )
