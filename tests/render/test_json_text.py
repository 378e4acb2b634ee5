"""JSON text: exact numbers, and nothing that steers a terminal, whatever else stands in it."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from ragcalc.catalogue.yaml.characters import CONTROL
from ragcalc.render.media.json import Json, dumps

EVERY = [chr(code) for code in (*range(0x300), *range(0x2000, 0x2100), 0xD800, 0xFFFE, 0xFFFF)]


@pytest.mark.parametrize("beside", ["", "£"], ids=["ASCII alone", "beside others"])
def test_a_character_that_steers_stands_as_an_escape_and_means_the_same(beside: str) -> None:
    for one in EVERY:
        text = dumps([f"{one}{beside}"])
        assert json.loads(text) == [f"{one}{beside}"]
        assert not CONTROL.search(text)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(16), "16"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 2**10), "0.0009765625"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(-2, 3), "-0.666667"),
        (Fraction(0), "0"),
        (Fraction(10**30), "1" + 30 * "0"),
        (Decimal("16.00"), "16.00"),
        (Decimal("-0"), "0"),
        (12, "12"),
        (True, "true"),
        (False, "false"),
        (None, "null"),
    ],
)
def test_a_number_is_written_exactly_where_its_decimals_end(number: Json, written: str) -> None:
    assert dumps({"it": number}) == f'{{\n  "it": {written}\n}}\n'
