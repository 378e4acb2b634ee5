"""Catalogues from a line of text, and what a verdict is reached from: tests read as tables."""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from ragcalc import numbers, periods, tolerances
from ragcalc.catalogue.loader import Loaded, load
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.fields import BasisChoice
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.yaml.source import Document
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring.inputs import (
    Benchmark,
    Inputs,
    ResolvedTarget,
    Rules,
    SourcedTolerance,
    SourcedValue,
)
from ragcalc.scoring.results import IndicatorResult, Report, Verdict
from ragcalc.scoring.score import score
from ragcalc.vocabulary import (
    Basis,
    ComparatorKind,
    Direction,
    Polarity,
    Reason,
    Status,
    TargetBasis,
)

NOW = "2018-19 Q4"
COMPARATORS = "{england: {name: England}, north-west: {name: North West, lag: 1 year}}"
AT = Place("indicators.yaml", ("indicators", "it"))


def data(text: str) -> Any:
    """Read YAML as plain data, every scalar a text; a line of `key: value, …` needs no braces."""
    braced = text if "\n" in text or text.startswith("{") else f"{{{text}}}"
    document = Document("test", "test", braced)
    found = document.data
    assert document.problems == []
    return found


def loaded(
    indicators: Mapping[str, str], *, thresholds: str = "", comparators: str = COMPARATORS
) -> Loaded:
    """Load a catalogue; each indicator is a line of its keys, high and a count by default."""
    catalogue = {
        "version": "1",
        "organisation": "Anyshire",
        "comparators": data(comparators),
        "outcomes": {"safe": {"name": "Safe"}, "well": {"name": "Well"}},
        "indicators": {
            name: {"name": name, "unit": "count", "polarity": "high", **data(entries)}
            for name, entries in indicators.items()
        },
    }
    rules = {"version": "1", **data(thresholds)} if thresholds else None
    return load(
        _document("indicators.yaml", catalogue),
        _document("thresholds.yaml", rules) if rules else None,
    )


def report(
    indicators: Mapping[str, str],
    period: str = NOW,
    *,
    thresholds: str = "",
    comparators: str = COMPARATORS,
) -> Report:
    """Score a catalogue without errors."""
    book = loaded(indicators, thresholds=thresholds, comparators=comparators)
    assert [str(problem) for problem in book.problems] == []
    assert book.catalogue is not None
    return score(book.catalogue, book.thresholds, periods.parse(period))


def result(
    entries: str, period: str = NOW, *, thresholds: str = "", comparators: str = COMPARATORS
) -> IndicatorResult:
    """Score one indicator."""
    scored = report({"it": entries}, period, thresholds=thresholds, comparators=comparators)
    return scored.indicators[0]


def verdict(
    entries: str, period: str = NOW, *, thresholds: str = "", comparators: str = COMPARATORS
) -> Verdict:
    """Return all that is said of one indicator."""
    return result(entries, period, thresholds=thresholds, comparators=comparators).verdict


def colour(entries: str, period: str = NOW, *, thresholds: str = "") -> tuple[Status, Reason]:
    """Return the status of one indicator and what decided it."""
    status = verdict(entries, period, thresholds=thresholds).status
    return status.status, status.reason


def travelled(
    entries: str, period: str = NOW, *, thresholds: str = ""
) -> tuple[Direction, Reason | None, str | None]:
    """Return the direction, why there is none, and the period that it is measured from."""
    travel = verdict(entries, period, thresholds=thresholds).direction
    since = travel.previous.period if travel.previous else None
    return travel.direction, travel.reason, str(since) if since else None


def catalogue_of(indicators: Mapping[str, str]) -> Catalogue:
    """Return a catalogue without errors."""
    book = loaded(indicators)
    assert [str(problem) for problem in book.problems] == []
    assert book.catalogue is not None
    return book.catalogue


def indicator(entries: str) -> Indicator:
    """Return one indicator without errors."""
    return catalogue_of({"it": entries}).indicators["it"]


def codes(entries: str, *, thresholds: str = "") -> list[str]:
    """Return the codes of the errors of one indicator, or of thresholds.yaml."""
    return [problem.code for problem in loaded({"it": entries}, thresholds=thresholds).problems]


def period(text: str) -> Period:
    """Read a period."""
    return periods.parse(text)


Amount = str | int | Fraction


def exact(amount: Amount) -> Fraction:
    """Read an amount exactly."""
    return (
        numbers.to_fraction(numbers.parse(amount)) if isinstance(amount, str) else Fraction(amount)
    )


def given(amount: Amount, when: str | None = NOW) -> SourcedValue:
    """Return a figure as it stands in a catalogue."""
    return SourcedValue(exact(amount), period(when) if when else None, AT)


def goal(low: Amount, high: Amount | None = None, *, strict: bool = False) -> ResolvedTarget:
    """Return a target, or a target range."""
    top = low if high is None else high
    return ResolvedTarget(exact(low), exact(top), TargetBasis.YEAR, period("2018-19"), AT, strict)


def rules(
    *,
    green: Any = "0",
    amber: Any = "5%",
    same: Any = "5%",
    similar: Any = "0",
    amber_if: Iterable[str] = (),
) -> Rules:
    """Return tolerances from their text, or from data such as {"lesser-of": […]}."""

    def rule(raw: Any) -> SourcedTolerance:
        simple = isinstance(raw, tolerances.Simple | tolerances.Combined)
        return SourcedTolerance(raw if simple else fields.tolerance(raw), None)

    return Rules(
        policy="default",
        green=rule(green),
        amber=rule(amber),
        amber_if=tuple(Direction(word) for word in amber_if),
        same=rule(same),
        similar=rule(similar),
        basis=BasisChoice(Basis.LAST_REPORTED),
        basis_place=None,
    )


def inputs(
    value: Amount | Reason,
    target: Amount | ResolvedTarget | Reason = Reason.NO_TARGET,
    previous: Amount | Reason = Reason.NO_PREVIOUS,
    *,
    polarity: str = "high",
    by: Rules | None = None,
    floor: Amount | None = None,
    base: Amount | None = None,
    comparator: Amount | None = None,
) -> Inputs:
    """Return what a verdict is reached from."""
    before = previous if isinstance(previous, Reason) else given(previous, "2018-19 Q3")
    benchmark = () if comparator is None else (england(comparator),)
    return Inputs(
        polarity=Polarity(polarity),
        rules=by or rules(),
        due=period(NOW),
        reading=value if isinstance(value, Reason) else given(value),
        goal=target if isinstance(target, ResolvedTarget | Reason) else goal(target),
        previous=before,
        year_ago=Reason.NO_PREVIOUS,
        benchmarks=benchmark,
        floor=None if floor is None else given(floor, "2018-19"),
        base=None if base is None else given(base, "2018-19"),
    )


def england(amount: Amount) -> Benchmark:
    """Return England's figure."""
    return Benchmark("england", "England", ComparatorKind.NATIONAL, given(amount, "2017-18"))


def _document(name: str, content: object) -> Document:
    return Document(name, name, json.dumps(content, ensure_ascii=False))
