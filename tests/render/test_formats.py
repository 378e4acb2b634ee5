"""The registry of formats: what it holds, and that nothing else lists formats."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from ragcalc.render.formats import FORMATS, DocumentKind, Format, default
from tests.cli.running import ROOT
from tests.formats import all_formats

REGISTRY = ROOT / "ragcalc" / "render" / "formats.py"
NAMES = {one.name for one in all_formats()}
MOST = 2
"""So many formats may be named together; more are a list."""


@pytest.mark.parametrize("one", all_formats(), ids=lambda one: f"{one.document} {one.name}")
def test_a_format_is_found_by_its_name_and_can_render(one: Format) -> None:
    assert FORMATS[one.document][one.name] is one
    assert callable(import_module(one.module).render)


@pytest.mark.parametrize("document", DocumentKind)
def test_only_the_history_is_for_programs_by_default(document: DocumentKind) -> None:
    assert default(document).medium.is_data == (document is DocumentKind.HISTORY)


def listed(tree: ast.AST) -> Iterator[tuple[int, set[str]]]:
    """Yield the line and the formats of each literal collection that names more than two."""
    for node in ast.walk(tree):
        parts: list[ast.expr | None] = []
        match node:
            case ast.Tuple(elts) | ast.List(elts) | ast.Set(elts):
                parts = [part for one in elts for part in _parts(one)]
            case ast.Dict(keys, values):
                parts = [*keys, *(part for one in values for part in _parts(one))]
            case ast.Call(keywords=words):
                parts = [ast.Constant(one.arg) for one in words]
            case _:
                continue
        words_of = {one.value for one in parts if isinstance(one, ast.Constant)}
        if len(found := words_of & NAMES) > MOST:
            yield node.__dict__.get("lineno", 0), {str(one) for one in found}


def _parts(node: ast.expr) -> list[ast.expr | None]:
    """Return an entry of a collection, or what a smaller one within it holds."""
    return [*node.elts] if isinstance(node, ast.Tuple | ast.List) else [node]


def sources() -> Iterator[Path]:
    for folder in ("ragcalc", "tests"):
        yield from (ROOT / folder).rglob("*.py")


def test_nothing_but_the_registry_lists_formats() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {sorted(names)}"
        for path in sources()
        if path != REGISTRY
        for line, names in listed(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        '("table", "json", "csv")',
        '["report", "text", "html", "xlsx"]',
        '{"table": 1, "json": 2, "markdown": 3}',
        '[("report", "json"), ("report", "html"), ("diff", "markdown")]',
        '{1: "sarif", 2: "junit", 3: "gitlab"}',
        "dict(table=1, json=2, html=3)",
        'for one in {"json", "csv", "text"}: pass',
    ],
)
def test_a_list_of_three_formats_would_be_seen(code: str) -> None:
    assert len(list(listed(ast.parse(code)))) == 1


@pytest.mark.parametrize(
    "code", ['("table", "json")', '("csv", "csv.gz", "json")', "text, html, a"]
)
def test_what_is_no_list_of_formats_is_let_be(code: str) -> None:
    assert list(listed(ast.parse(code))) == []


def test_the_registry_itself_is_no_literal_collection_of_names() -> None:
    """Each format is a line of its own, by which it is looked up."""
    assert list(listed(ast.parse(REGISTRY.read_text(encoding="utf-8")))) == []


# ── A medium draws from the view ─────────────────────────────────────────────────────────────────

MEDIA = [
    one.module
    for document in (DocumentKind.REPORT, DocumentKind.NARRATIVE)
    for one in FORMATS[document].values()
    if not one.medium.is_data
]
"""The modules that draw a report for people."""
BESIDE = [
    f"ragcalc.render.{one}"
    for one in ("report.columns", "common.charts", "media.workbook", "media.document")
]
"""What some of them draw with."""


def source_of(module: str) -> ast.Module:
    """Return the syntax tree of a module."""
    path = ROOT / f"{module.replace('.', '/')}.py"
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("module", [*MEDIA, *BESIDE])
def test_a_medium_knows_no_scorer(module: str) -> None:
    """Words, numbers, units and marks come in the cells of the view."""
    found = [
        node.module
        for node in ast.walk(source_of(module))
        if isinstance(node, ast.ImportFrom) and node.module
    ]
    assert [one for one in found if one.startswith("ragcalc.scoring")] == []


@pytest.mark.parametrize("module", MEDIA)
def test_a_medium_hands_the_report_to_the_view_and_reads_nothing_of_it(module: str) -> None:
    read = [
        node.attr
        for node in ast.walk(source_of(module))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("report", "result")
    ]
    assert read == []


@pytest.mark.parametrize("module", MEDIA)
def test_a_medium_gives_the_report_to_nothing_but_a_view(module: str) -> None:
    """What lays a report out is a view, or the articles below the rows of a page."""
    tree = source_of(module)
    views = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if node.module.endswith((".view", ".articles"))
    }
    given = {
        ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and any(isinstance(one, ast.Name) and one.id == "report" for one in node.args)
    }
    assert given <= views
