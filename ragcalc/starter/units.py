"""The unit of an indicator, by what its table says and by the signs of its figures."""

from ragcalc.catalogue.model.fields import quoted
from ragcalc.catalogue.returns import words
from ragcalc.starter.entries import DraftValue


def unit_of(said: str, name: str, signs: set[str]) -> DraftValue:
    """Return the unit of a row by what its table says, or by the sign that its figures agree in."""
    known = words.unit(said)
    fits = known in ("", "count", "ratio") and not _MONEY & {*said}
    if signs == {"%"} and fits:
        why = "its figures have a % sign" + (
            f", though the table says {quoted(said)}" if said else ""
        )
        return DraftValue("percent", why)
    if known:
        return DraftValue(known)
    if said:
        return DraftValue(said, label=True)
    if len(signs) == 1 and signs <= _MONEY:
        return DraftValue("currency", "its figures have a currency sign")
    if signs == {"days"}:
        return DraftValue("days", "its figures have the word days")
    if within := words.unit_within(name):
        return DraftValue(within, "by its name")
    return DraftValue("count", "the table does not give its unit")


_MONEY = {"£", "€", "$"}


def fitting_signs(said: str, unit: str, signs: set[str]) -> set[str]:
    """Return the signs that figures of a unit may have."""
    if named := (_MONEY | {"%"}) & {*said}:
        return named
    if unit == "currency":
        money = {"£"} if said.casefold() in ("gbp", "pounds") else signs & _MONEY
        return money if len(money) == 1 else set()
    own = {"percent": "%", "days": "days"}.get(unit, "")
    return {own} if own else {"days"} if words.is_unit("days", unit) else set()
