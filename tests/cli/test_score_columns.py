"""`ragcalc score` reads what stands beside figures, and in their place, as a report does."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from tests.cli.conftest import Command
from tests.cli.test_score import country, in_order, reported, scored, shortened
from tests.scale import nation

__all__ = ["country"]

COLUMNS = ", columns: {status: RAG, direction: DoT}"
MARKS = ("", "", "", "", " b", " p", " e", " u")
NO_FIGURES = ("-", "", "x", "c", "z", "u", "in-measurement", "suppressed")
STATUSES = ("", "", "", "n/a", "Green", "amber", "R")
DIRECTIONS = ("", "-", "improving", "No change", "worse", "unavailable")


def worded() -> Iterator[tuple[str, ...]]:
    """Yield the rows of the nation with marks, reasons, breaks and ratings."""
    random = Random(11)
    yield (*nation.Row._fields, "break", "RAG", "DoT")
    for row in nation.rows():
        figure = f"{row.value}{random.choice(MARKS)}" if row.value != "-" else "-"
        value = random.choice((figure,) * 5 + (random.choice(NO_FIGURES),))
        breaks = random.choice(("",) * 6 + ("no", "yes"))
        yield (
            *row._replace(value=value),
            breaks,
            random.choice(STATUSES),
            random.choice(DIRECTIONS),
        )


def write(folder: Path, rows: Iterator[Sequence[str]], about: str) -> None:
    """Write a dataset, and catalogues that say `about` it, of all and of one."""
    with (folder / "nation.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    (folder / "indicators.yaml").write_text(catalogue(about=about))


def catalogue(area: str = "", about: str = COLUMNS) -> str:
    """Return the catalogue of all areas, or that of one."""
    return nation.catalogue(area, "dataset").replace("file: nation.csv", f"file: nation.csv{about}")


def test_reasons_marks_breaks_and_ratings_count_as_in_a_report(
    country: Path, ragcalc: Command
) -> None:
    write(country, worded(), COLUMNS)
    answer = ragcalc("score", "--output", "scored.csv", "--verify", "2000")
    assert (answer.status, "none differs" in answer.err) == (0, True)
    rows = scored(country / "scored.csv")
    for area in nation.AUTHORITIES:
        own = [shortened(one) for one in rows if one["area"] == area]
        assert in_order(own) == in_order(reported(catalogue(area))), area
    reasons = Counter(one["status_reason"] for one in rows if one["status"] == "missing")
    assert reasons.keys() > {"suppressed", "not-applicable", "unreliable", "in-measurement"}
    coloured = Counter(one["status_reason"] for one in rows if one["status"] == "green")
    assert coloured.keys() > {"no-value", "no-target"}


@pytest.mark.parametrize(
    ("column", "text", "hint"),
    [
        ("break", "new form", "write yes or no"),
        ("RAG", "Final", "write green, amber or red, or name another column"),
        ("DoT", "Low is good", "write improved, maintained or declined, or name another column"),
    ],
)
def test_a_word_that_is_none_ends_the_run(
    column: str, text: str, hint: str, country: Path, ragcalc: Command
) -> None:
    rows = [
        dict(
            zip(("measure", "year", "area", "value"), ("relative", "2018", "301", "5"), strict=True)
        )
    ]
    rows[0][column] = text
    ours = {"RAG": "status", "DoT": "direction"}.get(column, column)
    about = f", columns: {{{ours}: {column}}}"
    write(country, iter([[*rows[0]], [*rows[0].values()]]), about)
    answer = ragcalc("score", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        f"Error: nation.csv: the {ours} '{text}' is not one\n{hint}\n",
    )
    assert not (country / "a.csv").exists()


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (("5", "yes"), ("5", "no"), "5 in two rows that differ otherwise"),
        (("5", ""), ("c", ""), "5 and suppressed"),
        (("c", ""), ("z", ""), "not-applicable and suppressed"),
        (("-", "yes"), ("5", ""), "5 and no figure"),
    ],
)
def test_rows_that_say_two_things_end_the_run(
    first: Sequence[str],
    second: Sequence[str],
    both: str,
    country: Path,
    ragcalc: Command,
) -> None:
    head = ("measure", "year", "area", "value", "break")
    rows = [head, *(("relative", "2018", "301", *one) for one in (first, second))]
    write(country, iter(rows), "")
    answer = ragcalc("score", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            f"Error: nation.csv: the area 301 has {both} for relative in one period\n"
            "keep one of the rows\n"
        ),
    )


def test_rows_that_say_the_same_or_nothing_may_stand_beside_each_other(
    country: Path, ragcalc: Command
) -> None:
    head = ("measure", "year", "area", "value", "break")
    several = (("5.0", "no"), ("5", ""), ("-", ""), ("5", "false"))
    rows = [head, *(("relative", "2018", "301", *one) for one in several)]
    write(country, iter(rows), "")
    assert ragcalc("score", "--output", "a.csv").status == 0
    (row,) = scored(country / "a.csv")
    assert (row["value"], row["status"]) == ("5", "green")


def test_a_measure_may_have_columns_of_its_own(country: Path, ragcalc: Command) -> None:
    """As under `columns:` of its `dataset:`."""
    head = ("measure", "year", "area", "value", "Changed")
    rows = [
        (measure, year, "301", value, changed)
        for measure in ("relative", "shared")
        for year, value, changed in (("2017", "5", ""), ("2018", "6", "yes"))
    ]
    write(country, iter([head, *rows]), "")
    path = country / "indicators.yaml"
    of_one = "measure: relative, columns: {break: changed}"
    path.write_text(path.read_text().replace("measure: relative", of_one))
    assert ragcalc("score", "--output", "a.csv").status == 0
    assert [(one["indicator"], one["direction"]) for one in scored(country / "a.csv")] == [
        ("relative", "unavailable"),
        ("relative", "unavailable"),
        ("shared", "unavailable"),
        ("shared", "improved"),
    ]
