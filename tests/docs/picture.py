"""The picture of the report in README: drawn from the shipped catalogue.

`python -m tests.docs.picture` draws it anew.
"""

from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

import ragcalc
from ragcalc.render import report_table
from ragcalc.render.style import Colour, Style

ROOT = Path(__file__).parent.parent.parent
PICTURE = ROOT / "docs" / "report.svg"
WIDTH = 100


def drawn() -> str:
    """Give the picture as SVG: what `ragcalc report q4` prints today, in colour."""
    report = ragcalc.report(ROOT / "indicators.yaml", ROOT / "thresholds.yaml", "q4")
    text = report_table.render(report, Style(WIDTH, Colour.MANY))
    console = Console(
        record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="256"
    )
    console.print(Text.from_ansi(text))
    return console.export_svg(title="ragcalc report q4", unique_id="ragcalc")


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
