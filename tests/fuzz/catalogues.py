"""Catalogues made from their structure: every key of the documentation, at its edges.

`valid_book` makes files as a person could write them; `damage` takes a key away, repeats it, or
puts a value of another kind in its place; `book` does one or both. Every choice comes from `pick`,
which gives a whole number below its argument.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple, TypeVar

from tests.fuzz.mutate import ATOMS, KEYS, Pick

T = TypeVar("T")
Data = dict[str, Any]

INDICATORS, THRESHOLDS, INCLUDED = "indicators.yaml", "thresholds.yaml", "more.yaml"
_AGAIN = "\ue000"
"""Marks a key that stands once more: taken out of the text, which then has it twice."""


class Book(NamedTuple):
    """What stands in one folder."""

    files: dict[str, str]
    """The text of each file, by its name."""
    periods: tuple[str, ...]
    """Reports that are worth asking for."""

    @property
    def tables(self) -> list[str]:
        """The names of the submitted tables."""
        return [name for name in self.files if name.endswith(".csv")]


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────

NUMBERS = (
    *("0", "-0", "0.0", "0.00", ".5", "+4", "1", "3", "4", "5", "14", "16", "85", "90", "99.95"),
    *("100", "100.5", "0.70", "-1", "-4.2", "-100", "0.0001", "33.333333", "1000000", "1234567.89"),
    *("9" * 30, f"-{'9' * 30}", f"0.{'0' * 28}1", f"{'1' * 15}.{'1' * 15}", "0" * 29 + "7", "000"),
)
NEAR = ("100", "97", "95", "94.99", "99.99", "100.01", "105", "110", "80", "50", "2", "0")
"""Figures about a target of 100, so that most verdicts are not far from an edge."""
COUNTS = ("0", "1", "3", "4", "5", "12", "88", "97", "100", "171", "1234567", "9" * 15)
TEXTS = (
    *(
        "It",
        "Planning applications decided in time",
        "é",
        "Ὀδυσσεύς",
        "数字",
        "👩‍👩‍👧‍👦",
        "e\u0301" * 9,
    ),
    *("[red]x[/red]", "[/]", "<b>&amp;</b>", "a | b", "=1+1", "@team GH-12", "%s {0} {{x}}", "`x`"),
    *("**b** _i_", "::error::x", "##[error]x", "https://example.org/?a=b&c", "x: y # z", "- a"),
    *(
        '"',
        "'",
        "\\",
        "\\e[31m",
        "0",
        "no",
        "null",
        "\u200b",
        "שלום",
        "مرحبا",
        "~",
        "|---|",
        "$x^2$",
    ),
    *("w" * 300, "two words " * 40, "-", "…", "£", "\u00a0x", "1. x", "# x", "<!-- x -->", "]]>"),
)
REASONS = ("in-measurement", "suppressed", "not-applicable", "unreliable")
TOLERANCES: tuple[Any, ...] = (
    *("0", "0%", "5%", "2 points", "below 5%", "below 2 points", "1 point", "10%", "100%", "0.5%"),
    *({"lesser-of": ["5%", "100 points"]}, {"greater-of": ["below 5%", "2 points", "0"]}),
    *({"lesser-of": ["below 5%", "below 3 points"]}, f"{'9' * 30}%", f"0.{'0' * 20}1 points"),
)
BANDS: tuple[Any, ...] = (
    *({}, {"green": "0", "amber": "5%"}, {"green": "5%", "amber": "below 10%"}, {"amber": "0"}),
    *({"green": "30%"}, {"amber-if": ["improved", "maintained"]}, {"amber": "2 points"}),
    *({"green": "2%", "amber-if": ["improved"]}, {"green": "below 1%", "amber": "1%"}),
    *({"amber": {"lesser-of": ["below 5%", "below 100 points"]}}, {"green": "1 point"}),
)
BASES = ("last-reported", "previous-period", "same-period-last-year")
UNITS: tuple[Any, ...] = (
    *("percent", "rate-per-1000", "rate-per-10000", "rate-per-100000", "count", "days"),
    *("currency", "ratio", {"label": "kg per household"}, {"label": "£"}, {"label": "数"}),
)
CALENDAR_YEARS = ("annual", "calendar")
STEPS = {
    "monthly": ("2017-M04", "2018-M03", "2018-M10"),
    "quarterly": ("2015-16 Q1", "2017-18 Q4", "2018-19 Q3"),
    "annual": ("2003-04", "2017-18", "2018-19"),
    "calendar": ("2003", "2017", "2018"),
}
"""By frequency the ends of a baseline, and a later step; by its name of an annual calendar one."""
STRETCHES = ("1 month", "1 quarter", "2 quarters", "6 months", "1 year", "12 months", "5 years")
PROFILES = ("linear", "none", ["20%", "45%", "70%", "100%"], ["0%", "0%", "0%", "100%"])
MONTHLY = ["1%", *["50%"] * 10, "100%"]
COMPARATORS = {
    "england": {"name": "England", "kind": "national", "lag": "1 year"},
    "north-west": {"name": "North West", "short": "N West", "kind": "regional"},
    "near": {"name": "Nearest [neighbours]", "kind": "statistical-neighbours", "source": "=1"},
}


class Maker:
    """Makes the entries of one catalogue."""

    def __init__(self, pick: Pick) -> None:
        self.pick = pick
        self.year = (1900, 1999, 2017, 2017, 2017, 2017, 2099, 2196)[pick(8)]
        self.names: dict[tuple[str, int], str] = {}

    def one(self, options: Sequence[T]) -> T:
        """Choose one."""
        return options[self.pick(len(options))]

    def often(self, times: int) -> bool:
        """Say yes once in so many times."""
        return self.pick(times) == 0

    def some(self, options: dict[str, Callable[[], Any]], times: int) -> Data:
        """Make some entries, each once in so many times; None makes none."""
        made = {key: make() for key, make in options.items() if self.often(times)}
        return {key: value for key, value in made.items() if value is not None}

    def number(self) -> str:
        """Make a number, mostly about 100."""
        return self.one(NEAR) if self.pick(4) else self.one(NUMBERS)

    def text(self) -> str:
        """Make a text."""
        return self.one(TEXTS)

    def remarks(self) -> Data:
        """Make what may stand beside any figure."""
        return self.some(
            {
                "source": self.text,
                "note": self.text,
                "provisional": lambda: self.one(("true", "no")),
                "proposed": lambda: "true" if self.often(6) else "false",
            },
            4,
        )

    def figure(self, number: str | None = None) -> Any:
        """Make a figure, bare or with remarks."""
        value = number or self.number()
        return value if self.pick(3) else {"value": value, **self.remarks()}

    # ── Periods ──

    def named(self, kind: str, index: int) -> str:
        """Name a period of a kind, counted from the first of the first year, always alike."""
        if (kind, index) not in self.names:
            self.names[kind, index] = self._written_as(kind, index)
        return self.names[kind, index]

    def _written_as(self, kind: str, index: int) -> str:
        if kind == "month":
            year, month = divmod(index + 3, 12)
            written_as = (
                f"{self.year + year}-M{month + 1:02}",
                f"{_MONTHS[month]} {self.year + year}",
            )
            return self.one(written_as)
        if kind == "quarter":
            year, number = self.year + index // 4, index % 4 + 1
            two = f"{year}-{(year + 1) % 100:02}"
            usual = f"{two} Q{number}"
            return self.one((usual, usual, f"q{number} {year}/{year + 1}", f"{two}-Q{number}"))
        year = self.year + index
        if kind == "calendar":
            return f"{year}" if self.pick(3) else f"{year} calendar"
        two = f"{year}-{(year + 1) % 100:02}"
        return two if kind != "academic" or self.often(2) else f"{two} academic"

    def count(self, kind: str) -> int:
        """Make the number of periods that a series has."""
        longest = {"month": 14, "quarter": 9}.get(kind, 4)
        return self.pick(longest + 1)

    def in_years(self, kind: str, make: Callable[[], Any]) -> Data:
        """Make a series by year."""
        return {self.named(kind, index): make() for index in range(1 + self.pick(3))}

    # ── Entries of an indicator ──

    def reading(self, unit: Any) -> Any:
        """Make a reading: bare, of counts, a reason, with all that may stand beside it."""
        form = self.pick(12)
        if form == 0:
            word = self.one(REASONS)
            return word if self.often(2) else {"value": word, **self.remarks()}
        if form in (1, 2):
            below, above = sorted((self.one(COUNTS), self.one(COUNTS)), key=int)
            counts: Data = {"numerator": below, "denominator": above if int(above) else "7"}
            if self.often(4):
                counts["breakdown"] = {self.text(): below}
            return {**counts, **self.remarks(), **self.some({"break": lambda: "true"}, 8)}
        if form == 3:
            return {"value": self.number(), **self.remarks(), "break": self.one(("true", "false"))}
        return self.figure("12.5" if unit == "percent" and self.often(4) else None)

    def target(self, polarity: str) -> Any:
        """Make a target that fits a polarity."""
        forms: list[Any] = [self.number(), "100", "100", {"value": "100", **self.remarks()}]
        forms += ["none", {"comparator": self.one(list(COMPARATORS)), **self.remarks()}]
        if polarity == "high":
            forms.append({"above": self.number(), **self.remarks()})
        if polarity == "low":
            forms.append({"below": self.number(), **self.remarks()})
        if polarity == "on-target":
            low, high = sorted((self.number(), self.number()), key=float)
            forms += [{"from": low, "to": high, **self.remarks()}] * 3
        return self.one(forms)

    def targets(self, polarity: str, kind: str, own: str) -> Data:
        """Make targets by year, by period and from a period on."""
        made = self.in_years(own, lambda: self.target(polarity))
        for index in range(self.pick(4)):
            prefix = "from " if self.often(3) else ""
            made[f"{prefix}{self.named(kind, index)}"] = self.target(polarity)
        return made

    def floor(self, polarity: str) -> Any:
        """Make a floor on the bad side of every target that is made here."""
        return f"-{'9' * 30}" if polarity == "high" else "9" * 30

    def verdict(self, neutral: bool) -> Any:
        """Make a verdict that the source prints."""
        directions = ("higher", "same", "lower") if neutral else ("improved", "maintained")
        colour, way = self.one(("green", "amber", "red")), self.one((*directions, "unavailable"))
        record = self.one([{"status": colour}, {"direction": way}])
        both: Data = {"status": colour, "direction": way, "overrides": "true", "note": self.text()}
        return self.one([colour, {**record, **self.some({"note": self.text}, 2)}, both])

    def comparator(self, own: str, kind: str) -> Any:
        """Make a comparator's figures."""
        if self.often(4):
            return self.figure()
        return self.in_years(own if self.pick(3) else kind, self.figure)

    def indicator(self, others: Sequence[str]) -> Data:
        """Make one indicator that is valid."""
        frequency = self.one(("quarterly", "quarterly", "monthly", "annual"))
        own = self.one(("financial",) * 4 + ("calendar", "academic"))
        kind = {"quarterly": "quarter", "monthly": "month"}.get(frequency, own)
        polarity = self.one(("high", "high", "low", "low", "on-target", "neutral"))
        unit = self.one(UNITS)
        values = {
            self.named(kind, index): self.reading(unit)
            for index in range(self.count(kind))
            if self.pick(8)
        }
        made: Data = {"name": self.text(), "unit": unit, "polarity": polarity, "values": values}
        if frequency != "quarterly" or self.often(4):
            made["frequency"] = frequency
        if own != "financial" or self.often(4):
            made["year"] = own
        made |= self.measured(frequency, own, unit)
        made |= self.judged(polarity, kind, own)
        made |= self.some(
            {
                "short": self.text,
                "source": self.text,
                "note": self.text,
                "owner": self.text,
                "outcome": lambda: self.one(("safe", "well")),
                "tier": lambda: self.one(("headline", "wider")),
                "decimals": lambda: self.one(("0", "1", "2", "10")),
                "suppress-below": lambda: self.one(("0", "3", "5", "10", "1000")),
                "part-of": lambda: self.one(others) if others else None,
            },
            6,
        )
        return made

    def measured(self, frequency: str, own: str, unit: Any) -> Data:
        """Make what says how its readings come and what they count."""
        made = self.some(
            {
                "lag": lambda: self.one(STRETCHES),
                "carry": lambda: self.one(STRETCHES),
                "due": lambda: f"Q{1 + self.pick(4)}" if frequency == "annual" else None,
            },
            6,
        )
        if self.often(4) and not (own == "academic" and frequency == "quarterly"):
            made["accumulates"] = self.one(("true", "in-period"))
            profile = self.one((*PROFILES, None))
            if profile and self.pick(4):
                made["profile"] = MONTHLY if frequency == "monthly" and self.often(3) else profile
        elif self.often(10):
            made["rolling"] = self.one(STRETCHES)
        elif self.often(3) and frequency != "annual":
            made["rolls-up"] = self.one(("sum", "mean", "last"))
        first, last, later = STEPS["calendar" if (frequency, own) == CALENDAR_YEARS else frequency]
        if self.often(8):
            made["limits"] = {"from": first, "to": last}
        if self.often(8):
            made["step"] = self.one((first, [first, later]))
        if unit == "percent":
            made["may-exceed-100"] = "true"
        if unit in ("percent", "count") and self.often(5):
            made["interval"] = {"percent": "wilson", "count": "byar"}[unit]
        return made

    def judged(self, polarity: str, kind: str, own: str) -> Data:
        """Make what decides its verdicts."""
        directed = polarity in ("high", "low")
        made = self.some(
            {
                "target": lambda: self.target(polarity),
                "targets": lambda: self.targets(polarity, kind, own),
            },
            2,
        )
        comparators = {name: self.comparator(own, kind) for name in COMPARATORS if self.often(4)}
        if comparators:
            made["comparators"] = comparators
        return made | self.some(
            {
                "policy": lambda: self.one(("tight", "kind")),
                "tolerance": lambda: self.one(BANDS),
                "direction": lambda: self.direction(kind),
                "floor": lambda: self.floor(polarity) if directed else None,
                "base": lambda: self.one((self.figure(), self.in_years(own, self.figure))),
                "reported": lambda: {
                    self.named(kind, index): self.verdict(polarity == "neutral")
                    for index in range(1 + self.pick(4))
                },
            },
            5,
        )

    def direction(self, kind: str) -> Data:
        """Make what says how the direction of travel is measured."""
        baseline = {"baseline": self.named(kind, self.pick(4))}
        return {"same": self.one(TOLERANCES), "basis": self.one((*BASES, baseline))}

    # ── Files ──

    def action(self) -> Data:
        """Make an action."""
        statuses = ("delivered", "on-track", "re-phased", "delayed", "not-started")
        return {
            "name": self.text(),
            **self.some(
                {
                    "status": lambda: self.in_years("financial", lambda: self.one(statuses)),
                    "due": lambda: self.named("quarter", self.pick(9)),
                    "milestones": lambda: {
                        self.named("quarter", 2): self.text(),
                        self.named("financial", 1): [self.text(), self.text()],
                    },
                    "owner": self.text,
                    "source": self.text,
                    "note": self.text,
                },
                2,
            ),
        }

    def policy(self) -> Data:
        """Make a policy."""
        return self.some(
            {
                "status": lambda: self.one(BANDS),
                "direction": lambda: {"same": self.one(TOLERANCES), "basis": self.one(BASES)},
                "comparator": lambda: {"similar": self.one(TOLERANCES)},
            },
            2,
        )

    def thresholds(self) -> Data:
        """Make thresholds.yaml."""
        outcomes: list[Data] = [{"rule": "worst"}, {"rule": "majority", "coverage": "60%"}]
        outcomes += [{"rule": "share-green", "green": "75%", "amber": "0%", "coverage": "100%"}]
        return {
            "version": "1",
            "policies": {"tight": self.policy(), "kind": self.policy()},
            **self.some(
                {
                    "default": self.policy,
                    "outcome": lambda: self.one(outcomes),
                    "quartiles": lambda: self.one(("lait", "phe", "ntile")),
                    "signals": lambda: self.one(("mdc-2024-six-points", "plotthedots")),
                    "checks": lambda: {
                        "severities": {"series-gap": self.one(("off", "note", "warning"))},
                        "notes": ["red", "declined"],
                        "unlikely": {"points": "3", "limit": "0.5"},
                    },
                },
                3,
            ),
        }


_MONTHS = ("Jan", "Feb", "mar", "APR", "May", "Jun", "Jul", "Aug", "Sept", "October", "Nov", "Dec")


def book(pick: Pick) -> Book:
    """Make the files of one catalogue, valid or, two times in five, with damage."""
    return valid_book(pick, damage if pick(5) < 2 else None)


def valid_book(pick: Pick, then: Callable[[Maker, dict[str, Any]], None] | None = None) -> Book:
    """Make the files of one catalogue, all of them valid; `then` may do something to them."""
    make = Maker(pick)
    names = [f"i{number}" for number in range(1 + make.pick(3))]
    indicators: dict[str, Data] = {}
    for name in names:
        indicators[name] = make.indicator(list(indicators))
    top: Data = {
        "version": "1",
        "organisation": make.text(),
        "comparators": COMPARATORS,
        "outcomes": {
            "safe": {"name": make.text(), **({"note": make.text()} if make.often(4) else {})},
            "well": {"name": "Well", "actions": {"a": make.action(), "b": make.action()}},
        },
        **make.some(
            {"area": make.text, "suppress-below": lambda: make.one(("3", "4", "5", "50"))}, 8
        ),
        "indicators": indicators,
    }
    files: dict[str, Any] = {INDICATORS: top, THRESHOLDS: make.thresholds()}
    if len(names) > 1 and make.often(6):
        files[INCLUDED] = {"version": "1", "indicators": {names[-1]: indicators.pop(names[-1])}}
        top["include"] = [INCLUDED]
    if make.often(8):
        files |= dict(_tables(make, indicators))
    if then:
        files = deepcopy(files)
        then(make, files)
    quarters = tuple(make.named("quarter", make.pick(9)) for _ in range(2))
    asked = ("latest", make.named("financial", 1), *quarters, make.named("month", make.pick(20)))
    return Book({name: written(data) for name, data in files.items()}, (*asked, "q4"))


def written(data: Any) -> str:
    """Write data as YAML that is JSON; a text stands as it is."""
    if isinstance(data, str):
        return data
    return json.dumps(data, ensure_ascii=False, indent=1).replace(_AGAIN, "")


def _tables(make: Maker, indicators: dict[str, Data]) -> Iterator[tuple[str, str]]:
    """Move the readings of some indicators from the catalogue into a table, long or wide."""
    for name, entry in indicators.items():
        bare = {when: cell for when, cell in entry["values"].items() if _cell(cell) is not None}
        if not bare or make.often(3):
            continue
        entry["values"] = {when: one for when, one in entry["values"].items() if when not in bare}
        cells = [str(_cell(cell)) for cell in bare.values()]
        if make.often(2):
            rows = [["indicator", *bare], [name, *cells]]
        else:
            rows = [["indicator", "period", "value"]]
            rows += [[name, when, cell] for when, cell in zip(bare, cells, strict=True)]
        yield f"{name}.csv", "".join(",".join(row) + "\n" for row in rows)


_SYMBOLS = {"suppressed": "c", "not-applicable": "[z]", "unreliable": "u", "in-measurement": None}


def _cell(reading: Any) -> str | None:
    """Write a reading as one cell; None where it does not fit into one."""
    if isinstance(reading, dict):
        plain = set(reading) == {"value", "provisional"} and reading["value"] not in REASONS
        return f"{reading['value']} p" if plain else None
    return _SYMBOLS.get(reading, reading)


# ── Damage ───────────────────────────────────────────────────────────────────────────────────────


def damage(make: Maker, files: dict[str, Any]) -> None:
    """Take away, repeat, rename or replace something, somewhere in one of the files."""
    for _ in range(1 + make.pick(2)):
        name = make.one(list(files))
        if isinstance(files[name], str):
            files[name] = _damaged_text(make, files[name])
        else:
            _damage_in(make, files[name])


def _damaged_text(make: Maker, text: str) -> str:
    cells = text.split(",")
    cells[make.pick(len(cells))] = make.one(ATOMS)
    return ",".join(cells)


def _damage_in(make: Maker, data: Any) -> None:
    """Go down some steps, and damage what is there."""
    inner = [one for one in (data.values() if isinstance(data, dict) else data) if _goes_on(one)]
    if inner and make.pick(4):
        _damage_in(make, make.one(inner))
    elif isinstance(data, dict):
        _damage_mapping(make, data)
    else:
        data[make.pick(len(data))] = make.one(ATOMS)


def _goes_on(data: Any) -> bool:
    return isinstance(data, dict | list) and bool(data)


def _damage_mapping(make: Maker, data: Data) -> None:
    key = make.one(list(data))
    match make.pick(5):
        case 0:
            del data[key]
        case 1:
            data[key + _AGAIN] = data[key]
        case 2:
            data[make.one(KEYS + ATOMS)] = data.pop(key)
        case 3:
            data[key] = make.one((make.number(), [data[key]], {"value": data[key]}, [], {}, None))
        case _:
            data[key] = make.one(ATOMS)
