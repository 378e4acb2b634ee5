"""Tables of targets, and columns that are for people alone."""

from pathlib import Path
from typing import Any

import pytest

from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.returns import cells
from tests.catalogue.submitting import catalogue, load, workbook


def target(loaded: Loaded, period: str = "2026-27", name: str = "it") -> dict[str, Any]:
    """Return what a target of an indicator says, without what it leaves open."""
    assert loaded.catalogue
    (found,) = (
        one for key, one in loaded.catalogue.indicators[name].targets.items() if str(key) == period
    )
    return {key: str(value) for key, value in found.model_dump(exclude_defaults=True).items()}


def messages(loaded: Loaded) -> list[str]:
    return [f"{one.message} [{one.code}]" for one in loaded.problems]


def remarks(loaded: Loaded) -> list[str]:
    return [one.message for each in loaded.submissions for one in each.remarks]


@pytest.mark.parametrize(
    ("cell", "becomes"),
    [
        ("90", {"value": "90"}),
        ("8 to 12", {"from_": "8", "to": "12"}),
        ("", None),
    ],
)
def test_a_table_may_have_targets_alone(
    tmp_path: Path, cell: str, becomes: dict[str, str] | None
) -> None:
    polarity = "polarity: on-target" if " to " in cell else ""
    table = f"indicator,period,target\nit,2026-27,{cell}\n"
    loaded = load(tmp_path, catalogue(it=polarity), {"r.csv": table})
    assert messages(loaded) == []
    assert loaded.catalogue
    found = loaded.catalogue.indicators["it"].targets
    assert (target(loaded) if found else None) == becomes


def test_a_table_of_targets_whose_period_is_said_of_it_needs_no_column_for_it(
    tmp_path: Path,
) -> None:
    book = catalogue("data: [{path: r.csv, period: 2026-27}]")
    loaded = load(tmp_path, book, {"r.csv": "indicator,target\nit,90\n"})
    assert (messages(loaded), target(loaded)) == ([], {"value": "90"})


def test_a_column_that_is_not_known_beside_targets_may_be_the_one_of_the_figures(
    tmp_path: Path,
) -> None:
    table = "indicator,period,target,Achieved\nit,2026-27,90,88\n"
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert messages(loaded) == [
        "no row has the columns indicator, period, value: value not found [table-columns-missing]"
    ]


@pytest.mark.parametrize("line", ["it,2026-27,x1", "it,2026-27,90\nit,2026-27,91"])
def test_a_mistake_in_a_table_of_targets_stands_at_its_cell(tmp_path: Path, line: str) -> None:
    loaded = load(tmp_path, catalogue(), {"r.csv": f"indicator,period,target\n{line}\n"})
    (problem,) = loaded.problems
    last = line.count("\n") + 2
    assert problem.where.endswith(f"r.csv:{last}:12")


@pytest.mark.parametrize(
    ("ours", "theirs", "conflict"),
    [
        ("{from: 8, to: 12}", "9 to 12", "9 to 12 here, 8 to 12 at"),
        ("{from: 8, to: 12}", "8 to 12", ""),
        ("{above: 0}", ">1", "above 1 here, above 0 at"),
        ("{comparator: england}", "5", "5 here, another figure's at"),
    ],
)
def test_two_targets_of_one_period_are_one_or_a_conflict(
    tmp_path: Path, ours: str, theirs: str, conflict: str
) -> None:
    polarity = "on-target" if "from" in ours else "high"
    book = catalogue(it=f"polarity: {polarity}, targets: {{2026-27: {ours}}}")
    loaded = load(tmp_path, book, {"r.csv": f"indicator,period,target\nit,2026-27,{theirs}\n"})
    assert [conflict in one for one in messages(loaded)] == ([True] if conflict else [])


def test_a_target_that_is_submitted_takes_the_place_of_one_that_is_proposed(
    tmp_path: Path,
) -> None:
    book = catalogue(it="targets: {2026-27: {value: 16, proposed: true}}")
    loaded = load(tmp_path, book, {"r.csv": "indicator,period,target\nit,2026-27,15\n"})
    assert (messages(loaded), target(loaded)) == ([], {"value": "15"})


@pytest.mark.parametrize(
    "table",
    [
        "indicator,Target (for information),period,value\nit,90,2026-27 Q1,5\n",
        "indicator,period,value,2025-26 Q4 (FOR INFORMATION) \nit,2026-27 Q1,5,4\n",
        "Owner (for information),indicator,2026-27 Q1\nHousing,it,5\n",
    ],
)
def test_nothing_is_read_from_a_column_that_is_for_information(tmp_path: Path, table: str) -> None:
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert loaded.catalogue
    found = loaded.catalogue.indicators["it"]
    assert (messages(loaded), remarks(loaded)) == ([], [])
    assert {str(period) for period in found.values} == {"2026-27 Q1"}
    assert not found.targets


def test_a_row_that_ends_with_cells_for_information_is_not_too_long(tmp_path: Path) -> None:
    table = "indicator,period,value,Was (for information)\nit,2026-27 Q1,5,4,6\n"
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert messages(loaded) == ["the row has 5 cells for 4 columns [table-ragged]"]


@pytest.mark.parametrize(
    ("row", "kept"),
    [("5,late", True), ("c,late", True), (",late", False), ("x,late", False), (",", True)],
)
def test_a_note_without_a_figure_is_remarked_on(tmp_path: Path, row: str, kept: bool) -> None:
    table = f"indicator,period,value,note\nit,2026-27 Q1,{row}\n"
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    said = "the note 'late' has no figure with it and is not kept"
    assert (messages(loaded), remarks(loaded)) == ([], [] if kept else [said])


def test_words_that_stand_for_figures_make_no_sheet_one_of_figures(tmp_path: Path) -> None:
    rows = {
        "Figures": [["indicator", "period", "value"], ["it", "2026-27 Q1", 5]],
        "Symbols": [["Symbol", "Meaning"], *cells.MEANINGS.items()],
    }
    loaded = load(tmp_path, catalogue(), {"r.xlsx": workbook(rows)})
    assert (messages(loaded), remarks(loaded)) == ([], [])


def test_every_symbol_has_a_meaning_that_people_are_told() -> None:
    known = {*cells.REASONS, *cells.NOTHING, *cells.NEAR_ZERO, *cells.MARKS} - {""}
    assert {*cells.MEANINGS, *cells.ALIKE} == known
    assert {*cells.ALIKE.values()} <= {*cells.MEANINGS}
