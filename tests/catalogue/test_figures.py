"""What a cell says in words, at its edges; the rest stands in test_one_grammar.py."""

import pytest
from pydantic_core import PydanticCustomError

from ragcalc.catalogue.returns import figures, sheets
from ragcalc.catalogue.returns.figures import DraftFigure
from ragcalc.catalogue.returns.sheets import SheetCells


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("about 5*", "write 5 e, which marks an estimate"),
        ("<5*", "write c, a small number that is not to be shown"),
        ("1,23 days", "use a comma between thousands, as in 1,234, and a point for decimals"),
        ("pink 5*", "write digits, as in 90 or 18.3"),
    ],
)
def test_what_is_no_figure_without_its_mark_or_unit_is_quoted_whole(text: str, hint: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        figures.read(text, "days")
    context = refused.value.context or {}
    assert (context["message"], context["hint"]) == (f"must be a number, not '{text}'", hint)


@pytest.mark.parametrize("text", ["£1.2.3m", "£,m", f"£{'9' * 60}m"])
def test_an_amount_that_is_no_number_is_left_as_it_is(text: str) -> None:
    with pytest.raises(ValueError, match="£"):
        figures.figure(text, "currency", reasons=False)


@pytest.mark.parametrize("text", ["x", "..", "[x]"])
def test_a_symbol_for_no_figure_drafts_nothing(text: str) -> None:
    assert figures.figure(text, "count", reasons=True) is None


def test_a_draft_takes_brackets_for_a_minus_and_counts_behind_a_share() -> None:
    assert figures.figure("(£1,500)", "currency", reasons=False) == DraftFigure(
        (("value", "-1500"),)
    )
    assert figures.figure("71.4% (5 of 7)", "percent", reasons=False) == DraftFigure(
        (("value", "71.4"), ("numerator", "5"), ("denominator", "7"))
    )


def test_no_more_than_so_many_cells_are_covered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_MOST_COVERED", 2)
    cells = SheetCells({1: ["a"], 2: ["b"], 3: ["c"]}, ["A1:B3"])
    assert cells.merged == {(1, 1): (1, 0), (2, 0): (1, 0)}
