"""The signs, the colours, and what stands in for letters that an encoding lacks."""

import re
from typing import get_args

import pytest

from ragcalc.render.common.cells import Tone, direction_tone, standing_tone, status_tone
from ragcalc.render.common.symbols import PLAIN, UNICODE, Sign, SymbolSet, symbol_set
from ragcalc.render.media import terminal
from ragcalc.render.media.style import Colour, Style
from ragcalc.vocabulary import ComparisonResult, Direction, Status

ALPHABETS = {"fancy": UNICODE, "plain": PLAIN}


def signs_of(letters: SymbolSet) -> list[str]:
    return [sign for signs in letters.signs.values() for sign in signs.values()]


every_alphabet = pytest.mark.parametrize("letters", ALPHABETS.values(), ids=ALPHABETS)


@every_alphabet
def test_no_sign_is_used_twice(letters: SymbolSet) -> None:
    used = [*signs_of(letters), letters.none, letters.dot, letters.goal, letters.band]
    assert len(used) == len(set(used))


@every_alphabet
def test_a_sign_takes_one_column(letters: SymbolSet) -> None:
    charts = [letters.goal, letters.band]
    used = [*signs_of(letters), letters.none, letters.dot, letters.rule, *charts]
    assert [one for one in used if terminal.cells(one) != 1] == []


@every_alphabet
def test_every_set_of_words_that_a_sign_stands_for_has_its_signs(letters: SymbolSet) -> None:
    assert {*letters.signs} == {*get_args(Sign)}


def test_the_plain_alphabet_is_ascii() -> None:
    others = [PLAIN.none, PLAIN.dot, PLAIN.rule, PLAIN.goal, PLAIN.band, PLAIN.footnote(12)]
    assert "".join([*signs_of(PLAIN), *others]).isascii()


@pytest.mark.parametrize(
    ("style", "letters"),
    [
        (Style(), UNICODE),
        (Style(plain=True), PLAIN),
        (Style(encoding="ascii"), PLAIN),
        (Style(encoding="latin-1"), PLAIN),
        (Style(encoding="cp1252"), PLAIN),
        (Style(encoding="cp437"), PLAIN),
        (Style(encoding="utf-16"), UNICODE),
    ],
)
def test_the_richest_alphabet_that_can_be_shown_is_taken_whole(
    style: Style, letters: SymbolSet
) -> None:
    assert symbol_set(style) is letters


def test_no_sign_is_a_letter_of_a_status() -> None:
    """`O G` would otherwise read as two words."""
    fancy = set(signs_of(UNICODE))
    assert fancy & set("GARMU") == set()
    assert set(signs_of(PLAIN)) & set("GARMU") == set()


@pytest.mark.parametrize(
    ("text", "ascii_"),
    [
        ("plain", "plain"),
        ("Café – crèche", "Cafe - creche"),
        ("-£1,250.5", "-GBP1,250.5"),
        ("‘one’ “two”…", "'one' \"two\"..."),
        ("日本", "??"),
        ("👩‍👩‍👧‍👦", "????"),
        ("\N{FULLWIDTH LESS-THAN SIGN}b", "?b"),
    ],
)
def test_what_an_encoding_lacks_is_written_otherwise(text: str, ascii_: str) -> None:
    """A sign never becomes another sign that could mean something where the text stands."""
    assert Style(encoding="ascii").to_encoding(text) == ascii_


def test_what_an_encoding_holds_stays() -> None:
    assert Style(encoding="latin-1").to_encoding("Café £5 – 日") == "Café £5 - ?"


# ── Colours ──────────────────────────────────────────────────────────────────────────────────────

LEVELS = (0, 95, 135, 175, 215, 255)


def rgb(code: int) -> tuple[int, int, int]:
    """Return the colour of one of the 256, as every terminal shows those from 16 on."""
    if code >= 232:
        grey = 8 + 10 * (code - 232)
        return grey, grey, grey
    return LEVELS[(code - 16) // 36], LEVELS[(code - 16) // 6 % 6], LEVELS[(code - 16) % 6]


def luminance(code: int) -> float:
    """Return the relative luminance (Web Content Accessibility Guidelines 2.2)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (level / 255 for level in rgb(code))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("tone", "least"),
    [(Tone.GOOD, 4.5), (Tone.MIDDLING, 4.4), (Tone.BAD, 3.99), (Tone.QUIET, 4.5)],
)
def test_every_colour_reads_on_white_and_on_black(tone: Tone, least: float) -> None:
    """No colour has more than 4.58 on both; the best amber has 4.46, the best plain red 4.0."""
    style = terminal.words("x", Style(colour=Colour.MANY), tone).style
    (code,) = re.findall(r"color\((\d+)\)", str(style))
    found = luminance(int(code))
    assert min(1.05 / (found + 0.05), (found + 0.05) / 0.05) >= least


def test_with_16_colours_nothing_is_dim_and_amber_letters_are_black() -> None:
    """What yellow and dim look like is up to the terminal: on white they may vanish."""
    styles = {
        tone: str(terminal.words("x", Style(colour=Colour.BASIC), tone).style) for tone in Tone
    }
    assert styles[Tone.QUIET] == styles[Tone.PLAIN] == ""
    assert styles[Tone.MIDDLING] == "black on yellow"


def test_green_is_good_red_is_bad_and_what_nobody_judges_is_neither() -> None:
    assert {one.value: status_tone(one).value for one in Status} == {
        "green": "good",
        "amber": "middling",
        "red": "bad",
        "missing": "quiet",
        "unrated": "quiet",
    }
    assert {one.value: direction_tone(one).value for one in Direction} == {
        "improved": "good",
        "maintained": "plain",
        "declined": "bad",
        "higher": "plain",
        "same": "plain",
        "lower": "plain",
        "unavailable": "quiet",
    }
    assert {one.value: standing_tone(one).value for one in ComparisonResult} == {
        "better": "good",
        "similar": "plain",
        "worse": "bad",
        "higher": "plain",
        "lower": "plain",
    }


@pytest.mark.parametrize(
    ("tone", "codes"),
    [
        (Tone.GOOD, "1;32"),
        (Tone.MIDDLING, "30;43"),
        (Tone.BAD, "1;31"),
        (Tone.PLAIN, ""),
        (Tone.QUIET, ""),
    ],
)
def test_of_16_colours_good_is_green_and_bad_is_red(tone: Tone, codes: str) -> None:
    style = Style(colour=Colour.BASIC)
    drawn = terminal.draw(terminal.words("it", style, tone), style)
    assert drawn == (f"\x1b[{codes}mit\x1b[0m\n" if codes else "it\n")
