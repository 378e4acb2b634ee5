"""What the checks look at: the catalogue, the tolerances, and the verdicts of the periods asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ragcalc.catalogue.datasets.result import DatasetResult
from ragcalc.catalogue.model.figures import Reading
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.peers import Peers
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.model.thresholds import Thresholds
from ragcalc.catalogue.returns.submissions import Submission
from ragcalc.catalogue.yaml import references
from ragcalc.catalogue.yaml.source import Data
from ragcalc.periods import Period, latest_ending, quarter_ending
from ragcalc.problems import Place, Problem
from ragcalc.scoring import indexes, longer_periods, precision, timetable
from ragcalc.scoring.evidence.years import year_of
from ragcalc.scoring.inputs import Inputs, Rules
from ragcalc.scoring.judge import Verdict
from ragcalc.scoring.verdicts import (
    INDICATORS,
    THRESHOLDS,
    SeriesVerdicts,
    VerdictTable,
    own_report,
)
from ragcalc.vocabulary import Life


@dataclass(frozen=True)
class CheckedIndicator:
    """One indicator, where it stands, and the tolerances that hold for it."""

    indicator: Indicator
    place: Place
    rules: Rules
    periods: tuple[Period, ...]
    """The periods of the indicator's frequency for which anything is given, in order."""
    given: Series[Period, Reading]
    """Its readings as the files give them, before totals are made of them."""

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

    @property
    def figures(self) -> tuple[Period, ...]:
        """Those of them that have a figure, not a reason word, in order."""
        return indexes.figures(self.indicator)


@dataclass(frozen=True)
class Subject:
    """All that a check may look at."""

    catalogue: Catalogue
    """The valid indicators."""
    thresholds: Thresholds | None
    table: VerdictTable
    periods: Mapping[str, tuple[Period, ...]]
    """The reports in which each indicator is looked at, the latest first."""
    written: Data | None = None
    """Every entry of indicators.yaml as it is written, valid or not."""
    asked: Period | None = None
    """The period that was given, if any."""
    as_written: Catalogue | None = None
    """The valid indicators as the files give them; None where `catalogue` has the same.

    There are no totals in them yet, and the readings outside their lives are there.
    """
    submissions: tuple[Submission, ...] = ()
    datasets: tuple[DatasetResult, ...] = ()
    overlooked: tuple[Problem, ...] = ()
    """What the paths to submitted tables name of which nothing is read."""
    published: Catalogue | None = None
    """The valid indicators as reports show them, small numbers hidden; None where nothing is."""

    @cached_property
    def named(self) -> frozenset[tuple[str | int, ...]]:
        """What any indicator refers to, valid or not, as ("policies", "havering").

        A comparator whose figures a submitted table or a dataset gives counts as well.
        """
        submitted = (path for one in self.submissions for path in one.series)
        return frozenset(
            (
                *references.named(self.written),
                *(("comparators", path[2]) for path in submitted if path[1] == "comparators"),
                *(
                    ("comparators", name)
                    for one in self.catalogue.indicators.values()
                    for name in one.comparators
                ),
            )
        )

    @property
    def documents(self) -> tuple[str, str]:
        """The names of both files in places."""
        return self.table.documents

    @cached_property
    def reports(self) -> tuple[Period, ...]:
        """Every report that is looked at, the latest first."""
        every = {period for own in self.periods.values() for period in own}
        return tuple(sorted(every, key=lambda period: period.end, reverse=True))

    @cached_property
    def entries(self) -> dict[str, CheckedIndicator]:
        """The indicators by id, in the catalogue's order."""
        found = {}
        written = (self.as_written or self.catalogue).indicators
        for name, indicator in self.catalogue.indicators.items():
            series, periods = self.table.series(name), indexes.entries(indicator)
            given = written[name].values
            found[name] = CheckedIndicator(indicator, series.place, series.rules, periods, given)
        return found

    @cached_property
    def judged(self) -> list[tuple[CheckedIndicator, Verdict]]:
        """Each verdict looked at, with its indicator; of one indicator the latest first."""
        return [
            (entry, verdict)
            for name, entry in self.entries.items()
            for verdict in map(self.table.series(name).verdict, self.periods.get(name, ()))
        ]

    @cached_property
    def rounded(self) -> list[tuple[CheckedIndicator, Verdict, Inputs]]:
        """Those whose figures are displayed with fewer digits than they have, and what is seen."""
        both = (
            (entry, verdict, precision.displayed(verdict.inputs, entry.indicator.decimals))
            for entry, verdict in self.judged
        )
        return [(entry, verdict, seen) for entry, verdict, seen in both if seen]

    @cached_property
    def latest(self) -> int:
        """The end of the latest period in whose report a reading stands."""
        every = self.catalogue.indicators.values()
        return max((end for one in every for end in _figure_ends(one)), default=0)

    @cached_property
    def shown(self) -> list[tuple[Period, SeriesVerdicts]]:
        """The verdicts on each indicator that one report shows, and the period of the report.

        It is the one asked for, else the latest, as `ragcalc report` prints it.
        """
        every = self.catalogue.indicators
        try:
            period = self.asked or timetable.resolve(timetable.LATEST, every.values())
        except timetable.NoSuchPeriod:
            return []
        table = self.table
        if self.published:
            table = VerdictTable(self.published, self.thresholds, self.documents)
        return [
            (own, table.series(name)) for name, one in every.items() for own in _asked(one, period)
        ]

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
        return [one.series[path] for one in self.submissions if path in one.series]

    @cached_property
    def peers(self) -> dict[str, Peers]:
        """The figures of all authorities for the indicators that a dataset has ours of."""
        return {name: peers for one in self.datasets for name, peers in one.peers.items()}

    @cached_property
    def years_of_peers(self) -> dict[str, list[Period]]:
        """The years among whose authorities the verdicts looked at are ranked, in order."""
        lag = self.catalogue.national_lag
        found = {}
        for name, peers in self.peers.items():
            verdicts = map(self.table.series(name).verdict, self.periods.get(name, ()))
            years = {year_of(peers, verdict.inputs, lag) for verdict in verdicts}
            found[name] = sorted(filter(None, years))
        return found

    def remarks(self, code: str) -> Iterator[Problem]:
        """Yield what was noticed of tables and datasets while they were read."""
        for remarks in (
            self.overlooked,
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
    as_written: Catalogue | None = None,
    submissions: tuple[Submission, ...] = (),
    datasets: tuple[DatasetResult, ...] = (),
    overlooked: tuple[Problem, ...] = (),
    published: Catalogue | None = None,
) -> Subject:
    """Return what is looked at: the period that the words mean, else every one with a reading.

    Raises timetable.NoSuchPeriod.
    """
    asked = timetable.resolve(period, catalogue.indicators.values()) if period else None
    periods = {
        name: _asked(one, asked) if asked else tuple(_reports(one))
        for name, one in catalogue.indicators.items()
    }
    table = VerdictTable(catalogue, thresholds, documents)
    return Subject(
        catalogue, thresholds, table, periods, written, asked, as_written,
        submissions, datasets, overlooked, published,
    )  # fmt: skip


def _asked(indicator: Indicator, period: Period) -> tuple[Period, ...]:
    """Return the period that was given, unless the indicator is in no report for it."""
    return (period,) if timetable.life(indicator, period.end) is Life.CURRENT else ()


def _reports(indicator: Indicator) -> Iterator[Period]:
    """Yield the reports in which a reading or a published rating stands, the latest first.

    Of what its periods make, those of quarters and years too.
    """
    for end in sorted(_ends(indicator), reverse=True):
        own = own_report(indicator, end)
        longer = (latest_ending(indicator.year, end), quarter_ending(end))
        yield from (one for one in longer if one.end == end and _is_made(indicator, one))
        yield own


def _is_made(indicator: Indicator, report: Period) -> bool:
    """Return whether a longer report shows what all the periods in it make."""
    whole = longer_periods.shown_in(indicator, report)
    parts = longer_periods.parts_of(indicator, whole) if whole else ()
    return bool(parts) and all(timetable.has_figure(indicator, one) for one in parts)


def _ends(indicator: Indicator) -> set[int]:
    """Return the ends of the periods in whose reports a reading or a published rating stands."""
    kind = indicator.kind
    reported = (period for period in indicator.reported if period.kind is kind)
    found = (*timetable.figures(indicator), *reported)
    return {timetable.reported_end(indicator, period) for period in found}


def _figure_ends(indicator: Indicator) -> Iterator[int]:
    """Yield the end of the latest period in whose report a reading stands, if there is any."""
    for last in indexes.figures(indicator)[-1:]:
        yield timetable.reported_end(indicator, last)
