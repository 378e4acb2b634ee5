"""The report in paragraphs: each sentence is read back, and its figures are found in the JSON."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.periods import parse
from ragcalc.render.common import dates
from ragcalc.render.media.style import Style
from ragcalc.render.narrative import markdown as narrative_markdown
from ragcalc.render.narrative import text as narrative_text
from ragcalc.render.narrative.paragraphs import CLAUSES, paragraph, quoted
from ragcalc.render.narrative.view import narrative
from ragcalc.render.report import json as report_json
from ragcalc.scoring.results import IndicatorResult, Report
from ragcalc.vocabulary import Direction, Reason, Status
from tests import build
from tests.golden.outputs import report

# ── Reading back ─────────────────────────────────────────────────────────────────────────────────

NUMBER = r"-?£?\d[\d,]*(?:\.\d+)?%?"
PERIOD = r"Q\d \d{4}-\d{2}|academic year \d{4}-\d{2}|\d{4}-\d{2}|[A-Z][a-z]+ \d{4}|\d{4}"
Json = dict[str, Any]


def grammar(found: Json) -> dict[str, str]:
    """Return the pattern of every sentence; names and labels are those of the indicator."""
    label = re.escape(found["unit_label"] or "days")
    amount = rf"{NUMBER}(?: per 1[0,]+| days?| percentage points?| {label}| \({label}\))?"
    target = rf"(?P<strict>less than |more than )?(?P<low>{amount})(?: to (?P<high>{amount}))?"
    origin = (
        rf"revised from (?P<revised>{PERIOD})"
        rf"|the figure for (?P<whose>.+?)(?: in (?P<theirs>{PERIOD}))?"
        rf"|the sum of the targets within (?P<summed>{PERIOD})"
        rf"|the part due by then of (?:the range|(?:less than |more than )?(?P<whole>{amount}))"
        rf" for (?P<year>{PERIOD}|each year)"
        rf"(?:, the figure for (?P<drawn>.+?)(?: in (?P<dated>{PERIOD}))?)?"
    )
    against = (
        rf", (?:(?P<size>{amount}|slightly) (?P<side>above|below)"
        rf"|(?P<tie>within|level with)) the (?P<target_provisional>provisional )?target"
        rf"(?P<range> range)? of {target}(?: \((?P<sense>worse|better)?(?:; )?(?:{origin})?\))?"
        rf"(?P<unmet>, which is not enough to meet it)?"
    )
    moved = (
        rf"(?:from (?P<then>{amount}) in (?P<when>{PERIOD})(?: \(provisional\))?"
        rf" to (?P<now>{amount}) in (?P<period>{PERIOD})(?: \(provisional\))?"
        rf"|(?P<same>unchanged )?at (?P<both>{amount})(?P<rounded> \(rounded\))?"
        rf" both in (?P<first>{PERIOD})(?: \(provisional\))?"
        rf" and in (?P<second>{PERIOD})(?: \(provisional\))?)"
    )
    return {
        "value": rf"The (?P<provisional>provisional )?figure for (?P<period>{PERIOD})"
        r"(?: \((?P<method>sum|mean|pooled figure|last figure) of (?P<count>\d+)"
        r" (?:months|quarters)\))?"
        rf"(?P<carried>, carried forward,)? was (?P<value>{amount})"
        rf"(?: \((?P<of>{NUMBER}) of (?P<all>{NUMBER})\))?"
        rf"(?P<corrected> \(revised(?:, was {amount})?\))?(?:{against})?\.",
        "absent": rf"(?:No figure is available(?: yet)?|(?:The|A) figure) for (?P<period>{PERIOD})"
        r"(?:| is suppressed because of .+| is not given, as .+| is not applicable|, as .+)\.",
        "not made": r"There is no (?P<method>sum|mean|pooled figure|last figure) of (?P<count>\d+)"
        r" (?:months|quarters): .+\.",
        "not due": rf"No figure is due for (?:{PERIOD})\.",
        "status": r"It is rated (?P<status>Green|Amber|Red), as (?P<because>.+)\.",
        "reported": r"Its published rating is (?P<status>\w+); (?P<why>.+), so it could not be"
        r" calculated\.",
        "judged": r"It is rated (?P<status>\w+) by judgement;"
        r" (?:the calculated rating would be (?P<computed>\w+)|without it, it would not be"
        r" rated)\.",
        "missing": r"It is not rated(?:, as (?P<why>.+))?\.",
        "unrated": r"It is unrated by design, as (?P<why>.+)\.",
        "travel": r"(?:Performance|The figure) (?P<word>improved,|was maintained,|declined,|rose"
        rf"|stayed about the same,|fell) {moved}\.",
        "travel unavailable": r"No direction of travel is given, as (?P<why>.+)\.",
        "travel reported": r"Its published direction of travel is (?P<word>\w+);"
        r" (.+), so it could not be calculated\.",
        "travel judged": r"Its direction of travel is (?P<word>\w+) by judgement; (?:it could not"
        rf" be calculated|it would be calculated as (?P<computed>\w+)(?:, {moved})?)\.",
        "forecast": rf"The forecast for (?P<period>{PERIOD})"
        rf" is (?P<value>{amount})(?:{against})?\.",
        "forecast's status": r"The forecast is (?:rated (?P<status>Green|Amber|Red), as .+"
        r"|not rated, as (?P<why>.+)|unrated by design, as (?P<unrated>.+))\.",
        "no forecast": rf"There is no forecast for (?P<period>{PERIOD}), as (?P<why>.+)\.",
        "standings": r"It was (?P<groups>.+)\.",
        "proposal": rf"A target(?P<range> range)? of {target} is proposed"
        rf" (?:for (?P<period>{PERIOD}|every period)|from (?P<revised>{PERIOD}))\.",
        "note": r"Note: “(?P<note>.+)”\.?",
    }


def read(sentence: str, found: Json) -> tuple[str, dict[str, str | None]]:
    """Return which sentence of the grammar it is, and its parts."""
    matches = [
        (kind, match.groupdict())
        for kind, pattern in grammar(found).items()
        if (match := re.fullmatch(pattern, sentence))
    ]
    assert len(matches) == 1, (sentence, [kind for kind, _ in matches])
    return matches[0]


def worded(period: str | None) -> str | None:
    """Return a period of the JSON as a sentence has it."""
    return dates.in_words(parse(period)) if period else None


def shows(text: str | None, value: Any, *, size: bool = False) -> bool:
    """Return whether the text is the number, rounded half up to its decimals."""
    if text is None or value is None:
        return text is None and value is None
    digits = re.match(r"-?£?[\d,.]*\d", text)
    assert digits
    number = Decimal(re.sub("[£,]", "", digits[0]))
    exact = abs(Decimal(value)) if size else Decimal(value)
    return number == exact.quantize(number, ROUND_HALF_UP)


# ── What each sentence says, compared with the JSON ───────────────────────────────────────────────


def check_value(words: dict[str, str | None], found: Json) -> None:
    assert words["period"] == worded(found["period"])
    assert (words["value"] or "").startswith(found["text"])
    assert shows(words["value"], found["value"])
    assert (bool(words["provisional"]), bool(words["carried"]), bool(words["corrected"])) == (
        *(found["provisional"], found["carried"], found["revised"]),
    )
    assert (words["method"] is None) == (found["rolled_up"] is None)
    if words["method"]:
        check_rolled_up(words, found)
    assert shows(words["of"], found["numerator"] if words["all"] else None)
    assert shows(words["all"], found["denominator"] if words["of"] else None)
    assert (words["low"] is None) == (found["bands"] is None)
    if words["low"] is not None:
        check_against(words, found)


def check_absent(words: dict[str, str | None], found: Json) -> None:
    assert found["value"] is None
    assert words.get("period") == worded(found["period"])


ROLLED_UP = {"pooled figure": "pooled", "last figure": "last"}


def check_rolled_up(words: dict[str, str | None], found: Json) -> None:
    method, count = words["method"] or "", words["count"] or ""
    made = found["rolled_up"]
    assert (made["method"], len(made["periods"])) == (ROLLED_UP.get(method, method), int(count))


def check_not_made(words: dict[str, str | None], found: Json) -> None:
    assert found["value"] is None
    check_rolled_up(words, found)


def check_against(words: dict[str, str | None], found: Json) -> None:
    check_target(words, found)
    gap = found["target_gap"]
    if words["tie"]:
        assert gap == 0
        assert bool(words["unmet"]) == found["target_strict"]
        return
    if words["size"] == "slightly":
        assert abs(gap) < 1
    else:
        assert shows(words["size"], gap, size=True)
    good = {"high": gap > 0, "low": gap < 0, "on-target": False}[found["polarity"]]
    assert words["side"] == ("above" if gap > 0 else "below")
    stated = found["polarity"] != "on-target"
    assert words["sense"] == (("better" if good else "worse") if stated else None)
    assert words["revised"] in (None, worded(found["target_period"]))
    assert (words["revised"] is not None) == (found["target_basis"] == "revised")
    assert (words["year"] is not None) == (found["target_basis"] == "profile")
    if words["year"]:
        assert words["year"] == (worded(found["target_period"]) or "each year")
        whole = None if words["range"] else found["target_full_year"]
        assert shows(words["whole"], whole)
    by = found["target_comparator"]
    assert bool(words["whose"] or words["drawn"]) == (by is not None)
    if by:
        assert (words["theirs"] or words["dated"]) == worded(by["period"])
    if words["whose"]:
        (theirs,) = (one for one in found["comparators"] if one["name"] == words["whose"])
        assert theirs["value"] == found["target"]


def check_target(words: dict[str, str | None], target: Json) -> None:
    ends = target["target_range"] or {"from": target["target"], "to": None}
    assert shows(words["low"], ends["from"])
    assert shows(words["high"], ends["to"])
    assert bool(words["range"]) == (ends["to"] is not None)
    assert bool(words["strict"]) == target["target_strict"]


def check_moved(words: dict[str, str | None], found: Json) -> None:
    previous = found["previous"]
    both = (worded(previous["period"]), worded(found["period"]))
    if words["both"]:
        assert (words["first"], words["second"]) == both
        assert shows(words["both"], found["value"])
        assert shows(words["both"], previous["value"])
        assert bool(words["same"]) == (previous["change"] == 0) == (not words["rounded"])
    else:
        assert (words["when"], words["period"]) == both
        assert shows(words["then"], previous["value"])
        assert shows(words["now"], found["value"])


WORDS = {
    "improved,": Direction.IMPROVED,
    "was maintained,": Direction.MAINTAINED,
    "declined,": Direction.DECLINED,
    "rose": Direction.HIGHER,
    "stayed about the same,": Direction.SAME,
    "fell": Direction.LOWER,
}


def check_travel(words: dict[str, str | None], found: Json) -> None:
    assert WORDS[words["word"] or ""] == found["direction"]
    assert found["direction_basis"] == "computed"
    check_moved(words, found)


def check_judged_travel(words: dict[str, str | None], found: Json) -> None:
    assert (words["word"], found["direction_basis"]) == (found["direction"], "override")
    if words["then"] or words["both"]:
        check_moved(words, found)


def check_reported_travel(words: dict[str, str | None], found: Json) -> None:
    assert (words["word"], "reported") == (found["direction"], found["direction_basis"])


def check_no_travel(words: dict[str, str | None], found: Json) -> None:
    assert (found["direction"], found["direction_basis"]) == ("unavailable", None)
    assert words["why"] == CLAUSES[Reason(found["direction_reason"])]


def check_note(words: dict[str, str | None], found: Json) -> None:
    notes = [*found["notes"], (found["forecast"] or {}).get("note") or ""]
    assert words["note"] in {" ".join(note.split()) for note in notes}


def check_forecast(words: dict[str, str | None], found: Json) -> None:
    forecast = found["forecast"]
    assert words["period"] == worded(forecast["period"])
    assert (words["value"] or "").startswith(forecast["text"])
    assert shows(words["value"], forecast["value"])
    assert (words["low"] is None) == (forecast["bands"] is None)
    if words["low"] is not None:
        check_against(words, {**found, **forecast})


def check_forecast_status(words: dict[str, str | None], found: Json) -> None:
    status, reason = (found["forecast"][key] for key in ("status", "status_reason"))
    if words["status"]:
        assert words["status"].lower() == status
    else:
        assert status == ("unrated" if words["unrated"] else "missing")
        assert (words["why"] or words["unrated"]) == CLAUSES[Reason(reason)]


def check_no_forecast(words: dict[str, str | None], found: Json) -> None:
    assert words["period"] == worded(found["forecast"]["period"])
    assert words["why"] == CLAUSES[Reason(found["forecast"]["value_reason"])]


def check_standings(words: dict[str, str | None], found: Json) -> None:
    """Every comparator that has a verdict is named once, with its figure, in its own group."""
    left = words["groups"] or ""
    for one in found["comparators"]:
        word = "level with" if one["gap"] == 0 else f"{one['verdict']} than"
        word = word.replace("similar than", "similar to")
        name = re.escape(one["name"])
        figure = (
            rf"{name} \((?P<value>{NUMBER}(?: \([^()]*\)|[^()]*?))(?: in (?P<period>{PERIOD}))?"
        )
        figure += r"(?P<provisional>, provisional)?\)"
        (match,) = re.finditer(figure, words["groups"] or "")
        before = (words["groups"] or "")[: match.start()]
        assert re.findall(r"(?:\w+ (?:than|to)|level with)(?= )", before)[-1] == word
        assert shows(match["value"], one["value"])
        assert match["period"] == worded(one["period"])
        assert bool(match["provisional"]) == one["provisional"]
        left = left.replace(match[0], "")
    assert not re.search(r"\d", left)


def check_status(basis: str | None) -> Callable[[dict[str, str | None], Json], None]:
    def check(words: dict[str, str | None], found: Json) -> None:
        assert found["status_basis"] == basis
        if words.get("status"):
            assert str(words["status"]).lower() == found["status"]
        if words.get("why"):
            assert words["why"] == CLAUSES[Reason(found["status_reason"])]
        if words.get("computed"):
            assert str(words["computed"]).lower() == found["status_computed"]

    return check


def check_proposal(words: dict[str, str | None], found: Json) -> None:
    (own,) = (
        one
        for one in found["proposed_targets"]
        if (words["revised"] or words["period"]) == (worded(one["period"]) or "every period")
        and bool(words["revised"]) == one["revised"]
    )
    check_target(words, own)


CHECKS: dict[str, Callable[[dict[str, str | None], Json], None]] = {
    "value": check_value,
    "absent": check_absent,
    "not due": check_absent,
    "not made": check_not_made,
    "status": check_status("computed"),
    "reported": check_status("reported"),
    "judged": check_status("override"),
    "missing": check_status(None),
    "unrated": check_status(None),
    "travel": check_travel,
    "travel judged": check_judged_travel,
    "travel reported": check_reported_travel,
    "travel unavailable": check_no_travel,
    "note": check_note,
    "standings": check_standings,
    "proposal": check_proposal,
    "forecast": check_forecast,
    "forecast's status": check_forecast_status,
    "no forecast": check_no_forecast,
}


def words(result: IndicatorResult, made: Report) -> list[str]:
    return list(paragraph(made, result).sentences)


def as_json(made: Report) -> dict[str, Json]:
    text = report_json.render(made, Style())
    found = json.loads(text, parse_float=Decimal, parse_int=Decimal)["indicators"]
    return {one["id"]: one for one in found}


def read_back(made: Report) -> Iterator[tuple[str, str]]:
    """Read every sentence, and hold what it says against the JSON; give its kind and its text."""
    everything = as_json(made)
    for result in made.indicators:
        found = everything[result.id]
        kinds = []
        for sentence in words(result, made):
            kind, parts = read(sentence, found)
            CHECKS[kind](parts, found)
            kinds.append(kind)
            yield kind, sentence
        notes = [quoted(note) for note in found["notes"]]
        assert notes == words(result, made)[len(kinds) - len(notes) :]
        assert ("forecast" in kinds or "no forecast" in kinds) == bool(found["forecast"])
        assert kinds.count("proposal") == len(found["proposed_targets"])
        compared = any(one["verdict"] for one in found["comparators"])
        assert ("standings" in kinds) == compared
        assert sum(kind in STATUS_KINDS for kind in kinds) == 1


STATUS_KINDS = {"status", "reported", "judged", "missing", "unrated"}


@pytest.mark.parametrize("name", ["invented", "shipped"])
def test_every_sentence_is_read_back_and_its_figures_are_in_the_json(name: str) -> None:
    assert list(read_back(report(name)))


def test_the_invented_report_has_every_sentence_of_the_grammar() -> None:
    kinds = {kind for kind, _ in read_back(report("invented"))}
    assert kinds == set(grammar({"unit_label": None}))


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ("values: {2018-19 Q3: 5}", "No figure is available yet for Q4 2018-19."),
        (
            "lag: 1 quarter, values: {2018-19 Q2: 5}",
            "No figure is available yet for Q3 2018-19.",
        ),
        (
            "frequency: annual, due: Q4, values: {2018-19: suppressed}",
            "The figure for 2018-19 is suppressed because of small numbers.",
        ),
        ("frequency: annual, due: Q2, values: {2017-18: 5}", "No figure is due for Q4 2018-19."),
    ],
)
def test_a_missing_figure_is_that_of_the_period_which_is_due(entries: str, sentence: str) -> None:
    """Not that of the report, for which a late figure never is."""
    made = build.report({"it": entries})
    assert paragraph(made, made.indicators[0]).sentences[0] == sentence


def test_the_reader_sees_a_figure_that_is_not_in_the_json() -> None:
    made = report("shipped")
    plans = as_json(made)["repeat-child-protection-plans"]
    (result,) = (one for one in made.indicators if one.id == "repeat-child-protection-plans")
    for wrong in ({"value": Decimal(17)}, {"target": Decimal(13)}, {"target_gap": Decimal(-2)}):
        kind, parts = read(words(result, made)[0], plans)
        with pytest.raises(AssertionError):
            CHECKS[kind](parts, plans | wrong)


# ── The sentences of particular cases ────────────────────────────────────────────────────────────


def sentences_of(entries: str, **more: str) -> list[str]:
    book: Loaded = build.loaded({"it": entries}, **more)
    made = api.scored(book, build.NOW)
    assert list(read_back(made))
    return words(made.indicators[0], made)


SO_FAR = "accumulates: true, profile: linear, lag: 1 quarter, values: {2018-19 Q3: 6}"


@pytest.mark.parametrize(
    ("entries", "first"),
    [
        ("unit: days, target: 2, values: {2018-19 Q4: 1}", "1 day, 1 day below the target of 2"),
        ("unit: days, target: 1, values: {2018-19 Q4: 3}", "3 days, 2 days above the target of"),
        ("unit: percent, target: 3, values: {2018-19 Q4: 4}", "4%, 1 percentage point above the"),
        (
            "unit: percent, decimals: 1, target: 3, values: {2018-19 Q4: 4}",
            "4.0%, 1.0 percentage points above the target of 3.0% (better)",
        ),
        ("unit: {label: homes}, target: 3, values: {2018-19 Q4: 2}", "2 homes, 1 below the target"),
        ("unit: {label: homes}, values: {2018-19 Q4: 1}", "was 1 (homes)."),
        ("unit: {label: kg}, target: 2, values: {2018-19 Q4: 1}", "was 1 kg, 1 kg below the"),
        (
            "unit: currency, target: 1000, values: {2018-19 Q4: -2.5}",
            "-£2.5, £1,002.5 below the target of £1,000 (worse)",
        ),
        (
            "unit: rate-per-10000, polarity: low, target: 5, values: {2018-19 Q4: 5}",
            "5 per 10,000, level with the target of 5 per 10,000.",
        ),
        (
            "unit: percent, decimals: 0, target: 90, values: {2018-19 Q4: 89.82}",
            "90%, slightly below the target of 90% (worse).",
        ),
        (
            "polarity: on-target, target: {from: 5, to: 8}, values: {2018-19 Q4: 8}",
            "8, within the target range of 5 to 8.",
        ),
        (
            f"{SO_FAR}, target: 8",
            "level with the target of 6 (the part due by then of 8 for each",
        ),
        (f"{SO_FAR}, targets: {{2018-19: {{above: 8}}}}", "(the part due by then of more than 8"),
        (
            f"{SO_FAR}, polarity: on-target, target: {{from: 8, to: 10}}",
            "range of 6.0 to 7.5 (the part due by then of the range for each year)",
        ),
        (
            (
                f"{SO_FAR}, targets: {{2018-19: {{comparator: england}}}}, "
                "comparators: {england: {2017-18: 8}}"
            ),
            "(the part due by then of 8 for 2018-19, the figure for England in 2017-18)",
        ),
        ("polarity: neutral, target: 5, values: {2018-19 Q4: 8}", "was 8."),
    ],
)
def test_a_value_against_its_target(entries: str, first: str) -> None:
    assert first in sentences_of(entries)[0]


def test_a_target_may_be_the_figure_of_a_comparator_that_has_one_of_whole_years_alone() -> None:
    book = build.loaded(
        {
            "it": "accumulates: true, profile: none, lag: 1 quarter, values: {2018-19 Q3: 6}, "
            "targets: {2018-19: {comparator: england}}, comparators: {england: 8}"
        }
    )
    made = api.scored(book, build.NOW)
    assert not made.indicators[0].inputs.benchmarks
    assert words(made.indicators[0], made)[0].endswith(
        "was 6, 2 below the target of 8 (worse; the figure for England)."
    )


JUDGED = (
    "values: {2018-19 Q4: 6}, "
    "reported: {2018-19 Q4: {status: red, direction: declined, overrides: true, note: so}}"
)
JUDGEMENT = "Its direction of travel is declined by judgement"


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        (
            "values: {2018-19 Q3: 5, 2018-19 Q4: 5}",
            "Performance was maintained, unchanged at 5 both in Q3 2018-19 and in Q4 2018-19.",
        ),
        (
            "decimals: 0, values: {2018-19 Q3: 5.1, 2018-19 Q4: 5.2}",
            "Performance was maintained, at 5 (rounded) both in Q3 2018-19 and in Q4 2018-19.",
        ),
        (
            "polarity: low, values: {2018-19 Q3: 5, 2018-19 Q4: 6}",
            "Performance declined, from 5 in Q3 2018-19 to 6 in Q4 2018-19.",
        ),
        (
            "polarity: neutral, values: {2018-19 Q3: 5, 2018-19 Q4: 4}",
            "The figure fell from 5 in Q3 2018-19 to 4 in Q4 2018-19.",
        ),
        (
            "values: {2018-19 Q3: {value: 5, provisional: true}, 2018-19 Q4: 6}",
            "Performance improved, from 5 in Q3 2018-19 (provisional) to 6 in Q4 2018-19.",
        ),
        (
            JUDGED,
            f"{JUDGEMENT}; it could not be calculated.",
        ),
    ],
)
def test_a_direction_with_both_readings(entries: str, sentence: str) -> None:
    assert sentence in sentences_of(entries)


def test_a_reported_status_without_a_figure_is_named_as_such() -> None:
    assert sentences_of("values: {2018-19 Q3: 5}, reported: {2018-19 Q4: {status: red}}") == [
        "No figure is available yet for Q4 2018-19.",
        "Its published rating is Red; no figure is available yet, so it could not be calculated.",
    ]


def test_comparators_of_one_standing_stand_together() -> None:
    names = "{a: {name: Apley}, b: {name: Barton}, c: {name: Corley}, d: {name: Derby}}"
    figures = "{a: {2018-19 Q4: 4}, b: {2018-19 Q4: 6}, c: {2018-19 Q4: 3}, d: {2018-19 Q4: 5}}"
    assert sentences_of(f"values: {{2018-19 Q4: 5}}, comparators: {figures}", comparators=names)[
        -1
    ] == (
        "It was better than Apley (4 in Q4 2018-19) and Corley (3 in Q4 2018-19), "
        "worse than Barton (6 in Q4 2018-19), and level with Derby (5 in Q4 2018-19)."
    )


def test_of_comparators_it_never_says_above_or_below() -> None:
    for kind, sentence in read_back(report("invented")):
        if kind == "standings":
            assert not re.search(r"\b(above|below)\b", sentence)


@pytest.mark.parametrize(
    ("proposed", "sentence"),
    [
        ("2019-20: {value: 16, proposed: true}", "A target of 16 is proposed for 2019-20."),
        ("2019-20: {above: 16, proposed: true}", "target of more than 16 is proposed for 2019-20."),
        ("from 2019-20 Q2: {value: 1, proposed: true}", "is proposed from Q2 2019-20."),
    ],
)
def test_what_is_proposed(proposed: str, sentence: str) -> None:
    assert sentences_of(f"targets: {{{proposed}}}, values: {{2018-19 Q4: 5}}")[-1].endswith(
        sentence
    )


def test_a_standing_proposal() -> None:
    last = sentences_of("target: {value: 3, proposed: true}, values: {2018-19 Q4: 5}")[-1]
    assert last == "A target of 3 is proposed for every period."


def test_a_note_is_quoted_on_one_line() -> None:
    note = '"It said:\\n  5% (above all)."'
    assert sentences_of(f"note: {note}, values: {{2018-19 Q4: 5}}")[-1] == (
        "Note: “It said: 5% (above all).”"
    )


# ── Whatever a catalogue holds ───────────────────────────────────────────────────────────────────

UNITS = (
    *("percent", "rate-per-1000", "rate-per-100000", "count", "days", "currency", "ratio"),
    *("{label: homes}", "{label: kg per household}"),
)
figures = st.one_of(
    st.sampled_from(("0", "1", "-1", "89.82", "90", "90.04", "1000", "12345.678")),
    st.decimals(-100, 2000, places=2).map(str),
)
readings = st.one_of(
    figures,
    figures.map("{{value: {}, provisional: true}}".format),
    st.sampled_from(("suppressed", "unreliable", "{numerator: 88, denominator: 482}")),
)
periods_of = st.sets(st.sampled_from(("2017-18 Q4", "2018-19 Q2", "2018-19 Q3", "2018-19 Q4")))


@st.composite
def targets(draw: st.DrawFn, polarity: str, more: str = "") -> str:
    if polarity == "on-target" and draw(st.booleans()):
        low = draw(st.integers(0, 50))
        return f"{{from: {low}, to: {low + draw(st.integers(1, 50))}{more}}}"
    strict = {"high": "above", "low": "below"}.get(polarity, "value")
    return f"{{{draw(st.sampled_from(('value', strict)))}: {draw(figures)}{more}}}"


@st.composite
def indicators(draw: st.DrawFn) -> str:
    """Return the keys of an indicator, in a line."""
    polarity = draw(st.sampled_from(("high", "low", "on-target", "neutral")))
    some = {
        "decimals": st.integers(0, 3).map(str),
        "target": targets(polarity),
        "targets": st.tuples(targets(polarity), targets(polarity, ", proposed: true")).map(
            "{{from 2018-19 Q3: {0[0]}, 2019-20: {0[1]}}}".format
        ),
        "direction": st.just("{same: 0}"),
        "carry": st.just("2 quarters"),
        "accumulates": st.just("true, profile: linear"),
        "reported": st.sampled_from(("", ", overrides: true, note: so")).map(
            "{{2018-19 Q4: {{status: red{}}}}}".format
        ),
        "comparators": st.tuples(figures, figures, figures).map(
            "{{a: {0[0]}, b: {{2017-18 Q4: {0[1]}}}, "
            "c: {{2018-19: {{value: {0[2]}, provisional: true}}}}}}".format
        ),
    }
    kept = {name: draw(value) for name, value in some.items() if draw(st.booleans())}
    values = ", ".join(f"{one}: {draw(readings)}" for one in sorted(draw(periods_of)))
    keys = {"unit": draw(st.sampled_from(UNITS)), "polarity": polarity, **kept}
    return ", ".join(f"{name}: {text}" for name, text in keys.items()) + f", values: {{{values}}}"


@given(indicators())
def test_every_sentence_of_any_report_is_read_back(entries: str) -> None:
    names = "{a: {name: Apley}, b: {name: The North}, c: {name: Corley towns}}"
    book = build.loaded({"it": entries}, comparators=names)
    assert book.problems == ()
    assert list(read_back(api.scored(book, build.NOW)))


# ── Counts, headings and formats ─────────────────────────────────────────────────────────────────


def test_the_counts_agree_in_number() -> None:
    one = narrative(build.report({"it": "target: 5, values: {2018-19 Q4: 5}"}), True)
    assert one.sections[1].opening == (
        "The one indicator is rated Green.",
        "Of these, 1 has no direction of travel.",
    )
    neutral = "polarity: neutral, values: {2018-19 Q3: 5, 2018-19 Q4: 5}"
    level = {"it": "values: {2018-19 Q3: 5, 2018-19 Q4: 5}", "neutral": neutral}
    both = narrative(build.report(level), True).sections[1].opening
    assert both[-1] == "Of these, 2 stayed the same."
    whole = narrative(report("shipped"), True).sections[1].opening
    assert whole[:2] == (
        "Of 8 indicators, 1 is rated Green, 4 are rated Red and 3 are not rated (no target).",
        "Of these, 3 improved, 2 stayed the same and 3 declined.",
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "The one indicator is rated Green."),
        (2, "Both indicators are rated Green."),
        (3, "All 3 indicators are rated Green."),
    ],
)
def test_where_all_are_alike_they_are_counted_once(number: int, said: str) -> None:
    made = build.report({f"it-{at}": "target: 5, values: {2018-19 Q4: 5}" for at in range(number)})
    assert narrative(made, True).sections[1].opening[0] == said


def test_several_reasons_for_no_rating_have_each_a_number() -> None:
    entries = ("values: {2018-19 Q4: 5}", "target: 5, values: {2018-19 Q3: 5}")
    made = build.report({f"it-{at}": one for at, one in enumerate(entries)})
    assert narrative(made, True).sections[1].opening[0] == (
        "The 2 indicators are not rated (no figure yet: 1; no target: 1)."
    )


@pytest.mark.parametrize("end", [".", "!", "?", "…"])
def test_a_quoted_text_that_ends_a_sentence_has_no_second_full_stop(end: str) -> None:
    assert quoted(f"It said so{end}") == f"Note: “It said so{end}”"
    assert quoted("It said so", "Comment") == "Comment: “It said so”."


@pytest.mark.parametrize("name", ["invented", "shipped"])
def test_the_counts_are_those_of_the_report(name: str) -> None:
    made = report(name)
    for outcome, section in zip(
        made.outcomes,
        (one for one in narrative(made, True).sections if one.depth == 1),
        strict=True,
    ):
        if not outcome.summary.indicators:
            continue
        (counts,) = (one for one in section.opening if re.match(r"Of \d+ indicator", one))
        words = {"Green": Status.GREEN, "Amber": Status.AMBER, "Red": Status.RED}
        words |= {"not": Status.MISSING, "unrated": Status.UNRATED}
        found = re.findall(r"(\d+) (?:is|are) (not due|(?:rated )?\w+)", counts)
        numbers = {word.removeprefix("rated "): int(number) for number, word in found}
        not_due = numbers.pop("not due", 0)
        assert not_due == outcome.summary.not_due
        said = {words[word]: number for word, number in numbers.items()}
        if not_due:
            said[Status.MISSING] = said.get(Status.MISSING, 0) + not_due
        assert said == {
            status: number for status, number in outcome.summary.status.items() if number
        }


def test_an_outcome_of_which_nothing_has_begun_says_so() -> None:
    (section,) = (
        one
        for one in narrative(report("invented"), True).sections
        if one.heading == "Nothing has begun here"
    )
    assert section.opening == ("There is nothing to report here yet.",)


def test_text_has_a_paragraph_for_each_indicator() -> None:
    made = report("shipped")
    parts = narrative_text.render(made, True, Style()).rstrip("\n").split("\n\n")
    for result in made.indicators:
        assert f"{result.name}: {' '.join(words(result, made))}" in parts


def test_markdown_escapes_what_stands_in_the_files() -> None:
    text = narrative_markdown.render(report("invented"), True, Style())
    assert text.startswith("# Llanfair-ar-y-Bryn &amp; &lt;i&gt;Anyshire&lt;/i&gt; \\[bold\\]")
    assert "**Potholes filled \\*within\\* a \\_week\\_**: The figure" in text
    assert "\n## Clean \\[green\\]places" in text
    assert "\n### Headline\n" in text
    assert "<b>" not in text


def test_it_fits_the_encoding() -> None:
    assert narrative_text.render(report("invented"), True, Style(encoding="ascii")).isascii()


# ── Why a status is what it is ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("entries", "because"),
    [
        # a relative tolerance is worded as it was set; its own edge is not beyond it
        ("target: 100, values: {2018-19 Q4: 100}", "Green, as it meets the target"),
        (
            "target: 100, values: {2018-19 Q4: 95}",
            "Amber, as it misses the target by no more than 5%",
        ),
        ("target: 100, values: {2018-19 Q4: 94}", "Red, as it misses the target by more than 5%"),
        (
            "target: 100, tolerance: {amber: below 5%}, values: {2018-19 Q4: 96}",
            "Amber, as it misses the target by less than 5%",
        ),
        (
            "target: 100, tolerance: {amber: below 5%}, values: {2018-19 Q4: 95}",
            "Red, as it misses the target by 5% or more",
        ),
        # an absolute one has the unit's words
        (
            "unit: percent, target: 90, tolerance: {amber: 2 points}, values: {2018-19 Q4: 80}",
            "Red, as it misses the target by more than 2 percentage points",
        ),
        (
            "unit: percent, target: 90, tolerance: {amber: 1 point}, values: {2018-19 Q4: 89}",
            "Amber, as it misses the target by no more than 1 percentage point",
        ),
        (
            (
                "unit: currency, polarity: low, target: 5, tolerance: {amber: 2 points}, "
                "values: {2018-19 Q4: 8}"
            ),
            "Red, as it misses the target by more than £2",
        ),
        (
            "target: 5, tolerance: {amber: 2 points}, values: {2018-19 Q4: 1}",
            "Red, as it misses the target by more than 2",
        ),
        # no room at all: none given, of a target of 0, or a tie that does not meet
        (
            "target: 5, tolerance: {amber: 0}, values: {2018-19 Q4: 4}",
            "Red, as it misses the target",
        ),
        ("target: 0, values: {2018-19 Q4: -1}", "Red, as it misses the target"),
        (
            "target: {above: 5}, tolerance: {amber: 0}, values: {2018-19 Q4: 5}",
            "Red, as it misses the target",
        ),
        (
            "target: {above: 5}, tolerance: {green: 10%, amber: 20%}, values: {2018-19 Q4: 5}",
            "Green, as it misses the target by no more than 10%",
        ),
        # green's own room, and amber lifted to it
        (
            "target: 100, tolerance: {green: 10%}, values: {2018-19 Q4: 90}",
            "Green, as it misses the target by no more than 10%",
        ),
        (
            "target: 100, tolerance: {green: 10%}, values: {2018-19 Q4: 89}",
            "Red, as it misses the target by more than 10%",
        ),
        # the part of several that holds; a base
        (
            (
                "target: 0, polarity: low, base: 1000, values: {2018-19 Q4: 60}, "
                "tolerance: {amber: {lesser-of: [below 5%, below 100 points]}}"
            ),
            "Red, as it misses the target by 5% of the base of 1,000 or more",
        ),
        (
            (
                "target: 0, polarity: low, base: 4000, values: {2018-19 Q4: 99}, "
                "tolerance: {amber: {lesser-of: [below 5%, below 100 points]}}"
            ),
            "Amber, as it misses the target by less than 100",
        ),
        # a floor in place of a tolerance
        (
            "target: 90, floor: 80, values: {2018-19 Q4: 80}",
            "Amber, as it misses the target but is no worse than the floor of 80",
        ),
        (
            "target: 90, floor: 80, values: {2018-19 Q4: 79}",
            "Red, as it is worse than the floor of 80",
        ),
        # amber for the direction
        (
            (
                "target: 90, values: {2018-19 Q3: 50, 2018-19 Q4: 60}, "
                "tolerance: {green: 10%, amber-if: [improved]}"
            ),
            "Amber, as it misses the target by more than 10% but has improved",
        ),
        # either side of a range
        (
            "polarity: on-target, target: {from: 18, to: 22}, values: {2018-19 Q4: 18}",
            "Green, as it meets the target",
        ),
        (
            "polarity: on-target, target: {from: 18, to: 22}, values: {2018-19 Q4: 17.1}",
            "Amber, as it misses the target by no more than 5%",
        ),
        (
            "polarity: on-target, target: {from: 18, to: 22}, values: {2018-19 Q4: 23.2}",
            "Red, as it misses the target by more than 5%",
        ),
    ],
)
def test_a_status_is_explained_by_the_tolerance_that_decided_it(entries: str, because: str) -> None:
    assert f"It is rated {because}." in sentences_of(entries)
