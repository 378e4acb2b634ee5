"""Where `ragcalc score` writes: a file, or a folder of parts."""

from pathlib import Path

import duckdb
import pytest

from ragcalc.scale import batch, job
from tests.cli.conftest import Command
from tests.cli.test_score import Rows, scored
from tests.scale import nation


@pytest.fixture
def country(folder: Path) -> Path:
    """The invented nation in the current folder."""
    nation.write(folder)
    return folder


@pytest.fixture
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have two indicators in a batch."""
    monkeypatch.setattr(job, "MOST_ROWS", 200)


def rows_of(path: Path) -> Rows:
    """Return the rows of a Parquet file as those of a CSV file."""
    with duckdb.connect() as connection:
        found = connection.execute("FROM read_parquet(?)", [str(path)])
        names = [one[0] for one in found.description or ()]
        return [
            dict(zip(names, ["" if one is None else str(one) for one in row], strict=True))
            for row in found.fetchall()
        ]


@pytest.mark.usefixtures("_small_batches")
@pytest.mark.parametrize("name", ["scored", "scored/", "scored.v2/"])
def test_a_name_without_an_ending_is_a_folder_of_parts_in_the_order_of_the_catalogue(
    name: str, country: Path, ragcalc: Command
) -> None:
    assert ragcalc("score", "--output", "scored.csv").status == 0
    answer = ragcalc("score", "--output", name)
    rows = scored(country / "scored.csv")
    assert (answer.status, answer.err) == (
        0,
        (
            f"{name.rstrip('/')}: {len(rows)} rows of 19 areas and 9 indicators; "
            f"{len(rows)} judged again, none differs\n"
        ),
    )
    parts = sorted((country / name).iterdir())
    assert [one.name for one in parts] == [f"part-0000{at}.parquet" for at in range(5)]
    assert [row for one in parts for row in rows_of(one)] == rows


@pytest.mark.usefixtures("_small_batches")
@pytest.mark.parametrize("number", [1, 7, 100])
def test_as_many_rows_are_judged_again_as_are_asked_for(
    number: int, country: Path, ragcalc: Command
) -> None:
    answer = ragcalc("score", "--verify", str(number), "--output", "scored.csv")
    assert f"; {number} judged again, none differs" in answer.err


@pytest.mark.usefixtures("_small_batches")
def test_equal_inputs_make_equal_parts_whatever_the_threads(
    country: Path, ragcalc: Command
) -> None:
    for threads in ("1", "2"):
        assert ragcalc("score", "--output", threads, "--threads", threads).status == 0
    one, two = (
        {part.name: part.read_bytes() for part in (country / threads).iterdir()}
        for threads in ("1", "2")
    )
    assert one == two
    assert len(one) == 5


@pytest.mark.usefixtures("_small_batches")
def test_no_part_is_without_a_row(country: Path, ragcalc: Command) -> None:
    """Unless there is none at all: then a part says what the columns are."""
    lines = (country / "nation.csv").read_text().splitlines(keepends=True)
    kept = [one for one in lines if ",2018-19," not in one or one.startswith("baseline,")]
    (country / "nation.csv").write_text("".join(kept))
    assert ragcalc("score", "--output", "one", "--period", "2018-19").status == 0
    (part,) = (country / "one").iterdir()
    assert {one["indicator"] for one in rows_of(part)} == {"baseline"}
    (country / "indicators.yaml").write_text(
        (country / "indicators.yaml")
        .read_text()
        .replace("    name: baseline\n", "    name: baseline\n    until: 2017-18\n")
    )
    answer = ragcalc("score", "--output", "none", "--period", "2018-19")
    assert answer.status == 0
    assert answer.err == "none: 0 rows of 0 areas and 0 indicators\n"
    (part,) = (country / "none").iterdir()
    assert rows_of(part) == []


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_is_there_is_never_written_over_by_a_folder(
    kind: str, country: Path, ragcalc: Command
) -> None:
    if kind == "folder":
        (country / "scored").mkdir()
        (country / "scored" / "theirs").write_text("theirs")
    else:
        (country / "scored").write_text("theirs")
    before = sorted(country.rglob("*"))
    answer = ragcalc("score", "--output", "scored/")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: scored is there already\na folder is never written over; give another name "
            "after --output, or move it away\n"
        ),
    )
    assert sorted(country.rglob("*")) == before


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_run_that_fails_leaves_no_folder(
    error: BaseException, country: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    before = sorted(country.iterdir())
    monkeypatch.setattr(batch, "forget", fail)
    answer = ragcalc("score", "--output", "scored")
    assert answer.status in (2, 130)
    assert "Traceback" not in answer.err
    assert sorted(country.iterdir()) == before


def test_a_folder_in_one_that_is_not_there_is_refused(country: Path, ragcalc: Command) -> None:
    answer = ragcalc("score", "--output", "none/scored")
    assert (answer.status, answer.err) == (
        2,
        (
            "Error: none/scored: there is no folder none\n"
            "make it first, or give another name after --output\n"
        ),
    )


@pytest.mark.parametrize("name", ["-", "scored.txt", "scored.parquet.gz"])
def test_a_name_that_says_no_format_is_refused(name: str, country: Path, ragcalc: Command) -> None:
    before = sorted(country.iterdir())
    answer = ragcalc("score", "--output", name)
    assert answer.status == 2
    assert f"{name}: end its name in .parquet or .csv" in answer.err
    assert sorted(country.iterdir()) == before
