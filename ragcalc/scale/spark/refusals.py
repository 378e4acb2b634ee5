"""Refusals on their way from a worker of Spark to the driver, within an error of Spark."""

import json

from ragcalc.scale.refusal import NotScored

_MARK = "ragcalc-not-scored:"
"""What a refusal begins with."""


def sent(refusal: NotScored) -> str:
    """Return the text of an error that says why nothing was scored."""
    return _MARK + json.dumps([str(refusal), refusal.hint])


def received(error: str) -> NotScored | None:
    """Return what was sent, of an error that Spark has made of it; None where nothing was."""
    _, found, rest = error.partition(_MARK)
    if not found:
        return None
    message, hint = json.JSONDecoder().raw_decode(rest)[0]
    return NotScored(message, hint)
