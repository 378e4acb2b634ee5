"""`ragcalc charts`: pictures in a folder, named by ids, over nothing that is not its own."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from ragcalc import writing
from ragcalc.render.charts import files
from tests.cli.conftest import Command
from tests.render.test_report_html import read

pytest.importorskip("matplotlib")

NAMES = ("red-one", "amber-one", "green-one", "missing-one")
BOOK = """\
version: 1
organisation: Anyshire
indicators:
"""
MONTHLY = "name: It, unit: count, polarity: high, frequency: monthly"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def catalogue(folder: Path, *ids: str) -> None:
    lines = (
        f"  {one}: {{name: {one}, unit: count, polarity: high, values: {{2018-19 Q4: 5}}}}\n"
        for one in ids
    )
    (folder / "indicators.yaml").write_text(BOOK + "".join(lines))


def test_each_chart_is_a_picture_in_two_forms_with_its_text_alternative(
    council: Path, ragcalc: Command
) -> None:
    answer = ragcalc("charts", "pictures/new", "q4")
    assert (answer.status, answer.out) == (0, "")
    assert answer.err.endswith(
        "wrote 4 charts, each as SVG and PNG; open pictures/new/index.html\n"
    )
    made = contents(council / "pictures" / "new")
    suffixes = (f"{name}.{suffix}" for name in NAMES for suffix in ("svg", "png"))
    assert set(made) == {*suffixes, "index.html"}
    found = read(made["index.html"].decode())
    shown = {attrs["src"]: attrs["alt"] for tag, attrs in found.elements if tag == "img"}
    assert shown["red-one.svg"] == (
        "Chart of 2 readings, lowest 80% in Q4 2018-19, highest 85% in Q3 2018-19, "
        "latest 80% in Q4 2018-19, Red against a target of 90%"
    )
    assert set(shown) == {f"{name}.svg" for name in NAMES}
    assert [tag for tag, _ in found.elements if tag in ("script", "link")] == []
    root = ElementTree.fromstring(made["red-one.svg"])
    assert root[0].text == f"Red one: {shown['red-one.svg']}"


def test_every_period_without_a_figure_is_named_in_the_data(folder: Path, ragcalc: Command) -> None:
    values = "{2018-M04: 5, 2018-M06: {value: 7, break: true}, 2018-M07: suppressed}"
    (folder / "indicators.yaml").write_text(f"{BOOK}  it: {{{MONTHLY}, values: {values}}}\n")
    assert ragcalc("charts", "new", "2018-M07").status == 0
    said = " ".join(read((folder / "new" / "index.html").read_text(encoding="utf-8")).text)
    words = " ".join(said.split())
    assert "May 2018 no figure – ○ M June 2018 7 method changed" in words
    assert "July 2018 no figure – ○ M suppressed because of small numbers" in words


def test_it_writes_anew_what_it_wrote_and_equal_reports_make_equal_bytes(
    council: Path, ragcalc: Command
) -> None:
    assert ragcalc("charts", "new").status == 0
    first = contents(council / "new")
    (council / "new" / "red-one.png").write_bytes(first["amber-one.png"])
    assert ragcalc("charts", "new").status == 0
    assert contents(council / "new") == first


@pytest.mark.parametrize("name", ["index.html", "red-one.svg", "red-one.png"])
def test_a_file_of_somebody_else_stops_it_before_anything_is_written(
    council: Path, ragcalc: Command, name: str
) -> None:
    (council / "new").mkdir()
    (council / "new" / name).write_bytes(b"mine")
    answer = ragcalc("charts", "new")
    assert answer.status == 2
    why = "is already there and was not written by ragcalc charts; nothing was written"
    assert f"new/{name} {why}" in answer.err
    assert contents(council / "new") == {name: b"mine"}


@pytest.mark.parametrize(("before", "is_ours"), [(0, True), (1_986, True), (1_987, False)])
def test_only_near_its_beginning_a_file_says_that_it_may_be_written_over(
    tmp_path: Path, before: int, is_ours: bool
) -> None:
    """A page of somebody's own may well name the command further down."""
    mark = files.MARK.encode()
    content = b" " * before + mark
    (tmp_path / "a").write_bytes(content)
    if is_ours:
        writing.fill(tmp_path, {"a": b"new"}, mark)
    else:
        with pytest.raises(FileExistsError):
            writing.fill(tmp_path, {"a": b"new"}, mark)
    assert (tmp_path / "a").read_bytes() == (b"new" if is_ours else content)


@pytest.mark.parametrize("target", ["elsewhere.svg", "none.svg"])
def test_it_follows_no_link_out_of_the_folder(council: Path, ragcalc: Command, target: str) -> None:
    assert ragcalc("charts", "new").status == 0
    svg = council / "new" / "red-one.svg"
    (council / "elsewhere.svg").write_bytes(svg.read_bytes())
    svg.unlink()
    svg.symlink_to(council / target)
    assert ragcalc("charts", "new").status == 2
    assert svg.is_symlink()
    assert not (council / "none.svg").exists()


def test_a_folder_in_place_of_a_file_and_a_file_in_place_of_the_folder_stop_it(
    council: Path, ragcalc: Command
) -> None:
    (council / "new" / "red-one.svg").mkdir(parents=True)
    assert ragcalc("charts", "new").status == 2
    (council / "file").write_text("mine")
    answer = ragcalc("charts", "file")
    assert answer.status == 2
    assert "file" in answer.err
    assert (council / "file").read_text() == "mine"


def test_names_that_a_system_keeps_or_takes_for_one_have_a_number(
    folder: Path, ragcalc: Command
) -> None:
    catalogue(folder, "con", "LPT1", "Rent", "rent", "index")
    assert ragcalc("charts", "new").status == 0
    made = {path.stem for path in (folder / "new").glob("*.svg")}
    assert made == {"con_1", "LPT1_1", "Rent", "rent_1", "index"}


def test_an_indicator_without_a_figure_is_named_without_a_chart(
    folder: Path, ragcalc: Command
) -> None:
    catalogue(folder, "it")
    with (folder / "indicators.yaml").open("a") as file:
        file.write("  new: {name: Brand new, unit: count, polarity: high, values: {}}\n")
    assert ragcalc("charts", "new").status == 0
    assert len(contents(folder / "new")) == 3
    assert "<li>Brand new</li>" in (folder / "new" / "index.html").read_text(encoding="utf-8")


def test_signals_add_the_mean_and_the_limits(folder: Path, ragcalc: Command) -> None:
    values = ", ".join(
        f"{2017 + at // 12}-M{at % 12 + 1:02}: {30 + at * 7 % 11}" for at in range(27)
    )
    (folder / "indicators.yaml").write_text(f"{BOOK}  it: {{{MONTHLY}, values: {{{values}}}}}\n")
    for flag, drawn in (((), False), (("--signals",), True)):
        assert ragcalc("charts", "new", "2018-19-q4", *flag).status == 0
        svg = (folder / "new" / "it.svg").read_text(encoding="utf-8")
        page = (folder / "new" / "index.html").read_text(encoding="utf-8")
        assert (">Upper limit<" in svg, "Mean 3" in page) == (drawn, drawn)


def test_what_is_missing_is_named_with_its_extra(
    council: Path, ragcalc: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib")

    monkeypatch.setattr(files, "files", absent)
    answer = ragcalc("charts", "new")
    assert answer.status == 2
    assert "ragcalc charts needs another package, matplotlib" in answer.err
    assert "pip install 'ragcalc[charts]'" in answer.err
    assert not (council / "new").exists()
