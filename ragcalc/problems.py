"""What is wrong, where, how bad, and how to correct it. Knows no file format and no output."""

from enum import StrEnum
from typing import NamedTuple

LONGEST_QUOTED = 40
"""How many characters of a text a message quotes."""


def shortened(text: str) -> str:
    """Return a text as messages quote it, however long it is in the file."""
    return f"{text[:LONGEST_QUOTED]}…" if len(text) > LONGEST_QUOTED else text


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class At(StrEnum):
    """Which part of an entry a place points at."""

    VALUE = "value"
    KEY = "key"


class Span(NamedTuple):
    """A stretch of text; lines and columns count from 1, the end column is just behind it."""

    line: int
    column: int
    end_line: int
    end_column: int


class Place(NamedTuple):
    """Where something stands: a document and the keys that lead to it, no lines yet."""

    document: str
    path: tuple[str | int, ...] = ()
    at: At = At.VALUE
    span: Span | None = None
    """Given only where no path leads to it, as for text that is not YAML."""

    def within(self, *steps: str | int) -> "Place":
        """Return the place so many keys further in."""
        return Place(self.document, (*self.path, *steps))

    def key_itself(self) -> "Place":
        """Return the place of the key rather than of what it stands for."""
        return Place(self.document, self.path, At.KEY)

    @property
    def key(self) -> str:
        """The dotted path, which moved lines do not change."""
        return ".".join(str(step) for step in self.path)


class Problem(NamedTuple):
    """One thing that is wrong."""

    code: str
    message: str
    place: Place
    hint: str = ""
    severity: Severity = Severity.ERROR


class CatalogueError(Exception):
    """The catalogue has errors; `problems` holds them all, sorted by place.

    Its text, which tracebacks and logs show, has the messages only where they may be `quoted`.
    """

    def __init__(self, problems: "tuple[LocatedProblem, ...]", *, quoted: bool = True) -> None:
        super().__init__("\n".join(str(one) if quoted else one.unquoted for one in problems))
        self.problems = problems


class LocatedProblem(NamedTuple):
    """A problem with its place made concrete: what every list of problems shows."""

    code: str
    severity: Severity
    message: str
    hint: str
    file: str
    """The path as a person would open it."""
    name: str
    """The path from the catalogue's folder, with `/`."""
    span: Span | None
    key: str
    excerpt: str
    """The line of text at the span's beginning, without its line end."""
    mark: Span | None = None
    """The stretch of the excerpt that is meant, where that is not the span."""
    cell: str = ""
    """The sheet and cell of a workbook, as Sheet1!C14."""

    @property
    def where(self) -> str:
        """The file, and the place in it as editors and spreadsheets name it."""
        if self.cell or not self.span:
            return f"{self.file}:{self.cell}" if self.cell else self.file
        return f"{self.file}:{self.span.line}:{self.span.column}"

    @property
    def unquoted(self) -> str:
        """The line, the severity and the code: nothing that the file's text decides."""
        place = f":{self.cell}" if self.cell else f":{self.span.line}" if self.span else ""
        return f"{self.file}{place}: {self.severity} [{self.code}]"

    def __str__(self) -> str:
        place = self.where
        return f"{place}: {self.severity}: {self.message} [{self.code}]"
