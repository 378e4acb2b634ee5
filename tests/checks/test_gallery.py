"""The gallery: every check has a folder whose files make it speak, word for word.

RAGCALC_WRITE_EXPECTED=1 writes the expected texts anew; read the difference before you keep it.
"""

import os
from pathlib import Path

import pytest

from ragcalc import api
from ragcalc.checks.registry import CHECKS
from ragcalc.checks.run import Checked, check
from ragcalc.render import check_text
from ragcalc.render.style import Style

GALLERY = Path(__file__).parents[1] / "errors"

ASKED = {"period-in-future": "2018-19 Q4"}
"""The period that is given to checks which look at nothing without one."""

every_check = pytest.mark.parametrize("code", CHECKS)


def checked(code: str, monkeypatch: pytest.MonkeyPatch) -> Checked:
    monkeypatch.chdir(GALLERY / code)
    thresholds = Path("thresholds.yaml")
    loaded = api.load(
        Path("indicators.yaml"),
        thresholds if thresholds.exists() else None,
        sorted(Path().glob("returns.*")),
    )
    return check(loaded, ASKED.get(code))


@every_check
def test_the_files_of_a_check_give_its_text_word_for_word(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = check_text.render(checked(code, monkeypatch), Style())
    expected = GALLERY / code / "expected.txt"
    if "RAGCALC_WRITE_EXPECTED" in os.environ:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@every_check
def test_the_files_of_a_check_give_its_code_alone_with_its_severity(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {(one.code, one.severity) for one in checked(code, monkeypatch).problems}
    assert found == {(code, CHECKS[code][0])}
