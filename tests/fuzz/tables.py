"""Throw made-up tables, workbooks and datasets at ragcalc and keep those that break it.

    python -m tests.fuzz.tables --count 20000 --kind csv
    python -m tests.fuzz.tables --count 5000 --kind workbook
    python -m tests.fuzz.tables --count 2000 --kind dataset

The generators know how a return, a workbook and a dataset are built, and damage some of them. What
is read is checked, scored and rendered in every format, as in `tests.fuzz`.
"""

import argparse
import io
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.scoring.timetable import NoSuchPeriod
from tests.fuzz.__main__ import SLOW, exercised

Chance = random.Random
INDICATORS = """\
version: 1
organisation: Anyshire
area: Anyshire
comparators:
  england: {name: England, kind: national, lag: 1 year}
  region: {name: North West, kind: regional, lag: 1 year}
  near: {name: Neighbours, kind: statistical-neighbours, lag: 1 year}
datasets:
  d: {file: DATASET, neighbours: near.csv}
indicators:
  it: {name: It, unit: percent, polarity: low, target: 10, dataset: {name: d, measure: m},
    values: {2016-17 Q4: 5, 2017-18 Q4: 6}}
  count: {name: Count, unit: count, polarity: high, target: 5, accumulates: true,
    values: {2018-19 Q1: 3}}
  months: {name: Months, unit: days, polarity: low, frequency: monthly, values: {2019-M01: 3}}
  ratio: {name: Ratio, unit: ratio, polarity: on-target, target: {from: 1, to: 2},
    values: {2018-19 Q4: 1.5}}
"""
CELLS = (
    *("5", "0", "-1", "18.3%", "1,234", "£5", "c", "[c]", "z", "x", "..", "-", "5 p", "5 r", "low"),
    *(
        "1" * 30,
        "1" * 31,
        "9" * 400 + "e99",
        "7" * 5000,
        "0." + "3" * 40,
        "1e5",
        "1E-5",
        "inf",
        "nan",
    ),
    *("", " ", "\t", "=1+1", "#N/A", "true", "٣", "½", "−5", "\u00a05", "[bold]", "\x1b[31m", "\0"),
    *(
        "x" * 300,
        '"',
        "'",
        "2018-19",
        "31/03/2019",
        "43555",
        "17.899999999999999",
        "1e309",
        "\ud83d",
    ),
)
IDS = ("it", "count", "months", "ratio", "It", "nobody", "", "it ", "COUNT")
PERIODS = (
    *("2018-19 Q4", "2018-19 Q3", "Q4 2018-19", "2018-19", "2019-M03", "Mar 2019", "31/03/2019"),
    *("2019", "Q9 2018-19", "9999-10", "0000-01 Q1", "", "2018-20", "q4", "1800-M13"),
)
HEADINGS = (
    *("indicator", "period", "value", "numerator", "denominator", "note", "provisional", "break"),
    *(
        "comparator",
        "breakdown",
        "target",
        "Indicator",
        "indicator",
        "",
        "2018-19 Q4",
        "Mar 2019",
        "what",
    ),
)
Row = list[str]


VALID = {
    "it": ("5", "0", "18.3%", "12.25", "c", "[c]", "z", "5 p", "[x]", "99.9", "17.899999999999999"),
    "count": ("5", "0", "1,234", "12", "[c]", "z", "7 [p]", "1" * 30),
    "ratio": ("1.5", "0.0", "2", "z", "-5", "0." + "3" * 29),
    "months": ("5", "0", "12.5", "c", "x"),
}
QUARTERS = ("2018-19 Q4", "2018-19 Q3", "Q2 2018-19", "2017-18 Q3", "31/12/2017", "Q2 2017/18")
MONTHS = ("2019-M02", "Mar 2018", "April 2018", "2018-M12")


def table(chance: Chance) -> list[Row]:
    """Return a return in long or wide form: valid, or with one odd cell, or odd all over."""
    how = chance.random()
    if how > 0.75:
        return _odd(chance)
    rows = _valid_wide(chance) if chance.random() < 0.3 else _valid_long(chance)
    if how > 0.5:
        row = chance.choice(rows[1:])
        row[chance.randrange(len(row))] = chance.choice(CELLS)
    if chance.random() < 0.1:
        rows[:0] = [[], ["Return of Anyshire"]]
    return rows


def _valid_long(chance: Chance) -> list[Row]:
    every = [(name, one) for name in VALID for one in (MONTHS if name == "months" else QUARTERS)]
    picked = chance.sample(every, chance.randrange(1, 12))
    rows = [[name, period, chance.choice(VALID[name])] for name, period in picked]
    heading = [*HEADINGS[:3]]
    if chance.random() < 0.3:
        heading.append("note")
        rows = [[*row, chance.choice(("", "a note", "x" * 300, "=1+1", "[bold]"))] for row in rows]
    return [heading, *rows]


def _valid_wide(chance: Chance) -> list[Row]:
    periods = chance.sample(QUARTERS, chance.randrange(1, 5))
    names = chance.sample(("it", "count", "ratio"), chance.randrange(1, 4))
    rows = [[name, *(chance.choice(VALID[name]) for _ in periods)] for name in names]
    return [["indicator", *periods], *rows]


def _odd(chance: Chance) -> list[Row]:
    if chance.random() < 0.3:
        heading = ["indicator", *chance.choices(PERIODS, k=chance.randrange(1, 6))]
        rows = [[chance.choice(IDS), *chance.choices(CELLS, k=len(heading) - 1)] for _ in range(4)]
    else:
        heading = [*HEADINGS[:3], *chance.choices(HEADINGS, k=chance.choice((0, 0, 1, 2, 4)))]
        rows = [
            [*map(chance.choice, (IDS[:4], PERIODS)), *chance.choices(CELLS, k=len(heading) - 2)]
            for _ in range(chance.randrange(8))
        ]
    rows = [heading, *rows]
    for _ in range(chance.choice((0, 0, 0, 1, 3))):
        row = chance.choice(rows)
        row[chance.randrange(len(row) + 1) :] = chance.choices(CELLS, k=chance.randrange(3))
    return rows


def damaged(content: bytes, chance: Chance) -> bytes:
    """Return bytes of which some are cut, doubled or replaced."""
    made = bytearray(content)
    for _ in range(chance.choice((0, 0, 0, 0, 1, 2, 5))):
        at = chance.randrange(len(made) + 1)
        to = min(len(made), at + chance.choice((0, 1, 2, 50)))
        signs = (
            b"",
            b'"',
            b"\r",
            b"\n",
            b"\0",
            b"\xff\xfe",
            b"\xe2\x80\xa8",
            b";",
            made[at:to] * 2,
        )
        made[at:to] = chance.choice(signs)
    return bytes(made)


def text_table(folder: Path, chance: Chance) -> Path:
    """Write a return as a text file."""
    delimiter, end = chance.choice(",,,;\t|"), chance.choice(("\n", "\r\n", "\r", "\n\n"))
    lines = (delimiter.join(_quoted(cell, chance) for cell in row) for row in table(chance))
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))
    path = folder / "r.csv"
    path.write_bytes(damaged(end.join(lines).encode(encoding, "replace"), chance))
    return path


def _quoted(cell: str, chance: Chance) -> str:
    return '"' + cell.replace('"', '""') + '"' if chance.random() < 0.3 else cell


def workbook(folder: Path, chance: Chance) -> Path:
    """Write a return as a workbook, whose XML some are damaged in."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(
        made, {"strings_to_numbers": False, "nan_inf_to_errors": True}
    ) as book:
        formats = [
            book.add_format({"num_format": one})
            for one in ("0", "0.0%", "dd/mm/yyyy", "[h]:mm", '"%"0')
        ]
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            sheet = book.add_worksheet()
            for at, row in enumerate(table(chance)):
                for column, cell in enumerate(row):
                    _write(
                        sheet, at, column, cell.encode("utf-8", "replace").decode(), formats, chance
                    )
            if chance.random() < 0.1:
                sheet.merge_range("A1:C1", "Merged")
    content = made.getvalue()
    how = chance.random()
    if how < 0.1:
        content = _with_other_xml(content, chance)
    elif how < 0.12:
        content = damaged(content, chance)
    path = folder / "r.xlsx"
    path.write_bytes(content)
    return path


def _write(to: Any, row: int, column: int, cell: str, formats: list[Any], chance: Chance) -> None:
    form = chance.choice(formats)
    match chance.randrange(60):
        case number if number > 30 and (
            cell.replace(".", "").isascii() and cell.replace(".", "").isdigit() and len(cell) < 300
        ):
            to.write_number(row, column, float(cell), form)
        case 1:
            to.write_number(
                row, column, chance.choice((5, 0.183, 1e300, -1e-300, 43555, 1e15 + 0.3)), form
            )
        case 2:
            to.write_formula(row, column, "=1+1", form, chance.choice((2, "", "c", "#N/A", True)))
        case _:
            to.write_string(row, column, cell.replace("\0", "")[:32000], form)


XML = (
    (b'r="A1"', b'r="XFD1"'),
    (b'r="2"', b'r="1048577"'),
    (b'r="2"', b'r="99999999999"'),
    (b'r="2"', b'r="-1"'),
    (b't="s"', b't="d"'),
    (b't="s"', b't="b"'),
    (b't="s"', b't="str"'),
    (b't="s"', b't="e"'),
    (b"<v>1</v>", b"<v>99</v>"),
    (b"<v>1</v>", b"<v>1e400</v>"),
    (b"<v>1</v>", b"<v>" + b"1" * 5000 + b"</v>"),
    (b"<v>", b"<v>x"),
    (b"<v>1</v>", b"<v/>"),
    (b's="1"', b's="77"'),
    (b"<v>5</v>", b"<v>NaN</v>"),
    (b"<sheetData>", b"<sheetData><row/><row r='7'/>"),
    (b"</sheetData>", b"</sheetData><mergeCells count='1'><mergeCell ref='A1:XFD9'/></mergeCells>"),
    (b"<dimension ref=", b"<dimension rf="),
    (b'dimension ref="A1', b'dimension ref="Z9'),
    (b"worksheets/sheet1", b"worksheets/sheet2"),
    (b"<si>", b"<si/><si>"),
    (b'numFmtId="165"', b'numFmtId="9999"'),
    (b"date1904", b"date1900"),
    (b'state="visible"', b'state="hidden"'),
    (b"<t>", b"<t>_x000D_"),
    (b"<row ", b"<rov "),
    (b'/worksheet"', b'/chartsheet"'),
)
"""What is replaced by what in the files of a workbook."""


def _with_other_xml(content: bytes, chance: Chance) -> bytes:
    changes = chance.choices(XML, k=chance.randrange(1, 4))
    made, there = io.BytesIO(), zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in there.namelist():
            own = there.read(name)
            for old, new in changes:
                own = own.replace(old, new)
            archive.writestr(name, own)
    return made.getvalue()


KINDS = (
    *("VARCHAR", "VARCHAR", "DOUBLE", "DECIMAL(38,10)", "HUGEINT", "DATE", "BLOB", "BOOLEAN"),
    *("INTEGER[]", "TIMESTAMP", "STRUCT(a VARCHAR)", "UUID", "FLOAT", "INTERVAL", "JSON"),
)
YEARS = ("2015-16", "2016-17", "2017-18", "2018", "2018/19", "201819", "", "9999", "2018-19p")


def dataset(folder: Path, chance: Chance) -> Path:
    """Write a dataset as CSV or Parquet, its columns of odd types."""
    names = ["measure", "year", "area", "name", "value", "region"]
    kinds = {one: chance.choice(KINDS) if chance.random() < 0.05 else "VARCHAR" for one in names}
    kinds["value"] = chance.choice((*KINDS[:5], *KINDS))
    areas = (
        ("1", "Anyshire", "North West"),
        ("2", "England", "-"),
        ("3", "North West", "NA"),
        ("4.0", "B", "North West"),
    )
    rows = []
    for _ in range(chance.randrange(40)):
        area, name, region = chance.choice(areas)
        odd = chance.random() < 0.1
        value = (
            chance.choice(CELLS if odd else ("5", "0", "9.37", "-", "12", "7", "4.798E-2", "1e2"))
            .encode("utf-8", "replace")
            .decode()
            .replace("\0", "")
        )
        rows.append(
            [
                chance.choice(("m", "m", "m", "m", "M", "n")),
                chance.choice(YEARS if odd else YEARS[:5]),
                area,
                name,
                value,
                region,
            ]
        )
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(f"CREATE TABLE t ({', '.join(f'{one} VARCHAR' for one in names)})")
    if rows:
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", rows)
    columns = ", ".join(
        f"{one}" if kind == "VARCHAR" else f"TRY_CAST({one} AS {kind}) AS {one}"
        for one, kind in kinds.items()
    )
    suffix = chance.choice(("csv", "parquet"))
    path = folder / f"d.{suffix}"
    try:
        connection.execute(f"COPY (SELECT {columns} FROM t) TO '{path}'")
    except duckdb.Error:
        connection.execute(f"COPY t TO '{path}'")
    connection.close()
    if chance.random() < 0.1:
        path.write_bytes(damaged(path.read_bytes(), chance))
    return path


GENERATORS: dict[str, Callable[[Path, Chance], Path]] = {
    "csv": text_table,
    "workbook": workbook,
    "dataset": dataset,
}


UNOPENED = {"table-not-a-workbook", "file-too-large", "dataset-unreadable", "dataset-column"}


def tried(kind: str, folder: Path, chance: Chance, outputs: bool) -> tuple[list[str], str]:
    """Exercise one file; return how far it led and what broke, if anything did."""
    for old in folder.iterdir():
        old.unlink()
    path = GENERATORS[kind](folder, chance)
    is_dataset = kind == "dataset"
    text = INDICATORS.replace("DATASET", path.name if is_dataset else "d.csv")
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    (folder / "near.csv").write_text("LA number,SN1,SN2\n1,4,3\n", encoding="utf-8")
    start = time.process_time()
    try:
        loaded = api.load(folder / "indicators.yaml", None, [] if is_dataset else [path])
        led = led_to(loaded, is_dataset)
        if outputs:
            exercised(loaded, ("2018-19 Q4",))
        elif loaded.catalogue:
            score(loaded)
    except Exception:  # noqa: BLE001 - any exception at all is what is looked for
        return ["broken"], traceback.format_exc()
    spent = time.process_time() - start
    return led, f"took {spent:.1f} s" if spent > SLOW else ""


def led_to(loaded: Loaded, is_dataset: bool) -> list[str]:
    """Say how far a file led: whether it opened, gave figures, and let all be scored."""
    led = []
    remarks = [one for drawn in loaded.datasets for one in drawn.remarks] if is_dataset else []
    codes = {*(one.code for one in loaded.problems), *(one.code for one in remarks)}
    if UNOPENED.isdisjoint(codes):
        led.append("opened")
    if is_dataset and any(drawn.figures for drawn in loaded.datasets):
        led.append("with figures")
    if any(one.series for one in loaded.submissions):
        led.append("with figures")
    led.append("scored" if loaded.catalogue else "refused")
    return led


def score(loaded: Loaded) -> None:
    """Score for the latest period, where there is one."""
    with suppress(NoSuchPeriod):
        api.scored(loaded, "latest")


def main() -> int:
    """Run so many of a kind, and print each kind of finding once."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=GENERATORS, default="csv")
    parser.add_argument("--outputs", type=int, default=20, help="every output of each so many")
    options = parser.parse_args()
    led, findings = Counter[str](), dict[str, tuple[int, str]]()
    with tempfile.TemporaryDirectory() as name:
        for number in range(options.seed, options.seed + options.count):
            how, said = tried(
                options.kind, Path(name), Chance(number), number % options.outputs == 0
            )
            led.update(how)
            if said:
                findings.setdefault(said.splitlines()[-1], (number, said))
    print(f"{options.count:,} of {options.kind}: {dict(led)}")
    for number, said in findings.values():
        print("=" * 80, f"--seed {number} --count 1 --outputs 1", said, sep="\n")
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main())
