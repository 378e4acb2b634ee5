"""The gallery: every check has a folder whose files make it speak, word for word.

RAGCALC_WRITE_EXPECTED=1 writes the expected texts anew; read the difference before you keep it.
"""

import os
import re
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.checks import registry
from ragcalc.checks.registry import CHECKS, MODULES, functions
from ragcalc.checks.run import Checked, check
from ragcalc.render.check import text as check_text
from ragcalc.render.media.style import Style

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


def test_every_public_function_of_the_modules_of_checks_is_a_listed_check() -> None:
    assert {code for module in MODULES for code in functions(module)} == CHECKS.keys()


def test_a_module_of_checks_is_one_that_the_registry_reads() -> None:
    """A check is a public function with nothing but the subject as its argument."""
    folder = Path(registry.__file__).parent
    defining = {
        path.stem
        for path in folder.glob("*.py")
        if re.search(
            r"^def [a-z]\w+\(subject: Subject\) -> Iterator\[Problem\]", path.read_text(), re.M
        )
    }
    assert defining == {module.__name__.rpartition(".")[2] for module in MODULES}
