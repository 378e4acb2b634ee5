"""Groups of indicators in submitted tables: a column with a grouping's id or name gives them."""

import io
from pathlib import Path

import openpyxl
import pytest

from ragcalc.catalogue.loader import Loaded
from ragcalc.problems import Place
from tests.catalogue.submitting import catalogue, found, load, workbook

HEAD = """\
groups:
  directorate: Corporate directorate
  portfolio: {name: Cabinet portfolio, members: [Children, Environment]}
"""
Q4 = "2018-19 Q4"


def csv(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def groups(loaded: Loaded, name: str = "it") -> dict[str, str]:
    assert loaded.catalogue
    return loaded.catalogue.indicators[name].groups


def remarks(loaded: Loaded, folder: Path) -> list[str]:
    """Return what is said of the tables that is no error."""
    every = loaded.locate(one for each in loaded.submissions for one in each.remarks)
    return [str(one).replace(f"{folder}/", "") for one in every]


@pytest.mark.parametrize(
    "heading",
    [
        "directorate",
        "Directorate",
        "DIRECTORATE ",
        "Corporate directorate",
        "corporate-Directorate",
    ],
)
def test_a_column_is_a_groupings_by_its_id_or_its_name(tmp_path: Path, heading: str) -> None:
    """In the long form, in the wide one, in that of several columns a period, and beside Q1."""
    for lines in (
        (f"indicator,period,value,{heading}", f"it,{Q4},5,Housing"),
        (f"KPI,{heading},Period,Actual,Comments", f"it,Housing,{Q4},5,late"),
        (f"KPI,{heading},Q3 18/19,Q4 18/19", "it,Housing,4,5"),
        (f"KPI,Q3 18/19,Target,Q4 18/19,Target,{heading}", "it,4,4,5,4,Housing"),
        (f"KPI,Year,Q1,Q2,{heading}", "it,2018-19,5,6,Housing"),
    ):
        loaded = load(tmp_path, catalogue(HEAD), {"r.csv": csv(*lines)})
        assert found(loaded, tmp_path) == []
        assert remarks(loaded, tmp_path) == []
        assert groups(loaded) == {"directorate": "Housing"}


@pytest.mark.parametrize("figure", ["target", "comment", "action"])
def test_a_table_without_figures_may_give_groups(tmp_path: Path, figure: str) -> None:
    table = csv(f"indicator,period,{figure},directorate", f"it,{Q4},9,Housing")
    loaded = load(tmp_path, catalogue(HEAD), {"r.csv": table})
    assert found(loaded, tmp_path) == []
    assert groups(loaded) == {"directorate": "Housing"}


def test_a_column_of_no_grouping_gives_none(tmp_path: Path) -> None:
    """Without `groups:` in the catalogue, Directorate is a column of which nothing is read."""
    table = csv("indicator,period,value,Directorate", f"it,{Q4},5,Housing")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert groups(loaded) == {}
    assert [one.code for one in loaded.submissions[0].remarks] == ["table-column-unknown"]


def test_a_misspelt_grouping_is_named(tmp_path: Path) -> None:
    table = csv("indicator,period,value,directorat", f"it,{Q4},5,Housing")
    loaded = load(tmp_path, catalogue(HEAD), {"r.csv": table})
    assert groups(loaded) == {}
    assert [one.hint for one in loaded.submissions[0].remarks] == ["did you mean directorate?"]


def test_a_name_that_two_groupings_have_names_neither(tmp_path: Path) -> None:
    head = "groups: {one: Board, two: Board, board-of-schools: {name: Schools}}"
    table = csv("indicator,period,value,Board,Schools", f"it,{Q4},5,A,B")
    loaded = load(tmp_path, catalogue(head), {"r.csv": table})
    assert groups(loaded) == {"board-of-schools": "B"}
    assert [one.code for one in loaded.submissions[0].remarks] == ["table-column-unknown"]


def test_an_id_comes_before_the_name_of_another(tmp_path: Path) -> None:
    head = "groups: {board: Committee, committee: Board}"
    table = csv("indicator,period,value,Board,Committee", f"it,{Q4},5,A,B")
    loaded = load(tmp_path, catalogue(head), {"r.csv": table})
    assert groups(loaded) == {"board": "A", "committee": "B"}


def test_what_the_catalogue_calls_the_column_comes_first(tmp_path: Path) -> None:
    head = f"{HEAD}columns: {{note: Directorate}}"
    table = csv("indicator,period,value,Directorate", f"it,{Q4},5,Housing")
    loaded = load(tmp_path, catalogue(head), {"r.csv": table})
    assert groups(loaded) == {}


@pytest.mark.parametrize("second", ["Directorate", "Corporate directorate"])
@pytest.mark.parametrize("first", ["indicator,period,value", "indicator,Q3 18/19,Q4 18/19"])
def test_two_columns_of_a_grouping_are_an_error(tmp_path: Path, first: str, second: str) -> None:
    table = csv(f"{first},directorate,{second}", f"it,{Q4},5,A,B")
    loaded = load(tmp_path, catalogue(HEAD), {"r.csv": table})
    assert [one.code for one in loaded.faults] == ["table-column-twice"]


@pytest.mark.parametrize("cell", ["", " ", "-", "–"])
def test_an_empty_cell_gives_no_group(tmp_path: Path, cell: str) -> None:
    table = csv("indicator,period,value,directorate", f"it,{Q4},5,{cell}")
    loaded = load(tmp_path, catalogue(HEAD), {"r.csv": table})
    assert found(loaded, tmp_path) == []
    assert groups(loaded) == {}


def test_case_and_spaces_do_not_count(tmp_path: Path) -> None:
    """A group is spelt as the members are, else as the catalogue, else as the first row."""
    book = catalogue(HEAD, it="groups: {directorate: Adult Care}", two="", three="", four="")
    table = csv(
        "indicator,period,value,directorate,portfolio",
        f"it,{Q4},5,ADULT   care,children",
        f"two,{Q4},5,adult care, ENVIRONMENT ",
        f"three,{Q4},5,Place  and Growth,",
        f"four,{Q4},5,PLACE AND GROWTH,",
    )
    loaded = load(tmp_path, book, {"r.csv": table})
    assert found(loaded, tmp_path) == []
    assert remarks(loaded, tmp_path) == []
    assert {name: groups(loaded, name) for name in ("it", "two", "three", "four")} == {
        "it": {"directorate": "Adult Care", "portfolio": "Children"},
        "two": {"directorate": "Adult Care", "portfolio": "Environment"},
        "three": {"directorate": "Place and Growth"},
        "four": {"directorate": "Place and Growth"},
    }


def test_the_catalogues_group_stands_against_a_tables(tmp_path: Path) -> None:
    """The warning has the place and both values, once for each of them in a table."""
    book = catalogue(HEAD, it="groups: {directorate: Adult Care}")
    table = csv(
        "indicator,period,value,directorate",
        "it,2018-19 Q2,5,Housing",
        "it,2018-19 Q3,5,Housing",
        f"it,{Q4},5,Place",
    )
    loaded = load(tmp_path, book, {"r.csv": table})
    assert found(loaded, tmp_path) == []
    assert groups(loaded) == {"directorate": "Adult Care"}
    line = len(book.splitlines())
    end = f"is not used: it is 'Adult Care' at indicators.yaml:{line} [table-group-differs]"
    assert remarks(loaded, tmp_path) == [
        f"r.csv:2:17: warning: directorate 'Housing' {end}",
        f"r.csv:4:17: warning: directorate 'Place' {end}",
    ]


def test_the_first_of_two_rows_stands_in_whichever_table(tmp_path: Path) -> None:
    first = csv("indicator,period,value,directorate", f"it,{Q4},5,Housing")
    second = csv("indicator,period,value,directorate", "it,2018-19 Q3,5,Place")
    loaded = load(tmp_path, catalogue(HEAD), {"a.csv": first, "b.csv": second})
    assert groups(loaded) == {"directorate": "Housing"}
    message = "directorate 'Place' is not used: it is 'Housing' at a.csv:2:17"
    assert remarks(loaded, tmp_path) == [f"b.csv:2:17: warning: {message} [table-group-differs]"]


@pytest.mark.parametrize("own", ["", "groups: {portfolio: Children}"])
def test_a_group_that_is_no_member_is_an_error(tmp_path: Path, own: str) -> None:
    table = csv("indicator,period,value,Cabinet portfolio", f"it,{Q4},5,Childern")
    loaded = load(tmp_path, catalogue(HEAD, it=own, two=""), {"r.csv": table})
    assert found(loaded, tmp_path) == [
        "r.csv:2:17: error: there is no portfolio 'Childern' [reference-group]"
    ]
    assert [one.hint for one in loaded.faults] == ["did you mean Children?"]
    assert dict(loaded.left_out) == {"it": ("reference-group",)}


def test_a_merged_cell_is_of_every_row_that_it_covers(tmp_path: Path) -> None:
    rows = [("Directorate", "KPI", "Q4 18/19"), ("Housing", "it", 5), (None, "two", 6)]
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Q4": rows})))
    book["Q4"].merge_cells("A2:A3")
    content = io.BytesIO()
    book.save(content)
    loaded = load(tmp_path, catalogue(HEAD, it="", two=""), {"r.xlsx": content.getvalue()})
    assert found(loaded, tmp_path) == []
    assert groups(loaded, "it") == groups(loaded, "two") == {"directorate": "Housing"}


def test_a_formula_without_a_result_is_no_group(tmp_path: Path) -> None:
    rows = [("indicator", "period", "value", "directorate"), ("it", Q4, 5, '="Housing"')]
    loaded = load(tmp_path, catalogue(HEAD), {"r.xlsx": workbook({"Q4": rows})})
    assert [one.code for one in loaded.faults] == ["table-formula"]


def test_a_column_of_groups_still_distinguishes_rows_of_one_name(tmp_path: Path) -> None:
    """As the draft of a table with such a column has its text in the names."""
    book = catalogue(HEAD, one="name: 'Sickness, Housing'", two="name: 'Sickness, Place'")
    table = csv(
        "indicator,period,value,directorate", f"Sickness,{Q4},5,Housing", f"Sickness,{Q4},6,Place"
    )
    loaded = load(tmp_path, book, {"r.csv": table})
    assert found(loaded, tmp_path) == []
    assert groups(loaded, "one") == {"directorate": "Housing"}
    assert groups(loaded, "two") == {"directorate": "Place"}


def test_each_of_several_tables_in_a_sheet_gives_groups(tmp_path: Path) -> None:
    table = csv(
        "indicator,period,value,directorate",
        f"it,{Q4},5,Housing",
        "indicator,directorate,period,value",
        f"two,Place,{Q4},6",
    )
    loaded = load(tmp_path, catalogue(HEAD, it="", two=""), {"r.csv": table})
    assert found(loaded, tmp_path) == []
    assert (groups(loaded, "it"), groups(loaded, "two")) == (
        {"directorate": "Housing"},
        {"directorate": "Place"},
    )


def test_a_problem_of_a_submitted_group_is_shown_at_its_cell(tmp_path: Path) -> None:
    book = catalogue(HEAD, it="groups: {directorate: Adult Care}", two="")
    table = csv("indicator,period,value,directorate", f"two,{Q4},5,Adult-Care")
    loaded = load(tmp_path, book, {"r.csv": table})
    place = Place(loaded.documents[0].name, ("indicators", "two", "groups", "directorate"))
    assert loaded.shown(place).replace(f"{tmp_path}/", "") == "r.csv:2:18"
