"""The narrative by exception: who is told in a paragraph, who in a list, who is only counted."""

import re

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.render.media.style import Style
from ragcalc.render.narrative import markdown as narrative_markdown
from ragcalc.render.narrative import text as narrative_text
from ragcalc.render.narrative.by_exception import grouped
from ragcalc.render.narrative.view import NarrativeSection, narrative
from ragcalc.scoring.results import Report
from tests import build
from tests.golden.outputs import report

GREEN = "target: 5, values: {2018-19 Q3: 5, 2018-19 Q4: 5}"
IMPROVED = "target: 5, values: {2018-19 Q3: 4, 2018-19 Q4: 5}"
RED = "target: 5, values: {2018-19 Q3: 4, 2018-19 Q4: 4}"
MISSING = "target: 5, values: {2018-19 Q3: 4}"
DECLINED = "values: {2018-19 Q3: 5, 2018-19 Q4: 3}"
JUDGED_GREEN = "reported: {2018-19 Q4: {status: green, overrides: true, note: so}}"


def section(entries: dict[str, str], **more: str) -> NarrativeSection:
    """Return the one section that has an outcome's indicators."""
    book: Loaded = build.loaded(entries, **more)
    made = narrative(api.scored(book, build.NOW), False)
    return made.sections[1]


def last_time(entries: dict[str, str]) -> NarrativeSection:
    """Return the section of a report that knows what each indicator was last time."""
    made = api.scored(build.loaded(entries), build.NOW, last_time=True)
    return narrative(made, False).sections[1]


def finding(entries: str, **more: str) -> str:
    """Return an exception's name with all its sentences."""
    (one,) = section({"it": entries}, **more).paragraphs
    return f"{one.name}: {' '.join(one.sentences)}"


def rest(*entries: str) -> str:
    """Return what closes a section of some indicators, called by their numbers in words."""
    names = ("one", "two", "three", "four", "five", "six")
    return " ".join(section(dict(zip(names, entries, strict=False))).closing)


# ── Which are exceptions ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("entries", "group"),
    [
        (RED, "exceptions"),
        ("values: {2018-19 Q4: 4}, reported: {2018-19 Q4: {status: red}}", "exceptions"),
        # red by calculation, whatever is said of it
        (f"{RED}, {JUDGED_GREEN}", "exceptions"),
        # red at the year's end
        ("target: 5, values: {2018-19 Q4: 5}, forecast: {2018-19: 1}, accumulates: true", "others"),
        # declined, and not green
        (DECLINED, "exceptions"),
        (f"target: 4, tolerance: {{amber: 50%}}, {DECLINED}", "exceptions"),
        ("target: 4, values: {2018-19 Q3: 5, 2018-19 Q4: 4}", "others"),
        (IMPROVED, "improvements"),
        ("values: {2018-19 Q3: 4, 2018-19 Q4: 5}", "improvements"),
        (GREEN, "others"),
        (MISSING, "others"),
        # neither way is good
        ("polarity: neutral, values: {2018-19 Q3: 4, 2018-19 Q4: 5}", "others"),
        ("polarity: neutral, values: {2018-19 Q3: 4, 2018-19 Q4: 3}", "others"),
    ],
)
def test_an_exception_is_red_or_declined_without_being_green(entries: str, group: str) -> None:
    made = build.report({"it": entries})
    assert [name for name, found in grouped(made.indicators)._asdict().items() if found] == [group]


# ── What is said of one ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (
            RED,
            "it (Red): At 4 against a target of 5, it was the same as in Q3 2018-19.",
        ),
        (
            "target: 5, values: {2018-19 Q3: 3, 2018-19 Q4: 4}",
            "it (Red): At 4 against a target of 5, it was better than in Q3 2018-19 (3).",
        ),
        (
            "target: 5, values: {2018-19 Q4: 4}",
            "it (Red): The figure was 4 against a target of 5.",
        ),
        (
            "values: {2018-19 Q3: 5, 2018-19 Q4: 4}",
            "it (not rated, as no target is set): At 4, it was worse than in Q3 2018-19 (5).",
        ),
        (
            "values: {2018-19 Q4: 4}, reported: {2018-19 Q4: {status: red}}",
            "it (Red, as published; no target is set): The figure was 4.",
        ),
        (
            "values: {2018-19 Q3: 4}, reported: {2018-19 Q4: {status: red}}",
            "it (Red, as published): No figure is available yet for Q4 2018-19.",
        ),
        (
            f"{GREEN}, reported: {{2018-19 Q4: {{status: red, overrides: true, note: So.}}}}",
            (
                "it (Red, by judgement): At 5 against a target of 5, it was the same as "
                "in Q3 2018-19. The calculated rating would be Green. Note: “So.”"
            ),
        ),
        (
            (
                "values: {2018-19 Q3: 3}, "
                "reported: {2018-19 Q4: {status: red, overrides: true, note: So.}}"
            ),
            (
                "it (Red, by judgement): No figure is available yet for Q4 2018-19. "
                "Without the judgement, it would not be rated. Note: “So.”"
            ),
        ),
        (
            "target: 90, floor: 80, values: {2018-19 Q4: 79}",
            "it (Red): The figure was 79 against a target of 90. It is worse than the floor of 80.",
        ),
        (
            "frequency: annual, target: 5, values: {2018-19: 3}",
            "it (Red): The figure was 3 in 2018-19 against a target of 5.",
        ),
        (
            "carry: 1 quarter, target: 5, values: {2018-19 Q3: {value: 3, provisional: true}}",
            (
                "it (Red): The figure was 3 in Q3 2018-19 (provisional; carried forward) "
                "against a target of 5."
            ),
        ),
    ],
)
def test_an_exception_is_told_with_its_target_and_its_previous_reading(
    entries: str, said: str
) -> None:
    assert finding(entries) == said


def test_an_exception_names_its_owner() -> None:
    assert finding(f"{RED}, owner: Housing").endswith(" in Q3 2018-19. Owner: Housing.")


def test_a_comment_and_an_action_belong_to_an_exception() -> None:
    texts = "comment: {2018-19 Q4: Staff left.}, action: {2018-19 Q4: We hire.}"
    assert finding(f"{RED}, {texts}").endswith(
        "Q3 2018-19. Comment: “Staff left.” Action: “We hire.”"
    )


def test_comparators_of_one_period_name_it_once() -> None:
    names = "{a: {name: Apley}, b: {name: Barton}}"
    one = "a: {2017-18: 3}, b: {2017-18: 6}"
    assert finding(f"{RED}, comparators: {{{one}}}", comparators=names).endswith(
        "It was better than Apley (3) and worse than Barton (6) in 2017-18."
    )
    two = "a: {2017-18: 3}, b: {2016-17: 6}"
    assert finding(f"{RED}, comparators: {{{two}}}", comparators=names).endswith(
        "It was better than Apley (3 in 2017-18) and worse than Barton (6 in 2016-17)."
    )


# ── Improvements and the rest ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ((IMPROVED,), "Performance improved in one, from 4 in Q3 2018-19 to 5 (Green)."),
        (
            (IMPROVED, IMPROVED, GREEN),
            (
                "Performance improved in 2 indicators that are Green: one, from 4 in Q3 2018-19 to "
                "5; two, from 4 in Q3 2018-19 to 5. The other indicator, three, is Green."
            ),
        ),
        ((GREEN,), "The indicator, one, is Green."),
        ((MISSING,), "The indicator, one, is not rated (no figure yet)."),
        ((GREEN,) * 3, "The 3 indicators are Green (one, two and three)."),
        ((RED, *(GREEN,) * 4), "The other 4 indicators are Green (two, three, four and five)."),
        (
            (RED, GREEN, MISSING),
            "Of the other 2, 1 is Green (two) and 1 is not rated (no figure yet: three).",
        ),
        (
            (GREEN, MISSING, MISSING, "values: {2018-19 Q4: 5}"),
            (
                "None is an exception: 1 is Green (one) and 3 are not rated "
                "(no figure yet: two and three; no target set: four)."
            ),
        ),
        (
            (GREEN, "frequency: annual, due: Q2, target: 5, values: {2017-18: 5}"),
            "None is an exception: 1 is Green (one) and 1 is not due (two).",
        ),
        (
            (GREEN, "target: 4, values: {2018-19 Q3: 5, 2018-19 Q4: 4}"),
            "The 2 indicators are Green (one and two). Of the green ones, 1 declined (two).",
        ),
    ],
)
def test_what_improved_is_listed_and_the_rest_is_counted(
    entries: tuple[str, ...], said: str
) -> None:
    assert rest(*entries) == said


LONG = "named at such a length that three of them fill a line"


def test_long_names_are_counted_in_their_place() -> None:
    """Where one reason stands alone, its number is that of the group."""
    many = {f"it-{at}": f"name: {LONG}, {MISSING}" for at in range(3)}
    assert section(many).closing == ("The 3 indicators are not rated (no figure yet).",)
    other = f"name: {LONG} too, values: {{2018-19 Q4: 5}}"
    assert section({**many, "other": other}).closing == (
        f"The 4 indicators are not rated (no figure yet: 3; no target set: {LONG} too).",
    )


def test_worse_than_last_time_is_an_exception_and_better_an_improvement() -> None:
    """A rating may get better although performance has not improved, which is then not said."""
    found = last_time(
        {
            "worse": "target: 100, values: {2018-19 Q3: 100, 2018-19 Q4: 99}",
            "better": "target: 100, values: {2018-19 Q3: 99, 2018-19 Q4: 100}",
            "both": "target: 100, values: {2018-19 Q3: 96, 2018-19 Q4: 102}",
            "more": "target: 100, values: {2018-19 Q3: 90, 2018-19 Q4: 102}",
        }
    )
    assert [(one.name, *one.sentences) for one in found.paragraphs] == [
        (
            "worse (Amber, previously Green)",
            "At 99 against a target of 100, it was about the same as in Q3 2018-19 (100).",
        )
    ]
    assert found.closing == (
        (
            "Performance improved in 2 indicators that are Green: both, from 96 in Q3 2018-19 to "
            "102, previously Amber; more, from 90 in Q3 2018-19 to 102, previously Red. "
            "The rating alone is better than last time in better (Green, previously Amber)."
        ),
    )


@pytest.mark.parametrize("name", ["invented", "shipped"])
def test_every_indicator_is_told_or_counted_once(name: str) -> None:
    made: Report = report(name)
    for outcome in made.outcomes:
        results = [one for tier in outcome.tiers for one in tier.indicators]
        assert sorted(one.id for part in grouped(results) for one in part) == sorted(
            one.id for one in results
        )


def test_no_sentence_is_repeated_by_a_formula() -> None:
    text = narrative_text.render(report("invented"), False, Style())
    assert "It is rated" not in text


def test_it_is_shorter_and_names_every_exception_in_both_formats() -> None:
    made = report("shipped")
    for render in (narrative_text.render, narrative_markdown.render):
        short, full = (render(made, in_full, Style()) for in_full in (False, True))
        assert len(short.split()) < 0.7 * len(full.split())
        for one in grouped(made.indicators).exceptions:
            assert re.search(rf"{re.escape(one.name)} \(", short)
