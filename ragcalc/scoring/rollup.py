"""An outcome's own colour, made of those of its indicators by a rule that is written down."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, assert_never

from ragcalc import numbers
from ragcalc.catalogue.model.thresholds import OutcomeColour
from ragcalc.vocabulary import OutcomeRule, Status

_COLOURS = (Status.GREEN, Status.AMBER, Status.RED)


class OutcomeVerdict(NamedTuple):
    """The colour of an outcome, and what it rests on."""

    status: Status
    """Missing where too few indicators have a colour, unrated where none is to have one."""
    rule: OutcomeRule
    rated: int
    """How many of its indicators are green, amber or red."""
    of: int
    """How many could be: those and the missing ones."""
    wanted: Decimal
    """The least share of them, in percent, that must be rated."""
    green: int
    amber: int

    @property
    def coverage(self) -> Fraction | None:
        """How many of those that could be rated are, in percent; None where none could be."""
        return Fraction(100 * self.rated, self.of) if self.of else None


def verdict(status: dict[Status, int], rule: OutcomeColour | None) -> OutcomeVerdict | None:
    """Return the colour of a set of indicators by their counts; None without a rule or indicator.

    Unrated indicators have no say: nobody meant them to have a colour.
    """
    if rule is None or not any(status.values()):
        return None
    rated = sum(status[colour] for colour in _COLOURS)
    made = OutcomeVerdict(
        status=Status.UNRATED,
        rule=rule.rule,
        rated=rated,
        of=rated + status[Status.MISSING],
        wanted=rule.coverage,
        green=status[Status.GREEN],
        amber=status[Status.AMBER],
    )
    if made.coverage is None:
        return made
    if not rated or made.coverage < numbers.to_fraction(rule.coverage):
        return made._replace(status=Status.MISSING)
    return made._replace(status=_colour(made, rule))


def _colour(made: OutcomeVerdict, rule: OutcomeColour) -> Status:
    match rule.rule:
        case OutcomeRule.WORST:
            return _first(made.green == made.rated, made.green + made.amber == made.rated)
        case OutcomeRule.SHARE_GREEN:
            green, amber = (
                numbers.to_fraction(one or Decimal(0)) for one in (rule.green, rule.amber)
            )
            share = Fraction(100 * made.green, made.rated)
            return _first(share >= green, share >= amber)
        case OutcomeRule.MAJORITY:
            good = made.green + made.amber
            return _first(2 * made.green > made.rated, 2 * good > made.rated)
        case _:
            assert_never(rule.rule)


def _first(green: bool, amber: bool) -> Status:
    return Status.GREEN if green else Status.AMBER if amber else Status.RED
