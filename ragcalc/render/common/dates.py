"""Periods as people read them: in headings and cells, and within a sentence."""

from ragcalc.periods import Kind, Period

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def heading(period: Period) -> str:
    """Return a period as a heading, a cell or a footnote has it: 2024-25 Q4, December 2024."""
    if period.kind is not Kind.MONTH:
        return str(period)
    year, month = divmod(period.start, 12)
    return f"{_MONTHS[month]} {year}"


def short(period: Period) -> str:
    """Return a period as the axis of a chart has it: 2024-25 Q4, Dec 2024, 2024-25.

    The axis says elsewhere that years are academic.
    """
    if period.kind is Kind.ACADEMIC:
        return str(period).partition(" ")[0]
    if period.kind is not Kind.MONTH:
        return str(period)
    month, year = heading(period).split()
    return f"{month[:3]} {year}"


def in_words(period: Period) -> str:
    """Return a period as a sentence has it: Q4 2024-25, academic year 2024-25, December 2024."""
    year, _, rest = str(period).partition(" ")
    match period.kind:
        case Kind.QUARTER:
            return f"{rest} {year}"
        case Kind.ACADEMIC:
            return f"academic year {year}"
        case Kind.MONTH | Kind.FINANCIAL | Kind.CALENDAR:
            return heading(period)


def in_full(period: Period) -> str:
    """Return a period as a title has it: Quarter 4 2018-19, January to March 2019."""
    year, _, rest = str(period).partition(" ")
    months = _months(period)
    match period.kind:
        case Kind.MONTH:
            return months
        case Kind.QUARTER:
            return f"Quarter {rest.removeprefix('Q')} {year}, {months}"
        case Kind.FINANCIAL:
            return f"Financial year {year}, {months}"
        case Kind.CALENDAR:
            return months
        case Kind.ACADEMIC:
            return f"Academic year {year}, {months}"


def _months(period: Period) -> str:
    """Return the months of a period: January to March 2019, April 2018 to March 2019."""
    (first_year, first), (last_year, last) = (
        divmod(month, 12) for month in (period.start, period.end - 1)
    )
    ends = f"{_MONTHS[last]} {last_year}"
    if period.start == period.end - 1:
        return ends
    begins = _MONTHS[first] if first_year == last_year else f"{_MONTHS[first]} {first_year}"
    return f"{begins} to {ends}"
