"""The actions of each outcome, and what is to be done next."""

from collections.abc import Callable, Sequence

from ragcalc.render.common import dates
from ragcalc.render.common.labels import ACTION_STATUSES
from ragcalc.render.media.sheet_table import SheetColumn
from ragcalc.render.media.workbook import Entry
from ragcalc.render.report.sheets.figures import period, worded
from ragcalc.render.report.sheets.parts import ReportedAction
from ragcalc.render.report.tallies import ActionRow, Milestone, action_tone
from ragcalc.vocabulary import ActionStatus

_NEXT = "Next"
_TONES = {
    ACTION_STATUSES[one]: action_tone(one)
    for one in ActionStatus
    if one is not ActionStatus.NOT_STARTED
}


def _either(
    action: Callable[[ActionRow], str], step: Callable[[Milestone], str] = lambda one: ""
) -> Callable[[ReportedAction], Entry]:
    """Return what stands of an action in its column, and what of its next step."""

    def entry(one: ReportedAction) -> Entry:
        return action(one.action) if isinstance(one.action, ActionRow) else step(one.action)

    return entry


_STATUS = _either(lambda one: worded(one.status), lambda one: _NEXT)
_STATUS_IN = _either(lambda one: period(one.status), lambda one: dates.heading(one.period))
ACTION_COLUMNS: Sequence[SheetColumn[ReportedAction]] = (
    SheetColumn("Action", _either(lambda one: one.name, lambda one: one.action), 36),
    SheetColumn("Outcome", lambda one: one.outcome, 24),
    SheetColumn("Status", _STATUS, 14, copied=True, tones=_TONES),
    SheetColumn("Status in", _STATUS_IN),
    SheetColumn("Due", _either(lambda one: one.due.text), 14),
    SheetColumn("Note", _either(lambda one: one.note, lambda one: one.name), 30),
    SheetColumn("Owner", _either(lambda one: one.owner), 14),
    SheetColumn("Source", _either(lambda one: one.source), 60),
    SheetColumn("Id", _either(lambda one: one.id), 36),
)
