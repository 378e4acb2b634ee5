"""What a problem's code means, as `ragcalc explain --code` prints it."""

from ragcalc.catalogue.codes import CODES
from ragcalc.render.style import Style


def known() -> list[str]:
    """Give every code."""
    return sorted(CODES)


def render(code: str, style: Style) -> str:
    """Give the page of a known code."""
    return style.fitted(f"{code}: {CODES[code]}\n")
