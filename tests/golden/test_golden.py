"""The outputs, whole, and that between them they show every word and every sign."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path

import pytest

from ragcalc.render.common.because import reason_words
from ragcalc.render.common.labels import NOT_DUE, REASONS
from ragcalc.render.common.symbols import PLAIN, UNICODE, Mark, SymbolSet
from ragcalc.render.media.markdown import escaped
from ragcalc.render.report.view import grid
from ragcalc.scoring.inputs import ResolvedTarget
from ragcalc.vocabulary import (
    Basis,
    ComparisonResult,
    Direction,
    Polarity,
    Reason,
    Status,
    StatusBasis,
    TargetBasis,
)
from tests.golden.outputs import FORMATS, HERE, outputs, report
from tests.golden.rewrite import KINDS

INVENTED = report("invented")
RESULTS = INVENTED.indicators
ROWS = tuple(grid(INVENTED).rows)

MADE = outputs()


def golden(name: str) -> str:
    return (HERE / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", MADE)
def test_the_output_is_the_golden_one(name: str) -> None:
    """Where the new one is right: `python -m tests.golden.rewrite`."""
    assert MADE[name]() == golden(name)


def test_every_golden_file_is_an_output() -> None:
    found = {path.relative_to(HERE).as_posix() for kind in KINDS for path in HERE.rglob(kind)}
    assert found == set(MADE)


# ── Nothing is left out: a new member of a closed set fails here until the report shows it ───────


OF_DATASETS = {Reason.NO_PERCENTILE, TargetBasis.PERCENTILE}
"""What only a dataset makes, of which this council has none; shown by test_percentiles.py."""
OF_TOTALS = {Reason.YEAR_INCOMPLETE}
"""What only figures of each period make that are added up; shown by test_accumulation.py."""


def shown_reasons() -> set[Reason]:
    verdicts = [part for one in RESULTS for part in (one.verdict.status, one.verdict.direction)]
    return {one.reason for one in verdicts if one.reason}


def shown_bases() -> set[tuple[str, StatusBasis]]:
    verdicts = [one.verdict for one in RESULTS]
    found = [("status", one.status.basis) for one in verdicts]
    found += [("direction", one.direction.basis) for one in verdicts]
    return {(verdict, basis) for verdict, basis in found if basis}


def shown_marks() -> set[Mark]:
    cells = [cell for row in ROWS for cell in (row.actual, row.target, row.status, row.previous)]
    cells += [cell for row in ROWS for cell in (row.travel, *row.gaps)]
    return {mark for cell in cells for mark in cell.marks}


@pytest.mark.parametrize(
    ("members", "shown"),
    [
        (Status, {one.verdict.status.status for one in RESULTS}),
        (Direction, {one.verdict.direction.direction for one in RESULTS}),
        (
            ComparisonResult,
            {two.standing for one in RESULTS for two in one.verdict.comparisons} - {None},
        ),
        (Reason, shown_reasons()),
        (Mark, shown_marks()),
        (Polarity, {one.inputs.polarity for one in RESULTS}),
        (Basis, {one.inputs.rules.basis.basis for one in RESULTS}),
        (
            TargetBasis,
            {g.basis for one in RESULTS if isinstance(g := one.inputs.goal, ResolvedTarget)},
        ),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_the_report_holds_every_member(members: type[Enum], shown: set[Enum]) -> None:
    assert shown == set(members) - OF_DATASETS - OF_TOTALS


@pytest.mark.parametrize("verdict", ["status", "direction"])
def test_the_report_holds_every_basis_of_a_verdict(verdict: str) -> None:
    assert {basis for of, basis in shown_bases() if of == verdict} == set(StatusBasis)


def test_a_provisional_figure_of_every_kind_is_marked() -> None:
    kinds: dict[str, Callable[[], bool]] = {
        "actual": lambda: any(Mark.PROVISIONAL in row.actual.marks for row in ROWS),
        "target": lambda: any(Mark.PROVISIONAL in row.target.marks for row in ROWS),
        "before": lambda: any(Mark.PROVISIONAL in row.previous.marks for row in ROWS),
        "gap": lambda: any(Mark.PROVISIONAL in cell.marks for row in ROWS for cell in row.gaps),
    }
    assert [kind for kind, marked in kinds.items() if not marked()] == []


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("table-150.txt", UNICODE),
        ("table-40.txt", UNICODE),
        ("table-ascii.txt", PLAIN),
        ("report.md", UNICODE),
    ],
)
def test_every_sign_stands_in_the_output(name: str, letters: SymbolSet) -> None:
    text = golden(f"invented/{name}")
    signs = {
        escaped(sign) if name.endswith(".md") else sign
        for of_set in letters.signs.values()
        for sign in of_set.values()
    }
    assert {sign for sign in signs if sign not in text} == set()


@pytest.mark.parametrize(
    "name", ["table-150.txt", "table-79.txt", "table-ascii.txt", "report.md", "sentences.txt"]
)
def test_the_reason_of_every_m_stands_in_its_row(name: str) -> None:
    """Also that of every indicator that is unrated."""
    text = " ".join(golden(f"invented/{name}").split())
    reasons = [
        NOT_DUE
        if one.verdict.status.is_not_due
        else reason_words(one.inputs, one.verdict.status.reason)
        for one in RESULTS
        if one.verdict.status.basis is None
    ]
    text = text.replace(REASONS[Reason.NOT_DUE], NOT_DUE)
    assert {reason for reason in reasons if text.count(reason) < reasons.count(reason)} == set()


@pytest.mark.parametrize("kind", [one for one in FORMATS if "narrative" not in one])
def test_every_format_names_what_a_partial_report_leaves_out(kind: str) -> None:
    assert "left-out" in golden(f"partial/{kind}")


@pytest.mark.parametrize("path", sorted(HERE.rglob("explain/*.txt")), ids=lambda path: path.stem)
def test_an_explanation_fits_one_screen(path: Path) -> None:
    """Of 40 lines, 100 columns wide."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 40
