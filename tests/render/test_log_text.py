"""Text in a log: what a runner would obey is parted, and means what it meant."""

import json
from xml.etree import ElementTree

import pytest

from ragcalc.render.media.log import inert
from ragcalc.render.media.medium import Syntax


@pytest.mark.parametrize(
    ("text", "syntax", "written"),
    [
        ("::error::x", Syntax.PLAIN, ": :error::x"),
        ("a\n \t\N{NO-BREAK SPACE}::error::x", Syntax.PLAIN, "a\n \t\N{NO-BREAK SPACE}: :error::x"),
        ("a\r::error::x", Syntax.PLAIN, "a\r: :error::x"),
        ("a ::error::x", Syntax.PLAIN, "a ::error::x"),
        ("a ##[error]b ####vso[c]", Syntax.PLAIN, "a # #[error]b ### #vso[c]"),
        ("::error::x ##[a]", Syntax.MARKDOWN, r":\:error::x #\#[a]"),
        ("::error::x ##[a]", Syntax.XML, ":&#58;error::x #&#35;[a]"),
        ('"::error::x ##[a]"', Syntax.JSON, r'"::error::x #\u0023[a]"'),
        ("::error::x ##[a]", Syntax.COMMANDS, "::error::x # #[a]"),
        ("# heading ## [a] ##", Syntax.PLAIN, "# heading ## [a] ##"),
    ],
)
def test_a_command_is_parted_as_the_syntax_allows(text: str, syntax: Syntax, written: str) -> None:
    assert inert(text, syntax) == written


def test_json_and_xml_mean_the_same() -> None:
    text = "a ##[b] ##vso[c]"
    assert json.loads(inert(json.dumps(text), Syntax.JSON)) == text
    assert ElementTree.fromstring(inert(f"<a>{text}</a>", Syntax.XML)).text == text
