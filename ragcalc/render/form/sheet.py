"""A sheet to be filled in and read back: its columns, and in each row words and empty cells."""

from typing import NamedTuple

from ragcalc.catalogue.model.columns import FOR_INFORMATION
from ragcalc.catalogue.model.fields import UNITS, Unit
from ragcalc.render.common.cells import Cell


class Blank(NamedTuple):
    """An empty cell for a figure."""

    unit: Unit
    decimals: int = 0
    """How many are shown of what is written there; every digit is read."""
    whole: bool = False
    """Whether a count is asked for, which is whole and not negative."""
    most: int | None = None
    """The highest figure that can be; None where there is none."""


class BlankTarget(NamedTuple):
    """An empty cell for a target, which may also be a range, a bound or none."""

    figure: Blank


class Words(NamedTuple):
    """An empty cell for words."""


FormEntry = str | Cell | Blank | BlankTarget | Words
"""What a cell of the sheet holds."""


class FormColumn(NamedTuple):
    """One column."""

    name: str
    """As the reader of submitted tables knows it; of a column for information any words."""
    widest: int
    """Characters."""
    is_read: bool = True
    """Whether the column is read back; from the others nothing is."""

    @property
    def heading(self) -> str:
        """What stands above the column."""
        return self.name if self.is_read else f"{self.name} {FOR_INFORMATION}"


IDENTITY = (
    FormColumn("indicator", 36),
    FormColumn("name", 40, is_read=False),
    FormColumn("owner", 24, is_read=False),
    FormColumn("unit", 18, is_read=False),
)
"""The columns that say which indicator a row is for."""


class FormSheet(NamedTuple):
    """All of it, ready to be drawn."""

    title: str
    instruction: str
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[FormEntry, ...], ...]

    @property
    def lines(self) -> tuple[str, str]:
        """What stands above the table, in words from which nothing is read."""
        return f"{self.title} {FOR_INFORMATION}", f"{self.instruction} {FOR_INFORMATION}"


COUNT = Blank(UNITS["count"], whole=True)
"""A cell for a numerator or a denominator."""
