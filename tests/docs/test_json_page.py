"""docs/json.md says what the schema says, and its examples answer as they are printed."""

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest

from ragcalc.render.media.style import Style
from ragcalc.render.report import csv as report_csv
from ragcalc.render.report import json as report_json
from tests import build
from tests.docs.json_page import PAGE, Tables, page
from tests.docs.pages import Page, Row, plain, quoted
from tests.golden.outputs import HERE

JSON = Page(PAGE)
TEXT = JSON.text
PRINTED = {
    name: (HERE / "shipped" / f"{name}.json").read_text(encoding="utf-8")
    for name in ("report", "targets")
}
"""What the commands print of the shipped catalogue."""
EXAMPLES = re.findall(
    r"ragcalc (\w+) [^\n]*jq -r '([^']+)'\n```\n\n```text\n(.*?)```", TEXT, re.DOTALL
)


def red(report: Any) -> list[str]:
    return [
        f"{one['id']}\t{one['text']}\t{_or(one['target_gap_percent'], 'not computed')}"
        for one in report["indicators"]
        if one["status"] == "red"
    ]


def improving(report: Any) -> list[str]:
    return [
        f"{one['name']}: {one['summary']['direction']['improved']} of "
        f"{one['summary']['indicators']} improved"
        for one in report["outcomes"]
    ]


def worse(report: Any) -> list[str]:
    return [
        f"{one['short']}: {one['value']} against {two['value']} in {two['period']}"
        for one in report["indicators"]
        for two in one["comparators"]
        if two["id"] == "england" and two["verdict"] == "worse"
    ]


def stricter(targets: Any) -> list[str]:
    return [
        f"{one['short']}: {target['target']}, {target['kind']}"
        for one in targets["indicators"]
        for target in one["targets"]
        for answer in target["rules"]
        if answer["rule"] == "stricter-than-comparators" and answer["found"]
    ]


def _or(value: Any, other: str) -> Any:
    return other if value is None else value


IN_PYTHON: tuple[Callable[[Any], list[str]], ...] = (red, improving, worse, stricter)


def test_the_tables_are_the_schema() -> None:
    """`python -m tests.docs.json_page` writes them anew."""
    assert page() == TEXT


@pytest.mark.parametrize("name", PRINTED)
def test_every_field_of_the_schema_stands_on_the_page(name: str) -> None:
    schema = Tables(name).schema
    records = [schema, *schema["$defs"].values()]
    names = {name for record in records for name in record.get("properties", ())}
    documented = set(re.findall(r"`(?:\w+(?:\[\])?\.)*(\w+)`", TEXT))
    assert names <= documented


@pytest.mark.parametrize("number", range(len(IN_PYTHON)))
def test_an_example_answers_as_it_is_printed(number: int) -> None:
    command, _, answer = EXAMPLES[number]
    assert IN_PYTHON[number](json.loads(PRINTED[command])) == answer.splitlines()


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not on this machine")
@pytest.mark.parametrize(("command", "words", "answer"), EXAMPLES)
def test_jq_gives_that_answer(command: str, words: str, answer: str) -> None:
    done = subprocess.run(
        ["jq", "-r", words],
        input=PRINTED[command],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout == answer


def test_the_columns_of_the_csv_are_those_of_the_page() -> None:
    """In their order; those of a comparator under the word ID."""
    text = (HERE / "shipped" / "report.csv").read_text(encoding="utf-8")
    header = next(csv.reader(StringIO(text)))
    columns = [re.sub("^england_", "ID_", name) for name in header]
    known = [name for name in columns if not name.startswith(("north-west_", "neighbours_"))]
    rows = JSON.table("columns").rows
    assert [name for row in rows for name in quoted(row["columns"])] == known


@pytest.mark.parametrize(
    ("unit", "cell"), [("percent", "percent"), ("{label: kg per household}", "kg per household")]
)
def test_the_csv_has_the_label_where_the_json_has_label(unit: str, cell: str) -> None:
    report = build.report({"it": f"unit: {unit}, values: {{2018-19 Q4: 5}}"})
    (row,) = csv.DictReader(StringIO(report_csv.render(report, Style())))
    assert row["unit"] == cell


EDGES = [
    row for table in JSON.tables if table.columns[0] == "an indicator with" for row in table.rows
]


@pytest.mark.parametrize("row", EDGES, ids=lambda row: " ".join(row.values()))
def test_a_field_at_its_edge_is_what_the_table_says(row: Row) -> None:
    """Numbers are compared as they are written: 16, never 16.0."""
    indicator, *_ = row
    text = report_json.render(build.report({"it": plain(row[indicator])}), Style())
    (found,) = json.loads(text, parse_int=str, parse_float=str)["indicators"]
    stated = {plain(field): cell for field, cell in row.items() if field != indicator}
    assert stated == {field: _as_text(_at(found, field)) for field in stated}


def _at(record: Any, field: str) -> Any:
    """Return what stands in a field, as `bands.green.from` or `value`."""
    for name in field.split("."):
        record = record[name]
    return record


def _as_text(value: Any) -> str:
    """Write what stands in a field as a cell of a table does."""
    if isinstance(value, list):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value)
