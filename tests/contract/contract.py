"""What each format that people read has to show of a document, and how it is read again.

`forgotten(format_)` names the fields whose words or figures are not there. What a format rightly
leaves out stands in `NOT_SHOWN` with the reason.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import openpyxl

from ragcalc import periods
from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.periods import SplitYear
from ragcalc.problems import Place
from ragcalc.render.changes import view as changes_view
from ragcalc.render.common import dates
from ragcalc.render.common.cells import Cell
from ragcalc.render.common.evidence.columns import COLUMNS
from ragcalc.render.common.evidence.sentences import sentences
from ragcalc.render.common.history import history_points
from ragcalc.render.explain import view as explain_view
from ragcalc.render.form import view as form_view
from ragcalc.render.formats import DocumentKind, Format
from ragcalc.render.media.medium import DOCUMENT, HTML, MARKDOWN, TEXT, WORKBOOK
from ragcalc.render.media.style import Style
from ragcalc.render.narrative import view as narrative_view
from ragcalc.render.next_targets import view as next_targets_view
from ragcalc.render.report.view import grid
from ragcalc.render.targets import view as targets_view
from ragcalc.scoring.changes import ReadingChange, UnshownReadings, changes
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.narrowing import NarrowedTo
from ragcalc.scoring.results import IndicatorResult, Report, Verdict, YearEnd
from ragcalc.scoring.targets.review import review_targets
from ragcalc.vocabulary import ComparisonResult, Direction, Status, StatusBasis
from tests.contract.catalogue import BEFORE, MAIN, PERIOD, Planted, loaded, unique
from tests.media import documents, grammars

WIDE = Style(width=1000)
"""So that no line has to break within what is looked for."""
EVIDENCE = ("interval",)
AFTER = "2019-20 Q1"
"""A period of which no figure was submitted."""

Facts = Mapping[str, tuple[str, ...]]
"""By field, what may stand for it: one of these has to be there."""


@cache
def report(planted: Planted = unique) -> Report:
    """Score the catalogue with all that a format may show; an indicator is left out."""
    made = api.scored(loaded(planted), PERIOD, evidence=EVIDENCE, histories=True, last_time=True)
    return made._replace(narrowed_to=(NarrowedTo("owner", (planted("scope"),)),))


def main(planted: Planted = unique) -> IndicatorResult:
    """Return the indicator that has everything."""
    (found,) = (one for one in report(planted).indicators if one.id == MAIN)
    return found


def where(place: Place) -> str:
    """Name a place without a line."""
    return place.document


def document(kind: DocumentKind, planted: Planted = unique) -> tuple[Any, ...]:
    """Return what a renderer of a kind of document is called with, before the style."""
    sound = loaded(planted, partial=False)
    assert sound.catalogue is not None
    match kind:
        case DocumentKind.REPORT | DocumentKind.NARRATIVE:
            return _with_options(kind, report(planted))
        case DocumentKind.COMPARE:
            before, after = (api.scored(sound, one) for one in (BEFORE, PERIOD))
            elsewhere = UnshownReadings(ReadingChange.ADDED, periods.parse("2031-32 Q1"), 7)
            return (changes(before, after)._replace(unshown=(elsewhere,)),)
        case DocumentKind.TARGETS:
            scored = api.scored(sound, PERIOD, histories=True)
            return (review_targets(sound.catalogue, scored, {}, "indicators.yaml"),)
        case DocumentKind.TREND | DocumentKind.HISTORY:
            return _over_time(kind, sound)
        case DocumentKind.EXPLAIN:
            return report(planted), main(planted), where
        case DocumentKind.LIST:
            return sound.catalogue, sound.thresholds
        case DocumentKind.MISSING | DocumentKind.FORM:
            return (api.outstanding_figures(sound, AFTER),)
        case DocumentKind.NEXT_TARGETS:
            return (api.next_targets(sound, SplitYear(2019)),)
        case DocumentKind.CHECK:
            raise AssertionError("the messages of problems have tests of their own")


def _with_options(kind: DocumentKind, made: Report) -> tuple[Any, ...]:
    """Return a report as its renderers take it; a narrative is in full."""
    return (made, True) if kind is DocumentKind.NARRATIVE else (made,)


def _over_time(kind: DocumentKind, sound: Loaded) -> tuple[Any, ...]:
    if kind is DocumentKind.TREND:
        return (api.history(sound, MAIN),)
    return api.catalogue_history(sound), False


def facts(kind: DocumentKind) -> Facts:
    """Return what a document holds that a format may show."""
    return {
        DocumentKind.REPORT: _of_report,
        DocumentKind.NARRATIVE: _of_report,
        DocumentKind.COMPARE: _of_changes,
        DocumentKind.TARGETS: _of_targets,
        DocumentKind.TREND: _of_history,
        DocumentKind.EXPLAIN: _of_explanation,
        DocumentKind.MISSING: _of_missing,
        DocumentKind.FORM: _of_form,
        DocumentKind.NEXT_TARGETS: _of_next_targets,
    }[kind]()


def view_of(kind: DocumentKind) -> tuple[object, ...]:
    """Return what a document other than the report is drawn from, laid out."""
    made = document(kind)
    match kind:
        case DocumentKind.COMPARE:
            return (changes_view.grid(*made),)
        case DocumentKind.TARGETS:
            return (targets_view.grid(*made),)
        case DocumentKind.TREND:
            return history_points(made[0].indicators[0])
        case DocumentKind.EXPLAIN:
            return (explain_view.explanation(*made),)
        case DocumentKind.NARRATIVE:
            return (narrative_view.narrative(*made),)
        case DocumentKind.FORM:
            return (form_view.sheet(*made),)
        case DocumentKind.NEXT_TARGETS:
            return (next_targets_view.sheet(*made),)
        case _:
            return ()


def texts(part: object, field: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every text of a view by its field; of a cell its figure or its word stands for it."""
    if isinstance(part, Cell):
        yield field, tuple(filter(None, (part.text, part.word)))
    elif isinstance(part, tuple):
        names = [f"{type(part).__name__}.{one}" for one in getattr(part, "_fields", ())]
        for name, one in zip(names or [field] * len(part), part, strict=True):
            yield from texts(one, name)
    elif type(part) is str:  # and no word of a closed set
        yield field, (part,)


def _words(*fields: str) -> Facts:
    return {field: (unique(field),) for field in fields}


_OF_INDICATOR = (
    *("name", "note", "source", "reading note", "reading source", "target note", "target source"),
    *("comparator note", "comparator source", "previous note"),
)


def _of_report() -> Facts:
    laid_out, one = grid(report()), main()
    (row,) = (row for row in laid_out.rows if row.id == MAIN)
    (first, _), total = laid_out.outcomes, laid_out.total
    assert first.status
    assert first.delivery
    assert total
    (acted,) = first.delivery.rows
    milestone = first.delivery.milestones[0].period
    green, gap = total.achieving[0].number, row.gaps[0].text
    return {
        **_words("organisation", "tier", "comparator", "short", "owner", "unit", *_OF_INDICATOR),
        "group": (unique("group"),),
        **_words("outcome", "outcome note", "action", "action note", "action owner"),
        **_words("action source", "milestone", "reported note"),
        **_words("forecast note", "forecast source", "comment", "what is done"),
        "forecast": ("54.32",),
        "period": (laid_out.period,),
        "scope": (f"Only: owner {unique('scope')}",),
        "completeness": (laid_out.completeness,),
        "total": (
            *(f"Green {green}", f"{green} are rated Green"),
            *(f"All indicators {green}", f"All outcomes {green}"),
            f"All outcomes [z] {green}",
        ),
        "total of actions": (total.delivery.share,) if total.delivery else (),
        "front": (laid_out.front.rows[0].sentence,),
        "exceptions": (laid_out.front.exceptions_heading,),
        "last time": (row.last_time.word, row.last_time.text, "was green in Q3 2018-19"),
        "outcome's colour": (f"{first.status.word}: {first.why}", first.why),
        "action due": (acted.due.text, acted.due_in_words),
        "action status": (acted.status.word,),
        "milestone period": (dates.heading(milestone), dates.in_words(milestone)),
        "id": (MAIN,),
        "actual": (row.actual.text,),
        "target": (row.target.text,),
        "proposed": ("77.77",),
        "previous": (row.previous.text,),
        "previous period": _dated(row.previous),
        "direction": (row.travel.word,),
        "gap": (
            *(gap, gap.replace("-", "\N{MINUS SIGN}")),
            f"{gap.strip('+- pts')} percentage points",
        ),
        "comparator's figure": ("66.67",),
        "comparator's period": _dated(row.gaps[0]),
        "counts": ("4,661 of 7,541", "4661 of 7541"),
        "evidence": (
            COLUMNS["interval"].cell(one).text,
            dict(sentences(one))["95% interval"],
        ),
        **{f"mark {mark}": (words,) for mark, words in laid_out.marks},
        **{f"remark {number}": (words,) for number, words in enumerate(laid_out.remarks)},
        "left out": ("zqleftout",),
        "reason": tuple(one.reason for one in laid_out.rows if one.reason),
    }


def _dated(cell: Cell) -> tuple[str, str]:
    """Return the period of a cell as a column and as a sentence has it."""
    assert cell.period
    return dates.heading(cell.period), dates.in_words(cell.period)


def _of_changes() -> Facts:
    return {
        **_words("organisation", "name"),
        "periods": (f"{BEFORE} to {PERIOD}",),
        "actual before": ("58.57%",),
        "actual after": ("61.81%",),
    }


def _of_targets() -> Facts:
    return {
        **_words("organisation", "name", "target source", "comparator"),
        "actual": ("61.81%",),
        "target": ("73.19%",),
        "proposed": ("77.77%",),
        "period": (PERIOD,),
    }


def _of_history() -> Facts:
    return {**_words("name"), "id": (MAIN,), "actual": ("57.26%",), "target": ("73.19%",)}


def _of_explanation() -> Facts:
    return {
        **_words(*_OF_INDICATOR, "comparator", "comment", "what is done"),
        "id": (MAIN,),
        "period": (PERIOD,),
        "actual": ("4661 of 7541",),
        "target": ("73.19",),
        "proposed": ("77.77",),
        "previous": ("4406 of 7523",),
        "comparator's figure": ("66.67",),
        "evidence": (dict(sentences(main()))["95% interval"],),
    }


def _of_missing() -> Facts:
    return {**_words("name", "owner"), "id": (MAIN,), "period": (AFTER,)}


def _of_form() -> Facts:
    return {
        **_words("organisation", "name", "owner", "unit"),
        "id": (MAIN,),
        "period": (AFTER,),
        "previous": ("61.81%",),
        "previous period": (PERIOD,),
        "target of every period": ("5",),
    }


def _of_next_targets() -> Facts:
    return {
        **_words("organisation", "name", "owner", "unit", "comparator"),
        "id": (MAIN,),
        "period": ("2019-20",),
        "outturn": ("61.81%",),
        "outturn's period": (PERIOD,),
        "target": ("73.19%",),
        "comparator's figure": ("66.67%",),
        "proposed": ("77.77%",),
    }


Reasons = Mapping[str, tuple[str, ...]]
"""What is not shown, by the reason for it."""

_ID = "the name is for people; list and explain give the id"
_GROUPS = {"the workbook has a column for each; --group-by lays a report out by them": ("group",)}
_SHORT = {"a short name stands where there is no room for the full one": ("short",)}
_SUMMARY: Reasons = {
    **_SHORT,
    **_GROUPS,
    "the figures at a glance; the page, the workbook, narrative and explain go behind them": (
        *("note", "reading note", "target note", "comparator note", "previous note"),
        *("source", "reading source", "target source", "comparator source", "reported note"),
        *("action owner", "action source", "counts", "proposed"),
        *("forecast note", "forecast source"),
    ),
    _ID: ("id",),
}
_SAID = {"its sentence says it": ("mark reported", "mark override", "mark carried")}
_FIRST = {"a first figure has none before it to be named": ("Cause.before",)}
_NARRATIVE: Reasons = {
    **_SHORT,
    **_GROUPS,
    **_SAID,
    "a paper says what the figures mean; explain, the page and the workbook have their sources": (
        *("source", "reading source", "target source", "comparator source", "action source"),
        *("forecast source", "comparator note", "previous note"),
    ),
    "it tells in sentences which are red and which became worse": (
        *("front", "exceptions", "last time"),
    ),
    "a paper names nobody; the workbook does": ("owner", "action owner"),
    _ID: ("id",),
    "both figures stand there, and which is better": ("gap",),
    "its clause says it in other words": ("reason",),
    "the command has no option for it": ("evidence",),
}
NOT_SHOWN: Mapping[tuple[DocumentKind, str], Reasons] = {
    (DocumentKind.REPORT, "table"): {
        **_SUMMARY,
        "a figure takes the width that it needs and no more": ("unit",),
        "a note of some lines for each action would bury the table; text has them": (
            "action note",
        ),
    },
    (DocumentKind.REPORT, "markdown"): {
        **_SUMMARY,
        "a figure takes the width that it needs and no more": ("unit",),
    },
    (DocumentKind.REPORT, "text"): {
        **_SUMMARY,
        **_SAID,
        "a sentence says the gap in full, and of which period": ("comparator's figure",),
    },
    (DocumentKind.REPORT, "html"): {
        **_SHORT,
        **_GROUPS,
        "a page names the owners of exceptions alone; the workbook has those of actions": (
            "action owner",
        ),
        "an action has no figure whose source could be asked for": ("action source",),
    },
    (DocumentKind.REPORT, "xlsx"): {
        **_SHORT,
        "the source of the indicator has a column; explain has that of each figure": (
            *("reading source", "target source", "comparator source", "forecast source"),
        ),
        "the notes on what is reported have a column; explain has the others": (
            *("comparator note", "previous note"),
        ),
        "a proposed target decides nothing; targets and explain show it": ("proposed",),
        "a number in full": ("counts",),
    },
    (DocumentKind.REPORT, "docx"): {
        **_SHORT,
        **_GROUPS,
        _ID: ("id",),
        "a paper says what the figures mean; explain and the page have the sources of each": (
            *("reading source", "target source", "comparator source", "forecast source"),
        ),
        "explain has the notes on what is not this period's figure": (
            *("comparator note", "previous note"),
        ),
        "an action has no figure whose source could be asked for": ("action source",),
        "a proposed target decides nothing; targets and explain show it": ("proposed",),
        "a number in full": ("counts",),
    },
    (DocumentKind.COMPARE, "table"): {_ID: ("ChangeRow.id",), **_FIRST},
    (DocumentKind.COMPARE, "markdown"): {
        _ID: ("ChangeRow.id",),
        **_FIRST,
    },
    (DocumentKind.TARGETS, "table"): {_ID: ("IndicatorBlock.id",)},
    (DocumentKind.TARGETS, "markdown"): {
        _ID: ("IndicatorBlock.id",),
        "explain and the table name it": ("target source", "TargetBlock.source"),
    },
    (DocumentKind.TARGETS, "text"): {
        _ID: ("IndicatorBlock.id",),
        "explain and the table name it": ("target source", "TargetBlock.source"),
        "a period whose status would be the same is left out": (
            *("HistoryRow.period", "HistoryRow.value"),
        ),
    },
    (DocumentKind.TREND, "table"): {
        "a terminal has no room for their lines; the chart of the page has them": (
            "HistoryPoint.comparators",
        ),
    },
    (DocumentKind.NEXT_TARGETS, "xlsx"): {
        "a unit is called by its words in a column; the empty cell has its format": ("Unit.name",),
    },
    (DocumentKind.NARRATIVE, "text"): _NARRATIVE,
    (DocumentKind.NARRATIVE, "markdown"): _NARRATIVE,
}
"""What a format rightly leaves out, and why."""


def not_shown(format_: Format) -> set[str]:
    """Return the fields that a format leaves out for a reason."""
    reasons = NOT_SHOWN.get((format_.document, format_.name), {})
    return {field for fields in reasons.values() for field in fields}


def forgotten(format_: Format) -> set[str]:
    """Return the fields of a document that a format does not show, for a reason or for none."""
    words = read(format_, format_.render(*document(format_.document), WIDE)).casefold()
    return {
        field for field, any_of in facts(format_.document).items() if not _is_in(words, any_of)
    } | {field for field, any_of in texts(view_of(format_.document)) if not _is_in(words, any_of)}


def _is_in(words: str, any_of: tuple[str, ...]) -> bool:
    """Return whether one of some texts is there, or none of them says anything."""
    plain = [" ".join(one.split()).casefold() for one in any_of]
    return any(one in words for one in plain) or not any(plain)


# ── What has no word of its own: a change of it is seen ──────────────────────────────────────────


def _judged(one: IndicatorResult, **parts: object) -> IndicatorResult:
    """Return the indicator with some parts of its verdict others than they are."""
    verdict = Verdict(one.inputs)
    vars(verdict).update(parts)  # as if they had been judged so
    return one._replace(verdict=verdict)


def _status(one: IndicatorResult) -> IndicatorResult:
    status = one.verdict.status._replace(status=Status.AMBER)
    return _judged(one, status=status)


def _direction(one: IndicatorResult) -> IndicatorResult:
    travel = one.verdict.direction._replace(direction=Direction.DECLINED)
    return _judged(one, direction=travel)


def _basis(one: IndicatorResult) -> IndicatorResult:
    calculated = one.verdict.status
    status = calculated._replace(basis=StatusBasis.OVERRIDE, computed=calculated.status)
    return _judged(one, status=status)


def _standing(one: IndicatorResult) -> IndicatorResult:
    (found,) = one.verdict.comparisons
    better = found._replace(standing=ComparisonResult.BETTER)
    return _judged(one, comparisons=(better,))


def _reading(one: IndicatorResult) -> IndicatorResult:
    assert isinstance(one.inputs.reading, SourcedValue)
    reading = one.inputs.reading._replace(provisional=True)
    return one._replace(inputs=one.inputs._replace(reading=reading))


def _target(one: IndicatorResult) -> IndicatorResult:
    assert isinstance(one.inputs.goal, ResolvedTarget)
    goal = one.inputs.goal._replace(provisional=True)
    return one._replace(inputs=one.inputs._replace(goal=goal))


def _previous(one: IndicatorResult) -> IndicatorResult:
    travel = one.verdict.direction
    assert travel.previous
    earlier = travel.previous._replace(provisional=True)
    travel = travel._replace(previous=earlier)
    return _judged(one, direction=travel)


def _revised(one: IndicatorResult) -> IndicatorResult:
    reading = one.inputs.reading
    assert isinstance(reading, SourcedValue)
    before = reading._replace(value=reading.value - 1)
    reading = reading._replace(revised=True, replaced=before)
    return one._replace(inputs=one.inputs._replace(reading=reading))


def _carried(one: IndicatorResult) -> IndicatorResult:
    return one._replace(inputs=one.inputs._replace(carried=True))


def _forecast(one: IndicatorResult) -> IndicatorResult:
    year = periods.parse("2018-19")
    return one._replace(forecast=YearEnd(year, one.inputs, one.verdict, None, None))


CHANGED: Mapping[str, Callable[[IndicatorResult], IndicatorResult]] = {
    "status": _status,
    "direction": _direction,
    "basis of the status": _basis,
    "better or worse than a comparator": _standing,
    "reading is provisional": _reading,
    "target is provisional": _target,
    "previous reading is provisional": _previous,
    "reading is carried forward": _carried,
    "reading is revised": _revised,
    "year's end is forecast": _forecast,
}
"""What is changed of an indicator, by what it is."""


def with_change(change: Callable[[IndicatorResult], IndicatorResult]) -> Report:
    """Return the report with one indicator changed; counts stay as they are."""
    made = report()

    def changed(results: tuple[IndicatorResult, ...]) -> tuple[IndicatorResult, ...]:
        return tuple(change(one) if one.id == MAIN else one for one in results)

    outcomes = tuple(
        outcome._replace(
            tiers=tuple(
                tier._replace(indicators=changed(tier.indicators)) for tier in outcome.tiers
            )
        )
        for outcome in made.outcomes
    )
    return made._replace(outcomes=outcomes, indicators=changed(made.indicators))


def is_seen(format_: Format, what: str) -> bool:
    """Return whether a format shows that something of an indicator is another."""
    both = (report(), with_change(CHANGED[what]))
    made = (format_.render(*_with_options(format_.document, one), WIDE) for one in both)
    before, after = (read(format_, one) for one in made)
    return before != after


STRUCTURE = "structure"
"""What holds other fields, or says how they are drawn."""
OF_VIEW: Mapping[str, tuple[str, ...]] = {
    STRUCTURE: (
        *(
            "ReportGrid.outcomes",
            "ReportGrid.outcome_names",
            "ReportGrid.laid_out_by",
            "ReportGrid.comparators",
            "OutcomeBlock.tiers",
            "OutcomeBlock.delivery",
        ),
        *("ReportGrid.front", "Front.rows", "Front.exceptions", "Front.previous_period"),
        *("FrontRow.name", "FrontRow.tallies", "FrontRow.rated", "FrontRow.shares"),
        *(
            "FrontRow.previous_rated",
            "FrontRow.green",
            "FrontRow.previous_green",
            "FrontRow.previous_shares",
            "Share.sign",
            "Share.letter",
        ),
        *("Share.word", "Share.number", "Share.text", "Share.tone"),
        *("TierBlock.rows", "DeliveryBlock.rows", "DeliveryBlock.milestones"),
        *(
            "IndicatorRow.history",
            "IndicatorRow.outcome",
            "IndicatorRow.sentence",
            "Tally.sign",
            "Tally.tone",
            "ColumnHeading.id",
            "ActionRow.id",
            "Milestone.action",
        ),
    ),
    "organisation": ("ReportGrid.organisation",),
    "period": ("ReportGrid.period", "ReportGrid.period_in_full"),
    "scope": ("ReportGrid.scope",),
    "completeness": ("ReportGrid.completeness",),
    "front": ("FrontRow.sentence",),
    "exceptions": ("Front.exceptions_heading",),
    "last time": ("IndicatorRow.last_time",),
    "total": (
        *("ReportGrid.everything", "OutcomeBlock.achieving", "OutcomeBlock.getting_better"),
        *("Tally.word", "Tally.number", "Tally.reasons"),
    ),
    "total of actions": ("DeliveryBlock.tallies", "DeliveryBlock.share"),
    "comparator": ("ColumnHeading.name",),
    "short": ("ColumnHeading.short", "IndicatorRow.short"),
    "evidence": ("ReportGrid.evidence", "IndicatorRow.evidence"),
    "previous period": ("ReportGrid.previous",),
    "comparator's period": ("ReportGrid.compared",),
    "mark reported": ("ReportGrid.marks",),
    "remark 0": ("ReportGrid.remarks",),
    "outcome": ("OutcomeBlock.name",),
    "outcome note": ("OutcomeBlock.note",),
    "outcome's colour": ("OutcomeBlock.status", "OutcomeBlock.why"),
    "tier": ("TierBlock.name",),
    "group": ("ReportGrid.groupings", "IndicatorRow.groups"),
    "id": ("IndicatorRow.id",),
    "name": ("IndicatorRow.name",),
    "actual": ("IndicatorRow.actual",),
    "target": ("IndicatorRow.target",),
    "status": ("IndicatorRow.status",),
    "previous": ("IndicatorRow.previous",),
    "direction": ("IndicatorRow.travel",),
    "forecast": ("IndicatorRow.forecast",),
    "forecast note": ("IndicatorRow.forecast_note",),
    "gap": ("IndicatorRow.gaps",),
    "comparator's figure": ("IndicatorRow.comparators",),
    "unit": ("IndicatorRow.unit",),
    "note": ("IndicatorRow.notes",),
    "comment": ("IndicatorRow.comment",),
    "what is done": ("IndicatorRow.action",),
    "source": ("IndicatorRow.source",),
    "owner": ("IndicatorRow.owner",),
    "reason": ("IndicatorRow.reason",),
    "action": ("ActionRow.name",),
    "action status": ("ActionRow.status",),
    "action due": ("ActionRow.due",),
    "action note": ("ActionRow.note",),
    "action source": ("ActionRow.source",),
    "action owner": ("ActionRow.owner",),
    "milestone": ("Milestone.name",),
    "milestone period": ("Milestone.period",),
}
"""The fields of the report's view, by what each is looked for by."""


# ── Reading a format again ───────────────────────────────────────────────────────────────────────


READ = (TEXT, MARKDOWN, HTML, WORKBOOK, DOCUMENT)
"""The media that `read` and `alive` know; another one needs its reader and its grammar here."""


def read(format_: Format, made: str | bytes) -> str:
    """Return the words and figures of an output as its reader sees them, on one line."""
    assert format_.medium in READ
    if isinstance(made, bytes):
        is_document = format_.medium == DOCUMENT
        words = documents.words(made) if is_document else "\n".join(_cells(made))
    elif format_.medium == HTML:
        words = " ".join(grammars.Page(made).texts)
    elif format_.medium == MARKDOWN:
        words = re.sub(r"\\([^\w\s])", r"\1", made)
    else:
        words = made
    return " ".join(words.split())


def _cells(content: bytes) -> list[str]:
    """Return the rows of a workbook, every number as its format shows it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        " ".join(_shown(cell.value, cell.number_format) for cell in row if cell.value is not None)
        for sheet in book
        for row in sheet
    ]


def _shown(value: object, picture: str) -> str:
    if not isinstance(value, int | float):
        return str(value)
    first = picture.partition(";")[0].replace('"', "")
    digits = re.search(r"#,##0(?:\.(0+))?", first)
    places = len(digits[1] or "") if digits else 0
    return re.sub(r"#,##0(?:\.0+)?", f"{value:,.{places}f}", first)


def alive(format_: Format, made: str | bytes) -> list[str]:
    """Return what a hostile text has become beyond text, by the grammar of the medium."""
    assert format_.medium in READ
    if isinstance(made, bytes):
        if format_.medium == DOCUMENT:
            return documents.alive(made)
        with zipfile.ZipFile(io.BytesIO(made)) as book:
            sheets = b"".join(book.read(one) for one in book.namelist() if "worksheets" in one)
        return ["formula"] * sheets.count(b"<f>") + ["link"] * sheets.count(b"<hyperlink")
    found = grammars.steering(made)
    if format_.medium == HTML:
        page = grammars.Page(made)
        found += [name for _, names in page.elements for name in names if name.startswith("on")]
        # an address of the web in a source is a link, which asks nothing until it is followed
        found += [one for one in page.addresses if not re.match("#|https?://", one, re.IGNORECASE)]
        found += ["src" for _, names in page.elements if "src" in names]
        found += [tag for tag, _ in page.elements if tag in ("b", "img", "script")]
    if format_.medium == MARKDOWN:
        found += grammars.in_markdown(made)
    return found
