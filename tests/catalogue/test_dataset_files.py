"""Datasets go by the bytes that were read, whatever their names mean to duckdb."""

import gzip
import hashlib
import json
import shutil
from contextlib import nullcontext
from pathlib import Path

import duckdb
import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.datasets import source as datasets
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.series import Series
from ragcalc.render.media.style import Style
from ragcalc.render.report import json as report_json

ROWS = "measure,year,area,name,value,region\nm,2018,1,Anyshire,{0},NA\nm,2018,970,England,{0},NA\n"
BOOK = """\
version: 1
organisation: Anyshire
comparators: {england: {name: England, kind: national}}
datasets: {d: {file: DATASET, national: England}}
indicators:
  one:
    name: One
    unit: percent
    polarity: high
    frequency: annual
    values: {2018: 5}
    dataset: {name: d, measure: m}
"""


def load(folder: Path, name: str) -> Loaded:
    """Load a catalogue that names a dataset."""
    folder.mkdir(parents=True, exist_ok=True)
    book = BOOK.replace("DATASET", json.dumps(name)).replace("values: {2018", "values: {2018-19")
    (folder / "indicators.yaml").write_text(book, encoding="utf-8")
    return api.load(folder / "indicators.yaml", None)


def figure(loaded: Loaded) -> str | None:
    """Return England's figure."""
    assert loaded.catalogue is not None
    assert not [one.message for one in loaded.warnings]
    figures = loaded.catalogue.indicators["one"].comparators.get("england", Series())
    return next((str(one.value) for one in figures.values()), None)


NAMES = (
    "[ab]/d.csv", "[!x]/d.csv", "x?/d.csv", "x*/d.csv", "**/d.csv", "it's/d.csv", '"/d.csv',
    "a=1/year=2/d.csv", "{a,b}.csv", "~/d.csv", "s3:/b/d.csv", "d.csv?v=1", "d.txt", "d.json",
    "-", "d", "$HOME.csv", "%s.csv",
)  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("name", NAMES)
def test_the_file_that_is_named_is_the_one_that_is_read(
    tmp_path: Path, name: str, kind: str
) -> None:
    folder = tmp_path / "council [2018]*?"
    for path, value in (
        (folder / name, 42),
        (folder / "a" / "d.csv", 13),
        (folder / "xy/d.csv", 13),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, value, kind)
    loaded = load(folder, name)
    assert figure(loaded) == "42"
    report = json.loads(report_json.render(api.scored(loaded, "latest"), Style()))
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert [one["sha256"] for one in report["inputs"]][-1] == digest


def write(path: Path, value: int, kind: str) -> None:
    """Write a dataset of one figure."""
    path.write_text(ROWS.format(value), encoding="utf-8")
    if kind == "parquet":
        plain = path.parent.parent / "plain.csv"
        shutil.move(path, plain)
        made = plain.with_suffix(".parquet")
        duckdb.execute(f"COPY (FROM read_csv('{_escaped(plain)}')) TO '{_quoted(made)}'")
        shutil.move(made, path)
        plain.unlink()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _escaped(path: Path) -> str:
    text = _quoted(path)
    return "".join(f"[{one}]" if one in "[*?" else one for one in text)


@pytest.mark.parametrize("temporary", ["[t]", "a=1", "t*", "it's"])
def test_the_folder_of_temporary_files_is_no_pattern_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, temporary: str
) -> None:
    folder = tmp_path / temporary
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    write(tmp_path / "d.csv", 42, "csv")
    assert figure(load(tmp_path, "d.csv")) == "42"
    assert list(folder.iterdir()) == []


def test_a_file_that_is_replaced_while_it_is_read_is_the_one_whose_digest_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ragcalc.catalogue.datasets import source as datasets

    write(tmp_path / "d.csv", 42, "csv")
    before, connect = (tmp_path / "d.csv").read_bytes(), datasets._connect

    def replacing() -> object:
        write(tmp_path / "d.csv", 13, "csv")
        return connect()

    monkeypatch.setattr(datasets, "_connect", replacing)
    loaded = load(tmp_path, "d.csv")
    assert figure(loaded) == "42"
    assert loaded.inputs["d.csv"] == before


@pytest.mark.parametrize("name", ["d.csv.gz", "d.csv"])
def test_a_compressed_file_is_reported_as_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(ROWS.format(42).encode()))
    (warning,) = load(tmp_path, name).warnings
    assert warning.message == f"{name} is compressed"
    assert warning.hint == "unpack it first"


@pytest.mark.parametrize("name", ["http://127.0.0.1:9/d.csv", "s3://b/d.csv", "file:///etc/passwd"])
def test_an_address_is_the_name_of_a_file(tmp_path: Path, name: str) -> None:
    (warning,) = load(tmp_path, name).warnings
    assert "No such file" in warning.message


def test_where_no_temporary_file_can_be_made_it_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "d.csv", 42, "csv")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    (warning,) = load(tmp_path, "d.csv").warnings
    assert warning.message == "d.csv cannot be read: No such file or directory"


@pytest.mark.parametrize(
    "column",
    [
        "[5] AS value", "{'a': 5} AS value", "MAP {'a': 5} AS value", "[[['m']]] AS measure",
        "union_value(a := 5) AS value", "[5, 6]::INTEGER[2] AS value",
        "list_resize(['x'], 3000000, 'x') AS region",
    ],
)  # fmt: skip
def test_lists_and_structures_are_refused_before_they_are_unfolded(
    tmp_path: Path, column: str
) -> None:
    sound = "SELECT 'm' AS measure, '2018' AS year, '1' AS area, 'Anyshire' AS name, '' AS region"
    duckdb.execute(
        f"COPY (SELECT * REPLACE ({column}) FROM ({sound}, '5' AS value)) TO"
        f" '{tmp_path / 'd.parquet'}' (FORMAT parquet)"
    )
    (drawn,) = load(tmp_path, "d.parquet").datasets
    name = column.rpartition(" ")[2]
    assert [(one.code, one.message) for one in drawn.remarks] == [
        ("dataset-unreadable", f"d.parquet has lists or structures in its column '{name}'")
    ]


# ── What is opened is closed ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "columns", "refused"),
    [
        (ROWS, ["none"], KeyError),
        ("alone\n1\n", [], datasets.Unreadable),
        (f"{ROWS}\xff", [], datasets.Unreadable),
        (ROWS, ["measure"], None),
    ],
)
def test_the_connection_is_closed_however_it_ends(
    monkeypatch: pytest.MonkeyPatch,
    content: str,
    columns: list[str],
    refused: type[Exception] | None,
) -> None:
    connect, made = datasets._connect, []

    def connecting() -> tuple[duckdb.DuckDBPyConnection, type[Exception]]:
        made.append(connect())
        return made[0]

    monkeypatch.setattr(datasets, "_connect", connecting)
    table = datasets.Extract("d.csv", "d.csv", content.encode("latin-1"))
    with pytest.raises(refused) if refused else nullcontext():  # noqa: SIM117
        with datasets.opened(table) as source:
            source.require_readable(columns)
            assert source.values("measure") == ["m"]
    with pytest.raises(duckdb.ConnectionException, match="already closed"):
        made[0][0].execute("SELECT 1")


def test_what_fails_while_a_dataset_is_open_is_not_the_datasets() -> None:
    table = datasets.Extract("d.csv", "d.csv", ROWS.encode())
    with pytest.raises(OSError, match="elsewhere"), datasets.opened(table):
        raise OSError(5, "elsewhere")
