"""Arrows of travel: whether they are for better and worse, or for larger and smaller."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, assert_never

from ragcalc.catalogue.model import fields
from ragcalc.periods import Period
from ragcalc.starter.entries import DraftIndicator
from ragcalc.vocabulary import Direction, Polarity

_UP = ("↑", "▲", "⬆", "↗", "🔼", "up", "increase", "increased", "increasing", "rising", "higher")
_DOWN = (
    "↓",
    "▼",
    "⬇",
    "↘",
    "🔽",
    "down",
    "decrease",
    "decreased",
    "decreasing",
    "falling",
    "lower",
)
_LEVEL = ("→", "►", "▶", "➡", "↔", "⬌", "◄►", "=", "level", "steady")


class Way(StrEnum):
    """Which way an arrow points."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


class Arrow(NamedTuple):
    """An arrow beside a figure."""

    entry: DraftIndicator
    period: Period
    way: Way


def way(text: str) -> Way | None:
    """Return which way a cell points; None where it is no arrow."""
    plain = text.casefold().replace("\ufe0f", "").strip()
    ways = {Way.UP: _UP, Way.DOWN: _DOWN, Way.LEVEL: _LEVEL}
    return next((one for one, signs in ways.items() if plain in signs), None)


class Meaning(NamedTuple):
    """What the arrows of a table mean."""

    words: str
    direction: Callable[[Arrow], Direction | None]


def meaning(arrows: Sequence[Arrow]) -> Meaning | None:
    """Return what the arrows of a table mean; None where nothing shows it.

    They are for better and worse, or for larger and smaller, where every figure that moved agrees
    with the one, and some figure with it alone.
    """
    both = (Meaning("better and worse", _by_quality), Meaning("larger and smaller", _by_size))
    fitting = [one for one in both if all(_fits(one.direction, arrows))]
    return fitting[0] if len(fitting) == 1 else None


def _by_quality(arrow: Arrow) -> Direction | None:
    """Return what an arrow says where up is better."""
    match arrow.way:
        case Way.UP:
            return Direction.IMPROVED
        case Way.DOWN:
            return Direction.DECLINED
        case Way.LEVEL:
            return Direction.MAINTAINED
        case _:
            assert_never(arrow.way)


def _by_size(arrow: Arrow) -> Direction | None:
    """Return what an arrow says where up is larger."""
    return _of_move(arrow.entry, {Way.UP: 1, Way.DOWN: -1, Way.LEVEL: 0}[arrow.way])


def _fits(reading: Callable[[Arrow], Direction | None], arrows: Iterable[Arrow]) -> Iterable[bool]:
    """Yield for each figure that moved whether its arrow, so read, says what the figures do."""
    for arrow in arrows:
        move = _moved(arrow)
        if move and arrow.way is not Way.LEVEL and (shown := _of_move(arrow.entry, move)):
            yield reading(arrow) is shown


def _of_move(entry: DraftIndicator, move: Decimal | int) -> Direction | None:
    """Return what a move of a figure means; None where the polarity does not say it."""
    if move == 0:
        return Direction.MAINTAINED
    polarity = entry.words["polarity"].text if "polarity" in entry.words else ""
    if polarity not in (Polarity.HIGH, Polarity.LOW):
        return None
    better = (move > 0) is (polarity == Polarity.HIGH)
    return Direction.IMPROVED if better else Direction.DECLINED


def _moved(arrow: Arrow) -> Decimal:
    """Return by how much a figure moved since the one before it; 0 where either is not there."""
    values = arrow.entry.values
    before = [one for one in values if one.kind is arrow.period.kind and one.end < arrow.period.end]
    if arrow.period not in values or not before:
        return Decimal(0)
    now, then = (
        dict(values[one].entries).get("value", "")
        for one in (arrow.period, max(before, key=lambda one: one.end))
    )
    try:
        return fields.number(now) - fields.number(then)
    except ValueError:
        return Decimal(0)
