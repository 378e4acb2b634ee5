"""By which methods the evidence was made: in the remarks of a report, and in data."""

from collections.abc import Collection, Iterator

from ragcalc.render.common import dates
from ragcalc.render.common.evidence.columns import SIGNIFICANCE
from ragcalc.render.common.lists import listed
from ragcalc.scoring.evidence.funnels import Funnel
from ragcalc.scoring.evidence.intervals import PUBLISHED
from ragcalc.scoring.evidence.records import Evidence
from ragcalc.scoring.evidence.trends import Recent, TrendTest
from ragcalc.scoring.results import Report
from ragcalc.vocabulary import NoAnswer

_BANDS = ("quartile", "quintile", "decile")
RESTING_ON_INTERVALS = {"interval", "difference", SIGNIFICANCE}
"""The columns that say by which method the interval was made."""


def interval_method(evidence: Evidence) -> str | None:
    """Return how the intervals were made, or that they are `published`; None without any."""
    intervals = evidence.intervals
    return None if isinstance(intervals, NoAnswer) else intervals[0].method


def _interval_methods(names: Collection[str]) -> Iterator[str]:
    """Yield one phrase for all methods of intervals: by wilson, byar and as published."""
    computed = ", ".join(name for name in names if name != PUBLISHED)
    ways = [f"by {computed}"] * bool(computed) + ["as published"] * (PUBLISHED in names)
    if ways:
        yield f"intervals {' and '.join(ways)}"


def methods(report: Report) -> Iterator[str]:
    """Yield which methods the columns that are shown were made by, each with what it made."""
    shown = [one.evidence for one in report.indicators if one.evidence]
    places = [one.place for one in shown if one.place]
    if {"rank", *_BANDS} & {*report.evidence} and places:
        years = sorted({one.period for one in places})
        yield f"ranks for {', '.join(map(dates.heading, years))}"
    if places and (bands := [f"{name}s" for name in _BANDS if name in report.evidence]):
        yield f"{listed(bands)} by {places[0].ranked.method}"
    if "funnel" in report.evidence:
        funnels = [one.funnel for one in shown if isinstance(one.funnel, Funnel)]
        if of := dict.fromkeys(dates.heading(one.period) for one in funnels):
            yield f"funnel limits around the national figure for {', '.join(of)}"
    if RESTING_ON_INTERVALS & {*report.evidence}:
        yield from _interval_methods(dict.fromkeys(filter(None, map(interval_method, shown))))
    if {"signal", "assurance"} & {*report.evidence} and shown:
        yield f"signals by {shown[0].rules}"
    if "trend" in report.evidence:
        tests = (dict(methods_of(one)).get("trend_method") for one in shown)
        if names := dict.fromkeys(filter(None, tests)):
            yield f"trends by {', '.join(names)}"


def method_of(recent: Recent | NoAnswer) -> TrendTest:
    """Return whose test a trend has, or would have."""
    return TrendTest.FINGERTIPS if isinstance(recent, NoAnswer) else recent.method


def methods_of(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Yield whose rules a signal has, and whose test a trend, where one is asked for."""
    yield "signal_method", evidence.rules
    if evidence.recent is not NoAnswer.NO_METHOD:
        yield "trend_method", method_of(evidence.recent)
