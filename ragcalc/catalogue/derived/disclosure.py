"""What a catalogue and its datasets show together, with small numbers hidden in both.

A dataset holds the organisation's own figures too. Each is a reading that somebody else wrote down,
so what `privacy.published` would hide of it as a reading is hidden of the dataset. What is hidden
of one of two versions is hidden of the other.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ragcalc.catalogue.datasets.result import DatasetResult
from ragcalc.catalogue.derived import publication as privacy
from ragcalc.catalogue.derived import suppression
from ragcalc.catalogue.derived.families import families
from ragcalc.catalogue.derived.sums import Hidden
from ragcalc.catalogue.model.figures import Reading, without_replaced
from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.catalogue.model.peers import Peers
from ragcalc.catalogue.model.series import Series
from ragcalc.periods import Period

_Figures = Mapping[str, Mapping[Period, Reading]]
"""The organisation's own figures in datasets, by indicator and year."""


def published(
    catalogue: Catalogue,
    datasets: Sequence[DatasetResult],
    other_version: Catalogue | None = None,
    datasets_of_other: Sequence[DatasetResult] = (),
) -> tuple[Catalogue, tuple[DatasetResult, ...]]:
    """Return both as they may be shown; each dataset says which of our own figures it hides.

    With `other_version`, and its datasets, they may be shown together with that one.
    """
    versions = [(catalogue, _figures(datasets))]
    if other_version:
        versions = [
            (_stricter(catalogue, other_version), _figures(datasets)),
            (_stricter(other_version, catalogue), _figures(datasets_of_other)),
        ]
    if not any(suppression.may_hide(one) for one, _ in versions):
        return catalogue, tuple(datasets)
    views = list(_views([_with(one, own, with_readings=True) for one, own in versions]))
    hidden = _hidden_in_any(views)
    bare: dict[str, int] = {}
    for one in views:
        for name, limit in privacy.bare_limits(one, hidden).items():
            bare[name] = max(limit, bare.get(name, 0))
    without_readings = [_with(one, own, with_readings=False) for one, own in versions]
    alone = _hidden_in_any(list(_views(without_readings)))
    replaced = set[_Cell]() if other_version else _shown_replaced(versions[0], hidden)
    shown = _with_replaced(catalogue, replaced)
    return privacy.without(shown, hidden, bare), tuple(
        replace(
            one,
            peers={
                name: _marked(each, alone[name], hidden[name]) for name, each in one.peers.items()
            },
        )
        for one in datasets
    )


# ── Two versions ─────────────────────────────────────────────────────────────────────────────────


def _views(versions: list[Catalogue]) -> Iterator[Catalogue]:
    """Yield each version alone, and each with what the other one has and it has not.

    Each has its own parts and wholes: a part may have gone to another whole.
    """
    yield from versions
    for one, other in (versions, versions[::-1]) if len(versions) > 1 else ():
        if not _holds(one, other):
            yield _filled(one, other)


def _hidden_in_any(views: list[Catalogue]) -> Hidden:
    """Return what any view hides, and what each hides in addition."""
    found: Hidden = {name: set() for one in views for name in one.indicators}
    before = -1
    while (now := sum(map(len, found.values()))) > before:
        before = now
        for one in views:
            for name, periods in suppression.hidden(one, found).items():
                found[name] |= periods
        if len(views) == 1:
            break
    return found


def _stricter(one: Catalogue, other: Catalogue) -> Catalogue:
    """Return the first with the higher of both limits of each indicator."""
    indicators = {}
    for name, indicator in one.indicators.items():
        written = [each.indicators[name] for each in (one, other) if name in each.indicators]
        if any(each.suppress_below is not None for each in written):
            limit = max(_limit_of(one, name), _limit_of(other, name))
            indicator = indicator.model_copy(update={"suppress_below": limit})
        indicators[name] = indicator
    default = max(one.suppress_below, other.suppress_below)
    return one.model_copy(update={"indicators": indicators, "suppress_below": default})


def _limit_of(catalogue: Catalogue, name: str) -> int:
    """Return below which number counts of an indicator are hidden; 0 hides none."""
    indicator = catalogue.indicators.get(name)
    own = indicator.suppress_below if indicator else None
    return catalogue.suppress_below if own is None else own


def _holds(one: Catalogue, other: Catalogue) -> bool:
    """Return whether the first has every indicator and every period of the other."""
    return all(
        name in one.indicators and indicator.values.keys() <= one.indicators[name].values.keys()
        for name, indicator in other.indicators.items()
    )


def _filled(one: Catalogue, other: Catalogue) -> Catalogue:
    """Return the first with the indicators and the readings that the other has and it has not."""
    indicators = {}
    for name, indicator in {**other.indicators, **one.indicators}.items():
        more = other.indicators.get(name, indicator)
        values = Series({**more.values, **indicator.values})
        indicators[name] = indicator.model_copy(update={"values": values})
    return one.model_copy(update={"indicators": indicators})


# ── Replaced figures ─────────────────────────────────────────────────────────────────────────────

_Cell = tuple[str, Period]


def _shown_replaced(version: tuple[Catalogue, _Figures], hidden: Hidden) -> set[_Cell]:
    """Return the indicators and periods of which the figure that was replaced may be shown.

    The catalogue as it was is another version beside the one of now. Where both together would hide
    more than is hidden, what was replaced is not shown of the families that this concerns.
    """
    catalogue, own = version
    shown = {
        (name, period)
        for name, one in catalogue.indicators.items()
        for period, reading in one.values.items()
        if reading.replaced and period not in hidden[name]
    }
    while shown:
        was = _with(_as_it_was(catalogue, shown), own, with_readings=True)
        together = _hidden_in_any([_with(catalogue, own, with_readings=True), was])
        more = {name for name in together if together[name] - hidden[name]}
        if not more:
            break
        concerned = {
            name
            for family in families(catalogue.indicators)
            if not more.isdisjoint(family.names)
            for name in family.names
        }
        left = {cell for cell in shown if cell[0] not in concerned}
        shown = left if len(left) < len(shown) else set()
    return shown


def _as_it_was(catalogue: Catalogue, cells: Collection[_Cell]) -> Catalogue:
    """Return the catalogue with the figures that were replaced in some cells."""
    indicators = dict(catalogue.indicators)
    for name in {name for name, _ in cells}:
        values = {
            period: reading.replaced.reading
            if reading.replaced and (name, period) in cells
            else reading
            for period, reading in indicators[name].values.items()
        }
        indicators[name] = indicators[name].model_copy(update={"values": Series(values)})
    return catalogue.model_copy(update={"indicators": indicators})


def _with_replaced(catalogue: Catalogue, cells: Collection[_Cell]) -> Catalogue:
    """Return the catalogue in which only some readings say which figure they replace."""
    changed = {}
    for name, one in catalogue.indicators.items():
        others = {
            period: without_replaced(reading)
            for period, reading in one.values.items()
            if reading.replaced and (name, period) not in cells
        }
        if others:
            values = Series({**one.values, **others})
            changed[name] = one.model_copy(update={"values": values})
    return catalogue.model_copy(update={"indicators": {**catalogue.indicators, **changed}})


# ── Datasets ─────────────────────────────────────────────────────────────────────────────────────


def _figures(datasets: Sequence[DatasetResult]) -> _Figures:
    return {
        name: {year: _reading(found, year, value) for year, value in found.own.items()}
        for one in datasets
        for name, found in one.peers.items()
    }


def _reading(peers: Peers, year: Period, value: Decimal | Fraction) -> Reading:
    """Return our own figure as a reading, with its counts where the dataset has them."""
    counts = peers.counts.get(year, {}).get(peers.area)
    written = value if isinstance(value, Decimal) else None
    if counts is None:
        return Reading.model_construct(value=written)
    return Reading.model_construct(
        value=written, numerator=counts.numerator, denominator=counts.denominator
    )


def _with(catalogue: Catalogue, figures: _Figures, *, with_readings: bool) -> Catalogue:
    """Return the catalogue with the datasets' own figures as readings; a reading of ours stands.

    Without the readings, the figures are compared only with each other.
    """
    if not figures and with_readings:
        return catalogue
    indicators = {}
    for name, indicator in catalogue.indicators.items():
        own = figures.get(name, {})
        values = Series({**own, **indicator.values} if with_readings else own)
        indicators[name] = indicator.model_copy(update={"values": values})
    return catalogue.model_copy(update={"indicators": indicators})


def _marked(peers: Peers, small: set[Period], hidden: set[Period]) -> Peers:
    years = (year for year in peers.own if year in small or any(map(year.meets, hidden)))
    return peers._replace(hidden=frozenset(years))
