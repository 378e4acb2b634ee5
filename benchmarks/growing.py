"""The shapes of input that grow: each writes a folder of a size and says what is run there."""

from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

Words = list[str]
Make = Callable[[Path, int], Words]

REPORT: Words = ["report", "2018-19 Q4"]
JSON: Words = [*REPORT, "--format", "json"]
CHECK: Words = ["check"]
QUARTERS = [f"{year}-{(year + 1) % 100:02} Q{n}" for year in range(1900, 2199) for n in range(1, 5)]
MONTHS = [f"{year}-M{month:02}" for year in range(1900, 2200) for month in range(1, 13)]


class _Dumper(yaml.CSafeDumper):
    """Writes each part in full: the catalogue knows no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class Shape(NamedTuple):
    """One way in which an input can grow."""

    about: str
    make: Make
    start: int
    most: int
    """The largest size that the formats allow, or that makes sense."""
    least: int = 1
    """The size whose cost is that of starting."""
    works: Set[int] = frozenset({0, 1})
    """The exit statuses of a command that did what it should; with another one it was refused."""


SHAPES: dict[str, Shape] = {}


def shape(
    start: int, most: int = 10_000_000, least: int = 1, works: Set[int] = frozenset({0, 1})
) -> Callable[[Make], Make]:
    """Add a shape, named after its function."""

    def add(make: Make) -> Make:
        about = (make.__doc__ or "").strip()
        name = make.__name__.strip("_").replace("_", "-")
        SHAPES[name] = Shape(about, make, start, most, least, works)
        return make

    return add


def commands(start: int, most: int, **words: Words) -> Callable[[Callable[[Path, int], None]], Any]:
    """Add a shape for each of several commands over one input."""

    def add(write: Callable[[Path, int], None]) -> Any:
        for name, one in words.items():
            _add(write, name, one, start, most)
        return write

    return add


def _add(
    write: Callable[[Path, int], None], name: str, words: Words, start: int, most: int
) -> None:
    def make(folder: Path, size: int) -> Words:
        write(folder, size)
        return words

    about = f"{(write.__doc__ or '').strip()} {' '.join(words)}"
    key = f"{write.__name__}-{name}".replace("_", "-")
    SHAPES[key] = Shape(about, make, start, most, 1)


def indicator(**keys: Any) -> dict[str, Any]:
    """Return an indicator with two readings and a target, and whatever else is given."""
    name = keys.pop("name", "Measure")
    return {
        "name": name, "unit": "percent", "polarity": "high", "target": "70",
        "values": {"2018-19 Q3": "70.1", "2018-19 Q4": "71.2"}, **keys,
    }  # fmt: skip


def many(size: int, **keys: Any) -> dict[str, Any]:
    """Return so many indicators."""
    return {f"i-{n}": indicator(name=f"Measure {n}", **keys) for n in range(size)}


def write(folder: Path, indicators: Mapping[str, Any], **top: Any) -> None:
    """Write indicators.yaml."""
    data = {"version": "1", "organisation": "A council", **top, "indicators": dict(indicators)}
    dump(folder / "indicators.yaml", data)


def dump(file: Path, data: Any) -> None:
    """Write a YAML file; every scalar is plain text."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1e9)
    file.write_text(text, encoding="utf-8")


def table(folder: Path, lines: Iterable[str], name: str = "q.csv") -> None:
    """Write a CSV file."""
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


# ── Indicators ───────────────────────────────────────────────────────────────────────────────────


@commands(
    500, 64_000,
    table=REPORT, json=JSON, text=[*REPORT, "--format", "text"], csv=[*REPORT, "--format", "csv"],
    markdown=[*REPORT, "--format", "markdown"],
    xlsx=[*REPORT, "--format", "xlsx", "--output", "drafted.xlsx"],
    check=CHECK, list=["list"], targets=["targets", "2018-19 Q4"],
    narrative=["narrative", "2018-19 Q4"], explain=["explain", "i-0", "2018-19 Q4"],
    compare=["compare", "2018-19 Q3", "2018-19 Q4"],
    fail=[*JSON, "--fail-on", "green", "--fail-on", "improved"],
    evidence=[*JSON, "--evidence"],
    set=["targets", "2018-19 Q4", "--set", "i-0=80"],
    history=["history"], history_parquet=["history", "--format", "parquet"],
    complete=["_RAGCALC_COMPLETE=bash_complete", "COMP_WORDS=ragcalc explain i-", "COMP_CWORD=2"],
)  # fmt: skip
def indicators(folder: Path, size: int) -> None:
    """Many indicators."""
    write(folder, many(size))


@commands(20, 2_000, html=[*REPORT, "--format", "html"])
def charts(folder: Path, size: int) -> None:
    """Many indicators with a chart each."""
    write(folder, many(size))


@commands(500, 64_000, table=[*REPORT], narrow=["report", "2018-19 Q4", "--format", "table"])
def long_notes(folder: Path, size: int) -> None:
    """Indicators with a note each, carried and provisional figures."""
    entries = many(size)
    for n, one in enumerate(entries.values()):
        one["values"]["2018-19 Q4"] = {"value": "7", "note": f"note {n}", "provisional": "true"}
    write(folder, entries)


@shape(250, 16_000)
def outcomes_table(folder: Path, size: int) -> Words:
    """Many outcomes with an indicator each, in the table."""
    _outcomes(folder, size)
    return REPORT


@shape(20, 2_000)
def outcomes_html(folder: Path, size: int) -> Words:
    """Many outcomes with an indicator each, on the page."""
    _outcomes(folder, size)
    return [*REPORT, "--format", "html"]


@shape(250, 16_000)
def outcomes_xlsx(folder: Path, size: int) -> Words:
    """Many outcomes with an indicator each, in the workbook."""
    _outcomes(folder, size)
    return [*REPORT, "--format", "xlsx", "--output", "drafted.xlsx"]


@shape(250, 16_000)
def outcomes_narrative(folder: Path, size: int) -> Words:
    """Many outcomes with an indicator each, in words."""
    _outcomes(folder, size)
    return ["narrative", "2018-19 Q4"]


@shape(250, 16_000)
def outcomes_check(folder: Path, size: int) -> Words:
    """Many outcomes with an indicator each, checked."""
    _outcomes(folder, size)
    return CHECK


def _outcomes(folder: Path, size: int) -> None:
    entries = {f"i-{n}": indicator(outcome=f"o-{n}") for n in range(size)}
    names = {f"o-{n}": {"name": f"Outcome {n}", "note": "A note"} for n in range(size)}
    write(folder, entries, outcomes=names)


@shape(250, 16_000)
def outcomes_empty(folder: Path, size: int) -> Words:
    """Many outcomes without an indicator, checked."""
    write(folder, many(2), outcomes={f"o-{n}": {"name": f"Outcome {n}"} for n in range(size)})
    return CHECK


@shape(250, 16_000)
def tiers(folder: Path, size: int) -> Words:
    """Many tiers with an indicator each, in the table."""
    entries = {f"i-{n}": indicator(tier=f"t-{n}") for n in range(size)}
    write(folder, entries, tiers={f"t-{n}": f"Tier {n}" for n in range(size)})
    return REPORT


@shape(25, 1_000)
def outcomes_by_tiers(folder: Path, size: int) -> Words:
    """As many tiers as outcomes, with one indicator for each of both."""
    entries = {f"i-{n}": indicator(tier=f"t-{n}", outcome=f"o-{n}") for n in range(size * 8)}
    names = {f"o-{n}": {"name": f"Outcome {n}"} for n in range(size * 8)}
    write(folder, entries, tiers={f"t-{n}": f"T {n}" for n in range(size * 8)}, outcomes=names)
    return JSON


@shape(250, 32_000)
def policies(folder: Path, size: int) -> Words:
    """Many policies with an indicator each."""
    write(folder, {f"i-{n}": indicator(policy=f"p-{n}") for n in range(size)})
    rules = {f"p-{n}": {"status": {"amber": f"{n % 50 + 1}%"}} for n in range(size)}
    dump(folder / "thresholds.yaml", {"version": "1", "policies": rules})
    return JSON


@shape(250, 32_000)
def policies_unused(folder: Path, size: int) -> Words:
    """Many policies that no indicator takes, checked."""
    write(folder, many(2))
    rules = {f"p-{n}": {"status": {"amber": f"{n % 50 + 1}%"}} for n in range(size)}
    dump(folder / "thresholds.yaml", {"version": "1", "policies": rules})
    return CHECK


def _comparators(folder: Path, size: int) -> None:
    names = {f"c-{n}": {"name": f"Council {n}", "kind": "other"} for n in range(size)}
    figures = {f"c-{n}": {"2018-19 Q4": f"{n % 90}"} for n in range(size)}
    write(folder, {"i-0": indicator(comparators=figures)}, comparators=names)


@shape(100, 12_800)
def comparators_json(folder: Path, size: int) -> Words:
    """Many comparators of one indicator, in JSON."""
    _comparators(folder, size)
    return JSON


@shape(100, 6_400)
def comparators_table(folder: Path, size: int) -> Words:
    """Many comparators of one indicator, in the table."""
    _comparators(folder, size)
    return REPORT


@shape(100, 6_400)
def comparators_html(folder: Path, size: int) -> Words:
    """Many comparators of one indicator, on the page."""
    _comparators(folder, size)
    return [*REPORT, "--format", "html"]


@shape(100, 6_400)
def comparators_check(folder: Path, size: int) -> Words:
    """Many comparators of one indicator, checked."""
    _comparators(folder, size)
    return CHECK


@shape(100, 6_400)
def comparators_targets(folder: Path, size: int) -> Words:
    """Many comparators of one indicator, beside its target."""
    _comparators(folder, size)
    return ["targets", "2018-19 Q4"]


@shape(250, 16_000)
def part_of_chain(folder: Path, size: int) -> Words:
    """A chain of indicators that are each a part of the one before, with small numbers hidden."""
    entries = {f"i-{n}": indicator(unit="count", name=f"M {n}") for n in range(size)}
    for n in range(1, size):
        entries[f"i-{n}"]["part-of"] = f"i-{n - 1}"
        entries[f"i-{n}"]["values"]["2018-19 Q4"] = "3" if n % 2 else "9"
    write(folder, entries, **{"suppress-below": "5"})
    return JSON


@shape(250, 16_000)
def part_of_star(folder: Path, size: int) -> Words:
    """Many parts of one whole, with small numbers hidden."""
    entries = {f"i-{n}": indicator(unit="count", name=f"M {n}") for n in range(size)}
    for n in range(1, size):
        entries[f"i-{n}"]["part-of"] = "i-0"
        entries[f"i-{n}"]["values"]["2018-19 Q4"] = "3" if n % 2 else "9"
    entries["i-0"]["values"]["2018-19 Q4"] = str(size * 10)
    write(folder, entries, **{"suppress-below": "5"})
    return JSON


@shape(250, 16_000)
def breakdown(folder: Path, size: int) -> Words:
    """One reading with many parts in its breakdown."""
    reading = {"value": str(size), "breakdown": {f"Part {n}": "1" for n in range(size)}}
    write(folder, {"i-0": indicator(unit="count", values={"2018-19 Q4": reading})})
    return JSON


@shape(250, 16_000)
def breakdown_table(folder: Path, size: int) -> Words:
    """One reading with many parts in its breakdown, explained."""
    reading = {"value": str(size), "breakdown": {f"Part {n}": "1" for n in range(size)}}
    write(folder, {"i-0": indicator(unit="count", values={"2018-19 Q4": reading})})
    return ["explain", "i-0"]


# ── Parts and hidden figures ─────────────────────────────────────────────────────────────────────

SMALL = {"suppress-below": "5"}


def _family(
    folder: Path, whole: Callable[[int], int], size: int, *, backwards: bool = False, **keys: Any
) -> Words:
    """Write counts of which each but the first is a part of another, every second one small."""
    every = keys.pop("periods", ("2018-19 Q3", "2018-19 Q4"))
    entries = {}
    for n in range(size):
        values = dict.fromkeys(every, "3" if n % 2 else "900")
        entries[f"i-{n}"] = indicator(name=f"M {n}", unit="count", values=values, **keys)
        if n:
            entries[f"i-{n}"]["part-of"] = f"i-{whole(n)}"
    ordered = reversed(entries.items()) if backwards else entries.items()
    write(folder, dict(ordered), **SMALL)
    return JSON


def _sparse(folder: Path, whole: Callable[[int], int], size: int, **keys: Any) -> Words:
    """Write counts with a month each of their own, each but the first a part of another."""
    entries = {}
    for n in range(size):
        values = {MONTHS[n % len(MONTHS)]: "3" if n % 2 else "900"}
        entries[f"i-{n}"] = indicator(name=f"M {n}", unit="count", frequency="monthly", **keys)
        entries[f"i-{n}"]["values"] = values
        if n:
            entries[f"i-{n}"]["part-of"] = f"i-{whole(n)}"
    write(folder, entries, **SMALL)
    return JSON


_QUARTERS_AND_YEARS = ("2017-18", "2018-19", "2018-19 Q1", "2018-19 Q2", "2018-19 Q3", "2018-19 Q4")


@shape(250, 16_000)
def part_of_chain_backwards(folder: Path, size: int) -> Words:
    """A chain of indicators that are each a part of the next."""
    return _family(folder, lambda n: n - 1, size, backwards=True)


@shape(250, 16_000)
def part_of_tree(folder: Path, size: int) -> Words:
    """Wholes of two parts each, at many levels."""
    return _family(folder, lambda n: (n - 1) // 2, size)


@shape(250, 16_000)
def part_of_chain_years(folder: Path, size: int) -> Words:
    """A chain of parts with quarters and years."""
    return _family(folder, lambda n: n - 1, size, periods=_QUARTERS_AND_YEARS)


@shape(250, 16_000)
def part_of_chain_years_backwards(folder: Path, size: int) -> Words:
    """A chain of parts with quarters and years, each a part of the next."""
    return _family(folder, lambda n: n - 1, size, backwards=True, periods=_QUARTERS_AND_YEARS)


@shape(250, 16_000)
def part_of_star_years(folder: Path, size: int) -> Words:
    """Many parts of one whole with quarters and years."""
    return _family(folder, lambda n: 0, size, periods=_QUARTERS_AND_YEARS)


@shape(250, 16_000)
def part_of_chain_totals(folder: Path, size: int) -> Words:
    """A chain of parts, all of them totals since the year began."""
    return _family(folder, lambda n: n - 1, size, accumulates="true")


@shape(225, 28_800)
def part_of_chain_sparse(folder: Path, size: int) -> Words:
    """A chain of parts with a period each of its own."""
    return _sparse(folder, lambda n: n - 1, size)


@shape(225, 28_800)
def part_of_star_sparse(folder: Path, size: int) -> Words:
    """Many parts of one whole with a period each of its own."""
    return _sparse(folder, lambda n: 0, size)


@shape(225, 28_800)
def part_of_star_sparse_totals(folder: Path, size: int) -> Words:
    """Many parts of one whole, totals since the year began, with a period each of its own."""
    return _sparse(folder, lambda n: 0, size, accumulates="true")


@shape(250, 32_000)
def part_of_pairs(folder: Path, size: int) -> Words:
    """Many wholes of one part each."""
    entries = {}
    for n in range(size):
        values = dict.fromkeys(_QUARTERS_AND_YEARS, "3" if n % 2 else "900")
        entries[f"i-{n}"] = indicator(name=f"M {n}", unit="count", values=values)
        if n % 2:
            entries[f"i-{n}"]["part-of"] = f"i-{n - 1}"
    write(folder, entries, **SMALL)
    return JSON


@shape(225, 3_600)
def part_of_months(folder: Path, size: int) -> Words:
    """A whole and two parts with many months and their years."""
    years = [f"{year}" for year in range(1900, 1900 + min(size, len(MONTHS)) // 12)]
    entries = {}
    for n in range(3):
        values = dict.fromkeys(MONTHS[:size], "3" if n == 1 else "900")
        values |= dict.fromkeys(years, "9000")
        entries[f"i-{n}"] = indicator(name=f"M {n}", unit="count", frequency="monthly",
                                      values=values)  # fmt: skip
        if n:
            entries[f"i-{n}"]["part-of"] = "i-0"
    write(folder, entries, **SMALL)
    return ["report", "latest", "--format", "json"]


@commands(500, 64_000, json=JSON, table=REPORT, check=CHECK)
def hidden(folder: Path, size: int) -> None:
    """Many indicators with small numbers, all of them hidden."""
    small = {"2018-19 Q3": "3", "2018-19 Q4": "2"}
    write(folder, many(size, unit="count", values=small), **SMALL)


@commands(225, 3_600, json=["report", "latest", "--format", "json"], trend=["trend", "i-0"],
          check=CHECK)  # fmt: skip
def months_hidden(folder: Path, size: int) -> None:
    """Many months, every second one small and hidden."""
    values = {month: "3" if n % 2 else "900" for n, month in enumerate(MONTHS[:size])}
    write(folder, many(1, unit="count", frequency="monthly", values=values), **SMALL)


@shape(225, 3_600)
def months_hidden_totals(folder: Path, size: int) -> Words:
    """Many months of totals since the year began that rise by small numbers."""
    values = {month: str(900 + n) for n, month in enumerate(MONTHS[:size])}
    one = many(1, unit="count", frequency="monthly", values=values, accumulates="true")
    write(folder, one, **SMALL)
    return ["report", "latest", "--format", "json"]


@shape(250, 16_000)
def shares_of_one(folder: Path, size: int) -> Words:
    """Many percentages that share out one denominator, small ones among them."""
    entries = {}
    for n in range(size):
        counted = {"numerator": "3" if n % 2 else "9", "denominator": str(size * 6)}
        entries[f"i-{n}"] = indicator(name=f"M {n}", values={"2018-19 Q4": counted})
    write(folder, entries, **SMALL)
    return JSON


# ── Latest and proposed ──────────────────────────────────────────────────────────────────────────


@shape(225, 28_800)
def latest_sparse(folder: Path, size: int) -> Words:
    """The latest period of many indicators with a month each of its own."""
    entries = many(size, frequency="monthly")
    for n, one in enumerate(entries.values()):
        one["values"] = {MONTHS[n % len(MONTHS)]: "7"}
    write(folder, entries)
    return ["report", "latest", "--format", "json"]


@shape(225, 28_800)
def latest_sparse_quarter(folder: Path, size: int) -> Words:
    """The latest fourth quarter of many indicators with a month each, carried forward."""
    entries = many(size, frequency="monthly", carry="24 months")
    for n, one in enumerate(entries.values()):
        one["values"] = {MONTHS[n % len(MONTHS)]: "7"}
    write(folder, entries)
    return ["report", "q4", "--format", "json"]


@shape(225, 28_800)
def check_sparse(folder: Path, size: int) -> Words:
    """Many indicators with a month each of its own, checked."""
    entries = many(size, frequency="monthly")
    for n, one in enumerate(entries.values()):
        one["values"] = {MONTHS[n % len(MONTHS)]: "7"}
    write(folder, entries)
    return CHECK


@commands(225, 3_600, check=CHECK, json=["report", "latest", "--format", "json"],
          targets=["targets", "latest"], explain=["explain", "i-0", "latest"])  # fmt: skip
def months_proposed(folder: Path, size: int) -> None:
    """Many months with a reading and a target each that is only proposed."""
    targets = {month: {"value": "70", "proposed": "true"} for month in MONTHS[:size]}
    values = dict.fromkeys(MONTHS[:size], "71")
    write(folder, many(1, frequency="monthly", values=values, targets=targets))


@commands(225, 3_600, check=CHECK, json=["report", "latest", "--format", "json"],
          targets=["targets", "latest"], explain=["explain", "i-0", "latest"])  # fmt: skip
def proposed_ahead(folder: Path, size: int) -> None:
    """Many proposed targets of months without a reading."""
    targets = {month: {"value": "70", "proposed": "true"} for month in MONTHS[:size]}
    write(folder, many(1, frequency="monthly", values={"1900-M01": "71"}, targets=targets))


# ── Escapes ──────────────────────────────────────────────────────────────────────────────────────

ESCAPED = (
    *(
        "#",
        "##a",
        ":",
        "::",
        "[",
        "[a",
        "{+",
        "a",
        "deadbee1",
        "0",
        "www.",
        "@a",
        "GH-1 ",
        "&#",
        "-",
    ),
    *("=", "\\", "'", "<!--", "]]>", "--", "*iteration:", ":a", "https://", "| ", "`", "$1", "~a"),
)
"""What some medium has an escape for; each is written many times in a row."""


@commands(
    1_000, 64_000,
    table=REPORT, json=JSON, markdown=[*REPORT, "--format", "markdown"],
    html=[*REPORT, "--format", "html"], csv=[*REPORT, "--format", "csv"],
    text=[*REPORT, "--format", "text"], narrative=["narrative", "2018-19 Q4"],
    narrative_markdown=["narrative", "2018-19 Q4", "--format", "markdown"],
    explain=["explain", "i-0"], check=CHECK, github=["check", "--format", "github"],
    gitlab=["check", "--format", "gitlab"], sarif=["check", "--format", "sarif"],
    junit=["check", "--format", "junit"], xlsx=[*REPORT, "--format", "xlsx", "--output", "d.xlsx"],
)  # fmt: skip
def long_escapes(folder: Path, size: int) -> None:
    """Names and notes are long rows of whatever some medium escapes."""
    entries = {}
    for n, one in enumerate(ESCAPED):
        long = "x " + one * (size // len(one))
        reading = {"value": "120", "note": long}
        entries[f"i-{n}"] = indicator(name=long, note=long, values={"2018-19 Q4": reading})
    write(folder, entries)


# ── Series ───────────────────────────────────────────────────────────────────────────────────────

SERIES: dict[str, Words] = {
    "report": ["report", "latest"],
    "json": ["report", "latest", "--format", "json"],
    "html": ["report", "latest", "--format", "html"],
    "xlsx": ["report", "latest", "--format", "xlsx", "--output", "drafted.xlsx"],
    "evidence": ["report", "latest", "--evidence"],
    "check": CHECK,
    "trend": ["trend", "i-0"],
    "trend-json": ["trend", "i-0", "--format", "json"],
    "history": ["history"],
    "explain": ["explain", "i-0", "latest"],
    "narrative": ["narrative", "latest"],
    "targets": ["targets", "latest"],
    "set": ["targets", "latest", "--set", "i-0=80"],
    "list": ["list"],
    "compare": ["compare", "1901-M01", "latest"],
    "complete": [
        "_RAGCALC_COMPLETE=bash_complete", "COMP_WORDS=ragcalc report 2", "COMP_CWORD=2",
    ],
}  # fmt: skip


@commands(225, 3_600, **SERIES)
def months(folder: Path, size: int) -> None:
    """One indicator of many months."""
    chance = Random(1)
    values = {period: f"{chance.randint(400, 900) / 10}" for period in MONTHS[:size]}
    write(folder, {"i-0": indicator(frequency="monthly", values=values)})


@commands(225, 3_600, **SERIES)
def months_of_everything(folder: Path, size: int) -> None:
    """Many months, each with target, reported verdict, counts, break, comparator, floor, base."""
    chance = Random(1)
    values: dict[str, Any] = {
        period: {"numerator": str(chance.randint(40, 90)), "denominator": "100"}
        for period in MONTHS[:size]
    }
    for period in MONTHS[:size:7]:
        values[period]["break"] = "true"
    every = {period: f"{chance.randint(400, 900) / 10}" for period in MONTHS[:size]}
    entry = indicator(
        frequency="monthly", values=values, targets=every, floor=every, base=every,
        comparators={"england": every}, carry="3 months", lag="1 month",
        reported={period: {"status": "red", "note": "so"} for period in MONTHS[:size]},
    )  # fmt: skip
    names = {"england": {"name": "England", "kind": "national", "lag": "1 year"}}
    write(folder, {"i-0": entry}, comparators=names)


@commands(
    225, 3_600, report=["report", "latest"], check=CHECK, trend=["trend", "i-0"],
    targets=["targets", "latest"],
)  # fmt: skip
def months_accumulating(folder: Path, size: int) -> None:
    """Many months that accumulate over their years, with a linear profile."""
    values = {period: str(10 + n % 12) for n, period in enumerate(MONTHS[:size])}
    years = {f"{year}-{(year + 1) % 100:02}": "40" for year in range(1900, 1900 + size // 12)}
    entry = indicator(
        unit="count", frequency="monthly", values=values, targets=years or {"1900-01": "40"},
        accumulates="true", profile="linear",
    )  # fmt: skip
    write(folder, {"i-0": entry})


@commands(
    225, 3_600, report=["report", "latest"], check=CHECK, trend=["trend", "i-0"],
    targets=["targets", "latest"],
)  # fmt: skip
def months_without_figures(folder: Path, size: int) -> None:
    """Many months that only say why they have no figure, after one that has."""
    values = dict.fromkeys(MONTHS[:size], "in-measurement") | {MONTHS[0]: "70"}
    write(folder, {"i-0": indicator(frequency="monthly", values=values, carry="99 years")})


@commands(225, 3_600, report=["report", "latest"], check=CHECK, trend=["trend", "i-0"])
def months_rolling(folder: Path, size: int) -> None:
    """Many months of rolling figures with a baseline and targets from each month on."""
    values = {period: str(40 + n % 40) for n, period in enumerate(MONTHS[:size])}
    targets = {f"from {period}": str(50 + n % 7) for n, period in enumerate(MONTHS[:size])}
    entry = indicator(
        frequency="monthly", values=values, targets=targets, rolling="12 months",
        direction={"same": "0", "basis": {"baseline": "1900"}},
    )  # fmt: skip
    write(folder, {"i-0": entry})


@commands(225, 3_600, check=CHECK, targets=["targets", "latest"])
def months_falling_targets(folder: Path, size: int) -> None:
    """Many months whose targets each ask for less than the one before."""
    values = dict.fromkeys(MONTHS[:size], "70")
    targets = {period: str(9_000 - n) for n, period in enumerate(MONTHS[:size])}
    write(
        folder,
        {"i-0": indicator(unit="count", frequency="monthly", values=values, targets=targets)},
    )


@commands(150, 1_196, report=["report", "latest"], check=CHECK, trend=["trend", "i-0"])
def quarters(folder: Path, size: int) -> None:
    """Twenty indicators of many quarters."""
    values = {period: str(40 + n % 40) for n, period in enumerate(QUARTERS[:size])}
    write(folder, {f"i-{n}": indicator(values=values) for n in range(20)})


@shape(225, 3_600)
def months_missing_check(folder: Path, size: int) -> Words:
    """Every second month of a long series is missing, checked."""
    values = {period: str(40 + n % 40) for n, period in enumerate(MONTHS[:size:2])}
    write(folder, {"i-0": indicator(frequency="monthly", values=values)})
    return CHECK


# ── Actions ──────────────────────────────────────────────────────────────────────────────────────


@commands(
    250, 16_000, table=REPORT, json=JSON, html=[*REPORT, "--format", "html"], check=CHECK,
    list=["list"], narrative=["narrative", "2018-19 Q4"],
)  # fmt: skip
def actions(folder: Path, size: int) -> None:
    """One outcome with many actions, each with a status and a milestone."""
    one = {"status": {"2018-19 Q4": "on-track"}, "due": "2019-20 Q4",
           "milestones": {"2019-20 Q1": "Begin"}}  # fmt: skip
    done = {f"a-{n}": {"name": f"Action {n}", **one} for n in range(size)}
    write(folder, many(2, outcome="o"), outcomes={"o": {"name": "Outcome", "actions": done}})


@shape(225, 3_600)
def milestones(folder: Path, size: int) -> Words:
    """One action with many statuses and milestones."""
    one = {"name": "Action", "status": dict.fromkeys(MONTHS[:size], "on-track"),
           "milestones": {period: ["Begin", "End"] for period in MONTHS[:size]}}  # fmt: skip
    write(folder, many(2, outcome="o"), outcomes={"o": {"name": "Outcome", "actions": {"a": one}}})
    return REPORT


@shape(1_000, 256_000)
def milestones_in_one_period(folder: Path, size: int) -> Words:
    """One action with many milestones in one period."""
    one = {"name": "Action", "milestones": {"2019-20 Q1": [f"Step {n}" for n in range(size)]}}
    write(folder, many(2, outcome="o"), outcomes={"o": {"name": "Outcome", "actions": {"a": one}}})
    return REPORT


# ── Texts and nesting ────────────────────────────────────────────────────────────────────────────

LONG: dict[str, Words] = {
    "table": REPORT, "json": JSON, "text": [*REPORT, "--format", "text"],
    "markdown": [*REPORT, "--format", "markdown"], "html": [*REPORT, "--format", "html"],
    "xlsx": [*REPORT, "--format", "xlsx", "--output", "drafted.xlsx"],
    "csv": [*REPORT, "--format", "csv"], "check": CHECK, "list": ["list"],
    "explain": ["explain", "i-0"], "narrative": ["narrative", "2018-19 Q4"],
    "narrative-markdown": ["narrative", "2018-19 Q4", "--format", "markdown"],
}  # fmt: skip


def _texts(folder: Path, text: str) -> None:
    reading = {"value": "70", "note": text, "source": text}
    one = indicator(
        name=text, short=text, outcome="o", note=text, source=text, owner=text,
        values={"2018-19 Q4": reading},
        reported={"2018-19 Q4": {"status": "red", "note": text, "source": text}},
        comparators={"england": {"2018-19 Q4": {"value": "70", "note": text, "source": text}}},
    )  # fmt: skip
    action = {"name": text, "owner": text, "note": text, "milestones": {"2019-20 Q1": text}}
    write(
        folder, {"i-0": one}, organisation=text,
        tiers={"headline": text},
        comparators={"england": {"name": text, "short": text, "note": text}},
        outcomes={"o": {"name": text, "note": text, "actions": {"a": action}}},
    )  # fmt: skip


@commands(1_000, 256_000, **LONG)
def long_words(folder: Path, size: int) -> None:
    """Every text is long, of short words."""
    _texts(folder, "word of text, " * (size // 14) + "end")


@commands(1_000, 256_000, **LONG)
def long_word(folder: Path, size: int) -> None:
    """Every text is one long word."""
    _texts(folder, "x" * size)


@commands(
    1_000,
    128_000,
    table=REPORT,
    markdown=[*REPORT, "--format", "markdown"],
    html=[*REPORT, "--format", "html"],
    narrative=["narrative", "2018-19 Q4"],
    text=[*REPORT, "--format", "text"],
)
def long_signs(folder: Path, size: int) -> None:
    """Every text is long, of signs that mean something to Markdown and HTML, and of wide ones."""
    _texts(folder, "a" + "*_[<&`@\\|中é" * (size // 10))


@shape(4_000, 1_000_000)
def long_key(folder: Path, size: int) -> Words:
    """An id that is far too long."""
    write(folder, {"i" * size: indicator()})
    return CHECK


@shape(1_000, 1_000_000)
def long_period(folder: Path, size: int) -> Words:
    """A period with many signs between its parts."""
    write(folder, {"i-0": indicator(values={"2018" + " -" * size + "19 Q4": "7"})})
    return CHECK


@shape(1_000, 1_000_000)
def long_number(folder: Path, size: int) -> Words:
    """A number of many digits."""
    write(folder, {"i-0": indicator(values={"2018-19 Q4": "1" * size})})
    return CHECK


@shape(1_000, 1_000_000)
def long_tolerance(folder: Path, size: int) -> Words:
    """A tolerance of many digits and blanks."""
    write(folder, {"i-0": indicator(tolerance={"amber": "below" + " " * size + "1" * size})})
    return CHECK


@shape(1_000, 1_000_000)
def long_duration(folder: Path, size: int) -> Words:
    """A stretch of time of many digits and blanks."""
    write(folder, {"i-0": indicator(lag="1" * size + " " * size + "quarter")})
    return CHECK


@shape(1_000, 256_000)
def tolerance_list(folder: Path, size: int) -> Words:
    """A tolerance that is the lesser of very many."""
    parts = [f"{n % 50 + 1}%" for n in range(size)]
    write(folder, {"i-0": indicator(tolerance={"amber": {"lesser-of": parts}})})
    return JSON


@shape(1, 64)
def tolerance_nested(folder: Path, size: int) -> Words:
    """A tolerance within a tolerance, and so on; levels are limited."""
    made: Any = "5%"
    for _ in range(size):
        made = (
            {"lesser-of": [made, {"greater-of": [made, "2 points"]}]}
            if size < 8
            else {"lesser-of": [made, "9%"]}
        )
    write(folder, {f"i-{n}": indicator(tolerance={"amber": made}) for n in range(100)})
    return JSON


@shape(1_000, 512_000)
def amber_if(folder: Path, size: int) -> Words:
    """A list of very many directions under amber-if."""
    write(folder, {"i-0": indicator(tolerance={"amber-if": ["improved", "maintained"] * size})})
    return JSON


@shape(1_000, 64_000)
def brackets(folder: Path, size: int) -> Words:
    """A tower of brackets."""
    (folder / "indicators.yaml").write_text("indicators: " + "[" * size)
    return CHECK


@shape(1_000, 64_000)
def indents(folder: Path, size: int) -> Words:
    """A list within a list, line by line; levels are limited."""
    (folder / "indicators.yaml").write_text("a:\n" + "- " * size + "x\n")
    return CHECK


@shape(10_000, 4_000_000)
def aliases(folder: Path, size: int) -> Words:
    """Very many aliases."""
    lines = "\n".join(f"  k{n}: *a" for n in range(size // 10))
    (folder / "indicators.yaml").write_text(f"a: &a 1\nindicators:\n{lines}\n")
    return CHECK


@shape(1_000, 1_000_000)
def controls(folder: Path, size: int) -> Words:
    """Very many control characters in one line."""
    (folder / "indicators.yaml").write_text("a: " + "\x07x" * size)
    return CHECK


@shape(1_000, 256_000)
def escapes(folder: Path, size: int) -> Words:
    """Very many escaped control characters, each in a key of its own, in one line."""
    keys = ", ".join(f'k{n}: "\\e"' for n in range(size // 8))
    (folder / "indicators.yaml").write_text("version: 1\nindicators: {" + keys + "}\n")
    return CHECK


@shape(500, 128_000)
def duplicates(folder: Path, size: int) -> Words:
    """One key that is given many times."""
    lines = "\n".join("  i-0: {name: x}" for _ in range(size))
    (folder / "indicators.yaml").write_text(f"version: 1\nindicators:\n{lines}\n")
    return CHECK


@shape(500, 128_000)
def comments(folder: Path, size: int) -> Words:
    """Very many lines of comment and blank lines."""
    write(folder, many(1))
    file = folder / "indicators.yaml"
    file.write_text("# comment [ { \" '\n\n" * size + file.read_text())
    return JSON


@shape(1_000, 64_000)
def asterisks(folder: Path, size: int) -> Words:
    """One pattern of very many `**`, beside a hundred folders."""
    _folders(folder)
    write(folder, many(1), data=["**/" * size + "x.csv"])
    return CHECK


@shape(10, 80)
def pattern_parts(folder: Path, size: int) -> Words:
    """One pattern of many parts, beside a hundred folders; the parts are limited."""
    _folders(folder)
    write(folder, many(1), data=["folder-0/../" * (size // 2) + "*.csv"])
    return CHECK


@shape(10, 2_560)
def patterns(folder: Path, size: int) -> Words:
    """Many patterns, beside a hundred folders."""
    _folders(folder)
    write(folder, many(1), data=[f"**/{n}*.csv" for n in range(size)])
    return CHECK


def _folders(folder: Path) -> None:
    for number in range(100):
        (folder / f"folder-{number}").mkdir(exist_ok=True)


# ── Problems ─────────────────────────────────────────────────────────────────────────────────────

PROBLEMS: dict[str, Words] = {
    one: ["check", "--format", one] for one in ("text", "json", "github", "gitlab", "sarif",
                                                "junit")
}  # fmt: skip


@commands(
    250,
    32_000,
    **PROBLEMS,
    partial=[*JSON, "--partial"],
    write=["check", "--baseline", "known.json", "--write-baseline"],
)
def problems(folder: Path, size: int) -> None:
    """Many indicators with a mistake each, and one without."""
    entries = many(size, polarity="sideways")
    write(folder, {**entries, "sound": indicator()})


@commands(250, 16_000, **PROBLEMS)
def problems_in_one_line(folder: Path, size: int) -> None:
    """Many mistakes in one line."""
    one = "{name: x, unit: percent, polarity: sideways, values: {2018-19 Q4: 7}}"
    entries = ", ".join(f"i-{n}: {one}" for n in range(size))
    text = f"version: 1\norganisation: x\nindicators: {{{entries}}}\n"
    (folder / "indicators.yaml").write_text(text)


@commands(250, 16_000, text=CHECK, partial=[*JSON, "--partial"])
def problems_of_one_indicator(folder: Path, size: int) -> None:
    """One indicator with many keys that nobody knows, and a valid one."""
    bad = indicator(**{f"key{n}": "x" for n in range(size)})
    write(folder, {"i-0": bad, "i-1": indicator()})


@shape(225, 3_600)
def problems_of_one_series(folder: Path, size: int) -> Words:
    """One series of which each figure is wrong, with a record each."""
    values = {period: {"value": "x", "numerator": "-", "unknown": "1"} for period in MONTHS[:size]}
    write(folder, {"i-0": indicator(frequency="monthly", values=values), "i-1": indicator()})
    return CHECK


@shape(225, 16_000)
def periods_unknown(folder: Path, size: int) -> Words:
    """One series of which no period can be read."""
    values = {f"sometime {n}": "7" for n in range(size)}
    write(folder, {"i-0": indicator(values=values), "i-1": indicator()})
    return CHECK


@shape(250, 32_000)
def warnings(folder: Path, size: int) -> Words:
    """Many indicators with a warning each."""
    write(folder, many(size, target="100.5", values={"2018-19 Q4": "120"}))
    return CHECK


@shape(250, 64_000)
def baseline(folder: Path, size: int) -> Words:
    """A baseline with many entries that are no longer there."""
    write(folder, many(1))
    entries = ", ".join(
        f'{{"file": "f{n}", "code": "c", "key": "k{n}", "count": 1}}' for n in range(size)
    )
    text = '{"schema": "ragcalc/baseline/1", "problems": [' + entries + "]}"
    (folder / "known.json").write_text(text)
    return ["check", "--baseline", "known.json"]


@shape(100, 6_400)
def unknown_outcomes(folder: Path, size: int) -> Words:
    """Many outcomes, and as many indicators whose outcome is written otherwise."""
    entries = {f"i-{n}": indicator(outcome=f"outcome-of-the-council-x{n}") for n in range(size)}
    names = {f"outcome-of-the-council-{n}": {"name": f"O {n}"} for n in range(size)}
    write(folder, entries, outcomes=names)
    return CHECK


@shape(100, 6_400)
def unknown_policies(folder: Path, size: int) -> Words:
    """Many policies, and as many indicators whose policy is written otherwise."""
    write(folder, {f"i-{n}": indicator(policy=f"our-own-policy-x{n}") for n in range(size)})
    rules = {f"our-own-policy-{n}": {"status": {"amber": "2%"}} for n in range(size)}
    dump(folder / "thresholds.yaml", {"version": "1", "policies": rules})
    return CHECK


@shape(100, 6_400)
def unknown_wholes(folder: Path, size: int) -> Words:
    """Many indicators that are each a part of one that is written otherwise."""
    entries = {
        f"measure-{n}": indicator(unit="count", **{"part-of": f"measuer-{n}"}) for n in range(size)
    }
    write(folder, entries)
    return CHECK


@shape(100, 6_400)
def unknown_comparators(folder: Path, size: int) -> Words:
    """Many comparators, and as many figures whose comparator is written otherwise."""
    names = {f"council-{n}": {"name": f"Council {n}"} for n in range(size)}
    figures = {f"counsel-{n}": {"2018-19 Q4": "7"} for n in range(size)}
    write(folder, {"i-0": indicator(comparators=figures)}, comparators=names)
    return CHECK


@shape(100, 12_800)
def unknown_in_table(folder: Path, size: int) -> Words:
    """Many indicators, and a table whose rows all name one that is written otherwise."""
    write(folder, {f"measure-{n}": indicator() for n in range(size)})
    rows = (f"measuer-{n},2018-19 Q4,7" for n in range(size))
    table(folder, ["indicator,period,value", *rows])
    return ["check", "--data", "q.csv"]


@shape(100, 12_800)
def unknown_comparators_in_table(folder: Path, size: int) -> Words:
    """Many comparators, and a table whose rows all name one that is written otherwise."""
    names = {f"council-{n}": {"name": f"Council {n}"} for n in range(size)}
    write(folder, many(1), comparators=names)
    rows = (f"i-0,2018-19 Q4,7,counsel-{n}" for n in range(size))
    table(folder, ["indicator,period,value,comparator", *rows])
    return ["check", "--data", "q.csv"]


@shape(500, 64_000, works={2})
def unknown_id(folder: Path, size: int) -> Words:
    """An id on the command line that is written otherwise, among many long ones."""
    write(folder, {f"{'measure-of-the-council-' * 4}{n}": indicator() for n in range(size)})
    return ["explain", f"{'measuer-of-the-council-' * 4}7"]


# ── Submitted tables ─────────────────────────────────────────────────────────────────────────────


def _cell(folder: Path, text: str, column: str = "value") -> Words:
    write(folder, many(1))
    row = {"indicator": "i-0", "period": "2018-19 Q4", "value": "7", column: f'"{text}"'}
    table(folder, [",".join(row), ",".join(row.values())])
    return ["check", "--data", "q.csv"]


@shape(1_000, 1_000_000)
def cell_stars(folder: Path, size: int) -> Words:
    """One cell of many stars."""
    return _cell(folder, "*" * size)


@shape(1_000, 1_000_000)
def cell_marks(folder: Path, size: int) -> Words:
    """One cell of many marks behind a figure."""
    return _cell(folder, "7" + " [p]" * (size // 4))


@shape(1_000, 1_000_000)
def cell_unknown_marks(folder: Path, size: int) -> Words:
    """One cell of many marks that nobody knows."""
    return _cell(folder, "[x]" * (size // 3))


@shape(1_000, 1_000_000)
def cell_notes(folder: Path, size: int) -> Words:
    """One cell of many marks that become notes."""
    return _cell(folder, "7" + " r e" * (size // 4))


@shape(1_000, 1_000_000)
def cell_letters(folder: Path, size: int) -> Words:
    """One cell of many letters apart by blanks."""
    return _cell(folder, "a " * (size // 2) + "!")


@shape(1_000, 1_000_000)
def cell_blanks(folder: Path, size: int) -> Words:
    """One cell of many blanks between two signs."""
    return _cell(folder, "7" + " " * size + "!")


@shape(1_000, 1_000_000)
def cell_brackets(folder: Path, size: int) -> Words:
    """One cell of many open brackets."""
    return _cell(folder, "[(" * (size // 2))


@shape(1_000, 1_000_000)
def cell_commas(folder: Path, size: int) -> Words:
    """One cell of many thousands."""
    return _cell(folder, "1" + ",000" * (size // 4) + "x")


@shape(1_000, 1_000_000)
def cell_period(folder: Path, size: int) -> Words:
    """A period of many signs in a table."""
    return _cell(folder, "31/03/" * (size // 6), "period")


@shape(1_000, 1_000_000)
def cell_indicator(folder: Path, size: int) -> Words:
    """A long unknown name of an indicator in a table."""
    return _cell(folder, "i-0" * (size // 3), "indicator")


@shape(1_000, 1_000_000)
def cell_date_heading(folder: Path, size: int) -> Words:
    """A long name of a column."""
    write(folder, many(1))
    table(folder, ["indicator,2018-19 Q4," + "1/2 " * (size // 4), "i-0,7,7"])
    return ["check", "--data", "q.csv"]


@shape(2_000, 512_000)
def rows_long(folder: Path, size: int) -> Words:
    """A long table of many rows, of many indicators."""
    write(folder, many(max(1, size // 10)))
    names = [f"i-{n}" for n in range(max(1, size // 10))]
    quarters = QUARTERS[400:410]
    rows = (f"{one},{period},{n % 90}" for n, one in enumerate(names) for period in quarters)
    table(folder, ["indicator,period,value", *rows])
    return ["report", "latest", "--format", "json", "--data", "q.csv"]


@shape(1_000, 256_000)
def rows_noted(folder: Path, size: int) -> Words:
    """A long table of many rows with a note each."""
    write(folder, many(max(1, size // 10)))
    rows = (f"i-{n // 10},{QUARTERS[400 + n % 10]},{n % 90},note {n}" for n in range(size))
    table(folder, ["indicator,period,value,note", *rows])
    return ["check", "--data", "q.csv"]


@shape(1_000, 64_000)
def rows_padded(folder: Path, size: int) -> Words:
    """Rows with many empty cells at their ends."""
    write(folder, many(20))
    pad = "," * size
    rows = (f"i-{n},{QUARTERS[400 + n % 10]},{n % 90}{pad}" for n in range(20))
    table(folder, ["indicator,period,value" + pad, *rows])
    return ["check", "--data", "q.csv"]


@shape(250, 32_000)
def rows_padded_rows(folder: Path, size: int) -> Words:
    """Many rows, each longer than the names of the columns, and each wrong."""
    write(folder, many(20))
    rows = (f"i-{n % 20},{QUARTERS[400 + n % 10]},x{n}{',' * 200}" for n in range(size))
    table(folder, ["indicator,period,value", *rows])
    return ["check", "--data", "q.csv"]


@shape(250, 16_000)
def rows_wrong_in_one_line(folder: Path, size: int) -> Words:
    """A wide row of which every cell is wrong."""
    write(folder, many(1, frequency="monthly"))
    days = [f"1/{n % 12 + 1}/{1900 + n // 12}" for n in range(min(size, 3_600))]
    table(folder, ["indicator," + ",".join(days), "i-0," + ",".join(["x?"] * len(days))])
    return ["check", "--data", "q.csv"]


@shape(500, 64_000)
def rows_for_one_period(folder: Path, size: int) -> Words:
    """Many rows that give one figure, each otherwise."""
    write(folder, many(1))
    rows = (f"i-0,2018-19 Q4,{n}" for n in range(size))
    table(folder, ["indicator,period,value", *rows])
    return ["check", "--data", "q.csv"]


@shape(500, 64_000)
def rows_of_one_series(folder: Path, size: int) -> Words:
    """A long series in a table, each of whose rows has a remark."""
    write(folder, many(1, frequency="monthly"))
    rows = (f"i-0,{MONTHS[n % 3600]},0.{n % 90 + 10}" for n in range(size))
    table(folder, ["indicator,period,value", *rows])
    return ["check", "--data", "q.csv"]


@shape(225, 3_600)
def series_in_table(folder: Path, size: int) -> Words:
    """A series of many months in the table and in the catalogue, each otherwise."""
    values = dict.fromkeys(MONTHS[:size], "7")
    write(folder, {"i-0": indicator(frequency="monthly", values=values)})
    rows = (f"i-0,{period},8" for period in MONTHS[:size])
    table(folder, ["indicator,period,value", *rows])
    return ["check", "--data", "q.csv"]


@shape(225, 3_600)
def series_in_table_zero(folder: Path, size: int) -> Words:
    """A series of many months in a table, with a warning for each."""
    write(folder, {"i-0": indicator(frequency="monthly", values={"1900-M01": "7"})})
    rows = (f"i-0,{period},{'0.7' if n % 2 else '170'}" for n, period in enumerate(MONTHS[1:size]))
    table(folder, ["indicator,period,value", "i-0,1900-M01,7", *rows])
    return ["check", "--data", "q.csv"]


@shape(500, 16_000)
def wide_columns(folder: Path, size: int) -> Words:
    """A wide table of many columns that are no periods."""
    write(folder, many(20))
    table(folder, [
        "indicator,2018-19 Q4," + ",".join(f"other {n}" for n in range(size)),
        *(f"i-{n},7" + ",x" * size for n in range(20)),
    ])  # fmt: skip
    return ["check", "--data", "q.csv"]


@shape(225, 3_600)
def wide_months(folder: Path, size: int) -> Words:
    """A wide table of many months."""
    write(folder, many(5, frequency="monthly"))
    table(folder, [
        "indicator," + ",".join(MONTHS[:size]), *(f"i-{n}" + ",7" * size for n in range(5)),
    ])  # fmt: skip
    return ["check", "--data", "q.csv"]


@shape(500, 32_000)
def wide_dates(folder: Path, size: int) -> Words:
    """A wide table of many columns of dates."""
    from datetime import date, timedelta

    write(folder, many(5, frequency="monthly"))
    days = [(date(1950, 1, 1) + timedelta(n)).isoformat() for n in range(size)]
    table(folder, ["indicator," + ",".join(days), *(f"i-{n}" + ",7" * size for n in range(5))])
    return ["check", "--data", "q.csv"]


@shape(500, 32_000)
def wide_twice(folder: Path, size: int) -> Words:
    """A wide table of many columns of the same period."""
    write(folder, many(5))
    table(folder, ["indicator" + ",2018-19 Q4" * size, *(f"i-{n}" + ",7" * size for n in range(5))])
    return ["check", "--data", "q.csv"]


@shape(100, 6_400)
def csv_files(folder: Path, size: int) -> Words:
    """Many CSV files of one indicator and period each."""
    write(folder, many(size, values={"2018-19 Q3": "70.1"}))
    _files(folder, ((f"i-{n}", "2018-19 Q4", "7") for n in range(size)))
    return ["report", "2018-19 Q4", "--format", "json", "--data", "data"]


@shape(100, 6_400)
def csv_files_check(folder: Path, size: int) -> Words:
    """Many CSV files of one indicator and period each, checked."""
    write(folder, many(size))
    _files(folder, ((f"i-{n}", "2018-19 Q4", "7") for n in range(size)))
    return ["check", "--data", "data"]


@shape(100, 6_400)
def csv_files_of_one(folder: Path, size: int) -> Words:
    """Many CSV files of one indicator, with a month each."""
    write(folder, many(1, frequency="monthly"))
    _files(folder, (("i-0", MONTHS[n % 3600], "7") for n in range(size)))
    return ["check", "--data", "data"]


@shape(100, 6_400)
def csv_files_differing(folder: Path, size: int) -> Words:
    """Many CSV files that give one figure, each otherwise."""
    write(folder, many(1))
    _files(folder, (("i-0", "2018-19 Q4", str(n)) for n in range(size)))
    return ["check", "--data", "data"]


@shape(100, 6_400)
def csv_files_wrong(folder: Path, size: int) -> Words:
    """Many CSV files with a mistake each."""
    write(folder, many(1))
    _files(folder, (("i-0", "2018-19 Q4", "x?") for _ in range(size)))
    return ["check", "--data", "data"]


@shape(100, 6_400)
def csv_files_named(folder: Path, size: int) -> Words:
    """Many CSV files, named one by one."""
    write(folder, many(size, values={"2018-19 Q3": "70.1"}))
    _files(folder, ((f"i-{n}", "2018-19 Q4", "7") for n in range(size)))
    named = [word for n in range(size) for word in ("--data", f"data/{n}.csv")]
    return ["report", "2018-19 Q4", "--format", "json", *named]


@shape(100, 6_400)
def csv_files_output(folder: Path, size: int) -> Words:
    """Many CSV files, and a report into a file."""
    write(folder, many(size, values={"2018-19 Q3": "70.1"}))
    _files(folder, ((f"i-{n}", "2018-19 Q4", "7") for n in range(size)))
    return [*JSON, "--data", "data", "--output", "report.json"]


def _files(folder: Path, rows: Iterable[tuple[str, str, str]]) -> None:
    (folder / "data").mkdir()
    for number, row in enumerate(rows):
        table(folder / "data", ["indicator,period,value", ",".join(row)], f"{number}.csv")


@shape(100, 6_400)
def included(folder: Path, size: int) -> Words:
    """Many included files of an indicator each."""
    for n in range(size):
        dump(folder / "parts" / f"{n}.yaml", {"indicators": {f"i-{n}": indicator()}})
    write(folder, {"own": indicator()}, include=["parts/*.yaml"])
    return JSON


@shape(100, 6_400)
def included_wrong(folder: Path, size: int) -> Words:
    """Many included files of an indicator each, with a mistake."""
    for n in range(size):
        entry = indicator(polarity="sideways")
        dump(folder / "parts" / f"{n}.yaml", {"indicators": {f"i-{n}": entry}})
    write(folder, {"own": indicator()}, include=["parts/*.yaml"])
    return CHECK


@shape(100, 6_400)
def included_warned(folder: Path, size: int) -> Words:
    """Many included files of an indicator each, with a warning."""
    for n in range(size):
        entry = indicator(values={"2018-19 Q4": "120"})
        dump(folder / "parts" / f"{n}.yaml", {"indicators": {f"i-{n}": entry}})
    write(folder, {"own": indicator()}, include=["parts/*.yaml"])
    return CHECK


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────────


@shape(40, 2_560)
def sheets(folder: Path, size: int) -> Words:
    """A workbook of many sheets."""
    write(folder, many(size))
    _workbook(folder, [
        [("indicator", "period", "value"), (f"i-{n}", "2018-19 Q4", 7)] for n in range(size)
    ])  # fmt: skip
    return ["check", "--data", "q.xlsx"]


@shape(1_000, 64_000)
def sheet_rows(folder: Path, size: int) -> Words:
    """A workbook of many rows."""
    write(folder, many(max(1, size // 10)))
    rows: list[tuple[Any, ...]] = [("indicator", "period", "value")]
    rows += [(f"i-{n // 10}", QUARTERS[400 + n % 10], n % 90) for n in range(size)]
    _workbook(folder, [rows])
    return ["check", "--data", "q.xlsx"]


@shape(1_000, 64_000)
def sheet_rows_wrong(folder: Path, size: int) -> Words:
    """A workbook of many rows with a mistake each."""
    write(folder, many(1))
    rows: list[tuple[Any, ...]] = [("indicator", "period", "value")]
    rows += [("i-0", QUARTERS[400 + n % 10], "x?") for n in range(size)]
    _workbook(folder, [rows])
    return ["check", "--data", "q.xlsx"]


@shape(500, 16_000)
def sheet_columns(folder: Path, size: int) -> Words:
    """A workbook of many columns, dates over them."""
    from datetime import date, timedelta

    write(folder, many(5, frequency="monthly"))
    days = [date(1950, 1, 1) + timedelta(n) for n in range(size)]
    _workbook(folder, [[("indicator", *days), *((f"i-{n}", *[7] * size) for n in range(5))]])
    return ["check", "--data", "q.xlsx"]


def _workbook(folder: Path, sheets: list[list[tuple[Any, ...]]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(folder / "q.xlsx", {"default_date_format": "dd/mm/yyyy"}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


# ── Drafts ───────────────────────────────────────────────────────────────────────────────────────


@shape(250, 16_000)
def draft_rows(folder: Path, size: int) -> Words:
    """A draft from a sheet of many rows."""
    rows = (f"Measure {n},%,high,80,{n % 90},{n % 80}" for n in range(size))
    table(folder, ["name,unit,polarity,target,2018-19 Q3,2018-19 Q4", *rows])
    return ["init", "drafted", "--from", "q.csv"]


@shape(250, 16_000)
def draft_one_name(folder: Path, size: int) -> Words:
    """A draft from a sheet of many rows that all have one name."""
    rows = (f"Measure,Outcome {n},{n % 90}" for n in range(size))
    table(folder, ["name,outcome,2018-19 Q4", *rows])
    return ["init", "drafted", "--from", "q.csv"]


@shape(225, 3_600)
def draft_columns(folder: Path, size: int) -> Words:
    """A draft from a sheet of many columns of periods."""
    rows = (f"Measure {n}" + ",7" * size for n in range(10))
    table(folder, ["name," + ",".join(MONTHS[:size]), *rows])
    return ["init", "drafted", "--from", "q.csv"]


@shape(250, 16_000)
def draft_other_columns(folder: Path, size: int) -> Words:
    """A draft from a sheet of many columns that find no place."""
    rows = (f"Measure {n},7" + ",x" * size for n in range(10))
    table(folder, ["name,2018-19 Q4," + ",".join(f"other {n}" for n in range(size)), *rows])
    return ["init", "drafted", "--from", "q.csv"]


@shape(250, 16_000)
def draft_comparators(folder: Path, size: int) -> Words:
    """A draft from a sheet of many columns of comparators."""
    heads = ",".join(f"England {MONTHS[n % 3600]}" for n in range(size))
    table(folder, ["name,2018-19 Q4," + heads, *(f"M {n},7" + ",7" * size for n in range(3))])
    return ["init", "drafted", "--from", "q.csv"]


@shape(250, 16_000)
def draft_long_form(folder: Path, size: int) -> Words:
    """A draft from a long table."""
    rows = (f"Measure {n // 10},{QUARTERS[400 + n % 10]},{n % 90}" for n in range(size))
    table(folder, ["indicator,period,value", *rows])
    return ["init", "drafted", "--from", "q.csv"]


@shape(1_000, 256_000)
def draft_long_cells(folder: Path, size: int) -> Words:
    """A draft from cells of very many signs."""
    long = "a 1 % (" * (size // 7)
    table(folder, [f"name,unit,polarity,target,2018-19 Q4,{long}", f"M,{long},{long},{long},7,1",
                   f"{long},%,high,1 to 2{' ' * size}3,7"])  # fmt: skip
    return ["init", "drafted", "--from", "q.csv"]


# ── Datasets ─────────────────────────────────────────────────────────────────────────────────────

_COMPARED = {
    "england": {"name": "England", "kind": "national"},
    "region": {"name": "North West", "kind": "regional"},
    "near": {"name": "Neighbours", "kind": "statistical-neighbours"},
}


def _dataset(folder: Path, rows: Iterable[str], entries: Mapping[str, Any], near: int = 0) -> None:
    table(folder, ["measure,year,number,area,region,value", *rows], "d.csv")
    named = {"measure": "measure", "year": "year", "area": "number", "name": "area",
             "region": "region", "value": "value"}  # fmt: skip
    data: dict[str, Any] = {"file": "d.csv", "columns": named, "area": "Area 1"}
    if near:
        data["neighbours"] = "n.csv"
        heads = ",".join(f"SN{n}" for n in range(1, near + 1))
        own = ",".join(str(n + 2) for n in range(near))
        table(folder, [f"LA number,{heads}", f"1,{own}"], "n.csv")
    write(folder, entries, comparators=_COMPARED, datasets={"d": data})


@shape(100, 12_800)
def areas(folder: Path, size: int) -> Words:
    """A dataset of many areas."""
    rows = [f"m,2018-19,{n},Area {n},North West,{n % 90}" for n in range(1, size + 1)]
    rows += ["m,2018-19,970,England,-,50", "m,2018-19,980,North West,-,50"]
    _dataset(folder, rows, many(1, dataset={"name": "d", "measure": "m"}), near=20)
    return [*JSON, "--evidence"]


@shape(10, 98, least=2)
def neighbours(folder: Path, size: int) -> Words:
    """A dataset of many neighbours."""
    rows = [f"m,2018-19,{n},Area {n},North West,{n % 90}" for n in range(1, 201)]
    _dataset(folder, rows, many(1, dataset={"name": "d", "measure": "m"}), near=size)
    return [*JSON, "--evidence"]


@shape(25, 6_400)
def measures(folder: Path, size: int) -> Words:
    """A dataset of many measures, each of an indicator."""
    rows = [
        f"m{m},2018-19,{n},Area {n},North West,{n % 90}" for m in range(size) for n in range(1, 31)
    ]
    entries = {f"i-{m}": indicator(dataset={"name": "d", "measure": f"m{m}"}) for m in range(size)}
    _dataset(folder, rows, entries, near=10)
    return [*JSON, "--evidence"]


@shape(200, 3_200)
def measures_unknown(folder: Path, size: int) -> Words:
    """A dataset of many measures, each of which an indicator spells otherwise."""
    rows = [f"measure-{m},2018-19,{n},Area {n},NW,{n}" for m in range(size) for n in range(1, 6)]
    entries = {
        f"i-{m}": indicator(dataset={"name": "d", "measure": f"Measuer-{m}"}) for m in range(size)
    }
    _dataset(folder, rows, entries)
    return CHECK


@shape(25, 296)
def dataset_years(folder: Path, size: int) -> Words:
    """A dataset of many years."""
    rows = [
        f"m,{1900 + y}-{(1901 + y) % 100:02},{n},Area {n},North West,{n % 90}"
        for y in range(size) for n in range(1, 151)
    ]  # fmt: skip
    values = {f"{1900 + y}-{(1901 + y) % 100:02}": str(y) for y in range(size)}
    one = {"dataset": {"name": "d", "measure": "m"}, "frequency": "annual", "values": values}
    _dataset(folder, rows, many(5, **one), near=20)
    return ["check"]


@shape(5, 160)
def datasets(folder: Path, size: int) -> Words:
    """Many datasets of an indicator each."""
    named = {"measure": "measure", "year": "year", "area": "number", "name": "area",
             "region": "region", "value": "value"}  # fmt: skip
    rows = [f"m,2018-19,{n},Area {n},North West,{n % 90}" for n in range(1, 31)]
    every = {}
    for d in range(size):
        table(folder, ["measure,year,number,area,region,value", *rows], f"d{d}.csv")
        every[f"d-{d}"] = {"file": f"d{d}.csv", "columns": named, "area": "Area 1"}
    entries = {f"i-{d}": indicator(dataset={"name": f"d-{d}", "measure": "m"}) for d in range(size)}
    write(folder, entries, comparators=_COMPARED, datasets=every)
    return JSON


# ── Versions ─────────────────────────────────────────────────────────────────────────────────────


@shape(250, 16_000)
def diff(folder: Path, size: int) -> Words:
    """Two versions in which every indicator changed its colour."""
    write(folder / "old", many(size, values={"2018-19 Q4": "71"}))
    write(folder, many(size, values={"2018-19 Q4": "10"}))
    return ["diff", "old"]


@shape(250, 16_000)
def diff_renamed(folder: Path, size: int) -> Words:
    """Two versions in which every indicator has another id."""
    for name, place in (("old", folder / "old"), ("new", folder)):
        write(place, {f"{name}-{n}": indicator(name=f"M {n}") for n in range(size)})
    return ["diff", "old", "--format", "markdown"]


@shape(100, 6_400)
def diff_data(folder: Path, size: int) -> Words:
    """Two versions with many submitted files."""
    for place in (folder / "old", folder):
        write(place, many(size, values={"2018-19 Q3": "70.1"}), data=["data"])
        _files(place, ((f"i-{n}", "2018-19 Q4", "7") for n in range(size)))
    return ["diff", "old"]
