"""The targets of one indicator from a line of its keys."""

from collections.abc import Iterable
from dataclasses import replace

from ragcalc import pipeline as api
from ragcalc.catalogue.catalogues import Catalogues
from ragcalc.catalogue.derived import running_totals as accumulation
from ragcalc.catalogue.derived.proposals import proposed
from ragcalc.scoring.targets.review import (
    IndicatorReview,
    ReportReview,
    TargetReview,
    review_targets,
)
from ragcalc.scoring.targets.rules import Answer, TargetRule
from ragcalc.scoring.targets.under_review import TargetKind
from tests import build

COMPARATORS = "{england: {name: England}, north-west: {name: North West}}"


def report_review(
    lines: str,
    period: str = build.NOW,
    *asked: str,
) -> ReportReview:
    """Look at the targets of an indicator, and at those that are asked for."""
    book = build.loaded({"it": lines}, comparators=COMPARATORS)
    assert [str(problem) for problem in book.problems] == []
    assert book.catalogue is not None
    summed = accumulation.summed(book.catalogue)
    book = replace(book, catalogues=Catalogues.as_read(summed))
    assert book.catalogue is not None
    indicator = book.catalogue.indicators["it"]
    targets = tuple(proposed(words, indicator, book.catalogue.comparators) for words in asked)
    made = api.scored(book, period, histories=True)
    return review_targets(book.catalogue, made, {"it": targets}, "indicators.yaml")


def indicator_review(lines: str, period: str = build.NOW, *asked: str) -> IndicatorReview:
    """Return the only indicator that is seen."""
    return report_review(lines, period, *asked).indicators[0]


def review(lines: str, period: str = build.NOW, *asked: str, kind: str = "") -> TargetReview:
    """Return the only target, or the only one of a kind; the set one where one is asked for."""
    wanted = TargetKind(kind or ("set" if asked else "current"))
    (found,) = (
        one
        for one in indicator_review(lines, period, *asked).targets
        if one.reviewed.kind is wanted
    )
    return found


def answer(
    rule: TargetRule, lines: str, period: str = build.NOW, *asked: str, kind: str = ""
) -> Answer:
    """Return a rule's answer about that target."""
    (found,) = (one for one in review(lines, period, *asked, kind=kind).answers if one.rule is rule)
    return found


def quarters(first: str, figures: Iterable[object]) -> str:
    """Write figures of consecutive quarters as an indicator's values."""
    at, written = build.period(first), []
    for figure in figures:
        written.append(f"{at}: {figure}")
        at = type(at)(at.kind, at.end)
    return f"values: {{{', '.join(written)}}}"
