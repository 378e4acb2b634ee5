"""Text in a log: what a runner would obey is parted, and means what it meant."""

import json
from xml.etree import ElementTree

import pytest

from ragcalc.render.media.log import inert


@pytest.mark.parametrize(
    ("text", "format_", "written"),
    [
        ("::error::x", "text", ": :error::x"),
        ("a\n \t\N{NO-BREAK SPACE}::error::x", "text", "a\n \t\N{NO-BREAK SPACE}: :error::x"),
        ("a\r::error::x", "csv", "a\r: :error::x"),
        ("a ::error::x", "text", "a ::error::x"),
        ("a ##[error]b ####vso[c]", "table", "a # #[error]b ### #vso[c]"),
        ("::error::x ##[a]", "markdown", r":\:error::x #\#[a]"),
        ("::error::x ##[a]", "html", ":&#58;error::x #&#35;[a]"),
        ('"::error::x ##[a]"', "json", r'"::error::x #\u0023[a]"'),
        ("::error::x ##[a]", "github", "::error::x # #[a]"),
        ("# heading ## [a] ##", "text", "# heading ## [a] ##"),
    ],
)
def test_a_command_is_parted_as_the_format_allows(text: str, format_: str, written: str) -> None:
    assert inert(text, format_) == written


def test_json_and_xml_mean_the_same() -> None:
    text = "a ##[b] ##vso[c]"
    assert json.loads(inert(json.dumps(text), "json")) == text
    assert ElementTree.fromstring(inert(f"<a>{text}</a>", "junit")).text == text
