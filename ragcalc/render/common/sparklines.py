"""The history of an indicator as a line without axes, small enough for a row of a table.

It says nothing that the data of the chart below does not say, so readers of screens pass it over.
"""

from collections.abc import Sequence

from ragcalc.render.common.history import HistoryPoint

_WIDTH, _HEIGHT, _MARGIN = 80, 20, 3


def sparkline(history: Sequence[HistoryPoint]) -> str:
    """Return a small drawing, the latest reading a dot; empty where there is no reading.

    It is to scale: a gap is where a period has no reading, a dotted upright line where the method
    changed.
    """
    values = [one.value for one in history if one.value is not None]
    if not values:
        return ""
    low, span = min(values), max(values) - min(values)
    path, upright, last, joined = "", "", "", False
    for at, one in enumerate(history):
        across = _across(at, len(history))
        if one.breaks and at:
            upright += f"M{(across + _across(at - 1, len(history))) / 2:.1f} 0V{_HEIGHT}"
        if one.value is None:
            joined = False
            continue
        share = float((one.value - low) / span) if span else 0.5
        place = f"{across:.1f} {_HEIGHT - _MARGIN - share * (_HEIGHT - 2 * _MARGIN):.1f}"
        # a line of hardly any length is a dot, all that a reading between two gaps has
        path += f"L{place}" if joined and not one.breaks else f"M{place}h.01"
        last, joined = place, True
    changed = f'<path class="changed" d="{upright}"/>' if upright else ""
    return (
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">'
        f'{changed}<path d="{path}"/><path class="last" d="M{last}h.01"/></svg>'
    )


def _across(at: int, periods: int) -> float:
    return _MARGIN + (_WIDTH - 2 * _MARGIN) * (at / (periods - 1) if periods > 1 else 0.5)
