"""A report of a period that lies after every figure is refused, unless it is asked for."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

BOTH = pytest.mark.parametrize("command", ["report", "narrative"])


def catalogue(values: str, more: str = "") -> None:
    Path("indicators.yaml").write_text(
        f"""version: 1
organisation: Anyshire
indicators:
  it: {{name: It, unit: count, polarity: low, target: 5, values: {{{values}}}{more}}}
""",
        encoding="utf-8",
    )


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@BOTH
@pytest.mark.parametrize("period", ["2019-20 Q1", "2019-20", "2030-31 Q4"])
def test_a_period_after_every_figure_is_refused(
    ragcalc: Command, command: str, period: str
) -> None:
    catalogue("2018-19 Q3: 4, 2018-19 Q4: 5")
    answer = ragcalc(command, period)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(
        f"Error: there are no figures for {period} yet; the latest are for 2018-19 Q4; "
        f"add --partial to report {period} without any\n"
    )
    assert ragcalc(command, period, "--partial").status == 0


@BOTH
@pytest.mark.parametrize(
    ("values", "more"),
    [
        ("2018-19 Q4: 5, 2019-20 Q2: 5", ""),
        ("2018-19 Q4: 5, 2019-20 Q1: suppressed", ""),
        ("2018-19 Q4: 5", ", carry: 1 quarter"),
        ("2018-19 Q4: 5", ", reported: {2019-20 Q1: {status: red, note: late}}"),
        ("2018-19 Q4: suppressed", ""),
        ("2019-20 Q1: 5", ""),
    ],
)
def test_a_period_is_reported_where_anything_is_given_for_it_or_later(
    ragcalc: Command, command: str, values: str, more: str
) -> None:
    catalogue(values, more)
    assert ragcalc(command, "2019-20 Q1").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("check", "2019-20 Q1"),
        ("form", "2019-20 Q1", "--format", "csv"),
        ("list", "--missing", "2019-20 Q1"),
        ("explain", "it", "2019-20 Q1"),
        ("targets", "2019-20 Q1"),
    ],
)
def test_what_is_asked_before_the_figures_come_is_answered(
    ragcalc: Command, words: tuple[str, ...]
) -> None:
    catalogue("2018-19 Q4: 5")
    assert ragcalc(*words).status == 0
