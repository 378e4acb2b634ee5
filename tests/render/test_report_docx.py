"""The Word document, read back by python-docx: what it says, and that everybody can read it."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from ragcalc import pipeline as api
from ragcalc.render.media.document import TableCell, TableColumn, measured, shared
from ragcalc.render.media.style import Style
from ragcalc.render.media.xml import without_controls
from ragcalc.render.report import docx as report_docx
from ragcalc.scoring.arrangement import Arrangement, arranged
from ragcalc.scoring.results import Report
from ragcalc.vocabulary import Status
from tests.cli.running import ROOT, process
from tests.golden.outputs import PERIOD
from tests.golden.outputs import loaded as golden
from tests.media import documents


def made(report: Report) -> bytes:
    content: bytes = report_docx.render(report, Style())
    return content


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def shipped() -> Report:
    return api.scored(golden("shipped"), "2018-19 Q4", histories=True, last_time=True)


def invented() -> Report:
    return api.scored(golden("invented"), PERIOD, histories=True, last_time=True)


@pytest.fixture(scope="module", params=[shipped, invented])
def content(request: pytest.FixtureRequest) -> bytes:
    return made(request.param())


HOSTILE = {
    "control": "a\x07b\x1b[31m",
    "xml": "]]> <w:p/> &amp; </w:t>",
    "long": "W" * 3000,
    "turned": "\u200f\u05d0\u05d1\u05d2\u202eabc",
    "field": '{ HYPERLINK "https://example.org" } =1+1',
    "lines": "one\ntwo\nthree",
    "many": "word " * 1000,
}


def hostile() -> Report:
    """Return a report whose every text is one that a document could take for something else."""
    made = shipped()
    texts = [*HOSTILE.values()]
    rows = tuple(
        one._replace(name=text, comment=text, action=text, source=text, owner=text, notes=(text,))
        for one, text in zip(made.indicators, texts, strict=False)
    )
    by_id = {one.id: one for one in rows}
    outcomes = tuple(
        outcome._replace(
            tiers=tuple(
                tier._replace(indicators=tuple(by_id.get(one.id, one) for one in tier.indicators))
                for tier in outcome.tiers
            )
        )
        for outcome in made.outcomes
    )
    return made._replace(outcomes=outcomes, indicators=(*rows, *made.indicators[len(rows) :]))


def headings(document: Any) -> list[tuple[int, str]]:
    """Return the level and the text of each heading."""
    return [
        (int(one.style.name.removeprefix("Heading ")), one.text)
        for one in document.paragraphs
        if one.style.name.startswith("Heading ")
    ]


# ── Whoever reads by ear or by headings ──────────────────────────────────────────────────────────


def test_no_heading_is_empty_and_no_level_is_left_out(content: bytes) -> None:
    found = headings(opened(content))
    assert [text for _, text in found if not text.strip()] == []
    levels = [level for level, _ in found]
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_every_table_repeats_its_headings_and_breaks_no_row(content: bytes) -> None:
    for table in opened(content).tables:
        first, *others = [row._tr.trPr for row in table.rows]
        assert first.find(qn("w:tblHeader")) is not None
        assert [one for one in others if one.find(qn("w:tblHeader")) is not None] == []
        assert [one for one in (first, *others) if one.find(qn("w:cantSplit")) is None] == []


def test_every_picture_says_what_it_shows(content: bytes) -> None:
    document = opened(content)
    alternatives = [
        one.get("descr") for one in document.element.body.xpath("//wp:docPr[not(@descr='')]")
    ]
    assert [one for one in alternatives if not one.startswith("Chart of ")] == []
    assert len(alternatives) == len(document.part.package.image_parts)


def test_every_drawing_says_what_it_shows_or_that_it_is_decoration(content: bytes) -> None:
    body = opened(content).element.body
    about = [*body.iter(qn("wp:docPr"))]
    assert [one.get("id") for one in about] == [str(number + 1) for number in range(len(about))]
    described = [one for one in about if one.get("descr")]
    assert len(body.xpath("//wp:docPr//*[local-name()='decorative'][@val='1']")) == len(
        [one for one in about if one not in described]
    )


def test_the_document_has_a_title_and_a_language() -> None:
    document = opened(made(shipped()))
    about = document.core_properties
    assert (about.title, about.subject, about.author, about.language) == (
        "Cheshire West and Chester Council: performance report",
        "Quarter 4 2018-19, January to March 2019",
        "Cheshire West and Chester Council",
        "en-GB",
    )
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_it_says_nothing_of_when_it_was_made(content: bytes) -> None:
    about = opened(content).core_properties
    assert (about.created, about.modified, about.comments) == (None, None, "")


def test_it_prints_on_a4(content: bytes) -> None:
    sizes = {
        (one.page_width.mm, one.page_height.mm) for one in opened(content).sections
    }  # to a twentieth of a point
    assert {tuple(sorted(map(round, one))) for one in sizes} == {(210, 297)}


# ── What it is made of ───────────────────────────────────────────────────────────────────────────


def test_equal_reports_make_equal_bytes(content: bytes) -> None:
    assert content in (made(shipped()), made(invented()))


def links(content: bytes) -> list[str]:
    rels = opened(content).part.rels.values()
    return [one.target_ref for one in rels if one.is_external]


def test_it_runs_nothing_and_leads_to_its_sources_alone(content: bytes) -> None:
    assert documents.alive(content) == ["hyperlink"] * len(links(content))
    assert set(links(content)) <= {
        "https://performancecheshirewest.co.uk/thriving-residents/child-adults-safe/"
    }


def test_every_text_is_a_text_whatever_it_looks_like() -> None:
    content = made(hostile())
    assert documents.alive(content) == ["hyperlink"]  # of the one indicator that is left as it was
    words = " ".join(documents.words(content).split())
    for text in HOSTILE.values():
        shown = without_controls(text)
        assert " ".join(shown.split()) in words


def test_a_line_that_ends_is_a_break() -> None:
    assert "one\ntwo\nthree" in documents.words(made(hostile()))


def test_a_status_has_its_letter_and_its_word_on_its_colour() -> None:
    table = next(
        one for one in opened(made(shipped())).tables if "Last time" in one.rows[0].cells[2].text
    )
    shaded = {
        (cell.text, shade.get(qn("w:fill")))
        for row in table.rows[1:]
        for cell in row.cells
        if (shade := cell._tc.tcPr.find(qn("w:shd"))) is not None
    }
    assert shaded == {("R Red *", "B3001B"), ("R Red", "B3001B")}


def test_the_summary_has_the_counts_of_the_period_before_below_its_own() -> None:
    first = opened(made(invented())).tables[0]
    names = [row.cells[0].text for row in first.rows]
    assert names[1] == "All outcomes"
    assert names[2].startswith("in ")
    assert names[2::2] == [names[2]] * len(names[2::2])


def test_the_parts_come_in_the_order_of_a_paper() -> None:
    found = [text for level, text in headings(opened(made(shipped()))) if level == 1]
    assert found == [
        *("Summary", "Exceptions", "Results", "Indicators", "How the figures are rated"),
        *("Sources", "Key"),
    ]


def test_a_wide_table_stands_on_pages_whose_long_side_is_across() -> None:
    sections = [(one.page_width.mm > 250) for one in opened(made(shipped())).sections]
    assert sections == [False, True, False]
    narrow = arranged(shipped(), Arrangement((Status.UNRATED,)))
    assert [one.page_width.mm > 250 for one in opened(made(narrow)).sections] == [False]


def test_no_section_ends_in_a_paragraph_that_could_fill_a_page_alone(content: bytes) -> None:
    body = opened(content).element.body
    ends = [one for one in body.findall(qn("w:p")) if one.find(f".//{qn('w:sectPr')}") is not None]
    last = body.findall(qn("w:p"))[-1]
    assert ends
    for one in [*ends, last]:
        has_text = "".join(one.itertext()).strip() != ""
        spacing = one.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        assert has_text or spacing.get(qn("w:line")) == "20"
        # a table has to be followed by a paragraph, and a paragraph with words has its own look
        assert has_text or one.getprevious().tag == qn("w:tbl")


def test_what_stands_above_the_exceptions_stays_on_a_page_with_them() -> None:
    document = opened(made(shipped()))
    texts = [one.text for one in document.paragraphs]
    at = texts.index("Exceptions")
    above = document.paragraphs[at + 1 : at + 3]  # how many there are, and the caption
    assert [one.paragraph_format.keep_with_next for one in above] == [True, True]
    cells = document.tables[1].rows[0].cells
    assert {one.paragraphs[0].paragraph_format.keep_with_next for one in cells} == {True}


def test_prose_says_a_status_as_a_word_and_no_letter_before_it(content: bytes) -> None:
    texts = [one.text for one in opened(content).paragraphs]
    assert [one for one in texts if re.match(r"[GAR] (Green|Amber|Red)|M \(|U Unrated", one)] == []


def test_an_indicator_begins_with_how_it_stands_in_words() -> None:
    texts = [one.text for one in opened(made(shipped())).paragraphs]
    at = texts.index("Single assessments completed within 45 days")
    assert texts[at + 1] == (
        "Red (as in Q3 2018-19); improved from 66.7% in Q3 2018-19. Unit: percent."
    )


def key(content: bytes) -> list[str]:
    table = opened(content).tables[-1]
    return [row.cells[0].text for row in table.rows[1:]]


def test_the_key_has_the_signs_of_the_tables_and_no_other() -> None:
    assert key(made(shipped())) == ["G Green", "R Red", "M", "▲", "►", "▼", "✓", "✗", "*"]


def test_a_report_with_no_sign_has_no_key() -> None:
    content = made(arranged(shipped(), Arrangement((Status.AMBER,))))
    assert "Key" not in [text for _, text in headings(opened(content))]


def test_the_owners_of_actions_have_a_column_where_there_are_any() -> None:
    tables = [
        one for one in opened(made(invented())).tables if one.rows[0].cells[0].text == "Action"
    ]
    found = [[row.cells[-1].text for row in one.rows] for one in tables]
    assert [one[0] for one in found] == ["Owner", "Note"]
    assert "[bold]Head[/bold] of <b>places</b>" in found[0]


def test_a_column_is_as_wide_as_what_it_holds_up_to_its_widest() -> None:
    columns = [TableColumn("Name", 10), TableColumn("Two words", 12), TableColumn("", 9)]
    rows = [[TableCell("a name that is longer"), TableCell("1\n22"), TableCell(["ab", "c"])]]
    assert [one.width for one in measured(columns, rows)] == [10, 7, 5]
    assert [one.width for one in measured(columns, [])] == [6, 7, 2]


@pytest.mark.parametrize(
    ("figure", "widths"),
    [
        ("80%", [1000, 500, 500]),
        ("1,234", [917, 625, 458]),  # five figures of 95 twips, and 150 beside them
        ("1" * 30, [1000, 500, 500]),  # for which there is no room at all
    ],
)
def test_no_number_is_broken_where_the_page_has_room(figure: str, widths: list[int]) -> None:
    columns = [TableColumn("Name", 20), TableColumn("Value", 10, right=True), TableColumn("", 10)]
    row = [TableCell("long words in a text may break"), TableCell(figure), TableCell("")]
    assert shared(2000, columns, [row]) == widths


def test_a_report_without_rows_is_a_document() -> None:
    found = headings(opened(made(arranged(shipped(), Arrangement((Status.AMBER,))))))
    assert "Indicators" not in [text for _, text in found]
    assert [text for _, text in found if not text.strip()] == []


def test_another_hash_seed_makes_the_same_bytes(content: bytes, tmp_path: Path) -> None:
    if content != made(shipped()):
        return
    for seed in ("1", "2"):
        file = tmp_path / f"{seed}.docx"
        words = ("report", "2018-19 Q4", "--output", str(file))
        assert process(*words, cwd=ROOT, env={"PYTHONHASHSEED": seed}).status == 0
    assert (tmp_path / "1.docx").read_bytes() == (tmp_path / "2.docx").read_bytes()


# ── In another program ───────────────────────────────────────────────────────────────────────────

OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("report", [shipped, hostile])
def test_a_program_for_documents_opens_it_and_prints_it(
    report: Callable[[], Report], tmp_path: Path
) -> None:
    (tmp_path / "report.docx").write_bytes(made(report()))
    assert OFFICE is not None
    for kind in ("pdf", "txt:Text (encoded):UTF8"):
        subprocess.run(
            [
                *(OFFICE, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"),
                *("--headless", "--convert-to", kind, "--outdir", str(tmp_path)),
                str(tmp_path / "report.docx"),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    text = (tmp_path / "report.txt").read_text(encoding="utf-8-sig")
    assert "Quarter 4 2018-19, January to March 2019" in text
    assert "How the figures are rated" in text
