"""Every cell of a submitted table that holds something is read, or named with its place.

Random tables: titles, headings of one row or two, words beside figures, symbols, headings between
rows, columns without a meaning, hidden rows and columns, merged cells.
"""

import io
import random
import re
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from ragcalc.catalogue.returns.series import SeriesRows
from ragcalc.catalogue.returns.submissions import Submission
from ragcalc.checks.run import check
from ragcalc.problems import Problem, Span
from tests.catalogue.submitting import catalogue, load

INDICATORS = {
    "days": "name: Days to process, unit: days, polarity: low",
    "share": "name: 'Share done, North', unit: percent",
    "spend": "name: Spend, unit: {label: £000}, polarity: low",
    "homes": "name: Homes built",
}
NAMES = ["days", "Days to process", "Share done, North", "SPEND", "homes", "Homes built", "Unknown"]
FIGURES = [
    *("5", "1,234", "12.5", "0.4", "91%", "91.2*", "8 days", "£250k", "£1.2m", "(443)", "<5", "*"),
    *("c", "z", "x", "..", "7 p", "7 [r]", "-", "TBC", "n/a", "about 5", "pink", "3 of 4", "0.1"),
]
TARGETS = ["90", "≥90%", "8 to 12", "none", "Data only", "N/A", "4 days", "TBC", "<85", "90 p", "z"]
STATUSES = ["G", "red", "Amber", "n/a", "M", "-", "pink"]
DIRECTIONS = ["▲", "▼", "improved", "worse", "n/a", "sideways"]
NOTES = ["late", "see annex", "7"]
WORDS = ["Housing", "Low", "a", "North", "12"]
PERIODS = ["2018-19 Q3", "Q4 18/19", "31/03/2019", "spring", "2018/19"]


class Made(NamedTuple):
    """A sheet, and where its headings end."""

    rows: list[list[str]]
    merged: list[str]
    hidden: list[int]


def cell(pick: random.Random, texts: list[str], filled: float = 0.75) -> str:
    return pick.choice(texts) if pick.random() < filled else ""


def long_form(pick: random.Random) -> Made:
    kinds = {
        "KPI": NAMES,
        "Period": PERIODS,
        "Value": FIGURES,
        "Target": TARGETS,
        "RAG": STATUSES,
        "DoT": DIRECTIONS,
        "Comments": NOTES,
        "Numerator": FIGURES,
        "Denominator": FIGURES,
        "Lower CI": FIGURES,
        "Upper CI": FIGURES,
        "Provisional": ["yes", "no", "maybe"],
        "Ref": ["days", "homes", "1.1"],
        "Site": WORDS,
        "": WORDS,
    }
    more = pick.sample(list(kinds)[3:], pick.randint(0, 6))
    heads = [*list(kinds)[:3], *more]
    pick.shuffle(heads)
    body = [[cell(pick, kinds[head]) for head in heads] for _ in range(pick.randint(1, 5))]
    return Made([heads, *body], [], [])


def wide_form(pick: random.Random) -> Made:
    parts = {
        "Target": TARGETS,
        "RAG": STATUSES,
        "DoT": DIRECTIONS,
        "Comments": NOTES,
        "Numerator": FIGURES,
        "Denominator": FIGURES,
    }
    behind = pick.sample(list(parts), pick.randint(0, 3))
    before = pick.sample(["Ref", "Lead", "Good is", "Site", "Freq"], pick.randint(0, 2))
    two = pick.random() < 0.5
    quarters = ["Q3", "Q4"][: pick.randint(1, 2)]
    year = "2018/19"
    heads = [*before, "Performance indicator"]
    texts = [WORDS] * len(before) + [NAMES]
    top = [""] * len(heads)
    for quarter in quarters:
        top += [year if two and quarter == quarters[0] else "", *[""] * len(behind)]
        heads += [quarter if two else f"{quarter} {year}", *behind]
        texts += [FIGURES, *(parts[one] for one in behind)]
    for last in pick.sample(["Target", "RAG", "Comments", "England Q4 2018/19", "Note 2"], 1):
        if last not in behind:
            top, heads, texts = [*top, ""], [*heads, last], [*texts, parts.get(last, FIGURES)]
    body = [[cell(pick, one) for one in texts] for _ in range(pick.randint(1, 5))]
    merged = []
    if two and pick.random() < 0.5:
        first = len(before) + 2
        last_ = first + len(quarters) * (len(behind) + 1) - 1
        if last_ > first:
            merged = [f"{get_column_letter(first)}1:{get_column_letter(last_)}1"]
    return Made([*([top] if two else []), heads, *body], merged, [])


def sheet(pick: random.Random) -> Made:
    made = pick.choice([long_form, wide_form])(pick)
    rows = [*made.rows]
    start = 2 if rows[0].count("") > len(rows[0]) / 2 else 1
    for text in pick.sample(["Places", "Source: returns"], pick.randint(0, 2)):
        rows.insert(pick.randint(start, len(rows)), [text, *[""] * (len(rows[-1]) - 1)])
    titles = pick.sample([["Weald scorecard"], ["", "Quarter 4 2018/19"], []], pick.randint(0, 2))
    merged = [re.sub(r"(?<=[A-Z])1", str(1 + len(titles)), one) for one in made.merged]
    hidden = pick.sample(range(1, len(rows) + 1), 1) if pick.random() < 0.3 else []
    return Made([*titles, *rows], merged, hidden)


def workbook(made: Made) -> bytes:
    book = openpyxl.Workbook()
    (one,) = book.worksheets
    for number, row in enumerate(made.rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                one.cell(number, column, text)
    for area in made.merged:
        one.merge_cells(area)
    for number in made.hidden:
        one.row_dimensions[number].hidden = True
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def table_of(made: Made, form: str) -> str | bytes:
    if form == "xlsx":
        return workbook(made)
    return "\n".join(",".join(f'"{one}"' for one in row) for row in made.rows) + "\n"


def submission(folder: Path, made: Made, form: str) -> Submission:
    loaded = load(folder, catalogue(**INDICATORS), {f"r.{form}": table_of(made, form)})
    (one,) = loaded.submissions
    assert check(loaded)
    return one


def outcome(one: Submission) -> object:
    """Return all that a table gave and that is said of it."""
    given = {
        path: [*rows.records()]  # of several rows that give one figure, each
        for path, series in one.series.items()
        for rows in series._sources
        if isinstance(rows, SeriesRows)
    }
    said = [(fault.code, fault.message, one.table.point(span(fault))) for fault in one.faults]
    noted = [(note.code, note.message, one.table.point(span(note))) for note in one.remarks]
    return repr((given, sorted(said), sorted(noted)))


def span(problem: Problem) -> Span:
    assert problem.place.span
    return problem.place.span


def without(made: Made, row: int, column: int) -> Made:
    """Return the sheet with one cell empty; a row keeps a cell, as an empty one is not there."""
    rows = [[*one] for one in made.rows]
    rows[row][column] = ""
    return made._replace(rows=rows)


def at_fault(one: Submission) -> dict[int, set[int]]:
    """Return by row the columns, from 0, of the cells that are refused."""
    found: dict[int, set[int]] = {}
    for fault in one.faults:
        line = span(fault).line
        columns = [column for column in range(25) if one.table.stretch(line, column) == span(fault)]
        found.setdefault(line, set()).update(columns)
    return found


OF_A_READING = ("value", "numerator", "denominator", "lower", "upper", "note", "provisional")
RECORDS = (OF_A_READING, ("status", "direction"))
"""The columns that make one record."""


def is_excused(one: Submission, row: int, column: int, text: str) -> bool:
    """Return whether a cell is named with others, or says that there is nothing."""
    layout, refused = one.layout, at_fault(one)
    assert layout
    if text in ("x", "..", "n/a", "-"):
        return True  # no figure, or no rating
    if any(column == at for at, _ in (*layout.unknown, *layout.unread, *layout.described)):
        return True  # its column is named
    if row <= layout.row:
        return row >= layout.first  # the names of columns are read, or named
    if any(span(one_) == one.table.stretch(layout.row_of(column), column) for one_ in one.remarks):
        return True  # its column of references is named
    if column not in layout.taken:
        return any("which has no column name above it" in one_.message for one_ in one.remarks)
    ragged = {span(fault).line for fault in one.faults if fault.code == "table-ragged"}
    if row in ragged or (text == "no" and column == layout.columns.get("provisional")):
        return True  # its row is named; or it says what would be so without it
    names = {layout.columns["indicator"], layout.columns.get("id")}
    if column in names and text != "Unknown":
        return True  # it names the indicator of which the row says nothing, or names it twice
    key = {layout.columns["indicator"], *layout.when}
    if refused.get(row, set()) & key or (row in refused and not refused[row]):
        return True  # its row is named
    groups = (layout.columns, *(group.columns for group in layout.groups))
    records = (
        {at for name, at in group.items() if name in record}
        for group in groups
        for record in RECORDS
    )
    # it belongs to a record of which another cell is named
    return any(column in own and refused.get(row, set()) & own for own in records)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_cell_is_read_or_named_so_that_without_it_something_changes(
    tmp_path: Path, seed: int, form: str
) -> None:
    made = sheet(random.Random(seed))
    one = submission(tmp_path, made, form)
    if one.layout is None or any(fault.code == "table-column-twice" for fault in one.faults):
        assert one.faults  # nothing was read, and it is said
        return
    whole, lost = outcome(one), []
    for number, row in enumerate(made.rows):
        for column, text in enumerate(row):
            if text and not is_excused(one, number + 1, column, text):
                other = submission(tmp_path, without(made, number, column), form)
                if outcome(other) == whole:
                    lost.append((number + 1, column, text))
    assert lost == [], table_of(made, "csv")
