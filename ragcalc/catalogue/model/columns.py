"""The names that columns of tables have in this program, and how years are named."""

from enum import StrEnum

from ragcalc.vocabulary import Commentary

INTERVAL_COLUMNS = ("lower", "upper", "lower-998", "upper-998")
"""The ends of a published interval, as the keys of a figure call them."""
RETURN_COLUMNS = (
    *("indicator", "period", "value", "numerator", "denominator", "target", "status", "direction"),
    *("provisional", "note", "comparator", *INTERVAL_COLUMNS, "forecast", "comment", "action"),
)
"""The columns of the long form, by the names that they have in this program."""
COMMENTARY = tuple(one.value for one in Commentary)
"""The columns of what a service writes of a period, named as an indicator's keys are."""
FOR_INFORMATION = "(for information)"
"""What ends a column's name, or a line above a table, that is for people and is not read."""
INDICATOR_NAMES = (
    *("name", "indicator", "indicators", "indicator name", "indicator title", "measure"),
    *("measures", "measure name", "measure description", "kpi", "kpis", "kpi name", "pi"),
    *("pi name", "metric", "metrics", "metric name", "title", "description"),
    *("performance indicator", "performance indicators", "performance measure"),
    *("performance measures", "indicator description", "kpi description"),
    *("key performance indicator", "key performance indicators", "key performance measure"),
    *("key measure", "success measure", "measure of success", "measure title"),
)
"""What people call the column of the indicator; read so where no column is called `indicator`."""
RATING_COLUMNS = ("status", "direction")
"""What the source itself says of a figure. Read of a dataset where the catalogue names them alone,
as a file may call anything so.
"""
MEASURE_COLUMNS = ("numerator", "denominator", *INTERVAL_COLUMNS, "break", *RATING_COLUMNS)
"""What stands beside the value of a measure, by the names that columns have in this program."""
DATASET_COLUMNS = ("measure", "year", "area", "name", "value", "region", *MEASURE_COLUMNS)
"""What is read of a row, by the same names."""
NEEDED_DATASET_COLUMNS = ("measure", "year", "area", "value")


def is_for_information(text: str) -> bool:
    """Return whether a column's name, or a line above a table, says that it is for people."""
    return text.strip().casefold().endswith(FOR_INFORMATION)


class LayoutName(StrEnum):
    """How a published file lays its figures out."""

    LONG = "long"
    """A row for each figure; a column says of which measure it is."""
    EES = "ees"
    """Explore education statistics: a column for each measure."""
    FINGERTIPS = "fingertips"
    """Fingertips: a row for each figure, with its limits, sex and age."""


class Naming(StrEnum):
    """What a year of one number means where the figures are of a split year."""

    ENDING = "ending"
    """2018 is 2017-18."""
    STARTING = "starting"
    """2018 is 2018-19."""
