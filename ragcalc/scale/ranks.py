"""The statements that put authorities in order: ranks, quartiles and percentiles.

Figures are as `queries` has them.
"""

from collections.abc import Iterator

from ragcalc.catalogue.model.thresholds import QuartileMethod


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
FROM {placed} JOIN areas ON number = area AND is_authority AND is_ranked
JOIN sides USING (indicator)
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
    FROM {placed} JOIN areas ON number = area AND is_authority AND is_ranked
    JOIN sides USING (indicator)
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
