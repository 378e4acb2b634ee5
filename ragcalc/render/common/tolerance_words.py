"""The tolerances behind a report's statuses, in words: amber within 5% of the target."""

from collections.abc import Iterable
from fractions import Fraction

from ragcalc.render.common.labels import counted
from ragcalc.render.common.lists import either
from ragcalc.scoring.inputs import Inputs, Rules
from ragcalc.scoring.results import IndicatorResult
from ragcalc.scoring.rules import DEFAULT
from ragcalc.tolerances import Simple, Tolerance
from ragcalc.vocabulary import Status

_ANY_BASE = Fraction(1)
"""Of two relative tolerances the wider is so whatever they are measured on."""


def tolerances_in_words(results: Iterable[IndicatorResult]) -> str:
    """Return what makes a status green, amber or red; empty where nothing is to be rated.

    A policy is named where several hold; an indicator's own tolerance, floor or base is counted.
    """
    rated = [one for one in results if one.verdict.status.status is not Status.UNRATED]
    by_words: dict[str, dict[str, int]] = {}
    own = 0
    for one in rated:
        if _has_its_own(one.inputs, one.id):
            own += 1
        else:
            policies = by_words.setdefault(_in_words(one.inputs.rules), {})
            policies[one.inputs.rules.policy] = policies.get(one.inputs.rules.policy, 0) + 1
    said = [_of_policies(words, policies, len(by_words)) for words, policies in by_words.items()]
    if not said:
        return f"{counted(own, 'indicator')}: each has a tolerance of its own" if own else ""
    exception = f", unless an indicator says otherwise ({own:,} {_do(own)})" if own else ""
    return f"{'. '.join(said)}{exception}"


def _do(number: int) -> str:
    return "does" if number == 1 else "do"


def _of_policies(words: str, policies: dict[str, int], several: int) -> str:
    if several == 1:
        return words
    names = ", ".join("by default" if one == DEFAULT else f"policy {one}" for one in policies)
    number = counted(sum(policies.values()), "indicator")
    return f"{names[0].upper()}{names[1:]} ({number}): {words[0].lower()}{words[1:]}"


def _has_its_own(inputs: Inputs, indicator: str) -> bool:
    """Return whether the indicator says what its colours rest on, in place of its policy."""
    rules = inputs.rules
    places = (rules.green.place, rules.amber.place, rules.amber_if_place)
    own = any(place and place.path[:2] == ("indicators", indicator) for place in places)
    return own or inputs.floor is not None or inputs.base is not None


def _in_words(rules: Rules) -> str:
    """Return the three colours of a policy, as far as they can occur."""
    green = _within(rules.green.tolerance, "the target", "target met")
    if rules.amber_if:
        moved = either([one.value for one in rules.amber_if])
        amber = f"beyond that, if {moved}"
        if not rules.amber_if_alone:
            amber = f"{_within(rules.amber.tolerance, 'it', '')}, or {amber}"
        return f"Green: {green}; amber: {amber}; red: otherwise"
    if _reaches_no_further(rules):
        return f"Green: {green}; red: {'target missed' if green == 'target met' else 'beyond that'}"
    return f"Green: {green}; amber: {_within(rules.amber.tolerance, 'it', '')}; red: beyond that"


def _reaches_no_further(rules: Rules) -> bool:
    """Return whether amber is no wider than green, so that nothing is amber."""
    green, amber = rules.green.tolerance, rules.amber.tolerance
    if green == amber:
        return True
    if not isinstance(green, Simple) or not isinstance(amber, Simple):
        return False
    if not amber.size:
        return True
    return green.measure is amber.measure and amber.edge(_ANY_BASE) <= green.edge(_ANY_BASE)


def _within(tolerance: Tolerance, target: str, nothing: str) -> str:
    """Say how near the target a figure is: within 5% of it, less than 2 points from it."""
    if not isinstance(tolerance, Simple):
        return f"within the {tolerance} of {target}"
    if not tolerance.size:
        return nothing
    size = str(tolerance).removeprefix("below ")
    return f"within {size} of {target}" if tolerance.inclusive else f"less than {size} off {target}"
