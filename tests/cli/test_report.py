"""`ragcalc report`: what is narrowed, hidden, counted and refused."""

import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ragcalc.cli import report
from ragcalc.render.common.evidence import columns
from ragcalc.render.formats import FORMATS, DocumentKind
from ragcalc.render.report import html as report_html
from tests.cli.conftest import CATALOGUE, Command
from tests.cli.running import Answer
from tests.formats import for_people, is_data, names, needs_nothing, printed_for_people

NAMES = names(DocumentKind.REPORT, needs_nothing)
FOR_PEOPLE = names(DocumentKind.REPORT, printed_for_people)


def ids(answer: Answer) -> list[str]:
    return [one["id"] for one in data(answer)["indicators"]]


def data(answer: Answer) -> Any:
    assert answer.status in (0, 1), answer.err
    return json.loads(answer.out)


def test_the_report_is_the_answer_and_what_is_reported_of_it_is_not(
    council: Path, ragcalc: Command
) -> None:
    answer = ragcalc("report", "q4", "--format", "json")
    assert answer.status == 0
    assert json.loads(answer.out)["period"] == "2018-19 Q4"
    assert answer.err == "q4 = 2018-19 Q4. All 4 figures due have been received.\n"


@pytest.mark.parametrize("name", NAMES)
def test_every_format_names_every_indicator(council: Path, ragcalc: Command, name: str) -> None:
    answer = ragcalc("report", "--format", name)
    assert answer.status == 0
    for one in ("Red one", "Amber one", "Green one", "Missing one"):
        assert one in answer.out
    assert answer.out.endswith("\n")


def test_the_table_is_the_default(council: Path, ragcalc: Command) -> None:
    assert ragcalc("report").out == ragcalc("report", "--format", "table").out


# ── --outcome, --tier and --status ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--outcome", "safe"), ["red-one"]),
        (("--outcome", "well"), ["amber-one", "green-one", "missing-one"]),
        (("--tier", "wider"), ["green-one", "missing-one"]),
        (("--outcome", "well", "--tier", "headline"), ["amber-one"]),
    ],
)
def test_outcome_and_tier_narrow_rows_and_counts(
    council: Path, ragcalc: Command, options: tuple[str, ...], expected: list[str]
) -> None:
    answer = ragcalc("report", "--format", "json", *options)
    assert ids(answer) == expected
    assert data(answer)["summary"]["indicators"] == len(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("red",), ["red-one"]),
        (("RED",), ["red-one"]),
        (("red", "missing"), ["red-one", "missing-one"]),
        (("unrated",), []),
    ],
)
def test_status_hides_rows_and_counts_stay(
    council: Path, ragcalc: Command, words: tuple[str, ...], expected: list[str]
) -> None:
    options = [part for word in words for part in ("--status", word)]
    answer = ragcalc("report", "--format", "json", *options)
    assert ids(answer) == expected
    assert data(answer)["summary"] == data(ragcalc("report", "--format", "json"))["summary"]


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_hidden_rows_are_counted(council: Path, ragcalc: Command, name: str) -> None:
    answer = ragcalc("report", "--format", name, "--status", "red", "--outcome", "well")
    assert "0 of 3 shown" in answer.out
    assert "1 of 4 shown" in ragcalc("report", "--format", name, "--status", "red").out


@pytest.mark.parametrize("name", NAMES)
def test_every_row_may_be_hidden(council: Path, ragcalc: Command, name: str) -> None:
    answer = ragcalc("report", "--format", name, "--status", "unrated")
    assert answer.status == 0
    assert "Red one" not in answer.out


@pytest.mark.parametrize("option", ["--outcome", "--tier"])
def test_an_unknown_id_is_refused_with_the_nearest(
    council: Path, ragcalc: Command, option: str
) -> None:
    answer = ragcalc("report", option, {"--outcome": "saef", "--tier": "widr"}[option])
    nearest = {"--outcome": "safe", "--tier": "wider"}[option]
    assert (answer.status, answer.out) == (2, "")
    assert f"did you mean {nearest}?" in answer.err


def test_an_outcome_that_is_like_no_other_is_refused_with_all(
    council: Path, ragcalc: Command
) -> None:
    assert "known: safe, well" in ragcalc("report", "--outcome", "zzz").err


def test_an_outcome_where_there_are_none_is_refused(folder: Path, ragcalc: Command) -> None:
    lines = [line for line in CATALOGUE.splitlines() if "outcome" not in line]
    (folder / "indicators.yaml").write_text("\n".join(lines), encoding="utf-8")
    answer = ragcalc("report", "--outcome", "safe")
    assert (answer.status, answer.out) == (2, "")
    assert "there is no outcome 'safe'; the catalogue has none" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "--status", "purple"),
        ("report", "--fail-on", "late"),
        ("report", "--format", "xml"),
        ("report", "--color", "sometimes"),
        ("report", "--no-such-option"),
        ("report", "--output"),
        ("rpeort",),
        ("schema", "reports"),
        ("schema",),
        ("list", "surplus"),
        ("init", "one", "two"),
    ],
)
def test_usage_that_has_no_meaning_ends_with_2(
    council: Path, ragcalc: Command, arguments: tuple[str, ...]
) -> None:
    answer = ragcalc(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert "Error: " in answer.err
    assert "Traceback" not in answer.err


# ── --fail-on ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("red",), 1, "--fail-on red: red-one\n"),
        (("Red",), 1, "--fail-on red: red-one\n"),
        (("declined",), 1, "--fail-on declined: red-one\n"),
        (("missing",), 1, "--fail-on missing: missing-one\n"),
        (("unrated",), 0, ""),
        (("unrated", "higher"), 0, ""),
        (("unrated", "red"), 1, "--fail-on red: red-one\n"),
        (("red", "amber"), 1, "--fail-on red: red-one\n--fail-on amber: amber-one\n"),
        (("red", "red"), 1, "--fail-on red: red-one\n"),
    ],
)
def test_fail_on_ends_with_1_where_an_indicator_has_the_word(
    council: Path, ragcalc: Command, words: tuple[str, ...], status: int, message: str
) -> None:
    options = [part for word in words for part in ("--fail-on", word)]
    answer = ragcalc("report", "2018-19-q4", *options)
    assert (answer.status, answer.err) == (status, message)
    assert answer.out == ragcalc("report", "2018-19-q4").out


def test_fail_on_does_not_mind_what_status_hides(council: Path, ragcalc: Command) -> None:
    assert ragcalc("report", "--status", "green", "--fail-on", "red").status == 1


def test_fail_on_looks_only_where_outcome_and_tier_look(council: Path, ragcalc: Command) -> None:
    assert ragcalc("report", "--outcome", "well", "--fail-on", "red").status == 0
    assert ragcalc("report", "--tier", "wider", "--fail-on", "declined").status == 0


def test_a_report_in_a_file_can_fail_too(council: Path, ragcalc: Command) -> None:
    assert ragcalc("report", "--output", "report.txt", "--fail-on", "red").status == 1
    assert (council / "report.txt").exists()


# ── PERIOD ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words",
    [
        ("2018-19 Q4",),
        ("2018-19", "Q4"),
        ("2018-19-q4",),
        ("2018/19", "q4"),
        ("Q4", "2018-19"),
        ("q4",),
        ("Q4",),
        ("latest",),
        ("LATEST",),
        (),
    ],
)
def test_a_period_is_understood_in_every_form(
    council: Path, ragcalc: Command, words: tuple[str, ...]
) -> None:
    assert data(ragcalc("report", *words, "--format", "json"))["period"] == "2018-19 Q4"


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", ""],
        ["report", " "],
        ["check", ""],
        ["explain", "red-one", ""],
        ["compare", "", "q4"],
        ["compare", "q3", ""],
        ["diff", ".", "--period", ""],
    ],
)
def test_an_empty_period_is_a_variable_that_was_not_set(
    council: Path, ragcalc: Command, arguments: list[str]
) -> None:
    answer = ragcalc(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith("Error: the period is empty; leave it out, or write latest\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "--data", ""],
        ["report", "--indicators", ""],
        ["report", "--thresholds", ""],
        ["report", "--output", ""],
        ["report", "--sheet", ""],
        ["init", "--sheet", ""],
        ["check", "--baseline", ""],
        ["init", "--from", ""],
        ["init", ""],
        ["diff", ""],
        ["diff", ".", ""],
    ],
)
def test_an_empty_name_is_a_variable_that_was_not_set(
    council: Path, ragcalc: Command, arguments: list[str]
) -> None:
    answer = ragcalc(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.splitlines()[-1].endswith(": it is empty")


def test_options_may_stand_between_the_words_of_a_period(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("report", "2018-19", "--format", "json", "Q4")
    assert data(answer)["period"] == "2018-19 Q4"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "latest = 2018-19 Q4. All 4 figures due have been received.\n"),
        (("latest",), "latest = 2018-19 Q4. All 4 figures due have been received.\n"),
        (("q3",), "q3 = 2018-19 Q3. 3 of the 4 figures due have been received.\n"),
        (("2018-19-q3",), ""),
        (
            ("2017-18-q4",),
            (
                "warning: fewer than half of the figures due for 2017-18 Q4 have been received "
                "(1 of 4)\n"
            ),
        ),
    ],
)
def test_it_says_which_period_it_took_and_warns_under_half(
    council: Path, ragcalc: Command, words: tuple[str, ...], message: str
) -> None:
    answer = ragcalc("report", *words)
    assert (answer.status, answer.err) == (0, message)


def test_a_quarter_under_half_is_named_and_warned_of(folder: Path, ragcalc: Command) -> None:
    (folder / "indicators.yaml").write_text(
        CATALOGUE.replace("2018-19 Q3: 85", "2018-19 Q2: 85"), encoding="utf-8"
    )
    answer = ragcalc("report", "q2")
    assert answer.status == 0
    assert answer.err == (
        "q2 = 2018-19 Q2. 1 of the 4 figures due has been received.\n"
        "warning: fewer than half of the figures due for 2018-19 Q2 have been received (1 of 4)\n"
    )


@pytest.mark.parametrize("words", [("q9",), ("soon",), ("2018-19", "Q4", "Q3"), ("-",)])
def test_what_is_no_period_is_refused_with_a_hint(
    council: Path, ragcalc: Command, words: tuple[str, ...]
) -> None:
    answer = ragcalc("report", *words)
    assert (answer.status, answer.out) == (2, "")
    assert f"Error: '{' '.join(words)}' is not a period; write a quarter as " in answer.err


def test_a_quarter_without_any_reading_is_refused(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("report", "q1")
    assert (answer.status, answer.out) == (2, "")


# ── A catalogue with errors ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "arguments", [("report",), ("report", "--format", "json"), ("explain", "red-one"), ("list",)]
)
def test_errors_are_all_listed_and_there_is_no_answer(
    broken: Path, ragcalc: Command, arguments: tuple[str, ...]
) -> None:
    answer = ragcalc(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.count("[value-not-a-number]") == 3
    assert answer.err.count("[key-unknown]") == 4
    assert "indicators.yaml:8:5: error: " in answer.err
    assert "Traceback" not in answer.err


def test_a_partial_report_leaves_out_what_has_errors(council: Path, ragcalc: Command) -> None:
    text = CATALOGUE.replace("target: 90", "target: ninety", 1)
    (council / "indicators.yaml").write_text(text, encoding="utf-8")
    assert ragcalc("report").status == 2
    answer = ragcalc("report", "--partial", "--format", "json")
    assert answer.status == 0
    assert ids(answer) == ["amber-one", "green-one", "missing-one"]
    assert data(answer)["left_out"] == [{"id": "red-one", "codes": ["value-not-a-number"]}]
    assert "[value-not-a-number]" in answer.err


@pytest.mark.parametrize("name", NAMES)
def test_every_format_names_what_a_partial_report_leaves_out(
    council: Path, ragcalc: Command, name: str
) -> None:
    text = CATALOGUE.replace("target: 90", "target: ninety", 1)
    (council / "indicators.yaml").write_text(text, encoding="utf-8")
    assert "red-one" in ragcalc("report", "--partial", "--format", name).out


def test_a_partial_report_of_nothing_is_none(broken: Path, ragcalc: Command) -> None:
    answer = ragcalc("report", "--partial")
    assert (answer.status, answer.out) == (2, "")


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_without_thresholds_the_report_says_so(council: Path, ragcalc: Command, name: str) -> None:
    assert "thresholds.yaml" not in ragcalc("report", "--format", name).out
    (council / "thresholds.yaml").unlink()
    assert "thresholds.yaml" in ragcalc("report", "--format", name).out


# ── Evidence ─────────────────────────────────────────────────────────────────────────────────────


def test_evidence_adds_the_usual_columns_and_columns_names_them(
    council: Path, ragcalc: Command
) -> None:
    plain, usual, named = (
        ragcalc("report", "--format", "csv", *more).out.splitlines()[0]
        for more in ((), ("--evidence",), ("--columns", "Signal, trend ,signal"))
    )
    assert usual == f"{plain},rank,quartile,difference,signal,signal_method,interval_method"
    assert named == f"{plain},signal,trend,signal_method,trend_method"
    both = ragcalc("report", "--format", "csv", "--evidence", "--columns", "trend")
    behind = "trend,signal_method,trend_method"
    assert both.out.splitlines()[0] == usual.replace("signal_method", behind)


def test_json_holds_the_evidence_where_somebody_asks(council: Path, ragcalc: Command) -> None:
    (without, *_), (asked, *_) = (
        data(ragcalc("report", "--format", "json", *more))["indicators"]
        for more in ((), ("--evidence",))
    )
    assert without["evidence"] is None
    assert asked["evidence"]["signal"]["reason"] == "too-few-points"


def test_a_column_that_is_none_is_answered_with_the_nearest(
    council: Path, ragcalc: Command
) -> None:
    answer = ragcalc("report", "--columns", "rank,singal")
    assert (answer.status, answer.out) == (2, "")
    assert "there is no column 'singal' of evidence; did you mean signal?" in answer.err


def test_the_columns_of_the_command_are_those_of_the_tables() -> None:
    assert (*columns.COLUMNS, columns.SIGNIFICANCE) == report.EVIDENCE
    assert report.USUAL_EVIDENCE == columns.USUAL


# ── Files for spreadsheets ───────────────────────────────────────────────────────────────────────


def test_csv_in_a_file_has_the_mark_by_which_excel_knows_it_and_none_on_a_pipe(
    council: Path, ragcalc: Command
) -> None:
    piped = ragcalc("report", "--format", "csv").out
    assert ragcalc("report", "--format", "csv", "--output", "r.csv").status == 0
    content = (council / "r.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,name")
    assert content.decode("utf-8-sig") == piped


def test_a_workbook_and_a_page_are_files(council: Path, ragcalc: Command) -> None:
    assert ragcalc("report", "--format", "xlsx", "--output", "r.xlsx").status == 0
    assert (council / "r.xlsx").read_bytes().startswith(b"PK")
    assert ragcalc("report", "--format", "html", "--output", "r.html").status == 0
    assert "<!DOCTYPE html>" in (council / "r.html").read_text(encoding="utf-8")


def test_an_appendix_is_for_the_page_alone(council: Path, ragcalc: Command) -> None:
    for flags, body in (((), "<body>"), (("--appendix",), '<body class="appendix">')):
        assert ragcalc("report", *flags, "--output", "r.html").status == 0
        assert body in (council / "r.html").read_text(encoding="utf-8")
    for other in (("--format", "markdown"), ("--output", "r.md"), ()):
        answer = ragcalc("report", "--appendix", *other)
        assert (answer.status, answer.out) == (2, "")
        assert "--appendix is for the web page; add --format html" in answer.err
    assert not (council / "r.md").exists()


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [
        *(("html", "jinja2", "html"), ("xlsx", "xlsxwriter", "excel")),
        *(("docx", "docx", "word"), ("docx", "matplotlib", "word")),
    ],
)
def test_a_format_whose_package_is_missing_says_what_to_install(
    council: Path,
    ragcalc: Command,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    package: str,
    extra: str,
) -> None:
    for module in [
        one for one in sys.modules if one.startswith(("ragcalc.render.", f"{package}."))
    ]:
        monkeypatch.delitem(sys.modules, module)
    for module in (package, *(one for one in sys.modules if one.startswith(f"{package}."))):
        monkeypatch.setitem(sys.modules, module, None)
    report_html.template.cache_clear()
    answer = ragcalc("report", "--format", name, "--output", "r")
    assert (answer.status, answer.out) == (2, "")
    assert f"pip install 'ragcalc[{extra}]'" in answer.err
    assert not (council / "r").exists()


@pytest.mark.parametrize("name", names(DocumentKind.REPORT, for_people))
def test_ids_stand_behind_the_names_in_what_people_read(
    council: Path, ragcalc: Command, name: str
) -> None:
    suffix = FORMATS[DocumentKind.REPORT][name].medium.suffix
    answer = ragcalc("report", "q4", "--ids", "--format", name, "--output", f"r{suffix}")
    assert answer.status == 0, answer.err
    written = without_tags(council / f"r{suffix}")
    assert "Red one (red-one)" in written
    assert "Green one (green-one)" in written


def without_tags(path: Path) -> str:
    """Return the words of a file: those of every part where it is an archive of XML."""
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            content = b"".join(map(archive.read, archive.namelist()))
    return re.sub(r"<[^>]*>|\\", "", content.decode("utf-8", "replace"))


@pytest.mark.parametrize("name", names(DocumentKind.REPORT, is_data))
def test_what_programs_read_has_ids_of_its_own(council: Path, ragcalc: Command, name: str) -> None:
    with_ids = ragcalc("report", "q4", "--ids", "--format", name)
    assert with_ids.out == ragcalc("report", "q4", "--format", name).out


@pytest.mark.parametrize("name", ["json", "csv"])
def test_a_summary_is_of_what_people_read(council: Path, ragcalc: Command, name: str) -> None:
    answer = ragcalc("report", "--summary", "--format", name)
    assert (answer.status, answer.out) == (2, "")
    assert f"--summary has no {name}" in answer.err


def test_a_summary_names_the_exceptions_alone(council: Path, ragcalc: Command) -> None:
    answer = ragcalc("report", "q4", "--summary")
    assert answer.status == 0
    assert "Red one" in answer.out
    assert "Green one" not in answer.out
