"""What a medium is: the suffixes and the bytes of its files, and the syntax of its text.

Imports nothing but the standard library: the command line reads it before it knows what to do.
"""

from enum import StrEnum
from typing import NamedTuple


class Syntax(StrEnum):
    """What a reader takes a text for, by which signs are written so that they mean nothing else."""

    PLAIN = "plain"
    JSON = "json"
    XML = "xml"
    MARKDOWN = "markdown"
    COMMANDS = "commands"
    """Lines that a CI system's runner obeys, as they are meant to be."""


class Medium(NamedTuple):
    """What an answer is written as."""

    media_type: str
    suffix: str
    """Of its files, with the dot."""
    other_suffixes: tuple[str, ...] = ()
    """By which its files are known as well."""
    encoding: str | None = "utf-8"
    """None for text in whatever standard output can show, UTF-8 in a file; None for bytes."""
    syntax: Syntax = Syntax.PLAIN
    bom: bool = False
    """Whether a file begins with the mark by which Excel knows UTF-8."""
    binary: bool = False
    """Whether it is made of bytes that are no text."""
    noun: str = "this format"
    """What a file of it is called."""
    is_data: bool = False
    """Whether programs read it, and people only by their means."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return every suffix by which its files are known, the usual one first."""
        return self.suffix, *self.other_suffixes


TEXT = Medium("text/plain", ".txt", encoding=None)
MARKDOWN = Medium("text/markdown", ".md", (".markdown",), syntax=Syntax.MARKDOWN)
HTML = Medium("text/html", ".html", (".htm",), syntax=Syntax.XML)
WORKBOOK = Medium(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsx",
    encoding=None,
    binary=True,
    noun="a workbook",
)
DOCUMENT = Medium(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".docx",
    encoding=None,
    binary=True,
    noun="a Word document",
)
PARQUET = Medium(
    "application/vnd.apache.parquet",
    ".parquet",
    encoding=None,
    binary=True,
    noun="a Parquet file",
    is_data=True,
)
CSV = Medium("text/csv", ".csv", bom=True, is_data=True)
JSON = Medium("application/json", ".json", syntax=Syntax.JSON, is_data=True)
SARIF = Medium("application/sarif+json", ".sarif", (".json",), syntax=Syntax.JSON, is_data=True)
XML = Medium("application/xml", ".xml", syntax=Syntax.XML, is_data=True)
COMMANDS = Medium("text/plain", ".txt", syntax=Syntax.COMMANDS, is_data=True)
