"""What a catalogue holds, as text for a terminal."""

from collections import Counter
from collections.abc import Collection, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.catalogue.model.thresholds import BUILT_IN, Policy, Thresholds
from ragcalc.render.common.labels import counted
from ragcalc.render.media.style import Style
from ragcalc.render.media.terminal import draw, words
from ragcalc.scoring.timetable import figures


def render(
    catalogue: Catalogue,
    thresholds: Thresholds | None,
    style: Style,
    shown: Collection[str] | None = None,
) -> str:
    """Return indicators, actions, groups, periods with readings, policies and comparators.

    `shown` are the ids of the indicators that are listed, in their order; None for all.
    """
    shown = catalogue.indicators if shown is None else shown
    parts: list[RenderableType] = []
    heading = _heading(catalogue, shown)
    for title, rows in (
        (heading, list(_indicators(catalogue, shown))),
        ("Actions", list(_actions(catalogue))),
        ("Groups", list(_groups(catalogue))),
        ("Periods with readings", list(_periods(catalogue))),
        ("Policies", list(_policies(thresholds))),
        ("Comparators", list(_comparators(catalogue))),
    ):
        if rows or (title == heading and catalogue.indicators):
            parts += [Text(title, style="bold"), _table(rows, style), Text()]
    return draw(Group(*parts), style)


Row = tuple[str, str, str]


def _table(rows: list[Row], style: Style) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    for _ in range(max(map(len, rows), default=0)):
        table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*(words(cell, style) for cell in row))
    return Padding(table, (0, 0, 0, 2))


def _heading(catalogue: Catalogue, shown: Collection[str]) -> str:
    every = len(catalogue.indicators)
    return "Indicators" if len(shown) == every else f"Indicators ({len(shown):,} of {every:,})"


def _indicators(catalogue: Catalogue, shown: Collection[str]) -> Iterator[Row]:
    for name in shown:
        one = catalogue.indicators[name]
        about = f"{one.unit.name}, {one.polarity}, {one.frequency}"
        yield name, one.name, about + (f", policy {one.policy}" if one.policy else "")


def _groups(catalogue: Catalogue) -> Iterator[Row]:
    """Yield each group of each grouping, those that the catalogue lists first."""
    for id_, grouping in catalogue.groups.items():
        used = Counter(one.groups.get(id_) for one in catalogue.indicators.values())
        for group in dict.fromkeys((*grouping.members, *filter(None, used))):
            yield id_, group, counted(used[group], "indicator")


def _actions(catalogue: Catalogue) -> Iterator[Row]:
    for outcome, one in catalogue.outcomes.items():
        for name, action in one.actions.items():
            latest = max(action.status, key=lambda period: period.end, default=None)
            status = f"{action.status[latest]} in {latest}" if latest else "no status"
            due = f", due {action.due}" if action.due else ""
            yield name, action.name, f"{outcome}, {status}{due}"


def _periods(catalogue: Catalogue) -> Iterator[Row]:
    counts = Counter(period for one in catalogue.indicators.values() for period in figures(one))
    for period in sorted(counts, key=lambda one: (-one.end, one.months)):
        yield str(period), counted(counts[period], "reading"), ""


def _policies(thresholds: Thresholds | None) -> Iterator[Row]:
    if thresholds is None:
        yield "default", _tolerances(BUILT_IN), "built in: there is no thresholds.yaml"
        return
    yield "default", _tolerances(thresholds.default), "what it does not state is built in"
    for name, policy in thresholds.policies.items():
        yield name, _tolerances(policy), "what it does not state comes from default"


def _tolerances(policy: Policy) -> str:
    stated = {
        "green": policy.status.green,
        "amber": policy.status.amber,
        "amber-if": " or ".join(policy.status.amber_if or ()) or None,
        "same": policy.direction.same,
        "basis": policy.direction.basis,
        "similar": policy.comparator.similar,
    }
    return ", ".join(f"{name} {value}" for name, value in stated.items() if value is not None)


def _comparators(catalogue: Catalogue) -> Iterator[Row]:
    for name, one in catalogue.comparators.items():
        lag = f", figures {counted(one.lag, 'month')} late" if one.lag else ""
        yield name, one.name, f"{one.kind}{lag}"
