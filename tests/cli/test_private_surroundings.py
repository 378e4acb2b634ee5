"""What is hidden of a reading is hidden of a dataset, of another version and of error messages."""

import json
from pathlib import Path

import pytest

import ragcalc as api
from tests.cli.conftest import Command

DATASET = """\
measure,year,area,name,value,region
M,2018,1,Anyshire,{own},R
M,2018,2,B2,20,R
M,2018,3,B3,30,R
M,2018,4,B4,40,R
M,2018,5,B5,50,R
M,2018,99,England,500,-
"""
CATALOGUE = """\
version: 1
organisation: Anyshire
suppress-below: {limit}
comparators: {{england: {{name: England, kind: national}}}}
datasets: {{lait: {{file: d.csv}}}}
indicators:
  it:
    name: It
    unit: {unit}
    frequency: {frequency}
    polarity: low
    target: 9
    dataset: {{name: lait, measure: M}}
    values: {values}
"""


def rank(
    ragcalc: Command, folder: Path, values: str, period: str, own: str = "7", **also: str
) -> dict[str, object]:
    given = {"limit": "5", "unit": "count", "frequency": "annual", "values": values, **also}
    (folder / "indicators.yaml").write_text(CATALOGUE.format(**given), encoding="utf-8")
    (folder / "d.csv").write_text(DATASET.format(own=own), encoding="utf-8")
    answer = ragcalc("report", period, "--format", "json", "--evidence")
    assert answer.status == 0, answer.err
    (indicator,) = json.loads(answer.out)["indicators"]
    found: dict[str, object] = indicator["evidence"]["rank"]
    return {name: found[name] for name in ("rank", "of", "letter", "bounds", "reason", "value")}


HIDDEN = {"rank": None, "of": 5, "letter": None, "bounds": None, "reason": "suppressed"} | {
    "value": None
}
SHOWN = {"rank": 1, "of": 5, "letter": "A", "bounds": [20, 30, 40], "reason": None}


def test_a_dataset_s_own_figure_is_hidden_where_the_reading_is(
    ragcalc: Command, folder: Path
) -> None:
    assert rank(ragcalc, folder, "{2017-18: 3}", "2017-18") == HIDDEN


def test_and_where_it_is_small_itself(ragcalc: Command, folder: Path) -> None:
    assert rank(ragcalc, folder, "{2017-18: 7}", "2017-18", own="4") == HIDDEN


def test_at_the_limit_it_is_shown(ragcalc: Command, folder: Path) -> None:
    found = rank(ragcalc, folder, "{2017-18: 7}", "2017-18", own="5")
    assert found == {**SHOWN, "value": 5}


def test_and_0_is_shown(ragcalc: Command, folder: Path) -> None:
    found = rank(ragcalc, folder, "{2017-18: 7}", "2017-18", own="0")
    assert found == {**SHOWN, "value": 0}


def test_a_year_of_the_dataset_is_hidden_where_one_of_its_quarters_is(
    ragcalc: Command, folder: Path
) -> None:
    values = "{2017-18 Q1: 8, 2017-18 Q2: 3, 2017-18 Q3: 8, 2017-18 Q4: 8}"
    found = rank(ragcalc, folder, values, "2017-18 Q4", own="27", frequency="quarterly")
    assert found == HIDDEN


def test_a_share_of_the_dataset_is_hidden_where_the_reading_is(
    ragcalc: Command, folder: Path
) -> None:
    values = "{2017-18: {numerator: 3, denominator: 80}}"
    assert rank(ragcalc, folder, values, "2017-18", own="3.75", unit="percent") == HIDDEN


def test_without_a_limit_it_is_shown(ragcalc: Command, folder: Path) -> None:
    found = rank(ragcalc, folder, "{2017-18: 3}", "2017-18", own="3", limit="0")
    assert found == {**SHOWN, "value": 3}


def test_what_the_catalogue_suppresses_is_hidden_of_a_dataset_without_a_limit(
    ragcalc: Command, folder: Path
) -> None:
    found = rank(ragcalc, folder, "{2017-18: suppressed}", "2017-18", own="3", limit="0")
    assert found == HIDDEN
    assert "with 3" not in " ".join(ragcalc("explain", "it", "2017-18").out.split())


def test_a_dataset_of_one_authority_is_of_one_authority(ragcalc: Command, folder: Path) -> None:
    rank(ragcalc, folder, "{2017-18: 3}", "2017-18", own="3")
    rows = DATASET.format(own="3").splitlines(keepends=True)
    (folder / "d.csv").write_text("".join(rows[:2]), encoding="utf-8")
    output = " ".join(ragcalc("explain", "it", "2017-18").out.split())
    assert "rank none among 1 authority with a figure in 2017-18" in output


def test_the_readings_of_another_year_stay_as_they_are(ragcalc: Command, folder: Path) -> None:
    assert rank(ragcalc, folder, "{2017-18: 7, 2018-19: 8}", "2018-19", own="4") == HIDDEN
    assert "It: 8 in 2018-19" in ragcalc("report", "2018-19", "--format", "text").out


def test_explain_says_why_there_is_no_rank(ragcalc: Command, folder: Path) -> None:
    rank(ragcalc, folder, "{2017-18: 3}", "2017-18", own="3")
    output = " ".join(ragcalc("explain", "it", "2017-18").out.split())
    assert "our own figure is suppressed because of small numbers" in output
    assert "with 3" not in output


PARTS = """\
version: 1
organisation: Anyshire
suppress-below: 5
datasets: {lait: {file: d.csv}}
indicators:
  all: {name: All, unit: count, frequency: annual, polarity: low, target: 9,
        dataset: {name: lait, measure: All}, values: {2018-19: 40}}
  girls: {name: Girls, unit: count, frequency: annual, polarity: low, target: 9, part-of: all,
          dataset: {name: lait, measure: Girls}, values: {2018-19: 9}}
  boys: {name: Boys, unit: count, frequency: annual, polarity: low, target: 9, part-of: all,
         dataset: {name: lait, measure: Boys}, values: {2018-19: 31}}
"""


def test_the_other_part_of_a_dataset_s_whole_is_hidden_too(ragcalc: Command, folder: Path) -> None:
    (folder / "indicators.yaml").write_text(PARTS, encoding="utf-8")
    rows = [("All", 40), ("Girls", 3), ("Boys", 37)]
    (folder / "d.csv").write_text(
        "measure,year,area,name,value,region\n"
        + "".join(f"{name},2018,1,Anyshire,{value},R\n" for name, value in rows),
        encoding="utf-8",
    )
    answer = ragcalc("report", "2018-19", "--format", "json", "--evidence")
    ranks = {one["id"]: one["evidence"]["rank"] for one in json.loads(answer.out)["indicators"]}
    assert (ranks["girls"]["reason"], ranks["boys"]["reason"]) == ("suppressed", "suppressed")


def test_nobody_is_a_neighbour_of_its_own(ragcalc: Command, folder: Path) -> None:
    """A mean of our own figure and published ones would give our own one."""
    (folder / "indicators.yaml").write_text(
        CATALOGUE.format(limit="5", unit="count", frequency="annual", values="{2017-18: 3}")
        .replace("kind: national}", "kind: statistical-neighbours}")
        .replace("file: d.csv", "file: d.csv, neighbours: n.csv"),
        encoding="utf-8",
    )
    (folder / "d.csv").write_text(DATASET.format(own="3"), encoding="utf-8")
    (folder / "n.csv").write_text("area,SN1,SN2\n1,1,2\n", encoding="utf-8")
    assert "mean of 1 of 1 statistical neighbours" in ragcalc("explain", "it", "2017-18").out
    (folder / "n.csv").write_text("area,SN1\n1,1\n", encoding="utf-8")
    assert "England" not in ragcalc("explain", "it", "2017-18").out


def test_a_nation_is_no_comparator_of_its_own(ragcalc: Command, folder: Path) -> None:
    (folder / "indicators.yaml").write_text(
        CATALOGUE.format(
            limit="5", unit="count", frequency="annual", values="{2017-18: 3}"
        ).replace("organisation: Anyshire", "organisation: England"),
        encoding="utf-8",
    )
    (folder / "d.csv").write_text(DATASET.format(own="3").replace("500", "3"), encoding="utf-8")
    assert "3 in 2017-18" not in ragcalc("explain", "it", "2017-18").out


# ── Messages ─────────────────────────────────────────────────────────────────────────────────────

WRONG = {
    "a figure of two files": (
        "  it: {name: It, unit: count, polarity: low, values: {2018-19 Q4: 3, 2018-19-Q4: 4}}\n"
    ),
    "a word": "  it: {name: It, unit: count, polarity: low, values: {2018-19 Q4: 3 or 4}}\n",
    "another one's line": "  it: {name: It, unti: count, polarity: low, values: {2018-19 Q4: 3}}\n",
    "no YAML": "  it: {name: It, unit: count, polarity: low, values: {2018-19 Q4: 3}}}\n",
}
COMMANDS = [
    ["report"],
    ["report", "--partial"],
    ["list"],
    ["explain", "it"],
    ["trend", "it"],
    ["history"],
    ["narrative"],
    ["targets"],
    ["compare", "q3", "q4"],
    ["diff", "before"],
]


@pytest.mark.parametrize("limit", ["suppress-below: 5", "surpress-below: 5"])
@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_message_with_small_numbers_quotes_a_figure(
    ragcalc: Command, folder: Path, command: list[str], wrong: str, limit: str
) -> None:
    text = f"version: 1\norganisation: Anyshire\n{limit}\nindicators:\n{wrong}"
    (folder / "before").mkdir()
    for path in (folder, folder / "before"):
        (path / "indicators.yaml").write_text(text, encoding="utf-8")
    answer = ragcalc(*command)
    assert (answer.status, answer.out) == (2, "")
    assert "ragcalc check" in answer.err
    assert "2018-19" not in answer.err
    assert "values" not in answer.err
    assert "2018-19" in ragcalc("check").out


MISSPELT = (
    *("supress-below", "surpress-below", "suppress-bellow", "suppres-below", "supppress-below"),
    *("Suppress-Below", "suppress_below", "suppress below", "suppressbelow", "suppresss-belwo"),
    *("supress-blow", "supress-under", "suppress-belo", "surpress_bellow", "SURPRESS-BELOW"),
)


@pytest.mark.parametrize("name", MISSPELT)
@pytest.mark.parametrize("place", ["top", "indicator", "section", "outcome", "no YAML"])
def test_a_misspelt_or_misplaced_limit_is_one(
    ragcalc: Command, folder: Path, name: str, place: str
) -> None:
    own = f"{name}: 5, " if place == "indicator" else ""
    lines = [
        *("version: 1", "organisation: Anyshire"),
        *([f"{name}: 5"] if place in ("top", "no YAML") else ()),
        f"outcomes: {{safe: {{name: Safe{f', {name}: 5' if place == 'outcome' else ''}}}}}",
        "indicators:",
        *([f"  {name}: 5"] if place == "section" else ()),
        f"  it: {{name: It, unit: count, polarity: low, {own}values: {{2018-19 Q4: 3 or 4}}}}",
        *(["  it: }"] if place == "no YAML" else ()),
    ]
    (folder / "indicators.yaml").write_text("\n".join(lines), encoding="utf-8")
    for command in (["report"], ["report", "--partial"]):
        answer = ragcalc(*command)
        assert (answer.status, answer.out) == (2, "")
        assert "3 or 4" not in answer.err
        assert "[value-not-a-number]" in answer.err or place == "no YAML"


@pytest.mark.parametrize("name", ["superseded-by", "supplier", "s", "below"])
def test_another_unknown_key_is_no_limit(ragcalc: Command, folder: Path, name: str) -> None:
    text = f"version: 1\norganisation: A\n{name}: 5\nindicators:\n{WRONG['a word']}"
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    assert "3 or 4" in ragcalc("report").err


@pytest.mark.parametrize("name", ["suppress-below", "surpress-below"])
@pytest.mark.parametrize("written", ["0", "'0'", '"0"'])
def test_a_limit_of_0_hides_nothing_of_messages_either(
    ragcalc: Command, folder: Path, name: str, written: str
) -> None:
    text = f"version: 1\norganisation: A\n{name}: {written}\nindicators:\n{WRONG['a word']}"
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    output = ragcalc("report", "--partial").err
    assert "3 or 4" in output
    assert "could give small numbers back" not in output


def test_0_at_the_top_is_no_limit_but_another_one_s_is(ragcalc: Command, folder: Path) -> None:
    text = (
        f"version: 1\norganisation: A\nsuppress-below: 0\nindicators:\n{WRONG['a word']}"
        "  other: {name: Other, unit: count, polarity: low, suppress-below: 5, values: {}}\n"
    )
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    assert "3 or 4" not in ragcalc("report").err


@pytest.mark.parametrize("limits", ["0\nsuppress-below: 5", "5\nsuppress-below: 0", "o", "2"])
def test_a_limit_that_cannot_be_read_is_one(ragcalc: Command, folder: Path, limits: str) -> None:
    text = f"version: 1\norganisation: A\nsuppress-below: {limits}\nindicators:\n{WRONG['a word']}"
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    assert "3 or 4" not in ragcalc("report").err


def test_a_report_of_which_every_figure_is_hidden_says_so(ragcalc: Command, folder: Path) -> None:
    (folder / "indicators.yaml").write_text(
        "version: 1\norganisation: A\nsuppress-below: 5\nindicators:\n"
        "  it: {name: It, unit: count, polarity: low, values: {2018-19 Q4: 3}}\n",
        encoding="utf-8",
    )
    answer = ragcalc("report")
    assert 'every figure is suppressed; ragcalc report "2018-19 Q4" shows where' in answer.err
    assert answer.status == 2
    assert "suppressed" in ragcalc("report", "2018-19 Q4", "--format", "text").out


def test_the_message_says_where_and_what_kind(ragcalc: Command, folder: Path) -> None:
    text = f"version: 1\norganisation: A\nsuppress-below: 5\nindicators:\n{WRONG['a word']}"
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    assert ragcalc("report").err == (
        "indicators.yaml:5: error [value-not-a-number]\n"
        "\n"
        "1 error\n"
        "hint: run ragcalc check on these files to see what is wrong\n"
    )


def test_a_warning_of_a_dataset_quotes_none_either(ragcalc: Command, folder: Path) -> None:
    rank(ragcalc, folder, "{2016-17: 9, 2017-18: 3}", "2017-18", own="3 or 4")
    assert ragcalc("report").err.startswith("d.csv:row 1: warning [dataset-value]\n\n1 warning\n")


def test_nor_does_the_text_of_an_error_in_python(folder: Path) -> None:
    text = f"version: 1\norganisation: A\nsuppress-below: 5\nindicators:\n{WRONG['a word']}"
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(api.CatalogueError) as caught:
        api.report("indicators.yaml")
    assert str(caught.value) == "indicators.yaml:5: error [value-not-a-number]"
    assert "3 or 4" in caught.value.problems[0].message


@pytest.mark.parametrize("hidden", ["3", "12"])
def test_the_place_of_a_figure_does_not_tell_how_long_the_one_before_it_is(
    ragcalc: Command, folder: Path, hidden: str
) -> None:
    (folder / "indicators.yaml").write_text(
        "version: 1\norganisation: A\nsuppress-below: 20\ndata: [r.csv]\nindicators:\n"
        "  it: {name: It, unit: count, polarity: low, target: 9, values: {}}\n",
        encoding="utf-8",
    )
    table = f"indicator,2018-19 Q3,2018-19 Q4\nit,{hidden},21\n"
    (folder / "r.csv").write_text(table, encoding="utf-8")
    output = ragcalc("explain", "it", "2018-19 Q4").out
    assert "r.csv:2 " in output.replace("\n", " ")
    assert "r.csv:2:" not in output


# ── Versions ─────────────────────────────────────────────────────────────────────────────────────

PUPILS = """\
version: 1
organisation: Anyshire
{head}
indicators:
  pupils: {{name: Pupils, unit: count, polarity: high, target: 30, values: {{2018-19 Q4: 40}}}}
  boys: {{name: Boys, unit: count, polarity: high, target: 30, {part} values: {{2018-19 Q4: 37}}}}
  girls: {{name: Girls, unit: count, polarity: high, target: 30, {part} values: {{2018-19 Q4: 3}}}}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("", ""), ("suppress-below: 5", "part-of: pupils,")),
        (("suppress-below: 5", "part-of: pupils,"), ("", "")),
        (("suppress-below: 5", ""), ("", "part-of: pupils,")),
        (("suppress-below: 3", "part-of: pupils,"), ("suppress-below: 5", "")),
    ],
)
def test_what_one_version_hides_the_other_does_not_show(
    ragcalc: Command, folder: Path, old: tuple[str, str], new: tuple[str, str]
) -> None:
    (folder / "before").mkdir()
    for path, (head, part) in ((folder / "before", old), (folder, new)):
        text = PUPILS.format(head=head, part=part)
        (path / "indicators.yaml").write_text(text, encoding="utf-8")
    answer = ragcalc("diff", "before", "--format", "json")
    assert answer.status == 0
    shown = {
        one["id"]: [one[when]["value"] for when in ("before", "after")]
        for one in json.loads(answer.out)["indicators"]
    }
    assert shown == {"pupils": [40, 40], "boys": [None, None], "girls": [None, None]}


def test_what_only_one_version_has_keeps_to_the_other_s_limit(
    ragcalc: Command, folder: Path
) -> None:
    (folder / "before").mkdir()
    old = PUPILS.format(head="", part="")
    new = "".join(
        line
        for line in PUPILS.format(head="suppress-below: 5", part="").splitlines(keepends=True)
        if "Girls" not in line
    )
    (folder / "before" / "indicators.yaml").write_text(old, encoding="utf-8")
    (folder / "indicators.yaml").write_text(new, encoding="utf-8")
    (girls,) = (
        one
        for one in json.loads(ragcalc("diff", "before", "--format", "json").out)["indicators"]
        if one["id"] == "girls"
    )
    assert girls["before"]["value"] is None


def test_a_part_that_one_version_lacks_is_not_given_back_by_it(
    ragcalc: Command, folder: Path
) -> None:
    (folder / "before").mkdir()
    old = PUPILS.format(head="suppress-below: 5", part="part-of: pupils,")
    new = "".join(line for line in old.splitlines(keepends=True) if "Girls" not in line)
    (folder / "before" / "indicators.yaml").write_text(old, encoding="utf-8")
    (folder / "indicators.yaml").write_text(new, encoding="utf-8")
    (boys,) = (
        one
        for one in json.loads(ragcalc("diff", "before", "--format", "json").out)["indicators"]
        if one["id"] == "boys"
    )
    assert (boys["before"]["value"], boys["after"]["value"]) == (None, None)


def test_an_error_of_a_version_without_a_limit_is_not_quoted_either(
    ragcalc: Command, folder: Path
) -> None:
    (folder / "before").mkdir()
    old = PUPILS.format(head="", part="parts-of: pupils,")
    new = PUPILS.format(head="suppress-below: 5", part="part-of: pupils,")
    (folder / "before" / "indicators.yaml").write_text(old, encoding="utf-8")
    (folder / "indicators.yaml").write_text(new, encoding="utf-8")
    answer = ragcalc("diff", "before")
    assert (answer.status, answer.out) == (2, "")
    assert "2018-19" not in answer.err
