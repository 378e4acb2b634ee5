"""The history of one indicator: as text for a terminal, as JSON and as CSV."""

import csv
import io
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ragcalc import pipeline as api
from ragcalc.render import schemas
from ragcalc.render.common.symbols import PLAIN, UNICODE
from ragcalc.render.media.style import Colour, Style
from ragcalc.render.media.terminal import cells
from ragcalc.render.report import csv as report_csv
from ragcalc.render.report import json as report_json
from ragcalc.render.trend import csv as trend_csv
from ragcalc.render.trend import json as trend_json
from ragcalc.render.trend import table as trend_table
from ragcalc.scoring.results import Report
from tests.build import loaded
from tests.golden.outputs import loaded as golden

LINES = (
    "target: 90, values: {2018-19 Q1: 70, 2018-19 Q2: 86, 2018-19 Q3: suppressed, 2018-19 Q4: 95}"
)


def made(lines: str = LINES) -> Report:
    return api.history(loaded({"it": lines}), "it")


def text(lines: str = LINES, **style: Any) -> str:
    return trend_table.render(made(lines), Style(**style))


def chart(lines: str, width: int = 80) -> list[str]:
    """Return the chart beside each row, its heading first."""
    drawn = text(lines, width=width).splitlines()
    (at,) = (number for number, line in enumerate(drawn) if line.startswith("Period"))
    start = drawn[at].index("Direction") + len("… unavailable") + 2
    rows = [line for line in drawn[at + 2 :] if line.startswith("20")]
    return [drawn[at][start:], *(row[start:] for row in rows)]


# ── The chart ────────────────────────────────────────────────────────────────────────────────────


def test_values_stand_by_the_scale_with_their_status_sign_over_target_and_tolerance() -> None:
    assert chart(LINES) == [
        "70                         95",
        "■                ░░░░░│",
        "                 ░◆░░░│",
        "                      │",
        "                 ░░░░░│     ●",
    ]


def test_a_tie_with_the_target_covers_it() -> None:
    assert [line.strip() for line in chart("target: 5, values: {2018-19 Q4: 5}")] == ["5", "●"]


def test_a_tolerance_beyond_the_scale_is_cut_at_its_end() -> None:
    assert chart("target: 100, values: {2018-19 Q3: 99, 2018-19 Q4: 101}")[1:] == [
        "◆░░░░░░░░░░░░░│",
        "░░░░░░░░░░░░░░│             ●",
    ]


def test_a_range_has_two_targets_and_a_tolerance_on_either_side() -> None:
    target = "polarity: on-target, target: {from: 40, to: 60}"
    assert chart(f"{target}, values: {{2018-19 Q3: 30, 2018-19 Q4: 70}}")[1:] == [
        "■    ░│             │░",
        "     ░│             │░    ■",
    ]


def test_a_history_without_figures_has_no_chart_and_says_why() -> None:
    output = text("target: 90, values: {2018-19 Q3: suppressed, 2018-19 Q4: unreliable}", width=60)
    assert "No figures yet" in output
    assert "M: suppressed because of small numbers" in output
    assert not {"│", "░"} & set(output)


GAPS = (
    "frequency: monthly, target: 6, "
    "values: {2018-M04: 5, 2018-M06: {value: 7, break: true}, 2018-M07: suppressed}"
)


def test_periods_without_a_figure_and_changes_of_method_are_listed() -> None:
    lines = text(GAPS, width=40).splitlines()
    at = lines.index("May 2018")
    assert lines[at : at + 6] == [
        *("May 2018", "  Actual –", "  Target 6", "  Status ○ M", "  Direction … unavailable"),
        "  M: no figure",
    ]
    assert [one for one in text(GAPS, width=90).splitlines() if one.startswith("  ")] == [
        "  M: no figure",
        "  method changed",
        "  M: suppressed because of small numbers",
    ]


def test_json_has_every_period_and_says_where_the_method_changed() -> None:
    shown = ("period", "value", "value_reason", "value_period", "carried", "method_changed")
    lines = GAPS.replace("target: 6", "target: 6, carry: 1 month")
    assert [tuple(one[name] for name in shown) for one in as_json(made(lines))["periods"]] == [
        ("2018-M04", 5, None, "2018-M04", False, False),
        ("2018-M05", 5, None, "2018-M04", True, False),
        ("2018-M06", 7, None, "2018-M06", False, True),
        ("2018-M07", None, "suppressed", None, False, False),
    ]


# ── The terminal ─────────────────────────────────────────────────────────────────────────────────

NARROW = (
    "name: '日本 [red]x', unit: {label: '[b]kg'}, values: {2018-19 Q3: 1, 2018-19 Q4: 123456789}"
)


@pytest.mark.parametrize("lines", [LINES, NARROW])
@pytest.mark.parametrize("width", [20, 40, 79, 80, 100, 200])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_line_is_wider_than_the_terminal(lines: str, width: int, encoding: str) -> None:
    output = text(lines, width=width, encoding=encoding)
    assert max(map(cells, output.splitlines())) <= width
    assert "[b]kg" in output or lines is LINES


def test_in_ascii_the_chart_has_signs_of_its_own() -> None:
    output = text(width=80, encoding="ascii")
    assert output.isascii()
    assert f"{PLAIN.goal} target  {PLAIN.band} amber range" in output
    assert "# Red  & Amber  O Green" in output


def test_colour_only_repeats_what_is_reported_without_it() -> None:
    plain, coloured = text(), text(colour=Colour.MANY)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_the_legend_names_the_signs_that_are_used_and_no_others() -> None:
    *_, legend = text().splitlines()
    assert legend == "■ Red  ◆ Amber  ● Green  │ target  ░ amber range"
    *_, signs, marks, _ = text(
        "values: {2018-19 Q4: {value: 5, provisional: true}}, reported: {2018-19 Q4: {status: red}}"
    ).splitlines()
    assert (signs, marks) == ("■ Red", "* as published, not calculated")


def test_the_alphabets_mark_a_target_and_a_tolerance_differently() -> None:
    assert UNICODE.goal != UNICODE.band
    assert PLAIN.goal != PLAIN.band


MONEY = (
    "unit: currency, target: 1234567.25, values: {2018-19 Q3: 1234567.25, 2018-19 Q4: -1234567.25}"
)
RANGE = (
    "polarity: on-target, target: {from: 1111111111111.25, to: 2222222222222.25}, "
    "values: {2018-19 Q4: 9}"
)


def rows(lines: str, width: int) -> list[str]:
    """Return the heading of the table, and its rows, without what follows them."""
    drawn = text(lines, width=width).split("\n\n")[1].splitlines()
    return [line for line in drawn if line.startswith(("Period", "2018"))]


def last(lines: str, width: int) -> str:
    return text(lines, width=width).splitlines()[-1]


@pytest.mark.parametrize("width", [62, 80, 100, 120])
def test_the_chart_is_as_wide_as_there_is_room(width: int) -> None:
    heading = rows(LINES, width)[0]
    assert heading.startswith("Period      Actual  Target  Status  Direction      70")
    assert cells(heading) == min(width, 51 + 60)
    assert "Left out" not in text(LINES, width=width)


def test_a_chart_that_does_not_fit_is_left_out_and_that_is_said() -> None:
    assert rows(LINES, 60)[:2] == [
        "Period      Actual  Target  Status  Direction",
        "2018-19 Q1      70      90  ■ R     … unavailable",
    ]
    assert last(LINES, 60) == "Left out at 60 columns: chart"
    assert "│" not in text(LINES, width=60)


def test_after_the_chart_the_direction_and_then_the_target_give_way() -> None:
    assert rows(MONEY, 63)[0].split() == ["Period", "Actual", "Target", "Status"]
    assert last(MONEY, 63) == ("Left out at 63 columns: chart and direction")
    assert rows(RANGE, 60)[0].split() == ["Period", "Actual", "Status"]
    assert last(RANGE, 60) == "Left out at 60 columns: chart, direction and target"


def test_the_periods_are_stacked_below_60_columns_alone() -> None:
    assert rows(LINES, 59) == ["2018-19 Q1", "2018-19 Q2", "2018-19 Q3", "2018-19 Q4"]
    assert rows(LINES, 60)[0].startswith("Period")


# ── JSON and CSV ─────────────────────────────────────────────────────────────────────────────────

EVERY = [
    (name, one)
    for name in ("invented", "shipped")
    for one in golden(name).catalogue.indicators  # type: ignore[union-attr]
]
SCHEMA: dict[str, Any] = json.loads(schemas.text("trend"))
VALIDATOR = Draft202012Validator(SCHEMA)


def as_json(report: Report) -> Any:
    return json.loads(trend_json.render(report, Style()), parse_float=Decimal)


@pytest.mark.parametrize(("name", "indicator"), EVERY)
def test_the_json_of_every_golden_history_is_valid(name: str, indicator: str) -> None:
    found = as_json(api.history(golden(name), indicator))
    assert list(VALIDATOR.iter_errors(found)) == []
    assert found["indicator"]["id"] == indicator
    assert found["periods"]


def test_each_period_says_what_the_report_for_it_says() -> None:
    for one in as_json(made())["periods"]:
        report = api.scored(loaded({"it": LINES}), one["period"])
        (there,) = json.loads(report_json.render(report, Style()), parse_float=Decimal)[
            "indicators"
        ]
        own = {"value_period": there["value"] and there["period"], "method_changed": False}
        assert one == {name: {**there, **own}[name] for name in one}


def test_what_it_shares_with_the_report_is_described_alike() -> None:
    report, trend = (json.loads(schemas.text(name)) for name in ("report", "trend"))
    fields = report["$defs"]["indicator"]["properties"]
    about = trend["properties"]["indicator"]["properties"]
    assert about == {name: fields[name] for name in about}
    own = trend["$defs"]["moment"]["properties"]
    history = json.loads(schemas.text("history"))["$defs"]["reading"]["properties"]
    fields |= {name: history[name] for name in ("value_period", "method_changed")}
    assert own == {name: fields[name] for name in own} | {"period": own["period"]}
    shared = trend["$defs"].keys() - {"moment"}
    assert {name: trend["$defs"][name] for name in shared} == {
        name: report["$defs"][name] for name in shared
    }


def test_every_field_of_a_period_is_required() -> None:
    point = SCHEMA["$defs"]["moment"]
    assert point["required"] == list(point["properties"])
    assert list(as_json(made())["periods"][0]) == point["required"]


def test_as_csv_a_period_has_the_row_that_the_report_for_it_has() -> None:
    """But for the year's end, of which a history says nothing."""
    head, *rows = csv.reader(io.StringIO(trend_csv.render(made(), Style())))
    assert [row[head.index("value")] for row in rows] == ["70", "86", "", "95"]
    for row in rows:
        report = api.scored(loaded({"it": LINES}), row[head.index("period")])
        (whole, _) = both = list(csv.reader(io.StringIO(report_csv.render(report, Style()))))
        kept = [at for at, name in enumerate(whole) if not name.startswith("year_end_")]
        assert [head, row] == [[line[at] for at in kept] for line in both]
