"""docs/catalogue.md: all that it shows can be loaded. The rows themselves: see test_models."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from ragcalc.catalogue.model.codes import CODES
from ragcalc.vocabulary import READING_REASONS, Basis, Reason, Status
from tests import build
from tests.catalogue.writing import HEAD, NEEDED, catalogue, codes, entry, load, thresholds, valid
from tests.docs import catalogue_page
from tests.docs.pages import DOCS, Page, Row, plain, quoted

PAGE = Page(DOCS / "catalogue.md")
FENCED = [(block.kind, block.text) for block in PAGE.blocks if block.language == "yaml"]
KEYS = [table for table in PAGE.tables if table.columns[0] == "key"]
"""The tables of keys; every one has an example in each row."""
SCOPE = (
    f"{HEAD}comparators: {{england: {{name: England}}}}\noutcomes: {{safe: {{name: Safe}}}}\n"
    "datasets: {lait: {file: lait.csv}}\ngroups: {directorate: Directorate}\n"
)
TIGHT = thresholds("policies: {tight: {}}\n")

BESIDE = {
    "An indicator": {
        "profile": "\naccumulates: true",
        "due": "\nfrequency: annual",
        "interval": "\nunit: percent",
        "limits": "\nfrequency: monthly",
        "step": "\nfrequency: monthly",
    },
    "Limits of a chart": {"from": ", to: 2020-M03", "to": ", from: 2019-M04"},
    "A forecast": dict.fromkeys(("source", "note"), ", value: 88"),
    "A comparator": dict.fromkeys(("short", "kind", "lag", "source", "note"), ", name: It"),
    "A dataset": dict.fromkeys(
        (
            "layout",
            "level",
            "filters",
            "columns",
            "years",
            "area",
            "national",
            "regions",
            "neighbours",
            "leave-out",
            "dictionary",
            "source",
        ),
        ", file: it.csv",
    ),
    "A grouping": {"members": ", name: It"},
    "An outcome": {"actions": ", name: It", "note": ", name: It"},
    "An action": dict.fromkeys(
        ("status", "due", "milestones", "owner", "source", "note"), ", name: It"
    ),
    "A measure of a dataset": {
        "name": ", measure: LAC",
        "measure": ", name: lait",
        "where": ", name: lait, measure: LAC",
        "columns": ", name: lait, measure: LAC",
    },
    "Any figure": dict.fromkeys(("source", "note", "provisional", "proposed"), ", value: 5"),
    "A published interval": {
        "lower": ", value: 81.2, upper: 83.4",
        "upper": ", value: 81.2, lower: 78.9",
        "lower-998": ", value: 81.2, lower: 78.9, upper: 83.4, upper-998: 84.7",
        "upper-998": ", value: 81.2, lower: 78.9, upper: 83.4, lower-998: 77.6",
    },
    "A reading": {
        **dict.fromkeys(("denominator", "breakdown", "break", "revised"), ", value: 5"),
        "numerator": ", denominator: 482",
    },
    "An outcome's own status": {
        "green": ", rule: share-green, amber: 50%",
        "amber": ", rule: share-green, green: 75%",
        "coverage": ", rule: worst",
    },
    "A path to submitted tables": dict.fromkeys(("period", "sheet", "columns"), ", path: returns"),
    "A target": {
        "from": ", to: 22",
        "to": ", from: 18",
        "percentile": ", of: lait",
        "of": ", percentile: 75",
    },
    "A published rating": {
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
        entry(
            f"{shape.format(line)}\npolarity: {POLARITY.get(key, 'high')}\n"
            "dataset: {name: lait, measure: LAC}"
        ),
        head=SCOPE,
    )


CATALOGUES: dict[str, Callable[[str, str], str]] = {
    "The top of indicators.yaml": lambda _, line: top(line),
    "A comparator": lambda _, line: top(f"comparators: {{it: {{{line}}}}}"),
    "A path to submitted tables": lambda _, line: top(f"data: [{{{line}}}]"),
    "A dataset": lambda _, line: top(f"datasets: {{it: {{{line}}}}}"),
    "An included file": lambda _, line: top(line),
    "A grouping": lambda _, line: top(f"groups: {{it: {{{line}}}}}"),
    "An outcome": lambda _, line: top(f"outcomes: {{it: {{{line}}}}}"),
    "An action": lambda _, line: top(
        f"outcomes: {{it: {{name: It, actions: {{it: {{{line}}}}}}}}}"
    ),
    "An indicator": lambda _, line: catalogue(entry(line), head=SCOPE),
    "Limits of a chart": lambda _, line: catalogue(
        entry(f"limits: {{{line}}}\nfrequency: monthly"), head=SCOPE
    ),
    "A measure of a dataset": lambda _, line: catalogue(entry(f"dataset: {{{line}}}"), head=SCOPE),
    "Any figure": figure("base: {{{}}}"),
    "A published interval": figure("values: {{2018-19 Q4: {{{}}}}}"),
    "A reading": figure("values: {{2018-19 Q4: {{{}}}}}"),
    "A target": figure("target: {{{}}}"),
    "A forecast": figure("forecast: {{2018-19: {{{}}}}}"),
    "A published rating": figure("reported: {{2018-19 Q4: {{{}}}}}"),
}
RULES = {
    "The top of thresholds.yaml": "{}",
    "A policy": "default: {{{}}}",
    "Status": "default: {{status: {{{}}}}}",
    "Direction of travel": "default: {{direction: {{{}}}}}",
    "Comparison": "default: {{comparator: {{{}}}}}",
    "Checks": "checks: {{{}}}",
    "An outcome's own status": "outcome: {{{}}}",
    "Unlikely figures": "checks: {{unlikely: {{{}}}}}",
}


def rows(*headings: str) -> list[tuple[str, str, str]]:
    """Return heading, key and example of every row of the tables of keys."""
    return [
        (table.heading, plain(row["key"]), plain(row["example"]))
        for table in KEYS
        if table.heading in headings
        for row in table.rows
    ]


def in_braces(keys: str) -> str:
    """Write one indicator: the keys in braces, and what they leave out of the needed ones."""
    needed = [f"{key}: {value}" for key, value in NEEDED.items() if f"{key}: " not in keys]
    return f"  it: {{{', '.join(needed)}, {keys[1:]}\n"


def column(*heads: str, heading: str = "") -> list[str]:
    """Return the code spans of the first column of a table, under a heading where two are alike."""
    (table,) = (one for one in PAGE.tables if one.columns == heads and heading in one.heading)
    return [one for row in table.rows for one in quoted(row[heads[0]])]


def examples(*heads: str, heading: str = "") -> list[Row]:
    """Return the rows of every table with these columns, under a heading where one is given."""
    found = [one for one in PAGE.tables if one.columns == heads and heading in one.heading]
    assert found
    return [row for one in found for row in one.rows]


def test_the_tables_of_keys_are_the_models() -> None:
    assert catalogue_page.page() == PAGE.text, "python -m tests.docs.catalogue_page writes them"
    assert {one.heading for one in KEYS} == {*catalogue_page.MODELS, "An included file"}


def test_every_yaml_example_says_where_it_belongs() -> None:
    assert {kind for kind, _ in FENCED} == {"catalogue", "indicator", "thresholds"}


@pytest.mark.parametrize(("kind", "text"), FENCED)
def test_an_example_loads(kind: str, text: str) -> None:
    match kind:
        case "catalogue":
            valid(load(text))
        case "thresholds":
            valid(load(catalogue(), text))
        case _:
            valid(load(catalogue(entry(text), head=SCOPE)))


def test_every_table_of_keys_has_its_examples_tried() -> None:
    assert {table.heading for table in KEYS} == CATALOGUES.keys() | RULES.keys()


@pytest.mark.parametrize(("heading", "key", "example"), rows(*CATALOGUES))
def test_the_example_of_a_key_of_the_catalogue_loads(heading: str, key: str, example: str) -> None:
    if example == "see below":
        return
    assert example.startswith(f"{key}: ")
    line = example + BESIDE.get(heading, {}).get(key, "")
    valid(load(CATALOGUES[heading](key, line), TIGHT))


@pytest.mark.parametrize(("heading", "key", "example"), rows(*RULES))
def test_the_example_of_a_key_of_the_thresholds_loads(heading: str, key: str, example: str) -> None:
    assert example.startswith(f"{key}: ")
    line = RULES[heading].format(example + BESIDE.get(heading, {}).get(key, ""))
    valid(load(catalogue(), thresholds("" if key == "version" else f"{line}\n")))


FORGIVEN = PAGE.section("Periods").partition("forgiven:")[2].partition(".")[0]


@pytest.mark.parametrize("written", [*column("written", "is"), *quoted(FORGIVEN)])
def test_every_form_of_a_period_is_read(written: str) -> None:
    valid(load(catalogue(entry(f"values: {{{written}: 5}}"))))


@pytest.mark.parametrize("row", examples("written", "read as", heading="Periods"), ids=str)
def test_a_period_is_read_as_the_table_says(row: Row) -> None:
    loaded = load(catalogue(entry(f"values: {{{plain(row['written'])}: 5}}")))
    found = loaded.catalogue.indicators["it"].values if loaded.catalogue else {}
    assert (codes(loaded) or [str(one) for one in found]) == [plain(row["read as"])]


@pytest.mark.parametrize("row", examples("written", "read as", heading="Numbers"), ids=str)
def test_a_number_is_read_as_the_table_says(row: Row) -> None:
    loaded = load(catalogue(entry(f"values:\n      2018-19 Q4: {plain(row['written'])}")))
    found = loaded.catalogue.indicators["it"].values.values() if loaded.catalogue else ()
    assert (codes(loaded) or [str(one.value) for one in found]) == [plain(row["read as"])]


@pytest.mark.parametrize("written", quoted(PAGE.section("Stretches of time").partition("|")[0]))
def test_every_stretch_of_time_is_read(written: str) -> None:
    valid(load(catalogue(entry(f"lag: {written}"))))


@pytest.mark.parametrize("row", examples("written", "months"), ids=str)
def test_a_stretch_of_time_has_the_months_that_the_table_says(row: Row) -> None:
    loaded = load(catalogue(entry(f"lag: {plain(row['written'])}")))
    found = loaded.catalogue.indicators["it"].lag if loaded.catalogue else None
    assert (codes(loaded) or [str(found)]) == [plain(row["months"])]


@pytest.mark.parametrize("written", column("written", "how far short still counts"))
def test_every_form_of_a_tolerance_is_read(written: str) -> None:
    valid(load(catalogue(), thresholds(f"default: {{comparator: {{similar: {written}}}}}\n")))


@pytest.mark.parametrize("row", examples("written", "still amber", "already red"), ids=str)
def test_a_tolerance_ends_where_the_table_says(row: Row) -> None:
    """A target of 200 where low is good; a row with a code has no ends."""
    written, amber, red = map(plain, row.values())
    rule = f"polarity: low, target: 200, tolerance: {{amber: {written}}}"
    if not red:
        assert build.codes(f"{{{rule}, values: {{}}}}") == [amber]
        return
    stated = {amber: Status.AMBER, red: Status.RED}
    stated.pop("none", None)
    found = {edge: build.colour(f"{rule}, values: {{{build.NOW}: {edge}}}")[0] for edge in stated}
    assert found == stated


@pytest.mark.parametrize("row", examples("in an indicator", "is"), ids=str)
def test_lines_of_an_indicator_are_accepted_or_refused_as_the_table_says(row: Row) -> None:
    """One line, or several keys in braces."""
    written = plain(row["in an indicator"])
    indicator = in_braces(written) if written.startswith("{") else entry(written)
    loaded = load(catalogue(indicator, head=SCOPE))
    assert (codes(loaded) or ["accepted"]) == [plain(row["is"])]


@pytest.mark.parametrize("row", examples("`target`", "`polarity`", "met by", "missed by"), ids=str)
def test_a_target_is_met_and_missed_as_the_table_says(row: Row) -> None:
    """England's figure is 40."""
    target, polarity, met, missed = row.values()
    frame = f"target: {target}, polarity: {polarity}, comparators: {{england: 40}}"
    reasons = [build.colour(f"{frame}, values: {{{build.NOW}: {one}}}")[1] for one in (met, missed)]
    assert reasons == [Reason.MET, Reason.WITHIN_AMBER]


def test_every_reason_for_having_no_figure_is_reported() -> None:
    assert column("reason", "why there is no figure") == list(READING_REASONS)


def test_every_basis_is_reported() -> None:
    documented = [
        one.strip("{").partition(":")[0] for one in column("basis", "the earlier reading")
    ]
    assert documented == list(Basis)


def test_the_codes_of_a_family_stand_together() -> None:
    families = [code.partition("-")[0] for code in CODES]
    assert len({*families}) == 1 + sum(one != other for one, other in pairwise(families))
