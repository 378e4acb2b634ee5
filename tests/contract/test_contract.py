"""Every format that people read shows every field of its document, and escapes what it shows.

The formats are those of the registry; what one rightly leaves out stands in `NOT_SHOWN`. That a
format which forgets or does not escape is seen has tests of its own, with formats that do so.
"""

from collections.abc import Iterator

import pytest

from ragcalc import pipeline as api
from ragcalc.render.formats import FORMATS, DocumentKind, Format
from ragcalc.render.media.medium import HTML, MARKDOWN, Medium
from ragcalc.render.report import front, tallies, view
from ragcalc.scoring.results import Report
from tests.contract import contract
from tests.contract.catalogue import PERIOD, Planted, loaded, unique
from tests.formats import all_formats, for_people
from tests.media import hostile

for needed in ("docx", "jinja2", "matplotlib", "xlsxwriter", "openpyxl"):
    pytest.importorskip(needed)

READ = [one for one in all_formats() if for_people(one) and one.document is not DocumentKind.CHECK]
"""The messages of `check` are no views; tests/checks and tests/media have them."""


def every(formats: list[Format]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "format_", formats, ids=[f"{one.document} {one.name}" for one in formats]
    )


OF_VIEWS = [one for one in READ if one.document is not DocumentKind.LIST]
OF_REPORT = [one for one in READ if one.document in (DocumentKind.REPORT, DocumentKind.NARRATIVE)]


@pytest.mark.filterwarnings("ignore:Sparkline Group")
@every(OF_VIEWS)
def test_a_format_shows_every_field_that_it_does_not_leave_out_for_a_reason(
    format_: Format,
) -> None:
    assert contract.forgotten(format_) == contract.not_shown(format_)


@pytest.mark.filterwarnings("ignore:Sparkline Group")
@pytest.mark.parametrize("what", contract.CHANGED)
@every(OF_REPORT)
def test_a_verdict_or_a_mark_that_is_another_is_seen(format_: Format, what: str) -> None:
    assert contract.is_seen(format_, what)


def hostile_text(field: str) -> str:
    """Return all that would come alive somewhere, under the field's own word."""
    return f"{unique(field)} {' '.join(hostile.PAYLOADS)}"


@every(READ)
def test_a_format_escapes_whatever_it_shows(format_: Format) -> None:
    made = format_.render(*contract.document(format_.document, hostile_text), contract.WIDE)
    assert contract.alive(format_, made) == []


def grouped(planted: Planted) -> Report:
    """Score the catalogue by the groups of its one grouping."""
    return api.scored(loaded(planted), PERIOD, evidence=(), histories=True, group_by="directorate")


@pytest.mark.filterwarnings("ignore:Sparkline Group")
@every(OF_REPORT)
def test_a_format_shows_groups_in_place_of_outcomes(format_: Format) -> None:
    _, *more = contract.document(format_.document)
    words = contract.read(format_, format_.render(grouped(unique), *more, contract.WIDE))
    assert unique("group") in words
    assert f"{unique('grouping')} not given" in words
    assert ("zqoutcome" in words) == ("Outcome" in words) == (format_.name == "xlsx")
    assert f"2 actions of outcomes not shown, as the report is by {unique('grouping')}" in words


@every(OF_REPORT)
def test_a_format_escapes_groups(format_: Format) -> None:
    _, *more = contract.document(format_.document)
    made = format_.render(grouped(hostile_text), *more, contract.WIDE)
    assert contract.alive(format_, made) == []


# ── The contract sees a format that breaks it ────────────────────────────────────────────────────


def broken(name: str, medium: Medium) -> Format:
    """Return a format that breaks the contract, as if it were registered."""
    return Format(DocumentKind.REPORT, "markdown", medium, f"tests.contract.{name}")


def test_a_format_that_forgets_actions_is_seen() -> None:
    format_ = broken("forgetful", MARKDOWN)
    assert contract.forgotten(format_) - contract.not_shown(format_) == {
        *("action", "action note", "action due", "action status", "milestone"),
        *("milestone period", "total of actions"),
    }


@pytest.mark.parametrize("medium", [MARKDOWN, HTML])
def test_a_format_that_does_not_escape_is_seen(medium: Medium) -> None:
    format_ = broken("unescaped", medium)
    made = format_.render(*contract.document(DocumentKind.REPORT, hostile_text), contract.WIDE)
    assert contract.alive(format_, made) != []


@pytest.mark.parametrize("what", contract.CHANGED)
def test_a_format_without_verdicts_or_marks_is_seen(what: str) -> None:
    assert not contract.is_seen(broken("steady", MARKDOWN), what)


def test_what_is_left_out_is_left_out_of_a_format_that_there_is() -> None:
    assert [one for one in contract.NOT_SHOWN if one[1] not in FORMATS[one[0]]] == []


# ── Every field of the view is in the contract ───────────────────────────────────────────────────


def fields() -> Iterator[str]:
    for part in (*vars(view).values(), *vars(front).values(), *vars(tallies).values()):
        if (
            isinstance(part, type)
            and hasattr(part, "_fields")
            and part.__module__.startswith("ragcalc.render.report.")
        ):
            yield from (f"{part.__name__}.{name}" for name in part._fields)


def test_the_contract_knows_every_field_of_the_view() -> None:
    """A field that is added fails here until the contract looks for it."""
    assert set(fields()) == {one for names in contract.OF_VIEW.values() for one in names}


@pytest.mark.parametrize("fact", contract.OF_VIEW)
def test_what_a_field_is_looked_for_by_is_in_the_contract(fact: str) -> None:
    known = {*contract.facts(DocumentKind.REPORT), *contract.CHANGED, contract.STRUCTURE}
    assert fact in known
