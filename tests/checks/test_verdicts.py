"""Verdicts as they are displayed and as the source reports them, and the notes asked for."""

from pathlib import Path

import pytest

from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from tests.build import loaded
from tests.catalogue.submitting import catalogue, load
from tests.checks.finding import found, keys

SHOWN = "status-display-differs"


@pytest.mark.parametrize(
    ("entries", "messages"),
    [
        (
            "decimals: 0, target: 90, values: {2018-19 Q4: 89.82}",
            ["displayed as 90 against 90 it looks green, but 89.82 against 90 is amber"],
        ),
        ("decimals: 1, target: 90, values: {2018-19 Q4: 89.82}", []),
        ("decimals: 0, target: 90, values: {2018-19 Q4: 89.4}", []),
        ("decimals: 0, target: 90, values: {2018-19 Q4: 90}", []),
        ("target: 90, values: {2018-19 Q4: 89.82}", []),
        (
            "target: 90, values: {2018-19 Q4: {numerator: 8999, denominator: 100}}",
            ["displayed as 90 against 90 it looks green, but 89.99 against 90 is amber"],
        ),
        (
            "decimals: 0, target: 90.4, values: {2018-19 Q4: 90}",
            ["displayed as 90 against 90 it looks green, but 90 against 90.4 is amber"],
        ),
        (
            (
                "decimals: 0, polarity: on-target, target: {from: 18, to: 22.4}, "
                "values: {2018-19 Q4: 22.49}"
            ),
            [
                (
                    "displayed as 22 against 18 to 22 it looks green, but 22.49 against 18 to 22.4 "
                    "is amber"
                )
            ],
        ),
        ("decimals: 0, target: 90, values: {2018-19 Q4: suppressed}", []),
        ("decimals: 0, target: none, values: {2018-19 Q4: 89.82}", []),
        (
            (
                "decimals: 0, target: 90, values: {2018-19 Q4: 89.82}, "
                "reported: {2018-19 Q4: {status: red, overrides: true, note: why}}"
            ),
            [],
        ),
        (
            (
                "decimals: 0, target: 90, tolerance: {amber: 0, amber-if: [improved]}, "
                "values: {2018-19 Q4: 89.82}"
            ),
            ["displayed as 90 against 90 it looks green, but 89.82 against 90 is red"],
        ),
        (
            (
                "decimals: 0, target: 90, tolerance: {amber: 0, amber-if: [improved]}, "
                "direction: {same: 0}, values: {2018-19 Q3: 80.4, 2018-19 Q4: 80.45}"
            ),
            [
                (
                    "displayed as 80 against 90 after 80 it looks red, but "
                    "80.45 against 90 after 80.4 is amber"
                )
            ],
        ),
    ],
)
def test_the_displayed_figures_have_the_verdict_of_the_full_ones(
    entries: str, messages: list[str]
) -> None:
    assert [words for _, words in found(SHOWN, entries)] == messages


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("89.82", "decimals: 1 shows the difference"),
        ("89.96", "decimals: 2 shows the difference"),
        ("89.9999999999", "decimals: 10 shows the difference"),
        ("89.99999999999", "explain it in a note"),
    ],
)
def test_the_hint_names_the_fewest_decimals_that_do(value: str, hint: str) -> None:
    book = loaded({"it": f"decimals: 0, target: 90, values: {{2018-19 Q4: {value}}}"})
    (problem,) = check(book, selection=selection([SHOWN])).problems
    assert problem.hint == hint


def test_a_verdict_that_looks_otherwise_is_shown_at_its_figure() -> None:
    entries = "decimals: 0, target: 90, values: {2018-19 Q4: {value: 89.82}}"
    assert keys(SHOWN, entries) == ["values.2018-19 Q4.value"]


def test_the_hint_never_names_fewer_decimals_than_are_shown() -> None:
    """With no decimals 90 against 91 looks amber too, by chance."""
    book = loaded({"it": "decimals: 1, target: 90.51, values: {2018-19 Q4: 90.49}"})
    (problem,) = check(book, selection=selection([SHOWN])).problems
    assert problem.hint == "decimals: 2 shows the difference"


@pytest.mark.parametrize(
    ("entries", "messages"),
    [
        (
            "decimals: 0, values: {2018-19 Q3: 10.4, 2018-19 Q4: 10.9}",
            ["displayed as 11 after 10 it looks improved, but 10.9 after 10.4 is maintained"],
        ),
        (
            "decimals: 0, values: {2018-19 Q3: 9.6, 2018-19 Q4: 10.4}",
            ["displayed as 10 after 10 it looks maintained, but 10.4 after 9.6 is improved"],
        ),
        ("decimals: 1, values: {2018-19 Q3: 10.4, 2018-19 Q4: 10.9}", []),
        ("decimals: 0, values: {2018-19 Q3: 10, 2018-19 Q4: 11}", []),
        ("decimals: 0, values: {2018-19 Q4: 10.9}", []),
        (
            (
                "decimals: 0, values: {2018-19 Q3: 10.4, 2018-19 Q4: 10.9}, "
                "reported: {2018-19 Q4: {direction: maintained, overrides: true, note: why}}"
            ),
            [],
        ),
    ],
)
def test_the_displayed_figures_have_the_direction_of_the_full_ones(
    entries: str, messages: list[str]
) -> None:
    assert [words for _, words in found("direction-display-differs", entries)] == messages


@pytest.mark.parametrize(
    ("reported", "problems"),
    [
        (
            "red",
            [("reported.2018-19 Q4", "the published status is red, but 85.5 against 90 is amber")],
        ),
        (
            "{status: red}",
            [
                (
                    "reported.2018-19 Q4.status",
                    "the published status is red, but 85.5 against 90 is amber",
                )
            ],
        ),
        ("amber", []),
        ("{direction: improved}", []),
        ("{status: red, overrides: true, note: why}", []),
    ],
)
def test_a_reported_status_is_the_computed_one(
    reported: str, problems: list[tuple[str, str]]
) -> None:
    entries = f"target: 90, values: {{2018-19 Q4: 85.5}}, reported: {{2018-19 Q4: {reported}}}"
    assert found("status-reported-differs", entries) == problems


@pytest.mark.parametrize(
    "entries",
    [
        "values: {2018-19 Q4: 85.5}",
        "target: none, values: {2018-19 Q4: 85.5}",
        "target: 90, values: {2018-19 Q4: suppressed}",
        "target: 90, values: {2018-19 Q3: 85.5}",
    ],
)
def test_a_reported_status_differs_from_nothing_where_none_is_computed(entries: str) -> None:
    line = f"{entries}, reported: {{2018-19 Q4: red}}"
    assert keys("status-reported-differs", line) == []


@pytest.mark.parametrize(
    ("reported", "messages"),
    [
        (
            "{direction: declined}",
            ["the published direction is declined, but 73 after 70 is maintained"],
        ),
        ("{direction: maintained}", []),
        ("{status: red}", []),
        ("{direction: declined, overrides: true, note: why}", []),
    ],
)
def test_a_reported_direction_is_the_computed_one(reported: str, messages: list[str]) -> None:
    entries = f"values: {{2018-19 Q3: 70, 2018-19 Q4: 73}}, reported: {{2018-19 Q4: {reported}}}"
    found_messages = [words for _, words in found("direction-reported-differs", entries)]
    assert found_messages == messages


@pytest.mark.parametrize("word", ["status", "direction"])
def test_what_is_reported_of_one_indicator_is_compared_with_its_own_verdict(word: str) -> None:
    figures = "target: 90, values: {2018-19 Q3: 70, 2018-19 Q4: 73}"
    reported = "reported: {2018-19 Q4: {status: green, direction: declined}}"
    assert keys(f"{word}-reported-differs", figures, f"{figures}, {reported}") == [
        f"indicators.it-2.reported.2018-19 Q4.{word}"
    ]


def test_a_reported_direction_differs_from_nothing_where_none_is_computed() -> None:
    entries = "values: {2018-19 Q4: 73}, reported: {2018-19 Q4: {direction: improved}}"
    assert keys("direction-reported-differs", entries) == []


@pytest.mark.parametrize(
    ("reported", "problems"),
    [
        (
            "{status: green, overrides: true, note: why}",
            [("status", "green is shown in place of the calculated amber")],
        ),
        ("{status: amber, overrides: true, note: why}", []),
        ("{status: green}", []),
        (
            "{status: amber, direction: improved, overrides: true, note: why}",
            [("direction", "improved is shown in place of the calculated maintained")],
        ),
        ("{direction: maintained, overrides: true, note: why}", []),
    ],
)
def test_an_override_that_changes_the_verdict_is_worth_a_note(
    reported: str, problems: list[tuple[str, str]]
) -> None:
    entries = f"values: {{2018-19 Q3: 85, 2018-19 Q4: 86}}, reported: {{2018-19 Q4: {reported}}}"
    at = [(f"reported.2018-19 Q4.{key}", words) for key, words in problems]
    assert found("status-overridden", f"target: 90, {entries}") == at


def test_an_override_of_a_figure_that_is_not_there_is_worth_a_note_too() -> None:
    reported = "{2018-19 Q4: {status: green, overrides: true, note: why}}"
    assert found("status-overridden", f"values: {{2018-19 Q3: 5}}, reported: {reported}") == [
        (
            "reported.2018-19 Q4.status",
            "green is shown in place of the calculated missing",
        )
    ]


WANTED = "status-note-wanted"
RED_OR_DECLINED = "checks: {notes: [red, declined]}"


@pytest.mark.parametrize(
    ("entries", "messages"),
    [
        ("target: 90, values: {2018-19 Q4: 71}", ["red without a note"]),
        ("target: 90, values: {2018-19 Q4: 88}", []),
        (
            "target: 90, values: {2018-19 Q3: {value: 80, note: why}, 2018-19 Q4: 71}",
            ["red and declined without a note"],
        ),
        (
            "values: {2018-19 Q3: 80, 2018-19 Q4: {value: 71, source: page}}",
            ["declined without a note"],
        ),
        ("target: 90, values: {2018-19 Q4: {value: 71, note: why}}", []),
        ("target: 90, values: {2018-19 Q4: 71}, comment: {2018-19 Q4: why}", []),
        (
            "target: 90, values: {2018-19 Q4: 71}, comment: {2018-19 Q3: why}",
            ["red without a note"],
        ),
        ("target: 90, note: why, values: {2018-19 Q4: 71}", ["red without a note"]),
        (
            "values: {2018-19 Q4: 71}, reported: {2018-19 Q4: {status: red, note: why}}",
            [],
        ),
        ("values: {2018-19 Q4: 71}, reported: {2018-19 Q4: red}", ["red without a note"]),
        ("values: {2018-19 Q3: 71}, reported: {2018-19 Q4: red}", ["red without a note"]),
    ],
)
def test_a_verdict_for_which_a_note_is_wanted_has_one(entries: str, messages: list[str]) -> None:
    found_messages = [words for _, words in found(WANTED, entries, thresholds=RED_OR_DECLINED)]
    assert found_messages == messages


def wanted(folder: Path, own: str, table: str, period: str | None = None) -> list[tuple[str, str]]:
    """Return where notes are wanted for what is red, and the hint, of files in a folder."""
    (folder / "thresholds.yaml").write_text("version: 1\nchecks: {notes: [red]}\n")
    read = load(folder, catalogue(it=own), {"r.csv": table}, thresholds=folder / "thresholds.yaml")
    problems = check(read, period, selection([WANTED])).problems
    return [(Path(one.where).name, one.hint) for one in problems]


IN_YAML = "say why in comment: {2018-19 Q3: ...}"
IN_TABLE = "say why in a column comment"


def test_the_hint_says_how_a_note_is_written_where_the_figure_stands(tmp_path: Path) -> None:
    table = "indicator,period,value\nit,2018-19 Q4,70\n"
    assert wanted(tmp_path, "target: 90, values: {2018-19 Q3: 71}", table) == [
        ("indicators.yaml:6:41", IN_YAML),
        ("r.csv:2:15", IN_TABLE),
    ]


def test_what_ragcalc_notes_of_a_total_does_not_explain_it(tmp_path: Path) -> None:
    table = "indicator,period,value,note\nit,2018-19 Q1,10,why\nit,2018-19 Q2,10,{}\n"
    own = "targets: {2018-19: 90}, profile: linear, accumulates: in-period"
    assert wanted(tmp_path, own, table.format("")) == [("r.csv:3:15", IN_TABLE)]
    assert wanted(tmp_path, own, table.format("why")) == []


@pytest.mark.parametrize(
    ("notes", "places"),
    [
        (("", "", ""), ["r.csv:4:13"]),
        (("", "", "why"), []),
        (("why", "", ""), []),  # whichever month it is that explains the quarter
    ],
)
def test_a_quarter_that_months_make_is_explained_by_the_note_of_a_month(
    tmp_path: Path, notes: tuple[str, ...], places: list[str]
) -> None:
    rows = "".join(f"it,2018-M{at + 4:02},10,{note}\n" for at, note in enumerate(notes))
    own = "target: 90, frequency: monthly, rolls-up: mean"
    found_places = wanted(tmp_path, own, f"indicator,period,value,note\n{rows}", "2018-19 Q1")
    assert [place for place, _ in found_places] == places


def test_the_note_is_wanted_at_the_reading_that_stands() -> None:
    own = "target: 90, values: {2018-19 Q4: {value: 71, source: page}}"
    assert keys(WANTED, own, thresholds=RED_OR_DECLINED) == ["values.2018-19 Q4.value"]
    carried = "target: 90, carry: 1 quarter, values: {2018-19 Q3: {value: 71, note: why}}"
    assert keys(WANTED, carried, thresholds=RED_OR_DECLINED, period="2018-19 Q4") == []


@pytest.mark.parametrize(
    ("since", "entries", "wanted"),
    [
        ("2018-19 Q4", "values: {2018-19 Q3: 71, 2018-19 Q4: 71}", ["2018-19 Q4"]),
        ("2018-19 Q3", "values: {2018-19 Q3: 71, 2018-19 Q4: 71}", ["2018-19 Q3", "2018-19 Q4"]),
        ("2019-20 Q1", "values: {2018-19 Q3: 71, 2018-19 Q4: 71}", []),
        # periods compare by their end: what ends after it begins
        ("2018-19", "values: {2017-18 Q4: 71, 2018-19 Q1: 71}", ["2018-19 Q1"]),
        ("2018-19 Q4", "frequency: annual, values: {2017-18: 71, 2018-19: 71}", ["2018-19"]),
        ("2019-M03", "frequency: monthly, values: {2019-M02: 71, 2019-M03: 71}", ["2019-M03"]),
    ],
)
def test_notes_are_wanted_from_a_period_on(since: str, entries: str, wanted: list[str]) -> None:
    thresholds = f"checks: {{notes: [red], notes-from: {since}}}"
    assert keys(WANTED, f"target: 90, {entries}", thresholds=thresholds) == [
        f"values.{one}" for one in wanted
    ]


def test_a_missing_reading_needs_a_note_from_that_period_on_too() -> None:
    since = "checks: {{notes: [missing], notes-from: {}}}".format
    absent = "target: 5, values: {2018-19 Q3: 5}"
    for period, found_keys in (("2018-19 Q4", ["values"]), ("2019-20 Q1", [])):
        rules = since(period)
        assert keys(WANTED, absent, thresholds=rules, period="2018-19 Q4") == found_keys


def test_no_note_is_wanted_where_none_is_asked_for() -> None:
    entries = "target: 90, values: {2018-19 Q4: 71}"
    assert keys(WANTED, entries) == []
    assert keys(WANTED, entries, thresholds="policies: {}") == []


def test_a_missing_reading_may_need_a_note() -> None:
    thresholds = "checks: {notes: [missing]}"
    assert keys(WANTED, "values: {2018-19 Q3: 5}", thresholds=thresholds, period="q3") == [
        "values.2018-19 Q3"
    ]
    absent = "target: 5, values: {2018-19 Q3: 5}"
    assert keys(WANTED, absent, thresholds=thresholds, period="2018-19 Q4") == ["values"]
    word = "values: {2018-19 Q4: {value: suppressed, note: why}}"
    assert keys(WANTED, word, thresholds=thresholds, period="2018-19 Q4") == []
    not_due = "frequency: annual, values: {2018-19: 5}"
    assert keys(WANTED, not_due, thresholds=thresholds, period="2018-19 Q3") == []


# ── What a red needs ─────────────────────────────────────────────────────────────────────────────

COMMENT = "status-comment-wanted"
RED = "target: 90, values: {2018-19 Q4: 71}"
GREEN = "target: 60, values: {2018-19 Q4: 71}"
CARRIED_RED = "target: 90, carry: 1 quarter, values: {2018-19 Q3: 71}"
OVERRIDDEN = "{status: red, overrides: true, note: by judgement}"
BOTH = "red-needs: [comment, action]"


@pytest.mark.parametrize(
    ("needs", "texts", "lacks"),
    [
        ("[comment, action]", "", "a comment or an action"),
        ("[action, comment]", "", "a comment or an action"),
        ("[comment, action]", "comment: {2018-19 Q4: why}", "an action"),
        ("[comment, action]", "action: {2018-19 Q4: calls}", "a comment"),
        ("[comment, action]", "comment: {2018-19 Q4: a}, action: {2018-19 Q4: b}", ""),
        ("[comment]", "", "a comment"),
        ("[comment]", "comment: {2018-19 Q4: why}", ""),
        ("[action]", "comment: {2018-19 Q4: why}", "an action"),
        ("[action]", "comment: {2018-19 Q3: why}, action: {2018-19 Q3: calls}", "an action"),
        ("[]", "", ""),
    ],
)
def test_a_red_has_what_it_needs(needs: str, texts: str, lacks: str) -> None:
    entries = f"{RED}, {texts}" if texts else RED
    messages = [words for _, words in found(COMMENT, entries, thresholds=f"red-needs: {needs}")]
    assert messages == ([f"red in 2018-19 Q4 without {lacks}"] if lacks else [])


@pytest.mark.parametrize(
    ("entries", "keys_found"),
    [
        # only a red
        ("target: 90, values: {2018-19 Q4: 88}", []),
        ("target: 90, values: {2018-19 Q4: 90}", []),
        ("target: none, values: {2018-19 Q4: 71}", []),
        ("target: 90, values: {2018-19 Q4: suppressed}", []),
        # whatever it rests on
        ("values: {2018-19 Q4: 71}, reported: {2018-19 Q4: red}", ["values.2018-19 Q4"]),
        ("values: {2018-19 Q3: 71}, reported: {2018-19 Q4: red}", [""]),
        (f"{GREEN}, reported: {{2018-19 Q4: {OVERRIDDEN}}}", ["values.2018-19 Q4"]),
        # the text of its own period, or of the carried figure's
        (CARRIED_RED, ["values.2018-19 Q3"]),
        (f"{CARRIED_RED}, comment: {{2018-19 Q3: a}}, action: {{2018-19 Q4: b}}", []),
    ],
)
def test_whichever_red_a_report_shows(entries: str, keys_found: list[str]) -> None:
    found_keys = keys(COMMENT, entries, thresholds=BOTH, period="2018-19 Q4")
    assert [one.removeprefix("indicators.it") for one in found_keys] == keys_found


def test_without_a_period_the_latest_report_is_looked_at() -> None:
    red = "target: 90, values: {2018-19 Q3: 70, 2018-19 Q4: 71}"
    assert keys(COMMENT, red, thresholds=BOTH) == ["values.2018-19 Q4"]
    assert keys(COMMENT, red, thresholds=BOTH, period="2018-19 Q3") == ["values.2018-19 Q3"]
    assert keys(COMMENT, "values: {}", thresholds=BOTH) == []
    # what is retired by then, or begins later, is in no report
    assert (
        keys(COMMENT, f"until: 2018-19 Q3, {RED}", "values: {2018-19 Q4: 1}", thresholds=BOTH) == []
    )


def test_a_year_is_asked_for_a_text_of_its_own_or_of_its_last_quarter() -> None:
    year = [words for _, words in found(COMMENT, RED, thresholds=BOTH, period="2018-19")]
    assert year == ["red in 2018-19 without a comment or an action"]
    texts = "comment: {2018-19 Q4: a}, action: {2018-19: b}"
    assert keys(COMMENT, f"{RED}, {texts}", thresholds=BOTH, period="2018-19") == []


def test_the_hint_says_where_the_text_is_written() -> None:
    book = loaded({"it": RED}, thresholds=BOTH)
    (both,) = check(book, None, selection([COMMENT])).problems
    assert both.hint == (
        "write comment: {2018-19 Q4: ...}, action: {2018-19 Q4: ...}; in a return, fill in the "
        "columns comment and action"
    )
    book = loaded({"it": f"{RED}, comment: {{2018-19 Q4: a}}"}, thresholds=BOTH)
    (one,) = check(book, None, selection([COMMENT])).problems
    assert one.hint == ("write action: {2018-19 Q4: ...}; in a return, fill in the column action")


def test_a_red_that_nobody_is_shown_needs_no_words(tmp_path: Path) -> None:
    """A comment on a hidden figure would say that it is red."""
    (tmp_path / "thresholds.yaml").write_text(f"version: 1\n{BOTH}\n")
    entries = "unit: count, polarity: high, target: 90, values: {2018-19 Q4: 3}"
    for limit, codes in ((5, []), (3, [COMMENT])):
        book = catalogue(f"suppress-below: {limit}", it=entries)
        read = load(tmp_path, book, {}, thresholds=tmp_path / "thresholds.yaml")
        assert [one.code for one in check(read, None, selection([COMMENT])).problems] == codes


def test_it_fails_a_strict_check() -> None:
    checked = check(loaded({"it": RED}, thresholds=BOTH), None, selection([COMMENT]))
    assert (checked.failed, checked._replace(strict=True).failed) == (False, True)
