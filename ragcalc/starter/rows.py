"""The rows of one indicator to its entry, cell by cell."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import assert_never

from ragcalc import periods
from ragcalc.catalogue.model import fields
from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.returns import dates as days
from ragcalc.catalogue.returns import figures, headings, words
from ragcalc.catalogue.returns import targets as targets_of_cells
from ragcalc.catalogue.returns import texts as texts_of_cells
from ragcalc.catalogue.returns.columns import (
    BESIDE_VALUES,
    COMMENTARY,
    FigureColumn,
    Header,
    What,
    part_of,
)
from ragcalc.catalogue.returns.figures import DraftFigure
from ragcalc.catalogue.returns.headers import plain
from ragcalc.catalogue.returns.sheets import TextCell, UnusedCells
from ragcalc.catalogue.returns.targets import DraftTarget
from ragcalc.periods import Kind, Period
from ragcalc.starter import units
from ragcalc.starter.entries import DraftIndicator, DraftValue
from ragcalc.vocabulary import Direction, Frequency, Polarity, Status

_KINDS = {Kind.MONTH: Frequency.MONTHLY, Kind.QUARTER: Frequency.QUARTERLY}
_PAIRS = ((What.NUMERATOR, What.DENOMINATOR), (What.LOWER, What.UPPER))
"""What is of a value together."""
_OF_A_ROW = (What.VALUE, What.TARGET, What.STATUS, What.DIRECTION, *BESIDE_VALUES)
"""What a row of the long form says of its period."""
_PLAIN_KEYS = ("short", "outcome", "tier", "owner", "source")
_MOVES = (Direction.IMPROVED, Direction.DECLINED)
_YES = ("yes", "y", "true", "cumulative", "ytd")
_NO = ("no", "n", "false", "not cumulative", "non-cumulative")


def periods_of_rows(sheet: UnusedCells, header: Header, rows: list[int]) -> dict[int, Period]:
    """Return the period of each row of the long form that names one that can be read."""
    texts = {row: _period_text(sheet, header, row) for row in rows}
    by_day = {row: day for row, text in texts.items() if (day := days.read(text))}
    kind = headings.by_days(set(by_day.values()))
    found: dict[int, Period] = {}
    for row, text in texts.items():
        named, said = headings.read(text)
        if row in by_day:
            found[row] = headings.period_with(by_day[row], kind)
        elif named and not said:
            found[row] = periods.in_years(named, Kind.FINANCIAL)
    return found


def _period_columns(sheet: UnusedCells, header: Header, row: int) -> list[int]:
    """Return the columns that say the period of a row: one, or a quarter or month and a year."""
    for first, *others in (("period",), ("quarter", "year"), ("month", "year"), ("year",)):
        if sheet.text(row, header.keys.get(first)):
            columns = [header.keys.get(key) for key in (first, *others)]
            return [one for one in columns if one is not None and sheet.text(row, one)]
    return []


def _period_text(sheet: UnusedCells, header: Header, row: int) -> str:
    """Return the period of a row as its cells say it."""
    parts = [sheet.text(row, column) for column in _period_columns(sheet, header, row)]
    if len(parts) > 1 and parts[0] in ("1", "2", "3", "4"):
        parts[0] = f"Q{parts[0]}"
    return " ".join(parts)


class RowReader:
    """Reads the rows of one indicator, cell by cell."""

    def __init__(
        self, sheet: UnusedCells, header: Header, rows: list[int], entry: DraftIndicator
    ) -> None:
        self.sheet, self.header, self.rows, self.entry = sheet, header, rows, entry
        self.slots: dict[FigureColumn, list[TextCell]] = {}
        self.periods: dict[int, Period] = {}
        self.signs: set[str] = set()
        """The signs that its figures may have."""
        self.beside: dict[Period | None, dict[What, TextCell]] = {}
        """What stands beside the values of a period."""
        self.arrows: list[tuple[Period, TextCell]] = []
        """What stands for a direction of travel and is no word for one."""
        self.mixed = False
        """Whether amounts such as £1.2m stand in a row that does not say its unit."""

    def read(self) -> None:
        """Fill the entry."""
        for key in _PLAIN_KEYS:
            if text := self._word(key):
                self.entry.words.setdefault(key, DraftValue(text))
        self._gather()
        unit_said, by = self._unit_said()
        shown = [cell.text for cells in self.slots.values() for cell in cells]
        signs = set(filter(None, map(figures.sign_of, shown)))
        unit = units.unit_of(unit_said, self.entry.words["name"].text, signs)
        if not unit_said and not self._has_values() and unit.text == "count":
            unit = DraftValue("percent", "it has a numerator and a denominator")
        self.entry.words["unit"] = unit._replace(guessed=unit.guessed or by)
        self.signs = units.fitting_signs(unit_said, self.entry.words["unit"].text, signs)
        self.mixed = not unit_said and any(map(figures.is_scaled, shown))
        targets = self._targets()
        self._polarity(self._word("polarity"), targets)
        for series, cell in self._single():
            self._take(series, cell, targets)
        self._undated_comparators()
        self._beside_values()
        self._same_target(targets)
        self._notes()
        self._cumulative()
        self._settle(self._word("frequency"), self._word("decimals"))
        self.entry.values = dict(sorted(self.entry.values.items(), key=lambda one: one[0].end))
        self._hint_at_polarity()

    def _unit_said(self) -> tuple[str, str]:
        """Return the unit that the table gives, and why it is guessed if no column is for it."""
        if said := self._word("unit"):
            return said, ""
        texts = [self.header.texts[at] for at, one in self.header.series.items() if _is_value(one)]
        if (at := self.header.keys.get("value")) is not None:
            texts.append(self.header.texts[at])
        found = {*map(words.unit_of_heading, texts)}
        unit = found.pop() if len(found) == 1 else ""
        if unit:
            return unit, "by the names of the columns"
        return words.amount_within(self.entry.words["name"].text), "by its name"

    def _has_values(self) -> bool:
        """Return whether a figure is given other than by counts."""
        return not any(one.what is What.DENOMINATOR for one in self.slots) or any(
            map(_is_value, self.slots)
        )

    def _word(self, key: str) -> str:
        """Return the one text that the rows have for a key; other ones are named as left out."""
        column = self.header.keys.get(key)
        found = [(row, text) for row in self.rows if (text := self.sheet.text(row, column))]
        if column is None or not found:
            return ""
        word = found[0][1]
        for row, text in found:
            self.sheet.use(row, column)
            if text != word:
                self._leave(f"{key} {quoted(text)}", self.sheet.cell(row, column))
        return word

    def _first(self, column: int) -> TextCell:
        """Return the first cell of a column that holds anything."""
        rows = (row for row in self.rows if self.sheet.text(row, column))
        return self.sheet.cell(next(rows, self.rows[0]), column)

    def _leave(self, what: str, cell: TextCell, why: str = "") -> None:
        """Name a cell as left out."""
        self.sheet.use(cell.row, cell.column)
        place = self.sheet.place(cell.row, cell.column)
        self.entry.left_out.append(f"{what} ({place}){f': {why}' if why else ''}")

    def _gather(self) -> None:
        """Collect the cells of figures by what they are for."""
        if not self.header.is_long:
            for row in self.rows:
                for column, series in self.header.series.items():
                    self._add(series, row, column)
            self._add(FigureColumn(What.TARGET, None), self.rows[0], self.header.keys.get("target"))
            return
        self.periods = periods_of_rows(self.sheet, self.header, self.rows)
        for row in self.rows:
            if row in self.periods:
                self._gather_row(row, self.periods[row])
            else:
                self._leave_row(row)

    def _gather_row(self, row: int, period: Period) -> None:
        """Collect the cells of a row of the long form, which is about one period."""
        for column in _period_columns(self.sheet, self.header, row):
            self.sheet.use(row, column)
        for what in (What.TARGET,) if self.header.parts else _OF_A_ROW:
            self._add(FigureColumn(what, period), row, self.header.keys.get(what.value))
        for column, text in self.header.parts.items():
            if part := part_of(text, period):
                self._add(part, row, column)
        for column, series in self.header.series.items():
            self._add(series._replace(period=series.period or period), row, column)

    def _leave_row(self, row: int) -> None:
        text = _period_text(self.sheet, self.header, row)
        why = f"{quoted(text)} is not a period" if text else "no period"
        for what in _OF_A_ROW:
            self._leave_cell(what.value, row, self.header.keys.get(what.value), why)
        for column, series in self.header.series.items():
            self._leave_cell(series.name or series.what.value, row, column, why)
        for column, name in self.header.parts.items():
            self._leave_cell(name, row, column, why)
        for column in _period_columns(self.sheet, self.header, row):
            self._leave(
                f"period {quoted(text)}", self.sheet.cell(row, column), "it is not a period"
            )

    def _leave_cell(self, what: str, row: int, column: int | None, why: str) -> None:
        """Name a cell as left out if it holds anything."""
        if column is not None and self.sheet.text(row, column):
            cell = self.sheet.cell(row, column)
            self._leave(f"{what} {quoted(cell.text)}", cell, why)

    def _add(self, series: FigureColumn, row: int, column: int | None) -> None:
        if column is not None and self.sheet.text(row, column):
            self.slots.setdefault(series, []).append(self.sheet.cell(row, column))

    def _single(self) -> Iterator[tuple[FigureColumn, TextCell]]:
        """Yield the one cell of each slot; where two differ, neither is used."""
        for series, found in self.slots.items():
            if len({cell.text for cell in found}) > 1:
                where = _name_of(series)
                for cell in found:
                    what = f"{where} {quoted(cell.text)}".strip()
                    self._leave(what, cell, "another figure stands for the same")
            else:
                for cell in found:
                    self.sheet.use(cell.row, cell.column)
                yield series, found[0]

    def _targets(self) -> dict[FigureColumn, DraftTarget | None]:
        """Return each target that can be read; None where it is said that there is none."""
        unit = self.entry.words["unit"].text
        found: dict[FigureColumn, DraftTarget | None] = {}
        for series, cells in self.slots.items():
            if series.what is not What.TARGET or len({cell.text for cell in cells}) > 1:
                continue
            text = cells[0].text
            if text.casefold() in words.NO_TARGET:
                found[series] = None
            elif self._misfit(text):
                continue
            elif target := targets_of_cells.drafted(text, unit):
                found[series] = target
        return found

    def _polarity(self, said: str, targets: dict[FigureColumn, DraftTarget | None]) -> None:
        entry, known = self.entry, words.polarity(said) if said else None
        if self._may_be_travel(said):
            known = None
        signs = {one.polarity for one in targets.values() if one and one.polarity}
        if known:
            entry.words["polarity"] = DraftValue(known.value)
        elif said:
            entry.asked["polarity"] = f"{quoted(said)} does not say which way is good"
        elif len(signs) == 1:
            (way,) = signs
            why = "its target is a range" if way is Polarity.ON_TARGET else "the sign of its target"
            entry.words["polarity"] = DraftValue(way.value, why)
        else:
            entry.asked["polarity"] = "the table does not say which way is good"

    def _may_be_travel(self, said: str) -> bool:
        """Return whether an arrow stands in a column called Direction: it may be that of travel."""
        column = self.header.keys.get("polarity")
        heading = self.header.texts[column] if column is not None else ""
        return plain(heading) == "direction" and not any(map(str.isalpha, said))

    def _take(
        self, series: FigureColumn, cell: TextCell, targets: dict[FigureColumn, DraftTarget | None]
    ) -> None:
        match series.what:
            case What.TARGET:
                self._take_target(series, cell, targets)
            case What.STATUS | What.DIRECTION:
                self._take_reported(series, cell)
            case What.VALUE | What.COMPARATOR | What.FORECAST:
                self._take_figure(series, cell)
            case What.COMMENT | What.ACTION:
                self._take_text(series, cell)
            case (
                What.NUMERATOR | What.DENOMINATOR | What.LOWER | What.UPPER | What.NOTE
            ):  # once every value was taken
                self.beside.setdefault(series.period, {})[series.what] = cell
            case _:
                assert_never(series.what)

    def _take_text(self, series: FigureColumn, cell: TextCell) -> None:
        if series.period and cell.text not in words.NOTHING_SAID:
            self.entry.texts(series.what)[series.period] = cell.text

    def _misfit(self, text: str) -> str:
        """Return why a figure has no place beside the others of its row; empty where it has one."""
        sign = figures.sign_of(text)
        if sign and sign not in self.signs:
            return f"{sign} does not fit the unit or the other figures"
        if self.mixed and re.search(r"[0-9]", text) and not re.search(r"[£€$]", text):
            return "others have a scale, such as £m, and no unit is given"
        return ""

    def _take_figure(self, series: FigureColumn, cell: TextCell) -> None:
        entry, period, name = self.entry, series.period, series.name
        if why := self._misfit(cell.text):
            self._leave(f"{_name_of(series)} {quoted(cell.text)}", cell, why)
            return
        try:
            figure = figures.figure(cell.text, entry.words["unit"].text, reasons=not name)
        except ValueError:
            why = _DASH if cell.text in words.NOTHING_SAID else ""
            self._leave(f"{_name_of(series)} {quoted(cell.text)}", cell, why)
            return
        if figure is None:
            if cell.text not in words.NOTHING_SAID:
                self._leave(f"{_name_of(series)} {quoted(cell.text)}", cell, "no figure")
            return
        entries = tuple(one for one in figure.entries if not name or one[0] in ("value", "note"))
        if series.provisional:
            entries = (
                *(one for one in entries if one[0] != "provisional"),
                ("provisional", "true"),
            )
        self._note_share(series, cell)
        if series.what is What.FORECAST and period:
            said = (one for one in entries if one[0] in ("value", "note"))
            entry.forecast[period] = DraftFigure(tuple(said))
        elif name:
            entry.comparators.setdefault(name, {})[period] = DraftFigure(entries)
        elif period:
            entry.values[period] = DraftFigure(entries)

    def _take_target(
        self, series: FigureColumn, cell: TextCell, targets: dict[FigureColumn, DraftTarget | None]
    ) -> None:
        what, entry = f"{_name_of(series)} {quoted(cell.text)}", self.entry
        if cell.text in words.NOTHING_SAID:
            return
        if series not in targets:
            self._leave(what, cell, self._misfit(cell.text))
            return
        target = targets[series]
        polarity = entry.words.get("polarity")
        if target is None:
            if series.period and any(targets.values()):
                self._leave(what, cell)
            else:
                entry.target = DraftFigure((("value", "none"),))
            return
        if target.polarity and (polarity is None or polarity.text != target.polarity):
            own = f"polarity {polarity.text}" if polarity else "no polarity"
            self._leave(what, cell, f"it does not fit {own}")
            return
        self._note_share(series, cell)
        if series.period:
            entry.targets[series.period] = target.figure
        else:
            entry.target = target.figure

    def _note_share(self, series: FigureColumn, cell: TextCell) -> None:
        """Note a percentage that may be a share of 1: its cell may have lost its format."""
        if self.entry.words["unit"].text == words.PERCENT and _may_be_share(cell.text):
            place = self.sheet.place(cell.row, cell.column)
            self.entry.shares.append(f"{_name_of(series)} {quoted(cell.text)} ({place})")

    def _take_reported(self, series: FigureColumn, cell: TextCell) -> None:
        entry, period = self.entry, series.period
        if cell.text.casefold() in words.NO_STATUS or period is None:
            return
        if series.lone and not _is_number(entry.values.get(period)):
            what = f"{series.what.value} {quoted(cell.text)}"
            self._leave(what, cell, f"no figure for {period}, the latest period")
            return
        is_status = series.what is What.STATUS
        found = words.status(cell.text) if is_status else words.direction(cell.text)
        polarity = entry.words.get("polarity")
        is_neutral = polarity is not None and polarity.text == Polarity.NEUTRAL
        if not found and not is_status and not is_neutral:
            self.arrows.append((period, cell))
            return
        if not found or (not is_status and is_neutral):
            self._leave(f"{_name_of(series)} {quoted(cell.text)}", cell)
            return
        self.report(period, series.what, found)

    def report(self, period: Period, what: What, found: Status | Direction) -> None:
        """Note what the table says of a figure."""
        others = self.entry.reported.get(period, DraftFigure(())).entries
        self.entry.reported[period] = DraftFigure((*others, (what.value, found.value)))

    def leave_arrow(self, period: Period, cell: TextCell) -> None:
        """List what stands for a direction of travel and is not understood."""
        self._leave(f"direction {period} {quoted(cell.text)}", cell)

    def _undated_comparators(self) -> None:
        """Leave out what a comparator has for no period beside figures for periods."""
        for name, found in self.entry.comparators.items():
            if None in found and len(found) > 1:
                del found[None]
                cells = next(cells for one, cells in self.slots.items() if one[1:3] == (None, name))
                for cell in cells:
                    self._leave(f"{name} {quoted(cell.text)}", cell, "others are for periods")

    def _beside_values(self) -> None:
        """Put counts, limits and notes beside the value of their period; name those without one."""
        for period, cells in self.beside.items():
            value = self.entry.values.get(period) if period else None
            entries = dict(value.entries) if value else {}
            added: dict[str, str] = {}
            for pair in _PAIRS:
                unit = self.entry.words["unit"].text
                both = {
                    one.value: figures.digits(cells[one].text, unit) for one in pair if one in cells
                }
                if len(both) == 2 and self._fits(both, entries):
                    added |= both
                    cells = {what: cell for what, cell in cells.items() if what not in pair}
            if period and (entries or "numerator" in added):
                note = cells.pop(What.NOTE).text if What.NOTE in cells else ""
                notes = "; ".join(filter(None, (note, entries.pop("note", ""))))
                every = {**entries, **added, **({"note": notes} if notes else {})}
                self.entry.values[period] = DraftFigure(tuple(every.items()))
            for what, cell in cells.items():
                where = f"{what.value} {period}"
                self._leave(f"{where} {quoted(cell.text)}", cell, "it has no place beside a value")

    def _fits(self, both: Mapping[str, str], entries: Mapping[str, str]) -> bool:
        """Return whether a pair of counts or of limits may stand beside a value."""
        if not all(both.values()) or both.keys() & entries.keys():
            return False
        if "denominator" in both:
            return fields.number(both["denominator"]) > 0
        numbers = [fields.number(one) for one in both.values()]
        value = entries.get("value", "")
        return _is_number_text(value) and numbers[0] <= fields.number(value) <= numbers[1]

    def _same_target(self, targets: dict[FigureColumn, DraftTarget | None]) -> None:
        """Let one target of every row of the long form be the standing one."""
        given = set(self.entry.targets.values())
        every = self.header.is_long and len(self.entry.targets) == len(self.periods)
        if every and len(given) == 1 and not self.entry.target and targets:
            (self.entry.target,) = given
            self.entry.targets = {}

    def _notes(self) -> None:
        """Take the note of an indicator; where each row is a figure its note belongs to that.

        A comment and an action whose column names no period are of the only one that there is;
        else they are part of the note.
        """
        if self.header.is_long:
            return
        notes = [self._word("note")]
        for key in COMMENTARY:
            text = self._word(key)
            if text in words.NOTHING_SAID:
                continue
            if len(self.entry.values) == 1:
                self.entry.texts(key).setdefault(next(iter(self.entry.values)), text)
            else:
                notes.append(text if key == What.COMMENT else f"Action: {text}")
        if text := "; ".join(filter(None, notes)):
            self.entry.words["note"] = DraftValue(text)

    def _hint_at_polarity(self) -> None:
        """Add to what is asked which polarity fits the directions of travel that are printed."""
        if "polarity" not in self.entry.asked:
            return
        ways: set[Polarity] = set()
        for before, now in pairwise(self.entry.values):
            said = dict(self.entry.reported.get(now, DraftFigure(())).entries).get("direction")
            both = [self.entry.values[one] for one in (before, now)]
            if said in _MOVES and all(map(_is_number, both)):
                then, latest = (fields.number(dict(one.entries)["value"]) for one in both)
                is_better = (latest > then) is (said == Direction.IMPROVED)
                ways |= {Polarity.HIGH if is_better else Polarity.LOW} if then != latest else set()
        if len(ways) == 1:
            self.entry.asked["polarity"] += f"; its direction of travel fits {ways.pop()}"

    def _cumulative(self) -> None:
        column = self.header.keys.get("accumulates")
        said = self._word("accumulates")
        if said.casefold() in _YES:
            self.entry.words["accumulates"] = DraftValue("true")
        elif said and said.casefold() not in _NO and column is not None:
            self._leave(f"cumulative {quoted(said)}", self._first(column))
        elif not said and (where := self._cumulative_by()):
            why = f"its {where} says cumulative; true where it grows towards a target of the year"
            self.entry.words["accumulates"] = DraftValue("false", why)

    def _cumulative_by(self) -> str:
        """Return which text of an indicator says that it is cumulative; empty where none does."""
        words_ = self.entry.words
        texts: list[tuple[str, str]] = [
            (key, words_[key].text) for key in ("name", "unit", "note") if key in words_
        ]
        texts += [("comment", one) for one in self.entry.comment.values()]
        return next((key for key, text in texts if words.is_cumulative(text)), "")

    def _settle(self, said: str, decimals: str) -> None:
        """Say how often it is measured; figures of other periods have no place."""
        entry, known = self.entry, words.frequency(said)
        column = self.header.keys.get("frequency")
        if said and not known and column is not None:
            self._leave(f"frequency {quoted(said)}", self._first(column))
        kinds = {period.kind for period in entry.values}
        finest = min(kinds, key=lambda kind: kind.months, default=Kind.QUARTER)
        often = known or _KINDS.get(finest, Frequency.ANNUAL)
        why = "by its periods" if kinds else "the table does not say how often it is measured"
        entry.words["frequency"] = DraftValue(often.value, "" if known else why)
        kind = {one: kind for kind, one in _KINDS.items()}.get(often)
        if kind is None:
            others = (Kind.CALENDAR, Kind.ACADEMIC)
            kind = next((one for one in others if kinds == {one}), Kind.FINANCIAL)
            if kind is not Kind.FINANCIAL:
                entry.words["year"] = DraftValue(kind.value, "by its periods")
        for period in [one for one in entry.values if one.kind is not kind]:
            self._not_of(period, often)
        if decimals in map(str, range(fields.MOST_DECIMALS + 1)):
            entry.words["decimals"] = DraftValue(decimals)
        elif decimals and (at := self.header.keys.get("decimals")) is not None:
            self._leave(f"decimals {quoted(decimals)}", self._first(at))
        if entry.words["unit"].text == words.PERCENT and any(map(_beyond, entry.values.values())):
            entry.words["may-exceed-100"] = DraftValue("true", "a figure is outside 0 to 100")

    def _not_of(self, period: Period, often: Frequency) -> None:
        """Leave out the figure of a period that is not of the indicator's frequency."""
        entry = self.entry
        beside = dict(entry.values.pop(period).entries)
        reported = entry.reported.pop(period, None)
        arrows = [one for one in self.arrows if one[0] == period]
        self.arrows = [one for one in self.arrows if one[0] != period]
        judged = (What.STATUS, What.DIRECTION) if reported or arrows else ()
        wanted = (What.VALUE, *judged, *(one for one in BESIDE_VALUES if one.value in beside))
        for series, cells in self.slots.items():
            if series.period == period and series.what in wanted:
                for cell in cells:
                    what = f"{_name_of(series)} {quoted(cell.text)}"
                    self._leave(what, cell, f"the indicator is {often}")


def _name_of(series: FigureColumn) -> str:
    """Return what a cell is for, in words."""
    what = "" if series.what in (What.VALUE, What.COMPARATOR) else series.what.value
    return " ".join(filter(None, (what, series.name, str(series.period or ""))))


def _may_be_share(text: str) -> bool:
    """Return whether a percentage is 1 or less and has no % sign."""
    try:
        return texts_of_cells.share(figures.read(text, words.PERCENT)) is not None
    except ValueError:
        return False


def _is_value(one: FigureColumn) -> bool:
    return one.what is What.VALUE


_DASH = "it may stand for 0, or for no figure"


def _is_number(figure: DraftFigure | None) -> bool:
    return _is_number_text(dict(figure.entries).get("value", "") if figure else "")


def _is_number_text(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9.]+", text))


def _beyond(figure: DraftFigure) -> bool:
    text = dict(figure.entries).get("value", "")
    return _is_number(figure) and not 0 <= fields.number(text) <= 100
