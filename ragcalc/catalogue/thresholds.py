"""thresholds.yaml as frozen models: the default tolerances, the named policies, the checks."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ragcalc.catalogue import fields
from ragcalc.catalogue.fields import AnyTolerance, Id, Number, Read
from ragcalc.catalogue.models import DirectionRule, Model, StatusRule
from ragcalc.vocabulary import Direction, Status


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
