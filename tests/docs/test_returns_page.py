"""docs/returns.md is true: what its tables say of rows and cells is what is read of them."""

import csv
import io
import re
from pathlib import Path

import pytest

from ragcalc import periods
from ragcalc.catalogue.loader import Loaded
from tests.catalogue.submitting import catalogue, found, load, values, workbook
from tests.docs.pages import DOCS, Page, Row, keys, plain

PAGE = Page(DOCS / "returns.md")
IT = "name: It, unit: percent"
WHOLE = "2018-19 Q4"


def written(*rows: list[str]) -> str:
    """Write a table in the long form."""
    out = io.StringIO()
    csv.writer(out).writerows([["indicator", "period", *rows[0]], *rows[1:]])
    return out.getvalue()


def codes(loaded: Loaded) -> list[str]:
    return [problem.code for problem in loaded.problems]


def same(folder: Path, table: str, keys: str) -> bool:
    """Return whether a table gives the indicator that these keys give in indicators.yaml."""
    frame = "" if "values:" in keys else ", values: {}"
    (folder / "typed").mkdir()
    typed = load(folder / "typed", catalogue(it=f"{IT}, {keys}{frame}"), {})
    submitted = load(folder, catalogue(it=f"{IT}, values: {{}}"), {"r.csv": table})
    assert (codes(typed), codes(submitted)) == ([], [])
    assert typed.catalogue
    assert submitted.catalogue
    return typed.catalogue.indicators["it"] == submitted.catalogue.indicators["it"]


def refused(folder: Path, table: str) -> list[str]:
    return codes(load(folder, catalogue(it=IT), {"r.csv": table}))


def is_code(cell: str) -> bool:
    return re.fullmatch("[a-z]+(-[a-z]+)+", cell) is not None and cell.split("-")[0] in FAMILIES


FAMILIES = ("key", "period", "reference", "table", "target", "value")
"""The first words of the codes on the page."""


@pytest.mark.parametrize("row", PAGE.table("written").rows, ids=str)
def test_a_cell_is_read_as_the_table_says(tmp_path: Path, row: Row) -> None:
    cell, reading = plain(row["written"]), plain(row["read as"])
    table = written(["value"], ["it", WHOLE, cell])
    if is_code(reading):
        assert refused(tmp_path, table) == [reading]
    else:
        entries = "" if reading == "nothing" else f"{WHOLE}: {reading}"
        assert same(tmp_path, table, f"values: {{{entries}}}")


@pytest.mark.parametrize("sign", ["£", "€", "$"])
@pytest.mark.parametrize("unit", ["count", "ratio", "days", "currency", "{label: kg}"])
def test_a_sign_of_money_is_read_where_the_unit_is_no_percentage_or_rate(
    tmp_path: Path, unit: str, sign: str
) -> None:
    table = written(["value"], ["it", WHOLE, f"{sign}1,000"])
    assert values(load(tmp_path, catalogue(it=f"unit: {unit}"), {"r.csv": table})) == {
        WHOLE: {"value": "1000"}
    }


@pytest.mark.parametrize("unit", ["count", "ratio", "days", "currency", "{label: kg}"])
def test_a_percent_sign_is_an_error_where_the_unit_is_another(tmp_path: Path, unit: str) -> None:
    loaded = load(
        tmp_path, catalogue(it=f"unit: {unit}"), {"r.csv": written(["value"], ["it", WHOLE, "5%"])}
    )
    assert codes(loaded) == ["value-not-a-number"]


@pytest.mark.parametrize(
    "row", [*PAGE.table("`value`").rows, *PAGE.table("`comment`", "`action`").rows], ids=str
)
def test_a_row_becomes_what_the_table_says(tmp_path: Path, row: Row) -> None:
    cells, becomes = dict(keys(row)), plain(row["becomes"])
    table = written([*cells], ["it", WHOLE, *cells.values()])
    if "value" not in cells and "denominator" not in cells:
        table = written([*cells, "value"], ["it", WHOLE, *cells.values(), ""])
    if is_code(becomes):
        assert refused(tmp_path, table) == [becomes]
    else:
        assert same(tmp_path, table, becomes[1:-1] if becomes.startswith("{") else becomes)


@pytest.mark.parametrize("row", PAGE.table("`target`, by polarity").rows, ids=str)
def test_the_cell_of_a_target_is_read_as_the_table_says(tmp_path: Path, row: Row) -> None:
    cell, becomes = plain(row["`target`, by polarity"]), plain(row["becomes"])
    own = f"{IT}, polarity: {plain(row['polarity'])}, values: {{}}"
    table = written(["value", "target"], ["it", WHOLE, "", cell])
    submitted = load(tmp_path, catalogue(it=own), {"r.csv": table})
    if is_code(becomes):
        assert codes(submitted) == [becomes]
        return
    (tmp_path / "typed").mkdir()
    typed = load(tmp_path / "typed", catalogue(it=f"{own}, {becomes}"), {})
    assert (codes(typed), codes(submitted)) == ([], [])
    assert typed.catalogue
    assert submitted.catalogue
    assert typed.catalogue.indicators == submitted.catalogue.indicators


@pytest.mark.parametrize("row", PAGE.table("cell", "unit").rows, ids=str)
def test_a_word_beside_a_figure_is_read_by_the_unit_as_the_table_says(
    tmp_path: Path, row: Row
) -> None:
    cell, read_as = plain(row["cell"]), plain(row["read as"])
    loaded = load(
        tmp_path,
        catalogue(it=f"unit: {plain(row['unit'])}"),
        {"r.csv": written(["value"], ["it", WHOLE, cell])},
    )
    assert (codes(loaded) or [values(loaded)[WHOLE]["value"]]) == [read_as]


@pytest.mark.parametrize("row", PAGE.table("first line").rows, ids=str)
def test_the_names_of_columns_are_forgiven_as_the_table_says(tmp_path: Path, row: Row) -> None:
    table = f"{plain(row['first line'])}\n{plain(row['row'])}\n"
    loaded = load(tmp_path, catalogue(it=IT), {"r.csv": table})
    assert (codes(loaded) or values(loaded)[WHOLE]["value"]) in (
        [plain(row["value"])],
        row["value"],
    )


@pytest.mark.parametrize("frequency", ["quarterly", "monthly", "annual"])
@pytest.mark.parametrize("row", PAGE.table("`period`").rows, ids=str)
def test_a_day_stands_for_the_period_that_the_table_says(
    tmp_path: Path, row: Row, frequency: str
) -> None:
    stated = plain(row.get(frequency, row["where readings are quarterly"]))
    table = written(["value"], ["it", plain(row["`period`"]), "5"])
    loaded = load(tmp_path, catalogue(it=f"{IT}, frequency: {frequency}"), {"r.csv": table})
    assert (codes(loaded) or list(values(loaded))) == [stated]


def test_the_examples_of_both_forms_are_read(tmp_path: Path) -> None:
    """The long and the wide one give the same figures of 2018-19 Q4, but for counts and notes."""
    long, wide, _ = (block.text for block in PAGE.blocks if block.language == "csv")
    both = {"repeat-referrals": "unit: percent", "placed-over-20-miles": "unit: percent"}
    book = catalogue(**both)
    first, second = (load(tmp_path, book, {"r.csv": one}) for one in (long, wide))
    miles = {"numerator": "88", "denominator": "482", "note": "two cases under review"}
    assert values(first, "placed-over-20-miles") == {WHOLE: miles}
    assert values(first, "repeat-referrals") == {WHOLE: {"value": "21.2"}}
    quarters = {"2018-19 Q3": {"value": "17.9"}, WHOLE: {"value": "18.3"}}
    assert values(second, "placed-over-20-miles") == quarters


def test_the_scorecard_is_read_as_the_page_says(tmp_path: Path) -> None:
    *_, scorecard = (block.text for block in PAGE.blocks if block.language == "csv")
    names = {"1-1": "Repeat referrals", "1-2": "Placed over 20 miles"}
    both = {one: f"name: {name}, unit: percent" for one, name in names.items()}
    loaded = load(tmp_path, catalogue(**both), {"r.csv": scorecard})
    assert values(loaded, "1-1") == {
        "2018-19 Q3": {"value": "19.4"},
        WHOLE: {"value": "21.2"},
    }
    (submission,) = loaded.submissions
    assert {
        (series, str(period)): str(getattr(one, "status", None) or one.value)
        for (name, *series_), rows in submission.series.items()
        if name == "1-2"
        for series in [".".join(series_)]
        for period, one in rows.items()
    } == {
        ("values", "2018-19 Q3"): "17.9",
        ("values", WHOLE): "18.3",
        ("targets", "2018-19"): "17",
        ("reported", "2018-19 Q3"): "amber",
        ("reported", WHOLE): "red",
    }
    assert [one.message for one in submission.remarks] == [
        "nothing is read from 'Children in care', which is alone in its row"
    ]


def test_the_columns_may_be_named_as_the_example_does(tmp_path: Path) -> None:
    block, _ = (one for one in PAGE.blocks if one.language == "yaml")
    table = "PI ref,Quarter,Actual\nit,2018-19 Q4,5\n"
    loaded = load(tmp_path, catalogue(block.text, it=IT), {"returns/q4.csv": table})
    assert values(loaded) == {WHOLE: {"value": "5"}}


def test_the_catalogue_may_say_what_a_table_does_not_as_the_example_does(tmp_path: Path) -> None:
    _, block = (one for one in PAGE.blocks if one.language == "yaml")
    (tmp_path / "returns").mkdir()
    sheets = {"Return": [["Planning, quarter 4"], ["Indicator", "Result"], ["it", 5]], "Other": []}
    (tmp_path / "returns" / "planning.xlsx").write_bytes(workbook(sheets))
    assert values(load(tmp_path, catalogue(block.text, it=IT), {})) == {WHOLE: {"value": "5"}}


def test_mistakes_are_shown_as_the_example_shows_them(tmp_path: Path) -> None:
    (block,) = (one for one in PAGE.blocks if one.language == "text")
    years = [f"{2000 + number}-{number + 1:02}" for number in range(12)]
    lines = [[f"{year} Q4", 5, "edges"] for year in years]
    sheet = [["period", "value", "indicator"], *lines, [WHOLE, 5, "edge-of-car"]]
    rows = [["edges", f"{year} Q3", "5"] for year in years]
    tables: dict[str, str | bytes] = {
        "returns/q4.csv": written(["value"], *rows, ["edges", WHOLE, "n.a"]),
        "returns/q4.xlsx": workbook({"Sheet1": sheet}),
    }
    loaded = load(tmp_path, catalogue(edges=IT), tables)
    assert found(loaded, tmp_path) == block.text.splitlines()


@pytest.mark.parametrize("row", PAGE.table("given before").rows, ids=str)
def test_a_correction_leaves_what_the_table_says(tmp_path: Path, row: Row) -> None:
    cells = re.findall(r"`([^`]+)`( twice)?", row["given before"])
    given = [cell for cell, twice in cells for _ in range(2 if twice else 1)]
    rows = [["it", WHOLE, cell] for cell in (*given, plain(row["given now"]))]
    loaded = load(tmp_path, catalogue(it=IT), {"r.csv": written(["value"], *rows)})
    if codes(loaded):
        assert f"`{codes(loaded)[0]}`" in row["what is used"]
        return
    assert loaded.catalogue
    reading = loaded.catalogue.indicators["it"].values[periods.parse(WHOLE)]
    was = f", was {reading.replaced.reading.value}" if reading.replaced else ""
    assert row["what is used"] == f"{reading.value}, revised{was}"
