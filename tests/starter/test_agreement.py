"""What a draft says of the judgements that its table prints."""

from pathlib import Path

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
