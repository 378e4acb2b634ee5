"""The catalogues that are thrown at ragcalc: valid where they are to be, and none breaks it."""

import random
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from tests.fuzz import catalogues
from tests.fuzz.__main__ import by_structure

SEEDS = range(200)


@pytest.mark.parametrize("seeds", [SEEDS[at : at + 50] for at in range(0, len(SEEDS), 50)])
def test_what_is_made_valid_has_no_problem(seeds: range, tmp_path: Path) -> None:
    for seed in seeds:
        folder = tmp_path / str(seed)
        folder.mkdir()
        book = catalogues.valid_book(random.Random(seed).randrange)
        for name, text in book.files.items():
            (folder / name).write_text(text, encoding="utf-8")
        rules, tables = folder / catalogues.THRESHOLDS, [folder / name for name in book.tables]
        loaded = api.load(folder / catalogues.INDICATORS, rules, tables)
        assert (seed, [str(one) for one in loaded.problems]) == (seed, [])


def test_of_the_books_at_least_half_score_whole_and_none_breaks_anything() -> None:
    led, findings = by_structure((1, 100))
    assert [finding.said for finding in findings] == []
    assert led["whole"] > led.total() / 2
    assert led["refused"] + led["in part"] > led.total() / 5
