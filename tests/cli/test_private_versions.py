"""`ragcalc diff` hides in both versions what either of them hides, each by its own parts."""

import json
from pathlib import Path

import pytest

from ragcalc.render.formats import FORMATS, DocumentKind
from tests.cli.conftest import Command

LIMIT = "suppress-below: 5"
Entries = dict[str, str]
"""What each indicator has beside its name: the count, and perhaps its whole."""


def count(value: object, whole: str = "") -> str:
    part = f"part-of: {whole}, " if whole else ""
    return f"{part}values: {{2018-19 Q4: {value}}}"


def written(path: Path, entries: Entries, head: str) -> None:
    path.mkdir(exist_ok=True)
    lines = (
        f"  {name}: {{name: {name}, unit: count, polarity: low, {said}}}\n"
        for name, said in entries.items()
    )
    text = f"version: 1\norganisation: Anyshire\n{head}\nindicators:\n{''.join(lines)}"
    (path / "indicators.yaml").write_text(text, encoding="utf-8")


def shown(ragcalc: Command, folder: Path, old: Entries, new: Entries, head: str) -> dict[str, str]:
    """Return what each indicator counts before and after, as in `50 60`; `-` is hidden."""
    written(folder / "before", old, head)
    written(folder, new, head)
    answer = ragcalc("diff", "before", "--format", "json")
    assert answer.status == 0, answer.err
    return {
        one["id"]: " ".join(
            "." if one[when] is None else "-" if one[when]["value"] is None
            else str(one[when]["value"])
            for when in ("before", "after")
        )
        for one in json.loads(answer.out)["indicators"]
    }  # fmt: skip


SUPPRESSED = "suppressed"


@pytest.mark.parametrize(
    ("head", "old", "new", "expected"),
    [
        pytest.param(
            LIMIT,
            {"a": count(30, "b"), "b": count(70)},
            {"a": count(70), "b": count(30, "a")},
            {"a": "30 70", "b": "70 30"},
            id="a part and its whole change places",
        ),
        pytest.param(
            LIMIT,
            {"w": count(53), "a": count(50, "w"), "b": count(3, "w")},
            {"w": count(53), "v": count(70), "a": count(50, "v")},
            {"w": "53 53", "a": "- -", "b": "- .", "v": ". 70"},
            id="a part goes to another whole",
        ),
        pytest.param(
            LIMIT,
            {"w": count(53), "a": count(50, "w")},
            {"w": count(60), "a": count(50, "w")},
            {"w": "53 60", "a": "- -"},
            id="a whole is revised, and its part is not",
        ),
        pytest.param(
            LIMIT,
            {"w": count(60), "a": count(50, "w")},
            {"w": count(53), "a": count(50, "w")},
            {"w": "60 53", "a": "- -"},
            id="a whole is revised downwards",
        ),
        pytest.param(
            "",
            {"w": count(53), "a": count(50), "b": count(SUPPRESSED)},
            {"w": count(53), "a": count(50, "w"), "b": count(SUPPRESSED, "w")},
            {"w": "53 53", "a": "- -", "b": "- -"},
            id="parts are named beside the word",
        ),
        pytest.param(
            "",
            {"w": count(53), "a": count(50, "w"), "b": count(SUPPRESSED, "w")},
            {"w": count(53), "a": count(50), "b": count(SUPPRESSED)},
            {"w": "53 53", "a": "- -", "b": "- -"},
            id="parts are named no more",
        ),
        pytest.param(
            "",
            {"w": count(53), "b": count(SUPPRESSED)},
            {"w": count(53), "b": count(3)},
            {"w": "53 53", "b": "- -"},
            id="the word of one version holds in the other",
        ),
        pytest.param(
            "",
            {"w": count(53), "a": count(50), "b": count(SUPPRESSED)},
            {"w": count(53), "a": count(50, "w"), "b": count(3, "w")},
            {"w": "53 53", "a": "- -", "b": "- -"},
            id="what the word hides, the other version's sums would give back",
        ),
        pytest.param(
            LIMIT,
            {"a": f"suppress-below: 10, {count(7)}", "b": f"suppress-below: 0, {count(7)}"},
            {"a": count(8), "b": f"suppress-below: 3, {count(4)}", "c": count(4)},
            {"a": "- -", "b": "7 4", "c": ". -"},
            id="each indicator's stricter limit holds in both",
        ),
        pytest.param(
            "",
            {"b": count(30), "a": count(50)},
            {"b": count(31), "a": count(50, "b")},
            {"b": "30 31", "a": "50 50"},
            id="without a limit and the word nothing is hidden",
        ),
    ],
)
def test_what_either_version_hides_neither_shows(
    ragcalc: Command, folder: Path, head: str, old: Entries, new: Entries, expected: dict[str, str]
) -> None:
    assert shown(ragcalc, folder, old, new, head) == expected


def test_a_share_goes_from_one_whole_to_another_in_both_directions(
    ragcalc: Command, folder: Path
) -> None:
    """Three generations turned upside down: each version keeps to its own."""
    old = {"a": count(90), "b": count(60, "a"), "c": count(30, "b")}
    new = {"a": count(30, "b"), "b": count(60, "c"), "c": count(90)}
    found = shown(ragcalc, folder, old, new, LIMIT)
    assert found == {"a": "90 30", "b": "60 60", "c": "30 90"}


def test_a_unit_without_a_limit_of_its_own_counts_nobody_in_either_version(
    ragcalc: Command, folder: Path
) -> None:
    """4 kg are no 4 people, also where another version is beside them."""
    kilos = f"{count(4)}, unit: {{label: kg}}".replace("unit: count, ", "")
    for path in (folder / "before", folder):
        written(path, {"a": kilos}, LIMIT)
        book = path / "indicators.yaml"
        text = book.read_text(encoding="utf-8").replace("unit: count, ", "")
        book.write_text(text, encoding="utf-8")
    answer = ragcalc("diff", "before", "--format", "json")
    (only,) = json.loads(answer.out)["indicators"]
    assert (only["before"]["value"], only["after"]["value"]) == (4, 4)


def test_what_an_indicator_was_called_in_the_other_version_gives_nothing_back(
    ragcalc: Command, folder: Path
) -> None:
    """The part that only one version hides has another id in the other, as has its whole."""
    old = {"w": count(53), "a": count(50, "w"), "b": count(3, "w")}
    new = {"v": f"was: w, {count(53)}", "c": f"was: a, {count(50, 'v')}"}
    found = shown(ragcalc, folder, old, new, LIMIT)
    assert found == {"v": "53 53", "c": "- -", "b": "- ."}
    assert shown(ragcalc, folder, new, old, LIMIT) == {"w": "53 53", "a": "- -", "b": ". -"}


def test_a_part_that_is_retired_in_one_version_gives_nothing_back(
    ragcalc: Command, folder: Path
) -> None:
    """Its figure is in no report, and still what the whole and the other part would leave."""
    whole = {"w": count(53), "a": count(50, "w")}
    retired = f"until: 2018-19 Q3, {count(3, 'w')}"
    found = shown(ragcalc, folder, {**whole, "b": count(3, "w")}, {**whole, "b": retired}, LIMIT)
    assert found == {"w": "53 53", "a": "- -", "b": "- ."}
    found = shown(ragcalc, folder, {**whole, "b": retired}, {**whole, "b": retired}, LIMIT)
    assert found == {"w": "53 53", "a": "- -"}


@pytest.mark.parametrize(
    ("old", "new"), [(3, 30), (30, 3), (SUPPRESSED, 3), (3, SUPPRESSED), (SUPPRESSED, 30)]
)
@pytest.mark.parametrize("format_", list(FORMATS[DocumentKind.COMPARE]))
def test_no_text_of_a_hidden_figure_is_said_to_have_changed(
    ragcalc: Command, folder: Path, old: object, new: object, format_: str
) -> None:
    """Those beside the catalogue's own word stay: the service wrote them to be read."""
    then, lately = (f"comment: {{2018-19 Q4: {word}}}" for word in ("then", "lately"))
    written(folder / "before", {"a": f"{count(old)}, {then}", "b": count(70)}, LIMIT)
    written(folder, {"a": f"{count(new)}, {lately}", "b": count(70)}, LIMIT)
    answer = ragcalc("diff", "before", "--format", format_)
    assert answer.status == 0, answer.err
    for value, word in ((old, "then"), (new, "lately")):
        if value != SUPPRESSED:
            assert word not in answer.out
