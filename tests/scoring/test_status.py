"""Are we achieving our target? Every edge at, just below and just above it."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from ragcalc.scoring.inputs import ResolvedTarget
from ragcalc.scoring.judge import judge
from ragcalc.scoring.results import Band, Bands, StatusVerdict
from ragcalc.scoring.status import computed_status, shortfall, status_of
from ragcalc.tolerances import Simple, ToleranceUnit
from ragcalc.vocabulary import Direction, Polarity, Reason, Status, StatusBasis
from tests.build import Amount, codes, colour, exact, goal, inputs, rules, verdict

MET, WITHIN_GREEN, WITHIN, BEYOND = (
    Reason.MET,
    Reason.WITHIN_GREEN,
    Reason.WITHIN_AMBER,
    Reason.BEYOND,
)
GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED


@pytest.mark.parametrize(
    ("polarity", "value", "target", "status", "reason"),
    [
        ("high", "90", "90", GREEN, MET),
        ("high", "90.01", "90", GREEN, MET),
        ("high", "89.99", "90", AMBER, WITHIN),
        ("high", "85.5", "90", AMBER, WITHIN),
        ("high", "85.49999999", "90", RED, BEYOND),
        ("high", "85.50000001", "90", AMBER, WITHIN),
        ("low", "14", "14", GREEN, MET),
        ("low", "13.99", "14", GREEN, MET),
        ("low", "14.01", "14", AMBER, WITHIN),
        ("low", "14.7", "14", AMBER, WITHIN),
        ("low", "14.70000001", "14", RED, BEYOND),
        ("on-target", "20", "20", GREEN, MET),
        ("on-target", "21", "20", AMBER, WITHIN),
        ("on-target", "19", "20", AMBER, WITHIN),
        ("on-target", "21.0001", "20", RED, BEYOND),
        ("on-target", "18.9999", "20", RED, BEYOND),
    ],
)
def test_green_on_target_or_better_amber_within_5_percent_edge_included_red_beyond(
    polarity: str, value: str, target: str, status: Status, reason: Reason
) -> None:
    found = judge(inputs(value, target, polarity=polarity)).status
    assert (found.status, found.reason, found.basis) == (status, reason, StatusBasis.COMPUTED)


@pytest.mark.parametrize(
    ("polarity", "value", "target", "status"),
    [
        ("low", "16", "14", RED),  # 2 points, but 14.3% short: published as Red
        ("high", "85", "90", RED),  # 5 points, but 5.56% short: published as Red
    ],
)
def test_a_plain_percent_is_of_the_target_and_never_percentage_points(
    polarity: str, value: str, target: str, status: Status
) -> None:
    assert judge(inputs(value, target, polarity=polarity)).status.status is status


def test_the_4000_exact_5_percent_edges_of_targets_0_1_to_200_are_amber_and_a_hair_beyond_red() -> (
    None
):
    five = rules(amber=Simple(Decimal(5), ToleranceUnit.PERCENT))
    hair = Fraction(1, 10**9)
    found: Counter[tuple[Status, Status]] = Counter()
    for tenths in range(1, 2001):
        target = Fraction(tenths, 10)
        for polarity, bad in (("high", -1), ("low", 1)):
            edge = target * (100 + 5 * bad) / 100
            at, past = (
                judge(inputs(value, goal(target), polarity=polarity, by=five)).status.status
                for value in (edge, edge + bad * hair)
            )
            found[at, past] += 1
    assert found == {(AMBER, RED): 4000}


@pytest.mark.parametrize(
    ("green", "amber", "shortfalls"),
    [
        # Maidstone: green on target, amber within 10%
        ("0", "10%", {"0": GREEN, "0.01": AMBER, "10": AMBER, "10.01": RED}),
        # Bracknell Forest: green within 5%, amber to 10%
        ("5%", "10%", {"5": GREEN, "5.01": AMBER, "10": AMBER, "10.01": RED}),
        # Belfast: the edge belongs to the worse colour only where `below` is written
        ("1%", "below 5%", {"1": GREEN, "1.01": AMBER, "4.99": AMBER, "5": RED}),
        ("below 1%", "below 5%", {"0.99": GREEN, "1": AMBER, "4.99": AMBER, "5": RED}),
        # met or not met, nothing between
        ("0", "0", {"-0.01": GREEN, "0": GREEN, "0.01": RED}),
        ("5%", "5%", {"5": GREEN, "5.01": RED}),
        ("2 points", "3 points", {"2": GREEN, "2.01": AMBER, "3": AMBER, "3.01": RED}),
        ("2 points", "5%", {"2": GREEN, "2.01": AMBER, "5": AMBER, "5.01": RED}),
        # an amber narrower than green is lifted to it
        ("10%", "5%", {"10": GREEN, "10.01": RED}),
        ("10%", "5 points", {"10": GREEN, "10.01": RED}),
    ],
)
@pytest.mark.parametrize("polarity", ["high", "low", "on-target"])
def test_the_bands_of_a_target_of_100(
    polarity: str, green: str, amber: str, shortfalls: dict[str, Status]
) -> None:
    sign = -1 if polarity == "high" else 1
    by = rules(green=green, amber=amber)
    values = {short: 100 + sign * exact(short) for short in shortfalls}
    if polarity == "on-target":
        values = {short: value for short, value in values.items() if not short.startswith("-")}
    found = {
        short: judge(inputs(value, 100, polarity=polarity, by=by)).status.status
        for short, value in values.items()
    }
    assert found == {short: shortfalls[short] for short in found}


def test_green_within_its_tolerance_says_that_the_target_itself_is_missed() -> None:
    by = rules(green="5%", amber="10%")
    reasons = [judge(inputs(value, 100, by=by)).status.reason for value in (100, 99, 95, 94)]
    assert reasons == [MET, WITHIN_GREEN, WITHIN_GREEN, WITHIN]


LESSER = {"lesser-of": ["below 5%", "below 100 points"]}
GREATER = {"greater-of": ["5%", "2 points"]}


@pytest.mark.parametrize(
    ("amber", "base", "value", "status"),
    [
        (LESSER, "46267", "0", GREEN),
        (LESSER, "46267", "-925", GREEN),
        (LESSER, "46267", "99.99", AMBER),
        (LESSER, "46267", "100", RED),
        (LESSER, "46267", "652", RED),
        (LESSER, "-3870", "99.99", AMBER),
        (LESSER, "-3870", "1278", RED),
        (LESSER, "1000", "49.99", AMBER),
        (LESSER, "1000", "50", RED),
        (GREATER, "100", "5", AMBER),
        (GREATER, "100", "5.01", RED),
        (GREATER, "10", "2", AMBER),
        (GREATER, "10", "2.01", RED),
    ],
)
def test_an_overspend_is_measured_on_the_budget_by_the_lesser_or_the_greater(
    amber: object, base: str, value: str, status: Status
) -> None:
    by = rules(amber=amber)
    assert judge(inputs(value, "0", polarity="low", base=base, by=by)).status.status is status


@pytest.mark.parametrize(
    ("amber", "value", "status"),
    [
        ("5%", "0", GREEN),
        ("5%", "0.0001", RED),
        ("5%", "-1", GREEN),
        ("below 5%", "0", GREEN),
        ("2 points", "2", AMBER),
        ("2 points", "2.01", RED),
    ],
)
def test_a_target_of_0_leaves_a_relative_tolerance_no_room(
    amber: str, value: str, status: Status
) -> None:
    found = judge(inputs(value, "0", polarity="low", by=rules(amber=amber)))
    assert found.status.status is status


@pytest.mark.parametrize(
    ("polarity", "value", "status"),
    [
        *(("high", "-100", GREEN), ("high", "-105", AMBER), ("high", "-105.01", RED)),
        *(("low", "-100", GREEN), ("low", "-95", AMBER), ("low", "-94.99", RED)),
        *(("on-target", "-105", AMBER), ("on-target", "-94.99", RED)),
    ],
)
def test_a_negative_target_counts_by_its_absolute_value(
    polarity: str, value: str, status: Status
) -> None:
    assert judge(inputs(value, "-100", polarity=polarity)).status.status is status


@pytest.mark.parametrize(
    ("polarity", "floor", "value", "status", "reason"),
    [
        ("high", "80", "90", GREEN, MET),
        ("high", "80", "89.99", AMBER, Reason.ABOVE_FLOOR),
        ("high", "80", "80", AMBER, Reason.ABOVE_FLOOR),
        ("high", "80", "79.99", RED, Reason.BELOW_FLOOR),
        # the floor stands in place of the amber tolerance, also where that reaches further
        ("high", "89", "88.9", RED, Reason.BELOW_FLOOR),
        ("high", "90", "90", GREEN, MET),
        ("high", "90", "89.99", RED, Reason.BELOW_FLOOR),
        ("low", "100", "90", GREEN, MET),
        ("low", "100", "100", AMBER, Reason.ABOVE_FLOOR),
        ("low", "100", "100.01", RED, Reason.BELOW_FLOOR),
        # a floor on the good side of the target leaves amber no room
        ("high", "95", "90", GREEN, MET),
        ("high", "95", "89.99", RED, Reason.BELOW_FLOOR),
        ("low", "85", "90", GREEN, MET),
        ("low", "85", "90.01", RED, Reason.BELOW_FLOOR),
    ],
)
def test_amber_lies_between_the_floor_and_the_target(
    polarity: str, floor: str, value: str, status: Status, reason: Reason
) -> None:
    found = judge(inputs(value, "90", polarity=polarity, floor=floor)).status
    assert (found.status, found.reason) == (status, reason)


@pytest.mark.parametrize(
    ("value", "status", "short", "gap"),
    [
        ("18", GREEN, "0", "0"),
        ("20", GREEN, "0", "0"),
        ("22", GREEN, "0", "0"),
        ("22.01", AMBER, "0.01", "0.01"),
        ("23.1", AMBER, "1.1", "1.1"),
        ("23.11", RED, "1.11", "1.11"),
        ("17.1", AMBER, "0.9", "-0.9"),
        ("17.09", RED, "0.91", "-0.91"),
    ],
)
def test_a_range_is_met_inside_it_and_each_end_has_its_own_5_percent(
    value: str, status: Status, short: str, gap: str
) -> None:
    found = judge(inputs(value, goal("18", "22"), polarity="on-target"))
    assert (found.status.status, found.status.shortfall) == (status, exact(short))
    assert found.gap == exact(gap)


@pytest.mark.parametrize(
    ("polarity", "amber", "value", "status", "reason"),
    [
        ("low", "0", "84", GREEN, MET),
        ("low", "0", "84.99", GREEN, MET),
        ("low", "0", "85", RED, BEYOND),
        ("low", "5%", "85", AMBER, WITHIN),
        ("low", "5%", "89.25", AMBER, WITHIN),
        ("low", "5%", "89.26", RED, BEYOND),
        ("high", "0", "85.01", GREEN, MET),
        ("high", "0", "85", RED, BEYOND),
    ],
)
def test_fewer_than_85_is_not_met_by_85(
    polarity: str, amber: str, value: str, status: Status, reason: Reason
) -> None:
    strict = goal("85", strict=True)
    found = judge(inputs(value, strict, polarity=polarity, by=rules(amber=amber))).status
    assert (found.status, found.reason) == (status, reason)


@pytest.mark.parametrize(("polarity", "better"), [("high", 86), ("low", 84)])
def test_a_tie_with_a_strict_target_is_green_by_its_tolerance_and_not_met(
    polarity: str, better: int
) -> None:
    strict, by = goal("85", strict=True), rules(green="1 point")
    worse = 85 + 85 - better
    found = [judge(inputs(one, strict, polarity=polarity, by=by)) for one in (better, 85, worse)]
    assert [(one.status.status, one.status.reason) for one in found] == [
        (GREEN, MET),
        (GREEN, WITHIN_GREEN),
        (GREEN, WITHIN_GREEN),
    ]


@pytest.mark.parametrize(
    ("earlier", "value", "status", "reason"),
    [
        (50, 90, GREEN, WITHIN_GREEN),
        (95, 90, GREEN, WITHIN_GREEN),
        (50, 89, AMBER, Reason.AMBER_IF),
        (89, 89, AMBER, Reason.AMBER_IF),
        (90, 89, RED, BEYOND),
        (10, 20, AMBER, Reason.AMBER_IF),
        (Reason.NO_PREVIOUS, 89, RED, BEYOND),
    ],
)
def test_amber_if_the_direction_allows_it_has_no_outer_limit_and_unavailable_is_red(
    earlier: int | Reason, value: int, status: Status, reason: Reason
) -> None:
    by = rules(green="10%", amber="5%", same="0", amber_if=("improved", "maintained"))
    found = judge(inputs(value, 100, earlier, by=by)).status
    assert (found.status, found.reason) == (status, reason)


@pytest.mark.parametrize(
    ("earlier", "value", "amber", "bands"),
    [
        # while the direction allows it, amber has no end
        (50, 89, "10%", ("90", None)),
        (95, 90, "10%", ("90", "90")),
        (95, 90, "20%", ("90", "80")),
        (50, 90, "20%", ("90", None)),
    ],
)
def test_the_band_of_amber_is_open_where_the_direction_allows_it(
    earlier: int, value: int, amber: str, bands: tuple[str, str | None]
) -> None:
    by = rules(green="10%", amber=amber, same="0", amber_if=("improved",))
    found = judge(inputs(value, 100, earlier, by=by)).bands
    assert found is not None
    assert (found.green.low, found.amber.low) == tuple(
        None if end is None else exact(end) for end in bands
    )


@pytest.mark.parametrize(
    ("polarity", "floor", "value", "green", "status", "reason"),
    [
        # green ends at the floor, and nothing below it is allowed by the direction
        ("high", "80", "80", "30%", GREEN, WITHIN_GREEN),
        ("high", "80", "79.99", "30%", RED, Reason.BELOW_FLOOR),
        ("high", "80", "79.99", "0", RED, Reason.BELOW_FLOOR),
        ("high", "80", "80", "10%", AMBER, Reason.ABOVE_FLOOR),
        ("low", "120", "120", "30%", GREEN, WITHIN_GREEN),
        ("low", "120", "120.01", "30%", RED, Reason.BELOW_FLOOR),
        # but what meets the target is green, wherever the floor lies
        ("high", "110", "100", "30%", GREEN, MET),
        ("high", "110", "99.99", "30%", RED, Reason.BELOW_FLOOR),
    ],
)
def test_what_is_below_the_floor_is_red_whatever_green_and_amber_if_say(
    polarity: str, floor: str, value: str, green: str, status: Status, reason: Reason
) -> None:
    earlier = 1 if polarity == "high" else 500
    by = rules(green=green, amber="40%", amber_if=("improved",))
    found = judge(inputs(value, 100, earlier, polarity=polarity, floor=floor, by=by)).status
    assert (found.status, found.reason) == (status, reason)


@pytest.mark.parametrize(
    ("polarity", "value", "low", "high", "short", "end"),
    [
        ("high", 85, 90, 90, 5, 90),
        ("high", 95, 90, 90, -5, 90),
        ("low", 16, 14, 14, 2, 14),
        ("low", 12, 14, 14, -2, 14),
        ("on-target", 85, 90, 90, 5, 90),
        ("on-target", 95, 90, 90, 5, 90),
        ("on-target", 15, 18, 22, 3, 18),
        ("on-target", 25, 18, 22, 3, 22),
        ("on-target", 19, 18, 22, 0, 18),
        ("on-target", 21, 18, 22, 0, 22),
        ("on-target", 20, 18, 22, 0, 18),
    ],
)
def test_the_shortfall_is_how_far_the_value_lies_on_the_bad_side(
    polarity: str, value: int, low: int, high: int, short: int, end: int
) -> None:
    target: ResolvedTarget = goal(low, high)
    found = shortfall(Polarity(polarity), target, Fraction(value))
    assert found == (Fraction(short), Fraction(end))


def test_a_verdict_carries_the_gap_the_shortfall_and_the_edges_of_its_bands() -> None:
    found = judge(inputs("16", "14", polarity="low"))
    assert found.status == StatusVerdict(RED, BEYOND, StatusBasis.COMPUTED, shortfall=Fraction(2))
    assert found.gap == Fraction(2)
    assert found.bands == Bands(
        Band(None, Fraction(14), inclusive=True), Band(None, Fraction("14.7"), inclusive=True)
    )


@pytest.mark.parametrize(
    ("polarity", "target", "by", "green", "amber"),
    [
        ("high", goal(90), {}, (90, None, True), ("85.5", None, True)),
        ("low", goal(90, strict=True), {}, (None, 90, False), (None, "94.5", True)),
        ("high", goal(90), {"amber": "below 5%"}, (90, None, True), ("85.5", None, False)),
        ("on-target", goal(18, 22), {}, (18, 22, True), ("17.1", "23.1", True)),
        ("on-target", goal(20), {"green": "1 points"}, (19, 21, True), (19, 21, True)),
        ("low", goal(0), {}, (None, 0, True), (None, 0, True)),
    ],
)
def test_the_bands_are_given_in_the_indicators_own_unit(
    polarity: str,
    target: ResolvedTarget,
    by: dict[str, str],
    green: tuple[Amount | None, Amount | None, bool],
    amber: tuple[Amount | None, Amount | None, bool],
) -> None:
    def band(low: Amount | None, high: Amount | None, inclusive: bool) -> Band:
        ends = [None if end is None else exact(end) for end in (low, high)]
        return Band(ends[0], ends[1], inclusive)

    found = judge(inputs(0, target, polarity=polarity, by=rules(**by))).bands
    assert found == Bands(band(*green), band(*amber))


def test_statuses_are_judged_on_full_values_not_on_displayed_ones() -> None:
    entries = "unit: percent, decimals: 0, target: 90, values: {2018-19 Q4: 89.82}"
    assert colour(entries) == (AMBER, WITHIN)


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ("numerator: 18, denominator: 20", GREEN),
        ("numerator: 171, denominator: 200", AMBER),
        ("numerator: 1709999, denominator: 2000000", RED),
        ("value: 85.5, numerator: 171, denominator: 200", AMBER),
        # the value is rounded up to 85.5, but the counts fall short of it
        ("value: 85.5, numerator: 4272, denominator: 4997", RED),
    ],
)
def test_counts_decide_and_nothing_is_rounded_before_a_verdict(counts: str, status: Status) -> None:
    entries = f"unit: percent, target: 90, values: {{2018-19 Q4: {{{counts}}}}}"
    assert colour(entries)[0] is status


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "value"),
    [
        ("percent", 88, 482, Fraction(8800, 482)),
        ("rate-per-1000", 3, 7, Fraction(3000, 7)),
        ("rate-per-10000", 482, 66000, Fraction(4820000, 66000)),
        ("rate-per-100000", 1, 3, Fraction(100000, 3)),
        ("ratio", 1, 3, Fraction(1, 3)),
        ("days", 400, 16, Fraction(25)),
        ("currency", 400, 16, Fraction(25)),
        ("count", 400, 16, Fraction(25)),
        ("{label: kg per household}", 400, 16, Fraction(25)),
    ],
)
def test_counts_make_the_value_in_its_unit(
    unit: str, numerator: int, denominator: int, value: Fraction
) -> None:
    counts = f"{{numerator: {numerator}, denominator: {denominator}}}"
    found = verdict(f"unit: {unit}, target: {{value: 0}}, values: {{2018-19 Q4: {counts}}}")
    assert found.gap == value


@pytest.mark.parametrize(
    ("entries", "status", "reason"),
    [
        # an override comes before everything
        (
            (
                "values: {2018-19 Q4: suppressed},"
                " reported: {2018-19 Q4: {status: green, overrides: true, note: judged}}"
            ),
            GREEN,
            Reason.OVERRIDDEN,
        ),
        # the reading's own word before a missing target
        ("values: {2018-19 Q4: in-measurement}", Status.MISSING, Reason.IN_MEASUREMENT),
        ("values: {2018-19 Q4: suppressed}", Status.MISSING, Reason.SUPPRESSED),
        ("values: {2018-19 Q4: not-applicable}", Status.MISSING, Reason.NOT_APPLICABLE),
        ("values: {2018-19 Q4: unreliable}", Status.MISSING, Reason.UNRELIABLE),
        ("target: 5, values: {2018-19 Q4: unreliable}", Status.MISSING, Reason.UNRELIABLE),
        # not-due before no-target
        ("frequency: annual, year: calendar, values: {2018: 5}", Status.MISSING, Reason.NOT_DUE),
        # no-value before no-target
        ("values: {2018-19 Q3: 5}", Status.MISSING, Reason.NO_VALUE),
        ("values: {}", Status.MISSING, Reason.NO_VALUE),
        # no-value before unrated
        ("target: none, values: {2018-19 Q3: 5}", Status.MISSING, Reason.NO_VALUE),
        ("polarity: neutral, values: {2018-19 Q3: 5}", Status.MISSING, Reason.NO_VALUE),
        ("target: none, values: {2018-19 Q4: 5}", Status.UNRATED, Reason.TARGET_NONE),
        ("polarity: neutral, values: {2018-19 Q4: 5}", Status.UNRATED, Reason.NEUTRAL),
        (
            "polarity: neutral, target: 5, values: {2018-19 Q4: 5}",
            Status.UNRATED,
            Reason.NEUTRAL,
        ),
        # no-target before no-profile
        ("values: {2018-19 Q4: 5}", Status.MISSING, Reason.NO_TARGET),
        (
            "targets: {2018-19: {value: 5, proposed: true}}, values: {2018-19 Q4: 5}",
            Status.MISSING,
            Reason.NO_TARGET,
        ),
    ],
)
def test_a_missing_status_has_the_first_reason_of_the_order(
    entries: str, status: Status, reason: Reason
) -> None:
    assert colour(entries) == (status, reason)


def test_no_profile_comes_last() -> None:
    entries = "accumulates: true, {}values: {{2018-19 Q2: 5}}"
    assert colour(entries.format(""), "2018-19 Q2")[1] is Reason.NO_TARGET
    assert colour(entries.format("target: 9, "), "2018-19 Q2")[1] is Reason.NO_PROFILE


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_missing_status_is_never_a_colour_and_has_no_basis(
    reason: Reason, polarity: Polarity
) -> None:
    found = computed_status(inputs(reason, "90", polarity=polarity), Direction.UNAVAILABLE)
    assert found == StatusVerdict(Status.MISSING, reason)


@pytest.mark.parametrize(
    ("target", "values", "reported", "expected"),
    [
        # it fills in for a missing target, and is marked
        ("", "5", "red", (RED, Reason.NO_TARGET, StatusBasis.REPORTED, Status.MISSING)),
        ("", "5", "{status: amber}", (AMBER, Reason.NO_TARGET, StatusBasis.REPORTED, "missing")),
        # a computed one stands, though the source prints another
        ("target: 5, ", "5", "red", (GREEN, MET, StatusBasis.COMPUTED, None)),
        # the reading's own word stands
        ("", "suppressed", "red", (Status.MISSING, Reason.SUPPRESSED, None, None)),
        # an override is shown in place of either
        (
            "target: 5, ",
            "5",
            "{status: red, overrides: true, note: forecast}",
            (RED, Reason.OVERRIDDEN, StatusBasis.OVERRIDE, GREEN),
        ),
        (
            "target: none, ",
            "5",
            "{status: red, overrides: true, note: forecast}",
            (RED, Reason.OVERRIDDEN, StatusBasis.OVERRIDE, Status.UNRATED),
        ),
        # what is unrated by design is not rated by the way
        ("target: none, ", "5", "red", (Status.UNRATED, Reason.TARGET_NONE, None, None)),
        # a reported direction alone says nothing of the status
        ("", "5", "{direction: improved}", (Status.MISSING, Reason.NO_TARGET, None, None)),
        (
            "",
            "5",
            "{direction: improved, overrides: true, note: judged}",
            (Status.MISSING, Reason.NO_TARGET, None, None),
        ),
    ],
)
def test_a_reported_status_is_used_where_none_can_be_computed(
    target: str, values: str, reported: str, expected: tuple[object, ...]
) -> None:
    entries = f"{target}values: {{2018-19 Q4: {values}}}, reported: {{2018-19 Q4: {reported}}}"
    found = verdict(entries).status
    assert (found.status, found.reason, found.basis, found.computed) == expected


def test_a_reported_status_fills_in_for_a_value_that_is_not_printed() -> None:
    found = verdict("target: 5, values: {}, reported: {2018-19 Q4: red}").status
    assert (found.status, found.reason) == (RED, Reason.NO_VALUE)


def test_a_status_reported_for_the_year_fills_in_for_an_annual_figure_that_is_due() -> None:
    assert colour("frequency: annual, values: {}, reported: {2018-19: red}") == (
        RED,
        Reason.NO_VALUE,
    )


def test_a_status_reported_for_another_period_is_not_used() -> None:
    entries = "values: {2018-19 Q4: 5}, reported: {2018-19 Q3: red}"
    assert colour(entries) == (Status.MISSING, Reason.NO_TARGET)


def test_an_overriding_status_keeps_the_computed_gap_and_bands() -> None:
    entries = (
        "target: 90, values: {2018-19 Q4: 95},"
        " reported: {2018-19 Q4: {status: red, overrides: true, note: forecast}}"
    )
    found, plain = verdict(entries), verdict("target: 90, values: {2018-19 Q4: 95}")
    assert (found.gap, found.bands) == (plain.gap, plain.bands)
    assert found.status.shortfall == plain.status.shortfall


def test_without_a_reported_verdict_the_computed_one_is_shown() -> None:
    record = inputs("95", "90")
    assert status_of(record, Direction.UNAVAILABLE) == computed_status(
        record, Direction.UNAVAILABLE
    )


@pytest.mark.parametrize(
    ("tolerance", "found"),
    [
        ("{green: 5%, amber: 2%}", ["tolerance-bands-crossed"]),
        ("{green: 5%, amber: below 5%}", ["tolerance-bands-crossed"]),
        ("{green: 5%, amber: 0}", ["tolerance-bands-crossed"]),
        ("{green: 5%, amber: 5%}", []),
        ("{green: 0, amber: 0}", []),
        ("{green: 5%, amber: 2 points}", []),
        ("{green: 5}", ["tolerance-unknown"]),
        ("{amber: 0.05}", ["tolerance-unknown"]),
    ],
)
def test_bands_that_cross_in_one_place_and_bare_numbers_are_errors(
    tolerance: str, found: list[str]
) -> None:
    assert codes(f"values: {{2018-19 Q4: 5}}, tolerance: {tolerance}") == found
