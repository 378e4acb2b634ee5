"""The statements that make verdicts of figures and plans, and the file of them.

A figure is `units` of the last decimal place of its indicator, above `units_of`: 1, and of a mean
how many there are. Its period is `period_end` and `months`, how long it is; `part` is what it is a
total of, as figures are compared with those of the same part alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from ragcalc.catalogue.model.thresholds import QuartileMethod
from ragcalc.scale.engine import quoted, text
from ragcalc.scale.plan import AMOUNTS
from ragcalc.scale.plan import COLUMNS as PLAN_COLUMNS
from ragcalc.scale.rule import (
    COLOURS,
    COMPARISONS,
    DIRECTIONS,
    REASONS,
    colour_steps,
    comparison_steps,
    direction_steps,
)
from ragcalc.scoring.indexes import YEAR
from ragcalc.vocabulary import READING_REASONS, Direction, Reason, Status

PLACES = 6
"""So many decimals are shown of a quotient that does not end."""


INDICATOR, AREA = "INDICATOR_ID", "AREA_NUMBER"
"""The types of the ids of indicators and of the numbers of areas, in the order of the answer."""
COLUMNS = (
    *("area", "area_name", "region", "indicator", "period", "value", "value_period", "target"),
    *("status", "status_reason", "direction", "previous_period", "previous", "rank", "of", "band"),
)
"""The columns of an answer beside those of the comparators; `value_period` where one is carried."""


class ComparatorScope(StrEnum):
    """Whose figure a comparator's is."""

    OF_ALL = "of-all"
    """The same for every area but its own: `shared`, by indicator and period."""
    OF_REGION = "of-region"
    OF_NEIGHBOURS = "of-neighbours"
    OF_PERCENTILE = "of-percentile"
    """That which a target asks for: of `percentiles`, by indicator and period."""


class ComparatorColumns(NamedTuple):
    """One comparator: its id, and what its columns are called within a run."""

    id: str
    own: str
    kind: ComparatorScope
    lag: int
    """In months."""
    of_years: bool = False
    """Whether it is the figure of a whole year, of which a target is the part that is due."""

    @property
    def whole_years(self) -> "ComparatorColumns":
        """The same comparator's figures of whole years."""
        return self._replace(own=f"{self.own}_year", of_years=True)


class ComparatorChoice(NamedTuple):
    """Which figures of comparators a batch asks for."""

    comparators: Sequence[ComparatorColumns]
    """Those of the answer."""
    targets: Sequence[ComparatorColumns]
    """Those whose figure may be a target: the comparators, and where one is asked for the
    percentile of all authorities.
    """
    shared_out: Sequence[ComparatorColumns] = ()
    """Those of the targets of whose figure of a whole year a part may be one."""
    mixed: bool = False
    """Whether any indicator has figures of several lengths or parts of a year."""

    @property
    def asks_for_percentile(self) -> bool:
        """Whether any target is a percentile."""
        return len(self.targets) > len(self.comparators)

    @property
    def joined(self) -> tuple[ComparatorColumns, ...]:
        """All that stand beside a row."""
        return *self.targets, *(one.whole_years for one in self.shared_out)


MACROS = ("CREATE MACRO ten_to(n) AS CAST('1' || repeat('0', n) AS HUGEINT)",)

FIGURES = f"""
CREATE TABLE sizes AS
    SELECT *, ten_to(greatest({PLACES} - places, 0)) AS more,
        ten_to(greatest(places - {PLACES}, 0)) AS less
    FROM (
        SELECT indicator, coalesce(max(places), 0) AS places FROM (
            SELECT indicator, places FROM read_rows UNION ALL SELECT indicator, places FROM typed
        ) GROUP BY indicator
    );
CREATE TABLE figures AS
    SELECT indicator, area, period_end, months, any_value(part) AS part,
        any_value(as_text) AS as_text, any_value(digits * ten_to(s.places - r.places)) AS units,
        any_value(CASE WHEN digits IS NOT NULL THEN digits_of END) AS units_of,
        any_value(reason) AS no_figure, bool_or(breaks) AS breaks,
        any_value(status) AS own_status, any_value(direction) AS own_direction,
        false AS is_made
    FROM read_rows r JOIN sizes s USING (indicator)
    GROUP BY indicator, area, period_end, months
"""
KNOWN = "CREATE TABLE known AS SELECT * FROM figures WHERE units IS NOT NULL"

MEANS = """
CREATE TABLE means AS
    SELECT indicator, n.area, period_end, months, any_value(part) AS part,
        CAST(sum(units) AS HUGEINT) AS units,
        CAST(count(*) * any_value(units_of) AS HUGEINT) AS units_of,
        CAST(NULL AS VARCHAR) AS as_text
    FROM known k JOIN neighbours n ON n.neighbour = k.area
    GROUP BY indicator, n.area, period_end, months HAVING min(units_of) = max(units_of)
"""
"""The means of neighbours' figures, where all have one denominator."""

MEANS_OF_COUNTS = """
SELECT indicator, n.area, period_end, months, part, units, units_of
FROM known k JOIN neighbours n ON n.neighbour = k.area
WINDOW of_area AS (PARTITION BY indicator, n.area, period_end, months)
QUALIFY min(units_of) OVER of_area < max(units_of) OVER of_area ORDER BY ALL
"""
"""The figures of neighbours of which some are made of counts."""


def reached(*, mixed: bool) -> str:
    """Return the statement of each figure with a plan, and the period of its earlier reading.

    Its direction is measured from that, which ends at NULL where there is none, or a break since. A
    baseline that is a year has its last period in its place where nothing stands for the year;
    `mixed` is whether there may be any.
    """
    months = _MONTHS_OF_BASELINE if mixed else "months"
    return f"""
CREATE TABLE reached AS
SELECT * EXCLUDE (wanted_end, wanted_months, last_end, since), CASE WHEN units IS NULL THEN NULL
    WHEN wanted_end >= since THEN wanted_end
    WHEN wanted_end IS NULL AND last_end >= greatest(period_end - 12, since) THEN last_end
    END AS previous_end, {months} AS previous_months
FROM (
    SELECT f.* EXCLUDE break_end REPLACE (
            CASE WHEN p.is_whole THEN f.units END AS units,
            CASE WHEN p.is_whole OR f.no_figure = '{Reason.SUPPRESSED}'
                THEN f.no_figure END AS no_figure
        ), p.wanted_end, p.wanted_months,
        greatest(p.comparable_end, coalesce(break_end, 0)) AS since
    FROM (
        SELECT *, max(CASE WHEN units IS NOT NULL THEN period_end END) OVER (
            earlier ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS last_end, max(CASE WHEN breaks THEN period_end END) OVER earlier AS break_end
        FROM figures
        WINDOW earlier AS (PARTITION BY indicator, area, months ORDER BY period_end)
    ) f JOIN plans p USING (indicator, period_end, months)
) r
"""


_MONTHS_OF_BASELINE = """
    CASE WHEN wanted_months <> months AND EXISTS (
        FROM figures w WHERE w.indicator = r.indicator AND w.area = r.area
            AND w.period_end = wanted_end AND w.months = wanted_months
            AND NOT w.is_made AND (w.units IS NOT NULL OR w.no_figure IS NOT NULL OR w.breaks)
    ) THEN wanted_months ELSE months END"""

IS_ENTRY = "(f.units IS NOT NULL OR f.no_figure IS NOT NULL OR f.breaks)"
"""Whether a row of `figures` says anything of its figure: that, or why there is none."""
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

YEARS = """
CREATE TABLE years AS
SELECT e.indicator, e.period_end, e.months, max(k.period_end) AS year_end
FROM ends e JOIN (
    SELECT DISTINCT indicator, period_end, months
    FROM known JOIN areas ON number = area WHERE is_authority
) k ON k.indicator = e.indicator AND k.months = e.months AND k.period_end <= e.period_end - {lag}
GROUP BY ALL
"""
"""The years among whose authorities a figure is put, the latest that ends in time."""

SHARED = """
CREATE TABLE shared AS
WITH given AS (
    SELECT comparator, t.indicator, period_end, months, part, period, as_text,
        digits * ten_to(s.places - t.places) AS units, CAST(1 AS HUGEINT) AS units_of
    FROM typed t JOIN sizes s USING (indicator)
), published AS (
    SELECT comparator, indicator, period_end, months, part, CAST(NULL AS VARCHAR) AS period,
        as_text, units, units_of
    FROM known k JOIN national n USING (area)
    WHERE NOT EXISTS (
        FROM typed t WHERE t.comparator = n.comparator AND t.indicator = k.indicator
            AND (t.period_end, t.months) IN ((k.period_end, k.months), (0, 0))
    )
)
SELECT false AS of_nation, * FROM (FROM given UNION ALL FROM published)
UNION ALL SELECT true, * FROM given
"""
"""Comparators' figures that are the same for every area; the nation is not put beside itself.

A figure that is typed for a period stands. Where one is typed for every period (it ends at 0) the
dataset's are none.
"""


def percentiles(*, of_counts: bool) -> str:
    """Return the statement of the percentiles of all authorities, by R's type 7.

    They are those of `numbers.quantile`. `of_counts` is whether any figure is made of counts.
    """
    units, units_of = _between("low", "high", "(place % shares)", "shares", of_counts=of_counts)
    return f"""
CREATE TABLE percentiles AS
SELECT indicator, percentile, period_end, months, part, CAST(NULL AS VARCHAR) AS as_text,
    {units} AS units, shares * {units_of} AS units_of
FROM (
    SELECT *, in_order[CAST(place // shares AS BIGINT) + 1] AS low,
        in_order[CAST((place + shares - 1) // shares AS BIGINT) + 1] AS high
    FROM (
        SELECT *, (len(in_order) - 1) * share AS place
        FROM (
            SELECT indicator, period_end, months, any_value(part) AS part,
                any_value(units_of) AS units_of,
                {_in_order(of_counts=of_counts)}
            FROM {_placed(of_counts=of_counts)} JOIN areas a ON a.number = area AND a.is_authority
            GROUP BY ALL
        ) JOIN asked_percentiles USING (indicator)
    )
)
"""


def ranks(method: QuartileMethod, *, of_counts: bool) -> Iterator[str]:
    """Yield the statements that make the table `ranks` of authorities: rank, of_all and band.

    The quartile, A to D, is as the rank, the place or bounds between values give it. `of_counts` is
    whether any figure is made of counts.
    """
    placed = _placed(of_counts=of_counts)
    yield f"""
CREATE TABLE ordered AS
SELECT indicator, period_end, months, count(*) AS of_all, {_in_order(of_counts=of_counts)}
FROM {placed} JOIN areas ON number = area AND is_authority JOIN sides USING (indicator)
GROUP BY indicator, period_end, months
"""
    number = {
        QuartileMethod.LAIT: _quartile_between_bounds(of_counts=of_counts),
        QuartileMethod.PHE: "5 - ((of_all + 1 - rank) * 4 + of_all - 1) // of_all",
        QuartileMethod.NTILE: _TILE,
    }[method]
    bounds = ", ".join(_bound(part, of_counts=of_counts) for part in (1, 2, 3))
    yield f"""
CREATE TABLE ranks AS
SELECT indicator, area, period_end, months, rank, of_all, CASE WHEN banded AND of_all >= 4
    THEN substr('ABCD', CAST({number} AS INTEGER), 1) END AS band
FROM (
    SELECT *, rank() OVER (better ORDER BY place_value * -good_side) AS rank,
        row_number() OVER (better ORDER BY place_value * -good_side, area) AS place
    FROM {placed} JOIN areas ON number = area AND is_authority JOIN sides USING (indicator)
    JOIN (SELECT indicator, period_end, months, of_all, {bounds} FROM ordered)
        USING (indicator, period_end, months)
    WINDOW better AS (PARTITION BY indicator, period_end, months)
)"""


def _placed(*, of_counts: bool) -> str:
    """Return the figures with a whole number, `place_value`, that puts them in order.

    Two quotients that differ do so by one above the product of their denominators at least.
    """
    if not of_counts:
        return "(SELECT *, units AS place_value FROM known)"
    return """(
    SELECT *, units * (2 * most * most) // units_of AS place_value FROM known JOIN (
        SELECT indicator, max(units_of) AS most FROM known GROUP BY indicator
    ) USING (indicator)
)"""


def _in_order(*, of_counts: bool) -> str:
    """Return the list of figures in their order, each a number or a quotient."""
    one = "struct_pack(units := units, units_of := units_of)" if of_counts else "units"
    return f"list({one} ORDER BY place_value) AS in_order"


def _between(low: str, high: str, share: str, shares: str, *, of_counts: bool) -> tuple[str, str]:
    """Return what lies so many shares of the way between two figures, and above what.

    It is `shares` times as large, above the denominator that all have, or of quotients above both.
    """
    if not of_counts:
        return f"({low} * {shares} + ({high} - {low}) * {share})", "units_of"
    low_of, high_of = f"{low}.units_of", f"{high}.units_of"
    parts = f"{low}.units * {high_of} * ({shares} - {share}) + {high}.units * {low_of} * {share}"
    return f"({parts})", f"({low_of} * {high_of})"


def _bound(part: int, *, of_counts: bool) -> str:
    """Return four times the bound below which so many quarters of the values lie, and above what.

    It is R's type 7 between two of the values in order.
    """
    place = f"((of_all - 1) * {part})"
    low, high = f"in_order[{place} // 4 + 1]", f"in_order[({place} + 3) // 4 + 1]"
    bound, bound_of = _between(low, high, f"({place} % 4)", "4", of_counts=of_counts)
    return f"{bound} AS bound_{part}" + (f", {bound_of} AS bound_{part}_of" if of_counts else "")


def _quartile_between_bounds(*, of_counts: bool) -> str:
    above = " + ".join(
        f"CAST(units * 4 * bound_{part}_of > bound_{part} * units_of AS INTEGER)"
        if of_counts
        else f"CAST(units * 4 > bound_{part} AS INTEGER)"
        for part in (1, 2, 3)
    )
    return f"CASE WHEN good_side = 1 THEN 4 - ({above}) ELSE 1 + ({above}) END"


_TILE = """CASE WHEN place <= (of_all % 4) * (of_all // 4 + 1)
    THEN (place - 1) // (of_all // 4 + 1) + 1
    ELSE of_all % 4 + (place - 1 - (of_all % 4) * (of_all // 4 + 1)) // (of_all // 4) + 1 END"""


MADE = (
    *(
        "sizes",
        "figures",
        "summed",
        "wholes",
        "spelt_counts",
        "own_counts",
        "rolled_up",
        "known",
        "years",
        "plans",
        "typed",
        "shared",
        "means",
    ),
    "means_of_counts",
    *("asked_percentiles", "percentiles", "reached", "scored", "ordered", "ranks", "carried"),
)
"""The tables of one batch, beside those of its figures."""


MIXED = """
SELECT count(*) > 0 FROM (
    SELECT indicator FROM (
        SELECT indicator, part, months FROM ends JOIN sizes USING (indicator)
        UNION ALL SELECT indicator, part, nullif(months, 0) FROM typed
    ) GROUP BY indicator HAVING count(DISTINCT part) > 1 OR count(DISTINCT months) > 1
)
"""
"""Whether any indicator of a batch has figures of several lengths or parts of a year."""


def scored(choice: ComparatorChoice, kind: str) -> str:
    """Return the statement that makes the table `scored`: a row for each figure, in numbers.

    They are of a type of the engine. Of the plans and the steps only that is kept which a row of
    the answer needs.
    """
    amounts = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name in (*AMOUNTS, *_DUE))
    own = ", ".join(f"p.{name}" for name in PLAN_COLUMNS if name not in ("low", "high", "factor"))
    joins = "\n".join(_join(one, choice.mixed) for one in choice.joined)
    figures = "".join(f", {_figures_of(one, kind)}" for one in choice.joined)
    kept = ", ".join(
        (
            *_KEPT,
            *(f"{one.own}{end}" for one in choice.comparators for end in _OF_EACH),
            *(
                f"{one.own}{end}"
                for one in choice.joined
                if one not in choice.comparators
                for end in ("", "_of")
            ),
        )
    )
    rows = f"""(
    SELECT *, target_reason IS NULL AND low IS NOT NULL AS has_target FROM (
        SELECT *, CASE WHEN target_comparator IS NULL THEN own_low ELSE target * parts END AS low,
            CASE WHEN target_comparator IS NULL THEN own_high ELSE target * parts END AS high
        FROM (
            SELECT *, {_of_target(choice, kind)} FROM (
                SELECT r.indicator, r.area, r.period_end, r.months, r.as_text,
                    r.no_figure, r.own_status, r.own_direction,
                    s.places, CAST(s.more AS {kind}) AS more, CAST(s.less AS {kind}) AS less,
                    CAST(r.units AS {kind}) AS value, CAST(r.units_of AS {kind}) AS value_of,
                    CAST(e.units AS {kind}) AS previous, CAST(e.units_of AS {kind}) AS previous_of,
                    e.period_end AS previous_end,
                    e.months AS previous_months, e.as_text AS previous_text,
                    p.target_reason AS own_reason, p.target_comparator, p.target_text,
                    p.due_part, p.due_parts, p.due_reason,
                    p.low AS own_low, p.high AS own_high, {own}{figures}
                FROM reached r
                JOIN areas a ON a.number = r.area
                JOIN (SELECT * REPLACE ({amounts}) FROM plans) p
                    USING (indicator, period_end, months)
                JOIN sizes s USING (indicator)
                LEFT JOIN known e ON e.indicator = r.indicator AND e.area = r.area
                    AND e.period_end = r.previous_end AND e.months = r.previous_months
                {joins}
            )
        )
    )
)"""
    steps = _steps(choice.comparators)
    return f"CREATE TABLE scored AS SELECT {kept} FROM {with_steps(rows, steps)}"


def with_steps(rows: str, steps: Iterable[tuple[str, str]]) -> str:
    """Return rows with a column for each step, which may name those before it.

    It stands one layer above them, to be worked out once and not in every step that names it.
    """
    for layer in _layers(steps):
        columns = ", ".join(f"{step} AS {name}" for name, step in layer)
        rows = f"(SELECT *, {columns} FROM {rows})"
    return rows


def _layers(steps: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Return steps in as few layers as there can be: each names only steps of those below."""
    layers: list[list[tuple[str, str]]] = []
    height: dict[str, int] = {}
    for name, step in steps:
        below = (height[word] for word in re.findall(r"\w+", step) if word in height)
        height[name] = max(below, default=-1) + 1
        if height[name] == len(layers):
            layers.append([])
        layers[height[name]].append((name, step))
    return layers


_DUE = ("due_part", "due_parts")
_KEPT = (
    *("indicator", "area", "period_end", "months", "as_text", "value", "value_of"),
    *("places", "more", "less"),
    *("side", "previous", "previous_of", "previous_end", "previous_months", "previous_text"),
    *("no_figure", "own_status", "own_direction"),
    *("target_reason", "target_comparator", "target_text", "target", "factor", "has_target"),
    *("colour", "reason", "direction"),
)
_OF_EACH = ("", "_of", "_end", "_months", "_period", "_text", "_gap", "_result")


def _figures_of(one: ComparatorColumns, kind: str) -> str:
    own = one.own
    period = f"{own}.period" if one.kind is ComparatorScope.OF_ALL else "CAST(NULL AS VARCHAR)"
    return (
        f"CAST({own}.units AS {kind}) AS {own}, CAST({own}.units_of AS {kind}) AS {own}_of,"
        f" {own}.period_end AS {own}_end, {own}.months AS {own}_months, {period} AS {own}_period,"
        f" {own}.as_text AS {own}_text"
    )


def _join(one: ComparatorColumns, mixed: bool) -> str:
    """Return the join of the latest figure of a comparator that ends in time.

    It is found once for all rows that have the same. `mixed` chooses those of the same part, and of
    several that end together the best.
    """
    table, whose, wanted = {
        ComparatorScope.OF_ALL: (
            f"(SELECT * FROM shared WHERE comparator = {text(one.id)})",
            "of_nation",
            "a.is_nation",
        ),
        ComparatorScope.OF_REGION: ("known", "area", "a.region_area"),
        ComparatorScope.OF_NEIGHBOURS: ("means", "area", "r.area"),
        ComparatorScope.OF_PERCENTILE: ("percentiles", "percentile", "p.percentile"),
    }[one.kind]
    same = ""
    if mixed:
        table = _OF_ALL_LENGTHS.format(figures=table, whose=whose)
        part = YEAR if one.of_years else "d.part"
        same = f" AND f.part = {part} AND f.wanted = d.months"
    latest = f"""(
    SELECT d.period_end AS due_end, d.months AS due_months, f.* FROM (
        SELECT DISTINCT r.indicator, r.period_end, r.months, r.part, {wanted} AS {whose}
        FROM reached r JOIN areas a ON a.number = r.area
        JOIN plans p USING (indicator, period_end, months)
    ) d ASOF JOIN {table} f ON f.indicator = d.indicator AND f.{whose} = d.{whose}{same}
        AND d.period_end - {one.lag} >= f.period_end
)"""
    return (
        f"LEFT JOIN {latest} {one.own} ON {one.own}.indicator = r.indicator"
        f" AND {one.own}.due_end = r.period_end AND {one.own}.due_months = r.months"
        f" AND {one.own}.{whose} = {wanted}"
    )


_OF_ALL_LENGTHS = """(
    SELECT f.*, w.months AS wanted
    FROM {figures} f JOIN (SELECT DISTINCT indicator, months FROM plans) w USING (indicator)
    QUALIFY row_number() OVER (
        PARTITION BY f.indicator, f.{whose}, f.part, f.period_end, w.months
        ORDER BY f.months = w.months DESC, f.months DESC
    ) = 1
)"""
"""Of figures that end together the one for readings of a length: of the same one, or the longest.

As `indexes.ComparatorFigures.latest` has it.
"""


def _of_target(choice: ComparatorChoice, kind: str) -> str:
    """Return a target that is a comparator's figure as a numerator `target` above `factor`.

    With them comes the reason why there is none. Of a whole year's it is the part that is due.
    """
    figures, factors, reasons = "", "", ""
    for one in choice.targets:
        name, own, own_of, year = text(one.id), one.own, f"{one.own}_of", one.whole_years.own
        lacking = "NULL"
        if one.kind is ComparatorScope.OF_PERCENTILE:
            lacking = text(Reason.NO_PERCENTILE)
        if one in choice.shared_out:
            lacking = f"CASE WHEN {year} IS NULL THEN {lacking} ELSE due_reason END"
        reasons += f" WHEN {name} THEN CASE WHEN {own} IS NULL THEN {lacking} END"
        if one in choice.shared_out:
            own = f"coalesce({own}, {year} * due_part)"
            own_of = f"coalesce({own_of}, {year}_of * due_parts)"
        figures += f" WHEN {name} THEN {own}"
        factors += f" WHEN {name} THEN {own_of}"
    known = {"target": figures, "factor": factors, "target_reason": reasons}
    cases = {key: f"CASE target_comparator{one} END" for key, one in known.items() if one}
    return (
        f"{cases.get('target', f'CAST(NULL AS {kind})')} AS target,"
        f" coalesce({cases.get('factor', 'NULL')}, CAST(1 AS {kind})) AS factor,"
        f" coalesce(own_reason, {cases.get('target_reason', 'NULL')}) AS target_reason"
    )


def _steps(comparators: Sequence[ComparatorColumns]) -> Iterator[tuple[str, str]]:
    """Yield the steps as SQL; where a part of what they need is missing they give NULL."""
    for name, step in direction_steps().items():
        match name:
            case "direction":
                known = "value IS NOT NULL AND previous IS NOT NULL"
                computed = f"CASE WHEN {known} AND (side <> 0 OR has_target) THEN {step.sql} END"
                yield name, f"coalesce({computed}, {_REPORTED_DIRECTION})"
            case _:
                yield name, step.sql
    for name, step in colour_steps().items():
        yield name, step.sql
    for one in comparators:
        for name, step in comparison_steps(one.own).items():
            yield name, f"CASE WHEN value IS NOT NULL AND {one.own} IS NOT NULL THEN {step.sql} END"


_REPORTED_DIRECTION = f"list_position([{', '.join(map(text, DIRECTIONS))}], own_direction) - 1"
"""Of a direction that its source gives; NULL of none, and of one that is unavailable."""


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
    beside = "".join(
        f""", coalesce({own}_period, {own}_date.period) AS {quoted(f"{name}_period")},
    coalesce({own}_text, {own}_shown) AS {quoted(name)},
    {own}_gap_shown AS {quoted(f"{name}_gap")},
    {word(f"{own}_result", COMPARISONS)} AS {quoted(f"{name}_verdict")}"""
        for name, own, *_ in comparators
    )
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
