"""Features of a catalogue, each a change to a plain one, so that any two can be put together."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

Data = dict[str, Any]

YEARS = (2016, 2017, 2018)
"""The years, by the number with which each begins, of which there are readings."""
NEXT = 2019
SMALL = "3"
"""A number that is to be hidden."""
FIGURES = (88, 91, 93, 92, 90, 94, 96, 97)
"""The latest readings, in the order of time; what lies before them is 89."""


@dataclass
class Case:
    """A catalogue with an indicator `it`, and what else it needs."""

    entry: Data
    frequency: str = "quarterly"
    year: str = "financial"
    others: dict[str, Data] = field(default_factory=dict)
    policy: Data = field(default_factory=dict)
    features: tuple[str, ...] = ()

    @property
    def values(self) -> Data:
        """The readings of the indicator, by period, in the order of time."""
        found: Data = self.entry["values"]
        return found

    @property
    def last(self) -> str:
        """The period of the last reading."""
        return list(self.values)[-1]

    def name_of_year(self, year: int) -> str:
        """Name a year as the indicator keeps it."""
        return str(year + 1) if self.year == "calendar" else f"{year}-{(year + 1) % 100:02}"

    def names(self, year: int) -> list[str]:
        """Name the periods of a year."""
        if self.frequency == "annual":
            return [self.name_of_year(year)]
        if self.frequency == "quarterly":
            return [f"{year}-{(year + 1) % 100:02} Q{number}" for number in (1, 2, 3, 4)]
        return [f"{year + (at >= 9)}-M{(at + 3) % 12 + 1:02}" for at in range(12)]

    def change(self, period: str, **more: Any) -> None:
        """Say more of a reading."""
        self.values[period] = {**record(self.values[period]), **more}

    @property
    def catalogue(self) -> Data:
        """indicators.yaml."""
        return {
            "version": "1",
            "organisation": "Anyshire",
            "comparators": {"england": {"name": "England"}},
            "indicators": {"it": self.entry, **self.others},
        }

    @property
    def thresholds(self) -> Data:
        """thresholds.yaml."""
        return {"version": "1", "policies": {"own": self.policy}}


def record(figure: Any) -> Data:
    """Return a figure as a record."""
    return figure if isinstance(figure, dict) else {"value": figure}


Edit = Callable[[Case], None]


def _set(**entries: Any) -> Edit:
    def edit(case: Case) -> None:
        case.entry.update({key.replace("_", "-"): deepcopy(one) for key, one in entries.items()})

    return edit


def _policy(**entries: Any) -> Edit:
    def edit(case: Case) -> None:
        case.policy.update({key.replace("_", "-"): deepcopy(one) for key, one in entries.items()})
        case.entry["policy"] = "own"

    return edit


def _due(case: Case) -> None:
    _frequency("annual")(case)
    case.entry["due"] = "Q2"


def _frequency(word: str) -> Edit:
    def edit(case: Case) -> None:
        case.frequency = case.entry["frequency"] = word

    return edit


def _year(word: str) -> Edit:
    def edit(case: Case) -> None:
        case.year = case.entry["year"] = word

    return edit


def _polarity(word: str) -> Edit:
    def edit(case: Case) -> None:
        case.entry["polarity"] = word

    return edit


def _by_year(key: str, figure: str) -> Edit:
    def edit(case: Case) -> None:
        case.entry.pop("target", None) if key == "targets" else None
        case.entry[key] = {
            case.name_of_year(year): figure if year == YEARS[-1] else "90"
            for year in (*YEARS, NEXT)
        }

    return edit


def _since(case: Case) -> None:
    year = case.names(YEARS[-1])
    case.entry.setdefault("targets", {})[f"from {year[len(year) // 2]}"] = "98"


def _on_last(**more: Any) -> Edit:
    return lambda case: case.change(case.last, **more)


def _strict(case: Case) -> None:
    case.entry["target"] = {"below" if case.entry["polarity"] == "low" else "above": "97"}


def _range(case: Case) -> None:
    case.entry |= {"polarity": "on-target", "target": {"from": "60", "to": "98"}}


def _floor(case: Case) -> None:
    case.entry["floor"] = {case.name_of_year(YEARS[-1]): "110" if _is_low(case) else "80"}


def _is_low(case: Case) -> bool:
    return bool(case.entry["polarity"] == "low")


def _reported(**verdict: Any) -> Edit:
    """Print a verdict of the last period and of the next one, in which nothing is read yet."""

    def edit(case: Case) -> None:
        printed = case.entry.setdefault("reported", {})
        for period in (case.names(YEARS[-1])[-1], case.names(NEXT)[0]):
            printed.setdefault(period, {}).update(verdict)
            if "status" in verdict and period not in case.values:
                printed[period]["status"] = "amber"

    return edit


def _reason_before(case: Case) -> None:
    before = list(case.values)[-2]
    case.values[before] = "suppressed"


def _gone(case: Case) -> None:
    del case.values[case.last]


def _baseline(case: Case) -> None:
    case.entry["direction"] = {"basis": {"baseline": list(case.values)[1]}}


def _suppressed(case: Case) -> None:
    case.entry |= {"suppress-below": "5"}
    counted = "numerator" in case.values[case.last]
    case.change(case.last, **{"numerator" if counted else "value": SMALL})


def _part_of(case: Case) -> None:
    whole = dict.fromkeys(case.values, "400")
    part = dict.fromkeys(case.values, "40")
    shape: Data = {key: case.entry[key] for key in ("frequency", "year") if key in case.entry}
    usual: Data = {"unit": "count", "polarity": "high", **shape}
    case.others["whole"] = {"name": "Whole", **usual, "values": whole}
    case.others["part"] = {"name": "Part", **usual, "part-of": "whole", "values": part}
    case.entry["part-of"] = "whole"


def _counts(case: Case) -> None:
    """Make each value of a thousand cases."""
    case.entry |= {"unit": "percent", "may-exceed-100": "true"}
    for period, value in case.values.items():
        case.values[period] = {"numerator": f"{value}0", "denominator": "1000"}


def _with_notes(case: Case) -> None:
    case.entry["target"] = {**record(case.entry.get("target", "100")), "note": "aim"}


def _fall(case: Case) -> None:
    case.values[list(case.values)[-2]] = "110"


FEATURES: dict[str, Edit] = {
    "monthly": _frequency("monthly"),
    "annual": _frequency("annual"),
    "due": _due,
    "calendar year": _year("calendar"),
    "academic year": _year("academic"),
    # what comes before this point decides which periods there are
    "low is good": _polarity("low"),
    "on-target": _polarity("on-target"),
    "neutral": _polarity("neutral"),
    "counts": _counts,
    "accumulates": _set(accumulates="true", profile="linear"),
    "accumulates in-period": _set(accumulates="in-period", profile=["20%", "45%", "70%", "100%"]),
    "no profile": _set(accumulates="true"),
    "rolling": _set(rolling="12 months"),
    "rolls up": _set(**{"rolls-up": "sum"}),
    "fall": _fall,
    "lag": _set(lag="1 quarter"),
    "carry": _set(carry="1 year"),
    "no last reading": _gone,
    "reason before": _reason_before,
    "reason": _on_last(value="in-measurement"),
    "provisional": _on_last(provisional="true"),
    "break": _on_last(**{"break": "true"}),
    "targets by year": _by_year("targets", "100"),
    "revised target": _since,
    "range": _range,
    "strict": _strict,
    "comparator target": _set(target={"comparator": "england"}),
    "no target": _set(target="none"),
    "zero target": _set(target="0"),
    "note on target": _with_notes,
    "floor": _floor,
    "base": _by_year("base", "1000"),
    "wide green": _policy(status={"green": "below 5%", "amber": "10%"}),
    "points": _policy(status={"green": "1 point", "amber": "3 points"}, direction={"same": "0"}),
    "lesser-of": _policy(status={"amber": {"lesser-of": ["5%", "below 4 points"]}}),
    "amber-if": _policy(status={"green": "2%", "amber-if": ["improved", "maintained"]}),
    "previous-period": _set(direction={"basis": "previous-period"}),
    "same-period-last-year": _set(direction={"basis": "same-period-last-year", "same": "0"}),
    "baseline": _baseline,
    "reported": _reported(status="red", note="as printed"),
    "reported direction": _reported(direction="declined"),
    "reported unavailable": _reported(direction="unavailable"),
    "override": _reported(status="green", direction="improved", overrides="true", note="soon"),
    "suppression": _suppressed,
    "part-of": _part_of,
}
"""In the order in which they are put in."""

SHAPES = tuple(FEATURES)[:5]
EXCLUDED = frozenset(
    {
        *(frozenset(pair) for pair in combinations(SHAPES[:3], 2)),
        *(frozenset(pair) for pair in combinations(SHAPES[3:], 2)),
        *(frozenset(pair) for pair in combinations(("low is good", "on-target", "neutral"), 2)),
    }
)
"""Pairs of which one only takes the place of the other."""


def pairs() -> Iterator[tuple[str, str]]:
    """Yield every two features that can be put together."""
    for pair in combinations(FEATURES, 2):
        if frozenset(pair) not in EXCLUDED:
            yield pair


def case(*features: str) -> Case:
    """Make the catalogue with these features."""
    made = Case({"name": "It", "unit": "count", "polarity": "high", "target": "100"})
    made.features = features
    chosen = [name for name in FEATURES if name in features]
    for name in chosen:
        if name in SHAPES:
            FEATURES[name](made)
    periods = [name for year in YEARS for name in made.names(year)]
    figures = [89] * (len(periods) - len(FIGURES)) + list(FIGURES[-len(periods) :])
    made.entry["values"] = dict(zip(periods, map(str, figures), strict=True))
    made.entry["comparators"] = {
        "england": {made.name_of_year(year): str(year - 1920) for year in YEARS}
    }
    for name in chosen:
        if name not in SHAPES:
            FEATURES[name](made)
    return made
