"""A table of indicators to what a catalogue would say of each; what it does not say is asked for.

Reads the words of people's own spreadsheets. Every guess is kept, to be shown, and so is every cell
that found no place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from ragcalc import periods
from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.returns import columns, heading_rows, headings, words
from ragcalc.catalogue.returns.columns import Header, NamedColumn, NoHeader, What
from ragcalc.catalogue.returns.headers import HEADER_ROWS, plain
from ragcalc.catalogue.returns.sheets import TextCell, UnusedCells
from ragcalc.catalogue.returns.tables import Table
from ragcalc.periods import Kind, Period
from ragcalc.problems import Problem
from ragcalc.starter import arrows, ids
from ragcalc.starter.arrows import Arrow
from ragcalc.starter.entries import DraftIndicator, DraftValue
from ragcalc.starter.published import published
from ragcalc.starter.rows import RowReader, periods_of_rows

_TOLD_APART_BY = ("owner", "outcome", "tier", "short", "unit")
"""The known columns that may tell rows of one name apart, where no other one does."""


_FIGURES = frozenset((*map(str, What), "last"))
"""What is a figure, or said of one, and tells no rows apart."""


class NoTable(ValueError):
    """Nothing in the file looks like a table of indicators; says what was looked for."""


@dataclass
class Draft:
    """What a table says of indicators."""

    entries: list[DraftIndicator] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """The cells of which nothing was taken, and that belong to no indicator."""
    notes: list[str] = field(default_factory=list)
    """What was read in a way that a person may not expect."""
    organisation: str = ""
    """Whose scorecard it is, by a title above a table."""
    of_periods: dict[tuple[str, str], DraftIndicator] = field(default_factory=dict)
    """The indicators of sheets whose names are their periods, by reference and name."""

    @property
    def comparators(self) -> list[str]:
        """The names of all comparators, in the order of their columns."""
        return list(dict.fromkeys(name for entry in self.entries for name in entry.comparators))

    def named(self, key: str) -> list[str]:
        """Return every outcome, or every tier, in the order of the rows."""
        found = (entry.words[key].text for entry in self.entries if key in entry.words)
        return list(dict.fromkeys(found))


@dataclass(frozen=True)
class _Group:
    """The rows of one indicator."""

    rows: list[int]
    name: str
    beside: str = ""
    """What was added to the name, to tell it from others."""
    section: str = ""


def drafted(
    tables: Iterable[Table],
    own: Mapping[str, NamedColumn] | None = None,
    period: Period | None = None,
) -> Draft:
    """Read every table that looks like one of indicators; raises NoTable where none does.

    `own` gives what --columns names by plain names, `period` the one of a column without any.
    """
    tables = [*tables]
    hidden = [one for one in tables if one.is_hidden]
    sheets = [UnusedCells(table) for table in tables if table not in hidden]
    for problem in (problem for sheet in sheets for problem in sheet.problems):
        raise NoTable(_why_unreadable(problem))
    if why := published(row for sheet in sheets for row in [*sheet.rows.values()][:HEADER_ROWS]):
        raise NoTable(why)
    found = [(sheet, *_headers(sheet, own or {}, period)) for sheet in sheets]
    read = [(sheet, every) for sheet, every, _ in found if every]
    _require_columns(own or {}, found)
    if not read:
        raise NoTable(_looked_for(found))
    draft = Draft()
    taken: dict[str, int] = {}
    for sheet, every in read:
        _draft_sheet(draft, sheet, every, taken, sheet.title if len(read) > 1 else "")
    for sheet, every, why in found:
        if not every and sheet.cells:
            words_of_key = "; ".join(filter(None, ("no table of indicators was found in it", why)))
            draft.left_out.append(f"sheet {quoted(sheet.title)}, {sheet.stretch()}: {words_of_key}")
        if not every:
            draft.left_out.extend(sheet.without_result())
    draft.left_out += [
        f"sheet {quoted(sheet.title)}, {sheet.stretch()}: it is hidden; --sheet reads it"
        for sheet in map(UnusedCells, hidden)
        if sheet.cells
    ]
    if not draft.entries:
        raise NoTable("there are column names, but no indicators below them")
    return draft


def _why_unreadable(problem: Problem) -> str:
    """Return what is wrong with a file whose name stands before it, and what to do."""
    place = problem.place
    where = f"line {place.span.line}: " if place.span else ""
    message = problem.message.removeprefix(f"{place.document} ")
    return f"{where}{'; '.join(filter(None, (message, problem.hint)))}"


_Found = tuple[UnusedCells, list[Header], str]


def _require_columns(own: Mapping[str, NamedColumn], found: Iterable[_Found]) -> None:
    """Raise NoTable where a column that was named is not there."""
    known: set[str] = set()
    for sheet, every, _ in found:
        known |= {plain(text) for row in [*sheet.rows][:HEADER_ROWS] for text in sheet.rows[row]}
        texts = [text for header in every for text in header.texts.values()]
        known |= {plain(one) for text in texts for one in (text, headings.read(text).words)}
    for plain_name, column in own.items():
        if plain_name not in known:
            raise NoTable(
                f"no column is named {quoted(column.name)}, as --columns says for {column.typed}"
            )


def _headers(
    sheet: UnusedCells, own: Mapping[str, NamedColumn], period: Period | None
) -> tuple[list[Header], str]:
    """Return the names of the columns of a sheet's tables, or why there are none.

    Where the sheet's own name is a period, columns that name none are of that one.
    """
    named = headings.read(heading_rows.with_year(sheet.title, period)).period
    of_sheet = periods.in_years(named, Kind.FINANCIAL) if named else period
    try:
        return columns.headers(sheet, own, of_sheet), ""
    except NoHeader as error:
        return [], f"{error}"


def _is_of_period(sheet: UnusedCells, every: list[Header]) -> bool:
    """Return whether figures have no other period than the one that their sheet is called by."""
    named = headings.read(sheet.title).period
    period = periods.in_years(named, Kind.FINANCIAL) if named else None
    return any(
        period is not None
        and one.what in (What.VALUE, What.STATUS)
        and one.period == period
        and not headings.read(header.texts[column]).period
        for header in every
        for column, one in header.series.items()
    )


def _looked_for(found: list[_Found]) -> str:
    """Return why there is no table, with the row that came nearest."""
    near = next(((sheet, why) for sheet, _, why in found if why), None)
    if not near:
        return _NEEDED
    sheet, why = near
    where = f"in the sheet {quoted(sheet.title)} " if sheet.title else ""
    return f"{where}{why}; {_NEEDED}; {_OTHERS}"


_NEEDED = (
    "a row of column names is needed: one for the indicator (name, measure or indicator), and a "
    "column for each period, such as 2018-19 Q4, or the columns period and value"
)
_OTHERS = "name other columns with --columns, as in --columns indicator=Metric_Name"


def _draft_sheet(
    draft: Draft, sheet: UnusedCells, every: list[Header], taken: dict[str, int], outcome: str
) -> None:
    """Add the indicators of the tables of a sheet; `outcome` is what its name says of them."""
    if sheet.hidden:
        where = f" in the sheet {quoted(sheet.title)}" if sheet.title else ""
        draft.notes.append(f"hidden{where} and read like the rest: {', '.join(sheet.hidden)}")
    _name_organisation(draft, sheet, min(every[0].rows))
    of_period = _is_of_period(sheet, every)
    if of_period:
        said = f"columns without a period in the sheet {quoted(sheet.title)} are of it, by its name"
        draft.notes.append(said)
    for header in every:
        above = _heading_above(sheet, header) if len(every) > 1 else ""
        by = "the heading above its table" if above else "the name of its sheet"
        said_of_all = above or ("" if of_period else outcome)
        _draft(draft, sheet, header, taken, (said_of_all, by), of_period)
    draft.left_out.extend(sheet.without_result())
    for header in every:
        draft.left_out.extend(sheet.left_out(header.texts, max(header.rows), header.end))


def _name_organisation(draft: Draft, sheet: UnusedCells, below: int) -> None:
    """Take the organisation of a title that stands alone in a row above a table and names one."""
    for row in [one for one in sheet.rows if one < below and len(sheet.filled(one)) == 1]:
        (column,) = sheet.filled(row)
        if not draft.organisation and words.is_organisation(sheet.text(row, column)):
            draft.organisation = sheet.take(row, column)


def _heading_above(sheet: UnusedCells, header: Header) -> str:
    """Return the text that stands alone in the row above a table, and use it."""
    above = [row for row in sheet.rows if row < min(header.rows) and sheet.filled(row)]
    columns_above = sheet.filled(above[-1]) if above else []
    return sheet.take(above[-1], columns_above[0]) if len(columns_above) == 1 else ""


def _draft(
    draft: Draft,
    sheet: UnusedCells,
    header: Header,
    taken: dict[str, int],
    outcome: tuple[str, str],
    of_period: bool,
) -> None:
    """Add the indicators of a table; `outcome` is what is said of all of them, and by what.

    Where its sheet is `of_period`, they are joined to those of the sheets of other periods.
    """
    names = {entry.words["name"].text.casefold() for entry in draft.entries}
    for row in (*header.rows, *header.repeats):
        for column in header.texts:
            if column not in header.unknown or row in header.repeats:
                sheet.use(row, column)
    _name_by_both(sheet, header)
    readers: list[RowReader] = []
    for group in _groups(draft, sheet, header):
        beside = group.beside
        if group.name.casefold() in names:
            beside = ", ".join(filter(None, (beside, outcome[0] or sheet.title)))
        name = ", ".join(filter(None, (group.name, beside)))
        own_id = sheet.take(group.rows[0], header.keys.get("id"))
        entry = DraftIndicator("", {})
        why = "with what tells it from the others of its name" if beside else ""
        entry.words["name"] = DraftValue(name, why)
        section = group.section or outcome[0]
        if section and not sheet.text(group.rows[0], header.keys.get("outcome")):
            where = "the heading above its row" if group.section else outcome[1]
            entry.words["outcome"] = DraftValue(section, f"by {where}")
        readers.append(RowReader(sheet, header, group.rows, entry))
        readers[-1].read()
        key = (own_id, ", ".join((group.name, group.beside)).casefold())
        if of_period and _is_joined(draft, key, entry):
            readers[-1].entry = draft.of_periods[key]
            continue
        entry.id = ids.new_id(own_id or name.casefold(), taken)
        entry.id_made = ids.why_made(entry.id, own_id, name.casefold())
        draft.entries.append(entry)
    _take_arrows(draft, sheet, header, readers)


def _is_joined(draft: Draft, key: tuple[str, str], entry: DraftIndicator) -> bool:
    """Return whether the indicator of a sheet of another period took the figures of `entry`."""
    entry.note_figure()
    earlier = draft.of_periods.setdefault(key, entry)
    return earlier is not entry and earlier.joined(entry)


def _take_arrows(
    draft: Draft, sheet: UnusedCells, header: Header, readers: Iterable[RowReader]
) -> None:
    """Take the arrows of travel where the figures show what they mean; list them where not."""
    found: list[Arrow] = []
    cells: list[tuple[RowReader, TextCell]] = []
    for reader in readers:
        for period, cell in reader.arrows:
            way = arrows.way(cell.text) if period in reader.entry.values else None
            if way:
                found.append(Arrow(reader.entry, period, way))
                cells.append((reader, cell))
            else:
                reader.leave_arrow(period, cell)
    meaning = arrows.meaning(found)
    by_column: dict[int, list[int]] = {}
    for arrow, (reader, cell) in zip(found, cells, strict=True):
        if meaning is None:
            by_column.setdefault(cell.column, []).append(cell.row)
        elif direction := meaning.direction(arrow):
            reader.report(arrow.period, What.DIRECTION, direction)
        else:
            reader.leave_arrow(arrow.period, cell)
    for column, rows in by_column.items():
        heading = header.texts[column]
        draft.left_out.append(f"{sheet.stretch_of(column, rows, heading)}: {_UNSHOWN}")
    if meaning:
        draft.notes.append(
            f"arrows of travel are read as {meaning.words}, which every figure that moved fits"
        )


_UNSHOWN = "the figures do not show whether an arrow is for better or for larger"


def _groups(draft: Draft, sheet: UnusedCells, header: Header) -> list[_Group]:
    """Return the rows of each indicator, in the order of their first ones."""
    sections = _sections(sheet, header)
    telling = _telling(sheet, header, [*sections])
    found: dict[tuple[str, ...], list[int]] = {}
    names: dict[str, set[tuple[str, ...]]] = {}
    for row in sections:
        name = _name(sheet, header, row).casefold()
        parts = tuple(sheet.text(row, column) for column in telling)
        own_id = sheet.text(row, header.keys.get("id"))
        key = (own_id, name, *parts) if header.is_long else (f"{row}",)
        found.setdefault(key, []).append(row)
        names.setdefault(name, set()).add(parts)
    _note_alike(draft, sheet, header, found, telling)
    if telling:
        words_of_key = " and ".join(quoted(header.texts[column]) for column in telling)
        draft.notes.append(
            f"rows of one name are distinguished by {words_of_key}, which is added to the name"
        )
    return [
        _group(sheet, header, rows, telling, sections[rows[0]], names) for rows in found.values()
    ]


def _note_alike(
    draft: Draft,
    sheet: UnusedCells,
    header: Header,
    found: Mapping[tuple[str, ...], list[int]],
    telling: tuple[int, ...],
) -> None:
    """Say which indicators have one name, and nothing to tell them apart."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for rows in found.values():
        parts = (sheet.text(rows[0], column) for column in telling)
        alike.setdefault((_name(sheet, header, rows[0]).casefold(), *parts), []).append(rows[0])
    for rows in alike.values():
        if len(rows) > 1:
            name = quoted(_name(sheet, header, rows[0]))
            where = ", ".join(map(str, rows))
            draft.notes.append(
                f"rows {where} have one name, {name}, and no column distinguishes them"
            )


def _group(
    sheet: UnusedCells,
    header: Header,
    rows: list[int],
    telling: tuple[int, ...],
    section: str,
    names: Mapping[str, set[tuple[str, ...]]],
) -> _Group:
    """Return the rows of one indicator, its name distinguished from others where there are any."""
    name, beside = _name(sheet, header, rows[0]), ""
    for row in rows:
        sheet.use(row, header.keys["name"])
        sheet.use(row, header.keys.get("above"))
        sheet.use(row, header.keys.get("id") if header.is_long else None)
    if len(names[name.casefold()]) > 1:
        beside = ", ".join(filter(None, (sheet.text(rows[0], column) for column in telling)))
        for column in set(telling) & header.unknown.keys():
            for row in (*header.rows, *rows):
                sheet.use(row, column)
    return _Group(rows, name, beside, section)


def _name_by_both(sheet: UnusedCells, header: Header) -> None:
    """Let a column called Indicator be part of the name where it is no reference: texts repeat."""
    column = header.keys.get("id")
    if column is None or words.BY_PLAIN.get(plain(header.texts[column])) != "name":
        return
    rows = [row for row in sheet.rows if row > max(header.rows) and _name(sheet, header, row)]
    texts = [text for row in rows if (text := sheet.text(row, column))]
    if len(set(texts)) < len(texts) and not header.is_long:
        header.keys["above"] = header.keys.pop("id")


def _name(sheet: UnusedCells, header: Header, row: int) -> str:
    name, above = sheet.text(row, header.keys["name"]), sheet.text(row, header.keys.get("above"))
    return f"{above}: {name}" if name and above else name


def _sections(sheet: UnusedCells, header: Header) -> dict[int, str]:
    """Return the rows of indicators, each with the heading that stands above it between rows."""
    found: dict[int, str] = {}
    heading, at = "", None
    for row in sheet.rows:
        filled = sheet.filled(row)
        if row <= max(header.rows) or row in header.repeats or not filled:
            continue
        if header.end is not None and row >= header.end:
            break
        if _is_total(sheet, header, row):
            continue
        if len(filled) > 1 and _name(sheet, header, row):
            found[row] = heading
            if at:
                sheet.use(*at)
        elif len(filled) == 1 and sheet.text(row, filled[0]):
            heading, at = sheet.text(row, filled[0]), (row, filled[0])
    return found


def _is_total(sheet: UnusedCells, header: Header, row: int) -> bool:
    """Return whether a row adds others up; it is no indicator."""
    is_named = words.is_total(_name(sheet, header, row))
    return is_named and not sheet.text(row, header.keys.get("id"))


def _telling(sheet: UnusedCells, header: Header, rows: list[int]) -> tuple[int, ...]:
    """Return the columns that tell rows of one name apart; none where there is no need, or no such.

    In the long form rows of one name may be of two periods.
    """
    periods = periods_of_rows(sheet, header, rows) if header.is_long else {}
    clashing: dict[tuple[object, ...], list[int]] = {}
    for row in rows:
        own_id = sheet.text(row, header.keys.get("id"))
        key = (own_id, _name(sheet, header, row).casefold(), periods.get(row))
        if not header.is_long or row in periods:
            clashing.setdefault(key, []).append(row)
    clashes = [found for found in clashing.values() if len(found) > 1 and _differ(sheet, found)]
    if not clashes:
        return ()
    known = [header.keys[key] for key in _TOLD_APART_BY if key in header.keys]
    candidates = [
        column
        for column in (*header.unknown, *known)
        if words.BY_PLAIN.get(plain(header.texts[column])) not in _FIGURES
        if any(len({sheet.text(row, column) for row in found}) > 1 for found in clashes)
    ]
    for size in (1, 2):
        for chosen in combinations(candidates[:20], size):
            if all(_tells(sheet, chosen, found) for found in clashes):
                return chosen
    return ()


def _differ(sheet: UnusedCells, rows: list[int]) -> bool:
    return len({tuple(sheet.rows[row]) for row in rows}) > 1


def _tells(sheet: UnusedCells, chosen: tuple[int, ...], rows: list[int]) -> bool:
    return len({tuple(sheet.text(row, one) for one in chosen) for row in rows}) == len(rows)
