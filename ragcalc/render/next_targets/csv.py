"""The targets of a year as CSV, the cells to be filled in empty."""

from ragcalc.render.form import csv as form
from ragcalc.render.media.style import Style
from ragcalc.render.next_targets.view import sheet
from ragcalc.scoring.targets.next_year import NextTargets


def render(targets: NextTargets, style: Style) -> str:
    """Return the sheet as CSV text; the style has no say in it."""
    return form.text(sheet(targets))
