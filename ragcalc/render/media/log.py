"""Text in the log of a CI system, whose runner obeys some lines: none of ours is such a line.

GitHub's runner takes a line for a command that begins with `::`, spaces before it set aside, or has
`##[` anywhere; Azure Pipelines looks for `##vso[`, TeamCity for `##teamcity[`.
https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs

Nobody can know whether a runner reads a stream (a container does not see its variables), so every
text on a standard stream is treated alike; a file is no log and stays as it is. The two signs are
parted by what the format reads as the second one, and in text without a grammar by a space. A
character without a width would not do: comparisons that follow a culture skip it.
"""

import re
from collections.abc import Callable

from ragcalc.render.media.medium import Syntax

_AT_THE_START = re.compile(r"((?:^|\r)[^\S\r\n]*:)(:)", re.MULTILINE)
_ANYWHERE = re.compile(r"(#)(#)(?=[a-z]*\[)", re.IGNORECASE)


def inert(text: str, syntax: Syntax = Syntax.PLAIN) -> str:
    """Return the text, meaning in its syntax what it meant, without a line that a runner obeys.

    A text of commands keeps those that its lines begin with: they are its own.
    """
    parted = _PARTED[syntax]
    if "#" in text and "##" in text:  # a long text is looked through for one character at once
        text = _ANYWHERE.sub(parted, text)
    if syntax not in (Syntax.COMMANDS, Syntax.JSON) and "::" in text:
        text = _AT_THE_START.sub(parted, text)
    return text


def _parted_by_space(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]}"


def _in_json(found: re.Match[str]) -> str:
    return f"{found[1]}\\u{ord(found[2]):04x}"


def _in_xml(found: re.Match[str]) -> str:
    return f"{found[1]}&#{ord(found[2])};"


def _in_markdown(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}"


_PARTED: dict[Syntax, Callable[[re.Match[str]], str]] = {
    Syntax.PLAIN: _parted_by_space,
    Syntax.JSON: _in_json,
    Syntax.XML: _in_xml,
    Syntax.MARKDOWN: _in_markdown,
    Syntax.COMMANDS: _parted_by_space,
}
