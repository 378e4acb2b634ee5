"""What the checks look at: the catalogue, the tolerances, and the verdicts of the periods asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ragcalc import periods
from ragcalc.catalogue.datasets.result import DatasetResult
from ragcalc.catalogue.model.indicators import Catalogue, Indicator, Reading
from ragcalc.catalogue.model.thresholds import Thresholds
from ragcalc.catalogue.returns.submissions import Submission
from ragcalc.catalogue.yaml import references
from ragcalc.catalogue.yaml.source import Data
from ragcalc.periods import Kind, Period
from ragcalc.problems import Place, Problem
from ragcalc.scoring import precision, timetable
from ragcalc.scoring.inputs import Inputs, Rules
from ragcalc.scoring.results import IndicatorResult, Report
from ragcalc.scoring.rules import RuleBook
from ragcalc.scoring.score import INDICATORS, THRESHOLDS, score


@dataclass(frozen=True)
class Entry:
    """One indicator, where it stands, and the tolerances that hold for it."""

    indicator: Indicator
    place: Place
    rules: Rules
    periods: tuple[Period, ...]
    """The periods of the indicator's frequency for which anything is given, in order."""

    @property
    def is_mixed(self) -> bool:
        """Whether anything is given for periods of another frequency too."""
        return len(self.periods) < len(self.indicator.values)

    @cached_property
    def readings(self) -> list[Reading]:
        """What is given for them, figures and reason words."""
        values = self.indicator.values
        in_order = self.periods == (*values,)  # as they mostly are
        return [*values.values()] if in_order else [values[one] for one in self.periods]

    @cached_property
    def figures(self) -> list[Period]:
        """Those of them that have a figure, not a reason word, in order."""
        both = zip(self.periods, self.readings, strict=True)
        return [period for period, reading in both if reading.reason is None]


@dataclass(frozen=True)
class Subject:
    """All that a check may look at."""

    catalogue: Catalogue
    """The sound indicators."""
    thresholds: Thresholds | None
    reports: tuple[Report, ...]
    """The verdicts looked at, the latest period first."""
    documents: tuple[str, str] = (INDICATORS, THRESHOLDS)
    """The names of both files in places."""
    written: Data | None = None
    """Every entry of indicators.yaml as it is written, sound or not."""
    asked: Period | None = None
    """The period that was given, if any."""
    submissions: tuple[Submission, ...] = ()
    datasets: tuple[DatasetResult, ...] = ()

    @cached_property
    def named(self) -> frozenset[tuple[str | int, ...]]:
        """What any indicator refers to, sound or not, as ("policies", "havering")."""
        return frozenset(references.named(self.written))

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The indicators by id, in the catalogue's order."""
        book = RuleBook(self.thresholds, self.documents[1])
        found = {}
        shared: tuple[tuple[Period, ...], Kind] | None = None
        for name, indicator in self.catalogue.indicators.items():
            own = (*indicator.values,), indicator.kind
            if own != shared:  # indicators mostly have the same periods as the one before
                shared, periods = own, _in_order(*own)
            place = self.place("indicators", name)
            found[name] = Entry(indicator, place, book.rules(indicator, place), periods)
        return found

    @cached_property
    def judged(self) -> list[tuple[Entry, IndicatorResult]]:
        """Each verdict looked at, with its indicator."""
        results = (result for report in self.reports for result in report.indicators)
        return [(self.entries[result.id], result) for result in results]

    @cached_property
    def rounded(self) -> list[tuple[IndicatorResult, Inputs]]:
        """Those whose figures are displayed with fewer digits than they have, and what is seen."""
        both = ((result, precision.displayed(result)) for _, result in self.judged)
        return [(result, seen) for result, seen in both if seen is not result.inputs]

    @cached_property
    def latest(self) -> int:
        """The end of the latest period in whose report a reading stands."""
        every = self.catalogue.indicators.values()
        return max((end for one in every for end in _figure_ends(one)), default=0)

    @cached_property
    def submitted_for(self) -> Period | None:
        """The period that submitted tables are about: the latest that is half complete."""
        if not self.submissions:
            return None
        try:
            return timetable.resolve(timetable.LATEST, self.catalogue.indicators.values())
        except timetable.NoSuchPeriod:
            return None

    def submitted(self, name: str) -> list[Mapping[Period, Reading]]:
        """Return the readings of an indicator by their periods, for each table that gave any."""
        path = (name, "values")
        return [one.series[path].figures for one in self.submissions if path in one.series]

    def remarks(self, code: str) -> Iterator[Problem]:
        """Yield what was noticed in tables and datasets while they were read."""
        for remarks in (
            *(one.remarks for one in self.submissions),
            *(one.remarks for one in self.datasets),
        ):
            yield from (remark for remark in remarks if remark.code == code)

    def place(self, *path: str) -> Place:
        """Return a place in indicators.yaml."""
        return Place(self.documents[0], path)


def subject(
    catalogue: Catalogue,
    thresholds: Thresholds | None,
    period: str | None = None,
    *,
    documents: tuple[str, str] = (INDICATORS, THRESHOLDS),
    written: Data | None = None,
    submissions: tuple[Submission, ...] = (),
    datasets: tuple[DatasetResult, ...] = (),
) -> Subject:
    """Score the period that the words mean, else every period with a reading.

    Raises timetable.NoSuchPeriod.
    """
    asked = timetable.resolve(period, catalogue.indicators.values()) if period else None
    if asked is None:
        reports = tuple(_every_report(catalogue, thresholds, documents))
    else:
        reports = (score(catalogue, thresholds, asked, documents),)
    return Subject(catalogue, thresholds, reports, documents, written, asked, submissions, datasets)


def _in_order(given: tuple[Period, ...], kind: Kind) -> tuple[Period, ...]:
    """Return those of a kind in the order of time."""
    found = (period for period in given if period.kind is kind)
    return tuple(sorted(found))


def _every_report(
    catalogue: Catalogue, thresholds: Thresholds | None, documents: tuple[str, str]
) -> Iterator[Report]:
    """Score each period for the indicators that have something in it, the latest first.

    So the work grows with the readings, not with the readings times the periods.
    """
    groups: dict[int, dict[str, Indicator]] = {}
    for name, indicator in catalogue.indicators.items():
        for end in _ends(indicator):
            groups.setdefault(end, {})[name] = indicator
    for end in sorted(groups, reverse=True):
        part = catalogue.model_copy(update={"indicators": groups[end]})
        yield score(part, thresholds, _ending(end), documents, proposals=False)


def _ends(indicator: Indicator) -> set[int]:
    """Return the ends of the periods in whose reports a reading or a reported verdict stands."""
    kind = indicator.kind
    reported = (period for period in indicator.reported if period.kind is kind)
    found = (*timetable.figures(indicator), *reported)
    return {timetable.reported_end(indicator, period) for period in found}


def _figure_ends(indicator: Indicator) -> Iterator[int]:
    """Yield the ends of the periods in whose reports a reading stands."""
    return (timetable.reported_end(indicator, one) for one in timetable.figures(indicator))


def _ending(end: int) -> Period:
    if periods.is_quarter_end(end):
        return periods.quarter_ending(end)
    return periods.month_ending(end)
