"""What is said of indicators that a report does not have, as its period is outside their life."""

from typing import assert_never

from ragcalc.render.common import dates
from ragcalc.render.common.labels import counted
from ragcalc.scoring.results import NotMeasured, Report
from ragcalc.vocabulary import Life

_YEAR = 12
"""So many months after the end of its life, or before it begins, a reader may miss an indicator."""


def why(one: NotMeasured) -> str:
    """Return why a report does not have an indicator: `retired after 2024-25`."""
    limit = dates.heading(one.limit)
    match one.life:
        case Life.UPCOMING:
            return f"begins in {limit}"
        case Life.RETIRED:
            return f"retired after {limit}"
        case Life.CURRENT:
            return "measured"
        case _:
            assert_never(one.life)


def remark(report: Report) -> str:
    """Return how many began later and how many were retired, where a reader may miss them."""
    near = [one for one in report.not_measured if _is_near(one, report.period.end)]
    if not near:
        return ""
    named = ", ".join(f"{one.id} ({why(one)})" for one in near)
    return f"Not in this report: {counted(len(near), 'indicator')}: {named}"


def _is_near(one: NotMeasured, end: int) -> bool:
    if one.life is Life.RETIRED:
        return end - one.limit.end <= _YEAR
    return one.limit.end - end <= _YEAR
