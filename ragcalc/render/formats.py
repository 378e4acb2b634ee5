"""Every document and the formats that it is printed in: the one list of them.

The options, help and completion of the commands, the suffixes and encodings of files, the list of
JSON Schemas, documentation and tests read it. Cheap: a renderer is imported when it is called.
"""

from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module
from typing import Any, NamedTuple

from ragcalc.render.media.medium import (
    COMMANDS,
    CSV,
    DOCUMENT,
    HTML,
    JSON,
    MARKDOWN,
    PARQUET,
    SARIF,
    TEXT,
    WORKBOOK,
    XML,
    Medium,
)


class DocumentKind(StrEnum):
    """What a command answers with, by the name of the command."""

    REPORT = "report"
    CHECK = "check"
    COMPARE = "compare"
    """Also what `diff` answers with."""
    TARGETS = "targets"
    TREND = "trend"
    HISTORY = "history"
    NARRATIVE = "narrative"
    EXPLAIN = "explain"
    LIST = "list"
    MISSING = "missing"
    """What `list --missing` answers with."""
    FORM = "form"
    NEXT_TARGETS = "next-targets"
    """What `targets --next` answers with."""


class Format(NamedTuple):
    """One way to print a document."""

    document: DocumentKind
    name: str
    medium: Medium
    module: str
    """The one whose function `render` returns the text, or the bytes where the medium is binary."""
    histories: bool = False
    """Whether it shows every period, so that each has to be judged."""
    extra: str = ""
    """The optional dependencies that it needs, as in `pip install 'ragcalc[html]'`."""
    last_time: bool = False
    """Whether it shows what each indicator was last time, so that the period before is judged."""
    appendix: bool = False
    """Whether what it folds can be printed too, by `appendix=True`."""
    for_ci: bool = False
    """Whether a CI system reads it, which names files from the repository's root."""

    def render(self, *arguments: Any, **options: Any) -> Any:
        """Return what the renderer makes of a document in a style: text, or bytes.

        Raises ModuleNotFoundError where the packages of its extra are not installed.
        """
        return import_module(self.module).render(*arguments, **options)


def _all(*formats: Format) -> Mapping[DocumentKind, Mapping[str, Format]]:
    return {
        document: {one.name: one for one in formats if one.document is document}
        for document in DocumentKind
    }


_NEXT = "ragcalc.render.next_targets"
FORMATS = _all(
    Format(DocumentKind.REPORT, "table", TEXT, "ragcalc.render.report.table", last_time=True),
    Format(DocumentKind.REPORT, "json", JSON, "ragcalc.render.report.json"),
    Format(DocumentKind.REPORT, "csv", CSV, "ragcalc.render.report.csv"),
    Format(
        DocumentKind.REPORT, "markdown", MARKDOWN, "ragcalc.render.report.markdown", last_time=True
    ),
    Format(DocumentKind.REPORT, "text", TEXT, "ragcalc.render.report.text", last_time=True),
    Format(
        DocumentKind.REPORT,
        "html",
        HTML,
        "ragcalc.render.report.html",
        True,
        "html",
        last_time=True,
        appendix=True,
    ),
    Format(
        DocumentKind.REPORT, "xlsx", WORKBOOK, "ragcalc.render.report.xlsx", True, "excel", True
    ),
    Format(DocumentKind.REPORT, "docx", DOCUMENT, "ragcalc.render.report.docx", True, "word", True),
    Format(DocumentKind.CHECK, "text", TEXT, "ragcalc.render.check.text"),
    Format(DocumentKind.CHECK, "json", JSON, "ragcalc.render.check.json"),
    Format(DocumentKind.CHECK, "github", COMMANDS, "ragcalc.render.check.github", for_ci=True),
    Format(DocumentKind.CHECK, "gitlab", JSON, "ragcalc.render.check.gitlab", for_ci=True),
    Format(DocumentKind.CHECK, "sarif", SARIF, "ragcalc.render.check.sarif", for_ci=True),
    Format(DocumentKind.CHECK, "junit", XML, "ragcalc.render.check.junit", for_ci=True),
    Format(DocumentKind.COMPARE, "table", TEXT, "ragcalc.render.changes.table"),
    Format(DocumentKind.COMPARE, "json", JSON, "ragcalc.render.changes.json"),
    Format(DocumentKind.COMPARE, "markdown", MARKDOWN, "ragcalc.render.changes.markdown"),
    Format(DocumentKind.TARGETS, "table", TEXT, "ragcalc.render.targets.table"),
    Format(DocumentKind.TARGETS, "json", JSON, "ragcalc.render.targets.json"),
    Format(DocumentKind.TARGETS, "markdown", MARKDOWN, "ragcalc.render.targets.markdown"),
    Format(DocumentKind.TARGETS, "text", TEXT, "ragcalc.render.targets.sentences"),
    Format(DocumentKind.TREND, "table", TEXT, "ragcalc.render.trend.table"),
    Format(DocumentKind.TREND, "json", JSON, "ragcalc.render.trend.json"),
    Format(DocumentKind.TREND, "csv", CSV, "ragcalc.render.trend.csv"),
    Format(DocumentKind.HISTORY, "csv", CSV, "ragcalc.render.history.csv"),
    Format(DocumentKind.HISTORY, "json", JSON, "ragcalc.render.history.json"),
    Format(
        DocumentKind.HISTORY,
        "parquet",
        PARQUET,
        "ragcalc.render.history.parquet",
        extra="datasets",
    ),
    Format(DocumentKind.NARRATIVE, "text", TEXT, "ragcalc.render.narrative.text"),
    Format(DocumentKind.NARRATIVE, "markdown", MARKDOWN, "ragcalc.render.narrative.markdown"),
    Format(DocumentKind.EXPLAIN, "text", TEXT, "ragcalc.render.explain.text"),
    Format(DocumentKind.LIST, "text", TEXT, "ragcalc.render.catalogue.text"),
    Format(DocumentKind.MISSING, "text", TEXT, "ragcalc.render.missing.text"),
    Format(DocumentKind.MISSING, "json", JSON, "ragcalc.render.missing.json"),
    Format(DocumentKind.FORM, "xlsx", WORKBOOK, "ragcalc.render.form.xlsx", extra="excel"),
    Format(DocumentKind.FORM, "csv", CSV, "ragcalc.render.form.csv"),
    Format(DocumentKind.NEXT_TARGETS, "xlsx", WORKBOOK, f"{_NEXT}.xlsx", extra="excel"),
    Format(DocumentKind.NEXT_TARGETS, "csv", CSV, f"{_NEXT}.csv"),
)
"""By document and name; the first of a document is what its command prints by default."""


def default(document: DocumentKind) -> Format:
    """Return what a command prints without `--format`."""
    return next(iter(FORMATS[document].values()))
