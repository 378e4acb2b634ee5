"""The files in docs/examples are what the program gives today.

`python -m tests.docs.outputs` writes them anew.
"""

import io
import re
import warnings
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from tests.docs.outputs import EXAMPLES, OUTPUTS, PAGE, made, page


def _without_drawings(content: bytes) -> str:
    """Return a page but for the lines of its charts, which each version draws otherwise."""
    return re.sub(r"<svg.*?</svg>", "<svg/>", content.decode("utf-8"), flags=re.DOTALL)


def _cells(content: bytes) -> dict[str, list[list[tuple[Any, str]]]]:
    """Return the values and number formats of each sheet: the packing is zlib's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no small charts in cells
        book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: [[(cell.value, cell.number_format) for cell in row] for row in sheet]
        for sheet in book
    }


SEEN: dict[str, Callable[[bytes], object]] = {"html": _without_drawings, "xlsx": _cells}


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_example_is_what_its_command_prints(name: str) -> None:
    seen = SEEN.get(name.rpartition(".")[2], bytes.decode)
    assert seen((EXAMPLES / name).read_bytes()) == seen(made(OUTPUTS[name]))


def test_the_page_names_every_example_and_no_other_file_lies_there() -> None:
    assert (EXAMPLES / PAGE).read_text(encoding="utf-8") == page()
    assert {path.name for path in EXAMPLES.iterdir()} == {PAGE, *OUTPUTS}
