"""Single entries: what each reader takes, what it makes of it, and what it refuses."""

# ruff: noqa: E501 - tables with a line for each case

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from ragcalc import periods
from ragcalc.catalogue.model import fields, hints
from ragcalc.catalogue.model.fields import BasisChoice, Since, Unit
from ragcalc.periods import Kind, SplitYear
from ragcalc.render.common.numbers import unit_words
from ragcalc.tolerances import Choice, Combined, Simple, ToleranceUnit
from ragcalc.vocabulary import Basis, Polarity, Reason

Read = Callable[[Any], Any]

YEAR = periods.parse("2018-19")
QUARTER = periods.parse("2018-19 Q4")
FIVE_PERCENT = Simple(Decimal(5), ToleranceUnit.PERCENT)
HUNDRED = Simple(Decimal(100), ToleranceUnit.POINTS)
polarity = fields.one_of(tuple(Polarity))


@pytest.mark.parametrize(
    ("read", "raw", "expected"),
    [
        (fields.number, "90", Decimal(90)),
        (fields.number, "0.70", Decimal("0.70")),
        (fields.number, "-.5", Decimal("-0.5")),
        (fields.number, "+3", Decimal(3)),
        (fields.number, "010", Decimal(10)),
        (fields.number, "9" * 30, Decimal("9" * 30)),
        (fields.number, Decimal(3), Decimal(3)),
        (fields.number_or_reason, "18.3", Decimal("18.3")),
        (fields.number_or_reason, "in-measurement", Reason.IN_MEASUREMENT),
        (fields.number_or_reason, "suppressed", Reason.SUPPRESSED),
        (fields.number_or_reason, "not-applicable", Reason.NOT_APPLICABLE),
        (fields.number_or_reason, "unreliable", Reason.UNRELIABLE),
        (fields.number_or_none, "none", "none"),
        (fields.number_or_none, "0", Decimal(0)),
        (fields.text, " two\nlines ", "two\nlines"),
        (fields.text, "no", "no"),
        (fields.line, " two\n lines ", "two lines"),
        (fields.flag, "true", True),
        (fields.flag, "Yes", True),
        (fields.flag, "FALSE", False),
        (fields.flag, "no", False),
        (fields.flag, True, True),
        (polarity, "high", Polarity.HIGH),
        (polarity, "On-Target", Polarity.ON_TARGET),
        (fields.period, "2018/19 q4", QUARTER),
        (fields.period, YEAR, YEAR),
        (fields.period_or_since, "2018-19", YEAR),
        (fields.period_or_since, "From 2018-19 Q4", Since(QUARTER)),
        (fields.identifier, "Edge-of-care-2", "Edge-of-care-2"),
        (fields.identifier, "a" * 100, "a" * 100),
        (fields.months, "1 quarter", 3),
        (fields.months, "2 quarters", 6),
        (fields.months, "12 Months", 12),
        (fields.months, "1year", 12),
        (fields.quarter, "Q1", 1),
        (fields.quarter, "q4", 4),
        (fields.decimals, "0", 0),
        (fields.decimals, "10", 10),
        (fields.version, "1", 1),
        (fields.unit, "percent", Unit("percent", 100)),
        (fields.unit, "rate-per-1000", Unit("rate-per-1000", 1000)),
        (fields.unit, "rate-per-10000", Unit("rate-per-10000", 10_000)),
        (fields.unit, "rate-per-100000", Unit("rate-per-100000", 100_000)),
        (fields.unit, "count", Unit("count", 1)),
        (fields.unit, "days", Unit("days", 1)),
        (fields.unit, "currency", Unit("currency", 1)),
        (fields.unit, "ratio", Unit("ratio", 1)),
        (fields.unit, {"label": "kg per household"}, Unit("kg per household", 1, label=True)),
        (fields.tolerance, "5%", FIVE_PERCENT),
        (fields.tolerance, "0", Simple(Decimal(0), ToleranceUnit.POINTS)),
        (fields.tolerance, "below 5%", Simple(Decimal(5), ToleranceUnit.PERCENT, inclusive=False)),
        (
            fields.tolerance,
            {"lesser-of": ["5%", "100 points"]},
            Combined(Choice.LESSER, (FIVE_PERCENT, HUNDRED)),
        ),
        (
            fields.tolerance,
            {"greater-of": ["5%", {"lesser-of": ["5%", "100 points"]}]},
            Combined(Choice.GREATER, (FIVE_PERCENT, Combined(Choice.LESSER, (FIVE_PERCENT, HUNDRED)))),
        ),
        (fields.basis, "last-reported", BasisChoice(Basis.LAST_REPORTED)),
        (fields.basis, "previous-period", BasisChoice(Basis.PREVIOUS_PERIOD)),
        (fields.basis, "same-period-last-year", BasisChoice(Basis.SAME_PERIOD_LAST_YEAR)),
        (
            fields.basis,
            {"baseline": "2018-19"},
            BasisChoice(Basis.BASELINE, SplitYear(2018)),
        ),
        (fields.basis, {"baseline": "2018-19 financial"}, BasisChoice(Basis.BASELINE, YEAR)),
        (fields.profile, "linear", "linear"),
        (fields.profile, "none", "none"),
        (fields.profile, ["20%", "45%", "70%", "100%"], (20, 45, 70, 100)),
        (fields.profile, ["0%"] * 11 + ["100%"], (0,) * 11 + (100,)),
    ],
)  # fmt: skip
def test_an_entry_is_read(read: Read, raw: Any, expected: Any) -> None:
    found = read(raw)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    ("read", "raw", "code", "message", "hint"),
    [
        (fields.number, "ninety", "value-not-a-number", "must be a number, not 'ninety'", "write digits, as in 90 or 18.3"),
        (fields.number, "1,234", "value-not-a-number", "must be a number, not '1,234'", "write 1234"),
        (fields.number, "£5", "value-not-a-number", "must be a number, not '£5'", "write 5"),
        (fields.number, "90%", "value-not-a-number", "must be a number, not '90%'", "write 90"),
        (fields.number, "", "value-not-a-number", "must be a number, not nothing", "write the figure, or delete the line"),
        (fields.number, "9" * 31, "value-too-long", "has more than 30 digits", "round it"),
        (fields.number, "9" * 400, "value-too-long", "has more than 30 digits", "round it"),
        (fields.number, ["5"], "value-not-a-number", "must be a number, not a list", ""),
        (fields.number, {"a": "5"}, "value-not-a-number", "must be a number, not a mapping", ""),
        (fields.number, "x" * 41, "value-not-a-number", f"must be a number, not '{'x' * 40}…'", "write digits, as in 90 or 18.3"),
        (fields.number_or_reason, "supressed", "value-not-a-number", "must be a number or a reason, not 'supressed'", "write digits, or one of in-measurement, suppressed, not-applicable, unreliable"),
        (fields.number_or_reason, "1,234", "value-not-a-number", "must be a number, not '1,234'", "write 1234"),
        (fields.number_or_reason, ["5"], "value-not-a-number", "must be a number, not a list", ""),
        (fields.number_or_none, "nil", "value-not-a-number", "must be a number, not 'nil'", "write digits, as in 90 or 18.3"),
        (fields.number_or_none, "10-20", "value-not-a-number", "must be a number, not '10-20'", "write {from: 10, to: 20}"),
        (fields.number_or_none, " 18.5 to 22 ", "value-not-a-number", "must be a number, not ' 18.5 to 22 '", "write {from: 18.5, to: 22}"),
        (fields.text, "  ", "value-empty", "is empty", "write its text, or delete the line"),
        (fields.text, ["a"], "value-wrong-shape", "must be text, not a list", ""),
        (fields.line, {}, "value-wrong-shape", "must be text, not a mapping", ""),
        (fields.flag, "maybe", "value-not-one-of", "must be true or false, not 'maybe'", ""),
        (fields.flag, "", "value-not-one-of", "must be true or false, not nothing", ""),
        (fields.flag, ["true"], "value-not-one-of", "must be true or false, not a list", ""),
        (polarity, "hgih", "value-not-one-of", "must be one of high, low, on-target, neutral, not 'hgih'", "did you mean high?"),
        (polarity, "down", "value-not-one-of", "must be one of high, low, on-target, neutral, not 'down'", ""),
        (polarity, {"a": "b"}, "value-not-one-of", "must be one of high, low, on-target, neutral, not a mapping", ""),
        (fields.period, "2018-20", "period-unknown", "'2018-20' is not a period", "the year that begins in 2018 is 2018-19"),
        (fields.period, ["2018"], "period-unknown", "a list is not a period", "write a quarter as 2018-19 Q4, a year as 2018-19 or 2019, a month as 2019-M03"),
        (fields.period_or_since, "from", "period-unknown", "'from' is not a period", "write a quarter as 2018-19 Q4, a year as 2018-19 or 2019, a month as 2019-M03"),
        (fields.identifier, "Edge of care!", "key-not-an-id", "'Edge of care!' is not an id: letters, digits and -", "write edge-of-care"),
        (fields.identifier, "é", "key-not-an-id", "'é' is not an id: letters, digits and -", ""),
        (fields.identifier, "-a", "key-not-an-id", "'-a' is not an id: letters, digits and -", "write a"),
        (fields.identifier, "a" * 101, "key-not-an-id", f"'{'a' * 40}…' is not an id: letters, digits and -", f"write {'a' * 100}"),
        (fields.identifier, 5, "key-not-an-id", "'5' is not an id: letters, digits and -", "write 5"),
        (fields.months, "12", "value-not-a-duration", "must be a number of months, quarters or years, not '12'", "write 1 quarter, 12 months or 1 year"),
        (fields.months, "2 weeks", "value-not-a-duration", "must be a number of months, quarters or years, not '2 weeks'", "write 1 quarter, 12 months or 1 year"),
        (fields.months, "-1 year", "value-not-a-duration", "must be a number of months, quarters or years, not '-1 year'", "write 1 quarter, 12 months or 1 year"),
        (fields.months, [], "value-not-a-duration", "must be a number of months, quarters or years, not a list", "write 1 quarter, 12 months or 1 year"),
        (fields.quarter, "2", "value-not-one-of", "must be one of Q1, Q2, Q3, Q4, not '2'", ""),
        (fields.quarter, [], "value-not-one-of", "must be one of Q1, Q2, Q3, Q4, not a list", ""),
        (fields.decimals, "11", "value-not-one-of", "must be a whole number from 0 to 10, not '11'", ""),
        (fields.decimals, "1.0", "value-not-one-of", "must be a whole number from 0 to 10, not '1.0'", ""),
        (fields.decimals, {}, "value-not-one-of", "must be a whole number from 0 to 10, not a mapping", ""),
        (fields.version, "1.0", "key-version", "must be 1, not '1.0'", "write version: 1"),
        (fields.unit, "percnt", "value-not-one-of", "must be a known unit, not 'percnt'", "did you mean percent?; any other is written {label: kg per household}"),
        (fields.unit, "number", "value-not-one-of", "must be a known unit, not 'number'", "write count; any other is written {label: kg per household}"),
        (fields.unit, {"name": "kg"}, "value-not-one-of", "must be a known unit, not a mapping", "any other is written {label: kg per household}"),
        (fields.unit, {"label": ""}, "value-empty", "is empty", "write its text, or delete the line"),
        (fields.tolerance, "5", "tolerance-unknown", "must be a tolerance, not '5'", "write 5% (of the target) or 5 points"),
        (fields.tolerance, "-5%", "tolerance-unknown", "must be a tolerance, not '-5%'", "a tolerance is never negative"),
        (fields.tolerance, ["5%"], "tolerance-unknown", "must be a tolerance, not a list", "write 5%, 2 points, below 5% or 0"),
        (fields.tolerance, {"lesser-of": ["5%"]}, "tolerance-unknown", "must be a tolerance, not this mapping", "write {lesser-of: [5%, 100 points]} or {greater-of: [...]}"),
        (fields.tolerance, {"lesser-of": "5%"}, "tolerance-unknown", "must be a tolerance, not this mapping", "write {lesser-of: [5%, 100 points]} or {greater-of: [...]}"),
        (fields.tolerance, {"lesser-of": ["5%", "x"]}, "tolerance-unknown", "must be a tolerance, not 'x'", "write 5%, 2 points, below 5% or 0"),
        (fields.basis, "baseline", "value-not-one-of", "must name its period", "write {baseline: 2015-16}"),
        (fields.basis, "last-yaer", "value-not-one-of", "must be one of last-reported, previous-period, same-period-last-year, not 'last-yaer'", ""),
        (fields.basis, {"baseline": "soon"}, "period-unknown", "'soon' is not a period", "write a quarter as 2018-19 Q4, a year as 2018-19 or 2019, a month as 2019-M03"),
        (fields.profile, "straight", "target-profile", "must be linear, none or a list of shares, not 'straight'", "write cumulative shares, as in [20%, 45%, 70%, 100%]"),
        (fields.profile, ["50%", "100%"], "target-profile", "must have 4 or 12 shares, not 2", "write cumulative shares, as in [20%, 45%, 70%, 100%]"),
        (fields.profile, ["20%", "10%", "70%", "100%"], "target-profile", "has a share below the previous one: shares are cumulative over the year", "write cumulative shares, as in [20%, 45%, 70%, 100%]"),
        (fields.profile, ["-5%", "10%", "70%", "100%"], "value-not-a-share", "must be a share from 0% to 100%, not '-5%'", "write it with its sign, as in 75%"),
        (fields.profile, ["20%", "45%", "70%", "90%"], "target-profile", "ends at 90%, not at 100%", "write cumulative shares, as in [20%, 45%, 70%, 100%]"),
        (fields.profile, ["a", "b", "c", "d"], "value-not-a-share", "must be a share from 0% to 100%, not 'a'", "write it with its sign, as in 75%"),
        (fields.profile, ["20%", "45", "70%", "100%"], "value-not-a-share", "must be a share from 0% to 100%, not '45'", "write it with its sign, as in 75%"),
    ],
)  # fmt: skip
def test_an_entry_is_refused_with_a_code_and_a_hint(
    read: Read, raw: Any, code: str, message: str, hint: str
) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        read(raw)
    assert refused.value.type == code
    assert refused.value.context == {"message": message, "hint": hint, "key": ""}


@pytest.mark.parametrize("raw", ["1_000", "1e3", "0x10", ".nan", ".inf", "1,234", "12:30", "1."])
def test_what_other_tools_take_for_a_number_is_none(raw: str) -> None:
    with pytest.raises(PydanticCustomError, match="must be a number"):
        fields.number(raw)


READERS: tuple[Read, ...] = (
    *(fields.number, fields.number_or_reason, fields.number_or_none, fields.text, fields.line),
    *(fields.flag, polarity, fields.period, fields.period_or_since, fields.identifier),
    *(fields.months, fields.quarter, fields.decimals, fields.version, fields.unit),
    *(fields.tolerance, fields.basis, fields.profile),
)
_SCALARS = st.text(max_size=12) | st.from_regex(r"(from |below )?[0-9-]{1,7}( ?Q4| points|%)?")


@given(
    st.recursive(
        _SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_SCALARS, inner, max_size=2),
        max_leaves=6,
    )
)
def test_anything_is_read_or_refused(raw: Any) -> None:
    for read in READERS:
        with suppress(PydanticCustomError):
            read(raw)


def test_the_key_of_a_revised_target_is_printed_as_it_is_written() -> None:
    assert str(Since(QUARTER)) == "from 2018-19 Q4"


@pytest.mark.parametrize(
    ("choice", "printed"),
    [
        (BasisChoice(Basis.LAST_REPORTED), "last-reported"),
        (BasisChoice(Basis.BASELINE, YEAR), "baseline 2018-19"),
    ],
)
def test_a_basis_is_printed_with_its_period(choice: BasisChoice, printed: str) -> None:
    assert str(choice) == printed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2018-19", "2018-19 academic"),
        ("2018/2019", "2018-19 academic"),
        ("2018-19 academic", "2018-19 academic"),
        ("2018-19 financial", "2018-19"),
        ("from 2018-19", "from 2018-19 academic"),
        ("from 2018-19 financial", "from 2018-19"),
        ("2018-19 Q4", "2018-19 Q4"),
        ("2018", "2018"),
    ],
)
def test_only_a_year_that_names_no_kind_is_of_the_kind_that_an_indicator_keeps(
    written: str, read: str
) -> None:
    assert str(fields.period_or_since(written, Kind.ACADEMIC)) == read


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("polarty", ["unit", "polarity"], "did you mean polarity?"),
        ("POLARTY", ["unit", "polarity"], "did you mean polarity?"),
        ("G", ["green", "amber", "red"], "did you mean green?"),
        ("g", ["green", "grey"], "known: green, grey"),
        ("x", ["unit", "polarity"], "known: unit, polarity"),
        ("x", [], ""),
        ("x", [str(n) * 50 for n in range(31)][:1], f"known: {'0' * 40}…"),
        ("x", [f"name-{n}" for n in range(31)], f"known: {', '.join(f'name-{n}' for n in range(30))}, …"),
    ],
)  # fmt: skip
def test_the_nearest_word_is_named_else_all_of_them(word: str, known: list[str], hint: str) -> None:
    assert hints.nearest(word, known) == hint


def test_a_long_word_is_never_compared_for_long() -> None:
    known = [f"indicator-{n}" for n in range(10_000)]
    assert hints.nearest("x" * 1_000_000, known).startswith("known: indicator-0, ")


@pytest.mark.parametrize("word", ["indicator-987x", "indicater-987", "-indicator-987"])
def test_the_nearest_of_a_thousand_words_is_named_wherever_it_stands(word: str) -> None:
    known = [f"indicator-{number}" for number in range(1000)]
    assert hints.nearest(word, known) == "did you mean indicator-987?"


@pytest.mark.parametrize("name", fields.UNITS)
def test_what_outputs_call_a_unit_is_answered_with_its_word(name: str) -> None:
    shown = unit_words(fields.UNITS[name])
    if shown == name:
        assert fields.unit(shown) == fields.UNITS[name]
        return
    with pytest.raises(PydanticCustomError) as refused:
        fields.unit(shown)
    context = refused.value.context or {}
    assert context["hint"].startswith(f"write {name};")
