"""The dictionary of a dataset says which measures are put into no quartiles."""

from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from ragcalc.scoring.evidence.ranks import NoBand

ROWS = """\
measure,year,area,name,value,region
KS2,2018,1,Anyshire,104,West
KS2,2018,2,Two,104,West
KS2,2018,3,Three,104,East
KS2,2018,4,Four,104,East
KS2,2018,5,Five,105,East
OTHER,2018,1,Anyshire,5,West
"""
LAIT = "measure_code,measure,measure_short,No_Quartile\n346,Average scaled score,{},{}\n"
"""As the Department for Education publishes it: the long name, then the short one."""


def load(folder: Path, dictionary: str, *, lines: str = "", thresholds: str = "") -> Loaded:
    (folder / "lait.csv").write_text(ROWS, encoding="utf-8")
    (folder / "dictionary.csv").write_text(dictionary, encoding="utf-8")
    (folder / "indicators.yaml").write_text(
        "version: 1\norganisation: Anyshire\n"
        "datasets: {lait: {file: lait.csv, dictionary: dictionary.csv}}\n"
        "indicators:\n  it:\n    name: It\n    unit: count\n    polarity: high\n"
        "    values: {2018-19 Q4: 104}\n    dataset: {name: lait, measure: KS2}\n" + lines,
        encoding="utf-8",
    )
    rules = folder / "thresholds.yaml" if thresholds else None
    if rules:
        rules.write_text(f"version: 1\n{thresholds}\n", encoding="utf-8")
    return api.load(folder / "indicators.yaml", rules)


def ranked(loaded: Loaded) -> tuple[int | None, int | None, NoBand | None]:
    """Return the rank, the band, and why there is none."""
    made = api.scored(loaded, "2018-19 Q4", evidence=("quartile",)).indicators[0]
    assert made.evidence
    assert made.evidence.place
    found = made.evidence.place.ranked
    return found.rank, found.band, found.reason


def remarks(loaded: Loaded) -> list[tuple[str, str]]:
    """Return place and message of what the checks of datasets find."""
    return [
        (one.where.rpartition("/")[2], f"{one.message} [{one.code}]")
        for one in check(loaded, None, selection(["dataset"])).problems
    ]


@pytest.mark.parametrize("mark", ["N", "n", " N "])
@pytest.mark.parametrize("name", ["Short Desc", "measure_short", "Measure"])
def test_a_measure_that_is_marked_has_a_rank_and_no_quartile(
    mark: str, name: str, tmp_path: Path
) -> None:
    loaded = load(tmp_path, f"{name},No_Quartile\nKS2,{mark}\n")
    assert ranked(loaded) == (2, None, NoBand.NOT_BANDED)
    assert remarks(loaded) == []
    assert "dictionary.csv" in loaded.inputs


def test_the_short_name_is_the_one_that_counts(tmp_path: Path) -> None:
    assert ranked(load(tmp_path, LAIT.format("KS2", "N"))) == (2, None, NoBand.NOT_BANDED)


@pytest.mark.parametrize(
    "dictionary",
    [LAIT.format("KS2", mark) for mark in ("NA", "-", "")]
    + [LAIT.format("OTHER", "N"), "measure,No_Quartile\nOTHER,N\nKS2\n"],
)
def test_a_measure_that_is_not_marked_is_banded_and_bounds_that_coincide_are_found(
    dictionary: str, tmp_path: Path
) -> None:
    loaded = load(tmp_path, dictionary)
    assert ranked(loaded) == (2, 4, None)
    assert remarks(loaded) == [
        (
            "indicators.yaml:10:36",
            (
                "the bounds of the quartiles coincide in 2017-18, 104, 104, 104: 2 of 5 has D "
                "[dataset-quartile-bounds]"
            ),
        )
    ]


def test_a_dictionary_is_of_the_method_lait_and_the_catalogues_own_word_of_every_method(
    tmp_path: Path,
) -> None:
    dictionary = LAIT.format("KS2", "N")
    assert ranked(load(tmp_path, dictionary, thresholds="quartiles: phe")) == (2, 1, None)
    own = "    quartile: none\n"
    unbanded = (2, None, NoBand.NOT_BANDED)
    for thresholds in ("", "quartiles: phe", "quartiles: ntile"):
        loaded = load(tmp_path, LAIT.format("KS2", ""), lines=own, thresholds=thresholds)
        assert (ranked(loaded), remarks(loaded)) == (unbanded, [])


def test_bounds_that_coincide_are_the_method_laits(tmp_path: Path) -> None:
    assert remarks(load(tmp_path, LAIT.format("KS2", ""), thresholds="quartiles: phe")) == []


def test_of_several_years_with_such_bounds_the_latest_is_shown(tmp_path: Path) -> None:
    loaded = load(tmp_path, LAIT.format("KS2", ""), lines="    carry: 2 years\n")
    text = (tmp_path / "indicators.yaml").read_text(encoding="utf-8")
    years = "values: {2017-18 Q4: 104, 2018-19 Q4: 104, 2019-20 Q4: 104}"
    (tmp_path / "indicators.yaml").write_text(
        text.replace("values: {2018-19 Q4: 104}", years), encoding="utf-8"
    )
    earlier = ROWS + ROWS.partition("\n")[2].replace(",2018,", ",2019,")
    (tmp_path / "lait.csv").write_text(earlier, encoding="utf-8")
    (found,) = remarks(api.load(tmp_path / "indicators.yaml", None))
    assert found[1] == (
        "the bounds of the quartiles coincide in 2018-19, 104, 104, 104: 2 of 5 has D "
        "(and in 1 year before) [dataset-quartile-bounds]"
    )
    assert remarks(loaded)


@pytest.mark.parametrize(
    ("dictionary", "message"),
    [
        (
            "measure_short,quartile\nKS2,N\n",
            "the dictionary has no row with the names of the columns",
        ),
        (
            LAIT.format("KS2", "Yes"),
            "row 2 of the dictionary says 'Yes' under No_Quartile",
        ),
        (
            'measure,No_Quartile\nOTHER,N\nKS2,"N\n',
            "the row cannot be read: unexpected end of data",
        ),
    ],
)
def test_a_dictionary_that_cannot_be_used_marks_nothing(
    dictionary: str, message: str, tmp_path: Path
) -> None:
    loaded = load(tmp_path, dictionary)
    assert ranked(loaded) == (2, 4, None)
    assert remarks(loaded)[0] == ("indicators.yaml:3:47", f"{message} [dataset-dictionary]")


def test_a_dictionary_that_is_not_there(tmp_path: Path) -> None:
    load(tmp_path, "")
    (tmp_path / "dictionary.csv").unlink()
    found = remarks(api.load(tmp_path / "indicators.yaml", None))
    assert (
        found[0][1]
        == "dictionary.csv cannot be read: No such file or directory [dataset-dictionary]"
    )
