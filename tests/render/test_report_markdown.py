"""The Markdown: names stay what they are, tables keep their columns."""

import re

import pytest

from ragcalc.render.media.markdown import escaped
from ragcalc.render.media.style import Style
from ragcalc.render.report import markdown as report_markdown
from tests import build
from tests.golden.outputs import report

TEXT = report_markdown.render(report("invented"), Style())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a | b", r"a \| b"),
        ("<b>bold</b> & co", "&lt;b&gt;bold&lt;/b&gt; &amp; co"),
        ("[link](x)", r"\[link\](x)"),
        ("*a* _b_ `c` ~d~ #e", r"\*a\* \_b\_ \`c\` \~&#8203;d\~ \#e"),
        ("$x$", r"\$x\$"),
        ("back\\slash", r"back\\slash"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_text_is_shown_as_it_stands(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("@team", "@&#8203;team"),
        ("a@b.example", "a@&#8203;b.example"),
        ("https://a.example", "https:&#8203;//a.example"),
        ("www.a.example", "www&#8203;.a.example"),
        ("GH-12 !12", "GH-&#8203;12 !&#8203;12"),
        ("owner/repository#12", r"owner/repository\#&#8203;12"),
        (":smile:", ":&#8203;smile:"),
        ("1a2b3c4", "1a2b3c&#8203;4"),
        ("- item", r"\- item"),
        ("12. item", r"12\. item"),
        ("===", r"\==="),
        ("/close", r"\/close"),
    ],
)  # fmt: skip
def test_what_a_forge_would_make_of_a_text_is_parted(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "12:30:45 and 1:2:3",
        "5% of 1,234,567",
        "2018-19 Q4: 1234567",
        "-4.2 points; + 3",
        "KPI-12, NI 135, see GHE-4",
        "effaced and acceded",
        "R and D, 16.0% @ 5",
        "https and www",
        "Anyshire Council, 3.5 per 10,000",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert escaped(text) == text


def test_every_row_of_a_table_has_as_many_cells_as_its_heading() -> None:
    counts = [
        {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        for table in re.findall(r"(?:^\|.*\n)+", TEXT, flags=re.MULTILINE)
    ]
    assert len(counts) == 12
    assert {len(found) for found in counts} == {1}


def test_no_tag_of_a_name_is_left() -> None:
    assert re.findall(r"<\w", TEXT) == []


def test_a_table_begins_after_an_empty_line() -> None:
    lines = TEXT.splitlines()
    rules = [at for at, line in enumerate(lines) if line.startswith("| ---")]
    assert {lines[at - 2] for at in rules} == {""}


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_what_an_encoding_lacks_makes_no_markup(encoding: str) -> None:
    """A wide < must not come out as a tag."""
    name = (
        "\N{FULLWIDTH LESS-THAN SIGN}b\N{FULLWIDTH GREATER-THAN SIGN} \N{FULLWIDTH VERTICAL LINE}"
    )
    scored = build.report({"it": f"name: '{name}', values: {{2018-19 Q4: 5}}"})
    text = report_markdown.render(scored, Style(encoding=encoding))
    assert "| ?b? ? |" in text
    text.encode(encoding)
