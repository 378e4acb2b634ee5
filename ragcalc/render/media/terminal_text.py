r"""Text as a terminal shows it: what would steer one is written out, as `\x1b` or `\u202e`.

`printable` is for names of files and whatever else belongs on one line, `inert` for text that has
lines already. Every text that reaches a terminal or a log has been through one of them.
"""

import unicodedata

from ragcalc.catalogue.yaml.characters import CONTROL

_WRITTEN_OUT = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Controls, marks that turn the direction or join characters, lone surrogates, separators."""


def printable(text: str) -> str:
    """Return the text on one line, with every character that has no look of its own written out.

    A lone surrogate, which stands for a byte of a name that is not UTF-8, is among them.
    """
    if text.isascii() and text.isprintable():
        return text  # as nearly every text is
    return "".join(map(character, text))


def character(one: str) -> str:
    """Return a character as it is, or written out; a tab is a space."""
    if one == "\t":
        return " "
    return _code(one) if unicodedata.category(one) in _WRITTEN_OUT else one


def inert(text: str) -> str:
    """Return text of several lines with every character written out that a file may not hold.

    What joins letters stays, since names in some scripts need it.
    """
    return CONTROL.sub(lambda found: _code(found[0]), text)


def _code(one: str) -> str:
    code = ord(one)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
