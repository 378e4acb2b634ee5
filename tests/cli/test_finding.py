"""Where the catalogue is looked for, and what is said where there is none."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import CATALOGUE, Command
from tests.cli.running import Answer

NEEDY = [("report",), ("explain", "red-one"), ("list",)]
LENIENT = "version: 1\ndefault: {status: {amber: 50%}}\n"


def organisation(answer: Answer) -> str:
    assert answer.status == 0, answer.err
    return str(json.loads(answer.out)["organisation"])


def inputs(answer: Answer) -> list[str]:
    assert answer.status == 0, answer.err
    return [one["path"] for one in json.loads(answer.out)["inputs"]]


@pytest.mark.parametrize("arguments", NEEDY)
def test_without_a_catalogue_it_says_what_it_looked_for_and_where(
    folder: Path, ragcalc: Command, arguments: tuple[str, ...]
) -> None:
    answer = ragcalc(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert f"no indicators.yaml in {folder} or any folder above it" in answer.err
    for way in ("--indicators", "RAGCALC_INDICATORS", "ragcalc init"):
        assert way in answer.err


@pytest.mark.parametrize("arguments", NEEDY)
def test_a_named_catalogue_that_is_not_there_is_named(
    folder: Path, ragcalc: Command, arguments: tuple[str, ...]
) -> None:
    answer = ragcalc(*arguments, "--indicators", "away/indicators.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert "away/indicators.yaml" in answer.err
    assert "No such file or directory" in answer.err


def test_the_nearest_parent_folder_has_the_catalogue(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = council / "one" / "two"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    answer = ragcalc("report", "--format", "json")
    assert organisation(answer) == "Anyshire"
    assert inputs(answer) == ["indicators.yaml", "thresholds.yaml"]
    nearer = CATALOGUE.replace("Anyshire", "Nearshire")
    (council / "one" / "indicators.yaml").write_text(nearer, encoding="utf-8")
    assert organisation(ragcalc("report", "--format", "json")) == "Nearshire"


def test_messages_name_a_file_as_one_would_type_it(
    broken: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = broken / "one"
    deep.mkdir()
    monkeypatch.chdir(deep)
    assert f"{Path('..', 'indicators.yaml')}:8:5: error: " in ragcalc("report").err


def test_indicators_and_thresholds_are_taken_from_their_options(
    council: Path, ragcalc: Command
) -> None:
    (council / "mine.yaml").write_text(CATALOGUE.replace("Any", "My"), encoding="utf-8")
    (council / "lenient.yaml").write_text(LENIENT, encoding="utf-8")
    answer = ragcalc(
        *("report", "--format", "json", "--indicators", "mine.yaml"),
        *("--thresholds", "lenient.yaml"),
    )
    assert organisation(answer) == "Myshire"
    assert inputs(answer) == ["mine.yaml", "lenient.yaml"]
    assert json.loads(answer.out)["indicators"][0]["status"] == "amber"


def test_variables_name_both_files_and_options_overrule_them(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (council / "mine.yaml").write_text(CATALOGUE.replace("Any", "My"), encoding="utf-8")
    (council / "lenient.yaml").write_text(LENIENT, encoding="utf-8")
    monkeypatch.setenv("RAGCALC_INDICATORS", "mine.yaml")
    monkeypatch.setenv("RAGCALC_THRESHOLDS", "lenient.yaml")
    assert inputs(ragcalc("report", "--format", "json")) == ["mine.yaml", "lenient.yaml"]
    options = ("--indicators", "indicators.yaml", "--thresholds", "thresholds.yaml")
    answer = ragcalc("report", "--format", "json", *options)
    assert inputs(answer) == ["indicators.yaml", "thresholds.yaml"]


def test_an_empty_variable_says_nothing(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAGCALC_INDICATORS", "")
    monkeypatch.setenv("RAGCALC_THRESHOLDS", "")
    assert organisation(ragcalc("report", "--format", "json")) == "Anyshire"


def test_a_named_catalogue_has_the_thresholds_beside_it(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = council / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    (elsewhere / "thresholds.yaml").write_text(LENIENT, encoding="utf-8")
    answer = ragcalc("report", "--format", "json", "--indicators", "../indicators.yaml")
    assert json.loads(answer.out)["indicators"][0]["status"] == "red"


def test_a_named_catalogue_takes_no_thresholds_from_here(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are looked for in its folder and above that, as the help says."""
    elsewhere = council / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "thresholds.yaml").write_text(LENIENT, encoding="utf-8")
    (council / "thresholds.yaml").unlink()
    monkeypatch.chdir(elsewhere)
    answer = ragcalc("report", "--format", "json", "--indicators", "../indicators.yaml")
    assert inputs(answer) == ["indicators.yaml"]
    help_text = " ".join(ragcalc("report", "--help").out.split())
    assert "in the folder of --indicators (without it: here) or in its nearest parent" in help_text


@pytest.mark.parametrize("option", ["--indicators", "--thresholds"])
def test_a_folder_is_no_file(council: Path, ragcalc: Command, option: str) -> None:
    answer = ragcalc("report", option, ".")
    assert (answer.status, answer.out) == (2, "")
    assert "file-unreadable" in answer.err


def test_a_folder_of_the_catalogues_name_is_passed_over(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (council / "one" / "indicators.yaml").mkdir(parents=True)
    monkeypatch.chdir(council / "one")
    assert organisation(ragcalc("report", "--format", "json")) == "Anyshire"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nobody_writes_into_is_refused_at_once(folder: Path, ragcalc: Command) -> None:
    os.mkfifo(folder / "pipe")
    answer = ragcalc("report", "--indicators", "pipe")
    assert (answer.status, answer.out) == (2, "")
    assert "it is not a file" in answer.err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_no_catalogue(folder: Path, ragcalc: Command, device: str) -> None:
    answer = ragcalc("report", "--indicators", device)
    assert (answer.status, answer.out) == (2, "")


def test_a_link_that_leads_round_is_refused(folder: Path, ragcalc: Command) -> None:
    (folder / "round.yaml").symlink_to("round.yaml")
    answer = ragcalc("report", "--indicators", "round.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert "round.yaml" in answer.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_refused(council: Path, ragcalc: Command) -> None:
    (council / "indicators.yaml").chmod(0)
    answer = ragcalc("report")
    assert (answer.status, answer.out) == (2, "")
    assert "Permission denied" in answer.err
