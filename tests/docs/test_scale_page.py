"""docs/scale.md is true: its catalogue is scored, and its columns are those of an answer."""

import csv
import re
from pathlib import Path

import duckdb
import pytest

from tests.cli.running import process
from tests.docs.pages import DOCS, Page

PAGE = Page(DOCS / "scale.md")
ROWS = """\
measure,year,area,name,value,region
ReReferral,2017-18,896,Cheshire West and Chester,21.2,North West
ReReferral,2018-19,896,Cheshire West and Chester,22,North West
ReReferral,2018-19,877,Warrington,20,North West
ReReferral,2018-19,980,North West,22.5,-
ReReferral,2018-19,970,England,21.9,-
"""
NEIGHBOURS = "LA number,SN1,SN2\n896,877,970\n877,896,970\n"


def write(folder: Path) -> None:
    """Write the catalogue of the page, and its dataset."""
    block = next(one for one in PAGE.blocks if one.language == "yaml")
    (folder / "indicators.yaml").write_text(block.text, encoding="utf-8")
    (folder / "lait.csv").write_text(ROWS, encoding="utf-8")
    (folder / "neighbours-2021.csv").write_text(NEIGHBOURS, encoding="utf-8")


def test_the_query_of_the_page_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    assert process("score", "--output", "scored.parquet", cwd=tmp_path).status == 0
    block = next(one for one in PAGE.blocks if one.language == "sql")
    monkeypatch.chdir(tmp_path)
    assert duckdb.execute(block.text).fetchall() == [
        ("Warrington", 20.0, "-2.5", 1, 2),
        ("Cheshire West and Chester", 22.0, "-0.5", 2, 2),
    ]


def test_the_catalogue_of_the_page_is_scored(tmp_path: Path) -> None:
    write(tmp_path)
    answer = process("score", "--output", "scored.csv", cwd=tmp_path)
    assert (answer.status, answer.err) == (
        0,
        "scored.csv: 5 rows of 4 areas and 1 indicator; 5 judged again, none differs\n",
    )
    with (tmp_path / "scored.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    _check_columns([*rows[0]])
    assert rows[2] == {
        "area": "896",
        "area_name": "Cheshire West and Chester",
        "region": "North West",
        "indicator": "repeat-referrals",
        "period": "2018-19",
        "value": "22",
        "target": "21.9",
        "status": "amber",
        "status_reason": "within-tolerance",
        "direction": "maintained",
        "previous_period": "2017-18",
        "previous": "21.2",
        "england_period": "2018-19",
        "england": "21.9",
        "england_gap": "0.1",
        "england_verdict": "worse",
        "our-region_period": "2018-19",
        "our-region": "22.5",
        "our-region_gap": "-0.5",
        "our-region_verdict": "better",
        "neighbours_period": "2018-19",
        "neighbours": "20.95",
        "neighbours_gap": "1.05",
        "neighbours_verdict": "worse",
        "rank": "2",
        "of": "2",
        "band": "",
    }


def _check_columns(columns: list[str]) -> None:
    """Compare the columns of an answer with the table of the page."""
    table = PAGE.text[PAGE.text.index("| column |") :].partition("\n\n")[0]
    named = [
        one for row in table.splitlines()[2:] for one in re.findall(r"`([^`]+)`", row.split("|")[1])
    ]
    written = [one.replace("NAME", "england") for one in named]
    apart = [one for one in columns if not one.startswith(("our-region", "neighbours"))]
    assert written == apart
