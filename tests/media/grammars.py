"""What comes alive in a medium, by its own grammar; each check returns what it found."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from io import StringIO
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markdown_it.token import Token

_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_FIRST = re.compile(r"[=+\-@＝＋－＠\t\r\n]")  # noqa: RUF001 - as Excel reads them
_NUMBER = re.compile(r"[-+]?[0-9.]+")


def steering(text: str, coloured: bool = False) -> list[str]:
    """Return the characters that would steer a terminal; colours are ours where there are any."""
    return _STEERS.findall(_COLOURS.sub("", text) if coloured else text)


def runner_commands(text: str, *, own: tuple[str, ...] = ()) -> list[str]:
    """Return the lines that GitHub's runner, Azure's or TeamCity's would obey.

    GitHub's trims a line as .NET does, and looks for `::` at its beginning and `##[` anywhere; a
    line that begins with one of the program's own commands is looked at no further.
    """
    lines = re.split("[\r\n]", text)
    return [line for line in lines if _is_command(line, own)]


def _is_command(line: str, own: tuple[str, ...]) -> bool:
    if line.startswith(own) and own:
        return False
    return line.strip().startswith("::") or re.search(r"##[a-z]*\[", line, re.I) is not None


# What GitHub and GitLab look for in the text of a page that Markdown has become.
_REFERENCES = {
    "mention": r"(?<!\w)@\w",
    "address": r"\w@\w",
    "issue": r"[#!&]\d|\bGH-\d",
    "label": r"~\w|~\"",
    "milestone": r"%[\w\"]",
    "snippet": r"\$\d|\^alert#\d",
    "link": r"(?i)\b[a-z]+://|\bwww\.",
    "emoji": r":(?:[a-z_]+|\+1|100):",
    "commit": r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b",
    "reference": r"\[vulnerability:\d|\*iteration:",
}
_QUIET = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("strong_open", "strong_close", "softbreak"),
    *(f"{part}_{end}" for part in ("table", "thead", "tbody", "tr", "th", "td")
      for end in ("open", "close")),
}  # fmt: skip
"""What our documents are made of: no link, image, code, HTML, rule, quotation, numbered list."""


def in_markdown(text: str) -> list[str]:
    """Return what a reader of CommonMark with tables makes of it beyond what we write."""
    found: list[str] = []
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    for token in tokens:
        within = list(_elsewhere(token.children or ()))
        found += [one.type for one in (token, *within) if one.type not in _QUIET]
        words = "".join(one.content or "|" for one in within)  # each node of text for itself
        found += [f"{name}: {words}" for name, one in _REFERENCES.items() if re.search(one, words)]
    return found


def _elsewhere(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens of a line without links to a heading of the page itself, which hold none."""
    here = False
    for token in tokens:
        if token.type == "link_open":
            here = str(token.attrs["href"]).startswith("#")
        if not (here and token.type in ("link_open", "link_close")):
            yield token


def in_csv(text: str) -> list[str]:
    """Return the cells that a spreadsheet would take for a formula."""
    cells = (cell for row in csv.reader(StringIO(text)) for cell in row)
    return [one for one in cells if _FIRST.match(one) and not _NUMBER.fullmatch(one)]


class Page(HTMLParser):
    """What stands in a page: elements with the names of their attributes, and the texts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[tuple[str, tuple[str, ...]]] = set()
        self.addresses: set[str] = set()
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.add((tag, tuple(sorted(name for name, _ in attrs))))
        self.addresses.update(v or "" for name, v in attrs if name in ("href", "src", "xlink:href"))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """Note a comment, of which a page has none."""
        self.elements.add(("!--", ()))


def texts_of_json(text: str) -> Iterator[str]:
    """Yield every text of a document of JSON."""
    stack = [json.loads(text)]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            stack += one.values()
        elif isinstance(one, list):
            stack += one


def texts_of_xml(text: str) -> list[str]:
    """Return the texts of a document of XML; raises where it is none."""
    return [one.text or "" for one in ElementTree.fromstring(text.encode()).iter()]
