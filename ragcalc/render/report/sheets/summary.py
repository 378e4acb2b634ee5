"""The counts and shares of each outcome, the shares before beside them, and their chart."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from ragcalc.render.common.lists import listed
from ragcalc.render.media.sheet_table import SheetColumn, SheetText, write
from ragcalc.render.media.workbook import BarPart, Book, Entry, Number, SheetWriter, Shorthand
from ragcalc.render.report.front import FrontRow, Share
from ragcalc.render.report.sheets.figures import COLOURS, NOT_APPLICABLE, worded
from ragcalc.render.report.tallies import Tally
from ragcalc.render.report.view import OutcomeBlock, ReportGrid
from ragcalc.vocabulary import Status

_EVERYTHING = "All indicators"
"""What the one row is called where no outcome has a name."""
_DRAWN = (Status.GREEN, Status.AMBER, Status.RED, Status.MISSING)
_MOST_BARS = 30
"""So many rows have bars; a chart of more would be longer than a page."""


class _SummaryRow(NamedTuple):
    """One outcome, or all of them."""

    front: FrontRow
    block: OutcomeBlock


def write_summary(book: Book, sheet: SheetWriter, text: SheetText, laid_out: ReportGrid) -> None:
    """Write the counts of all outcomes and of each, and draw those of their statuses."""
    blocks = laid_out.outcomes
    if len(blocks) != 1:
        blocks = (laid_out.everything, *(one for one in blocks if one.achieving))
    rows = [_SummaryRow(*both) for both in zip(laid_out.front.rows, blocks, strict=True)]
    columns = [*_columns(laid_out)]
    write(sheet, text, columns, rows)
    drawn = [one for one in rows[0].front.tallies if one.number and one.sign in _DRAWN]
    if drawn and len(rows) <= _MOST_BARS:
        at = {one.heading: column for column, one in enumerate(columns)}
        book.bars(
            sheet,
            [BarPart(at[one.word], one.tone) for one in drawn],
            _in_words([one.front for one in rows], drawn),
        )


def _columns(laid_out: ReportGrid) -> Iterator[SheetColumn[_SummaryRow]]:
    """Yield the columns, those first that are printed."""
    everything, before = laid_out.everything, laid_out.front.previous_period
    yield SheetColumn(laid_out.laid_out_by, lambda one: one.front.name or _EVERYTHING, 32)
    if any(one.status for one in laid_out.outcomes):
        yield SheetColumn("Status", lambda one: _own_status(one.block), tones=COLOURS)
    for tally in everything.achieving:
        yield _count(tally, lambda one: one.front.tallies)
    green, *others = ("Green", "Amber", "Red") if everything.achieving else ("",)
    for word in (green, *others) if green else ():
        yield _share(f"{word} share", word, lambda one: one.front.shares)
    if before and green:
        yield _share(f"{green} share in {before}", green, lambda one: one.front.previous_shares)
    for tally in everything.getting_better:
        yield _count(tally, lambda one: one.block.getting_better)
    for word in others if before else ():
        yield _share(f"{word} share in {before}", word, lambda one: one.front.previous_shares)
    if delivery := everything.delivery:
        for tally in delivery.tallies:
            yield _count(
                tally, lambda one: one.block.delivery.tallies if one.block.delivery else ()
            )
        yield SheetColumn("Actions", _delivered, 20)
    if any(one.why for one in laid_out.outcomes):
        yield SheetColumn("Why", lambda one: one.block.why, 40)


def _own_status(block: OutcomeBlock) -> str:
    return worded(block.status) if block.status else NOT_APPLICABLE


def _delivered(one: _SummaryRow) -> str:
    return one.block.delivery.share if one.block.delivery else ""


def _count(
    tally: Tally, tallies: Callable[[_SummaryRow], tuple[Tally, ...]]
) -> SheetColumn[_SummaryRow]:
    def entry(one: _SummaryRow) -> Entry:
        found = {other.sign: other.number for other in tallies(one)}
        return Number(Fraction(found.get(tally.sign, 0)), "#,##0")

    return SheetColumn(tally.word, entry, right=True)


def _share(
    heading: str, word: str, shares: Callable[[_SummaryRow], tuple[Share, ...]]
) -> SheetColumn[_SummaryRow]:
    def entry(one: _SummaryRow) -> Entry:
        found = {share.word: share for share in shares(one)}
        of = sum(share.number for share in found.values())
        return _percent(found[word], of) if found else Shorthand(NOT_APPLICABLE)

    return SheetColumn(heading, entry, right=True)


def _percent(share: Share, of: int) -> Number:
    """Return a share in full, shown as every output shows it: 65%, <1%."""
    shown = '#,##0"%"' if share.text[:1].isdigit() else f'"{share.text}"'
    return Number(Fraction(100 * share.number, of), shown)


def _in_words(rows: Sequence[FrontRow], drawn: Sequence[Tally]) -> str:
    """Return what a chart of bars shows."""
    said = "; ".join(f"{one.name or _EVERYTHING}: {_counts(one.tallies)}" for one in rows)
    words = listed([one.word for one in drawn])
    return f"Stacked bars: the shares of indicators that are {words}. {said}."


def _counts(tallies: Sequence[Tally]) -> str:
    return ", ".join(f"{one.number:,} {one.word}" for one in tallies if one.number) or "none"
