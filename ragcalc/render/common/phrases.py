"""Figures as sentences say them: with their units, and when they are from."""

from fractions import Fraction

from ragcalc.render.common import dates
from ragcalc.render.common import numbers as figures
from ragcalc.render.common.cells import spoken, target_text
from ragcalc.scoring import precision
from ragcalc.scoring.inputs import ResolvedTarget, SourcedValue
from ragcalc.scoring.results import IndicatorResult


def amount(result: IndicatorResult, figure: SourcedValue) -> str:
    """Return a figure with its unit: 73.0 per 10,000."""
    decimals = precision.decimals_of(result, figure)
    return figures.with_unit(figures.shown(figure.value, decimals, result.unit), result.unit)


def dated(figure: SourcedValue, revision: str = "") -> str:
    """Say a figure's period, whether it may still change, and the words of its revision.

    In Q4 2018-19 (provisional; revised, was 29.05%).
    """
    period = f" in {dates.in_words(figure.period)}" if figure.period else ""
    said = "; ".join(filter(None, ("provisional" if figure.provisional else "", revision)))
    return f"{period} ({said})" if said else period


def target_amount(result: IndicatorResult, goal: ResolvedTarget) -> str:
    """Say a target with its unit: less than 52 per 100,000, 18 to 22 days."""
    return figures.with_unit(spoken(target_text(result, goal)), result.unit)


def difference(result: IndicatorResult, size: Fraction, decimals: int) -> str:
    """Say how large a difference is, with its unit: 4.2 percentage points, £1,000."""
    text = figures.shown(abs(size), decimals, figures.PLAIN)
    return figures.gap_words(result.unit, text)
