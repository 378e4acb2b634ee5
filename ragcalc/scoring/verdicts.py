"""Every verdict of a catalogue, indicator by period, each reached when it is first asked for.

A report is a column of the table and a history a row; what changed, what the targets say and what
the checks look at are read from it too, so that nothing is judged twice.
"""

from collections.abc import Iterator

from ragcalc import periods
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.model.thresholds import Thresholds
from ragcalc.periods import Period
from ragcalc.problems import Place
from ragcalc.scoring import forecasts, goals, longer_periods, timetable
from ragcalc.scoring.benchmarks import Benchmarks
from ragcalc.scoring.commentary import text_shown
from ragcalc.scoring.direction import travel
from ragcalc.scoring.indexes import breaks
from ragcalc.scoring.inputs import Inputs, ResolvedTarget, RolledUp, SourcedValue
from ragcalc.scoring.judge import Verdict, judge
from ragcalc.scoring.moves import moved
from ragcalc.scoring.parts import Travel
from ragcalc.scoring.previous import comparable, previous_reading
from ragcalc.scoring.readings import reading_at
from ragcalc.scoring.results import LastTime, Past, YearEnd
from ragcalc.scoring.rules import RuleBook
from ragcalc.vocabulary import Frequency, Reason

INDICATORS, THRESHOLDS = "indicators.yaml", "thresholds.yaml"


class VerdictTable:
    """The verdicts on the indicators of a catalogue."""

    def __init__(
        self,
        catalogue: Catalogue,
        thresholds: Thresholds | None,
        documents: tuple[str, str] = (INDICATORS, THRESHOLDS),
    ) -> None:
        """`documents` are the names of the catalogue and of the thresholds in places."""
        self.catalogue, self.thresholds, self.documents = catalogue, thresholds, documents
        self._book = RuleBook(thresholds, documents[1])
        self._series: dict[str, SeriesVerdicts] = {}

    def series(self, name: str) -> "SeriesVerdicts":
        """Return the verdicts on one indicator."""
        if name not in self._series:
            indicator = self.catalogue.indicators[name]
            place = Place(self.documents[0], ("indicators", name))
            self._series[name] = SeriesVerdicts(self.catalogue, indicator, self._book, place)
        return self._series[name]

    def forget(self, name: str) -> None:
        """Let the verdicts on one indicator go; they are reached anew where asked for again."""
        self._series.pop(name, None)


class SeriesVerdicts:
    """The verdicts on one indicator: rules, targets, comparators and readings are found once."""

    def __init__(
        self, catalogue: Catalogue, indicator: Indicator, book: RuleBook, place: Place
    ) -> None:
        self.indicator, self.place = indicator, place
        self.rules = book.rules(indicator, place)
        self._breaks = breaks(indicator)
        self._benchmarks = Benchmarks(catalogue, indicator, place)
        self._verdicts: dict[Period, Verdict] = {}
        self._readings: dict[Period, SourcedValue] = {}
        self._wholes: dict[Period, RolledUp | None] = {}
        self._targets: dict[goals.Key, ResolvedTarget] = {}

    def verdict(self, period: Period) -> Verdict:
        """Return the verdict in the report of a period."""
        found = self._verdicts.get(period)
        if found is None:
            found = self._verdicts[period] = judge(self._inputs(period))
        return found

    def year_end(self, period: Period) -> YearEnd | None:
        """Return the forecast that stands in the report of a period, judged; None without one."""
        own = self.indicator
        entry = forecasts.entry_shown(own, period, self.verdict(period).inputs.reading)
        return self.expected(entry) if entry else None

    def expected(self, entry: forecasts.ForecastEntry) -> YearEnd:
        """Return a forecast, judged."""
        inputs, given = self._expected(entry), self.indicator.forecast[entry.key]
        return YearEnd(entry.year, inputs, judge(inputs), given.source, given.note)

    def comment(self, period: Period) -> str | None:
        """Return what the service writes in the report of a period; None where that is nothing."""
        return self._text(self.indicator.comment, period)

    def action(self, period: Period) -> str | None:
        """Return what the report of a period says is done about it; None where it says nothing."""
        return self._text(self.indicator.action, period)

    def _text(self, texts: Series[Period, str], period: Period) -> str | None:
        return text_shown(texts, self.indicator, period, self.verdict(period).inputs)

    def history(self, until: int | None = None) -> tuple[Past, ...]:
        """Return what `periods` yields."""
        return tuple(self.periods(until))

    def periods(self, until: int | None = None) -> Iterator[Past]:
        """Yield each period of the indicator's own frequency from its first entry on, in order.

        Each is judged as if the report were for it, whether it has an entry or not. `until` is the
        end of the last report whose readings are wanted; without it the last entry is the end.
        """
        indicator, own = self.indicator, entries(self.indicator)
        if not own:
            return
        last = max(own) if until is None else periods.latest_ending(indicator.kind, until)
        for period in periods.between(min(own), last):
            end = timetable.reported_end(indicator, period)
            if until is None or end <= until:
                report = own_report(indicator, end)
                verdict, entry = self.verdict(report), indicator.values.get(period)
                texts = self.comment(report), self.action(report)
                yield Past(period, verdict.inputs, verdict, entry, period in own, *texts)

    def last_time(self, period: Period) -> LastTime | None:
        """Return what the indicator was when it was last due before the report of a period.

        The report is of the same length and at most a year back. None where nothing was due.
        """
        now, then = self.verdict(period), period.previous()
        while then.end >= period.end - 12:
            due = self._standing(then).due
            if due is not None and due != now.inputs.due:
                verdict = self.verdict(then)
                status = moved(verdict.status.status, now.status.status)
                return LastTime(due, verdict, status, self._travel(now, due))
            then = then.previous()
        return None

    def _travel(self, now: Verdict, since: Period) -> Travel:
        """Return the direction since one period; what adds up over a year has none."""
        reading, own = now.inputs.reading, self.indicator
        shown = None if isinstance(reading, Reason) else reading.period
        if shown is None or own.accumulates:
            return travel(now.inputs, Reason.NOT_COMPARABLE)
        return travel(now.inputs, comparable(own, since, shown, self._breaks, self._find))

    def _inputs(self, period: Period) -> Inputs:
        """Collect all that the verdict is reached from."""
        indicator, place, rules = self.indicator, self.place, self.rules
        stands = self._standing(period)
        shown = stands.shown or stands.due
        # where nothing is due, the report's own period says which comparators and targets would do
        asked = shown or period
        figures, of_years = self._benchmarks.of(asked), self._benchmarks.of_whole_years(asked)
        # a verdict on one of its own periods stands where the reading does
        elsewhere = shown is None and period.kind is indicator.kind
        reported = None if elsewhere else indicator.reported.get(asked)
        broken, find = self._breaks, self._find
        return Inputs(
            polarity=indicator.polarity,
            rules=rules,
            due=stands.due,
            reading=stands.absent or find(asked),
            goal=goals.goal(indicator, asked, place, figures, of_years, self._target),
            previous=previous_reading(indicator, asked, rules.basis, broken, find),
            year_ago=comparable(indicator, asked.year_ago(), asked, broken, find),
            benchmarks=figures,
            of_years=of_years,
            floor=goals.due_figure("floor", indicator, asked, place),
            base=goals.due_figure("base", indicator, asked, place),
            carried=stands.carried,
            rolled_up=None if asked in indicator.values else self.rolled_up(asked),
            reported=reported,
            reported_place=place.within("reported", str(asked)) if reported else None,
        )

    def _standing(self, report: Period) -> timetable.ReportedPeriod:
        """Return the period whose figure a report shows; of a longer one its own, rolled up."""
        whole = longer_periods.shown_in(self.indicator, report)
        if whole is None:
            return timetable.standing(self.indicator, report.end)
        return timetable.ReportedPeriod(whole, whole, None)

    def _find(self, period: Period) -> SourcedValue | Reason:
        """Return the figure of a period, rolled up where it is a longer one, or why there is none.

        One that is given stands.
        """
        reading = self.indicator.values.get(period)
        if reading is not None:
            return reading.reason or self._reading(period)
        whole = self.rolled_up(period)
        return whole.figure if whole else Reason.NO_VALUE

    def rolled_up(self, period: Period) -> RolledUp | None:
        """Return what the periods in a longer one make; None where they do not."""
        if self.indicator.rolls_up is None:  # as most are not
            return None
        if period not in self._wholes:
            self._wholes[period] = longer_periods.rolled_up(self.indicator, period, self._reading)
        return self._wholes[period]

    def _expected(self, entry: forecasts.ForecastEntry) -> Inputs:
        """Collect all that the verdict on a forecast is reached from."""
        own, place, rules, year = self.indicator, self.place, self.rules, entry.year
        asked, last = forecasts.judged_for(own, year), own.last_period(year)
        figures, of_years = self._benchmarks.of(asked), self._benchmarks.of_whole_years(asked)
        basis = forecasts.basis_at_end(rules.basis)
        return Inputs(
            polarity=own.polarity,
            rules=rules,
            due=year,
            reading=forecasts.expected(own, entry, place),
            goal=goals.goal(own, asked, place, figures, of_years, self._target),
            previous=previous_reading(own, last, basis, self._breaks, self._find),
            year_ago=comparable(own, last.year_ago(), last, self._breaks, self._find),
            benchmarks=figures,
            of_years=of_years,
            floor=forecasts.figure_at_end("floor", own, year, place),
            base=forecasts.figure_at_end("base", own, year, place),
        )

    def _reading(self, period: Period) -> SourcedValue:
        found = self._readings.get(period)
        if found is None:
            found = self._readings[period] = reading_at(self.indicator, period, self.place)
        return found

    def _target(self, entry: goals.TargetEntry, place: Place) -> ResolvedTarget:
        key = entry.basis, entry.key
        found = self._targets.get(key)
        if found is None:
            found = self._targets[key] = goals.as_written(entry, place)
        return found


def latest(indicator: Indicator) -> Period | None:
    """Return the last report that is due to show an entry; None where there is no entry."""
    own = entries(indicator)
    return shown_in(indicator, max(own)) if own else None


def entries(indicator: Indicator) -> set[Period]:
    """Return the periods of the indicator's own frequency with a reading or a published rating."""
    kind, given = indicator.kind, (*indicator.values, *indicator.reported)
    return {period for period in given if period.kind is kind}


def shown_in(indicator: Indicator, period: Period) -> Period:
    """Return the report that is due to show this period, one of its own or a longer one."""
    if longer_periods.parts_of(indicator, period):
        return longer_periods.reported_in(indicator, period)
    return own_report(indicator, timetable.reported_end(indicator, period))


def own_report(indicator: Indicator, end: int) -> Period:
    """Return the report that ends there and shows one of the indicator's own periods."""
    if longer_periods.rolls_up(indicator) and indicator.frequency is Frequency.MONTHLY:
        return periods.month_ending(end)  # a quarter's report shows a quarter
    return report_ending(end)


def report_ending(end: int) -> Period:
    """Return the period of the report that ends there: a quarter where one does, else a month."""
    return periods.quarter_ending(end) if periods.is_quarter_end(end) else periods.month_ending(end)
