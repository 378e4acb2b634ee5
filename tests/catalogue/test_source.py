"""YAML text to plain data: nothing is guessed, what could mean two things is refused."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ragcalc.catalogue.yaml import source
from ragcalc.catalogue.yaml.source import MOST_LEVELS, Document
from ragcalc.problems import At, Place, Span


def document(text: str) -> Document:
    return Document("a.yaml", "a.yaml", text)


def refused(text: str) -> list[tuple[int, int, str]]:
    """Return line, column and code of what the text is refused for."""
    read = document(text)
    _ = read.data
    return [(span.line, span.column, code) for span, code in placed(read)]


def placed(read: Document) -> list[tuple[Span, str]]:
    """Return the spans of the problems that have one, and their codes."""
    return [(one.place.span, one.code) for one in read.problems if one.place.span]


@pytest.fixture(params=["CBaseLoader", "BaseLoader"])
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    loader = type("_Loader", (source._Untyped, getattr(yaml, request.param)), {})
    monkeypatch.setattr(source, "_Loader", loader)


each_loader = pytest.mark.usefixtures("_each_loader")

# ── What is read ─────────────────────────────────────────────────────────────────────────────────


@each_loader
@pytest.mark.parametrize(
    "text",
    [
        *("no", "yes", "on", "true", "null", "~", "0.70", "010", "0o10", "0x10", "12:30", "1_000"),
        *("1e3", ".nan", ".inf", "-.inf", "2018-19", "2019-03-31", "=", "<<", "1,234", "9" * 400),
        *("Ünïcödé", "日本語", "😀", "names <b>[red]</b> | =1+1"),
    ],
)
def test_a_scalar_stays_the_text_that_stands_there(text: str) -> None:
    assert document(f"a: {text}\n").data == {"a": text}


@each_loader
def test_lists_and_mappings_keep_their_shape_and_order() -> None:
    read = document("b: [x, {y: z}]\na: {2: '', 1: []}\n")
    assert read.data == {"b": ["x", {"y": "z"}], "a": {"2": "", "1": []}}
    assert read.problems == []


@each_loader
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_reads_alike(end: str) -> None:
    read = document(f"a: 1{end}b: 2{end}")
    assert read.data == {"a": "1", "b": "2"}
    assert read.span(Place("a.yaml", ("b",))) == Span(2, 4, 2, 5)
    assert read.lines == ["a: 1", "b: 2", ""]


@each_loader
@pytest.mark.parametrize("text", ["R&D: a & b", "a: 5*3", "a: b!", "a: x@y", "a: '*b'", 'a: "&b"'])
def test_a_sign_inside_a_text_is_no_marker(text: str) -> None:
    read = document(text)
    assert read.data is not None
    assert read.problems == []


# ── What is refused ──────────────────────────────────────────────────────────────────────────────


@each_loader
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [(3, 1, "key-duplicate")]),
        ("a: {b: 1, b: 2, b: 3}", [(1, 11, "key-duplicate"), (1, 17, "key-duplicate")]),
        ("? [a, b]\n: c\nd: e", [(1, 3, "key-not-text")]),
        ("{a: b}: c", [(1, 1, "key-not-text")]),
        ("a: &x b", [(1, 4, "syntax-anchor")]),
        ("a: &x 1\nb: &x 2", [(1, 4, "syntax-anchor"), (2, 4, "syntax-anchor")]),
        ("a: &x b\nc: *x", [(1, 4, "syntax-anchor"), (2, 4, "syntax-alias")]),
        ("a: *x", [(1, 4, "syntax-alias")]),
        ("<<: *x", [(1, 5, "syntax-alias")]),
        ("a: !!int 5", [(1, 4, "syntax-tag")]),
        ("a: !x 5", [(1, 4, "syntax-tag")]),
        ("a: ! 5", [(1, 4, "syntax-tag")]),
        ('{"a":!x 5}', [(1, 6, "syntax-tag")]),
        ("a: !<tag:a,2000:b> 5", [(1, 4, "syntax-tag")]),
        ("a: !!python/object/apply:os.system [id]", [(1, 4, "syntax-tag")]),
        ("a: 1\n---\nb: 2\n", [(2, 1, "syntax-two-documents")]),
        ("a: 1\n...\n---\nb: 2\n", [(3, 1, "syntax-two-documents")]),
        ("a: 1\n\tb: 2\n", [(2, 1, "syntax-tab")]),
        ("a:\n\tb: 2\n", [(2, 1, "syntax-tab")]),
        ("a: b: c", [(1, 5, "syntax-not-yaml")]),
        ("a: @b", [(1, 4, "syntax-not-yaml")]),
        ("a: \x1b[31mb", [(1, 4, "syntax-control-character")]),
        ("a: b\x00", [(1, 5, "syntax-control-character")]),
        ("a: b\u2028c", [(1, 5, "syntax-control-character")]),
        ("a: 12\u202e3.4", [(1, 6, "syntax-control-character")]),
        ("a: b\u2066c", [(1, 5, "syntax-control-character")]),
        ('a: "\\u202e"', [(1, 4, "syntax-control-character")]),
        ("a: b\x85c", [(1, 5, "syntax-control-character")]),
        ("a: b\x7f", [(1, 5, "syntax-control-character")]),
        ("a: b\nc: d\ud800", [(2, 5, "syntax-control-character")]),
        ('a: "\\e[31mred"', [(1, 4, "syntax-control-character")]),
        ('a: "\\r"', [(1, 4, "syntax-control-character")]),
        ('a: "\\0"', [(1, 4, "syntax-control-character")]),
        ('a: ["\\u2028"]', [(1, 5, "syntax-control-character")]),
    ],
)
def test_what_means_two_things_or_nothing_is_refused_where_it_stands(
    text: str, expected: list[tuple[int, int, str]]
) -> None:
    assert refused(text) == expected


@each_loader
@pytest.mark.parametrize(
    ("text", "place"),
    [("a: b\nc: [x", (2, 4)), ("a: b\nc: {x: [y\n\n", (2, 8)), ("a: 'x\n\n", (1, 4))],
)
def test_what_never_ends_is_shown_where_it_begins(text: str, place: tuple[int, int]) -> None:
    assert refused(text) == [(*place, "syntax-not-yaml")]


@each_loader
def test_a_lone_surrogate_written_as_an_escape_is_refused() -> None:
    ((line, _, code),) = refused('a: "\\ud800"')
    assert line == 1
    assert code in ("syntax-not-yaml", "syntax-control-character")


def test_a_control_character_is_replaced_so_that_the_rest_is_still_read() -> None:
    read = document('"a\\eb": "c\\ed"')
    assert read.data == {"a\ufffdb": "c\ufffdd"}
    assert [problem.code for problem in read.problems] == ["syntax-control-character"] * 2
    assert read.span(Place("a.yaml", ("a\ufffdb",), At.KEY)) == Span(1, 1, 1, 7)


def test_of_many_raw_control_characters_the_first_is_named() -> None:
    assert refused("a: b\x01\nc: d\x02") == [(1, 5, "syntax-control-character")]


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "---\n", "--- ''\n", "\ufeff"])
def test_a_text_without_an_entry_is_an_empty_file(text: str) -> None:
    read = document(text)
    assert read.data is None
    assert [problem.code for problem in read.problems] == ["file-empty"]
    assert read.span(Place("a.yaml")) is None


def test_a_long_name_is_cut_in_a_message() -> None:
    read = document(f"{'a' * 500}: 1\n{'a' * 500}: 2\n")
    _ = read.data
    assert read.problems[0].message == f"duplicate key {'a' * 40}…"


def test_the_tags_of_yaml_itself_are_named_as_they_are_written() -> None:
    read = document("a: !!int 5")
    _ = read.data
    assert read.problems[0].message == "!!int is a tag"


# ── Depth, size and time ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("levels", [MOST_LEVELS, MOST_LEVELS + 1])
@pytest.mark.parametrize("style", ["flow", "block"])
def test_fifty_levels_pass_and_one_more_does_not(levels: int, style: str) -> None:
    flow = "[" * levels + "]" * levels
    block = "".join(f"{' ' * level}a:\n" for level in range(levels))
    read = document(flow if style == "flow" else block)
    assert (read.data is None) is (levels > MOST_LEVELS)
    codes = [problem.code for problem in read.problems]
    assert codes == (["syntax-too-deep"] if levels > MOST_LEVELS else [])


@pytest.mark.parametrize("levels", [10_000, 60_000])
@pytest.mark.parametrize(
    "tower",
    [
        pytest.param(lambda n: "[" * n, id="open"),
        pytest.param(lambda n: "a: " + "[" * n + "]" * n, id="flow-list"),
        pytest.param(lambda n: "{a: " * n + "}" * n, id="flow-mapping"),
        pytest.param(lambda n: "- " * n + "a", id="block-list"),
        pytest.param(lambda n: "? " * n + "a", id="block-key"),
        pytest.param(lambda n: "\n".join("[" for _ in range(n)), id="a-bracket-a-line"),
        pytest.param(lambda n: "\n".join("['] ]', " for _ in range(n)), id="quoted-ends"),
        pytest.param(lambda n: "\n".join("[ # ] ]" for _ in range(n)), id="ends-in-comments"),
    ],
)
def test_a_tower_is_refused(tower: Callable[[int], str], levels: int) -> None:
    """The composer's stack would not survive it."""
    assert [code for *_, code in refused(tower(levels))] == ["syntax-too-deep"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_tower_of_lines_is_refused(line_end: str) -> None:
    text = "".join(f"{' ' * level}a:{line_end}" for level in range(3_000))
    assert [code for *_, code in refused(text)] == ["syntax-too-deep"]


def test_a_chain_of_aliases_never_grows() -> None:
    """Nine levels of nine aliases each would be 387 million entries."""
    levels = ["a0: &a0 [x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    codes = [code for *_, code in refused("\n".join(levels))]
    assert codes.count("syntax-alias") == 81
    assert codes.count("syntax-anchor") == 10


# ── Places ───────────────────────────────────────────────────────────────────────────────────────

TEXT = """\
a:
  b: [x, {c: é😀, d: 1}]
  e: "two
    lines"
"[key]": 1
"""


@pytest.mark.parametrize(
    ("path", "at", "expected"),
    [
        ((), At.VALUE, Span(1, 1, 6, 1)),
        (("a",), At.VALUE, Span(1, 1, 1, 2)),
        (("a", "b"), At.VALUE, Span(2, 3, 2, 4)),
        (("a", "b", 0), At.VALUE, Span(2, 7, 2, 8)),
        (("a", "b", 1, "c"), At.VALUE, Span(2, 14, 2, 16)),
        (("a", "b", 1, "c"), At.KEY, Span(2, 11, 2, 12)),
        (("a", "b", 1, "d"), At.VALUE, Span(2, 21, 2, 22)),
        (("a", "e"), At.VALUE, Span(3, 6, 4, 11)),
        (("[key]",), At.VALUE, Span(5, 10, 5, 11)),
        (("a", "e", "nothing"), At.VALUE, Span(3, 6, 4, 11)),
        (("a", "nothing"), At.VALUE, Span(1, 1, 1, 2)),
        (("nothing",), At.VALUE, Span(1, 1, 6, 1)),
    ],
)
def test_a_path_leads_to_its_place_or_its_nearest_parents(
    path: tuple[str | int, ...], at: At, expected: Span
) -> None:
    """A text by itself, a mapping or a list by its key."""
    assert document(TEXT).span(Place("a.yaml", path, at)) == expected


def test_of_two_equal_keys_the_first_is_the_place() -> None:
    assert document("a: 1\na: 2\n").span(Place("a.yaml", ("a",))) == Span(1, 4, 1, 5)


def test_a_place_that_brings_its_span_keeps_it() -> None:
    span = Span(1, 1, 1, 2)
    assert document(TEXT).span(Place("a.yaml", ("a",), span=span)) == span


def test_a_text_that_cannot_be_read_has_no_places() -> None:
    assert document("a: [").span(Place("a.yaml", ("a",))) is None


def test_a_key_that_is_no_text_has_no_place_and_hides_no_other() -> None:
    assert document("? [x]\n: y\na: 1").span(Place("a.yaml", ("a",))) == Span(3, 4, 3, 5)


# ── Any text at all ──────────────────────────────────────────────────────────────────────────────

_ALPHABET = st.sampled_from([*"ab:-?[]{}&*!|>'\"%@`#,. \n\r\t\\", "\x1b", "\ud800", "\ufeff", "é"])


@given(st.text(_ALPHABET, max_size=40) | st.text(max_size=40))
def test_any_text_gives_data_or_placed_problems(text: str) -> None:
    read = document(text)
    data = read.data
    assert data is not None or read.problems
    for span, _ in placed(read):
        assert 1 <= span.line <= len(read.lines)
        assert span.column >= 1


# ── Where it stands ──────────────────────────────────────────────────────────────────────────────

SIGNS = 'a?:- ,[{\n"|#'
"""What YAML is made of, a letter for each kind of token."""


def entries(data: source.Data, path: source.Path = ()) -> Iterator[source.Path]:
    """Yield the path of each entry."""
    yield path
    steps = data.items() if isinstance(data, dict) else enumerate(data)
    for step, value in () if isinstance(data, str) else steps:
        yield from entries(value, (*path, step))


@each_loader
@pytest.mark.parametrize("before", ["", "version: 1\n", "a:\n  b: 1\n  "])
def test_whatever_a_text_ends_with_every_place_lies_within_it(before: str) -> None:
    for end in (ends for length in range(4) for ends in product(SIGNS, repeat=length)):
        read = document(before + "".join(end))
        spans = [read.span(Place("a.yaml", (), span=one)) for one, _ in placed(read)]
        spans += [
            read.span(Place("a.yaml", path, at)) for path in entries(read.data or "") for at in At
        ]
        for span in filter(None, spans):
            begin, behind = (span.line, span.column), (span.end_line, span.end_column)
            last = read.lines[-1]
            assert (1, 1) <= begin <= behind <= (len(read.lines), len(last) + 2), read.text
            assert read.excerpt(span) == read.lines[span.line - 1]


@each_loader
def test_a_question_mark_without_a_line_end_is_shown_in_the_last_line() -> None:
    read = document("version: 1\n?")
    assert read.data == {"version": "1", "": ""}
    assert read.span(Place("a.yaml", ("",))) == Span(2, 2, 2, 2)
