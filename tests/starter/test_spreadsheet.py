"""`ragcalc init --from`: a table of indicators becomes a catalogue, and every guess is said."""

import csv
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcalc import pipeline as api
from ragcalc import starter
from ragcalc.catalogue import files, loader
from ragcalc.catalogue.model.figures import Figure, Reading, Target
from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.catalogue.returns import columns
from ragcalc.catalogue.returns.tables import Table
from ragcalc.catalogue.yaml.source import Document
from ragcalc.periods import parse
from ragcalc.starter import drafting, entries, spreadsheet

ROOT = Path(__file__).parents[2]
Rows = list[list[str]]


def text_of(rows: Rows) -> str:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def draft(rows: Rows) -> spreadsheet.Draft:
    return spreadsheet.drafted([Table("s.csv", "s.csv", text=text_of(rows))])


def read(rows: Rows) -> Catalogue:
    """Return the catalogue that the draft of a table is; it has no errors.

    A polarity that the draft asks for is put in.
    """
    text = drafting.text(draft(rows), "s.csv").replace("# polarity: high, low,", "polarity: high #")
    loaded = loader.load(Document("indicators.yaml", "indicators.yaml", text))
    assert [(one.code, one.message, one.excerpt) for one in loaded.problems] == []
    assert loaded.catalogue
    return loaded.catalogue


def one(header: str, row: str) -> tuple[Any, entries.DraftIndicator]:
    """Return the one indicator of a table, as it is read and as it was drafted."""
    rows = [header.split(","), row.split(",")]
    (indicator,) = read(rows).indicators.values()
    (entry,) = draft(rows).entries
    return indicator, entry


# ── The shipped catalogue, there and back ────────────────────────────────────────────────────────


def shipped() -> Catalogue:
    loaded = api.load(ROOT / "indicators.yaml", None)
    assert loaded.catalogue
    return loaded.catalogue


def figures(series: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what a table can hold of a series: figures and ranges, none that is only proposed."""
    return {str(key): figure(value) for key, value in series.items() if not value.proposed}


def figure(value: Figure | Reading | Target) -> Any:
    if isinstance(value, Target) and value.value is None:
        return value.from_, value.to, value.below, value.above
    return value.value


def entries_of(catalogue: Catalogue) -> dict[str, Any]:
    """Return what a table can hold of a catalogue."""
    return {
        id_: {
            "name": indicator.name,
            "short": indicator.short,
            "outcome": catalogue.outcomes[indicator.outcome or ""].name,
            "tier": indicator.tier,
            "unit": indicator.unit,
            "polarity": indicator.polarity,
            "frequency": indicator.frequency,
            "decimals": indicator.decimals,
            "owner": indicator.owner,
            "source": indicator.source,
            "note": indicator.note and " ".join(indicator.note.split()),
            "targets": figures(indicator.targets),
            "values": figures(indicator.values),
            "comparators": {
                catalogue.comparators[name].name: figures(series)
                for name, series in indicator.comparators.items()
            },
        }
        for id_, indicator in catalogue.indicators.items()
    }


def table(catalogue: Catalogue) -> Rows:
    """Write a catalogue as the table that an analyst would have."""
    known = entries_of(catalogue)
    words = ("name", "short", "outcome", "tier", "frequency", "polarity", "decimals", "source")
    periods = sorted({period for each in known.values() for period in each["values"]})
    years = sorted({year for each in known.values() for year in each["targets"]})
    compared = sorted(
        {
            (name, period)
            for each in known.values()
            for name, series in each["comparators"].items()
            for period in series
        }
    )
    header = ["id", *words, "unit", "note", *periods, *(f"Target {year}" for year in years)]
    rows = [[*header, *(f"{name} {period}" for name, period in compared)]]
    for id_, each in known.items():
        cells = [id_, *(each[word] for word in words)]
        cells += [each["unit"].name, each["note"]]
        cells += [each["values"].get(period) for period in periods]
        cells += [_target(each["targets"].get(year)) for year in years]
        cells += [each["comparators"].get(name, {}).get(period) for name, period in compared]
        rows.append(["" if cell is None else str(cell) for cell in cells])
    return rows


def _target(target: Any) -> Any:
    return f"< {target[2]}" if isinstance(target, tuple) else target


def test_the_shipped_catalogue_loses_nothing_that_a_table_holds() -> None:
    catalogue = shipped()
    assert entries_of(read(table(catalogue))) == entries_of(catalogue)


def test_nor_on_the_way_through_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in table(shipped()):
        sheet.append([_typed(cell) for cell in row])
    book.save(tmp_path / "s.xlsx")
    made = starter.drafted(tmp_path / "s.xlsx")
    starter.write(tmp_path / "made", made.files)
    loaded = api.load(tmp_path / "made" / "indicators.yaml", None)
    assert loaded.catalogue
    assert entries_of(loaded.catalogue) == entries_of(shipped())


def _typed(cell: str) -> str | float | None:
    try:
        return float(cell)
    except ValueError:
        return cell or None


# ── What people write ────────────────────────────────────────────────────────────────────────────


def test_a_heading_between_the_rows_is_the_outcome_of_those_below_it() -> None:
    rows = [["Scorecard"], ["Measure", "2018-19 Q4"], ["Empty"], ["Adults"], ["Visits", "5"]]
    rows += [["Calls", "6"], ["Source: the services"]]
    found = draft(rows)
    assert [(entry.id, entry.words["outcome"].text) for entry in found.entries] == [
        ("visits", "Adults"), ("calls", "Adults")
    ]  # fmt: skip
    assert found.left_out == ["A1: 'Scorecard'", "A3: 'Empty'", "A7: 'Source: the services'"]


def test_the_long_form_has_a_row_for_each_figure() -> None:
    rows = [
        ["Indicator", "Period", "Value", "Target", "Note"],
        ["Visits", "2018-19 Q3", "5", "4", ""],
        ["Visits", "31/03/2019", "6", "5", "a good quarter"],
    ]
    (indicator,) = read(rows).indicators.values()
    assert figures(indicator.values) == {"2018-19 Q3": Decimal(5), "2018-19 Q4": Decimal(6)}
    assert figures(indicator.targets) == {"2018-19 Q3": Decimal(4), "2018-19 Q4": Decimal(5)}
    assert [reading.note for reading in indicator.values.values()] == [None, "a good quarter"]


@pytest.mark.parametrize(
    ("header", "row", "unit", "guessed"),
    [
        ("name,2018-19 Q4", "Visits,5", "count", "the table does not give its unit"),
        ("name,2018-19 Q4", "Visits,18.3%", "percent", "its figures have a % sign"),
        ("name,2018-19 Q4", "Visits,£5", "currency", "its figures have a currency sign"),
        ("name,2018-19 Q4", "Percentage of visits,5", "percent", "by its name"),
        ("name,unit,2018-19 Q4", "Visits,%,5", "percent", ""),
        ("name,unit,2018-19 Q4", "Visits,No.,5", "count", ""),
        ("name,unit,2018-19 Q4", "Visits,days,5", "days", ""),
        ("name,unit,2018-19 Q4", "Visits,kg per household,5", "kg per household", ""),
        ("name,unit,2018-19 Q4", "Visits,Number,5%", "percent",
         "its figures have a % sign, though the table says 'Number'"),
    ],
)  # fmt: skip
def test_units(header: str, row: str, unit: str, guessed: str) -> None:
    indicator, entry = one(header, row)
    assert (indicator.unit.name, entry.words["unit"].guessed) == (unit, guessed)


def test_percentages_that_may_be_shares_of_1_are_read_as_they_stand_and_listed() -> None:
    """One cell of a row often lost its format of percentages: 86% stands in it as 0.86."""
    header = ["name", "Target 2018-19", "2018-19 Q1", "2018-19 Q2", "2018-19 Q3", "England 2018-19"]
    rows = [
        header,
        ["Visits", "0.9", "85%", "0.86", "0.5%", "1"],
        ["Calls", "0.9", "0.5", "1", "", ""],
    ]
    found = draft(rows)
    indicator = read(rows).indicators["visits"]
    assert figures(indicator.values) == {
        "2018-19 Q1": Decimal(85), "2018-19 Q2": Decimal("0.86"), "2018-19 Q3": Decimal("0.5")
    }  # fmt: skip
    shares = ["target 2018-19 '0.9' (B2)", "2018-19 Q2 '0.86' (D2)", "England 2018-19 '1' (F2)"]
    assert [entry.shares for entry in found.entries] == [shares, []]
    said = f"visits {shares[0]}, visits {shares[1]}, visits {shares[2]}"
    assert f"percentages of 1 or less: {READ} ({said})" in [*drafting.guesses(found)]
    assert [line for line in drafting.text(found, "s.csv").splitlines() if "of 1" in line] == [
        f"    # guessed: {one}: {READ}" for one in shares
    ]


READ = "0.86 is read as 0.86%; write 86 where it is a share of 1"


@pytest.mark.parametrize(
    ("header", "row", "polarity", "guessed"),
    [
        ("name,good is,2018-19 Q4", "Visits,Low,5", "low", ""),
        ("name,polarity,2018-19 Q4", "Visits,Bigger is better,5", "high", ""),
        ("name,Better is,2018-19 Q4", "Visits,Lower,5", "low", ""),
        ("name,polarity,2018-19 Q4", "Visits,n/a,5", "neutral", ""),
        ("name,target,2018-19 Q4", "Visits,≤5,5", "low", "the sign of its target"),
        ("name,target,2018-19 Q4", "Visits,<5,5", "low", "the sign of its target"),
        ("name,target,2018-19 Q4", "Visits,max 5,5", "low", "the sign of its target"),
        ("name,target,2018-19 Q4", "Visits,no more than 5,5", "low", "the sign of its target"),
        ("name,target,2018-19 Q4", "Visits,at least 5,5", "high", "the sign of its target"),
        ("name,target,2018-19 Q4", "Visits,≥90%,95%", "high", "the sign of its target"),
        ("name,target,2018-19 Q4", "Visits,18 to 22,5", "on-target", "its target is a range"),
    ],
)  # fmt: skip
def test_polarities(header: str, row: str, polarity: str, guessed: str) -> None:
    indicator, entry = one(header, row)
    assert (indicator.polarity, entry.words["polarity"].guessed) == (polarity, guessed)


@pytest.mark.parametrize(
    ("polarity", "cell", "target"),
    [
        ("high", "90%", (None, None, None, None, Decimal(90))),
        ("high", "1234", (None, None, None, None, Decimal(1234))),
        ("high", ">= 90", (None, None, None, None, Decimal(90))),
        ("high", "> 90", (None, None, None, Decimal(90), None)),
        ("low", "below 85", (None, None, Decimal(85), None, None)),
        ("on-target", "18-22", (Decimal(18), Decimal(22), None, None, None)),
    ],
)
def test_targets(polarity: str, cell: str, target: tuple[Decimal | None, ...]) -> None:
    indicator, _ = one("name,polarity,target,2018-19 Q4", f"Visits,{polarity},{cell},5")
    found = indicator.target
    assert (found.from_, found.to, found.below, found.above, found.value) == target


@pytest.mark.parametrize(
    ("polarity", "cell"),
    [("low", "> 90"), ("high", "< 90"), ("high", "18-22"), ("high", "tbc"), ("on-target", "22-18")],
)
def test_a_target_that_cannot_hold_is_left_out(polarity: str, cell: str) -> None:
    indicator, entry = one("name,polarity,target,2018-19 Q4", f"Visits,{polarity},{cell},5")
    assert indicator.target is None
    (left_out,) = entry.left_out
    assert left_out.startswith(f"target '{cell}' (C2)")


@pytest.mark.parametrize(
    ("cell", "target"),
    [("", None), ("-", None), ("No target", "none"), ("n/a", "none"), ("Data only", "none")],
)
def test_no_target_is_a_statement_and_an_empty_cell_is_not(cell: str, target: str | None) -> None:
    indicator, entry = one("name,target,2018-19 Q4", f"Visits,{cell},5")
    assert indicator.target is None if target is None else indicator.target.value == target
    assert entry.left_out == []


@pytest.mark.parametrize(
    ("said", "polarity"),
    [
        ("Low value is good", "low"), ("High value is good", "high"), ("Aim to minimise", "low"),
        ("Good to be low", "low"), ("Decreasing", "low"), ("L", "low"), ("H", "high"),
        ("↓", "low"), ("▼", "low"), ("▲", "high"), ("Bigger is Better", "high"),
        ("High is bad", "low"), ("The lower the better", "low"), ("Not applicable", "neutral"),
        ("In range", "on-target"), ("Up", "high"), ("Smaller", "low"),
        ("whatever", None), ("Not high", None), ("high or low", None), ("higher than target", None),
        ("up to 5", None), ("better", None),
    ],
)  # fmt: skip
def test_a_polarity_is_understood_or_asked_for_and_never_guessed(
    said: str, polarity: str | None
) -> None:
    (entry,) = draft([["name", "polarity", "2018-19 Q4"], ["Visits", said, "5"]]).entries
    found = entry.words.get("polarity")
    assert (found.text if found else None) == polarity
    assert entry.asked == (
        {} if polarity else {"polarity": f"'{said}' does not say which way is good"}
    )


def test_where_nothing_says_which_way_is_good_the_report_stops_at_the_indicator() -> None:
    rows = [["name", "2018-19 Q4"], ["Visits", "5"]]
    text = drafting.text(draft(rows), "s.csv")
    why = "the table does not say which way is good"
    assert f"    # polarity: high, low, on-target or neutral   # asked: {why}\n" in text
    loaded = loader.load(Document("indicators.yaml", "indicators.yaml", text))
    assert [(one.code, one.excerpt) for one in loaded.problems] == [("key-missing", "  visits:")]


@pytest.mark.parametrize(
    ("header", "row", "frequency", "year", "left_out"),
    [
        ("name,2018-19 Q4", "Visits,5", "quarterly", "financial", []),
        ("name,2019-M03", "Visits,5", "monthly", "financial", []),
        ("name,2017-18,2018-19", "Visits,5,6", "annual", "financial", []),
        ("name,2018,2019", "Visits,5,6", "annual", "calendar", []),
        ("name,2017-18,2018-19 Q4", "Visits,5,6", "quarterly", "financial",
         ["2017-18 '5' (B2): the indicator is quarterly"]),
        ("name,frequency,2017-18,2018-19 Q4", "Visits,annual,5,6", "annual", "financial",
         ["2018-19 Q4 '6' (D2): the indicator is annual"]),
        ("name,2018-19 Q3,Note,2018-19,Note", "Visits,5,first,6,second", "quarterly", "financial",
         ["2018-19 '6' (D2): the indicator is quarterly",
          "note 2018-19 'second' (E2): the indicator is quarterly"]),
    ],
)  # fmt: skip
def test_frequencies(header: str, row: str, frequency: str, year: str, left_out: list[str]) -> None:
    indicator, entry = one(header, row)
    assert (indicator.frequency, indicator.year) == (frequency, year)
    assert entry.left_out == left_out


@pytest.mark.parametrize(
    ("header", "periods"),
    [
        ("31/12/2018,31/03/2019", ["2018-19 Q3", "2018-19 Q4"]),
        ("2019-03-31", ["2018-19 Q4"]),
        ("Feb-19,Mar-19,May-19", ["2019-M02", "2019-M03", "2019-M05"]),
        ("31/03/2018,31/03/2019", ["2017-18", "2018-19"]),
        ("31/12/2017,31/12/2018", ["2017", "2018"]),
    ],
)
def test_days_over_the_columns_are_periods_as_far_apart(header: str, periods: list[str]) -> None:
    cells = ",".join("12345"[: len(periods)])
    indicator, _ = one(f"name,{header}", f"It,{cells}")
    assert [str(period) for period in indicator.values] == periods


def test_a_target_with_a_percent_sign_says_the_unit_too() -> None:
    indicator, entry = one("name,target,2018-19 Q4", "Repeat plans,14%,16")
    assert (indicator.unit.name, entry.words["unit"].guessed) == (
        "percent", "its figures have a % sign"
    )  # fmt: skip


def test_a_single_figure_of_0_percent_is_one() -> None:
    """Neither the least number nor the shortest series is taken for nothing."""
    indicator, entry = one("name,2018-19 Q4", "Complaints upheld,0%")
    assert [reading.value for reading in indicator.values.values()] == [Decimal(0)]
    assert (indicator.unit.name, indicator.may_exceed_100, entry.left_out) == ("percent", False, [])


def test_a_figure_that_is_none_is_left_out_beside_its_indicator() -> None:
    rows = [["name", "2018-19 Q3", "2018-19 Q4"], ["Visits", "tbc", "5 p"]]
    (indicator,) = read(rows).indicators.values()
    assert [reading.provisional for reading in indicator.values.values()] == [True]
    assert "    # left out: 2018-19 Q3 'tbc' (B2)\n" in drafting.text(draft(rows), "s.csv")


def test_a_percentage_beyond_100_may_be_so() -> None:
    indicator, entry = one("name,unit,2018-19 Q4", "Take-up,%,104")
    assert indicator.may_exceed_100
    assert entry.words["may-exceed-100"].guessed == "a figure is outside 0 to 100"


def test_comparators_are_known_by_their_columns() -> None:
    header = ["name", "2018-19 Q4", "England 2017-18", "England 2018-19", "Region"]
    rows = [header, ["Visits", "5", "6", "6.5", "7"]]
    catalogue = read(rows)
    assert {id_: (one.name, one.kind) for id_, one in catalogue.comparators.items()} == {
        "england": ("England", "national"),
        "region": ("Region", "regional"),
    }
    (indicator,) = catalogue.indicators.values()
    assert [
        [str(one.value) for one in series.values()] for series in indicator.comparators.values()
    ] == [["6", "6.5"], ["7"]]


def test_ids_are_the_tables_own_or_made_of_names_and_never_equal() -> None:
    rows = [["Ref", "Measure", "2018-19 Q4"]]
    rows += [["A1", "Visits", "5"], ["", "Visits", "5"], ["", "Visits", "5"], ["§", "Ü", "5"]]
    assert list(read(rows).indicators) == ["A1", "visits", "visits-2", "indicator"]


def test_ids_that_a_table_does_not_give_so_are_listed() -> None:
    rows = [["Ref", "Measure", "2018-19 Q4"], ["A1", "Visits", "5"], ["A1", "Calls", "5"]]
    rows += [["1.2", "C", "5"], ["1-2", "D", "5"], ["1/2", "E", "5"], ["", "Visits", "5"]]
    rows += [["", "Visits", "5"]]
    made = draft(rows)
    same = "another indicator has the "
    taken = "another indicator has the id that would be made of its reference or name"
    signs = "made of a reference that has other signs than letters, digits and hyphens"
    assert {entry.id: entry.id_made for entry in made.entries} == {
        "A1": "", "A1-2": f"{same}reference 'A1'", "1-2": signs, "1-2-2": f"{same}reference '1-2'",
        "1-2-3": taken, "visits": "", "visits-2": f"{same}name 'visits'",
    }  # fmt: skip
    assert f"ids: {signs} (1-2)" in list(drafting.guesses(made))
    assert f"  1-2-3:   # {taken}\n" in drafting.text(made, "s.csv")


def test_an_indicator_over_several_measures_is_part_of_the_name_of_each() -> None:
    rows = [
        ["Indicator", "Measure", "2018-19 Q4"],
        ["Crime", "Number", "5"],
        ["Crime", "Rate", "6"],
    ]
    assert [entry.id for entry in draft(rows).entries] == ["crime-number", "crime-rate"]
    assert [entry.id for entry in draft([*rows[:2], ["C2", "Rate", "6"]]).entries] == [
        "Crime",
        "C2",
    ]


def test_outcomes_and_tiers_have_ids_of_their_own_whatever_they_are_called() -> None:
    rows = [["name", "outcome", "tier", "2018-19 Q4"]]
    names = [("Safe?", "Headline!"), ("safe", "Headline"), ("Safe", "headline!"), ("Safe-2", "x")]
    rows += [[f"M {n}", outcome, tier, "7"] for n, (outcome, tier) in enumerate(names)]
    catalogue = read(rows)
    assert {id_: one.name for id_, one in catalogue.outcomes.items()} == {
        "safe": "Safe?", "safe-2": "safe", "safe-3": "Safe", "safe-2-2": "Safe-2",
    }  # fmt: skip
    tiers = {"headline-2": "Headline!", "headline": "Headline", "headline-3": "headline!", "x": "x"}
    assert catalogue.tiers == tiers


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (f"{'England ' * 3000}2017-18 Q4", (" ".join(["England"] * 3000), "2017-18 Q4")),
        (f"2017-18 Q4{' England' * 3000}", (" ".join(["England"] * 3000), "2017-18 Q4")),
        ("England " * 3000, (" ".join(["England"] * 3000), "None")),
    ],
)
def test_a_comparators_period_is_found_beside_however_many_words(
    name: str, expected: tuple[str, str]
) -> None:
    rows = [["name", "2018-19 Q4", name], ["A", "7", "6"]]
    ((found, figures),) = draft(rows).entries[0].comparators.items()
    assert (found, *map(str, figures)) == expected


def test_guesses_are_listed_once_with_whom_they_are_about() -> None:
    rows = [["name", "unit", "2018-19 Q4"], *([f"V{n}", "days", "5"] for n in range(5))]
    assert list(drafting.guesses(draft(rows))) == [
        "frequency quarterly: by its periods (v0, v1, v2 and 2 more)",
    ]


@pytest.mark.parametrize(
    "rows",
    [[], [["a", "b"], ["1", "2"]], [["name", "2018-19 Q4"]], [["name", "Q1"], ["Visits", "5"]]],
)
def test_what_is_no_table_of_indicators_is_reported(rows: Rows) -> None:
    with pytest.raises(spreadsheet.NoTable):
        draft(rows)


CELL = st.one_of(
    st.sampled_from(["", "5", "18.3%", "£1,000", "c", "tbc", "18 to 22", "<5", ">5", "-", "low"]),
    st.text(max_size=12).filter(lambda text: "\0" not in text),
)
HEADS = ["id", "name", "unit", "polarity", "target", "frequency", "decimals", "outcome", "tier"]
HEADS += ["note", "2018-19 Q4", "2018-19", "2019-M03", "2018", "Target 2018-19", "England 2018-19"]


@given(st.lists(st.lists(CELL, min_size=len(HEADS), max_size=len(HEADS)), min_size=1, max_size=4))
def test_whatever_stands_in_the_cells_the_draft_has_no_errors(rows: Rows) -> None:
    text = text_of([HEADS, *rows])
    try:
        made = spreadsheet.drafted([Table("s.csv", "s.csv", text=text)])
    except spreadsheet.NoTable:
        return
    document = Document("indicators.yaml", "indicators.yaml", drafting.text(made, "s.csv"))
    problems = loader.load(document).problems
    # control characters are refused when a file is read, before its rows are
    # and a polarity that nothing says is asked for
    assert {one.code for one in problems} <= {"syntax-control-character", "key-missing"}


def test_years_of_two_digits_over_the_columns_are_read_and_no_other_pairs_of_them() -> None:
    rows = [
        ["name", "Q1 24/25", "Q2 24-25", "2024/25 Q3", "Target 24/25", "Q4 24/26", "1/24"],
        ["Visits", "5", "6", "7", "8", "9", "10"],
    ]
    (indicator,) = read(rows).indicators.values()
    assert figures(indicator.values) == {
        "2024-25 Q1": Decimal(5),
        "2024-25 Q2": Decimal(6),
        "2024-25 Q3": Decimal(7),
    }
    assert figures(indicator.targets) == {"2024-25": Decimal(8)}
    assert draft(rows).left_out == ["column 'Q4 24/26', F2: '9'", "column '1/24', G2: '10'"]


# ── Nothing is lost in silence ───────────────────────────────────────────────────────────────────

KINDS_OF_HEADING = [
    *("2018-19 Q3", "2018-19 Q4", "Q4 2018/19", "2018-19", "2018-19 YTD", "Quarter 2 (2018/19)"),
    *("Target", "Target 2018-19", "England 2018-19", "Area", "RAG", "Actual", "Period", "Value"),
    *("Numerator", "Denominator", "Year", "Quarter", "Unit", "Owner", "Frequency", "Polarity"),
    *("Decimals", "Note", "Cumulative", "Outcome", "Ref", "Last period", "", "x"),
]
PLACE = re.compile(r"\b([A-Z])([0-9]+)(?: to ([A-Z])([0-9]+))?")


def places(lines: list[str]) -> set[tuple[int, int]]:
    """Return every row and column, counted from 1 and 0, that some lines name."""
    found = set()
    for one in (one for line in lines for one in PLACE.finditer(line)):
        first, row, last, last_row = one.groups()
        for column in range(ord(first) - 65, ord(last or first) - 64):
            found |= {(number, column) for number in range(int(row), int(last_row or row) + 1)}
    return found


@given(
    st.lists(st.sampled_from(KINDS_OF_HEADING), min_size=2, max_size=9),
    st.lists(
        st.lists(st.sampled_from(["n", "n%", "(n)", "<n", "", "tbc n", "n days"]), min_size=9,
                 max_size=9),
        min_size=1,
        max_size=5,
    ),
    st.booleans(),
)  # fmt: skip
def test_every_cell_of_a_table_is_in_the_draft_or_listed_with_its_place(
    headings: list[str], shapes: Rows, is_long: bool
) -> None:
    head = ["Measure", *headings]
    rows = [head]
    for number, shape in enumerate(shapes):
        cells = [
            shape[n].replace("n", f"{1000 + 17 * (n + 10 * number)}") for n in range(len(headings))
        ]
        name = "Visits" if is_long else f"Visits {number} of many"
        rows.append([name, *cells])
        for column, one in enumerate(head):
            if one == "Period":
                rows[-1][column] = f"2018-19 Q{number % 4 + 1}"
    try:
        made = draft(rows)
    except spreadsheet.NoTable:
        return
    text = drafting.text(made, "s.csv")
    written = "\n".join(line for line in text.splitlines() if "# left out" not in line)
    listed = places(list(drafting.left_out(made)))
    for number, row in enumerate(rows[1:], 2):
        for column, cell in enumerate(row):
            digits = "" if " Q" in cell else "".join(re.findall("[0-9]{4,}", cell))
            assert not digits or digits in written or (number, column) in listed, (cell, text)


def test_a_column_without_cells_is_listed_and_so_is_one_with_some() -> None:
    rows = [["name", "Empty", "2018-19 Q4", "Other"], ["Visits", "", "5", "x"]]
    assert draft(rows).left_out == [
        "column 'Empty', B1: no cell below it is left", "column 'Other', D2: 'x'"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "unit", "record"),
    [
        ("8 days", "days", "8"), ("(1,500)", "£", "-1500"), ("£1.2m", "£", "1200000"),
        ("£250k", "£", "250000"), ("91.2*", "%", {"value": "91.2",
         "note": "marked * in the table"}),
        ("5 r*", "%", {"value": "5", "revised": "true", "note": "marked * in the table"}),
        ("71.4% (5 of 7)", "%", {"value": "71.4", "numerator": "5", "denominator": "7"}),
        ("12 kg", "kg", "12"), ("c", "%", "suppressed"),
        ("8 days", "%", None), ("1.2m", "count", None), ("<5", "count", None), ("*", "%", None),
        ("TBC", "%", None), ("5 to 6", "count", None),
    ],
)  # fmt: skip
def test_a_figure_is_read_with_what_stands_next_to_it_or_left_out(
    cell: str, unit: str, record: Any
) -> None:
    (entry,) = draft([["name", "unit", "2018-19 Q4"], ["It", unit, cell]]).entries
    found = [dict(figure.entries) for figure in entry.values.values()]
    wanted = {"value": record} if isinstance(record, str) else record
    assert found == ([wanted] if wanted else [])
    listed = [one.split(": ")[0] for one in entry.left_out]
    assert listed == ([] if wanted else [f"2018-19 Q4 '{cell}' (C2)"])


def test_two_figures_for_one_period_are_listed_and_neither_is_used() -> None:
    rows = [["name", "2018-19 Q4", "Q4 2018/19", "2018-19 Q3"], ["It", "80", "18", "7"]]
    (entry,) = draft(rows).entries
    assert [str(period) for period in entry.values] == ["2018-19 Q3"]
    assert entry.left_out == [
        "2018-19 Q4 '80' (B2): another figure stands for the same",
        "2018-19 Q4 '18' (C2): another figure stands for the same",
    ]


def test_rows_that_differ_in_a_further_column_are_indicators_of_their_own() -> None:
    rows = [["Measure", "Period", "Area", "Value"], ["A", "2023-24 Q1", "North", "80"]]
    rows += [["A", "2023-24 Q1", "South", "70"], ["B", "2023-24 Q1", "South", "1"]]
    assert {
        entry.words["name"].text: [figure.entries[0][1] for figure in entry.values.values()]
        for entry in draft(rows).entries
    } == {"A, North": ["80"], "A, South": ["70"], "B": ["1"]}
    assert draft(rows).left_out == ["column 'Area', C4: 'South'"]


def test_a_year_and_a_quarter_may_stand_in_two_columns() -> None:
    rows = [["KPI", "Year", "Quarter", "Actual"], ["A", "2023/24", "Q1", "80"]]
    rows += [["A", "2023/24", "2", "81"], ["A", "2023/24", "Quarter 3", "82"], ["A", "", "", "8"]]
    (entry,) = draft(rows).entries
    assert [str(period) for period in entry.values] == ["2023-24 Q1", "2023-24 Q2", "2023-24 Q3"]
    assert "value '8' (D5): no period" in entry.left_out


def test_months_of_the_long_form_are_months() -> None:
    rows = [["KPI", "Month", "Year", "Actual"], ["A", "April", "2023/24", "80"]]
    assert [str(one) for one in draft(rows).entries[0].values] == ["2023-M04"]
    rows = [["KPI", "Date", "Actual"], *(["A", f"01/0{n}/2023", f"{n}"] for n in range(4, 8))]
    assert [str(one) for one in draft(rows).entries[0].values] == [
        "2023-M04", "2023-M05", "2023-M06", "2023-M07"
    ]  # fmt: skip


def test_an_arrow_below_direction_may_be_that_of_travel_and_is_no_polarity() -> None:
    rows = [["name", "Direction", "2018-19 Q4"], ["A", "▲", "5"], ["B", "Low", "5"]]
    assert [entry.words.get("polarity") for entry in draft(rows).entries] == [
        None, entries.DraftValue("low")
    ]  # fmt: skip


def test_figures_of_another_period_tell_no_rows_apart() -> None:
    rows = [["KPI", "Period", "Actual", "Previous period"],
            ["A", "2018-19 Q4", "1", "0"], ["A", "2018-19 Q4", "2", ""]]  # fmt: skip
    made = draft(rows)
    assert [entry.words["name"].text for entry in made.entries] == ["A"]
    assert made.left_out == ["column 'Previous period', D2: '0'"]
    assert made.entries[0].left_out == [
        "2018-19 Q4 '1' (C2): another figure stands for the same",
        "2018-19 Q4 '2' (C3): another figure stands for the same",
    ]


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────────


def workbook(**sheets: Sequence[Sequence[Any]]) -> openpyxl.Workbook:
    """Return a workbook with some sheets, not saved yet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def drafted(path: Path, book: openpyxl.Workbook) -> tuple[dict[str, Any], starter.Drafted]:
    """Return the figures of each indicator of a workbook's draft, and the draft."""
    book.save(path)
    made = starter.drafted(path)
    text = made.files["indicators.yaml"].decode()
    loaded = loader.load(Document("indicators.yaml", "indicators.yaml", text))
    assert loaded.catalogue, loaded.problems
    return {
        id_: (figures(one.targets), figures(one.values))
        for id_, one in loaded.catalogue.indicators.items()
    }, made


def test_a_year_over_its_target_and_quarters_is_the_year_of_each(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Ref", "Measure", "Polarity", "2022/23", None, None, "2023/24", None, None],
        [None, None, None, "Target", "Q1", "Q2", "Target", "Q1", "Year"],
        ["A1", "Visits", "High", 90, 80, 81, 92, 83, 85],
    ]
    book = workbook(s=rows)
    book.worksheets[0].merge_cells("D1:F1")
    book.worksheets[0].merge_cells("G1:I1")
    found, made = drafted(tmp_path / "s.xlsx", book)
    assert found == {
        "A1": (
            {"2022-23": Decimal(90), "2023-24": Decimal(92)},
            {"2022-23 Q1": Decimal(80), "2022-23 Q2": Decimal(81), "2023-24 Q1": Decimal(83)},
        )
    }
    assert made.left_out == ("A1: 2023-24 '85' (s!I3): the indicator is quarterly",)
    assert draft([[str(cell or "") for cell in row] for row in rows]).entries[0].values == (
        spreadsheet.drafted(files.tables([tmp_path / "s.xlsx"], tmp_path)).entries[0].values
    )


def test_a_cell_merged_down_holds_for_each_of_its_rows(tmp_path: Path) -> None:
    head = ["Priority", "Measure", "Polarity", "2023-24 Q1"]
    rows: list[list[Any]] = [
        head,
        ["Homes", "A", "High", 1],
        [None, "B", "Low", 2],
        [None, "C", "Low", 3],
    ]
    book = workbook(s=rows)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(tmp_path / "s.xlsx")
    found = spreadsheet.drafted(files.tables([tmp_path / "s.xlsx"], tmp_path))
    assert [one.words.get("outcome", entries.DraftValue("")).text for one in found.entries] == [
        "Homes", "Homes", ""
    ]  # fmt: skip


def test_every_sheet_is_read_or_named_and_what_is_hidden_is_named(tmp_path: Path) -> None:
    head = ["Measure", "Polarity", "2023-24 Q1", "2023-24 Q2"]
    book = workbook(
        Homes=[head, ["A", "High", 1, 2], ["B", "High", 3, 4]],
        Streets=[head, ["C", "Low", 5, 6]], Notes=[["How to"], ["read this"]],
        Old=[head, ["D", "Low", 7, 8]],
    )  # fmt: skip
    book["Homes"].row_dimensions[3].hidden = True
    book["Streets"].column_dimensions["D"].hidden = True
    book["Old"].sheet_state = "hidden"
    found, made = drafted(tmp_path / "s.xlsx", book)
    assert list(found) == ["a", "b", "c"]
    assert made.left_out == (
        "sheet 'Notes', A1 to A2, 2 cells: no table of indicators was found in it",
        "sheet 'Old', A1 to D2, 8 cells: it is hidden; --sheet reads it",
    )
    assert made.guesses[:2] == (
        "hidden in the sheet 'Homes' and read like the rest: row 3",
        "hidden in the sheet 'Streets' and read like the rest: column D",
    )
    assert "outcome: streets   # guessed: by the name of its sheet" in (
        made.files["indicators.yaml"].decode()
    )
    assert starter.drafted(tmp_path / "s.xlsx", "Old").left_out == ()


def test_a_formula_without_a_result_is_named_at_its_cell(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "Polarity", "2023-24 Q1", "2023-24 Q2"],
        ["A", "High", "=40*2", 82],
    ]
    rows.append(['="B"', "High", 81, 83])
    book = workbook(s=rows, other=[["x", "=1+1"]])
    _, made = drafted(tmp_path / "s.xlsx", book)
    saved = (
        "the formula has no stored result; open the workbook in Excel or LibreOffice and save it"
    )
    assert made.left_out == (
        f"s!C2: {saved}", f"s!A3: {saved}", "s!B3 to D3: 'High', '81', '83'",
        "sheet 'other', A1: no table of indicators was found in it", f"other!B1: {saved}",
    )  # fmt: skip


@pytest.mark.parametrize("shown", ["[$£-809]#,##0;[Red]-[$£-809]#,##0", '"£"#,##0', "£#,##0.00"])
def test_a_format_of_pounds_says_the_unit(tmp_path: Path, shown: str) -> None:
    book = workbook(s=[["Measure", "Polarity", "2023-24 Q1"], ["A", "Low", -1234567]])
    book["s"]["C2"].number_format = shown
    found, made = drafted(tmp_path / "s.xlsx", book)
    assert found == {"a": ({}, {"2023-24 Q1": Decimal(-1234567)})}
    assert made.guesses[0] == "unit currency: its figures have a currency sign (a)"


_UNFIT = "does not fit the unit or the other figures"


@pytest.mark.parametrize(
    ("unit", "number", "format_", "became"),
    [
        (None, 1.2, '"£"0.0"m"', ("currency", "1200000")),
        ("£m", 1.2, '"£"0.0"m"', ("£m", "1.2")),
        ("£m", 1234567, '£0.0,,"m"', ("£m", "1.234567")),
        ("£", 1234567, '0.0,,"m"', ("currency", "2023-24 Q1 '1.234567m' (s!D2)")),
        ("£000", 1234567, "#,##0,", ("£000", "1234.567")),
        (None, 8, '0" days"', ("days", "8")),
        (None, 91.2, '0.0"%"', ("percent", "91.2")),
        (None, 1234567, '0.0,,"m"', ("count", "2023-24 Q1 '1.234567m' (s!D2)")),
        ("Number", 5, '"<"0', ("count", "2023-24 Q1 '<5' (s!D2)")),
        ("£", 5, '0" days"', ("currency", f"2023-24 Q1 '5 days' (s!D2): days {_UNFIT}")),
        ("Number", 0, '0;-0;"n/a"', ("count", "2023-24 Q1 'n/a' (s!D2)")),
    ],
)  # fmt: skip
def test_the_words_and_the_scale_of_a_format_are_part_of_a_figure_or_it_is_listed(
    tmp_path: Path, unit: str | None, number: float, format_: str, became: tuple[str, str]
) -> None:
    rows: list[list[Any]] = [["Measure", "Polarity", "Unit", "2023-24 Q1"]]
    rows.append(["A", "Low", unit, number])
    book = workbook(s=rows)
    book["s"]["D2"].number_format = format_
    book.save(tmp_path / "s.xlsx")
    (entry,) = spreadsheet.drafted(files.tables([tmp_path / "s.xlsx"], tmp_path)).entries
    values = [dict(one.entries)["value"] for one in entry.values.values()]
    assert (entry.words["unit"].text, *values, *entry.left_out) == became


@pytest.mark.parametrize(
    ("header", "row", "reported", "targets"),
    [
        ("Target,2023-24 Q1,RAG,2023-24 Q2,RAG", "90,80,Red,95,Green",
         {"2023-24 Q1": ("red", None), "2023-24 Q2": ("green", None)}, {}),
        ("2023-24 Q1,Target,DoT,2023-24 Q2,Target,DoT", "80,85,Worse,95,90,Better",
         {"2023-24 Q1": (None, "declined"), "2023-24 Q2": (None, "improved")},
         {"2023-24 Q1": 85, "2023-24 Q2": 90}),
        ("2023-24 Q1,Direction,2023-24 Q2,Direction", "80,Worse,95,Better",
         {"2023-24 Q1": (None, "declined"), "2023-24 Q2": (None, "improved")}, {}),
        ("Target,2023-24 Q1,2023-24 Q2,RAG", "90,80,95,Green",
         {"2023-24 Q2": ("green", None)}, {}),
    ],
)  # fmt: skip
def test_what_repeats_after_each_period_is_of_the_period_at_its_left(
    header: str, row: str, reported: dict[str, Any], targets: dict[str, int]
) -> None:
    indicator, entry = one(f"Measure,Polarity,{header}", f"Measure A,High,{row}")
    found = {str(key): (it.status, it.direction) for key, it in indicator.reported.items()}
    assert found == reported
    assert {str(key): it.value for key, it in indicator.targets.items()} == targets
    assert entry.left_out == []


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("2023-24 Q1,RAG,2023-24 Q2,2023-24 Q3,RAG", "80,Red,95,96,Green"),
        ("RAG,2023-24 Q1,RAG,2023-24 Q2", "Red,80,Green,95"),
        ("2023-24 Q1,2023-24 Q1 RAG,2023-24 Q2,RAG", "80,,95,Green"),
        ("2023-24 Q1,2023-24 Q2,RAG", "80,-,Red"),
        ("2023-24 Q1,2023-24 Q2,DoT", "80,n/a,Better"),
        ("Target,2023-24 Q1,Target,2023-24 Q2", "70,80,75,95"),
    ],
)
def test_what_has_no_period_for_certain_is_left_out_and_listed(header: str, row: str) -> None:
    rows = [f"Measure,{header}".split(","), f"Measure A,{row}".split(",")]
    made = draft(rows)
    (entry,) = made.entries
    assert (entry.reported, entry.target, entry.targets) == ({}, None, {})
    listed = " ".join([*made.left_out, *entry.left_out])
    words = [cell for name, cell in zip(*rows, strict=True) if cell and name in
             ("RAG", "DoT", "Target")]  # fmt: skip
    assert words
    assert [cell for cell in words if f'"{cell}"' not in listed and cell not in listed] == []


@pytest.mark.parametrize(
    ("below", "row", "reported", "left_out"),
    [
        ("Target,Q1,RAG,Q2,RAG", "90,80,Red,95,Green", {"Q1": "red", "Q2": "green"}, []),
        ("Target,Q1,RAG,Year,RAG", "90,80,Red,95,", {"Q1": "red"}, []),
        ("Target,Q1,RAG,Q2,Q3", "90,80,Red,95,96", {"": "red"}, []),
        ("Target,Q1,RAG,RAG,Q2", "90,80,Red,Green,95", {}, ["D3: 'Red'", "E3: 'Green'"]),
    ],
)  # fmt: skip
def test_what_repeats_below_a_year_is_of_the_quarter_at_its_left(
    below: str, row: str, reported: dict[str, str], left_out: list[str]
) -> None:
    made = draft(
        [
            ["Measure", "2023-24", *[""] * 4],
            ["", *below.split(",")],
            ["Measure A", *row.split(",")],
        ]
    )
    (entry,) = made.entries
    found = {str(key): dict(one.entries)["status"] for key, one in entry.reported.items()}
    assert found == {f"2023-24 {key}".strip(): status for key, status in reported.items()}
    assert {str(key): dict(one.entries)["value"] for key, one in entry.targets.items()} == {
        "2023-24": "90"
    }
    listed = [one for one in made.left_out if "RAG" in one]
    assert [one.split(", ")[-1] for one in listed] == left_out


def test_one_quarter_below_a_later_year_has_its_own_rag_and_target() -> None:
    made = draft(
        [
            ["Measure", "2022-23", *[""] * 5, "2023-24", "", ""],
            ["", *["Q3", "Target", "RAG", "Q4", "Target", "RAG", "Q1", "Target", "RAG"]],
            ["Measure A", "80", "85", "Red", "95", "90", "Green", "70", "86", "Amber"],
        ]
    )
    (entry,) = made.entries
    periods = ["2022-23 Q3", "2022-23 Q4", "2023-24 Q1"]
    assert [str(one) for one in entry.reported] == periods
    assert [str(one) for one in entry.targets] == periods


@pytest.mark.parametrize(
    ("unit", "cells", "found", "left_out"),
    [
        ("£m", ["1.5", "1.1", "£1.2m"], ["1.5", "1.1", "1.2"], []),
        ("£m", ["£1.5m", "1.1", "£1.2"], ["1.5", "1.1", "1.2"], []),
        ("£ million", ["1", "£1.25mn", "-£2m"], ["1", "1.25", "-2"], []),
        ("£m", ["1.5", "£900k", "1.2"], ["1.5", "1.2"], ["2023-24 Q1 '£900k' (D2)"]),
        ("£000", ["1500", "£1.4m", "£1,600k"], ["1500", "1600"], ["2023-24 Q1 '£1.4m' (D2)"]),
        ("£k", ["£2m", "£800k", "850"], ["800", "850"], ["target '£2m' (C2)"]),
        ("£", ["£1.5m", "900000", "£1.2m"], ["1500000", "900000", "1200000"], []),
        ("£ per 1,000 people", ["1", "£1.2k", "1300"], ["1", "1200", "1300"], []),
        ("£", ["£1 to £2m", "900000", "£1.2m"], ["900000", "1200000"],
         ["target '£1 to £2m' (C2)"]),
        ("", ["£1m", "£1.2m", "1.3"], ["1000000", "1200000"],
         ["2023-24 Q2 '1.3' (E2): others have a scale, such as £m, and no unit is given"]),
        ("", ["1", "£1.2m", "£1.3m"], ["1200000", "1300000"],
         ["target '1' (C2): others have a scale, such as £m, and no unit is given"]),
    ],
)  # fmt: skip
def test_amounts_are_on_the_scale_of_their_unit_or_left_out(
    unit: str, cells: list[str], found: list[str], left_out: list[str]
) -> None:
    rows = [["Measure", "Unit", "Target", "2023-24 Q1", "2023-24 Q2"], ["A", unit, *cells]]
    (entry,) = draft(rows).entries
    every = [*filter(None, [entry.target]), *entry.values.values()]
    assert [dict(one.entries)["value"] for one in every] == found
    assert entry.left_out == left_out


@pytest.mark.parametrize(
    ("name", "key"), [("Frequency", "frequency"), ("DP", "decimals"), ("Cumulative", "cumulative")]
)
def test_a_word_of_a_later_row_is_listed_at_its_own_place(name: str, key: str) -> None:
    rows = [["Measure", "Period", "Value", name], ["A", "2023-24 Q1", "5", ""]]
    (entry,) = draft([*rows, ["A", "2023-24 Q2", "6", "99"]]).entries
    assert entry.left_out == [f"{key} '99' (D3)"]


@pytest.mark.parametrize(
    ("unit", "cells", "became", "left_out"),
    [
        ("£", ["5%", "£6", "7"], ("currency", None, ["6", "7"]), ["5%"]),
        ("£", ["≥5%", "£6", "7%*"], ("currency", None, ["6"]), ["≥5%", "7%*"]),
        ("£m", ["5", "6%", "£7m"], ("£m", "5", ["7"]), ["6%"]),
        ("%", ["5%", "£6", "7"], ("percent", "5", ["7"]), ["£6"]),
        ("Number", ["5", "£6", "7"], ("count", "5", ["7"]), ["£6"]),
        ("kg", ["5", "£6", "7"], ("kg", "5", ["7"]), ["£6"]),
        ("Number", ["5%", "£6", "7"], ("count", None, ["7"]), ["5%", "£6"]),
        ("days", ["5", "6%", "7 days"], ("days", "5", ["7"]), ["6%"]),
        ("", ["5%", "£6", "7"], ("count", None, ["7"]), ["5%", "£6"]),
        ("", ["5", "£6", "€7"], ("count", "5", []), ["£6", "€7"]),
        ("£", ["5", "£6", "€7"], ("currency", "5", ["6"]), ["€7"]),
        ("GBP", ["£5", "£6", "7"], ("currency", "5", ["6", "7"]), []),
        ("", ["5", "6 days", "7%"], ("count", "5", []), ["6 days", "7%"]),
    ],
)  # fmt: skip
def test_signs_that_contradict_the_unit_or_each_other_are_left_out(
    unit: str, cells: list[str], became: Any, left_out: list[str]
) -> None:
    rows = [["Measure", "Unit", "Target", "2023-24 Q1", "2023-24 Q2"], ["A", unit, *cells]]
    (entry,) = draft(rows).entries
    target = dict(entry.target.entries)["value"] if entry.target else None
    values = [dict(one.entries)["value"] for one in entry.values.values()]
    assert (entry.words["unit"].text, target, values) == became
    assert sorted(one.split("'")[1] for one in entry.left_out) == sorted(left_out)


@pytest.mark.parametrize(
    ("title", "organisation"),
    [
        ("Weald Borough Council", "Weald Borough Council"),
        ("Anyshire Healthcare NHS Trust", "Anyshire Healthcare NHS Trust"),
        ("Corporate scorecard", ""),
        ("Council", ""),
        ("Report to the Borough Council 2024", ""),
    ],
)
def test_a_title_that_names_an_organisation_is_it(title: str, organisation: str) -> None:
    made = draft([[title], ["KPI", "2023-24 Q1"], ["A", "5"]])
    assert made.organisation == organisation
    assert made.left_out == ([] if organisation else [f"A1: '{title}'"])
    line = next(line for line in drafting.text(made, "s").splitlines() if "organisation:" in line)
    assert line == (
        f"organisation: {organisation}   # guessed: by the title of the table"
        if organisation
        else "organisation: Your organisation   # guessed: the table does not give it"
    )


@pytest.mark.parametrize(
    ("name", "unit", "label"),
    [
        ("Variance (£000)", "£000", True), ("Spend (£m)", "£m", True),
        ("Income (£)", "currency", False), ("Income in £", "count", False),
    ],
)  # fmt: skip
def test_money_in_brackets_in_a_name_is_the_unit(name: str, unit: str, label: bool) -> None:
    (entry,) = draft([["KPI", "2023-24 Q1"], [name, "5"]]).entries
    why = "the table does not give its unit" if unit == "count" else "by its name"
    assert entry.words["unit"] == entries.DraftValue(unit, why, label)


@pytest.mark.parametrize(
    ("name", "note", "where"),
    [
        ("Waste (kg, cumulative)", "", "name"), ("Waste", "Cumulative. Profile 15/37", "note"),
        ("Waste", "not cumulative", ""), ("Waste (non-cumulative)", "", ""),
    ],
)  # fmt: skip
def test_what_is_called_cumulative_is_asked_about(name: str, note: str, where: str) -> None:
    (entry,) = draft([["KPI", "2023-24 Q1", "Note"], [name, "5", note]]).entries
    why = f"its {where} says cumulative; true where it grows towards a target of the year"
    assert entry.words.get("accumulates") == (entries.DraftValue("false", why) if where else None)


# ── What stands beside a value ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("header", "row", "figure", "left_out"),
    [
        ("Period,Value,Lower,Upper", "2023-24,5,4,6", {"value": "5", "lower": "4", "upper": "6"},
         []),
        ("Period,Value,95% Lower CI,95% Upper CI", "2023-24,5%,4%,6.1%",
         {"value": "5", "lower": "4", "upper": "6.1"}, []),
        ("2023-24,Lower confidence limit,Upper confidence limit", "5,4,6",
         {"value": "5", "lower": "4", "upper": "6"}, []),
        ("Period,Value,LCI,UCI", "2023-24,5,5.1,6", {"value": "5"}, ["lower", "upper"]),
        ("Period,Value,LCI,UCI", "2023-24,5,6,4", {"value": "5"}, ["lower", "upper"]),
        ("Period,Value,LCI,UCI", "2023-24,5,4,", {"value": "5"}, ["lower"]),
        ("Period,Value,LCI,UCI", "2023-24,c,4,6", {"value": "suppressed"}, ["lower", "upper"]),
        ("Period,Value,Numerator,Denominator", "2023-24,5,1,0", {"value": "5"},
         ["numerator", "denominator"]),
        ("Period,Value,Note", "2023-24,5 p,early",
         {"value": "5", "provisional": "true", "note": "early"}, []),
    ],
)  # fmt: skip
def test_limits_counts_and_notes_beside_a_value(
    header: str, row: str, figure: dict[str, str], left_out: list[str]
) -> None:
    (entry,) = draft([f"KPI,{header}".split(","), f"A,{row}".split(",")]).entries
    assert [dict(one.entries) for one in entry.values.values()] == [figure]
    assert [one.split()[0] for one in entry.left_out] == left_out


def test_columns_may_be_named_as_limits() -> None:
    text = "KPI,Period,Value,From,To\nA,2023-24,5,4,6\n"
    own = columns.named_columns("lower=From,upper=To")
    (entry,) = spreadsheet.drafted([Table("s.csv", "s.csv", text=text)], own).entries
    (figure,) = entry.values.values()
    assert dict(figure.entries) == {"value": "5", "lower": "4", "upper": "6"}


@pytest.mark.parametrize(
    ("cells", "fits"),
    [
        (("53.6", "53.1", "Getting better"), "low"), (("5", "6", "Improved"), "high"),
        (("5", "6", "Worse"), "low"), (("5", "5", "Better"), ""), (("5", "6", "Same"), ""),
        (("c", "6", "Better"), ""), (("", "6", "Better"), ""),
    ],
)  # fmt: skip
def test_a_printed_direction_hints_at_the_polarity_that_is_asked_for(
    cells: tuple[str, ...], fits: str
) -> None:
    rows = [["KPI", "Last period", "This period", "Trend"], ["A", *cells]]
    table = Table("s.csv", "s.csv", text=text_of(rows))
    (entry,) = spreadsheet.drafted([table], period=parse("2024-25 Q4")).entries
    assert "polarity" not in entry.words
    hint = f"; its direction of travel fits {fits}" if fits else ""
    assert entry.asked["polarity"] == f"the table does not say which way is good{hint}"


def test_a_comparator_has_figures_for_periods_or_one_for_all() -> None:
    rows = [["KPI", "2023-24", "England", "England 2022-23"], ["A", "5", "6", "7"]]
    (entry,) = draft(rows).entries
    assert {str(period) for period in entry.comparators["England"]} == {"2022-23"}
    assert entry.left_out == ["England '6' (C2): others are for periods"]
