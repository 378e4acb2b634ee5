"""Tables as whole numbers: each distinct text is read once, by what a report reads it with."""

from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ragcalc import numbers
from ragcalc.catalogue.datasets import ratings
from ragcalc.catalogue.datasets.layout import DatasetLayout
from ragcalc.catalogue.datasets.ratings import UnknownWord
from ragcalc.catalogue.derived.running_totals import IN_PERIOD
from ragcalc.catalogue.model.columns import MEASURE_COLUMNS
from ragcalc.catalogue.model.fields import UNITS
from ragcalc.catalogue.model.fields import quoted as in_quotes
from ragcalc.catalogue.model.indicators import Indicator
from ragcalc.scale.digits import require_short_counts
from ragcalc.scale.engine import Engine, quoted
from ragcalc.scale.queries import INDICATOR
from ragcalc.scale.refusal import NotScored
from ragcalc.scale.selection import COUNTS
from ragcalc.vocabulary import Reason, RollUp


def take(
    engine: Engine, layout: DatasetLayout, shown: str, indicators: Mapping[str, Indicator]
) -> None:
    """Make the table `read_rows` of some indicators, whose rows the table `texts` has.

    It has indicator, area, period_end, months, part, digits, digits_of, places and as_text: a
    figure is `digits` of its last decimal place, above `digits_of` where it is made of counts.
    They are NULL where a row has none, and `reason` may say why; `breaks`, and `status` and
    `direction` as their source says them. Raises NotScored.
    """
    named = [name for name, *_ in engine.rows("DESCRIBE texts")]
    beside = [name for name in MEASURE_COLUMNS if name in named]
    engine.run(_taken(beside), [list(indicators)])
    kinds = {"value": "VARCHAR", "digits": "HUGEINT", "places": "INTEGER", "as_text": "VARCHAR"}
    kinds |= {"reason": "VARCHAR", "breaks": "BOOLEAN", "is_empty": "BOOLEAN"}
    engine.table("numbers", kinds, [_number(one, layout, shown) for one in _spelt(engine, "value")])
    for column, (table, kind, read) in _WORDS.items():
        if column in beside:
            known = [(one, _word(column, one, read, shown)) for one in _spelt(engine, column)]
            engine.table(table, {"spelt": "VARCHAR", "said": kind}, known)
    if {*COUNTS} <= {*beside}:
        _take_quotients(engine, layout, shown, indicators)
    engine.run(_rows(beside))
    _refuse_conflicts(engine, shown)
    if not layout.may_repeat:
        _refuse_repeated(engine, shown)


def _take_quotients(
    engine: Engine, layout: DatasetLayout, shown: str, indicators: Mapping[str, Indicator]
) -> None:
    """Make the table `quotients` of the counts in rows that have no value. Raises NotScored."""
    scales = [
        (name, one.unit.scale, one.unit == UNITS["percent"] and not one.may_exceed_100)
        for name, one in indicators.items()
    ]
    kinds = {"indicator": INDICATOR, "scale": "HUGEINT", "is_share": "BOOLEAN"}
    engine.table("scales", kinds, scales)
    engine.run(_COUNTED)
    spelt = {
        one: _count(one, column, layout, shown)
        for column in COUNTS
        for (one,) in engine.rows(_NOT_PLAIN.format(column=column))
    }
    kinds = {"spelt": "VARCHAR", "digits": "HUGEINT", "places": "INTEGER", "reason": "VARCHAR"}
    engine.table("counts", kinds, [(one, *row) for one, row in spelt.items()])
    engine.run(_PLAIN_COUNTS)
    require_short_counts(engine)
    engine.run(_QUOTIENTS)
    endings = [
        (digits, of, numbers.to_text(numbers.shortest(Fraction(digits, of))))
        for digits, of in engine.rows(_ENDING)
    ]
    kinds = {"digits": "HUGEINT", "digits_of": "HUGEINT", "as_text": "VARCHAR"}
    engine.table("endings", kinds, endings)
    _refuse_above_whole(engine, shown)
    _refuse_sums(engine, indicators)


def _spelt(engine: Engine, column: str) -> list[str]:
    """Return what stands under a column of the rows that were taken, each text once."""
    name = quoted(column)
    return [one for (one,) in engine.rows(f"SELECT DISTINCT {name} FROM taken ORDER BY {name}")]


def _number(spelt: str, layout: DatasetLayout, shown: str) -> tuple[Any, ...]:
    """Return a row of `numbers`. Raises NotScored."""
    cell = layout.cell(spelt)
    if isinstance(cell, str):
        raise NotScored(f"{shown}: the value {in_quotes(spelt)} {cell}", "correct it")
    if not isinstance(cell.value, Decimal):
        return spelt, None, None, None, cell.value, cell.breaks, not spelt.strip()
    exact = cell.value.normalize()
    return spelt, *_digits(exact), numbers.to_text(exact), None, cell.breaks, False


def _count(
    spelt: str, column: str, layout: DatasetLayout, shown: str
) -> tuple[int | None, int | None, str | None]:
    """Return a count as digits of its last decimal place, or why there is none.

    Raises NotScored.
    """
    cell = layout.cell(spelt)
    if isinstance(cell, str):
        raise NotScored(f"{shown}: the {column} {in_quotes(spelt)} {cell}", "correct it")
    if isinstance(cell.value, Decimal):
        return *_digits(cell.value.normalize()), None
    return None, None, cell.value if isinstance(cell.value, Reason) else None


def _digits(exact: Decimal) -> tuple[int, int]:
    """Return a number in units of its last decimal place, and how many places there are."""
    places = max(0, -int(exact.as_tuple().exponent))
    return int(exact.scaleb(places)), places


def _word(column: str, spelt: str, read: Callable[[str], Any], shown: str) -> Any:
    try:
        return read(spelt)
    except UnknownWord as error:
        message = f"{shown}: the {column} {in_quotes(spelt)} is not one"
        raise NotScored(message, error.hint) from None


_WORDS: Mapping[str, tuple[str, str, Callable[[str], Any]]] = {
    "break": ("breaks", "BOOLEAN", ratings.is_break),
    "status": ("statuses", "VARCHAR", ratings.status),
    "direction": ("directions", "VARCHAR", ratings.direction),
}
"""By column the table of what its texts say, of what type that is, and what reads it."""
MADE = (
    *("taken", "numbers", *(table for table, *_ in _WORDS.values()), "scales", "counted"),
    *("counts", "quotients", "endings", "read_rows"),
)
"""The tables that `take` makes."""


def _taken(beside: Iterable[str]) -> str:
    """Return the statement of the rows of some indicators, with what stands beside their values."""
    columns = "".join(f", {quoted(name)}" for name in beside)
    return f"""
CREATE TABLE taken AS
SELECT dates.indicator, number AS area, period_end, months, part, value{columns}
FROM texts JOIN spellings USING (area) JOIN dates USING (indicator, year)
WHERE texts.indicator IN (SELECT unnest(?))
    AND NOT EXISTS (FROM left_out l WHERE l.area = number AND l.period_end = dates.period_end)
"""


_COUNTED = """
CREATE TABLE counted AS
SELECT DISTINCT indicator, numerator, denominator FROM taken JOIN numbers USING (value)
WHERE is_empty
"""

_PLAIN = "regexp_full_match({column}, '[0-9]{{1,15}}')"
"""Whether a count is a whole number as nearly all are, which says itself what it means."""

_NOT_PLAIN = f"""
SELECT DISTINCT {{column}} FROM counted WHERE NOT {_PLAIN} ORDER BY {{column}}
"""

_PLAIN_COUNTS = f"""
INSERT INTO counts SELECT spelt, CAST(spelt AS HUGEINT), 0, NULL FROM (
    SELECT numerator AS spelt FROM counted UNION SELECT denominator FROM counted
) WHERE {_PLAIN.format(column="spelt")}
"""

_QUOTIENTS = """
CREATE TABLE quotients AS
SELECT indicator, numerator, denominator, made // gcd(made, of) AS digits,
    of // gcd(made, of) AS digits_of, reason, is_share AND made > of * scale AS is_above_whole
FROM (
    SELECT q.*, coalesce(n.reason, d.reason) AS reason, scale, is_share,
        CASE WHEN d.digits > 0 THEN n.digits * scale * ten_to(d.places) END AS made,
        CASE WHEN d.digits > 0 THEN d.digits * ten_to(n.places) END AS of
    FROM counted q JOIN scales USING (indicator)
    JOIN counts n ON n.spelt = numerator JOIN counts d ON d.spelt = denominator
)
"""


_ENDING = """
SELECT DISTINCT digits, digits_of FROM quotients
WHERE ten_to(18) % digits_of = 0 AND ten_to(6) % digits_of <> 0 ORDER BY ALL
"""
"""The quotients that have more decimals than others are shown with, and end."""


def _rows(beside: Collection[str]) -> str:
    """Return the statement that makes `read_rows`; `beside` are the columns beside the value."""
    said = {name: f"{table}.said" for name, (table, *_) in _WORDS.items() if name in beside}
    joins = "".join(
        f" JOIN {_WORDS[name][0]} ON {_WORDS[name][0]}.spelt = t.{quoted(name)}" for name in said
    )
    digits = "n.digits, CAST(1 AS HUGEINT) AS digits_of, n.places, n.reason, n.as_text"
    if {*COUNTS} <= {*beside}:
        digits = (
            "coalesce(n.digits, q.digits) AS digits, coalesce(q.digits_of, 1) AS digits_of,"
            " CASE WHEN q.digits IS NULL THEN n.places ELSE 0 END AS places,"
            " coalesce(n.reason, q.reason) AS reason, coalesce(n.as_text, e.as_text) AS as_text"
        )
        joins += (
            " LEFT JOIN quotients q ON n.is_empty AND q.indicator = t.indicator"
            " AND q.numerator = t.numerator AND q.denominator = t.denominator"
            " LEFT JOIN endings e ON e.digits = q.digits AND e.digits_of = q.digits_of"
        )
    others = "".join(f", t.{quoted(name)}" for name in beside if name not in _WORDS)
    return f"""
CREATE TABLE read_rows AS
SELECT DISTINCT t.indicator, area, period_end, months, part, {digits},
    n.breaks{" OR " + said["break"] if "break" in said else ""} AS breaks,
    {said.get("status", "CAST(NULL AS VARCHAR)")} AS status,
    {said.get("direction", "CAST(NULL AS VARCHAR)")} AS direction{others}
FROM taken t JOIN numbers n USING (value){joins}
"""


def _refuse_conflicts(engine: Engine, shown: str) -> None:
    """Raise NotScored where rows say two things of an area, an indicator and a period.

    One that says nothing may stand beside another.
    """
    said = "coalesce(as_text, reason, 'no figure')"
    found = engine.rows(
        f"SELECT indicator, area, min({said}), max({said}) FROM read_rows"
        " WHERE digits IS NOT NULL OR reason IS NOT NULL OR breaks"
        " OR status IS NOT NULL OR direction IS NOT NULL"
        " GROUP BY indicator, area, period_end, months HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
    )
    for name, area, one, other in found:
        both = f"{one} and {other}" if one != other else f"{one} in two rows that differ otherwise"
        message = f"{shown}: the area {area} has {both} for {name} in one period"
        raise NotScored(message, "keep one of the rows")


def _refuse_repeated(engine: Engine, shown: str) -> None:
    """Raise NotScored where an area has a figure and another row for an indicator and a period."""
    found = engine.rows(
        "SELECT indicator, area, any_value(as_text) FROM read_rows JOIN ("
        "SELECT indicator, area, period_end, months FROM taken GROUP BY ALL HAVING count(*) > 1"
        ") USING (indicator, area, period_end, months) WHERE digits IS NOT NULL"
        " GROUP BY indicator, area, period_end ORDER BY ALL LIMIT 1"
    )
    for name, area, value in found:
        has = f"has {value} and another row" if value else "has two rows"
        message = f"{shown}: the area {area} {has} for {name} in one period"
        raise NotScored(message, "choose rows with where: next to measure:")


def _refuse_above_whole(engine: Engine, shown: str) -> None:
    """Raise NotScored where counts make a share of more than all."""
    found = engine.rows(
        "SELECT indicator, area, numerator, denominator FROM quotients JOIN taken"
        " USING (indicator, numerator, denominator) JOIN numbers USING (value)"
        " WHERE is_above_whole AND is_empty ORDER BY ALL LIMIT 1"
    )
    for name, area, cases, of in found:
        message = f"{shown}: the area {area} has {cases} out of {of} for {name} in one period"
        raise NotScored(message, "correct the counts, or add may-exceed-100: true")


def _refuse_sums(engine: Engine, indicators: Mapping[str, Indicator]) -> None:
    """Raise NotScored where figures that counts make would be parts of other figures."""
    found = engine.rows(
        "SELECT DISTINCT indicator FROM quotients WHERE digits IS NOT NULL ORDER BY ALL"
    )
    for (name,) in found:
        one = indicators[name]
        if one.accumulates == IN_PERIOD or one.rolls_up in (RollUp.SUM, RollUp.MEAN):
            message = f"indicators.{name}: its figures are made of counts, and others of them"
            raise NotScored(message, "write the values beside the counts")
