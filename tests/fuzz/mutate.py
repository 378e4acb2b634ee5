"""Mutations of catalogues: small damage of the kinds that people, editors and attackers do.

Every choice comes from `pick`, which gives a whole number below its argument, so that chance,
Hypothesis and a coverage-guided fuzzer can all drive the same mutations.
"""

from collections.abc import Callable

Pick = Callable[[int], int]

ATOMS = (
    *("", " ", "0", "-1", "14", "0.70", "1_000", "1e3", "0x10", ".nan", ".inf", "1,234", "9" * 400),
    *("~", "null", "no", "true", "12:30", "010", "ninety", "5%", "2 points", "below 5%", "-5%"),
    *("£1,000", "18.3%", "2018-19", "2018-19 Q4", "2018/19 q4", "from 2018-19 Q3", "2019", "Q4"),
    *("2018-20", "2019-M03", "Mar 2019", "9999-00", "1899-00", "2018-19 academic", "none"),
    *("[", "]", "{", "}", "[]", "{}", "[1, 2]", "{a: b}", "{value: 16}", "{from: 1, to: 0}"),
    *("{below: 85}", "{comparator: england}", "{lesser-of: [5%, 1 point]}", "{baseline: 2015-16}"),
    *("&a x", "*a", "!!int 5", "!x y", "---", "...", "# note", "? a", "- a", "- - - a", "|", ">"),
    *("'", '"', '"\\e[31m"', '"\\ud800"', '"\\0"', "\t", "\x00", "\x1b[2J", "\x85", "\u2028"),
    *(
        "\ufeff",
        "\u202e",
        "\u200b",
        "👩‍👩‍👧‍👦",
        "é",
        "[red]",
        "<b>",
        "a | b",
        "=1+1",
        "@x",
        "%x",
        "`x",
    ),
    *("high", "low", "on-target", "neutral", "percent", "count", "quarterly", "annual", "monthly"),
    *("in-measurement", "suppressed", "linear", "[20%, 45%, 70%, 100%]", "1 quarter", "999 years"),
    *("last-reported", "same-period-last-year", "{label: kg}", "Q2", "academic", "calendar"),
)
KEYS = (
    *("version", "organisation", "tiers", "comparators", "outcomes", "indicators", "name", "short"),
    *(
        "outcome",
        "tier",
        "unit",
        "polarity",
        "frequency",
        "decimals",
        "target",
        "targets",
        "values",
    ),
    *("policy", "tolerance", "direction", "floor", "base", "accumulates", "profile", "rolling"),
    "rolls-up",
    *("limits", "step", "signals"),
    *("year", "due", "lag", "carry", "reported", "may-exceed-100", "source", "note", "owner"),
    *("value", "numerator", "denominator", "breakdown", "break", "provisional", "proposed", "from"),
    *("to", "below", "above", "comparator", "status", "overrides", "green", "amber", "amber-if"),
    *("same", "basis", "similar", "default", "policies", "kind", "checks", "severities", "[key]"),
)


def mutated(text: str, pick: Pick) -> str:
    """Return the text with one to four mutations, mostly one."""
    for _ in range((1, 1, 1, 1, 2, 2, 3, 4)[pick(8)]):
        text = MUTATIONS[pick(len(MUTATIONS))](text, pick)
    return text


def _lines(text: str, pick: Pick) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, pick(len(lines))


def delete_line(text: str, pick: Pick) -> str:
    """Delete one line."""
    lines, at = _lines(text, pick)
    return "\n".join(lines[:at] + lines[at + 1 :])


def repeat_line(text: str, pick: Pick) -> str:
    """Repeat one line somewhere."""
    lines, at = _lines(text, pick)
    to = pick(len(lines) + 1)
    return "\n".join([*lines[:to], lines[at], *lines[to:]])


def indent_line(text: str, pick: Pick) -> str:
    """Move one line right or left."""
    lines, at = _lines(text, pick)
    lines[at] = " " * pick(8) + lines[at].lstrip() if pick(2) else "  " + lines[at]
    return "\n".join(lines)


def replace_value(text: str, pick: Pick) -> str:
    """Put something else behind a colon."""
    lines, at = _lines(text, pick)
    key, colon, _ = lines[at].partition(":")
    lines[at] = f"{key}{colon} {ATOMS[pick(len(ATOMS))]}"
    return "\n".join(lines)


def replace_key(text: str, pick: Pick) -> str:
    """Put another key before a colon."""
    lines, at = _lines(text, pick)
    key, colon, value = lines[at].partition(":")
    indent = len(key) - len(key.lstrip())
    chosen = (KEYS + ATOMS)[pick(len(KEYS) + len(ATOMS))]
    lines[at] = f"{' ' * indent}{chosen}{colon or ':'}{value}"
    return "\n".join(lines)


def add_entry(text: str, pick: Pick) -> str:
    """Add a key with a value, at the indentation of a line."""
    lines, at = _lines(text, pick)
    indent = len(lines[at]) - len(lines[at].lstrip())
    entry = f"{' ' * indent}{KEYS[pick(len(KEYS))]}: {ATOMS[pick(len(ATOMS))]}"
    return "\n".join([*lines[: at + 1], entry, *lines[at + 1 :]])


def insert_atom(text: str, pick: Pick) -> str:
    """Insert something anywhere."""
    at = pick(len(text) + 1)
    return text[:at] + ATOMS[pick(len(ATOMS))] + text[at:]


def delete_stretch(text: str, pick: Pick) -> str:
    """Delete up to forty characters."""
    at = pick(len(text) + 1)
    return text[:at] + text[at + pick(40) :]


def cut_short(text: str, pick: Pick) -> str:
    """Cut the text off."""
    return text[: pick(len(text) + 1)]


def change_character(text: str, pick: Pick) -> str:
    """Change one character into any other."""
    at = pick(len(text) + 1)
    return text[:at] + chr(pick(0x3000)) + text[at + 1 :]


def nest(text: str, pick: Pick) -> str:
    """Put one value into many brackets."""
    lines, at = _lines(text, pick)
    key, colon, value = lines[at].partition(":")
    deep = (1, 20, 60, 400, 3000)[pick(5)]
    opening, closing = ("[", "]") if pick(2) else ("{a: ", "}")
    lines[at] = f"{key}{colon} {opening * deep}{value}{closing * deep}"
    return "\n".join(lines)


def change_digits(text: str, pick: Pick) -> str:
    """Change one digit, or put many in its place."""
    places = [at for at, character in enumerate(text) if character.isdigit()]
    if not places:
        return text
    at = places[pick(len(places))]
    put = ("0", "9", "-5", "99999", "0.0001", "1" * 30, "1" * 31)[pick(7)]
    return text[:at] + put + text[at + 1 :]


MUTATIONS = (
    delete_line,
    repeat_line,
    indent_line,
    replace_value,
    replace_value,
    replace_key,
    add_entry,
    add_entry,
    insert_atom,
    delete_stretch,
    cut_short,
    change_character,
    nest,
    change_digits,
    change_digits,
)
