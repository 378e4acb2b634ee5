"""What `ragcalc check` prints: every problem, and how much was looked at."""

from ragcalc.checks.run import Checked
from ragcalc.problems import Severity
from ragcalc.render.check import problems as problems_text
from ragcalc.render.common.labels import counted
from ragcalc.render.media.style import Style

UNREAD = "; nothing could be read until they are fixed"


def render(checked: Checked, style: Style) -> str:
    """Return the problems and a last line: `2 notes in 8 indicators, 4 periods`."""
    indicators = counted(checked.indicators, "indicator")
    periods = checked.period or counted(checked.periods, "period")
    known = f"; {len(checked.known)} known" if checked.known else ""
    if not checked.indicators and any(one.severity is Severity.ERROR for one in checked.problems):
        return f"{problems_text.render(checked.problems, style).rstrip()}{UNREAD}{known}\n"
    return problems_text.render(checked.problems, style, f"{indicators}, {periods}{known}")
