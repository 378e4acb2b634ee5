"""`ragcalc score` says of every area what its own reports say, whatever the catalogue asks."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.scale.reports import differences
from tests.scale.worlds import World

AREAS = ("303", "838", "970")
"""An authority, one that came later, and the nation."""


@pytest.mark.parametrize("seed", range(8))
def test_a_nation_drawn_at_random_is_scored_as_its_reports_say(seed: int, tmp_path: Path) -> None:
    """`python -m tests.scale.reports` compares more of them, in every area."""
    compared, found = differences(seed, tmp_path, AREAS)
    assert found == []
    assert compared


def test_a_hundred_nations_ask_for_everything_that_is_drawn() -> None:
    asked: Counter[str] = Counter()
    for seed in range(100):
        world = World(seed)
        asked.update(_words(json.loads(world.catalogue("301")) | world.policies))
    assert {word for word, times in asked.items() if times > 1} >= WORDS


WORDS = {
    *("annual", "quarterly", "monthly", "financial", "academic", "calendar"),
    *("high", "low", "on-target", "neutral", "above", "below", "none", "percentile"),
    *("proposed", "provisional", "comparator", "break", "suppressed", "floor", "base"),
    *("accumulates", "profile", "linear", "policy", "tolerance", "from", "until", "lag", "due"),
    "carry",
    *("quartile", "amber-if", "lesser-of", "greater-of", "leave-out", "where", "starting"),
    *("last-reported", "previous-period", "same-period-last-year", "baseline", "dataset"),
    *("national", "regional", "statistical-neighbours", "other", "Wales"),
}


def _words(keys: Any) -> Counter[str]:
    """Count each key and each word that stands anywhere in a catalogue."""
    if isinstance(keys, dict):
        return Counter(keys.keys()) + _words([*keys.values()])
    if isinstance(keys, list):
        return sum(map(_words, keys), Counter())
    return Counter([str(keys)])
