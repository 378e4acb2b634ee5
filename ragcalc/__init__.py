"""Red, amber, green and direction of travel, from a catalogue that people review.

    import ragcalc

    report = ragcalc.report("indicators.yaml", "thresholds.yaml", period="q4")

Importing this package loads nothing heavy; calling `report` does.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ragcalc.pipeline import report
    from ragcalc.problems import CatalogueError

__all__ = ["CatalogueError", "__version__", "report"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    if name == "report":
        from ragcalc.pipeline import report

        return report
    if name == "CatalogueError":
        from ragcalc.problems import CatalogueError

        return CatalogueError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
