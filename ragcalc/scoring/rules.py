"""The tolerances that hold for an indicator, each with the place where it was set.

What the indicator does not state it inherits from its policy, then from the default of
thresholds.yaml, then from the built-in default. `amber-if` stands in place of an amber that would
be inherited past it.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ragcalc.catalogue.model.fields import BasisChoice
from ragcalc.catalogue.model.indicators import DirectionRule, Indicator, StatusRule
from ragcalc.catalogue.model.thresholds import BUILT_IN, ComparatorRule, Policy, Thresholds
from ragcalc.problems import Place
from ragcalc.scoring.inputs import Rules, SourcedTolerance
from ragcalc.vocabulary import Basis

DEFAULT = "default"


class _Layer(NamedTuple):
    """One place where tolerances may be set, the most particular first."""

    status: StatusRule
    direction: DirectionRule
    comparator: ComparatorRule
    places: tuple[Place, Place, Place] | None
    """Of status, direction and comparator; None for the built-in default."""


class RuleBook:
    """Resolves tolerances, once for each policy and once for each indicator with its own."""

    def __init__(self, thresholds: Thresholds | None, document: str) -> None:
        self._thresholds = thresholds
        self._document = document
        self._inherited: dict[str, list[_Layer]] = {}
        self._resolved: dict[str, Rules] = {}

    def rules(self, indicator: Indicator, place: Place) -> Rules:
        """Return the tolerances of an indicator; `place` is the indicator's.

        A figure that accumulates always rises within a year, so only the same period a year ago
        will do for its direction.
        """
        found = self._found(indicator, place)
        if not indicator.accumulates:
            return found
        basis = BasisChoice(Basis.SAME_PERIOD_LAST_YEAR)
        return found._replace(basis=basis, basis_place=place.within("accumulates"))

    def _found(self, indicator: Indicator, place: Place) -> Rules:
        policy = indicator.policy or DEFAULT
        if not indicator.tolerance.model_fields_set and not indicator.direction.model_fields_set:
            if policy not in self._resolved:
                self._resolved[policy] = _resolve(policy, self._layers(policy))
            return self._resolved[policy]
        own = _Layer(
            indicator.tolerance,
            indicator.direction,
            ComparatorRule(),
            (place.within("tolerance"), place.within("direction"), place),
        )
        return _resolve(policy, [own, *self._layers(policy)])

    def _layers(self, name: str) -> list[_Layer]:
        if name not in self._inherited:
            self._inherited[name] = list(self._inheritance(name))
        return self._inherited[name]

    def _inheritance(self, name: str) -> Iterator[_Layer]:
        if self._thresholds:
            policies = self._thresholds.policies
            if name != DEFAULT:
                yield self._layer(policies[name], "policies", name)
            yield self._layer(self._thresholds.default, DEFAULT)
        yield _Layer(BUILT_IN.status, BUILT_IN.direction, BUILT_IN.comparator, None)

    def _layer(self, policy: Policy, *path: str) -> _Layer:
        place = Place(self._document, path)
        places = (place.within("status"), place.within("direction"), place.within("comparator"))
        return _Layer(policy.status, policy.direction, policy.comparator, places)


def _resolve(policy: str, layers: list[_Layer]) -> Rules:
    green, green_place = _first(layers, "status", "green")
    amber, amber_place = _first(layers, "status", "amber")
    amber_if, amber_if_place = _first(layers, "status", "amber_if")
    if amber_if and _stated(layers, "amber_if") < _stated(layers, "amber"):
        amber, amber_place = green, green_place  # no amber but what the direction allows
    same, same_place = _first(layers, "direction", "same")
    basis, basis_place = _first(layers, "direction", "basis")
    similar, similar_place = _first(layers, "comparator", "similar")
    return Rules(
        policy=policy,
        green=SourcedTolerance(green, green_place),
        amber=SourcedTolerance(amber, amber_place),
        amber_if=amber_if or (),
        same=SourcedTolerance(same, same_place),
        similar=SourcedTolerance(similar, similar_place),
        basis=basis,
        basis_place=basis_place,
        amber_if_place=amber_if_place,
    )


def _stated(layers: list[_Layer], name: str) -> int:
    """Return how far out the layer lies that states a tolerance of a status; 0 is the nearest."""
    return next(at for at, one in enumerate(layers) if getattr(one.status, name) is not None)


_PARTS = ("status", "direction", "comparator")


def _first(layers: list[_Layer], part: str, name: str) -> tuple[Any, Place | None]:
    """Return the first value that a layer states, and its place."""
    for layer in layers:
        value = getattr(getattr(layer, part), name)
        if value is not None:
            key = name.replace("_", "-")
            place = layer.places[_PARTS.index(part)].within(key) if layer.places else None
            return value, place
    return None, None
