"""A form as a workbook: cells that take a figure or a symbol, and a sheet of the symbols."""

from fractions import Fraction

from ragcalc.catalogue.returns import cells
from ragcalc.render.common.cells import Cell, Quantity
from ragcalc.render.common.labels import REASONS
from ragcalc.render.form.csv import marked
from ragcalc.render.form.sheet import Blank, BlankTarget, FormEntry, FormSheet, Words
from ragcalc.render.form.view import sheet
from ragcalc.render.media.style import Style
from ragcalc.render.media.workbook import Book, Entry, Heading, Input, Number, SheetWriter, number
from ragcalc.scoring.outstanding import OutstandingFigures
from ragcalc.vocabulary import Reason

_IN_PLACE = (*cells.REASONS, *(one for one in (*cells.NOTHING, *cells.NEAR_ZERO) if one))
"""The symbols that stand in place of a figure."""
_SYMBOLS, _MARKS = "SymbolsInPlace", "SymbolsBehind"
"""What the cells of the two kinds of symbols are called in formulas."""
_SYMBOL = f"SUMPRODUCT(--({_SYMBOLS}=TRIM({{cell}})))"
_MARKED = (
    "IFERROR(ISNUMBER(VALUE(LEFT(TRIM({cell}),LEN(TRIM({cell}))-2)))"
    f'*SUMPRODUCT(--(" "&{_MARKS}=RIGHT(TRIM({{cell}}),2))),FALSE)'
)
_LAST_WORD = (
    'IFERROR(ISNUMBER(VALUE(TRIM(RIGHT(SUBSTITUTE(TRIM({cell})," ",REPT(" ",50)),50)))),FALSE)'
)
_SIGNED = "IFERROR(ISNUMBER(VALUE(MID(TRIM({cell}),2,50))),FALSE)"
_MESSAGE = "or a symbol from the sheet Symbols, in its place or, as in 18.3 p, behind it."


def render(outstanding: OutstandingFigures, style: Style) -> bytes:
    """Return the form as the bytes of an .xlsx file; the style has no say in it."""
    form = sheet(outstanding)
    book = Book(form.title)
    figures, symbols = book.sheet("Figures"), book.sheet("Symbols")
    write(figures, form)
    _list_symbols(book, symbols)
    return book.content()


def write(writer: SheetWriter, form: FormSheet) -> None:
    """Write a sheet: its title, how it is filled in, and below them the table."""
    writer.columns([one.widest for one in form.columns])
    title, instruction = form.lines
    writer.line(Heading(title))
    writer.line(instruction)
    rows = [[_entry(one) for one in row] for row in form.rows]
    writer.headings(
        *(
            Heading(
                _capital(column.heading), right=any(isinstance(row[at], Number) for row in rows)
            )
            for at, column in enumerate(form.columns)
        )
    )
    for row in rows:
        writer.row(*row)
    writer.finish()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _entry(entry: FormEntry) -> Entry:
    match entry:
        case Blank():
            return Input(_format(entry), _rule(entry), f"Write {_asked(entry)}, {_MESSAGE}")
        case BlankTarget(figure):
            asked = f"Write {_asked(figure)}, a range as 8 to 12, a bound as below 85, or none."
            return Input(_format(figure), _target_rule(figure), asked)
        case Words():
            return Input("", "")
        case Cell(quantity=Quantity(high=None, bound="") as quantity, marks=()):
            return number(quantity)
        case Cell():
            return marked(entry)
        case str():
            return entry


def _format(blank: Blank) -> str:
    """Return the number format of a figure in the unit; General where it is a percentage.

    There 18.3 and 18.3% are both what they say. In a format of percentages a pasted 18.3 is 1830%,
    and in one with the sign as words a typed 18.3% is 0.183.
    """
    if blank.unit.name == "percent" and not blank.unit.label:
        return ""
    return number(Quantity(Fraction(0), blank.decimals, blank.unit)).format


def _rule(blank: Blank) -> str:
    return f"=OR({_number_rule(blank)},{_SYMBOL},{_MARKED})"


def _target_rule(blank: Blank) -> str:
    """Return the formula of a number, of words that end in one, of a sign before one, of none."""
    return f'=OR({_number_rule(blank)},TRIM({{cell}})="none",{_LAST_WORD},{_SIGNED})'


def _number_rule(blank: Blank) -> str:
    conditions = ["ISNUMBER({cell})"]
    if blank.whole:
        conditions += ["{cell}>=0", "{cell}=INT({cell})"]
    if blank.most is not None:
        conditions.append(f"{{cell}}<={blank.most}")
    return f"IFERROR(AND({','.join(conditions)}),FALSE)"  # of words INT is an error


def _asked(blank: Blank) -> str:
    figure = "a whole number, 0 or more" if blank.whole else "a number"
    return figure if blank.most is None else f"{figure}, {blank.most} at most"


# ── The symbols ──────────────────────────────────────────────────────────────────────────────────


def _list_symbols(book: Book, writer: SheetWriter) -> None:
    """Write what each symbol says, those in place of a figure first."""
    writer.columns([18, 34, 80])
    writer.headings(Heading("Symbol"), Heading("Where"), Heading("Meaning"))
    for words, name, symbols in (
        ("in place of the figure", _SYMBOLS, (*_IN_PLACE, str(Reason.IN_MEASUREMENT))),
        ("behind the figure, as in 18.3 p", _MARKS, cells.MARKS),
    ):
        first = writer.next + 1
        for symbol in symbols:
            writer.row(symbol, words, _meaning(symbol))
        book.name(name, f"Symbols!$A${first}:$A${writer.next}")
    writer.finish()


def _meaning(symbol: str) -> str:
    if symbol in cells.MEANINGS:
        return cells.MEANINGS[symbol]
    return f"as {cells.ALIKE[symbol]}" if symbol in cells.ALIKE else REASONS[Reason(symbol)]
