"""Which rows of a report are shown, and in which order; its counts stay as they are."""

from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple, assert_never

from ragcalc.scoring.results import IndicatorResult, OutcomeResult, Report
from ragcalc.scoring.status import relative_shortfall
from ragcalc.vocabulary import Direction, Status


class RowOrder(StrEnum):
    """In which order rows stand."""

    CATALOGUE = "catalogue"
    WORST = "worst"
    NAME = "name"


class Arrangement(NamedTuple):
    """The statuses and directions whose rows are shown, of none given every one, and their order.

    Those of one kind are alternatives; a row has to fit both kinds.
    """

    statuses: tuple[Status, ...] = ()
    directions: tuple[Direction, ...] = ()
    order: RowOrder = RowOrder.CATALOGUE

    def shows(self, result: IndicatorResult) -> bool:
        """Return whether the row of an indicator is shown."""
        verdict = result.verdict
        return (not self.statuses or verdict.status.status in self.statuses) and (
            not self.directions or verdict.direction.direction in self.directions
        )

    def place(self, result: IndicatorResult) -> tuple[Any, ...]:
        """Return what a result is sorted by; what is equal keeps the order that it has."""
        match self.order:
            case RowOrder.CATALOGUE:
                return ()
            case RowOrder.WORST:
                return worst_first(result)
            case RowOrder.NAME:
                return (result.name.casefold(),)
            case _:
                assert_never(self.order)


AS_SCORED = Arrangement()

_WORST = {
    Status.RED: 0,
    Status.AMBER: 1,
    Status.MISSING: 2,
    Status.UNRATED: 3,
    Status.GREEN: 4,
}


def worst_first(result: IndicatorResult) -> tuple[int, bool, bool, Fraction]:
    """Return what a result is sorted by: its status, then how far short of target it is.

    The distance is in parts of what a relative tolerance is measured on, so that units compare.
    Results without one stand last among those of their status, and what is not due among the
    missing.
    """
    status = result.verdict.status
    short = None if status.shortfall is None else relative_shortfall(result.inputs)
    return _WORST[status.status], status.is_not_due, short is None, -(short or Fraction(0))


def arranged(report: Report, arrangement: Arrangement) -> Report:
    """Return a report with only the rows that are shown, in their order.

    They are ordered within each tier of an outcome or a group. The list of all indicators is
    ordered as a whole, or group by group where the report is grouped.
    """
    if arrangement == AS_SCORED:
        return report
    kept = sorted(filter(arrangement.shows, report.indicators), key=arrangement.place)
    place = {one.id: number for number, one in enumerate(kept)}

    def own(rows: tuple[IndicatorResult, ...]) -> tuple[IndicatorResult, ...]:
        shown = (one for one in rows if one.id in place)
        return tuple(sorted(shown, key=lambda one: place[one.id]))

    shown = _with_rows(report, tuple(kept), own)
    return shown._replace(
        statuses_shown=arrangement.statuses, directions_shown=arrangement.directions
    )


def naming_ids(report: Report) -> Report:
    """Return a report with each indicator's id behind its name, for a reader who needs it."""

    def own(rows: tuple[IndicatorResult, ...]) -> tuple[IndicatorResult, ...]:
        return tuple(map(naming_id, rows))

    return _with_rows(report, own(report.indicators), own)


def naming_id(result: IndicatorResult) -> IndicatorResult:
    """Return a result with its id behind its name."""
    return result._replace(
        name=f"{result.name} ({result.id})", short=f"{result.short} ({result.id})"
    )


_Rows = Callable[[tuple[IndicatorResult, ...]], tuple[IndicatorResult, ...]]


def _with_rows(report: Report, kept: tuple[IndicatorResult, ...], own: _Rows) -> Report:
    outcomes = tuple(_block(one, own) for one in report.outcomes)
    if report.grouped is None:
        return report._replace(indicators=kept, outcomes=outcomes)
    grouped = report.grouped._replace(
        blocks=tuple(_block(one, own) for one in report.grouped.blocks)
    )
    return report._replace(indicators=grouped.indicators, outcomes=outcomes, grouped=grouped)


def _block(block: OutcomeResult, own: _Rows) -> OutcomeResult:
    tiers = (one._replace(indicators=own(one.indicators)) for one in block.tiers)
    return block._replace(tiers=tuple(tiers))
