"""A report as a table for a terminal, drawn with rich.

Where the columns do not fit, each indicator becomes a small stacked block.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from textwrap import wrap
from typing import Literal

from rich.cells import chop_cells
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell, Tone
from ragcalc.render.common.labels import (
    ACHIEVING,
    DELIVERING,
    GETTING_BETTER,
    LAST_TIME,
    STANDINGS,
    YEAR_END,
)
from ragcalc.render.common.lists import listed
from ragcalc.render.common.symbols import SymbolSet, symbol_set
from ragcalc.render.media.style import Style
from ragcalc.render.media.terminal import cells, draw, words
from ragcalc.render.report.columns import (
    AlignedCell,
    Column,
    ColumnGroup,
    ColumnMaker,
    Footnotes,
    padded,
)
from ragcalc.render.report.front import FrontRow, Share, lengths
from ragcalc.render.report.tallies import ActionRow, DeliveryBlock, Tally
from ragcalc.render.report.view import (
    IndicatorRow,
    OutcomeBlock,
    Report,
    ReportGrid,
    TierBlock,
    grid,
    transliterated,
)

NARROWEST_TABLE = 60
"""Columns of characters below which blocks are stacked."""
_COMFORTABLE_NAME = 32
"""Characters of a name for which a table does without columns."""
_NARROWEST_NAME = 20
_SQUEEZED_NAME = 12
"""Characters of a name below which a table that has done without all it can is stacked."""
_ROOMY_NAME = 48
"""Characters from which full names may take a second line."""
_LABEL = "Direction"
"""As wide as any label of a stacked block but the comparators'."""
_LABEL_GAP = 2
_PIECE_GAP = 3
"""Blanks between two counts or footnotes."""
_BAR = 20
"""Characters of a bar of shares."""
_WIDEST_QUESTION = 0.5
"""Counts follow their question on one line where it takes no more of the width."""


def render(report: Report, style: Style) -> str:
    """Return the report as lines of at most the style's width."""
    laid_out = grid(report)
    shown = laid_out if style.holds_everything else transliterated(laid_out, style)
    return draw(Group(*_parts(_ReportTable(shown, style))), style)


@dataclass
class _ReportTable:
    """One grid in one style, with the footnotes that its cells need."""

    grid: ReportGrid
    style: Style
    notes: Footnotes = field(default_factory=Footnotes)
    tables: int = 0
    """How many tables there are."""
    left_out: dict[ColumnGroup, int] = field(default_factory=dict)
    """In how many of them each group of columns found no room."""
    shared: "tuple[_Attempt, ...]" = ()
    """The widest set of columns for which every table has room; none where there is no such set."""

    @property
    def letters(self) -> SymbolSet:
        return symbol_set(self.style)

    def words(self, text: str, tone: Tone = Tone.PLAIN) -> Text:
        """Return text in the colour of its tone."""
        return words(text, self.style, tone)

    def bold(self, text: str) -> Text:
        """Return words that head something."""
        return Text(self.style.to_encoding(text), style="bold")

    def quiet(self, text: str) -> Text:
        """Return words that explain."""
        return self.words(text, Tone.QUIET)


_Attempt = tuple[list[ColumnGroup], int]
"""The groups of columns that a table does without, and how narrow its names may be."""
_Below = Callable[[_ReportTable, IndicatorRow], Iterator[RenderableType]]
"""Draws what stands under the name of a row."""


def _parts(sheet: _ReportTable) -> Iterator[RenderableType]:
    laid_out = sheet.grid
    yield sheet.bold(f"{laid_out.organisation} {sheet.letters.dot} {laid_out.period}")
    if laid_out.scope:
        yield sheet.bold(laid_out.scope)
    yield sheet.words(laid_out.completeness)
    yield from _front(sheet)
    sheet.shared = _shared(sheet)
    for outcome in laid_out.outcomes:
        yield from _outcome(sheet, outcome)
        for tier in outcome.tiers:
            yield Text()
            yield from _tier(sheet, tier)
        if outcome.delivery:
            yield from _actions(sheet, outcome.delivery)
    yield Text()
    yield from _legend(sheet)


# ── The front ────────────────────────────────────────────────────────────────────────────────────


def _front(sheet: _ReportTable) -> Iterator[RenderableType]:
    """Yield the counts and shares of each outcome, and the exceptions."""
    front = sheet.grid.front
    yield Text()
    yield from _answers(sheet, _questions(sheet))
    if len(front.rows) > 1:
        yield Text()
        yield from _by_outcome(sheet)
    if front.exceptions:
        yield Text()
        yield from _exceptions(sheet)
    elif front.exceptions_heading:
        yield Text()
        yield sheet.words(front.exceptions_heading)


def _by_outcome(sheet: _ReportTable) -> Iterator[RenderableType]:
    """Yield a line for each outcome: its counts, its share of green now and before, its bar."""
    front = sheet.grid.front
    every, *others = front.rows
    rows = [row for row in others if row.tallies]
    made = [_counts(sheet, one, rows) for one in every.tallies]
    made.append(_column("Share green", [row.green for row in rows]))
    if front.previous_period:
        made.append(_column(front.previous_period, [row.previous_green for row in rows]))
    bars = [_bar(sheet, row.shares) for row in rows]
    bar = _column("", [one.plain for one in bars])
    names = [(row.name, row.name) for row in rows]
    for columns in ([*made, bar], made):
        layout = _layout(sheet, columns, names)
        if layout:
            drawn = [(column, column.lines) for column in made]
            yield _line(layout, [Text(), *(sheet.bold(one.title) for one in columns)], "bottom")
            for number, row in enumerate(rows):
                tones = [
                    sheet.words(lines[number], one.entries[number].tone) for one, lines in drawn
                ]
                last = [bars[number]] if bar in columns else []
                yield _line(layout, [sheet.words(row.name), *tones, *last])
            return
    for row in rows:
        counts = [_tally(sheet, one) for one in row.tallies]
        yield sheet.words(row.name)
        pieces = filter(None, (*counts, _bar(sheet, row.shares)))
        yield from _packed(pieces, sheet.style.width, Text("  "))
        yield Padding(sheet.words(row.sentence), (0, 0, 0, 2))


def _counts(sheet: _ReportTable, tally: Tally, rows: Iterable[FrontRow]) -> Column:
    """Return the column of a status; `tally` is that of all outcomes."""
    found = [
        next((one for one in row.tallies if one.sign == tally.sign), tally._replace(number=0))
        for row in rows
    ]
    entries = [
        AlignedCell(f"{one.number:,}", "", one.tone if one.number else Tone.QUIET) for one in found
    ]
    return Column(f"{sheet.letters[tally.sign]} {tally.word}", tuple(entries))


def _column(heading: str, texts: Iterable[str]) -> Column:
    entries = (AlignedCell(text, "", Tone.PLAIN) for text in texts)
    return Column(heading, tuple(entries), right=False)


def _exceptions(sheet: _ReportTable) -> Iterator[RenderableType]:
    """Yield the exceptions as a table where that fits, else one below the other."""
    front = sheet.grid.front
    heading = front.exceptions_heading
    for owner in (True, False) if any(row.owner for row in front.exceptions) else (False,):
        notes = Footnotes(sheet.notes)
        made = ColumnMaker(sheet.grid, sheet.letters, notes).of_exceptions(owner=owner)
        layout = _layout(sheet, made, [(row.name, row.short) for row in front.exceptions])
        if layout:
            sheet.notes = notes
            below = _said if owner else _said_and_owner
            yield from _table(sheet, layout, TierBlock(heading, front.exceptions), below)
            return
    yield sheet.bold(heading)
    for row in front.exceptions:
        yield from _stacked_exception(sheet, row)
        yield from _said_and_owner(sheet, row)


def _stacked_exception(sheet: _ReportTable, row: IndicatorRow) -> Iterator[RenderableType]:
    """Yield an exception as two or three short lines."""
    yield sheet.words(row.short)
    status = _signed(sheet, row.status, row.status.word)
    target = f", target {row.target.text}" if row.target.text else ""
    direction = _signed(sheet, row.travel, row.travel.word)
    last_time = _last_time(sheet, row) if row.last_time.text else ""
    figures = f"{row.actual.text or sheet.letters.none}{target}"
    parts = (status, last_time, figures, direction)
    yield Padding(sheet.words("; ".join(filter(None, parts))), (0, 0, 0, 2))


def _said_and_owner(sheet: _ReportTable, row: IndicatorRow) -> Iterator[RenderableType]:
    """Yield what is said of an exception, and who owns it."""
    yield from _said(sheet, row)
    if row.owner:
        yield Padding(sheet.words(f"Owner: {row.owner}"), (0, 0, 0, 2))


def _said(sheet: _ReportTable, row: IndicatorRow) -> Iterator[RenderableType]:
    """Yield what the service says of a row, and what it does about it."""
    for label, said in (("Comment", row.comment), ("Action", row.action)):
        if said:
            yield Padding(sheet.words(f"{label}: {said}"), (0, 0, 0, 2))


def _bar(sheet: _ReportTable, shares: tuple[Share, ...], width: int = _BAR) -> Text:
    """Return a bar whose parts are as long as the shares; each begins with its letter."""
    bar, fills = Text(), sheet.letters.fills or "".join(one.letter for one in shares)
    if not shares:
        return bar
    parts = lengths([one.number for one in shares], width)
    for one, fill, length in zip(shares, fills, parts, strict=True):
        bar.append_text(sheet.words(one.letter + fill * (length - 1) if length else "", one.tone))
    return bar


def _tier(sheet: _ReportTable, tier: TierBlock) -> Iterator[RenderableType]:
    """Yield a table with the columns that fit the style's width, else the stacked blocks."""
    sheet.tables += 1
    for attempt in (*sheet.shared, *_attempts(sheet)):
        found = _fitting(sheet, tier, attempt)
        if found:
            layout, sheet.notes = found
            without, _ = attempt
            for one in without:
                sheet.left_out[one] = sheet.left_out.get(one, 0) + 1
            has_last_time = ColumnGroup.LAST_TIME not in without
            below = _reason if has_last_time else _reason_and_last_time
            yield from _table(sheet, layout, tier, below)
            return
    yield from _stack(sheet, tier)


def _shared(sheet: _ReportTable) -> tuple[_Attempt, ...]:
    """Return the first attempt for which every table has room, so that all have one look."""
    tiers = [tier for outcome in sheet.grid.outcomes for tier in outcome.tiers]
    for attempt in _attempts(sheet):
        if all(_fitting(sheet, tier, attempt) for tier in tiers):
            return (attempt,)
    return ()


def _fitting(
    sheet: _ReportTable, tier: TierBlock, attempt: _Attempt
) -> "tuple[_TableLayout, Footnotes] | None":
    """Return how a table is laid out, and its footnotes; None where it does not fit."""
    without, narrowest = attempt
    names = [(row.name, row.short) for row in tier.rows]
    notes = Footnotes(sheet.notes)
    made = ColumnMaker(sheet.grid, sheet.letters, notes).of_rows(tier.rows, without)
    whole_names = ColumnGroup.LAST_TIME not in without
    layout = _layout(sheet, made, names, narrowest, whole_names=whole_names)
    return (layout, notes) if layout else None


def _attempts(sheet: _ReportTable) -> Iterator[_Attempt]:
    """Yield which groups of columns a table may do without, and how narrow its names may be.

    What the status was last time can always be said under the name, so that goes first each time.
    """
    last_time, *others = ColumnMaker(sheet.grid, sheet.letters, sheet.notes).optional
    for number in range(len(others) + 1):
        if sheet.grid.front.previous_period:
            yield others[:number], _COMFORTABLE_NAME
        yield [last_time, *others[:number]], _COMFORTABLE_NAME
    yield [last_time, *others], _NARROWEST_NAME
    yield [last_time, *others], _SQUEEZED_NAME


def _layout(
    sheet: _ReportTable,
    made: list[Column],
    names: Sequence[tuple[str, str]],
    narrowest: int = _NARROWEST_NAME,
    *,
    whole_names: bool = False,
) -> "_TableLayout | None":
    """Return how wide the parts of a table are; None where it does not fit the style's width.

    `names` are those of its rows, in full and short; `whole_names` asks that no short one is broken
    into lines.
    """
    full = max((cells(name) for name, _ in names), default=0)
    short = max((cells(name) for _, name in names), default=0)
    if sheet.style.wide:
        return _TableLayout(made, full, 2, in_full=True, wide=True)
    gap = 2 if sheet.style.width - _taken(made, 2) >= short else 1
    left = sheet.style.width - _taken(made, gap)
    if sheet.style.width < NARROWEST_TABLE or left < (
        short if whole_names else min(short, narrowest)
    ):
        return None
    in_full = full <= left or (left >= _ROOMY_NAME and full <= 2 * left)
    widest = min(left, max(_NARROWEST_NAME, full if in_full else short))
    return _TableLayout(made, widest, gap, in_full)


def _taken(made: list[Column], gap: int) -> int:
    """Return the characters that all columns but the names take."""
    return sum(column.width + gap for column in made)


def _outcome(sheet: _ReportTable, outcome: OutcomeBlock) -> Iterator[RenderableType]:
    """Yield what stands above the tiers of an outcome, if anything does, below an empty line."""
    heads = [*_heads(sheet, outcome)]
    yield from (Text(), *heads) if heads else ()


def _heads(sheet: _ReportTable, outcome: OutcomeBlock) -> Iterator[RenderableType]:
    """Yield the name of an outcome and what is said of it; the front has a single one's counts."""
    if outcome.name:
        yield sheet.bold(outcome.name)
    if outcome.status:
        status = _signed(sheet, outcome.status, outcome.status.word)
        colour = sheet.words(status, outcome.status.tone)
        yield Padding(colour + sheet.quiet(f", {outcome.why}"), (0, 0, 0, 2))
    if sheet.grid.total:
        yield from _answers(sheet, _getting_better(sheet, outcome))
    if outcome.note:
        yield Padding(sheet.quiet(f"Note: {outcome.note}"), (0, 0, 0, 2))


_Answer = tuple[str, list[Text]]
"""A question and its counts."""


def _answers(sheet: _ReportTable, answers: Iterable[_Answer]) -> Iterator[RenderableType]:
    """Yield questions with their counts below one another."""
    found = list(answers)
    longest = max((len(question) for question, _ in found), default=0)
    for question, counts in found:
        if question:
            yield from _question(sheet, padded(question, longest), counts)
        else:
            yield from _unasked(sheet, longest, counts)


def _unasked(sheet: _ReportTable, question: int, answers: list[Text]) -> Iterator[RenderableType]:
    """Yield what else is answered, below the counts of a question of that length."""
    below = 2 + question + _PIECE_GAP
    fits = all(below + one.cell_len <= sheet.style.width for one in answers)
    yield from (Padding(one, (0, 0, 0, below if fits else 4)) for one in answers if one)


def _questions(sheet: _ReportTable) -> Iterator[_Answer]:
    """Yield each question that has an answer, with its counts over all outcomes."""
    everything, every = sheet.grid.everything, sheet.grid.front.rows[0]
    if everything.achieving:
        yield ACHIEVING, [_tally(sheet, tally) for tally in everything.achieving]
        yield "", [_bar(sheet, every.shares), sheet.words(every.sentence)]
    yield from _getting_better(sheet, everything)


def _getting_better(sheet: _ReportTable, outcome: OutcomeBlock) -> Iterator[_Answer]:
    """Yield the second and the third question, where an outcome has an answer."""
    if outcome.getting_better:
        yield GETTING_BETTER, [_tally(sheet, tally) for tally in outcome.getting_better]
    if outcome.delivery and outcome.delivery.tallies:
        counts = [_tally(sheet, tally) for tally in outcome.delivery.tallies]
        yield DELIVERING, [*counts, Text(outcome.delivery.share)]


def _question(sheet: _ReportTable, question: str, counts: list[Text]) -> Iterator[RenderableType]:
    """Yield a question with its counts, in lines that fit."""
    prefix = Text(f"  {question}   ")
    if prefix.cell_len > _WIDEST_QUESTION * sheet.style.width:
        yield Text(f"  {question.rstrip()}")
        prefix = Text("    ")
    yield from _packed(counts, sheet.style.width, prefix)


def _broken(count: Text, room: int) -> Iterator[Text]:
    """Yield a count in lines that fit, the others below the first: M may name many reasons."""
    if count.cell_len <= room:
        yield count
    else:
        lines = wrap(count.plain, room, subsequent_indent="  ")
        yield from (Text(line, count.style) for line in lines)


def _packed(pieces: Iterable[Text], width: int, prefix: Text) -> Iterator[Text]:
    """Yield pieces side by side, in as many lines as they need; the first begins with `prefix`.

    A piece that is wider than a line goes on in the next ones, and nothing stands behind it.
    """
    line, room = prefix, 0
    for piece in pieces:
        parts = [*_broken(piece, width - prefix.cell_len)]
        for part in parts:
            if line is not prefix and part.cell_len + _PIECE_GAP > room:
                yield line
                line = Text(" " * prefix.cell_len) + part
            else:
                line = line + (part if line is prefix else Text(" " * _PIECE_GAP) + part)
            room = width - line.cell_len if len(parts) == 1 else 0
    yield line


def _tally(sheet: _ReportTable, tally: Tally) -> Text:
    tone = tally.tone if tally.number else Tone.QUIET
    return sheet.words(f"{sheet.letters[tally.sign]} {tally.text}", tone)


def _reason(sheet: _ReportTable, row: IndicatorRow) -> Iterator[RenderableType]:
    """Yield why a row has no colour, to stand under its name."""
    if row.reason:
        yield _indented(sheet, f"{row.status.text}: {row.reason}")


def _indented(sheet: _ReportTable, text: str) -> RenderableType:
    """Return quiet words below a name; where they fit one line, without a rich layout."""
    if cells(text) + 2 <= sheet.style.width and "\n" not in text:
        return Text("  ") + sheet.quiet(text)
    return Padding(sheet.quiet(text), (0, 0, 0, 2))


def _reason_and_last_time(sheet: _ReportTable, row: IndicatorRow) -> Iterator[RenderableType]:
    """Yield why a row has no colour, and what its status was last time if that is another one."""
    reason = f"{row.status.text}: {row.reason}" if row.reason else ""
    moved = _last_time(sheet, row) if row.last_time.sign else ""
    if reason or moved:
        yield _indented(sheet, "; ".join(filter(None, (reason, moved))))


def _last_time(sheet: _ReportTable, row: IndicatorRow) -> str:
    """Return what a row's status was last time, and when if that is not plain."""
    when = _in_brackets(row.last_time)
    is_plain = when == f" ({sheet.grid.front.previous_period})"
    return f"{row.last_time.text}{'' if is_plain else when}"


# ── Side by side ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _TableLayout:
    """How wide the parts of a table are."""

    columns: list[Column]
    names: int
    """Characters for the names."""
    gap: int
    """Blanks between two columns."""
    in_full: bool
    """Whether names stand in full."""
    wide: bool = False
    """Whether lines may be longer than the style's width."""

    @property
    def widths(self) -> list[int]:
        return [self.names, *(column.width for column in self.columns)]


def _table(
    sheet: _ReportTable,
    layout: _TableLayout,
    tier: TierBlock,
    below: _Below,
) -> Iterator[RenderableType]:
    """Yield the heading, a rule and the rows of a tier; `below` says what stands under a name."""
    if layout.wide:
        layout = replace(layout, names=max(layout.names, cells(tier.name)))
    titles = [sheet.bold(one.title) for one in layout.columns]
    yield _line(layout, [sheet.bold(tier.name), *titles], "bottom")
    rule = sheet.quiet(sheet.letters.rule * (layout.names + _taken(layout.columns, layout.gap)))
    rule.no_wrap, rule.overflow = True, "ignore"
    yield rule
    drawn = [(column, column.lines) for column in layout.columns]
    for number, row in enumerate(tier.rows):
        name = sheet.words(row.name if layout.in_full else row.short)
        tones = [sheet.words(lines[number], one.entries[number].tone) for one, lines in drawn]
        yield _line(layout, [name, *tones])
        yield from below(sheet, row)


def _line(
    layout: _TableLayout, cells: list[Text], vertical: Literal["top", "bottom"] = "top"
) -> RenderableType:
    """Return cells of fixed widths side by side; only the first one wraps.

    The lines are put together here: laying out a table takes rich far longer.
    """
    name, *others = cells
    columns = [_in_lines(name, layout.names), *(list(cell.split("\n")) for cell in others)]
    height = max(map(len, columns))
    lines = []
    for number in range(height):
        line = Text(no_wrap=True, overflow="ignore")
        for at, (parts, width) in enumerate(zip(columns, layout.widths, strict=True)):
            own = number - (height - len(parts) if vertical == "bottom" else 0)
            part = parts[own] if 0 <= own < len(parts) else _EMPTY
            line.append(" " * layout.gap if at else "").append_text(part)
            line.append(" " * (width - part.cell_len))
        lines.append(line)
    return lines[0] if height == 1 else Group(*lines)


_EMPTY = Text()


def _in_lines(cell: Text, width: int) -> list[Text]:
    """Return a cell of one style in lines that fit."""
    if cell.cell_len <= width and "\n" not in cell.plain:
        return [cell]
    return [Text(line, cell.style) for line in _wrapped(cell.plain, width)]


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield a text in lines that fit, broken at blanks; a word that is too long is cut."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if cells(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *whole, line = chop_cells(word, width)
        yield from whole
    yield line


# ── Stacked ──────────────────────────────────────────────────────────────────────────────────────


def _stack(sheet: _ReportTable, tier: TierBlock) -> Iterator[RenderableType]:
    """Yield a block for each row of a tier: a line for each figure, with its label."""
    headings = [one.short for one in (*sheet.grid.comparators, *sheet.grid.evidence)]
    widest = max(map(cells, (_LABEL, *headings)))
    label = min(widest, max(cells(_LABEL), sheet.style.width // 3))
    yield sheet.bold(tier.name)
    for row in tier.rows:
        yield Text()
        yield sheet.words(row.short)
        yield from _reason(sheet, row)
        for heading, text in _figures(sheet, row):
            yield Padding(_labelled(sheet, heading, label, text), (0, 0, 0, 2))


def _labelled(sheet: _ReportTable, heading: str, width: int, text: Text) -> Table:
    table = Table.grid(padding=(0, _LABEL_GAP, 0, 0), pad_edge=False)
    table.add_column(width=width, overflow="fold")
    table.add_column(overflow="fold")
    table.add_row(sheet.quiet(heading), text)
    return table


def _figures(sheet: _ReportTable, row: IndicatorRow) -> Iterator[tuple[str, Text]]:
    """Yield the labels and the words of a row's figures."""
    yield "Actual", sheet.words(_figure(sheet, row.actual, sheet.grid.period))
    yield "Target", sheet.words(_figure(sheet, row.target, ""))
    yield "Status", sheet.words(_signed(sheet, row.status, row.status.word), row.status.tone)
    if row.last_time.text:
        yield LAST_TIME, sheet.words(_last_time(sheet, row), row.last_time.tone)
    yield "Previous", sheet.words(_figure(sheet, row.previous, ""))
    yield "Direction", sheet.words(_signed(sheet, row.travel, row.travel.word), row.travel.tone)
    if row.forecast.sign:
        text = f"{row.forecast.text or sheet.letters.none} "
        text += f"{_signed(sheet, row.forecast, row.forecast.word)}{_in_brackets(row.forecast)}"
        yield YEAR_END, sheet.words(text, row.forecast.tone)
    compared = zip(sheet.grid.comparators, row.comparators, row.gaps, strict=True)
    for heading, figure, gap in compared:
        if figure.text:
            words = f", {_signed(sheet, gap, gap.word)} {gap.text}" if gap.sign else ""
            text = f"{_figure(sheet, figure, '')}{words}"
            yield heading.short, sheet.words(text, gap.tone)
    for heading, cell in zip(sheet.grid.evidence, row.evidence, strict=True):
        if cell.text:
            yield heading.short, sheet.words(cell.text, cell.tone)


def _figure(sheet: _ReportTable, cell: Cell, plain: str) -> str:
    marks = "".join(sheet.letters[mark] for mark in cell.marks)
    when = _in_brackets(cell)
    period = "" if when == f" ({plain})" else when
    return f"{cell.text or sheet.letters.none}{' ' if marks else ''}{marks}{period}"


def _signed(sheet: _ReportTable, cell: Cell, word: str) -> str:
    marks = "".join(f" {sheet.letters[mark]}" for mark in cell.marks)
    return f"{sheet.letters[cell.sign]} {word}{marks}" if cell.sign else word


def _in_brackets(cell: Cell) -> str:
    return f" ({dates.heading(cell.period)})" if cell.period else ""


# ── Actions ──────────────────────────────────────────────────────────────────────────────────────


def _actions(sheet: _ReportTable, delivery: DeliveryBlock) -> Iterator[RenderableType]:
    """Yield the actions of an outcome with their statuses, and what is to be done next."""
    if delivery.rows:
        yield Text()
        yield sheet.bold("Actions")
        table = Table.grid(padding=(0, _LABEL_GAP, 0, 0), pad_edge=False)
        for _ in range(3):
            table.add_column(overflow="fold")
        for row in delivery.rows:
            table.add_row(sheet.words(row.name), *_delivered(sheet, row))
        yield Padding(table, (0, 0, 0, 2))
    if delivery.milestones:
        yield Text()
        yield sheet.bold("Next steps")
        for one in delivery.milestones:
            yield Padding(
                sheet.words(f"{dates.heading(one.period)}  {one.action}: {one.name}"), (0, 0, 0, 2)
            )


def _delivered(sheet: _ReportTable, row: ActionRow) -> tuple[Text, Text]:
    status = f"{_signed(sheet, row.status, row.status.word)}{_in_brackets(row.status)}"
    due = sheet.words(f"due {row.due.text}" if row.due.text else "", row.due.tone)
    return sheet.words(status, row.status.tone), due


# ── What the signs mean ──────────────────────────────────────────────────────────────────────────


def _legend(sheet: _ReportTable) -> Iterator[RenderableType]:
    """Yield what marks, footnotes and signs mean, and what else a reader must know."""
    letters = sheet.letters
    for mark, meaning in sheet.grid.marks:
        yield sheet.quiet(f"{letters[mark]} {meaning}")
    notes = [
        sheet.quiet(f"{letters.footnote(number)} {dates.heading(period)}")
        for number, period in sheet.notes
    ]
    if notes:
        yield from _packed(notes, sheet.style.width, Text())
    yield from map(sheet.quiet, _left_out(sheet))
    yield from map(sheet.quiet, _standings(sheet))
    yield from map(sheet.quiet, sheet.grid.remarks)
    yield sheet.quiet("ragcalc explain ID shows how a status was worked out")


def _left_out(sheet: _ReportTable) -> Iterator[str]:
    """Yield which columns had no room, and in how many of the tables where it is not all."""
    hidden = set[ColumnGroup]() if sheet.grid.front.previous_period else {ColumnGroup.LAST_TIME}
    found = {one: number for one, number in sheet.left_out.items() if one not in hidden}
    said = [
        str(one) if number == sheet.tables else f"{one} (in {number:,} of {sheet.tables:,} tables)"
        for one, number in found.items()
    ]
    if said:
        yield f"Left out at {sheet.style.width} columns: {listed(said)}; --wide shows them"


def _standings(sheet: _ReportTable) -> Iterator[str]:
    if sheet.tables and sheet.left_out.get(ColumnGroup.COMPARATORS) == sheet.tables:
        return  # as no table has any
    used = {cell.sign for row in sheet.grid.rows for cell in row.gaps}
    signs = [f"{sheet.letters[one]} {word}" for one, word in STANDINGS.items() if one in used]
    if signs:
        periods = ", ".join(sheet.grid.compared)
        meaning = f"Comparators: their figure and the gap (ours minus theirs): {'  '.join(signs)}"
        yield meaning + (f"  (figures for {periods})" if periods else "")
