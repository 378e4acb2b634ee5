"""Problems as text: each with its place, the line it stands in, carets under it, and a hint.

Nothing from a file can steer a terminal: what is not printable is shown as an escape.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ragcalc.problems import LocatedProblem, Severity, Span
from ragcalc.render.media.style import Colour, Style
from ragcalc.render.media.terminal_text import character, printable

MOST_OF_ONE_CODE = 10
"""How many problems of one code in one file are shown in full."""
LEAST_EXCERPT = 20
"""Columns that an excerpt takes however narrow the terminal is."""

_COLOURS = {
    Colour.NONE: dict.fromkeys(Severity, ""),
    Colour.BASIC: {Severity.ERROR: "1;31", Severity.WARNING: "30;43", Severity.NOTE: ""},
    Colour.MANY: {
        Severity.ERROR: "1;38;5;196",
        Severity.WARNING: "1;38;5;130",
        Severity.NOTE: "38;5;243",
    },
}
"""The terminal's codes for a severity's colour; empty where it has none."""


def render(problems: Sequence[LocatedProblem], style: Style, scope: str = "") -> str:
    """Return every problem, and a last line with the counts; `scope` says what was looked at."""
    blocks = [*_blocks(problems, style), counts(problems) + (f" in {scope}" if scope else "")]
    return "\n\n".join(blocks) + "\n"


def unquoted(problems: Sequence[LocatedProblem], style: Style) -> str:
    """Return the place and the code of every problem: messages may quote small numbers."""
    lines = Counter(_shown(one.unquoted, style) for one in problems)
    shown = [f"{line} ({number} times)" if number > 1 else line for line, number in lines.items()]
    return style.to_encoding("\n".join([*shown, "", counts(problems), f"hint: {_UNQUOTED}"])) + "\n"


_UNQUOTED = "run ragcalc check on these files to see what is wrong"


def counts(problems: Sequence[LocatedProblem]) -> str:
    """Return how many there are of each severity: `1 error, 2 warnings`."""
    found = Counter(problem.severity for problem in problems)
    parts = [
        f"{found[severity]} {severity}{'' if found[severity] == 1 else 's'}"
        for severity in Severity
        if found[severity]
    ]
    return ", ".join(parts) or "no problems"


def _blocks(problems: Sequence[LocatedProblem], style: Style) -> Iterator[str]:
    total = Counter((problem.file, problem.code) for problem in problems)
    seen: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        kind = problem.file, problem.code
        seen[kind] += 1
        if seen[kind] <= MOST_OF_ONE_CODE:
            yield block(problem, style)
        elif seen[kind] == MOST_OF_ONE_CODE + 1:
            more = total[kind] - MOST_OF_ONE_CODE
            yield _shown(f"{problem.file}: and {more} more [{problem.code}]", style)


def block(problem: LocatedProblem, style: Style) -> str:
    """Return one problem: what is wrong, its line with the place marked, and the hint."""
    lines = [_heading(problem, style)]
    if mark := problem.mark or problem.span:
        lines += _excerpt(mark, problem.excerpt, style)
    if problem.hint:
        lines.append(f"  hint: {_shown(problem.hint, style)}")
    return "\n".join(lines)


def _heading(problem: LocatedProblem, style: Style) -> str:
    text = _shown(str(problem), style)
    code = _COLOURS[style.colour][problem.severity]
    if not code:
        return text
    behind = _shown(f"{problem.severity}: {problem.message} [{problem.code}]", style)
    word = f"\x1b[{code}m{problem.severity}\x1b[0m"
    return text.removesuffix(behind) + word + behind.removeprefix(problem.severity)


def _shown(text: str, style: Style) -> str:
    return style.to_encoding(printable(text))


class _ShownCharacter(NamedTuple):
    """One character of the excerpt as it is shown."""

    text: str
    width: int
    marked: bool = False


def _excerpt(span: Span, line: str, style: Style) -> tuple[str, str]:
    """Return the line of a span and the carets under it, cut where it is too long."""
    gutter = f"  {span.line} | "
    room = max(style.width - len(gutter), LEAST_EXCERPT)
    cut = _cell("…" if style.can_show("…") else "...")
    cells = _window(_cells(span, line, style, room), room, span.column > room, cut)
    shown = "".join(cell.text for cell in cells)
    carets = "".join(("^" if cell.marked else " ") * cell.width for cell in cells)
    return (gutter + shown).rstrip(), " " * (len(gutter) - 2) + "| " + carets.rstrip()


def _cells(span: Span, line: str, style: Style, room: int) -> list[_ShownCharacter]:
    """Return a cell for each character near the span, and one where it begins behind the line."""
    end = span.end_column if span.end_line == span.line else len(line) + 1
    marked = range(span.column, max(end, span.column + 1))
    first = max(span.column - room, 1)
    near = line.ljust(span.column)[first - 1 : span.column + room]
    return [
        _cell(style.to_encoding(character(one)), column in marked)
        for column, one in enumerate(near, first)
    ]


def _cell(text: str, marked: bool = False) -> _ShownCharacter:
    return _ShownCharacter(text, sum(map(_columns, text)), marked)


def _window(
    cells: list[_ShownCharacter], room: int, cut_before: bool, cut: _ShownCharacter
) -> list[_ShownCharacter]:
    """Cut a long line so that the marked cells, or the first of them, are in view."""
    if not cut_before and sum(cell.width for cell in cells) <= room:
        return cells
    inner = room - 2 * cut.width
    mark = next(number for number, cell in enumerate(cells) if cell.marked)
    start = mark - _fitting(cells[:mark][::-1], inner // 3)
    stop = start + _fitting(cells[start:], inner)
    start = stop - _fitting(cells[:stop][::-1], inner)
    before = [cut] if cut_before or start else []
    behind = [cut] if stop < len(cells) else []
    return [*before, *cells[start:stop], *behind]


def _fitting(cells: list[_ShownCharacter], room: int) -> int:
    """Count the cells, from the first on, that fit into so many columns."""
    for number, cell in enumerate(cells):
        room -= cell.width
        if room < 0:
            return number
    return len(cells)


def _columns(character: str) -> int:
    """Return the columns that a character takes in a terminal."""
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
