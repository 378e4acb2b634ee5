"""Throw damaged catalogues at ragcalc and keep those that break it.

    python -m tests.fuzz --count 200000             chance, from a seed
    python -m tests.fuzz --engine hypothesis        Hypothesis chooses, and shrinks what it finds
    python -m tests.fuzz --engine atheris           guided by coverage, where atheris is installed

Whatever the files hold, loading, checking, scoring, explaining and every output must end without an
exception, in bounded time. What breaks is printed with its text and its traceback.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from ragcalc import api
from ragcalc.catalogue import loader, privacy
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.source import Document
from ragcalc.checks.run import check
from ragcalc.cli.report import FORMATS
from ragcalc.render import check_json, check_text, explain_text, list_text, problems_text
from ragcalc.render.style import Colour, Style
from ragcalc.scoring.timetable import NoSuchPeriod
from tests.fuzz.mutate import Pick, mutated

ROOT = Path(__file__).parent.parent.parent
SLOW = 5.0
"""Seconds of processor time beyond which an input counts as a hang."""
STYLES = (Style(100), Style(40, Colour.BASIC), Style(20, encoding="ascii"), Style(160, Colour.MANY))


@dataclass(frozen=True)
class Finding:
    """An input that broke something."""

    indicators: str
    thresholds: str
    said: str


def seeds() -> list[tuple[str, str]]:
    """Give the shipped files, the starter, and every catalogue that the tests hold.

    What loads as it stands leads furthest when it is damaged, so it stands there several times.
    """
    default = (ROOT / "thresholds.yaml").read_text(encoding="utf-8")
    found = []
    for folder in (ROOT, ROOT / "ragcalc" / "starter", *sorted((ROOT / "tests").rglob("*/"))):
        book, rules = folder / "indicators.yaml", folder / "thresholds.yaml"
        if not book.is_file() or book.stat().st_size > 100_000:
            continue
        text = book.read_bytes().decode("utf-8", "replace")
        own = rules.read_bytes().decode("utf-8", "replace") if rules.is_file() else default
        whole = not _loaded(text, own).problems
        found += [(text, own)] * (20 if whole else 1)
    return found


def damaged(known: list[tuple[str, str]], pick: Pick) -> tuple[str, str]:
    """Give one damaged pair of files."""
    indicators, thresholds = known[pick(len(known))]
    if pick(4) == 0:
        return indicators, mutated(thresholds, pick)
    return mutated(indicators, pick), thresholds


def exercise(indicators: str, thresholds: str) -> str:
    """Do all that a user can do with the two texts; say how far they led."""
    loaded = _loaded(indicators, thresholds)
    checked = check(loaded)
    check_json.render(checked, STYLES[0]).encode("utf-8")
    for style in STYLES:
        problems_text.render(loaded.problems, style).encode(style.encoding)
        check_text.render(checked, style).encode(style.encoding)
    if loaded.catalogue is None:
        return "refused"
    list_text.render(loaded.catalogue, loaded.thresholds, STYLES[0])
    privacy.published(loaded.catalogue.model_copy(update={"suppress_below": 5}))
    for words in ("latest", "q4", "2018-19 Q2", "2019-M03"):
        try:
            report = api.scored(loaded, words)
        except NoSuchPeriod:
            continue
        for number, module in enumerate(FORMATS.values()):
            style = STYLES[number % len(STYLES)]
            made = import_module(module).render(report, style)
            assert isinstance(made, bytes) or made.encode("utf-8")
        for result in report.indicators[:3]:
            explain_text.render(report, result, loaded.shown, STYLES[0])
    return "in part" if loaded.problems else "whole"


def _loaded(indicators: str, thresholds: str) -> Loaded:
    return loader.load(
        Document("indicators.yaml", "indicators.yaml", indicators),
        Document("thresholds.yaml", "thresholds.yaml", thresholds),
    )


def tried(indicators: str, thresholds: str) -> str | Finding:
    """Exercise one input; give how far it led, or what broke."""
    start = time.process_time()
    try:
        led = exercise(indicators, thresholds)
    except Exception:  # noqa: BLE001 - any exception at all is what is looked for
        return Finding(indicators, thresholds, traceback.format_exc())
    spent = time.process_time() - start
    if spent > SLOW:
        return Finding(indicators, thresholds, f"took {spent:.1f} s")
    return led


def by_chance(work: tuple[int, int]) -> tuple[Counter[str], list[Finding]]:
    """Try so many inputs from a seed."""
    seed, count = work
    chance = random.Random(seed)
    known, led, findings = seeds(), Counter[str](), list[Finding]()
    for _ in range(count):
        outcome = tried(*damaged(known, chance.randrange))
        if isinstance(outcome, Finding):
            findings.append(outcome)
        led["broken" if isinstance(outcome, Finding) else outcome] += 1
    return led, findings


def by_hypothesis(count: int) -> None:
    """Let Hypothesis choose; it raises what it finds, as small as it can make it."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    known = seeds()

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def run(data: st.DataObject) -> None:
        exercise(*damaged(known, lambda below: data.draw(st.integers(0, below - 1))))

    run()


def by_atheris(count: int) -> None:
    """Let atheris choose, guided by the branches that its choices reach."""
    import atheris

    known = seeds()

    def run(choices: bytes) -> None:
        given = atheris.FuzzedDataProvider(choices)
        exercise(*damaged(known, lambda below: given.ConsumeIntInRange(0, below - 1)))

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-runs={count}"], run)
    atheris.Fuzz()


def _shares(seed: int, count: int, workers: int) -> Iterator[tuple[int, int]]:
    batch = 1000
    for number in range(0, count, batch):
        yield seed + number, min(batch, count - number)


def main() -> int:
    """Run the engine that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--engine", choices=("chance", "hypothesis", "atheris"), default="chance")
    options = parser.parse_args()
    if options.engine != "chance":
        {"hypothesis": by_hypothesis, "atheris": by_atheris}[options.engine](options.count)
        return 0
    led, findings = Counter[str](), list[Finding]()
    with ProcessPoolExecutor(options.workers) as pool:
        for counts, found in pool.map(
            by_chance, _shares(options.seed, options.count, options.workers)
        ):
            led += counts
            findings += found
    print(f"{led.total():,} inputs: {dict(led)}")
    kinds = {finding.said.splitlines()[-1]: finding for finding in findings}
    for said, finding in kinds.items():
        print(
            "=" * 80, said, finding.said, finding.indicators, "-" * 80, finding.thresholds, sep="\n"
        )
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main())
