"""What `ragcalc check` prints: every problem, and how much was looked at and submitted."""

from ragcalc.checks.run import Checked, SubmittedTotals
from ragcalc.problems import Severity
from ragcalc.render.check import problems as problems_text
from ragcalc.render.common.labels import counted
from ragcalc.render.media.style import Style

UNREAD = "; nothing could be read until they are fixed"


def render(checked: Checked, style: Style) -> str:
    """Return the problems, and lines with what was looked at and what was read of tables."""
    return _problems(checked, style) + _submitted(checked.submitted)


def _problems(checked: Checked, style: Style) -> str:
    """Return the problems and a last line: `2 notes in 8 indicators, 4 periods`."""
    indicators = counted(checked.indicators, "indicator")
    periods = checked.period or counted(checked.periods, "period")
    known = f"; {len(checked.known)} known" if checked.known else ""
    if not checked.indicators and any(one.severity is Severity.ERROR for one in checked.problems):
        return f"{problems_text.render(checked.problems, style).rstrip()}{UNREAD}{known}\n"
    return problems_text.render(checked.problems, style, f"{indicators}, {periods}{known}")


def _submitted(read: SubmittedTotals) -> str:
    """Return `read 14 files, 14 sheets, 92 figures for 2025-26 Q1`; nothing without a file."""
    if not read.files:
        return ""
    others = f" and {read.figures - read.of_period:,} for other periods"
    figures = counted(read.figures, "figure")
    if read.period:
        figures = f"{counted(read.of_period, 'figure')} for {read.period}"
        figures += others if read.figures > read.of_period else ""
    return f"read {counted(read.files, 'file')}, {counted(read.sheets, 'sheet')}, {figures}\n"
