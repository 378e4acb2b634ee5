"""Problems as text: the form that is promised, carets in place, nothing that steers a terminal."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcalc.problems import LocatedProblem, Severity, Span
from ragcalc.render.check.problems import LEAST_EXCERPT, MOST_OF_ONE_CODE, counts, render
from ragcalc.render.media.style import Colour, Style
from ragcalc.render.media.terminal_text import printable

LINE = "    target: ninety"
PROBLEM = LocatedProblem(
    code="value-not-a-number",
    severity=Severity.ERROR,
    message="target must be a number, not 'ninety'",
    hint="write digits, as in 90 or 18.3",
    file="indicators.yaml",
    name="indicators.yaml",
    span=Span(6, 13, 6, 19),
    key="indicators.a.target",
    excerpt=LINE,
)
STYLE = Style()


def at(excerpt: str, column: int, end: int, *, line: int = 6, end_line: int = 6) -> LocatedProblem:
    return PROBLEM._replace(excerpt=excerpt, span=Span(line, column, end_line, end))


def excerpt(problem: LocatedProblem, style: Style = STYLE) -> list[str]:
    """Return the line and the carets as they are shown, without the gutter."""
    _, line, carets, *_ = render([problem], style).split("\n")
    assert carets.startswith(f"{' ' * line.index('|')}| ")
    return [line[line.index("|") + 2 :], carets[line.index("|") + 2 :]]


def width(text: str) -> int:
    marks = ("Mn", "Me")
    return sum(
        0 if unicodedata.category(one) in marks else 1 + (unicodedata.east_asian_width(one) in "WF")
        for one in text
    )


# ── The form ─────────────────────────────────────────────────────────────────────────────────────


def test_a_problem_has_its_place_its_line_carets_and_a_hint() -> None:
    assert render([PROBLEM], STYLE) == (
        "indicators.yaml:6:13: error: target must be a number, not 'ninety' [value-not-a-number]\n"
        "  6 |     target: ninety\n"
        "    |             ^^^^^^\n"
        "  hint: write digits, as in 90 or 18.3\n"
        "\n"
        "1 error\n"
    )


def test_a_problem_without_a_span_has_no_excerpt_and_one_without_a_hint_no_hint() -> None:
    missing = PROBLEM._replace(
        code="file-empty", message="a.yaml is empty", hint="", span=None, excerpt=""
    )
    assert render([missing], STYLE) == (
        "indicators.yaml: error: a.yaml is empty [file-empty]\n\n1 error\n"
    )


def test_a_blank_line_stands_between_two_problems() -> None:
    first, second = PROBLEM._replace(hint=""), PROBLEM._replace(hint="", span=None)
    assert render([first, second], STYLE).split("\n")[2:5] == [
        "    |             ^^^^^^",
        "",
        "indicators.yaml: error: target must be a number, not 'ninety' [value-not-a-number]",
    ]


def test_the_bar_stands_in_one_column_however_long_the_line_number_is() -> None:
    lines = render([at(LINE, 13, 19, line=10000, end_line=10000)], STYLE).split("\n")
    assert lines[1:3] == ["  10000 |     target: ninety", "        |             ^^^^^^"]


@pytest.mark.parametrize(
    ("column", "end", "end_line", "carets"),
    [
        (5, 11, 6, "    ^^^^^^"),
        (13, 13, 6, "            ^"),
        (13, 3, 9, "            ^^^^^^"),
        (19, 20, 6, "                  ^"),
        (25, 26, 6, "                        ^"),
        (17, 99, 6, "                ^^"),
    ],
    ids=["a key", "nothing", "several lines", "the end", "behind the end", "too long"],
)
def test_the_carets_stand_under_the_span_in_its_first_line(
    column: int, end: int, end_line: int, carets: str
) -> None:
    assert excerpt(at(LINE, column, end, end_line=end_line)) == [LINE, carets]


def test_an_empty_line_has_a_caret_too() -> None:
    assert render([at("", 1, 2)], STYLE).split("\n")[1:3] == ["  6 |", "    | ^"]


@pytest.mark.parametrize(
    ("colour", "severity", "code"),
    [
        (Colour.BASIC, Severity.ERROR, "1;31"),
        (Colour.BASIC, Severity.WARNING, "30;43"),
        (Colour.BASIC, Severity.NOTE, None),
        (Colour.MANY, Severity.ERROR, "1;38;5;196"),
        (Colour.MANY, Severity.WARNING, "1;38;5;130"),
        (Colour.MANY, Severity.NOTE, "38;5;243"),
    ],
)
def test_colour_lies_on_the_word_of_the_severity_alone(
    colour: Colour, severity: Severity, code: str | None
) -> None:
    """Even where the path holds that word as well."""
    problem = PROBLEM._replace(severity=severity, file="error: warning: note: a.yaml")
    plain = render([problem], STYLE)
    coloured = render([problem], Style(colour=colour))
    if code is None:
        assert coloured == plain
    else:
        word = f"\x1b[{code}m{severity}\x1b[0m"
        assert coloured == plain.replace(f"6:13: {severity}:", f"6:13: {word}:")


# ── Characters ───────────────────────────────────────────────────────────────────────────────────


def test_a_tab_becomes_one_space() -> None:
    assert excerpt(at("\tunit: percent", 1, 2)) == [" unit: percent", "^"]


@pytest.mark.parametrize(
    ("before", "marked", "carets"),
    [
        ("名前: ", "日本", "      ^^^^"),
        ("e\u0301: ", "o\u0308", "   ^"),
        ("ｆｕｌｌ", "x", "        ^"),  # noqa: RUF001 - letters of full width
        ("😀 ", "😀", "   ^^"),
        ("\x1b ", "\x1b", "     ^^^^"),
        ("\u202e ", "\u2066x", "       ^^^^^^^"),
    ],
)
def test_the_carets_keep_under_wide_joined_and_escaped_characters(
    before: str, marked: str, carets: str
) -> None:
    problem = at(f"{before}{marked} end", len(before) + 1, len(before + marked) + 1)
    assert excerpt(problem)[1] == carets


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("a\r\nb\x00", r"a\x0d\x0ab\x00"),
        ("\x9b2J", r"\x9b2J"),
        ("\u202eabc\u2066", r"\u202eabc\u2066"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("\ud800", r"\ud800"),
        ("\u2028\u2029\x85", r"\u2028\u2029\x85"),
        ("\U000e0041", r"\U000e0041"),
        ("Ünïcödé 日本 [red] <b> |", "Ünïcödé 日本 [red] <b> |"),
    ],
)
def test_what_would_steer_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert printable(text) == shown
    hostile = PROBLEM._replace(
        message=text, file=text, hint=text, code=text, excerpt=text, span=Span(1, 1, 1, 2)
    )
    lines = render([hostile], STYLE).split("\n")
    assert lines[0] == f"{shown}:1:1: error: {shown} [{shown}]"
    assert lines[1] == f"  1 | {shown}"
    assert lines[3] == f"  hint: {shown}"


@given(st.text(), st.integers(1, 200), st.integers(1, 200), st.integers(0, 120))
def test_no_text_can_steer_a_terminal_or_break_a_line(
    text: str, column: int, end: int, columns: int
) -> None:
    hostile = at(text, column, end)._replace(message=text, file=text, hint=text)
    shown = render([hostile, hostile], Style(width=columns, encoding="ascii"))
    assert shown.isascii()
    assert all(line.isprintable() for line in shown.split("\n"))
    assert len(shown.split("\n")) == len(render([PROBLEM, PROBLEM], STYLE).split("\n")) - 2 * (
        not text
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_the_text_fits_the_encoding(encoding: str) -> None:
    problem = at("name: 日本é" + "x" * 300, 7, 9)._replace(message="日本é")
    style = Style(encoding=encoding)
    render([problem], style).encode(encoding)
    assert excerpt(problem, style)[1] in ("      ^^", "      ^^^^")


# ── Width ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("column", [1, 2, 60, 94, 2500, 4900, 4999, 5000])
@pytest.mark.parametrize("columns", [40, 80, 100])
def test_a_long_line_is_cut_around_the_span(column: int, columns: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(5000))
    style = Style(width=columns)
    shown, carets = excerpt(at(line, column, column + 1), style)
    assert shown[carets.index("^")] == line[column - 1]
    assert all(len(one) <= columns for one in render([at(line, 1, 2)], style).split("\n")[1:3])
    assert shown.strip("…") in line
    assert len(shown) + len("  6 | ") in (columns - 1, columns)
    assert shown.startswith("…") is (column >= 60)
    assert shown.endswith("…") is (column < 4970)


def test_a_long_span_is_shown_from_its_beginning() -> None:
    shown, carets = excerpt(at("x" * 5000, 2001, 4001))
    assert carets.count("^") == len(carets.strip()) > 60
    assert len(shown) == 94


def test_a_line_that_just_fits_is_whole() -> None:
    assert excerpt(at("x" * 94, 50, 51))[0] == "x" * 94
    assert excerpt(at("x" * 95, 50, 51))[0] == "…" + "x" * 92


@pytest.mark.parametrize("columns", [-5, 0, 5, 20])
def test_a_narrow_terminal_still_shows_a_little(columns: int) -> None:
    shown, carets = excerpt(at("x" * 200, 100, 101), Style(width=columns))
    assert len(shown) == LEAST_EXCERPT
    assert "^" in carets


def test_the_cut_is_marked_in_ascii_where_there_is_no_ellipsis() -> None:
    shown, carets = excerpt(at("x" * 300, 150, 151), Style(encoding="ascii"))
    assert shown.startswith("...x")
    assert shown.endswith("x...")
    assert shown[carets.index("^")] == "x"


@given(
    st.text(st.sampled_from("ab 日😀\u0301\x1b\t"), max_size=300),
    st.integers(1, 320),
    st.integers(20, 120),
)
def test_no_excerpt_is_wider_than_the_terminal(line: str, column: int, columns: int) -> None:
    shown = render([at(line, column, column + 3)], Style(width=columns)).split("\n")
    assert width(shown[1]) <= max(columns, LEAST_EXCERPT + 6)
    assert "^" in shown[2] or "\u0301" in line


def test_a_line_of_millions_of_characters_costs_no_more_than_what_is_shown() -> None:
    line = "x" * 5_000_000
    text = render([at(line, 2_000_000, 3_000_000)] * 10, STYLE)
    assert len(text) < 5_000


# ── Many ─────────────────────────────────────────────────────────────────────────────────────────


def many(count: int, code: str, file: str = "indicators.yaml") -> list[LocatedProblem]:
    return [PROBLEM._replace(code=code, file=file, span=None, hint="") for _ in range(count)]


def firsts(problems: list[LocatedProblem]) -> list[str]:
    return render(problems, STYLE).split("\n\n")


def test_many_of_one_code_in_one_file_are_cut_short_after_ten() -> None:
    blocks = firsts(many(50, "key-unknown"))
    assert len(blocks) == 12
    assert blocks[10:] == ["indicators.yaml: and 40 more [key-unknown]", "50 errors\n"]


def test_ten_of_one_code_are_shown_in_full() -> None:
    assert len(firsts(many(10, "key-unknown"))) == 11


def test_codes_and_files_are_counted_apart() -> None:
    problems = [
        *many(11, "key-unknown"),
        *many(10, "key-missing"),
        *many(12, "key-unknown", "thresholds.yaml"),
    ]
    blocks = firsts(problems)
    assert blocks[10] == "indicators.yaml: and 1 more [key-unknown]"
    assert blocks[31] == "thresholds.yaml: and 2 more [key-unknown]"
    assert len(blocks) == 11 + 10 + 11 + 1


@pytest.mark.parametrize(
    ("errors", "warnings", "notes", "expected"),
    [
        (0, 0, 0, "no problems"),
        (1, 0, 0, "1 error"),
        (3, 0, 0, "3 errors"),
        (1, 2, 0, "1 error, 2 warnings"),
        (0, 1, 1, "1 warning, 1 note"),
        (2, 1, 3, "2 errors, 1 warning, 3 notes"),
    ],
)
def test_the_last_line_counts(errors: int, warnings: int, notes: int, expected: str) -> None:
    problems = [
        PROBLEM._replace(severity=severity)
        for severity, count in zip(Severity, (errors, warnings, notes), strict=True)
        for _ in range(count)
    ]
    assert counts(problems) == expected
    assert render(problems, STYLE).endswith(f"{expected}\n")
    assert render(problems, STYLE, "2018-19 Q4").endswith(f"{expected} in 2018-19 Q4\n")


def test_the_problems_of_one_code_in_one_file_that_are_shown_are_as_the_manual_says() -> None:
    page = Path(__file__).parents[2] / "docs" / "limits.md"
    assert f"show {MOST_OF_ONE_CODE} problems of one code in one file" in page.read_text("utf-8")
    shown = render([PROBLEM] * (MOST_OF_ONE_CODE + 7), STYLE)
    assert shown.count("target must be a number") == MOST_OF_ONE_CODE
    assert "indicators.yaml: and 7 more [value-not-a-number]" in shown
    assert shown.endswith(f"\n{MOST_OF_ONE_CODE + 7} errors\n")
