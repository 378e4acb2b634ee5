"""Comments and actions of a table in a draft: of their period, or else of the indicator."""

from typing import Any

import pytest

from ragcalc.catalogue.returns.tables import Table
from ragcalc.catalogue.yaml.source import Document
from ragcalc.starter import drafting, spreadsheet


def drafted(*lines: str) -> spreadsheet.Draft:
    return spreadsheet.drafted([Table("s.csv", "s.csv", text="\n".join(lines) + "\n")])


Texts = dict[str, str]


def texts(draft: spreadsheet.Draft) -> tuple[Texts, Texts, str]:
    """Return the comments and the actions of the one indicator by period, and its note."""
    (one,) = draft.entries
    assert list(drafting.left_out(draft)) == []
    note = one.words["note"].text if "note" in one.words else ""
    comments, actions = (
        {str(when): text for when, text in found.items()} for found in (one.comment, one.action)
    )
    return comments, actions, note


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        # a column behind each period, behind the only one, before it, or with a period in its name
        (
            ("KPI,Q3 18/19,Comments,Q4 18/19,Comments", "It,4,early,5,late"),
            ({"2018-19 Q3": "early", "2018-19 Q4": "late"}, {}, ""),
        ),
        (
            ("KPI,Q4 18/19,Comments,Action", "It,5,late,calls"),
            Q4 := ({"2018-19 Q4": "late"}, {"2018-19 Q4": "calls"}, ""),
        ),
        (("KPI,Comments,Actions,Q4 18/19", "It,late,calls,5"), Q4),
        (
            ("KPI,Q3 18/19,Q4 18/19,Comments Q4 18/19,Action Q4 18/19", "It,4,5,late,calls"),
            Q4,
        ),
        (("KPI,Period,Value,Narrative,Action taken", "It,2018-19 Q4,5,late,calls"), Q4),
        (("KPI,Period,Value,Narrative,Action taken", "It,2018-19 Q4,,late,calls"), Q4),
        # a column that may be of any of several periods is said of the indicator
        (
            ("KPI,Q3 18/19,Q4 18/19,Comments,Action", "It,4,5,late,calls"),
            ({}, {}, "late; Action: calls"),
        ),
        (("KPI,Q3 18/19,Q4 18/19,Notes,Comments", "It,4,5,new,late"), ({}, {}, "new; late")),
        (("KPI,Q3 18/19,Q4 18/19,Comments", "It,4,5,-"), ({}, {}, "")),
    ],
)
def test_a_text_is_of_its_period_or_of_the_indicator(
    lines: tuple[str, ...], found: tuple[Texts, Texts, str]
) -> None:
    assert texts(drafted(*lines)) == found


@pytest.mark.parametrize(
    "text",
    ["Late: in May", "yes", "5", "- a", "#1 of 7", "'quoted'", "{a: b}", "=1+1", "é ☃", "x" * 5000],
)
def test_the_draft_says_a_text_as_it_was_written(text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    made = drafting.text(drafted("KPI,Q4 18/19,Comments,Action", f"It,5,{quoted},{quoted}"), "s")
    document = Document("draft", "draft", made)
    data: Any = document.data
    assert document.problems == []
    it = data["indicators"]["it"]
    assert (it["comment"], it["action"]) == ({"2018-19 Q4": text}, {"2018-19 Q4": text})


def test_a_comment_may_say_that_a_figure_is_cumulative() -> None:
    (one,) = drafted("KPI,Q4 18/19,Comments", "It,5,cumulative figure").entries
    assert one.words["accumulates"].guessed.startswith("its comment says cumulative")
