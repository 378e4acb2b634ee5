"""A workbook, written row by row: formats, fills, widths, print set-up. Alone imports xlsxwriter.

Knows no report. Every text is written as text, so that none is taken for a formula or a link.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from textwrap import wrap
from typing import Any, NamedTuple

import xlsxwriter

from ragcalc.catalogue.model.fields import Unit
from ragcalc.render.common.cells import Quantity, Tone
from ragcalc.render.common.fills import FILLS, INK
from ragcalc.render.media import package

_FIRST_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When every workbook was made: equal reports make equal bytes."""
_A4 = 9
_LONGEST = 32_767
"""Characters, in units of UTF-16, that a cell can hold."""
_SURELY_FITS = _LONGEST // 2
"""Characters of which none takes more than two units."""
_CUT = " [cut here: a cell holds no more]"
"""What stands behind the beginning of a longer text."""
_LONGEST_HEADING = 255
"""Characters that the heading of a column of a table can have."""
_LONGEST_FOOTER = 160
"""Characters of a title that a footer has room for."""
MOST_ROWS = 1_048_576
"""Rows that a sheet can hold."""
_NARROWEST, _ROOM, _FILTER, _WIDEST = 7, 1, 2, 250
"""Characters: the narrowest column, what stays free beside its widest entry, a filter's button, the
widest column."""
_INDENT = 1
"""Characters that stay free behind a number, and before a text."""
_PAGE, _OF_CHARACTER, _OF_COLUMN = 1140, 7.45, 5
"""Pixels of a page, and what a character and the margins of a column take of it in print.

A4 has 1,046 of them between its margins, long side across; a page of 1,149 is printed at 91%, where
letters of 11 points have 10.
"""
_BAR, _FRAME, _CHART_WIDTH, _ROW_HEIGHT = 34, 130, 1000, 20
"""Pixels: the height of a bar with its gap, of what stands around the bars, the width of a chart,
the height of a row."""
_LINE, _MOST_LINES = 15, 27
"""Height of a line in points, and how many of them Excel's highest row holds."""
_INPUT_WIDTH = 60
"""Characters that a cell to be filled in has room for where its column may be as wide."""
_INPUT = {"bg_color": "#FFF8DC", "border": 1, "border_color": "#8C8C8C"}
"""How a cell looks that is to be filled in."""
_RULE = {"bottom": 1, "bottom_color": "#BFBFBF"}
"""The line below a row of a table."""
_SMALL, _CAPITAL, _SPACE, _OTHER = 0.9, 1.15, 0.45, 1.6
"""Widths of a letter, a capital, a space and of what is none of them nor a digit, in digits."""


class Number(NamedTuple):
    """A number with its format."""

    value: Fraction
    format: str


class Shorthand(NamedTuple):
    """What stands in a figure's place and says why there is none: [x]."""

    text: str


class Heading(NamedTuple):
    """Words above a column, or at the head of a part."""

    text: str
    right: bool = False
    """Whether it stands above numbers."""


class Title(NamedTuple):
    """What a sheet shows, in its first cell; a heading of the first level."""

    text: str


class BarPart(NamedTuple):
    """A column whose numbers are a part of each bar of a chart."""

    column: int
    tone: Tone


class Input(NamedTuple):
    """An empty cell that is to be filled in."""

    format: str
    """The number format of what is written there; "" is General."""
    rule: str
    """The formula that is true of what may stand there, with {cell} for the cell; may be empty."""
    message: str = ""
    """What is said where the rule is not met."""


Entry = str | Number | Shorthand | Heading | Title | Input | None
"""What a cell of a sheet holds."""
_Words = str | Shorthand | Heading | Title | Input


def number(quantity: Quantity, after: str = "") -> Number:
    """Return a number in full, with the format of its unit; `after` are signs behind it."""
    picture = _picture(quantity.decimals, quantity.unit, quantity.bound, after)
    return Number(quantity.value, picture)


@lru_cache(maxsize=256)
def _picture(decimals: int, unit: Unit, bound: str, after: str) -> str:
    digits = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    lead, tail = f'"{bound}"' if bound else "", after
    if not unit.label and unit.name == "percent":
        tail = f"%{after}"
    quoted = f'"{tail}"' if tail else ""
    if not unit.label and unit.name == "currency":
        return f"{lead}£{digits}{quoted};{lead}-£{digits}{quoted}"
    return f"{lead}{digits}{quoted}"


def _of_number(picture: str) -> dict[str, Any]:
    return {"num_format": picture, "align": "right", "indent": 1}


def _of_shorthand() -> dict[str, Any]:
    return {"align": "right", "indent": 1}


def _of_title() -> dict[str, Any]:
    return {"bold": True, "font_size": 14}


def _of_heading(wrapped: bool, right: bool) -> dict[str, Any]:
    side = {"align": "right" if right else "left", "indent": 1} if wrapped else {}
    return {"bold": True, "text_wrap": wrapped, "bottom": 2 if wrapped else 0, **side}


def _of_text(wrapped: bool) -> dict[str, Any]:
    return {"text_wrap": True, "align": "left", "indent": 1} if wrapped else {}


def _of_input(picture: str) -> dict[str, Any]:
    return {"num_format": picture or "General", "text_wrap": True, **_INPUT}


_FORMATS: dict[Any, Callable[..., dict[str, Any]]] = {
    Number: _of_number,
    Shorthand: _of_shorthand,
    Heading: _of_heading,
    Title: _of_title,
    Input: _of_input,
    str: _of_text,
}
"""What a cell of each kind of entry looks like, by its traits."""


_CHART_FONT = {"size": 11, "color": INK}


def _look_of_part(tone: Tone) -> dict[str, Any]:
    """Return how a part of a bar looks: its number stands in it, where it is not 0."""
    fill, ink = FILLS[tone]
    number_of = {"value": True, "num_format": "#,##0;;", "font": {**_CHART_FONT, "color": ink}}
    return {"fill": {"color": fill}, "border": {"color": INK}, "gap": 40, "data_labels": number_of}


_WRAPPED = (str, True)
"""The format of a text in a table."""


class _Formats(dict[tuple[Any, ...], Any]):
    """The formats of a workbook by kind of entry and its traits, each made when it is needed."""

    def __init__(self, book: Any) -> None:
        self._book = book

    def __missing__(self, key: tuple[Any, ...]) -> Any:
        kind, *traits = key
        self[key] = self._book.add_format({"valign": "top", **_FORMATS[kind](*traits)})
        if kind is Title:
            self[key].xf_id = _HEADING_STYLE
        return self[key]

    def of_tone(self, tone: Tone) -> Any:
        """Return the look of a cell whose condition gives it the colour of a tone."""
        fill, ink = FILLS[tone]
        return self._book.add_format({"bg_color": fill, "font_color": ink, "bold": True})

    def of_line(self) -> Any:
        """Return the look of a cell that has a line below it."""
        return self._book.add_format(_RULE)

    def of_remark(self, words: str) -> Any:
        """Return the look of a cell whose condition puts words behind what stands in it."""
        shown = ";".join(f'{one} "{words}"' for one in ("General", "-General", "General", "@"))
        plain = {"bg_color": "#FFFFFF", "font_color": INK, "bold": True, "border": 1}
        return self._book.add_format({"num_format": shown, **plain})


# ── What xlsxwriter does not write ───────────────────────────────────────────────────────────────

_HEADING_STYLE = 1
"""The number of the style of titles among the styles of cells."""
_ADDED = {
    "xl/styles.xml": (
        (r'<cellStyleXfs count="1">(<xf [^>]*/>)', r'<cellStyleXfs count="2">\1\1'),
        (
            r'<cellStyles count="1">',
            '<cellStyles count="2"><cellStyle name="Heading 1" xfId="1" builtinId="16"/>',
        ),
    ),
    package.CORE: ((r"(?=<dcterms:created )", "<dc:language>en-GB</dc:language>"),),
}
"""By file, a pattern and what is written in its place: a style for titles, and the language."""


class _Packager(xlsxwriter.packager.Packager):  # type: ignore[misc]
    """Writes the files of a workbook, with what is added to them."""

    def _create_package(self) -> Any:
        files = super()._create_package()
        for content, name, _ in files:
            for pattern, added in _ADDED.get(name, ()):
                text = re.sub(pattern, added, content.getvalue(), count=1)
                content.seek(0)
                content.truncate()
                content.write(text)
        _identify({name: content for content, name, _ in files})
        return files


def _identify(files: Mapping[str, Any]) -> None:
    """Write into the core properties what the other parts are known by."""
    core = files[package.CORE]
    parts = ((name, _bytes(content.getvalue())) for name, content in files.items())
    said = f"<dc:identifier>{package.identifier(parts)}</dc:identifier>"
    text = core.getvalue().replace("<dcterms:created ", f"{said}<dcterms:created ", 1)
    core.seek(0)
    core.truncate()
    core.write(text)


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


class _Workbook(xlsxwriter.Workbook):  # type: ignore[misc]
    def _get_packager(self) -> _Packager:
        return _Packager()


class Book:
    """A workbook in the making."""

    def __init__(self, title: str, subject: str = "", organisation: str = "") -> None:
        self._out = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = _Workbook(self._out, options)
        about = {"title": title, "subject": subject}
        by = {"author": organisation, "company": organisation}
        self._book.set_properties({**about, **by, "created": _FIRST_DAY})
        self._formats = _Formats(self._book)

    def sheet(self, name: str, title: str = "") -> "SheetWriter":
        """Add a sheet that prints on A4, its long side across, one page wide.

        Its title, or else its name, stands at the foot of each page.
        """
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{_in_footer(title) or '&A'}&RPage &P of &N")
        return SheetWriter(sheet, self._formats)

    def bars(self, of: "SheetWriter", parts: Sequence[BarPart], description: str) -> None:
        """Draw some columns of a finished table below it, each row as a bar of their shares."""
        chart = self._book.add_chart({"type": "bar", "subtype": "percent_stacked"})
        of.draw(chart, parts, description)

    def name(self, name: str, cells: str) -> None:
        """Name some cells for formulas: `Symbols!$A$2:$A$9`."""
        self._book.define_name(name, f"={cells}")

    def content(self) -> bytes:
        """Return the bytes of the file; nothing can be added then."""
        self._book.close()
        return self._out.getvalue()


def _in_footer(title: str) -> str:
    """Return a title on one line, in which no & is a code."""
    return " ".join(title.split())[:_LONGEST_FOOTER].replace("&", "&&")


class SheetWriter:
    """One sheet, filled from the top."""

    def __init__(self, sheet: Any, formats: _Formats) -> None:
        self._sheet, self._formats = sheet, formats
        self._widest: Sequence[int] = ()
        self._words: list[int] = []
        self._numbers: list[int] = []
        """Of each column, the characters of its widest text and of its widest number."""
        self._wrapped: list[tuple[int, int, str]] = []
        """Row, column and text of every cell whose text may break into lines."""
        self._headings: list[tuple[str, bool]] = []
        """Each heading of the table, and whether it stands above numbers."""
        self._heading_row = self._printed = self._page = 0
        self.next = 0
        """The row that comes next, counted from 0."""

    def columns(self, widest: Sequence[int]) -> None:
        """Begin columns that become as wide as what they hold, texts up to these characters."""
        self._widest = widest
        self._words, self._numbers = [0] * len(widest), [0] * len(widest)

    def headings(self, *headings: Heading) -> None:
        """Write the headings of a table, each different from the others."""
        self._heading_row = self.next
        for column, heading in enumerate(headings):
            text = _heading(heading.text, [one for one, _ in self._headings])
            self._headings.append((text, heading.right))
            width = self._put(column, heading._replace(text=text))
            self._words[column] = max(width, self._words[column])
        self.next += 1

    def row(self, *entries: Entry) -> None:
        """Write a row from its left end."""
        words, numbers, widest = self._words, self._numbers, self._widest
        for column, entry in enumerate(entries):
            if isinstance(entry, Number):
                width = self._number(column, entry)
                if width > numbers[column]:
                    numbers[column] = width
            elif entry:
                short = isinstance(entry, str) and len(entry) < widest[column] - _INDENT
                width = self._short(column, entry) if short else self._put(column, entry)
                if width > words[column]:
                    words[column] = width
        self.next += 1

    def _short(self, column: int, text: Any) -> int:
        """Write a text that needs one line; return the characters that it takes."""
        self._sheet.write_string(self.next, column, text, self._formats[_WRAPPED])
        return len(text)

    def line(self, entry: _Words | None = None) -> None:
        """Write a row of one text that runs on over the columns beside it."""
        if entry:
            self._put(0, entry, wrapped=False)
        self.next += 1

    def small_chart(self, column: int, cells: str) -> None:
        """Draw the numbers of some cells, `History!$C$2:$C$9`, in a cell of the row that comes."""
        colours = {"series_color": INK, "markers_color": INK}
        options = {"range": cells, "markers": True, "weight": 1.5, **colours}
        self._sheet.add_sparkline(self.next, column, options)

    def remark_changes(self, column: int, pairs: Iterable[tuple[int, int]], words: str) -> None:
        """Put words behind each entry of a column where a figure was changed.

        A pair is a column of the row and the column that has a copy of its figures.
        """
        first = self._heading_row + 1
        name = xlsxwriter.utility.xl_col_to_name
        changed = ",".join(
            f"${name(one)}{first + 1}<>${name(copy)}{first + 1}" for one, copy in pairs
        )
        look = {"format": self._formats.of_remark(words), "stop_if_true": True}
        self._conditional(column, {"type": "formula", "criteria": f"=OR({changed})", **look})

    def colour(self, column: int, tones: Mapping[str, Tone]) -> None:
        """Colour each cell of a column by the word that it begins with, whoever wrote it."""
        for word, tone in tones.items():
            begins = {"type": "text", "criteria": "begins with", "value": word}
            self._conditional(column, {**begins, "format": self._formats.of_tone(tone)})

    def _conditional(self, column: int, options: dict[str, Any]) -> None:
        first, last = self._heading_row + 1, self.next - 1
        self._sheet.conditional_format(first, column, last, column, options)

    def draw(self, chart: Any, parts: Sequence[BarPart], description: str) -> None:
        """Put a chart of bars below the finished table, where it is printed too."""
        first, last, name = self._heading_row + 1, self._last_row, self._sheet.get_name()
        for one in parts:
            chart.add_series(
                {
                    "name": [name, self._heading_row, one.column],
                    "categories": [name, first, 0, last, 0],
                    "values": [name, first, one.column, last, one.column],
                    **_look_of_part(one.tone),
                }
            )
        height = _FRAME + _BAR * (last - first + 1)
        chart.set_size({"width": min(self._page, _CHART_WIDTH), "height": height})
        chart.set_y_axis({"reverse": True, "num_font": _CHART_FONT})
        chart.set_x_axis({"num_format": "0%", "num_font": _CHART_FONT, "label_position": "high"})
        chart.set_legend({"position": "top", "font": _CHART_FONT})
        self._sheet.insert_chart(last + 2, 0, chart, {"description": description})
        self._printed_rows(last + 2 + height // _ROW_HEIGHT + 1)

    def finish(self) -> None:
        """Set the widths of the columns, and the heights of the rows; filter below headings."""
        widths = self._set_widths()
        self._set_heights(widths)
        if self._headings:
            self._set_up(self._last_row, len(widths))
            self._sheet.autofilter(self._heading_row, 0, self._last_row, len(widths) - 1)

    def finish_table(
        self, name: str, description: str, printed: int, *, filters: bool = True
    ) -> None:
        """Make what stands below the headings one of the spreadsheet's tables.

        Of its columns at most `printed` are printed, as many as a page has room for in letters of
        10 points.
        """
        widths = self._set_widths()
        printed = fitting(widths[:printed])
        self._set_heights(widths[:printed])
        self._set_up(self._last_row, printed)
        columns = [
            {"header": text, "header_format": self._formats[Heading, True, right]}
            for text, right in self._headings
        ]
        cells = (self._heading_row, 0, self._last_row, len(widths) - 1)
        look = {"style": "Table Style Light 1", "banded_rows": False}
        about = {"name": name, "title": name, "description": description}
        # two rows, and then all: xlsxwriter looks at each cell for a table that overlaps this one
        first = (self._heading_row, 0, self._heading_row + 1, len(widths) - 1)
        self._sheet.add_table(*first, {"columns": columns, "autofilter": filters, **look, **about})
        self._sheet.tables[-1]["range"] = xlsxwriter.utility.xl_range(*cells)
        if filters:
            self._sheet.tables[-1]["autofilter"] = xlsxwriter.utility.xl_range(*cells)
        self._page = sum(int(one * 7 + 5) for one in widths[:printed])
        line = {"type": "formula", "criteria": "=TRUE", "format": self._formats.of_line()}
        self._sheet.conditional_format(self._heading_row + 1, *cells[1:], line)

    @property
    def _last_row(self) -> int:
        return max(self.next - 1, self._heading_row + 1)

    def _set_widths(self) -> list[int]:
        widths = [*map(_width, self._words, self._numbers, self._widest)]
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        return widths

    def _set_up(self, last: int, printed: int) -> None:
        """Keep the headings in sight and on every page, and print the first columns."""
        self._sheet.freeze_panes(self._heading_row + 1, 1)
        self._sheet.repeat_rows(self._heading_row)
        self._printed = printed
        self._printed_rows(last)

    def _printed_rows(self, last: int) -> None:
        self._sheet.print_area(0, 0, last, self._printed - 1)

    def _set_heights(self, widths: Sequence[int]) -> None:
        """Make each row as high as its lines; not every program does so when it opens the file."""
        lines: dict[int, int] = {}
        for row, column, text in self._wrapped:
            if column < len(widths):
                lines[row] = max(_lines(text, widths[column] - _INDENT), lines.get(row, 1))
        for row, number_of in lines.items():
            if number_of > 1:
                self._sheet.set_row(row, min(number_of, _MOST_LINES) * _LINE)

    def _number(self, column: int, entry: Number) -> int:
        """Write a number; return the characters that it takes."""
        value, shown = entry
        near = value.numerator / value.denominator
        self._sheet.write_number(self.next, column, near, self._formats[Number, shown])
        places, besides = _takes(shown)
        return len(f"{near:,.{places}f}") + besides

    def _put(self, column: int, entry: _Words, wrapped: bool = True) -> int:
        """Write a text, or an empty cell; return the characters that it takes."""
        if isinstance(entry, str):
            text, shown = entry, self._formats[str, wrapped]
        elif isinstance(entry, Input):
            self._input(column, entry)
            return _INPUT_WIDTH
        elif isinstance(entry, Heading):
            text, shown = entry.text, self._formats[Heading, wrapped, entry.right]
        else:
            text, shown = entry.text, self._formats[(type(entry),)]
        if len(text) > _SURELY_FITS:
            text = _that_fits(text)
        self._sheet.write_string(self.next, column, text, shown)
        taken = _of_words(text) if isinstance(entry, Heading) else len(text)
        if wrapped and len(text) > min(taken, self._widest[column] - _INDENT - _ROOM):
            self._wrapped.append((self.next, column, text))
        return taken

    def _input(self, column: int, entry: Input) -> None:
        """Write an empty cell that takes what its rule allows."""
        shown = self._formats[Input, entry.format]
        self._sheet.write_blank(self.next, column, None, shown)
        if entry.rule:
            cell = xlsxwriter.utility.xl_rowcol_to_cell(self.next, column)
            rule = entry.rule.replace("{cell}", cell)
            options = {"validate": "custom", "value": rule, "error_message": entry.message}
            self._sheet.data_validation(self.next, column, self.next, column, options)


def _heading(text: str, others: Sequence[str]) -> str:
    """Return a heading that a table can have: on one line, and like no other one."""
    own = " ".join(_ESCAPED.sub(" ", text).split())[: _LONGEST_HEADING - len(" (999)")] or "Column"
    used, found, number_of = {one.casefold() for one in others}, own, 1
    while found.casefold() in used:
        number_of += 1
        found = f"{own} ({number_of})"
    return found


_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What begins the code of a character in the name of a column: _x0041_ is an A."""


def _that_fits(text: str) -> str:
    """Return what a cell can hold of a text, and that it is cut."""
    code = text.encode("utf-16-le")
    if len(code) <= 2 * _LONGEST:
        return text
    return code[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def fitting(widths: Sequence[int]) -> int:
    """Return how many of some columns a page has room for in letters of 10 points, at least one."""
    room = float(_PAGE)
    for number_of, width in enumerate(widths):
        room -= width * _OF_CHARACTER + _OF_COLUMN
        if room < 0:
            return max(number_of, 1)
    return len(widths)


@lru_cache(maxsize=256)
def _takes(picture: str) -> tuple[int, int]:
    """Return the decimals of a format, and the characters that it shows besides the number."""
    first = picture.partition(";")[0]
    digits = re.search(r"#,##0(?:\.(0+))?", first)
    places = len(digits[1] or "") if digits else 0
    return places, len(first.replace('"', "")) - len("#,##0") - places


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, or more."""
    small, capitals, spaces = (
        sum(map(str.islower, text)),
        sum(map(str.isupper, text)),
        text.count(" "),
    )
    others = 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))
    rest = len(text) - small - capitals - spaces
    taken = small * _SMALL + capitals * _CAPITAL + spaces * _SPACE + rest + others * (_OTHER - 1)
    return len(wrap(text, max(int(width * len(text) / taken), 1)))


def _of_words(heading: str) -> int:
    """Return the characters that a heading takes, which breaks between its words."""
    return max(map(len, heading.split()), default=0) + _FILTER


def _width(words: int, numbers: int, most: int) -> int:
    """Return the width of a column: texts break into lines, a number that is cut shows as ###."""
    needed = max(min(words + _INDENT + _ROOM, most), min(numbers + _INDENT, _WIDEST))
    return max(_NARROWEST, needed)
