"""docs/rules.md as the tests read it."""

from typing import Any

from tests.docs.pages import DOCS, Page

PAGE = Page(DOCS / "rules.md")


def policies() -> dict[str, Any]:
    """Return every policy of the page, as thresholds.yaml would have them."""
    found: dict[str, Any] = {}
    for block in PAGE.blocks_of("thresholds.yaml"):
        found |= block.data["policies"]
    return found
