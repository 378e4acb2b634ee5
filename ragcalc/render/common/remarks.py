"""What stands below a report: the marks that are used, and what a reader must know."""

from collections.abc import Iterable, Iterator

from ragcalc.render.common import dates, lives
from ragcalc.render.common.cells import Cell, actual, previous_cell
from ragcalc.render.common.labels import MARKS, YEAR_END, counted
from ragcalc.render.common.rolled_up import made_of
from ragcalc.render.common.symbols import Mark
from ragcalc.render.common.tolerance_words import tolerances_in_words
from ragcalc.scoring.results import IndicatorResult, Report
from ragcalc.vocabulary import Reason, StatusBasis


def compared_periods(results: Iterable[IndicatorResult]) -> list[str]:
    """Return the periods of the comparators' figures, the earliest first."""
    figures_used = [
        one.benchmark.figure for result in results for one in result.verdict.comparisons
    ]
    periods = {figure.period for figure in figures_used if figure.period}
    return [dates.heading(one) for one in sorted(periods, key=lambda one: (one.end, one.months))]


def used_marks(report: Report) -> Iterator[tuple[Mark, str]]:
    """Yield each mark that follows a figure or a status, and what it means."""
    results = report.indicators
    bases = {one.verdict.status.basis for one in results}
    bases |= {one.verdict.direction.basis for one in results}
    if StatusBasis.REPORTED in bases:
        yield Mark.REPORTED, _published(report)
    if StatusBasis.OVERRIDE in bases:
        yield Mark.OVERRIDE, MARKS[Mark.OVERRIDE]
    if any(_provisional(one) for one in results):
        yield Mark.PROVISIONAL, MARKS[Mark.PROVISIONAL]
    if any(one.inputs.carried for one in results):
        yield Mark.CARRIED, MARKS[Mark.CARRIED]
    if any(_is_revised(one) for one in results):
        yield Mark.REVISED, _revised_readings(results)


def _is_revised(result: IndicatorResult) -> bool:
    return any(Mark.REVISED in cell.marks for cell in (actual(result), previous_cell(result)))


def _revised_readings(results: Iterable[IndicatorResult]) -> str:
    """Say of each revised figure what it was: revised: Loans, was 29.05% in Q4 2018-19."""
    said = [
        f"{one.short}, was {cell.was}{f' in {dates.in_words(cell.period)}' if cell.period else ''}"
        for one in results
        for cell in (actual(one), previous_cell(one))
        if cell.was
    ]
    return f"{MARKS[Mark.REVISED]}: {'; '.join(said)}" if said else MARKS[Mark.REVISED]


def explained(cells: Iterable[Cell]) -> tuple[tuple[Mark, str], ...]:
    """Return each mark of the cells, and what it means."""
    cells = tuple(cells)
    used = {mark for cell in cells for mark in cell.marks}
    return tuple(
        (mark, _revised(cells) if mark is Mark.REVISED else MARKS[mark])
        for mark in Mark
        if mark in used
    )


def _revised(cells: Iterable[Cell]) -> str:
    """Say what each revised figure was: revised; 30.1% was 29.05% in Q4 2018-19."""
    said = dict.fromkeys(
        f"{cell.text} was {cell.was}{f' in {dates.in_words(cell.period)}' if cell.period else ''}"
        for cell in cells
        if cell.was
    )
    return "; ".join((MARKS[Mark.REVISED], *said))


def _provisional(result: IndicatorResult) -> bool:
    return any(
        not isinstance(figure, Reason) and figure.provisional
        for figure in (
            result.inputs.reading,
            result.inputs.goal,
            result.verdict.direction.previous or Reason.NO_PREVIOUS,
            *(one.figure for one in result.inputs.benchmarks),
        )
    )


def _published(report: Report) -> str:
    """Say that ratings are as published, and why, where the target is missing for all of them."""
    verdicts = [
        part for one in report.indicators for part in (one.verdict.status, one.verdict.direction)
    ]
    reasons = {one.reason for one in verdicts if one.basis is StatusBasis.REPORTED}
    if reasons != {Reason.NO_TARGET}:
        return MARKS[Mark.REPORTED]
    return (
        f"Rating as published by {report.organisation}; it published no target, "
        "so the rating could not be calculated"
    )


def _short_means(report: Report) -> Iterator[str]:
    """Say where a mean is of fewer than there are."""
    short: dict[str, list[str]] = {}
    for result in report.indicators:
        for one in result.inputs.benchmarks:
            having, among = one.figure.mean_of or (0, 0)
            if having < among:
                short.setdefault(one.name, []).append(f"{result.id} ({having} of {among})")
    for name, indicators in short.items():
        yield f"{name} is the mean of those with a figure: {', '.join(indicators)}"


def _made_of(report: Report) -> Iterator[str]:
    """Say which figures are made of those of shorter periods, and how."""
    made: dict[str, list[str]] = {}
    for one in report.indicators:
        if words := made_of(one.inputs):
            made.setdefault(words, []).append(one.id)
    for words, indicators in made.items():
        yield f"The figure is the {words}: {', '.join(indicators)}"


_PLAIN_GAP = "Better or worse than a comparator is the plain gap, whether or not it is significant"
_SIGNIFICANCE = "; the columns of significance say whether it is"


def _methods(report: Report) -> Iterator[str]:
    from ragcalc.render.common.evidence.methods import methods

    if words := ", ".join(methods(report)):
        yield f"Methods: {words}; see docs/methods.md"


def _unfit(results: Iterable[IndicatorResult]) -> Iterator[str]:
    for one in results:
        if one.unfit_periods:
            yield f"{one.id} ({', '.join(map(dates.heading, one.unfit_periods))})"


def _forecasts(report: Report) -> Iterator[str]:
    """Say what a forecast is, and of which years there are any."""
    years = {one.forecast.year for one in report.indicators if one.forecast}
    if years:
        named = " or ".join(dates.heading(one) for one in sorted(years, key=lambda one: one.end))
        yield (
            f"{YEAR_END} is what the service expects by the end of {named}, rated against the "
            "year's target; it changes no status and no count"
        )


def remarks(report: Report) -> Iterator[str]:
    """Yield what a reader must know to read the figures right."""
    if tolerances := tolerances_in_words(report.indicators):
        yield tolerances
    if unfit := ", ".join(_unfit(report.indicators)):
        yield f"Not shown, as the period is not of the indicator's frequency: {unfit}"
    if outside := lives.remark(report):
        yield outside
    if 2 * report.summary.readings < report.summary.due:
        yield "Fewer than half of the figures due have been received"
    if report.built_in_thresholds:
        yield (
            "No thresholds.yaml was found, so the built-in tolerances apply "
            "(green 0, amber 5%, same 5%)"
        )
    yield from _made_of(report)
    yield from _forecasts(report)
    if report.grouped and (actions := report.delivery.actions):
        yield (
            f"{counted(actions, 'action')} of outcomes not shown, as the report is by "
            f"{report.grouped.name}"
        )
    if report.datasets:
        yield f"Comparator figures are from {', '.join(report.datasets)}, except those typed in"
        yield from _short_means(report)
    if any(one.has_interval and one.verdict.comparisons for one in report.indicators):
        yield f"{_PLAIN_GAP}{_SIGNIFICANCE if 'significance' in report.evidence else ''}"
    if report.evidence:
        yield from _methods(report)
    yield from _left_out(report)
    yield from _publication(report)


def _publication(report: Report) -> Iterator[str]:
    """Say whom to ask and when the report is published, where the catalogue does."""
    if report.contact:
        yield f"Contact: {report.contact}"
    if report.published:
        yield f"Published: {report.published}"


def _left_out(report: Report) -> Iterator[str]:
    """Say what errors leave out of a partial report."""
    for is_file, thing in ((False, "indicator"), (True, "whole file")):
        if left_out := [one.id for one in report.left_out if one.is_file is is_file]:
            number = counted(len(left_out), thing)
            yield f"{number} left out because of errors in the catalogue: {', '.join(left_out)}"
