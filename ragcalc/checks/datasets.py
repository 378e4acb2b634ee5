"""Checks of national datasets: whether they can be read, and which rows are meant."""

from collections.abc import Iterator

from ragcalc.checks.subject import Subject
from ragcalc.problems import Problem


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
