"""Tables and branches over closed sets: none forgets a member when one is added."""

import ast
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

import ragcalc
from ragcalc.catalogue.model.fields import UNITS
from ragcalc.catalogue.returns import words

PACKAGE = Path(ragcalc.__file__).parent

OF_EVIDENCE = (
    *("NO_METHOD", "NO_COUNTS", "NOT_CASES", "NEEDS_PACKAGE", "GAP", "BREAK", "ROLLING"),
    *("ACCUMULATES", "ZERO_WIDTH", "NO_SPREAD", "NOT_ANNUAL", "STEP", "BASELINE"),
    *("NO_DATASET", "NO_DENOMINATOR", "NO_NATIONAL", "COUNTS_DIFFER", "SUPPRESSED"),
)
OF_COLOURS = (
    *("MET", "WITHIN_GREEN", "WITHIN_AMBER", "ABOVE_FLOOR", "AMBER_IF", "BEYOND", "BELOW_FLOOR"),
    "OVERRIDDEN",
)
OF_TARGETS = (
    *("NO_COMPARATORS", "NO_BEGINNING", "NO_END", "NO_PREVIOUS", "NO_FIGURE", "ENDED"),
    *("NOT_BEGUN", "NOTHING_DUE", "SHARES", "MET", "PASSED"),
)

PARTIAL: dict[str, dict[str, str]] = {
    "ragcalc.catalogue.yaml.consistency._INTERVAL_UNITS": {
        "NONE": "no interval is calculated, so every unit is allowed",
    },
    "ragcalc.render.common.evidence.words.NO_ANSWERS": dict.fromkeys(
        OF_TARGETS, "no method of evidence looks at targets"
    ),
    "ragcalc.render.common.labels.MISSING": dict.fromkeys(
        (*OF_COLOURS, "NO_PREVIOUS", "NOT_COMPARABLE", "TARGET_NONE", "NEUTRAL"),
        "no reason of a status that is missing",
    ),
    "ragcalc.render.narrative.paragraphs.CLAUSES": dict.fromkeys(
        OF_COLOURS, "why a status is what it is, not why there is none"
    ),
    "ragcalc.render.narrative.paragraphs._NO_FIGURE": dict.fromkeys(
        (
            *OF_COLOURS,
            *("NO_TARGET", "NO_PROFILE", "NO_PERCENTILE", "NO_PREVIOUS", "NOT_COMPARABLE"),
            *("TARGET_NONE", "NEUTRAL"),
        ),
        "why there is no status or direction, although there is a figure",
    )
    | {"NOT_DUE": "has a sentence of its own"},
    "ragcalc.render.narrative.paragraphs._MOVES": {"UNAVAILABLE": "has a sentence of its own"},
    "ragcalc.render.narrative.by_exception._THAN": {
        "UNAVAILABLE": "there is no previous reading to hold the figure against",
    },
    "ragcalc.render.common.rolled_up._WHY": dict.fromkeys(
        (
            *OF_COLOURS,
            *("NOT_DUE", "NO_TARGET", "NO_PROFILE", "NO_PERCENTILE", "NO_PREVIOUS"),
            *("NOT_COMPARABLE", "TARGET_NONE", "NEUTRAL"),
        ),
        "no reason why a longer period has no figure",
    ),
    "ragcalc.render.report.sentences._NO_STATUS": {
        "GREEN": "a status",
        "AMBER": "a status",
        "RED": "a status",
    },
    "ragcalc.render.targets.sentences._MARKS": {
        "REPORTED": "a mark of a status, not of a reading",
        "OVERRIDE": "a mark of a status, not of a reading",
    },
    "ragcalc.render.targets.view.NO_ANSWERS": dict.fromkeys(
        OF_EVIDENCE, "no question about a target looks at evidence"
    ),
    "ragcalc.render.targets.view._NO_NEEDS": dict.fromkeys(
        {*OF_EVIDENCE, *OF_TARGETS, "NO_SIDE", "TOO_FEW"} - {"MET", "PASSED", "SHARES"},
        "no reader would look for needs there",
    ),
    "ragcalc.scoring.changes._FIELDS": {
        "COMPARATOR": "a changed target is found first, and then named for what it is",
    },
    "ragcalc.scoring.evidence.intervals._AT_BOTH": {
        "NOT_DISTINGUISHABLE": "the word at 95% stands",
    },
    "ragcalc.starter.rows._KINDS": dict.fromkeys(
        ("FINANCIAL", "CALENDAR", "ACADEMIC"), "a year, whichever kind, is annual"
    ),
    "ragcalc.catalogue.returns.words._DIRECTIONS": dict.fromkeys(
        ("HIGHER", "SAME", "LOWER", "UNAVAILABLE"), "no rating of better or worse"
    ),
    "ragcalc.catalogue.returns.words._STATUSES": dict.fromkeys(
        ("MISSING", "UNRATED"), "no rating that a table would state"
    ),
    "ragcalc.catalogue.returns.words._WHOLE": dict.fromkeys(
        ("HIGH", "LOW"), "found by a word within a phrase"
    ),
}
"""Tables without some members, which are looked up only for the others: which and why."""


class Table(NamedTuple):
    """A dict whose keys are members of a closed set."""

    name: str
    """Of the module and the variable; of the line where it has no variable at module level."""
    of: type[Enum]
    members: frozenset[str]


class Module:
    """The source of one module, and the closed sets that its names stand for."""

    def __init__(self, name: str, source: str, names: dict[str, object]) -> None:
        self.name = name
        self.tree = ast.parse(source)
        self.enums = {
            word: one
            for word, one in (names | dict(self._imported())).items()
            if isinstance(one, type) and issubclass(one, Enum)
        }

    def _imported(self) -> Iterator[tuple[str, object]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ragcalc"):
                found = vars(import_module(node.module or ""))
                yield from ((one.asname or one.name, found.get(one.name)) for one in node.names)

    def member(self, node: ast.AST | None) -> Enum | None:
        """Return the member that an expression such as `Status.GREEN` names."""
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            return None
        of = self.enums.get(node.value.id)
        return of.__members__.get(node.attr) if of else None

    def tables(self) -> Iterator[Table]:
        """Yield every dict display with members for keys; one with `**` takes others' entries."""
        variables = {
            id(part): ast.unparse(target)
            for node in self.tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            for part in ast.walk(node)
        }
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Dict) or None in node.keys:
                continue
            found = [member for key in node.keys if (member := self.member(key)) is not None]
            variable = variables.get(id(node), f"line {node.lineno}")
            for of in {type(one) for one in found}:
                names = frozenset(one.name for one in found if type(one) is of)
                yield Table(f"{self.name}.{variable}", of, names)

    def wildcards(self) -> Iterator[str]:
        """Yield every `match` over members that ends in a `case _` other than `assert_never`."""
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Match):
                continue
            if _is_parsing(node):
                continue
            values = [
                one.value
                for case in node.cases
                for one in ast.walk(case.pattern)
                if isinstance(one, ast.MatchValue)
            ]
            if any(self.member(one) is not None for one in values) and _is_open(node.cases[-1]):
                yield f"{self.name}, line {node.lineno}"


def _is_parsing(node: ast.Match) -> bool:
    """Return whether a list of unknown length is taken apart, which no cases can exhaust."""
    sequences = any(isinstance(case.pattern, ast.MatchSequence) for case in node.cases)
    return sequences and not isinstance(node.subject, ast.Tuple)


def _is_open(case: ast.match_case) -> bool:
    """Return whether a case takes whatever is left, and does not prove that nothing is."""
    pattern = case.pattern
    parts = pattern.patterns if isinstance(pattern, ast.MatchSequence) else [pattern]
    takes_all = all(isinstance(one, ast.MatchAs) and one.pattern is None for one in parts)
    return takes_all and not ast.unparse(case.body[0]).startswith("assert_never(")


def modules() -> Iterator[Module]:
    """Yield every module of the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if not name.endswith("__main__"):
            yield Module(name, path.read_text(encoding="utf-8"), vars(import_module(name)))


MODULES = list(modules())


def test_every_table_from_a_closed_set_names_all_its_members() -> None:
    """Or says in PARTIAL which it leaves out, and why."""
    incomplete = {
        f"{table.name} of {table.of.__name__}": sorted(missing)
        for module in MODULES
        for table in module.tables()
        if (missing := {*table.of.__members__} - table.members - {*PARTIAL.get(table.name, ())})
    }
    assert incomplete == {}


def test_partial_tables_leave_out_what_they_say() -> None:
    left_out = {
        table.name: {*table.of.__members__} - table.members
        for module in MODULES
        for table in module.tables()
        if table.name in PARTIAL and {*table.of.__members__} - table.members
    }
    assert {name: members & {*PARTIAL[name]} for name, members in left_out.items()} == {
        name: {*members} for name, members in PARTIAL.items()
    }


def test_every_match_over_a_closed_set_names_all_its_members() -> None:
    """The type checker then says where one is missing, which it cannot behind a `case _`."""
    assert [place for module in MODULES for place in module.wildcards()] == []


def test_every_unit_is_known_in_a_spreadsheet() -> None:
    """Units are words of the catalogue without an Enum."""
    assert {*words._UNITS} == {*UNITS}


# ── The rules themselves ─────────────────────────────────────────────────────────────────────────


class Size(Enum):
    SMALL = 1
    MIDDLE = 2
    LARGE = 3


NAMES: dict[str, object] = {"Size": Size}


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("T = {Size.SMALL: 1}", {"m.T": {"MIDDLE", "LARGE"}}),
        ("def f(): return {Size.SMALL: 1}", {"m.line 1": {"MIDDLE", "LARGE"}}),
        ("T: object = {Size.SMALL: 1, None: 2}", {"m.T": {"MIDDLE", "LARGE"}}),
        ("T = {**U, Size.SMALL: 1}", {}),
        ("T = {'small': 1}", {}),
    ],
)
def test_a_table_that_lacks_a_member_is_found(source: str, missing: dict[str, set[str]]) -> None:
    tables = Module("m", source, NAMES).tables()
    assert {one.name: {*one.of.__members__} - one.members for one in tables} == missing


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("case _: pass", ["m, line 1"]),
        ("case rest: pass", ["m, line 1"]),
        ("case _, _: pass", ["m, line 1"]),
        ("case _: assert_never(size)", []),
        ("case Size.LARGE: pass", []),
        ("case None: pass", []),
    ],
)
def test_a_match_that_ends_in_a_wildcard_is_found(last: str, found: list[str]) -> None:
    subject = "one, size" if "," in last else "size"
    source = f"match {subject}:\n    case Size.SMALL: pass\n    {last}\n"
    assert list(Module("m", source, NAMES).wildcards()) == found


def test_what_takes_a_list_apart_may_end_in_a_wildcard() -> None:
    source = "match words:\n    case [Size.SMALL]: pass\n    case _: pass\n"
    assert list(Module("m", source, NAMES).wildcards()) == []
