"""What one national dataset gave: figures, peers, and what was wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ragcalc.catalogue.datasets.source import DatasetRow, Extract
from ragcalc.catalogue.model.figures import Figure, Reading, Reported
from ragcalc.catalogue.model.peers import Peers
from ragcalc.catalogue.returns.tables import Table
from ragcalc.periods import Period
from ragcalc.problems import Place, Problem


@dataclass
class DatasetResult:
    """What one dataset gave."""

    name: str
    table: Extract
    source: str = ""
    """What it is called in reports."""
    others: tuple[Table, ...] = ()
    """The tables of its neighbours and its dictionary."""
    figures: dict[tuple[str, str], dict[Period, Figure]] = field(default_factory=dict)
    """Comparators' figures by indicator and comparator."""
    rows: dict[tuple[str, str], dict[Period, DatasetRow]] = field(default_factory=dict)
    """The row that each of them stands in, where it is one row."""
    typed: set[tuple[str, str, Period]] = field(default_factory=set)
    """Indicator, comparator and period of the figures that do not count, since one was typed in."""
    readings: dict[str, dict[Period, Reading]] = field(default_factory=dict)
    """The organisation's own figures by indicator, where they are its readings."""
    own_rows: dict[str, dict[Period, DatasetRow]] = field(default_factory=dict)
    """The row that each of them stands in."""
    reported: dict[str, dict[Period, Reported]] = field(default_factory=dict)
    """The ratings of the organisation's own figures, by indicator."""
    rated_rows: dict[str, dict[Period, DatasetRow]] = field(default_factory=dict)
    """The row that each of them stands in."""
    peers: dict[str, Peers] = field(default_factory=dict)
    """By indicator."""
    areas: dict[str, str] = field(default_factory=dict)
    """The names of the areas, by number."""
    remarks: list[Problem] = field(default_factory=list)

    def with_ids(self, ids: Mapping[str, str]) -> "DatasetResult":
        """Return the same with other ids for some of the indicators that peers are compared to."""
        return replace(self, peers={ids.get(name, name): one for name, one in self.peers.items()})

    def origin(self, place: Place) -> Place | None:
        """Return the row that filled a place of the catalogue, if this dataset did."""
        match place.path:
            case ("indicators", str(name), "comparators", str(comparator), period, *_):
                own = self.figures.get((name, comparator), {})
                found = next((one for one in own if str(one) == period), None)
                if found is None or (name, comparator, found) in self.typed:
                    return None
                return self._place(name, comparator, found)
            case ("indicators", str(name), "values" | "reported" as key, period, *_):
                rows = (self.own_rows if key == "values" else self.rated_rows).get(name, {})
                return next((self.row(rows[one]) for one in rows if str(one) == period), None)
            case _:
                return None

    def _place(self, name: str, comparator: str, period: Period) -> Place:
        row = self.rows.get((name, comparator), {}).get(period)
        return self.row(row) if row else Place(self.table.name)

    def row(self, row: DatasetRow) -> Place:
        """Return the place of a figure."""
        span = self.table.stretch(row.number, row.column)
        return Place(self.table.name, ("datasets", self.name), span=span)
