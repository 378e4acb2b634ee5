"""YAML text to plain data and positions. Alone imports yaml; guesses no types.

Every scalar stays the text that stands there: `no` is a word, `0.70` keeps its digits. What makes
a document mean two things (duplicate keys, aliases, tags, a second document) is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

import yaml

from ragcalc.catalogue.yaml import characters
from ragcalc.problems import At, Place, Problem, Span, shortened

MOST_LEVELS = 50
"""How deep entries may nest; no key of the formats lies deeper than the ninth level."""

Data = dict[str, "Data"] | list["Data"] | str
Path = tuple[str | int, ...]


class _Untyped:
    """What a loader that guesses no types need not look for at each of its nodes."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> None: ...

    def descend_resolver(self, current: Any, index: Any) -> None: ...

    def ascend_resolver(self) -> None: ...


_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Loader: Any = type("_Loader", (_Untyped, _BASE), {})
# Where an anchor, an alias or a tag may stand; only then are the events looked at one by one.
_MARKER = re.compile(r"(?:^|[\s\[{,:?])[&*!]")
_USUAL_INDENT = 12  # nothing of the formats is indented as far
_INDENT = re.compile(rf"\n[ \-?:]{{{_USUAL_INDENT},}}")
_OPENING = re.compile(r"[\[{].*")
_QUOTE = re.compile("[\"'#]")


@dataclass(frozen=True)
class Document:
    """One file's text, its data, and where each entry of it stands."""

    name: str
    """The path from the catalogue's folder, with `/`."""
    shown: str
    """The path as a person would open it."""
    text: str
    problems: list[Problem] = field(default_factory=list)
    """What `data` refused."""
    content: bytes = b""
    """The file's bytes."""

    @cached_property
    def data(self) -> Data | None:
        """Return the data, or None where the text cannot be read; `problems` then says why."""
        if not self.problems:
            self.problems.extend(characters.problems(self.name, self.text))
        if self.problems:
            return None
        try:
            self.problems.extend(_markers(self.name, self.text))
            if any(problem.code in _FATAL for problem in self.problems):
                return None
            node = _compose(self.text)
        except yaml.MarkedYAMLError as error:
            self.problems.append(_not_yaml(self.name, self.text, error))
            return None
        if node is None or node.value == "":
            self.problems.append(_empty(self.name))
            return None
        # no raw control is left, so only an escape such as \e could still bring one
        return _NodeReader(self.name, self.problems, "\\" in self.text).read(node, ())

    def span(self, place: Place) -> Span | None:
        """Return the stretch of text of a place, or of its nearest parent that exists."""
        if place.span or self._root is None:
            return place.span and self._within(place.span)
        entry = self._root
        for step in place.path:
            entry = entry.children.get(step, entry)
        at_key = entry.key is not None and (place.at is At.KEY or not _is_text(entry.node))
        return self._within(_span(entry.key if at_key else entry.node))

    def _within(self, span: Span) -> Span:
        """Return a stretch that the text has: libyaml counts a line end that a last `?` lacks."""
        if span.end_line <= len(self.lines):
            return span
        end = len(self.lines), len(self.lines[-1]) + 1
        return Span(*min(end, (span.line, span.column)), *end)

    @property
    def file(self) -> str:
        """The path in JSON: that of `name`, since a document is the whole of its file."""
        return self.name

    def excerpt(self, span: Span) -> str:
        """Return the line in which a span begins."""
        return self.lines[span.line - 1]

    def mark(self, _span: Span) -> Span | None:
        """Return the stretch of the excerpt that is meant, where that is not the span."""
        return None

    def point(self, span: Span) -> str:
        """Return `indicators.yaml:12`."""
        return f"{self.shown}:{span.line}"

    def cell(self, _span: Span) -> str:
        """Return the name of a workbook's cell; a text has none."""
        return ""

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        return characters.LINE_END.split(self.text)

    @cached_property
    def _root(self) -> "_Entry | None":
        return _Entry(None, _compose(self.text)) if self.data else None


@dataclass(frozen=True)
class _Entry:
    """An entry of a document as its nodes, which know their lines and columns."""

    key: Any
    """The node of its key, an item's own; None for the document itself."""
    node: Any

    @cached_property
    def children(self) -> "dict[str | int, _Entry]":
        """The entries in it by their keys, the items of a list by their numbers."""
        return dict(reversed(list(_children(self.node))))


def _compose(text: str) -> Any:
    return yaml.compose(text, Loader=_Loader)


def _children(node: Any) -> Iterator[tuple[str | int, _Entry]]:
    """Yield each step into a node with the entry that it leads to."""
    if isinstance(node, yaml.MappingNode):
        texts = ((key, value) for key, value in node.value if _is_text(key))
        yield from ((_clean(key.value), _Entry(key, value)) for key, value in texts)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((number, _Entry(item, item)) for number, item in enumerate(node.value))


def _clean(text: str) -> str:
    return characters.CONTROL.sub("\ufffd", text)


def _is_text(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode)


def _span(node: Any) -> Span:
    start, end = node.start_mark, node.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


@dataclass(frozen=True)
class _NodeReader:
    """Turns nodes into data and collects what it refuses."""

    name: str
    problems: list[Problem]
    escapes: bool
    """Whether the text may hold escapes, and with them control characters."""

    def read(self, node: Any, path: Path) -> Data:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, number)) for number, item in enumerate(node.value)]
        data: dict[str, Data] = {}
        for key, value in node.value:
            if not _is_text(key):
                self._refuse(path, key, "key-not-text", "a key must be text", "write name: value")
                continue
            name = self._scalar(key, path)
            if name in data:
                self._refuse(
                    (*path, name),
                    key,
                    "key-duplicate",
                    f"duplicate key {shortened(name)}",
                    "keep one of the two entries",
                )
            else:
                data[name] = self.read(value, (*path, name))
        return data

    def _scalar(self, node: Any, path: Path) -> str:
        text: str = node.value
        if not self.escapes or not characters.CONTROL.search(text):
            return text
        self._refuse(path, node, *characters.REFUSAL)
        return _clean(text)

    def _refuse(self, path: Path, node: Any, code: str, message: str, hint: str) -> None:
        place = Place(self.name, path, span=_span(node))
        self.problems.append(Problem(code, message, place, hint))


_TOO_DEEP = ("syntax-too-deep", f"entries nest more than {MOST_LEVELS} levels deep", "")
_TOO_DEEP_FOR_LIBYAML = "exceeded maximum nesting depth"
"""Its own limit, far beyond ours; from 0.2.6 on its scanner may meet it before our count does."""
_FATAL = {"syntax-alias", "syntax-anchor", "syntax-too-deep"}
"""After these the text is not read further: an alias or an anchor would need resolving."""


def _markers(name: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each anchor, alias and tag, and for entries that nest too deep.

    Events come one by one from the scanner, so that neither a chain of aliases nor a tower of
    brackets, which would exhaust the composer's stack, costs anything.
    """
    marked = any(sign in text for sign in "&*!") and _MARKER.search(text)
    if not marked and not _may_nest_deep(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        starts = isinstance(event, yaml.CollectionStartEvent)
        depth += starts - isinstance(event, yaml.CollectionEndEvent)
        found = _marker(event)
        if depth > MOST_LEVELS:
            found = _TOO_DEEP
        if found:
            code, message, hint = found
            yield Problem(code, message, Place(name, span=_span(event)), hint)
        if depth > MOST_LEVELS:
            return


def _may_nest_deep(text: str) -> bool:
    """Return whether it could: a level takes an open bracket or, in block style, a column or two.

    A bracket counts as closed only where no quote and no comment follows it in its line.
    """
    lines = "\n" + text.replace("\r", "\n")
    indent = max(map(len, _INDENT.findall(lines)), default=_USUAL_INDENT)
    unclosed = most = 0
    for line in _OPENING.findall(text):
        opened = line.count("[") + line.count("{")
        plain = not _QUOTE.search(line)
        closed = line.count("]") + line.count("}") if plain else 0
        unclosed, most = unclosed + max(0, opened - closed), max(most, opened)
    return 2 * (indent + 1) + unclosed + most > MOST_LEVELS


def _marker(event: Any) -> tuple[str, str, str] | None:
    if isinstance(event, yaml.AliasEvent):
        name = shortened(str(event.anchor))
        return "syntax-alias", f"*{name} is an alias", "write the entry out where it is used"
    if getattr(event, "anchor", None):
        return "syntax-anchor", f"&{shortened(event.anchor)} is an anchor", "delete it"
    if getattr(event, "tag", None):
        hint = "delete it, or put the text in quotation marks"
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        return "syntax-tag", f"{shortened(tag)} is a tag", hint
    return None


def _empty(name: str) -> Problem:
    message = f"{PurePosixPath(name).name} is empty"
    hint = "ragcalc init, in another folder, writes a starter to copy from"
    return Problem("file-empty", message, Place(name), hint)


def _not_yaml(name: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    lines = characters.LINE_END.split(text)
    mark: Any = error.problem_mark
    if error.context_mark and not "".join(lines[mark.line :])[mark.column :]:
        mark = error.context_mark  # what began there never ended
    number = min(mark.line, len(lines) - 1)
    after = lines[number][mark.column :]
    code, message, hint = _words(after[:1], error)
    span = Span(number + 1, mark.column + 1, number + 1, mark.column + 2)
    return Problem(code, message, Place(name, span=span), hint)


def _words(character: str, error: yaml.MarkedYAMLError) -> tuple[str, str, str]:
    if error.problem == _TOO_DEEP_FOR_LIBYAML:
        return _TOO_DEEP
    if isinstance(error, yaml.composer.ComposerError):
        return "syntax-two-documents", "a second document begins here", "keep one document a file"
    if character == "\t":
        return "syntax-tab", "tab used for indentation", "indent with spaces"
    reason = error.problem or error.context
    return (
        "syntax-not-yaml",
        f"this is not valid YAML: {reason}",
        "check the indentation; quote a text that has ': ' or ' #' in it or begins with a sign",
    )
