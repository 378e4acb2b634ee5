"""Checks of national datasets: what could not be read of them, and where they differ from us."""

from collections.abc import Iterator
from typing import NamedTuple

from ragcalc import numbers
from ragcalc.catalogue.datasets.reorganisations import REORGANISATIONS, Absent
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


def dataset_unreadable(subject: Subject) -> Iterator[Problem]:
    """A dataset cannot be read: it does not exist, is truncated, or is neither Parquet nor CSV.

    Why: the report goes on without the comparators that should have come from it.

    Failing:
        dataset: {name: lait, measure: ReReferral}

    Passing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19
    """
    yield from subject.remarks("dataset-unreadable")


def dataset_column(subject: Subject) -> Iterator[Problem]:
    """A dataset does not have a column that is needed.

    Why: nothing is read from it. If its columns have other names, list them under `columns:` of
    the dataset.

    Failing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,Years,area,name,value
        ReReferral,2018,896,Anyshire,19

    Passing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19
    """
    yield from subject.remarks("dataset-column")


def dataset_measure(subject: Subject) -> Iterator[Problem]:
    """A dataset does not have the measure of an indicator, or has it in two spellings.

    Why: without it the indicator has no comparators; of two spellings only one is read.

    Failing:
        dataset: {name: lait, measure: Rereferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19

    Passing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19
    """
    yield from subject.remarks("dataset-measure")


def dataset_where(subject: Subject) -> Iterator[Problem]:
    """It is not clear which rows of a dataset an indicator means.

    Why: a published file has separate rows for each sex, age or kind of school, and their
    figures differ. If a column has several values and `where` of the measure chooses none of
    them, or names one that does not exist, no row is used; none is ever chosen for you.

    Failing:
        # indicators.yaml
        datasets: {ees: {file: ees.csv, layout: ees, area: Anyshire}}
        indicators:
          it:
            name: It
            unit: percent
            polarity: low
            values: {2018-19 Q4: 5}
            dataset: {name: ees, measure: absence}
        # ees.csv
        time_period,time_identifier,geographic_level,country_name,la_name,sex,absence
        201718,Academic year,National,England,,Total,7.4
        201718,Academic year,Local authority,England,Anyshire,Total,7.1
        201718,Academic year,Local authority,England,Anyshire,Girls,7.0

    Passing:
        # indicators.yaml
        datasets: {ees: {file: ees.csv, layout: ees, area: Anyshire}}
        indicators:
          it:
            name: It
            unit: percent
            polarity: low
            values: {2018-19 Q4: 5}
            dataset: {name: ees, measure: absence, where: {sex: Total}}
        # ees.csv
        time_period,time_identifier,geographic_level,country_name,la_name,sex,absence
        201718,Academic year,National,England,,Total,7.4
        201718,Academic year,Local authority,England,Anyshire,Total,7.1
        201718,Academic year,Local authority,England,Anyshire,Girls,7.0
    """
    yield from subject.remarks("dataset-where")


def dataset_level(subject: Subject) -> Iterator[Problem]:
    """A dataset has authorities of several levels, or not of the one that `level` names.

    Why: a county is ranked among counties, a district among districts. In a file of Fingertips the
    column Area Type says which is which, in one of explore education statistics geographic_level.

    Failing:
        # indicators.yaml
        datasets: {tips: {file: tips.csv, layout: fingertips, area: Anyshire}}
        indicators:
          it:
            name: It
            unit: percent
            polarity: low
            values: {2018-19 Q4: 5}
            dataset: {name: tips, measure: 92443}
        # tips.csv
        Indicator ID,Parent Name,Area Code,Area Name,Area Type,Time period,Value
        92443,,E92000001,England,England,2018,14.4
        92443,North West,E06000049,Anyshire,Counties & UAs,2018,11.2
        92443,North West,E07000123,Anytown,Districts & UAs,2018,16.1

    Passing:
        # indicators.yaml
        datasets:
          tips: {file: tips.csv, layout: fingertips, area: Anyshire, level: Counties & UAs}
        indicators:
          it:
            name: It
            unit: percent
            polarity: low
            values: {2018-19 Q4: 5}
            dataset: {name: tips, measure: 92443}
        # tips.csv
        Indicator ID,Parent Name,Area Code,Area Name,Area Type,Time period,Value
        92443,,E92000001,England,England,2018,14.4
        92443,North West,E06000049,Anyshire,Counties & UAs,2018,11.2
        92443,North West,E07000123,Anytown,Districts & UAs,2018,16.1
    """
    yield from subject.remarks("dataset-level")


def dataset_area(subject: Subject) -> Iterator[Problem]:
    """The organisation's own area is not in a dataset.

    Why: its region and its neighbours cannot be found. It is looked up by number and by name:
    as given by `area:` of the dataset, else by that of the catalogue, else by the organisation.

    Failing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshyre,19

    Passing:
        dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2018,896,Anyshire,19
    """
    yield from subject.remarks("dataset-area")


def dataset_region(subject: Subject) -> Iterator[Problem]:
    """A dataset has no row for the region that our own row names.

    Why: datasets spell regions in two ways, London (Inner) in one column and Inner London in
    another; `regions:` says which is which.

    Failing:
        # indicators.yaml
        comparators: {region: {name: London, kind: regional}}
        datasets: {lait: {file: lait.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value,region
        ReReferral,2018,896,Anyshire,19,Inner London
        ReReferral,2018,987,London (Inner),18,

    Passing:
        # indicators.yaml
        comparators: {region: {name: London, kind: regional}}
        datasets: {lait: {file: lait.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value,region
        ReReferral,2018,896,Anyshire,19,London (Inner)
        ReReferral,2018,987,London (Inner),18,
    """
    yield from subject.remarks("dataset-region")


def dataset_national(subject: Subject) -> Iterator[Problem]:
    """A dataset has no row for the nation that a national comparator is.

    Why: the national figures are those of the rows that are called England, or as `national:` says.
    Where no row is called so, the comparator would stay empty without a word.

    Failing:
        # indicators.yaml
        comparators: {wales: {name: Wales, kind: national}}
        datasets: {lait: {file: lait.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value,region
        ReReferral,2018,W06,Anyshire,19,
        ReReferral,2018,W92,Wales,18,

    Passing:
        # indicators.yaml
        comparators: {wales: {name: Wales, kind: national}}
        datasets: {lait: {file: lait.csv, national: Wales}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value,region
        ReReferral,2018,W06,Anyshire,19,
        ReReferral,2018,W92,Wales,18,
    """
    yield from subject.remarks("dataset-national")


def dataset_neighbours(subject: Subject) -> Iterator[Problem]:
    """The list of statistical neighbours cannot be used in full.

    Why: it is missing, has no row for our area, or names an authority that the dataset does not
    have, so that the mean is taken over fewer authorities. Authorities that were reorganised
    have new numbers.

    Failing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv, neighbours: neighbours.csv}}
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
        # neighbours.csv
        area,SN1
        896,909

    Passing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv, neighbours: neighbours.csv}}
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
        ReReferral,2018,909,Cumbria,18
        # neighbours.csv
        area,SN1
        896,909
    """
    yield from subject.remarks("dataset-neighbours")


def dataset_neighbours_year(subject: Subject) -> Iterator[Problem]:
    """The neighbours are for a year before, or after, all figures in the dataset.

    Why: the Department for Education revises the neighbours every few years. The year is the
    one in the name of the sheet or the file.

    Failing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv, neighbours: neighbours-2021.csv}}
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
        ReReferral,2018,909,Cumbria,18
        # neighbours-2021.csv
        area,SN1
        896,909

    Passing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv, neighbours: neighbours-2021.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: ReReferral}
        # lait.csv
        measure,year,area,name,value
        ReReferral,2021,896,Anyshire,19
        ReReferral,2021,909,Cumbria,18
        # neighbours-2021.csv
        area,SN1
        896,909
    """
    yield from subject.remarks("dataset-neighbours-year")


def dataset_leave_out(subject: Subject) -> Iterator[Problem]:
    """An area under `leave-out:` is not one of the dataset.

    Why: nothing is left out for it, and the intended area is still ranked. Areas are given by
    number or name, as in the dataset.

    Failing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv, leave-out: {385: from 2019-20}}}
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
        ReReferral,2018,835,Dorset (Pre LG),18

    Passing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv, leave-out: {835: from 2019-20}}}
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
        ReReferral,2018,835,Dorset (Pre LG),18
    """
    yield from subject.remarks("dataset-leave-out")


def dataset_reorganisation(subject: Subject) -> Iterator[Problem]:
    """A dataset has a figure for an authority in a year in which it did not exist.

    Why: an authority and its successor are both counted in a rank, or a 0 is counted that
    nobody reported. The check knows authorities in England by the numbers of the Department for
    Education: 835, 836 and 837 before 838 and 839 (April 2019), 928 before 940 and 941 (April
    2021), 909 before 942 and 943 (April 2023), and by the ONS codes of the same authorities.
    The hint says what to write; it applies to every measure of the dataset.

    Source: S.I. 2018/648, S.I. 2020/156 and S.I. 2022/331.

    Failing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: Chlamydia_Diagnosis}
        # lait.csv
        measure,year,area,name,value,region
        Chlamydia_Diagnosis,2016,896,Anyshire,3338.2,North West
        Chlamydia_Diagnosis,2016,909,Cumbria,1985.3,North West
        Chlamydia_Diagnosis,2016,942,Cumberland,0,North West

    Passing:
        # indicators.yaml
        datasets: {lait: {file: lait.csv, leave-out: {942: until 2022-23}}}
        indicators:
          it:
            name: It
            unit: count
            polarity: high
            values: {2018-19 Q4: 5}
            dataset: {name: lait, measure: Chlamydia_Diagnosis}
        # lait.csv
        measure,year,area,name,value,region
        Chlamydia_Diagnosis,2016,896,Anyshire,3338.2,North West
        Chlamydia_Diagnosis,2016,909,Cumbria,1985.3,North West
        Chlamydia_Diagnosis,2016,942,Cumberland,0,North West
    """
    for one in subject.datasets:
        if found := list(_absent(one)):
            yield _reorganised(subject, one, found)


class _FigureOfNoArea(NamedTuple):
    """A figure of an authority for a year in which it did not exist."""

    measure: str
    year: Period
    absent: Absent


def _absent(drawn: DatasetResult) -> Iterator[_FigureOfNoArea]:
    known = [one for one in REORGANISATIONS if one.is_of(drawn.areas)]
    for peers in drawn.peers.values():
        for year, figures in peers.figures.items():
            for absent in (one.absent_in(year) for one in known):
                own, instead = absent.authority.number, absent.instead.number
                if own in figures and (instead in figures or not figures[own]):
                    yield _FigureOfNoArea(peers.measure, year, absent)


def _reorganised(subject: Subject, drawn: DatasetResult, found: list[_FigureOfNoArea]) -> Problem:
    measure, year, (own, instead, _) = found[0]
    others = len({(one.measure, one.year, one.absent.authority) for one in found}) - 1
    more = f" (and {others} more like it)" if others else ""
    years = {one.absent.authority.number: one.absent.years for one in found}
    written = ", ".join(f"{number}: {years[number]}" for number in sorted(years))
    return Problem(
        "dataset-reorganisation",
        f"{measure} has a figure for {own.name} ({own.number}) in {year}, when there was "
        f"{instead.name} ({instead.number}){more}",
        subject.place("datasets", drawn.name),
        f"write leave-out: {{{written}}}",
    )


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
    published layout, such as c and z, mean no value and are not reported.

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
    entry: CheckedIndicator, comparator: str, drawn: DatasetResult, lag: int
) -> Iterator[Problem]:
    name, place = entry.place.path[-1], entry.place.within("comparators", comparator)
    typed = entry.indicator.comparators[comparator]
    figures = drawn.figures[str(name), comparator]
    for period, figure in figures.items():
        own = typed.get(period)
        if own and (name, comparator, period) in drawn.typed:
            yield from _difference(own, figure, period, place.within(str(period)), drawn)
    always, standing = typed.get(None), _standing(entry, list(figures), lag)
    if always and not always.proposed and standing:
        yield from _difference(always, figures[standing], standing, place, drawn)


def _standing(entry: CheckedIndicator, known: list[Period], lag: int) -> Period | None:
    """Return the period whose figure would stand beside the latest reading."""
    end = max((one.end for one in entry.figures), default=0) - lag
    return max((one for one in known if one.end <= end), default=None)


def _difference(
    own: Figure, figure: Figure, period: Period, place: Place, drawn: DatasetResult
) -> Iterator[Problem]:
    theirs = numbers.rounded(figure.amount, numbers.decimals_written(own.value))
    if theirs != own.value:
        yield Problem(
            "dataset-differs",
            f"{to_text(own.value)} differs from {to_text(theirs)}, the figure in {drawn.name} "
            f"for {period}",
            place,
            "the typed figure is used; delete it to use the dataset's, or say why in note:",
        )
