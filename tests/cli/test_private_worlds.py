"""No output of a random council tells its worlds apart; tests.fuzz.worlds tries thousands."""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.datasets import percentiles
from ragcalc.catalogue.derived import disclosure
from ragcalc.catalogue.model.peers import Peers
from ragcalc.render.check import problems as problems_text
from ragcalc.scoring.evidence import gathering
from ragcalc.scoring.evidence.funnels import in_funnel
from ragcalc.scoring.evidence.position import position
from tests.cli.running import of_the_caller
from tests.fuzz import councils, sums, worlds
from tests.fuzz.councils import Council
from tests.fuzz.sums import Sum

for needed in ("duckdb", "jinja2", "matplotlib", "xlsxwriter"):
    pytest.importorskip(needed)

EACH = 8


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in filter(of_the_caller, list(os.environ)):
        monkeypatch.delenv(name)


def leaks(seed: int, folder: Path, counts: Counter[str], **more: Any) -> Iterator[worlds.Finding]:
    """Yield what an output tells of a council; what the shown sums give back is not its fault."""
    for one in worlds.findings(seed, folder / str(seed), counts, **more):
        if one.kind == "leak":
            yield one


@pytest.mark.parametrize("first", range(0, 48, EACH))
def test_no_output_tells_worlds_apart(tmp_path: Path, first: int) -> None:
    counts: Counter[str] = Counter()
    found = [
        one
        for seed in range(first, first + EACH)
        for one in leaks(seed, tmp_path, counts, whole=seed % 4 == 0, pages=seed % 24 == 0)
    ]
    assert found == []
    assert counts["worlds"] > EACH / 2
    assert counts["told"] > 0


def _first_leak(
    tmp_path: Path, where: Callable[[Council], object], first: int = 0, whole: bool = True
) -> worlds.Finding | None:
    """Return the first leak of the councils from one on; `first` is known to have one."""
    counts: Counter[str] = Counter()
    seeds = (seed for seed in range(first, 400) if where(councils.council(seed)))
    found = (one for seed in seeds for one in leaks(seed, tmp_path, counts, whole=whole))
    return next(found, None)


def test_a_dataset_that_shows_our_own_figure_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(peers: Any, *more: Any) -> Any:
        return position(peers._replace(hidden=frozenset()), *more)

    monkeypatch.setattr(gathering, "position", shown)
    assert _first_leak(tmp_path, lambda made: any(one.dataset for one in made.measures))


def test_a_percentile_that_holds_our_own_figure_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = percentiles._figures

    def shown(peers: Peers, lag: int) -> Any:
        return figures(peers._replace(hidden=frozenset()), lag)

    monkeypatch.setattr(percentiles, "_figures", shown)
    assert _first_leak(tmp_path, councils.takes_percentile, first=60)


def test_a_funnel_that_shows_our_own_figure_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(peers: Peers, *more: Any) -> Any:
        return in_funnel(peers._replace(hidden=frozenset()), *more)

    monkeypatch.setattr(gathering, "in_funnel", shown)
    assert _first_leak(tmp_path, lambda made: any(one.dataset for one in made.measures), first=20)


def test_a_message_that_quotes_a_line_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(problems_text, "unquoted", problems_text.render)
    assert _first_leak(tmp_path, lambda made: made.mistake in ("word", "key"), whole=False)


def test_a_version_without_the_limit_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "alike", lambda old, new: (old, new))
    assert _first_leak(tmp_path, lambda made: made.before == "no limit")


def test_versions_that_keep_to_themselves_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "alike", lambda old, new: (old, new))
    counts: Counter[str] = Counter()
    seeds = (
        seed for seed in range(84, 400) if councils.council(seed).before in ("no parts", "turned")
    )
    found = (
        one.kind
        for seed in seeds
        for one in worlds.findings(seed, tmp_path / str(seed), counts, whole=False)
    )
    assert "pinned by versions" in found


def _has_correction(made: Council) -> bool:
    return any(entry.replaced is not None for one in made.measures for entry in one.entries)


def test_what_was_replaced_is_looked_at(tmp_path: Path) -> None:
    """Some of it is shown and some of it hidden, and none of it gives a hidden number back."""
    counts: Counter[str] = Counter()
    seeds = [seed for seed in range(60) if _has_correction(councils.council(seed))]
    for seed in seeds[:12]:
        found = worlds.findings(seed, tmp_path / str(seed), counts, whole=False)
        assert [one for one in found if one.kind in ("leak", "pinned")] == []
    assert counts["replaced shown"] > 0
    assert counts["replaced hidden"] > 0


def test_a_replaced_figure_that_gives_a_hidden_one_back_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disclosure, "_with_replaced", lambda catalogue, cells: catalogue)
    counts: Counter[str] = Counter()
    seeds = (seed for seed in range(400) if _has_correction(councils.council(seed)))
    found = (
        one.kind
        for seed in seeds
        for one in worlds.findings(seed, tmp_path / str(seed), counts, whole=False)
    )
    assert "small" in found


# ── What makes the worlds ────────────────────────────────────────────────────────────────────────


def test_the_files_of_a_council_follow_from_its_seed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        made = councils.council(3)
        councils.write(made, made.world, tmp_path / name)
    assert (tmp_path / "a/indicators.yaml").read_text() == (
        tmp_path / "b/indicators.yaml"
    ).read_text()


def test_steps_change_no_shown_sum() -> None:
    shown = [frozenset("abc"), frozenset("cd")]
    steps = sums.kernel(shown, frozenset("abcd"))
    assert len(steps) == 2
    assert [sum(step.get(one, 0) for one in atoms) for step in steps for atoms in shown] == [0] * 4


def test_a_number_that_is_a_whole_less_its_other_part_is_given_back() -> None:
    whole, part = Sum(frozenset("ab"), 5, shown=True), Sum(frozenset("a"), 5, shown=True)
    small = Sum(frozenset("b"), 5, shown=False)
    world = {"a": 37, "b": 3}
    assert sums.pinned([whole, part, small], world) == [small]
    assert sums.pinned([whole, part._replace(shown=False), small], world) == []


def test_another_world_keeps_what_is_shown_and_how_large_each_number_is() -> None:
    chance = random.Random(1)
    world = {"a": 37, "b": 3, "c": 0}
    hidden = [Sum(frozenset(one), 5, shown=False) for one in "abc"]
    found = [
        sums.other(chance, world, [Sum(frozenset("abc"), 5, shown=True), *hidden])
        for _ in range(40)
    ]
    assert {(one["a"] + one["b"], one["c"]) for one in found} == {(40, 0)}
    assert {one["b"] for one in found} == {1, 2, 3, 4}
