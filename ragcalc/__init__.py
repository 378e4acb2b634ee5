"""Red, amber, green and direction of travel, from a catalogue that people review.

    import ragcalc

    report = ragcalc.report("indicators.yaml", "thresholds.yaml", period="q4")
    history = ragcalc.history("indicators.yaml", "thresholds.yaml")

Importing this package loads nothing heavy; calling either does. See docs/python.md.
"""

from typing import TYPE_CHECKING, Any

from ragcalc.version import __version__

if TYPE_CHECKING:
    from ragcalc.api import history, report
    from ragcalc.problems import CatalogueError

__all__ = ["CatalogueError", "__version__", "history", "report"]


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    if name in ("history", "report"):
        from ragcalc import api

        return getattr(api, name)
    if name == "CatalogueError":
        from ragcalc.problems import CatalogueError

        return CatalogueError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names, whether they have been imported or not."""
    return __all__
