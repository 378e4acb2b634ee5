"""The targets of a year as a sheet to be filled in: what both media are drawn from."""

from collections.abc import Iterator

from ragcalc.render.common import dates
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.cells import Cell, comparator_cell, goal_cell, target_text
from ragcalc.render.form.sheet import IDENTITY, BlankTarget, FormColumn, FormEntry, FormSheet
from ragcalc.render.form.view import blank, previous
from ragcalc.scoring.results import ComparatorColumn
from ragcalc.scoring.targets.next_year import NextTarget, NextTargets

INSTRUCTION = (
    "Fill in the shaded cells with targets, such as 90, 8 to 12, below 85 or none, and send the "
    "file back. Nothing is read from what is for information."
)


def sheet(targets: NextTargets) -> FormSheet:
    """Return a row for each indicator whose target is to be set."""
    return FormSheet(
        f"{targets.organisation}: targets for {targets.year}",
        INSTRUCTION,
        tuple(_columns(targets)),
        tuple(tuple(_row(one, targets.comparators)) for one in targets.to_set),
    )


def _columns(targets: NextTargets) -> Iterator[FormColumn]:
    yield from IDENTITY
    yield FormColumn("outturn period", 16, is_read=False)
    yield FormColumn("outturn", 16, is_read=False)
    yield FormColumn("this year's target", 16, is_read=False)
    for one in targets.comparators:
        yield FormColumn(one.name, 20, is_read=False)
    yield FormColumn("proposed target", 18, is_read=False)
    yield FormColumn("period", 16)
    yield FormColumn("target", 18)


def _row(target: NextTarget, comparators: tuple[ComparatorColumn, ...]) -> Iterator[FormEntry]:
    result, outturn = target.result, target.outturn
    yield from (result.id, result.name, result.owner or "", figures.unit_words(result.unit))
    yield from previous(outturn)
    yield goal_cell(result)
    compared = {one.benchmark.id: one for one in result.verdict.comparisons}
    for column in comparators:
        yield _dated(comparator_cell(result, compared.get(column.id)))
    yield "; ".join(target_text(result, one) for one in target.proposed)
    yield str(target.year)
    yield BlankTarget(blank(target.indicator, outturn or result))


def _dated(cell: Cell) -> Cell:
    """Return a figure with its period in words: 20.2% in 2017-18."""
    if not cell.period:
        return cell
    return Cell(f"{cell.text} in {dates.in_words(cell.period)}", marks=cell.marks)
