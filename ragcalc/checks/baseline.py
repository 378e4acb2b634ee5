"""Problems that are known already: only what is new shall fail.

A problem is known by its file, its code and its key, not by its line, so that moved lines stay
known.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ragcalc.problems import LocatedProblem

SCHEMA = "ragcalc/baseline/1"


class NotABaseline(ValueError):
    """The text is not what `--write-baseline` writes."""


class KnownProblems(NamedTuple):
    """How often each problem is known, by file, code and key."""

    counts: Mapping[tuple[str, str, str], int] = MappingProxyType({})

    def renamed(self, ids: Mapping[str, str]) -> "KnownProblems":
        """Return the same with the ids that indicators have now, by those that they had."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for (file, code, key), count in self.counts.items():
            series, dot, rest = key.partition(".")
            name, *more = rest.split(".", 1)
            now = ".".join((ids.get(name.casefold(), name), *more))
            counts[file, code, f"{series}{dot}{now}"] += count
        return KnownProblems(counts)

    def split(
        self, problems: Iterable[LocatedProblem]
    ) -> tuple[tuple[LocatedProblem, ...], tuple[LocatedProblem, ...]]:
        """Return the new problems and the known ones, each in their order."""
        left = Counter(dict(self.counts))
        new: list[LocatedProblem] = []
        known: list[LocatedProblem] = []
        for problem in problems:
            identity = _identity(problem)
            left[identity] -= 1
            (known if left[identity] >= 0 else new).append(problem)
        return tuple(new), tuple(known)


def read(text: str) -> KnownProblems:
    """Return the baseline that `text` wrote. Raises NotABaseline."""
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise NotABaseline(f"its schema is not {SCHEMA}")
        counts = Counter({_entry(one): int(one["count"]) for one in data["problems"]})
    except NotABaseline:
        raise
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise NotABaseline("it is not what --write-baseline writes") from None
    return KnownProblems(counts)


def text(problems: Iterable[LocatedProblem]) -> str:
    """Return a baseline in which all these problems are known."""
    counts = Counter(map(_identity, problems))
    entries = [
        {"file": file, "code": code, "key": key, "count": count}
        for (file, code, key), count in sorted(counts.items())
    ]
    data = {"schema": SCHEMA, "problems": entries}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _identity(problem: LocatedProblem) -> tuple[str, str, str]:
    return problem.name, problem.code, problem.key


def _entry(data: Any) -> tuple[str, str, str]:
    file, code, key = (data[name] for name in ("file", "code", "key"))
    return str(file), str(code), str(key)
