"""The life of an indicator: from when until when it is measured, and what it was called before."""

from collections.abc import Iterator, Mapping
from functools import partial

from ragcalc.catalogue.model.fields import Since
from ragcalc.catalogue.model.indicators import Catalogue, Indicator
from ragcalc.periods import Period


def limited(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without the readings, targets and verdicts outside each one's life.

    Small numbers are hidden before: what nobody is shown still gives no hidden number back.
    """
    limited_ones = {
        name: _limited(one)
        for name, one in catalogue.indicators.items()
        if one.from_ is not None or one.until is not None
    }
    if not limited_ones:
        return catalogue
    return catalogue.model_copy(update={"indicators": {**catalogue.indicators, **limited_ones}})


def _limited(indicator: Indicator) -> Indicator:
    update = {
        "values": indicator.values.limited(indicator.has_in_life),
        "reported": indicator.reported.limited(indicator.has_in_life),
        "targets": indicator.targets.limited(partial(has_target_in_life, indicator)),
    }
    return indicator.model_copy(update=update)


def has_target_in_life(indicator: Indicator, key: Period | Since) -> bool:
    """Return whether any part of a target's time lies in the indicator's life."""
    first, last = indicator.from_, indicator.until
    since = key.period if isinstance(key, Since) else key
    end = since.year(indicator.year).end if isinstance(key, Since) else since.end
    return (first is None or end > first.start) and (last is None or since.start < last.end)


def renamed(old: Catalogue, new: Catalogue) -> dict[str, str]:
    """Return the id in the new version of each indicator that has another in the old, by that one.

    Either version may say so under `was`: the one that is called new may be the earlier one.
    """
    found: dict[str, str] = {}
    for now, then in _earlier_ids(new, old):
        found.setdefault(then, now)
    for then, now in _earlier_ids(old, new):
        if then not in found and now not in found.values():
            found[then] = now
    return found


def _earlier_ids(later: Catalogue, earlier: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the ids of indicators that were renamed: as only the later has it, and as it was."""
    gone = {name.casefold(): name for name in earlier.indicators if name not in later.indicators}
    for name, indicator in later.indicators.items():
        before = (gone[was.casefold()] for was in indicator.was if was.casefold() in gone)
        if name not in earlier.indicators and (first := next(before, None)):
            yield name, first


def with_ids(catalogue: Catalogue, ids: Mapping[str, str]) -> Catalogue:
    """Return the catalogue with other ids for some of its indicators."""
    if not ids:
        return catalogue
    indicators = {
        ids.get(name, name): one.model_copy(update={"part_of": ids.get(one.part_of, one.part_of)})
        if one.part_of
        else one
        for name, one in catalogue.indicators.items()
    }
    return catalogue.model_copy(update={"indicators": indicators})
