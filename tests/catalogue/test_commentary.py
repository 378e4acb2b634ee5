"""Comments and actions in submitted tables: which column is one, and what becomes of its text."""

import io
from pathlib import Path

import openpyxl
import pytest

from ragcalc.catalogue.loader import Loaded
from tests.catalogue.submitting import catalogue, found, load, values, workbook

Texts = dict[str, str]


def csv(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def remarks(loaded: Loaded) -> list[str]:
    """Return what is said of the tables that is no error."""
    return [one.message for submission in loaded.submissions for one in submission.remarks]


def texts(loaded: Loaded, key: str, name: str = "it") -> Texts:
    """Return the comments, or the actions, of an indicator by period."""
    assert loaded.catalogue
    return {str(when): one for when, one in getattr(loaded.catalogue.indicators[name], key).items()}


def submitted(folder: Path, *lines: str, book: str = "") -> tuple[Texts, Texts]:
    """Return the comments and the actions that a table of these lines gives."""
    loaded = load(folder, book or catalogue(), {"r.csv": csv(*lines)})
    assert found(loaded, folder) == []
    return texts(loaded, "comment"), texts(loaded, "action")


Q4 = "2018-19 Q4"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        *((one, "comment") for one in ("comment", "Comments", "COMMENTARY", "Narrative")),
        *((one, "action") for one in ("action", "Actions", "Action taken", "Mitigating action")),
        *((one, "action") for one in ("What we are doing", "Remedial actions")),
    ],
)
def test_a_column_is_known_by_what_people_call_it(tmp_path: Path, heading: str, key: str) -> None:
    """In the long form and behind each period of the wide one."""
    is_action = key == "action"
    for lines in (
        (f"KPI,Period,Actual,{heading}", f"it,{Q4},5,late"),
        (f"KPI,Q3 18/19,{heading},Q4 18/19,{heading}", "it,4,,5,late"),
        (f"KPI,Q4 18/19,{heading}", "it,5,late"),
        (f"KPI,Q3 18/19,Q4 18/19,{heading} Q4 18/19", "it,4,5,late"),
    ):
        comments, actions = submitted(tmp_path, *lines)
        assert (comments, actions)[is_action] == {Q4: "late"}
        assert (comments, actions)[not is_action] == {}


@pytest.mark.parametrize("heading", ["note", "Notes"])
def test_a_note_is_still_one_of_the_figure(tmp_path: Path, heading: str) -> None:
    table = csv(f"KPI,Period,Actual,{heading},Comments", f"it,{Q4},5,rolling,late")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert values(loaded) == {Q4: {"value": "5", "note": "rolling"}}
    assert texts(loaded, "comment") == {Q4: "late"}
    assert remarks(loaded) == []


@pytest.mark.parametrize("value", ["", "x", "in-measurement", "c", "5"])
def test_a_text_needs_no_figure(tmp_path: Path, value: str) -> None:
    lines = ("indicator,period,value,comment,action", f"it,{Q4},{value},late,calls")
    assert submitted(tmp_path, *lines) == ({Q4: "late"}, {Q4: "calls"})


def test_a_table_may_have_texts_alone(tmp_path: Path) -> None:
    assert submitted(tmp_path, "KPI,Period,Commentary", f"it,{Q4},late") == ({Q4: "late"}, {})
    assert submitted(tmp_path, "KPI,Period,Action", f"it,{Q4},calls") == ({}, {Q4: "calls"})


def test_its_period_may_be_said_of_the_table(tmp_path: Path) -> None:
    table = csv("KPI,Actual,Comments,Actions", "it,5,late,calls")
    book = catalogue(f"data: [{{path: r.csv, period: {Q4}}}]")
    loaded = load(tmp_path, book, {"r.csv": table})
    assert (texts(loaded, "comment"), texts(loaded, "action")) == ({Q4: "late"}, {Q4: "calls"})


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—"])
def test_a_dash_says_nothing(tmp_path: Path, text: str) -> None:
    lines = ("indicator,period,value,comment,action", f"it,{Q4},5,{text},{text}")
    assert submitted(tmp_path, *lines) == ({}, {})


def test_a_text_is_kept_as_it_is_written(tmp_path: Path) -> None:
    """Lines, markup, formulas and digits: nothing in it is a figure or is cut short."""
    for text in (
        "Line one\n\nLine two",
        "=HYPERLINK(1)",
        "<b>& 45%</b>",
        "[link](x) | **bold**",
        "18.3%",
        "c",
        "x" * 5000,
    ):
        rows = [["KPI", "Period", "Actual", "Comment"], ["it", Q4, 5, None]]
        book = openpyxl.load_workbook(io.BytesIO(workbook({"Return": rows})))
        cell = book.worksheets[0]["D2"]
        cell.value, cell.data_type = text, "s"
        content = io.BytesIO()
        book.save(content)
        loaded = load(tmp_path, catalogue(), {"r.xlsx": content.getvalue()})
        assert found(loaded, tmp_path) == []
        assert texts(loaded, "comment") == {Q4: text}


@pytest.mark.parametrize("sign", ["\x1b", "\u202e", "\x07"])
def test_a_sign_that_a_terminal_would_obey_is_an_error(tmp_path: Path, sign: str) -> None:
    table = csv("indicator,period,value,comment", f"it,{Q4},5,a{sign}[31mb")
    (line,) = found(load(tmp_path, catalogue(), {"r.csv": table}), tmp_path)
    assert "syntax-control-character" in line


def test_two_texts_for_a_period_are_a_conflict(tmp_path: Path) -> None:
    head = "indicator,period,value,comment,action"
    table = csv(head, f"it,{Q4},5,late,calls", f"it,{Q4},5,early,calls")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    (line,) = found(loaded, tmp_path)
    assert line == (
        "r.csv:3:17: error: conflicting comments for 2018-19 Q4: 'early' here, "
        "'late' at r.csv:2:17 [value-given-twice]"
    )
    tables = {"a.csv": csv(head, f"it,{Q4},5,late,calls"), "b.csv": csv(head, f"it,{Q4},5,late,x")}
    loaded = load(tmp_path, catalogue(), tables)
    (line,) = found(loaded, tmp_path)
    assert line == (
        "b.csv:2:22: error: conflicting actions for 2018-19 Q4: 'x' here, "
        "'calls' at a.csv:2:22 [value-given-twice]"
    )


def test_a_text_of_the_catalogue_and_another_of_a_table_are_a_conflict(tmp_path: Path) -> None:
    book = catalogue(it=f"comment: {{{Q4}: late}}")
    table = csv("indicator,period,value,comment", f"it,{Q4},5,early")
    loaded = load(tmp_path, book, {"r.csv": table})
    (line,) = found(loaded, tmp_path)
    assert line.startswith(
        "r.csv:2:17: error: conflicting comments for 2018-19 Q4: 'early' here, 'late' at "
        "indicators.yaml:"
    )


@pytest.mark.parametrize("again", ["late  in May", "late\nin May"])
def test_the_same_words_are_no_conflict(tmp_path: Path, again: str) -> None:
    tables = {
        "a.csv": csv("indicator,period,value,comment", f"it,{Q4},5,late in May"),
        "b.csv": csv("indicator,period,value,comment", f'it,{Q4},5,"{again}"'),
    }
    loaded = load(tmp_path, catalogue(), tables)
    assert found(loaded, tmp_path) == []
    assert texts(loaded, "comment") == {Q4: "late in May"}


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")])
def test_a_text_beside_a_revised_figure_replaces_the_one_before(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    """In whichever order the tables are read, as the figure does."""
    head, before = "indicator,period,value,comment,action", f"it,{Q4},5,late,calls"
    tables = dict(
        sorted(
            {names[0]: csv(head, before), names[1]: csv(head, f"it,{Q4},6 r,recounted,")}.items()
        )
    )
    loaded = load(tmp_path, catalogue(), tables)
    assert found(loaded, tmp_path) == []
    assert texts(loaded, "comment") == {Q4: "recounted"}
    assert texts(loaded, "action") == {Q4: "calls"}
    own = catalogue(it=f"values: {{{Q4}: 5}}, comment: {{{Q4}: late}}")
    loaded = load(tmp_path, own, {"r.csv": csv(head, f"it,{Q4},6 r,recounted,")})
    assert found(loaded, tmp_path) == []
    assert texts(loaded, "comment") == {Q4: "recounted"}


def test_two_texts_beside_revised_figures_are_a_conflict(tmp_path: Path) -> None:
    head = "indicator,period,value,comment"
    tables = {"a.csv": csv(head, f"it,{Q4},6 r,one"), "b.csv": csv(head, f"it,{Q4},6 r,two")}
    (line,) = found(load(tmp_path, catalogue(), tables), tmp_path)
    assert "conflicting comments" in line
    tables["b.csv"] = tables["a.csv"]
    assert found(load(tmp_path, catalogue(), tables), tmp_path) == []


def test_texts_of_several_files_come_together(tmp_path: Path) -> None:
    book = catalogue(it="comment: {2018-19 Q2: second}")
    tables = {
        "a.csv": csv("indicator,period,value,comment", "it,2018-19 Q3,4,third"),
        "b.csv": csv("indicator,period,comment", f"it,{Q4},fourth"),
    }
    loaded = load(tmp_path, book, tables)
    assert texts(loaded, "comment") == {"2018-19 Q2": "second", "2018-19 Q3": "third", Q4: "fourth"}


def test_what_is_said_of_a_comparators_figure_is_its_note(tmp_path: Path) -> None:
    table = csv("indicator,period,value,comparator,comment,action", f"it,{Q4},7,england,mean,none")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert found(loaded, tmp_path) == []
    assert texts(loaded, "comment") == {}
    assert loaded.catalogue
    (figure,) = loaded.catalogue.indicators["it"].comparators["england"].values()
    assert figure.note == "mean; none"


def test_a_text_that_is_not_kept_is_named(tmp_path: Path) -> None:
    table = csv("indicator,period,value,comparator,comment,note", f"it,{Q4},,england,late,n")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert remarks(loaded) == [
        "the note 'n' has no figure with it and is not kept",
        "the comment 'late' has no figure with it and is not kept",
    ]


def test_a_column_after_several_periods_is_named_as_unread(tmp_path: Path) -> None:
    table = csv("KPI,Q3 18/19,Q4 18/19,Comments,Action", "it,4,5,late,calls")
    loaded = load(tmp_path, catalogue(), {"r.csv": table})
    assert texts(loaded, "comment") == {}
    assert remarks(loaded) == [
        "nothing is read from the column 'Comments', as each period has a column",
        "nothing is read from the column 'Action', as each period has a column",
    ]


def test_the_catalogue_may_name_the_columns(tmp_path: Path) -> None:
    book = catalogue("columns: {comment: Service view, action: [Plan, Steps]}")
    lines = ("KPI,Period,Actual,Service view,Steps", f"it,{Q4},5,late,calls")
    assert submitted(tmp_path, *lines, book=book) == ({Q4: "late"}, {Q4: "calls"})
    lines = ("KPI,Q4 18/19,Service view,Plan", "it,5,late,calls")
    assert submitted(tmp_path, *lines, book=book) == ({Q4: "late"}, {Q4: "calls"})


def test_a_text_is_of_the_indicators_own_period(tmp_path: Path) -> None:
    annual = catalogue(it="frequency: annual, year: academic")
    lines = ("indicator,period,value,comment", "it,2018-19,5,late")
    assert submitted(tmp_path, *lines, book=annual) == ({"2018-19 academic": "late"}, {})
