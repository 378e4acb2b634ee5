"""One figure or verdict as a cell: its text, number, sign, word, tone and marks, decided once.

A cell says what it means; the renderer chooses the signs and the colours.
"""

from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ragcalc.catalogue.model.fields import Unit
from ragcalc.periods import Period
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.labels import DIRECTIONS, LETTERS, NOT_DUE, STANDINGS, STATUSES
from ragcalc.render.common.symbols import Absence, Mark, Sign
from ragcalc.scoring import precision
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.moves import Moved
from ragcalc.scoring.results import Comparison, IndicatorResult, StatusVerdict
from ragcalc.vocabulary import ComparisonResult, Direction, Reason, Status, StatusBasis, Word


class Tone(Word):
    """What a colour says; never the only thing that says it."""

    PLAIN = "plain"
    GOOD = "good"
    MIDDLING = "middling"
    BAD = "bad"
    QUIET = "quiet"


class Quantity(NamedTuple):
    """A number, or a range of numbers, with all that it takes to write it."""

    value: Fraction
    """Exact, in the unit; the lower end of a range."""
    decimals: int
    """How many are shown."""
    unit: Unit
    high: Fraction | None = None
    """The upper end of a range; None where it is none."""
    bound: str = ""
    """`< ` or `> ` where a target is not met by a tie."""

    @property
    def text(self) -> str:
        """Write it: 14.0%, < 85.0%, 18.0% to 22.0%."""
        low = figures.shown(self.value, self.decimals, self.unit)
        if self.high is None:
            return f"{self.bound}{low}"
        return f"{low} to {figures.shown(self.high, self.decimals, self.unit)}"

    @property
    def ends(self) -> "tuple[Quantity, ...]":
        """Return both ends of a range, or the number itself, without a bound."""
        low = self._replace(high=None, bound="")
        return (low,) if self.high is None else (low, low._replace(value=self.high))


class Cell(NamedTuple):
    """One entry of a row."""

    text: str = ""
    """Empty where there is nothing to say."""
    sign: Sign | None = None
    word: str = ""
    """What the sign means, in words."""
    tone: Tone = Tone.PLAIN
    marks: tuple[Mark, ...] = ()
    period: Period | None = None
    """The period of the figure, where it is not plain from the heading."""
    quantity: Quantity | None = None
    """The number that the text shows; None where it is none."""
    was: str = ""
    """What a revised figure was before; empty where it is not revised, or that is not said."""


def status_tone(status: Status) -> Tone:
    """Return what the colour of a status says."""
    match status:
        case Status.GREEN:
            return Tone.GOOD
        case Status.AMBER:
            return Tone.MIDDLING
        case Status.RED:
            return Tone.BAD
        case Status.MISSING | Status.UNRATED:
            return Tone.QUIET


def direction_tone(direction: Direction) -> Tone:
    """Return what the colour of a direction says; neutral ones have none."""
    match direction:
        case Direction.IMPROVED:
            return Tone.GOOD
        case Direction.DECLINED:
            return Tone.BAD
        case Direction.MAINTAINED | Direction.HIGHER | Direction.SAME | Direction.LOWER:
            return Tone.PLAIN
        case Direction.UNAVAILABLE:
            return Tone.QUIET


def standing_tone(standing: ComparisonResult) -> Tone:
    """Return what the colour of a standing says; higher and lower have none."""
    match standing:
        case ComparisonResult.BETTER:
            return Tone.GOOD
        case ComparisonResult.WORSE:
            return Tone.BAD
        case ComparisonResult.SIMILAR | ComparisonResult.HIGHER | ComparisonResult.LOWER:
            return Tone.PLAIN


def status_cell(result: IndicatorResult) -> Cell:
    """Return the indicator's status with its letter, sign and word."""
    return verdict_cell(result.verdict.status)


def verdict_cell(status: StatusVerdict) -> Cell:
    """Return a status with its letter, sign and word, or that no figure is due."""
    return _NOT_DUE if status.is_not_due else _status_cell(status.status, status.basis)


_NOT_DUE = Cell(NOT_DUE, Absence.NOT_DUE, NOT_DUE, Tone.QUIET)


@cache
def _status_cell(status: Status, basis: StatusBasis | None) -> Cell:
    return Cell(LETTERS[status], status, STATUSES[status], status_tone(status), basis_marks(basis))


def last_time_cell(result: IndicatorResult) -> Cell:
    """Return what the status was last time and where it moved: was A, worse.

    The sign is that of another status than now; none where it is still the same.
    """
    last = result.last_time
    if last is None:
        return Cell(tone=Tone.QUIET)
    status = last.verdict.status.status
    is_still = last.moved is Moved.SAME and not result.verdict.status.is_not_due
    verb = "still" if is_still else "was"
    since, tone = _since(last.moved)
    return Cell(
        f"{verb} {LETTERS[status]}{since}",
        None if is_still else status,
        word=f"{verb} {_WAS[status]}{since}",
        tone=tone,
        period=last.period,
    )


_WAS = {**STATUSES, Status.MISSING: "not rated"}


def _since(moved: Moved) -> tuple[str, Tone]:
    """Return where a status moved, in words, and what the colour of that says."""
    match moved:
        case Moved.WORSE:
            return ", worse", Tone.BAD
        case Moved.BETTER:
            return ", better", Tone.GOOD
        case Moved.LOST | Moved.GAINED | Moved.OTHER | Moved.SAME | Moved.ADDED | Moved.REMOVED:
            return "", Tone.QUIET


def figure_cell(result: IndicatorResult, figure: SourcedValue, *more: Mark) -> Cell:
    """Return a figure of an indicator with its period; `more` marks follow its own."""
    quantity = Quantity(figure.value, precision.decimals_of(result, figure), result.unit)
    own = (
        *((Mark.PROVISIONAL,) if figure.provisional else ()),
        *((Mark.REVISED,) if figure.revised else ()),
    )
    return Cell(
        quantity.text,
        marks=(*own, *more),
        period=figure.period,
        quantity=quantity,
        was=was(result, figure),
    )


def was(result: IndicatorResult, figure: SourcedValue) -> str:
    """Return what a revised figure was before, as it was written; empty where that is not said."""
    before = figure.replaced
    if before is None:
        return ""
    decimals = before.decimals
    if decimals is None:
        decimals = precision.decimals_of(result, before)
    return figures.shown(before.value, decimals, result.unit)


def revision(result: IndicatorResult, figure: SourcedValue) -> str:
    """Return `revised, was 29.05%` for a revised figure, or `revised`; empty for any other."""
    before = was(result, figure)
    return f"revised, was {before}" if before else "revised" if figure.revised else ""


def actual(result: IndicatorResult) -> Cell:
    """Return the reading."""
    reading = result.inputs.reading
    if isinstance(reading, Reason):
        return Cell(tone=Tone.QUIET)
    carried = (Mark.CARRIED,) if result.inputs.carried else ()
    return figure_cell(result, reading, *carried)


def goal_cell(result: IndicatorResult) -> Cell:
    """Return the target."""
    goal = result.inputs.goal
    if isinstance(goal, Reason):
        return Cell(tone=Tone.QUIET)
    marks = (Mark.PROVISIONAL,) if goal.provisional else ()
    quantity = _target(result, goal)
    return Cell(quantity.text, marks=marks, quantity=quantity)


def target_text(result: IndicatorResult, goal: ResolvedTarget) -> str:
    """Write a target: 14.0%, < 85.0%, 18.0% to 22.0%."""
    return _target(result, goal).text


def _target(result: IndicatorResult, goal: ResolvedTarget) -> Quantity:
    decimals = precision.decimals_of(result, goal)
    if goal.is_range:
        return Quantity(goal.low, decimals, result.unit, goal.high)
    bound = ("< " if result.inputs.polarity == "low" else "> ") if goal.strict else ""
    return Quantity(goal.low, decimals, result.unit, bound=bound)


def spoken(target: str) -> str:
    """Say a target's text within a sentence: less than 85.0%."""
    return target.replace("< ", "less than ").replace("> ", "more than ")


def previous_cell(result: IndicatorResult) -> Cell:
    """Return the earlier reading that the direction is measured from."""
    previous = result.verdict.direction.previous
    return figure_cell(result, previous) if previous else Cell(tone=Tone.QUIET)


def travel_cell(result: IndicatorResult) -> Cell:
    """Return the direction of travel."""
    travel = result.verdict.direction
    word = DIRECTIONS[travel.direction]
    tone = direction_tone(travel.direction)
    return Cell(word, travel.direction, word, tone, basis_marks(travel.basis))


def forecast_cell(result: IndicatorResult) -> Cell:
    """Return what is expected of the year's end, with the status that it would have."""
    expected, end = result.at_year_end, result.forecast
    if expected is None or end is None:
        return Cell(tone=Tone.QUIET)
    figure, rated = actual(expected), status_cell(expected)
    return rated._replace(text=figure.text, period=end.year, quantity=figure.quantity)


def gap_cell(result: IndicatorResult, comparison: Comparison | None) -> Cell:
    """Return the gap to a comparator, and better or worse."""
    if comparison is None or comparison.gap is None or comparison.standing is None:
        return Cell(tone=Tone.QUIET)
    standing, figure = comparison.standing, comparison.benchmark.figure
    decimals = gap_decimals(result, comparison)
    return Cell(
        figures.signed_gap(comparison.gap, decimals, result.unit),
        standing,
        STANDINGS[standing],
        standing_tone(standing),
        (Mark.PROVISIONAL,) if figure.provisional else (),
        figure.period,
        Quantity(comparison.gap, decimals, result.unit),
    )


def comparator_cell(result: IndicatorResult, comparison: Comparison | None) -> Cell:
    """Return a comparator's own figure."""
    if comparison is None:
        return Cell(tone=Tone.QUIET)
    return figure_cell(result, comparison.benchmark.figure)


def gap_decimals(result: IndicatorResult, comparison: Comparison) -> int:
    """Return the decimal places of a gap: as many as either of its figures shows."""
    reading = result.inputs.reading
    shown = () if isinstance(reading, Reason) else (reading,)
    return precision.decimals_of(result, *shown, comparison.benchmark.figure)


def basis_marks(basis: StatusBasis | None) -> tuple[Mark, ...]:
    """Return the mark of a verdict that the rule did not compute."""
    match basis:
        case StatusBasis.REPORTED:
            return (Mark.REPORTED,)
        case StatusBasis.OVERRIDE:
            return (Mark.OVERRIDE,)
        case StatusBasis.COMPUTED | None:
            return ()
