"""What `ragcalc check` prints: every problem, and how much was looked at."""

from ragcalc.checks.run import Checked
from ragcalc.render.check import problems as problems_text
from ragcalc.render.common.labels import counted
from ragcalc.render.media.style import Style


def render(checked: Checked, style: Style) -> str:
    """Return the problems and a last line: `2 notes in 8 indicators, 4 periods`."""
    indicators = counted(checked.indicators, "indicator")
    periods = checked.period or counted(checked.periods, "period")
    known = f"; {len(checked.known)} known" if checked.known else ""
    return problems_text.render(checked.problems, style, f"{indicators}, {periods}{known}")
