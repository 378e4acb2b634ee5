"""indicators.yaml as frozen models: every key, its type and its default.

The models know no lines and no files. What is wrong is raised with a code of ours; the loader
joins it to its place.
"""

from collections.abc import Hashable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from ragcalc import numbers
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.columns import Naming
from ragcalc.catalogue.model.fields import (
    AnyTolerance,
    BasisChoice,
    Flag,
    Id,
    Line,
    Months,
    Number,
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
from ragcalc.periods import Kind, Period
from ragcalc.tolerances import Simple
from ragcalc.vocabulary import (
    ActionStatus,
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
    """What may stand beside any figure."""

    source: Text | None = None
    note: Text | None = None
    provisional: Flag = False
    proposed: Flag = False


class Figure(Remarks):
    """A number and its remarks: a floor, a base, a comparator's value."""

    value: Number

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


class Reading(Remarks):
    """An indicator's value for one period."""

    value: Annotated[Decimal | Reason | None, Read(fields.number_or_reason)] = None
    numerator: Number | None = None
    denominator: Number | None = None
    breakdown: dict[Line, Number] = Field(default_factory=dict)
    break_: Flag = Field(default=False, alias="break")

    @property
    def reason(self) -> Reason | None:
        """Why there is no figure: a word in its place, or one that is only proposed."""
        if self.proposed:
            return Reason.NO_VALUE
        return None if self.value is None or isinstance(self.value, Decimal) else self.value

    @property
    def counted(self) -> bool:
        """Whether counts make the value."""
        return self.numerator is not None and self.denominator is not None

    @property
    def is_plain(self) -> bool:
        """Whether it is a figure, and nothing else is said of it."""
        return isinstance(self.value, Decimal) and self.model_fields_set == {"value"}

    def amount(self, unit: Unit) -> Fraction:
        """Return the value exactly, in the unit; the counts decide where both are given."""
        if self.numerator is not None and self.denominator is not None:
            counts = numbers.to_fraction(self.numerator) / numbers.to_fraction(self.denominator)
            return counts * unit.scale
        if not isinstance(self.value, Decimal):
            raise ValueError("a reading without a figure has no amount")
        return numbers.to_fraction(self.value)

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
    """What the value should reach: a number, a range, a strict bound, a comparator, or none."""

    value: Annotated[Decimal | Literal["none"] | None, Read(fields.number_or_none)] = None
    from_: Number | None = Field(default=None, alias="from")
    to: Number | None = None
    below: Number | None = None
    above: Number | None = None
    comparator: Line | None = None

    @property
    def number(self) -> Decimal | None:
        """The one number of the target, strict or not; None for a range or a comparator."""
        if isinstance(self.value, Decimal):
            return self.value
        return self.below if self.below is not None else self.above

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        forms = [self.value, self.from_, self.below, self.above, self.comparator]
        if sum(form is not None for form in forms) != 1 or (self.from_ is None) != (
            self.to is None
        ):
            raise fault(
                "target-form",
                "must have exactly one of value, from and to, below, above, comparator",
                "write 90, {from: 18, to: 22}, {below: 85} or {comparator: england}",
            )
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise fault(
                "target-range-crossed",
                f"runs from {self.from_} to {self.to}, which is empty",
                f"write {{from: {self.to}, to: {self.from_}}}",
            )
        return self


_Colour = Annotated[Status, Read(fields.one_of((Status.GREEN, Status.AMBER, Status.RED)))]
_AnyDirection = Annotated[Direction, Read(fields.one_of(tuple(Direction)))]


class Reported(Model):
    """A verdict that the source prints."""

    status: _Colour | None = None
    direction: _AnyDirection | None = None
    note: Text | None = None
    source: Text | None = None
    overrides: Flag = False

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
                "overrides the computed verdict without a note",
                "say in note: why the judgement differs; it is printed beside the status",
            )
        return self


class StatusRule(Model):
    """How far short of target is still green, still amber."""

    green: AnyTolerance | None = None
    amber: AnyTolerance | None = None
    amber_if: tuple[_AnyDirection, ...] | None = Field(default=None, alias="amber-if")

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
                "amber must reach at least as far as green; equal means met or not met",
            )
        return self


class DirectionRule(Model):
    """From which earlier reading, and how small a change is none."""

    same: AnyTolerance | None = None
    basis: Annotated[BasisChoice, Read(fields.basis)] | None = None


_OF_FIGURES = frozenset(Figure.model_fields)
_EVERY = "\x00"
"""The key, which no file can hold, under which a figure for every period is validated."""


def _record(raw: Any) -> Any:
    """Take a bare figure for a record with only a value."""
    return raw if isinstance(raw, dict) else {"value": raw}


def _series(raw: Any) -> Any:
    """Take a bare figure, or a record, for one that holds in every period."""
    by_period = isinstance(raw, dict) and _OF_FIGURES.isdisjoint(raw)
    return raw if by_period else {_EVERY: raw}


def _period_or_every(raw: Any, year: Kind) -> Period | None:
    return None if raw == _EVERY else fields.period(raw, year)


_Figure = Annotated[Figure, BeforeValidator(_record)]
_Target = Annotated[Target, BeforeValidator(_record)]
_FigureSeries = Annotated[
    dict[Annotated[Period | None, ReadInYears(_period_or_every)], _Figure],
    BeforeValidator(_series),
]


def _verdict(raw: Any) -> Any:
    return raw if isinstance(raw, dict) else {"status": raw}


class Comparator(Model):
    """A benchmark: who it is, and how late its figures come."""

    name: Line
    short: Line | None = None
    kind: Annotated[ComparatorKind, Read(fields.one_of(tuple(ComparatorKind)))] = (
        ComparatorKind.OTHER
    )
    lag: Months = 0
    source: Text | None = None
    note: Text | None = None


class Dataset(Model):
    """A national dataset: the file, what its columns are called, and who we are in it."""

    file: Line
    columns: dict[Annotated[str, Read(fields.dataset_column)], Line] = Field(default_factory=dict)
    years: Annotated[Naming, Read(fields.one_of(tuple(Naming)))] = Naming.ENDING
    area: Line | None = None
    national: Line = "England"
    regions: dict[Line, Line] = Field(default_factory=dict)
    neighbours: Line | None = None
    source: Text | None = None


class Measure(Model):
    """Which measure of which dataset an indicator is compared by."""

    name: Line
    measure: Line


def _lines(raw: Any) -> Any:
    """Take one text for a list of one."""
    return [raw] if isinstance(raw, str) else raw


class Action(Model):
    """What the organisation does towards an outcome, and how far it has come."""

    name: Line
    status: dict[PeriodKey, Annotated[ActionStatus, Read(fields.one_of(tuple(ActionStatus)))]] = (
        Field(default_factory=dict)
    )
    due: PeriodKey | None = None
    """The period by whose end it is to be delivered."""
    milestones: dict[PeriodKey, Annotated[tuple[Line, ...], BeforeValidator(_lines)]] = Field(
        default_factory=dict
    )
    """What is to be done in a period."""
    owner: Line | None = None
    source: Text | None = None
    note: Text | None = None


class Outcome(Model):
    """What the organisation wants to achieve; indicators and actions stand under it."""

    name: Line
    actions: dict[Id, Action] = Field(default_factory=dict)
    note: Text | None = None


class PlainReadings(dict[Period, Reading]):
    """Readings that are all plain, as nearly all of a long table are.

    Made from a grid, and never changed: nobody looks through them for a break or a count.
    """


class Indicator(Model):
    """One measure of performance."""

    # `year` first: how the other fields read `2018-19` depends on it
    year: YearKind = Kind.FINANCIAL
    name: Line
    short: Line | None = None
    outcome: Line | None = None
    tier: Line | None = None
    unit: Annotated[Unit, Read(fields.unit)]
    polarity: Annotated[Polarity, Read(fields.one_of(tuple(Polarity)))]
    frequency: Annotated[Frequency, Read(fields.one_of(tuple(Frequency)))] = Frequency.QUARTERLY
    decimals: Annotated[int, Read(fields.decimals)] | None = None
    target: _Target | None = None
    targets: dict[Annotated[Period | Since, ReadInYears(fields.period_or_since)], _Target] = Field(
        default_factory=dict
    )
    values: dict[OwnPeriodKey, Annotated[Reading, BeforeValidator(_record)]]
    comparators: dict[str, _FigureSeries] = Field(default_factory=dict)
    dataset: Measure | None = None
    policy: Line | None = None
    tolerance: StatusRule = StatusRule.model_construct()
    direction: DirectionRule = DirectionRule.model_construct()
    floor: _FigureSeries = Field(default_factory=dict)
    base: _FigureSeries = Field(default_factory=dict)
    accumulates: Annotated[bool | Literal["in-period"], Read(fields.accumulates)] = False
    profile: Annotated[Profile, Read(fields.profile)] | None = None
    rolling: Months | None = None
    interval: Annotated[IntervalMethod, Read(fields.one_of(tuple(IntervalMethod)))] = (
        IntervalMethod.NONE
    )
    due: Annotated[int, Read(fields.quarter)] | None = None
    lag: Months = 0
    carry: Months = 0
    reported: dict[OwnPeriodKey, Annotated[Reported, BeforeValidator(_verdict)]] = Field(
        default_factory=dict
    )
    may_exceed_100: Flag = Field(default=False, alias="may-exceed-100")
    suppress_below: Annotated[int, Read(fields.suppress_below)] | None = Field(
        default=None, alias="suppress-below"
    )
    part_of: Line | None = Field(default=None, alias="part-of")
    """The indicator whose count has this one's in it."""
    source: Text | None = None
    note: Text | None = None
    owner: Line | None = None

    @property
    def detailed(self) -> Iterable[tuple[Period, Reading]]:
        """The readings, with their periods, that may say more than a figure: counts, a break."""
        return () if isinstance(self.values, PlainReadings) else self.values.items()

    @property
    def kind(self) -> Kind:
        """The kind of period that it is measured in."""
        return _KINDS.get(self.frequency) or self.year

    @cached_property
    def worked_out(self) -> dict[Hashable, Any]:
        """What has been worked out of it, to be asked again; it lives as long as it does."""
        return {}

    def __copy__(self) -> Self:
        """Return a copy, of which nothing is worked out: it may be changed."""
        copied = super().__copy__()
        copied.__dict__.pop("worked_out", None)
        return copied


_KINDS = {Frequency.MONTHLY: Kind.MONTH, Frequency.QUARTERLY: Kind.QUARTER}
"""The kind of a frequency's periods; of an annual one's it is the kind of its year."""


def _some(entries: dict[str, Any]) -> dict[str, Any]:
    if not entries:
        raise fault("value-empty", "is empty", "add an entry; ragcalc init writes a starter")
    return entries


def default_tiers() -> dict[str, str]:
    """Return the tiers of a catalogue that names none."""
    return {"headline": "Headline indicators", "wider": "Wider indicators"}


class Catalogue(Model):
    """indicators.yaml."""

    version: Annotated[int, Read(fields.version)]
    organisation: Line
    area: Line | None = None
    tiers: Annotated[dict[Id, Line], AfterValidator(_some)] = Field(default_factory=default_tiers)
    suppress_below: Annotated[int, Read(fields.suppress_below)] = Field(
        default=0, alias="suppress-below"
    )
    """Counts below it, 0 apart, do not leave the house."""
    include: tuple[Line, ...] = ()
    """Files or globs of further outcomes and indicators, from the catalogue's folder."""
    data: tuple[Line, ...] = ()
    """Files, folders or globs of submitted tables, from the catalogue's folder."""
    columns: dict[Annotated[str, Read(fields.column)], Line] = Field(default_factory=dict)
    """What the tables call their columns, where they have other names."""
    comparators: dict[Id, Comparator] = Field(default_factory=dict)
    datasets: dict[Id, Dataset] = Field(default_factory=dict)
    outcomes: dict[Id, Outcome] = Field(default_factory=dict)
    indicators: Annotated[dict[Id, Indicator], AfterValidator(_some)]


class Part(Model):
    """A file that indicators.yaml includes; its entries are read with all the others."""

    version: Annotated[int, Read(fields.version)] = 1
    outcomes: dict[str, Any] = Field(default_factory=dict)
    indicators: dict[str, Any] = Field(default_factory=dict)
