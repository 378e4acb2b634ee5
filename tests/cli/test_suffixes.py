"""The name that `--output` gives a file says its format, and never another than the file has."""

import json
from pathlib import Path

import pytest

from ragcalc.render.formats import FORMATS, DocumentKind, Format
from tests.cli.conftest import Command

WORDS = {
    DocumentKind.REPORT: ("report", "q4"),
    DocumentKind.CHECK: ("check",),
    DocumentKind.COMPARE: ("compare", "q3", "q4"),
    DocumentKind.TARGETS: ("targets", "q4"),
    DocumentKind.TREND: ("trend", "green-one"),
    DocumentKind.HISTORY: ("history",),
    DocumentKind.NARRATIVE: ("narrative", "q4"),
    DocumentKind.FORM: ("form", "2019-20-q1"),
    DocumentKind.NEXT_TARGETS: ("targets", "--next", "2019-20"),
}
"""The commands with `--output`, by what they answer with."""
TAKEN = [
    pytest.param(document, suffix, id=f"{document}{suffix}")
    for document in WORDS
    for suffix in dict.fromkeys(
        suffix for one in FORMATS[document].values() for suffix in one.medium.suffixes
    )
]


def first_with(document: DocumentKind, suffix: str) -> Format:
    return next(one for one in FORMATS[document].values() if suffix in one.medium.suffixes)


@pytest.mark.parametrize(("document", "suffix"), TAKEN)
def test_the_suffix_of_a_file_says_its_format(
    council: Path, ragcalc: Command, document: DocumentKind, suffix: str
) -> None:
    """It may be in capitals; of two formats with one suffix it is the one that is printed."""
    wanted = first_with(document, suffix)
    for name, more in (("a", ()), ("b", ("--format", wanted.name))):
        answer = ragcalc(*WORDS[document], *more, "--output", f"{name}{suffix}")
        assert (answer.status, answer.out) == (0, "")
    assert (council / f"a{suffix}").read_bytes() == (council / f"b{suffix}").read_bytes()
    ragcalc(*WORDS[document], "--output", f"c{suffix.upper()}")
    assert (council / f"c{suffix.upper()}").read_bytes() == (council / f"a{suffix}").read_bytes()


@pytest.mark.parametrize("document", WORDS)
@pytest.mark.parametrize("name", ["answer.odt", "answer.html.old"])
def test_an_unknown_suffix_is_refused_before_anything_is_read(
    ragcalc: Command, council: Path, document: DocumentKind, name: str
) -> None:
    (council / "indicators.yaml").write_text("[", encoding="utf-8")
    answer = ragcalc(*WORDS[document], "--output", name)
    assert (answer.status, answer.out) == (2, "")
    (known,) = [one for one in answer.err.splitlines() if one.startswith("Error: ")]
    assert known.startswith(f"Error: --output {name}: the name says no format; end it in .")
    for one in FORMATS[document].values():
        assert one.medium.suffix in known
    assert not (council / name).exists()


def test_the_known_suffixes_are_named(council: Path, ragcalc: Command) -> None:
    assert ragcalc("history", "--output", "history.html").err.endswith(
        "Error: --output history.html: the name says no format; "
        "end it in .csv, .json or .parquet, or add --format\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("report", "--format", "json", "--output", "report.html"),
            (
                "--output report.html contradicts --format json; "
                "end its name in .json, or leave out one of the two"
            ),
        ),
        (
            ("report", "--format", "text", "--output", "report.parquet"),
            (
                "--output report.parquet contradicts --format text; "
                "end its name in .txt, or leave out one of the two"
            ),
        ),
        (
            ("check", "--output", "junit=problems.json"),
            (
                "--output problems.json contradicts --format junit; "
                "end its name in .xml, or leave out one of the two"
            ),
        ),
    ],
)
def test_a_suffix_that_contradicts_the_format_is_refused(
    council: Path, ragcalc: Command, arguments: tuple[str, ...], message: str
) -> None:
    (council / "indicators.yaml").write_text("[", encoding="utf-8")
    answer = ragcalc(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(f"Error: {message}\n")
    assert sorted(one.name for one in council.iterdir()) == ["indicators.yaml", "thresholds.yaml"]


@pytest.mark.parametrize("name", ["tmp.X8dhs7", "report.backup", "report"])
def test_beside_a_format_a_suffix_of_no_format_says_nothing(
    council: Path, ragcalc: Command, name: str
) -> None:
    """As that of a file that mktemp made."""
    assert ragcalc("report", "--format", "json", "--output", name).status == 0
    assert json.loads((council / name).read_bytes())["schema"] == "ragcalc/report/1"


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        *(("problems.sarif", "sarif"), ("problems.sarif.json", "sarif"), ("problems.xml", "junit")),
        *(("gl-code-quality-report.json", "gitlab"), ("commands.txt", "github")),
    ],
)
def test_files_for_ci_have_the_names_that_ci_expects(
    council: Path, ragcalc: Command, name: str, format_: str
) -> None:
    assert ragcalc("check", "--output", f"{format_}={name}").status == 0
    printed = ragcalc("check", "--format", format_)
    assert (council / name).read_text(encoding="utf-8") == printed.out
    (council / name).unlink()
    assert ragcalc("check", "--format", format_, "--output", name).status == 0
    assert (council / name).read_text(encoding="utf-8") == printed.out


def test_standard_output_has_the_format_of_an_answer_without_a_file(
    council: Path, ragcalc: Command
) -> None:
    assert ragcalc("report", "q4", "--output", "-") == ragcalc("report", "q4")


def test_a_name_without_a_suffix_takes_what_is_printed(council: Path, ragcalc: Command) -> None:
    assert ragcalc("report", "q4", "--output", "report").status == 0
    printed = ragcalc("report", "q4").out
    assert (council / "report").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            "report --output r.pdf",
            "writes no PDF; end it in .docx, .html or .xlsx, and save or print that as PDF",
        ),
        ("report --output r.PDF --format docx", "writes no PDF; end it in .docx, .html or .xlsx"),
        ("report --output r.doc", "writes no file of Word's older format; end it in .docx\n"),
        ("report --output r.xls", "writes no file of Excel's older format; end it in .xlsx\n"),
        ("narrative --output r.pdf", "writes no PDF; end it in .txt or .md\n"),
        ("form q4 --output r.xls", "writes no file of Excel's older format; end it in .xlsx\n"),
    ],
)
def test_a_suffix_that_people_expect_has_a_hint_of_its_own(
    council: Path, ragcalc: Command, options: str, expected: str
) -> None:
    answer = ragcalc(*options.split())
    assert answer.status == 2
    assert expected in answer.err
    assert not list(council.glob("r.*"))
