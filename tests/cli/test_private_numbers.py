"""Nobody who sees every output can tell the hidden small numbers from others.

The proof is by likeness: catalogues that differ in what is hidden alone give the same outputs, byte
by byte, whichever small numbers they hold. The sums that are shown stay as they are.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ragcalc.render.formats import DocumentKind, Format
from tests.cli.conftest import Command
from tests.formats import commands

CATALOGUE = """\
version: 1
organisation: Anyshire
suppress-below: 5
comparators: {{england: {{name: England}}, near: {{name: Nearby}}}}
outcomes: {{safe: {{name: Safe}}}}
indicators:
  count:
    {{name: A count, unit: count, polarity: low, outcome: safe, target: 3, interval: byar,
     values: {{2017-18 Q4: 9, 2018-19 Q3: {count},
              2018-19 Q4: {{value: {later}, note: just {later}}}}},
     reported: {{2018-19 Q4: {{status: amber, overrides: true, note: only {later} this time}}}},
     forecast: {{2018-19: {{value: {count}, note: about {count}}}}},
     comment: {{2018-19 Q3: only {count}, 2018-19 Q4: '{later}, from {count}', 2018-19: {later}}},
     action: {{2018-19 Q4: visits to all {later}}},
     comparators: {{england: 7, near: 2}}}}
  share:
    {{name: A share, unit: percent, polarity: low, outcome: safe, target: 1, interval: wilson,
     values: {{2018-19 Q3: {{numerator: 40, denominator: 482}},
              2018-19 Q4: {{numerator: {share}, denominator: 482, breakdown: {{x: {share}}}}}}},
     comment: {{2018-19 Q4: {share} children}}, action: {{2018-19: {share} visits}},
     comparators: {{england: 2}}}}
  others:
    {{name: Those who are left, unit: percent, polarity: high, target: 90, interval: wilson,
     values: {{2018-19 Q3: {{numerator: {others}, denominator: 60}},
              2018-19 Q4: {{numerator: 50, denominator: 60}}}}}}
  so-far:
    {{name: So far this year, unit: count, polarity: high, accumulates: true, profile: linear,
     target: 40, values: {{2018-19 Q2: 12, 2018-19 Q3: {total}, 2018-19 Q4: 40}}}}
  in-period:
    {{name: In each quarter, unit: count, polarity: high, accumulates: in-period, profile: linear,
     target: 40,
     values: {{2018-19 Q1: 12, 2018-19 Q2: 9, 2018-19 Q3: {own}, 2018-19 Q4: 30}},
     comment: {{2018-19 Q3: '{own} more'}}}}
  all:
    {{name: All children, unit: count, polarity: neutral,
     values: {{2018-19 Q3: 70, 2018-19 Q4: 60}}}}
  girls:
    {{name: Girls, unit: count, polarity: neutral, part-of: all,
     values: {{2018-19 Q3: 30, 2018-19 Q4: {girls}}}, comment: {{2018-19 Q4: {girls} girls}}}}
  boys:
    {{name: Boys, unit: count, polarity: neutral, part-of: all,
     values: {{2018-19 Q3: 30, 2018-19 Q4: {boys}}}, action: {{2018-19 Q4: for {boys} boys}}}}
  not-known:
    {{name: Not known, unit: count, polarity: neutral, part-of: all,
     values: {{2018-19 Q3: 10, 2018-19 Q4: 12}}}}
  fostered:
    {{name: Fostered, unit: percent, polarity: high, target: 5,
     values: {{2018-19 Q4: {{numerator: {fostered}, denominator: 90}}}}}}
  at-home:
    {{name: At home, unit: percent, polarity: high, target: 5,
     values: {{2018-19 Q4: {{numerator: {at_home}, denominator: 90}}}}}}
  each-month:
    {{name: In each month, unit: count, polarity: low, frequency: monthly, rolls-up: sum,
     target: 30,
     values: {{2018-M10: 8, 2018-M11: 9, 2018-M12: 7, 2019-M01: 12, 2019-M02: {month},
              2019-M03: 10}},
     comment: {{2019-M02: '{month}', 2018-19 Q4: '{month} in February', 2018-19: '{month}'}}}}
  pooled:
    {{name: Pooled, unit: percent, polarity: low, frequency: monthly, rolls-up: pooled,
     target: 30,
     values: {{2018-M11: {{numerator: 12, denominator: 40}},
              2018-M12: {{numerator: {pooled}, denominator: 40}},
              2018-M10: {{numerator: 13, denominator: 40}},
              2019-M01: {{numerator: 11, denominator: 50}},
              2019-M02: {{numerator: 12, denominator: 50}},
              2019-M03: {{numerator: 10, denominator: 50}}}}}}
  elsewhere:
    {{name: Elsewhere, unit: percent, polarity: low, target: 5,
     values: {{2018-19 Q4: {{numerator: 47, denominator: 90}}}}}}
"""
HIDDEN = {
    "count": 3, "later": 2, "share": 4, "others": 58, "total": 14, "own": 3,
    "girls": 3, "boys": 45, "fostered": 3, "at_home": 40, "month": 3, "pooled": 2,
}  # fmt: skip
"""One council's truth."""
OTHERS = [
    {
        "count": 1, "later": 1, "share": 1, "others": 56, "total": 13, "own": 1,
        "girls": 1, "boys": 47, "fostered": 1, "at_home": 42, "month": 1, "pooled": 4,
    },
    {
        "count": 2, "later": 3, "share": 2, "others": 57, "total": 15, "own": 2,
        "girls": 2, "boys": 46, "fostered": 2, "at_home": 41, "month": 2, "pooled": 3,
    },
    {
        "count": 4, "later": 4, "share": 3, "others": 59, "total": 16, "own": 4,
        "girls": 4, "boys": 44, "fostered": 4, "at_home": 39, "month": 4, "pooled": 1,
    },
]  # fmt: skip
"""What else it could be: each hidden number from 1 to 4, sums that are shown kept."""
IDS = (
    *("count", "share", "others", "so-far", "in-period", "all", "girls", "boys", "not-known"),
    *("fostered", "at-home", "elsewhere", "each-month", "pooled"),
)
COMMANDS = [
    ["list"],
    *commands(DocumentKind.REPORT, "report", "2018-19-q4"),
    *commands(DocumentKind.REPORT, "report", "2018-19-q3"),
    *commands(DocumentKind.REPORT, "report", "2018-19"),
    *commands(DocumentKind.REPORT, "report", "2019-m02"),
    ["report", "2018-19-q4", "--format", "json", "--evidence"],
    *commands(DocumentKind.COMPARE, "compare", "q3", "q4"),
    *commands(DocumentKind.COMPARE, "diff", "before", "--period", "q4"),
    *(["explain", name, period] for name in IDS for period in ("q4", "q3")),
    *(one for name in IDS for one in commands(DocumentKind.TREND, "trend", name)),
    *commands(DocumentKind.HISTORY, "history"),
    *commands(DocumentKind.HISTORY, "history", "--comparators"),
    *commands(DocumentKind.NARRATIVE, "narrative", "q4"),
    *commands(DocumentKind.TARGETS, "targets", "q4"),
    *commands(DocumentKind.MISSING, "list", "--missing", "2019-20-q1"),
    *commands(DocumentKind.FORM, "form", "2019-20-q1"),
    *commands(DocumentKind.NEXT_TARGETS, "targets", "--next", "2019-20"),
]


def is_packed(one: Format) -> bool:
    return one.medium.binary


PACKED = [
    *commands(DocumentKind.REPORT, "report", "q4", choose=is_packed),
    *commands(DocumentKind.FORM, "form", "2019-20-q1", choose=is_packed),
    *commands(DocumentKind.NEXT_TARGETS, "targets", "--next", "2019-20", choose=is_packed),
]
"""The formats that are archives, whose parts are looked at one by one."""


def outputs(ragcalc: Command, folder: Path, numbers: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Yield everything that can be published, by what made it."""
    (folder / "before").mkdir(exist_ok=True)
    for path, truth in ((folder / "before", HIDDEN), (folder, numbers)):
        (path / "indicators.yaml").write_text(CATALOGUE.format(**truth), encoding="utf-8")
    for command in COMMANDS:
        answer = ragcalc(*command)
        assert answer.status == 0, answer.err
        # the digest of the catalogue's bytes differs, as the bytes do
        yield " ".join(command), re.sub('"[0-9a-f]{64}"', "digest", answer.out)
        yield f"{' '.join(command)}, aside", answer.err
    for command in PACKED:
        assert ragcalc(*command, "--output", "it").status == 0
        with zipfile.ZipFile(io.BytesIO((folder / "it").read_bytes())) as book:
            for name in book.namelist():
                yield f"{' '.join(command)} {name}", book.read(name).decode("latin-1")
        (folder / "it").unlink()
    for words in ((), ("--comparators",)):
        made = folder / "it.parquet"
        assert (
            ragcalc("history", *words, "--format", "parquet", "--output", "it.parquet").status == 0
        )
        yield f"parquet {words}", made.read_bytes().decode("latin-1")
        made.unlink()


def test_no_output_tells_one_small_number_from_another(ragcalc: Command, folder: Path) -> None:
    truth = dict(outputs(ragcalc, folder, HIDDEN))
    for other in OTHERS:
        made = dict(outputs(ragcalc, folder, other))
        assert [name for name in truth if made[name] != truth[name]] == []


@pytest.mark.parametrize("name", HIDDEN)
def test_each_of_them_would_be_reported_if_it_were_not_small(
    ragcalc: Command, folder: Path, name: str
) -> None:
    """So that the test above looks at outputs which hold what they may."""
    (folder / "indicators.yaml").write_text(
        CATALOGUE.format(**HIDDEN).replace("suppress-below: 5\n", ""), encoding="utf-8"
    )
    shown = ragcalc("report", "2018-19-q4", "--format", "json").out
    shown += ragcalc("report", "2018-19-q3", "--format", "json").out
    other = {**HIDDEN, name: HIDDEN[name] + 1}
    (folder / "indicators.yaml").write_text(
        CATALOGUE.format(**other).replace("suppress-below: 5\n", ""), encoding="utf-8"
    )
    made = ragcalc("report", "2018-19-q4", "--format", "json").out
    made += ragcalc("report", "2018-19-q3", "--format", "json").out
    assert re.sub('"[0-9a-f]{64}"', "", made) != re.sub('"[0-9a-f]{64}"', "", shown)


def test_what_is_hidden_says_so_and_what_is_not_small_is_shown(
    ragcalc: Command, folder: Path
) -> None:
    (folder / "indicators.yaml").write_text(CATALOGUE.format(**HIDDEN), encoding="utf-8")
    output = ragcalc("report", "2018-19-q4", "--format", "text").out
    for name in ("A count", "A share", "Girls", "Boys", "Not known", "Fostered", "At home"):
        assert f"{name}: no figure; not rated: suppressed because of small numbers" in output
    assert "; no forecast for 2018-19, suppressed because of small numbers." in output
    assert "All children: 60 in Q4 2018-19" in output
    assert "Those who are left: 83.3% in Q4 2018-19" in output
    assert "So far this year: 40 in Q4 2018-19" in output


def test_those_who_keep_the_catalogue_have_every_figure_checked(
    ragcalc: Command, folder: Path
) -> None:
    """The file is theirs to read; a jump to 3% is theirs to correct."""
    text = CATALOGUE.format(**HIDDEN).replace("breakdown: {x: 4}", "breakdown: {x: 3}")
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    assert "breakdown" in ragcalc("check", "--select", "value-breakdown-sum").out


PUPILS = """\
version: 1
organisation: Anyshire
{head}
indicators:
  pupils: {{name: Pupils, unit: count, polarity: neutral, values: {{2018-19 Q4: 40}}}}
  boys: {{name: Boys, unit: count, polarity: neutral, part-of: pupils, values: {{2018-19 Q4: 37}}}}
  girls: {{name: Girls, unit: count, polarity: neutral, {girls}, values: {{2018-19 Q4: 3}}}}
"""


@pytest.mark.parametrize(
    ("head", "girls"),
    [
        ("suppress-below: 5", "part-off: pupils"),
        ("supress-below: 5", "part-of: pupils"),
        ("", "suppress-below: 5, part-off: pupils"),
        ("", "suppress-below: 5, part-of: nobody"),
        # without a limit: what the catalogue itself suppresses, the whole and its parts give back
        ("", "part-of: nobody"),
    ],
)
@pytest.mark.parametrize("command", ["report", "narrative"])
def test_a_mistake_with_small_numbers_leaves_no_partial_answer(
    folder: Path, ragcalc: Command, command: str, head: str, girls: str
) -> None:
    """What is left out would be given back by what is not: 40 pupils less 37 boys."""
    text = PUPILS.format(head=head, girls=girls)
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    answer = ragcalc(command, "--partial")
    assert (answer.status, answer.out) == (2, "")
    assert "--partial leaves out" not in ragcalc(command).err
