"""Whether one case more or less would change a status."""

from decimal import Decimal
from fractions import Fraction

from ragcalc import numbers
from ragcalc.catalogue.model.fields import Unit
from ragcalc.scoring.evidence.intervals import cases_of
from ragcalc.scoring.evidence.records import Fragile
from ragcalc.scoring.inputs import Inputs, SourcedValue
from ragcalc.scoring.judge import judge
from ragcalc.vocabulary import Status, StatusBasis


def fragile(inputs: Inputs, unit: Unit, may_exceed_100: bool) -> Fragile | None:
    """Judge again with one case more and one fewer.

    None where the status is reported, or there is none, or no cases make the reading. A share has
    no more cases than it counts from, unless it may exceed 100.
    """
    reading, now = inputs.reading, judge(inputs).status
    if now.basis is not StatusBasis.COMPUTED or not isinstance(reading, SourcedValue):
        return None
    counted, among = cases_of(unit, reading.value, reading.numerator, reading.denominator)
    if counted is None or (among is None and reading.numerator is not None):
        return None
    cases, of = numbers.to_fraction(counted), numbers.to_fraction(among or Decimal(1))
    full = unit.name == "percent" and not unit.label and not may_exceed_100 and cases + 1 > of
    more = None if full else _with(inputs, reading, (cases + 1) / of * unit.scale)
    fewer = None if cases < 1 else _with(inputs, reading, (cases - 1) / of * unit.scale)
    return Fragile(more, fewer, any(one not in (None, now.status) for one in (more, fewer)))


def _with(inputs: Inputs, reading: SourcedValue, value: Fraction) -> Status:
    return judge(inputs._replace(reading=reading._replace(value=value))).status.status
