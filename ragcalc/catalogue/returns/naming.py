"""Which indicator a row of a submitted table is of, by its name, its reference or both."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.model.hints import Hints
from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.catalogue.returns import figures, groups, texts, words
from ragcalc.catalogue.returns.layouts import Layout
from ragcalc.catalogue.returns.submissions import Submission
from ragcalc.problems import Problem, Severity

_SHOWN = 5
"""So many ids of one name are shown."""


class Known(NamedTuple):
    """What the rows of any table may be about."""

    catalogue: Catalogue
    indicators: Mapping[str, str]
    """The id for each way to name an indicator."""
    comparators: Mapping[str, str]
    left_out: frozenset[str]
    """The ways to name an indicator that has errors of its own; rows of it are passed over."""
    names: tuple[str, ...]
    """The ids, the names and the short names of the indicators, as they are written."""
    shared: Mapping[str, tuple[str, ...]]
    """The ids of the indicators that have one name, by this in small letters."""
    groupings: Mapping[str, str]
    """The id of a grouping by each heading that names it."""
    beginnings: frozenset[str]
    """What stands before a comma in the names of indicators, in small letters."""


def known(catalogue: Catalogue, left_out: Iterable[str] = ()) -> Known:
    """Return what tables may be about, worked out once for all of them.

    `left_out` are the ids, names and short names of the indicators that have errors.
    """
    indicators, comparators = texts.ids(catalogue.indicators), texts.ids(catalogue.comparators)
    indicators = {**texts.former_names(catalogue.indicators), **indicators}
    every = catalogue.indicators.values()
    names = [name for one in every for name in (one.name, one.short) if name]
    words = [one.casefold() for one in names]
    return Known(
        catalogue,
        indicators,
        comparators,
        frozenset(texts.one_line(one).casefold() for one in left_out),
        tuple(dict.fromkeys((*catalogue.indicators, *names))),
        texts.shared(catalogue.indicators),
        groups.headings(catalogue),
        frozenset(one[:at] for one in words for at in _commas(one)),
    )


def _commas(name: str) -> Iterator[int]:
    return (found.start() for found in re.finditer(", ", name))


class RowNames:
    """The way from a row of one table to the indicator that it is of."""

    def __init__(self, found: Submission, layout: Layout, known: Known) -> None:
        self.found, self.layout, self.known = found, layout, known
        self.ids, self.hints = known.indicators, Hints()
        self.references: list[tuple[int, str]] = []
        """The rows with a reference that names no indicator, and their references."""
        self.has_references = False
        """Whether a reference named one."""
        self.telling: set[int] = set()
        """The columns without a meaning of their own that distinguished rows of one name."""

    def id_of(self, number: int, row: list[str]) -> str | None:
        """Return the id that a row names; None, with a fault, where it names none."""
        text = row[self.layout.columns["indicator"]]
        name = self._by_further_cells(row, text) or texts.named(self.ids, text)
        if name and "id" in self.layout.columns:
            self._compare_id(number, name, row)
        if name or not any(map(str.strip, row)):
            return name
        word = texts.one_line(text)
        if "id" in self.layout.columns and (name := self._by_id(row)):
            self._note_other_name(number, name, word)
            return name
        if word.casefold() in self.known.left_out:
            return None
        alone = [column for column, one in enumerate(row) if one.strip()]
        if len(alone) == 1 and not figures.is_figure(row[alone[0]]):
            title, why = row[alone[0]].strip(), "which is alone in its row"
            self.found.remarks.append(self.found.unread(number, alone[0], title, why))
            return None
        place = self.found.at(number, self.layout.columns["indicator"], word, "", "indicator")
        if words.is_total(word):
            message = f"nothing is read from the row of {quoted(word)}, which adds others up"
            note = Severity.NOTE
            self.found.remarks.append(Problem("table-cell-unread", message, place, "", note))
            return None
        message, hint = self._unknown(word)
        self.found.faults.append(Problem("reference-indicator", message, place, hint))
        return None

    def _note_other_name(self, number: int, name: str, word: str) -> None:
        """Say that a row is read by its reference, whose indicator is not called so."""
        self.has_references = True
        if word:
            column, why = self.layout.columns["indicator"], f"as the row is of {name} by reference"
            self.found.remarks.append(self.found.unread(number, column, word, why))

    def is_shared(self, text: str) -> bool:
        """Return whether more than its name decides which indicator a row is of."""
        return texts.one_line(text).casefold() in self.known.beginnings

    def _unknown(self, word: str) -> tuple[str, str]:
        """Return what is wrong with a name that is none of an indicator, and what to do."""
        if not word:
            return "the row has no indicator", "write its id; ragcalc list shows them"
        ids, are = self.known.shared.get(word.casefold(), ()), "are called"
        if self.is_shared(word) and not ids:
            begin, every = f"{word}, ".casefold(), self.known.catalogue.indicators
            ids = tuple(id_ for id_, one in every.items() if one.name.casefold().startswith(begin))
            are = "have names that begin with"
        if len(ids) > 1:
            message = f"{len(ids)} indicators {are} {quoted(word)}"
            return message, "write the id: " + ", ".join(ids[:_SHOWN])
        hint = self.hints.nearest(word, self.known.names, "ragcalc list shows all")
        return f"there is no indicator {quoted(word)}", hint

    def _by_further_cells(self, row: list[str], text: str) -> str | None:
        """Return the indicator that was drafted with what tells it from others of its name.

        That is the text of a column without a meaning of its own, or the name of the sheet.
        """
        if not self.is_shared(text):
            return None
        read = self.layout.read - {*self.layout.belonging}
        further = {
            texts.one_line(one): column
            for column, one in enumerate(row)
            if column not in read and one.strip()
        }
        sheet = {self.found.table.sheet: -1} if self.found.table.sheet else {}
        for count in (2, 1):
            for parts in permutations({**sheet, **further}, count):
                if name := texts.named(self.ids, ", ".join((texts.one_line(text), *parts))):
                    self.telling.update(further[one] for one in parts if one in further)
                    return name
        return None

    def _compare_id(self, number: int, name: str, row: list[str]) -> None:
        """Find fault with a row whose two columns name two indicators."""
        other, text = self._by_id(row), self._reference(row)
        self.has_references = self.has_references or other is not None
        if text and other is None:
            self.references.append((number, text))
        elif other not in (None, name):
            column = self.layout.columns["id"]
            message = f"{quoted(text)} is {other}, and the row is of {name}"
            place = self.found.at(number, column, name, "", "indicator")
            hint = "correct the one that is wrong"
            self.found.faults.append(Problem("reference-indicator", message, place, hint))

    def without_meaning(self) -> Iterator[Problem]:
        """Yield the references that name no indicator; where none does the column is named."""
        column = self.layout.columns.get("id", 0)
        if self.references and not self.has_references:
            row = self.layout.row_of(column)
            message = "nothing is read from the column of references: none is that of an indicator"
            hint = "write the ids of indicators.yaml; ragcalc list shows them"
            place = self.found.at(row, column, "columns", "id")
            yield Problem("table-column-unknown", message, place, hint, Severity.NOTE)
            return
        for row, text in self.references:
            yield self.found.unread(row, column, text, "as no indicator has this reference")

    def _by_id(self, row: list[str]) -> str | None:
        """Return the id that a further column names; a draft spells 1.1.2.PI as 1-1-2-pi."""
        text = self._reference(row)
        return texts.named(self.ids, text) or texts.named(self.ids, texts.slug(text))

    def _reference(self, row: list[str]) -> str:
        return "".join(row[self.layout.columns["id"] :][:1]).strip()
