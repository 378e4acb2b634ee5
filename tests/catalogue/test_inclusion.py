"""Files that indicators.yaml includes: one catalogue, every place in its own file."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.checks.run import check
from ragcalc.render.media.style import Style
from ragcalc.render.report import csv as report_csv
from ragcalc.render.report import html as report_html
from ragcalc.render.report import json as report_json
from ragcalc.render.report import text as report_text

HEAD = "version: 1\norganisation: Anyshire\n"
ONE = """\
outcomes:
  {0}: {{name: Outcome {0}}}
indicators:
  in-{0}:
    name: Indicator {0}
    unit: count
    polarity: high
    outcome: {0}
    values: {{2018-19 Q4: {1}}}
"""

Load = Callable[..., Loaded]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Write files by their names, and load them."""
    monkeypatch.chdir(tmp_path)

    def loaded(include: str, main: str = "", **files: str) -> Loaded:
        (tmp_path / "indicators.yaml").write_text(f"{HEAD}include: {include}\n{main}")
        for name, text in files.items():
            (tmp_path / "parts").mkdir(exist_ok=True)
            (tmp_path / "parts" / f"{name}.yaml").write_text(text)
        return api.load(Path("indicators.yaml"), None)

    return loaded


def messages(book: Loaded) -> list[str]:
    return [str(problem) for problem in book.problems]


def ids(book: Loaded) -> list[str]:
    assert book.catalogue is not None
    return list(book.catalogue.indicators)


def test_entries_stand_behind_the_catalogues_own_in_the_order_of_the_files(load: Load) -> None:
    book = load("[parts/b.yaml, 'parts/*.yaml']", ONE.format("main", 1), **{
        name: ONE.format(name, 1) for name in "cab"
    })  # fmt: skip
    assert messages(book) == []
    assert ids(book) == ["in-main", "in-b", "in-a", "in-c"]
    report = api.scored(book, "latest")
    assert [one.id for one in report.outcomes] == ["main", "b", "a", "c"]


def test_the_catalogue_itself_may_hold_no_indicator(load: Load) -> None:
    assert ids(load("[parts/a.yaml]", a=ONE.format("a", 1))) == ["in-a"]


def test_an_included_file_may_use_what_stands_in_another(load: Load) -> None:
    text = ONE.format("b", 1).replace("outcome: b", "outcome: a")
    assert messages(load("[parts/*.yaml]", a=ONE.format("a", 1), b=text)) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            ONE.format("b", "ninety"),
            (
                "parts/b.yaml:9:26: error: 2018-19 Q4 must be a number or a reason, not 'ninety' "
                "[value-not-a-number]"
            ),
        ),
        (
            ONE.format("b", 1).replace("outcome: b", "outcome: c"),
            "parts/b.yaml:8:14: error: there is no outcome 'c' [reference-outcome]",
        ),
        (
            ONE.format("b", 1).replace("{2018-19 Q4: 1}", "{2018-19 Q4: 1, Q4 2018/19: 2}"),
            (
                "parts/b.yaml:9:29: error: duplicate period Q4 2018/19: it is the same as "
                "2018-19 Q4 "
                "[period-duplicate]"
            ),
        ),
        (
            ONE.format("b", 1) + "    target: {from: 5, to: 6}\n",
            (
                "parts/b.yaml:10:5: error: a range needs polarity on-target, not high "
                "[target-form-polarity]"
            ),
        ),
        (
            ONE.format("b", 1) + "tiers: {top: Top}\n",
            "parts/b.yaml:10:1: error: 'tiers' is not a key here [key-unknown]",
        ),
        (
            "version: 2\n" + ONE.format("b", 1),
            "parts/b.yaml:1:10: error: version must be 1, not '2' [key-version]",
        ),
        (
            "- a",
            "parts/b.yaml:1:1: error: b.yaml must be a mapping, not a list",
        ),
        (
            "indicators: five",
            "parts/b.yaml:1:13: error: indicators must be a mapping, not 'five'",
        ),
        ("", "parts/b.yaml: error: b.yaml is empty [file-empty]"),
        ("a: [", "parts/b.yaml:1:1: error: this is not valid YAML: "),
    ],
)
def test_a_problem_is_shown_in_its_own_file(load: Load, text: str, problem: str) -> None:
    book = load("[parts/*.yaml]", a=ONE.format("a", 1), b=text)
    (found,) = messages(book)
    assert found.startswith(problem)
    assert book.problems[0].name == "parts/b.yaml"


def test_an_id_in_two_files_is_reported_with_both_places(load: Load) -> None:
    book = load("[parts/*.yaml]", a=ONE.format("x", 1), b=ONE.format("x", 2))
    assert messages(book) == [
        ("parts/b.yaml:2:3: error: duplicate id x: it is also in parts/a.yaml:2 [include-twice]"),
        (
            "parts/b.yaml:4:3: error: duplicate id in-x: it is also in parts/a.yaml:4 "
            "[include-twice]"
        ),
    ]
    assert book.left_out == {"in-x": ("include-twice",)}


def test_checks_point_into_the_included_file(load: Load) -> None:
    text = ONE.format("b", 1).replace("unit: count", "unit: percent").replace("Q4: 1}", "Q4: 101}")
    (found,) = check(load("[parts/b.yaml]", b=text)).problems
    assert str(found).startswith("parts/b.yaml:9:26: warning: ")


def test_a_partial_report_names_the_file_of_which_nothing_could_be_read(load: Load) -> None:
    """What refers to an outcome that may stand in that file is left in peace."""
    main = ONE.format("main", 1).replace("outcome: main", "outcome: b")
    book = load("[parts/*.yaml]", main, a=ONE.format("a", 1), b="a: [")
    assert [one.code for one in book.problems] == ["syntax-not-yaml"]
    assert book.left_out == {"parts/b.yaml": ("syntax-not-yaml",)}
    report = api.scored(book, "latest")
    left_out = "1 whole file left out because of errors in the catalogue: parts/b.yaml"
    assert left_out in report_text.render(report, Style())
    assert "left out: syntax-not-yaml" in report_csv.render(report, Style())


def test_where_the_catalogues_own_entries_are_no_mapping_that_alone_is_reported(load: Load) -> None:
    book = load("[parts/a.yaml]", "indicators: five\n", a=ONE.format("a", 1))
    assert [(one.file, one.code) for one in book.problems] == [
        ("indicators.yaml", "value-wrong-shape")
    ]


def test_where_the_only_file_is_broken_no_indicators_are_missed(load: Load) -> None:
    book = load("[parts/a.yaml]", a="a: [")
    assert [one.code for one in book.problems] == ["syntax-not-yaml"]
    assert book.catalogue is None


def test_the_page_names_the_file_of_each_entry(load: Load) -> None:
    text = ONE.format("b", 5) + "    target: 4\n"
    report = api.scored(load("[parts/*.yaml]", ONE.format("main", 1), b=text), "latest")
    page = report_html.render(report, Style())
    assert "parts/b.yaml" in page.partition('id="indicator-in-b"')[2]
    assert "parts/b.yaml" not in page.partition('id="indicator-in-b"')[0]


def test_every_file_is_an_input_of_the_report(load: Load) -> None:
    book = load("[parts/*.yaml]", a=ONE.format("a", 1), b=ONE.format("b", 1))
    made = json.loads(report_json.render(api.scored(book, "latest"), Style()))
    names = [one["path"] for one in made["inputs"]]
    assert names == ["indicators.yaml", "parts/a.yaml", "parts/b.yaml"]
    assert len({one["sha256"] for one in made["inputs"]}) == 3


@pytest.mark.parametrize(
    ("include", "code"),
    [
        ("[parts]", "include-nothing"),
        ("[parts/z.yaml]", "include-nothing"),
        ("['']", "value-empty"),
        ("[parts/a.yaml, 'z*.yaml']", "include-nothing"),
        ("[/etc/passwd]", "include-outside"),
        ("['/**']", "include-outside"),
        ("['**/../x.yaml']", "include-outside"),
        ("[..]", "include-outside"),
        ("[.]", "include-nothing"),
        ("[../indicators.yaml]", "include-outside"),
        ("[parts/../../x.yaml]", "include-outside"),
        ("[parts/link.yaml]", "include-outside"),
        ("['parts/l*.yaml']", "include-outside"),
        ("[indicators.yaml]", "include-itself"),
        ("['**/*.yaml']", "include-itself"),
        ("[parts/pipe.yaml]", "file-unreadable"),
        ("parts/a.yaml", "value-wrong-shape"),
        ("[[parts/a.yaml]]", "value-wrong-shape"),
        ("{a: parts/a.yaml}", "value-wrong-shape"),
    ],
)
def test_what_names_no_file_of_the_folder_is_refused(
    load: Load, tmp_path: Path, include: str, code: str
) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "link.yaml").symlink_to("/etc/passwd")
    if "pipe" in include:
        os.mkfifo(tmp_path / "parts" / "pipe.yaml")
    book = load(include, ONE.format("main", 1), a=ONE.format("a", 1))
    assert code in {one.code for one in book.problems}
    assert "root:" not in "".join(one.excerpt for one in book.problems)


def test_a_name_with_a_bracket_is_no_glob(load: Load) -> None:
    assert ids(load("['parts/a[1].yaml']", **{"a[1]": ONE.format("a", 1)})) == ["in-a"]


def test_a_link_within_the_folder_is_the_file_that_it_leads_to(load: Load, tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "b.yaml").symlink_to("a.yaml")
    assert ids(load("[parts/*.yaml]", a=ONE.format("a", 1))) == ["in-a"]


@pytest.mark.parametrize("name", ["parts/../parts/a.yaml", "./parts/a.yaml", "z/../parts/*.yaml"])
def test_a_name_may_leave_a_folder_that_it_has_entered(
    load: Load, tmp_path: Path, name: str
) -> None:
    (tmp_path / "z").mkdir()
    assert ids(load(f"['{name}']", a=ONE.format("a", 1))) == ["in-a"]


def test_an_absolute_name_is_refused_as_that(load: Load, tmp_path: Path) -> None:
    """It may lie within the folder, so that `outside` would be false."""
    book = load(f"[{tmp_path}/parts/a.yaml]", ONE.format("main", 1), a=ONE.format("a", 1))
    (problem,) = book.problems
    assert problem.code == "include-outside"
    assert problem.message.endswith(" is absolute")
    assert problem.hint == "write it from the folder of the catalogue, as in outcomes/homes.yaml"


def test_a_diff_reads_the_included_files_of_a_revision(load: Load, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        ended = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
        return ended.stdout

    text = ONE.format("a", 5) + "    target: 4\n"
    load("[parts/*.yaml]", a=text)
    run("git", "init", "-q")
    run("git", "add", ".")
    run("git", "-c", "user.name=it", "-c", "user.email=it@it", "commit", "-qm", "one")
    load("[parts/*.yaml]", a=text.replace("Q4: 5", "Q4: 3"))
    changes = json.loads(run(sys.executable, "-m", "ragcalc", "diff", "HEAD", "--format", "json"))
    (change,) = changes["indicators"]
    assert (change["id"], change["moved"]) == ("in-a", "worse")
