"""The Word document, read back by python-docx: what it says, and that everybody can read it."""

import io
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from ragcalc import pipeline as api
from ragcalc.render.media.style import Style
from ragcalc.render.report import docx as report_docx
from ragcalc.scoring.results import Report
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
    alternatives = [one._inline.docPr.get("descr") for one in document.inline_shapes]
    assert alternatives
    assert [one for one in alternatives if not one.startswith("Chart of ")] == []


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
