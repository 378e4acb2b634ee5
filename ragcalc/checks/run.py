"""Runs the checks: each over the subject, with the severity that holds for its code."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Self

from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.figures import Reading, more_than_numbers
from ragcalc.catalogue.model.series import Series, all_keys
from ragcalc.catalogue.model.thresholds import CheckSeverity, Thresholds
from ragcalc.checks.baseline import KnownProblems
from ragcalc.checks.registry import CHECKS
from ragcalc.checks.selection import Selection
from ragcalc.checks.subject import Subject, subject
from ragcalc.periods import Period
from ragcalc.problems import LocatedProblem, Problem, Severity
from ragcalc.scoring import timetable

_EVERYTHING = Selection()


class SubmittedTotals(NamedTuple):
    """How much was read of submitted tables."""

    files: int = 0
    sheets: int = 0
    """A CSV file is one sheet."""
    figures: int = 0
    """The indicators' own figures, each indicator and period once; reasons are not figures."""
    period: Period | None = None
    """The one that the tables are about; None where that is not known."""
    of_period: int = 0
    """The figures for the period, or for a part of it such as its months."""


class Checked(NamedTuple):
    """Everything that is wrong or suspicious, and how much was looked at."""

    problems: tuple[LocatedProblem, ...]
    """Sorted by file and place."""
    indicators: int
    periods: int
    period: Period | None
    """The one that was asked for; None where every period was."""
    others: tuple[LocatedProblem, ...] = ()
    """The errors that the selection leaves out."""
    known: tuple[LocatedProblem, ...] = ()
    """What the baseline holds; none of it fails."""
    strict: bool = False
    submitted: SubmittedTotals = SubmittedTotals()

    def fails(self, problem: LocatedProblem) -> bool:
        """Return whether a problem that is not known makes the run fail."""
        strict = self.strict and problem.severity is Severity.WARNING
        return strict or problem.severity is Severity.ERROR

    @property
    def failed(self) -> bool:
        """Whether anything makes the run fail, be it selected or not."""
        return bool(self.others) or any(map(self.fails, self.problems))

    def against(self, baseline: KnownProblems) -> Self:
        """Return what is left without the problems that are known."""
        problems, known = baseline.split(self.problems)
        return self._replace(problems=problems, known=known, others=baseline.split(self.others)[0])

    def named(self, name: Callable[[str], str]) -> Self:
        """Return the same with every file named otherwise."""
        return self._replace(
            problems=tuple(one._replace(file=name(one.file)) for one in self.problems),
            known=tuple(one._replace(file=name(one.file)) for one in self.known),
        )


def check(
    loaded: Loaded,
    period: str | None = None,
    selection: Selection = _EVERYTHING,
) -> Checked:
    """Return the errors of loading, and what the checks find in all valid entries.

    Without a period the verdicts of every period with a reading are looked at. Raises
    timetable.NoSuchPeriod; but where that may be for errors of loading, it looks at every period.
    """
    try:
        looked_at = _subject(loaded, period)
    except timetable.NoReading:
        if not loaded.faults:
            raise
        looked_at = _subject(loaded, None)
    found = problems(looked_at, selection) if looked_at else ()
    every = loaded.locate((*loaded.faults, *found))
    return Checked(
        problems=tuple(one for one in every if selection.keeps(one.code)),
        others=tuple(one for one in every if not selection.keeps(one.code)),
        indicators=len(looked_at.catalogue.indicators) if looked_at else 0,
        periods=len(looked_at.reports) if looked_at else 0,
        period=looked_at.asked if looked_at else None,
        submitted=_totals(looked_at) if looked_at else SubmittedTotals(),
    )


def _totals(subject: Subject) -> SubmittedTotals:
    """Return how much was read of the tables; the period is the one asked for, else the latest."""
    read = [one for one in subject.submissions if one.layout]
    given: dict[str, list[Series[Period, Reading]]] = {}
    for one in read:
        for path, series in one.series.items():
            if path[1] == "values":
                given.setdefault(path[0], []).append(_figures(series))
    figures = [first.joined(*others) for first, *others in given.values()]
    about = subject.asked or subject.submitted_for
    ends = range(about.end - about.months + 1, about.end + 1) if about else ()
    within = [period for period in all_keys(figures) if period.end in ends]
    return SubmittedTotals(
        files=len({one.table.file for one in read}),
        sheets=len({one.table.name for one in read}),
        figures=sum(map(len, figures)),
        period=about,
        of_period=sum(period in one for one in figures for period in within),
    )


def _figures(series: Series[Period, Reading]) -> Series[Period, Reading]:
    """Return a series without the readings that are a reason for having no figure."""
    reasons = {key for key, one in more_than_numbers(series).items() if one.reason is not None}
    return series.limited(lambda key: key not in reasons) if reasons else series


def problems(subject: Subject, selection: Selection = _EVERYTHING) -> Iterator[Problem]:
    """Yield what the checks find, each problem once."""
    seen: set[Problem] = set()
    for code, (severity, function) in CHECKS.items():
        level = _level(subject.thresholds, code, severity)
        if level is CheckSeverity.OFF or not selection.keeps(code):
            continue
        for problem in function(subject):
            if problem not in seen:
                seen.add(problem)
                yield problem._replace(severity=Severity(level))


def _level(thresholds: Thresholds | None, code: str, severity: Severity) -> CheckSeverity:
    """Return what thresholds.yaml says of a code, else what the registry says."""
    own = thresholds.checks.severities.get(code) if thresholds else None
    return own or CheckSeverity(severity)


def _subject(loaded: Loaded, period: str | None) -> Subject | None:
    if loaded.catalogues is None:
        return None
    forms = loaded.catalogues
    return subject(
        forms.unsuppressed,
        loaded.thresholds,
        period,
        documents=loaded.names,
        submissions=loaded.submissions,
        datasets=loaded.datasets,
        overlooked=loaded.overlooked,
        written=loaded.merged.data,
        as_written=forms.as_written,
        published=forms.published if forms.hides else None,
    )
