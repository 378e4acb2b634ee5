"""A catalogue and submitted tables as files, and what is read from both."""

import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.figures import Figure, Reading, Reported, Target
from ragcalc.catalogue.model.indicators import Indicator

HEAD = """\
version: 1
organisation: Anyshire
comparators: {england: {name: England}, north-west: {name: North West}}
indicators:
"""


def catalogue(head: str = "", **indicators: str) -> str:
    """Return indicators.yaml; each indicator is a line of its keys, high and a count by default."""
    needed = {"name": "{}", "unit": "count", "polarity": "high", "values": "{{}}"}
    lines = []
    for name, entries in (indicators or {"it": ""}).items():
        given = [key for key in needed if f"{key}:" in entries]
        rest = [f"{key}: {text.format(name)}" for key, text in needed.items() if key not in given]
        lines.append(f"  {name}: {{{', '.join(filter(None, [entries, *rest]))}}}\n")
    return HEAD.replace("indicators:", f"{head}\nindicators:") + "".join(lines)


def load(folder: Path, book: str, tables: Mapping[str, str | bytes], **more: Any) -> Loaded:
    """Write catalogue and tables into a folder, and read them."""
    (folder / "indicators.yaml").write_text(book, encoding="utf-8")
    for name, table in tables.items():
        content = table if isinstance(table, bytes) else table.encode()
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    paths = [folder / name for name in tables]
    rules = more.pop("thresholds", None)
    return api.load(folder / "indicators.yaml", rules, paths, **more)


def workbook(sheets: Mapping[str, Any], formats: Mapping[str, str] | None = None) -> bytes:
    """Return a workbook of rows by sheet; `formats` are those of cells of the first sheet."""
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for cell, format_ in (formats or {}).items():
        book.worksheets[0][cell].number_format = format_
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def found(loaded: Loaded, folder: Path) -> list[str]:
    """Return each problem as a line, from the folder."""
    return [str(problem).replace(f"{folder}/", "") for problem in loaded.problems]


def indicator(loaded: Loaded, name: str = "it") -> Indicator:
    """Return an indicator of files without an error."""
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.catalogue is not None
    return loaded.catalogue.indicators[name]


def record_fields(record: Reading | Figure | Target | Reported) -> dict[str, Any]:
    """Return what a record says, each figure as it is written."""
    filled = record.model_dump(exclude_defaults=True, by_alias=True)
    return {key: str(one) if isinstance(one, Decimal) else one for key, one in filled.items()}


def values(loaded: Loaded, name: str = "it") -> dict[str, Any]:
    """Return an indicator's readings by period."""
    readings = indicator(loaded, name).values.items()
    return {str(period): record_fields(reading) for period, reading in readings}
