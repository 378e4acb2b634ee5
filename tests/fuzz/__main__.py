"""Throw damaged catalogues at ragcalc and keep those that break it.

    python -m tests.fuzz --count 200000             damage by chance, from a seed
    python -m tests.fuzz --engine structure         catalogues made from their structure, half valid
    python -m tests.fuzz --engine hypothesis        Hypothesis chooses, and shrinks what it finds
    python -m tests.fuzz --engine atheris           guided by coverage, where atheris is installed

Whatever the files hold, loading, checking, scoring, explaining and every output must end without an
exception, in bounded time. What breaks is printed with its text and its traceback.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ragcalc import pipeline as api
from ragcalc.catalogue import loader
from ragcalc.catalogue.derived import publication as privacy
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.yaml.source import Document
from ragcalc.checks.run import check
from ragcalc.cli.report import EVIDENCE
from ragcalc.render.catalogue import text as list_text
from ragcalc.render.check import json as check_json
from ragcalc.render.check import problems as problems_text
from ragcalc.render.check import text as check_text
from ragcalc.render.explain import text as explain_text
from ragcalc.render.formats import FORMATS, DocumentKind
from ragcalc.render.media.style import Colour, Style
from ragcalc.scoring.changes import changes
from ragcalc.scoring.results import Report
from ragcalc.scoring.targets.review import review_targets
from ragcalc.scoring.timetable import NoSuchPeriod
from tests.fuzz import catalogues
from tests.fuzz.mutate import Pick, mutated

ROOT = Path(__file__).parent.parent.parent
SLOW = 5.0
"""Seconds of processor time beyond which an input counts as a hang."""
STYLES = (Style(100), Style(40, Colour.BASIC), Style(20, encoding="ascii"), Style(160, Colour.MANY))


RARE = 40
"""The formats that take long, which need further packages, are made of one report in so many."""


@dataclass(frozen=True)
class Finding:
    """An input that broke something."""

    files: dict[str, str]
    said: str


def seeds() -> list[tuple[str, str]]:
    """Return the shipped files, the starter, and every catalogue that the tests hold.

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
    """Return one damaged pair of files."""
    indicators, thresholds = known[pick(len(known))]
    if pick(4) == 0:
        return indicators, mutated(thresholds, pick)
    return mutated(indicators, pick), thresholds


def exercise(indicators: str, thresholds: str) -> str:
    """Do all that a user can do with the two texts; say how far they led."""
    return exercised(_loaded(indicators, thresholds))


PERIODS = ("latest", "q4", "2018-19 Q2", "2019-M03")


def exercised(loaded: Loaded, periods: Iterable[str] = PERIODS) -> str:
    """Do all that a user can do with what was read; say how far it led."""
    checked = check(loaded)
    check_json.render(checked, STYLES[0]).encode("utf-8")
    for style in STYLES:
        problems_text.render(loaded.problems, style).encode(style.encoding)
        check_text.render(checked, style).encode(style.encoding)
    if loaded.catalogue is None:
        return "refused"
    list_text.render(loaded.catalogue, loaded.thresholds, STYLES[0])
    privacy.published(loaded.catalogue.model_copy(update={"suppress_below": 5}))
    for words in periods:
        try:
            report = api.scored(loaded, words)
        except NoSuchPeriod:
            continue
        for number, format_ in enumerate(FORMATS[DocumentKind.REPORT].values()):
            made = format_.render(report, STYLES[number % len(STYLES)])
            assert isinstance(made, bytes) or made.encode("utf-8")
        for result in report.indicators[:3]:
            explain_text.render(report, result, loaded.shown, STYLES[0])
    return "in part" if loaded.problems else "whole"


def _loaded(indicators: str, thresholds: str) -> Loaded:
    return loader.load(
        Document("indicators.yaml", "indicators.yaml", indicators),
        Document("thresholds.yaml", "thresholds.yaml", thresholds),
    )


def exercise_book(book: catalogues.Book, folder: Path, pick: Pick) -> str:
    """Do with the files what a user can do, some of it by chance; say how far they led."""
    for name, text in book.files.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    own, rules = folder / catalogues.INDICATORS, folder / catalogues.THRESHOLDS
    style = STYLES[pick(len(STYLES))]
    loaded = api.load(own, rules, [folder / name for name in book.tables])
    problems_text.render(loaded.problems, style).encode(style.encoding)
    checked = check(loaded)
    _written(DocumentKind.CHECK, style, pick, checked)
    if loaded.catalogue is None:
        return "refused"
    reports = [report for words in book.periods if (report := _scored(loaded, words, pick))]
    for report in reports:
        _written(DocumentKind.REPORT, style, pick, report)
    if reports:
        _looked_at(loaded, reports, style, pick)
    if pick(8) == 0:
        list_text.render(loaded.catalogue, loaded.thresholds, style).encode(style.encoding)
    return "in part" if loaded.problems else "whole"


def _scored(loaded: Loaded, words: str, pick: Pick) -> Report | None:
    evidence = EVIDENCE if pick(4) == 0 else None
    try:
        return api.scored(loaded, words, evidence=evidence, histories=pick(4) == 0)
    except NoSuchPeriod:
        return None


def _written(document: DocumentKind, style: Style, pick: Pick, *what: object) -> None:
    """Write in one of the formats, as one does to a file."""
    formats = list(FORMATS[document].values())
    format_ = formats[pick(len(formats))]
    if pick(RARE if format_.extra else 1):
        return
    made = format_.render(*what, style)
    assert isinstance(made, bytes) or made.encode("utf-8")


def _looked_at(loaded: Loaded, reports: list[Report], style: Style, pick: Pick) -> None:
    """Ask what explains a report, what changed since another, and what its targets are worth."""
    assert loaded.catalogue is not None
    one, other = reports[pick(len(reports))], reports[pick(len(reports))]
    for result in one.indicators:
        if pick(3) == 0:
            explain_text.render(one, result, loaded.shown, style).encode(style.encoding)
        if pick(2):
            continue
        try:
            _written(DocumentKind.TREND, style, pick, api.history(loaded, result.id))
        except NoSuchPeriod:
            continue
    if pick(3) == 0:
        _written(DocumentKind.HISTORY, style, pick, api.catalogue_history(loaded), pick(2) == 0)
    if pick(2):
        _written(DocumentKind.NARRATIVE, style, pick, one, pick(2) == 0)
        _written(DocumentKind.COMPARE, style, pick, changes(other, one))
    elif all(result.history for result in one.indicators):
        seen = review_targets(loaded.catalogue, one, {}, loaded.documents[0].name)
        _written(DocumentKind.TARGETS, style, pick, seen)


def tried(files: dict[str, str], run: Callable[[], str]) -> str | Finding:
    """Exercise one input; give how far it led, or what broke."""
    start = time.process_time()
    try:
        led = run()
    except Exception:  # noqa: BLE001 - any exception at all is what is looked for
        return Finding(files, traceback.format_exc())
    spent = time.process_time() - start
    if spent > SLOW:
        return Finding(files, f"took {spent:.1f} s")
    return led


def by_chance(work: tuple[int, int]) -> tuple[Counter[str], list[Finding]]:
    """Try so many damaged catalogues from a seed."""
    seed, count = work
    chance, known = random.Random(seed), seeds()

    def outcomes() -> Iterator[str | Finding]:
        for _ in range(count):
            pair = damaged(known, chance.randrange)
            yield tried(dict(zip(_FILES, pair, strict=True)), lambda: exercise(*pair))  # noqa: B023

    return _sorted(outcomes())


def by_structure(work: tuple[int, int]) -> tuple[Counter[str], list[Finding]]:
    """Try so many catalogues that are made from their structure, from a seed."""
    seed, count = work
    chance = random.Random(seed)

    def outcomes(folder: Path) -> Iterator[str | Finding]:
        for _ in range(count):
            book = catalogues.book(chance.randrange)
            yield tried(book.files, lambda: exercise_book(book, folder, chance.randrange))  # noqa: B023
            for name in book.files:
                (folder / name).unlink()

    with tempfile.TemporaryDirectory() as folder:
        return _sorted(outcomes(Path(folder)))


def _sorted(outcomes: Iterator[str | Finding]) -> tuple[Counter[str], list[Finding]]:
    """Count how far inputs led, and keep those that broke something."""
    led, findings = Counter[str](), list[Finding]()
    for outcome in outcomes:
        if isinstance(outcome, Finding):
            findings.append(outcome)
        led["broken" if isinstance(outcome, Finding) else outcome] += 1
    return led, findings


_FILES = (catalogues.INDICATORS, catalogues.THRESHOLDS)
BY_SEED = {"chance": by_chance, "structure": by_structure}


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
    engines = (*BY_SEED, "hypothesis", "atheris")
    parser.add_argument("--engine", choices=engines, default="chance")
    options = parser.parse_args()
    if options.engine not in BY_SEED:
        {"hypothesis": by_hypothesis, "atheris": by_atheris}[options.engine](options.count)
        return 0
    led, findings = Counter[str](), list[Finding]()
    with ProcessPoolExecutor(options.workers) as pool:
        for counts, found in pool.map(
            BY_SEED[options.engine], _shares(options.seed, options.count, options.workers)
        ):
            led += counts
            findings += found
    print(f"{led.total():,} inputs: {dict(led)}")
    kinds = {finding.said.splitlines()[-1]: finding for finding in findings}
    for said, finding in kinds.items():
        print("=" * 80, said, finding.said, sep="\n")
        for name, text in finding.files.items():
            print("-" * 80, name, text, sep="\n")
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main())
