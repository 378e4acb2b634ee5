"""The mutants of a module: its text with one small change, made by mutmut's operators.

mutmut itself leaves decorated functions alone, since it keeps all mutants of a function side by
side in one file. Here a mutant is the code of one function, put in the place of another, so
functions with a cache, properties and overridden methods have mutants as well.
"""

import ast
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import CodeType
from typing import Any

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, ParentNodeProvider, PositionProvider
from mutmut.mutation.file_mutation import (
    NEVER_MUTATE_FUNCTION_NAMES,
    MutationVisitor,
    OuterFunctionProvider,
)
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode


@dataclass(frozen=True)
class Mutant:
    """One change of one function."""

    path: Path
    function: str
    """Its qualified name within the module."""
    lines: range
    """The changed statement, or the changed part of the head of a compound one."""
    around: range
    """The whole function."""
    original: str
    """The module without the change."""
    text: str
    """The module with it."""

    @cached_property
    def code(self) -> CodeType:
        """The changed function's code."""
        return next(
            code
            for code in _codes(compile(self.text, str(self.path), "exec"))
            if code.co_qualname == self.function
        )

    def defaults(self, names: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Give the defaults of the changed function's arguments, positional and by name."""
        arguments = next(
            node.args
            for node in ast.walk(ast.parse(self.text))
            if isinstance(node, ast.FunctionDef) and _begins(node) == self.code.co_firstlineno
        )

        def value(default: ast.expr) -> Any:
            return eval(compile(ast.Expression(default), str(self.path), "eval"), names)

        named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        return (
            tuple(value(default) for default in arguments.defaults),
            {argument.arg: value(default) for argument, default in named if default},
        )

    @cached_property
    def difference(self) -> str:
        """The changed lines, each with its sign."""
        before, after = self.original.splitlines(), self.text.splitlines()
        lines = list(difflib.unified_diff(before, after, n=0, lineterm=""))
        return "\n".join(line for line in lines[2:] if not line.startswith("@@"))


def _begins(function: ast.FunctionDef) -> int:
    """The line of its first decorator, as in the compiled code."""
    return min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])


class _Visitor(MutationVisitor):
    """Finds the mutations of decorated functions too."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef) and node.name.value not in NEVER_MUTATE_FUNCTION_NAMES:
            return False
        return super()._skip_node_and_children(node)


def mutants(path: Path) -> Iterator[Mutant]:
    """Give every mutant of a module, from its first line to its last."""
    text = path.read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(text))
    visitor = _Visitor(mutation_operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    positions = wrapper.resolve(PositionProvider)
    parents = wrapper.resolve(ParentNodeProvider)
    owners = wrapper.resolve(OuterFunctionProvider)
    names = dict(_functions(wrapper.module, ""))
    for mutation in visitor.mutations:
        owner = owners.get(mutation.original_node)
        if not isinstance(owner, cst.FunctionDef) or owner not in names:
            continue
        changed = wrapper.module.deep_replace(mutation.original_node, mutation.mutated_node)
        assert isinstance(changed, cst.Module)
        statement = _statement(mutation.original_node, parents)
        mutant = Mutant(
            path,
            names[owner],
            _lines(positions[statement]),
            _lines(positions[owner]),
            text,
            changed.code,
        )
        if not _is_guard(mutant):
            yield mutant


def _is_guard(mutant: Mutant) -> bool:
    """Say whether all that changed is a guard against what cannot be, so that nothing is seen.

    That is `assert_never`, which the type checker has proved, and `strict=True` of zip.
    """
    if "assert_never" in mutant.difference:
        return True
    guarded, bare = (_GUARD.sub(")", text) for text in (mutant.original, mutant.text))
    return "strict=True" in mutant.difference and guarded == bare


_GUARD = re.compile(r",\s*(strict=(True|False|None))?,?\s*\)")


def _lines(place: CodeRange) -> range:
    return range(place.start.line, place.end.line + 1)


def _statement(node: cst.CSTNode, parents: Mapping[cst.CSTNode, cst.CSTNode]) -> cst.CSTNode:
    """Give the simple statement in which a node stands, or the node where it is in none."""
    above = node
    while not isinstance(above, cst.SimpleStatementLine | cst.BaseCompoundStatement):
        above = parents[above]
    return above if isinstance(above, cst.SimpleStatementLine) else node


def _functions(node: cst.CSTNode, prefix: str) -> Iterator[tuple[cst.FunctionDef, str]]:
    """Give the functions and methods of a module or a class with their qualified names."""
    for child in node.children:
        if isinstance(child, cst.FunctionDef):
            yield child, prefix + child.name.value
        elif isinstance(child, cst.ClassDef):
            yield from _functions(child.body, f"{prefix}{child.name.value}.")


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)
