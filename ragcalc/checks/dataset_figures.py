"""Checks of the figures of national datasets, and of what was typed in their place."""

from collections.abc import Iterator

from ragcalc import numbers
from ragcalc.catalogue.datasets.result import DatasetResult
from ragcalc.catalogue.model.figures import Figure
from ragcalc.catalogue.model.thresholds import QuartileMethod
from ragcalc.checks.subject import CheckedIndicator, Subject
from ragcalc.checks.wording import as_text
from ragcalc.numbers import to_text
from ragcalc.periods import Period
from ragcalc.problems import Place, Problem
from ragcalc.scoring.evidence.position import position_in
from ragcalc.scoring.evidence.records import RankPosition


def dataset_dictionary(subject: Subject) -> Iterator[Problem]:
    """The dictionary of a dataset cannot be used.

    Why: it says which measures have no quartiles; without it all of them have. It needs a
    column `measure_short` or `Short Desc`, and a column `No_Quartile` with N, NA, `-` or
    nothing.

    Failing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv, dictionary: dictionary.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19
        # dictionary.csv
        measure_short,quartile
        ReReferral,N

    Passing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv, dictionary: dictionary.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19
        # dictionary.csv
        measure_short,No_Quartile
        ReReferral,N
    """
    yield from subject.remarks("dataset-dictionary")


def dataset_quartile_bounds(subject: Subject) -> Iterator[Problem]:
    """Two bounds between the quartiles of a measure coincide.

    Why: the range of the figures is too small for the method `lait`. No authority can lie
    between equal bounds, so one in the middle may be in the last band. The Local Authority
    Interactive Tool gives such measures no quartiles; `quartile: none`, or the dictionary of
    the dataset, does the same.

    Failing:
        dataset: {name: lait, measure: KS2}
        # lait.csv
        measure,year,area,name,value,region
        KS2,2018,896,Anyshire,104,West
        KS2,2018,301,Two,104,West
        KS2,2018,302,Three,104,West
        KS2,2018,303,Four,104,West
        KS2,2018,304,Five,105,West

    Passing:
        dataset: {name: lait, measure: KS2}
        quartile: none
        # lait.csv
        measure,year,area,name,value,region
        KS2,2018,896,Anyshire,104,West
        KS2,2018,301,Two,104,West
        KS2,2018,302,Three,104,West
        KS2,2018,303,Four,104,West
        KS2,2018,304,Five,105,West
    """
    method = subject.thresholds.quartiles if subject.thresholds else QuartileMethod.LAIT
    for name, peers in subject.peers.items():
        entry, years = subject.entries[name], subject.years_of_peers[name]
        found = (position_in(year, peers, entry.indicator, method) for year in years)
        if crossed := [one for one in found if one.ranked.bounds_coincide]:
            yield _coinciding(entry, crossed[-1], len(crossed) - 1)


def _coinciding(entry: CheckedIndicator, latest: RankPosition, others: int) -> Problem:
    ranked = latest.ranked
    bounds = ", ".join(map(as_text, ranked.bounds or ()))
    years = f" (and in {others} year{'s' if others > 1 else ''} before)" if others else ""
    return Problem(
        "dataset-quartile-bounds",
        f"the bounds of the quartiles coincide in {latest.period}, {bounds}: "
        f"{ranked.rank} of {ranked.of} has {ranked.letter}{years}",
        entry.place.within("dataset", "measure"),
        "write quartile: none, or name the dataset's dictionary; "
        "quartiles: phe in thresholds.yaml goes by ranks",
    )


def dataset_row_twice(subject: Subject) -> Iterator[Problem]:
    """Two rows of a dataset have different figures for the same area and year.

    Why: only one of them can be right, so neither is used.

    Failing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19
        ReReferral,2017/18,896,Anyshire,20

    Passing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19
        ReReferral,2018/19,896,Anyshire,20
    """
    yield from subject.remarks("dataset-row-twice")


def dataset_value(subject: Subject) -> Iterator[Problem]:
    """A dataset row has a value that is not a number.

    Why: the area is left out of means and ranks for that year. `-`, `NA` and the symbols of a
    published layout, such as c and z, mean no value and are not reported; nor are the reason words
    of indicators.yaml.

    Failing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,about 19

    Passing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,-
    """
    yield from subject.remarks("dataset-value")


def dataset_word(subject: Subject) -> Iterator[Problem]:
    """What a dataset row has under break, status or direction is not one of the words.

    Why: a status or a direction is left out. A break is taken for one, so that no direction of
    travel is shown that a change of method made.

    Failing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            frequency: annual
            values: dataset
            dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value,break
        ReReferral,2018,896,Anyshire,19,new form

    Passing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            frequency: annual
            values: dataset
            dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value,break
        ReReferral,2018,896,Anyshire,19,yes
    """
    yield from subject.remarks("dataset-word")


def dataset_interval(subject: Subject) -> Iterator[Problem]:
    """The interval of a figure in a dataset lacks an end, or does not contain the figure.

    Why: the figure is used, and its interval is left out. `-` and `NA` mean no end and are not
    reported.

    Failing:
        # indicators.yaml
        comparators: {england: {name: England, kind: national}}
        datasets: {lait: {file: lait.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value,lower,upper
        ReReferral,2018,99,England,19,20.1,18.2
        ReReferral,2018,896,Anyshire,18,17.1,18.9

    Passing:
        # indicators.yaml
        comparators: {england: {name: England, kind: national}}
        datasets: {lait: {file: lait.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value,lower,upper
        ReReferral,2018,99,England,19,18.2,20.1
        ReReferral,2018,896,Anyshire,18,17.1,18.9
    """
    yield from subject.remarks("dataset-interval")


def dataset_year(subject: Subject) -> Iterator[Problem]:
    """A dataset row has an unrecognised year.

    Why: the row cannot be used for any period.

    Failing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,0,896,Anyshire,19

    Passing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018 (Rev),896,Anyshire,19
    """
    yield from subject.remarks("dataset-year")


def dataset_differs(subject: Subject) -> Iterator[Problem]:
    """A comparator's figure that was typed in differs from the dataset's.

    Why: the typed figure is used. It may be mistyped, or the dataset may have been revised
    since. The dataset's figure is rounded to as many decimal places as were typed before the
    two are compared. A typed figure for every period is compared with the one that the latest
    reading would have.

    Failing:
        # indicators.yaml
        comparators: {england: {name: England, kind: national}}
        datasets: {lait: {file: lait.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: ReReferral}
            comparators: {england: {2017-18: 22}}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19
        ReReferral,2018,970,England,21.4

    Passing:
        # indicators.yaml
        comparators: {england: {name: England, kind: national}}
        datasets: {lait: {file: lait.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: ReReferral}
            comparators: {england: {2017-18: 21}}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19
        ReReferral,2018,970,England,21.4
    """
    for one in subject.datasets:
        for name, comparator in one.figures:
            entry, lag = subject.entries[name], subject.catalogue.comparators[comparator].lag
            yield from _differing(entry, comparator, one, lag)


def _differing(
    entry: CheckedIndicator, comparator: str, result: DatasetResult, lag: int
) -> Iterator[Problem]:
    name, place = entry.place.path[-1], entry.place.within("comparators", comparator)
    typed = entry.indicator.comparators[comparator]
    figures = result.figures[str(name), comparator]
    for period, figure in figures.items():
        own = typed.get(period)
        if own and (name, comparator, period) in result.typed:
            yield from _difference(own, figure, period, place.within(str(period)), result)
    always, standing = typed.get(None), _standing(entry, list(figures), lag)
    if always and not always.proposed and standing:
        yield from _difference(always, figures[standing], standing, place, result)


def _standing(entry: CheckedIndicator, known: list[Period], lag: int) -> Period | None:
    """Return the period whose figure would stand beside the latest reading."""
    end = max((one.end for one in entry.figures), default=0) - lag
    return max((one for one in known if one.end <= end), default=None)


def _difference(
    own: Figure, figure: Figure, period: Period, place: Place, result: DatasetResult
) -> Iterator[Problem]:
    theirs = numbers.rounded(figure.amount, numbers.decimals_written(own.value))
    if theirs != own.value:
        yield Problem(
            "dataset-differs",
            f"{to_text(own.value)} differs from {to_text(theirs)}, the figure in {result.name} "
            f"for {period}",
            place,
            "the typed figure is used; delete it to use the dataset's, or say why in note:",
        )
