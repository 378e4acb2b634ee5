"""A sheet of one table: its title, what a reader has to know, headings and rows, marked edits."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Generic, NamedTuple, TypeVar

from ragcalc.render.common.cells import Tone
from ragcalc.render.media.workbook import Entry, Heading, SheetWriter, Title

MOST_PRINTED = 10
"""So many columns of a table are printed at most; the others stand behind them."""
_LINE = 155
"""Characters of a line above a table, which a page has room for."""
EDITED = "[edited]"
FIGURES_EDITED = "[figures edited]"
"""What is put behind an entry that is no longer what was reported, and behind what rests on it."""
_T = TypeVar("_T")


class SheetColumn(NamedTuple, Generic[_T]):
    """One column of a table of things."""

    heading: str
    entry: Callable[[_T], Entry]
    widest: int = 12
    """Characters from which texts break into lines."""
    right: bool = False
    """Whether it holds numbers."""
    copied: bool = False
    """Whether a copy of it stands behind all columns, by which an edit is seen."""
    tones: Mapping[str, Tone] = {}
    """The colours of the words that an entry may begin with."""


class SheetText(NamedTuple):
    """What stands above a table, and what it is called."""

    name: str
    title: str
    lines: tuple[str, ...]
    printed: int = MOST_PRINTED
    """So many of its columns are printed at most."""
    filters: bool = True


def write(
    sheet: SheetWriter,
    text: SheetText,
    columns: Sequence[SheetColumn[_T]],
    things: Iterable[_T],
    before: Callable[[_T], None] = lambda thing: None,
) -> None:
    """Write a sheet; `before` is called with each thing when its row is the next one."""
    copied = [at for at, one in enumerate(columns) if one.copied]
    sheet.columns([one.widest for one in (*columns, *(columns[at] for at in copied))])
    sheet.line(Title(text.title))
    for line in text.lines:
        for part in wrap(line, _LINE) or [""]:
            sheet.line(part)
    headings = [Heading(one.heading, one.right) for one in columns]
    copies = [Heading(f"Reported: {columns[at].heading}", columns[at].right) for at in copied]
    sheet.headings(*headings, *copies)
    entries = [one.entry for one in columns]
    for thing in things:
        before(thing)
        row = [entry(thing) for entry in entries]
        sheet.row(*row, *(row[at] for at in copied))
    _mark_edits(sheet, columns, copied)
    sheet.finish_table(text.name, text.lines[0], text.printed, filters=text.filters)


def _mark_edits(
    sheet: SheetWriter, columns: Sequence[SheetColumn[_T]], copied: Sequence[int]
) -> None:
    """Say of each copied entry that was edited, and of each colour that its figures were."""
    pairs = [(at, len(columns) + number) for number, at in enumerate(copied)]
    for pair in pairs:
        sheet.remark_changes(pair[0], [pair], EDITED)
    for at, one in enumerate(columns):
        if one.tones:
            if pairs:
                sheet.remark_changes(at, pairs, FIGURES_EDITED)
            sheet.colour(at, one.tones)
