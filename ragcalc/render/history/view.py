"""The two long tables of a catalogue's history: every indicator by period, and by comparator.

Words and meanings are those of the report's JSON: what is a record there, as `previous`, has a
column for each of its fields, `previous_value`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ragcalc.render.common.labels import group_column
from ragcalc.render.media.tables import ColumnType, LongTable, TableValue, as_plain_value
from ragcalc.render.report.json import compared, indicator
from ragcalc.scoring.history import CatalogueHistory, HistoryEntry
from ragcalc.vocabulary import Reason


def _columns(**kinds: ColumnType) -> dict[str, ColumnType]:
    return kinds


_T, _N, _D, _F = ColumnType.TEXT, ColumnType.NUMBER, ColumnType.DATE, ColumnType.FLAG
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
    revised=_F,
    was=_N,
    was_text=_T,
    method_changed=_F,
    source=_T,
    note=_T,
    target=_N,
    target_strict=_F,
    target_range_from=_N,
    target_range_to=_N,
    target_basis=_T,
    target_period=_T,
    target_comparator_id=_T,
    target_comparator_period=_T,
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
    comment=_T,
    action=_T,
)
READINGS = {**_INDICATOR, **_PERIOD, **_VERDICT}
"""The columns of the table of indicators by period, without those of the catalogue's groupings."""
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
    groupings = {group_column(name): name for name in history.catalogue.groups}
    columns = {**READINGS, **dict.fromkeys(groupings, ColumnType.TEXT)}
    rows = (
        (*_reading(one, outcomes, tiers), *map(one.result.groups.get, groupings.values()))
        for one in history
    )
    return LongTable(columns, rows)


def comparisons(history: CatalogueHistory) -> LongTable:
    """Return the table of indicators by period and comparator."""
    return LongTable(COMPARISONS, (row for one in history for row in _comparisons(one)))


def _reading(
    entry: HistoryEntry, outcomes: Mapping[str, str], tiers: Mapping[str, str]
) -> tuple[TableValue, ...]:
    result, period, own = entry.result, entry.period, entry.entry
    reading = result.inputs.reading
    shown = own if isinstance(reading, Reason) else reading
    found: dict[str, Any] = dict(indicator(result))
    found |= dict(_of_records(found))
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
        "method_changed": own is not None and own.break_,
        "source": shown.source if shown else None,
        "note": shown.note if shown else None,
    }
    return tuple(as_plain_value(found.get(name)) for name in READINGS)


_RECORDS = ("published_interval", "target_range", "target_comparator", "previous", "year_ago")


def _of_records(found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each field of the records of an indicator, with its column."""
    bands = found["bands"] or {}
    records = {name: found[name] for name in _RECORDS}
    records |= {f"bands_{colour}": band for colour, band in bands.items()}
    for name, record in records.items():
        for field, value in (record or {}).items():
            yield f"{name}_{field}", value


def _comparisons(entry: HistoryEntry) -> Iterator[tuple[TableValue, ...]]:
    period = entry.period
    about = (entry.result.id, str(period), period.first_day, period.last_day)
    for one in entry.result.verdict.comparisons:
        found: dict[str, Any] = dict(compared(one, entry.result))
        found |= {f"comparator_{name}": found[name] for name in ("name", "kind", "period")}
        found["comparator"] = found["id"]
        yield (*about, *(as_plain_value(found[name]) for name in _COMPARED))


_COMPARED = tuple(COMPARISONS)[4:]
"""Its columns without those of the reading."""
