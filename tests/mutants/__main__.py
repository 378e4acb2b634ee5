"""Change the code in small ways, one at a time, and name the changes that no test notices.

    python -m tests.mutants ragcalc/periods.py ragcalc/numbers.py
    python -m tests.mutants ragcalc/checks > checks.txt
    python -m tests.mutants ragcalc/checks --tests tests/checks --again checks.txt

Files and folders of code are mutated by the operators of mutmut (`pip install 'ragcalc[dev]'`); for
each mutant the tests that run the changed lines are asked until one fails. What survives is argued
in docs/decisions.md, by the names of functions; the last lines say where it and the run differ.
"""

import argparse
import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.mutants.mutations import Mutant
from tests.mutants.trial import Outcome, Trial

ROOT = Path(__file__).parent.parent.parent
TESTS = [
    *("tests/test_periods.py", "tests/test_numbers.py", "tests/test_tolerances.py"),
    *("tests/scoring", "tests/checks", "tests/published", "tests/golden"),
    *("tests/catalogue/test_benchmarks.py", "tests/catalogue/test_errors.py"),
]


def main() -> int:
    """Try the mutants; print what survives, the numbers of each file, and what is not argued."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        prog="python -m tests.mutants",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("code", nargs="+", type=Path)
    parser.add_argument("--tests", nargs="+", default=TESTS)
    parser.add_argument("--again", type=Path, help="only what an earlier run's output names")
    chosen = parser.parse_args()
    stream = os.fdopen(os.dup(1), "w")  # the tests' own output is caught
    files = [path.resolve() for given in chosen.code for path in _modules(given)]
    tally = _Tally()

    def told(text: str) -> None:
        print(text, file=stream, flush=True)

    def judged(mutant: Mutant, outcome: Outcome) -> None:
        tally.files[_relative(mutant.path), outcome] += 1
        if outcome is Outcome.SURVIVED:
            tally.survived[_name(mutant)] += 1
            told(f"{_relative(mutant.path)}:{mutant.lines[0]}: survived in {mutant.function}")
            told(mutant.difference)

    known = _named(chosen.again.read_text(encoding="utf-8")) if chosen.again else None

    def wanted(mutant: Mutant) -> bool:
        return known is None or _identity(mutant) in known

    trial = Trial(files, wanted, judged, told)
    pytest.main(["-q", "-n0", "-p", "no:cacheprovider", *chosen.tests], plugins=[trial])
    told(tally.numbers())
    differing = [] if chosen.again else list(tally.differing(files))
    told("\n".join(differing))
    return int(bool(differing))


class _Tally:
    """How many mutants were found and survived."""

    def __init__(self) -> None:
        self.files: Counter[tuple[str, Outcome]] = Counter()
        self.survived: Counter[str] = Counter()

    def numbers(self) -> str:
        """Give a line for each file, and one for all."""
        lines = []
        for path in dict.fromkeys(path for path, _ in self.files):
            found, survived = (self.files[path, outcome] for outcome in Outcome)
            lines.append(f"{path}: {found + survived} mutants, {survived} survived")
        survived = self.survived.total()
        return "\n".join([*lines, f"{self.files.total()} mutants, {survived} survived"])

    def differing(self, files: list[Path]) -> list[str]:
        """Name each function of which not so many mutants survived as docs/decisions.md argues."""
        decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
        modules = {_module(path) for path in files}
        argued: Counter[str] = Counter()
        for name, number in re.findall(r"`([\w.]+)`\s+\((\d+)\)", decisions):
            if any(name.startswith(f"{module}.") for module in modules):
                argued[name] += int(number)
        return [
            f"{name}: {self.survived[name]} survived, {argued[name]} argued"
            for name in sorted({*argued, *self.survived})
            if self.survived[name] != argued[name]
        ]


def _identity(mutant: Mutant) -> tuple[str, str, str]:
    return _relative(mutant.path), mutant.function, mutant.difference


def _named(output: str) -> set[tuple[str, str, str]]:
    """Read which mutants an output names: their file, function and difference."""
    head = r"^(\S+):\d+: survived in (\S+)\n((?:[-+].*\n)+)"
    found = re.findall(head, f"{output}\n", re.MULTILINE)
    return {(path, function, difference.rstrip("\n")) for path, function, difference in found}


def _name(mutant: Mutant) -> str:
    """Name the function from the package on: checks.manual.manual."""
    return f"{_module(mutant.path)}.{mutant.function}"


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT / "ragcalc").with_suffix("").parts)


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _modules(given: Path) -> list[Path]:
    return sorted(given.rglob("*.py")) if given.is_dir() else [given]


if __name__ == "__main__":
    sys.exit(main())
