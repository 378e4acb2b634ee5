"""What each cause of a change is called, in words that a reviewer reads."""

import json

import pytest

from ragcalc.render import schemas
from ragcalc.render.changes import json as changes_json
from ragcalc.render.changes import markdown as changes_markdown
from ragcalc.render.changes import table as changes_table
from ragcalc.render.changes import view as changes_grid
from ragcalc.render.media.style import Colour, Style
from ragcalc.scoring.changes import Changes, ReadingChange, UnshownReadings, changes
from tests import build

TARGET = "target: 90, unit: percent"


def compared(before: dict[str, str], after: dict[str, str], rules: str = "") -> Changes:
    """Hold two catalogues against each other, the later one with rules of its own."""
    return changes(build.report(before), build.report(after, thresholds=rules))


PUBLISHED = "reported: {{2018-19 Q4: {}}}"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (f"{TARGET}, values: {{2018-19 Q4: 95}}", f"{TARGET}, values: {{2018-19 Q4: 50.5}}",
         ["figure changed from 95% to 50.5%"]),
        (f"{TARGET}, values: {{2018-19 Q4: suppressed}}", f"{TARGET}, values: {{2018-19 Q4: 95}}",
         ["figure: suppressed because of small numbers, now 95%"]),
        ("target: 90, values: {2018-19 Q3: 1}", "target: 90, values: {2018-19 Q4: 95}",
         ["figure now available: 95"]),
        ("target: 90, values: {2018-19 Q4: 95}", "target: 90, values: {2018-19 Q3: 1}",
         ["figure was 95; now no figure yet"]),
        ("values: {2018-19 Q4: 95}, target: 90", "values: {2018-19 Q4: unreliable}, target: 90",
         ["figure: 95, now unreliable figure"]),
        ("values: {2018-19 Q4: 95}", "values: {2018-19 Q4: 95}, target: 90",
         ["target now set: 90"]),
        ("values: {2018-19 Q4: 95}, target: 90", "values: {2018-19 Q4: 95}, target: 96",
         ["target changed from 90 to 96"]),
        ("values: {2018-19 Q4: 5}, target: 4, comparators: {england: {2018-19 Q4: 4}}",
         ("values: {2018-19 Q4: 5}, target: {comparator: england}, "
         "comparators: {england: {2018-19 Q4: 6}}"),
         ["comparator's figure changed from 4 to 6"]),
        ("values: {2018-19 Q4: 95}, target: 100", "values: {2018-19 Q4: 95}, target: 100, base: 10",
         ["tolerance changed from green 0, amber 5% to green 0, amber 5%, base 10"]),
        ("values: {2018-19 Q4: 95}, target: 100, floor: 90",
         "values: {2018-19 Q4: 95}, target: 100, floor: 96",
         [("tolerance changed from green 0, amber 5%, floor 90 to green 0, amber 5%, "
          "floor 96")]),
        ("values: {2018-19 Q4: 95}, target: 90", ("values: {2018-19 Q4: 95}, target: 90, "
         "polarity: low"), ["polarity changed from high to low"]),
        ("values: {2018-19 Q4: 5}, target: 4",
         ("values: {2018-19 Q4: 5}, target: 4, reported: {2018-19 Q4: {status: red, "
         "overrides: true, note: judged}}"), ["the published rating is new: Red"]),
        (f"values: {{2018-19 Q4: 5}}, {PUBLISHED.format('red')}", "values: {2018-19 Q4: 5}",
         ["the published rating has been withdrawn: Red"]),
        (f"values: {{2018-19 Q4: 5}}, {PUBLISHED.format('red')}",
         f"values: {{2018-19 Q4: 5}}, {PUBLISHED.format('green')}",
         ["published rating changed from Red to Green"]),
        ("values: {2018-19 Q3: 50, 2018-19 Q4: 60}, target: 90",
         "values: {2018-19 Q3: 70, 2018-19 Q4: 60}, target: 90",
         ["previous figure changed from 50 in Q3 2018-19 to 70 in Q3 2018-19"]),
        ("values: {2018-19 Q4: 60}, target: 90",
         "values: {2018-19 Q3: 50, 2018-19 Q4: 60}, target: 90",
         ["previous figure now available: 50 in Q3 2018-19"]),
    ],
)  # fmt: skip
def test_a_cause_is_reported_with_what_it_was_and_what_it_is(
    before: str, after: str, words: list[str]
) -> None:
    rules = "default: {status: {amber-if: [improved]}}" if "Q3" in after else ""
    then, now = (build.report({"it": one}, thresholds=rules) for one in (before, after))
    (row,) = changes_grid.grid(changes(then, now)).rows
    assert [cause.words for cause in row.causes] == words


def test_other_directions_that_allow_amber_are_a_cause_too() -> None:
    entries = {"it": "values: {2018-19 Q3: 50, 2018-19 Q4: 60}, target: 90"}
    found = compared(entries, entries, "default: {status: {amber-if: [improved, maintained]}}")
    (row,) = changes_grid.grid(found).rows
    assert [cause.words for cause in row.causes] == [
        "tolerance changed from green 0, amber 5% to green 0, amber if improved or maintained"
    ]


BEFORE = {
    "gone": "values: {2018-19 Q4: 5}",
    "it": "name: '[red]<b>|=1+1', target: 90, values: {2017-18 Q4: 9, 2018-19 Q4: 99}",
}
AFTER = {
    "it": "name: '[red]<b>|=1+1', target: 99, values: {2017-18 Q4: 9, 2018-19 Q4: 50}",
    "new": "values: {2018-19 Q4: 5}",
}


def test_the_table_names_both_versions_and_each_of_several_causes() -> None:
    found = compared(BEFORE, {**AFTER, "it": AFTER["it"].replace("50", "94")})
    assert changes_table.render(found, Style(), ("main", "now")) == (
        "Anyshire · main, 2018-19 Q4 to now, 2018-19 Q4\n"
        "1 worse, 1 added, 1 removed\n"
        "\n"
        "Worse\n"
        "  [red]<b>|=1+1\n"
        "    Status     ● Green to ■ Red\n"
        "    Actual     99 to 94\n"
        "    Direction  ▲ improved\n"
        "    Because    figure changed from 99 to 94\n"
        "    and        target changed from 90 to 99\n"
        "\n"
        "Added\n"
        "  new\n"
        "    Status     – to ○ M\n"
        "    Actual     – to 5\n"
        "    Direction  – to … unavailable\n"
        "\n"
        "Removed\n"
        "  gone\n"
        "    Status     ○ M to –\n"
        "    Actual     5 to –\n"
        "    Direction  … unavailable to –\n"
    )


def test_markdown_escapes_what_a_catalogue_says() -> None:
    text = changes_markdown.render(compared(BEFORE, AFTER), Style(), ("a|b", "now"))
    assert text == (
        "### Anyshire, a\\|b, 2018-19 Q4 to now, 2018-19 Q4\n"
        "\n"
        "1 worse, 1 added, 1 removed.\n"
        "\n"
        "|  | Indicator | Previous status | Status | Previous figure | Figure | Previous direction "
        "| Direction | Because |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| Worse | \\[red\\]&lt;b&gt;\\|=1+1 | ● Green | ■ Red | 99 | 50 | ▲ improved | ▲ improved "
        "| figure changed from 99 to 50 |\n"
        "| Added | new | – | ○ M | – | 5 | – | … unavailable | – |\n"
        "| Removed | gone | ○ M | – | 5 | – | … unavailable | – | – |\n"
    )


def test_a_narrow_plain_terminal_has_no_other_letters_and_no_longer_lines() -> None:
    text = changes_table.render(compared(BEFORE, AFTER), Style(width=20, encoding="ascii"))
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 20


def test_colour_is_never_alone() -> None:
    text = changes_table.render(compared(BEFORE, AFTER), Style(colour=Colour.BASIC))
    assert "\x1b[" in text
    assert "Green" in text
    assert "Red" in text


def test_nothing_compared_with_nothing_is_reported() -> None:
    alone = build.report({"it": "values: {2018-19 Q4: 5}"})
    empty = alone._replace(indicators=())
    assert changes_grid.grid(changes(empty, empty)).tally == "no indicators"


def test_what_its_json_shares_with_the_report_is_described_alike() -> None:
    report, compare = (json.loads(schemas.text(name))["$defs"] for name in ("report", "compare"))
    both = report.keys() & compare.keys()
    assert {"period", "status", "direction", "reason"} <= both
    assert {name: compare[name] for name in both} == {name: report[name] for name in both}


def test_a_mark_beside_what_changed_is_explained() -> None:
    judged = "reported: {2018-19 Q4: {status: green, overrides: true, note: judged}}"
    row = "target: 90, values: {{2018-19 Q4: {}}}".format
    found = compared({"it": row(50)}, {"it": f"{row('{value: 50, provisional: true}')}, {judged}"})
    assert changes_table.render(found, Style()).endswith(
        "\n\n† a published judgement in place of the calculated rating\np provisional\n"
    )
    assert changes_markdown.render(found, Style()).endswith(
        " |\n\n- † a published judgement in place of the calculated rating\n- p provisional\n"
    )


def test_no_mark_is_explained_that_is_not_shown() -> None:
    same = {"it": "target: 90, values: {2018-19 Q4: {value: 50, provisional: true}}"}
    assert changes_table.render(compared(same, same), Style()).endswith("\n1 unchanged\n")
    assert changes_markdown.render(compared(same, same), Style()).endswith("\n\n1 unchanged.\n")


def test_a_figure_that_is_no_longer_provisional_is_a_changed_one() -> None:
    row = "target: 90, values: {{2018-19 Q4: {}}}".format
    found = compared({"it": row("{value: 50, provisional: true}")}, {"it": row(50)})
    laid_out = changes_grid.grid(found)
    assert laid_out.tally == "1 changed figure only"
    assert [one.heading for one in laid_out.changed] == ["Changed figure only"]


def test_many_periods_of_readings_are_cut_short() -> None:
    it = {"it": "values: {2018-19 Q4: 5}"}
    periods = [f"{year}-{year - 1999} Q1" for year in range(2011, 2017)]
    readings = tuple(
        UnshownReadings(ReadingChange.REMOVED, build.period(one), 2) for one in periods
    )
    one = UnshownReadings(ReadingChange.CHANGED, build.period("2019-M03"), 1)
    found = compared(it, it)._replace(unshown=(one, *readings))
    assert changes_grid.grid(found).unshown == (
        "1 reading was changed for March 2019, which this report does not show",
        "12 readings were removed for periods that this report does not show: "
        + ", ".join(f"2 for {year}-{year - 1999} Q1" for year in range(2011, 2015))
        + " and 4 for 2 other periods",
    )


# ── What the service writes of the period ────────────────────────────────────────────────────────

FIGURE = "values: {2018-19 Q4: 5}"


@pytest.mark.parametrize(
    ("before", "after", "remark"),
    [
        ("", "comment: {2018-19 Q4: Due in May}", "comment added: Due in May"),
        ("comment: {2018-19 Q4: Due in May}", "", "comment removed: Due in May"),
        ("comment: {2018-19 Q4: Due}", "comment: {2018-19 Q4: Late}", "comment changed to: Late"),
        ("action: {2018-19 Q4: Due}", "action: {2018-19 Q4: Late}", "action changed to: Late"),
        (
            "comment: {2018-19 Q4: Due}",
            "comment: {2018-19 Q4: Late}, action: {2018-19 Q4: Calls}",
            "comment changed to: Late; action added: Calls",
        ),
    ],
)
def test_a_changed_text_is_a_change_of_its_own(before: str, after: str, remark: str) -> None:
    found = compared({"it": f"{FIGURE}, {before}"}, {"it": f"{FIGURE}, {after}"})
    laid_out = changes_grid.grid(found)
    (row,) = laid_out.rows
    assert (row.heading, row.same, row.remark) == ("Changed comment or action only", False, remark)
    assert laid_out.tally == "1 changed comment or action only"
    assert f"    Note       {remark}\n" in changes_table.render(found, Style())
    assert f"({remark})" in changes_markdown.render(found, Style())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('comment: {2018-19 Q4: "Due  in\\nMay"}', "comment: {2018-19 Q4: Due in May}"),
        ("comment: {2018-19 Q3: Due}", "comment: {2018-19 Q3: Late}"),
    ],
)
def test_where_a_line_breaks_and_a_text_of_another_period_are_no_change(
    before: str, after: str
) -> None:
    values = "values: {2018-19 Q3: 4, 2018-19 Q4: 5}"
    found = compared({"it": f"{values}, {before}"}, {"it": f"{values}, {after}"})
    (row,) = changes_grid.grid(found).rows
    assert (row.heading, row.same, row.remark) == ("Unchanged", True, "")


def test_two_periods_have_texts_of_their_own() -> None:
    entries = {"it": f"{FIGURE}, comment: {{2018-19 Q3: Due, 2018-19 Q4: Late}}"}
    found = changes(build.report(entries, "2018-19 Q3"), build.report(entries, "2018-19 Q4"))
    assert [one.texts for one in found.changes] == [()]


def test_what_has_another_text_alone_stands_behind_the_rest() -> None:
    """Each heading stands once, and the unchanged are counted last."""
    before = dict.fromkeys("abcd", FIGURE)
    after = {
        "a": f"{FIGURE}, comment: {{2018-19 Q4: Late}}",
        "b": FIGURE,
        "c": "values: {2018-19 Q4: 6}",
        "d": f"{FIGURE}, action: {{2018-19 Q4: Calls}}",
    }
    laid_out = changes_grid.grid(compared(before, after))
    assert [(row.id, row.heading) for row in laid_out.rows] == [
        ("c", "Changed figure only"),
        ("a", "Changed comment or action only"),
        ("d", "Changed comment or action only"),
        ("b", "Unchanged"),
    ]
    assert laid_out.tally == (
        "1 changed figure only, 2 changed comment or action only, 1 unchanged"
    )


def test_json_has_both_texts() -> None:
    found = compared(
        {"it": f"{FIGURE}, comment: {{2018-19 Q4: Due}}"},
        {"it": f"{FIGURE}, comment: {{2018-19 Q4: Late}}, action: {{2018-19 Q4: Calls}}"},
    )
    (one,) = json.loads(changes_json.render(found, Style()))["indicators"]
    assert [(one[when]["comment"], one[when]["action"]) for when in ("before", "after")] == [
        ("Due", None),
        ("Late", "Calls"),
    ]
