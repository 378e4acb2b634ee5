"""Random councils whose catalogues hide small numbers, and their files in any of their worlds.

The structure of a council comes from a seed; a world fills in the numbers.
"""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from tests.fuzz.sums import Atoms, World

YEARS = ("2017-18", "2018-19")
AREAS = 6
"""Authorities in a dataset, ours the first of them."""
SCALES = {"percent": 100, "ratio": 1, "rate-per-1000": 1000, "rate-per-10000": 10000}


@dataclass
class Entry:
    """A reading, its numbers as sums of atoms."""

    period: str
    numerator: Atoms
    denominator: Atoms | None = None
    form: str = "counts"
    """Of a share: counts, value (beside the denominator), both; `withheld` of any reading."""
    remarks: dict[str, Any] = field(default_factory=dict)
    """`{}` stands for the number."""
    replaced: Atoms | None = None
    """The number that it replaces; None where it replaces none."""
    levels: int = 0
    """At how many levels of confidence it has a published interval."""


@dataclass
class Measure:
    """An indicator."""

    id: str
    unit: Any
    entries: list[Entry]
    limit: int
    settings: dict[str, Any]
    others: bool = False
    """Whether the denominator less the numerator are cases too."""
    submitted: bool = False
    wide: bool = False
    """Whether it is submitted with a column for each period."""
    dataset: dict[str, Entry] = field(default_factory=dict)
    """Our own figures in the dataset, by year."""


@dataclass
class Council:
    """A catalogue whose numbers are still open."""

    settings: dict[str, Any]
    measures: list[Measure] = field(default_factory=list)
    world: dict[str, int] = field(default_factory=dict)
    """One truth."""
    frozen: set[str] = field(default_factory=set)
    unnamed: list[tuple[str, Atoms]] = field(default_factory=list)
    """A whole, and cases of it that none of its parts has, of each period."""
    neighbours: bool = False
    mistake: str = ""
    """Which mistake its files have."""
    before: str = ""
    """How the version before differs."""
    renamed: bool = False
    """Whether the indicators have other ids in the version before."""

    def limits(self) -> dict[str, int]:
        """Return the limit of each indicator: in a family the highest holds for all."""
        roots = {one.id: one.settings.get("part-of", one.id) for one in self.measures}
        highest: dict[str, int] = {}
        for one in self.measures:
            highest[roots[one.id]] = max(highest.get(roots[one.id], 0), one.limit)
        return {name: highest[root] for name, root in roots.items()}


# ── Structure ────────────────────────────────────────────────────────────────────────────────────


def council(seed: int) -> Council:
    """Return the council of a seed."""
    made = _Builder(random.Random(seed)).build()
    _publish_intervals(made, random.Random(f"intervals {seed}"))
    _limit_lives(made, random.Random(f"lives {seed}"))
    _correct(made, random.Random(f"corrections {seed}"))
    return made


def _correct(made: Council, chance: random.Random) -> None:
    """Let some counts replace others, and some wholes those that they had with a part's."""
    by_id = {one.id: one for one in made.measures}
    for one in made.measures:
        whole = by_id.get(one.settings.get("part-of", ""))
        for entry in one.entries:
            if not _can_replace(one, entry) or chance.random() > 0.2:
                continue
            more = f"{one.id}-was/{entry.period}"
            made.world[more] = chance.choice((0, 1, 2, chance.randint(3, 40)))
            entry.replaced = frozenset({more})
            for every in whole.entries if whole else ():
                if every.period == entry.period and _can_replace(whole, every):
                    every.replaced = every.numerator - entry.numerator | {more}


def _can_replace(one: Measure | None, entry: Entry) -> bool:
    """Return whether an entry is a count alone that replaces none yet."""
    assert one
    is_count = one.unit == "count" and not one.wide and one.settings.get("accumulates") is None
    is_alone = entry.denominator is None and not entry.levels and entry.form != "withheld"
    return is_count and is_alone and entry.replaced is None and "break" not in entry.remarks


def _limit_lives(made: Council, chance: random.Random) -> None:
    """Let some indicators begin or be retired, perhaps with figures outside their life."""
    for one in made.measures:
        if chance.random() < 0.15:
            one.settings["until"] = chance.choice(("2018-19 Q3", "2018-19 Q2", "2018-19"))
        elif chance.random() < 0.15:
            one.settings["from"] = chance.choice(("2018-19 Q4", "2018-19 Q2", "2018-19"))
    made.renamed = chance.random() < 0.25


def _publish_intervals(made: Council, chance: random.Random) -> None:
    """Let some readings have an interval, at 95% or at 99.8% too."""
    for one in made.measures:
        if not one.wide and chance.random() < 0.5:
            for entry in one.entries:
                entry.levels = chance.choice((0, 1, 1, 2))


class _Builder:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.limit = chance.choice((3, 5, 5, 5, 6, 10))
        self.made = Council(
            {
                "version": 1,
                "organisation": "Anyshire",
                "suppress-below": self.limit,
                "comparators": {
                    "england": {"name": "England", "kind": "national"},
                    "region": {"name": "Region", "kind": "regional"},
                    "near": {"name": "Near", "kind": "statistical-neighbours"},
                },
            }
        )

    def build(self) -> Council:
        families = [
            *(self.tree, self.tree, self.shares, self.partition),
            *(self.ratio, self.running, self.in_period, self.labelled, self.bare),
        ]
        for number in range(self.chance.randint(2, 4)):
            self.chance.choice(families)(f"f{number}")
        if self.chance.random() < 0.5:
            self.made.settings["outcomes"] = {"safe": self.outcome(), "well": {"name": "Well"}}
            for one in self.made.measures:
                one.settings["outcome"] = self.chance.choice(("safe", "well"))
        self.made.neighbours = self.chance.random() < 0.5
        if self.chance.random() < 0.12:
            self.made.mistake = self.chance.choice(MISTAKES)
        self.made.before = self.chance.choice(BEFORE)
        return self.made

    def outcome(self) -> dict[str, Any]:
        action = {
            "name": "Do it",
            "status": {"2018-19 Q3": "on-track", "2018-19 Q4": "delayed"},
            "milestones": {"2018-19 Q4": "3 reviews"},
        }
        return {"name": "Safe", "note": "a note", "actions": {"it": action}}

    def atom(self, name: str, large: tuple[int, int] = (6, 60)) -> str:
        """Make an atom that is none, small, or large."""
        kind = self.chance.random()
        number = self.chance.randint(*large)
        if kind < 0.1:
            number = 0
        elif kind < 0.35:
            number = self.chance.randint(1, max(self.limit - 1, 1))
        self.made.world[name] = number
        return name

    def grid(self, name: str, large: tuple[int, int] = (6, 60)) -> dict[str, Atoms]:
        """Return the atoms of every period: quarters, perhaps months of one, perhaps years."""
        chance, found = self.chance, dict[str, Atoms]()
        split = chance.choice(("", "", "2018-19 Q4", "2018-19 Q3"))
        for year in YEARS:
            of_year: set[str] = set()
            for quarter in range(1, 5):
                period = f"{year} Q{quarter}"
                if period == split:
                    months = ("2018-M10", "2018-M11", "2018-M12")
                    if quarter == 4:
                        months = ("2019-M01", "2019-M02", "2019-M03")
                    parts = {self.atom(f"{name}/{month}", large) for month in months}
                    for month, part in zip(months, sorted(parts), strict=True):
                        found[month] = frozenset({part})
                else:
                    parts = {self.atom(f"{name}/{period}", large)}
                found[period] = frozenset(parts)
                of_year |= parts
            found[year] = frozenset(of_year)
        return found

    def periods(self) -> set[str]:
        """Return the periods that are given."""
        chance = self.chance
        kept = {f"2018-19 Q{one}" for one in range(1, 5)}
        if chance.random() < 0.6:
            kept |= {f"2017-18 Q{one}" for one in range(1, 5) if chance.random() < 0.8}
        kept |= {year for year in YEARS if chance.random() < 0.4}
        if chance.random() < 0.6:
            kept |= {f"2018-M{one}" for one in (10, 11, 12)}
            kept |= {f"2019-M{one:02}" for one in (1, 2, 3)}
        if chance.random() < 0.3:
            kept.discard(chance.choice(sorted(kept)))
        return kept

    def measure(self, name: str, unit: Any, entries: list[Entry], **more: Any) -> Measure:
        """Add an indicator with random settings."""
        chance = self.chance
        settings = self.settings(name)
        limit = self.limit
        if chance.random() < 0.1:
            limit = settings["suppress-below"] = chance.choice((4, 7))
        settings.update(more.pop("settings", {}))
        if "accumulates" not in settings and chance.random() < 0.35:
            settings["rolls-up"] = chance.choice(("sum", "mean"))
        made = Measure(name, unit, entries, more.pop("limit", limit), settings, **more)
        made.submitted = chance.random() < 0.25 and "break" not in str(entries)
        if chance.random() < 0.15 and not isinstance(unit, dict):
            self.given_to_dataset(made)
        made.wide = made.submitted and not made.others and unit == "count" and chance.random() < 0.5
        for entry in entries:
            # of shares that add up, nothing but their counts says that they do
            if made.limit and not made.others and chance.random() < 0.03:
                entry.form = "withheld"
            else:
                self.remark(made, entry)
        self.made.measures.append(made)
        return made

    def settings(self, name: str) -> dict[str, Any]:
        """Return what an indicator says beside its readings."""
        chance = self.chance
        polarity = chance.choice(("low", "high", "low", "high", "neutral", "on-target"))
        found: dict[str, Any] = {"name": f"The {name}", "polarity": polarity}
        may = {
            "target": (0.8, chance.choice((2, 3, 5, 20, 40))),
            "tolerance": (
                0.3 * (polarity in ("low", "high")),
                {"amber": chance.choice(("10%", "2 points"))},
            ),
            "targets": (0.3, {"2018-19": chance.choice((3, 4, 30))}),
            "comparators": (0.5, {"england": chance.choice((2, 4, 12)), "near": 3}),
            "direction": (
                0.3,
                {"basis": chance.choice(("previous-period", "same-period-last-year"))},
            ),
            "carry": (0.2, "1 quarter"),
            "note": (0.2, "a note of the indicator"),
        }
        found |= {key: said for key, (often, said) in may.items() if chance.random() < often}
        return found

    def given_to_dataset(self, made: Measure) -> None:
        """Put what the years' readings are, or would be, into the dataset."""
        for year in YEARS:
            of_year = [one for one in made.entries if one.period == year]
            quarters = [one for one in made.entries if one.period.startswith(f"{year} Q")]
            if of_year:
                made.dataset[year] = of_year[0]
            elif len(quarters) == 4 and made.settings.get("accumulates") is not True:
                denominators = [one.denominator for one in quarters]
                if made.others or denominators == [None] * 4:
                    made.dataset[year] = Entry(
                        year,
                        frozenset().union(*(one.numerator for one in quarters)),
                        frozenset().union(*filter(None, denominators)) if made.others else None,
                    )

    def remark(self, made: Measure, entry: Entry) -> None:
        chance, remarks = self.chance, entry.remarks
        if made.wide:
            return
        if chance.random() < 0.2:
            remarks["note"] = "just {} of them"
        if made.submitted:
            return
        if chance.random() < 0.1:
            remarks["source"] = "table {}"
        if chance.random() < 0.1:
            remarks["provisional"] = "true"
        if chance.random() < 0.05:
            remarks["break"] = "true"
        if entry.denominator and chance.random() < 0.15 and entry.form != "value":
            remarks["breakdown"] = {"some": "{}"}
        if chance.random() < 0.08:
            made.settings.setdefault("reported", {})[entry.period] = {
                "status": chance.choice(("red", "green")),
                "note": "{} of them",
                **({"overrides": "true"} if chance.random() < 0.5 else {}),
            }

    # families

    def tree(self, name: str) -> None:
        """Add counts that are parts of another, or one alone."""
        chance = self.chance
        parts = chance.choice((0, 0, 2, 2, 3))
        grids = {f"{name}-{one}": self.grid(f"{name}-{one}") for one in range(parts)}
        if not parts or chance.random() < 0.3:
            grids["rest"] = self.grid(f"{name}-rest")
        periods = set.intersection(*(set(grid) for grid in grids.values()))
        kept = self.given(periods)
        whole = {one: frozenset().union(*(grid[one] for grid in grids.values())) for one in periods}
        alike = chance.random() < 0.6
        self.measure(f"{name}-all", "count", [Entry(one, whole[one]) for one in kept])
        self.made.unnamed += [(f"{name}-all", one) for one in grids.get("rest", {}).values()]
        for part, grid in grids.items():
            if part != "rest":
                own = kept if alike else self.given(grid)
                entries = [Entry(one, grid[one]) for one in own]
                self.measure(part, "count", entries, settings={"part-of": f"{name}-all"})

    def given(self, known: Iterable[str]) -> list[str]:
        """Return which of the periods that are known have a reading."""
        return sorted(self.periods() & {*known})

    def shares(self, name: str, form: str = "") -> None:
        """Add a percentage with its counts."""
        chance = self.chance
        cases, others = self.grid(f"{name}-n"), self.grid(f"{name}-o", (20, 90))
        entries = [
            Entry(one, cases[one], cases[one] | others[one], form or chance.choice(_FORMS))
            for one in self.given({*cases} & {*others})
        ]
        self.positive([f"{name}-o"])
        more = {"interval": "wilson"} if chance.random() < 0.5 else {}
        self.measure(name, "percent", entries, others=True, settings=more)

    def positive(self, names: list[str]) -> None:
        """Let no denominator be 0."""
        world = self.made.world
        for atom in world:
            if atom.split("/")[0] in names and not world[atom]:
                world[atom] = 30

    def partition(self, name: str) -> None:
        """Add percentages of one denominator that add up to it."""
        grids = {f"{name}-{one}": self.grid(f"{name}-{one}") for one in range(3)}
        self.positive([f"{name}-2"])
        periods = set.intersection(*(set(grid) for grid in grids.values()))
        kept = self.given(periods)
        for part, grid in grids.items():
            entries = [
                Entry(one, grid[one], frozenset().union(*(each[one] for each in grids.values())))
                for one in kept
            ]
            self.measure(part, "percent", entries, others=True)

    def ratio(self, name: str) -> None:
        """Add a ratio or a rate whose value is given beside its denominator."""
        chance = self.chance
        unit = chance.choice(("ratio", "ratio", "rate-per-1000", "rate-per-10000"))
        cases = self.grid(f"{name}-n")
        entries = []
        for one in self.given(cases):
            of = f"{name}-d/{one}"
            self.made.world[of] = chance.choice((200, 250, 400, 500, 800, 1000))
            self.made.frozen.add(of)
            form = chance.choice(("value", "value", "counts"))
            entries.append(Entry(one, cases[one], frozenset({of}), form))
        self.measure(name, unit, entries)

    def running(self, name: str) -> None:
        """Add totals since the year began."""
        grid = self.grid(name)
        entries = []
        for year in YEARS[self.chance.randint(0, 1) :]:
            total: Atoms = frozenset()
            for quarter in range(1, 5):
                total |= grid[f"{year} Q{quarter}"]
                if self.chance.random() < 0.95:
                    entries.append(Entry(f"{year} Q{quarter}", total))
        more = {"accumulates": True, "profile": self.chance.choice(("linear", "none"))}
        self.measure(name, "count", entries or [Entry("2018-19 Q4", total)], settings=more)

    def in_period(self, name: str) -> None:
        """Add figures of each quarter that are added up."""
        grid = self.grid(name)
        entries = [
            Entry(f"{year} Q{quarter}", grid[f"{year} Q{quarter}"])
            for year in YEARS[self.chance.randint(0, 1) :]
            for quarter in range(1, 5)
        ]
        more = {"accumulates": "in-period", "profile": "linear"}
        self.measure(name, "count", entries, settings=more)

    def labelled(self, name: str) -> None:
        """Add a unit with a label of its own, and a limit."""
        grid = self.grid(name)
        entries = [Entry(one, grid[one]) for one in self.given(grid)]
        limit = self.chance.choice((4, 6))
        self.measure(
            name, {"label": "cases"}, entries, limit=limit, settings={"suppress-below": limit}
        )

    def bare(self, name: str) -> None:
        """Add figures that are no counts."""
        entries = []
        for quarter in range(1, 5):
            atom = f"{name}/{quarter}"
            self.made.world[atom] = self.chance.randint(1, 99)
            entries.append(Entry(f"2018-19 Q{quarter}", frozenset({atom})))
        self.measure(name, self.chance.choice(("days", "percent", "currency")), entries, limit=0)


_FORMS = ("counts", "counts", "both", "value")

BEFORE = (
    *("same", "no limit", "no parts", "lower limit"),
    *("fewer parts", "moved parts", "turned", "revised whole"),
)
"""How the version before may differ from the one now."""

MISTAKES = (
    "twice",
    "twice in a table",
    "word",
    "key",
    "yaml",
    "unknown indicator",
    "dataset twice",
)


# ── Files ────────────────────────────────────────────────────────────────────────────────────────


def write(made: Council, world: World, folder: Path, *, limits: bool = True) -> None:
    """Write the files of the council in a world; without `limits` nothing is hidden."""
    folder.mkdir(parents=True, exist_ok=True)
    catalogue, rows = _catalogue(made, world, limits)
    if wide := "".join(_wide(made, world)):
        catalogue["data"] = [*catalogue.get("data", ()), "wide.csv"]
        (folder / "wide.csv").write_text(wide, encoding="utf-8")
    text = json.dumps(catalogue, indent=1)
    if made.mistake == "yaml":
        text = text[:-2] + "]\n"
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    if rows:
        (folder / "returns.csv").write_text("".join(rows), encoding="utf-8")
    if "datasets" in catalogue:
        (folder / "d.csv").write_text("".join(_dataset(made, world)), encoding="utf-8")
        (folder / "n.csv").write_text("area,SN1,SN2,SN3\n1,1,2,3\n", encoding="utf-8")


def write_before(made: Council, world: World, folder: Path) -> None:
    """Write the version before."""
    write(made, world, folder)
    path = folder / "indicators.yaml"
    if made.mistake == "yaml":
        return
    catalogue = json.loads(path.read_text(encoding="utf-8"))
    if made.before == "no limit":
        catalogue.pop("suppress-below")
    elif made.before == "lower limit":
        catalogue["suppress-below"] = 3
    catalogue.pop("datasets", None)
    for one in catalogue["indicators"].values():
        one["target"] = 7
        one.pop("dataset", None)
        if made.before == "no parts":
            one.pop("part-of", None)
        elif made.before == "no limit":
            one.pop("suppress-below", None)
    _rearrange(made.before, catalogue["indicators"])
    if made.renamed:
        catalogue["indicators"] = _with_earlier_ids(catalogue["indicators"])
    path.write_text(json.dumps(catalogue, indent=1), encoding="utf-8")


EARLIER = "-before"
"""What an earlier id ends with."""


def _with_earlier_ids(indicators: dict[str, Any]) -> dict[str, Any]:
    """Return the indicators by the ids that they had; tables may name either."""
    for name, one in indicators.items():
        one["was"] = [name]
        if "part-of" in one:
            one["part-of"] += EARLIER
    return {f"{name}{EARLIER}": one for name, one in indicators.items()}


def _rearrange(how: str, indicators: dict[str, Any]) -> None:
    """Change the parts of the first whole that has some, or its figures."""
    parts = [name for name, one in indicators.items() if "part-of" in one]
    if not parts:
        return
    first = parts[0]
    whole = indicators[first]["part-of"]
    others = [name for name, one in indicators.items() if one["unit"] == "count"]
    match how:
        case "fewer parts":
            del indicators[first]
        case "moved parts":
            own = (name for name in others if name not in parts and name != whole)
            indicators[first]["part-of"] = next(own, whole)
        case "turned":
            for name in parts:
                if indicators[name]["part-of"] == whole:
                    del indicators[name]["part-of"]
            indicators[whole]["part-of"] = first
        case "revised whole":
            values = indicators[whole]["values"]
            for period, said in values.items():
                values[period] = said + 100 if isinstance(said, int) else said
        case _:
            pass


def _catalogue(made: Council, world: World, limits: bool) -> tuple[dict[str, Any], list[str]]:
    catalogue = dict(made.settings)
    indicators: dict[str, Any] = {}
    rows: list[str] = []
    for one in made.measures:
        indicators[one.id] = _indicator(one, world, limits)
        if made.renamed:
            indicators[one.id]["was"] = [f"{one.id}{EARLIER}"]
        if one.submitted and not one.wide:
            rows += [_row(one, reading, world) for reading in one.entries]
    if not limits:
        catalogue.pop("suppress-below")
    if any(one.dataset for one in made.measures):
        lait = {"file": "d.csv", **({"neighbours": "n.csv"} if made.neighbours else {})}
        catalogue["datasets"] = {"lait": lait}
    catalogue["indicators"] = indicators
    if made.mistake == "twice in a table" and rows:
        rows.append(_row(*_first_submitted(made), world, add=1))
    if made.mistake == "unknown indicator" and rows:
        rows.append(rows[0].replace(",", "x,", 1))
    _mistaken(made, world, indicators)
    for one in made.measures:
        rows += _replaced(one, world)
    if rows:
        catalogue["data"] = ["returns.csv"]
        rows.insert(0, f"indicator,period,value,numerator,denominator,{','.join(ENDS)},note\n")
    return catalogue, rows


def _indicator(one: Measure, world: World, limits: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {"unit": one.unit, **one.settings}
    if not limits:
        entry.pop("suppress-below", None)
    if "reported" in entry:
        entry["reported"] = {
            period: _filled(said, _number_at(one, period, world))
            for period, said in entry["reported"].items()
        }
    own = () if one.submitted else one.entries
    entry["values"] = {each.period: _reading(one, each, world) for each in own}
    if one.dataset:
        entry["dataset"] = {"name": "lait", "measure": one.id}
        if _is_odd(one):
            entry["target"] = {"percentile": 75, "of": "lait"}
        if one.unit in _INTERVALS:
            entry["interval"] = _INTERVALS[one.unit]
    return entry


def takes_percentile(made: Council) -> bool:
    """Return whether a target of the council is a percentile of its dataset."""
    return any(one.dataset and _is_odd(one) for one in made.measures)


def _is_odd(one: Measure) -> bool:
    return len(one.entries) % 2 == 1


_INTERVALS = {"percent": "wilson", "rate-per-1000": "byar", "rate-per-10000": "byar"}


def _mistaken(made: Council, world: World, indicators: dict[str, Any]) -> None:
    first, entry = made.measures[0], next(iter(indicators.values()))
    number = first.entries[0].numerator
    said = sum(world[one] for one in number)
    if made.mistake == "twice":
        entry["values"].update({"2018-19 Q4": said, "2018-19-Q4": said + 1})
    elif made.mistake == "word":
        entry["values"]["2018-19 Q2"] = f"{said} or so"
    elif made.mistake == "key":
        entry["nmae"] = f"{said}"


def _first_submitted(made: Council) -> tuple[Measure, Entry]:
    one = next(one for one in made.measures if one.submitted and not one.wide)
    return one, one.entries[0]


def _number_at(one: Measure, period: str, world: World) -> int:
    reading = next(each for each in one.entries if each.period == period)
    return sum(world[atom] for atom in reading.numerator)


def _filled(said: Any, number: int) -> Any:
    if isinstance(said, dict):
        return {key: _filled(one, number) for key, one in said.items()}
    return said.replace("{}", str(number)) if isinstance(said, str) else said


ENDS = ("lower", "upper", "lower-998", "upper-998")


def _parts(one: Measure, reading: Entry, world: World) -> dict[str, Any]:
    """Return the figures of a reading, as its keys would hold them."""
    parts = _figures(one, reading, world)
    if reading.form == "withheld":
        return parts
    value = Decimal(sum(world[atom] for atom in reading.numerator))
    if reading.denominator is not None:
        value = value * SCALES[one.unit] / sum(world[atom] for atom in reading.denominator)
    reaches = zip(ENDS, map(Decimal, ("0.6", "1.7", "0.4", "2.1")), strict=True)
    ends = {key: f"{value * reach + (reach > 1):.6f}" for key, reach in reaches}
    return {**parts, **{key: ends[key] for key in ENDS[: 2 * reading.levels]}}


def _figures(one: Measure, reading: Entry, world: World) -> dict[str, Any]:
    number = sum(world[atom] for atom in reading.numerator)
    if reading.form == "withheld":
        return {"value": "suppressed"}
    if reading.denominator is None:
        return {"value": number}
    of = sum(world[atom] for atom in reading.denominator)
    exact = Decimal(number) * SCALES[one.unit] / Decimal(of)
    short = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    exact = short if one.unit == "percent" else exact.quantize(Decimal("0.000001"))
    match reading.form:
        case "value":
            return {"value": f"{exact:f}", "denominator": of}
        case "both":
            return {"value": f"{short:f}", "numerator": number, "denominator": of}
        case _:
            return {"numerator": number, "denominator": of}


def _reading(one: Measure, reading: Entry, world: World) -> Any:
    parts = _parts(one, reading, world)
    if reading.form == "withheld":
        return "suppressed"
    number = sum(world[atom] for atom in reading.numerator)
    if reading.replaced is not None:
        parts["revised"] = "true"
    if not reading.remarks and list(parts) == ["value"]:
        return parts["value"]
    return {**parts, **_filled(reading.remarks, number)}


def _row(one: Measure, reading: Entry, world: World, add: int = 0) -> str:
    if reading.form == "withheld":
        return f"{one.id},{reading.period},suppressed,,,,,,,\n"
    parts = _parts(one, reading, world)
    key = "value" if "value" in parts else "numerator"
    parts[key] = str(Decimal(parts[key]) + add)
    number = sum(world[atom] for atom in reading.numerator)
    note = _filled(reading.remarks.get("note", ""), number)
    if reading.replaced is not None:
        parts[key] += " r"
    cells = (parts.get(key, "") for key in ("value", "numerator", "denominator", *ENDS))
    return f"{one.id},{reading.period},{','.join(map(str, cells))},{note}\n"


def _replaced(one: Measure, world: World) -> Iterator[str]:
    """Yield a row for each figure that another one replaces."""
    for entry in one.entries:
        if entry.replaced is not None:
            number = sum(world[atom] for atom in entry.replaced)
            yield f"{one.id},{entry.period},{number},,,,,,,\n"


def _wide(made: Council, world: World) -> Iterator[str]:
    wide = [one for one in made.measures if one.wide]
    periods = sorted({entry.period for one in wide for entry in one.entries})
    if wide:
        yield f"indicator,{','.join(periods)}\n"
    for one in wide:
        said = {entry.period: _parts(one, entry, world)["value"] for entry in one.entries}
        yield f"{one.id},{','.join(str(said.get(period, '')) for period in periods)}\n"


def _dataset(made: Council, world: World) -> Iterator[str]:
    yield "measure,year,area,name,value,region,numerator,denominator\n"
    for at, one in enumerate(made.measures):
        for year, reading in one.dataset.items():
            number = sum(world[atom] for atom in reading.numerator)
            value, counts = Decimal(number), ","
            if reading.denominator is not None:
                of = sum(world[atom] for atom in reading.denominator)
                exact = Decimal(number) * SCALES[one.unit] / Decimal(of)
                value = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
                counts = f"{number if at % 3 else ''},{of}"
            yield f"{one.id},{year},1,Anyshire,{value},R,{counts}\n"
            if made.mistake == "dataset twice":
                yield f"{one.id},{year},1,Anyshire,{value + 1},R,{counts}\n"
            for area in range(2, AREAS + 1):
                other = (area * 7 + at * 5) % 50
                yield f"{one.id},{year},{area},B{area},{other},R,{other},{100 * area}\n"
            yield f"{one.id},{year},90,R,{30 + at},-,,\n"
            yield f"{one.id},{year},99,England,{40 + at},-,,\n"
