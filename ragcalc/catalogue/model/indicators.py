"""indicators.yaml as frozen models: every key, its type and its default.

The models know no lines and no files. What is wrong is raised with a code of ours; the loader
joins it to its place.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple, Self, assert_never

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from ragcalc import numbers, periods
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.columns import INTERVAL_COLUMNS, Naming
from ragcalc.catalogue.model.fields import (
    AnyTolerance,
    BasisChoice,
    Flag,
    Id,
    LeftOutYears,
    Line,
    Months,
    Number,
    OpenPeriod,
    OwnPeriodKey,
    PeriodKey,
    Profile,
    Read,
    ReadInYears,
    Since,
    Text,
    Unit,
    YearKind,
    fault,
)
from ragcalc.catalogue.model.peers import Percentiles
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.model.shapes import SHAPES, reference, shorthand, takes
from ragcalc.periods import Kind, Period
from ragcalc.tolerances import Simple
from ragcalc.vocabulary import (
    ActionStatus,
    Banding,
    ComparatorKind,
    Direction,
    Frequency,
    IntervalMethod,
    Polarity,
    Reason,
    Status,
)


class Model(BaseModel):
    """What every model shares: unknown keys are errors, nothing changes after reading."""

    # the two files' own models are built when they are read, and with them all that they hold
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


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
            "write both ends or neither; the interval at 99.8% stands beside the one at 95%",
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
                "an interval holds its figure, and the one at 99.8% holds the one at 95%",
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

    @property
    def reason(self) -> Reason | None:
        """Why there is no figure: a word in its place, or one that is only proposed."""
        value = self.value
        if self.proposed:
            return Reason.NO_VALUE
        return value if isinstance(value, Reason) else None

    @property
    def counted(self) -> bool:
        """Whether counts make the value."""
        return self.numerator is not None and self.denominator is not None

    def amount(self, unit: Unit) -> Fraction:
        """Return the value exactly, in the unit; the counts decide where both are given."""
        value, denominator = self.value, self.denominator
        if denominator is not None and self.numerator is not None:
            counts = numbers.to_fraction(self.numerator) / numbers.to_fraction(denominator)
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
_AnyDirection = Annotated[Direction, Read(fields.one_of(tuple(Direction)))]


class Reported(Model):
    """A verdict that the source prints."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["status"]}, {"required": ["direction"]}]}
    )

    status: _Colour | None = None
    """`green`, `amber` or `red`. Default: none. Example: `status: red`"""
    direction: _AnyDirection | None = None
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


class StatusRule(Model):
    """How far short of target is still green, still amber."""

    green: AnyTolerance | None = None
    """How far short of target is still green. Default: `0`. Example: `green: 5%`"""
    amber: AnyTolerance | None = None
    """How far short is still amber; beyond it is red. Default: `5%`. Example: `amber: below 5%`"""
    amber_if: tuple[_AnyDirection, ...] | None = Field(default=None, alias="amber-if")
    """Directions with which a value beyond green is amber however far off it is, and red with
    any other; in place of an inherited amber.

    Default: none. Example: `amber-if: [improved, maintained]`
    """

    @model_validator(mode="after")
    def _bands_in_order(self) -> Self:
        green, amber = self.green, self.amber
        if not isinstance(green, Simple) or not isinstance(amber, Simple):
            return self
        comparable = green.measure is amber.measure or not green.size or not amber.size
        if comparable and (amber.size, amber.inclusive) < (green.size, green.inclusive):
            raise fault(
                "tolerance-bands-crossed",
                f"amber ({amber}) is narrower than green ({green})",
                "amber must be at least as wide as green; equal means met or not met",
            )
        return self


class DirectionRule(Model):
    """From which earlier reading, and how small a change is none."""

    same: AnyTolerance | None = None
    """How small a change is none: `maintained`. Default: `5%`. Example: `same: 2 points`"""
    basis: Annotated[BasisChoice, Read(fields.basis)] | None = None
    """Which earlier reading the change is measured from.

    Default: `last-reported`. Example: `basis: previous-period`
    """


class ChartLimits(Model):
    """Between which readings, both included, the mean and the limits of a chart are fixed."""

    from_: OpenPeriod = Field(alias="from")
    """The first of them. Example: `from: 2019-M04`"""
    to: OpenPeriod
    """The last of them. Example: `to: 2020-M03`"""

    def of(self, year: Kind) -> tuple[Period, Period]:
        """Return both ends for an indicator that keeps years of a kind."""
        return periods.in_years(self.from_, year), periods.in_years(self.to, year)


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
_Target = Annotated[Target, BeforeValidator(_record)]
_FigureSeries = Annotated[
    Series[Annotated[Period | None, ReadInYears(_period_or_every)], _Figure],
    BeforeValidator(_series),
]
_ComparatorSeries = Annotated[
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


class Comparator(Model):
    """A benchmark: who it is, and how late its figures come."""

    name: Line
    """In full. Example: `name: Statistical neighbours`"""
    short: Line | None = None
    """For narrow columns. Default: the name. Example: `short: Neighb.`"""
    kind: Annotated[ComparatorKind, Read(fields.one_of(tuple(ComparatorKind)))] = (
        ComparatorKind.OTHER
    )
    """`national`, `regional`, `statistical-neighbours` or `other`.

    Default: `other`. Example: `kind: national`
    """
    lag: Months = 0
    """How much earlier than the reading its figures may end at the latest: for figures that come
    late.

    Default: none. Example: `lag: 1 year`
    """
    source: Text | None = None
    """Where its figures come from. Default: none. Example: `source: DfE LAIT`"""
    note: Text | None = None
    """Anything a reader should know. Default: none. Example: `note: unweighted average`"""


class Dataset(Model):
    """A national dataset: the file, what its columns are called, and who we are in it."""

    file: Line
    """A Parquet or CSV file, from the folder of indicators.yaml.

    Example: `file: data/lait.parquet`
    """
    columns: dict[Annotated[str, Read(fields.dataset_column)], Line] = Field(default_factory=dict)
    """What the file calls its columns, where they have other names: `measure`, `year`, `area`,
    `name`, `value`, `region`, `numerator`, `denominator`, and of published intervals `lower`,
    `upper`, `lower-998`, `upper-998`.

    Default: the same names. Example: `columns: {measure: Short Desc, year: Years}`
    """
    years: Annotated[Naming, Read(fields.one_of(tuple(Naming)))] = Naming.ENDING
    """What a year of one number means for a split year: `ending` (2018 is 2017-18) or `starting`
    (2018 is 2018-19).

    Default: `ending`. Example: `years: starting`
    """
    area: Line | None = None
    """The organisation's own area, by number or name.

    Default: the catalogue's `area`, else the organisation. Example: `area: 896`
    """
    national: Line = "England"
    """What the rows of the nation are called. Default: `England`. Example: `national: Wales`"""
    regions: dict[Line, Line] = Field(default_factory=dict)
    """What a region's own rows are called, where an authority's row names it otherwise.

    Default: the same names. Example: `regions: {Inner London: London (Inner)}`
    """
    neighbours: Line | None = None
    """The list of statistical neighbours, CSV or XLSX.

    Default: none. Example: `neighbours: neighbours-2021.xlsx`
    """
    leave_out: dict[Line, Annotated[LeftOutYears, Read(fields.left_out_years)]] = Field(
        default_factory=dict, alias="leave-out"
    )
    """Areas that did not exist, by number or name, and when: `from` or `until` a period.

    Default: none. Example: `leave-out: {835: from 2019-20, 838: until 2018-19}`
    """
    dictionary: Line | None = None
    """A table, CSV or XLSX, that marks the measures without quartiles: N under `No_Quartile`.

    Default: none: all have them. Example: `dictionary: dictionary.csv`
    """
    source: Text | None = None
    """What the figures' source is called. Default: the file's name. Example: `source: DfE LAIT`"""


class Measure(Model):
    """Which measure of which dataset an indicator is compared by."""

    name: Line
    """The id of the dataset. Example: `name: lait`"""
    measure: Line
    """What the dataset calls the measure. Example: `measure: ReReferral`"""


@shorthand()
def _lines(raw: Any) -> Any:
    """Take one text for a list of one."""
    return [raw] if isinstance(raw, str) else raw


class Action(Model):
    """What the organisation does towards an outcome, and how far it has come."""

    name: Line
    """In full. Example: `name: Review of the emergency duty team`"""
    status: dict[PeriodKey, Annotated[ActionStatus, Read(fields.one_of(tuple(ActionStatus)))]] = (
        Field(default_factory=dict)
    )
    """How far it has come, by period: `delivered`, `on-track`, `re-phased`, `delayed`,
    `not-started`.

    Default: none. Example: `status: {2018-19: on-track}`
    """
    due: PeriodKey | None = None
    """The period by whose end it is to be delivered. Default: none. Example: `due: 2019-20 Q2`"""
    milestones: dict[PeriodKey, Annotated[tuple[Line, ...], BeforeValidator(_lines)]] = Field(
        default_factory=dict
    )
    """What is to be done in a period: a text, or a list of them.

    Default: none. Example: `milestones: {2019-20: [The site is bought, The home is open]}`
    """
    owner: Line | None = None
    """Who answers for it. Default: none. Example: `owner: Head of Safeguarding`"""
    source: Text | None = None
    """Where it comes from. Default: none. Example: `source: Year-end page`"""
    note: Text | None = None
    """Anything a reader should know. Default: none. Example: `note: its first stage is complete`"""


class Outcome(Model):
    """What the organisation wants to achieve; indicators and actions stand under it."""

    name: Line
    """In full. Example: `name: People are safe`"""
    actions: dict[Id, Action] = Field(default_factory=dict)
    """What is done towards it, by id, in the order of the report.

    Default: none. Example: `actions: {review: {name: Review of the duty team}}`
    """
    note: Text | None = None
    """Anything a reader should know.

    Default: none. Example: `note: second aim of the council plan`
    """


_Columns = dict[
    Annotated[str, Read(fields.column)], Annotated[tuple[Line, ...], BeforeValidator(_lines)]
]
"""What tables call their columns, each by one name or several."""


class SubmittedTables(Model):
    """Submitted tables, and what they do not say themselves."""

    path: Line
    """A file, a folder or a glob, from the folder of indicators.yaml.

    Example: `path: returns/planning.xlsx`
    """
    period: OpenPeriod | None = None
    """The period of each figure, where the tables have no column for it.

    Default: none. Example: `period: 2018-19 Q4`
    """
    sheet: Line | None = None
    """The one sheet to read of each workbook.

    Default: every one with figures. Example: `sheet: Return`
    """
    columns: _Columns = Field(default_factory=dict)
    """What these tables call their columns, beside the names that all tables have.

    Default: none. Example: `columns: {value: Result}`
    """

    @property
    def says_more(self) -> bool:
        """Whether anything is said but the path."""
        return bool(self.period or self.sheet or self.columns)


@shorthand("path")
def _tables(raw: Any) -> Any:
    """Take a bare path for a record with only that."""
    return raw if isinstance(raw, dict) else {"path": raw}


class Indicator(Model):
    """One measure of performance."""

    # `year` first: how the other fields read `2018-19` depends on it
    year: YearKind = Kind.FINANCIAL
    """The kind of year that it keeps: `financial`, `calendar`, `academic` (September to August).

    Default: `financial`. Example: `year: academic`
    """
    name: Line
    """In full, for the public. Example: `name: Repeat referrals`"""
    short: Line | None = None
    """For narrow tables. Default: the name. Example: `short: Repeats`"""
    outcome: Line | None = None
    """The id of an outcome. Default: none. Example: `outcome: safe`"""
    tier: Line | None = None
    """The id of a tier. Default: the first tier. Example: `tier: wider`"""
    unit: Annotated[Unit, Read(fields.unit)]
    """What the value counts. Example: `unit: percent`"""
    polarity: Annotated[Polarity, Read(fields.one_of(tuple(Polarity)))]
    """Which way is good: `high`, `low`, `on-target` (closest to the target, or inside a range,
    is best), `neutral` (no judgement).

    Example: `polarity: low`
    """
    frequency: Annotated[Frequency, Read(fields.one_of(tuple(Frequency)))] = Frequency.QUARTERLY
    """`monthly`, `quarterly` or `annual`. Default: `quarterly`. Example: `frequency: annual`"""
    decimals: Annotated[int, Read(fields.decimals)] | None = None
    """How many decimals the text outputs show, 0 to 10; statuses are never rounded.

    Default: the digits written, or 1 for a value from counts. Example: `decimals: 1`
    """
    target: _Target | None = None
    """The target of every period. Default: none. Example: `target: 14`"""
    targets: Series[Annotated[Period | Since, ReadInYears(fields.period_or_since)], _Target] = (
        Field(default_factory=Series)
    )
    """Targets by period. Default: none. Example: `targets: {2018-19: 14}`"""
    values: Series[OwnPeriodKey, Annotated[Reading, BeforeValidator(_record)]]
    """The readings, by period. Example: `values: {2018-19 Q4: 16}`"""
    comparators: dict[Annotated[str, SHAPES[fields.identifier]], _ComparatorSeries] = Field(
        default_factory=dict
    )
    """The comparators' figures: by comparator, then by period, or one for every period.

    Default: none. Example: `comparators: {england: {2017-18: 20.2}}`
    """
    dataset: Measure | None = None
    """The measure of a dataset that the comparators' figures come from.

    Default: none. Example: `dataset: {name: lait, measure: ReReferral}`
    """
    policy: Line | None = None
    """The id of a policy in thresholds.yaml.

    Default: the file's default. Example: `policy: tight`
    """
    tolerance: StatusRule = StatusRule.model_construct()
    """What this indicator's status changes in its policy.

    Default: nothing. Example: `tolerance: {amber: 10%}`
    """
    direction: DirectionRule = DirectionRule.model_construct()
    """What this indicator's direction of travel changes in its policy.

    Default: nothing. Example: `direction: {same: 0}`
    """
    floor: _FigureSeries = Field(default_factory=Series)
    """The value below which (above which, for `low`) status is red; amber lies between it and
    the target, in place of the amber tolerance; one figure or by period.

    Default: none. Example: `floor: 20`
    """
    base: _FigureSeries = Field(default_factory=Series)
    """What a relative tolerance of the status is measured on in place of the target; one figure
    or by period.

    Default: the target. Example: `base: {2018-19: 46267}`
    """
    accumulates: Annotated[bool | Literal["in-period"], Read(fields.accumulates)] = False
    """Whether each value is the total since the year began; `in-period` where each is its own
    period's alone, and the totals are to be made.

    Default: `false`. Example: `accumulates: true`
    """
    profile: Annotated[Profile, Read(fields.profile)] | None = None
    """How much of a year's target is due by then. Default: none. Example: `profile: linear`"""
    rolling: Months | None = None
    """Over which stretch each value runs, for readers; such a figure does not accumulate.

    Default: none. Example: `rolling: 12 months`
    """
    interval: Annotated[IntervalMethod, Read(fields.one_of(tuple(IntervalMethod)))] = (
        IntervalMethod.NONE
    )
    """How the play of chance is reckoned where the value is made of cases that happen: `wilson`
    for proportions, `byar` for counts and rates, `none`.

    Default: `none`. Example: `interval: wilson`
    """
    limits: ChartLimits | None = None
    """From which reading to which, both included, the mean and the limits of its chart of signals
    are fixed.

    Default: all readings make them. Example: `limits: {from: 2019-M04, to: 2020-M03}`
    """
    step: Annotated[tuple[OwnPeriodKey, ...], BeforeValidator(_lines)] = ()
    """The period, or a list of them, from which on its chart of signals has a new mean and new
    limits; the direction of travel and comparisons go on as before.

    Default: none. Example: `step: 2021-M04`
    """
    quartile: Annotated[Banding, Read(fields.one_of(tuple(Banding)))] = Banding.BY_METHOD
    """Whether its rank in a dataset becomes a band: `by-method`, or `none` where the figures lie
    too close together.

    Default: `by-method`. Example: `quartile: none`
    """
    due: Annotated[int, Read(fields.quarter)] | None = None
    """The quarter in which an annual figure is reported.

    Default: where its year ends. Example: `due: Q2`
    """
    lag: Months = 0
    """How late its figures come: they stand in the report so much later.

    Default: none. Example: `lag: 1 quarter`
    """
    carry: Months = 0
    """How long the last reading stands, marked, where the new one is not there.

    Default: not at all. Example: `carry: 2 quarters`
    """
    reported: Series[OwnPeriodKey, Annotated[Reported, BeforeValidator(_verdict)]] = Field(
        default_factory=Series
    )
    """Verdicts that the source prints, by period.

    Default: none. Example: `reported: {2018-19 Q4: red}`
    """
    may_exceed_100: Flag = Field(default=False, alias="may-exceed-100")
    """Whether a percentage may pass 100, as a take-up may.

    Default: `false`. Example: `may-exceed-100: true`
    """
    suppress_below: Annotated[int, Read(fields.suppress_below)] | None = Field(
        default=None, alias="suppress-below"
    )
    """Its own limit for small numbers; `0` hides none; of indicators joined by `part-of` the
    highest holds for all.

    Default: the catalogue's. Example: `suppress-below: 10`
    """
    part_of: Line | None = Field(default=None, alias="part-of")
    """The id of the indicator whose count has this one's in it, so that neither gives back a
    hidden number; an indicator cannot be part of itself, directly or through others.

    Default: none. Example: `part-of: children-in-care`
    """
    source: Text | None = None
    """Where its figures come from. Default: none. Example: `source: Planning team, case system`"""
    note: Text | None = None
    """Anything a reader should know. Default: none. Example: `note: the page does not define it`"""
    owner: Line | None = None
    """Who answers for it. Default: none. Example: `owner: Head of Planning`"""

    @property
    def kind(self) -> Kind:
        """The kind of period that it is measured in."""
        match self.frequency:
            case Frequency.MONTHLY:
                return Kind.MONTH
            case Frequency.QUARTERLY:
                return Kind.QUARTER
            case Frequency.ANNUAL:
                return self.year
            case _:
                assert_never(self.frequency)


@takes({"minProperties": 1})
def _some(entries: dict[str, Any]) -> dict[str, Any]:
    if not entries:
        raise fault("value-empty", "is empty", "add an entry; ragcalc init writes a starter")
    return entries


def default_tiers() -> dict[str, str]:
    """Return the tiers of a catalogue that names none."""
    return {"headline": "Headline indicators", "wider": "Wider indicators"}


class Catalogue(Model):
    """A catalogue: what is measured, its targets, its readings and whom it is compared with."""

    model_config = ConfigDict(
        json_schema_extra={
            "required": ["version", "organisation"],
            "anyOf": [{"required": ["indicators"]}, {"required": ["include"]}],
        }
    )

    version: Annotated[int, Read(fields.version)]
    """The version of this format. Example: `version: 1`"""
    organisation: Line
    """Whose report it is. Example: `organisation: Anyshire Council`"""
    area: Line | None = None
    """The place that the figures are about. Default: none. Example: `area: Anyshire`"""
    tiers: Annotated[dict[Id, Line], AfterValidator(_some)] = Field(default_factory=default_tiers)
    """The ranks of indicators, by id, in the order of the report; the first is the one of an
    indicator that names none.

    Default: headline and wider. Example: `tiers: {key: Key measures, other: Other measures}`
    """
    suppress_below: Annotated[int, Read(fields.suppress_below)] = Field(
        default=0, alias="suppress-below"
    )
    """Counts below it, 0 apart, are hidden in every report, with what would give them back.

    Default: `0`: nothing is hidden. Example: `suppress-below: 5`
    """
    include: tuple[Line, ...] = ()
    """Files or globs of further outcomes and indicators, from this file's folder.

    Default: none. Example: `include: [outcomes/*.yaml]`
    """
    data: tuple[Annotated[SubmittedTables, BeforeValidator(_tables)], ...] = ()
    """Submitted tables: files, folders or globs, from this file's folder.

    Default: none. Example: `data: [returns/*.csv]`
    """
    columns: _Columns = Field(default_factory=dict)
    """What the tables call their columns, where they have other names; one name or a list.

    Default: none. Example: `columns: {indicator: PI ref, value: Actual}`
    """
    comparators: dict[Id, Comparator] = Field(default_factory=dict)
    """Whom figures are compared with, by id, in the order of the columns.

    Default: none. Example: `comparators: {england: {name: England}}`
    """
    datasets: dict[Id, Dataset] = Field(default_factory=dict)
    """National datasets that comparators' figures come from, by id.

    Default: none. Example: `datasets: {lait: {file: lait.parquet}}`
    """
    outcomes: dict[Id, Outcome] = Field(default_factory=dict)
    """What the indicators serve, by id, in the order of the report.

    Default: none. Example: `outcomes: {safe: {name: People are safe}}`
    """
    indicators: Annotated[dict[Id, Indicator], AfterValidator(_some)]
    """The indicators, by id; at least one."""

    @property
    def national_lag(self) -> int:
        """How many months earlier than a reading the year ends whose authorities it is put among.

        It is the lag of the first national comparator, whose figures come from the same years.
        """
        kinds = (one for one in self.comparators.values() if one.kind is ComparatorKind.NATIONAL)
        return next((one.lag for one in kinds), 0)


class IncludedFile(Model):
    """A file that indicators.yaml includes; its entries are read with all the others."""

    version: Annotated[int, Read(fields.version)] = 1
    outcomes: dict[str, Any] = Field(default_factory=dict)
    indicators: dict[str, Any] = Field(default_factory=dict)
