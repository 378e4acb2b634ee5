"""The files in docs/examples are what the program gives today.

`python -m tests.docs.outputs` writes them anew.
"""

import io
import re
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from ragcalc.render.formats import DocumentKind
from ragcalc.render.media.medium import DOCUMENT, HTML, PARQUET, WORKBOOK
from tests.docs.outputs import COMMANDS, EXAMPLES, OUTPUTS, PAGE, made, page
from tests.media import documents


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


def _rows(content: bytes) -> object:
    """Return the columns and rows of a Parquet file: its packing is DuckDB's."""
    with tempfile.NamedTemporaryFile(suffix=PARQUET.suffix) as file, duckdb.connect() as connection:
        Path(file.name).write_bytes(content)
        found = connection.execute("FROM read_parquet(?)", [file.name])
        return [(name, str(kind)) for name, kind, *_ in found.description], found.fetchall()


SEEN: dict[str, Callable[[bytes], object]] = {
    HTML.suffix: _without_drawings,
    WORKBOOK.suffix: _cells,
    PARQUET.suffix: _rows,
    DOCUMENT.suffix: documents.words,
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_example_is_what_its_command_prints(name: str) -> None:
    seen = SEEN.get(Path(name).suffix, bytes.decode)
    assert seen((EXAMPLES / name).read_bytes()) == seen(made(OUTPUTS[name]))


def test_every_document_has_its_examples() -> None:
    assert set(COMMANDS) == set(DocumentKind)


def test_the_page_names_every_example_and_no_other_file_lies_there() -> None:
    assert (EXAMPLES / PAGE).read_text(encoding="utf-8") == page()
    assert {path.name for path in EXAMPLES.iterdir()} == {PAGE, *OUTPUTS}
