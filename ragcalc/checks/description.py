"""The manual of a check, read from its docstring."""

import re
from collections.abc import Callable
from inspect import cleandoc
from textwrap import dedent
from typing import NamedTuple

_PARTS = re.compile(r"^(Why|Failing|Passing|Source):[ \n]", re.MULTILINE)


class CheckDescription(NamedTuple):
    """What a check finds, why it looks, and an example of each kind.

    The examples are empty where no text of a file shows it, as with a workbook.
    """

    finds: str
    why: str
    failing: str
    passing: str
    source: str = ""


def description(check: Callable[..., object]) -> CheckDescription:
    """Read a docstring: what it finds, `Why:`, and perhaps `Failing:`, `Passing:`, `Source:`."""
    finds, *rest = _PARTS.split(cleandoc(check.__doc__ or ""))
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    return CheckDescription(
        finds=_line(finds),
        why=_sentence(parts["Why"]),
        failing=dedent(parts.get("Failing", "")).strip(),
        passing=dedent(parts.get("Passing", "")).strip(),
        source=_line(parts.get("Source", "")),
    )


def _sentence(text: str) -> str:
    words = _line(text)
    return words[:1].upper() + words[1:]


def _line(text: str) -> str:
    return " ".join(text.split())
