"""A report as CSV: one row an indicator, plain numbers, always UTF-8."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ragcalc.render.common.labels import group_column
from ragcalc.render.media import csv as csv_text
from ragcalc.render.media.csv import Value
from ragcalc.render.media.style import Style
from ragcalc.scoring.inputs import ResolvedTarget
from ragcalc.scoring.results import Comparison, IndicatorResult, Report, YearEnd
from ragcalc.vocabulary import Reason


def render(report: Report, style: Style) -> str:
    """Return the report as CSV text; the style has no say in it."""
    left_out: list[dict[str, Value]] = [
        {"id": one.id, "status_reason": f"left out: {' '.join(one.codes)}"}
        for one in report.left_out
    ]
    return text(report, report.indicators, left_out, with_forecasts=True)


def text(
    report: Report,
    results: Iterable[IndicatorResult],
    others: Iterable[Mapping[str, Value]] = (),
    *,
    with_forecasts: bool = False,
) -> str:
    """Return a heading and a row for each result, then rows of other kinds, as CSV text.

    A history has no forecasts: each of its periods stands for itself.
    """
    header = list(_header(report, with_forecasts=with_forecasts))
    every = chain(rows(report, results), others)
    cells = ([csv_text.cell(row.get(name)) for name in header] for row in every)
    return csv_text.table(header, cells)


def rows(report: Report, results: Iterable[IndicatorResult]) -> Iterator[dict[str, Value]]:
    """Yield the row of each result by its columns, in the order of the heading."""
    blank = dict.fromkeys(_header(report, with_forecasts=True))
    return (blank | dict(_cells(report, result)) for result in results)


_INDICATOR = ("id", "name", "outcome", "tier", "unit", "polarity")
_READING = (
    *("period", "value", "numerator", "denominator", "provisional", "carried"),
    *("revised", "was"),
)
_TARGET = ("target", "target_to", "target_strict", "target_basis")
_STATUS = ("status", "status_basis", "status_reason")
_DIRECTION = ("direction", "direction_basis", "direction_reason")
_PREVIOUS = ("previous_period", "previous_value", "change")
_YEAR_END = (
    *("year_end_period", "year_end_forecast", "year_end_target", "year_end_target_to"),
    *("year_end_status", "year_end_status_reason"),
)


_TEXTS = ("comment", "action")


def _header(report: Report, *, with_forecasts: bool) -> Iterator[str]:
    yield from (*_INDICATOR, *_READING, *_TARGET, *_STATUS, *_DIRECTION, *_PREVIOUS)
    for column in report.comparators:
        yield from (f"{column.id}_{part}" for part in ("period", "value", "gap", "verdict"))
    yield from _YEAR_END if with_forecasts else ()
    yield from _TEXTS
    yield from (name for name in report.evidence if name != "significance")
    if {"signal", "assurance"} & {*report.evidence}:
        yield "signal_method"
    if "trend" in report.evidence:
        yield "trend_method"
    yield from dict(_resting_on_intervals(report, None))
    yield from (group_column(one.id) for one in report.groupings)


def _cells(report: Report, result: IndicatorResult) -> Iterator[tuple[str, Value]]:
    """Yield the name and the value of each cell of a row."""
    inputs, status = result.inputs, result.verdict.status
    about = (result.id, result.name, result.outcome, result.tier, result.unit.name)
    yield from zip(_INDICATOR, (*about, inputs.polarity), strict=True)
    yield "period", str(inputs.due) if inputs.due else None
    if not isinstance(inputs.reading, Reason):
        reading = inputs.reading
        counts = (reading.numerator, reading.denominator)
        flags = (reading.provisional, inputs.carried, reading.revised)
        was = reading.replaced.value if reading.replaced else None
        own = (str(reading.period), reading.value, *counts, *flags, was)
        yield from zip(_READING, own, strict=True)
    if isinstance(inputs.goal, ResolvedTarget):
        goal = inputs.goal
        to = goal.high if goal.is_range else None
        yield from zip(_TARGET, (goal.low, to, goal.strict, goal.basis), strict=True)
    yield from zip(_STATUS, (status.status, status.basis, status.reason), strict=True)
    yield from _travel(result)
    for comparison in result.verdict.comparisons:
        yield from _comparison(comparison)
    if report.evidence:
        yield from _evidence(report, result)
    yield from ((group_column(name), group) for name, group in result.groups.items())
    if result.forecast:
        yield from zip(_YEAR_END, _forecast(result.forecast), strict=True)
    yield from zip(_TEXTS, (result.comment, result.action), strict=True)


def _forecast(end: YearEnd) -> tuple[Value, ...]:
    reading, goal, status = end.inputs.reading, end.inputs.goal, end.verdict.status
    value = None if isinstance(reading, Reason) else reading.value
    low, high = (None, None) if isinstance(goal, Reason) else (goal.low, goal.high)
    to = high if low != high else None
    return str(end.year), value, low, to, status.status, status.reason


def _evidence(report: Report, result: IndicatorResult) -> Iterator[tuple[str, Value]]:
    from ragcalc.render.common.evidence.columns import COLUMNS
    from ragcalc.render.common.evidence.methods import methods_of

    for name in report.evidence:
        if name in COLUMNS:
            yield name, COLUMNS[name].cell(result).text or None
    if result.evidence:
        yield from methods_of(result.evidence)
    yield from _resting_on_intervals(report, result)


def _resting_on_intervals(
    report: Report, result: IndicatorResult | None
) -> Iterator[tuple[str, Value]]:
    """Yield the significance of each gap, and how the interval was made; None names them alone."""
    if not report.evidence:
        return
    from ragcalc.render.common.evidence.columns import SIGNIFICANCE
    from ragcalc.render.common.evidence.methods import RESTING_ON_INTERVALS, interval_method

    found = result.evidence if result else None
    for column in report.comparators if SIGNIFICANCE in report.evidence else ():
        test = found.against(column.id) if found else None
        levels = {str(level): word for level, word in test.by_level} if test else {}
        yield f"{column.id}_significance", test.significance if test else None
        yield f"{column.id}_significance_95", levels.get("95%")
        yield f"{column.id}_significance_998", levels.get("99.8%")
    if RESTING_ON_INTERVALS & {*report.evidence}:
        yield "interval_method", interval_method(found) if found else None


def _travel(result: IndicatorResult) -> Iterator[tuple[str, Value]]:
    travel = result.verdict.direction
    yield from zip(_DIRECTION, (travel.direction, travel.basis, travel.reason), strict=True)
    if travel.previous:
        then = (str(travel.previous.period), travel.previous.value, travel.change)
        yield from zip(_PREVIOUS, then, strict=True)


def _comparison(comparison: Comparison) -> Iterator[tuple[str, Value]]:
    name, figure = comparison.benchmark.id, comparison.benchmark.figure
    yield f"{name}_period", str(figure.period) if figure.period else None
    yield f"{name}_value", figure.value
    yield f"{name}_gap", comparison.gap
    yield f"{name}_verdict", comparison.standing
