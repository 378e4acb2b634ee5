"""Nations and catalogues drawn at random, from a seed: the keys that `ragcalc score` takes.

Annual indicators take their readings from the dataset in a report as in `ragcalc score`. A report
reads no quarters and months there: in its catalogue they are typed, as the dataset has them.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeVar

from ragcalc import numbers, periods
from ragcalc.catalogue.model.fields import left_out_years
from ragcalc.periods import Kind, Period

FIRST, YEARS = 2014, 4
AUTHORITIES = ("301", "302", "303", "310", "320", "99", "835", "838", "E06000001")
"""The list sorts as numbers do, not as texts. Two are called Dorset, of which one came later."""
REGIONS = {"North": "North", "South": "South (all)", "West": "West"}
"""What the authorities of a region call it, and what its own row is called; West has none."""
_LIVES = {"835": (0, (FIRST + 2) * 12 + 3), "838": ((FIRST + 2) * 12 + 3, 9999 * 12)}
"""From which month until which an area has figures, where not always."""
_LEFT_OUT = {"303": f"from {FIRST + 2}-M10", "310": f"until {FIRST + 1}"}
_KINDS = {"monthly": Kind.MONTH, "quarterly": Kind.QUARTER}
_YEARS = {one.value: one for one in (Kind.FINANCIAL, Kind.ACADEMIC, Kind.CALENDAR)}
_REASONS = {"c": "suppressed", "z": "not-applicable", "u": "unreliable"}
_REASONS["in-measurement"] = "in-measurement"
_NO_FIGURES = ("-", "NA", "", "x", *_REASONS)
_RATINGS = {"Green": "green", "R": "red", "amber": "amber", "n/a": "", "": ""}
_DIRECTIONS = {"improving": "improved", "No change": "maintained", "worse": "declined", "": ""}
_SIZES = ("0", "1%", "5%", "10%", "2 points", "0.5 points", "below 5%", "below 2 points")

Keys = dict[str, Any]
Form = TypeVar("Form")


class Area(NamedTuple):
    """An area as its rows have it."""

    number: str
    name: str
    region: str


class Cell(NamedTuple):
    """A figure of the dataset as it is written there."""

    indicator: str
    period: Period
    spelt: str
    area: Area
    text: str
    breaks: str
    rating: tuple[str, str] = ("", "")
    """Status and direction as the source spells them."""
    counts: tuple[str, str] = ("", "")
    """What makes the figure where the text is empty."""

    @property
    def value(self) -> Decimal | None:
        """The number."""
        return None if self.text in _NO_FIGURES else Decimal(self.text)

    @property
    def reading(self) -> Any:
        """What stands under `values` in a catalogue in its place; None where nothing does."""
        written = _REASONS.get(self.text, self.text)
        if self.value is None and self.text not in _REASONS:
            return None
        return {"value": written, "break": "yes"} if self.breaks else written

    @property
    def reported(self) -> Keys:
        """What stands under `reported` in a catalogue in place of its rating."""
        status, direction = self.rating
        made = {"status": _RATINGS[status], "direction": _DIRECTIONS[direction]}
        return {key: word for key, word in made.items() if word}


class World:
    """A nation, its dataset and a catalogue of it."""

    def __init__(self, seed: int) -> None:
        random = self.random = Random(seed)
        self.annual_alone = random.random() < 0.6
        self.nation = random.choice(("England", "Wales"))
        self.naming = random.choice(("ending", "starting"))
        self.areas = [*self._areas()]
        self.comparators = dict(self._comparators())
        self.policies = {f"policy-{at}": self._policy() for at in range(3)}
        self.quartiles = random.choice(("lait", "phe", "ntile"))
        self.left_out = _LEFT_OUT if random.random() < 0.3 else {}
        self.indicators = {f"measure-{at}": self._indicator() for at in range(7)}
        self.typed = {name: self._typed(keys) for name, keys in self.indicators.items()}
        of_all = [name for name, keys in self.indicators.items() if "percentile" not in str(keys)]
        self.elsewhere = {name for name in of_all if self._is_drawn(0.2)}
        """The indicators of another dataset, `other`."""
        self.filtered = {name for name in self.indicators if self._is_drawn(0.2)}
        self.unbanded = {name for name in self.indicators if self._is_drawn(0.2)}
        self.neighbours = {one: self._neighbours() for one in AUTHORITIES if self._is_drawn(0.9)}
        self.cells = [one for name in self.indicators for one in self._cells(name)]

    def _is_drawn(self, share: float) -> bool:
        return self.random.random() < share

    def _of(self, *forms: Form) -> Form:
        return self.random.choice(forms)

    # The nation

    def _areas(self) -> Iterator[Area]:
        for number in AUTHORITIES:
            name = "Dorset" if number in _LIVES else f"Shire {number}"
            yield Area(number, name, self._of(*REGIONS, *REGIONS, "NA"))
        yield from (Area("981", "North", ""), Area("982", "South (all)", ""))
        if self._is_drawn(0.9):
            yield Area("970", self.nation, "")

    def _comparators(self) -> Iterator[tuple[str, Keys]]:
        kinds = {
            "england": "national",
            "own-region": "regional",
            "peers": "statistical-neighbours",
            "family": "other",
            "england-late": "national",
        }
        for name, kind in kinds.items():
            if self._is_drawn(0.8):
                lag = self._of({}, {"lag": "1 year"}, {"lag": "1 quarter"})
                yield name, {"name": name, "kind": kind, **lag}

    def _neighbours(self) -> list[str]:
        """Return neighbours, unknown ones and nobody among them; a mean of two always ends."""
        number = 3 if self.annual_alone else 2
        return self.random.choices([*AUTHORITIES, "555", "-"], k=number)

    # The catalogue

    def _tolerance(self) -> Any:
        if self._is_drawn(0.7):
            return self._of(*_SIZES)
        parts = [self._of("5%", "below 5%"), self._of("1 point", "below 3 points")]
        self.random.shuffle(parts)
        return {self._of("lesser-of", "greater-of"): parts}

    def _direction(self) -> Keys:
        baseline = {"baseline": f"{FIRST}-{FIRST + 1 - 2000}"}
        words = ("last-reported", "previous-period", "same-period-last-year")
        return {"same": self._tolerance(), "basis": self._of(*words, baseline)}

    def _policy(self) -> Keys:
        green: Any = self._of("0", "1%", "1 point")
        amber: Any = self._of("5%", "below 10%", "4 points")
        if self._is_drawn(0.3):
            green, amber = {"lesser-of": ["2%", "1 point"]}, self._tolerance()
        allowed = {"amber-if": ["improved", "maintained"]} if self._is_drawn(0.3) else {}
        return {
            "status": {"green": green, "amber": amber, **allowed},
            "direction": self._direction(),
            "comparator": {"similar": self._tolerance()},
        }

    def _indicator(self) -> Keys:
        frequencies = ("annual",) if self.annual_alone else ("annual", "quarterly", "monthly")
        keys: Keys = {
            "polarity": self._of("high", "high", "low", "low", "on-target", "neutral"),
            "frequency": self._of(*frequencies),
            "year": self._of("financial", "academic", "calendar"),
        }
        straddles = (keys["year"], keys["frequency"]) == ("academic", "quarterly")
        if self._is_drawn(0.3) and not straddles:
            keys["accumulates"] = True
            keys |= self._of({}, *({"profile": one} for one in _PROFILES))
        keys |= self._targets(keys)
        bases = {self._year(keys, 1): "30", self._year(keys, 2): {"value": "20", "proposed": True}}
        others: list[tuple[float, Keys]] = [
            (0.3, {"policy": self._of(*self.policies)}),
            (0.2, {"tolerance": {"amber": self._tolerance()}}),
            (0.3, {"direction": self._direction()}),
            (0.3, {"base": self._of("40", bases)}),
            (0.25, {"from": self._year(keys, 1)}),
            (0.25, {"until": self._year(keys, self._of(2, 3))}),
            (0.2, {"quartile": "none"}),
            (0.2, {"lag": "1 quarter"}),
            (0.2, {"carry": self._of("2 months", "1 quarter", "1 year")}),
            (0.2, {"due": "Q2"} if keys["frequency"] == "annual" else {}),
        ]
        for share, more in others:
            keys |= more if self._is_drawn(share) else {}
        return keys

    def _targets(self, keys: Keys) -> Keys:
        made: Keys = {"target": self._target(keys)} if self._is_drawn(0.7) else {}
        if self._is_drawn(0.4):
            begins = self._of(f"{FIRST + 2}-M07", self._year(keys, 2))
            drawn = [self._year(keys, 1), self._year(keys, 2), f"from {begins}"]
            if kind := _KINDS.get(keys["frequency"]):
                drawn.append(str(periods.latest_ending(kind, (FIRST + 2) * 12 + 6)))
            made["targets"] = {one: self._target(keys) for one in drawn if self._is_drawn(0.6)}
        ends = [Decimal(one) for one in _numbers([*made.values()])]
        if keys["polarity"] in ("high", "low") and self._is_drawn(0.4):
            high = keys["polarity"] == "high"
            floor = str(min(ends, default=14) - 2 if high else max(ends, default=14) + 2)
            made["floor"] = self._of(floor, {self._year(keys, 1): floor})
        return made

    def _target(self, keys: Keys) -> Any:
        polarity, number = keys["polarity"], self._of("14", "14", "12.5", "0", "-3", "100")
        forms: list[Any] = [number] * 5 + ["none", {"value": number, "proposed": True}]
        forms += [{"value": number, "provisional": True}]
        if polarity == "on-target":
            forms += [{"from": "10", "to": "20"}, {"from": "14", "to": "14.7"}] * 3
        if polarity in ("high", "low"):
            forms += [{"above" if polarity == "high" else "below": number}] * 2
        if keys["frequency"] == "annual":
            forms += [{"percentile": self._of("25", "50", "90"), "of": "nation"}] * 2
        return self._of(*forms, *({"comparator": one} for one in self.comparators))

    def _typed(self, keys: Keys) -> Keys:
        """Return the figures of comparators that are typed in any catalogue."""
        year, early = self._year(keys, 1), self._year(keys, -2)
        forms: list[Any] = [
            "14.75",
            {year: "13.1234567891"},
            {early: "7"},
            {year: {"value": "9", "proposed": True}},
            {f"{FIRST + 2}-{FIRST + 3 - 2000} Q4": "11.5", year: "12"},
        ]
        return {
            name: self._of(*forms)
            for name, about in self.comparators.items()
            if about["kind"] in ("national", "other") and self._is_drawn(0.4)
        }

    def _year(self, keys: Keys, at: int) -> str:
        year = _YEARS[keys["year"]]
        return str(Period(year, (FIRST + at) * 12 + year.first))

    # The dataset

    def _periods(self, name: str) -> list[Period]:
        keys = self.indicators[name]
        kind = _KINDS.get(keys["frequency"], _YEARS[keys["year"]])
        first = periods.latest_ending(kind, FIRST * 12 + kind.first + kind.months)
        return [Period(kind, first.start + at) for at in range(0, YEARS * 12, kind.months)]

    def _cells(self, name: str) -> Iterator[Cell]:
        keys, places = self.indicators[name], self._of(0, 1, 2, 7)
        counted = self.annual_alone and self._is_drawn(0.3)
        edges = ["14", "14.7", "0", *_numbers([keys.get("target"), keys.get("targets")])]
        edges += [str(Decimal(one) * Decimal(share)) for one in edges for share in ("1.05", "0.95")]
        for period in self._periods(name):
            spelt = self._spelt(period)
            for area in self.areas:
                begins, ends = _LIVES.get(area.number, (0, 9999 * 12))
                if begins < period.end <= ends and self._is_drawn(0.95):
                    any_figure = Decimal(self.random.randint(-30, 300)).scaleb(-places)
                    text = self._of(f"{any_figure:f}", f"{any_figure:f}", self._of(*edges))
                    text += "0" if "." in text and self._is_drawn(0.1) else ""
                    text = self._of(*_NO_FIGURES) if self._is_drawn(0.1) else text
                    counts = ("", "")
                    if counted and self._is_drawn(0.6):
                        text, counts = "", self._counts()
                    may_break = text not in _NO_FIGURES or self.is_annual(name)
                    breaks = "yes" if self._is_drawn(0.02) and may_break else ""
                    rating = self._of(*_RATINGS), self._of(*_DIRECTIONS)
                    if not self._is_drawn(0.2):
                        rating = ("", "")
                    yield Cell(name, period, spelt, area, text, breaks, rating, counts)

    def _counts(self) -> tuple[str, str]:
        """Return counts, many of them equal quotients; some make no figure."""
        of = self._of(3, 4, 6, 7, 12)
        cases = self._of(self.random.randint(-of, of * 30), of * 14, of // 2)
        return self._of(*[(str(cases), str(of))] * 9, ("c", "12"), ("3", ""), ("3", "0"))

    def _spelt(self, period: Period) -> str:
        first, second = period.start // 12, period.end // 12
        match period.kind:
            case Kind.MONTH:
                return self._of(str(period), f"{period.first_day:%b %Y}")
            case Kind.QUARTER:
                return self._of(str(period), " ".join(str(period).split()[::-1]))
            case Kind.CALENDAR:
                return self._of(f"{first}", f"{first} (prov)", f"{first - 2}-{first}")
            case _:
                alone = second if self.naming == "ending" else first
                split = (f"{first}-{second - 2000}", f"{first}/{second - 2000}")
                return self._of(*split, f"{alone}", f"{alone} (Rev)", f"{first - 1}-{second}")

    def _dataset(self, name: str) -> str:
        return "other" if name in self.elsewhere else "nation"

    def _rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows of both files: some twice, and of some measures others too."""
        for at, one in enumerate(self.cells):
            number, name, region = one.area
            number += ".0" if number.isdigit() else ""
            whose = (f"of {one.indicator}", one.spelt, number, name)
            row = (*whose, one.text, region, one.breaks, *one.rating, *one.counts)
            yield (*row, "Total")
            if at % 40 == 0:
                yield (*row, "Total")
            if one.indicator in self.filtered:
                yield (*whose, "3", *row[5:], "Girls")

    # What a report and `ragcalc score` read

    def write(self, folder: Path) -> None:
        """Write the dataset, the list of neighbours, the dictionary and the thresholds."""
        header = (
            *("measure", "year", "area", "name", "value", "region", "break", "RAG", "DoT"),
            *("numerator", "denominator", "Sex"),
        )
        for dataset in ("nation", "other"):
            rows = self._rows()
            own = [row for row in rows if self._dataset(row[0].removeprefix("of ")) == dataset]
            _write(folder / f"{dataset}.csv", [header, *own])
        several = [(own, *others) for own, others in self.neighbours.items()]
        _write(folder / "neighbours.csv", [("LA number", "SN1", "SN2", "SN3"), *several])
        marks = [(f"of {name}", "N" if name in self.unbanded else "") for name in self.indicators]
        _write(folder / "dictionary.csv", [("measure", "No_Quartile"), *marks])
        thresholds = {
            "version": 1,
            "default": self.policies["policy-0"],
            "policies": self.policies,
            "quartiles": self.quartiles,
        }
        (folder / "thresholds.yaml").write_text(json.dumps(thresholds))

    def catalogue(self, area: str = "") -> str:
        """Return the catalogue of all areas, or that of the report of one."""
        dataset = {
            "columns": {"status": "RAG", "direction": "DoT"},
            "neighbours": "neighbours.csv",
            "dictionary": "dictionary.csv",
            "national": self.nation,
            "regions": {own: row for own, row in REGIONS.items() if own != row},
            "years": self.naming,
            "leave-out": self.left_out,
        }
        catalogue = {
            "version": 1,
            "organisation": "Us",
            "comparators": self.comparators,
            "datasets": {
                name: {"file": f"{name}.csv", **dataset}
                for name in sorted({*map(self._dataset, self.indicators)})
            },
            "indicators": {"of-none": _OF_NONE}
            | {
                name: {
                    "name": name,
                    "unit": "count",
                    "dataset": self._measure(name),
                    "values": self._values(name, area),
                    **self._reported(name, area),
                    "comparators": self._compared(name, area),
                    **keys,
                }
                for name, keys in self.indicators.items()
            },
        }
        return json.dumps(catalogue | ({"area": area} if area else {}))

    def is_annual(self, name: str) -> bool:
        """Return whether a report takes an indicator's readings from the dataset."""
        return bool(self.indicators[name]["frequency"] == "annual")

    def counting(self, name: str, area: str | None = None) -> Iterator[Cell]:
        """Yield what the dataset has for an indicator, in any area, of what is not left out."""
        for one in self.cells:
            number = one.area.number
            is_meant = one.indicator == name and area in (None, number)
            if is_meant and not self.is_left_out(number, one.period):
                yield one

    def is_left_out(self, area: str, period: Period) -> bool:
        """Return whether the catalogue says that an area did not exist then."""
        return area in self.left_out and left_out_years(self.left_out[area]).holds(period)

    def authorities(self, name: str) -> dict[Period, dict[str, Decimal]]:
        """Return the figures of all authorities by period, of what no report ranks."""
        found: dict[Period, dict[str, Decimal]] = {}
        for one in self.counting(name):
            if one.area.region in REGIONS and one.value is not None:
                found.setdefault(one.period, {})[one.area.number] = one.value
        return found

    def _measure(self, name: str) -> Keys:
        where = {"where": {"sex": self._whole(name)}} if self.filtered else {}
        return {"name": self._dataset(name), "measure": f"of {name}", **where}

    def _whole(self, name: str) -> Any:
        return "Total" if name in self.filtered else ["Total"]

    def _values(self, name: str, area: str) -> Any:
        if self.is_annual(name) or not area:
            return "dataset" if self.is_annual(name) else {}
        typed = {str(one.period): one.reading for one in self.counting(name, area)}
        return {period: one for period, one in typed.items() if one is not None}

    def _reported(self, name: str, area: str) -> Keys:
        """Return the ratings that a report reads of no dataset."""
        if self.is_annual(name) or not area:
            return {}
        typed = {str(one.period): one.reported for one in self.counting(name, area)}
        return {"reported": {period: one for period, one in typed.items() if one}}

    def _compared(self, name: str, area: str) -> Keys:
        """Return the figures that are typed: of a report also what it reads of no dataset."""
        typed = self.typed[name]
        if self.is_annual(name) or not area:
            return typed
        found = dict(typed)
        for comparator, about in self.comparators.items():
            own = typed.get(comparator, {})
            given = {} if isinstance(own, str) else self._in_dataset(name, about["kind"], area)
            for period, figure in given.items():
                if not isinstance(own.get(period), str):  # as one that is typed stands
                    found[comparator] = {**found.get(comparator, {}), period: figure}
        return found

    def _in_dataset(self, name: str, kind: str, area: str) -> dict[str, str]:
        """Return by period what a report would take from the dataset if it read its period."""
        own = next(one for one in self.areas if one.number == area)
        numbers_of = {
            "national": [one.number for one in self.areas if one.name == self.nation],
            "regional": [
                one.number for one in self.areas if one.name == REGIONS.get(own.region, " ")
            ],
            "statistical-neighbours": self.neighbours.get(area, []),
        }
        found: dict[str, list[Decimal]] = {}
        for number in numbers_of.get(kind, []):
            for one in self.counting(name, number) if number != area else ():
                if one.value is not None:
                    found.setdefault(str(one.period), []).append(one.value)
        return {
            period: numbers.to_text(numbers.shortest(Fraction(sum(several)) / len(several)))
            for period, several in found.items()
        }


_OF_NONE = {
    "name": "Of no dataset",
    "unit": "count",
    "polarity": "low",
    "frequency": "annual",
    "values": {f"{FIRST + 1}": "3"},
    "year": "calendar",
}
_PROFILES = ("linear", "none", ["20%", "45%", "70%", "100%"])


def _numbers(keys: Any) -> Iterator[str]:
    """Yield each number that stands anywhere in keys."""
    if isinstance(keys, str) and keys.lstrip("-").replace(".", "").isdigit():
        yield keys
    elif isinstance(keys, Mapping):
        yield from _numbers([one for key, one in keys.items() if key != "percentile"])
    elif isinstance(keys, list):
        for one in keys:
            yield from _numbers(one)


def _write(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
