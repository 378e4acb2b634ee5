"""Hold every output of a council against those of worlds that differ in hidden numbers alone.

    python -m tests.fuzz.worlds --count 10000 --seed 0

A random council hides small numbers. What `published` hides of it says which sums are shown; in
another world, which has the same sums, every output must be the same, byte by byte, digests of the
inputs apart. Told as well, since they concern what is hidden and not how it leaks:

    pinned    a hidden small number that the shown ones give back by addition and subtraction
    pinned by versions   such a number that `diff` shows enough of in both versions to give back
    small     a small number that is shown as what another one replaces
    unnamed   a small number that no reading has, such as those of a whole whom no part names
    pattern   another world, each of its numbers as small or as large, hides others
    told      worlds of those tried that are distinguished without a limit: the test can fail
"""

import argparse
import io
import random
import re
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click

from ragcalc import pipeline as api
from ragcalc.catalogue.derived import disclosure
from ragcalc.catalogue.loader import Loaded
from ragcalc.cli import cli, completion
from ragcalc.problems import CatalogueError
from ragcalc.render.formats import FORMATS, DocumentKind
from ragcalc.vocabulary import Reason
from tests.formats import names, needs_nothing
from tests.fuzz import councils, sums
from tests.fuzz.councils import Council, Measure
from tests.fuzz.sums import Sum, World

DIGEST = re.compile(rb'"[0-9a-f]{64}"')
EVIDENCE = (
    "rank,quartile,quintile,decile,funnel,interval,difference,fragile,signal,assurance,trend,"
    "significance"
)
PERIODS = ("q4", "2018-19 Q3", "2018-19")
PACKED = "packed"
"""The file of a format that is an archive."""


@dataclass(frozen=True)
class Answer:
    """What a command printed, and how it ended."""

    status: int
    out: bytes
    err: bytes


Outputs = dict[str, Answer]
"""By command."""


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be."""

    kind: str
    seed: int
    said: str


# ── Commands ─────────────────────────────────────────────────────────────────────────────────────


def run(*arguments: str) -> Answer:
    """Call the program in process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        status = _status(arguments)
    for one in (out, err):
        one.flush()
    return Answer(status, out.buffer.getvalue(), err.buffer.getvalue())


def _status(arguments: Sequence[str]) -> int:
    try:
        return cli.main(list(arguments), prog_name="ragcalc", standalone_mode=False) or 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return 2


def commands(made: Council, chance: random.Random, pages: bool) -> list[list[str]]:
    """Return every command, in every format; `pages` adds the ones that are slow to draw."""
    return list(_commands(made, chance, pages))


ALWAYS = (
    ["report", "q4", "--format", "json", "--columns", EVIDENCE],
    ["report", "--partial"],
    ["history", "--format", "csv"],
)


def some(made: Council, chance: random.Random) -> list[list[str]]:
    """Return what shows most, and some of the others."""
    every = [one for one in _commands(made, chance, pages=False) if one not in ALWAYS]
    return [*ALWAYS, *chance.sample(every, 9)]


def _commands(made: Council, chance: random.Random, pages: bool) -> Iterator[list[str]]:
    yield ["list"]
    yield ["list", "--missing", chance.choice(PERIODS)]
    yield from _forms(chance, pages)
    yield from _reports(chance)
    yield from _of_indicators([one.id for one in made.measures], chance)
    for kind in names(DocumentKind.COMPARE):
        yield ["compare", "q3", "q4", "--format", kind, "--fail-on", "worse"]
        yield ["diff", "before", "--period", chance.choice(PERIODS), "--format", kind]
    for one in FORMATS[DocumentKind.REPORT].values():
        if pages and one.extra:
            packed = ["--output", PACKED] if one.medium.binary else []
            yield ["report", "q4", "--format", one.name, "--evidence", *packed]


def _forms(chance: random.Random, pages: bool) -> Iterator[list[str]]:
    for one in FORMATS[DocumentKind.FORM].values():
        packed = ["--output", PACKED] if one.medium.binary else []
        if pages or not packed:
            yield ["form", chance.choice(PERIODS), "--format", one.name, *packed]
            yield ["form", "2019-20-q1", "--format", one.name, *packed]
    for one in FORMATS[DocumentKind.NEXT_TARGETS].values():
        packed = ["--output", PACKED] if one.medium.binary else []
        if pages or not packed:
            yield ["targets", "--next", "2019-20", "--format", one.name, *packed]


_WITH_EVERYTHING = ("json", "table")


def _reports(chance: random.Random) -> Iterator[list[str]]:
    for period in PERIODS:
        for kind in _WITH_EVERYTHING:
            yield ["report", period, "--format", kind, "--columns", EVIDENCE]
    for kind in names(DocumentKind.REPORT, needs_nothing):
        if kind not in _WITH_EVERYTHING:
            yield ["report", chance.choice(PERIODS), "--format", kind, "--evidence"]
    yield ["report", "q4", "--status", "missing", "--fail-on", "red", "--fail-on", "unavailable"]
    yield ["report", "--partial"]


def _of_indicators(ids: list[str], chance: random.Random) -> Iterator[list[str]]:
    for name in ids:
        yield ["explain", name, chance.choice(PERIODS)]
        yield ["trend", name, "--format", chance.choice(names(DocumentKind.TREND))]
    for kind in names(DocumentKind.HISTORY):
        yield ["history", "--format", kind]
        yield ["history", "--comparators", "--format", kind]
    for kind in names(DocumentKind.NARRATIVE):
        yield ["narrative", chance.choice(PERIODS), "--format", kind]
    for kind in names(DocumentKind.TARGETS):
        yield ["targets", "q4", "--set", f"{chance.choice(ids)}=4", "--format", kind]


def outputs(asked: Sequence[list[str]], folder: Path) -> Outputs:
    """Return what every command gives in a folder; each file is read once."""
    read = cache(api.load)

    def load(indicators: Path, thresholds: Path | None, *_: Any, **__: Any) -> Loaded:
        return read(indicators, thresholds)

    found: Outputs = {}
    with chdir(folder), patch.object(api, "load", load):
        for command in asked:
            answer = run(*command)
            if Path(PACKED).exists():
                answer = Answer(answer.status, _unzipped(Path(PACKED)), answer.err)
                Path(PACKED).unlink()
            masked = DIGEST.sub(b"digest", answer.out)
            found[" ".join(command)] = Answer(answer.status, masked, answer.err)
        found["completion"] = _completed(load(Path("indicators.yaml"), None))
    return found


def _completed(loaded: Loaded) -> Answer:
    """Return what completion offers, and what the Python interface raises."""
    said = ""
    try:
        api.report("indicators.yaml")
    except (CatalogueError, ValueError) as error:
        said = str(error)
    return Answer(0, " ".join(completion.periods(loaded)).encode(), said.encode())


def _unzipped(path: Path) -> bytes:
    with zipfile.ZipFile(path) as book:
        return b"\n".join(one.encode() + b"\n" + book.read(one) for one in book.namelist())


# ── Worlds ───────────────────────────────────────────────────────────────────────────────────────

Pattern = frozenset[tuple[str, str]]
"""What is hidden: the indicator and the period, `dataset` before those of a dataset, `was` before
those of what was replaced.
"""


def hidden(folder: Path) -> Pattern:
    """Return which figures of a folder's catalogue are hidden, before totals are made."""
    with chdir(folder):
        loaded = api.load(Path("indicators.yaml"), None)
    if loaded.problems or not loaded.catalogues:
        raise AssertionError("\n".join(map(str, loaded.problems)))
    shown, datasets = disclosure.published(loaded.catalogues.as_written, loaded.datasets)
    found: set[tuple[str, str]] = set()
    for name, one in shown.indicators.items():
        found |= {
            (name, str(period))
            for period, reading in one.values.items()
            if reading.value is Reason.SUPPRESSED
        }
        found |= {
            (name, f"was {period}")
            for period, reading in one.values.items()
            if reading.replaced is None
        }
    for drawn in datasets:
        for name, peers in drawn.peers.items():
            found |= {(name, f"dataset {year}") for year in peers.hidden}
    return frozenset(found)


def hidden_beside(folder: Path) -> Pattern:
    """Return which figures `diff` shows in neither version of a folder's catalogue.

    Those outside an indicator's life are among them.
    """
    with chdir(folder):
        loaded = [
            api.load(Path(one), None) for one in ("indicators.yaml", "before/indicators.yaml")
        ]
    hidden, shown = set[tuple[str, str]](), set[tuple[str, str]]()
    for version in api.alike(*loaded):
        assert version.catalogues
        assert version.catalogue
        for name, one in version.catalogues.as_written.indicators.items():
            now = name.removesuffix(councils.EARLIER)
            hidden.update((now, str(period)) for period in one.values)
            hidden.update((now, f"was {period}") for period in one.values)
        for name, one in version.catalogue.indicators.items():
            for period, reading in one.values.items():
                if reading.value is not Reason.SUPPRESSED:
                    shown.add((name.removesuffix(councils.EARLIER), str(period)))
                if reading.replaced:
                    shown.add((name.removesuffix(councils.EARLIER), f"was {period}"))
        for drawn in version.datasets:
            for name, peers in drawn.peers.items():
                for year in peers.own:
                    is_hidden = year in peers.hidden
                    (hidden if is_hidden else shown).add((name, f"dataset {year}"))
    return frozenset(hidden - shown)


def sums_of(made: Council, pattern: Pattern) -> list[Sum]:
    """Return every number that a reader sees, or that is hidden."""
    limits = made.limits()
    unnamed = [Sum(one, limits[whole], shown=False) for whole, one in made.unnamed]
    is_drawn = made.mistake != "dataset twice"  # of two rows neither counts
    found = (_sums(one, limits[one.id], pattern, is_drawn) for one in made.measures)
    left = (_left_by_parts(made, one, limits[one.id]) for one in made.measures)
    return [*unnamed, *(each for of_one in (*found, *left) for each in of_one)]


def _left_by_parts(made: Council, whole: Measure, limit: int) -> Iterator[Sum]:
    """Yield what the parts that have figures leave of a whole, also beside its shorter figures."""
    own = [one for one in made.measures if one.settings.get("part-of") == whole.id]
    parts = [entry.numerator for one in own for entry in one.entries]
    for one in whole.entries if own else ():
        within = [each.numerator for each in whole.entries if each.numerator < one.numerator]
        for taken in (frozenset[str](), frozenset[str]().union(*within)):
            months = {atom.partition("/")[2] for atom in one.numerator - taken}
            theirs = (each for each in parts if {atom.partition("/")[2] for atom in each} <= months)
            if rest := (one.numerator - taken).difference(*theirs):
                yield Sum(rest, limit, shown=False)


def _sums(one: Measure, limit: int, pattern: Pattern, is_drawn: bool) -> Iterator[Sum]:
    totals: list[tuple[councils.Entry, bool]] = []
    for entry in one.entries:
        shown = (one.id, entry.period) not in pattern
        yield from _of_entry(one, limit, entry, shown, pattern)
        for before, as_well in totals:
            if before.period[:7] == entry.period[:7]:
                yield Sum(entry.numerator - before.numerator, limit, shown and as_well)
        if one.settings.get("accumulates") is True:
            totals.append((entry, shown))
        else:
            yield from _rests(one, limit, entry)
    for year, entry in one.dataset.items():
        shown = is_drawn and (one.id, f"dataset {year}") not in pattern
        yield from _of_entry(one, limit, entry, shown, pattern)
        yield from _rests(one, limit, entry)


def _rests(one: Measure, limit: int, whole: councils.Entry) -> Iterator[Sum]:
    """Yield what the shorter figures leave of a longer one: no reading has it."""
    within = [each for each in one.entries if each.numerator < whole.numerator]
    cases = whole.numerator.difference(*(each.numerator for each in within))
    if not within or not cases:
        return
    yield Sum(cases, limit, shown=False)
    if whole.denominator and one.others:
        of = whole.denominator.difference(*(each.denominator or () for each in within))
        yield Sum(of, limit, shown=False)
        yield Sum(of - cases, limit, shown=False)


def _of_entry(
    one: Measure, limit: int, entry: councils.Entry, shown: bool, pattern: Pattern
) -> Iterator[Sum]:
    shown = shown or not limit
    yield Sum(entry.numerator, limit, shown)
    if entry.replaced is not None:
        yield Sum(entry.replaced, limit, (one.id, f"was {entry.period}") not in pattern)
    if entry.denominator:
        yield Sum(entry.denominator, limit, shown)
        if one.others:
            yield Sum(entry.denominator - entry.numerator, limit, shown)


# ── One council ──────────────────────────────────────────────────────────────────────────────────


def findings(
    seed: int, folder: Path, counts: Counter[str], whole: bool = True, pages: bool = False
) -> Iterator[Finding]:
    """Yield what is wrong with the outputs of a council; count what was looked at.

    `whole` looks at every command and not at some, `pages` at the page and the workbook too.
    """
    made, chance = councils.council(seed), random.Random(~seed)
    mistake = made.mistake
    if mistake != "dataset twice":  # which loads, with fewer figures
        made.mistake = ""
    councils.write(made, made.world, folder / "a")
    pattern = hidden(folder / "a")
    counts["councils"] += 1
    counts["hidden figures"] += len(pattern)
    every = sums_of(made, pattern)
    yield from _small_replaced(made, pattern, counts, seed)
    frozen = frozenset(made.frozen)
    for one in sums.pinned(every, made.world, frozen):
        named = _named(made, one)
        kind = "pinned" if named else "unnamed"
        counts[kind] += 1
        yield Finding(kind, seed, f"{one.of(made.world)}, {named}")
    councils.write_before(made, made.world, folder / "a" / "before")
    beside = hidden_beside(folder / "a")
    for one in sums.pinned(sums_of(made, beside), made.world, frozen):
        if named := _named(made, one):
            counts["pinned by versions"] += 1
            yield Finding("pinned by versions", seed, f"{made.before}: {named}")
    world = sums.other(chance, made.world, every, frozen)
    if world == made.world or _of_one_denominator(made, world) != _of_one_denominator(
        made, made.world
    ):
        counts["without another world"] += 1
        return
    councils.write(made, world, folder / "b")
    changed = pattern ^ hidden(folder / "b")
    if changed:
        counts["pattern"] += 1
        yield Finding("pattern", seed, f"{sorted(changed)}")
        return
    made.mistake = mistake
    counts["worlds"] += 1
    counts["with mistakes"] += bool(mistake)
    counts["with datasets"] += any(one.dataset for one in made.measures)
    yield from _told_apart(made, world, chance, folder, counts, seed, whole, pages)


def _small_replaced(
    made: Council, pattern: Pattern, counts: Counter[str], seed: int
) -> Iterator[Finding]:
    """Yield each small number that is shown as what was replaced; count what is shown of these."""
    limits = made.limits()
    for one in made.measures:
        for entry in one.entries:
            if entry.replaced is not None:
                is_shown = (one.id, f"was {entry.period}") not in pattern
                counts["replaced shown" if is_shown else "replaced hidden"] += 1
                if (
                    is_shown
                    and 0 < sum(map(made.world.__getitem__, entry.replaced)) < limits[one.id]
                ):
                    yield Finding("small", seed, f"{one.id} was {entry.period}")


def _of_one_denominator(made: Council, world: World) -> frozenset[tuple[str, str, str]]:
    """Return the periods and the pairs of shares that have one denominator, perhaps by chance."""
    found = [
        (entry.period, one.id, sum(world[atom] for atom in entry.denominator))
        for one in made.measures
        for entry in one.entries
        if entry.denominator
    ]
    return frozenset(
        (period, name, other)
        for (period, name, of), (at, other, as_well) in combinations(found, 2)
        if period == at and of == as_well
    )


def _named(made: Council, found: Sum) -> str:
    """Name the readings that have the number."""
    return ", ".join(
        f"{one.id} {entry.period}"
        for one in made.measures
        for entry in one.entries
        if found.atoms in (entry.numerator, entry.denominator)
    )


def _told_apart(
    made: Council,
    world: World,
    chance: random.Random,
    folder: Path,
    counts: Counter[str],
    seed: int,
    whole: bool,
    pages: bool,
) -> Iterator[Finding]:
    asked = commands(made, chance, pages) if whole else some(made, chance)
    if _versions_differ(made, world, folder):
        counts["versions that hide others"] += 1
        asked = [one for one in asked if one[0] != "diff"]
    found = []
    for name, each in (("a", made.world), ("b", world)):
        councils.write(made, each, folder / name)
        councils.write_before(made, each, folder / name / "before")
        found.append(outputs(asked, folder / name))
    first, second = found
    counts["outputs"] += len(first)
    for command, answer in first.items():
        if answer != second[command]:
            yield Finding("leak", seed, f"{command}\n{_difference(answer, second[command])}")
    if whole and not made.mistake:
        _without_limit(made, world, folder, counts)


def _versions_differ(made: Council, world: World, folder: Path) -> bool:
    """Return whether both versions together hide other figures in the other world."""
    patterns = []
    mistake, made.mistake = made.mistake, ""
    for name, each in (("a", made.world), ("b", world)):
        councils.write(made, each, folder / name)
        councils.write_before(made, each, folder / name / "before")
        patterns.append(hidden_beside(folder / name))
    made.mistake = mistake
    return patterns[0] != patterns[1]


def _without_limit(made: Council, world: World, folder: Path, counts: Counter[str]) -> None:
    """Count the worlds that are distinguished where nothing is hidden, and those that are not."""
    asked = [
        ["trend", one.id, "--format", "json"]
        for one in made.measures
        if any(_differs(entry.numerator, made.world, world) for entry in one.entries)
    ]
    said = []
    for each in (made.world, world):
        councils.write(made, each, folder / "open", limits=False)
        said.append(outputs(asked, folder / "open"))
    counts["not told" if said[0] == said[1] else "told"] += 1


def _differs(atoms: sums.Atoms, one: World, other: World) -> bool:
    return sum(one[each] for each in atoms) != sum(other[each] for each in atoms)


def _difference(one: Answer, other: Answer) -> str:
    if one.status != other.status:
        return f"status {one.status} and {other.status}"
    for left, right in ((one.out, other.out), (one.err, other.err)):
        for here, there in zip(left.splitlines(), right.splitlines(), strict=False):
            if here != there:
                at = next(
                    (n for n, (x, y) in enumerate(zip(here, there, strict=False)) if x != y), 0
                )
                near = slice(max(0, at - 80), at + 80)
                texts = (one[near].decode(errors="replace") for one in (here, there))
                return "- {}\n+ {}".format(*texts)
    return "of another length"


# ── By hand ──────────────────────────────────────────────────────────────────────────────────────


def main() -> int:
    """Look at many councils; the status is 1 where an output distinguished worlds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--whole-every", type=int, default=10, help="all commands of every nth")
    parser.add_argument("--pages-every", type=int, default=100, help="draw pages of every nth")
    parser.add_argument("--show", type=int, default=5, help="of each kind")
    given = parser.parse_args()
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    began = time.process_time()
    for seed in range(given.seed, given.seed + given.count):
        pages, whole = (bool(n) and seed % n == 0 for n in (given.pages_every, given.whole_every))
        with tempfile.TemporaryDirectory() as folder:
            try:
                for one in findings(seed, Path(folder), counts, whole or pages, pages):
                    kinds[one.kind] += 1
                    if kinds[one.kind] <= given.show:
                        print(f"{one.kind}, seed {one.seed}: {one.said}", flush=True)
            except Exception:  # noqa: BLE001 - the campaign goes on
                kinds["broken"] += 1
                if kinds["broken"] <= given.show:
                    print(f"broken, seed {seed}:\n{traceback.format_exc()}", flush=True)
    took = time.process_time() - began
    print(", ".join(f"{number} {name}" for name, number in counts.items()))
    print(", ".join(f"{number} {name}" for name, number in kinds.items()) or "no findings")
    print(f"{took:.0f} s, {took / given.count:.3f} s each")
    return 1 if kinds["leak"] or kinds["broken"] else 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
