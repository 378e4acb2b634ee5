"""What a path to submitted tables names of which nothing is read is found, and nothing else is."""

from pathlib import Path

import pytest

from ragcalc import paths
from ragcalc import pipeline as api
from tests.catalogue.submitting import catalogue

ROW = "indicator,period,value\nit,2018-19 Q4,5\n"


def remarks(folder: Path, data: str, *files: str, asked: tuple[Path, ...] = ()) -> list[str]:
    """Return what is found in a folder of such files where the catalogue names such data."""
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(ROW, encoding="utf-8")
    book = folder / "indicators.yaml"
    book.write_text(catalogue(f"data: {data}"), encoding="utf-8")
    loaded = api.load(book, None, asked)
    found = (f"{one.key}: {one.message} [{one.code}]" for one in loaded.locate(loaded.overlooked))
    return [one.replace(f"{folder}/", "") for one in found]


@pytest.mark.parametrize(
    ("data", "files", "said"),
    [
        ("[]", (), []),
        ("[returns/*.csv]", ("returns/a.csv",), []),
        ("[returns/*.csv]", ("returns/a.xlsx",), ["returns/*.csv names no file"]),
        ("[a.csv, '*.csv', 'b/*']", ("a.csv",), ["b/* names no file"]),
        ("[returns]", ("returns/.csv",), ["returns has no .csv or .xlsx file"]),
        ("['r*']", ("returns/.csv",), ["r* has no .csv or .xlsx file"]),
    ],
)
def test_a_path_that_names_no_file_is_found(
    data: str, files: tuple[str, ...], said: list[str], tmp_path: Path
) -> None:
    found = remarks(tmp_path, data, *files)
    number = data.count(",")
    assert found == [f"data.{number}: {one}, so nothing is read [data-nothing]" for one in said]


@pytest.mark.parametrize(
    ("data", "files", "names"),
    [
        ("[r]", ("r/a.csv", "r/q1/a.csv"), "q1"),
        ("[r]", ("r/a.csv", "r/q1/a.csv", "r/q2/x/a.XLSX", "r/q3/a.md"), "q1, q2/x"),
        ("[r]", ("r/a.csv", "r/.git/a.csv", "r/q1/~$a.xlsx"), ""),
        ("[r, r/q1]", ("r/a.csv", "r/q1/a.csv"), ""),
        ("[r/*]", ("r/q1/a.csv",), ""),
        ("[r/*.csv]", ("r/a.csv", "r/q1/a.csv"), ""),
    ],
)
def test_folders_with_tables_below_a_named_one_are_found(
    data: str, files: tuple[str, ...], names: str, tmp_path: Path
) -> None:
    said = f"data.0: the tables in folders below r are not read: {names} [data-unread]"
    assert remarks(tmp_path, data, *files) == ([said] if names else [])


def test_at_most_ten_folders_are_named(tmp_path: Path) -> None:
    (found,) = remarks(tmp_path, "[r]", "r/a.csv", *(f"r/{n:02}/a.csv" for n in range(11)))
    assert found.endswith(" not read: 00, 01, 02, 03, 04, 05, 06, 07, 08, 09, … [data-unread]")


def test_spreadsheets_in_another_form_are_found(tmp_path: Path) -> None:
    files = ("r/a.csv", "r/b.XLS", "r/c.ods", "r/d.md", "r/~$e.xls", "r/f.txt")
    assert remarks(tmp_path, "[r, r/f.txt]", *files) == [
        "data.0: b.XLS in r is not read [data-unread]",
        "data.0: c.ods in r is not read [data-unread]",
    ]


def test_a_folder_that_is_asked_for_is_looked_through_likewise(tmp_path: Path) -> None:
    files = ("r/a.csv", "r/q1/a.csv", "r/b.xls")
    asked = (tmp_path / "r", tmp_path / "s")
    assert remarks(tmp_path, "[]", *files, asked=asked) == [
        ": the tables in folders below r are not read: q1 [data-unread]",
        ": b.xls in r is not read [data-unread]",
    ]


def test_a_folder_that_is_too_large_or_closed_is_not_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise paths.PatternTooLarge("it looks too often")

    def close(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(paths, "matching", refuse)
    assert remarks(tmp_path, "[r]", "r/a.csv", "r/q1/a.csv") == []
    monkeypatch.setattr(Path, "iterdir", close)
    assert remarks(tmp_path, "[r]", "r/a.xls") == []


def test_a_revision_is_not_left(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    book = tmp_path / "in" / "indicators.yaml"
    book.write_text(catalogue("data: [../out, '../out/*', r]"), encoding="utf-8")
    for name in ("out/q1", "in/r/q1"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.csv").write_text(ROW, encoding="utf-8")
    found = api.load(book, None, root=tmp_path / "in").overlooked
    assert [(one.place.key, one.code) for one in found] == [("data.2", "data-unread")]
