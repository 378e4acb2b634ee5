"""Checks of what services submitted: how it was written, what is missing, what is unlikely."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from math import inf
from operator import attrgetter
from statistics import median

from ragcalc.catalogue.model.figures import Reading, more_than_numbers
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.catalogue.model.thresholds import Unlikely
from ragcalc.checks import likelihood
from ragcalc.checks.subject import CheckedIndicator, Subject
from ragcalc.checks.wording import as_text
from ragcalc.numbers import rounded, to_fraction, to_text
from ragcalc.periods import Period
from ragcalc.problems import Problem
from ragcalc.scoring import indexes, timetable


def data_nothing(subject: Subject) -> Iterator[Problem]:
    """A path under data: matches no file.

    Why: its figures may be still to come; or the path is misspelt, and they would be missing
    without warning. A path given by --data that matches nothing is an error.

    Failing:
        # indicators.yaml
        version: 1
        organisation: Anyshire
        data: [retruns/*.csv]
        indicators:
          it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}

    Passing:
        # indicators.yaml
        version: 1
        organisation: Anyshire
        data: [returns.csv]
        indicators:
          it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}
        # returns.csv
        indicator,period,value
        it,2018-19 Q4,5
    """
    yield from subject.remarks("data-nothing")


def data_unread(subject: Subject) -> Iterator[Problem]:
    """A folder of submitted tables has subfolders with tables, or spreadsheets in another format.

    Why: a folder stands for its own .csv and .xlsx files. Files in its subfolders, and .xls or
    .ods files, are not read.

    Failing:
        # indicators.yaml
        version: 1
        organisation: Anyshire
        data: [returns]
        indicators:
          it: {name: It, unit: count, polarity: high, values: {2018-19 Q3: 5}}
        # returns/q4/housing.csv
        indicator,period,value
        it,2018-19 Q4,5

    Passing:
        # indicators.yaml
        version: 1
        organisation: Anyshire
        data: [returns/*]
        indicators:
          it: {name: It, unit: count, polarity: high, values: {2018-19 Q3: 5}}
        # returns/q4/housing.csv
        indicator,period,value
        it,2018-19 Q4,5
    """
    yield from subject.remarks("data-unread")


def table_sheet_unread(subject: Subject) -> Iterator[Problem]:
    """A sheet of a workbook has figures, but no row with the names of the columns that are read.

    Why: other sheets of the workbook are read but this one is not, so its figures are missing
    from the report. A sheet without figures, such as one of guidance, is not mentioned.
    """
    yield from subject.remarks("table-sheet-unread")


def table_rows_missing(subject: Subject) -> Iterator[Problem]:
    """A submitted table has the names of its columns and no rows below them.

    Why: it may be an export that failed, or an earlier version of the file, and its figures are
    missing from the report.

    Failing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value

    Passing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value
        it,2018-19 Q4,5
    """
    yield from subject.remarks("table-rows-missing")


def table_column_unknown(subject: Subject) -> Iterator[Problem]:
    """Nothing is read from a column of a submitted table.

    Why: its name may be misspelt, and its cells are then not used.

    Failing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value,provisonal
        it,2018-19 Q4,5,yes

    Passing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value,provisional
        it,2018-19 Q4,5,yes
    """
    yield from subject.remarks("table-column-unknown")


def table_cell_unread(subject: Subject) -> Iterator[Problem]:
    """Nothing is read from a cell of a submitted table.

    Why: every cell is either read or listed. A title, a heading between rows and a source below
    them are not figures; but a note without a figure, or an arrow that may belong to the figure
    or to its rating, would otherwise be lost without warning.

    Failing:
        values: {2018-19 Q3: 5}
        # returns.csv
        Repeat referrals of the quarter
        indicator,period,value
        it,2018-19 Q4,5

    Passing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value
        it,2018-19 Q4,5
    """
    yield from subject.remarks("table-cell-unread")


def table_cells_hidden(subject: Subject) -> Iterator[Problem]:
    """A sheet has hidden rows or columns with content.

    Why: they are read like the rest, although people who open the workbook do not see them.
    """
    yield from subject.remarks("table-cells-hidden")


def table_title_period(subject: Subject) -> Iterator[Problem]:
    """A title above a table, or its file's name, names another period than the one stated.

    Why: with `--data-period`, or `period:` under `data:`, the stated period applies to every
    figure of a table without a column for it. If the table's own title, the name of its sheet
    or that of its file (2025-26-q1.csv) names another period, one of them is wrong; likewise if
    a title and the file's name differ.

    Failing:
        # indicators.yaml
        version: 1
        organisation: Anyshire
        data: [{path: returns.csv, period: 2018-19 Q4}]
        indicators:
          it: {name: It, unit: count, polarity: high, values: {2018-19 Q3: 5}}
        # returns.csv
        Planning: Q3 2018/19
        indicator,value
        it,5

    Passing:
        # indicators.yaml
        version: 1
        organisation: Anyshire
        data: [{path: returns.csv, period: 2018-19 Q4}]
        indicators:
          it: {name: It, unit: count, polarity: high, values: {2018-19 Q3: 5}}
        # returns.csv
        Planning: Q4 2018/19
        indicator,value
        it,5
    """
    yield from subject.remarks("table-title-period")


def table_group_differs(subject: Subject) -> Iterator[Problem]:
    """A column of groups says another directorate, or the like, than the catalogue or another row.

    Why: the indicator would be shown to the wrong people. That of indicators.yaml stands; where it
    has none, that of the row that is read first. Case and spaces do not count.

    Failing:
        # indicators.yaml
        version: 1
        organisation: Anyshire
        groups: {directorate: Directorate}
        indicators:
          it: {name: It, unit: count, polarity: high, groups: {directorate: Housing}, values: {}}
        # returns.csv
        indicator,period,value,Directorate
        it,2018-19 Q4,5,Environment

    Passing:
        # indicators.yaml
        version: 1
        organisation: Anyshire
        groups: {directorate: Directorate}
        indicators:
          it: {name: It, unit: count, polarity: high, groups: {directorate: Housing}, values: {}}
        # returns.csv
        indicator,period,value,Directorate
        it,2018-19 Q4,5,housing
    """
    yield from subject.remarks("table-group-differs")


def value_noise(subject: Subject) -> Iterator[Problem]:
    """A submitted figure has digits that come from a computer's binary fractions.

    Why: a spreadsheet keeps fifteen digits, and any beyond them are rounding errors of its
    arithmetic: 17.899999999999999 was meant as 17.9, and is read as 17.9.

    Failing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value
        it,2018-19 Q4,17.899999999999999

    Passing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value
        it,2018-19 Q4,17.9
    """
    yield from subject.remarks("value-noise")


def value_bare_share(subject: Subject) -> Iterator[Problem]:
    """A submitted percentage is a bare figure from 0 to 1.

    Why: a spreadsheet stores 18.3% as 0.183, and an export may contain either. It is read
    exactly as written, without guessing.

    Failing:
        unit: percent
        values: {2018-19 Q3: 18}
        # returns.csv
        indicator,period,value
        it,2018-19 Q4,0.9

    Passing:
        unit: percent
        values: {2018-19 Q3: 18}
        # returns.csv
        indicator,period,value
        it,2018-19 Q4,0.9%
    """
    yield from subject.remarks("value-bare-share")


def value_note_alone(subject: Subject) -> Iterator[Problem]:
    """A submitted row has a note and no figure, so that the note is not kept.

    Why: a note belongs to a figure. A note such as "late, due in August", written into a form
    instead of the figure, would be read by nobody; with a reason word in the figure's cell the
    note is kept. What is said of the period belongs into a column comment, which needs no figure.

    Failing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value,note
        it,2018-19 Q4,,late

    Passing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value,note
        it,2018-19 Q4,in-measurement,late
    """
    yield from subject.remarks("value-note-alone")


def value_revised(subject: Subject) -> Iterator[Problem]:
    """A figure that is marked as revised replaces one that was given before.

    Why: whoever signs off the figures should see each correction with both places. A figure
    followed by r, or with `revised: true`, replaces one that is not marked; two marked figures
    that differ are a conflict (value-given-twice).

    Failing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value
        it,2018-19 Q3,6 r

    Passing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value
        it,2018-19 Q4,6
    """
    yield from subject.remarks("value-revised")


def period_in_future(subject: Subject) -> Iterator[Problem]:
    """A submitted reading is for a period after the report's.

    Why: a figure for a period that is not over is a forecast, or has the wrong period. Only
    checked where a period is given: ragcalc check q3.

    Failing:
        values: {2018-19 Q3: 5}
        # returns.csv
        indicator,period,value
        it,2018-19 Q4,5

    Passing:
        values: {2018-19 Q2: 5}
        # returns.csv
        indicator,period,value
        it,2018-19 Q3,5
    """
    if subject.asked is None:
        return
    every = {period for one in subject.submissions for period in one.periods}
    future = {period for period in every if period.end > subject.asked.end}
    for name, entry in subject.entries.items() if future else ():
        for period in sorted(future.intersection(chain(*subject.submitted(name)))):
            yield Problem(
                "period-in-future",
                f"{period} is after {subject.asked}, the report's period",
                entry.place.within("values", str(period)).key_itself(),
                "correct the period, or ask for the later report",
            )


def series_not_submitted(subject: Subject) -> Iterator[Problem]:
    """A reading is due and was not submitted, although others were.

    Why: the report would show it as missing. Checked for the period given, else for the latest
    one that is at least half complete; a reason such as not-applicable counts as submitted.

    Failing:
        # indicators.yaml
        indicators:
          one: {name: One, unit: count, polarity: high, values: {2018-19 Q3: 5}}
          two: {name: Two, unit: count, polarity: high, owner: Housing, values: {2018-19 Q3: 5}}
        # returns.csv
        indicator,period,value
        one,2018-19 Q4,5

    Passing:
        # indicators.yaml
        indicators:
          one: {name: One, unit: count, polarity: high, values: {2018-19 Q3: 5}}
          two: {name: Two, unit: count, polarity: high, owner: Housing, values: {2018-19 Q3: 5}}
        # returns.csv
        indicator,period,value
        one,2018-19 Q4,5
        two,2018-19 Q4,6
    """
    asked = subject.asked or subject.submitted_for
    if asked is None:
        return
    for entry in subject.entries.values():
        due = timetable.due_period(entry.indicator, asked.end)
        if due is not None and due not in entry.indicator.values:
            owner = f" from {entry.indicator.owner}" if entry.indicator.owner else ""
            yield Problem(
                "series-not-submitted",
                f"{due} is due{owner} and was not submitted",
                entry.place.within("values"),
                "ask for the figure, or say why there is none, such as suppressed",
            )


def value_unlikely(subject: Subject) -> Iterator[Problem]:
    """A submitted figure is far from what the indicator's own history makes likely.

    Why: it may have a slipped digit, or belong to another row. The latest submitted reading of
    each indicator is compared with the earlier ones since the last break; for an accumulating
    one, with the same period of earlier years. Its distance from their median in median
    absolute deviations, times 0.6745, may be 3.5 at most. Fewer than eight earlier figures give
    no answer. If more than half of them are equal, their mean absolute deviation times 1.253314
    is used instead; if all are equal there is no spread and no answer. `checks: {unlikely:
    {points: 8, limit: 3.5}}` in thresholds.yaml changes both.

    Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC 1993), modified z-score.

    Failing:
        values:
          2016-17 Q4: 16.1
          2017-18 Q1: 17.2
          2017-18 Q2: 16.8
          2017-18 Q3: 17.0
          2017-18 Q4: 16.4
          2018-19 Q1: 17.5
          2018-19 Q2: 16.9
          2018-19 Q3: 17.1
        # returns.csv
        indicator,period,value
        it,2018-19 Q4,61

    Passing:
        values:
          2016-17 Q4: 16.1
          2017-18 Q1: 17.2
          2017-18 Q2: 16.8
          2017-18 Q3: 17.0
          2017-18 Q4: 16.4
          2018-19 Q1: 17.5
          2018-19 Q2: 16.9
          2018-19 Q3: 17.1
        # returns.csv
        indicator,period,value
        it,2018-19 Q4,17.9
    """
    rule = subject.thresholds.checks.unlikely if subject.thresholds else Unlikely()
    limit = Fraction(rule.limit)
    end = subject.asked.end if subject.asked else inf
    for name, entry in subject.entries.items():
        number = _latest(entry, subject.submitted(name), end)
        if number is None:
            continue
        value = entry.readings[number].amount(entry.indicator.unit)
        history = _history(entry, number)
        score = likelihood.score(value, history) if len(history) >= rule.points else None
        if score is not None and score > limit:
            middle = median(map(to_fraction, history))
            yield Problem(
                "value-unlikely",
                f"{as_text(value)} is far from the {len(history)} previous readings: their median "
                f"is {as_text(middle)}, and the score {to_text(rounded(score, 1))} is "
                f"above {rule.limit}",
                entry.place.within("values", str(entry.periods[number])),
                "correct the figure, or explain it in a note",
            )


def _latest(
    entry: CheckedIndicator, submitted: Sequence[Mapping[Period, Reading]], end: float
) -> int | None:
    """Return which of an entry's readings is the latest submitted figure that ends in time."""
    for number in reversed(range(len(entry.periods))) if submitted else ():
        period = entry.periods[number]
        is_given = period.end <= end and entry.readings[number].reason is None
        if is_given and any(period in one for one in submitted):
            return number
    return None


def _history(entry: CheckedIndicator, number: int) -> list[Decimal | Fraction]:
    """Return the earlier figures that one may be compared with, by its number in the series."""
    indicator, period = entry.indicator, entry.periods[number]
    broken = [end for ends in indexes.breaks(indicator).ends.values() for end in ends]
    begin = max((end for end in broken if end <= period.end), default=0)
    readings = entry.readings[:number]
    if begin or indicator.accumulates:
        readings = [
            reading
            for one, reading in zip(entry.periods, readings, strict=False)
            if begin <= one.end
            and (not indicator.accumulates or (period.end - one.end) % _YEAR == 0)
        ]
    return _amounts(readings, indicator)


def _amounts(readings: Iterable[Reading], indicator: Indicator) -> list[Decimal | Fraction]:
    """Return the figures among some readings of an indicator; bare numbers are their own."""
    if not more_than_numbers(indicator.values):
        return [*map(_VALUE, readings)]
    return [one.amount(indicator.unit) for one in readings if one.reason is None]


_VALUE = attrgetter("value")


_YEAR = 12
"""The months after which a series that accumulates has the same part of a year again."""
