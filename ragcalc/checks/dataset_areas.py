"""Checks of the areas of national datasets: our own, its region and neighbours, and old ones."""

from collections.abc import Iterator
from typing import NamedTuple

from ragcalc.catalogue.datasets.reorganisations import REORGANISATIONS, Absent
from ragcalc.catalogue.datasets.result import DatasetResult
from ragcalc.checks.subject import Subject
from ragcalc.periods import Period
from ragcalc.problems import Problem


def dataset_area(subject: Subject) -> Iterator[Problem]:
    """The organisation's own area is not in a dataset.

    Why: its region and its neighbours cannot be found. It is looked up by number and by name:
    as given by `area:` of the dataset, else by that of the catalogue, else by the organisation.
    Or it has no row of the measure of an indicator that takes its values from there.

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

    Why: the national figures are those of the rows called England, or what `national:` says. If
    no row has this name, the comparator would have no figures, without warning.

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


def _absent(result: DatasetResult) -> Iterator[_FigureOfNoArea]:
    known = [one for one in REORGANISATIONS if one.is_of(result.areas)]
    for peers in result.peers.values():
        for year, figures in peers.figures.items():
            for absent in (one.absent_in(year) for one in known):
                own, instead = absent.authority.number, absent.instead.number
                if own in figures and (instead in figures or not figures[own]):
                    yield _FigureOfNoArea(peers.measure, year, absent)


def _reorganised(subject: Subject, result: DatasetResult, found: list[_FigureOfNoArea]) -> Problem:
    measure, year, (own, instead, _) = found[0]
    others = len({(one.measure, one.year, one.absent.authority) for one in found}) - 1
    more = f" (and {others} more like it)" if others else ""
    years = {one.absent.authority.number: one.absent.years for one in found}
    written = ", ".join(f"{number}: {years[number]}" for number in sorted(years))
    return Problem(
        "dataset-reorganisation",
        f"{measure} has a figure for {own.name} ({own.number}) in {year}, when there was "
        f"{instead.name} ({instead.number}){more}",
        subject.place("datasets", result.name),
        f"write leave-out: {{{written}}}",
    )
