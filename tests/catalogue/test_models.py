"""Every key of both files: what it means to the model, its default, and what it refuses."""

# ruff: noqa: E501 - tables with a line for each key

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel

from ragcalc import periods
from ragcalc.catalogue.model import figures, records
from ragcalc.catalogue.model import indicators as models
from ragcalc.catalogue.model import thresholds as tolerated
from ragcalc.catalogue.model.fields import Since, Unit
from ragcalc.catalogue.model.figures import Reading
from ragcalc.catalogue.model.indicators import Catalogue, Comparator, Indicator, Outcome
from ragcalc.catalogue.model.thresholds import BUILT_IN, Policy
from ragcalc.periods import Kind
from ragcalc.vocabulary import (
    Banding,
    ComparatorKind,
    Direction,
    Frequency,
    IntervalMethod,
    Polarity,
    Reason,
    RollUp,
    Status,
)
from tests.catalogue.writing import (
    HEAD,
    catalogue,
    codes,
    entry,
    indicator,
    load,
    only,
    policies,
    refused,
    thresholds,
    valid,
)
from tests.docs.pages import DOCS, Page, plain

PAGE = Page(DOCS / "catalogue.md")
Q3, Q4 = periods.parse("2018-19 Q3"), periods.parse("2018-19 Q4")
YEAR = periods.parse("2018-19")
ACADEMIC = periods.parse("2018-19 academic")


M = TypeVar("M", bound=BaseModel)


def made(model: type[M], **keys: Any) -> M:
    """Make a record from its keys as they are written."""
    return model.model_validate(keys)


def figure(value: int) -> figures.Figure:
    return made(figures.Figure, value=str(value))


def compared(value: int) -> figures.ComparatorFigure:
    return made(figures.ComparatorFigure, value=str(value))


# ── An indicator's own keys ──────────────────────────────────────────────────────────────────────

Row = tuple[str, str, Any, Any]
"""A line as it is written, the field, what it becomes, and what it is where nothing is written."""

INDICATOR: dict[str, Row] = {
    "year": ("year: academic", "year", Kind.ACADEMIC, Kind.FINANCIAL),
    "name": ("name: Repeat  referrals", "name", "Repeat referrals", "It"),
    "short": ("short: Repeats", "short", "Repeats", None),
    "outcome": ("outcome: safe", "outcome", "safe", None),
    "tier": ("tier: wider", "tier", "wider", None),
    "unit": ("unit: {label: kg per household}", "unit", Unit("kg per household", 1, label=True), Unit("count", 1)),
    "polarity": ("polarity: low", "polarity", Polarity.LOW, Polarity.HIGH),
    "frequency": ("frequency: monthly", "frequency", Frequency.MONTHLY, Frequency.QUARTERLY),
    "decimals": ("decimals: 2", "decimals", 2, None),
    "target": ("target: 14", "target", made(figures.Target, value="14"), None),
    "targets": ("targets: {2018-19: 14}", "targets", {YEAR: made(figures.Target, value="14")}, {}),
    "values": ("values: {2018-19 Q3: 5}", "values", {Q3: made(Reading, value="5")}, {Q4: made(Reading, value="5")}),
    "forecast": ("forecast: {2018-19: 88}", "forecast", {YEAR: made(figures.Forecast, value="88")}, {}),
    "comment": ("comment: {2018-19: ' Late: in  May '}", "comment", {YEAR: "Late: in  May"}, {}),
    "action": ("action: {2018-19: more visits}", "action", {YEAR: "more visits"}, {}),
    "comparators": ("comparators: {england: {2018-19: 3}}", "comparators", {"england": {YEAR: compared(3)}}, {}),
    "dataset": ("dataset: {name: lait, measure: LAC}", "dataset", models.Measure(name="lait", measure="LAC"), None),
    "policy": ("policy: tight", "policy", "tight", None),
    "tolerance": ("tolerance: {green: 0, amber: 5%}", "tolerance", made(models.StatusRule, green="0", amber="5%"), models.StatusRule()),
    "direction": ("direction: {same: 5%}", "direction", made(models.DirectionRule, same="5%"), models.DirectionRule()),
    "floor": ("floor: {2018-19: 3}", "floor", {YEAR: figure(3)}, {}),
    "base": ("base: {2018-19: 300}", "base", {YEAR: figure(300)}, {}),
    "accumulates": ("accumulates: true", "accumulates", True, False),
    "profile": ("profile: linear\naccumulates: true", "profile", "linear", None),
    "rolls-up": ("rolls-up: mean", "rolls_up", RollUp.MEAN, None),
    "rolling": ("rolling: 12 months", "rolling", 12, None),
    "interval": ("interval: byar", "interval", IntervalMethod.BYAR, IntervalMethod.NONE),
    "limits": ("limits: {from: 2016-17 Q1, to: 2018-19 Q4}", "limits", models.ChartLimits.model_validate({"from": "2016-17 Q1", "to": "2018-19 Q4"}), None),
    "step": ("step: [2017-18 Q4, 2018-19 Q3]", "step", (periods.parse("2017-18 Q4"), Q3), ()),
    "quartile": ("quartile: none", "quartile", Banding.NONE, Banding.BY_METHOD),
    "due": ("due: Q2\nfrequency: annual", "due", 2, None),
    "lag": ("lag: 1 quarter", "lag", 3, 0),
    "carry": ("carry: 2 quarters", "carry", 6, 0),
    "reported": ("reported: {2018-19 Q4: red}", "reported", {Q4: made(figures.Reported, status="red")}, {}),
    "suppress-below": ("suppress-below: 10", "suppress_below", 10, None),
    "part-of": ("part-of: all", "part_of", "all", None),
    "may-exceed-100": ("may-exceed-100: true", "may_exceed_100", True, False),
    "source": ("source: Planning team", "source", "Planning team", None),
    "note": ("note: |\n      Two\n      lines", "note", "Two\nlines", None),
    "owner": ("owner: A. Person", "owner", "A. Person", None),
    "groups": (
        "groups: {directorate: Children's  Services}",
        "groups", {"directorate": "Children's Services"}, {},
    ),
    "from": ("from: 2018-19 Q3", "from_", Q3, None),
    "until": ("until: 2018-19", "until", YEAR, None),
    "was": ("was: [old-id, Old name]", "was", ("old-id", "Old name"), ()),
}  # fmt: skip

SCOPE = (
    f"{HEAD}comparators: {{england: {{name: England}}}}\noutcomes: {{safe: {{name: Safe}}}}\n"
    "datasets: {lait: {file: lait.csv}}\ngroups: {directorate: Directorate}\n"
)
TIGHT = thresholds("policies: {tight: {}}")


@pytest.mark.parametrize("key", INDICATOR)
def test_a_key_of_an_indicator_is_read(key: str) -> None:
    line, field, expected, _ = INDICATOR[key]
    book = catalogue(entry(line), entry("", "all"), head=SCOPE)
    found = valid(load(book, TIGHT)).indicators["it"]
    assert getattr(found, field) == expected


@pytest.mark.parametrize("key", INDICATOR)
def test_a_key_of_an_indicator_has_its_default(key: str) -> None:
    *_, field, _, default = INDICATOR[key]
    assert getattr(indicator(""), field) == default


@pytest.mark.parametrize("key", INDICATOR)
def test_a_key_of_an_indicator_may_not_be_left_empty(key: str) -> None:
    problem = refused(f"{key}:")
    assert problem.key == f"indicators.it.{key}"
    assert problem.code.startswith(("value-", "target-", "period-"))


@pytest.mark.parametrize("key", ["name", "unit", "polarity", "values"])
def test_what_an_indicator_must_have(key: str) -> None:
    lines = entry().splitlines(keepends=True)
    text = "".join(line for line in lines if not line.strip().startswith(f"{key}:"))
    problem = only(load(catalogue(text)))
    assert (problem.code, problem.message) == ("key-missing", f"it has no {key}")


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────

REMARKS = {
    "source": ("source: Page 3", "Page 3", None),
    "note": ("note: to be checked", "to be checked", None),
    "provisional": ("provisional: true", True, False),
    "proposed": ("proposed: true", True, False),
}
FIGURES: dict[str, tuple[str, Callable[[Indicator], Any]]] = {
    "target": ("target: {{value: 14, {}}}", lambda it: it.target),
    "targets": ("targets: {{2018-19: {{value: 14, {}}}}}", lambda it: it.targets[YEAR]),
    "values": ("values: {{2018-19 Q4: {{value: 14, {}}}}}", lambda it: it.values[Q4]),
    "floor": ("floor: {{value: 14, {}}}", lambda it: it.floor[None]),
    "base": ("base: {{2018-19: {{value: 14, {}}}}}", lambda it: it.base[YEAR]),
    "comparators": ("comparators: {{england: {{value: 14, {}}}}}", lambda it: it.comparators["england"][None]),
}  # fmt: skip


@pytest.mark.parametrize("place", FIGURES)
@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_may_stand_next_to_any_figure(place: str, remark: str) -> None:
    shape, find = FIGURES[place]
    line, given, default = REMARKS[remark]
    found = find(indicator(shape.format(line), head=SCOPE))
    assert getattr(found, remark) == given
    assert found.value == 14
    without = find(indicator(shape.format("value2").replace(", value2", ""), head=SCOPE))
    assert getattr(without, remark) == default


@pytest.mark.parametrize("key", ["floor", "base"])
def test_a_bare_figure_stands_for_every_period(key: str) -> None:
    assert getattr(indicator(f"{key}: 3"), key) == {None: figure(3)}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("16.9", made(Reading, value="16.9")),
        ("suppressed", made(Reading, value="suppressed")),
        ("{value: in-measurement, note: from April}", made(Reading, value="in-measurement", note="from April")),
        ("{numerator: 88, denominator: 482}", made(Reading, numerator="88", denominator="482")),
        ("{value: 5, break: true}", made(Reading, value="5", **{"break": "true"})),
        ("{value: 5, revised: true}", made(Reading, value="5", revised="true")),
        ("{value: 5, lower: 4, upper: 6}", made(Reading, value="5", lower="4", upper="6")),
        ("{numerator: 1, denominator: 20, lower: 4, upper: 6}", made(Reading, numerator="1", denominator="20", lower="4", upper="6")),
        ("{value: 5, lower: 5, upper: 5, lower-998: 5, upper-998: 5}", made(Reading, value="5", lower="5", upper="5", **{"lower-998": "5", "upper-998": "5"})),
        ("{value: 5, breakdown: {Own parents: 3, Others: 2}}", made(Reading, value="5", breakdown={"Own parents": "3", "Others": "2"})),
    ],
)  # fmt: skip
def test_the_forms_of_a_reading(written: str, expected: Reading) -> None:
    assert indicator(f"values: {{2018-19 Q4: {written}}}\nunit: percent").values == {Q4: expected}


def test_a_reading_says_whether_it_is_a_figure_and_whether_counts_make_it() -> None:
    values = indicator(
        "values: {2018-19 Q3: suppressed, 2018-19 Q4: {numerator: 1, denominator: 3}}"
    ).values
    assert (values[Q3].reason, values[Q4].reason) == (Reason.SUPPRESSED, None)
    assert (values[Q3].counted, values[Q4].counted) == (False, True)


INTERVALS = {
    "lower: 78.9, upper: 83.4": (("78.9", "83.4"), None),
    "lower: 78.9, upper: 83.4, lower-998: 77.6, upper-998: 84.7": (("78.9", "83.4"), ("77.6", "84.7")),
    "note: none": (None, None),
}  # fmt: skip


@pytest.mark.parametrize("written", INTERVALS)
@pytest.mark.parametrize("place", ["values", "comparators", "every period"])
def test_an_interval_stands_next_to_a_value_and_a_comparators_value(
    place: str, written: str
) -> None:
    line = {
        "values": "values: {2018-19 Q4: {FIGURE}}",
        "comparators": "comparators: {england: {2018-19: {FIGURE}}}",
        "every period": "comparators: {england: {FIGURE}}",
    }[place]
    it = indicator(line.replace("FIGURE", f"value: 81.2, {written}"), head=SCOPE)
    (found,) = it.values.values() if place == "values" else it.comparators["england"].values()
    at_95, at_998 = (
        ends and figures.Bounds(Decimal(ends[0]), Decimal(ends[1])) for ends in INTERVALS[written]
    )
    assert (found.at_95, found.at_998) == (at_95, at_998)


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("value: 5, lower: 4", "2018-19 Q4 has lower without upper"),
        ("value: 5, upper: 6", "2018-19 Q4 has upper without lower"),
        ("value: 5, lower-998: 3", "2018-19 Q4 has lower-998 without lower and upper and upper-998"),
        ("value: 5, lower-998: 3, upper-998: 7", "2018-19 Q4 has lower-998 and upper-998 without lower and upper"),
        ("value: 5, lower: 4, upper: 6, upper-998: 7", "2018-19 Q4 has lower and upper and upper-998 without lower-998"),
        ("value: suppressed, lower: 4, upper: 6", "2018-19 Q4 has an interval without a figure: it is suppressed"),
        ("value: 5, lower: 6, upper: 6", "lower 6 is above value 5"),
        ("value: 5, lower: 4, upper: 4.9", "value 5 is above upper 4.9"),
        ("numerator: 1, denominator: 2, lower: 6, upper: 4", "lower 6 is above upper 4"),
        ("value: 5, lower: 4, upper: 6, lower-998: 4.1, upper-998: 7", "lower-998 4.1 is above lower 4"),
        ("value: 5, lower: 4, upper: 6, lower-998: 3, upper-998: 5.9", "upper 6 is above upper-998 5.9"),
    ],
)  # fmt: skip
def test_an_interval_has_both_ends_around_its_figure(figure: str, message: str) -> None:
    found = refused(f"values: {{2018-19 Q4: {{{figure}}}}}")
    crossed = "above" in message
    code = "value-interval-crossed" if crossed else "value-interval-incomplete"
    place = f"indicators.it.values.2018-19 Q4{f'.{message.split()[0]}' if crossed else ''}"
    assert (found.code, found.message, found.key) == (code, message, place)


def test_of_an_end_that_is_no_number_nothing_else_is_reported() -> None:
    found = refused("values: {2018-19 Q4: {value: 5, lower: x, upper: 6}}")
    assert found.code == "value-not-a-number"


@pytest.mark.parametrize("key", ["floor", "target"])
def test_what_is_no_estimate_has_no_interval(key: str) -> None:
    loaded = load(catalogue(entry(f"{key}: {{value: 5, lower: 4, upper: 6}}")))
    assert {one.code for one in loaded.problems} == {"key-unknown"}


def test_counts_make_the_value_exactly() -> None:
    percent = Unit("percent", 100)
    assert Reading(numerator=Decimal(1), denominator=Decimal(3)).amount(percent) == Fraction(100, 3)
    assert Reading(value=Decimal("0.70")).amount(percent) == Fraction(7, 10)
    with pytest.raises(ValueError, match="no amount"):
        Reading(value=Reason.SUPPRESSED).amount(percent)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("14", 14),
        ("{below: 85}", 85),
        ("{above: 0}", 0),
        ("{below: 0}", 0),
        ("none", None),
        ("{comparator: england}", None),
    ],
)
def test_the_one_number_of_a_target(written: str, number: int | None) -> None:
    polarity = "low" if "below" in written else "high"
    found = indicator(f"target: {written}\npolarity: {polarity}", head=SCOPE).target
    assert found is not None
    assert found.number == number


def test_the_forms_of_a_target() -> None:
    targets = indicator(
        "polarity: on-target\n"
        "targets: {2017-18: {from: 18, to: 22}, 2018-19: {from: 18, to: 18, note: one point}, from 2018-19 Q3: 20}"
    ).targets
    spread = targets[YEAR.previous()]
    assert spread == made(figures.Target, **{"from": "18", "to": "22"})
    assert spread.number is None
    assert targets[YEAR] == made(figures.Target, **{"from": "18", "to": "18", "note": "one point"})
    assert targets[Since(Q3)].value == 20
    assert indicator("target: none").target == made(figures.Target, value="none")


@pytest.mark.parametrize(
    "written",
    [
        *("{}", "{note: none yet}", "{value: 14, below: 15}", "{from: 18}", "{to: 22}"),
        *("{from: 18, to: 22, value: 20}", "{value: 14, to: 22}", "{below: 3, above: 2}"),
        "{value: none, below: 14}",
    ],
)
def test_a_target_has_exactly_one_form(written: str) -> None:
    assert refused(f"target: {written}").code == "target-form"


@pytest.mark.parametrize(
    ("line", "code", "key"),
    [
        ("target: {from: 22, to: 18}\npolarity: on-target", "target-range-crossed", "target"),
        ("values: {2018-19 Q4: {note: to come}}", "value-missing", "values.2018-19 Q4"),
        ("values: {2018-19 Q4: {numerator: 3}}", "value-missing", "values.2018-19 Q4"),
        ("values: {2018-19 Q4: {value: 1, denominator: 0}}", "value-denominator-zero", "values.2018-19 Q4.denominator"),
        ("values: {2018-19 Q4: {numerator: 1, denominator: -2}}", "value-denominator-zero", "values.2018-19 Q4.denominator"),
        ("values: {2018-19 Q4: {value: 1, from: 2}}", "key-unknown", "values.2018-19 Q4.from"),
        ("values: {2018-19 Q4: {value: 5, breakdown: {'': 5}}}", "value-empty", "values.2018-19 Q4.breakdown."),
        ("values: {2018-19 Q4: {value: 5, breakdown: {a: suppressed}}}", "value-not-a-number", "values.2018-19 Q4.breakdown.a"),
        ("values: {2018-19 Q4: {value: 5, break: 2018}}", "value-not-one-of", "values.2018-19 Q4.break"),
        ("values: {2018-19 Q5: 5}", "period-unknown", "values.2018-19 Q5"),
        ("values: {from 2018-19 Q4: 5}", "period-unknown", "values.from 2018-19 Q4"),
        ("floor: {note: none yet}", "key-missing", "floor"),
        ("floor: suppressed", "value-not-a-number", "floor"),
        ("forecast: 88", "value-wrong-shape", "forecast"),
        ("forecast: {soon: 88}", "period-unknown", "forecast.soon"),
        ("forecast: {2018-19: about 88}", "value-not-a-number", "forecast.2018-19"),
        ("forecast: {2018-19: {note: to come}}", "key-missing", "forecast.2018-19"),
        ("forecast: {2018-19: {value: 88, provisional: true}}", "key-unknown", "forecast.2018-19.provisional"),
        ("comment: late", "value-wrong-shape", "comment"),
        ("comment: {soon: late}", "period-unknown", "comment.soon"),
        ("comment: {2018-19: ''}", "value-empty", "comment.2018-19"),
        ("action: {2018-19: [visits]}", "value-wrong-shape", "action.2018-19"),
        ("action: {from 2018-19: visits}", "period-unknown", "action.from 2018-19"),
        ("reported: {2018-19 Q4: {note: none}}", "status-reported-empty", "reported.2018-19 Q4"),
        ("reported: {2018-19 Q4: {status: red, overrides: true}}", "status-override-without-note", "reported.2018-19 Q4"),
        ("reported: {2018-19 Q4: missing}", "value-not-one-of", "reported.2018-19 Q4"),
        ("reported: red", "value-wrong-shape", "reported"),
        ("tolerance: 5%", "value-wrong-shape", "tolerance"),
        ("tolerance: {green: 5%, amber: 2%}", "tolerance-bands-crossed", "tolerance"),
        ("tolerance: {amber-if: [better]}", "value-not-one-of", "tolerance.amber-if.0"),
        ("direction: {basis: {baseline: soon}}", "period-unknown", "direction.basis"),
        ("comparators: {england: {soon: 5}}", "period-unknown", "comparators.england.soon"),
        ("comparators: [england]", "value-wrong-shape", "comparators"),
        ("unknown: 5", "key-unknown", "unknown"),
        ("Name: It", "key-unknown", "Name"),
        ("may_exceed_100: true", "key-unknown", "may_exceed_100"),
    ],
)  # fmt: skip
def test_a_key_of_an_indicator_is_refused_where_it_stands(line: str, code: str, key: str) -> None:
    problem = refused(line, head=SCOPE)
    assert (problem.code, problem.key) == (code, f"indicators.it.{key}")


def test_a_forecast_says_where_it_comes_from_and_what_it_rests_on() -> None:
    line = "forecast: {2018-19: {value: 88, source: Monitoring, note: two posts are filled}}"
    assert indicator(line).forecast[YEAR] == figures.Forecast.model_validate(
        {"value": "88", "source": "Monitoring", "note": "two posts are filled"}
    )


def test_a_forecast_may_say_why_it_has_no_figure() -> None:
    found = indicator("forecast: {2018-19: not-applicable}").forecast[YEAR]
    assert found.value is Reason.NOT_APPLICABLE


def test_a_reported_verdict() -> None:
    found = indicator(
        "reported: {2018-19 Q4: {status: amber, direction: improved, note: by judgement, source: Page, overrides: true}}"
    ).reported[Q4]
    assert found == figures.Reported(
        status=Status.AMBER,
        direction=Direction.IMPROVED,
        note="by judgement",
        source="Page",
        overrides=True,
    )
    assert not figures.Reported(status=Status.RED).overrides


@pytest.mark.parametrize(
    ("key", "find"),
    [
        ("targets: {2018-19: 5}", lambda it: it.targets),
        ("targets: {from 2018-19: 5}", lambda it: {key.period: one for key, one in it.targets.items()}),
        ("floor: {2018-19: 5}", lambda it: it.floor),
        ("base: {2018-19: 5}", lambda it: it.base),
        ("comparators: {england: {2018-19: 5}}", lambda it: it.comparators["england"]),
        ("reported: {2018-19: red}", lambda it: it.reported),
        ("forecast: {2018-19: 5}", lambda it: it.forecast),
        ("comment: {2018-19: late}", lambda it: it.comment),
        ("action: {2018-19: visits}", lambda it: it.action),
        ("values: {2018-19: 5}", lambda it: it.values),
        ("values: {2018-19 academic: 5}", lambda it: it.values),
    ],
)  # fmt: skip
def test_2018_19_is_a_year_of_the_kind_that_the_indicator_keeps(key: str, find: Any) -> None:
    assert [*find(indicator(f"{key}\nyear: academic", head=SCOPE))] == [ACADEMIC]
    if "academic" not in key:
        assert [*find(indicator(key, head=SCOPE))] == [YEAR]


# ── Tolerances ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("green", "amber", "in_order"),
    [
        ("5%", "5%", True),
        ("5%", "4.99%", False),
        ("5%", "below 5%", False),
        ("below 5%", "5%", True),
        ("0", "0", True),
        ("2 points", "0", False),
        ("0", "2 points", True),
        ("5%", "2 points", True),
        ("{lesser-of: [5%, 2 points]}", "1%", True),
        ("5%", "{greater-of: [1%, 1 point]}", True),
    ],
)
def test_amber_reaches_at_least_as_far_as_green_where_the_two_can_be_compared(
    green: str, amber: str, in_order: bool
) -> None:
    loaded = load(catalogue(entry(f"tolerance: {{green: {green}, amber: {amber}}}")))
    assert codes(loaded) == ([] if in_order else ["tolerance-bands-crossed"])


def test_every_key_of_a_policy_is_read() -> None:
    read = policies(
        """policies:
  havering-2013:
    status: {green: 5%, amber: 5%, amber-if: [improved, maintained]}
    direction: {same: 2 points, basis: {baseline: 2018-19}}
    comparator: {similar: 5%}
"""
    )
    assert read.version == 1
    assert read.default == Policy()
    assert read.policies == {
        "havering-2013": Policy(
            status=made(
                models.StatusRule,
                **{"green": "5%", "amber": "5%", "amber-if": ["improved", "maintained"]},
            ),
            direction=made(models.DirectionRule, same="2 points", basis={"baseline": "2018-19"}),
            comparator=made(tolerated.ComparatorRule, similar="5%"),
        )
    }


def test_every_key_of_the_checks_is_read() -> None:
    read = policies(
        "checks: {severities: {series-gap: off, value-percent-jump: note}, "
        "notes: [red, declined], notes-from: 2018-19 Q3}"
    )
    levels = tolerated.CheckSeverity
    assert read.checks.severities == {"series-gap": levels.OFF, "value-percent-jump": levels.NOTE}
    assert read.checks.notes == (Status.RED, Direction.DECLINED)
    assert read.checks.notes_from == periods.parse("2018-19 Q3")


def test_a_thresholds_file_needs_no_more_than_its_version() -> None:
    read = policies("")
    assert (read.default, read.policies) == (Policy(), {})
    assert (read.checks.severities, read.checks.notes) == ({}, ())
    assert read.checks.notes_from is None
    assert read.red_needs == ()


def test_what_a_red_needs_is_read() -> None:
    assert policies("red-needs: [action, comment]").red_needs == ("action", "comment")


def test_the_built_in_default_is_the_one_that_the_documents_print() -> None:
    written = policies(
        """default:
  status:     {green: 0, amber: 5%}
  direction:  {same: 5%, basis: last-reported}
  comparator: {similar: 0}
"""
    )
    assert written.default == BUILT_IN


@pytest.mark.parametrize(
    ("lines", "code", "key"),
    [
        ("default: {status: {green: 5}}", "tolerance-unknown", "default.status.green"),
        ("default: {direction: {basis: yesterday}}", "value-not-one-of", "default.direction.basis"),
        ("default: {comparator: {same: 0}}", "key-unknown", "default.comparator.same"),
        ("default: strict", "value-wrong-shape", "default"),
        ("policies: {a b: {}}", "key-not-an-id", "policies.a b"),
        ("policies: {a: {status: {amber: -1%}}}", "tolerance-unknown", "policies.a.status.amber"),
        ("defaults: {}", "key-unknown", "defaults"),
        (
            "checks: {severities: {series-gap: error}}",
            "value-not-one-of",
            "checks.severities.series-gap",
        ),
        (
            "checks: {severities: {series-gpa: off}}",
            "reference-code",
            "checks.severities.series-gpa",
        ),
        (
            "checks: {severities: {key-unknown: off}}",
            "reference-code",
            "checks.severities.key-unknown",
        ),
        ("checks: {notes: [crimson]}", "value-not-one-of", "checks.notes.0"),
        ("red-needs: comment", "value-wrong-shape", "red-needs"),
        ("red-needs: [comment, owner]", "value-not-one-of", "red-needs.1"),
        ("checks: {notes: [red], notes-from: soon}", "period-unknown", "checks.notes-from"),
    ],
)
def test_a_key_of_the_thresholds_is_refused_where_it_stands(
    lines: str, code: str, key: str
) -> None:
    problem = only(load(catalogue(), thresholds(lines)))
    assert (problem.file, problem.code, problem.key) == ("thresholds.yaml", code, key)


# ── The top of indicators.yaml ───────────────────────────────────────────────────────────────────


def test_every_key_at_the_top_is_read() -> None:
    read = valid(
        load(
            catalogue(
                head=HEAD
                + """area: The county
contact: The performance team
published: {2018-19 Q4: 12 June 2019}
tiers: {key: Key measures}
comparators:
  england: {name: England, short: Eng., kind: national, lag: 1 year, source: ONS, note: final}
  wales: {name: Wales}
outcomes:
  safe: {name: People are safe, note: by law}
"""
            )
        )
    )
    assert (read.version, read.organisation, read.area) == (1, "Anyshire", "The county")
    assert read.contact == "The performance team"
    assert read.published == {periods.parse("2018-19 Q4"): "12 June 2019"}
    assert read.tiers == {"key": "Key measures"}
    assert read.comparators == {
        "england": made(
            Comparator,
            name="England",
            short="Eng.",
            kind="national",
            lag="1 year",
            source="ONS",
            note="final",
        ),
        "wales": Comparator(name="Wales"),
    }
    assert list(read.comparators) == ["england", "wales"]
    assert read.outcomes == {"safe": Outcome(name="People are safe", note="by law")}
    assert list(read.indicators) == ["it"]


def test_the_top_has_its_defaults() -> None:
    read = valid(load(catalogue()))
    assert (read.area, read.contact, read.published) == (None, None, {})
    assert read.tiers == {"headline": "Headline indicators", "wider": "Wider indicators"}
    assert (read.comparators, read.outcomes) == ({}, {})
    wales = Comparator(name="Wales")
    assert (wales.short, wales.kind, wales.lag) == (None, ComparatorKind.OTHER, 0)
    assert (wales.source, wales.note, Outcome(name="Safe").note) == (None, None, None)


@pytest.mark.parametrize("kind", ComparatorKind)
def test_every_kind_of_comparator_can_be_written(kind: ComparatorKind) -> None:
    head = f"{HEAD}comparators: {{a: {{name: A, kind: {kind}}}}}\n"
    assert valid(load(catalogue(head=head))).comparators["a"].kind is kind


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("version: 1\n", "indicators.yaml has no organisation"),
        ("organisation: Anyshire\n", "indicators.yaml has no version"),
        ("version: 1.0\norganisation: Anyshire\n", "version must be 1, not '1.0'"),
        (f"{HEAD}tiers: {{}}\n", "tiers is empty"),
        (f"{HEAD}tiers: {{a: ''}}\n", "a is empty"),
        (f"{HEAD}tiers: {{a b: c}}\n", "'a b' is not an id: letters, digits and -"),
        (f"{HEAD}area: ''\n", "area is empty"),
        (f"{HEAD}contact: ''\n", "contact is empty"),
        (f"{HEAD}published: 2019\n", "published must be a mapping, not '2019'"),
        (f"{HEAD}outcomes: {{a: Safe}}\n", "a must be a mapping, not 'Safe'"),
        (f"{HEAD}outcomes: {{a: {{}}}}\n", "a has no name"),
        (f"{HEAD}comparators: {{a: {{name: A, kind: near}}}}\n", "kind must be one of national, regional, statistical-neighbours, other, not 'near'"),
        (f"{HEAD}organization: Anyshire\n", "'organization' is not a key here"),
    ],
)  # fmt: skip
def test_the_top_is_refused_in_words_that_name_the_file_or_the_key(head: str, message: str) -> None:
    assert only(load(catalogue(head=head))).message == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "indicators.yaml has no indicators"),
        (f"{HEAD}indicators: {{}}\n", "indicators is empty"),
        (f"{HEAD}indicators:\n", "indicators must be a mapping, not nothing"),
        (f"{HEAD}indicators: [a]\n", "indicators must be a mapping, not a list"),
        ("[a, b]", "indicators.yaml must be a mapping, not a list"),
        ("words", "indicators.yaml must be a mapping, not 'words'"),
    ],
)
def test_a_catalogue_without_indicators_is_refused(text: str, message: str) -> None:
    assert only(load(text)).message == message


# ── Completeness ─────────────────────────────────────────────────────────────────────────────────

DOCUMENTED: dict[str, type[BaseModel]] = {
    "The top of indicators.yaml": models.Catalogue,
    "A comparator": models.Comparator,
    "A path to submitted tables": models.SubmittedTables,
    "A dataset": models.Dataset,
    "An included file": models.IncludedFile,
    "A grouping": models.Grouping,
    "An outcome": models.Outcome,
    "An action": models.Action,
    "An indicator": models.Indicator,
    "Limits of a chart": models.ChartLimits,
    "A measure of a dataset": models.Measure,
    "Any figure": figures.Figure,
    "A published interval": figures.PublishedInterval,
    "A reading": figures.Reading,
    "A target": figures.Target,
    "A forecast": figures.Forecast,
    "A published rating": figures.Reported,
    "Status": models.StatusRule,
    "Direction of travel": models.DirectionRule,
    "The top of thresholds.yaml": tolerated.Thresholds,
    "A policy": tolerated.Policy,
    "Comparison": tolerated.ComparatorRule,
    "Checks": tolerated.Checks,
    "Unlikely figures": tolerated.Unlikely,
    "An outcome's own status": tolerated.OutcomeColour,
}


def keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def test_every_key_of_an_indicator_has_its_line_in_these_tables() -> None:
    assert set(INDICATOR) == set(keys(Indicator))


def test_every_remark_has_its_line_in_these_tables() -> None:
    assert set(REMARKS) == set(keys(figures.Remarks))


def test_every_model_has_its_section_in_the_documents() -> None:
    in_modules = {
        one
        for module in (models, figures, tolerated)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, records.Model)
    }
    undocumented = {records.Model, figures.Remarks, figures.ComparatorFigure}  # no keys of its own
    assert in_modules - undocumented == set(DOCUMENTED.values())


@pytest.mark.parametrize("heading", DOCUMENTED)
def test_every_key_has_its_row_in_the_documents(heading: str) -> None:
    tables = [one for one in PAGE.tables if (one.heading, one.columns[0]) == (heading, "key")]
    rows = [plain(row["key"]) for table in tables for row in table.rows]
    shared = {
        "A published interval": keys(figures.Remarks),
        "A reading": keys(figures.PublishedInterval),
        "A target": keys(figures.Remarks),
    }.get(heading, [])
    assert sorted(rows) == sorted(set(keys(DOCUMENTED[heading])) - {*shared})


def test_catalogue_is_what_the_first_file_makes() -> None:
    assert isinstance(load(catalogue()).catalogue, Catalogue)
