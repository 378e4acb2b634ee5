"""Which checks run, over which periods, and how bad what they find is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcalc import pipeline as api
from ragcalc.catalogue.model.codes import CODES
from ragcalc.checks.description import CheckDescription, description
from ragcalc.checks.registry import CHECKS
from ragcalc.checks.run import check
from ragcalc.checks.selection import UnknownCode, every_code, selection
from ragcalc.checks.subject import subject
from ragcalc.periods import Period
from ragcalc.problems import Severity
from ragcalc.scoring import timetable
from ragcalc.scoring.timetable import NoSuchPeriod
from tests.build import catalogue_of, indicator, loaded, period
from tests.catalogue import writing
from tests.catalogue.submitting import catalogue, load
from tests.docs.picture import ROOT

STARTER = ROOT / "ragcalc" / "starter"

# ── The registry ─────────────────────────────────────────────────────────────────────────────────


def test_no_check_has_the_code_of_an_error() -> None:
    assert not CODES.keys() & CHECKS.keys()


def test_no_check_finds_an_error() -> None:
    """What a verdict cannot be built on is found in loading."""
    assert {severity for severity, _ in CHECKS.values()} == {Severity.WARNING, Severity.NOTE}


@pytest.mark.parametrize("code", CHECKS)
def test_the_manual_of_a_check_is_whole(code: str) -> None:
    read = description(CHECKS[code][1])
    assert read.finds.endswith(".")
    assert read.why.endswith((".", ")"))
    assert bool(read.failing) == bool(read.passing)
    assert not read.failing or read.failing != read.passing


def test_a_manual_is_read_from_a_docstring() -> None:
    def documented() -> None:
        """Two lines
        that say it.

        Why: because.

        Failing:
            a: 1
            b:
              c: 2

        Passing:
            a: 2

        Source: a page.
        """

    assert description(documented) == CheckDescription(
        "Two lines that say it.", "Because.", "a: 1\nb:\n  c: 2", "a: 2", "a page."
    )


def test_a_manual_without_a_source_has_none() -> None:
    def documented() -> None:
        """It is so.

        Why: because.

        Failing:
            a: 1

        Passing:
            a: 2
        """

    assert description(documented) == CheckDescription("It is so.", "Because.", "a: 1", "a: 2", "")


# ── The files that ship ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("folder", [ROOT, STARTER])
def test_what_ships_has_nothing_worse_than_notes(folder: Path) -> None:
    checked = check(api.load(folder / "indicators.yaml", folder / "thresholds.yaml"))
    assert {one.severity for one in checked.problems} <= {Severity.NOTE}


def test_it_is_counted_how_much_was_looked_at() -> None:
    checked = check(api.load(ROOT / "indicators.yaml", ROOT / "thresholds.yaml"))
    assert (checked.indicators, checked.periods, checked.period) == (8, 4, None)


# ── Periods ──────────────────────────────────────────────────────────────────────────────────────

TWO = {
    "quarterly": "values: {2018-19 Q3: 5, 2018-19 Q4: 6}",
    "monthly": "frequency: monthly, values: {2019-M03: 5, 2019-M04: 6}",
    "annual": "frequency: annual, due: Q2, values: {2017-18: 5}",
    "words": "values: {2019-20 Q1: suppressed}, reported: {2015-16 Q2: red, 2015-16: red}",
}


def looked_at(period: str | None) -> list[tuple[str, list[str]]]:
    found = subject(catalogue_of(TWO), None, period)
    return [
        (str(one), [name for name, own in found.periods.items() if one in own])
        for one in found.reports
    ]


def test_without_a_period_every_one_is_looked_at_for_what_has_something_in_it() -> None:
    assert looked_at(None) == [
        ("2019-M04", ["monthly"]),
        ("2018-19 Q4", ["quarterly", "monthly"]),
        ("2018-19 Q3", ["quarterly"]),
        ("2018-19 Q2", ["annual"]),
        ("2015-16 Q2", ["words"]),
    ]


def test_a_period_is_looked_at_for_every_indicator() -> None:
    assert looked_at("q4") == [("2018-19 Q4", list(TWO))]
    checked = check(loaded(TWO), "q4")
    assert (checked.indicators, checked.periods, str(checked.period)) == (4, 1, "2018-19 Q4")


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(NoSuchPeriod):
        looked_at("q5")


@pytest.mark.parametrize("words", ["latest", "q4"])
def test_where_readings_were_refused_all_is_shown_though_the_words_mean_no_period(
    tmp_path: Path, words: str
) -> None:
    table = (
        "indicator,period,value,valeu\nit,2018-19 Q4,five,\nother,2018-19 Q4,5,\n"
        "third,2018-19 Q3,17.899999999999999,\n"
    )
    submitted = load(tmp_path, catalogue(it="values: {}", third="unit: days"), {"r.csv": table})
    checked = check(submitted, "q4")
    assert [one.code for one in checked.problems if one.name == "r.csv"] == [
        *("table-column-unknown", "value-not-a-number", "reference-indicator", "value-noise"),
    ]
    assert (checked.indicators, checked.periods, checked.period) == (1, 1, None)
    alone = table.replace("third,", "none,")
    nothing = check(
        load(tmp_path, catalogue(it="values: {}", third="unit: days"), {"r.csv": alone}), words
    )
    assert [one.code for one in nothing.problems if one.name == "r.csv"] == [
        *("table-column-unknown", "value-not-a-number"),
        *("reference-indicator", "reference-indicator"),
    ]
    assert (nothing.indicators, nothing.periods, nothing.period) == (1, 0, None)
    with pytest.raises(NoSuchPeriod):
        check(submitted, "the fourth")
    with pytest.raises(NoSuchPeriod):
        check(load(tmp_path, catalogue(it="values: {}"), {}), words)


def test_a_period_narrows_the_verdicts_and_not_the_figures() -> None:
    entries = "unit: percent, target: 0, values: {2017-18 Q4: 164, 2018-19 Q4: 5}"
    targets = f"{entries}, targets: {{2018-19: 5}}"
    every = {one.code for one in check(loaded({"it": targets})).problems}
    narrowed = {one.code for one in check(loaded({"it": targets}), "2018-19 Q4").problems}
    assert every - narrowed == {"target-zero-relative"}
    assert "value-percent-range" in narrowed


@given(
    frequency=st.sampled_from(
        [
            *("frequency: monthly", "frequency: quarterly"),
            *("frequency: quarterly, year: calendar", "frequency: quarterly, year: academic"),
            *(
                f"frequency: annual, year: {year}{due}"
                for year in ("financial", "calendar", "academic")
                for due in ("", ", due: Q1", ", due: Q2", ", due: Q3", ", due: Q4")
            ),
        ]
    ),
    lag=st.integers(0, 30),
    values=st.dictionaries(st.integers(0, 30), st.sampled_from([5, "suppressed"]), max_size=8),
)
def test_the_latest_report_with_a_reading_is_the_last_of_those_of_all_figures(
    frequency: str, lag: int, values: dict[int, object]
) -> None:
    kind = indicator(f"{frequency}, values: {{}}").kind
    own = [Period(kind, 2018 * 12 + kind.first + at * kind.months) for at in values]
    given_ = ", ".join(f"{one}: {value}" for one, value in zip(own, values.values(), strict=True))
    book = catalogue_of({"it": f"{frequency}, lag: {lag} months, values: {{{given_}}}"})
    it = book.indicators["it"]
    ends = [
        timetable.reported_end(it, one)
        for one, value in zip(own, values.values(), strict=True)
        if value != "suppressed"
    ]
    assert subject(book, None).latest == max(ends, default=0)


def test_the_latest_report_is_the_last_of_any_indicator() -> None:
    """A figure that comes late stands in a later report than a later figure that does not."""
    late = "lag: 1 year, values: {2018-19 Q1: 5, 2017-18 Q4: 5}"
    book = catalogue_of({"late": late, "it": "values: {2018-19 Q4: 5}", "none": "values: {}"})
    assert subject(book, None).latest == period("2019-20 Q1").end


def test_a_catalogue_without_a_reading_has_no_period() -> None:
    checked = check(loaded({"it": "values: {2018-19 Q4: suppressed}"}))
    assert (checked.indicators, checked.periods) == (1, 0)


# ── Severities ───────────────────────────────────────────────────────────────────────────────────

GAP = {"it": "values: {2018-19 Q2: 5, 2018-19 Q4: 5}"}


@pytest.mark.parametrize(
    ("thresholds", "severities"),
    [
        ("", [Severity.NOTE]),
        ("checks: {notes: [red]}", [Severity.NOTE]),
        ("checks: {severities: {series-gap: note}}", [Severity.NOTE]),
        ("checks: {severities: {series-gap: warning}}", [Severity.WARNING]),
        ("checks: {severities: {series-gap: off}}", []),
        ("checks: {severities: {value-percent-range: off}}", [Severity.NOTE]),
    ],
)
def test_thresholds_yaml_says_how_bad_a_finding_is(
    thresholds: str, severities: list[Severity]
) -> None:
    checked = check(loaded(GAP, thresholds=thresholds), selection=selection(["series-gap"]))
    assert [one.severity for one in checked.problems] == severities


@pytest.mark.parametrize(
    ("checks", "message", "hint"),
    [
        (
            "{severities: {series-gaps: off}}",
            "there is no check 'series-gaps'",
            "did you mean series-gap?",
        ),
        (
            "{severities: {key-unknown: off}}",
            "'key-unknown' is always an error",
            "correct what it finds",
        ),
        (
            "{severities: {series-gap: error}}",
            "series-gap must be one of warning, note, off, not 'error'",
            "",
        ),
        (
            "{notes: [redd]}",
            (
                "notes must be one of green, amber, red, missing, unrated, improved, maintained, "
                "declined, higher, same, lower, unavailable, not 'redd'"
            ),
            "did you mean red?",
        ),
    ],
)
def test_what_the_checks_section_may_not_say(checks: str, message: str, hint: str) -> None:
    (problem,) = loaded(GAP, thresholds=f"checks: {checks}").problems
    assert (problem.message, problem.hint) == (message, hint)


def test_a_fault_in_the_checks_section_leaves_a_partial_report_whole() -> None:
    book = loaded(GAP, thresholds="checks: {notes: [redd]}")
    assert book.catalogue is not None
    assert book.left_out == {}


# ── Errors and selection ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("period", [None, "2018-19 Q4"])
def test_findings_stand_in_the_files_as_they_are_called(tmp_path: Path, period: str | None) -> None:
    book, rules = tmp_path / "book.yaml", tmp_path / "rules.yaml"
    book.write_text(
        writing.catalogue(writing.entry("target: 0\nvalues: {2018-19 Q2: 5, 2018-19 Q4: 5}"))
    )
    rules.write_text("version: 1\npolicies: {tight: {status: {amber: 2%}}}\n")
    wanted = selection(["series-gap", "target-zero-relative", "reference-policy-unused"])
    found = {(one.code, one.name) for one in check(api.load(book, rules), period, wanted).problems}
    assert found == {
        ("series-gap", "book.yaml"),
        ("target-zero-relative", "book.yaml"),
        ("reference-policy-unused", "rules.yaml"),
    }


def test_errors_and_checks_of_what_is_valid_come_in_one_run() -> None:
    broken = writing.entry("target: ninety\nvalues: {2018-19 Q1: 5, 2018-19 Q4: 5}", "broken")
    gap = writing.entry("values: {2018-19 Q2: 5, 2018-19 Q4: 5}")
    checked = check(writing.load(writing.catalogue(broken, gap)))
    assert [(one.code, one.severity) for one in checked.problems] == [
        ("value-not-a-number", Severity.ERROR),
        ("series-gap", Severity.NOTE),
    ]
    assert (checked.indicators, checked.periods) == (1, 2)


def test_without_a_catalogue_there_are_only_errors() -> None:
    checked = check(writing.load("version: 2\n"))
    assert {one.severity for one in checked.problems} == {Severity.ERROR}
    assert (checked.indicators, checked.periods) == (0, 0)


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        ([], [], set(every_code())),
        (["series-gap"], [], {"series-gap"}),
        (["reference-policy"], [], {"reference-policy"}),
        (
            ["tolerance"],
            [],
            {
                *("tolerance-bands-crossed", "tolerance-bands-empty"),
                *("tolerance-overlap", "tolerance-unknown"),
            },
        ),
        (["tolerance-bands-"], [], {"tolerance-bands-crossed", "tolerance-bands-empty"}),
        (["tolerance"], ["tolerance-bands"], {"tolerance-overlap", "tolerance-unknown"}),
        (["series-gap", "tolerance"], ["tolerance"], {"series-gap"}),
        ([], ["series-gap"], set(every_code()) - {"series-gap"}),
    ],
)
def test_codes_and_families_select(select: list[str], ignore: list[str], codes: set[str]) -> None:
    wanted = selection(select, ignore)
    assert {code for code in every_code() if wanted.keeps(code)} == codes


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("series-gaps", "did you mean series-gap?"),
        ("serie", "did you mean series-gap?"),
        ("seriesX", "did you mean series-gap?"),
        ("", "known: "),
    ],
)
def test_a_word_that_begins_no_code_is_refused(word: str, hint: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        selection([word])
    assert refused.value.hint.startswith(hint)


def test_errors_may_be_left_out_but_are_counted() -> None:
    book = writing.load(writing.catalogue(writing.entry("target: ninety"), writing.entry(name="b")))
    checked = check(book, selection=selection(["series"]))
    assert checked.problems == ()
    assert [one.code for one in checked.others] == ["value-not-a-number"]
