"""indicators.yaml as frozen models: every key, its type and its default.

The models know no lines and no files. What is wrong is raised with a code of ours; the loader
joins it to its place.
"""

from typing import Annotated, Any, Literal, Self, assert_never

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    model_validator,
)

from ragcalc import periods
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.columns import LayoutName, Naming
from ragcalc.catalogue.model.fields import (
    AnyDirection,
    AnyTolerance,
    BasisChoice,
    Flag,
    Id,
    LeftOutYears,
    Line,
    Months,
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
from ragcalc.catalogue.model.figures import (
    AnyForecast,
    AnyReading,
    AnyReported,
    AnyTarget,
    ComparatorSeries,
    FigureSeries,
)
from ragcalc.catalogue.model.records import Model
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.model.shapes import SHAPES, shorthand, takes, words
from ragcalc.periods import Kind, Period
from ragcalc.tolerances import Simple
from ragcalc.vocabulary import (
    ActionStatus,
    Banding,
    ComparatorKind,
    Frequency,
    IntervalMethod,
    Polarity,
    RollUp,
)


class StatusRule(Model):
    """How far short of target is still green, still amber."""

    green: AnyTolerance | None = None
    """How far short of target is still green. Default: `0`. Example: `green: 5%`"""
    amber: AnyTolerance | None = None
    """How far short is still amber; beyond it is red. Default: `5%`. Example: `amber: below 5%`"""
    amber_if: tuple[AnyDirection, ...] | None = Field(default=None, alias="amber-if")
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


@shorthand()
def _lines(raw: Any) -> Any:
    """Take one text for a list of one."""
    return [raw] if isinstance(raw, str) else raw


_Lines = Annotated[tuple[Line, ...], BeforeValidator(_lines)]
"""One text or several."""


class Dataset(Model):
    """A national dataset: the file, what its columns are called, and who we are in it."""

    file: Line
    """A Parquet or CSV file, from the folder of indicators.yaml.

    Example: `file: data/lait.parquet`
    """
    layout: Annotated[LayoutName, Read(fields.one_of(tuple(LayoutName)))] = LayoutName.LONG
    """How it is laid out: `long`, a row for each figure, with the columns below; `ees`, as the
    Department for Education publishes in explore education statistics; `fingertips`.

    Default: `long`. Example: `layout: ees`
    """
    level: _Lines = ()
    """What `ees` or `fingertips` calls the level of authorities that the organisation is one of.

    Default: `Local authority` for `ees`; for `fingertips` the one that there is besides England and
    its regions. Example: `level: Districts & UAs (from Apr 2023)`
    """
    filters: _Lines = ()
    """The columns that tell apart rows of one measure, area and year: where one has several values,
    `where` of the measure has to choose among them.

    Default: those that `where` names, with `fingertips` Sex, Age, Category and Time period range,
    with `ees` all further columns that hold words. Example: `filters: [sex, ethnicity]`
    """
    columns: dict[Annotated[str, Read(fields.dataset_column)], Line] = Field(default_factory=dict)
    """What the file calls its columns, where they have other names: `measure`, `year`, `area`,
    `name`, `value`, `region`, `numerator`, `denominator`, of published intervals `lower`, `upper`,
    `lower-998`, `upper-998`, and `break`, `status`, `direction`.

    Default: the same names; `status` and `direction` are read where they are named here alone.
    Example: `columns: {measure: Short Desc, year: Years}`
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
    """What the dataset calls the measure: with `ees` its column, with `fingertips` its
    Indicator ID.

    Example: `measure: ReReferral`
    """
    where: dict[Line, _Lines] = Field(default_factory=dict)
    """Which rows are meant: the value of a column, or several.

    Default: all of them. Example: `where: {sex: Total}`
    """
    columns: dict[Annotated[str, Read(fields.measure_column)], Line] = Field(default_factory=dict)
    """What the file calls the columns that belong to this measure alone: `numerator`,
    `denominator`, `lower`, `upper`, `lower-998`, `upper-998`, `break`, `status`, `direction`.

    Default: those of the dataset. Example: `columns: {lower: p8_ci_low, upper: p8_ci_upp}`
    """


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
    milestones: dict[PeriodKey, _Lines] = Field(default_factory=dict)
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


class Grouping(Model):
    """A way to sort indicators into groups, such as by directorate or portfolio."""

    name: Line
    """What it is called. Example: `name: Cabinet portfolio`"""
    members: tuple[Line, ...] = ()
    """The groups that there are, in the order of the report.

    Default: those that indicators name. Example: `members: [Children, Environment]`
    """


@shorthand("name")
def _grouping(raw: Any) -> Any:
    """Take a bare name for a record with only that."""
    return raw if isinstance(raw, dict) else {"name": raw}


_Columns = dict[Annotated[str, Read(fields.column)], _Lines]
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


@takes(words(["dataset"]))
def _typed(raw: Any) -> Any:
    """Take the word dataset for no readings: they are to come."""
    return {} if _is_dataset(raw) else raw


def _is_dataset(raw: Any) -> bool:
    return isinstance(raw, str) and raw.lower() == "dataset"


class Indicator(Model):
    """One measure of performance."""

    _values_from_dataset: bool = PrivateAttr(default=False)

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
    groups: dict[Line, Line] = Field(default_factory=dict)
    """The group that it belongs to, by the id of a grouping.

    Default: none. Example: `groups: {directorate: Children's Services}`
    """
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
    target: AnyTarget | None = None
    """The target of every period. Default: none. Example: `target: 14`"""
    targets: Series[Annotated[Period | Since, ReadInYears(fields.period_or_since)], AnyTarget] = (
        Field(default_factory=Series)
    )
    """Targets by period. Default: none. Example: `targets: {2018-19: 14}`"""
    values: Annotated[Series[OwnPeriodKey, AnyReading], BeforeValidator(_typed)]
    """The readings, by period; `dataset` where they are those of our own area under `dataset:`.

    Example: `values: {2018-19 Q4: 16}`
    """
    forecast: Series[OwnPeriodKey, AnyForecast] = Field(default_factory=Series)
    """What the service itself expects of a year's end, by year, or by the period that it was made
    in: rated against the year's target, and shown beside the status, which it never changes.

    Default: none. Example: `forecast: {2018-19: 88}`
    """
    comment: Series[OwnPeriodKey, Text] = Field(default_factory=Series)
    """What the service writes of a period, by period: why the figure is what it is, or is missing;
    published as it is written.

    Default: none. Example: `comment: {2018-19 Q4: Three schools closed for a week}`
    """
    action: Series[OwnPeriodKey, Text] = Field(default_factory=Series)
    """What is done about it, by period; published as it is written.

    Default: none. Example: `action: {2018-19 Q4: Extra visits from May}`
    """
    comparators: dict[Annotated[str, SHAPES[fields.identifier]], ComparatorSeries] = Field(
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
    floor: FigureSeries = Field(default_factory=Series)
    """The value below which (above which, for `low`) status is red; amber lies between it and
    the target, in place of the amber tolerance; one figure or by period.

    Default: none. Example: `floor: 20`
    """
    base: FigureSeries = Field(default_factory=Series)
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
    rolls_up: Annotated[RollUp, Read(fields.one_of(tuple(RollUp)))] | None = Field(
        default=None, alias="rolls-up"
    )
    """How its months make quarters and years, and its quarters years: `sum`; `pooled`, the sum of
    the numerators by the sum of the denominators; `mean`; `last`, the last one stands.

    Default: `last`. Example: `rolls-up: sum`
    """
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
    reported: Series[OwnPeriodKey, AnyReported] = Field(default_factory=Series)
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
    from_: OwnPeriodKey | None = Field(default=None, alias="from")
    """The period from which on it is measured; before it, it is in no report.

    Default: always. Example: `from: 2025-26 Q1`
    """
    until: OwnPeriodKey | None = None
    """The last period that it is measured in; after it, it is in no report.

    Default: without end. Example: `until: 2025-26`
    """
    was: Annotated[tuple[Line, ...], BeforeValidator(_lines)] = ()
    """The id, or a list of ids and names, that it had before: submitted tables, `diff` and the
    baseline of `check` may still use them.

    Default: none. Example: `was: [repeat-plans, Repeat plans]`
    """

    @model_validator(mode="wrap")
    @classmethod
    def _asks_for_values(cls, raw: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        made = handler(raw)
        made._values_from_dataset = isinstance(raw, dict) and _is_dataset(raw.get("values"))
        return made

    @property
    def values_from_dataset(self) -> bool:
        """Whether its readings are the figures that the dataset has of our own area."""
        return self._values_from_dataset

    def has_in_life(self, period: Period) -> bool:
        """Return whether a period lies wholly between `from` and `until`."""
        begun = self.from_ is None or period.start >= self.from_.start
        return begun and (self.until is None or period.end <= self.until.end)

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

    def last_period(self, year: Period) -> Period:
        """Return the last of its own periods that ends in a year."""
        return periods.latest_ending(self.kind, year.end)


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
    contact: Line | None = None
    """Whom a reader of the report may ask.

    Default: none. Example: `contact: performance@anyshire.gov.uk`
    """
    published: dict[PeriodKey, Line] = Field(default_factory=dict)
    """When the report of a period is published, in your own words.

    Default: none. Example: `published: {2018-19 Q4: 12 June 2019}`
    """
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
    groups: dict[Id, Annotated[Grouping, BeforeValidator(_grouping)]] = Field(default_factory=dict)
    """What indicators are grouped by beside outcomes, by id: a name, or a record with `name` and
    `members`.

    Default: none. Example: `groups: {directorate: Directorate, portfolio: Cabinet portfolio}`
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
