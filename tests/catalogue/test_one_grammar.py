"""The table that a catalogue was drafted from is read as it stands by --data, cell by cell."""

from pathlib import Path
from typing import Any

import pytest

from ragcalc import pipeline as api
from ragcalc import starter
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.series import Series
from ragcalc.periods import Period
from tests.catalogue.submitting import record_fields

WHOLE = "2018-19 Q4"


def both(folder: Path, table: str) -> tuple[Loaded, Loaded]:
    """Return the draft of a table, and the draft with the same table submitted."""
    path = folder / "scorecard.csv"
    path.write_text(table, encoding="utf-8")
    drafted = starter.drafted(path)
    for name, content in drafted.files.items():
        (folder / name).write_bytes(content)
    names = (folder / "indicators.yaml", folder / "thresholds.yaml")
    return api.load(*names, []), api.load(*names, [path])


def series(loaded: Loaded, which: str, name: str) -> dict[str, dict[str, Any]]:
    assert loaded.catalogue
    given = getattr(loaded.catalogue.indicators[name], which)
    return {str(period): record_fields(one) for period, one in given.items()}


def submitted(loaded: Loaded, which: str, name: str) -> dict[str, dict[str, Any]]:
    (one,) = loaded.submissions
    given: Series[Period, Any] = one.series.get((name, which), Series())
    return {str(period): record_fields(made) for period, made in given.items()}


FIGURES = [
    ("8 days", "Days", {"value": "8"}),
    ("1 day", "Days", {"value": "1"}),
    ("1,234", "Number", {"value": "1234"}),
    ("91.2*", "%", {"value": "91.2", "note": "marked * in the table"}),
    ("91.2%*", "%", {"value": "91.2", "note": "marked * in the table"}),
    ("91.2 p", "%", {"value": "91.2", "provisional": True}),
    ("91.2 per cent", "%", {"value": "91.2"}),
    ("£1.2m", "£", {"value": "1200000"}),
    ("£1.2m", "£m", {"value": "1.2"}),
    ("£250k", "£000", {"value": "250"}),
    ("£1,234", "£", {"value": "1234"}),
    ("150 kg", "kg", {"value": "150"}),
    ("c", "%", {"value": "suppressed"}),
    ("[z]", "%", {"value": "not-applicable"}),
]


@pytest.mark.parametrize(("cell", "unit", "made"), FIGURES)
def test_both_read_a_figure_alike(
    tmp_path: Path, cell: str, unit: str, made: dict[str, Any]
) -> None:
    table = f'Ref,KPI,Unit,Good is,Q4 2018/19\nit,A measure,{unit},High,"{cell}"\n'
    draft, loaded = both(tmp_path, table)
    assert [str(one) for one in loaded.problems] == []
    assert series(draft, "values", "it") == submitted(loaded, "values", "it") == {WHOLE: made}


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("8 weeks", "Days"),
        ("<5", "Number"),
        ("*", "Number"),
        ("TBC", "Number"),
        ("N/A", "Number"),
        ("about 5", "Number"),
        ("£900k", "£m"),
        ("12%", "Days"),
        ("1.2m", "£"),
        ("pink", "%"),
    ],
)
def test_neither_reads_what_contradicts_the_unit_or_is_not_known(
    tmp_path: Path, cell: str, unit: str
) -> None:
    table = f'Ref,KPI,Unit,Good is,Q3 2018/19,Q4 2018/19\nit,A measure,{unit},High,5,"{cell}"\n'
    draft, loaded = both(tmp_path, table)
    assert list(series(draft, "values", "it")) == ["2018-19 Q3"]
    assert [one.code for one in loaded.problems] == ["value-not-a-number"]


TARGETS = [
    ("90", "High", {"value": "90"}),
    ("≥90%", "High", {"value": "90"}),
    ("at least 90 per cent", "High", {"value": "90"}),
    ("minimum of 90", "High", {"value": "90"}),
    ("no less than 90", "High", {"value": "90"}),
    ("=<5", "Low", {"value": "5"}),
    ("max 5%", "Low", {"value": "5"}),
    ("<85", "Low", {"below": "85"}),
    ("fewer than 85%", "Low", {"below": "85"}),
    ("over 85", "High", {"above": "85"}),
    ("8% - 12%", "In range", {"from_": "8", "to": "12"}),
    ("8 to 12 per cent", "In range", {"from_": "8", "to": "12"}),
    ("between 8 and 12", "In range", {"from_": "8", "to": "12"}),
    ("8–12%", "In range", {"from_": "8", "to": "12"}),
]


@pytest.mark.parametrize(("cell", "polarity", "made"), TARGETS)
def test_both_read_a_target_alike(
    tmp_path: Path, cell: str, polarity: str, made: dict[str, Any]
) -> None:
    heading = "Ref,KPI,Unit,Good is,Q4 2018/19,Target Q4 2018/19"
    draft, loaded = both(tmp_path, f'{heading}\nit,A measure,%,{polarity},10,"{cell}"\n')
    assert [str(one) for one in loaded.problems] == []
    given = series(draft, "targets", "it")
    assert given == submitted(loaded, "targets", "it")
    assert {key.rstrip("_"): str(one) for key, one in given[WHOLE].items()} == {
        key.rstrip("_"): one for key, one in made.items()
    }


@pytest.mark.parametrize("cell", ["about 90", "TBC", "12 to 8", "8 weeks", "£1 to £2m"])
def test_neither_reads_a_target_that_is_not_known(tmp_path: Path, cell: str) -> None:
    heading = "Ref,KPI,Unit,Good is,Q4 2018/19,Target Q4 2018/19"
    draft, loaded = both(tmp_path, f"{heading}\nit,A measure,%,In range,10,{cell}\n")
    assert series(draft, "targets", "it") == {}
    assert [one.code for one in loaded.problems] in (
        ["value-not-a-number"],
        ["target-range-crossed"],
    )


def test_a_scorecard_is_read_by_both_alike(tmp_path: Path) -> None:
    rows = [
        "Weald Borough Council: scorecard,,,,,,,,,",
        ",,,,2018/19,,,,,",
        "Ref,Performance indicator,Lead,Good is,Target,Q3,RAG,Q4,RAG,Comments",
        "Homes,,,,,,,,,",
        "1.1,Days to process,Housing,Low,4 days,6 days,R,5 days*,A,late",
        '1.2,Recycled,Waste,High,≥50%,49.1%,G,"50.1%",G,',
        "Money,,,,,,,,,",
        "2.1,Spend (£000),Finance,Low,£200k,£250k,R,£190k,G,",
        "Source: services,,,,,,,,,",
    ]
    draft, loaded = both(tmp_path, "\n".join(rows) + "\n")
    assert [str(one) for one in loaded.problems] == []
    for name in ("1-1", "1-2", "2-1"):
        for which in ("values", "targets", "reported"):
            given = series(draft, which, name)
            assert given == submitted(loaded, which, name)
            assert given
