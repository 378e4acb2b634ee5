"""A catalogue with every kind of evidence: counts, a dataset, a history, and none of them."""

from pathlib import Path

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from tests import build

ROWS = """\
measure,year,area,name,value,region
SEEN,2018,1,Anyshire,84.1,West
SEEN,2018,2,Two,90,West
SEEN,2018,3,Three,84.1,East
SEEN,2018,4,Four,80.5,East
SEEN,2018,90,England,85.5,
"""
HEAD = """\
version: 1
organisation: Anyshire
comparators: {england: {name: England, kind: national, lag: 1 year}}
datasets: {lait: {file: lait.csv, source: DfE LAIT}}
indicators:
"""
COUNTS = (80, 84, 79, 83, 81, 85, 80, 82, 84, 80, 83, 81, 79)
MONTHS = [f"{2018 + at // 12}-M{at % 12 + 1:02}" for at in range(2, 15)]
VALUES = "".join(
    f"      {month}: {{numerator: {count}, denominator: 100}}\n"
    for month, count in zip(MONTHS, COUNTS, strict=True)
)
SEEN = f"""\
  seen:
    name: Children seen in time
    unit: percent
    polarity: high
    frequency: monthly
    decimals: 1
    target: 80
    tolerance: {{amber: 0}}
    interval: wilson
    dataset: {{name: lait, measure: SEEN}}
    values:
{VALUES}"""
DEATHS = """\
  deaths:
    name: Deaths on roads
    unit: count
    polarity: low
    frequency: annual
    interval: byar
    target: 4
    values: {2014-15: 30, 2015-16: 25, 2016-17: 19, 2017-18: 14, 2018-19: 9}
"""
PLAIN = """\
  plain:
    name: Days to answer
    unit: days
    polarity: neutral
    dataset: {name: lait, measure: SEEN}
    values: {2018-19 Q4: 5}
"""


PEAK = f"""\
  peak:
    name: Calls on the busiest day
    unit: count
    polarity: low
    frequency: monthly
    target: 20
    values:
{"".join(f"      {month}: {10 + at % 2 * 2}" + chr(10) for at, month in enumerate(MONTHS[:-1]))}\
      {MONTHS[-1]}: 60
"""


def neighbours(folder: Path) -> Loaded:
    """Load a catalogue with three neighbours, of whom one has no figure, and with intervals."""
    (folder / "lait.csv").write_text(ROWS.replace("Four,80.5", "Four,-"), encoding="utf-8")
    (folder / "neighbours.csv").write_text("area,SN1,SN2,SN3\n1,2,3,4\n", encoding="utf-8")
    head = HEAD.replace("lait.csv,", "lait.csv, neighbours: neighbours.csv,").replace(
        "{england: {name: England, kind: national, lag: 1 year}}",
        "{others: {name: Others}, "
        "neighbours: {name: Neighbours, kind: statistical-neighbours, lag: 1 year}}",
    )
    typed = (
        "    comparators: {others: {2017-18: {value: 82, note: of three counties, lower: 81, "
        "upper: 83, lower-998: 80, upper-998: 84}}}\n"
    )
    counts = "numerator: 79, denominator: 100"
    seen = SEEN.replace(counts, f"{counts}, lower: 70, upper: 86, lower-998: 64, upper-998: 89")
    (folder / "indicators.yaml").write_text(head + seen + typed, encoding="utf-8")
    found = api.load(folder / "indicators.yaml", None)
    assert found.problems == found.warnings == ()
    return found


def many(folder: Path) -> Loaded:
    """Load a catalogue with twelve authorities and their counts, and a percentile for a target."""
    rows = "".join(f"SEEN,2018,{at},No {at},{80 + at},West,{80 + at},100\n" for at in range(2, 13))
    (folder / "lait.csv").write_text(
        "measure,year,area,name,value,region,numerator,denominator\n"
        f"SEEN,2018,1,Anyshire,84,West,84,100\n{rows}SEEN,2018,90,England,85.5,,,\n",
        encoding="utf-8",
    )
    seen = SEEN.replace("target: 80", "target: {percentile: 75, of: lait}")
    (folder / "indicators.yaml").write_text(HEAD + seen, encoding="utf-8")
    found = api.load(folder / "indicators.yaml", None)
    assert found.problems == found.warnings == ()
    return found


def load(folder: Path, thresholds: str | None = None) -> Loaded:
    """Load a catalogue that has every kind of evidence."""
    (folder / "lait.csv").write_text(ROWS, encoding="utf-8")
    text = HEAD + SEEN + DEATHS + PLAIN + PEAK
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    beside = folder / "thresholds.yaml" if thresholds else None
    if beside:
        beside.write_text(f"version: 1\n{thresholds}\n", encoding="utf-8")
    found = api.load(folder / "indicators.yaml", beside)
    assert found.problems == found.warnings == ()
    return found


def two_years(lines: str) -> Loaded:
    """Load an indicator that has gone up a level after a year, by what it says of its limits."""
    figures = enumerate([10, 12] * 6 + [13, 14] * 6, 3)
    given = ", ".join(f"{2017 + at // 12}-M{at % 12 + 1:02}: {value}" for at, value in figures)
    entries = ("frequency: monthly, target: 12", lines, f"values: {{{given}}}")
    return build.loaded({"it": ", ".join(filter(None, entries))})


def based(_folder: Path) -> Loaded:
    """Load an indicator whose limits are fixed by a baseline since a step."""
    return two_years("step: 2017-M04, limits: {from: 2017-M04, to: 2018-M03}")
