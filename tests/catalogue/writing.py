"""Catalogues written out as text, so that tests hold what a person would have in the file."""

from ragcalc.catalogue import loader
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.catalogue.model.thresholds import Thresholds
from ragcalc.catalogue.yaml.source import Document
from ragcalc.problems import LocatedProblem

HEAD = "version: 1\norganisation: Anyshire\n"
NEEDED = {"name": "It", "unit": "count", "polarity": "high", "values": "{2018-19 Q4: 5}"}


def document(text: str, name: str = "indicators.yaml") -> Document:
    return Document(name, name, text)


def load(text: str, thresholds: str | None = None) -> Loaded:
    """Load both texts as they stand."""
    return loader.load(
        document(text),
        None if thresholds is None else document(thresholds, "thresholds.yaml"),
    )


def entry(lines: str = "", name: str = "it") -> str:
    """Write one indicator: the lines, and what they leave out of the needed keys."""
    given = [line for line in lines.splitlines() if line.strip()]
    keys = {line.partition(":")[0] for line in given}
    needed = [f"{key}: {value}" for key, value in NEEDED.items() if key not in keys]
    return f"  {name}:\n" + "".join(f"    {line}\n" for line in [*given, *needed])


def catalogue(*entries: str, head: str = HEAD) -> str:
    return head + "indicators:\n" + "".join(entries or (entry(),))


def thresholds(lines: str) -> str:
    return "version: 1\n" + lines


def places(loaded: Loaded) -> list[tuple[int, int, str]]:
    """Return line, column and code of every problem."""
    return [
        (one.span.line, one.span.column, one.code) if one.span else (0, 0, one.code)
        for one in loaded.problems
    ]


def codes(loaded: Loaded) -> list[str]:
    return [problem.code for problem in loaded.problems]


def only(loaded: Loaded) -> LocatedProblem:
    """Return the one problem that there is."""
    (problem,) = loaded.problems
    return problem


def valid(loaded: Loaded) -> Catalogue:
    """Return a catalogue that has no problem."""
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.catalogue is not None
    return loaded.catalogue


def indicator(lines: str, head: str = HEAD, thresholds: str | None = None) -> Indicator:
    """Return one valid indicator."""
    return valid(load(catalogue(entry(lines), head=head), thresholds)).indicators["it"]


def refused(lines: str, head: str = HEAD) -> LocatedProblem:
    """Return the one problem of one indicator."""
    return only(load(catalogue(entry(lines), head=head)))


def policies(lines: str) -> Thresholds:
    """Return valid thresholds."""
    loaded = load(catalogue(), thresholds(lines))
    valid(loaded)
    assert loaded.thresholds is not None
    return loaded.thresholds
