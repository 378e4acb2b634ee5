"""What a cell of a submitted table says; the table of docs/returns.md, and its edges."""

import pytest
from pydantic_core import PydanticCustomError

from ragcalc.catalogue.returns import cells
from ragcalc.catalogue.returns.cells import SubmittedCell

PROVISIONAL = {"provisional": "true"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("18.3", "18.3"),
        (" 18.30 ", "18.30"),
        ("\u00a018.3\u202f", "18.3"),
        ("1,234", "1234"),
        ("1,234,567.8", "1234567.8"),
        ("£1,000", "1000"),
        ("€ 5", "5"),
        ("-£1,000", "-1000"),
        ("−4.2", "-4.2"),
        ("–4.2", "-4.2"),
        ("+3", "3"),
        (".5", ".5"),
    ],
)
def test_a_figure_is_read_as_people_and_spreadsheets_write_it(text: str, value: str) -> None:
    assert cells.figure(text) == SubmittedCell(value, currency=any(sign in text for sign in "£€$"))


@pytest.mark.parametrize(
    ("text", "value"), [("18.3%", "18.3"), ("18.3 %", "18.3"), ("-2%", "-2"), ("1,200%", "1200")]
)
def test_a_percent_sign_is_noticed(text: str, value: str) -> None:
    assert cells.figure(text) == SubmittedCell(value, percent=True)


@pytest.mark.parametrize("text", ["", "  ", "x", "X", "[x]", "(x)", ":", "..", "[..]", "\u00a0"])
def test_nothing_is_reported_where_there_is_no_figure(text: str) -> None:
    assert cells.figure(text) == SubmittedCell(None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("c", "suppressed"), ("[C]", "suppressed"), ("(z)", "not-applicable"), ("u", "unreliable")],
)
def test_a_symbol_becomes_the_reason_that_it_stands_for(text: str, reason: str) -> None:
    assert cells.figure(text) == SubmittedCell(reason)


@pytest.mark.parametrize("text", ["low", "[low]", "k", "K"])
def test_published_values_near_zero_are_zero_with_a_note(text: str) -> None:
    note = f"published as {text.strip('[]').lower()}: near 0, and not 0"
    assert cells.figure(text) == SubmittedCell("0", remarks={"note": note})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18.3 p", SubmittedCell("18.3", remarks=PROVISIONAL)),
        ("18.3p", SubmittedCell("18.3", remarks=PROVISIONAL)),
        ("18.3 [P]", SubmittedCell("18.3", remarks=PROVISIONAL)),
        ("18.3% (p)", SubmittedCell("18.3", percent=True, remarks=PROVISIONAL)),
        ("1,234 r", SubmittedCell("1234", remarks={"revised": "true"})),
        ("7 [e]", SubmittedCell("7", remarks={"note": "estimated"})),
        ("7 b", SubmittedCell("7", remarks={"break": "true"})),
        ("7 u", SubmittedCell("unreliable", remarks={"note": "7 is marked unreliable"})),
    ],
)
def test_a_mark_behind_a_figure_is_kept(text: str, expected: SubmittedCell) -> None:
    assert cells.figure(text) == expected


@pytest.mark.parametrize("text", ["5 q", "5 c", "p", "[r]", "low5", "1e3", "12:30", "1.2.3"])
def test_what_is_no_figure_is_left_for_the_reading_to_refuse(text: str) -> None:
    assert cells.figure(text) == SubmittedCell(text)


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("18.3 [p] [r]", {"provisional": "true", "revised": "true"}),
        ("18.3[r][e]", {"revised": "true", "note": "estimated"}),
        ("18.3 [b] p", {"break": "true", "provisional": "true"}),
    ],
)
def test_several_marks_behind_a_figure_are_kept(text: str, remarks: dict[str, str]) -> None:
    assert cells.figure(text) == SubmittedCell("18.3", remarks=remarks)


@pytest.mark.parametrize("text", ["per", "5 x p", "[p]", "p r"])
def test_letters_that_are_no_marks_are_no_figure(text: str) -> None:
    assert cells.figure(text) == SubmittedCell(text)


@pytest.mark.parametrize(
    "text", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]
)
def test_the_mistake_of_a_formula_is_no_figure(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        cells.figure(text)
    assert refused.value.type == "value-not-a-number"
    assert refused.value.context
    assert refused.value.context["hint"].startswith("correct the formula")


@pytest.mark.parametrize("text", ["-", "–", "—", "−", " - ", "[-]", "(–)"])
def test_a_dash_is_asked_about(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        cells.figure(text)
    assert refused.value.type == "value-dash"


@pytest.mark.parametrize("text", ["1,23", "12,34,567", "1,2345", "0,5", "1,234,5"])
def test_a_comma_elsewhere_than_between_thousands_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        cells.figure(text)
    assert refused.value.type == "value-not-a-number"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("17.899999999999999", "17.9"),
        ("0.30000000000000004", "0.3"),
        ("-17.899999999999999", "-17.9"),
        ("18.300000000000001%", "18.3"),
        ("1,234.5000000000001", "1234.5"),
    ],
)
def test_a_binary_fractions_noise_is_the_number_that_was_meant(text: str, meant: str) -> None:
    cell = cells.figure(text)
    assert (cell.value, cell.noise) == (meant, True)


@pytest.mark.parametrize(
    "text",
    ["0.123456789012345", "1.23456789012345678", "12345678901234567890", "0.000000000000001"],
)
def test_digits_that_were_meant_are_kept(text: str) -> None:
    assert cells.figure(text) == SubmittedCell(text)


def test_as_many_marks_as_one_may_need_stand_behind_a_figure() -> None:
    ten = cells.figure("7" + " [e]" * cells.MOST_MARKS)
    assert ten == SubmittedCell("7", remarks={"note": "; ".join(["estimated"] * cells.MOST_MARKS)})


@pytest.mark.parametrize("mark", [" [p]", "[r]", " e", "(u)"])
def test_more_marks_are_refused_however_many_they_are(mark: str) -> None:
    for many in (cells.MOST_MARKS + 1, 50_000):
        with pytest.raises(PydanticCustomError) as raised:
            cells.figure("7" + mark * many)
        assert raised.value.type == "value-not-a-number"
        assert raised.value.context is not None
        assert raised.value.context["message"].startswith("must have at most 10 marks after it")
        assert raised.value.context["hint"] == "keep each mark once"


@pytest.mark.parametrize("text", ["*" * 50_000, "[x]" * 50_000, "a " * 50_000, "[(" * 50_000])
def test_a_long_text_is_no_figure_and_is_left_as_it_is(text: str) -> None:
    assert cells.figure(text) == SubmittedCell(text.strip())
