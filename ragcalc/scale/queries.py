"""The statements that make verdicts of figures and plans.

A figure is `units` of the last decimal place of its indicator, above `units_of`: 1, and of a mean
how many there are. Its period is `period_end` and `months`, how long it is; `part` is what it is a
total of, as figures are compared with those of the same part alone. `break_end` is the end of the
last period in it from which on the method is another. `is_hidden` is whether any of the figures
that make it is suppressed within the indicator's life, and `is_ranked` whether it counts in ranks:
what is made of figures before that life does not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from ragcalc.scale.engine import text
from ragcalc.scale.plan import AMOUNTS
from ragcalc.scale.plan import COLUMNS as PLAN_COLUMNS
from ragcalc.scale.rule import (
    DIRECTIONS,
    colour_steps,
    comparison_steps,
    direction_steps,
)
from ragcalc.scoring.indexes import YEAR
from ragcalc.vocabulary import Reason

PLACES = 6
"""So many decimals are shown of a quotient that does not end."""


INDICATOR, AREA = "INDICATOR_ID", "AREA_NUMBER"
"""The types of the ids of indicators and of the numbers of areas, in the order of the answer."""


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
        any_value(reason) AS no_figure, CASE WHEN bool_or(breaks) THEN period_end END AS break_end,
        any_value(status) AS own_status, any_value(direction) AS own_direction,
        false AS is_made, false AS is_hidden, true AS is_ranked
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


def reached(*, given: bool) -> str:
    """Return the statement of each figure with a plan, and the period of its earlier reading.

    Its direction is measured from that, which ends at NULL where there is none, or a break since. A
    baseline of another kind stands itself where anything is given for it; `given` is whether any
    plan has one. What a row says of a period that lies in part before the indicator's life is none.
    """
    return f"""
CREATE TABLE reached AS
SELECT * EXCLUDE (wanted_end, given_end, given_months, last_end, since, has_given),
    CASE WHEN units IS NULL THEN NULL
    WHEN has_given THEN CASE WHEN given_end < period_end AND given_end >= since THEN given_end END
    WHEN wanted_end >= since THEN wanted_end
    WHEN wanted_end IS NULL AND last_end >= greatest(period_end - 12, since) THEN last_end
    END AS previous_end, CASE WHEN has_given THEN given_months ELSE months END AS previous_months
FROM (SELECT *, {_HAS_GIVEN if given else "false"} AS has_given FROM (
    SELECT f.* EXCLUDE (break_end, last_break_end, is_hidden, is_ranked) REPLACE (
            CASE WHEN p.is_whole THEN f.as_text END AS as_text,
            CASE WHEN p.is_whole THEN f.units END AS units,
            CASE WHEN p.is_whole THEN f.no_figure
                WHEN f.is_hidden THEN '{Reason.SUPPRESSED}' END AS no_figure,
            CASE WHEN p.is_whole THEN f.own_status END AS own_status,
            CASE WHEN p.is_whole THEN f.own_direction END AS own_direction
        ), p.wanted_end, p.given_end, p.given_months,
        greatest(p.comparable_end, coalesce(last_break_end, 0)) AS since
    FROM (
        SELECT *, max(CASE WHEN units IS NOT NULL THEN period_end END) OVER (
            earlier ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS last_end, max(break_end) OVER earlier AS last_break_end
        FROM figures
        WINDOW earlier AS (PARTITION BY indicator, area, months ORDER BY period_end)
    ) f JOIN plans p USING (indicator, period_end, months)
) r)
"""


IS_ENTRY = "(f.units IS NOT NULL OR f.no_figure IS NOT NULL OR f.break_end IS NOT NULL)"
"""Whether a row of `figures` says anything of its figure: that, or why there is none."""
_HAS_GIVEN = f"""EXISTS (
        FROM figures f WHERE f.indicator = r.indicator AND f.area = r.area
            AND f.period_end = given_end AND f.months = given_months
            AND NOT f.is_made AND {IS_ENTRY}
    )"""
"""Whether anything is given for the baseline of another kind."""
YEARS = """
CREATE TABLE years AS
SELECT e.indicator, e.period_end, e.months, max(k.period_end) AS year_end
FROM ends e JOIN (
    SELECT DISTINCT indicator, period_end, months
    FROM known JOIN areas ON number = area WHERE is_authority AND is_ranked
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
    kept = ", ".join(_kept(choice))
    return f"CREATE TABLE scored AS SELECT {kept} FROM {with_steps(rows, steps)}"


def _kept(choice: ComparatorChoice) -> Iterator[str]:
    """Yield the columns that a row of the answer needs, or that are judged a second time."""
    yield from _KEPT
    for one in choice.joined:
        ends = _OF_EACH if one in choice.comparators else ("", "_of")
        yield from (f"{one.own}{end}" for end in ends)


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
