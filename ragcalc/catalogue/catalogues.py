"""One catalogue in the three forms that it is needed in, named by what each is for."""

from dataclasses import dataclass
from typing import Self

from ragcalc.catalogue.model.indicators import Catalogue


@dataclass(frozen=True)
class Catalogues:
    """Three forms of one catalogue, of which only `published` may be shown."""

    published: Catalogue
    """For all that is shown: totals made, small numbers and what would give them back hidden."""
    unsuppressed: Catalogue
    """For the checks of those who keep the files: totals made, every figure there."""
    as_written: Catalogue
    """For what looks at figures as the files give them, as two versions are held together."""
    hides: bool
    """Whether the published one hides a figure of the unsuppressed one."""

    @classmethod
    def as_read(cls, catalogue: Catalogue) -> Self:
        """Return a catalogue before anything is hidden or added up: all three are one."""
        return cls(catalogue, catalogue, catalogue, hides=False)
