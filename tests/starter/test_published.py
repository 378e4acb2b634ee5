"""National files are no tables of indicators: a draft of one would hold other areas' figures."""

from pathlib import Path

import pytest

from ragcalc import starter
from ragcalc.starter.spreadsheet import NoTable

EES = (
    "time_period,time_identifier,geographic_level,country_name,absence\n"
    "202223,Academic year,National,England,7\n"
)
TIPS = (
    "Indicator ID,Indicator Name,Area Code,Area Name,Area Type,Time period,Value\n"
    "92443,Smoking,E92000001,England,England,2018,14.4\n"
)


@pytest.mark.parametrize(
    ("rows", "publisher", "layout"),
    [
        (EES, "explore education statistics", "ees"),
        (TIPS, "Fingertips", "fingertips"),
        (f"Downloaded on 1 May\n{TIPS.upper()}", "Fingertips", "fingertips"),
    ],
)
def test_a_published_file_is_to_be_named_under_datasets(
    tmp_path: Path, rows: str, publisher: str, layout: str
) -> None:
    path = tmp_path / "d.csv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(NoTable) as refused:
        starter.drafted(path)
    assert str(refused.value) == (
        f"it has the columns of {publisher}, with figures of many areas; name it in "
        f"the catalogue under datasets:, with layout: {layout}, to compare yours with"
    )


def test_a_table_with_some_of_these_columns_is_drafted(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(TIPS.replace("Area Type", "Ward"), encoding="utf-8")
    assert b"Smoking" in starter.drafted(path).files["indicators.yaml"]
