"""A number of a workbook is read as its format shows it, with its words, scale and sign."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcalc.catalogue.returns.number_formats import shown


@pytest.mark.parametrize(
    ("number", "format_", "text"),
    [
        ("1234.5", "General", "1234.5"),
        ("1234.5", "", "1234.5"),
        ("1234.5", "@", "1234.5"),
        ("0.183", "0.0%", "18.3%"),
        ("91.2", '0.0"%"', "91.2%"),
        ("1.2", '"£"0.0"m"', "£1.2m"),
        ("-1.2", '"£"0.0"m"', "-£1.2m"),
        ("8", '0" days"', "8 days"),
        ("8", "0\\ \\d", "8 d"),
        ("5", '"<"0', "<5"),
        ("1234567", '0.0,,"m"', "1.234567m"),
        ("1200000", '£#,##0.0,,"m"', "£1.2m"),
        ("1200", "#,##0,", "1.2"),
        ("1200", "#,##0" + "," * 9, "0.0000000012"),
        ("-1234567", "[$£-809]#,##0;[Red]-[$£-809]#,##0", "-£1234567"),
        ("1234.5", "#,##0.00 [$€-407]", "€1234.5"),
        ("1234", "[$-809]#,##0", "1234"),
        ("-1234", "#,##0_);(#,##0)", "-1234"),
        ("-1234", '#,##0;[Red]"(£"#,##0")"', "-£1234"),
        ("12", '"$"#,##0_);\\("$"#,##0\\)', "12"),
        ("0", '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "0"),
        ("0", '_-£* #,##0_-;-£* #,##0_-;_-£* "-"_-;_-@_-', "£0"),
        ("0", '0;-0;"n/a"', "n/a"),
        ("5", "0;;", "5"),
        ("-5", "0;;", "-5"),
        ("0", '0" days";-0" days late"', "0 days"),
        ("1", '"Yes";;"No"', "Yes"),
        ("0", '"Yes";;"No"', "No"),
        ("3", "+0;-0;0", "+3"),
        ("2.5", "# ?/?", "2.5"),
        ("0.5", "0.00E+00", "0.5"),
        ("7", "000", "7"),
        ("1234567", '[>=1000000]0.0,,"m";[>=1000]0.0,"k";0', "1.234567m"),
        ("1500", '[>=1000000]0.0,,"m";[>=1000]0.0,"k";0', "1.5k"),
        ("15", '[>=1000000]0.0,,"m";[>=1000]0.0,"k";0', "15"),
        ("4", '[<5]"<5";0', "<5"),
        ("5", '[<5]"<5";0', "5"),
        ("0", '[=0]"nil";0', "nil"),
        ("0", '[<>0]0;"nil"', "nil"),
        ("1", '[<>0]0" days";"nil"', "1 days"),
        ("-1", '[<>0]0" days";"nil"', "-1 days"),
        ("1000", '[>1000]0.0,"k";0', "1000"),
        ("1", '[<=1]0" day";0" days"', "1 day"),
        ("2", '[<=1]0" day"', "2"),
    ],
)
def test_a_number_is_read_as_it_is_shown(number: str, format_: str, text: str) -> None:
    assert shown(Decimal(number), format_) == text


@given(st.text(alphabet='0#?.,;%"\\[]<>=-1£$E+@_* ()ab', max_size=40), st.integers(-9999, 9999))
def test_no_format_fails(format_: str, number: int) -> None:
    assert isinstance(shown(Decimal(number), format_), str)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_format_without_words_keeps_every_digit(number: Decimal) -> None:
    assert Decimal(shown(number, "#,##0.0")) == number
