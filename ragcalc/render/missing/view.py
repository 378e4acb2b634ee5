"""The figures that are due and were not submitted by who answers for them."""

from ragcalc.scoring.outstanding import OutstandingFigure, OutstandingFigures


def by_owner(outstanding: OutstandingFigures) -> dict[str | None, list[OutstandingFigure]]:
    """Return the figures by owner, in the order of the catalogue, those without one last."""
    found: dict[str | None, list[OutstandingFigure]] = {}
    for one in sorted(outstanding.figures, key=lambda one: one.result.owner is None):
        found.setdefault(one.result.owner, []).append(one)
    return found
