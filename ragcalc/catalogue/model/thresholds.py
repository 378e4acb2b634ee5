"""thresholds.yaml as frozen models: the default tolerances, the named policies, the checks."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.fields import AnyTolerance, Id, Number, Read, Share
from ragcalc.catalogue.model.indicators import DirectionRule, Model, StatusRule
from ragcalc.vocabulary import Direction, OutcomeRule, Status


class ComparatorRule(Model):
    """How small a gap to a comparator is none."""

    similar: AnyTolerance | None = None


class Policy(Model):
    """A named set of tolerances; it inherits what it does not state."""

    status: StatusRule = StatusRule.model_construct()
    direction: DirectionRule = DirectionRule.model_construct()
    comparator: ComparatorRule = ComparatorRule.model_construct()


class Level(StrEnum):
    """How bad what a check finds is; off is not looked for."""

    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


_VERDICTS: tuple[StrEnum, ...] = (*Status, *Direction)


class Unlikely(Model):
    """How far from its history a submitted figure may be."""

    points: Annotated[int, Read(fields.points)] = 8
    """The fewest earlier figures that give an answer."""
    limit: Number = Decimal("3.5")
    """The greatest modified z-score that is still likely."""


class Checks(Model):
    """What `ragcalc check` looks for beside errors, where it differs from its defaults."""

    severities: dict[
        Annotated[str, Read(fields.check_code)], Annotated[Level, Read(fields.one_of(tuple(Level)))]
    ] = Field(default_factory=dict)
    notes: tuple[Annotated[StrEnum, Read(fields.one_of(_VERDICTS))], ...] = ()
    """The statuses and directions that need a note."""
    unlikely: Unlikely = Unlikely.model_construct()


class QuartileMethod(StrEnum):
    """How authorities are put into quartile bands; docs/methods.md says how they differ."""

    LAIT = "lait"
    PHE = "phe"
    NTILE = "ntile"


class OutcomeColour(Model):
    """How the colours of its indicators make an outcome's own."""

    rule: Annotated[OutcomeRule, Read(fields.one_of(tuple(OutcomeRule)))]
    green: Share | None = None
    """From which share of green indicators an outcome is green; for share-green."""
    amber: Share | None = None
    coverage: Share = Decimal(50)
    """Which share of its indicators must have a colour."""

    @model_validator(mode="after")
    def _has_its_shares(self) -> Self:
        shares = (self.green, self.amber)
        if self.rule is not OutcomeRule.SHARE_GREEN and shares != (None, None):
            raise _outcome_fault(f"has shares, and {self.rule} knows none")
        if self.rule is OutcomeRule.SHARE_GREEN:
            if self.green is None or self.amber is None:
                raise _outcome_fault("has share-green without both of its shares")
            if self.amber > self.green:
                raise _outcome_fault(f"asks for more to be amber ({self.amber}%) than green")
        return self


def _outcome_fault(message: str) -> PydanticCustomError:
    hint = "write rule: worst, rule: majority, or rule: share-green with green: 75%, amber: 50%"
    return fields.fault("status-outcome-rule", message, hint)


class Thresholds(Model):
    """thresholds.yaml."""

    version: Annotated[int, Read(fields.version)]
    default: Policy = Policy.model_construct()
    policies: dict[Id, Policy] = Field(default_factory=dict)
    checks: Checks = Checks.model_construct()
    quartiles: Annotated[QuartileMethod, Read(fields.one_of(tuple(QuartileMethod)))] = (
        QuartileMethod.LAIT
    )
    """How a rank among all authorities becomes a quartile band."""
    outcome: OutcomeColour | None = None
    """None where counts speak for themselves."""


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
