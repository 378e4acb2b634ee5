"""What is missing as JSON: the contract `ragcalc/missing/1`, see `ragcalc schema missing`."""

from ragcalc.render.media.json import dumps
from ragcalc.render.media.style import Style
from ragcalc.render.missing.view import by_owner
from ragcalc.scoring.outstanding import OutstandingFigures
from ragcalc.version import __version__

SCHEMA = "ragcalc/missing/1"


def render(outstanding: OutstandingFigures, style: Style) -> str:
    """Return the figures by owner as JSON text; the style has no say in it."""
    return dumps(
        {
            "schema": SCHEMA,
            "ragcalc": __version__,
            "organisation": outstanding.organisation,
            "period": str(outstanding.period),
            "due": outstanding.due,
            "submitted": len(outstanding.submitted),
            "owners": [
                {
                    "owner": owner,
                    "figures": [
                        {
                            "id": one.result.id,
                            "name": one.result.name,
                            "period": str(one.period),
                        }
                        for one in figures
                    ],
                }
                for owner, figures in by_owner(outstanding).items()
            ],
        }
    )
