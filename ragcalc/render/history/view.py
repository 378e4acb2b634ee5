"""The two long tables of a catalogue's history: every indicator by period, and by comparator.

Words and meanings are those of the report's JSON: what is a record there, as `previous`, has a
column for each of its fields, `previous_value`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from ragcalc.render.media.json import Json
from ragcalc.render.report.json import indicator
from ragcalc.scoring.history import CatalogueHistory, HistoryEntry

TableValue = str | Decimal | bool | date | None
"""What a cell of a table holds."""


class ValueType(StrEnum):
    """What all values of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"


class LongTable(NamedTuple):
    """A table for other programs: a row for each thing that was observed."""

    columns: Mapping[str, ValueType]
    rows: Iterator[tuple[TableValue, ...]]
    """Made one by one; each has a value for every column, in their order."""


def _columns(**kinds: ValueType) -> dict[str, ValueType]:
    return kinds


_T, _N, _D, _F = ValueType.TEXT, ValueType.NUMBER, ValueType.DATE, ValueType.FLAG
_INDICATOR = _columns(
    indicator=_T,
    name=_T,
    outcome=_T,
    outcome_name=_T,
    tier=_T,
    tier_name=_T,
    owner=_T,
    frequency=_T,
    unit=_T,
    unit_label=_T,
    polarity=_T,
)
_PERIOD = _columns(period=_T, period_start=_D, period_end=_D)
_VERDICT = _columns(
    value=_N,
    value_reason=_T,
    value_period=_T,
    numerator=_N,
    denominator=_N,
    published_interval_from=_N,
    published_interval_to=_N,
    published_interval_from_998=_N,
    published_interval_to_998=_N,
    provisional=_F,
    carried=_F,
    method_changed=_F,
    target=_N,
    target_strict=_F,
    target_range_from=_N,
    target_range_to=_N,
    target_basis=_T,
    target_period=_T,
    target_full_year=_N,
    target_gap=_N,
    target_gap_percent=_N,
    bands_green_from=_N,
    bands_green_to=_N,
    bands_green_from_inclusive=_F,
    bands_green_to_inclusive=_F,
    bands_amber_from=_N,
    bands_amber_to=_N,
    bands_amber_from_inclusive=_F,
    bands_amber_to_inclusive=_F,
    status=_T,
    status_basis=_T,
    status_reason=_T,
    status_computed=_T,
    direction=_T,
    direction_basis=_T,
    direction_reason=_T,
    previous_period=_T,
    previous_value=_N,
    previous_change=_N,
    previous_change_percent=_N,
    year_ago_period=_T,
    year_ago_value=_N,
    year_ago_change=_N,
    year_ago_change_percent=_N,
    year_ago_direction=_T,
)
READINGS = {**_INDICATOR, **_PERIOD, **_VERDICT}
"""The columns of the table of indicators by period."""
COMPARISONS = {
    "indicator": _T,
    **_PERIOD,
    **_columns(
        comparator=_T,
        comparator_name=_T,
        comparator_kind=_T,
        comparator_period=_T,
        value=_N,
        gap=_N,
        gap_percent=_N,
        verdict=_T,
        provisional=_F,
        source=_T,
        note=_T,
    ),
}
"""The columns of the table of indicators by period and comparator."""


def long_table(history: CatalogueHistory, comparators: bool) -> LongTable:
    """Return the table of comparators, or else that of indicators by period."""
    return comparisons(history) if comparators else readings(history)


def readings(history: CatalogueHistory) -> LongTable:
    """Return the table of indicators by period."""
    outcomes, tiers = history.outcomes, history.catalogue.tiers
    return LongTable(READINGS, (_reading(one, outcomes, tiers) for one in history))


def comparisons(history: CatalogueHistory) -> LongTable:
    """Return the table of indicators by period and comparator."""
    return LongTable(COMPARISONS, (row for one in history for row in _comparisons(one)))


def _reading(
    entry: HistoryEntry, outcomes: Mapping[str, str], tiers: Mapping[str, str]
) -> tuple[TableValue, ...]:
    result, period = entry.result, entry.period
    found = dict(_flat(indicator(result)))
    found |= {
        "indicator": result.id,
        "outcome_name": outcomes.get(result.outcome or ""),
        "tier_name": tiers.get(result.tier),
        "owner": result.owner,
        "frequency": entry.frequency,
        "value_period": None if found["value"] is None else found["period"],
        "period": str(period),
        "period_start": period.first_day,
        "period_end": period.last_day,
        "method_changed": entry.is_break,
    }
    return tuple(found.get(name) for name in READINGS)


def _flat(data: Mapping[str, Json], lead: str = "") -> Iterator[tuple[str, TableValue]]:
    """Yield every single value with its name, led by those of the records that it is in."""
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{lead}{name}_")
        elif isinstance(value, (str, Decimal, bool)) or value is None:
            yield f"{lead}{name}", value


def _comparisons(entry: HistoryEntry) -> Iterator[tuple[TableValue, ...]]:
    period = entry.period
    about = (entry.result.id, str(period), period.first_day, period.last_day)
    compared = indicator(entry.result)["comparators"]
    assert isinstance(compared, list)
    for one in compared:
        assert isinstance(one, Mapping)
        found = dict(_flat(one))
        found |= {f"comparator_{name}": found[name] for name in ("name", "kind", "period")}
        found["comparator"] = found["id"]
        yield (*about, *(found[name] for name in list(COMPARISONS)[len(about) :]))
