"""The long tables of all periods: what a row says, which rows there are, and each format."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from jsonschema import Draft202012Validator

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.render import schemas
from ragcalc.render.formats import FORMATS, DocumentKind
from ragcalc.render.history import csv as history_csv
from ragcalc.render.history import json as history_json
from ragcalc.render.history import parquet as history_parquet
from ragcalc.render.history.view import COMPARISONS, READINGS, comparisons, long_table, readings
from ragcalc.render.media import parquet as parquet_file
from ragcalc.render.media.parquet import parquet
from ragcalc.render.media.style import Style
from ragcalc.render.media.tables import ColumnType, LongTable, TableValue
from ragcalc.render.trend import json as trend_json
from ragcalc.scoring.narrowing import Narrowing
from ragcalc.scoring.verdicts import latest
from tests.build import loaded
from tests.contract.catalogue import loaded as planted
from tests.contract.catalogue import unique
from tests.golden.outputs import loaded as golden

Row = dict[str, Any]

GAPS = (
    "values: {2017-18 Q1: 70, 2017-18 Q2: suppressed, 2018-19 Q1: 95}, "
    "targets: {2017-18: 90, 2018-19: 96}, outcome: safe, owner: Head of Service"
)


def rows(table: LongTable) -> list[Row]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def table(lines: str, until: str | None = None, **more: str) -> list[Row]:
    return rows(readings(api.catalogue_history(loaded({"it": lines}, **more), until)))


def flat(data: Any, lead: str = "") -> Iterator[tuple[str, object]]:
    """Yield every single value of a record by its name, that of the record before it."""
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{lead}{name}_")
        else:
            yield f"{lead}{name}", value


# ── What trend says, all at once ─────────────────────────────────────────────────────────────────


def of_trend(book: Loaded) -> tuple[list[Row], list[Row]]:
    """Return what `trend` says of each period of each indicator, and of each comparator there."""
    every: list[Row] = []
    compared: list[Row] = []
    assert book.catalogue is not None
    for name in book.catalogue.indicators:
        if latest(book.catalogue.indicators[name]) is None:
            continue
        text = trend_json.render(api.history(book, name), Style())
        for found in json.loads(text, parse_float=Decimal, parse_int=Decimal)["periods"]:
            at = {"indicator": name, "period": found["period"]}
            every.append({**dict(flat(found)), **at})
            compared += [
                {
                    **{key: one[key] for key in ("value", "gap", "gap_percent", "verdict")},
                    **at,
                    "comparator": one["id"],
                    "comparator_period": one["period"],
                }
                for one in found["comparators"]
            ]
    return every, compared


def same_as_trend(book: Loaded) -> None:
    """Check that each row of trend is in the history, and what else is there has no entry."""
    history = api.catalogue_history(book)
    found = {(one["indicator"], one["period"]): one for one in rows(readings(history))}
    every, compared = of_trend(book)
    for row in every:
        if (row["indicator"], row["period"]) not in found:  # due since its last entry
            assert row["value_reason"] == "no-value"
            continue
        mine = found.pop((row["indicator"], row["period"]))
        shared = mine.keys() & row.keys()
        assert {name: mine[name] for name in shared} == {name: row[name] for name in shared}
        assert len(shared) >= 15
    assert {one["value_reason"] for one in found.values() if not one["carried"]} <= {"no-value"}
    against = {(one["indicator"], one["period"], one["comparator"]): one for one in compared}
    for row in rows(comparisons(history)):
        key = row["indicator"], row["period"], row["comparator"]
        if key[:2] not in found:
            theirs = against.pop(key)
            assert {name: row[name] for name in theirs} == theirs
    assert against == {}


@pytest.mark.parametrize("name", ["invented", "shipped"])
def test_every_row_says_what_trend_says(name: str) -> None:
    same_as_trend(golden(name))


# ── Which rows there are ─────────────────────────────────────────────────────────────────────────


def test_a_period_without_an_entry_has_a_row_between_the_first_and_the_last() -> None:
    found = [(one["period"], one["value"], one["status"], one["status_reason"])
             for one in table(GAPS)]  # fmt: skip
    assert found == [
        ("2017-18 Q1", Decimal(70), "red", "beyond-tolerance"),
        ("2017-18 Q2", None, "missing", "suppressed"),
        ("2017-18 Q3", None, "missing", "no-value"),
        ("2017-18 Q4", None, "missing", "no-value"),
        ("2018-19 Q1", Decimal(95), "amber", "within-tolerance"),
    ]


def test_an_indicator_without_an_entry_has_no_row() -> None:
    assert table("values: {}, target: 3") == []


def test_a_verdict_that_is_reported_without_a_figure_is_an_entry() -> None:
    (row,) = table("values: {}, reported: {2018-19 Q4: {status: red}}")
    assert (row["status"], row["status_basis"], row["value"]) == ("red", "reported", None)


def test_the_last_report_can_be_named() -> None:
    """As for trend: a figure that comes late stands in a later report than its own period's."""
    late = f"{GAPS}, lag: 1 quarter"
    assert [one["period"] for one in table(GAPS, "2017-18 Q3")] == [
        "2017-18 Q1", "2017-18 Q2", "2017-18 Q3"
    ]  # fmt: skip
    assert [one["period"] for one in table(late, "2017-18 Q3")] == ["2017-18 Q1", "2017-18 Q2"]


def test_a_carried_figure_is_marked_and_has_its_own_period_beside_it() -> None:
    found = [
        (one["period"], one["value"], one["value_period"], one["carried"])
        for one in table("values: {2018-19 Q1: 7, 2018-19 Q3: 8}, carry: 1 quarter")
    ]
    assert found == [
        ("2018-19 Q1", Decimal(7), "2018-19 Q1", False),
        ("2018-19 Q2", Decimal(7), "2018-19 Q1", True),
        ("2018-19 Q3", Decimal(8), "2018-19 Q3", False),
    ]


@pytest.mark.parametrize(
    ("lines", "period", "first", "last", "frequency"),
    [
        ("values: {2018-19 Q4: 1}", "2018-19 Q4", (2019, 1, 1), (2019, 3, 31), "quarterly"),
        ("values: {2020-M02: 1}, frequency: monthly", "2020-M02", (2020, 2, 1), (2020, 2, 29),
         "monthly"),
        ("values: {2018-M12: 1}, frequency: monthly", "2018-M12", (2018, 12, 1), (2018, 12, 31),
         "monthly"),
        ("values: {2018-19: 1}, frequency: annual", "2018-19", (2018, 4, 1), (2019, 3, 31),
         "annual"),
        ("values: {2018-19: 1}, frequency: annual, year: academic", "2018-19 academic",
         (2018, 9, 1), (2019, 8, 31), "annual"),
        ("values: {2018: 1}, frequency: annual, year: calendar", "2018", (2018, 1, 1),
         (2018, 12, 31), "annual"),
    ],
)  # fmt: skip
def test_a_period_has_its_first_and_its_last_day(
    lines: str, period: str, first: tuple[int, int, int], last: tuple[int, int, int], frequency: str
) -> None:
    (row,) = table(lines)
    assert (row["period"], row["frequency"]) == (period, frequency)
    assert (row["period_start"], row["period_end"]) == (date(*first), date(*last))


def test_a_row_names_what_it_belongs_to() -> None:
    names = ("outcome", "outcome_name", "tier", "tier_name", "owner")
    assert [table(GAPS)[0][name] for name in names] == [
        "safe", "Safe", "headline", "Headline indicators", "Head of Service"
    ]  # fmt: skip
    assert [table("values: {2018-19 Q4: 1}")[0][name] for name in names] == [
        None, None, "headline", "Headline indicators", None
    ]  # fmt: skip


def test_a_reading_by_another_method_is_marked() -> None:
    lines = "values: {2018-19 Q3: 1, 2018-19 Q4: {value: 2, break: true}}"
    found = [(one["method_changed"], one["direction_reason"]) for one in table(lines)]
    assert found == [(False, "no-earlier"), (True, "not-comparable")]


def test_a_figure_has_its_source_and_its_note() -> None:
    """A carried one its own, and an absent one the note that says why."""
    lines = (
        "values: {2018-19 Q1: {value: 7, source: Return, note: late}, 2018-19 Q3: {value: "
        "in-measurement, note: new system}}, carry: 1 quarter"
    )
    assert [(one["source"], one["note"]) for one in table(lines)] == [
        ("Return", "late"), ("Return", "late"), (None, "new system")
    ]  # fmt: skip


def test_outcome_and_tier_narrow_it() -> None:
    book = loaded({"one": GAPS, "two": "values: {2018-19 Q4: 1}, tier: wider"})
    for narrowing, left in (
        (Narrowing(outcomes=("safe",)), {"one"}),
        (Narrowing(tiers=("wider",)), {"two"}),
    ):
        found = rows(readings(api.catalogue_history(book, narrowing=narrowing)))
        assert {one["indicator"] for one in found} == left


def test_it_can_be_read_twice() -> None:
    history = api.catalogue_history(loaded({"it": GAPS}))
    assert rows(readings(history)) == rows(readings(history))


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────


def as_csv(book: Loaded, comparators: bool = False) -> list[Row]:
    text = history_csv.render(api.catalogue_history(book), comparators, Style())
    return list(csv.DictReader(io.StringIO(text)))


def test_as_csv_numbers_are_exact_and_dates_iso() -> None:
    lines = "values: {2018-19 Q4: {numerator: 1, denominator: 3}}, unit: percent, target: 16.70"
    (row,) = as_csv(loaded({"it": lines}))
    names = ("value", "numerator", "denominator", "target", "period_start", "period_end", "carried")
    assert [row[name] for name in names] == [
        "33.333333", "1", "3", "16.7", "2019-01-01", "2019-03-31", "false"
    ]  # fmt: skip


def test_as_csv_no_cell_is_a_formula() -> None:
    lines = "values: {2018-19 Q4: 1}, owner: '=1+1'"
    (row,) = as_csv(loaded({"it": lines}))
    assert row["owner"] == "'=1+1"


def test_as_csv_both_tables_have_their_columns() -> None:
    book = golden("shipped")
    assert list(as_csv(book)[0]) == list(READINGS)
    assert list(as_csv(book, comparators=True)[0]) == list(COMPARISONS)


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────

SCHEMA: dict[str, Any] = json.loads(schemas.text("history"))
VALIDATOR = Draft202012Validator(SCHEMA)


def as_json(book: Loaded, comparators: bool = False, until: str | None = None) -> Any:
    text = history_json.render(api.catalogue_history(book, until), comparators, Style())
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


@pytest.mark.parametrize("comparators", [False, True])
@pytest.mark.parametrize("name", ["invented", "shipped"])
def test_the_json_of_every_golden_history_is_valid(name: str, comparators: bool) -> None:
    found = as_json(golden(name), comparators)
    assert list(VALIDATOR.iter_errors(found)) == []
    made = found["comparators" if comparators else "readings"]
    assert made
    assert found["readings" if comparators else "comparators"] is None


def test_as_json_a_row_has_what_the_table_has() -> None:
    book = golden("invented")
    for comparators, name in ((False, "readings"), (True, "comparators")):
        made = long_table(api.catalogue_history(book), comparators)
        dates = [
            {key: one.isoformat() if isinstance(one, date) else one for key, one in row.items()}
            for row in rows(made)
        ]
        assert as_json(book, comparators)[name] == dates


def test_as_json_it_names_the_last_report_where_there_is_one() -> None:
    book = loaded({"it": GAPS})
    assert [as_json(book, False, *one)["period"] for one in ((), ("2017-18 Q3",))] == [
        None, "2017-18 Q3"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("record", "columns"), [("reading", READINGS), ("comparator", COMPARISONS)]
)
def test_the_schema_has_every_column_with_its_type(
    record: str, columns: Mapping[str, ColumnType]
) -> None:
    described = SCHEMA["$defs"][record]
    assert described["required"] == list(described["properties"]) == list(columns)
    words = {
        ColumnType.TEXT: {"string"},
        ColumnType.NUMBER: {"number"},
        ColumnType.DATE: {"string"},
        ColumnType.FLAG: {"boolean"},
    }
    assert {name: types(described["properties"][name]) - {"null"} for name in columns} == {
        name: words[kind] for name, kind in columns.items()
    }


def types(field: Any) -> set[str]:
    """Return the types that a field may have, by the words of JSON Schema."""
    if "anyOf" in field:
        return {one for part in field["anyOf"] for one in types(part)}
    if "$ref" in field:
        return types(SCHEMA["$defs"][field["$ref"].rpartition("/")[2]])
    if "enum" in field:
        return {"null" if one is None else "string" for one in field["enum"]}
    kinds = field["type"]
    return set(kinds) if isinstance(kinds, list) else {kinds}


def test_what_it_shares_with_the_report_is_described_alike() -> None:
    fields = json.loads(schemas.text("report"))["$defs"]["indicator"]["properties"]
    described = SCHEMA["$defs"]["reading"]["properties"]
    shared = (fields.keys() & described.keys()) - {"period"}
    assert len(shared) == 31
    assert {name: described[name] for name in shared} == {name: fields[name] for name in shared}
    compared = SCHEMA["$defs"]["comparator"]["properties"]
    theirs = json.loads(schemas.text("report"))["$defs"]["comparison"]["properties"]
    renamed = {f"comparator_{name}": theirs[name] for name in ("name", "kind", "period")}
    same = {**theirs, **renamed, "comparator": theirs["id"], "period": compared["period"]}
    assert {name: same[name] for name in compared if name in same} == {
        name: compared[name] for name in compared if name in same
    }


# ── Parquet ──────────────────────────────────────────────────────────────────────────────────────


def of_parquet(content: bytes, folder: Path) -> tuple[dict[str, str], list[Row]]:
    """Return the type of each column of a Parquet file, and its rows."""
    path = folder / "it.parquet"
    path.write_bytes(content)
    with duckdb.connect() as connection:
        made = connection.execute("FROM read_parquet(?)", [str(path)])
        columns = {name: str(kind) for name, kind, *_ in made.description}
        described = connection.execute("DESCRIBE FROM read_parquet(?)", [str(path)]).fetchall()
        kinds = {name: str(kind) for name, kind, *_ in described}
        found = connection.execute("FROM read_parquet(?)", [str(path)]).fetchall()
    return kinds, [dict(zip(columns, row, strict=True)) for row in found]


@pytest.mark.parametrize("comparators", [False, True])
@pytest.mark.parametrize("name", ["invented", "shipped"])
def test_as_parquet_a_row_has_what_the_table_has(
    name: str, comparators: bool, tmp_path: Path
) -> None:
    history = api.catalogue_history(golden(name))
    _, found = of_parquet(history_parquet.render(history, comparators, Style()), tmp_path)
    assert found == rows(long_table(history, comparators))


def test_equal_histories_make_equal_parquet_files() -> None:
    made = [
        history_parquet.render(api.catalogue_history(golden("invented")), False, Style())
        for _ in range(2)
    ]
    assert made[0] == made[1]


def in_parquet(folder: Path, kind: ColumnType, *values: TableValue) -> tuple[str, list[Any]]:
    """Return the type of a column with some values in a Parquet file, and what is read of it."""
    made = parquet(LongTable({"it": kind, "n": kind}, iter([(one, None) for one in values])))
    kinds, found = of_parquet(made, folder)
    return kinds["it"], [row["it"] for row in found]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], "DECIMAL(38,6)"),
        (["16", "-0.5"], "DECIMAL(38,6)"),
        (["0.1234567"], "DECIMAL(38,7)"),
        (["9" * 30, "-" + "9" * 32], "DECIMAL(38,6)"),
        (["9" * 31, "0.1234567"], "DECIMAL(38,7)"),
        (["9" * 32, "0.1234567"], "VARCHAR"),
        (["9" * 33], "VARCHAR"),
        (["1E+3"], "DECIMAL(38,6)"),
    ],
)
def test_a_column_of_numbers_has_the_places_that_it_needs(
    values: list[str], kind: str, tmp_path: Path
) -> None:
    """A number is never rounded: what takes more than 38 digits is text."""
    found = in_parquet(tmp_path, ColumnType.NUMBER, *map(Decimal, values))
    assert (found[0], [Decimal(one) for one in found[1]]) == (kind, [*map(Decimal, values)])


@pytest.mark.parametrize(
    "text",
    ["", "NULL", 'a "b", c', "it's", "two\nlines", "two\r\nlines", "a,b;c\t|", "é – ●", "=1+1",
     "\\", " padded ", "x" * 3_000_000],
    ids=lambda text: text[:12].encode().hex(),
)  # fmt: skip
def test_a_text_in_parquet_is_the_text(text: str, tmp_path: Path) -> None:
    found = in_parquet(tmp_path, ColumnType.TEXT, "before", text, None, "after")
    assert found == ("VARCHAR", ["before", text, None, "after"])


def test_a_file_that_cannot_be_written_is_an_error_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parquet_file, "_quoted", lambda _: "'/nowhere/at/all'")
    with pytest.raises(OSError, match="/nowhere/at/all"):
        parquet(LongTable({"it": ColumnType.TEXT}, iter([("a",)])))


# ── Every field is there ─────────────────────────────────────────────────────────────────────────

SHOWN = {
    False: (
        *("name", "outcome", "tier", "owner"),
        *("reading note", "reading source", "previous note"),
    ),
    True: ("comparator", "comparator note", "comparator source"),
}
"""What a row takes from the catalogue's own words, by whether it is one of a comparator."""


@pytest.mark.parametrize("comparators", [False, True])
@pytest.mark.parametrize("name", FORMATS[DocumentKind.HISTORY])
def test_a_format_has_every_word_of_the_catalogue_that_a_row_takes(
    name: str, comparators: bool, tmp_path: Path
) -> None:
    history = api.catalogue_history(planted(partial=False))
    content = FORMATS[DocumentKind.HISTORY][name].render(history, comparators, Style())
    text = content if isinstance(content, str) else str(of_parquet(content, tmp_path)[1])
    assert [field for field in SHOWN[comparators] if unique(field) not in text] == []


def corrected(folder: Path) -> Loaded:
    """Return a catalogue of which a submitted table corrects a figure."""
    text = (
        "version: 1\norganisation: A\ndata: [q4.csv]\nindicators:\n"
        "  it: {name: It, unit: percent, polarity: high, values: {2018-19 Q4: 29}}\n"
    )
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    (folder / "q4.csv").write_text("indicator,period,value\nit,2018-19 Q4,30.1 r\n", "utf-8")
    return api.load(folder / "indicators.yaml", None)


def test_a_revised_figure_is_marked_with_the_one_that_it_replaced(tmp_path: Path) -> None:
    (row,) = rows(readings(api.catalogue_history(corrected(tmp_path))))
    found = {name: row[name] for name in ("value", "revised", "was", "was_text")}
    assert found == {
        "value": Decimal("30.1"),
        "revised": True,
        "was": Decimal(29),
        "was_text": "29%",
    }


def test_a_column_that_is_never_filled_would_be_seen(tmp_path: Path) -> None:
    """Over a catalogue with everything each column has a value somewhere."""
    books = [golden("invented"), planted(partial=False), loaded({"it": EVERYTHING})]
    books.append(corrected(tmp_path))
    made = [rows(readings(api.catalogue_history(one))) for one in books]
    filled = {name for table in made for row in table for name in row if row[name] is not None}
    assert READINGS.keys() - filled == set()


EVERYTHING = (
    "values: {2018-19 Q4: {value: 5, lower: 4, upper: 6, lower-998: 3, upper-998: 7}}, "
    "unit: {label: kg per household}"
)


GROUPED = """\
version: 1
organisation: Anyshire
groups: {directorate: Directorate, portfolio: Portfolio}
indicators:
  one:
    name: One
    unit: count
    polarity: high
    groups: {directorate: "=Children's Services"}
    values: {2018-19 Q3: 4, 2018-19 Q4: 5}
  two: {name: Two, unit: count, polarity: high, values: {2018-19 Q4: 5}}
"""


def test_each_grouping_has_a_column_behind_the_others(tmp_path: Path) -> None:
    (tmp_path / "indicators.yaml").write_text(GROUPED, encoding="utf-8")
    book = api.load(tmp_path / "indicators.yaml", None)
    columns = [*READINGS, "group_directorate", "group_portfolio"]
    made = as_json(book)
    VALIDATOR.validate(made)
    assert [[*row] for row in made["readings"]] == [columns] * 3
    found = [(row["indicator"], row["group_directorate"], row["group_portfolio"])
             for row in made["readings"]]  # fmt: skip
    assert found == [
        ("one", "=Children's Services", None),
        ("one", "=Children's Services", None),
        ("two", None, None),
    ]
    rows = as_csv(book)
    assert [*rows[0]] == columns
    assert rows[0]["group_directorate"] == "'=Children's Services"
    content = history_parquet.render(api.catalogue_history(book), False, Style())
    types, _ = of_parquet(content, tmp_path)
    assert [*types] == columns
