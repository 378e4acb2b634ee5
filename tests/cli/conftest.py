"""The program called in process, and a small catalogue to call it on."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ragcalc.cli import main
from tests.cli.running import Answer, of_the_caller

CATALOGUE = """\
version: 1
organisation: Anyshire
outcomes: {safe: {name: Safe}, well: {name: Well}}
indicators:
  red-one:
    name: Red one
    outcome: safe
    unit: percent
    polarity: high
    target: 90
    values: {2018-19 Q3: 85, 2018-19 Q4: 80}
  amber-one:
    name: Amber one
    outcome: well
    unit: percent
    polarity: high
    target: 90
    values: {2018-19 Q3: 88, 2018-19 Q4: 88}
  green-one:
    name: Green one
    outcome: well
    tier: wider
    unit: percent
    polarity: high
    target: 90
    values: {2017-18 Q4: 80, 2018-19 Q3: 88, 2018-19 Q4: 95}
  missing-one:
    name: Missing one
    outcome: well
    tier: wider
    unit: percent
    polarity: high
    values: {2018-19 Q4: 70}
"""
BROKEN = CATALOGUE.replace("target: 90", "target: ninety").replace("unit: percent", "unti: percent")

Command = Callable[..., Answer]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, with no catalogue above it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def council(folder: Path) -> Path:
    """The current folder, with a red, an amber, a green and a missing indicator."""
    (folder / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    (folder / "thresholds.yaml").write_text("version: 1\n", encoding="utf-8")
    return folder


@pytest.fixture
def broken(folder: Path) -> Path:
    """The current folder, with a catalogue full of errors."""
    (folder / "indicators.yaml").write_text(BROKEN, encoding="utf-8")
    return folder


@pytest.fixture
def ragcalc(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Command]:
    """Call the program as its entry script does, with an environment that says nothing."""
    monkeypatch.setattr(gc, "freeze", lambda: None)  # this process goes on
    for name in filter(of_the_caller, list(os.environ)):
        monkeypatch.delenv(name)

    def call(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["ragcalc", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        assert isinstance(end.value.code, int)
        return Answer(end.value.code, *capsys.readouterr())

    yield call
    gc.enable()
