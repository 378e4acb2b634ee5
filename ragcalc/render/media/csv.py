"""Words in a cell of CSV: no spreadsheet takes them for a formula."""

_FORMULA = (
    *("=", "+", "-", "@", "\t", "\r", "\n"),
    *("＝", "＋", "－", "＠"),  # noqa: RUF001 - as Excel reads them
)
"""What a spreadsheet takes for the beginning of a formula."""


def words(text: str) -> str:
    """Return words as a cell may hold them: an apostrophe stands before what begins a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
