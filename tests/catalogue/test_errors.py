"""The gallery: every code of loading has a folder whose files produce it, word for word.

RAGCALC_WRITE_EXPECTED=1 writes the expected texts anew; read the difference before you keep it.
"""

import ast
import os
import re
import sys
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue import files
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.codes import CHECKS, CODES
from ragcalc.limits import limits
from ragcalc.render.check import problems as problems_text
from ragcalc.render.media.style import Style

GALLERY = Path(__file__).parents[1] / "errors"
CATALOGUE = Path(files.__file__).parent
FAMILIES = (
    "data|dataset|file|include|syntax|key|value|period|reference|table|target|tolerance|series"
    "|status"
)
CODE = re.compile(rf"(?:{FAMILIES})(?:-[a-z0-9]+)+")

_OF_CHECKS = ("dataset-differs", "dataset-quartile-bounds", "dataset-reorganisation")
REMARKS = {
    *("data-nothing", "data-unread", "table-sheet-unread", "table-rows-missing"),
    *("table-column-unknown", "table-cell-unread", "table-cells-hidden", "table-title-period"),
    "table-group-differs",
    *("value-noise", "value-bare-share", "value-note-alone", "value-revised"),
    *(code for code in CHECKS if code.startswith("dataset-") and code not in _OF_CHECKS),
}
"""What is noticed while a table is read, and reported by checks."""

every_folder = pytest.mark.parametrize("code", CODES)


def shown(loaded: Loaded) -> str:
    """Return what a person sees, and what a partial report would leave out."""
    text = problems_text.render(loaded.problems, Style())
    left_out = [f"{name}: {', '.join(codes)}\n" for name, codes in loaded.left_out.items()]
    return text + ("\n--partial leaves out\n" + "".join(left_out) if left_out else "")


def loaded_from(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loaded:
    monkeypatch.chdir(GALLERY / code)
    if code == "file-too-large":  # too large for a repository as well
        (tmp_path / "indicators.yaml").write_bytes(b"#" * (limits().catalogue_bytes + 1))
        monkeypatch.chdir(tmp_path)
    if code == "file-needs-extra":
        monkeypatch.setitem(sys.modules, "openpyxl", None)
    thresholds = Path("thresholds.yaml")
    return api.load(
        Path("indicators.yaml"),
        thresholds if thresholds.exists() else None,
        sorted(Path().glob("returns.*")),
        sheet="Q5" if code == "table-sheet" else None,
    )


@every_folder
def test_the_files_of_a_code_give_its_text_word_for_word(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = shown(loaded_from(code, tmp_path, monkeypatch))
    expected = GALLERY / code / "expected.txt"
    if "RAGCALC_WRITE_EXPECTED" in os.environ:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@every_folder
def test_the_files_of_a_code_produce_it(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = loaded_from(code, tmp_path, monkeypatch)
    given = {problem.code for problem in loaded.problems}
    assert code in given.union(*loaded.left_out.values())


@every_folder
def test_every_problem_of_the_gallery_has_a_known_code(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = loaded_from(code, tmp_path, monkeypatch)
    assert {problem.code for problem in loaded.problems} <= CODES.keys()


def test_every_code_has_a_folder_and_every_folder_a_code() -> None:
    folders = {path.name for path in GALLERY.iterdir()}
    assert CODES.keys() <= folders <= {*CODES, *CHECKS}


def literals(path: Path) -> set[str]:
    """Return every text that stands in a module and is written like a code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)}


def test_the_source_gives_exactly_the_codes_that_are_listed() -> None:
    modules = [path for path in CATALOGUE.rglob("*.py") if path.name != "codes.py"]
    assert set().union(*map(literals, modules)) == CODES.keys() | REMARKS


@pytest.mark.parametrize("code", CODES)
def test_a_meaning_is_one_sentence(code: str) -> None:
    meaning = CODES[code].meaning
    assert meaning[0].isupper()
    assert meaning.endswith(".")
    assert ". " not in meaning
