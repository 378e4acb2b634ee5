"""Catalogue and period to report: counts, groups, notes."""

import json
from fractions import Fraction

import pytest

from ragcalc.catalogue.model.indicators import Action
from ragcalc.problems import Place
from ragcalc.scoring.narrowing import Narrowing, narrowed, tier_of
from ragcalc.scoring.results import ComparatorColumn, InputFile, Summary
from ragcalc.scoring.score import score
from ragcalc.vocabulary import Direction, Reason, Status
from tests.build import catalogue_of, period, report, result

SET = {
    "met": "outcome: safe, target: 5, values: {2018-19 Q3: 1, 2018-19 Q4: 5}",
    "near": "outcome: well, target: 100, values: {2018-19 Q3: 96, 2018-19 Q4: 96}",
    "far": "outcome: safe, tier: wider, target: 100, values: {2018-19 Q3: 90, 2018-19 Q4: 50}",
    "untargeted": "values: {2018-19 Q4: 5}",
    "by-design": "tier: wider, target: none, values: {2018-19 Q4: 5}",
    "neutral": "polarity: neutral, values: {2018-19 Q3: 4, 2018-19 Q4: 5}",
    "late": "target: 5, values: {2018-19 Q3: 5}",
    "secret": "target: 5, values: {2018-19 Q4: suppressed}",
    "academic": "frequency: annual, year: academic, target: 5, values: {2017-18: 5}",
    "carried": "carry: 1 quarter, target: 5, values: {2018-19 Q3: 5}",
    "reported": "values: {2018-19 Q4: 5}, reported: {2018-19 Q4: red}",
}


def test_every_indicator_is_counted_once_and_none_is_dropped() -> None:
    assert report(SET).summary == Summary(
        indicators=11,
        due=10,
        readings=7,
        status={
            Status.GREEN: 2,
            Status.AMBER: 1,
            Status.RED: 2,
            Status.MISSING: 4,
            Status.UNRATED: 2,
        },
        missing={
            Reason.NOT_DUE: 1,
            Reason.NO_VALUE: 1,
            Reason.NO_TARGET: 1,
            Reason.SUPPRESSED: 1,
        },
        direction={
            Direction.IMPROVED: 1,
            Direction.MAINTAINED: 1,
            Direction.DECLINED: 1,
            Direction.HIGHER: 1,
            Direction.SAME: 0,
            Direction.LOWER: 0,
            Direction.UNAVAILABLE: 7,
        },
    )


def test_every_word_of_a_closed_set_has_its_count_even_in_an_empty_report() -> None:
    nothing = narrowed(catalogue_of(SET), Narrowing(outcomes=("no such outcome",)))
    assert score(nothing, None, period("2018-19 Q4")).summary == Summary(
        indicators=0,
        due=0,
        readings=0,
        status=dict.fromkeys(Status, 0),
        missing={},
        direction=dict.fromkeys(Direction, 0),
    )


def test_outcomes_and_tiers_stand_in_the_catalogues_order_the_nameless_outcome_last() -> None:
    groups = [
        (outcome.id, outcome.name, tier.id, [one.id for one in tier.indicators])
        for outcome in report(SET).outcomes
        for tier in outcome.tiers
    ]
    nameless = ["untargeted", "neutral", "late", "secret", "academic", "carried", "reported"]
    assert groups == [
        ("safe", "Safe", "headline", ["met"]),
        ("safe", "Safe", "wider", ["far"]),
        ("well", "Well", "headline", ["near"]),
        (None, None, "headline", nameless),
        (None, None, "wider", ["by-design"]),
    ]


def test_the_counts_of_tiers_add_up_to_their_outcome_and_outcomes_to_the_report() -> None:
    scored = report(SET)
    for whole, parts in (
        (scored.summary, [outcome.summary for outcome in scored.outcomes]),
        *((one.summary, [tier.summary for tier in one.tiers]) for one in scored.outcomes),
    ):
        assert whole.indicators == sum(part.indicators for part in parts)
        assert whole.due == sum(part.due for part in parts)
        assert whole.readings == sum(part.readings for part in parts)
        for status in Status:
            assert whole.status[status] == sum(part.status[status] for part in parts)
        for direction in Direction:
            assert whole.direction[direction] == sum(part.direction[direction] for part in parts)


def test_the_order_of_the_input_changes_no_verdict() -> None:
    turned = dict(reversed(SET.items()))
    one, other = report(SET), report(turned)
    assert one.summary == other.summary
    assert {each.id: each.verdict for each in one.indicators} == {
        each.id: each.verdict for each in other.indicators
    }
    assert [each.id for each in other.indicators] == list(turned)


def test_the_order_of_the_readings_changes_no_verdict() -> None:
    readings = {"2017-18 Q4": 7, "2018-19 Q2": 5, "2018-19 Q3": 4, "2018-19 Q4": 9}
    orders = [dict(sorted(readings.items())), dict(sorted(readings.items(), reverse=True))]
    one, other = (result(f"target: 8, values: {json.dumps(order)}") for order in orders)
    assert one.verdict == other.verdict


def test_scoring_twice_gives_equal_reports() -> None:
    assert report(SET) == report(SET)


def test_a_report_names_its_organisation_period_and_comparators() -> None:
    found = report(SET, comparators="{eng: {name: England}, nw: {name: North West, short: N West}}")
    assert (found.organisation, found.period) == ("Anyshire", period("2018-19 Q4"))
    assert found.comparators == (
        ComparatorColumn("eng", "England", "England"),
        ComparatorColumn("nw", "North West", "N West"),
    )
    assert found.built_in_thresholds
    assert not report(SET, thresholds="default: {}").built_in_thresholds


def test_an_outcome_has_its_note_its_tiers_by_name_and_its_actions_as_they_stand() -> None:
    action = Action.model_validate({"name": "Plan", "status": {"2018-19 Q4": "on-track"}})
    whole = catalogue_of({"met": SET["met"]})
    extra = {"actions": {"plan": action}, "note": "agreed"}
    outcomes = {name: one.model_copy(update=extra) for name, one in whole.outcomes.items()}
    scored = score(whole.model_copy(update={"outcomes": outcomes}), None, period("2018-19 Q4"))
    assert [
        (one.id, one.note, one.summary.indicators, [tier.name for tier in one.tiers])
        for one in scored.outcomes
    ] == [("safe", "agreed", 1, ["Headline indicators"]), ("well", "agreed", 0, [])]
    assert [one.delivery.actions for one in scored.outcomes] == [1, 1]
    assert scored.delivery.actions == 2
    for one in scored.outcomes:
        assert [(done.id, done.status, str(done.period)) for done in one.actions] == [
            ("plan", "on-track", "2018-19 Q4")
        ]


def test_a_place_is_in_the_file_that_its_entry_was_included_from() -> None:
    scored = report({"it": "values: {2018-19 Q4: 5}"})._replace(
        entry_files={("indicators", "it"): "housing.yaml"}
    )
    assert (
        scored.file_of(Place("indicators.yaml", ("indicators", "it", "target"))) == "housing.yaml"
    )
    assert scored.file_of(Place("indicators.yaml", ("indicators", "other"))) == "indicators.yaml"


def test_a_file_is_known_by_the_hash_of_its_content() -> None:
    """FIPS 180-4, the example of one block."""
    assert InputFile("indicators.yaml", b"abc").sha256 == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_each_outcome_has_its_colour_where_thresholds_has_a_rule_for_it() -> None:
    coloured = report(SET, thresholds="outcome: {rule: worst}").outcomes
    found = [one.verdict.status if one.verdict else None for one in coloured]
    assert found == [Status.RED, Status.AMBER, Status.MISSING]
    assert [one.verdict for one in report(SET).outcomes] == [None, None, None]
    plain = report(SET, thresholds="policies: {}").outcomes
    assert [one.verdict for one in plain] == [None, None, None]


def test_an_indicator_without_a_tier_is_in_the_first_one() -> None:
    catalogue = catalogue_of(SET)
    assert tier_of(catalogue, catalogue.indicators["met"]) == "headline"
    assert tier_of(catalogue, catalogue.indicators["far"]) == "wider"


def test_an_indicator_of_no_known_tier_stands_in_none() -> None:
    catalogue = catalogue_of(SET).model_copy(update={"tiers": {}})
    scored = score(catalogue, None, period("2018-19 Q4"))
    assert next(outcome.tiers for outcome in scored.outcomes) == ()
    assert tier_of(catalogue, catalogue.indicators["met"]) == ""


def test_notes_stand_with_the_most_particular_first() -> None:
    entries = (
        "note: of the indicator, values: {2018-19 Q4: {value: 5, note: of the reading}},"
        " reported: {2018-19 Q4: {status: red, note: of the source}}"
    )
    assert result(entries).notes == ("of the reading", "of the source", "of the indicator")


def test_a_reason_word_and_a_carried_reading_keep_their_notes() -> None:
    word = "values: {2018-19 Q4: {value: suppressed, note: fewer than five}}"
    carried = "carry: 1 quarter, values: {2018-19 Q3: {value: 5, note: of the reading}}"
    assert result(word).notes == ("fewer than five",)
    assert result(carried).notes == ("of the reading",)


def test_where_nothing_is_due_there_is_no_note_of_a_reading() -> None:
    entries = "frequency: annual, values: {2017-18: {value: 5, note: of the reading}}"
    assert result(entries, "2018-19 Q3").notes == ()


def test_an_indicator_carries_what_describes_it() -> None:
    entries = (
        "short: Short, unit: percent, decimals: 2, rolling: 12 months, source: plan, owner: Jo,"
        " values: {2018-19 Q4: 5}"
    )
    found = result(entries)
    assert (found.name, found.short, found.unit.name, found.decimals) == (
        "it",
        "Short",
        "percent",
        2,
    )
    assert (found.rolling, found.source, found.owner) == (12, "plan", "Jo")
    assert result("values: {}").short == "it"


def test_a_verdict_can_be_reached_for_a_period_that_is_not_due() -> None:
    found = result("frequency: annual, target: 5, values: {2017-18: 5}", "2018-19 Q3")
    assert found.inputs.due is None
    assert found.verdict.status.reason is Reason.NOT_DUE


def test_a_verdict_reported_for_a_period_in_which_nothing_is_due_is_shown() -> None:
    entries = "frequency: annual, values: {2017-18: 5}, reported: {2018-19 Q3: red}"
    found = result(entries, "2018-19 Q3").verdict.status
    assert (found.status, found.reason) == (Status.RED, Reason.NOT_DUE)


def test_a_verdict_on_one_of_its_own_periods_stands_where_the_reading_does() -> None:
    entries = "frequency: annual, due: Q2, values: {2018-19: 5}, reported: {2018-19: {status: red}}"
    found = {
        report: result(entries, report).verdict.status
        for report in ("2018-19", "2018-19 Q4", "2019-20 Q2")
    }
    assert {report: (one.status, one.reason) for report, one in found.items()} == {
        "2018-19": (Status.MISSING, Reason.NOT_DUE),
        "2018-19 Q4": (Status.MISSING, Reason.NOT_DUE),
        "2019-20 Q2": (Status.RED, Reason.NO_TARGET),
    }


def test_a_reported_verdict_has_its_place_and_where_none_is_reported_there_is_none() -> None:
    reported = result("values: {2018-19 Q4: 5}, reported: {2018-19 Q4: red}").inputs.reported_place
    assert reported is not None
    assert reported.key == "indicators.it.reported.2018-19 Q4"
    assert result("values: {2018-19 Q4: 5}").inputs.reported_place is None


def test_the_exact_value_is_kept() -> None:
    entries = "unit: percent, values: {2018-19 Q4: {numerator: 88, denominator: 482}}"
    reading = result(entries).inputs.reading
    assert not isinstance(reading, Reason)
    assert reading.value == Fraction(8800, 482)


def test_a_reading_that_is_only_proposed_is_no_figure() -> None:
    proposed = "target: 5, values: {2018-19 Q3: 5, 2018-19 Q4: {value: 6, proposed: true}}"
    assert result(proposed).verdict.status.reason is Reason.NO_VALUE


@pytest.mark.parametrize("overrides", ["overrides: true, note: a forecast", "note: as printed"])
def test_a_status_reported_for_the_period_that_is_due_leaves_nothing_to_carry(
    overrides: str,
) -> None:
    """A verdict on this quarter beside the figure of the last one would be of neither."""
    found = result(
        "carry: 1 quarter, target: 5, values: {2018-19 Q3: 5}, "
        f"reported: {{2018-19 Q4: {{status: red, {overrides}}}}}"
    )
    assert found.inputs.reading is Reason.NO_VALUE
    assert (found.inputs.carried, found.verdict.status.status) == (False, Status.RED)


def test_a_carried_figure_keeps_the_status_that_was_reported_for_it() -> None:
    found = result(
        "carry: 1 quarter, values: {2018-19 Q3: 5}, reported: {2018-19 Q3: {status: red}}"
    )
    assert (found.inputs.carried, found.verdict.status.status) == (True, Status.RED)


def test_the_two_edges_of_a_range_may_differ_in_whether_they_belong_to_the_band() -> None:
    """`below 5%` of the end that is 0 has no room, so a tie with it is met."""
    ranged = (
        "polarity: on-target, target: {from: 0, to: 10}, tolerance: {green: below 5%}, "
        "values: {2018-19 Q4: 5}"
    )
    bands = result(ranged).verdict.bands
    assert bands is not None
    assert (bands.green.low, bands.green.low_inclusive) == (Fraction(0), True)
    assert (bands.green.high, bands.green.inclusive) == (Fraction(21, 2), False)


@pytest.mark.parametrize(
    ("entries", "when", "expected"),
    [
        # a quarter of a yearly indicator, a year or a month of a quarterly one
        ("frequency: annual, values: {2017-18: 8, 2018-19 Q4: 9}", "2018-19", ["2018-19 Q4"]),
        ("values: {2018-19 Q3: 9, 2018-19: 9, 2019-M03: 5}", "2018-19 Q4", ["2018-19", "2019-M03"]),
        # in a report of which no period of the indicator is due
        ("frequency: annual, values: {2018-19 Q3: 9}", "2018-19 Q3", ["2018-19 Q3"]),
        # a kind of year is another frequency too
        ("frequency: annual, values: {2018: 9}", "2018-19", ["2018"]),
        # what is shown hides none, what has not ended is not missed, a word is no figure
        ("frequency: annual, values: {2018-19: 8, 2018-19 Q4: 9}", "2018-19", []),
        ("values: {2018-19: 9}", "2018-19 Q3", []),
        ("frequency: annual, values: {2017-18 Q4: 9, 2019-20 Q1: 9}", "2018-19", []),
        ("frequency: annual, values: {2018-19 Q4: suppressed}", "2018-19", []),
        ("values: {2018-19 Q3: 9}", "2018-19 Q4", []),
    ],
)
def test_a_figure_of_another_frequency_is_named_where_it_would_be_looked_for(
    entries: str, when: str, expected: list[str]
) -> None:
    assert [str(one) for one in result(entries, when).unfit_periods] == expected
