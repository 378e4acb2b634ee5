"""Ids that are made of a table's references and names."""

import re

from ragcalc.catalogue.model.fields import LONGEST_ID, quoted
from ragcalc.catalogue.returns import texts


def new_id(text: str, taken: dict[str, int]) -> str:
    """Return an id for a text, and note it as taken.

    `taken` maps each id to the number from which the next one like it is looked for.
    """
    base = found = _slug(text)
    number = taken.get(base, 1)
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    taken[base] = number
    taken.setdefault(found, 1)
    return found


def why_made(id_: str, reference: str, name: str) -> str:
    """Return why an id is not what its table has; empty where nobody would expect another one."""
    own = _slug(reference or name)
    if id_ != own:
        what = f"reference {quoted(reference)}" if reference else f"name {quoted(name)}"
        return f"another indicator has the {what}" if own in (reference, name) else _TAKEN
    return MADE_OF_A_REFERENCE if reference not in ("", id_) else ""


MADE_OF_A_REFERENCE = "made of a reference that has other signs than letters, digits and hyphens"
_TAKEN = "another indicator has the id that would be made of its reference or name"


def _slug(text: str) -> str:
    """Return a text as letters, digits and hyphens."""
    whole = text if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", text) else ""
    base = whole or texts.slug(text)
    return base[: LONGEST_ID - 5].rstrip("-") or "indicator"
