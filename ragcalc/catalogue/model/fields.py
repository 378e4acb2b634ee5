"""The types of single entries: text in, checked value out, or a fault with a code and a hint.

Every function here takes what stands in the file (text, a mapping, a list) and gives the value
that the models hold. None knows where the entry stands.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ragcalc import numbers, periods, tolerances
from ragcalc.catalogue.model.codes import CHECKS, CODES
from ragcalc.catalogue.model.columns import (
    DATASET_COLUMNS,
    MEASURE_COLUMNS,
    RETURN_COLUMNS,
)
from ragcalc.catalogue.model.hints import did_you_mean, nearest
from ragcalc.catalogue.model.shapes import any_of, described, record, reference, takes, words
from ragcalc.periods import Kind, Period, SplitYear
from ragcalc.problems import shortened
from ragcalc.tolerances import Choice, Combined, Tolerance
from ragcalc.vocabulary import READING_REASONS, Basis, Direction, Reason

LONGEST_ID = 100
MOST_DECIMALS = 10

DIGITS = r"([0-9]+(\.[0-9]+)?|\.[0-9]+)"
"""A number without a sign, as a pattern."""


def fault(code: str, message: str, hint: str = "", key: str = "") -> PydanticCustomError:
    """Return the error to raise; `key` names an entry inside the one that is being read."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint, "key": key})


class Read:
    """Makes a field take what a function reads: pydantic's PlainValidator, but ready at once.

    That one first works out how to serialise the type as well, which nothing here asks for.
    """

    def __init__(self, read: Callable[[Any], object]) -> None:
        self.read = read

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


class ReadInYears:
    """Makes a field take a period, or its like, of an indicator whose `year` was read before it.

    The function takes what stands in the file and the kind of a year that names none.
    """

    def __init__(self, read: Callable[[Any, Kind], object]) -> None:
        self.read = read

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        def validate(raw: Any, info: "core_schema.ValidationInfo[Any]") -> object:
            return self.read(raw, info.data.get("year", Kind.FINANCIAL))

        return core_schema.with_info_plain_validator_function(validate)


def quoted(raw: object) -> str:
    """Return an entry as messages quote it: short, and by its shape where it is no text."""
    if isinstance(raw, Mapping):
        return "a mapping"
    if isinstance(raw, list):
        return "a list"
    return f"'{shortened(str(raw))}'" if raw != "" else "nothing"


@takes({"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^[+-]?{DIGITS}$"}]}, "number")
def number(raw: Any) -> Decimal:
    """Return a number with the digits that are written."""
    if isinstance(raw, Decimal):
        return raw
    if not isinstance(raw, str):
        raise fault("value-not-a-number", f"must be a number, not {quoted(raw)}")
    try:
        return numbers.parse(raw)
    except numbers.TooManyDigits:
        raise _too_long() from None
    except numbers.NotANumber:
        raise fault(
            "value-not-a-number", f"must be a number, not {quoted(raw)}", _number_hint(raw)
        ) from None


def _too_long() -> PydanticCustomError:
    return fault("value-too-long", f"has more than {numbers.MOST_DIGITS} digits", "round it")


def _number_hint(raw: str) -> str:
    bare = raw.strip(" £%").replace(",", "")
    if not raw.strip():
        return "write the figure, or delete the line"
    try:
        numbers.parse(bare)
    except ValueError:
        return "write digits, as in 90 or 18.3"
    return f"write {bare}"


_REASONS = {reason.value: reason for reason in READING_REASONS}


@takes(any_of(reference("number"), words(READING_REASONS)))
def number_or_reason(raw: Any) -> Decimal | Reason:
    """Return a reading's value: a number, or the reason for having none."""
    if isinstance(raw, str) and raw in _REASONS:
        return _REASONS[raw]
    try:
        return number(raw)
    except PydanticCustomError as error:
        if not isinstance(raw, str) or not raw[:1].isalpha():
            raise
        reasons = ", ".join(READING_REASONS)
        raise fault(
            "value-not-a-number",
            f"must be a number or a reason, not {quoted(raw)}",
            f"write digits, or one of {reasons}",
        ) from error


_RANGE = re.compile(r"([0-9.]+)\s*(?:-|–|to|\.\.)\s*([0-9.]+)")


@takes(any_of(reference("number"), words(["none"])))
def number_or_none(raw: Any) -> Decimal | Literal["none"]:
    """Return a target's value: a number, or `none` for an indicator without a target by design."""
    if raw == "none":
        return "none"
    if isinstance(raw, str) and (ends := _RANGE.fullmatch(raw.strip())):
        message = f"must be a number, not {quoted(raw)}"
        hint = f"write {{from: {ends[1]}, to: {ends[2]}}}"
        raise fault("value-not-a-number", message, hint)
    return number(raw)


@takes({"type": ["string", "number", "boolean"]}, "text")
def text(raw: Any) -> str:
    """Return a text without white space at its ends."""
    if not isinstance(raw, str):
        raise fault("value-wrong-shape", f"must be text, not {quoted(raw)}")
    if not raw.strip():
        raise fault("value-empty", "is empty", "write its text, or delete the line")
    return raw.strip()


@takes(reference("text"))
def line(raw: Any) -> str:
    """Return a text of one line."""
    return " ".join(text(raw).split())


@takes(any_of({"type": "boolean"}, words(["yes", "no", "true", "false"])), "flag")
def flag(raw: Any) -> bool:
    """Return true or false."""
    found = _truth(raw)
    if found is None:
        raise fault("value-not-one-of", f"must be true or false, not {quoted(raw)}")
    return found


def _truth(raw: Any) -> bool | None:
    words = {"true": True, "yes": True, "false": False, "no": False}
    return raw if isinstance(raw, bool) else words.get(str(raw).lower())


@takes(any_of(reference("flag"), words(["in-period"])))
def accumulates(raw: Any) -> bool | Literal["in-period"]:
    """Return true, false, or in-period: each figure is its period's own, to be added up."""
    if isinstance(raw, str) and raw.lower() == "in-period":
        return "in-period"
    found = _truth(raw)
    if found is None:
        message = f"must be true, false or in-period, not {quoted(raw)}"
        raise fault("value-not-one-of", message)
    return found


E = TypeVar("E", bound=StrEnum)


def one_of(members: tuple[E, ...]) -> Callable[[Any], E]:
    """Return the reader of a word from a closed set."""
    named = {member.value: member for member in members}

    @takes(words(named))
    def read(raw: Any) -> E:
        found = named.get(raw.lower() if isinstance(raw, str) else "")
        if found is None:
            raise fault(
                "value-not-one-of",
                f"must be one of {', '.join(named)}, not {quoted(raw)}",
                did_you_mean(raw, list(named)) if isinstance(raw, str) else "",
            )
        return found

    return read


_PERIOD = {
    "type": ["string", "integer"],
    "pattern": "[0-9]{4}",
    "minimum": periods.FIRST_YEAR,
    "maximum": periods.LAST_YEAR,
}
_PERIODS = "A quarter `2018-19 Q4`, a year `2018-19` or `2019`, a month `2019-M03`."


@takes({"description": _PERIODS, **_PERIOD}, "period")
def period(raw: Any, year: Kind = Kind.FINANCIAL) -> Period:
    """Return the period of an entry in any of its forms; `year` is the kind that none names."""
    if isinstance(raw, Period):
        return raw
    try:
        return periods.parse(raw if isinstance(raw, str) else "", year)
    except periods.NotAPeriod as error:
        raise _no_period(raw, error.hint) from None


@takes(reference("period"))
def period_or_split_year(raw: Any) -> Period | SplitYear:
    """Return the period of an entry, with the kind of a year open that names none."""
    try:
        return periods.read(raw if isinstance(raw, str) else "")
    except periods.NotAPeriod as error:
        raise _no_period(raw, error.hint) from None


def _no_period(raw: Any, hint: str) -> PydanticCustomError:
    return fault("period-unknown", f"{quoted(raw)} is not a period", hint)


class Since(NamedTuple):
    """The key of a target that was revised in the year: `from 2018-19 Q3`."""

    period: Period

    def __str__(self) -> str:
        return f"from {self.period}"


@takes(_PERIOD)
def period_or_since(raw: Any, year: Kind = Kind.FINANCIAL) -> Period | Since:
    """Return the key of a target; `year` is the kind of a year that names none."""
    if isinstance(raw, str) and raw.lower().startswith("from "):
        return Since(period(raw[5:].strip(), year))
    return period(raw, year)


class LeftOutYears(NamedTuple):
    """The years of which an area's figures are left out: `from 2019-20` or `until 2018-19`."""

    word: Literal["from", "until"]
    period: Period

    def holds(self, year: Period) -> bool:
        """Return whether a year ends after the period has begun, or by the period's end."""
        if self.word == "from":
            return year.end > self.period.start
        return year.end <= self.period.end

    def __str__(self) -> str:
        return f"{self.word} {self.period}"


@takes({"type": "string", "pattern": r"^ *([Ff][Rr][Oo][Mm]|[Uu][Nn][Tt][Ii][Ll]) .*[0-9]{4}"})
def left_out_years(raw: Any) -> LeftOutYears:
    """Read from when, or until when, the figures of an area are left out."""
    text_ = " ".join(raw.split()).lower() if isinstance(raw, str) else ""
    for word in ("from", "until"):
        if text_.startswith(f"{word} "):
            return LeftOutYears(word, period(text_.removeprefix(f"{word} ")))
    message = f"must be from or until a period, not {quoted(raw)}"
    raise fault("value-not-one-of", message, "write from 2019-20, or until 2018-19")


@takes(words(RETURN_COLUMNS))
def column(raw: Any) -> str:
    """Return the name that a column of submitted tables has in this program."""
    word = raw.lower() if isinstance(raw, str) else ""
    if word not in RETURN_COLUMNS:
        message = f"{quoted(raw)} is not a column; known: {', '.join(RETURN_COLUMNS)}"
        raise fault("reference-column", message, did_you_mean(word, list(RETURN_COLUMNS)))
    return word


@takes(words(DATASET_COLUMNS))
def dataset_column(raw: Any) -> str:
    """Return the name that a column of a dataset has in this program."""
    return _column_of(raw, DATASET_COLUMNS)


@takes(words(MEASURE_COLUMNS))
def measure_column(raw: Any) -> str:
    """Return the name of a column that stands beside the value of a measure."""
    return _column_of(raw, MEASURE_COLUMNS)


def _column_of(raw: Any, known: tuple[str, ...]) -> str:
    word = raw.lower() if isinstance(raw, str) else ""
    if word not in known:
        message = f"{quoted(raw)} is not a column; known: {', '.join(known)}"
        raise fault("reference-column", message, did_you_mean(word, list(known)))
    return word


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")


@takes({"pattern": "^[A-Za-z0-9][A-Za-z0-9-]{0,99}$"})
def identifier(raw: Any) -> str:
    """Return an id: letters, digits and `-`."""
    if not isinstance(raw, str) or not _ID.fullmatch(raw):
        proposal = re.sub(r"[^a-z0-9]+", "-", str(raw).lower()).strip("-")[:LONGEST_ID]
        raise fault(
            "key-not-an-id",
            f"{quoted(raw)} is not an id: letters, digits and -",
            f"write {proposal}" if proposal else "",
        )
    return raw


_DURATION = re.compile(r"([0-9]{1,3}) *(month|quarter|year)s?")
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


@takes(
    {
        "description": "A number of months, quarters or years.",
        "type": "string",
        "pattern": "^[0-9]{1,3} *(month|quarter|year)s?$",
    },
    "duration",
)
def months(raw: Any) -> int:
    """Return a length of time, `1 quarter` or `12 months`, in whole months."""
    found = _DURATION.fullmatch(raw.lower()) if isinstance(raw, str) else None
    if not found:
        raise fault(
            "value-not-a-duration",
            f"must be a number of months, quarters or years, not {quoted(raw)}",
            "write 1 quarter, 12 months or 1 year",
        )
    return int(found[1]) * _MONTHS_IN[found[2]]


@takes(words(["Q1", "Q2", "Q3", "Q4"]))
def quarter(raw: Any) -> int:
    """Return the number of a quarter, 2 for `Q2`."""
    if not isinstance(raw, str) or raw.upper() not in ("Q1", "Q2", "Q3", "Q4"):
        raise fault("value-not-one-of", f"must be one of Q1, Q2, Q3, Q4, not {quoted(raw)}")
    return int(raw[1])


@takes({"type": ["integer", "string"], "minimum": 0, "maximum": 10, "pattern": "^([0-9]|10)$"})
def decimals(raw: Any) -> int:
    """Return how many decimal places are shown."""
    if not isinstance(raw, str) or raw not in map(str, range(MOST_DECIMALS + 1)):
        raise fault("value-not-one-of", f"must be a whole number from 0 to 10, not {quoted(raw)}")
    return int(raw)


@takes(words(sorted(CHECKS)))
def check_code(raw: Any) -> str:
    """Return the code of a check."""
    if raw in CHECKS:
        return str(raw)
    if raw in CODES:
        raise fault("reference-code", f"{quoted(raw)} is always an error", "correct what it finds")
    raise fault("reference-code", f"there is no check {quoted(raw)}", nearest(raw, sorted(CHECKS)))


@takes({"type": ["integer", "string"], "minimum": 3, "pattern": "^[0-9]+$"})
def points(raw: Any) -> int:
    """Return how many figures are needed for an answer: 3 or more."""
    if not isinstance(raw, str) or not raw.isascii() or not raw.isdigit() or not int(raw[:9]) >= 3:
        hint = "fewer than three figures are too few to measure a spread"
        raise fault("value-not-one-of", f"must be 3 or more, not {quoted(raw)}", hint)
    return int(raw[:9])


@takes(
    {
        "type": ["integer", "string"],
        "minimum": 0,
        "pattern": "^(0|[3-9]|[1-9][0-9]{1,8})$",
        "not": {"enum": [1, 2]},
    }
)
def suppress_below(raw: Any) -> int:
    """Return the number below which counts are hidden; 0 hides none.

    2 would hide ones alone, so that whoever sees that a number is hidden knows it.
    """
    if not isinstance(raw, str) or not _LIMIT.fullmatch(raw):
        hint = (
            "5 hides 1 to 4; 0 hides nothing; 2 would hide only ones, which anyone could work out"
        )
        raise fault("value-not-one-of", f"must be 0, or 3 or more, not {quoted(raw)}", hint)
    return int(raw)


_LIMIT = re.compile("0|[3-9]|[1-9][0-9]{1,8}")


@takes({"type": "string", "pattern": f"^[+]?{DIGITS}%$"}, "share")
def share(raw: Any) -> Decimal:
    """Return a share in percent, 75 for `75%`."""
    if isinstance(raw, str) and raw.endswith("%"):
        try:
            found = numbers.parse(raw[:-1])
        except numbers.TooManyDigits:
            raise _too_long() from None
        except numbers.NotANumber:
            found = Decimal(-1)
        if 0 <= found <= 100:
            return found
    message = f"must be a share from 0% to 100%, not {quoted(raw)}"
    raise fault("value-not-a-share", message, "write it with its sign, as in 75%")


_WITHIN_100 = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 100},
        {"type": "string", "pattern": r"^[+]?0*([1-9][0-9]?(\.[0-9]+)?|\.0*[1-9][0-9]*)$"},
    ]
}


@takes(_WITHIN_100)
def percentile(raw: Any) -> Decimal:
    """Read which percentile of all figures is meant: above 0, below 100."""
    found = number(raw)
    if not 0 < found < 100:
        hint = "75 is the figure that three quarters lie below"
        raise fault("value-not-one-of", f"must be above 0 and below 100, not {quoted(raw)}", hint)
    return found


@takes({"type": ["integer", "string"], "enum": [1, "1"]})
def version(raw: Any) -> int:
    """Return the version of the file format; there is only 1 so far."""
    if raw != "1":
        raise fault("key-version", f"must be 1, not {quoted(raw)}", "write version: 1")
    return 1


class Unit(NamedTuple):
    """What a value counts, and how counts make it."""

    name: str
    """The word of the file, or the label."""
    scale: int
    """numerator / denominator x scale is the value."""
    label: bool = False


UNITS = {
    "percent": Unit("percent", 100),
    "rate-per-1000": Unit("rate-per-1000", 1000),
    "rate-per-10000": Unit("rate-per-10000", 10_000),
    "rate-per-100000": Unit("rate-per-100000", 100_000),
    "count": Unit("count", 1),
    "days": Unit("days", 1),
    "currency": Unit("currency", 1),
    "ratio": Unit("ratio", 1),
}


_PRINTED_AS = {
    "number": "count",
    "£": "currency",
    "%": "percent",
    "per 1,000": "rate-per-1000",
    "per 10,000": "rate-per-10000",
    "per 100,000": "rate-per-100000",
}
"""The words of units by those that stand in outputs, which somebody may copy."""


@takes(
    any_of(
        words(UNITS), record({"label": described(reference("text"), "Any other unit, in words.")})
    )
)
def unit(raw: Any) -> Unit:
    """Return a unit: one of the known words, or `{label: kg per household}`."""
    if isinstance(raw, Mapping) and list(raw) == ["label"]:
        return Unit(line(raw["label"]), 1, label=True)
    found = UNITS.get(raw) if isinstance(raw, str) else None
    if found is None:
        known = _unit_hint(raw) if isinstance(raw, str) else ""
        raise fault(
            "value-not-one-of",
            f"must be a known unit, not {quoted(raw)}",
            f"{known}; any other is written {{label: kg per household}}".removeprefix("; "),
        )
    return found


def _unit_hint(word: str) -> str:
    if known := _PRINTED_AS.get(word.lower()):
        return f"write {known}"
    return nearest(word, list(UNITS))


_PARTS = {"type": "array", "minItems": 2, "items": reference("tolerance")}


@takes(
    {
        "description": (
            "How far short still counts: `5%`, `2 points` in the indicator's own unit, "
            "`below 5%` where the edge itself falls to the worse side, or `0`."
        ),
        "anyOf": [
            {"type": "number", "enum": [0]},
            {
                "type": "string",
                "pattern": rf"^([Bb]elow +)?(0(\.0+)?|{DIGITS} *(%|[Pp]oints?))$",
            },
            {
                "type": "object",
                "properties": {
                    "lesser-of": described(_PARTS, "Whichever reaches less far."),
                    "greater-of": described(_PARTS, "Whichever reaches further."),
                },
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": False,
            },
        ],
    },
    "tolerance",
)
def tolerance(raw: Any) -> Tolerance:
    """Return the tolerance of `5%`, `2 points`, `below 5%`, 0, or `{lesser-of: [...]}`."""
    if isinstance(raw, Mapping):
        return _combined(raw)
    try:
        return tolerances.parse(raw if isinstance(raw, str) else "")
    except numbers.TooManyDigits:
        raise _too_long() from None
    except tolerances.NotATolerance as error:
        raise fault(
            "tolerance-unknown", f"must be a tolerance, not {quoted(raw)}", error.hint
        ) from None


def _combined(raw: Mapping[str, Any]) -> Combined:
    match list(raw.items()):
        case [(("lesser-of" | "greater-of") as choice, [_, _, *_] as parts)]:
            return Combined(Choice(choice), tuple(tolerance(part) for part in parts))
        case _:
            raise fault(
                "tolerance-unknown",
                "must be a tolerance, not this mapping",
                "write {lesser-of: [5%, 100 points]} or {greater-of: [...]}",
            )


class BasisChoice(NamedTuple):
    """What the direction of travel is measured from."""

    basis: Basis
    baseline: Period | SplitYear | None = None
    """A year that names no kind is one of the indicator's own years."""

    def __str__(self) -> str:
        return f"baseline {self.baseline}" if self.baseline else self.basis.value

    def baseline_of(self, year: Kind) -> Period | None:
        """Return the baseline of an indicator that keeps years of a kind; None without one."""
        return periods.in_years(self.baseline, year) if self.baseline else None


_BASES = tuple(basis for basis in Basis if basis is not Basis.BASELINE)


@takes(any_of(words(_BASES), record({"baseline": reference("period")})))
def basis(raw: Any) -> BasisChoice:
    """Return the basis of a direction: a word, or `{baseline: 2015-16}`."""
    if isinstance(raw, Mapping) and list(raw) == ["baseline"]:
        return BasisChoice(Basis.BASELINE, period_or_split_year(raw["baseline"]))
    if raw == "baseline":
        raise fault("value-not-one-of", "must name its period", "write {baseline: 2015-16}")
    return BasisChoice(one_of(_BASES)(raw))


Profile = Literal["linear", "none"] | tuple[Decimal, ...]
"""How much of a year's target is due by then: cumulative shares in percent, a quarter or month."""


@takes(
    any_of(
        words(["linear", "none"]),
        {"type": "array", "minItems": 4, "maxItems": 12, "items": reference("share")},
    )
)
def profile(raw: Any) -> Profile:
    """Return `linear`, `none`, or the cumulative shares of 4 quarters or 12 months, in percent."""
    if raw == "linear":
        return "linear"
    if raw == "none":
        return "none"
    if not isinstance(raw, list):
        raise _profile_fault(f"must be linear, none or a list of shares, not {quoted(raw)}")
    shares = tuple(map(share, raw))
    if len(shares) not in (4, 12):
        raise _profile_fault(f"must have 4 or 12 shares, not {len(shares)}")
    if any(later < earlier for earlier, later in zip((Decimal(0), *shares), shares, strict=False)):
        raise _profile_fault(
            "has a share below the previous one: shares are cumulative over the year"
        )
    if shares[-1] != 100:
        raise _profile_fault(f"ends at {shares[-1]}%, not at 100%")
    return shares


def _profile_fault(message: str) -> PydanticCustomError:
    return fault("target-profile", message, "write cumulative shares, as in [20%, 45%, 70%, 100%]")


Number = Annotated[Decimal, Read(number)]
Text = Annotated[str, Read(text)]
Line = Annotated[str, Read(line)]
Flag = Annotated[bool, Read(flag)]
Share = Annotated[Decimal, Read(share)]
Months = Annotated[int, Read(months)]
Id = Annotated[str, Read(identifier)]
PeriodKey = Annotated[Period, Read(period)]
OpenPeriod = Annotated[Period | SplitYear, Read(period_or_split_year)]
"""A period, or a year of a kind that the indicator's own decides."""
OwnPeriodKey = Annotated[Period, ReadInYears(period)]
YearKind = Annotated[Kind, Read(one_of((Kind.FINANCIAL, Kind.CALENDAR, Kind.ACADEMIC)))]
AnyTolerance = Annotated[Tolerance, Read(tolerance)]
AnyDirection = Annotated[Direction, Read(one_of(tuple(Direction)))]
