"""`ragcalc score` reads what stands beside figures, and in their place, as a report does."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.datasets import years
from ragcalc.catalogue.model.columns import Naming
from ragcalc.catalogue.model.indicators import Dataset, Measure
from ragcalc.scale.engine import Settings, opened
from ragcalc.scale.selection import TableSelection
from ragcalc.scale.tables import TableFile, TableFiles
from ragcalc.scoring.verdicts import shown_in
from tests import build
from tests.cli.conftest import Command
from tests.cli.test_score import country, in_order, reported, row_of, scored, shortened
from tests.scale import nation

__all__ = ["country"]

COLUMNS = ", columns: {status: RAG, direction: DoT}"
MARKS = ("", "", "", "", " b", " p", " e", " u")
NO_FIGURES = ("-", "", "x", "c", "z", "u", "in-measurement", "suppressed")
STATUSES = ("", "", "", "n/a", "Green", "amber", "R")
DIRECTIONS = ("", "-", "improving", "No change", "worse", "unavailable")


def worded() -> Iterator[tuple[str, ...]]:
    """Yield the rows of the nation with marks, reasons, breaks, ratings and intervals."""
    random = Random(11)
    yield (*nation.Row._fields, "break", "RAG", "DoT", "lower", "upper")
    for row in nation.rows():
        figure = f"{row.value}{random.choice(MARKS)}" if row.value != "-" else "-"
        value = random.choice((figure,) * 5 + (random.choice(NO_FIGURES),))
        breaks = random.choice(("",) * 6 + ("no", "yes"))
        yield (
            *row._replace(value=value),
            breaks,
            random.choice(STATUSES),
            random.choice(DIRECTIONS),
            *random.choice((("", ""), ("-1000", "1000"), ("90", "10"))),
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


def of_counts() -> Iterator[tuple[str, ...]]:
    """Yield the rows of the nation with counts in place of most figures, many of them equal."""
    random = Random(13)
    yield (*nation.Row._fields, "numerator", "denominator")
    for row in nation.rows():
        of = random.choice((3, 4, 6, 7, 12))
        cases = random.choice((random.randint(-of // 4, of // 2), of // 7, of // 2))
        counts = random.choice(
            ((str(cases), str(of)),) * 8
            + ((f"{cases}.0", f"{of}"), ("0.7", "5"), ("c", "12"), ("3", ""), ("3", "0"))
        )
        yield (*row._replace(value=random.choice(("", "", "", row.value))), *counts)


def shares(text: str) -> str:
    """Return a catalogue of percentages, with a percentile as one of its targets."""
    percentile = "{percentile: 37.5, of: nation}"
    text = text.replace("{comparator: own-region}", percentile)
    return text.replace("unit: count", "unit: percent\n    may-exceed-100: true")


@pytest.mark.parametrize("method", ["lait", "phe", "ntile"])
def test_counts_make_a_figure_where_no_value_is_as_in_a_report(
    method: str, country: Path, ragcalc: Command
) -> None:
    write(country, of_counts(), "")
    (country / "indicators.yaml").write_text(shares(catalogue(about="")))
    path = country / "thresholds.yaml"
    path.write_text(path.read_text().replace("version: 1\n", f"version: 1\nquartiles: {method}\n"))
    answer = ragcalc("score", "--output", "scored.csv", "--verify", "2000")
    assert (answer.status, "none differs" in answer.err) == (0, True)
    rows = scored(country / "scored.csv")
    for area in nation.AUTHORITIES:
        own = [shortened(one) for one in rows if one["area"] == area]
        assert in_order(own) == in_order(reported(shares(catalogue(area, "")))), area
    assert {one["rank"] for one in rows} >= {str(at) for at in range(1, 14)}
    assert {one["band"] for one in rows} == {"", "A", "B", "C", "D"}


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


@pytest.mark.parametrize(
    ("counts", "message", "hint"),
    [
        (
            ("4", "3"),
            "nation.csv: the area 301 has 4 out of 3 for relative in one period",
            "correct the counts, or add may-exceed-100: true",
        ),
        (("some", "3"), "nation.csv: the numerator 'some' is not a number", "correct it"),
        (("3", "many"), "nation.csv: the denominator 'many' is not a number", "correct it"),
        (
            ("1", "9" * 25),
            "indicators.relative: its counts make numbers that are too long",
            "write the values beside its counts; ragcalc report takes these as they are",
        ),
        (
            ("0.1", f"1.{'1' * 28}"),
            "indicators.relative: its counts make numbers that are too long",
            "write the values beside its counts; ragcalc report takes these as they are",
        ),
        (
            (f"0.{'1' * 25}", f"2.{'1' * 25}"),
            "indicators.relative: its counts make numbers that are too long",
            "write the values beside its counts; ragcalc report takes these as they are",
        ),
    ],
)
def test_counts_that_make_no_figure_end_the_run(
    counts: Sequence[str], message: str, hint: str, country: Path, ragcalc: Command
) -> None:
    head = ("measure", "year", "area", "value", "numerator", "denominator")
    write(country, iter([head, ("relative", "2018", "301", "", *counts)]), "")
    path = country / "indicators.yaml"
    path.write_text(path.read_text().replace("unit: count", "unit: percent"))
    answer = ragcalc("score", "--output", "a.csv")
    assert (answer.status, answer.err) == (2, f"Error: {message}\n{hint}\n")


def test_counts_beside_a_value_are_not_looked_at(country: Path, ragcalc: Command) -> None:
    head = ("measure", "year", "area", "value", "numerator", "denominator")
    several = (("2016", "5", "4", "3"), ("2017", "6", "some", "3"), ("2018", "7.5", "1", "0"))
    write(country, iter([head, *(("relative", one[0], "301", *one[1:]) for one in several)]), "")
    assert ragcalc("score", "--output", "a.csv").status == 0
    assert [one["value"] for one in scored(country / "a.csv")] == ["5", "6", "7.5"]


def test_long_counts_that_make_no_figure_are_no_hindrance(country: Path, ragcalc: Command) -> None:
    head = ("measure", "year", "area", "value", "numerator", "denominator")
    counts = (f"{'1' * 25}.5", f"-1.{'1' * 14}")
    write(country, iter([head, ("relative", "2018", "301", "", *counts)]), "")
    assert ragcalc("score", "--output", "a.csv").status == 0
    (row,) = scored(country / "a.csv")
    assert (row["value"], row["status"], row["status_reason"]) == ("", "missing", "no-value")


def test_a_figure_of_counts_is_written_in_full_where_it_ends(
    country: Path, ragcalc: Command
) -> None:
    """In a thousandth and more, as 1 of 1024 is; else to six places."""
    head = ("measure", "year", "area", "value", "numerator", "denominator")
    several = (("2016", "1", "1024"), ("2017", "1", "3"), ("2018", "2", "3"), ("2019", "88", "482"))
    write(
        country, iter([head, *(("relative", year, "301", "", *one) for year, *one in several)]), ""
    )
    (country / "indicators.yaml").write_text(shares(catalogue(about="")))
    assert ragcalc("score", "--output", "a.csv").status == 0
    rows = scored(country / "a.csv")
    assert [one["value"] for one in rows] == ["0.09765625", "33.333333", "66.666667", "18.257261"]
    assert [one["previous"] for one in rows][1:3] == ["0.09765625", "33.333333"]


@pytest.mark.parametrize(("digits", "what"), [(9, "2017-18"), (14, "a mean of neighbours")])
def test_neighbours_whose_counts_have_too_many_digits_in_common_are_refused_by_name(
    digits: int, what: str, country: Path, ragcalc: Command
) -> None:
    """The mean of three quotients has the product of their denominators."""
    head = ("measure", "year", "area", "region", "value", "numerator", "denominator")
    primes = tuple(str(10**digits + at) for at in (3, 7, 9, 31, 33))
    rows = [
        ("peers", "2018", str(area), "North", "", "1", primes[area % 5]) for area in range(301, 317)
    ]
    write(country, iter([head, *rows]), "")
    answer = ragcalc("score", "--output", "a.csv")
    assert (answer.status, answer.err) == (
        2,
        (
            f"Error: indicators.peers: {what} needs numbers that are too long\n"
            "write the values beside its counts; ragcalc report takes these as they are\n"
        ),
    )


@pytest.mark.parametrize("key", ["accumulates: in-period", "rolls-up: sum"])
def test_figures_of_counts_are_no_parts_of_other_figures(
    key: str, country: Path, ragcalc: Command
) -> None:
    head = ("measure", "year", "area", "value", "numerator", "denominator")
    write(country, iter([head, ("relative", "2018-19 Q1", "301", "", "1", "4")]), "")
    path = country / "indicators.yaml"
    quarterly = f"    name: relative\n    {key}\n"
    text = path.read_text().replace("    name: relative\n", quarterly, 1)
    path.write_text(text.replace("frequency: annual", "frequency: quarterly"))
    answer = ragcalc("score", "--output", "a.csv")
    assert answer.status == 2
    assert answer.err.startswith("Error: indicators.relative: ")


def test_the_columns_that_a_measure_alone_has_are_among_those_that_are_read(folder: Path) -> None:
    columns = {"numerator": "cases", "status": "rag"}
    measure = Measure.model_validate({"name": "lait", "measure": "A", "columns": columns})
    own = build.indicator("values: {}").model_copy(update={"dataset": measure})
    names = ["measure", "year", "area", "value", "Cases", "RAG", "other"]
    (folder / "a.csv").write_text(",".join(names) + "\nA,2018,301,5,4,green,7\n")
    with opened(Settings()) as engine:
        texts = TableFiles(engine, [TableFile(folder / "a.csv")]).texts
        found = TableSelection(texts, Dataset(file="a.csv"), {"it": own}, "a.csv")
        assert found.columns == names[:-1]


KEYS = {
    "a late indicator": "lag: 1 quarter",
    "a figure due in another quarter": "due: Q2",
    "later still": "lag: 2 quarters\n    due: Q3",
    "calendar years": "year: calendar",
    "academic years": "year: academic",
    "a life": "from: 2015-16\n    until: 2017-18",
    "a baseline before all figures": "direction: {basis: {baseline: 2012-13}}",
    "a baseline within": "direction: {basis: {baseline: 2016-17}}",
    "a baseline that is the last period": "direction: {basis: {baseline: 2018-19}}",
    "the period before": "direction: {basis: previous-period}",
    "a year before": "direction: {basis: same-period-last-year, same: 2 points}",
}


@pytest.mark.parametrize("kind", KEYS)
def test_what_the_catalogue_says_of_every_organisation_holds_for_each_row(
    kind: str, country: Path, ragcalc: Command
) -> None:
    """With breaks, reasons and ratings in the rows; each figure in the report that shows it."""

    def keyed(text: str) -> str:
        kept = [one for one in text.splitlines() if not one.startswith("    direction:")]
        text = "\n".join(kept) + "\n"
        text = text.replace("    unit: count\n", f"    unit: count\n    {KEYS[kind]}\n")
        return text.replace("kind: national}", "kind: national, lag: 1 year}")

    write(country, worded(), COLUMNS)
    (country / "indicators.yaml").write_text(keyed(catalogue()))
    assert ragcalc("score", "--output", "scored.csv").status == 0
    rows = scored(country / "scored.csv")
    for area in nation.AUTHORITIES[::5]:
        own = [shortened(one) for one in rows if one["area"] == area]
        assert in_order(own) == in_order(_in_time(keyed(catalogue(area)))), area


def _in_time(text: str) -> Iterator[dict[str, str]]:
    """Yield what the report says that shows the figure of each row of one authority."""
    Path("one.yaml").write_text(text)
    loaded = api.load(Path("one.yaml"), Path("thresholds.yaml"))
    assert not loaded.problems
    assert loaded.catalogue
    one = loaded.catalogue.indicators["relative"]
    for spelt in nation.YEARS:
        found = years.year(spelt, one.year, Naming.ENDING)
        assert found
        made = api.scored(loaded, shown_in(one, found.period), evidence=[])
        yield from (row_of(each) for each in made.indicators if each.inputs.due)
