"""thresholds.yaml as frozen models: the default tolerances and the named policies."""

from typing import Annotated

from pydantic import Field

from ragcalc.catalogue import fields
from ragcalc.catalogue.fields import AnyTolerance, Id, Read
from ragcalc.catalogue.models import DirectionRule, Model, StatusRule


class ComparatorRule(Model):
    """How small a gap to a comparator is none."""

    similar: AnyTolerance | None = None


class Policy(Model):
    """A named set of tolerances; it inherits what it does not state."""

    status: StatusRule = StatusRule.model_construct()
    direction: DirectionRule = DirectionRule.model_construct()
    comparator: ComparatorRule = ComparatorRule.model_construct()


class Thresholds(Model):
    """thresholds.yaml."""

    version: Annotated[int, Read(fields.version)]
    default: Policy = Policy.model_construct()
    policies: dict[Id, Policy] = Field(default_factory=dict)


BUILT_IN = Policy.model_validate(
    {
        "status": {"green": "0", "amber": "5%"},
        "direction": {"same": "5%", "basis": "last-reported"},
        "comparator": {"similar": "0"},
    }
)
"""The tolerances that hold where nothing else is written."""
