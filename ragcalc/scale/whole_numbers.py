"""Expressions over whole numbers: worked out in Python, spelt in SQL, bounded before either.

Sums, differences, products, comparisons and if-then-else; no quotient, so nothing is ever rounded.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Row = Mapping[str, int]
"""The whole numbers of a row, by the names of their columns."""


@dataclass(frozen=True, eq=False)
class Condition:
    """A condition."""

    sql: str
    holds: Callable[[Row], bool]
    most: Callable[[Row], int]
    """The largest number on the way to it."""

    def __and__(self, other: "Condition") -> "Condition":
        own, its = self.holds, other.holds
        sql = f"({self.sql} AND {other.sql})"
        return Condition(sql, lambda row: own(row) and its(row), _larger(self, other))

    def __or__(self, other: "Condition") -> "Condition":
        own, its = self.holds, other.holds
        sql = f"({self.sql} OR {other.sql})"
        return Condition(sql, lambda row: own(row) or its(row), _larger(self, other))


@dataclass(frozen=True, eq=False)
class WholeNumber:
    """A whole number of a row."""

    sql: str
    value: Callable[[Row], int]
    most: Callable[[Row], int]
    """What its size cannot pass, in a row that has the sizes which its columns cannot pass.

    No number on the way to it passes that either.
    """

    def __add__(self, other: "WholeNumber | int") -> "WholeNumber":
        own, its, one = self.value, whole(other).value, whole(other)
        most = _sum(self, one)
        return WholeNumber(f"({self.sql} + {one.sql})", lambda row: own(row) + its(row), most)

    def __sub__(self, other: "WholeNumber | int") -> "WholeNumber":
        own, its, one = self.value, whole(other).value, whole(other)
        most = _sum(self, one)
        return WholeNumber(f"({self.sql} - {one.sql})", lambda row: own(row) - its(row), most)

    def __mul__(self, other: "WholeNumber | int") -> "WholeNumber":
        own, its, one = self.value, whole(other).value, whole(other)
        first, second = self.most, one.most

        def most(row: Row) -> int:
            return max(first(row), 1) * max(second(row), 1)  # as a factor may be 0

        return WholeNumber(f"({self.sql} * {one.sql})", lambda row: own(row) * its(row), most)

    def __le__(self, other: "WholeNumber | int") -> Condition:
        own, its, one = self.value, whole(other).value, whole(other)
        most = _larger(self, one)
        return Condition(f"({self.sql} <= {one.sql})", lambda row: own(row) <= its(row), most)

    def __lt__(self, other: "WholeNumber | int") -> Condition:
        own, its, one = self.value, whole(other).value, whole(other)
        most = _larger(self, one)
        return Condition(f"({self.sql} < {one.sql})", lambda row: own(row) < its(row), most)

    def equals(self, other: "WholeNumber | int") -> Condition:
        """Return whether both are the same number."""
        own, its, one = self.value, whole(other).value, whole(other)
        most = _larger(self, one)
        return Condition(f"({self.sql} = {one.sql})", lambda row: own(row) == its(row), most)


def _sum(one: WholeNumber, other: WholeNumber) -> Callable[[Row], int]:
    own, its = one.most, other.most
    return lambda row: own(row) + its(row)


def _larger(*parts: WholeNumber | Condition) -> Callable[[Row], int]:
    several = [one.most for one in parts]
    return lambda row: max(one(row) for one in several)


def whole(number: WholeNumber | int) -> WholeNumber:
    """Return a number as an expression; it is itself in every row."""
    if isinstance(number, WholeNumber):
        return number
    return WholeNumber(str(int(number)), lambda row: number, lambda row: abs(number))


def column(name: str) -> WholeNumber:
    """Return the number that stands under a name."""
    return WholeNumber(name, lambda row: row[name], lambda row: row[name])


def if_then(
    condition: Condition, then: WholeNumber | int, otherwise: WholeNumber | int
) -> WholeNumber:
    """Return one number where a condition holds, and another where it does not."""
    holds, yes, no = condition.holds, whole(then), whole(otherwise)
    rest = no.sql.removeprefix("(CASE ")  # one CASE of several branches is faster than nested ones
    rest = f"ELSE {no.sql} END)" if rest == no.sql else rest
    sql = f"(CASE WHEN {condition.sql} THEN {yes.sql} {rest}"
    yes_value, no_value = yes.value, no.value
    return WholeNumber(
        sql,
        lambda row: yes_value(row) if holds(row) else no_value(row),
        _larger(condition, yes, no),
    )


def absolute(number: WholeNumber) -> WholeNumber:
    """Return a number without its sign."""
    own = number.value
    return WholeNumber(f"abs({number.sql})", lambda row: abs(own(row)), number.most)


def greater(one: WholeNumber, other: WholeNumber | int) -> WholeNumber:
    """Return the greater of two numbers."""
    own, its, two = one.value, whole(other).value, whole(other)
    sql = f"greatest({one.sql}, {two.sql})"
    return WholeNumber(sql, lambda row: max(own(row), its(row)), _larger(one, two))


def lesser(one: WholeNumber, other: WholeNumber | int) -> WholeNumber:
    """Return the lesser of two numbers."""
    own, its, two = one.value, whole(other).value, whole(other)
    sql = f"least({one.sql}, {two.sql})"
    return WholeNumber(sql, lambda row: min(own(row), its(row)), _larger(one, two))
