"""thresholds.yaml as frozen models: the default tolerances, the named policies, the checks."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.fields import AnyTolerance, Id, Number, Read, Share
from ragcalc.catalogue.model.indicators import DirectionRule, StatusRule
from ragcalc.catalogue.model.records import Model
from ragcalc.periods import Period
from ragcalc.vocabulary import Commentary, Direction, OutcomeRule, Status


class ComparatorRule(Model):
    """How small a gap to a comparator is none."""

    similar: AnyTolerance | None = None
    """How small a gap to a comparator is none. Default: `0`. Example: `similar: 1 point`"""


class Policy(Model):
    """A named set of tolerances; it inherits what it does not state."""

    status: StatusRule = StatusRule.model_construct()
    """How far short of target is still green, still amber.

    Default: the default's. Example: `status: {amber: 2%}`
    """
    direction: DirectionRule = DirectionRule.model_construct()
    """Which change counts, and from when.

    Default: the default's. Example: `direction: {same: 0}`
    """
    comparator: ComparatorRule = ComparatorRule.model_construct()
    """Which gap to a comparator counts.

    Default: the default's. Example: `comparator: {similar: 1%}`
    """


class CheckSeverity(StrEnum):
    """How bad what a check finds is; off is not looked for."""

    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


_VERDICTS: tuple[StrEnum, ...] = (*Status, *Direction)


class Unlikely(Model):
    """How far from its history a submitted figure may be."""

    points: Annotated[int, Read(fields.points)] = 8
    """The fewest earlier figures that give an answer, 3 or more.

    Default: 8. Example: `points: 12`
    """
    limit: Number = Decimal("3.5")
    """The greatest modified z-score that is still likely. Default: 3.5. Example: `limit: 5`"""


class Checks(Model):
    """What `ragcalc check` looks for beside errors, where it differs from its defaults."""

    severities: dict[
        Annotated[str, Read(fields.check_code)],
        Annotated[CheckSeverity, Read(fields.one_of(tuple(CheckSeverity)))],
    ] = Field(default_factory=dict)
    """By the code of a check: `warning`, `note`, or `off` for not at all.

    Default: each check's own. Example: `severities: {series-gap: off}`
    """
    notes: tuple[Annotated[StrEnum, Read(fields.one_of(_VERDICTS))], ...] = ()
    """The statuses and directions that are to have a note.

    Default: none. Example: `notes: [red, declined]`
    """
    notes_from: Annotated[Period | None, Read(fields.period)] = Field(
        default=None, alias="notes-from"
    )
    """From which period on they are to have one: readings whose period ends after it begins.

    Default: every period. Example: `notes-from: 2018-19 Q3`
    """
    unlikely: Unlikely = Unlikely.model_construct()
    """When a submitted figure is too far from its history.

    Default: as each of its keys says. Example: `unlikely: {limit: 5}`
    """


class QuartileMethod(StrEnum):
    """How authorities are put into quartile bands; docs/methods.md says how they differ."""

    LAIT = "lait"
    PHE = "phe"
    NTILE = "ntile"


class SignalRules(StrEnum):
    """By which rules a change is a signal; docs/methods.md says how they differ."""

    MDC_2024 = "mdc-2024"
    MDC_2024_SIX_POINTS = "mdc-2024-six-points"
    PLOTTHEDOTS = "plotthedots"


FEWEST_IN_LIMITS = 12
"""Readings without which the limits of a chart mean little, by whatever rules."""


class OutcomeColour(Model):
    """How the statuses of its indicators make an outcome's own."""

    rule: Annotated[OutcomeRule, Read(fields.one_of(tuple(OutcomeRule)))]
    """`worst` for the worst of its indicators' statuses, `majority` for the best that more than
    half have reached, `share-green` for how many are green.

    Example: `rule: worst`
    """
    green: Share | None = None
    """For `share-green`: from which share of green indicators it is green.

    Default: needed there. Example: `green: 75%`
    """
    amber: Share | None = None
    """For `share-green`: from which share of green indicators it is amber; below it is red.

    Default: needed there. Example: `amber: 50%`
    """
    coverage: Share = Decimal(50)
    """Which share of the indicators that are to be rated must be, or its colour is missing.

    Default: `50%`. Example: `coverage: 75%`
    """

    @model_validator(mode="after")
    def _has_its_shares(self) -> Self:
        shares = (self.green, self.amber)
        if self.rule is not OutcomeRule.SHARE_GREEN and shares != (None, None):
            raise _outcome_fault(f"has shares, which {self.rule} does not use")
        if self.rule is OutcomeRule.SHARE_GREEN:
            if self.green is None or self.amber is None:
                raise _outcome_fault("has share-green without both green and amber shares")
            if self.amber > self.green:
                raise _outcome_fault(
                    f"needs a larger share for amber ({self.amber}%) than for green"
                )
        return self


def _outcome_fault(message: str) -> PydanticCustomError:
    hint = "write rule: worst, rule: majority, or rule: share-green with green: 75%, amber: 50%"
    return fields.fault("status-outcome-rule", message, hint)


class Thresholds(Model):
    """The tolerances behind every verdict, and what the checks look for."""

    version: Annotated[int, Read(fields.version)]
    """The version of this format. Example: `version: 1`"""
    default: Policy = Policy.model_construct()
    """What holds for every indicator, as a policy.

    Default: the built-in default. Example: `default: {status: {amber: 10%}}`
    """
    policies: dict[Id, Policy] = Field(default_factory=dict)
    """Named sets of tolerances, by id.

    Default: none. Example: `policies: {tight: {status: {amber: 2%}}}`
    """
    red_needs: tuple[Annotated[Commentary, Read(fields.one_of(tuple(Commentary)))], ...] = Field(
        default=(), alias="red-needs"
    )
    """What a red is to have in its period: a `comment`, an `action`, or both; `ragcalc check` asks
    for it.

    Default: none. Example: `red-needs: [comment, action]`
    """
    checks: Checks = Checks.model_construct()
    """What `ragcalc check` looks for beside errors.

    Default: every check at its own severity. Example: `checks: {notes: [red]}`
    """
    quartiles: Annotated[QuartileMethod, Read(fields.one_of(tuple(QuartileMethod)))] = (
        QuartileMethod.LAIT
    )
    """How a rank among all authorities becomes a quartile, quintile or decile: `lait` as the Local
    Authority Interactive Tool, `phe` as Public Health England, `ntile` as SQL.

    Default: `lait`. Example: `quartiles: phe`
    """
    signals: Annotated[SignalRules, Read(fields.one_of(tuple(SignalRules)))] = SignalRules.MDC_2024
    """By which rules a change is a signal: `mdc-2024` as the tools of Making Data Count,
    `mdc-2024-six-points` with six points in a row in place of seven, `plotthedots` as
    NHSRplotthedots.

    Default: `mdc-2024`. Example: `signals: plotthedots`
    """
    outcome: OutcomeColour | None = None
    """How the statuses of its indicators make an outcome's own.

    Default: none: counts speak for themselves. Example: `outcome: {rule: worst}`
    """


BUILT_IN = Thresholds.model_validate(
    {
        "version": "1",
        "default": {
            "status": {"green": "0", "amber": "5%"},
            "direction": {"same": "5%", "basis": "last-reported"},
            "comparator": {"similar": "0"},
        },
    }
).default
"""The tolerances that hold where nothing else is written."""
