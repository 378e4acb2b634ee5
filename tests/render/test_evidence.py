"""The evidence beside a verdict: one story in every output."""

import io
import json
import re
import warnings
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.render import schemas
from ragcalc.render.common.cells import Cell, Tone
from ragcalc.render.common.evidence import columns as evidence_columns
from ragcalc.render.common.evidence import words
from ragcalc.render.common.evidence.columns import COLUMNS, EvidenceColumn
from ragcalc.render.common.evidence.sentences import sentences
from ragcalc.render.explain import text as explain_text
from ragcalc.render.media.style import Style
from ragcalc.render.narrative import text as narrative_text
from ragcalc.render.report import csv as report_csv
from ragcalc.render.report import html as report_html
from ragcalc.render.report import json as report_json
from ragcalc.render.report import markdown as report_markdown
from ragcalc.render.report import table as report_table
from ragcalc.render.report import text as report_text
from ragcalc.render.report import xlsx as report_xlsx
from ragcalc.render.report.view import grid
from ragcalc.scoring.results import IndicatorResult, Report
from ragcalc.vocabulary import Polarity
from tests import build
from tests.render import evidential
from tests.render.evidential import load


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return load(tmp_path)


def report(loaded: Loaded, *columns: str) -> Report:
    return api.scored(loaded, "2018-19 Q4", evidence=columns)


def one(made: Report, name: str) -> IndicatorResult:
    return next(result for result in made.indicators if result.id == name)


GOOD = {"best", "better", "improving", "consistently meets"}
BAD = {"worst", "worse", "concerning", "worsening", "consistently misses"}
PHRASES = [
    phrase
    for table in (
        *(words.VARIATIONS, words.ASSURANCES, words.TRENDS),
        *(words.DIFFERENCES, words.SIGNIFICANCES),
    )
    for phrase in table.values()
]


@pytest.mark.parametrize(("tone", "texts"), [(Tone.GOOD, GOOD), (Tone.BAD, BAD)])
def test_only_what_is_good_or_bad_news_has_its_colour(tone: Tone, texts: set[str]) -> None:
    """Neither higher nor lower is news, nor is a rank of its own: many may be good."""
    assert {one.text for one in PHRASES if one.tone is tone} == texts
    assert {one.tone for one in PHRASES} == {Tone.GOOD, Tone.BAD, Tone.PLAIN}


@pytest.mark.parametrize(
    ("side", "polarity", "text", "tone"),
    [
        (1, Polarity.HIGH, "better", Tone.GOOD),
        (-1, Polarity.HIGH, "worse", Tone.BAD),
        (1, Polarity.LOW, "worse", Tone.BAD),
        (-1, Polarity.LOW, "better", Tone.GOOD),
        (1, Polarity.ON_TARGET, "higher", Tone.PLAIN),
        (-1, Polarity.NEUTRAL, "lower", Tone.PLAIN),
    ],
)
def test_a_side_of_the_national_figure_is_news_where_one_is_better(
    side: int, polarity: Polarity, text: str, tone: Tone
) -> None:
    assert words.side_words(side, polarity) == words.Phrase(text, tone)


@pytest.mark.parametrize(
    ("phrase", "cell"),
    [
        (words.Phrase("worse at 95%", Tone.BAD), Cell("worse at 95%", tone=Tone.BAD)),
        (words.Phrase("1 of 4"), Cell("1 of 4")),
        (words.Phrase(""), Cell(tone=Tone.QUIET)),
    ],
)
def test_a_column_draws_its_phrase_and_is_quiet_without_one(
    loaded: Loaded, phrase: words.Phrase, cell: Cell
) -> None:
    column = EvidenceColumn("", "", lambda _result, _evidence: phrase)
    assert column.cell(one(report(loaded), "plain")) == cell


def test_explain_tells_each_method_with_its_figures(loaded: Loaded) -> None:
    made = report(loaded)
    text = explain_text.render(made, one(made, "seen"), lambda _: "", Style(width=400))
    section = text.partition("\nEvidence\n")[2].partition("\n\n")[0].split("\n")
    assert [" ".join(line.split()) for line in section] == [
        (
            "rank 2 of 4 authorities with a figure in 2017-18, with 84.1; quartile C by lait, "
            "boundaries 83.2, 84.1, 85.575 (DfE LAIT, SEEN)"
        ),
        "funnel cannot tell: the dataset gives no denominator for our figure",
        (
            "95% interval 70.0200 to 85.8343 by wilson; not distinguishable from the target; "
            "not distinguishable from England"
        ),
        (
            "99.8% interval 64.1835 to 88.7605 by wilson; not distinguishable from the target; "
            "not distinguishable from England"
        ),
        "one case one more would make it green",
        (
            "signal common cause over 13 readings by mdc-2024: mean 81.615385..., limits "
            "72.970385... to 90.260385...; hit and miss against the target"
        ),
        "trend cannot tell, because the test is for annual figures, not monthly or quarterly ones",
    ]


def test_a_count_has_exact_limits_and_a_trend(loaded: Loaded) -> None:
    found = dict(sentences(one(report(loaded), "deaths")))
    assert found["95% interval"] == ("4.1154 to 17.0848 by exact-poisson; worse than the target")
    assert found["trend"] == (
        "improving from 2014-15 to 2018-19 by recent-trend-of-counts: weighted regression "
        "13.8654 compared with 9.5495; the slope keeps its sign if any one reading is left out"
    )
    assert found["signal"] == "cannot tell, because there are too few readings"
    assert found["one case"] == "one more or fewer would change nothing"


def test_the_slope_of_proportions_is_that_of_their_logits() -> None:
    years = ", ".join(
        f"{2014 + at}-{15 + at}: {{numerator: {cases}, denominator: 100}}"
        for at, cases in enumerate((82, 87, 99, 94, 96))
    )
    lines = f"unit: percent, frequency: annual, interval: wilson, values: {{{years}}}"
    made = api.scored(build.loaded({"it": lines}), "2018-19 Q4", evidence=("trend",))
    assert dict(sentences(one(made, "it")))["trend"] == (
        "improving from 2014-15 to 2018-19 by fingertips-recent-trend: chi squared for trend "
        "15.9207 compared with 9.5495; the slope of the logits keeps its sign if any one reading "
        "is left out"
    )
    (found,) = json.loads(report_json.render(made, Style()))["indicators"]
    assert (found["evidence"]["trend"]["trend"], found["evidence"]["trend"]["steady"]) == (
        "improving",
        True,
    )


def test_nothing_is_reported_of_what_nobody_asked_for(loaded: Loaded) -> None:
    found = dict(sentences(one(report(loaded), "plain")))
    assert found == {
        "rank": "none among 4 authorities with a figure in 2017-18: neither high nor low is "
        "good (DfE LAIT, SEEN)",
        "signal": "cannot tell, because there are too few readings",
    }
    without = api.scored(loaded, "2018-19 Q4")
    assert list(sentences(without.indicators[0])) == []


def test_columns_stand_behind_the_comparators(loaded: Loaded) -> None:
    made = report(loaded, *COLUMNS)
    markdown = report_markdown.render(made, Style())
    rows = [line for line in markdown.splitlines() if line.startswith("| Children")]
    cells = [cell.strip() for cell in max(rows, key=len).strip("|").split("|")]
    assert cells[7:] == [
        "2 of 4",
        "C",
        "–",
        "–",
        "cannot tell",
        "70.0 to 85.8",
        "not distinguishable",
        "fragile",
        "common cause",
        "hit and miss",
        "cannot tell",
        "–",
        "-1.0, maintained",
    ]
    wide = report_table.render(made, Style(width=220))
    assert "2 of 4" in wide
    stacked = report_table.render(made, Style(width=59))
    assert "  One case       fragile\n" in stacked


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (("rank",), "ranks for 2017-18"),
        (("quartile",), "ranks for 2017-18, quartiles by lait"),
        (("quintile", "decile"), "ranks for 2017-18, quintiles and deciles by lait"),
        (("interval",), "intervals by wilson, exact-poisson"),
        (("difference", "signal"), "intervals by wilson, exact-poisson, signals by mdc-2024"),
        (
            ("assurance", "trend"),
            "signals by mdc-2024, trends by fingertips-recent-trend, recent-trend-of-counts",
        ),
    ],
)
def test_the_methods_of_the_columns_are_named(
    loaded: Loaded, columns: tuple[str, ...], words: str
) -> None:
    line = f"Methods: {words}; see docs/methods.md"
    made = report(loaded, *columns)
    assert line in report_table.render(made, Style(width=200))
    assert f"- {line}\n" in report_markdown.render(made, Style())
    assert f"{line}." in report_text.render(made, Style())


def test_a_column_without_a_method_names_none(loaded: Loaded) -> None:
    assert "Methods" not in report_table.render(report(loaded, "fragile"), Style())
    bare = build.report({"it": "values: {2018-19 Q4: 5}"})._replace(evidence=("rank", "interval"))
    assert "Methods" not in report_table.render(bare, Style())


def test_it_is_reported_where_comparators_are_from(loaded: Loaded) -> None:
    made = api.scored(loaded, "2018-19 Q4")
    line = "Comparator figures are from DfE LAIT, except those typed in"
    assert line in report_table.render(made, Style())
    bare = build.report({"it": "comparators: {england: 4}, values: {2018-19 Q4: 5}"})
    assert "Comparators are from" not in report_table.render(bare, Style())
    (england,) = json.loads(report_json.render(made, Style()))["indicators"][0]["comparators"]
    assert (england["source"], england["note"], england["mean_of"]) == (
        "DfE LAIT, SEEN, 2018",
        None,
        None,
    )


def test_a_mean_says_over_how_many_it_was_taken(tmp_path: Path) -> None:
    made = report(evidential.neighbours(tmp_path))
    table = report_table.render(made, Style())
    assert "Neighbours is the mean of those with a figure: seen (2 of 3)" in table
    found = json.loads(report_json.render(made, Style()))["indicators"][0]["comparators"][-1]
    assert (found["value"], found["mean_of"]) == (87.05, {"values": 2, "of": 3})
    told_of = explain_text.render(made, made.indicators[0], str, Style())
    assert re.search(r"Neighbours +87.05 \(mean of 2 of 3\)", told_of)


def test_csv_has_the_columns_that_are_asked_for_and_what_they_rest_on(loaded: Loaded) -> None:
    header, *rows = report_csv.render(report(loaded, "rank", "trend"), Style()).splitlines()
    assert header.endswith(",rank,trend,trend_method")
    assert [row.split(",")[-3:] for row in rows] == [
        ["2 of 4", "cannot tell", "fingertips-recent-trend"],
        ["", "improving", "recent-trend-of-counts"],
        ["", "", ""],
        ["", "", ""],
    ]


@pytest.mark.parametrize("columns", [("signal",), ("assurance",)])
def test_csv_names_the_rules_of_signals(loaded: Loaded, columns: tuple[str, ...]) -> None:
    header, *rows = report_csv.render(report(loaded, *columns), Style()).splitlines()
    assert header.endswith(f",{columns[0]},signal_method")
    assert {row.split(",")[-1] for row in rows} == {"mdc-2024"}
    bare, *_ = report_csv.render(report(loaded, "rank"), Style()).splitlines()
    assert bare.endswith(",rank")


def test_text_says_it_in_sentences(loaded: Loaded) -> None:
    text = report_text.render(report(loaded, "rank"), Style())
    assert "; rank: 2 of 4 authorities with a figure in 2017-18, with 84.1; quartile C" in text
    assert "; signal: cannot tell, because there are too few readings" in text
    assert "; one case: one more would make it green" in text


def test_json_names_every_method_and_fits_its_schema(loaded: Loaded) -> None:
    found = json.loads(report_json.render(report(loaded), Style()))
    Draft202012Validator(json.loads(schemas.text("report"))).validate(found)
    seen, deaths, plain, peak = (one["evidence"] for one in found["indicators"])
    assert seen["fragile"] == {"fragile": True, "one_more": "green", "one_fewer": "red"}
    assert seen["rank"] == {
        "rank": 2,
        "of": 4,
        "left_out": 0,
        "quartile": 3,
        "letter": "C",
        "method": "lait",
        "split": False,
        "bounds": [83.2, 84.1, 85.575],
        "reason": None,
        "quintile": None,
        "decile": None,
        "bands": {
            name: {"bounds": None, "split": False, "reason": "fewer-areas-than-bands"}
            for name in ("quintile", "decile")
        },
        "period": "2017-18",
        "source": "DfE LAIT",
        "measure": "SEEN",
        "value": 84.1,
    }
    assert [(one["from"], one["level"], one["verdict"]) for one in seen["differences"]] == [
        (what, level, "not-distinguishable")
        for what in ("target", "england")
        for level in ("95%", "99.8%")
    ]
    assert (seen["signal"]["method"], seen["signal"]["points"]) == ("mdc-2024", 13)
    assert (deaths["trend"]["method"], deaths["trend"]["trend"]) == (
        "recent-trend-of-counts",
        "improving",
    )
    assert (seen["trend"]["method"], seen["trend"]["reason"]) == (
        "fingertips-recent-trend",
        "not-annual",
    )
    assert (plain["intervals"], plain["intervals_reason"]) == ([], "no-method")
    assert plain["rank"]["reason"] == "no-polarity"
    assert (peak["signal"]["signals"], peak["signal"]["screened"]) == (["beyond-limits"], 0)
    assert plain["signal"]["reason"] == "too-few-points"


def test_without_the_wish_there_is_no_evidence(loaded: Loaded) -> None:
    found = json.loads(report_json.render(api.scored(loaded, "2018-19 Q4"), Style()))
    assert [one["evidence"] for one in found["indicators"]] == [None] * 4


@pytest.mark.parametrize(
    ("thresholds", "rules", "end"),
    [
        ("", "mdc-2024", "; hit and miss against the target"),
        (
            "signals: plotthedots",
            "plotthedots",
            ", 1 moving range screened out; hit and miss against the target",
        ),
    ],
)
def test_a_signal_says_what_the_latest_point_is_part_of_and_by_which_rules(
    tmp_path: Path, thresholds: str, rules: str, end: str
) -> None:
    made = report(load(tmp_path, thresholds), "signal")
    found = dict(sentences(one(made, "peak")))["signal"]
    assert found.startswith(f"concerning (beyond limits) over 13 readings by {rules}: mean")
    assert found.endswith(end)
    assert ("screened" in found) is ("screened" in end)
    assert f"Methods: signals by {rules};" in report_table.render(made, Style())
    (*_, peak) = json.loads(report_json.render(made, Style()))["indicators"]
    assert peak["evidence"]["signal"]["method"] == rules


def test_the_page_and_the_workbook_name_what_signals_and_trends_rest_on(tmp_path: Path) -> None:
    made = report(load(tmp_path, "signals: plotthedots"), "signal", "trend")
    line = "signals by plotthedots, trends by fingertips-recent-trend, recent-trend-of-counts"
    assert line in report_html.render(made, Style())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no small charts in cells
        book = openpyxl.load_workbook(io.BytesIO(report_xlsx.render(made, Style())))
    cells = (str(cell.value) for sheet in book for row in sheet for cell in row)
    assert any(line in cell for cell in cells)


@pytest.mark.parametrize(
    ("lines", "points", "limits", "baseline", "step"),
    [
        ("", "24 readings", "mean 12.25, limits 8.317826... to 16.182174...;", None, None),
        (
            "limits: {from: 2017-M04, to: 2018-M03}",
            "24 readings",
            "mean 11, limits 5.68 to 16.32, fixed by 2017-M04 to 2018-M03;",
            {"from": "2017-M04", "to": "2018-M03"},
            None,
        ),
        (
            "step: 2018-M04",
            "12 readings since the step of 2018-M04",
            "mean 13.5, limits 10.84 to 16.16;",
            None,
            "2018-M04",
        ),
    ],
)
def test_limits_that_are_fixed_or_begin_with_a_step_say_so(
    lines: str, points: str, limits: str, baseline: object, step: str | None
) -> None:
    made, words = (
        report(evidential.two_years(lines), "signal"),
        f"over {points} by mdc-2024: {limits}",
    )
    assert words in dict(sentences(one(made, "it")))["signal"]
    found = json.loads(report_json.render(made, Style()))
    Draft202012Validator(json.loads(schemas.text("report"))).validate(found)
    signal = found["indicators"][0]["evidence"]["signal"]
    assert (signal["baseline"], signal["step"]) == (baseline, step)
    assert words in " ".join(explain_text.render(made, made.indicators[0], str, Style()).split())
    assert words in report_html.render(made, Style())


@pytest.mark.parametrize(
    ("lines", "reason", "words"),
    [
        ("step: 2018-M05", "step", "there are too few readings since the step"),
        (
            "limits: {from: 2017-M03, to: 2018-M03}",
            "baseline",
            "a reading is missing among those that fix the limits",
        ),
    ],
)
def test_why_a_step_or_a_baseline_leaves_nothing_to_tell(
    lines: str, reason: str, words: str
) -> None:
    made = report(evidential.two_years(lines), "signal")
    assert dict(sentences(one(made, "it")))["signal"] == f"cannot tell, because {words}"
    found = json.loads(report_json.render(made, Style()))
    Draft202012Validator(json.loads(schemas.text("report"))).validate(found)
    signal = found["indicators"][0]["evidence"]["signal"]
    assert (signal["reason"], signal["baseline"], signal["step"]) == (reason, None, None)


def test_every_band_is_shown_where_there_are_authorities_enough(tmp_path: Path) -> None:
    """Twelve with 1 to 12, where high is good: ours is the fourth best."""
    load(tmp_path)
    more = "".join(f"SEEN,2018,{at},No {at},{at},West\n" for at in range(2, 13) if at != 9)
    rows = "measure,year,area,name,value,region\nSEEN,2018,1,Anyshire,9,West\n"
    last = "SEEN,2018,13,No 13,1,West\n"
    (tmp_path / "lait.csv").write_text(rows + more + last, encoding="utf-8")
    made = report(api.load(tmp_path / "indicators.yaml", None), "quartile", "quintile", "decile")
    result = one(made, "seen")
    assert [COLUMNS[name].cell(result).text for name in made.evidence] == ["B", "2", "3"]
    assert dict(sentences(result))["rank"] == (
        "4 of 12 authorities with a figure in 2017-18, with 9; quartile B by lait, boundaries "
        "3.75, 6.5, 9.25; quintile 2; decile 3 (DfE LAIT, SEEN)"
    )
    found = json.loads(report_json.render(made, Style()))["indicators"][0]["evidence"]["rank"]
    assert (found["quartile"], found["quintile"], found["decile"]) == (2, 2, 3)
    assert found["bands"]["quintile"] == {
        "bounds": [3.2, 5.4, 7.6, 9.8],
        "split": False,
        "reason": None,
    }
    assert found["bands"]["decile"]["bounds"] == [2.1, 3.2, 4.3, 5.4, 6.5, 7.6, 8.7, 9.8, 10.9]


def test_tiles_of_equal_values_say_that_they_are_split(tmp_path: Path) -> None:
    made = report(load(tmp_path))
    result = one(made, "seen")
    assert result.evidence
    assert result.evidence.place
    left = result.evidence.place._replace(left_out=2)
    found = dict(sentences(result._replace(evidence=result.evidence._replace(place=left))))
    assert found["rank"].startswith("2 of 4 authorities, 2 left out, with a figure in 2017")


# ── Published intervals, and the significance of a gap ───────────────────────────────────────────

HEAD = """\
version: 1
organisation: Anyshire
comparators: {england: {name: England, short: Eng.}, wales: {name: Wales}, mars: {name: Mars}}
indicators:
"""
CANNOT_TELL = (
    HEAD
    + """\
  share:
    name: Share seen
    unit: percent
    polarity: high
    interval: wilson
    comparators: {england: {2018-19: 20}, wales: {2018-19: 30}}
    values: {2018-19 Q4: {numerator: 21, denominator: 100}}
"""
)
LIVES = (
    HEAD
    + """\
  lives:
    name: Life expectancy
    unit: {label: years}
    polarity: high
    target: 80
    comparators:
      england: {2018-19: {value: 78.8, lower: 78.6, upper: 79.0}}
      wales: {2018-19: 85}
    values: {2018-19 Q4: {value: 81.2, lower: 78.9, upper: 83.4, lower-998: 77.6, upper-998: 84.7}}
"""
)


def told_of(text: str, folder: Path, *columns: str) -> Report:
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    found = api.load(folder / "indicators.yaml", None)
    assert found.problems == ()
    return api.scored(found, "2018-19 Q4", evidence=columns or None)


WIDE = Style(width=200)


def test_without_evidence_better_is_reported_as_the_plain_gap(tmp_path: Path) -> None:
    """21 in 100 against 20 is +1.0 and better, and Wilson's interval cannot tell them apart."""
    made = told_of(CANNOT_TELL, tmp_path)
    said = "Better or worse than a comparator is the plain gap, whether or not it is significant"
    assert "20% ✓ +1.0 pts" in report_table.render(made, WIDE)
    for text in (
        report_table.render(made, WIDE),
        report_markdown.render(made, WIDE),
        report_text.render(made, WIDE),
        report_html.render(made, WIDE, charts=False),
        narrative_text.render(made, True, WIDE),
    ):
        assert said in text
    plain = told_of(CANNOT_TELL.replace("    interval: wilson\n", ""), tmp_path)
    assert said not in report_table.render(plain, WIDE)


def test_a_column_for_each_comparator_says_whether_a_gap_is_significant(tmp_path: Path) -> None:
    made = told_of(CANNOT_TELL, tmp_path, "significance")
    table = report_table.render(made, WIDE)
    assert [one.short for one in grid(made).evidence] == ["Eng. signif.", "Wales signif."]
    (row,) = (line.split() for line in table.splitlines() if "Share seen" in line)
    assert row[-2:] == ["similar", "worse"]
    assert "the columns of significance say whether it is" in table
    assert "intervals by wilson" in table
    markdown = report_markdown.render(made, WIDE)
    assert "| England, significance at 95% and 99.8% |" in markdown


def test_sentences_and_explain_say_both_the_gap_and_its_significance(tmp_path: Path) -> None:
    made = told_of(CANNOT_TELL, tmp_path, "significance")
    result = one(made, "share")
    text = " ".join(explain_text.render(made, result, lambda _: "", WIDE).split())
    assert "England 20 in 2018-19 +1, +5% better, not significantly different at 95%" in text
    assert (
        "1.0 percentage points better than England in 2018-19 (not significantly different at 95%)"
        in (report_text.render(made, WIDE))
    )


def test_a_published_interval_says_so_in_every_output(tmp_path: Path) -> None:
    columns = ("interval", "difference", "significance")
    made = told_of(LIVES, tmp_path, *columns)
    for text in (report_table.render(made, WIDE), report_html.render(made, WIDE, charts=False)):
        assert "intervals as published" in text
        assert "78.9 to 83.4" in text
    explained = " ".join(explain_text.render(made, one(made, "lives"), lambda _: "", WIDE).split())
    assert (
        "95% interval 78.9 to 83.4, as published; not distinguishable from the target" in explained
    )
    assert "England 78.8 (78.6 to 79.0 at 95%, as published) in 2018-19" in explained
    assert "better, significantly better at 95%" in explained
    assert "worse, significantly worse at 99.8%" in explained
    header, row = (line.split(",") for line in report_csv.render(made, WIDE).splitlines())
    assert (
        dict(zip(header, row, strict=True)).items()
        >= {
            "interval": "78.9 to 83.4",
            "interval_method": "published",
            "england_significance": "better",
            "england_significance_95": "better",
            "england_significance_998": "not-distinguishable",
            "wales_significance": "worst",
            "wales_significance_95": "worse",
            "wales_significance_998": "worse",
            "mars_significance": "",
        }.items()
    )


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        ("lower: 23.6, upper: 24.4", "23.6 to 24.4"),
        ("lower: 23.55, upper: 24.5", "23.55 to 24.50"),
        ("lower: 22, upper: 26", "22 to 26"),
    ],
)
def test_a_published_interval_keeps_its_own_decimals(ends: str, shown: str) -> None:
    """Rounded as the value is, 24 to 24 would seem to have no width."""
    loaded = build.loaded({"it": f"values: {{2018-19 Q4: {{value: 24, {ends}}}}}, decimals: 0"})
    made = report(loaded, "interval", "difference")
    for render in (report_table.render, report_csv.render):
        assert f" {shown} " in f" {render(made, WIDE).replace(',', ' ')} "
    assert f">{shown}<" in report_html.render(made, WIDE, charts=False)
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx.render(made, Style())))
    assert shown in {cell for sheet in book for row in sheet.values for cell in row}


def test_json_has_the_published_interval_and_the_one_answer(tmp_path: Path) -> None:
    both = {"from": 78.9, "to": 83.4, "from_998": 77.6, "to_998": 84.7}
    schema = Draft202012Validator(json.loads(schemas.text("report")))
    for columns, answers in ((("significance",), ["better", "worst"]), ((), [None, None])):
        whole = json.loads(report_json.render(told_of(LIVES, tmp_path, *columns), WIDE))
        assert not list(schema.iter_errors(whole))
        (told_json,) = whole["indicators"]
        assert told_json["published_interval"] == both
        england, wales = told_json["comparators"]
        assert (england["verdict"], wales["verdict"]) == ("better", "worse")
        assert [england["significance"], wales["significance"]] == answers
        assert england["published_interval"] == {
            "from": 78.6, "to": 79, "from_998": None, "to_998": None,
        }  # fmt: skip
        assert wales["published_interval"] is None
    evidence = json.loads(report_json.render(told_of(LIVES, tmp_path, "interval"), WIDE))
    found = evidence["indicators"][0]["evidence"]
    assert {one["method"] for one in found["intervals"]} == {"published"}
    assert found["significance"] == [
        {"from": "target", "answer": "similar"},
        {"from": "england", "answer": "better"},
        {"from": "wales", "answer": "worst"},
    ]


def test_where_an_interval_has_no_answer_nor_can_its_significance(tmp_path: Path) -> None:
    both = CANNOT_TELL.replace("{numerator: 21, denominator: 100}", "21") + LIVES.removeprefix(HEAD)
    made = told_of(both, tmp_path, "significance")
    shown = evidence_columns.columns(made)
    assert [*shown] == ["england_significance", "wales_significance"]
    cells = [
        shown["england_significance"].cell(one(made, name)).text for name in ("share", "lives")
    ]
    assert cells == [words.CANNOT_TELL, "better"]
    none = told_of(
        both.replace("    interval: wilson\n", "    comparators: {wales: 3}\n", 1).replace(
            "    comparators: {england: {2018-19: 20}, wales: {2018-19: 30}}\n", ""
        ),
        tmp_path,
        "significance",
    )
    shown = evidence_columns.columns(none)
    assert shown["england_significance"].cell(one(none, "share")).text == ""
    assert shown["wales_significance"].cell(one(none, "share")).text == ""
