"""Files to documents: what the system refuses is a problem with a code, never a traceback."""

import os
import threading
from pathlib import Path

import pytest

from ragcalc.catalogue import files
from ragcalc.catalogue.files import UNREADABLE, find, read
from ragcalc.limits import limits
from ragcalc.problems import Span

TEXT = "version: 1\norganisation: Änyshire 😀\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "indicators.yaml"


def refused(path: Path) -> tuple[str, str]:
    """Return code and message of what the file is refused for."""
    document = read(path, path.parent)
    (problem,) = document.problems
    assert document.data is None
    assert problem.place.path == ()
    assert document.span(problem.place) is problem.place.span
    return problem.code, problem.message


def test_a_document_knows_its_names_its_text_and_its_digest(tmp_path: Path) -> None:
    folder = tmp_path / "council"
    folder.mkdir()
    path = tmp_path / "thresholds.yaml"
    path.write_text(TEXT, encoding="utf-8")
    document = read(path, folder)
    assert document.name == "../thresholds.yaml"
    assert document.shown == str(path)
    assert document.text == TEXT
    assert document.content == TEXT.encode()
    assert document.problems == []


def test_a_byte_order_mark_is_no_part_of_the_text(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    document = read(path, path.parent)
    assert document.text == TEXT
    assert document.content == path.read_bytes()


def test_line_ends_are_left_to_the_reader_of_the_text(path: Path) -> None:
    path.write_bytes(b"a: 1\r\nb: 2\r\n")
    assert read(path, path.parent).data == {"a": "1", "b": "2"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_named(path: Path, encoding: str) -> None:
    path.write_text(TEXT, encoding=encoding)
    assert refused(path) == ("file-not-utf-8", "indicators.yaml is UTF-16, not UTF-8")


def test_the_line_of_a_byte_that_is_not_utf_8_is_named(path: Path) -> None:
    path.write_text(TEXT.replace("😀", ""), encoding="cp1252")
    said = "indicators.yaml is not UTF-8: line 2 has the byte 0xc4"
    assert refused(path) == ("file-not-utf-8", said)


@pytest.mark.parametrize(
    ("content", "span", "excerpt"),
    [
        (b"a: 1\nb: \xe9t\xe9\n", Span(2, 4, 2, 5), "b: \ufffdt\ufffd"),
        (b"\xef\xbb\xbfa: \xe9", Span(1, 4, 1, 5), "a: \ufffd"),
        ("é\r\né: ".encode() + b"\xff\x00\x1b[31m", Span(2, 4, 2, 5), "é: \ufffd\x00\x1b[31m"),
    ],
)
def test_the_byte_that_is_not_utf_8_has_its_place(
    path: Path, content: bytes, span: Span, excerpt: str
) -> None:
    path.write_bytes(content)
    document = read(path, path.parent)
    assert document.data is None
    (problem,) = document.problems
    assert document.span(problem.place) == span
    assert document.excerpt(span) == excerpt


def test_an_encoded_surrogate_is_not_utf_8(path: Path) -> None:
    path.write_bytes(b"a: \xed\xa0\x80")
    assert refused(path)[0] == "file-not-utf-8"


def test_an_empty_file_is_reported_as_empty(path: Path) -> None:
    path.touch()
    document = read(path, path.parent)
    assert document.data is None
    assert [problem.code for problem in document.problems] == ["file-empty"]


def test_a_missing_file_is_what_the_system_refuses(path: Path) -> None:
    said = "indicators.yaml cannot be read: No such file or directory"
    assert refused(path) == (UNREADABLE, said)


def test_a_path_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file" / "indicators.yaml")[0] == UNREADABLE


def test_a_path_with_a_nul_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "a\0b") == (UNREADABLE, "a\0b cannot be read: its name has a NUL")


def test_a_file_that_may_not_be_read_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated: the permissions of a file do not hold for root."""

    def forbidden(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    assert refused(path) == (UNREADABLE, "indicators.yaml cannot be read: Permission denied")


def test_a_folder_is_no_file(path: Path) -> None:
    path.mkdir()
    assert refused(path) == (UNREADABLE, "indicators.yaml cannot be read: it is not a file")


def test_a_device_is_no_file() -> None:
    assert refused(Path("/dev/zero"))[0] == UNREADABLE


def test_a_pipe_is_no_file_and_nobody_waits_for_a_writer(path: Path) -> None:
    os.mkfifo(path)
    reading = threading.Thread(target=refused, args=(path,), daemon=True)
    reading.start()
    reading.join(timeout=10)
    assert not reading.is_alive()
    assert refused(path) == (UNREADABLE, "indicators.yaml cannot be read: it is not a file")


def test_what_is_refused_leaves_no_file_open(path: Path) -> None:
    path.mkdir()
    before = len([*Path("/dev/fd").iterdir()])
    for _ in range(5):
        refused(path)
    assert len([*Path("/dev/fd").iterdir()]) == before


@pytest.mark.parametrize("excess", [0, 1])
def test_a_file_of_32_megabytes_passes_and_one_byte_more_does_not(path: Path, excess: int) -> None:
    with path.open("wb") as file:
        file.truncate(limits().catalogue_bytes + excess)
        file.write(b"#    ")
    problems = read(path, path.parent).problems
    assert [problem.code for problem in problems] == ["file-too-large"] * excess


def test_a_file_of_33_megabytes_is_refused(path: Path) -> None:
    path.write_bytes(b"#" * 33 * 1024 * 1024)
    assert refused(path) == ("file-too-large", "indicators.yaml is larger than 32 MB")


def test_a_path_on_another_drive_goes_by_its_name(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(os.path, "relpath", elsewhere)
    assert read(path, path.parent).name == "indicators.yaml"


# ── Where the files are looked for ───────────────────────────────────────────────────────────────


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / files.INDICATORS).touch()
    assert find(files.INDICATORS, below) == tmp_path / files.INDICATORS
    (below / files.INDICATORS).touch()
    assert find(files.INDICATORS, below) == below / files.INDICATORS


def test_nothing_is_found_where_no_parent_has_the_file(tmp_path: Path) -> None:
    assert find("a name that no folder has.yaml", tmp_path) is None


def test_a_folder_of_the_name_is_passed_over(tmp_path: Path) -> None:
    below = tmp_path / "a"
    (below / files.INDICATORS).mkdir(parents=True)
    (tmp_path / files.INDICATORS).touch()
    assert find(files.INDICATORS, below) == tmp_path / files.INDICATORS


def test_a_folder_that_forbids_the_look_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated: the permissions of a folder do not hold for root."""
    asked = os.stat

    def forbidding(path: str | Path, **options: bool) -> os.stat_result:
        if Path(path).parent.name == "closed":
            raise PermissionError(13, "Permission denied")
        return asked(path, **options)

    (tmp_path / "closed").mkdir()
    (tmp_path / files.INDICATORS).touch()
    monkeypatch.setattr(os, "stat", forbidding)
    assert find(files.INDICATORS, tmp_path / "closed") == tmp_path / files.INDICATORS
