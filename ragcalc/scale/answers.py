"""The statement of the rows that a user gets: words for what the steps say, texts for numbers.

Figures are as `queries` has them.
"""

from collections.abc import Iterable, Iterator, Sequence

from ragcalc.scale.engine import quoted, text
from ragcalc.scale.queries import IS_ENTRY, PLACES, ComparatorColumns, with_steps
from ragcalc.scale.rule import COLOURS, COMPARISONS, DIRECTIONS, REASONS
from ragcalc.vocabulary import READING_REASONS, Direction, Reason, Status

COLUMNS = (
    *("area", "area_name", "region", "indicator", "period", "value", "value_period", "target"),
    *("status", "status_reason", "direction", "previous_period", "previous", "rank", "of", "band"),
)
"""The columns of an answer beside those of the comparators; `value_period` where one is carried."""


CARRIED = f"""
CREATE TABLE carried AS
SELECT w.*, e.period_end
FROM (
    SELECT * FROM (
        SELECT indicator, period_end AS due_end, months, carried_from FROM plans
        WHERE carried_from IS NOT NULL
    ) JOIN (SELECT DISTINCT indicator, area FROM figures) USING (indicator)
) w
ASOF JOIN (
    SELECT f.* FROM figures f JOIN plans USING (indicator, period_end, months) WHERE {IS_ENTRY}
) e ON e.indicator = w.indicator AND e.area = w.area AND e.months = w.months
    AND w.due_end > e.period_end
LEFT JOIN figures f ON f.indicator = w.indicator AND f.area = w.area AND f.months = w.months
    AND f.period_end = w.due_end
WHERE e.units IS NOT NULL AND e.period_end >= w.carried_from
    AND f.own_status IS NULL AND f.own_direction IS NULL
    AND (f.indicator IS NULL OR NOT {IS_ENTRY})
    AND NOT EXISTS (FROM left_out l WHERE l.area = w.area AND l.period_end = w.due_end)
"""
"""The periods of areas in which an earlier figure stands, as `timetable.standing` has it."""
_WITH_CARRIED = """(
    SELECT s.*, s.period_end AS due_end FROM scored s ANTI JOIN carried c
        ON c.indicator = s.indicator AND c.area = s.area AND c.months = s.months
        AND c.due_end = s.period_end
    UNION ALL
    SELECT s.*, c.due_end FROM scored s JOIN carried c USING (indicator, area, months, period_end)
)"""


def answer(
    comparators: Sequence[ComparatorColumns], periods: Sequence[str] | None, *, carries: bool
) -> str:
    """Return the statement of the rows that a user gets, in their order; of all periods or some.

    Where any figure may be carried into another period there is a column of the one that it is of.
    """
    rows, due = (_WITH_CARRIED, "due_end") if carries else ("scored", "period_end")
    carried_from = ", CASE WHEN value IS NOT NULL THEN v.period END AS value_period"
    own_date = """
JOIN ends v ON v.indicator = t.indicator AND v.period_end = t.period_end AND v.months = t.months"""
    wanted = "" if periods is None else f"WHERE d.period IN ({', '.join(map(text, periods))})"
    beside = "".join(map(_beside, comparators))
    dates = "".join(
        f" LEFT JOIN ends {own}_date ON {own}_date.indicator = t.indicator"
        f" AND {own}_date.period_end = {own}_end AND {own}_date.months = {own}_months"
        for _, own, *_ in comparators
    )
    targets = "".join(f" WHEN {text(name)} THEN {own}_text" for name, own, *_ in comparators)
    shown = f"CASE target_comparator{targets} ELSE target_text END" if targets else "target_text"
    return f"""
SELECT CAST(t.area AS VARCHAR) AS area, a.name AS area_name, a.region,
    CAST(t.indicator AS VARCHAR) AS indicator, d.period,
    coalesce(as_text, value_shown) AS value{carried_from if carries else ""},
    coalesce({shown}, target_shown) AS target, {STATUS} AS status, {STATUS_REASON} AS status_reason,
    {DIRECTION} AS direction, b.period AS previous_period,
    coalesce(previous_text, previous_shown) AS previous{beside},
    k.rank, k.of_all AS "of", k.band
FROM {with_steps(rows, _shown_steps(comparators))} t JOIN areas a ON a.number = t.area
JOIN ends d ON d.indicator = t.indicator AND d.period_end = t.{due} AND d.months = t.months{
        own_date if carries else ""
    }
LEFT JOIN ends b ON b.indicator = t.indicator AND b.period_end = t.previous_end
    AND b.months = t.previous_months{dates}
LEFT JOIN years y ON y.indicator = t.indicator AND y.period_end = t.period_end
    AND y.months = t.months
LEFT JOIN ranks k ON k.indicator = t.indicator AND k.area = t.area AND k.period_end = y.year_end
    AND k.months = t.months
{wanted}
ORDER BY t.indicator, t.area, t.{due}, t.months
"""


def _beside(comparator: ComparatorColumns) -> str:
    """Return the columns of a comparator, each after a comma."""
    name, own, *_ = comparator
    return f""", coalesce({own}_period, {own}_date.period) AS {quoted(f"{name}_period")},
    coalesce({own}_text, {own}_shown) AS {quoted(name)},
    {own}_gap_shown AS {quoted(f"{name}_gap")},
    {word(f"{own}_result", COMPARISONS)} AS {quoted(f"{name}_verdict")}"""


def _shown_steps(comparators: Iterable[ComparatorColumns]) -> Iterator[tuple[str, str]]:
    """Yield the steps to how numbers without a text, and gaps, are shown."""
    yield from _shown("value", "CASE WHEN as_text IS NULL THEN value END", "value_of")
    yield from _shown(
        "previous", "CASE WHEN previous_text IS NULL THEN previous END", "previous_of"
    )
    yield from _shown("target", "target", "factor")
    for one in comparators:
        own = one.own
        yield from _shown(own, f"CASE WHEN {own}_text IS NULL THEN {own} END", f"{own}_of")
        yield from _shown(f"{own}_gap", f"{own}_gap", f"value_of * {own}_of")


def _shown(name: str, numerator: str, denominator: str) -> Iterator[tuple[str, str]]:
    """Yield the steps to NAME_shown, a quotient of units: exact where it soon ends, else rounded.

    It soon ends within so many further decimals as PLACES says. It is rounded half up.
    """
    n, d, ends, whole = f"{name}_over", f"{name}_under", f"{name}_ends", f"{name}_whole"
    digits, decimals, padded = f"{name}_digits", f"{name}_decimals", f"{name}_padded"
    rounded = f"sign({n}) * ((2 * abs({n}) * more + {d} * less) // (2 * {d} * less))"
    steps = {
        n: numerator,
        d: denominator,
        ends: f"CASE WHEN {d} = 1 OR {n} IS NULL THEN true ELSE {n} * {_FURTHER} % {d} = 0 END",
        digits: f"CASE WHEN {d} = 1 OR {n} IS NULL THEN {n}"
        f" WHEN {ends} THEN {n} * {_FURTHER} // {d} ELSE {rounded} END",
        decimals: f"CASE WHEN {d} = 1 THEN places WHEN {ends} THEN places + {PLACES}"
        f" ELSE {PLACES} END",
        whole: f"CAST(abs({digits}) AS VARCHAR)",
        padded: f"lpad({whole}, CAST(greatest({decimals} + 1, length({whole})) AS INTEGER), '0')",
        f"{name}_shown": f"CASE WHEN {digits} < 0 THEN '-' ELSE '' END"
        f" || left({padded}, length({padded}) - {decimals})"
        f" || rtrim('.' || right({padded}, {decimals}), '.0')",
    }
    yield from steps.items()


_FURTHER = 10**PLACES


def word(place: str, known: Sequence[str]) -> str:
    """Return the word of a closed set that a place in it stands for."""
    listed = ", ".join(map(text, known))
    return f"([{listed}])[CAST({place} + 1 AS INTEGER)]"


STATUS_REASON = f"""CASE
    WHEN value IS NULL THEN coalesce(no_figure, '{Reason.NO_VALUE}')
    WHEN side = 2 THEN '{Reason.NEUTRAL}'
    WHEN NOT has_target THEN coalesce(target_reason, '{Reason.NO_TARGET}')
    ELSE {word("reason", REASONS)} END"""

_COMPUTED = f"""CASE
    WHEN value IS NULL THEN '{Status.MISSING}'
    WHEN side = 2 OR target_reason = '{Reason.TARGET_NONE}' THEN '{Status.UNRATED}'
    WHEN NOT has_target THEN '{Status.MISSING}'
    ELSE {word("colour", COLOURS)} END"""
"""What `computed_status` says."""

STATUS = f"""CASE
    WHEN {_COMPUTED} = '{Status.MISSING}'
        AND (no_figure IS NULL OR no_figure NOT IN ({", ".join(map(text, READING_REASONS))}))
    THEN coalesce(own_status, '{Status.MISSING}') ELSE {_COMPUTED} END"""
"""Are we achieving our target? Where the rule cannot tell, and no word says why there is no figure,
the status that its source gives."""

DIRECTION = f"coalesce({word('direction', DIRECTIONS)}, '{Direction.UNAVAILABLE}')"
