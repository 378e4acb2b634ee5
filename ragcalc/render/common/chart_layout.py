"""Where each line, mark and word of a chart stands, in points from its lower left corner.

Knows no library that draws. A period is as wide as any other, whether it has a reading or not.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import ceil, floor, isnan, log10, nan
from typing import TYPE_CHECKING, Literal, NamedTuple

from ragcalc.render.common import dates
from ragcalc.render.common.history import MOST_COMPARATORS, ChartContent
from ragcalc.render.common.symbols import Sign
from ragcalc.vocabulary import Status

if TYPE_CHECKING:
    from ragcalc.periods import Period
    from ragcalc.scoring.evidence.signals import StretchLimits

Colour = Literal["ink", "quiet", "goal", "band", "green", "amber", "red", "paper"]
"""What a colour is for; a palette has the colours themselves."""
Places = list[tuple[float, float]]
"""Across and up, in points; a line breaks where either is not a number."""


class ChartLine(NamedTuple):
    """A line through places."""

    places: Places
    colour: Colour
    width: float
    dashes: tuple[float, ...] = ()
    """Lengths of what is drawn and what is left out, in turn; empty for an unbroken line."""


class ChartMarks(NamedTuple):
    """Places that are marked alike."""

    places: Places
    shape: Literal["o", "D", "s", "x"]
    edge: Colour
    face: Colour
    size: float


class ChartWords(NamedTuple):
    """A text on one line; whose letters a font may lack has another to stand in for it."""

    across: float
    up: float
    text: str
    side: Literal["start", "middle", "end"] = "start"
    """Which part of it stands at the place."""
    level: Literal["below", "middle", "above"] = "middle"
    """Where it stands as seen from the place."""
    colour: Colour = "ink"
    bold: bool = False
    plain: str = ""


class ChartLayout(NamedTuple):
    """A chart, laid out."""

    height: float
    bands: list[Places]
    lines: list[ChartLine]
    marks: list[ChartMarks]
    words: list[ChartWords]


WIDTH = 316.8
"""Points. On a screen of 320 pixels a chart shrinks to 0.9 of it, its letters too."""
LETTERS = 10
"""Points: the size of all letters."""
_LEAST_HEIGHT = 180.0
_LEAST_LEFT, _RIGHT, _BOTTOM = 38.0, 84.0, 26.0
"""What stays free around the axes, for numbers, for the names of lines and for periods."""
_UNIT, _UNIT_AND_BREAK = 24.0, 36.0
"""What stays free above them: for the unit, and for the words at a change of method."""
_LETTER, _ROW = 6.1, 12.0
"""Width of a usual letter and height of a line of text."""
_BOLD_LETTER = 7.0
"""Width of a usual bold letter."""
_LONGEST_NAME, _LONGEST_UNIT = 12, 44
"""Letters of the name of a line, and of a unit, that there is room for."""
_MOST_HEIGHTS = 5
_LONGEST_HEIGHT = 9
"""Letters of a number beside the axis; what is longer is written with an exponent."""
_MARGIN = 0.15
"""How much of the range of all heights stays free above and below it."""
_HOLLOW: tuple[Literal["o"], Colour, Colour] = ("o", "ink", "paper")
_SHAPES: dict[Sign | None, tuple[Literal["o", "D", "s"], Colour, Colour]] = {
    Status.GREEN: ("o", "green", "green"),
    Status.AMBER: ("D", "ink", "amber"),
    Status.RED: ("s", "red", "red"),
    Status.MISSING: _HOLLOW,
    Status.UNRATED: _HOLLOW,
}
"""Shape, edge and face of a reading, as the signs of the table have them."""
_DASHES = (
    *((4, 2), (1, 1.5), (6, 2, 1, 2), (2, 2), (8, 2)),
    *((6, 1.5, 1, 1.5, 1, 1.5), (1, 3), (4, 1, 1, 1)),
)
"""How the lines of comparators are drawn, in turn; each is named at its end besides."""


def layout(content: ChartContent) -> ChartLayout:
    """Return where everything of a chart stands; its history has a reading."""
    return _ChartBuilder(content).made()


class _DrawnSeries(NamedTuple):
    """What is drawn over time: a height for each of some places, in periods from the first."""

    name: str
    across: list[float]
    up: list[float]
    colour: Colour
    width: float
    dashes: tuple[float, ...] = ()
    plain: str = ""
    """What names it where a font lacks a letter of its name."""

    @property
    def end(self) -> tuple[float, float]:
        """The last place that it has."""
        return next(
            (x, y) for x, y in zip(self.across[::-1], self.up[::-1], strict=True) if not isnan(y)
        )


class _ChartBuilder:
    """One chart in the making."""

    def __init__(self, content: ChartContent) -> None:
        self._content, self._history = content, content.history
        self._bands = [list(_bands(content, side)) for side in (0, 1)]
        self._series = [*_goals(content), *_limits(content), *_comparators(content)]
        above = _UNIT_AND_BREAK if any(one.breaks for one in self._history) else _UNIT
        self._height = max(_LEAST_HEIGHT, (len(self._series) + 1) * _ROW + above + _BOTTOM)
        self._up = self._height - above - _BOTTOM
        self._low, self._high = _range(self._heights())
        self._ticks = {one: figure(one) for one in _ticks(self._low, self._high)}
        self._left = max(_LEAST_LEFT, max(map(len, self._ticks.values())) * _LETTER + 8)
        self._across = WIDTH - self._left - _RIGHT

    def _heights(self) -> Iterator[float]:
        for series in self._series:
            yield from (up for up in series.up if not isnan(up))
        for bands in self._bands:
            yield from (up for band in bands for _, up in band)
        yield from (float(one.value) for one in self._history if one.value is not None)

    def made(self) -> ChartLayout:
        """Return it."""
        names, leaders = self._names()
        lines = [ChartLine(self._places(one.across, one.up), *one[3:6]) for one in self._series]
        return ChartLayout(
            self._height,
            [[self._place(*corner) for corner in band] for side in self._bands for band in side],
            [leaders, *self._breaks(), *lines, self._reading_line(), *self._frame()],
            [*self._readings(), *self._gaps()],
            [*self._axis_words(), *names, *self._break_words(), self._latest()],
        )

    # ── From periods and figures to points ───────────────────────────────────────────────────────

    def _place(self, across: float, up: float) -> tuple[float, float]:
        share = (up - self._low) / (self._high - self._low)
        return (
            self._left + (across + 0.5) / len(self._history) * self._across,
            _BOTTOM + share * self._up,
        )

    def _places(self, across: Sequence[float], up: Sequence[float]) -> Places:
        return [self._place(x, y) for x, y in zip(across, up, strict=True)]

    # ── The readings ─────────────────────────────────────────────────────────────────────────────

    def _reading_line(self) -> ChartLine:
        """Return a line that breaks where a reading is missing or the method changed."""
        places: Places = []
        for at, one in enumerate(self._history):
            if one.breaks:
                places.append((nan, nan))
            places.append(self._place(at, nan if one.value is None else float(one.value)))
        return ChartLine(places, "ink", 1.5)

    def _readings(self) -> Iterator[ChartMarks]:
        """Yield the readings of each status, with its shape."""
        points = [
            (one.status.sign, self._place(at, float(one.value)))
            for at, one in enumerate(self._history)
            if one.value is not None
        ]
        for sign in dict.fromkeys(sign for sign, _ in points):
            own = [place for other, place in points if other is sign]
            yield ChartMarks(own, *_SHAPES[sign], self._size)

    @property
    def _size(self) -> float:
        """The size of a mark: of many periods they are small, so that they stay apart."""
        return max(3.0, min(7.0, self._across / len(self._history)))

    def _gaps(self) -> Iterator[ChartMarks]:
        """Yield the periods without a reading, marked at the axis."""
        gaps = [at for at, one in enumerate(self._history) if one.value is None]
        if gaps:
            places = [(self._place(at, 0)[0], _BOTTOM + 4) for at in gaps]
            yield ChartMarks(places, "x", "quiet", "quiet", self._size * 0.75)

    def _latest(self) -> ChartWords:
        """Return the latest reading, beside its point where it covers no other."""
        readings = [
            (*self._place(at, float(one.value)), one.actual.text)
            for at, one in enumerate(self._history)
            if one.value is not None
        ]
        *before, (across, up, text) = readings
        falls = bool(before) and before[-1][1] > up
        crowded = across > self._left + 0.75 * self._across and bool(before)
        right = across + (5 if crowded else len(text) * _BOLD_LETTER / 2)
        left = right - len(text) * _BOLD_LETTER
        near = [one[1] for one in before if left - self._size < one[0] < right + self._size]
        height, level = _uncovering(up, falls, near, self._size / 2)
        return ChartWords(
            right if crowded else across,
            height,
            text,
            "end" if crowded else "middle",
            level,
            bold=True,
        )

    def _breaks(self) -> Iterator[ChartLine]:
        """Yield an upright line before each period from which on the method is another."""
        for at, one in enumerate(self._history):
            if one.breaks:
                across, _ = self._place(at - 0.5, 0)
                upright = [(across, _BOTTOM), (across, _BOTTOM + self._up + 3)]
                yield ChartLine(upright, "quiet", 1, (1, 1.5))

    def _break_words(self) -> Iterator[ChartWords]:
        """Name the last of these lines; what the others are is plain then."""
        breaks = [at for at, one in enumerate(self._history) if one.breaks]
        if breaks:
            across, _ = self._place(breaks[-1] - 0.5, 0)
            side: Literal["start", "end"] = "start" if across < WIDTH / 2 else "end"
            up = _BOTTOM + self._up + 4
            yield ChartWords(across, up, "Method changed", side, "above", "quiet")

    # ── The axes ─────────────────────────────────────────────────────────────────────────────────

    def _frame(self) -> Iterator[ChartLine]:
        """Yield both axes, with a tick at each height and period that is written."""
        places: Places = [
            (self._left, _BOTTOM + self._up),
            (self._left, _BOTTOM),
            (self._left + self._across, _BOTTOM),
        ]
        for height in self._ticks:
            _, up = self._place(0, float(height))
            places += [(nan, nan), (self._left - 3.5, up), (self._left, up)]
        for at in self._named:
            across, _ = self._place(at, 0)
            places += [(nan, nan), (across, _BOTTOM - 3.5), (across, _BOTTOM)]
        yield ChartLine(places, "quiet", 0.8)

    @property
    def _named(self) -> list[int]:
        names = [dates.short(one.period) for one in self._history]
        return list(_labelled(names, self._left, self._across))

    def _axis_words(self) -> Iterator[ChartWords]:
        """Yield the unit above the axis, the heights beside it and the periods below it."""
        yield ChartWords(
            4, self._height - 4, shortened(self._content.unit, _LONGEST_UNIT), level="below"
        )
        for height, text in self._ticks.items():
            _, up = self._place(0, float(height))
            yield ChartWords(self._left - 6, up, text, "end")
        for at in self._named:
            across, _ = self._place(at, 0)
            text = dates.short(self._history[at].period)
            yield ChartWords(across, _BOTTOM - 6, text, "middle", "below")

    # ── The names of lines ───────────────────────────────────────────────────────────────────────

    def _names(self) -> tuple[list[ChartWords], ChartLine]:
        """Return a name to the right of each line, level with its end where there is room.

        With them comes what leads to them from the ends.
        """
        ends = [(*self._place(*one.end), one.name, one.colour, one.plain) for one in self._series]
        middle = self._middle_of_band()
        ends += [(*self._place(*one), "Amber range", "ink", "") for one in middle]
        ends.sort(key=lambda one: one[1])
        beside, places, names = self._left + self._across + 7, Places(), []
        heights = _apart([one[1] - _BOTTOM for one in ends], self._up)
        for (across, up, name, colour, plain), placed in zip(ends, heights, strict=True):
            level = _BOTTOM + placed
            places += [(across, up), (beside, level), (nan, nan)]
            names.append(ChartWords(beside + 2, level, name, colour=colour, plain=plain))
        return names, ChartLine(places, "quiet", 0.5)

    def _middle_of_band(self) -> Iterator[tuple[float, float]]:
        """Yield the middle of the end of the last amber range."""
        for bands in self._bands:
            if bands:
                corners = bands[-1]
                half = len(corners) // 2
                yield corners[half - 1][0], (corners[half - 1][1] + corners[half][1]) / 2
                return


# ── What is measured against ─────────────────────────────────────────────────────────────────────


def _goals(content: ChartContent) -> Iterator[_DrawnSeries]:
    """Yield the targets as steps: one line, or of a range two."""
    goals = [one.target.quantity for one in content.history]
    if not any(goals):
        return
    across = [edge for at in range(len(goals)) for edge in (at - 0.5, at + 0.5)]
    lows, highs = (
        [nan if one is None else float(one.ends[end].value) for one in goals for _ in (0, 1)]
        for end in (0, -1)
    )
    yield _DrawnSeries("Target", across, lows, "goal", 1.8)
    if any(one and one.high is not None for one in goals):
        yield _DrawnSeries("Target", across, highs, "goal", 1.8)


def _bands(content: ChartContent, side: int) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of what is amber on one side of the target, stretch by stretch."""
    spans = ((at, (*one.ambers, None, None)[side]) for at, one in enumerate(content.history))
    for there, stretch in groupby(spans, key=lambda one: one[1] is not None):
        if there:
            steps = [(at, span) for at, span in stretch if span]
            edges = [(edge, span) for at, span in steps for edge in (at - 0.5, at + 0.5)]
            floor_ = [(edge, float(span[0])) for edge, span in edges]
            yield floor_ + [(edge, float(span[1])) for edge, span in reversed(edges)]


def _limits(content: ChartContent) -> Iterator[_DrawnSeries]:
    """Yield the mean and the limits, each a line that breaks from stretch to stretch."""
    if content.limits is None:
        return
    stretches = content.limits.stretches
    places = {one.period: at for at, one in enumerate(content.history)}
    across = [edge for one in stretches for edge in _edges(one, places)]
    for name, dashes, heights in (
        ("Mean", (), [one.mean for one in stretches]),
        ("Upper limit", (5, 3), [one.upper for one in stretches]),
        ("Lower limit", (5, 3), [one.lower for one in stretches]),
    ):
        up = [at for height in heights for at in (float(height), float(height), nan)]
        yield _DrawnSeries(name, across[:-1], up[:-1], "quiet", 0.9, dashes)


def _edges(stretch: "StretchLimits", places: "Mapping[Period, int]") -> tuple[float, float, float]:
    """Return where a stretch begins and ends, and where the line breaks behind it."""
    first, last = (places[stretch.points[end].period] for end in (0, -1))
    return first - 0.5, last + 0.5, last + 0.5


def _comparators(content: ChartContent) -> Iterator[_DrawnSeries]:
    """Yield each comparator's figures, broken where it has none."""
    for number, one in enumerate(content.comparators[:MOST_COMPARATORS]):
        figures = [dict(point.comparators).get(one.id) for point in content.history]
        across, up = _stubbed(figures)
        name, plain = (shortened(text, _LONGEST_NAME) for text in (one.short, one.id))
        dashes = _DASHES[number % len(_DASHES)]
        yield _DrawnSeries(name, across, up, "quiet", 1.2, dashes, plain)


def _stubbed(figures: Sequence[Fraction | None]) -> tuple[list[float], list[float]]:
    """Return the places of a line, each unbroken part of it reaching out at both its ends."""
    across, up = list[float](), list[float]()
    for at, figure_ in enumerate(figures):
        if figure_ is None:
            continue
        value = float(figure_)
        if at == 0 or figures[at - 1] is None:
            across += [at - 0.4, at - 0.4]
            up += [nan, value]
        across.append(at)
        up.append(value)
        if at == len(figures) - 1 or figures[at + 1] is None:
            across.append(at + 0.4)
            up.append(value)
    return across[1:], up[1:]


# ── Numbers and words ────────────────────────────────────────────────────────────────────────────


def _range(heights: Iterator[float]) -> tuple[float, float]:
    """Return the lowest and the highest height of the axis, with room beyond what is drawn."""
    found = list(heights)
    low, high = min(found), max(found)
    room = (high - low) * _MARGIN or abs(high) * _MARGIN or 1.0
    return low - room, high + room


def _ticks(low: float, high: float) -> list[Fraction]:
    """Return round heights between two, at most so many."""
    least = (high - low) / _MOST_HEIGHTS
    size = Fraction(10) ** floor(log10(least))
    steps = (size * step for step in (1, 2, Fraction(5, 2), 5, 10))
    step = next(one for one in steps if one >= least)
    return [step * at for at in range(ceil(low / step), floor(high / step) + 1)]


def figure(height: Fraction) -> str:
    """Write a height of the axis, however large, within the space there is: 22.5, 1.25m."""
    for size, word in ((10**9, "bn"), (10**6, "m"), (10**3, "k")):
        if abs(height) >= max(size, 10**4):
            return f"{float(height / size):.10g}{word}"
    plain = f"{Decimal(height.numerator) / Decimal(height.denominator):f}"
    return plain if len(plain) <= _LONGEST_HEIGHT else f"{float(height):.3g}"


_Side = Literal["below", "above"]


def _uncovering(up: float, falls: bool, near: Sequence[float], half: float) -> tuple[float, _Side]:
    """Return where a text beside a point covers no mark near it, and on which side that is.

    `near` are the heights of marks in its width, `half` how far each reaches up and down, at most
    7. That is just above or below the point, else beyond all of them, where that is nearer.
    """
    sides: list[tuple[float, _Side]] = [(up + 7, "above"), (up - 7, "below")]
    lowest = max(min((up, *near)) - 7, _BOTTOM + LETTERS)
    beyond: list[tuple[float, _Side]] = [(max((up, *near)) + 7, "above"), (lowest, "below")]
    beyond.sort(key=lambda one: abs(one[0] - up))
    wanted = [*(sides[::-1] if falls else sides), *beyond]
    return next(one for one in wanted if not _covers(*one, near, half))


def _covers(place: float, side: _Side, near: Sequence[float], half: float) -> bool:
    """Return whether a text on a side of a place lies over any of some marks."""
    lowest = place - LETTERS if side == "below" else place
    return any(lowest - half < one < lowest + LETTERS + half for one in near)


def shortened(text: str, most: int) -> str:
    """Return a text on one line, of at most so many letters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _labelled(names: Sequence[str], left: float, across: float) -> Iterator[int]:
    """Yield the periods that are named below the axis: the latest, and as many as have room."""
    wide = max(map(len, names)) * _LETTER
    each = across / len(names)
    step = max(1, ceil((wide + _LETTER) / each))
    for at in range((len(names) - 1) % step, len(names), step):
        middle = (at + 0.5) * each
        if middle + left >= wide / 2 and middle + wide / 2 <= across + _RIGHT:
            yield at


def _apart(wanted: Sequence[float], height: float) -> list[float]:
    """Return places, from the lowest up, as near as can be but a line of text apart."""
    placed: list[float] = []
    for one in wanted:
        least = placed[-1] + _ROW if placed else _ROW / 2
        placed.append(max(one, least))
    highest = height
    for at in reversed(range(len(placed))):
        placed[at] = min(placed[at], highest)
        highest = placed[at] - _ROW
    return placed
