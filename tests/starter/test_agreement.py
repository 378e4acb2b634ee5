"""What a draft says of the judgements that its table prints."""

from pathlib import Path

import pytest

from ragcalc import starter

_BETTER = "green: 5% and amber: 10% in thresholds.yaml"
_ANY_CHANGE = "same: 0 in thresholds.yaml"


def ratings(tmp_path: Path, table: str) -> tuple[str, ...]:
    (tmp_path / "s.csv").write_text(table.strip().replace(" ", "").replace("~", " "))
    return starter.drafted(tmp_path / "s.csv").ratings


def test_each_rating_that_differs_is_named_with_its_figures(tmp_path: Path) -> None:
    assert ratings(
        tmp_path,
        """
KPI, Polarity, Target,   2023-24~Q1, RAG
A,   High,     90,       90,         Green
B,   High,     90,       91,         Red
C,   In~range, 8~to~12,  13,         Green
D,   ,         90,       1,          Green
""",
    ) == (
        "1 of 3 ratings agree with the table; these differ:",
        "b 2023-24 Q1: 91 against 90 is green, red in the table",
        "c 2023-24 Q1: 13 against 8 to 12 is red, green in the table",
    )


def test_tolerances_that_fit_more_of_them_are_named(tmp_path: Path) -> None:
    assert ratings(
        tmp_path,
        """
KPI, Polarity, Target, 2023-24~Q1, 2023-24~Q2, RAG,   DoT
A,   High,     100,    90,         96,         Green, Better
B,   High,     100,    90,         91,         Amber, Better
C,   Low,      100,    90,         111,        Red,   Worse
D,   Low,      100,    90,         90.5,        Green, Worse
""",
    ) == (
        f"2 of 4 ratings agree with the table (4 would with {_BETTER}); these differ:",
        "a 2023-24 Q2: 96 against 100 is amber, green in the table",
        "b 2023-24 Q2: 91 against 100 is red, amber in the table",
        f"2 of 4 directions of travel agree with the table (4 would with {_ANY_CHANGE})",
    )


def test_where_all_agree_nothing_else_is_said(tmp_path: Path) -> None:
    table = "KPI, Polarity, Target, 2023-24~Q1, RAG\nA, High, 90, 95, Green"
    assert ratings(tmp_path, table) == ("1 of 1 ratings agree with the table",)


def test_of_many_ratings_that_differ_the_first_are_named(tmp_path: Path) -> None:
    rows = "\n".join(f"M{n}, High, 90, 91, Red" for n in range(53))
    *_, last = ratings(tmp_path, f"KPI, Polarity, Target, 2023-24~Q1, RAG\n{rows}")
    assert last == "and 3 more: ragcalc check names them"


_HEAD = "KPI, Polarity, Target, 2023-24~Q1, RAG"


@pytest.mark.parametrize(
    ("differing", "fitted", "is_named"),
    [
        # two more at least
        (1, 1, False),
        (2, 2, True),
        (4, 1, False),
        # and half of those that differ, rounded up
        (4, 2, True),
        (5, 2, False),
        (5, 3, True),
        (6, 3, True),
    ],
)
def test_tolerances_are_named_where_they_fit_two_and_half_of_what_differs(
    tmp_path: Path, differing: int, fitted: int, is_named: bool
) -> None:
    """89 against 100 is red until amber is wider; 120 is green by any of them."""
    rows = [f"F{n}, High, 100, 89, Amber" for n in range(fitted)]
    rows += [f"U{n}, High, 100, 120, Red" for n in range(differing - fitted)]
    line, *_ = ratings(tmp_path, "\n".join((_HEAD, *rows)))
    assert line.startswith(f"0 of {differing} ratings agree")
    assert (f"({fitted} would with" in line) is is_named


def test_a_tenth_below_the_target_may_be_green(tmp_path: Path) -> None:
    rows = ("A, High, 100, 90, Green", "B, High, 100, 91, Green", "C, High, 100, 85, Amber")
    line, *_ = ratings(tmp_path, "\n".join((_HEAD, *rows, "D, High, 100, 84, Red")))
    assert "(4 would with green: 10% and amber: 15% in thresholds.yaml)" in line
