"""Which characters a text may not hold, be it a catalogue's or a submitted table's."""

import re
from collections.abc import Iterator

from ragcalc.problems import Place, Problem, Span

# Controls but tab and line feed, what turns the direction of all that follows in the row, lone
# surrogates.
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
RAW_CONTROL = re.compile(CONTROL.pattern.replace("\x0b-\x1f", "\x0b\x0c\x0e-\x1f"))
"""The same in a file's text, where line ends may have a carriage return."""
LINE_END = re.compile("\r\n|[\r\n]")
_PLAIN = bytes((*b"\t\n\r", *range(0x20, 0x7F)))

REFUSAL = (
    "syntax-control-character",
    "the text has a control character, which a terminal would obey",
    "delete it",
)


def problems(name: str, text: str) -> Iterator[Problem]:
    """Yield the first character of a file's text that may not stand there."""
    if text.isascii() and not text.encode("ascii").translate(None, delete=_PLAIN):
        return  # a tenth of the time, as nearly every text is
    code, message, hint = REFUSAL
    for found in RAW_CONTROL.finditer(text):
        before = LINE_END.split(text[: found.start()])
        line, column = len(before), len(before[-1]) + 1
        yield Problem(code, message, Place(name, span=Span(line, column, line, column + 1)), hint)
        return
