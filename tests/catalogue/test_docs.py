"""docs/catalogue.md: all that it shows can be loaded. The rows themselves: see test_models."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from ragcalc.catalogue.codes import CODES
from ragcalc.vocabulary import READING_REASONS, Basis
from tests.catalogue.writing import HEAD, catalogue, entry, load, sound, thresholds

TEXT = (Path(__file__).parents[2] / "docs" / "catalogue.md").read_text(encoding="utf-8")
FENCED = re.findall(r"<!-- (\w+) -->\n```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
ROW = re.compile(r"^\| `([^`]+)` \|.*\| `([^`]+)` \|$", flags=re.MULTILINE)
SCOPE = (
    f"{HEAD}comparators: {{england: {{name: England}}}}\noutcomes: {{safe: {{name: Safe}}}}\n"
    "datasets: {lait: {file: lait.csv}}\n"
)
TIGHT = thresholds("policies: {tight: {}}\n")

BESIDE = {
    "An indicator": {
        "profile": "\naccumulates: true",
        "due": "\nfrequency: annual",
        "interval": "\nunit: percent",
    },
    "A comparator": dict.fromkeys(("short", "kind", "lag", "source", "note"), ", name: It"),
    "A dataset": dict.fromkeys(
        ("columns", "years", "area", "national", "regions", "neighbours", "source"),
        ", file: it.csv",
    ),
    "An outcome": {"actions": ", name: It", "note": ", name: It"},
    "An action": dict.fromkeys(
        ("status", "due", "milestones", "owner", "source", "note"), ", name: It"
    ),
    "A measure of a dataset": {"name": ", measure: LAC", "measure": ", name: lait"},
    "Any figure": dict.fromkeys(("source", "note", "provisional", "proposed"), ", value: 5"),
    "A reading": dict.fromkeys(("numerator", "denominator", "breakdown", "break"), ", value: 5"),
    "An outcome's own colour": {
        "green": ", rule: share-green, amber: 50%",
        "amber": ", rule: share-green, green: 75%",
        "coverage": ", rule: worst",
    },
    "A target": {"from": ", to: 22", "to": ", from: 18"},
    "A reported verdict": {
        **dict.fromkeys(("direction", "note", "source"), ", status: red"),
        "overrides": ", status: red, note: why",
    },
}
"""What must stand beside a key."""
POLARITY = {"from": "on-target", "to": "on-target", "below": "low"}


def top(line: str) -> str:
    """Write a catalogue with a line at its top in place of the line that it has."""
    key = line.partition(":")[0]
    head = [one for one in HEAD.splitlines() if not one.startswith(f"{key}:")]
    return catalogue(head="\n".join([*head, line, ""]))


def figure(shape: str) -> Callable[[str, str], str]:
    return lambda key, line: catalogue(
        entry(f"{shape.format(line)}\npolarity: {POLARITY.get(key, 'high')}"), head=SCOPE
    )


CATALOGUES: dict[str, Callable[[str, str], str]] = {
    "The top of indicators.yaml": lambda _, line: top(line),
    "A comparator": lambda _, line: top(f"comparators: {{it: {{{line}}}}}"),
    "A dataset": lambda _, line: top(f"datasets: {{it: {{{line}}}}}"),
    "An included file": lambda _, line: top(line),
    "An outcome": lambda _, line: top(f"outcomes: {{it: {{{line}}}}}"),
    "An action": lambda _, line: top(
        f"outcomes: {{it: {{name: It, actions: {{it: {{{line}}}}}}}}}"
    ),
    "An indicator": lambda _, line: catalogue(entry(line), head=SCOPE),
    "A measure of a dataset": lambda _, line: catalogue(entry(f"dataset: {{{line}}}"), head=SCOPE),
    "Any figure": figure("base: {{{}}}"),
    "A reading": figure("values: {{2018-19 Q4: {{{}}}}}"),
    "A target": figure("target: {{{}}}"),
    "A reported verdict": figure("reported: {{2018-19 Q4: {{{}}}}}"),
}
RULES = {
    "The top of thresholds.yaml": "{}",
    "A policy": "default: {{{}}}",
    "Status": "default: {{status: {{{}}}}}",
    "Direction of travel": "default: {{direction: {{{}}}}}",
    "Comparison": "default: {{comparator: {{{}}}}}",
    "Checks": "checks: {{{}}}",
    "An outcome's own colour": "outcome: {{{}}}",
    "Unlikely figures": "checks: {{unlikely: {{{}}}}}",
}


def section(heading: str) -> str:
    """Give the text below a heading, up to the next."""
    sections = re.split(r"^#+ ", TEXT, flags=re.MULTILINE)
    (found,) = (one for one in sections if one.startswith(f"{heading}\n"))
    return found


def rows(*headings: str) -> list[tuple[str, str, str]]:
    """Give heading, key and example of every row of the tables."""
    return [(one, key, example) for one in headings for key, example in ROW.findall(section(one))]


def quoted(text: str) -> list[str]:
    """Give what stands between backticks."""
    return re.findall(r"`([^`]+)`", text)


def first_cells(heading: str) -> list[str]:
    """Give what stands between backticks in the first column of a table with two columns."""
    cells = re.findall(r"^\|([^|]*)\|[^|]*\|$", section(heading), flags=re.MULTILINE)
    return [one for cell in cells for one in quoted(cell)]


def test_every_yaml_example_says_where_it_belongs() -> None:
    assert len(FENCED) == TEXT.count("```yaml") > 5


@pytest.mark.parametrize(("kind", "text"), FENCED)
def test_an_example_loads(kind: str, text: str) -> None:
    match kind:
        case "catalogue":
            sound(load(text))
        case "thresholds":
            sound(load(catalogue(), text))
        case _:
            sound(load(catalogue(entry(text), head=SCOPE)))


def test_every_table_of_keys_has_its_examples_tried() -> None:
    tables = re.findall(r"^#+ ([^\n]+)\n[^#]*?\n\| key \|", TEXT, flags=re.MULTILINE)
    assert set(tables) == CATALOGUES.keys() | RULES.keys()


@pytest.mark.parametrize(("heading", "key", "example"), rows(*CATALOGUES))
def test_the_example_of_a_key_of_the_catalogue_loads(heading: str, key: str, example: str) -> None:
    if example == "see below":
        return
    assert example.startswith(f"{key}: ")
    line = example + BESIDE.get(heading, {}).get(key, "")
    sound(load(CATALOGUES[heading](key, line), TIGHT))


@pytest.mark.parametrize(("heading", "key", "example"), rows(*RULES))
def test_the_example_of_a_key_of_the_thresholds_loads(heading: str, key: str, example: str) -> None:
    assert example.startswith(f"{key}: ")
    line = RULES[heading].format(example + BESIDE.get(heading, {}).get(key, ""))
    sound(load(catalogue(), thresholds("" if key == "version" else f"{line}\n")))


FORGIVEN = section("Periods").partition("forgiven:")[2].partition(".")[0]


@pytest.mark.parametrize("written", [*first_cells("Periods"), *quoted(FORGIVEN)])
def test_every_form_of_a_period_is_read(written: str) -> None:
    sound(load(catalogue(entry(f"values: {{{written}: 5}}"))))


@pytest.mark.parametrize("written", quoted(section("Stretches of time")))
def test_every_stretch_of_time_is_read(written: str) -> None:
    sound(load(catalogue(entry(f"lag: {written}"))))


@pytest.mark.parametrize("written", first_cells("Tolerances"))
def test_every_form_of_a_tolerance_is_read(written: str) -> None:
    sound(load(catalogue(), thresholds(f"default: {{comparator: {{similar: {written}}}}}\n")))


def test_every_reason_for_having_no_figure_is_told() -> None:
    assert first_cells("A reading") == [reason.value for reason in READING_REASONS]


def test_every_basis_is_told() -> None:
    told = [re.findall("[a-z-]+", cell)[0] for cell in first_cells("Direction of travel")]
    assert told == [basis.value for basis in Basis]


def test_the_codes_of_a_family_stand_together() -> None:
    families = [code.partition("-")[0] for code in CODES]
    assert len({*families}) == 1 + sum(one != other for one, other in pairwise(families))
