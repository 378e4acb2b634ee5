"""What may be given for one period: a reading, a target, a printed verdict, another's figure.

Each is a record, for which the bare figure may stand, and by period they make a series.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from ragcalc import numbers
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.columns import INTERVAL_COLUMNS
from ragcalc.catalogue.model.fields import (
    AnyDirection,
    Flag,
    Line,
    Number,
    Read,
    ReadInYears,
    Text,
    Unit,
    fault,
)
from ragcalc.catalogue.model.peers import Percentiles
from ragcalc.catalogue.model.records import Model
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.model.shapes import reference, shorthand, takes
from ragcalc.periods import Kind, Period
from ragcalc.problems import Place
from ragcalc.vocabulary import Reason, Status


class Remarks(Model):
    """What may be said of any figure."""

    source: Text | None = None
    """Where it comes from. Default: none. Example: `source: LAIT 2018`"""
    note: Text | None = None
    """Anything a reader should know. Default: none. Example: `note: rolling 12 months`"""
    provisional: Flag = False
    """Whether it may still change; it counts, marked.

    Default: `false`. Example: `provisional: true`
    """
    proposed: Flag = False
    """Whether it is only proposed: a proposed target never decides a status; `ragcalc targets`
    shows what it would do.

    Default: `false`. Example: `proposed: true`
    """


class Figure(Remarks):
    """A number and its remarks: a floor, a base, a comparator's value."""

    value: Number
    """The number. Example: `value: 16`"""

    @property
    def amount(self) -> Fraction:
        """The exact number."""
        return numbers.to_fraction(self.value)

    @property
    def decimals(self) -> int:
        """How many decimal places are worth showing: as many as were written."""
        return numbers.decimals_written(self.value)

    @property
    def mean_of(self) -> tuple[int, int] | None:
        """Of a mean how many had a figure, and how many there are; None where it is none."""
        return None

    @property
    def at_95(self) -> "Bounds | None":
        """The interval that is published with it; only a comparator's figure has one."""
        return None

    @property
    def at_998(self) -> "Bounds | None":
        """The wider interval that is published with it."""
        return None


class Bounds(NamedTuple):
    """The ends of an interval; both belong to it."""

    lower: Decimal
    upper: Decimal


_INTERVAL: dict[str, Any] = {
    "dependencies": {
        "lower": ["upper"],
        "upper": ["lower"],
        "lower-998": ["lower", "upper-998"],
        "upper-998": ["upper", "lower-998"],
    }
}
"""What a schema can say of which ends of an interval stand beside each other."""


class PublishedInterval(Remarks):
    """The interval that a figure's source publishes with it."""

    model_config = ConfigDict(json_schema_extra=_INTERVAL)

    lower: Number | None = None
    """The lower end of its 95% confidence interval, as published; together with `upper`.

    Default: none. Example: `lower: 78.9`
    """
    upper: Number | None = None
    """The upper end. Default: none. Example: `upper: 83.4`"""
    lower_998: Number | None = Field(default=None, alias="lower-998")
    """The lower end of its 99.8% confidence interval, beside the one at 95%.

    Default: none. Example: `lower-998: 77.6`
    """
    upper_998: Number | None = Field(default=None, alias="upper-998")
    """The upper end. Default: none. Example: `upper-998: 84.7`"""

    @property
    def at_95(self) -> Bounds | None:
        """The interval at 95% confidence; None where none is published."""
        return _bounds(self.lower, self.upper)

    @property
    def at_998(self) -> Bounds | None:
        """The interval at 99.8% confidence; None where none is published."""
        return _bounds(self.lower_998, self.upper_998)

    @model_validator(mode="after")
    def _has_both_ends_around_its_figure(self) -> Self:
        ends = (self.lower, self.upper, self.lower_998, self.upper_998)
        if ends != _NO_ENDS:
            value = getattr(self, "value", None)
            given = {
                key: end for key, end in zip(INTERVAL_COLUMNS, ends, strict=True) if end is not None
            }
            _require_all_ends(given, value)
            _require_order(given, value)
        return self


_NO_ENDS = (None, None, None, None)
NO_INTERVAL: dict[str, Any] = dict.fromkeys(key.replace("-", "_") for key in INTERVAL_COLUMNS)
"""What takes the interval out of a figure's record."""


def _require_all_ends(given: dict[str, Decimal], value: Decimal | Reason | None) -> None:
    """Refuse an interval without one of its ends, or without a figure."""
    wanted = INTERVAL_COLUMNS if given.keys() & {*INTERVAL_COLUMNS[2:]} else INTERVAL_COLUMNS[:2]
    if missing := [key for key in wanted if key not in given]:
        raise fault(
            "value-interval-incomplete",
            f"has {' and '.join(given)} without {' and '.join(missing)}",
            "write both ends or neither; an interval at 99.8% needs one at 95% too",
        )
    if isinstance(value, Reason):
        raise fault(
            "value-interval-incomplete",
            f"has an interval without a figure: it is {value}",
            "leave the interval out where there is no figure",
        )


def _require_order(given: dict[str, Decimal], value: Decimal | Reason | None) -> None:
    """Refuse an interval that does not hold its figure, or the narrower interval."""
    known = {**given, **({"value": value} if isinstance(value, Decimal) else {})}
    order = [key for key in ("lower-998", "lower", "value", "upper", "upper-998") if key in known]
    for below, above in pairwise(order):
        if known[below] > known[above]:
            raise fault(
                "value-interval-crossed",
                f"{known[below]} is above {above} {known[above]}",
                "an interval contains its figure, and the one at 99.8% contains the one at 95%",
                below,
            )


def _bounds(lower: Decimal | None, upper: Decimal | None) -> Bounds | None:
    return None if lower is None or upper is None else Bounds(lower, upper)


class ComparatorFigure(PublishedInterval, Figure):
    """A comparator's value, and the interval that is published with it."""


class Reading(PublishedInterval):
    """An indicator's value for one period."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["value"]}, {"required": ["numerator", "denominator"]}],
            **_INTERVAL,
        }
    )

    value: Annotated[Decimal | Reason | None, Read(fields.number_or_reason)] = None
    """The number, or the reason why there is none.

    Default: made from the counts. Example: `value: 18.3`
    """
    numerator: Number | None = None
    """How many cases. Default: none. Example: `numerator: 88`"""
    denominator: Number | None = None
    """Out of how many; above 0. Default: none. Example: `denominator: 482`"""
    breakdown: dict[Line, Number] = Field(default_factory=dict)
    """The parts of the numerator, by name.

    Default: none. Example: `breakdown: {Foster care: 53, Other: 35}`
    """
    break_: Flag = Field(default=False, alias="break")
    """Whether the method changed here: earlier readings are not comparable with this one.

    Default: `false`. Example: `break: true`
    """

    revised: Flag = False
    """Whether it corrects a figure that was given before, perhaps in a submitted table: it replaces
    that one, and outputs say what it was.

    Default: `false`. Example: `revised: true`
    """

    @property
    def replaced(self) -> "ReplacedReading | None":
        """The reading that it replaces; None where it replaces none."""
        return None

    @property
    def reason(self) -> Reason | None:
        """Why there is no figure: a word in its place, or one that is only proposed."""
        value = self.value
        if self.proposed:
            return Reason.NO_VALUE
        return None if isinstance(value, Decimal) else value

    @property
    def counted(self) -> bool:
        """Whether counts make the value."""
        return self.numerator is not None and self.denominator is not None

    @property
    def decimals(self) -> int | None:
        """How many decimal places are worth showing; None where no number is written."""
        return numbers.decimals_written(self.value) if isinstance(self.value, Decimal) else None

    def amount(self, unit: Unit) -> Fraction:
        """Return the value exactly, in the unit; the counts decide where both are given."""
        value = self.value
        if self.counted:
            assert self.numerator is not None
            assert self.denominator is not None
            counts = numbers.to_fraction(self.numerator) / numbers.to_fraction(self.denominator)
            return counts * unit.scale
        if not isinstance(value, Decimal):
            raise ValueError("a reading without a figure has no amount")
        return numbers.to_fraction(value)

    @model_validator(mode="after")
    def _has_a_value(self) -> Self:
        if self.denominator is not None and self.denominator <= 0:
            raise fault(
                "value-denominator-zero",
                f"must be above 0, not {self.denominator}",
                "where there was nothing to count, write not-applicable as the value",
                "denominator",
            )
        if self.value is None and not self.counted:
            raise fault(
                "value-missing",
                "has no value",
                "write value, or numerator and denominator, or a reason such as in-measurement",
            )
        return self


def more_than_numbers(readings: Series[Period, Reading]) -> Mapping[Period, Reading]:
    """Return the readings that are more than a bare number, or none, in their order.

    A bare number has no counts and no breakdown, no mark, note or reason. As nearly all readings
    are such, whoever looks for one of these looks here.
    """
    return readings.once(_more_than_numbers)


def _more_than_numbers(readings: Series[Period, Reading]) -> Mapping[Period, Reading]:
    return {
        period: reading
        for period, reading in readings.items()
        if reading.__pydantic_fields_set__ != _BARE or not isinstance(reading.value, Decimal)
    }


_BARE = {"value"}


class ReplacedReading(NamedTuple):
    """A reading that a revised one replaces, and where it stands."""

    reading: Reading
    place: Place


def without_replaced(reading: Reading) -> Reading:
    """Return a reading that says no more which one it replaces."""
    if reading.replaced is None:
        return reading
    return reading.model_copy(update={"before": None})


class Forecast(Model):
    """What the service itself expects of a year's end."""

    value: Annotated[Decimal | Reason, Read(fields.number_or_reason)]
    """The number, or the reason why there is none. Example: `value: 88`"""
    source: Text | None = None
    """Where it comes from. Default: none. Example: `source: Monitoring of month 6`"""
    note: Text | None = None
    """What it rests on. Default: none. Example: `note: two posts are filled from October`"""


class Target(Remarks):
    """What the value should reach: a number, a range, a strict bound, another's figure, or none."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["value"]},
                {"required": ["from", "to"]},
                {"required": ["below"]},
                {"required": ["above"]},
                {"required": ["comparator"]},
                {"required": ["percentile", "of"]},
            ]
        }
    )

    value: Annotated[Decimal | Literal["none"] | None, Read(fields.number_or_none)] = None
    """The number to reach; a tie is met. Default: none. Example: `value: 14`"""
    from_: Number | None = Field(default=None, alias="from")
    """The lower end of a range, for polarity `on-target`; together with `to`.

    Default: none. Example: `from: 18`
    """
    to: Number | None = None
    """The upper end of the range. Default: none. Example: `to: 22`"""
    below: Number | None = None
    """A strict bound, for polarity `low`: a tie is not met. Default: none. Example: `below: 85`"""
    above: Number | None = None
    """A strict bound, for polarity `high`: a tie is not met. Default: none. Example: `above: 85`"""
    comparator: Line | None = None
    """The id of a comparator whose figure is the target.

    Default: none. Example: `comparator: england`
    """
    percentile: Annotated[Decimal, Read(fields.percentile)] | None = None
    """Which percentile of the figures of all authorities is the target, counted from the lowest,
    whichever way is good; together with `of`.

    Default: none. Example: `percentile: 75`
    """
    of: Line | None = None
    """The id of the dataset that the percentile is taken of, the one of the indicator's measure.

    Default: none. Example: `of: lait`
    """

    @property
    def percentiles(self) -> Percentiles | None:
        """What the percentile is in each year; None where nothing was read of the dataset."""
        return None

    @property
    def number(self) -> Decimal | None:
        """The one number of the target, strict or not; None for a range or a comparator."""
        if isinstance(self.value, Decimal):
            return self.value
        return self.below if self.below is not None else self.above

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        single = [self.value, self.below, self.above, self.comparator]
        double = [(self.from_, self.to), (self.percentile, self.of)]
        forms = [*single, *(first for first, _ in double)]
        halves = any((first is None) != (second is None) for first, second in double)
        if sum(form is not None for form in forms) != 1 or halves:
            raise fault(
                "target-form",
                "must have exactly one of value, from and to, below, above, comparator, percentile",
                "write 90, {from: 18, to: 22}, {below: 85}, {comparator: england} or "
                "{percentile: 75, of: lait}",
            )
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise fault(
                "target-range-crossed",
                f"runs from {self.from_} to {self.to}, the wrong way round",
                f"write {{from: {self.to}, to: {self.from_}}}",
            )
        return self


_Colour = Annotated[Status, Read(fields.one_of((Status.GREEN, Status.AMBER, Status.RED)))]


class Reported(Model):
    """A verdict that the source prints."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["status"]}, {"required": ["direction"]}]}
    )

    status: _Colour | None = None
    """`green`, `amber` or `red`. Default: none. Example: `status: red`"""
    direction: AnyDirection | None = None
    """`improved`, `maintained`, `declined`, or for a neutral indicator `higher`, `same`,
    `lower`; or `unavailable`.

    Default: none. Example: `direction: declined`
    """
    note: Text | None = None
    """Why, or where; needed with `overrides`.

    Default: none. Example: `note: the source prints no target`
    """
    source: Text | None = None
    """Where it is printed. Default: none. Example: `source: Year-end page`"""
    overrides: Flag = False
    """Whether it is shown in place of the calculated one, always marked.

    Default: `false`. Example: `overrides: true`
    """

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.status is None and self.direction is None:
            raise fault(
                "status-reported-empty",
                "has neither a status nor a direction",
                "write {status: red} or {direction: improved}",
            )
        if self.overrides and not self.note:
            raise fault(
                "status-override-without-note",
                "overrides the calculated rating without a note",
                "say in note: why the judgement differs; it is shown with the status",
            )
        return self


_OF_FIGURES = frozenset((*Figure.model_fields, *INTERVAL_COLUMNS))
_EVERY = "\x00"
"""The key, which no file can hold, under which a figure for every period is validated."""


@shorthand("value")
def _record(raw: Any) -> Any:
    """Take a bare figure for a record with only a value."""
    return raw if isinstance(raw, dict) else {"value": raw}


@shorthand()
def _series(raw: Any) -> Any:
    """Take a bare figure, or a record, for one that holds in every period."""
    by_period = isinstance(raw, dict) and _OF_FIGURES.isdisjoint(raw)
    return raw if by_period else {_EVERY: raw}


@takes(reference("period"))
def _period_or_every(raw: Any, year: Kind) -> Period | None:
    return None if raw == _EVERY else fields.period(raw, year)


_Figure = Annotated[Figure, BeforeValidator(_record)]
AnyReading = Annotated[Reading, BeforeValidator(_record)]
AnyForecast = Annotated[Forecast, BeforeValidator(_record)]
AnyTarget = Annotated[Target, BeforeValidator(_record)]
FigureSeries = Annotated[
    Series[Annotated[Period | None, ReadInYears(_period_or_every)], _Figure],
    BeforeValidator(_series),
]
ComparatorSeries = Annotated[
    Series[
        Annotated[Period | None, ReadInYears(_period_or_every)],
        Annotated[ComparatorFigure, BeforeValidator(_record)],
    ],
    BeforeValidator(_series),
]


@shorthand("status")
def _verdict(raw: Any) -> Any:
    """Take a bare status for a record with only that."""
    return raw if isinstance(raw, dict) else {"status": raw}


AnyReported = Annotated[Reported, BeforeValidator(_verdict)]
