"""Every golden output: its file in this folder, and how it is made.

One catalogue of a council that does not exist holds every word, sign and mark; the shipped
catalogue stands beside it. `python -m tests.golden.rewrite` writes the files anew; look at the
difference before you commit it.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from ragcalc import pipeline as api
from ragcalc.catalogue import files, loader
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.yaml.source import Document
from ragcalc.periods import SplitYear
from ragcalc.problems import Place
from ragcalc.render.catalogue import text as list_text
from ragcalc.render.explain import text as explain_text
from ragcalc.render.formats import DocumentKind, Format
from ragcalc.render.history import csv as history_csv
from ragcalc.render.media.style import Colour, Style
from ragcalc.render.report import table as report_table
from ragcalc.render.targets import table as targets_table
from ragcalc.render.trend import table as trend_table
from ragcalc.scoring.arrangement import Arrangement, arranged
from ragcalc.scoring.narrowing import Narrowing
from ragcalc.scoring.outstanding import OutstandingFigures
from ragcalc.scoring.results import Report
from ragcalc.scoring.targets import review
from ragcalc.scoring.targets.next_year import NextTargets
from ragcalc.scoring.targets.review import ReportReview
from ragcalc.vocabulary import Status
from tests.formats import file_names

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PERIOD = "2023-24 Q3"
SHIPPED_PERIOD = "q4"

BROKEN = """
  left-out:
    name: Left out for its errors
    unit: percent
    polarity: sideways
    values: {2023-24 Q3: ninety}
"""
"""An indicator that no verdict can be built on, for `--partial`."""

HISTORIES = {
    "invented": ("recycled", "in-range", "reported", "suppressed"),
    "shipped": ("children-in-care", "single-assessments-45-days"),
}
"""Whose history is drawn."""

STYLES = {
    "table-100.txt": Style(),
    "table-150.txt": Style(width=150),
    "table-79.txt": Style(width=79),
    "table-40.txt": Style(width=40),
    "table-ascii.txt": Style(encoding="ascii"),
    "table-ascii-120.txt": Style(width=120, encoding="ascii"),
    "table-16-colours.txt": Style(width=120, colour=Colour.BASIC),
    "table-256-colours.txt": Style(width=120, colour=Colour.MANY),
}
_NAMES = {
    "report.txt": "table.txt",
    "report-text.txt": "sentences.txt",
    "targets-text.txt": "targets-sentences.txt",
}
"""What some files are called here."""


def _files(document: DocumentKind) -> dict[str, Format]:
    """Return the files of a document; tests/docs has a page and a workbook, which need packages."""
    return {
        _NAMES.get(name, name): one for name, one in file_names(document).items() if not one.extra
    }


def _narrative(render: Callable[..., str], in_full: bool) -> "Render":
    return lambda made, style: render(made, in_full, style)


FORMATS = {
    **{name: one.render for name, one in _files(DocumentKind.REPORT).items()},
    **{
        name.replace(".", "-all." if in_full else "."): _narrative(one.render, in_full)
        for name, one in _files(DocumentKind.NARRATIVE).items()
        for in_full in (False, True)
    },
}
OUTSTANDING = {
    name: one.render
    for document in (DocumentKind.FORM, DocumentKind.MISSING)
    for name, one in _files(document).items()
}
NEXT_TARGETS = {name: one.render for name, one in _files(DocumentKind.NEXT_TARGETS).items()}
DUE = {"invented": (PERIOD, SplitYear(2024)), "shipped": ("2019-20 Q1", SplitYear(2019))}
"""The period whose figures are asked for, and the year whose targets are to be set."""
TARGETS = {name: one.render for name, one in _files(DocumentKind.TARGETS).items()}
EXPLAINED = {
    "invented": (
        "missed-bins",  # a strict target
        "on-the-mend",  # amber for its direction
        "overspend",  # a base, and the lesser of two tolerances
        "floor-broken",
        "out-of-range",
        "as-england",  # counts, against a comparator
        "profile-shares",
        "population",  # neutral
        "reported",
        "overridden",
        "carried",
        "suppressed",
        "not-due",
    ),
    "shipped": (
        "repeat-child-protection-plans",
        "children-in-care",
        "placed-over-20-miles",
    ),
}


@cache
def loaded(name: str) -> Loaded:
    """Load a catalogue: invented, or shipped."""
    folder = HERE if name == "invented" else ROOT
    return api.load(folder / files.INDICATORS, folder / files.THRESHOLDS)


@cache
def partial() -> Loaded:
    """Load the invented catalogue with an indicator that has errors."""
    valid = loaded("invented").documents[0]
    text = valid.text + BROKEN
    document = Document(valid.name, valid.shown, text, content=text.encode())
    return loader.load(document, files.read(HERE / files.THRESHOLDS, HERE))


@cache
def report(name: str) -> Report:
    """Score a catalogue."""
    period = PERIOD if name == "invented" else SHIPPED_PERIOD
    return api.scored(loaded(name), period, last_time=True)


@cache
def report_review(name: str) -> ReportReview:
    """Look at the targets of a catalogue."""
    book = loaded(name)
    assert book.catalogue is not None
    period = PERIOD if name == "invented" else SHIPPED_PERIOD
    made = api.scored(book, period, histories=True)
    return review.review_targets(book.catalogue, made, {}, files.INDICATORS)


def outputs() -> Mapping[str, Callable[[], str]]:
    """Return every golden file, by its path in this folder, and what makes its text."""
    made: dict[str, Callable[[], str]] = {}
    for name, style in STYLES.items():
        made[f"invented/{name}"] = _rendered(report_table.render, "invented", style)
    for name, render in FORMATS.items():
        if name != "table.txt":
            made[f"invented/{name}"] = _rendered(render, "invented", Style())
        made[f"partial/{name}"] = _partial(render)
        made[f"shipped/{name}"] = _rendered(render, "shipped", Style())
    made["invented/red-only.txt"] = _only_red
    made |= _forms()
    for catalogue in ("invented", "shipped"):
        for name, draw in TARGETS.items():
            made[f"{catalogue}/{name}"] = _looked_at(draw, catalogue, Style())
    made["invented/targets-ascii-60.txt"] = _looked_at(
        targets_table.render, "invented", Style(width=60, encoding="ascii")
    )
    for catalogue, indicators in EXPLAINED.items():
        made[f"{catalogue}/list.txt"] = _listed(catalogue)
        for indicator in indicators:
            made[f"{catalogue}/explain/{indicator}.txt"] = _explained(catalogue, indicator)
    for catalogue, indicators in HISTORIES.items():
        for indicator in indicators:
            made[f"{catalogue}/trend/{indicator}.txt"] = _trend(catalogue, indicator)
    made["invented/history.csv"] = _history(comparators=False)
    made["invented/history-comparators.csv"] = _history(comparators=True)
    return made


Render = Callable[[Report, Style], str]


def _rendered(render: Render, name: str, style: Style) -> Callable[[], str]:
    return lambda: render(report(name), style)


def _partial(render: Render) -> Callable[[], str]:
    return lambda: render(
        api.scored(partial(), PERIOD, narrowing=Narrowing(tiers=("watch",)), last_time=True),
        Style(),
    )


def _looked_at(
    render: Callable[[ReportReview, Style], str], name: str, style: Style
) -> Callable[[], str]:
    return lambda: render(report_review(name), style)


def _forms() -> dict[str, Callable[[], str]]:
    made: dict[str, Callable[[], str]] = {}
    for catalogue, (due, year) in DUE.items():
        for name, draw in OUTSTANDING.items():
            made[f"{catalogue}/{name}"] = _outstanding(draw, catalogue, due)
        for name, draw in NEXT_TARGETS.items():
            made[f"{catalogue}/{name}"] = _next_targets(draw, catalogue, year)
    return made


def _outstanding(
    render: Callable[[OutstandingFigures, Style], str], name: str, period: str
) -> Callable[[], str]:
    return lambda: render(api.outstanding_figures(loaded(name), period), Style())


def _next_targets(
    render: Callable[[NextTargets, Style], str], name: str, year: SplitYear
) -> Callable[[], str]:
    return lambda: render(api.next_targets(loaded(name), year), Style())


def _only_red() -> str:
    return report_table.render(arranged(report("invented"), Arrangement((Status.RED,))), Style())


def _listed(name: str) -> Callable[[], str]:
    def listed() -> str:
        book = loaded(name)
        assert book.catalogue is not None
        return list_text.render(book.catalogue, book.thresholds, Style())

    return listed


def _explained(name: str, indicator: str) -> Callable[[], str]:
    def explained() -> str:
        (result,) = (one for one in report(name).indicators if one.id == indicator)
        return explain_text.render(report(name), result, _where(name), Style())

    return explained


def _trend(name: str, indicator: str) -> Callable[[], str]:
    return lambda: trend_table.render(api.history(loaded(name), indicator), Style(width=80))


def _history(comparators: bool) -> Callable[[], str]:
    return lambda: history_csv.render(
        api.catalogue_history(loaded("invented")), comparators, Style()
    )


def _where(name: str) -> Callable[[Place], str]:
    """Spell places as from the catalogue's own folder, which is not where the tests run."""
    return lambda place: Path(loaded(name).shown(place)).name
