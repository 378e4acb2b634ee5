"""The notes of a workbook: the method, this report, the shorthand, the sources."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ragcalc.catalogue.returns.cells import MEANINGS
from ragcalc.render.common.labels import ALL_OUTCOMES, counted
from ragcalc.render.media.sheet_table import EDITED, FIGURES_EDITED, SheetColumn
from ragcalc.render.report.sheets.figures import BRACKETED, SYMBOLS
from ragcalc.render.report.sheets.parts import WorkbookParts


class NumberedNote(NamedTuple):
    """One note."""

    number: int
    subject: str
    text: str


NOTE_COLUMNS: Sequence[SheetColumn[NumberedNote]] = (
    SheetColumn("Note", lambda one: f"note {one.number}", 10),
    SheetColumn("Subject", lambda one: one.subject, 30),
    SheetColumn("Text", lambda one: one.text, 100),
)
_METHOD = {
    "Status": (
        "Each figure is compared with its target for the period. Green: it meets the target, or "
        "misses it by no more than the green tolerance. Amber: it misses it by no more than the "
        "amber tolerance. Red: it misses it by more."
    ),
    "M": ("In measurement: the indicator could not be rated; the reason stands behind it."),
    "Direction": (
        "The change since the previous figure, in the sense that is good for the indicator; "
        "Maintained where it is within the tolerance."
    ),
    "Comparators": (
        "The comparator's figure, and the gap: ours minus theirs. Better and worse are in the "
        "sense that is good for the indicator."
    ),
    "Numbers": (
        "Cells hold numbers in full and show them rounded half up; statuses are decided on full "
        "figures. A text beyond 32,767 characters is cut, and says so."
    ),
    "Edits": (
        f"{EDITED} and {FIGURES_EDITED} stand behind what is no longer what was reported, which "
        "then has no colour. Counts and the chart do not follow an edit."
    ),
}


def notes(of: WorkbookParts) -> list[NumberedNote]:
    """Return what a reader must know of the workbook, numbered."""
    return [NumberedNote(number, *note) for number, note in enumerate(_notes(of), 1)]


def _notes(of: WorkbookParts) -> Iterator[tuple[str, str]]:
    yield from _METHOD.items()
    for tally in of.grid.everything.achieving:
        if tally.detail:
            yield "This report", f"{tally.text}."
    yield from (("This report", f"{remark}.") for remark in of.grid.remarks)
    for outcome in of.grid.outcomes:
        if outcome.note:
            yield outcome.name or ALL_OUTCOMES, outcome.note
    for mark, meaning in of.grid.marks:
        yield f"Shorthand {BRACKETED[mark]}", meaning
    for symbol in SYMBOLS:
        yield f"Shorthand [{symbol}]", MEANINGS[symbol]
    sources = Counter(one.row.source for one in of.indicators if one.row.source)
    for source, number_of in sources.items():
        yield "Source", f"{source} ({counted(number_of, 'indicator')})"
