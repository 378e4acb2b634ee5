"""The history of an indicator as a line without axes, small enough for a row of a table.

It says nothing that the data of the chart below does not say, so readers of screens pass it over.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ragcalc.render.common.history import HistoryPoint

WIDTH, HEIGHT, _MARGIN = 80, 20, 3
Run = list[tuple[float, float]]
"""Places that a line joins, from the upper left corner of the drawing."""


class Strokes(NamedTuple):
    """What a small drawing is made of."""

    runs: tuple[Run, ...]
    """A line breaks where a period has no reading and where the method changed."""
    changes: tuple[float, ...]
    """How far from the left the method changed."""


def strokes(history: Sequence[HistoryPoint]) -> Strokes:
    """Return the lines of a small drawing, to scale; without a run where there is no reading."""
    values = [one.value for one in history if one.value is not None]
    low, span = (min(values), max(values) - min(values)) if values else (0, 0)
    runs, changes, joined = list[Run](), list[float](), False
    for at, one in enumerate(history):
        across = _across(at, len(history))
        if one.breaks and at:
            changes.append((across + _across(at - 1, len(history))) / 2)
        if one.value is None:
            joined = False
            continue
        share = float((one.value - low) / span) if span else 0.5
        if not joined or one.breaks:
            runs.append([])
        runs[-1].append((across, HEIGHT - _MARGIN - share * (HEIGHT - 2 * _MARGIN)))
        joined = True
    return Strokes(tuple(runs), tuple(changes))


def sparkline(history: Sequence[HistoryPoint]) -> str:
    """Return a small drawing, the latest reading a dot; empty where there is no reading.

    It is to scale: a gap is where a period has no reading, a dotted upright line where the method
    changed.
    """
    runs, changes = strokes(history)
    if not runs:
        return ""
    path = "".join(map(_path, runs))
    upright = "".join(f"M{across:.1f} 0V{HEIGHT}" for across in changes)
    changed = f'<path class="changed" d="{upright}"/>' if upright else ""
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'{changed}<path d="{path}"/><path class="last" d="M{_place(runs[-1][-1])}h.01"/></svg>'
    )


def _path(run: Run) -> str:
    """Return a line through places; one of hardly any length is a dot, all that one place has."""
    first, *others = map(_place, run)
    return f"M{first}h.01{''.join(f'L{one}' for one in others)}"


def _place(place: tuple[float, float]) -> str:
    return f"{place[0]:.1f} {place[1]:.1f}"


def _across(at: int, periods: int) -> float:
    return _MARGIN + (WIDTH - 2 * _MARGIN) * (at / (periods - 1) if periods > 1 else 0.5)
