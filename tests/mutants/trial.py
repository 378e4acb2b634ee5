"""One test session that judges every mutant: a fork for each, in which the nearest tests run.

The session itself runs no test, so each fork starts from a clean process. Nothing is written: a
mutant is the code of one function, put in the place of the original in the fork alone.
"""

import functools
import gc
import os
import pickle
import resource
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import FunctionType
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.mutations import Mutant, mutants

EXAMPLES = 25
"""How many examples Hypothesis tries, where a test does not say itself."""
SLOW = 1.0
"""Seconds of processor time beyond which a test is not asked."""
MOST_MEMORY = 12 << 30
"""Bytes of addresses: a mutant may ask for ever more."""


class Outcome(Enum):
    """What became of a mutant."""

    FOUND = "found"
    SURVIVED = "survived"


@dataclass(frozen=True)
class Rehearsal:
    """What the tests do with the code as it is."""

    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    lines: dict[Path, dict[int, list[str]]] = field(default_factory=dict)
    """The tests that run each line."""

    def asked(self, mutant: Mutant) -> list[str]:
        """Name the tests that run the changed lines, the quick ones first."""
        lines = self.lines[mutant.path]
        for span in (mutant.lines, mutant.around):
            names = {name for line in span for name in lines.get(line, [])} - set(self.failed)
            if names:
                quick = [name for name in names if self.seconds[name] <= SLOW]
                return sorted(quick, key=lambda name: (self.seconds[name], name))
        return []

    def limit(self, name: str) -> float:
        """Give the seconds of processor time after which a test with a mutant hangs."""
        return 5 + 20 * self.seconds[name]


class Trial:
    """A plugin of pytest that runs each mutant's tests instead of the session's."""

    def __init__(
        self,
        paths: Sequence[Path],
        wanted: Callable[[Mutant], bool],
        judged: Callable[[Mutant, Outcome], None],
        told: Callable[[str], None],
    ) -> None:
        self.paths = paths
        self.wanted = wanted
        self.judged = judged
        self.told = told

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Set, before the tests are imported, what Hypothesis does."""
        from hypothesis import Phase, settings  # once pytest is ready to rewrite its assertions

        profile = settings(
            settings(),
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            phases=(Phase.explicit, Phase.generate),
        )
        settings.register_profile("mutants", profile)
        settings.load_profile("mutants")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Rehearse, then try every mutant."""
        gc.collect()
        caches, functions = _caches(), _functions()
        gc.freeze()  # so that a fork copies less
        rehearsal = _apart(lambda: _rehearsed(session.items, caches, self.paths))
        for name in rehearsal.failed:
            self.told(f"fails without a mutant, so is not asked: {name}")
        items = {item.nodeid: item for item in session.items}
        for path in self.paths:
            for mutant in filter(self.wanted, mutants(path)):
                names = rehearsal.asked(mutant)
                limits = [rehearsal.limit(name) for name in names]
                place = functions[str(path), mutant.function]
                held = _holds(mutant, place, [items[name] for name in names], limits, caches)
                self.judged(mutant, Outcome.SURVIVED if held else Outcome.FOUND)
        return True


def _caches() -> list[Any]:
    """Give what keeps results from one call to the next: an older one would hide a mutant."""
    found = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    return [one for one in found if str(one.__module__).startswith(("ragcalc", "tests"))]


def _functions() -> dict[tuple[str, str], list[FunctionType]]:
    """Give every function by its file and qualified name."""
    found = defaultdict(list)
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType):
            found[thing.__code__.co_filename, thing.__code__.co_qualname].append(thing)
    return found


def _run(items: Sequence[pytest.Item], caches: list[Any]) -> Iterator[tuple[pytest.Item, bool]]:
    """Run tests, with empty caches before each, and say which pass."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        for cache in caches:
            cache.cache_clear()
        reports = runtestprotocol(item, log=False, nextitem=following)
        yield item, all(not report.failed for report in reports)


def _rehearsed(items: Sequence[pytest.Item], caches: list[Any], paths: Sequence[Path]) -> Rehearsal:
    told = Rehearsal()
    include = [str(path) for path in paths]
    watch = coverage.Coverage(data_file=None, config_file=False, include=include)
    watch.start()
    watch.switch_context(items[0].nodeid)
    begun = time.process_time()
    for (item, passed), following in zip(_run(items, caches), [*items[1:], items[0]], strict=True):
        told.seconds[item.nodeid] = time.process_time() - begun
        if not passed:
            told.failed.append(item.nodeid)
        watch.switch_context(following.nodeid)
        begun = time.process_time()
    watch.stop()
    for path in paths:
        by_line = watch.get_data().contexts_by_lineno(str(path))
        told.lines[path] = {line: list(filter(None, names)) for line, names in by_line.items()}
    return told


def _holds(
    mutant: Mutant,
    place: list[FunctionType],
    items: Sequence[pytest.Item],
    limits: list[float],
    caches: list[Any],
) -> bool:
    """Say whether all the tests pass in a fork that has the mutant in place."""

    def tried() -> bool:
        _put(mutant, place)
        every = _run(items, caches)
        for limit in limits:
            signal.setitimer(signal.ITIMER_PROF, limit)
            if not next(every)[1]:
                return False
        return True

    return _apart(tried) is True


def _put(mutant: Mutant, place: list[FunctionType]) -> None:
    """Put the mutant's code, and the defaults of its arguments, in the function's place."""
    assert place, f"no function {mutant.function} of {mutant.path}"
    for function in place:
        function.__code__ = mutant.code
        function.__defaults__, function.__kwdefaults__ = mutant.defaults(function.__globals__)


def _apart(work: Callable[[], Any]) -> Any:
    """Give what the work gives in a fork; None where the fork dies of it."""
    inward, outward = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(inward)
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            with os.fdopen(outward, "wb") as stream:
                pickle.dump(work(), stream)
            status = 0
        finally:
            os._exit(status)
    os.close(outward)
    with os.fdopen(inward, "rb") as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return pickle.loads(said) if said else None
