"""What stands around the rows of a submitted table: names of columns, titles, what is hidden.

What of it is not read is named, and so is a title that contradicts what is said of the table.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePath

from ragcalc import periods
from ragcalc.catalogue.model.columns import RETURN_COLUMNS, is_for_information
from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.model.hints import known_names, misspelt
from ragcalc.catalogue.returns import headings, words
from ragcalc.catalogue.returns.columns import lacks_year
from ragcalc.catalogue.returns.headers import plain
from ragcalc.catalogue.returns.layouts import Layout
from ragcalc.catalogue.returns.submissions import Submission
from ragcalc.catalogue.returns.tables import Row, Table
from ragcalc.periods import Kind, Period, SplitYear
from ragcalc.problems import Place, Problem, Severity

_Differing = tuple[Period | SplitYear, Period | SplitYear]
"""A period that contradicts another."""
_SAY_COLUMNS = "rename the columns, or say under columns: in indicators.yaml what they are called"


_SAY_YEAR = (
    "say the year of {} with --data-period, such as --data-period 2024-25, or as "
    "{{path: …, period: 2024-25}} under data:"
)


def no_header(
    table: Table, first: list[Row], own: Mapping[str, tuple[str, ...]], is_dated: bool
) -> Problem:
    """Return the problem that no row has the names of the columns that are needed.

    It stands at the row that has most of them.
    """
    if not first:
        return Problem("table-empty", f"{table.title} has no rows", Place(table.name), "add them")
    needed = ("indicator", "value") if is_dated else ("indicator", "period", "value")
    number, found = max(
        ((number, _called(row, needed, own)) for number, row in first),
        key=lambda one: len(one[1]),
    )
    wanted = [found.get(name) or next(iter(own[name]), name) for name in needed]
    missing = [name for name, there in zip(wanted, needed, strict=True) if there not in found]
    place = Place(table.name, ("returns",), span=table.stretch(number))
    none = f": {', '.join(missing)} not found" if found else ""
    message = f"no row has the columns {', '.join(wanted)}{none}"
    needs_period = not is_dated and set(needed) - found.keys() == {"period"}
    parts = (" ".join(text.split()) for text in dict(first)[number] if lacks_year(text))
    if found and (part := next(parts, "")):
        hint = _SAY_YEAR.format(quoted(part))
    else:
        hint = _say_period(first) if needs_period else _SAY_COLUMNS
    return Problem("table-columns-missing", message, place, hint)


def no_rows(found: Submission, layout: Layout) -> Problem:
    """Return the warning that nothing stands below the names of the columns."""
    message = "the table has no rows below the names of its columns, so nothing is read"
    hint = "add its rows, or leave the table out"
    return Problem(
        "table-rows-missing", message, found.at(layout.row, None), hint, Severity.WARNING
    )


def _called(
    row: Iterable[str], needed: Iterable[str], own: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """Return what a row calls each of the columns that are needed, of those that it has."""
    found: dict[str, str] = {}
    for text in row:
        word = plain(text)
        usual = {"name": "indicator"}.get(words.BY_PLAIN.get(word, ""), words.BY_PLAIN.get(word))
        for name in needed:
            if word in map(plain, (name, *own[name])) or usual == name:
                found.setdefault(name, text.strip())
    return found


def _say_period(first: Iterable[Row]) -> str:
    """Return how to say the period that no column has, with that of a title where one names it."""
    titles = (" ".join(text.split()) for _, row in first for text in row)
    for title in titles:
        if period := headings.read(title).period:
            said = f'--data-period "{period}", as the title {quoted(title)} says'
            return f"add {said}, or {{path: …, period: …}} under data:; or a column for the period"
    return (
        f"{_SAY_COLUMNS}; where none has the period, say it with --data-period, or as "
        "{path: …, period: …} under data:"
    )


def judge_columns(
    found: Submission,
    layout: Layout,
    own: Mapping[str, tuple[str, ...]],
    groupings: Iterable[str],
) -> None:
    """Find fault with columns that stand twice, and name those of which nothing is read."""
    known = [*RETURN_COLUMNS, *chain(*own.values()), *groupings]
    for column, name in layout.duplicates:
        place = found.at(layout.row_of(column), column, "columns", name)
        message = f"duplicate column {quoted(name)}"
        found.faults.append(Problem("table-column-twice", message, place, "delete one of them"))
    for column, name in layout.unknown:
        place = found.at(layout.row_of(column), column, "columns", name)
        message = f"nothing is read from the column {quoted(name)}"
        hint = misspelt(name, known) or known_names(known)
        found.remarks.append(Problem("table-column-unknown", message, place, hint, Severity.NOTE))
    for column, name in layout.unread:
        place = found.at(layout.row_of(column), column, "columns", name)
        message = f"nothing is read from the column {quoted(name)}, as each period has a column"
        found.remarks.append(
            Problem("table-column-unknown", message, place, _ONE_A_ROW, Severity.NOTE)
        )
    for column, name in layout.described:
        place = found.at(layout.row_of(column), column, "columns", name)
        message = f"nothing is read from the column {quoted(name)}, which describes indicators"
        hint = "what describes an indicator is changed in indicators.yaml"
        found.remarks.append(Problem("table-column-unknown", message, place, hint, Severity.NOTE))


_ONE_A_ROW = (
    "write its period beside its name, as in Target 2018-19 Q4; or one figure a row, with the "
    "columns indicator, period and value"
)


def above(
    found: Submission, first: Iterable[Row], said: Period | SplitYear | None
) -> Iterator[Problem]:
    """Yield what stands above the names of the columns, and what a title says of the period.

    So may the names of the sheet and the file. The period that is `said` is that of a table that
    has none.
    """
    layout = found.layout
    assert layout
    names_periods = layout.when or (layout.is_wide and not layout.is_in_year)
    said = None if names_periods else said
    sheet, file = headings.read(found.table.sheet).period, _period_of_file(found.table.file)
    if said and sheet and not _meet(sheet, said):
        yield _title_differs(found, layout.first, 0, found.table.sheet, (sheet, said))
    if said and file and not _meet(file, said):
        name = PurePath(found.table.file).name
        yield _differs(found.at(layout.first, 0), f"name {quoted(name)}", (file, said), *_SAID)
    for number, row in first:
        for column, text in enumerate(row if number < layout.first else ()):
            title = " ".join(text.split())
            named = headings.read(title).period
            if named and said:
                if not _meet(named, said):
                    yield _title_differs(found, number, column, title, (named, said))
            elif named and file and not _meet(named, file):
                at, what = found.at(number, column), f"title {quoted(title)}"
                yield _differs(at, what, (named, file), *_OF_FILE)
            elif title and not is_for_information(title):
                yield found.unread(number, column, title, "above the names of the columns")


_JOINED_YEARS = re.compile(r"(?<=[0-9])_(?=[0-9]{2}(?![0-9]))")
_WHOLE_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")


def _period_of_file(name: str) -> Period | SplitYear | None:
    """Return the period that a file's name states: 2025-26-q1.csv, Q1 2025_26 return.xlsx.

    A year of one number may be that in which it was sent, and one of two digits anything.
    """
    stem = _JOINED_YEARS.sub("-", PurePath(name).stem).replace("_", " ")
    named = headings.read(stem).period if _WHOLE_YEAR.search(stem) else None
    return None if isinstance(named, Period) and named.kind is Kind.CALENDAR else named


def _meet(one: Period | SplitYear, other: Period | SplitYear) -> bool:
    """Return whether two periods have a time in common, years being financial ones."""
    first, second = (periods.in_years(period, Kind.FINANCIAL) for period in (one, other))
    return first.meets(second)


def _title_differs(
    found: Submission, number: int, column: int, title: str, differing: _Differing
) -> Problem:
    return _differs(found.at(number, column), f"title {quoted(title)}", differing, *_SAID)


def _differs(place: Place, what: str, differing: _Differing, why: str, other: str) -> Problem:
    """Return the warning that a title or a name is of another period, and why it is another."""
    own, said = differing
    message = f"the {what} is of {own} and not {said}, as {why}"
    hint = f"correct the {what.partition(' ')[0]}, or {other}"
    return Problem("table-title-period", message, place, hint, Severity.WARNING)


_SAID = ("is said of the table", "what --data-period or period: under data: says")
_OF_FILE = ("the file's name says", "the file's name")


def hidden_cells(table: Table, layout: Layout) -> Iterator[Problem]:
    """Yield that rows or columns are hidden, whose cells are read like all others."""
    if hidden := table.hidden:
        more = f" and {len(hidden) - _SHOWN} more" if len(hidden) > _SHOWN else ""
        are = "are hidden, and read" if len(hidden) > 1 else "is hidden, and read"
        message = f"{', '.join(hidden[:_SHOWN])}{more} {are} like the rest"
        hint = "unhide them and check their figures, or delete them"
        place = Place(table.name, ("returns",), span=table.stretch(layout.row))
        yield Problem("table-cells-hidden", message, place, hint, Severity.NOTE)


_SHOWN = 10
"""So many hidden rows and columns are named."""


def hidden_sheet(table: Table, layout: Layout) -> Problem:
    """Say that a hidden sheet has figures, which whoever opens the workbook does not see."""
    place = Place(table.name, ("returns",), span=table.stretch(layout.row))
    hint = "unhide it and check its figures, delete it, or name the sheet to read with --sheet"
    return Problem("table-hidden", f"{table.title} is hidden, and has figures", place, hint)
