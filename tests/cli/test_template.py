"""`--template`: with a Word document alone, never written over, and refused with a reason."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

docx = pytest.importorskip("docx")
pytest.importorskip("matplotlib")


@pytest.fixture
def template(council: Path) -> Path:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Committee services"
    made.save(council / "council.docx")
    return council / "council.docx"


def test_a_document_takes_the_looks_of_a_template(
    council: Path, ragcalc: Command, template: Path
) -> None:
    assert ragcalc("report", "--output", "r.docx", "--template", "council.docx").status == 0
    header = docx.Document(str(council / "r.docx")).sections[0].header
    assert header.paragraphs[0].text == "Committee services"


def test_a_template_is_for_a_document_alone(
    council: Path, ragcalc: Command, template: Path
) -> None:
    answer = ragcalc("report", "--format", "html", "--template", "council.docx")
    assert (answer.status, answer.out) == (2, "")
    assert "--template is for a Word document; add --format docx" in answer.err


def test_a_template_is_never_written_over(council: Path, ragcalc: Command, template: Path) -> None:
    before = template.read_bytes()
    answer = ragcalc("report", "--output", "council.docx", "--template", "council.docx")
    assert (answer.status, answer.out) == (2, "")
    assert "is one of the files that the report is made from" in answer.err
    assert template.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "--template council.docx: No such file or directory"),
        (b"a,b\n", "--template council.docx is not a Word document that can be read"),
    ],
)
def test_what_is_no_template_is_refused_and_nothing_is_written(
    council: Path, ragcalc: Command, content: bytes | None, message: str
) -> None:
    if content is not None:
        (council / "council.docx").write_bytes(content)
    answer = ragcalc("report", "--output", "r.docx", "--template", "council.docx")
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
    assert not (council / "r.docx").exists()


def test_a_template_larger_than_its_limit_is_refused(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAGCALC_MOST_WORKBOOK_MEGABYTES", "1")
    (council / "council.docx").write_bytes(b"x" * (1024**2 + 1))
    answer = ragcalc("report", "--output", "r.docx", "--template", "council.docx")
    assert (answer.status, answer.out) == (2, "")
    assert "--template council.docx is larger than 1 MB" in answer.err
