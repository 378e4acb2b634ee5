"""Names of files in files: which may leave their folder, and what patterns of them find."""

import fnmatch
import os
from contextlib import suppress
from pathlib import Path

import pytest

from ragcalc import paths

FILES = ("a.csv", "b.csv", "q1/a.csv", "q1/.hidden.csv", "q1/deep/a.csv", ".q/a.csv", "[18]/a.csv",
         "1/a.csv")  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def found(pattern: str, folder: Path) -> list[str]:
    return [one.relative_to(folder).as_posix() for one in paths.matching(pattern, folder)]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("a.csv", ["a.csv"]),
        ("./a.csv", ["a.csv"]),
        ("q1/../a.csv", ["q1/../a.csv"]),
        ("z.csv", []),
        ("", ["."]),
        ("*.csv", ["a.csv", "b.csv"]),
        ("?.csv", ["a.csv", "b.csv"]),
        ("[!a].csv", ["b.csv"]),
        ("*", ["1", "[18]", "a.csv", "b.csv", "q1"]),
        (".*/*", [".q/a.csv"]),
        ("q1/*", ["q1/a.csv", "q1/deep"]),
        ("*/a.csv", ["1/a.csv", "[18]/a.csv", "q1/a.csv"]),
        ("**/a.csv", ["1/a.csv", "[18]/a.csv", "a.csv", "q1/a.csv", "q1/deep/a.csv"]),
        ("**/**/a.csv", ["1/a.csv", "[18]/a.csv", "a.csv", "q1/a.csv", "q1/deep/a.csv"]),
        ("**/deep/**", ["q1/deep", "q1/deep/a.csv"]),
        ("q1/**", ["q1", "q1/a.csv", "q1/deep", "q1/deep/a.csv"]),
        ("[18]/*.csv", ["[18]/a.csv"]),
        ("[1]/*.csv", ["1/a.csv"]),
        ("a.csv/*", []),
        ("z/**", []),
        ("a\0b/*", []),
    ],
)
def test_a_pattern_finds_these_names(folder: Path, pattern: str, names: list[str]) -> None:
    assert found(pattern, folder) == names


def test_an_absolute_pattern_starts_at_its_own_root(folder: Path) -> None:
    assert paths.matching(f"{folder}/q1/*.csv", Path("/elsewhere")) == [folder / "q1" / "a.csv"]


def test_no_link_is_followed_under_two_asterisks(folder: Path) -> None:
    for name in ("link", "other"):
        (folder / name).symlink_to(".")
    (folder / "round").symlink_to("round")
    (folder / "x.csv").symlink_to("a.csv")
    assert found("**/a.csv", folder) == [
        "1/a.csv", "[18]/a.csv", "a.csv", "q1/a.csv", "q1/deep/a.csv"
    ]  # fmt: skip
    assert found("link/b.csv", folder) == ["link/b.csv"]
    assert found("*/b.csv", folder) == ["link/b.csv", "other/b.csv"]
    assert {"link", "other"}.isdisjoint(found("**", folder))
    assert "x.csv" in found("**", folder)


def test_a_folder_that_may_not_be_looked_into_is_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated: the permissions of a folder do not hold for root."""
    scan = os.scandir

    def forbidding(path: str) -> object:
        if path.endswith("q1"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", forbidding)
    assert found("**/a.csv", folder) == ["1/a.csv", "[18]/a.csv", "a.csv", "q1/a.csv"]


def test_a_pattern_looks_at_so_many_names_and_no_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAGCALC_MOST_NAMES", "7")  # one name, and six in the folder
    assert found("*.csv", folder) == ["a.csv", "b.csv"]
    monkeypatch.setenv("RAGCALC_MOST_NAMES", "6")
    with pytest.raises(paths.PatternTooLarge, match="it looks more than 6 times at files and"):
        paths.matching("*.csv", folder)


@pytest.mark.parametrize(
    "pattern", ["**/x.csv", "**/*/../**/x.csv", "**/*/**/*/**/x.csv", "**", "*/../*/../*/../x.csv"]
)
def test_a_second_look_at_a_folder_counts_like_the_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    """What counts is what takes the time, be the folder known or not."""
    looked = 0
    filtered, is_folder = fnmatch.filter, paths._is_folder

    def count(entry: "os.DirEntry[str]", follow: bool = True) -> bool:
        nonlocal looked
        looked += 1
        return is_folder(entry, follow)

    def count_all(names: list[str], part: str) -> list[str]:
        nonlocal looked
        looked += len(names)
        return filtered(names, part)

    monkeypatch.setattr(paths, "_is_folder", count)
    monkeypatch.setattr(fnmatch, "filter", count_all)
    for most in range(1, 200):
        looked = 0
        monkeypatch.setenv("RAGCALC_MOST_NAMES", str(most))
        with suppress(paths.PatternTooLarge):
            paths.matching(pattern, folder)
            break
        assert looked <= most
    assert 0 < looked <= most


def test_two_asterisks_again_and_again_are_those_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pattern = f"{'**/' * 60_000}a.csv"
    every = found("**/a.csv", folder)
    assert found(pattern, folder) == every
    assert found("**/" * 60_000, folder) == found("**", folder)
    looks = next(most for most in range(1, 200) if finds(monkeypatch, most, "**/a.csv", folder))
    assert finds(monkeypatch, looks, pattern, folder)


def finds(monkeypatch: pytest.MonkeyPatch, most: int, pattern: str, folder: Path) -> bool:
    """Return whether so many looks are enough for a pattern."""
    monkeypatch.setenv("RAGCALC_MOST_NAMES", str(most))
    try:
        return bool(paths.matching(pattern, folder))
    except paths.PatternTooLarge:
        return False


def test_a_pattern_has_a_hundred_parts_at_most(folder: Path) -> None:
    assert found(f"{'q1/../' * 49}q1/a.csv", folder) == [f"{'q1/../' * 49}q1/a.csv"]
    with pytest.raises(paths.PatternTooLarge, match="it has more than 100 parts"):
        paths.matching(f"{'q1/../' * 50}a.csv", folder)


# ── Which leave their folder ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path", ["a.csv", "a/b.csv", "a/.b", "...", "a..b", "~", "-x", "C:/x", "con", "a\\b", "a. /b"]
)
def test_a_plain_path_stays_within_its_folder(path: str) -> None:
    assert paths.objection(path, windows=False) is None


@pytest.mark.parametrize("windows", [False, True])
@pytest.mark.parametrize(
    "path", ["", "/", "/a", "//a/b", "a/", "a//b", ".", "./a", "a/.", "..", "../a", "a/..", "a\0b"]
)
def test_a_path_that_leads_elsewhere_is_refused_on_every_system(path: str, windows: bool) -> None:
    assert paths.objection(path, windows) is not None


@pytest.mark.parametrize(
    "path",
    [
        "C:", "C:a", "c:/a", "C:\\a", "\\a", "\\\\host\\share", "a\\..\\b", "a.csv:stream",
        "a.csv::$DATA", "con", "CON", "con.csv", "a/NUL.tar.gz", "com1", "COM¹.csv", "lpt9.x",
        "conin$", "aux .csv", "a.", "a ", "a./b", "... /b",
    ],
)  # fmt: skip
def test_what_windows_reads_otherwise_is_refused_there(path: str) -> None:
    assert paths.objection(path, windows=True) is not None


@pytest.mark.parametrize("path", ["a.csv", "a b/c.d", "console.csv", "com10.csv", "xcon", ".con"])
def test_windows_takes_a_plain_path_too(path: str) -> None:
    assert paths.objection(path, windows=True) is None


@pytest.mark.parametrize(
    ("pattern", "leads"),
    [
        ("a.csv", "a.csv"),
        ("./a//b.csv", "a/b.csv"),
        ("sub/../sub/b.yaml", "sub/b.yaml"),
        ("**/*.csv", "*.csv"),
        ("**", "."),
        ("", "."),
        ("a/**/../../b", "../b"),
        ("a/*/../../b", "b"),
        ("..", ".."),
        ("/a/../b", "/b"),
        ("/**", "/"),
    ],
)
def test_a_pattern_leads_at_the_least_there(pattern: str, leads: str) -> None:
    assert paths.resolved(pattern) == leads


@pytest.mark.parametrize(
    ("pattern", "is_within"),
    [
        ("sub/*.csv", True),
        ("sub/../*.csv", True),
        ("**/../*.csv", False),
        ("sub/**/../*.csv", True),
        ("sub/**/../../*.csv", False),
        ("sub/*/../../*.csv", True),
    ],
)
def test_a_pattern_is_within_where_two_asterisks_that_stand_for_nothing_stay_so(
    tmp_path: Path, pattern: str, is_within: bool
) -> None:
    assert paths.is_within(tmp_path / pattern, tmp_path) is is_within


def test_a_link_that_leads_out_is_not_within(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "out").symlink_to(tmp_path)
    (root / "in").symlink_to(root)
    (root / "round").symlink_to(root / "round")
    within = {one: paths.is_within(root / one, root) for one in ("out", "out/x", "in/x", "x", ".")}
    assert within == {"out": False, "out/x": False, "in/x": True, "x": True, ".": True}
    assert not paths.is_within(tmp_path / "root-2", root)
    assert not paths.is_within(root / "a\0b", root)
