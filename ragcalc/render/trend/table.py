"""The history of one indicator for a terminal: a row for each period, with a chart beside it.

In the chart time runs down and the scale runs across; the sign of a status marks its value. Where
they do not fit, the chart gives way first, then columns; a narrow terminal has a block a period.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ragcalc.render.common import dates
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.cells import Cell, Tone
from ragcalc.render.common.history import (
    METHOD_CHANGED,
    HistoryPoint,
    describe_chart,
    history_points,
)
from ragcalc.render.common.labels import POLARITIES
from ragcalc.render.common.lists import listed
from ragcalc.render.common.remarks import explained
from ragcalc.render.common.symbols import SymbolSet, symbol_set
from ragcalc.render.media.style import Style
from ragcalc.render.media.terminal import cells, draw, words
from ragcalc.render.report.columns import AlignedCell, Column, figure, padded, signed
from ragcalc.render.report.table import NARROWEST_TABLE
from ragcalc.render.report.view import transliterated
from ragcalc.scoring.results import IndicatorResult, Report

_GAP = "  "
_NARROWEST_CHART, _WIDEST_CHART = 10, 60
"""Columns of characters; where less is left, there is no chart."""
_OPTIONAL = ("Direction", "Target")
"""The columns that a table does without where it is too wide without its chart, in this order."""


def render(report: Report, style: Style) -> str:
    """Return the history of the report's one indicator as lines of at most the style's width."""
    (result,) = report.indicators
    found = history_points(result)
    points = found if style.holds_everything else transliterated(found, style)
    return draw(Group(*_parts(result, _TrendTable(points, style))), style)


@dataclass(frozen=True)
class _Scale:
    """From values to columns of characters."""

    low: Fraction
    high: Fraction
    width: int

    def at(self, value: Fraction) -> int:
        """Return the column of a value; what lies beyond an end stands at it."""
        if self.low == self.high:
            return self.width // 2
        inside = min(max(value, self.low), self.high)
        return round((inside - self.low) / (self.high - self.low) * (self.width - 1))


@dataclass(frozen=True)
class _TrendTable:
    """A history in one style."""

    history_points: tuple[HistoryPoint, ...]
    style: Style

    @property
    def letters(self) -> SymbolSet:
        return symbol_set(self.style)

    def words(self, text: str, tone: Tone = Tone.PLAIN) -> Text:
        return words(text, self.style, tone)

    def quiet(self, text: str) -> Text:
        return self.words(text, Tone.QUIET)

    @property
    def columns(self) -> list[Column]:
        """Return the columns to the left of the chart."""
        letters, rows = self.letters, self.history_points
        periods = tuple(AlignedCell(dates.heading(one.period), "", Tone.PLAIN) for one in rows)
        actuals, targets = (
            tuple(figure(cell, letters) for cell in column)
            for column in ([one.actual for one in rows], [one.target for one in rows])
        )
        return [
            Column("Period", periods, right=False),
            Column("Actual", actuals),
            Column("Target", targets),
            Column("Status", tuple(signed(one.status, letters) for one in rows), right=False),
            Column("Direction", tuple(signed(one.travel, letters) for one in rows), right=False),
        ]

    def scale(self, width: int) -> _Scale | None:
        """Return the scale over all values and targets; None where there is no value."""
        values = [one.value for one in self.history_points if one.value is not None]
        if not values:
            return None
        targets = [end for one in self.history_points for end, _ in one.targets]
        return _Scale(min(values + targets), max(values + targets), width)


@dataclass(frozen=True)
class _TrendLayout:
    """What of a history fits the style's width."""

    columns: list[Column]
    """Those to the left of the chart."""
    scale: _Scale | None
    """That of the chart; None where there is no chart."""
    left_out: tuple[str, ...] = ()
    """What there was no room for, in words."""


def _layout(sheet: _TrendTable) -> _TrendLayout | None:
    """Return what fits beside each other; None where not even the shortest table does."""
    width, columns = sheet.style.width, sheet.columns
    if width < NARROWEST_TABLE:
        return None
    scale = sheet.scale(min(width - _taken(columns) - len(_GAP), _WIDEST_CHART))
    if scale and scale.width >= _narrowest(sheet):
        return _TrendLayout(columns, scale)
    for without in (_OPTIONAL[:number] for number in range(len(_OPTIONAL) + 1)):
        kept = [one for one in columns if one.heading not in without]
        if _taken(kept) <= width:
            chart = ("chart",) if scale else ()
            return _TrendLayout(kept, None, (*chart, *map(str.lower, without)))
    return None


def _taken(columns: list[Column]) -> int:
    """Return the characters that columns take, with the gaps between them."""
    return sum(column.width + len(_GAP) for column in columns) - len(_GAP)


def _narrowest(sheet: _TrendTable) -> int:
    """Return the characters that a chart needs: the figures over its ends are never one text."""
    low, high = _ends(sheet)
    return max(_NARROWEST_CHART, cells(low) + len(_GAP) + cells(high))


def _parts(result: IndicatorResult, sheet: _TrendTable) -> Iterator[RenderableType]:
    yield Text(sheet.style.to_encoding(result.name), style="bold")
    unit, polarity = figures.unit_words(result.unit), POLARITIES[result.inputs.polarity]
    yield sheet.quiet(f" {sheet.letters.dot} ".join((result.id, unit, polarity)))
    yield sheet.words(describe_chart(sheet.history_points) or "No figures yet")
    yield Text()
    layout = _layout(sheet)
    yield from _table(sheet, layout) if layout else _stack(sheet)
    yield Text()
    yield from map(sheet.quiet, _legend(sheet, layout))


# ── Side by side ─────────────────────────────────────────────────────────────────────────────────


def _table(sheet: _TrendTable, layout: _TrendLayout) -> Iterator[RenderableType]:
    columns, scale = layout.columns, layout.scale
    titles = [Text(column.title, style="bold") for column in columns]
    yield _joined([*titles, *([sheet.quiet(_heading(sheet, scale))] if scale else [])])
    width = _taken(columns) + (len(_GAP) + scale.width if scale else 0)
    yield sheet.quiet(sheet.letters.rule * width)
    drawn = [(column, column.lines) for column in columns]
    for number, point in enumerate(sheet.history_points):
        cells_ = [sheet.words(lines[number], one.entries[number].tone) for one, lines in drawn]
        yield _joined([*cells_, *([_chart(sheet, point, scale)] if scale else [])])
        yield from _reason(sheet, point)


def _joined(pieces: list[Text]) -> Text:
    return Text(_GAP, no_wrap=True).join(pieces)


def _reason(sheet: _TrendTable, point: HistoryPoint) -> Iterator[RenderableType]:
    """Yield why a period has no colour, and that the method changed, to stand under it."""
    if point.reason:
        yield Padding(sheet.quiet(f"{point.status.text}: {point.reason}"), (0, 0, 0, 2))
    if point.breaks:
        yield Padding(sheet.quiet(METHOD_CHANGED), (0, 0, 0, 2))


def _heading(sheet: _TrendTable, scale: _Scale) -> str:
    """Write the lowest and the highest figure of the chart over its ends."""
    low, high = _ends(sheet)
    if low == high:
        return " " * max(scale.width // 2 - cells(low) // 2, 0) + low
    return padded(low, scale.width - cells(high)) + high


def _ends(sheet: _TrendTable) -> tuple[str, str]:
    """Return the texts of the lowest and the highest figure."""
    found = sorted(_shown(sheet.history_points))
    return found[0][1], found[-1][1]


def _shown(found: tuple[HistoryPoint, ...]) -> Iterator[tuple[Fraction, str]]:
    """Yield each value and target with its text."""
    for one in found:
        if one.value is not None:
            yield one.value, one.actual.text
        yield from one.targets


def _chart(sheet: _TrendTable, point: HistoryPoint, scale: _Scale) -> Text:
    """Draw one period: the amber tolerance, over it the target, over that the value."""
    letters = sheet.letters
    line = [" "] * scale.width
    for low, high in point.ambers:
        first, last = scale.at(low), scale.at(high)
        line[first : last + 1] = letters.band * (last + 1 - first)
    for end, _ in point.targets:
        line[scale.at(end)] = letters.goal
    drawn = sheet.quiet("".join(line))
    if point.value is not None and point.status.sign is not None:
        at = scale.at(point.value)
        sign = sheet.words(letters[point.status.sign], point.status.tone)
        drawn = Text.assemble(drawn[:at], sign, drawn[at + 1 :])
    drawn.rstrip()
    return drawn


# ── Stacked ──────────────────────────────────────────────────────────────────────────────────────


def _stack(sheet: _TrendTable) -> Iterator[RenderableType]:
    """Yield a small block for each period, its part of the chart at its end."""
    scale = sheet.scale(max(sheet.style.width - len(_GAP), 1))
    if scale:
        yield Padding(sheet.quiet(_heading(sheet, scale)), (0, 0, 0, len(_GAP)))
    for point in sheet.history_points:
        yield Text(dates.heading(point.period), style="bold")
        for label, cell, entry in _figures(sheet, point):
            text = f"{label} {entry.text}{entry.tail}"
            yield Padding(sheet.words(text, cell.tone), (0, 0, 0, len(_GAP)))
        yield from _reason(sheet, point)
        if scale:
            yield Padding(_chart(sheet, point, scale), (0, 0, 0, len(_GAP)))


def _figures(sheet: _TrendTable, point: HistoryPoint) -> Iterator[tuple[str, Cell, AlignedCell]]:
    yield "Actual", point.actual, figure(point.actual, sheet.letters)
    yield "Target", point.target, figure(point.target, sheet.letters)
    yield "Status", point.status, signed(point.status, sheet.letters)
    yield "Direction", point.travel, signed(point.travel, sheet.letters)


# ── What the signs mean ──────────────────────────────────────────────────────────────────────────


def _legend(sheet: _TrendTable, layout: _TrendLayout | None) -> Iterator[str]:
    """Yield what signs and marks mean, and what had no room; stacked blocks have no layout."""
    letters, found = sheet.letters, sheet.history_points
    left_out = layout.left_out if layout else ()
    signs = {one.status.sign: one.status.word for one in found if one.value is not None}
    parts = [f"{letters[sign]} {word}" for sign, word in signs.items() if sign]
    if parts and "chart" not in left_out:
        parts += _lines(sheet)
    if parts:
        yield _GAP.join(parts)
    yield from (
        f"{letters[mark]} {meaning}" for mark, meaning in explained(_marked(found, left_out))
    )
    if left_out:
        yield f"Left out at {sheet.style.width} columns: {listed(left_out)}"


def _lines(sheet: _TrendTable) -> Iterator[str]:
    """Yield what a chart has beside the values."""
    if any(one.targets for one in sheet.history_points):
        yield f"{sheet.letters.goal} target"
    if any(one.ambers for one in sheet.history_points):
        yield f"{sheet.letters.band} amber range"


def _marked(found: tuple[HistoryPoint, ...], left_out: tuple[str, ...]) -> Iterator[Cell]:
    """Yield each cell that is shown and may have a mark."""
    for one in found:
        yield from (one.actual, one.status)
        if "target" not in left_out:
            yield one.target
        if "direction" not in left_out:
            yield one.travel
