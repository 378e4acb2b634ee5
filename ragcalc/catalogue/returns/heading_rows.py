"""The rows that name the columns of a sheet: one, or up to three that are read together.

A year stands over its quarters, and these over Actual, Target and RAG; or Actual and Target stand
over years.
"""

import re
from collections.abc import Iterator, Sequence

from ragcalc import periods
from ragcalc.catalogue.returns import headings, words
from ragcalc.catalogue.returns.headers import plain
from ragcalc.catalogue.returns.sheets import SheetCells
from ragcalc.periods import Period

MOST = 3
"""So many rows are read together."""
_MONTHS = "|".join(sorted(periods.MONTHS, key=len, reverse=True))
_PART = re.compile(
    rf"(?:q|qtr\.?|quarter) ?[1-4]|(?:{_MONTHS})(?: ?(?:-|–|to) ?(?:{_MONTHS}))?|targets?|actuals?|"
    r"year(?:[- ]end)?|full year|annual|outturn|ytd|results?|performance|rag(?: rating)?|dot|"
    r"status|value|direction|forecasts?|projections?|projected|trajectory|baseline|benchmarks?|"
    r"comparators?|numerator|denominator",
    re.I,
)
_FIGURE = re.compile(r"[-(<]?[£€$]?[0-9][0-9,.]*[%)*]?")
_BELOW_A_PERIOD = frozenset(
    (
        *("value", "target", "status", "direction", "numerator", "denominator", "lower", "upper"),
        *("year", "quarter", "month"),
    )
)
_ALONE = frozenset(
    name
    for name, key in words.BY_PLAIN.items()
    if key not in _BELOW_A_PERIOD and name != "direction"
)
"""The names of columns that no year stands over."""


def candidates(sheet: SheetCells, numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the rows that may name the columns, from the top; more before fewer."""
    for at in range(len(numbers)):
        for size in range(min(MOST, len(numbers) - at), 0, -1):
            rows = tuple(numbers[at : at + size])
            if size == 1 or _belong_together(sheet, rows):
                yield rows


def texts(sheet: SheetCells, rows: tuple[int, ...]) -> dict[int, str]:
    """Return the name of each column; what stands over several columns is the name of each."""
    found: dict[int, str] = {}
    for column in sorted({column for row in rows for column in sheet.filled(row)}):
        *_, lowest = (row for row in rows if _own(sheet, row, column))
        if plain(text := _own(sheet, lowest, column)) in _ALONE:
            found[column] = text
            continue
        over = (_over(sheet, rows, at, column) for at, row in enumerate(rows) if row < lowest)
        found[column] = " ".join(filter(None, (*over, text)))
    return found


def with_year(text: str, year: Period | None) -> str:
    """Return the name of a column such as Q1 or April with the year that it is of."""
    if year is None or headings.read(text).period:
        return text
    found = headings.read(f"{text} {year}").period
    is_part = isinstance(found, Period) and found.months < year.months
    return f"{text} {year}" if is_part else text


def stands_over_figures(sheet: SheetCells, rows: tuple[int, ...], column: int) -> bool:
    """Return whether a column's name stands over figures of columns that have no name too."""
    *_, lowest = (row for row in rows if _own(sheet, row, column))
    named = {one for row in rows for one in sheet.filled(row)}
    beside = column + 1
    while beside not in named:
        cells = [row for row in sheet.rows if row > rows[-1] and _own(sheet, row, beside)]
        is_covered = sheet.merged.get((lowest, beside)) == (lowest, column)
        if any(is_figure(_own(sheet, row, beside)) for row in cells):
            return True
        if not cells and not is_covered:
            return False
        beside += 1
    return False


def is_figure(text: str) -> bool:
    """Return whether a cell holds a figure, and no period such as 2024."""
    return bool(_FIGURE.fullmatch(text)) and not headings.read(text).period


def _belong_together(sheet: SheetCells, rows: tuple[int, ...]) -> bool:
    """Return whether each row names parts of what the rows above it name."""
    cells = [_own(sheet, row, column) for row in rows for column in sheet.filled(row)]
    if any(map(is_figure, cells)) or not any(headings.read(text).period for text in cells):
        return False
    return all(map(sheet.filled, rows)) and all(
        _is_over(sheet, above) and _is_below(sheet, rows[:at], rows[at])
        for at, above in enumerate(rows[:-1], 1)
    )


def _is_over(sheet: SheetCells, row: int) -> bool:
    """Return whether a row may stand over others; a title above a table does not."""
    filled = sheet.filled(row)
    groups = [column for column in filled if _groups(sheet, row, column)]
    if len(filled) > 1 or not groups:
        return bool(groups)
    said = headings.read(_own(sheet, row, filled[0]))
    return _is_wide(sheet, row, filled[0]) or bool(said.period and not said.words)


def _is_below(sheet: SheetCells, above: tuple[int, ...], row: int) -> bool:
    """Return whether a row names parts of those above it, and is no row of figures."""
    has_part = False
    for column in sheet.filled(row):
        own = _own(sheet, row, column)
        over = [one for one in above if _own(sheet, one, column)]
        if any(plain(_own(sheet, one, column)) in _ALONE for one in over):
            return False
        if plain(own) in _ALONE and any(_groups(sheet, one, column) for one in over):
            return False
        parted = any(_over(sheet, above, at, column) for at in range(len(above)))
        known = _PART.fullmatch(own) or headings.read(own).period
        has_part |= bool(parted and (known or words.BY_PLAIN.get(plain(own)) in _BELOW_A_PERIOD))
    return has_part


def _groups(sheet: SheetCells, row: int, column: int) -> bool:
    """Return whether a cell may stand over several columns."""
    text = _own(sheet, row, column)
    if plain(text) in _ALONE:
        return False
    return bool(
        headings.read(text).period
        or _PART.fullmatch(text)
        or words.comparator_kind(text)
        or _is_wide(sheet, row, column)
    )


def _is_wide(sheet: SheetCells, row: int, column: int) -> bool:
    """Return whether a cell is merged with the one at its right."""
    return sheet.merged.get((row, column + 1)) == (row, column)


def _over(sheet: SheetCells, rows: tuple[int, ...], at: int, column: int) -> str:
    """Return what the row of a number has over a column: its own text, or that at the left."""
    row = rows[at]
    if text := _own(sheet, row, column):
        return text
    if source := sheet.merged.get((row, column)):
        return _own(sheet, *source) if source[0] == row else ""
    left = max((one for one in sheet.filled(row) if one < column), default=None)
    if left is None or not _groups(sheet, row, left) or _is_wide(sheet, row, left):
        return ""
    ends = any(left < one <= column for above in rows[:at] for one in sheet.filled(above))
    return "" if ends else _own(sheet, row, left)


def _own(sheet: SheetCells, row: int, column: int) -> str:
    return sheet.cells.get((row, column), "")
