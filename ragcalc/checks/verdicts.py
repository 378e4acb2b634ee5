"""Checks of the verdicts: as they are displayed, and as the source reports them."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from ragcalc.catalogue.model.fields import MOST_DECIMALS
from ragcalc.catalogue.model.thresholds import Checks
from ragcalc.checks.subject import CheckedIndicator, Subject
from ragcalc.checks.wording import as_text
from ragcalc.periods import Period
from ragcalc.problems import Place, Problem
from ragcalc.scoring import precision
from ragcalc.scoring.commentary import period_shown
from ragcalc.scoring.inputs import Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.judge import Verdict, judge
from ragcalc.vocabulary import Commentary, Direction, Reason, Status, StatusBasis


def status_display_differs(subject: Subject) -> Iterator[Problem]:
    """The figures as displayed would have a different status from the full ones.

    Why: a status is based on the full value, and 89.82 misses a target of 90. Without decimals
    it shows as 90 against 90, and a reader sees a contradiction.

    Failing:
        decimals: 0
        target: 90
        values: {2018-19 Q4: 89.82}

    Passing:
        decimals: 1
        target: 90
        values: {2018-19 Q4: 89.82}
    """
    for entry, verdict, seen in subject.rounded:
        if verdict.status.basis is StatusBasis.COMPUTED:
            for one in _contradictions(entry, verdict, seen, _status):
                yield Problem(
                    "status-display-differs",
                    f"displayed as {_against(one.seen)} it looks {one.shown}, but "
                    f"{_against(verdict.inputs)} is {one.full}",
                    one.place,
                    one.hint,
                )


def direction_display_differs(subject: Subject) -> Iterator[Problem]:
    """The figures as displayed would have a different direction from the full ones.

    Why: a direction is based on the full values. If they are displayed with fewer decimals, a
    reader may see an arrow without a change, or a change without an arrow.

    Failing:
        decimals: 0
        values: {2018-19 Q3: 10.4, 2018-19 Q4: 10.9}

    Passing:
        decimals: 1
        values: {2018-19 Q3: 10.4, 2018-19 Q4: 10.9}
    """
    for entry, verdict, seen in subject.rounded:
        if verdict.direction.basis is StatusBasis.COMPUTED:
            for one in _contradictions(entry, verdict, seen, _direction):
                yield Problem(
                    "direction-display-differs",
                    f"displayed as {_since(one.seen)} it looks {one.shown}, but "
                    f"{_since(verdict.inputs)} is {one.full}",
                    one.place,
                    one.hint,
                )


def status_reported_differs(subject: Subject) -> Iterator[Problem]:
    """The published status differs from the calculated one.

    Why: a figure, a target or a tolerance may be copied wrongly, or the source may follow
    another rule. The calculated status is shown, unless the published one overrides it.

    Failing:
        target: 90
        values: {2018-19 Q4: 85.5}
        reported: {2018-19 Q4: red}

    Passing:
        target: 90
        values: {2018-19 Q4: 85.5}
        tolerance: {amber: below 5%}
        reported: {2018-19 Q4: red}
    """
    for _, verdict in subject.judged:
        reported, place = verdict.inputs.reported, verdict.inputs.reported_place
        if not (reported and place) or verdict.status.basis is not StatusBasis.COMPUTED:
            continue
        computed = verdict.status.status
        if reported.status not in (None, computed):
            yield Problem(
                "status-reported-differs",
                f"the published status is {reported.status}, but {_against(verdict.inputs)} is "
                f"{computed}",
                place.within("status"),
                _RECONCILE,
            )


def direction_reported_differs(subject: Subject) -> Iterator[Problem]:
    """The published direction differs from the calculated one.

    Why: the source may have measured it from another period, or with another tolerance. The
    calculated direction is shown, unless the published one overrides it.

    Failing:
        values: {2018-19 Q3: 70, 2018-19 Q4: 73}
        reported: {2018-19 Q4: {direction: improved}}

    Passing:
        values: {2018-19 Q3: 70, 2018-19 Q4: 73}
        direction: {same: 2%}
        reported: {2018-19 Q4: {direction: improved}}
    """
    for _, verdict in subject.judged:
        reported, place = verdict.inputs.reported, verdict.inputs.reported_place
        if not (reported and place) or verdict.direction.basis is not StatusBasis.COMPUTED:
            continue
        computed = verdict.direction.direction
        if reported.direction not in (None, computed):
            yield Problem(
                "direction-reported-differs",
                f"the published direction is {reported.direction}, but {_since(verdict.inputs)} "
                f"is {computed}",
                place.within("direction"),
                _RECONCILE,
            )


def status_overridden(subject: Subject) -> Iterator[Problem]:
    """A published rating is shown in place of a different calculated one.

    Why: a judgement may well be right, and it is marked and explained wherever it is shown. It
    is worth reviewing when the figures change.

    Failing:
        target: 90
        values: {2018-19 Q4: 85}
        reported: {2018-19 Q4: {status: amber, overrides: true, note: on course for April}}

    Passing:
        target: 90
        values: {2018-19 Q4: 87}
        reported: {2018-19 Q4: {status: amber, overrides: true, note: on course for April}}
    """
    for _, verdict in subject.judged:
        place = verdict.inputs.reported_place
        if place is None:
            continue
        for key, shown, computed in _overrides(verdict):
            if computed not in (None, shown):
                yield Problem(
                    "status-overridden",
                    f"{shown} is shown in place of the calculated {computed}",
                    place.within(key),
                    "delete overrides: if the judgement no longer applies",
                )


def status_note_wanted(subject: Subject) -> Iterator[Problem]:
    """A reading has a status or direction that needs a note, and has no note.

    Why: thresholds.yaml can require a note for certain ratings, such as red or declined, so
    that nobody has to ask why. The note belongs to the reading or the published rating, and a
    comment of the period will do; the indicator's own note, which is shown in every period, does
    not count. `notes-from: 2018-19
    Q3` requires notes from that period on, and not for the years before it.

    Failing:
        target: 90
        values: {2018-19 Q4: 71}
        # thresholds.yaml
        checks: {notes: [red]}

    Passing:
        target: 90
        values: {2018-19 Q4: {value: 71, note: two posts were vacant from October}}
        # thresholds.yaml
        checks: {notes: [red]}
    """
    checks = subject.thresholds.checks if subject.thresholds else None
    if checks is None or not checks.notes:
        return
    for entry, verdict in subject.judged:
        found = _noteworthy(verdict, checks)
        if found and not _explained(entry, verdict.inputs):
            period = _noted(entry, verdict.inputs)[-1]
            submitted = entry.given.place(period, "value")
            yield Problem(
                "status-note-wanted",
                f"{' and '.join(found)} without a note",
                entry.place.within("values", str(period), "value"),
                _NOTE_IN_TABLE if submitted else f"say why in comment: {{{period}: ...}}",
            )


def status_comment_wanted(subject: Subject) -> Iterator[Problem]:
    """An indicator is red, and nothing is written of why, or of what is done about it.

    Why: `red-needs: [comment, action]` in thresholds.yaml, or one of the two, says what a red has
    to have before it goes to a committee. Looked at is the report of the period that is asked for,
    without one the latest, as `ragcalc report` prints it; a status that rests on a hidden number
    is not shown and needs nothing.

    Failing:
        target: 90
        values: {2018-19 Q4: 71}
        comment: {2018-19 Q4: Two posts were vacant from October}
        # thresholds.yaml
        red-needs: [comment, action]

    Passing:
        target: 90
        values: {2018-19 Q4: 71}
        comment: {2018-19 Q4: Two posts were vacant from October}
        action: {2018-19 Q4: Both posts are filled from May}
        # thresholds.yaml
        red-needs: [comment, action]
    """
    needs = subject.thresholds.red_needs if subject.thresholds else ()
    for period, series in subject.shown if needs else ():
        inputs, status = series.verdict(period).inputs, series.verdict(period).status
        texts = {
            Commentary.COMMENT: series.comment(period),
            Commentary.ACTION: series.action(period),
        }
        missing = [one for one in texts if one in needs and not texts[one]]
        if status.status is Status.RED and missing:
            own = period_shown(series.indicator, period, inputs)
            reading = inputs.reading
            yield Problem(
                "status-comment-wanted",
                f"red in {own} without {' or '.join(_A[one] for one in missing)}",
                reading.place if isinstance(reading, SourcedValue) else series.place,
                f"write {', '.join(f'{one}: {{{own}: ...}}' for one in missing)}; in a return, "
                f"fill in the column{'s' * (len(missing) > 1)} {' and '.join(missing)}",
            )


_A = {Commentary.COMMENT: "a comment", Commentary.ACTION: "an action"}

_NOTE_IN_TABLE = "say why in a column comment"


_RECONCILE = (
    "correct a figure or a tolerance; or keep the judgement with overrides: true and a note:"
)


def _status(verdict: Verdict) -> Status:
    return verdict.status.status


def _direction(verdict: Verdict) -> Direction:
    return verdict.direction.direction


class _Contradiction(NamedTuple):
    """A verdict that the displayed figures seem to deny."""

    seen: Inputs
    shown: StrEnum
    full: StrEnum
    place: Place
    hint: str


def _contradictions(
    entry: CheckedIndicator, verdict: Verdict, seen: Inputs, word: Callable[[Verdict], StrEnum]
) -> Iterator[_Contradiction]:
    """Judge what a reader sees; yield where it gives another word than the full figures."""
    inputs, reading = verdict.inputs, verdict.inputs.reading
    assert isinstance(reading, SourcedValue)  # as nothing is computed without
    shown, full = word(judge(seen)), word(verdict)
    if shown != full:
        coarse = precision.shown_decimals(entry.indicator.decimals, reading)
        finer = (
            decimals
            for decimals in range(coarse + 1, MOST_DECIMALS + 1)
            if word(judge(precision.displayed(inputs, decimals) or inputs)) == full
        )
        enough = next(finer, None)
        hint = f"decimals: {enough} shows the difference" if enough else "explain it in a note"
        yield _Contradiction(seen, shown, full, reading.place.within("value"), hint)


def _against(inputs: Inputs) -> str:
    """Write the figures that a status is reached on: 89.82 against 90."""
    depends = inputs.rules.amber_if and isinstance(inputs.previous, SourcedValue)
    since = f" after {_figure(inputs.previous)}" if depends else ""
    return f"{_figure(inputs.reading)} against {_target(inputs.goal)}{since}"


def _since(inputs: Inputs) -> str:
    """Write the figures that a direction is reached on: 73 after 70.7."""
    return f"{_figure(inputs.reading)} after {_figure(inputs.previous)}"


def _figure(figure: SourcedValue | Reason) -> str:
    assert isinstance(figure, SourcedValue)  # as nothing is computed without
    return as_text(figure.value)


def _target(goal: ResolvedTarget | Reason) -> str:
    assert isinstance(goal, ResolvedTarget)  # as no status is computed without
    if goal.is_range:
        return f"{as_text(goal.low)} to {as_text(goal.high)}"
    return as_text(goal.low)


def _overrides(verdict: Verdict) -> Iterator[tuple[str, StrEnum, StrEnum | None]]:
    """Yield each part of a verdict that a judgement stands in for, with what the rule gives."""
    for key, part, shown in (
        ("status", verdict.status, verdict.status.status),
        ("direction", verdict.direction, verdict.direction.direction),
    ):
        if part.basis is StatusBasis.OVERRIDE:
            yield key, shown, part.computed


def _noteworthy(verdict: Verdict, checks: Checks) -> list[StrEnum]:
    """Return those of a status and a direction that are to have a note in their period."""
    period, since = _own_period(verdict.inputs), checks.notes_from
    if period is None or (since and period.end <= since.start):
        return []
    return [word for word in (_status(verdict), _direction(verdict)) if word in checks.notes]


def _own_period(inputs: Inputs) -> Period | None:
    """Return the period of the reading, or the one that is due; None where none is."""
    return inputs.reading.period if isinstance(inputs.reading, SourcedValue) else inputs.due


def _noted(entry: CheckedIndicator, inputs: Inputs) -> list[Period]:
    """Return the periods whose notes explain a reading: its own, and those that it is made of."""
    made = inputs.rolled_up.periods if inputs.rolled_up else ()
    own = _own_period(inputs)
    assert own
    return [own, *(one for one in made if one in entry.given)]


def _explained(entry: CheckedIndicator, inputs: Inputs) -> bool:
    """Return whether a note stands beside the reading, as it was given, or the published rating.

    A comment of the period says as much.
    """
    own = _noted(entry, inputs)
    readings = map(entry.given.get, own)
    explained = any(reading.note for reading in readings if reading)
    explained = explained or any(period in entry.indicator.comment for period in own)
    return explained or bool(inputs.reported and inputs.reported.note)
