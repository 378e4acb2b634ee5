"""How each status moved between two reports, and which inputs moved it."""

import pytest

from ragcalc.scoring.changes import InputKind, causes, changes
from ragcalc.scoring.inputs import Inputs
from ragcalc.scoring.moves import Moved
from ragcalc.vocabulary import Reason, Status
from tests import build
from tests.build import inputs, rules

NOTHING = Reason.NO_VALUE


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (inputs(95, 90), inputs(95, 90), []),
        # one thing differs
        (inputs(95, 90), inputs(80, 90), [InputKind.VALUE]),
        (inputs(95, 90), inputs(95, 100), [InputKind.TARGET]),
        (inputs(95, 100), inputs(95, 100, by=rules(amber="1%")), [InputKind.TOLERANCE]),
        (inputs(95, 100), inputs(95, 100, base=1), [InputKind.TOLERANCE]),
        (inputs(NOTHING, 90), inputs(95, 90), [InputKind.VALUE]),
        (inputs(95, NOTHING), inputs(95, 90), [InputKind.TARGET]),
        (inputs(95, 90), inputs(95, 90, polarity="low"), [InputKind.POLARITY]),
        # several differ, and one alone restores the colour
        (inputs(95, 90), inputs(80, 91), [InputKind.VALUE]),
        (inputs(95, 90), inputs(40, 80), [InputKind.VALUE]),
        # several differ, and each alone restores it
        (inputs(95, 90), inputs(91, 94), [InputKind.VALUE, InputKind.TARGET]),
        # several differ, and only together they restore it
        (inputs(95, 95), inputs(94, 99), [InputKind.VALUE, InputKind.TARGET]),
        (inputs(50, 100), inputs(100, 50), [InputKind.VALUE, InputKind.TARGET]),
        # direction decides an amber
        (
            inputs(80, 90, 70, by=rules(amber="0", amber_if=["improved"])),
            inputs(80, 90, 95, by=rules(amber="0", amber_if=["improved"])),
            [InputKind.PREVIOUS],
        ),
    ],
)
def test_causes_are_the_inputs_that_put_back_restore_the_colour(
    before: Inputs, after: Inputs, expected: list[InputKind]
) -> None:
    assert list(causes(before, after)) == expected


def moved(before: str, after: str) -> tuple[Moved, tuple[InputKind, ...]]:
    then, now = (build.report({"it": f"{entries}, target: 90"}) for entries in (before, after))
    (change,) = changes(then, now).changes
    return change.moved, change.causes


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("95", "80", (Moved.WORSE, (InputKind.VALUE,))),
        ("95", "89", (Moved.WORSE, (InputKind.VALUE,))),
        ("80", "89", (Moved.BETTER, (InputKind.VALUE,))),
        ("80", "suppressed", (Moved.LOST, (InputKind.VALUE,))),
        ("in-measurement", "80", (Moved.GAINED, (InputKind.VALUE,))),
        ("95", "96", (Moved.SAME, ())),
        ("in-measurement", "suppressed", (Moved.SAME, ())),
    ],
)
def test_a_status_moves(before: str, after: str, expected: object) -> None:
    assert (
        moved(f"values: {{2018-19 Q4: {before}}}", f"values: {{2018-19 Q4: {after}}}") == expected
    )


def test_missing_and_unrated_are_neither_better_nor_worse() -> None:
    found = moved("values: {2018-19 Q4: suppressed}", "values: {2018-19 Q4: 5}, polarity: neutral")
    assert found[0] is Moved.OTHER


def test_a_target_that_is_a_comparators_figure_is_named_so() -> None:
    entries = (
        "values: {{2018-19 Q4: 5}}, target: {{comparator: england}}, "
        "comparators: {{england: {{2018-19 Q4: {}}}}}"
    )
    then, now = (build.report({"it": entries.format(figure)}) for figure in (4, 6))
    (change,) = changes(then, now).changes
    assert (change.moved, change.causes) == (Moved.WORSE, (InputKind.COMPARATOR,))


@pytest.mark.parametrize("back", [False, True])
def test_a_target_that_becomes_a_comparators_figure_or_no_longer_is_one_is_named_so(
    back: bool,
) -> None:
    entries = "values: {2018-19 Q4: 5}, comparators: {england: {2018-19 Q4: 6}}"
    plain = build.report({"it": f"{entries}, target: 4"})
    compared = build.report({"it": f"{entries}, target: {{comparator: england}}"})
    then, now = (compared, plain) if back else (plain, compared)
    (change,) = changes(then, now).changes
    assert change.causes == (InputKind.COMPARATOR,)


def test_a_reported_status_is_a_cause() -> None:
    shown = "values: {2018-19 Q4: 5}, target: 4"
    then = build.report({"it": shown})
    now = build.report(
        {"it": f"{shown}, reported: {{2018-19 Q4: {{status: red, overrides: true, note: judged}}}}"}
    )
    (change,) = changes(then, now).changes
    assert change.causes == (InputKind.REPORTED,)


def test_what_moved_comes_first_and_what_is_in_one_report_alone_is_named() -> None:
    old = "name: Then, target: 90, values: {{2018-19 Q4: {}}}".format
    row = "name: Now, target: 90, values: {{2018-19 Q4: {}}}".format
    then = build.report({"same": old(95), "worse": old(95), "better": old(5), "gone": old(5)})
    now = build.report({"new": row(95), "same": row(96), "worse": row(5), "better": row(95)})
    found = changes(then, now)
    assert (found.before, found.after) == (then, now)
    assert [(one.id, one.moved, one.name) for one in found.changes] == [
        ("worse", Moved.WORSE, "Now"),
        ("better", Moved.BETTER, "Now"),
        ("new", Moved.ADDED, "Now"),
        ("gone", Moved.REMOVED, "Then"),
        ("same", Moved.SAME, "Now"),
    ]
    before, after = ({one.id: one for one in made.indicators} for made in (then, now))
    assert [(one.before, one.after) for one in found.changes] == [
        (before.get(one.id), after.get(one.id)) for one in found.changes
    ]
    assert [one.causes for one in found.changes[2:]] == [(), (), ()]
    assert {moved: count for moved, count in found.counts.items() if count} == {
        Moved.WORSE: 1,
        Moved.BETTER: 1,
        Moved.ADDED: 1,
        Moved.REMOVED: 1,
        Moved.SAME: 1,
    }
    assert list(found.counts) == list(Moved)
    assert found.changes[0].before
    assert found.changes[0].before.verdict.status.status is Status.GREEN


def test_another_direction_under_the_same_status_comes_before_what_is_the_same() -> None:
    row = "target: 90, values: {{2018-19 Q3: {}, 2018-19 Q4: {}}}".format
    then = build.report({"same": row(50, 40), "turned": row(50, 40), "gone": row(50, 40)})
    now = build.report({"same": row(60, 40), "turned": row(50, 60), "new": row(50, 60)})
    found = changes(then, now).changes
    assert [(one.id, one.moved, one.another_direction) for one in found] == [
        ("new", Moved.ADDED, False),
        ("gone", Moved.REMOVED, False),
        ("turned", Moved.SAME, True),
        ("same", Moved.SAME, False),
    ]


def test_another_direction_beside_another_status_leaves_the_order_to_the_status() -> None:
    then = build.report({
        "first": "target: 90, values: {2018-19 Q3: 96, 2018-19 Q4: 95}",
        "second": "target: 90, values: {2018-19 Q3: 50, 2018-19 Q4: 95}",
    })  # fmt: skip
    now = build.report({
        "first": "target: 90, values: {2018-19 Q3: 50.1, 2018-19 Q4: 50}",
        "second": "target: 90, values: {2018-19 Q3: 96, 2018-19 Q4: 5}",
    })  # fmt: skip
    found = changes(then, now).changes
    assert [(one.id, one.moved, one.another_direction) for one in found] == [
        ("first", Moved.WORSE, False),
        ("second", Moved.WORSE, True),
    ]
