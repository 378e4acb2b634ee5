"""Areas of a dataset that did not exist in a year are left out, and found where they are not."""

import shutil
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.datasets.reorganisations import REORGANISATIONS
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.fields import left_out_years
from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from ragcalc.periods import parse
from ragcalc.scoring.evidence.records import RankPosition

HERE = Path(__file__).parents[1] / "datasets"
COLUMNS = (
    "{measure: Short Desc, year: Years, area: LA Number, name: LA and Regions, value: Values, "
    "region: Region}"
)
GONE = (
    "838: until 2018-19, 839: until 2018-19, 940: until 2020-21, 941: until 2020-21, "
    "942: until 2022-23, 943: until 2022-23"
)
"""Who came later, in 2016."""
ROWS = """\
measure,year,area,name,value,region
A,2018,1,Ours,10,West
A,2018,2,Two,12,West
A,2018,3,Three,14,West
A,2018,90,England,11,
A,2019,1,Ours,10,West
A,2019,2,Two,,West
A,2019,3,Three,14,West
A,2019,90,England,11,
"""


def load(
    folder: Path,
    leave_out: str = "",
    *,
    rows: str | None = None,
    measures: Mapping[str, str] | None = None,
    dataset: str = "file: lait.csv",
) -> Loaded:
    """Load a catalogue with an indicator for each measure, by whose name it goes."""
    (folder / "neighbours.csv").write_text("area,SN1,SN2\n1,2,3\n", encoding="utf-8")
    if rows is None:
        shutil.copy(HERE / "chlamydia-2016.csv", folder / "lait.csv")
        dataset += f", columns: {COLUMNS}"
    else:
        (folder / "lait.csv").write_text(rows, encoding="utf-8")
    entries = "".join(
        f"  {name.lower().replace('_', '-')}:\n    name: {name}\n    unit: count\n"
        f"    polarity: high\n    {values}\n    dataset: {{name: lait, measure: {name}}}\n"
        for name, values in (measures or {"A": "values: {2018-19 Q4: 10}"}).items()
    )
    own = "Cheshire West and Chester" if rows is None else "Ours"
    left_out = f", leave-out: {{{leave_out}}}" if leave_out else ""
    (folder / "indicators.yaml").write_text(
        f"version: 1\norganisation: {own}\n"
        "comparators: {england: {name: England, kind: national}, "
        "neighbours: {name: Neighbours, kind: statistical-neighbours}}\n"
        f"datasets: {{lait: {{{dataset}{left_out}}}}}\n"
        f"indicators:\n{entries}",
        encoding="utf-8",
    )
    return api.load(folder / "indicators.yaml", None)


CHLAMYDIA = {"Chlamydia_Diagnosis": "year: calendar\n    values: {2017-18 Q4: 3338.2}"}


def place(loaded: Loaded, period: str = "2017-18 Q4") -> RankPosition:
    (made,) = api.scored(loaded, period, evidence=("rank",)).indicators
    assert made.evidence
    assert made.evidence.place
    return made.evidence.place


def findings(loaded: Loaded) -> list[tuple[str, str, str]]:
    """Return place, message and hint of what the checks of datasets find."""
    return [
        (one.where.rpartition("/")[2], f"{one.message} [{one.code}]", one.hint)
        for one in check(loaded, None, selection(["dataset"])).problems
    ]


# ── What leaving out does ────────────────────────────────────────────────────────────────────────


def test_authorities_that_came_later_are_not_ranked_beside_their_predecessors(
    tmp_path: Path,
) -> None:
    """In 2016 England had 152 authorities of the upper tier; the dataset has 158 figures."""
    every = place(load(tmp_path, measures=CHLAMYDIA))
    assert (every.ranked.rank, every.ranked.of, every.left_out) == (27, 158, 0)
    loaded = load(tmp_path, GONE, measures=CHLAMYDIA)
    right = place(loaded)
    assert (right.ranked.rank, right.ranked.of, right.left_out) == (27, 152, 6)
    assert findings(loaded) == []


def test_a_figure_that_is_left_out_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    """In ranks, in the neighbours' mean, in a comparator's own series and in the checks."""
    unreadable = ROWS + "A,2018,2,Two,13,West\nA,2018,2,Two,about 12,West\n"
    dataset = "file: lait.csv, neighbours: neighbours.csv"
    leave_out = "Two: until 2017-18, 90: from 2018-19"
    loaded = load(tmp_path, leave_out, rows=unreadable, dataset=dataset)
    assert findings(loaded) == []
    assert loaded.datasets[0].peers["a"].figures == {
        parse("2017-18"): {"1": Decimal(10), "3": Decimal(14)},
        parse("2018-19"): {"1": Decimal(10), "3": Decimal(14)},
    }
    assert loaded.catalogue
    comparators = loaded.catalogue.indicators["a"].comparators
    assert comparators["england"].keys() == {parse("2017-18")}
    mean = comparators["neighbours"][parse("2017-18")]
    assert (mean.amount, mean.mean_of) == (Fraction(14), (1, 2))


def test_only_authorities_with_a_figure_are_counted_as_left_out(tmp_path: Path) -> None:
    loaded = load(tmp_path, "2: from 2000, 90: from 2000", rows=ROWS)
    assert loaded.datasets[0].peers["a"].left_out == {parse("2017-18"): 1, parse("2018-19"): 0}
    assert place(loaded, "2018-19 Q4").left_out == 0


def test_the_own_area_may_be_left_out_too(tmp_path: Path) -> None:
    found = place(load(tmp_path, "1.0: from 2017-18", rows=ROWS), "2018-19 Q4")
    assert (found.ranked.rank, found.ranked.reason, found.ranked.of) == (None, "no-value", 1)


@pytest.mark.parametrize(
    ("written", "left_out", "kept"),
    [
        # a year that ends when the authority was gone, be it a day, and the one that ends before
        ("from 2019-20", ["2019-20", "2018-19 academic", "2019"], ["2018-19", "2018"]),
        ("from 2019-M04", ["2019-20", "2018-19 academic", "2019"], ["2018-19", "2018"]),
        ("from 2019", ["2018-19", "2019"], ["2017-18", "2018"]),
        ("until 2018-19", ["2018-19", "2017-18", "2018"], ["2019-20", "2018-19 academic", "2019"]),
        ("Until  2018", ["2018", "2017-18"], ["2018-19", "2017-18 academic"][:1]),
    ],
)
def test_from_and_until_go_by_when_a_year_ends(
    written: str, left_out: list[str], kept: list[str]
) -> None:
    years = left_out_years(written)
    assert [one for one in (*left_out, *kept) if years.holds(parse(one))] == left_out


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("always", "value-not-one-of"),
        ("2019-20", "value-not-one-of"),
        ("{from: 2019-20}", "value-not-one-of"),
        ("from then on", "period-unknown"),
        ("until", "value-not-one-of"),
    ],
)
def test_what_names_no_years_is_an_error(written: str, code: str, tmp_path: Path) -> None:
    problems = load(tmp_path, f"2: {written}", rows=ROWS).problems
    assert [one.code for one in problems] == [code]


@pytest.mark.parametrize(
    ("named", "hint"), [("9", "did you mean 90?"), ("Engand", "did you mean England?")]
)
def test_an_area_that_is_not_there_is_found_with_the_nearest(
    named: str, hint: str, tmp_path: Path
) -> None:
    (found,) = findings(load(tmp_path, f"{named}: from 2019", rows=ROWS))
    assert found[1:] == (f"lait.csv has no area '{named}' [dataset-leave-out]", hint)


def test_where_nothing_was_read_no_area_is_looked_for(tmp_path: Path) -> None:
    loaded = load(tmp_path, "2: from 2019", rows=ROWS.replace("A,", "B,"))
    assert [code for _, code, _ in findings(loaded)] == [
        "lait.csv has no measure 'A' [dataset-measure]"
    ]


# ── Predecessors and successors ──────────────────────────────────────────────────────────────────


def test_the_authorities_of_2016_that_did_not_exist_are_found_with_what_to_write(
    tmp_path: Path,
) -> None:
    assert findings(load(tmp_path, measures=CHLAMYDIA)) == [
        (
            "indicators.yaml:4:12",
            (
                "Chlamydia_Diagnosis has a figure for Dorset (838) in 2016, when there was "
                "Dorset (835) (and 5 more like it) [dataset-reorganisation]"
            ),
            f"write leave-out: {{{GONE}}}",
        )
    ]


def rows(*figures: tuple[str, str, str, str]) -> str:
    """Return a dataset of our figures, the nation's and those of year, area, name and value."""
    own = "measure,year,area,name,value,region\nA,2019,1,Ours,10,West\nA,2020,1,Ours,10,West\n"
    own += "A,2019,921,England,9,\n"
    return own + "".join(
        f"A,{year},{area},{name},{value},West\n" for year, area, name, value in figures
    )


PAIRS = [
    (one.predecessor.number, one.successor.number, one.first.start // 12) for one in REORGANISATIONS
]


def test_the_pairs_are_those_of_three_reorganisations() -> None:
    """By the numbers of the Department for Education and by the codes of the ONS."""
    assert PAIRS == [
        ("835", "838", 2019),
        ("E10000009", "E06000059", 2019),
        ("836", "839", 2019),
        ("E06000029", "E06000058", 2019),
        ("837", "839", 2019),
        ("E06000028", "E06000058", 2019),
        ("928", "940", 2021),
        ("E10000021", "E06000061", 2021),
        ("928", "941", 2021),
        ("E10000021", "E06000062", 2021),
        ("909", "942", 2023),
        ("E10000006", "E06000063", 2023),
        ("909", "943", 2023),
        ("E10000006", "E06000064", 2023),
    ]


@pytest.mark.parametrize(("predecessor", "successor", "year"), PAIRS)
def test_both_with_a_figure_are_found_on_either_side_of_the_day(
    predecessor: str, successor: str, year: int, tmp_path: Path
) -> None:
    """A year of one number is the financial year that ends in it."""
    last = f"{year - 1}-{year % 100}"
    first = f"{year}-{year % 100 + 1}"
    both = [(str(year), predecessor, "", "5"), (str(year), successor, "", "6")]
    (found,) = findings(load(tmp_path, rows=rows(*both)))
    assert f"({successor}) in {last}, when there was" in found[1]
    assert found[2] == f"write leave-out: {{{successor}: until {last}}}"
    after = [(str(year + 1), area, name, value) for _, area, name, value in both]
    (found,) = findings(load(tmp_path, rows=rows(*after)))
    assert f"({predecessor}) in {first}, when there was" in found[1]
    assert found[2] == f"write leave-out: {{{predecessor}: from {first}}}"
    leave_out = f"{predecessor}: from {first}, {successor}: until {last}"
    assert findings(load(tmp_path, leave_out, rows=rows(*both, *after))) == []


@pytest.mark.parametrize(
    ("figures", "count"),
    [
        # a 0 that nobody can have reported
        ([("2019", "838", "Dorset", "0")], 1),
        ([("2020", "835", "Dorset (Pre LG)", "0")], 1),
        # one series carried on under the new number, or none at all
        ([("2019", "838", "Dorset", "7")], 0),
        ([("2020", "835", "Dorset", "7")], 0),
        ([("2019", "835", "Dorset", "0")], 0),
        ([("2020", "838", "Dorset", "0")], 0),
        ([("2019", "835", "Dorset", "5"), ("2020", "838", "Dorset", "6")], 0),
        ([("2019", "835", "Dorset", "5"), ("2019", "838", "Dorset", "-")], 0),
        # other areas by the same numbers
        ([("2019", "835", "Anytown", "5"), ("2019", "838", "Elsewhere", "6")], 0),
        ([("2019", "835", "Dorset", "5"), ("2019", "838", "Elsewhere", "6")], 0),
    ],
)
def test_a_figure_is_found_where_the_other_has_one_too_or_it_is_0(
    figures: list[tuple[str, str, str, str]], count: int, tmp_path: Path
) -> None:
    assert len(findings(load(tmp_path, rows=rows(*figures)))) == count


# ── Rows without a year ──────────────────────────────────────────────────────────────────────────


def test_rows_without_a_year_are_found_once_for_a_dataset(tmp_path: Path) -> None:
    """Not once for each indicator, nor at every run of the report."""
    yearless = ROWS + "".join(f"A,0,{area},,-,West\n" for area in (1, 2, 3))
    more = yearless + "B,2019,1,Ours,5,West\nB,0,1,Ours,5,West\n"
    measures = dict.fromkeys("AB", "values: {2018-19 Q4: 10}")
    loaded = load(tmp_path, rows=more, measures=measures)
    assert findings(loaded) == [
        (
            "lait.csv:row 9",
            "'0' is not a year (and 3 more like it) [dataset-year]",
            "write 2018, 2017-18 or 2017/18",
        )
    ]
    assert loaded.warnings == ()


def test_where_an_indicator_has_no_year_at_all_every_run_says_so(tmp_path: Path) -> None:
    undated = ROWS + "B,0,1,Ours,5,West\n"
    measures = dict.fromkeys("AB", "values: {2018-19 Q4: 10}")
    loaded = load(tmp_path, rows=undated, measures=measures)
    assert [one.message for one in loaded.warnings] == ["'0' is not a year"]
