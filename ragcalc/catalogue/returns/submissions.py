"""What a submitted table gave: figures by series and period, each with the cell it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ragcalc import periods
from ragcalc.catalogue.model.columns import COMMENTARY, INTERVAL_COLUMNS
from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.model.figures import Forecast, Reported, Target
from ragcalc.catalogue.model.series import Series, all_keys
from ragcalc.catalogue.returns.groups import SubmittedGroup
from ragcalc.catalogue.returns.layouts import Layout
from ragcalc.catalogue.returns.series import FigurePlace
from ragcalc.catalogue.returns.tables import FORMULA, Table
from ragcalc.periods import Kind, Period, SplitYear
from ragcalc.problems import At, Place, Problem, Severity

MADE_OF = ("value", "numerator", "denominator")
"""The columns of which a reading is made."""
FIGURES = (*MADE_OF, *INTERVAL_COLUMNS)
"""The columns whose cells are figures of a reading."""
_TARGET_FORMS = ("from_", "to", "below", "above")
"""What a target has in place of a value."""
_COMPARED = (
    *(*MADE_OF, *_TARGET_FORMS),
    *("lower", "upper", "lower_998", "upper_998", "status", "direction"),
)
"""What two records of one figure have alike; a note is no part of it."""
_ALONE = ("target", *COMMENTARY)
"""The columns that a row may have alone, without a figure."""
_JUDGEMENTS = ("status", "direction")
COLUMN_OF = {
    **dict(zip(COMMENTARY, COMMENTARY, strict=True)),
    "values": "value",
    "targets": "target",
    "reported": "status",
    "forecast": "forecast",
}
"""The column that a series is read from, where it is not the value."""

Path = tuple[str, ...]
"""A series of an indicator: ("edge-of-care", "values")."""


@dataclass
class Submission:
    """What one table gave, or one of several that stand one below the other in a sheet."""

    table: Table
    layout: Layout | None = None
    first: int = 0
    """The first row that is its own; those above are of the table above it in the sheet."""
    end: int | None = None
    """The row at which another table of the sheet begins."""
    series: Mapping[Path, Series[Period, Any]] = field(default_factory=dict)
    groups: list[SubmittedGroup] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    """What may be a mistake, or was read otherwise than it is written."""

    @property
    def damage(self) -> list[Problem]:
        """What is wrong with the table itself, apart from formulas in cells that are not read."""
        layout = self.layout
        read = layout.read if layout else set()
        return [
            one
            for one in self.table.problems
            if self._has(one.place)
            if one.code != FORMULA
            or (
                layout and (at := one.place.span) and at.line > layout.row and at.column - 1 in read
            )
        ]

    def _has(self, place: Place) -> bool:
        """Return whether a place stands in its own rows."""
        row = place.span.line if place.span else 0
        return self.first <= row and (self.end is None or row < self.end)

    def end_at(self, row: int) -> None:
        """Let another table begin at a row, of which nothing that was found is kept."""
        self.end = row
        self.faults = [one for one in self.faults if self._has(one.place)]
        self.remarks = [one for one in self.remarks if self._has(one.place)]

    @property
    def periods(self) -> set[Period]:
        """Every period for which the table gave anything."""
        return all_keys(self.series.values())

    def cell(self, path: Path, where: FigurePlace, period: Period, column: str) -> Place:
        """Return the cell that holds a figure, or what it is made of."""
        assert self.layout is not None
        long = (self.layout.columns.get(name) for name in (column, *MADE_OF, *_ALONE))
        number = next(one for one in (where.column, *long) if one is not None)
        return self.at(where.row, number, path[0], str(period), column)

    def unread(self, row: int, column: int, text: str, why: str) -> Problem:
        """Return the note that nothing is read from a cell."""
        message = f"nothing is read from {quoted(text)}, {why}"
        return Problem("table-cell-unread", message, self.at(row, column), "", Severity.NOTE)

    def at(self, row: int, column: int | None, *key: str) -> Place:
        """Return the place of a cell, or of a row; `key` is indicator, period and column's name."""
        return Place(self.table.name, ("returns", *key), span=self.table.stretch(row, column))


def cell_of(submitted: Mapping[Path, Series[Any, Any]], place: Place) -> Place | None:
    """Return the cell that filled a place of the catalogue; None where no table did."""
    path, period, inner = _parted(place)
    series = submitted.get(path, _NOTHING)
    key = series.key_named(period)
    column = inner[0] if inner else COLUMN_OF.get(path[1], "value")
    return series.place(key, "period" if place.at is At.KEY else column) if key else None


_NOTHING: Series[Any, Any] = Series()


def _parted(place: Place) -> tuple[Path, str, list[str]]:
    """Return the series that a place of the catalogue lies in, the period and the steps behind it.

    The place has four steps at least; the period is empty where it ends before one.
    """
    _, name, series, *steps = map(str, place.path)
    deeper = 1 if series == "comparators" else 0
    period, *inner = steps[deeper:] or ("",)
    return (name, series, *steps[:deeper]), period, inner


def own_period(named: Period | SplitYear | date, kind: Kind, year: Kind) -> Period:
    """Return an indicator's period by its name, or by a day in it.

    `kind` is that of its periods, `year` that of its years.
    """
    if not isinstance(named, date):
        return periods.in_years(named, year)
    month = periods.month_ending(named.year * 12 + named.month)
    return periods.latest_ending(kind, month.end + kind.months - 1)


def differ(one: Any, other: Any) -> bool:
    """Return whether two records give different figures, verdicts or texts; a note is none."""
    if isinstance(one, str):
        return _have_other_words(one, other)
    return any(getattr(one, key, None) != getattr(other, key, None) for key in _COMPARED)


def contradict(first: Any, made: Any) -> bool:
    """Return whether two records of two places contradict each other.

    One may have the status and the other the direction of travel.
    """
    if isinstance(first, str):
        return _have_other_words(first, made)
    missing = [key for key in _JUDGEMENTS if None in (_of(first, key), _of(made, key))]
    return any(_of(first, key) != _of(made, key) for key in _COMPARED if key not in missing)


def _have_other_words(one: str, other: str) -> bool:
    """Return whether two texts differ in more than where their lines break."""
    return one.split() != other.split()


def completed(first: Reported, made: Reported) -> Reported:
    """Return a printed verdict with what another one of the same figure adds."""
    return first.model_copy(update={key: _of(first, key) or _of(made, key) for key in _JUDGEMENTS})


def _of(record: Any, key: str) -> Any:
    return getattr(record, key, None)


def duplicate_value(period: Period, here: Place, made: Any, first: Any, there: str) -> Problem:
    """Return the problem that two rows, or a row and the catalogue, give one figure differently."""
    what = f"{here.path[-1]}s" if isinstance(made, str) else _PLURALS.get(type(made), "values")
    message = (
        f"conflicting {what} for {period}: {described(made)} here, {described(first)} at {there}"
    )
    return Problem("value-given-twice", message, here, "keep the one that is right")


_PLURALS: Mapping[type, str] = {Forecast: "forecasts", Reported: "ratings", Target: "targets"}
"""What a row may give of a period that is no value."""


def _has(made: Any, key: str) -> bool:
    return getattr(made, key, None) is not None


def described(made: Any) -> str:
    """Return a figure, a verdict or a text as messages name it."""
    if isinstance(made, str):
        return quoted(made)
    counts = [getattr(made, "numerator", None), getattr(made, "denominator", None)]
    words = [getattr(made, key, None) for key in ("value", "status", "direction")]
    if all(count is not None for count in counts):
        said = f"{counts[0]} of {counts[1]}"
    elif _has(made, "from_"):
        said = f"{made.from_} to {made.to}"
    elif bound := next((one for one in ("below", "above") if _has(made, one)), None):
        said = f"{bound} {getattr(made, bound)}"
    else:
        said = " ".join(str(word) for word in words if word is not None) or "another figure's"
    ends = (getattr(made, "at_95", None), getattr(made, "at_998", None))
    intervals = [f"{one.lower} to {one.upper}" for one in ends if one]
    return f"{said} ({', '.join(intervals)})" if intervals else said
