"""The rule over whole numbers decides as `judge` does, in Python and in DuckDB."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ragcalc.scale import rule, whole_numbers
from ragcalc.scale.queries import with_steps
from ragcalc.scale.rule import COLOURS, COMPARISONS, DIRECTIONS, REASONS, worked_out
from ragcalc.scale.whole_numbers import WholeNumber
from ragcalc.scoring.judge import judge
from ragcalc.vocabulary import Direction, Polarity, Reason, Status
from tests import build
from tests.scale.cases import Case, cases, row_of

ANSWERS = {
    "colour": COLOURS,
    "reason": REASONS,
    "direction": DIRECTIONS,
    "comparator_result": COMPARISONS,
}
Verdict = tuple[str | None, ...]
"""Status, its reason, direction, and how it stands against the comparator."""


def steps() -> dict[str, WholeNumber]:
    """Return every step of the rule."""
    return {**rule.direction_steps(), **rule.colour_steps(), **rule.comparison_steps()}


def judged(case: Case) -> Verdict:
    """Return what `judge` says; of a neutral indicator, which has no colour, the rest."""
    verdict = judge(case.inputs)
    colour = (verdict.status.status.value, verdict.status.reason.value)
    if case.inputs.polarity is Polarity.NEUTRAL:
        colour = (None, None)  # type: ignore[assignment]
    standing = verdict.comparisons[0].standing
    assert standing
    return (*colour, verdict.direction.direction.value, standing.value)


def in_words(case: Case, made: Sequence[int]) -> Verdict:
    """Return the words for the places that the rule gives."""
    words = [known[at].value for known, at in zip(ANSWERS.values(), made, strict=True)]
    if case.inputs.polarity is Polarity.NEUTRAL:
        return (None, None, *words[2:])
    return tuple(words)


def in_python(cases: Sequence[Case]) -> list[Verdict]:
    """Return the verdicts by Python's integers."""
    every = steps()
    made = [worked_out(every, one.row) for one in cases]
    return [
        in_words(one, [row[name] for name in ANSWERS]) for one, row in zip(cases, made, strict=True)
    ]


def in_duckdb(cases: Sequence[Case], folder: Path) -> list[Verdict]:
    """Return the verdicts by DuckDB."""
    names = ["number", *cases[0].row]
    with (folder / "cases.csv").open("w") as file:
        file.writelines(
            f"{at},{','.join(map(str, one.row.values()))}\n" for at, one in enumerate(cases)
        )
    kinds = ", ".join(f"'{name}': 'HUGEINT'" for name in names)
    given = f"read_csv('{folder}/cases.csv', columns = {{{kinds}}}, header = false)"
    every = [(name, step.sql) for name, step in steps().items()]
    with duckdb.connect() as connection:
        found: list[Any] = connection.execute(
            f"SELECT {', '.join(ANSWERS)} FROM {with_steps(given, every)} ORDER BY number"
        ).fetchall()
    return [in_words(one, row) for one, row in zip(cases, found, strict=True)]


@pytest.mark.parametrize("seed", range(10))
def test_100_000_cases_are_decided_as_judge_decides(seed: int, tmp_path: Path) -> None:
    several = [*cases(10_000, seed)]
    wanted = [judged(one) for one in several]
    assert in_python(several) == wanted
    assert in_duckdb(several, tmp_path) == wanted


def test_the_cases_have_every_answer() -> None:
    answers = [judged(one) for one in cases(10_000, seed=0)]
    for at, known in enumerate(ANSWERS.values()):
        assert {one[at] for one in answers} >= {word.value for word in known}


def case(value: Fraction, **of: Any) -> Case:
    """Return a case of a value, a target, an earlier reading and a comparator's figure."""
    inputs = build.inputs(value, **of)
    return Case(inputs, row_of(inputs))


def exact_edges() -> Iterable[tuple[Case, Status, Direction]]:
    """Yield 18,000 values on an edge, a unit beyond it, or tied, with what they are."""
    for at in range(1, 4001):
        target = Fraction(at * 7919 % 100_003 + 1, 100)
        of: dict[str, Any] = {"target": target, "comparator": target, "polarity": "low"}
        edge, unit = target * Fraction(105, 100), Fraction(1, 10_000)
        yield case(edge, previous=target, **of), Status.AMBER, Direction.MAINTAINED
        yield case(edge + unit, previous=target, **of), Status.RED, Direction.DECLINED
        yield case(target, previous=target, **of), Status.GREEN, Direction.MAINTAINED
    for at in range(1, 6001):
        before, now = Fraction(20, at), Fraction(21, at)  # a rise of exactly 5%
        yield (
            case(now, target=before, previous=before, comparator=now, polarity="low"),
            Status.AMBER,
            Direction.MAINTAINED,
        )


def test_exact_edges_are_decided_exactly(tmp_path: Path) -> None:
    edges = [*exact_edges()]
    wanted = [(status.value, direction.value) for _, status, direction in edges]
    several = [one for one, _, _ in edges]
    assert len(several) == 18_000
    assert [(one[0], one[2]) for one in in_python(several)] == wanted
    assert [(one[0], one[2]) for one in in_duckdb(several, tmp_path)] == wanted


def _less_for_at_most(own: WholeNumber, other: WholeNumber | int) -> whole_numbers.Condition:
    return own < other


def _as_it_is(number: WholeNumber, *_: Any) -> WholeNumber:
    return number


def _never(*_: Any) -> whole_numbers.Condition:
    return whole_numbers.column("side").equals(99)


def _open_as_written(tolerance: rule.ToleranceColumns) -> WholeNumber:
    return tolerance.share_open


def _share_alone(_: rule.ToleranceColumns, share: WholeNumber, __: WholeNumber) -> WholeNumber:
    return share


SLIPS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "an edge that lies outside": (WholeNumber, "__le__", _less_for_at_most),
    "a change that keeps its sign": (rule, "absolute", _as_it_is),
    "the distance to a range that is below 0": (rule, "greater", _as_it_is),
    "a target that nothing meets": (rule, "_is_met", _never),
    "a floor that nothing reaches": (rule, "_within_floor", _never),
    "a share of nothing that leaves room": (rule, "_share_open", _open_as_written),
    "a tolerance of which only the share holds": (rule.ToleranceColumns, "reach", _share_alone),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_rule_is_found(slip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    several = [*islice(cases(3_000, seed=0), 3_000)]
    wanted = [judged(one) for one in several]
    owner, name, instead = SLIPS[slip]
    monkeypatch.setattr(owner, name, instead)
    assert in_python(several) != wanted


def test_a_number_that_is_too_long_for_the_engine_is_an_error() -> None:
    with duckdb.connect() as connection, pytest.raises(duckdb.Error, match="Overflow"):
        connection.execute(f"SELECT CAST({10**37} AS HUGEINT) * 100")


def test_reasons_stand_in_the_order_of_their_colours() -> None:
    assert REASONS.index(Reason.WITHIN_GREEN) < REASONS.index(Reason.WITHIN_AMBER)
    assert REASONS.index(Reason.AMBER_IF) < REASONS.index(Reason.BEYOND)
