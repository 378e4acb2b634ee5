"""`import ragcalc`: the same results as the command line's, as typed records and as plain data."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import ragcalc
from ragcalc.api import ScoredHistory, ScoredReport
from ragcalc.render.media import csv as csv_text
from ragcalc.render.media.style import Style
from ragcalc.render.report import csv as report_csv
from ragcalc.render.report import json as report_json
from ragcalc.scoring.history import HistoryEntry
from tests.cli.running import ROOT, process

HERE = Path(__file__).parent / "golden"
FOLDERS = {"invented": HERE, "shipped": ROOT}
every_catalogue = pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)


def report(folder: Path) -> ScoredReport:
    return ragcalc.report(folder / "indicators.yaml", folder / "thresholds.yaml", "2018-19 Q4")


def history(folder: Path, **more: Any) -> ScoredHistory:
    return ragcalc.history(folder / "indicators.yaml", folder / "thresholds.yaml", **more)


def test_the_public_names_can_be_listed() -> None:
    assert dir(ragcalc) == ["CatalogueError", "__version__", "history", "report"]
    assert all(hasattr(ragcalc, name) for name in dir(ragcalc))


@every_catalogue
def test_the_dict_of_a_report_is_its_json(folder: Path) -> None:
    made = report(folder)
    text = report_json.render(made, Style())
    assert made.to_dict() == json.loads(text, parse_float=Decimal)


def scalars(data: Any) -> Iterator[object]:
    if isinstance(data, (dict, list)):
        for one in data.values() if isinstance(data, dict) else data:
            yield from scalars(one)
    else:
        yield data


@every_catalogue
def test_plain_data_has_no_type_of_the_program(folder: Path) -> None:
    made, past = report(folder), history(folder)
    rows = [*made.rows(), *past.rows(), *past.comparators()]
    plain = {str, Decimal, bool, type(None)}
    assert {type(one) for one in scalars(made.to_dict())} == {*plain, int}
    assert {type(one) for one in scalars(rows)} == {*plain, date}


def written(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case _:
            return csv_text.words(str(value)) if isinstance(value, str) else str(value)


@every_catalogue
def test_the_rows_of_a_report_are_those_of_its_csv(folder: Path) -> None:
    made = report(folder)
    text = report_csv.render(made, Style())
    assert [{name: written(one) for name, one in row.items()} for row in made.rows()] == [
        *csv.DictReader(StringIO(text))
    ]


def test_the_rows_of_a_history_are_those_of_the_command() -> None:
    made = history(ROOT)
    for rows, more in ((made.rows(), ()), (made.comparators(), ("--comparators",))):
        printed = process("history", *more, cwd=ROOT).out
        assert [{name: written(one) for name, one in row.items()} for row in rows] == [
            *csv.DictReader(StringIO(printed))
        ]


def test_a_history_yields_typed_entries() -> None:
    first = next(iter(history(ROOT)))
    assert isinstance(first, HistoryEntry)
    assert (first.result.id, str(first.period)) == ("repeat-child-protection-plans", "2017-18 Q4")


def test_a_history_may_end_with_a_report() -> None:
    found = {row["period"] for row in history(ROOT, period="2018-19 Q3").rows()}
    assert max(found) == "2018-19 Q3"


def test_a_history_of_files_with_errors_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "indicators.yaml"
    path.write_text("version: 1\norganisation: A\nindicators: {it: {name: It}}\n")
    with pytest.raises(ragcalc.CatalogueError) as caught:
        ragcalc.history(path)
    assert {one.code for one in caught.value.problems} == {"key-missing"}


def test_a_history_of_a_period_without_meaning_is_refused() -> None:
    with pytest.raises(ValueError, match="'soon' is not a period"):
        history(ROOT, period="soon")


def test_the_thresholds_beside_a_catalogue_apply_to_its_history(tmp_path: Path) -> None:
    """As they do in the command: 96 against 100 is green within 5%, and amber without the file."""
    own, rules = tmp_path / "indicators.yaml", tmp_path / "thresholds.yaml"
    own.write_text(
        "version: 1\norganisation: A\nindicators:\n  it: {name: It, unit: count, "
        "polarity: high, target: 100, values: {2018-19 Q4: 96}}\n"
    )
    statuses = []
    for text in ("version: 1\n", "version: 1\ndefault: {status: {green: 5%}}\n"):
        rules.write_text(text)
        (row,) = ragcalc.history(own).rows()
        statuses.append(row["status"])
    assert statuses == ["amber", "green"]
