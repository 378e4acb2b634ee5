"""What the sheets of a workbook show, and what stands above their tables."""

from collections.abc import Iterator
from typing import NamedTuple

from ragcalc.render.common.labels import counted
from ragcalc.render.common.lists import listed
from ragcalc.render.media.sheet_table import EDITED, MOST_PRINTED, SheetText
from ragcalc.render.media.workbook import MOST_ROWS
from ragcalc.render.report.tallies import ActionRow, DeliveryBlock, Milestone
from ragcalc.render.report.view import IndicatorRow, ReportGrid

SUMMARY, EXCEPTIONS, INDICATORS = "Summary", "Exceptions", "Indicators"
HISTORY, ACTIONS, NOTES = "History", "Actions", "Notes"
_TITLES = {
    SUMMARY: "summary",
    EXCEPTIONS: "exceptions",
    INDICATORS: "indicators",
    HISTORY: "every reading",
    ACTIONS: "actions",
    NOTES: "notes",
}
MOST_ABOVE = 10
"""So many rows at most stand above the first row of the table of readings."""


class ReportedIndicator(NamedTuple):
    """One indicator, and where it stands in the report."""

    row: IndicatorRow
    block: str
    """The outcome, or other group, under whose heading it is shown."""
    outcome: str
    tier: str


class ReportedAction(NamedTuple):
    """One action, or what is to be done next of one, and its outcome."""

    action: ActionRow | Milestone
    outcome: str


class WorkbookParts(NamedTuple):
    """What the sheets hold."""

    grid: ReportGrid
    indicators: tuple[ReportedIndicator, ...]
    actions: tuple[ReportedAction, ...]
    readings: int
    front_only: bool
    """Whether the summary and the exceptions are all that is asked for."""

    @property
    def title(self) -> str:
        """Whose report it is, and of which period."""
        return f"{self.grid.organisation}, {self.grid.period}"

    @property
    def exceptions(self) -> tuple[ReportedIndicator, ...]:
        """The red ones and those that are worse than last time, the worst first."""
        by_id = {one.row.id: one for one in self.indicators}
        return tuple(by_id[row.id] for row in self.grid.front.exceptions)

    @property
    def sheets(self) -> list[str]:
        """The name of each sheet that has something to show."""
        content: dict[str, object] = {EXCEPTIONS: self.exceptions}
        if not self.front_only:
            content |= {INDICATORS: self.indicators, HISTORY: self.readings, ACTIONS: self.actions}
        return [SUMMARY, *(name for name, found in content.items() if found), NOTES]


def parts(laid_out: ReportGrid, *, front_only: bool = False) -> WorkbookParts:
    """Return what the sheets of a report's workbook show; the grid has every row in either case."""
    names = dict(laid_out.outcome_names)
    return WorkbookParts(
        laid_out,
        tuple(
            ReportedIndicator(
                row, outcome.name, names.get(row.outcome, "") if names else outcome.name, tier.name
            )
            for outcome in laid_out.outcomes
            for tier in outcome.tiers
            for row in tier.rows
        ),
        tuple(
            ReportedAction(one, outcome.name)
            for outcome in laid_out.outcomes
            if outcome.delivery
            for one in _steps(outcome.delivery)
        ),
        sum(len(row.history) for row in laid_out.rows),
        front_only,
    )


def _steps(delivery: DeliveryBlock) -> Iterator[ActionRow | Milestone]:
    yield from delivery.rows
    yield from delivery.milestones


# ── What stands above the tables ─────────────────────────────────────────────────────────────────

_ALL_THAT_FIT = 100
_UP_TO_OWNER = 11
"""Columns of the exceptions to that of the owner, where all of them are there."""
_FROZEN = "The headings stay in sight (View, Freeze Panes turns that off)."
_FILTERS = f"{_FROZEN[:-1]} and filter (Data, Filter)."
_EDITS = (
    f"An entry that is changed by hand shows {EDITED} behind it; its copy stands under Reported at "
    "the right. The other sheets do not follow: change the catalogue and make the report again."
)
_SHORTHAND = "Shorthand in square brackets is explained on the sheet Notes."
_EMPTY = "An empty cell means that nothing was written there."


def text(name: str, of: WorkbookParts) -> SheetText:
    """Return the title of a sheet and what a reader has to know of its table."""
    title = f"{of.title}: {_TITLES[name]}"
    if name in (SUMMARY, NOTES):
        above = (
            tuple(_above_summary(of)) if name == SUMMARY else (f"One table of notes. {_FROZEN}",)
        )
        return SheetText(name, title, (*_scope(of), *above), _ALL_THAT_FIT, filters=False)
    above = (*_scope(of), _about(name, of), f"{_FILTERS} {_EMPTY}", *_further(name))
    printed = _UP_TO_OWNER if name == EXCEPTIONS else MOST_PRINTED
    return SheetText(name, title, above, printed)


def _scope(of: WorkbookParts) -> tuple[str, ...]:
    """Return what the report is only of; each sheet says it, as it may be printed alone."""
    return (f"{of.grid.scope}.",) if of.grid.scope else ()


def _above_summary(of: WorkbookParts) -> Iterator[str]:
    front = of.grid.front
    yield f"{of.grid.completeness}."
    if front.rows[0].sentence:
        yield f"{front.rows[0].sentence}."
    if front.exceptions_heading:
        yield f"{front.exceptions_heading}."
    yield f"This workbook has the sheets {listed(of.sheets)}. Each has one table."
    yield f"{_FROZEN} Shares are of the rated indicators. {_EMPTY}"


def _about(name: str, of: WorkbookParts) -> str:
    """Return what a table is of."""
    if name == EXCEPTIONS:
        return f"One table of {of.grid.front.exceptions_heading}, the worst first."
    if name == INDICATORS:
        indicators = counted(len(of.indicators), "indicator")
        return f"One table of {indicators}. The first columns are printed, the others follow them."
    if name == ACTIONS:
        return "One table of the actions of each outcome, and of what is to be done next."
    shown = f"One table of {counted(of.readings, 'reading')}, indicator by indicator."
    if of.readings > MOST_ROWS - MOST_ABOVE:
        return f"{shown} There are more than a sheet can hold; the rest are left out."
    return shown


def _further(name: str) -> tuple[str, ...]:
    if name == ACTIONS:
        return (_EDITS,)
    return (_SHORTHAND,) if name == HISTORY else (_SHORTHAND, _EDITS)
