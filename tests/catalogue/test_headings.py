"""What the name of a column says: a period, in the ways that people write one, and other words."""

import pytest

from ragcalc.catalogue.returns import headings


@pytest.mark.parametrize(
    ("text", "period", "words"),
    [
        ("2018-19 Q4", "2018-19 Q4", ""),
        ("Quarter 1 2023/24", "2023-24 Q1", ""),
        ("Qtr 1 2023/24", "2023-24 Q1", ""),
        ("Q1 (2023/24)", "2023-24 Q1", ""),
        ("Q1 (Apr-Jun) 2023/24", "2023-24 Q1", ""),
        ("Q4 (Jan to Mar) 2023/24", "2023-24 Q4", ""),
        ("Q1 24/25", "2024-25 Q1", ""),
        ("Q1 2023/24 (provisional)", "2023-24 Q1", "(provisional)"),
        ("Target Q1 2023/24", "2023-24 Q1", "Target"),
        ("FY 2022/23", "2022-23", ""),
        ("fy2026_27", "2026-27", ""),
        ("25/26", "2025-26", ""),
        ("Financial year 2025-26 outturn", "2025-26", "outturn"),
        ("2023/24 YTD", "2023-24", "YTD"),
        ("Apr-25", "2025-M04", ""),
        ("Sept '25", "2025-M09", ""),
        ("Actual March 2025", "2025-M03", "Actual"),
        ("March 2025/26", "2026-M03", ""),
        ("April 2025/26 actual", "2025-M04", "actual"),
        ("Apr-Jun 2025", "2025-26 Q1", ""),
        ("January to March 2026", "2025-26 Q4", ""),
        ("Jan-Mar 2025/26", "2025-26 Q4", ""),
        ("Apr-Mar 2025/26", "2025-26", ""),
        ("England 2018", "2018", "England"),
        ("2019-M03", "2019-M03", ""),
        ("Q1 (to 30 June 2024)", "2024-25 Q1", ""),
        ("Quarter 4 ending 31st March 2025 actual", "2024-25 Q4", "actual"),
        ("1 April to 30 June 2024", "2024-25 Q1", ""),
    ],
)
def test_a_period_is_read_with_the_words_beside_it(text: str, period: str, words: str) -> None:
    found = headings.read(text)
    assert (str(found.period), found.words) == (period, words)


@pytest.mark.parametrize(
    "text",
    [
        "Area", "Q1", "Q1 2023", "Q5 2023/24", "Q4 24/26", "1/24", "2014-16", "2016 - 18", "FY24",
        "FY 2024", "Q1 (Jan-Mar) 2023/24", "Apr-Sep 2025", "May-Jul 2025", "Jan-Dec 2025/26",
        "Q1 2023/24 to Q2 2023/24", "2022/23 and 2023/24", "aged 16-17 in 2023/24", "March",
        "Apr-Jun 25/27", "March 25/27", "", "Q2 (to 30 June 2024)", "Q1 (to 31 May 2024)",
        "1 April 2024 to 30 June 2025",
    ],
)  # fmt: skip
def test_a_name_without_a_period_or_with_two_has_none(text: str) -> None:
    assert headings.read(text) == (None, text)
