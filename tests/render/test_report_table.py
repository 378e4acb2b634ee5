"""The table: nothing cut, nothing out of line, at any width."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from ragcalc.render.common.cells import Cell
from ragcalc.render.common.symbols import symbol_set
from ragcalc.render.media.style import Colour, Style
from ragcalc.render.report import table as report_table
from ragcalc.render.report.table import NARROWEST_TABLE
from ragcalc.render.report.view import ReportGrid, grid, transliterated
from ragcalc.scoring.results import Report
from ragcalc.vocabulary import Direction
from tests import build
from tests.golden.outputs import report as golden

REPORTS = [golden("invented"), golden("shipped")]
either_report = pytest.mark.parametrize("report", REPORTS, ids=["invented", "shipped"])
WIDTHS = [20, 40, 79, 80, 99, 100, 101, 120, 150, 1000]
ENCODINGS = ["utf-8", "ascii", "cp437"]

LETTERS = [*"abc WXYZ 0189 .,;:-–'\"<>[]{}|=+@_*#&`~$£é日本שלום", "👩‍👩‍👧‍👦", "e\u0301"]
NAMES = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=60).map("".join).filter(str.strip)
NUMBERS = st.decimals(-(10**12), 10**12, places=2).map(str) | st.integers(-999, 10**6).map(str)
UNITS = st.sampled_from(["percent", "currency", "count", "days", "rate-per-10000", "ratio"])


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Return a report of any figures under any names."""

    def figure() -> Any:
        value = draw(NUMBERS)
        return {"value": value, "provisional": "true"} if draw(st.booleans()) else value

    def indicator() -> dict[str, Any]:
        return {
            "name": draw(NAMES),
            "unit": draw(UNITS),
            "polarity": draw(st.sampled_from(["high", "low", "neutral"])),
            "may-exceed-100": "true",
            "target": figure(),
            "values": {"2018-19 Q3": figure(), "2018-19 Q4": figure()},
            "comparators": {"england": figure(), "region": {"2017-18": figure()}},
        }

    names = {"england": {"name": draw(NAMES)}, "region": {"name": draw(NAMES)}}
    return build.report(
        {f"i{number}": _flow(indicator()) for number in range(draw(st.integers(1, 4)))},
        comparators=_flow(names),
    )


def _flow(data: Any) -> str:
    """Write data as YAML in one line."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(value)}" for key, value in data.items()) + "}"
    return "'" + str(data).replace("'", "''") + "'"


def figures(laid_out: ReportGrid, *, wide: bool = False) -> Iterator[str]:
    """Yield the figures of a grid that stand at any width, or with `wide` every one."""
    for row in laid_out.rows:
        more = (row.previous, *row.comparators, *row.gaps) if wide else ()
        cells: tuple[Cell, ...] = (row.actual, row.target, *more)
        yield from (cell.text for cell in cells if cell.text)


def standing_whole(figure: str, text: str) -> bool:
    return bool(re.search(rf"(?<![\d.,£]){re.escape(figure)}(?![\d,%]|\.\d)", text))


def is_table(text: str) -> bool:
    return bool(re.search("Actual +Target", text))


@given(reports(), st.integers(60, 200), st.sampled_from(ENCODINGS), st.booleans())
@settings(max_examples=60)
def test_no_figure_is_ever_cut(report: Report, width: int, encoding: str, wide: bool) -> None:
    style = Style(width=width, encoding=encoding, wide=wide)
    text = report_table.render(report, style)
    laid_out = transliterated(grid(report), style)
    assert [one for one in figures(laid_out, wide=wide) if not standing_whole(one, text)] == []


@given(reports(), st.integers(20, 200), st.sampled_from(ENCODINGS))
@settings(max_examples=60)
def test_no_line_is_longer_than_the_width(report: Report, width: int, encoding: str) -> None:
    text = report_table.render(report, Style(width=width, encoding=encoding))
    assert [line for line in text.splitlines() if cell_len(line) > width] == []


@given(reports(), st.integers(80, 200))
@settings(max_examples=40)
def test_columns_stand_below_their_headings(report: Report, width: int) -> None:
    """Whatever letters the names are written in."""
    text = report_table.render(report, Style(width=width))
    if is_table(text):
        assert aligned(text, Style()) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@either_report
def test_at_every_width_the_golden_figures_stand_whole_in_lines_that_fit(
    report: Report, encoding: str, width: int
) -> None:
    style = Style(width=width, encoding=encoding)
    text = report_table.render(report, style)
    assert [line for line in text.splitlines() if cell_len(line) > width] == []
    if width >= 40:
        laid_out = transliterated(grid(report), style)
        assert [one for one in figures(laid_out) if not standing_whole(one, text)] == []


@pytest.mark.parametrize("width", [100, 101, 120, 150, 200])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@either_report
def test_golden_columns_stand_below_their_headings(
    report: Report, encoding: str, width: int
) -> None:
    style = Style(width=width, encoding=encoding)
    text = report_table.render(report, style)
    if is_table(text):
        assert aligned(text, style) == []


def aligned(text: str, style: Style) -> list[str]:
    """Return the rows whose direction does not stand below its heading."""
    letters = symbol_set(style)
    travel = [f"{letters[one]} {one.value}" for one in Direction]
    at, wrong = 0, []
    for line in text.splitlines():
        if re.search("Actual +Target", line):
            at = cell_len(line[: line.index("Direction")])
        starts = {cell_len(line[: line.rindex(word)]) for word in travel if word in line}
        if line.startswith("  Direction "):  # of a stacked block, below a table of exceptions
            continue
        if starts and at not in starts:
            wrong.append(line)
    return wrong


@either_report
def test_below_60_columns_indicators_are_stacked(report: Report) -> None:
    assert not is_table(report_table.render(report, Style(width=NARROWEST_TABLE - 1)))


def test_from_60_columns_a_small_report_is_a_table() -> None:
    report = build.report({"it": "name: Bins, target: 5, values: {2018-19 Q4: 5}"})
    assert is_table(report_table.render(report, Style(width=NARROWEST_TABLE)))


SERVICES = {
    f"service-{number}": f"name: Service {number} rated good by those who use it, unit: percent, "
    f"tier: {'headline' if number < 2 else 'wider'}, target: 60, "
    "values: {2018-19 Q3: 61, 2018-19 Q4: 62}, "
    "comparators: {england: {2018-19 Q4: 50}, region: {2018-19 Q4: 51}, near: {2018-19 Q4: 52}}"
    for number in range(4)
}
BUDGET = (
    "name: Spending on roads, unit: currency, target: 12000000, tier: wider, "
    "values: {2018-19 Q3: 12345678, 2018-19 Q4: 12345679}, "
    "comparators: {england: {2018-19 Q4: 11345678}, near: {2018-19 Q4: 13345678}}"
)
NAMES_OF = (
    "{england: {name: England}, region: {name: North West}, near: {name: Statistical neighbours}}"
)


def with_budget() -> Report:
    """Return a report in which one indicator of the second table is in millions of pounds."""
    return build.report({**SERVICES, "budget": BUDGET}, comparators=NAMES_OF)


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.search("Actual +Target", line)]


@pytest.mark.parametrize(
    ("width", "previous", "said"),
    [
        (160, [True, True], []),
        (120, [True, True], ["comparators"]),
        (100, [True, True], ["comparators"]),
        (80, [False, False], ["comparators and previous figures"]),
        (60, [False, False], ["comparators and previous figures"]),
    ],
)
def test_narrow_tables_do_without_comparators_then_previous_figures_and_says_so(
    width: int, previous: list[bool], said: list[str]
) -> None:
    text = report_table.render(with_budget(), Style(width=width))
    assert ["Q3" in one or "2018-19" in one for one in headings(text)] == previous
    prefix = f"Left out at {width} columns: "
    prose = " ".join(text.split())
    assert [one for one in said if f"{prefix}{one}; --wide shows them" in prose] == said
    assert (prefix in prose) is bool(said)


@pytest.mark.parametrize("width", [60, 79, 80, 99, 100, 119, 120, 160])
def test_one_wide_figure_stacks_nothing(width: int) -> None:
    text = report_table.render(with_budget(), Style(width=width))
    assert len(headings(text)) == 2


@pytest.mark.parametrize("width", [40, 60, 100])
def test_wide_shows_every_column_at_any_width(width: int) -> None:
    text = report_table.render(with_budget(), Style(width=width, wide=True))
    whole = report_table.render(with_budget(), Style(width=1000))
    assert headings(text) == headings(whole)
    assert "Left out" not in text
    table = [line for line in text.splitlines() if "Service" in line or "roads" in line]
    assert table == [line for line in whole.splitlines() if "Service" in line or "roads" in line]


def test_a_heading_of_several_words_breaks_before_the_table_does() -> None:
    comparators = "{n: {name: Statistical neighbours}, o: {name: Other councils of England}}"
    entries = "name: Bins, values: {2018-19 Q4: 5}, comparators: {n: 4, o: 6}"
    text = report_table.render(build.report({"it": entries}, comparators=comparators), Style())
    assert "Statistical" in text
    assert "Statistical neighbours" not in text
    assert is_table(text)


@pytest.mark.parametrize("width", [40, 80, 100, 150])
@either_report
def test_without_the_signs_the_output_is_ascii(report: Report, width: int) -> None:
    assert report_table.render(report, Style(width=width, encoding="ascii")).isascii()


@pytest.mark.parametrize("colour", list(Colour))
@either_report
def test_colour_changes_no_character(report: Report, colour: Colour) -> None:
    coloured = report_table.render(report, Style(colour=colour))
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == [
        line.rstrip() for line in report_table.render(report, Style()).splitlines()
    ]


@pytest.mark.parametrize("width", [40, 79, 100, 150])
@either_report
def test_no_line_ends_in_a_blank(report: Report, width: int) -> None:
    text = report_table.render(report, Style(width=width))
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_where_all_earlier_readings_have_one_period_it_stands_in_the_heading() -> None:
    entries = "values: {2018-19 Q3: 4, 2018-19 Q4: 5}"
    text = report_table.render(build.report({"one": entries, "two": entries}), Style())
    heading = next(line for line in text.splitlines() if "Actual" in line)
    assert "Q3" in heading
    assert "Previous" not in heading


def test_markup_in_a_name_stays_as_it_is_written() -> None:
    report = build.report({"it": "name: '[red]Bins[/red] :bus:', values: {2018-19 Q4: 5}"})
    assert "[red]Bins[/red] :bus:" in report_table.render(report, Style())


MANY_REASONS = {
    name: f"outcome: {outcome}, values: {{2018-19 Q3: 5, 2018-19 Q4: {value}}}"
    for name, outcome, value in (
        ("a", "safe", "suppressed"),
        ("b", "safe", "unreliable"),
        ("c", "safe", "not-applicable"),
        ("d", "safe", "in-measurement"),
        ("e", "well", "6"),
    )
}


def test_the_reasons_of_a_long_count_go_on_below_it() -> None:
    """In the counts over all and in those of each outcome, with no empty line below them."""
    lines = report_table.render(build.report(MANY_REASONS), Style(width=40)).splitlines()
    assert lines[3:8] == [
        "  Are we achieving our targets?",
        "    ● Green 0   ◆ Amber 0   ■ Red 0",
        "    ○ M 5: no target 1, in measurement",
        "      1, suppressed 1, not applicable 1,",
        "      unreliable 1",
    ]
    at = lines.index("Safe")
    assert lines[at : at + 5] == [
        "Safe",
        "  ● Green 0   ◆ Amber 0   ■ Red 0",
        "  ○ M 4: in measurement 1, suppressed 1,",
        "    not applicable 1, unreliable 1",
        "  No indicator is rated",
    ]


def test_footnotes_count_in_the_order_in_which_rows_are_read() -> None:
    text = report_table.render(golden("invented"), Style())
    seen = re.findall("[¹²³⁴⁵⁶⁷⁸⁹⁰]+", text.split("\n* as reported")[0])
    first = list(dict.fromkeys(seen))
    assert first == [str(number).translate(_RAISED) for number in range(1, len(first) + 1)]


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
