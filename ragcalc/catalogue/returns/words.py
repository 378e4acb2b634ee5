"""What the words of people's own spreadsheets mean: columns, units, polarities, statuses."""

import re
from collections.abc import Iterable

from ragcalc.catalogue.model.columns import INDICATOR_NAMES
from ragcalc.catalogue.model.fields import UNITS
from ragcalc.catalogue.returns.headers import plain
from ragcalc.vocabulary import Direction, Frequency, Polarity, Status

COLUMNS = {
    "name": INDICATOR_NAMES,
    "id": (
        *("id", "ref", "reference", "code", "pi ref", "pi code", "kpi ref", "kpi id"),
        *("indicator id", "indicator ref", "indicator code", "measure id", "measure ref", "no"),
    ),
    "short": ("short", "short name"),
    "outcome": ("outcome", "priority", "theme", "objective", "goal", "strategic objective"),
    "tier": ("tier", "level"),
    "unit": ("unit", "units", "unit of measure", "measured in", "format"),
    "polarity": (
        *("polarity", "good is", "good performance", "good performance is", "desired direction"),
        *("preferred direction", "direction", "direction of good", "aim", "sense", "good to be"),
        *("bigger or smaller is better", "high or low is good", "high/low", "high or low"),
        *("aim to", "aim to be", "better if", "better to be", "good is high or low", "better is"),
    ),
    "frequency": ("frequency", "freq", "reporting frequency", "how often"),
    "decimals": ("decimals", "decimal places", "dp"),
    "owner": (
        *("owner", "lead", "lead officer", "responsible officer", "service", "directorate"),
        *("department", "team"),
    ),
    "source": ("source", "data source"),
    "note": ("note", "notes"),
    "comment": (
        *("comment", "comments", "commentary", "narrative", "performance commentary"),
        *("commentary on performance", "supporting commentary"),
    ),
    "action": (
        *("action", "actions", "action taken", "actions taken", "mitigating action"),
        *("mitigating actions", "mitigation", "corrective action", "corrective actions"),
        *("remedial action", "remedial actions", "improvement actions", "what we are doing"),
        *("what are we doing", "what we are doing about it", "what is being done"),
    ),
    "target": ("target", "current target", "annual target", "tgt"),
    "period": ("period", "reporting period", "time period", "date"),
    "year": ("year", "financial year", "fy"),
    "quarter": ("quarter", "qtr", "q"),
    "month": ("month",),
    "value": ("value", "actual", "figure", "result", "outturn", "performance", "this period"),
    "last": ("last period", "previous period"),
    "numerator": ("numerator",),
    "denominator": ("denominator",),
    "lower": (
        *("lower", "lower limit", "lower ci", "lower confidence limit", "lci", "lower bound"),
        *("lower confidence interval", "95% lower confidence limit", "lower 95% confidence limit"),
        *("lower 95% ci", "95% lower ci", "lower 95% limit", "lower ci 95.0 limit", "95% lci"),
    ),
    "upper": (
        *("upper", "upper limit", "upper ci", "upper confidence limit", "uci", "upper bound"),
        *("upper confidence interval", "95% upper confidence limit", "upper 95% confidence limit"),
        *("upper 95% ci", "95% upper ci", "upper 95% limit", "upper ci 95.0 limit", "95% uci"),
    ),
    "status": ("rag", "rag status", "rag rating", "status"),
    "direction": ("dot", "direction of travel", "trend"),
    "accumulates": ("cumulative",),
}  # fmt: skip
"""What the columns are called, in the words of a catalogue."""
BY_PLAIN = {plain(name): key for key, names in COLUMNS.items() for name in names}

FORECASTS = frozenset(
    plain(name)
    for name in (
        *("forecast", "year-end forecast", "full year forecast", "forecast outturn"),
        *("outturn forecast", "forecast year end", "predicted outturn", "projected outturn"),
        *("expected outturn", "year-end projection", "projected year end", "predicted year end"),
    )
)
"""What people call the column of what is expected of the year's end."""
SHARES = frozenset(("%", "percent", "percentage", "proportion", "rate"))
"""What a column beside a numerator and a denominator may be called that holds the value."""
NO_READING = frozenset(
    (
        *("forecast", "projection", "projected", "budget", "plan", "planned", "profile"),
        *("trajectory", "estimate", "estimated", "target", "targets", "ambition"),
    )
)
"""With one of these words a column is of no reading."""
NO_COMPARATOR = frozenset(
    (
        *("rank", "ranking", "quartile", "quintile", "decile", "percentile", "position", "gap"),
        *("difference", "variance", "vs", "versus", "compared", "change"),
    )
)
"""With one of these words a column is of no other's figure."""
VALUE_WORDS = ("actual", "value", "result", "outturn", "performance", "figure", "actuals", "year",
               "annual", "full", "year-end")  # fmt: skip
TARGET_WORDS = ("target", "targets", "annual")
STATUS_WORDS = ("rag", "status", "rating")
DIRECTION_WORDS = ("dot", "direction", "travel", "of", "trend")
PROVISIONAL = "provisional"

_UNITS = {
    "percent": ("%", "percent", "percentage", "per cent", "proportion"),
    "count": ("number", "count", "no", "#", "volume", "whole number"),
    "currency": ("£", "currency", "gbp", "pounds", "money", "cost"),
    "days": ("day", "days"),
    "ratio": ("ratio",),
    "rate-per-1000": ("per 1,000", "rate per 1,000", "per 1000"),
    "rate-per-10000": ("per 10,000", "rate per 10,000", "per 10000"),
    "rate-per-100000": ("per 100,000", "rate per 100,000", "per 100000"),
}
POWERS = {
    "k": 3,
    "000": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "bn": 9,
    "billion": 9,
}
"""What stands behind an amount, and the power of ten that it is of."""
_SCALE = re.compile(
    r"[£€$][ ('’]*(k|000s?|mn?|bn)\b|(?<!per )(?<![0-9,])\b(000s?|thousands?|millions?|billions?)\b"
)
_LOW = {
    *("low", "lower", "lowest", "less", "smaller", "small", "fewer", "min", "minimise", "minimize"),
    *("minimum", "decrease", "decreasing", "reduce", "reduced", "reducing", "reduction", "down"),
    *("fall", "falling", "l", "↓", "▼", "⬇", "↘"),
}
_HIGH = {
    *("high", "higher", "highest", "more", "bigger", "big", "larger", "large", "greater", "max"),
    *("maximise", "maximize", "maximum", "increase", "increased", "increasing", "up", "rise"),
    *("rising", "grow", "growing", "h", "↑", "▲", "⬆", "↗"),
}
_BAD = {"bad", "worse", "poor", "undesirable"}
_OPEN = {"no", "not", "than", "neither", "nor", "or"}
"""With one of these a phrase may say anything."""
_WHOLE = {
    Polarity.ON_TARGET: ("on-target", "on target", "range", "in range", "within range", "plan"),
    Polarity.NEUTRAL: ("neutral", "none", "n/a", "contextual", "context", "no polarity",
                       "not applicable", "data only"),
}  # fmt: skip
_ONE_WAY = re.compile(r"[^\W\d_]+|[↓▼⬇↘↑▲⬆↗]")
_ORGANISATION = re.compile(r"[^\W\d_][\w ,.'’&()-]* (?:Council|Trust|Authority|Hospice|Board)")
_CUMULATIVE = re.compile(r"(?<!non-)(?<!non )(?<!not )\bcumulative\b", re.I)
_OF_HEADING = re.compile(
    r"\(? ?(%|£(?: ?(?:000s?|k|mn?|bn|thousands?|millions?)\b)?)(?![\w.,]) ?\)?", re.I
)
_AMOUNT = re.compile(r"\((£ ?[\w ,]*)\)")
_FREQUENCIES = {
    Frequency.MONTHLY: ("monthly", "month", "m"),
    Frequency.QUARTERLY: ("quarterly", "quarter", "q"),
    Frequency.ANNUAL: ("annual", "annually", "yearly", "year", "a"),
}
_COMPARATORS = {
    "national": ("england", "national", "uk", "wales", "scotland", "great britain"),
    "statistical-neighbours": ("neighbour", "neighbours", "nearest neighbours", "statistical"),
    "regional": ("region", "regional", "north", "south", "east", "west", "midlands", "london",
                 "yorkshire", "humber"),
    "other": ("average", "median", "benchmark", "comparator", "family", "peer", "peers", "similar"),
}  # fmt: skip
_STATUSES = {
    Status.GREEN: ("green", "g", "🟢"),
    Status.AMBER: ("amber", "a", "🟠", "🟡"),
    Status.RED: ("red", "r", "🔴"),
}
_DIRECTIONS = {
    Direction.IMPROVED: ("improved", "improving", "better", "getting better"),
    Direction.MAINTAINED: ("maintained", "same", "no change", "unchanged", "stable", "static"),
    Direction.DECLINED: ("declined", "declining", "worse", "getting worse", "deteriorated",
                         "deteriorating", "worsening"),
}  # fmt: skip
ARROWS = frozenset("↑↓→←↗↘▲▼►◄△▽⬆⬇➡⬈⬊🔼🔽")
"""What says which way something went, and not whether that is good."""
NOTHING_SAID = ("", "-", "–", "—")
"""What stands in a cell that says nothing."""
NO_TARGET_ON_PURPOSE = ("none", "no target", "no target set", "data only",
                        "no target - data only", "monitoring only", "for information")  # fmt: skip
"""What says that there is no target on purpose."""
NO_TARGET = (*NO_TARGET_ON_PURPOSE, "n/a", "na", "not applicable")
"""What a draft takes to say so; where it is submitted it is asked for."""
TOTALS = ("total", "totals", "grand total", "subtotal", "sub-total", "sub total", "overall total")
"""What stands in place of a name in a row that adds others up, and is no indicator."""
NO_STATUS = (*NOTHING_SAID, "n/a", "na", "none", "no target", "data only", "not rated")


def unit(said: str) -> str:
    """Return the unit that a word names; empty where it is none that is known."""
    word = said.casefold().removesuffix(".")
    return next((one for one, names in _UNITS.items() if word in (one, *names)), "")


def scale(said: str) -> int:
    """Return the power of ten in which a unit counts: 6 for £m, 3 for £000, 0 for £."""
    found = _SCALE.search(said.casefold())
    return POWERS[(found[1] or found[2]).removesuffix("s")] if found else 0


def is_money(said: str) -> bool:
    """Return whether a unit is one of money."""
    return unit(said) == "currency" or bool({*"£€$"} & {*said})


def unit_within(name: str) -> str:
    """Return the unit that an indicator's name speaks of."""
    lower = name.casefold()
    for one, names in _UNITS.items():
        if one != "count" and any(sign in lower for sign in names if len(sign) > 3 or sign == "%"):
            return one
    return ""


def unit_of_heading(text: str) -> str:
    """Return the unit that the name of a column of figures has, such as % or £000."""
    found = _OF_HEADING.search(text)
    return found[1].replace(" ", "") if found else ""


def without_unit(text: str) -> str:
    """Return the words of a column's name without the unit that it has."""
    return " ".join(_OF_HEADING.sub(" ", text).split())


def amount_within(name: str) -> str:
    """Return the unit of money in brackets in an indicator's name, such as £000."""
    found = _AMOUNT.search(name)
    return found[1].strip() if found else ""


def is_cumulative(text: str) -> bool:
    """Return whether a name or a note says that a figure is cumulative."""
    return bool(_CUMULATIVE.search(text))


def is_total(name: str) -> bool:
    """Return whether a row's name says that it adds others up."""
    return name.casefold().rstrip(":") in TOTALS


def is_organisation(text: str) -> bool:
    """Return whether a title is the name of a council, a trust or the like, and no more."""
    return bool(_ORGANISATION.fullmatch(text))


def is_unit(word: str, named: str) -> bool:
    """Return whether a word behind a figure repeats its unit."""
    lower = word.casefold()
    if unit(lower) and unit(lower) == named:
        return True
    return lower in (named.casefold(), named.casefold().removesuffix("s"))


def polarity(said: str) -> Polarity | None:
    """Return the polarity that a phrase names; None where it names none, or both ways."""
    lower = " ".join(said.casefold().split())
    whole = next((one for one, names in _WHOLE.items() if lower in names), None)
    if whole:
        return whole
    found = set(_ONE_WAY.findall(lower))
    low, high = bool(found & _LOW), bool(found & _HIGH)
    if low == high or found & _OPEN or any(sign.isdigit() for sign in lower):
        return None
    return Polarity.LOW if low is not bool(found & _BAD) else Polarity.HIGH


def frequency(said: str) -> Frequency | None:
    """Return the frequency that a word names."""
    return next((one for one, names in _FREQUENCIES.items() if said.casefold() in names), None)


def status(said: str) -> Status | None:
    """Return the status that a cell shows."""
    return next((one for one, names in _STATUSES.items() if said.casefold() in names), None)


def direction(said: str) -> Direction | None:
    """Return the direction of travel that a cell names."""
    return next((one for one, names in _DIRECTIONS.items() if said.casefold() in names), None)


_EITHER = frozenset((Direction.HIGHER, Direction.LOWER, "up", "down"))
"""What is said of a figure that moved, and of a figure that should."""


def travels(texts: Iterable[str]) -> bool | None:
    """Return whether the cells of a column called Direction say a direction of travel.

    They do so in words such as Improving, or in arrows alone; not where they say which way is good,
    as in "Lower is better". Where they say neither, or Higher, Lower, Up and Down alone, the answer
    is None.
    """
    said = {" ".join(one.casefold().split()) for one in texts} - {*NOTHING_SAID}
    if any(direction(one) or one == Direction.UNAVAILABLE for one in said):
        return True
    plainly = said - _EITHER
    if plainly and all(not set(one) - ARROWS for one in said):
        return True
    return False if any(map(polarity, plainly)) else None


def comparator_kind(name: str) -> str:
    """Return what kind of comparator a name speaks of; empty where it names none."""
    found = set(re.findall(r"\w+", name.casefold()))
    return next((kind for kind, signs in _COMPARATORS.items() if found & set(signs)), "")


PERCENT = UNITS["percent"].name
