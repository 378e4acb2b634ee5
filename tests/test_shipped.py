"""The shipped catalogue gives what its source page says, each figure with its source."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ragcalc
from ragcalc import pipeline as api
from ragcalc.catalogue.model.figures import Remarks
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.render.media.style import Style
from ragcalc.render.report import json as report_json

ROOT = Path(__file__).parent.parent
FILES = (ROOT / "indicators.yaml", ROOT / "thresholds.yaml")

# Value, target, status and how it was reached, the earlier figure and its period, direction, and
# the standings against England, the North West and the statistical neighbours. The page:
# https://performancecheshirewest.co.uk/thriving-residents/child-adults-safe/
PUBLISHED = """
repeat-child-protection-plans 16.0% 14 red computed 16.9 2017-18-Q4 improved better better better
repeat-referrals 21.2% - red reported 19 2017-18-Q4 declined better better better
children-in-care 73.0 - red reported 70.7 2018-19-Q3 maintained worse better worse
adult-safeguarding-risk-reduced 94.0% 92 green computed 94 2018-19-Q2 maintained
single-assessments-45-days 81.0% 90 red computed 66.7 2018-19-Q3 improved
front-door-decisions-24-hours 71.0% - missing no-target 60.8 2018-19-Q3 improved
placed-over-20-miles 18.3% - missing no-target 16 2017-18-Q4 declined worse worse worse
edge-of-care 64.5% - missing no-target 92.3 2018-19-Q2 declined
"""


def words(entry: dict[str, Any]) -> str:
    """Return what the report says of an indicator, as a line of the table."""
    target = "-" if entry["target"] is None else entry["target"]
    how = entry["status_basis"] or entry["status_reason"]
    then = entry["previous"]
    said = [entry["id"], entry["text"], target, entry["status"], how]
    said += [then["value"], then["period"].replace(" ", "-"), entry["direction"]]
    return " ".join(map(str, said + [one["verdict"] for one in entry["comparators"]]))


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(
        report_json.render(ragcalc.report(*FILES, period="q4"), Style())
    )
    return made


def test_every_indicator_is_scored_as_the_page_prints_it(report: dict[str, Any]) -> None:
    assert "\n".join(map(words, report["indicators"])) == PUBLISHED.strip()


def test_the_headline_indicators_count_as_the_page_counts_them(report: dict[str, Any]) -> None:
    """One improved, two maintained and one declined; three red and one green."""
    (outcome,) = report["outcomes"]
    headline = outcome["tiers"][0]["summary"]
    assert {word: count for word, count in headline["status"].items() if count} == {
        "green": 1,
        "red": 3,
    }
    assert {word: count for word, count in headline["direction"].items() if count} == {
        "improved": 1,
        "maintained": 2,
        "declined": 1,
    }


def figures(indicator: Indicator) -> Iterator[Remarks]:
    """Yield every figure of an indicator."""
    yield from indicator.values.values()
    yield from indicator.targets.values()
    for series in indicator.comparators.values():
        yield from series.values()


def test_every_figure_has_a_source() -> None:
    catalogue = api.load(*FILES).catalogue
    assert catalogue is not None
    sources = [one.source for each in catalogue.indicators.values() for one in figures(each)]
    assert len(sources) == 33
    assert None not in sources


def test_the_actions_are_those_that_the_page_names_with_its_statuses(
    report: dict[str, Any],
) -> None:
    """Two of the six delivered, three on track, three re-phased; two are for 2019-20."""
    (outcome,) = report["outcomes"]
    begun = [one for one in outcome["actions"] if one["begun"]]
    assert outcome["delivery"] == {
        "actions": 9,
        "status": {"delivered": 2, "on-track": 3, "re-phased": 3, "delayed": 0, "not-started": 0},
        "unstated": 1,
        "overdue": 0,
        "delivered_or_on_track": 5,
        "share": 55.5556,
    }
    assert [one["id"] for one in outcome["actions"] if one not in begun] == [
        "principal-social-workers",
        "therapeutic-home",
    ]


def test_every_action_has_a_source(report: dict[str, Any]) -> None:
    (outcome,) = report["outcomes"]
    assert all(one["source"] for one in outcome["actions"])
