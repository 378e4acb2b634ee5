"""A figure whose period is not of the indicator's frequency does not vanish from the report."""

import json

import pytest

from ragcalc.render.formats import FORMATS, DocumentKind, Format
from ragcalc.render.media.medium import HTML, MARKDOWN, TEXT
from ragcalc.render.media.style import Style
from tests import build

ENTRIES = {
    "yearly": "frequency: annual, values: {2017-18: 8, 2018-19 Q4: 9}",
    "quarterly": "values: {2018-19 Q3: 9, 2018-19: 9, 2019-M03: 5}",
    "fitting": "values: {2018-19 Q4: 9}",
}
WORDS = (
    "Not shown, as the period is not of the indicator's frequency: "
    "yearly (2018-19 Q4), quarterly (2018-19, March 2019)"
)
READ = [
    one
    for document in (DocumentKind.REPORT, DocumentKind.NARRATIVE)
    for one in FORMATS[document].values()
    if one.medium in (TEXT, MARKDOWN, HTML)
]


@pytest.mark.parametrize("made", READ, ids=lambda one: f"{one.document}-{one.name}")
def test_every_format_that_people_read_names_it(made: Format) -> None:
    in_full = (True,) if made.document is DocumentKind.NARRATIVE else ()
    text = made.render(build.report(ENTRIES, "2018-19 Q4"), *in_full, Style(width=200))
    assert isinstance(text, str)
    assert WORDS in text.replace("&#39;", "'")


def test_json_has_it_beside_the_indicator() -> None:
    made = FORMATS[DocumentKind.REPORT]["json"].render(build.report(ENTRIES), Style())
    assert isinstance(made, str)
    assert [one["unfit_periods"] for one in json.loads(made)["indicators"]] == [
        ["2018-19 Q4"],
        ["2018-19", "2019-M03"],
        [],
    ]
