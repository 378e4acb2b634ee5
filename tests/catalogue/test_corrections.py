"""A figure marked `r` replaces one that is not, in whichever order they are given."""

from itertools import permutations
from pathlib import Path

import pytest

from ragcalc import periods, pipeline
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.figures import Reading
from tests.catalogue.writing import HEAD, entry

Q4 = periods.parse("2018-19 Q4")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def loaded(folder: Path, own: str, *tables: str, head: str = "", lines: str = "") -> Loaded:
    """Load an indicator with readings of its own, and tables with rows for 2018-19 Q4."""
    values = f"{{2018-19 Q4: {own}}}" if own else "{}"
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.csv"):
        path.unlink()
    text = f"{HEAD}{head}data: ['*.csv']\nindicators:\n{entry(f'{lines}values: {values}')}"
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    for number, cells in enumerate(tables):
        rows = "".join(f"it,2018-19 Q4,{cell}\n" for cell in cells.split("|"))
        (folder / f"{number}.csv").write_text(f"indicator,period,value\n{rows}", encoding="utf-8")
    return pipeline.load(Path("indicators.yaml"), None)


def reading(found: Loaded) -> Reading:
    assert not found.problems
    assert found.catalogue
    return found.catalogue.indicators["it"].values[Q4]


def said(found: Loaded) -> str:
    """Return the figure, whether it is revised, and what it was."""
    if found.problems:
        return " ".join(sorted({one.code for one in found.problems}))
    one = reading(found)
    before = f" was {one.replaced.reading.value}" if one.replaced else ""
    return f"{one.value}{' revised' if one.revised else ''}{before}"


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (("29", "30 r"), "30 revised was 29"),
        (("29", "29", "30 r"), "30 revised was 29"),
        (("29", "30 r", "30 r"), "30 revised was 29"),
        (("29", "29 r"), "29 revised"),
        (("30 r",), "30 revised"),
        (("30 r", "30 r"), "30 revised"),
        (("29", "30"), "value-given-twice"),
        (("30 r", "31 r"), "value-given-twice"),
        (("29", "30 r", "31 r"), "value-given-twice"),
        (("29", "28", "30 r"), "value-given-twice"),
        (("29", "29"), "29"),
        (("c", "30 r"), "30 revised was suppressed"),
    ],
)
def test_which_figure_stands_does_not_depend_on_the_order(
    tmp_path: Path, tables: tuple[str, ...], expected: str
) -> None:
    for order in permutations(tables):
        assert said(loaded(tmp_path, "", *order)) == expected
        assert said(loaded(tmp_path, "", "|".join(order))) == expected, "in one table"
        own, *others = order
        if not own.endswith("r"):
            own = "suppressed" if own == "c" else own
            assert said(loaded(tmp_path, own, *others)) == expected, "in indicators.yaml"


def test_a_correction_in_the_catalogue_replaces_a_submitted_figure(tmp_path: Path) -> None:
    found = loaded(tmp_path, "{value: 30, revised: true}", "29")
    assert said(found) == "30 revised was 29"
    place = pipeline.scored(found, "2018-19 Q4").indicators[0].inputs.reading
    assert found.shown(place.place) == "indicators.yaml:6"  # type: ignore[union-attr]


def test_both_places_are_known(tmp_path: Path) -> None:
    found = loaded(tmp_path, "", "29", "30 r")
    one = pipeline.scored(found, "2018-19 Q4").indicators[0].inputs.reading
    assert found.shown(one.place) == "1.csv:2:15"  # type: ignore[union-attr]
    assert found.shown(one.replaced.place) == "0.csv:2:15"  # type: ignore[union-attr]


def test_of_figures_that_are_given_alike_the_first_ones_are_named(tmp_path: Path) -> None:
    found = loaded(tmp_path, "", "29", "29", "30 r", "30 r")
    one = pipeline.scored(found, "2018-19 Q4").indicators[0].inputs.reading
    assert found.shown(one.place) == "2.csv:2:15"  # type: ignore[union-attr]
    assert found.shown(one.replaced.place) == "0.csv:2:15"  # type: ignore[union-attr]


def test_two_marked_figures_are_refused_with_both_places(tmp_path: Path) -> None:
    (fault,) = loaded(tmp_path, "29", "30 r", "31 r").problems
    assert (fault.file, fault.message, fault.hint) == (
        "1.csv",
        "conflicting values for 2018-19 Q4: 31 here, 30 at 0.csv:2:15",
        "both are marked as revised; keep the one that is right",
    )


def test_another_indicator_and_another_period_stay_as_they_are(tmp_path: Path) -> None:
    loaded(tmp_path, "29")
    (tmp_path / "a.csv").write_text(
        "indicator,period,value\nit,2018-19 Q3,5\nit,2018-19 Q4,30 r\nit,2018-19 Q3,5\n", "utf-8"
    )
    found = pipeline.load(Path("indicators.yaml"), None)
    assert found.catalogue
    values = found.catalogue.indicators["it"].values
    assert [(str(period), one.revised) for period, one in values.items()] == [
        ("2018-19 Q4", True),
        ("2018-19 Q3", False),
    ]


def test_a_correction_of_counts_is_one(tmp_path: Path) -> None:
    loaded(tmp_path, "{numerator: 88, denominator: 482}", lines="unit: percent\n")
    (tmp_path / "a.csv").write_text(
        "indicator,period,numerator,denominator\nit,2018-19 Q4,90 r,482\n", "utf-8"
    )
    one = reading(pipeline.load(Path("indicators.yaml"), None))
    assert one.revised
    assert one.replaced
    assert (str(one.numerator), str(one.replaced.reading.numerator)) == ("90", "88")


def test_a_total_of_the_year_is_revised_with_any_of_its_parts(tmp_path: Path) -> None:
    text = (
        HEAD
        + "data: [a.csv]\nindicators:\n"
        + entry("accumulates: in-period\nprofile: none\nvalues: {2018-19 Q1: 5, 2018-19 Q2: 6}")
    )
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").write_text("indicator,period,value\nit,2018-19 Q1,7 r\n", "utf-8")
    found = pipeline.load(Path("indicators.yaml"), None)
    assert found.catalogue
    first, second = found.catalogue.indicators["it"].values.values()
    assert first.replaced
    assert (str(first.value), str(first.replaced.reading.value)) == ("7", "5")
    assert (str(second.value), second.revised, second.replaced) == ("13", True, None)


# ── Small numbers ────────────────────────────────────────────────────────────────────────────────


def shown(folder: Path, values: dict[str, tuple[str, str]], whole: str = "all") -> dict[str, str]:
    """Return what is published of counts, of which each is given and then perhaps corrected.

    All but the first are parts of it.
    """
    entries = [
        entry(
            f"name: The {name}\n{f'part-of: {whole}' if name != whole else ''}\n"
            f"values: {{2018-19 Q4: {given}}}",
            name,
        )
        for name, (given, _) in values.items()
    ]
    rows = [f"{name},2018-19 Q4,{now} r\n" for name, (_, now) in values.items() if now]
    (folder / "a.csv").write_text("indicator,period,value\n" + "".join(rows), "utf-8")
    text = f"{HEAD}suppress-below: 5\ndata: [a.csv]\nindicators:\n{''.join(entries)}"
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    found = pipeline.load(Path("indicators.yaml"), None)
    assert not found.problems
    assert found.catalogue
    return {
        name: str(one.value) + (f" was {one.replaced.reading.value}" if one.replaced else "")
        for name, indicator in found.catalogue.indicators.items()
        for one in indicator.values.values()
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"all": ("60", "53")}, {"all": "53 was 60"}, id="nothing is small"),
        pytest.param({"all": ("3", "30")}, {"all": "30"}, id="what was replaced is small"),
        pytest.param({"all": ("30", "3")}, {"all": "suppressed"}, id="what stands is small"),
        pytest.param(
            {"all": ("53", "60"), "a": ("50", ""), "b": ("3", "10")},
            {"all": "60", "a": "50", "b": "10"},
            id="the whole as it was would leave a small part as it was",
        ),
        pytest.param(
            {"all": ("60", "53"), "a": ("50", ""), "b": ("10", "3")},
            {"all": "53 was 60", "a": "suppressed", "b": "suppressed"},
            id="of a hidden part neither figure is shown",
        ),
        pytest.param(
            {"all": ("60", "70"), "a": ("50", "60"), "b": ("10", "")},
            {"all": "70 was 60", "a": "60 was 50", "b": "10"},
            id="no part is small in either version",
        ),
        pytest.param(
            {"all": ("53", "60"), "a": ("50", "")},
            {"all": "60", "a": "50"},
            id="the whole less its part was small",
        ),
    ],
)
def test_what_was_replaced_gives_no_hidden_number_back(
    tmp_path: Path, values: dict[str, tuple[str, str]], expected: dict[str, str]
) -> None:
    assert shown(tmp_path, values) == expected
