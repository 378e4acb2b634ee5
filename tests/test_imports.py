"""The arrows between the modules, and what each command loads before it answers.

The import rules in pyproject.toml are checked over the whole graph by lint-imports; here they are
held to the source, module by module, and the promises of start-up to real processes.
"""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from ragcalc.render.formats import DocumentKind
from tests.formats import names, needs_nothing

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "ragcalc"

CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}

LAYERS = [
    {f"ragcalc.{name}" for name in re.findall(r"\w+", layer)}
    for layer in CONTRACTS["layers"]["layers"]
]
"""From the top to the bottom; imports go down only."""

ENTRY_POINTS = {"ragcalc", "ragcalc.__main__"}
"""What callers import the package by; they may import any layer."""

ONLY_IMPORTERS = {
    package: set(CONTRACTS[contract]["allowed_importers"])
    for package, contract in {
        "click": "one-click",
        "yaml": "one-yaml",
        "rich": "one-rich",
        "ragcalc.cli": "nothing-imports-cli",
    }.items()
}

WORLD = {
    *("click", "rich", "yaml"),
    *("io", "locale", "os", "pathlib", "platform", "random", "secrets", "shutil", "socket"),
    *("subprocess", "sys", "tempfile", "time"),
}
"""What knows a file, a terminal, the clock, chance or the environment."""

WORLDLY_BUILTINS = {"breakpoint", "input", "open", "print"}
CLOCKS = {"now", "today", "utcnow"}


@dataclass(frozen=True)
class Module:
    """A module of ragcalc and its source."""

    name: str
    tree: ast.Module

    def imports(self) -> set[str]:
        """Every name imported anywhere in the module, in full.

        `from a import b` gives both a and a.b, since b may be a module.
        """
        return {name for node in ast.walk(self.tree) for name in imported(node)}


def imported(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=str(module), names=names, level=0):
            yield module
            yield from (f"{module}.{alias.name}" for alias in names)
        case ast.ImportFrom():
            raise AssertionError(f"a relative import in line {node.lineno}")
        case _:
            return


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = [
    Module(module_name(path), ast.parse(path.read_text(encoding="utf-8")))
    for path in sorted(PACKAGE.rglob("*.py"))
]
SCORING = [module for module in MODULES if module.name.startswith("ragcalc.scoring")]

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
every_scoring_module = pytest.mark.parametrize("module", SCORING, ids=lambda module: module.name)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def layer_of(name: str) -> int | None:
    """Return the number of a name's layer, from 0 at the top; None outside the package."""
    found = [
        depth
        for depth, packages in enumerate(LAYERS)
        if any(within(name, package) for package in packages)
    ]
    return found[0] if found else None


# ── The arrows ───────────────────────────────────────────────────────────────────────────────────


@every_module
def test_every_module_is_in_a_layer(module: Module) -> None:
    assert module.name in ENTRY_POINTS or layer_of(module.name) is not None


@every_module
def test_imports_go_downhill(module: Module) -> None:
    if module.name in ENTRY_POINTS:
        return
    here = layer_of(module.name)
    assert here is not None
    uphill = {
        name for name in module.imports() if (there := layer_of(name)) is not None and there < here
    }
    assert uphill == set()


@every_module
def test_no_module_imports_the_package_itself(module: Module) -> None:
    """Whose api imports nearly all others; the version has a module of its own."""
    names = {node.names[0].name for node in ast.walk(module.tree) if isinstance(node, ast.Import)}
    assert "ragcalc" not in names
    assert "ragcalc.__version__" not in module.imports()


def test_no_modules_import_one_another_in_a_circle() -> None:
    """`from a import b` leads to the module a.b where there is one, and else to a."""
    known = {module.name for module in MODULES}
    arrows = {
        module.name: {
            name
            for name in module.imports() & known
            if not any(within(other, name) for other in module.imports() & known - {name})
        }
        for module in MODULES
    }
    assert len(tuple(TopologicalSorter(arrows).static_order())) == len(known)


@every_module
@pytest.mark.parametrize("package", ONLY_IMPORTERS)
def test_a_package_is_imported_only_where_it_belongs(module: Module, package: str) -> None:
    """Cli alone knows click, the source YAML, the terminal's renderers rich; none knows cli."""
    imports = any(within(name, package) for name in module.imports())
    allowed = any(within(module.name, one) for one in (*ONLY_IMPORTERS[package], package))
    assert allowed or not imports


@every_scoring_module
def test_scoring_imports_nothing_that_reads_or_writes(module: Module) -> None:
    assert {name for name in module.imports() if name.partition(".")[0] in WORLD} == set()


@every_scoring_module
def test_scoring_knows_no_file_of_the_catalogue(module: Module) -> None:
    """Scoring may use the catalogue's models; how they are loaded is not its business."""
    readers = ("files", "loader", "source", "returns", "benchmarks")
    assert {
        name
        for name in module.imports()
        if any(within(name, f"ragcalc.catalogue.{reader}") for reader in readers)
    } == set()


@every_scoring_module
def test_scoring_never_asks_for_the_time(module: Module) -> None:
    """A date is an argument: no now(), today() or utcnow(), however datetime was imported."""
    asked = {
        node.attr
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    }
    assert asked == set()


@every_scoring_module
def test_scoring_opens_and_prints_nothing(module: Module) -> None:
    called = {
        node.func.id
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called & WORLDLY_BUILTINS == set()


def test_the_order_of_the_layers_is_the_one_agreed() -> None:
    order = ("cli", "render", "scoring", "catalogue", "vocabulary")
    assert [name for layer in LAYERS for name in order if f"ragcalc.{name}" in layer] == list(order)


def test_the_rules_see_the_modules_that_they_are_about() -> None:
    """A renamed module would otherwise leave its rule with nothing to hold."""
    names = {module.name for module in MODULES}
    assert {"ragcalc.cli", "ragcalc.catalogue.yaml.source", "ragcalc.render.report.table"} <= names
    assert len(SCORING) > 1


# ── What is loaded ───────────────────────────────────────────────────────────────────────────────

PROBE = """
import json, pathlib, sys

status = 0
try:
    exec(sys.argv.pop(1))
except SystemExit as end:
    status = end.code or 0
names = sorted(name for name in sys.modules if "." not in name or name.startswith("ragcalc."))
told = {"status": status, "modules": names}
pathlib.Path(sys.argv[1]).write_text(json.dumps(told), encoding="utf-8")
"""

COMMAND = """
from ragcalc.cli import main
answer, sys.argv = sys.argv[1], ["ragcalc", *sys.argv[2:]]
try:
    main()
finally:
    sys.argv = ["ragcalc", answer]
"""

CATALOGUE = (
    "--indicators",
    str(ROOT / "indicators.yaml"),
    "--thresholds",
    str(ROOT / "thresholds.yaml"),
)


def loaded_by(code: str, folder: Path, *arguments: str) -> tuple[set[str], str]:
    """Our own and all top-level modules that a fresh Python then holds, and what it printed."""
    answer = folder / "modules.json"
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RAGCALC_", "COV_", "COVERAGE_"))
    }
    ended = subprocess.run(
        [sys.executable, "-c", PROBE, code, str(answer), *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    answer_ = json.loads(answer.read_text(encoding="utf-8"))
    assert answer_["status"] == 0, ended.stdout + ended.stderr
    return set(answer_["modules"]), ended.stdout


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_no_pydantic_rich_or_yaml(option: str, tmp_path: Path) -> None:
    modules, output = loaded_by(COMMAND, tmp_path, option)
    assert "ragcalc" in output
    assert modules & {"pydantic", "pydantic_core", "rich", "yaml"} == set()


def test_the_json_report_loads_no_rich(tmp_path: Path) -> None:
    modules, output = loaded_by(COMMAND, tmp_path, "report", "q4", "--format", "json", *CATALOGUE)
    assert json.loads(output)["schema"] == "ragcalc/report/1"
    assert modules & {"click", "pydantic", "yaml", "rich"} == {"click", "pydantic", "yaml"}


@pytest.mark.parametrize("format_", names(DocumentKind.REPORT, needs_nothing))
def test_a_report_without_evidence_loads_none_of_its_methods(format_: str, tmp_path: Path) -> None:
    words = ("report", "q4", "--format", format_, *CATALOGUE)
    assert (
        not {"ragcalc.scoring.evidence.gathering", "scipy"}
        & loaded_by(COMMAND, tmp_path, *words)[0]
    )
    assert (
        "ragcalc.scoring.evidence.gathering"
        in loaded_by(COMMAND, tmp_path, *words, "--evidence")[0]
    )


def test_the_table_loads_rich(tmp_path: Path) -> None:
    """The probe of the other tests can see rich where it is loaded."""
    modules, _ = loaded_by(COMMAND, tmp_path, "report", "q4", *CATALOGUE)
    assert "rich" in modules


def test_importing_the_package_loads_no_dependency(tmp_path: Path) -> None:
    modules, _ = loaded_by("import ragcalc", tmp_path)
    assert modules & {"click", "pydantic", "pydantic_core", "rich", "yaml"} == set()


def test_importing_the_scorer_loads_no_yaml_click_or_rich(tmp_path: Path) -> None:
    """Not even through what it imports."""
    code = "\n".join(f"import {module.name}" for module in SCORING)
    modules, _ = loaded_by(code, tmp_path)
    assert modules & {"click", "rich", "yaml"} == set()
