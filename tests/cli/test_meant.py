"""Which indicator is meant by the word that explain and trend are given."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

CATALOGUE = """version: 1
organisation: Anyshire
indicators:
  waste: {name: Waste, unit: count, polarity: low, values: {2018-19 Q4: 1}}
  waste-recycled:
    {name: Waste, short: Recycled, unit: count, polarity: low, values: {2018-19 Q4: 2}}
  waste-composted: {name: Composted waste, unit: count, polarity: low, values: {2018-19 Q4: 3}}
  homes: {name: New homes, unit: count, polarity: high, values: {2018-19 Q4: 4}}
"""


@pytest.fixture(autouse=True)
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", ["explain", "trend"])
@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("waste", "waste"),
        ("WASTE-RECYCLED", "waste-recycled"),
        ("waste-r", "waste-recycled"),
        ("Recycled", "waste-recycled"),
        ("composted WASTE", "waste-composted"),
        (" new homes ", "homes"),
        ("h", "homes"),
    ],
)
def test_an_id_how_it_begins_or_a_name_will_do(
    ragcalc: Command, command: str, words: str, id_: str
) -> None:
    assert ragcalc(command, words) == ragcalc(command, id_)
    assert ragcalc(command, words).status == 0


@pytest.mark.parametrize("command", ["explain", "trend"])
@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("waste-", "'waste-' may be any of 2 indicators: waste-recycled, waste-composted"),
        ("Was", "'Was' may be any of 3 indicators: waste, waste-recycled, waste-composted"),
        ("recycle", "there is no indicator 'recycle'"),
        ("new home", "there is no indicator 'new home'"),
        ("", "there is no indicator ''"),
        (" ", "there is no indicator ' '"),
    ],
)
def test_what_may_be_several_or_none_is_refused(
    ragcalc: Command, command: str, words: str, message: str
) -> None:
    answer = ragcalc(command, words)
    assert (answer.status, answer.out) == (2, "")
    assert f"Error: {message}" in answer.err


def test_a_name_of_several_indicators_is_refused(ragcalc: Command) -> None:
    """Where it is not the id of one."""
    Path("indicators.yaml").write_text(CATALOGUE.replace("  waste:", "  rubbish:"))
    answer = ragcalc("explain", "waste")
    assert answer.err.endswith(
        "Error: 'waste' may be any of 2 indicators: rubbish, waste-recycled\n"
    )
