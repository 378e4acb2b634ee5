"""Names of the code: one class, one name."""

import ast
from collections import defaultdict
from pathlib import Path

import ragcalc

PACKAGE = Path(ragcalc.__file__).parent


def test_no_two_classes_share_a_name() -> None:
    """Who reads or searches for a name finds one thing, whether a leading underscore hides it."""
    found = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found[node.name.lstrip("_")].append(path.relative_to(PACKAGE).as_posix())
    assert len(found) > 100
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}
