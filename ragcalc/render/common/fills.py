"""The colours of cells in a workbook and in a document, by their tone."""

from ragcalc.render.common.cells import Tone

INK = "#1A1A1A"
FILLS = {
    Tone.GOOD: ("#0B6B3A", "#FFFFFF"),
    Tone.MIDDLING: ("#FFC24D", INK),
    Tone.BAD: ("#B3001B", "#FFFFFF"),
    Tone.QUIET: ("#E6E6E6", INK),
    Tone.PLAIN: ("#FFFFFF", INK),
}
"""Background and letters of a tone; each pair has a contrast of more than 4.5 to 1."""
