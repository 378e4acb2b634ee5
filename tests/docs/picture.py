"""The pictures in README: the report in a terminal and as a page, of the shipped catalogue.

`python -m tests.docs.picture` draws both anew; the page needs Chromium.
"""

import hashlib
import io
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from rich.console import Console
from rich.text import Text

import ragcalc
from ragcalc import pipeline as api
from ragcalc.render.media.style import Colour, Style
from ragcalc.render.report import html as report_html
from ragcalc.render.report import table as report_table

ROOT = Path(__file__).parent.parent.parent
PICTURE = ROOT / "docs" / "report.svg"
PAGE = ROOT / "docs" / "page.png"
WIDTH = 100
SIZE = {"width": 1120, "height": 1180}
"""How much of the page is shown, in pixels."""


def drawn() -> str:
    """Return the picture as SVG: what `ragcalc report q4` prints today, in colour."""
    report = ragcalc.report(ROOT / "indicators.yaml", ROOT / "thresholds.yaml", "q4")
    text = report_table.render(report, Style(WIDTH, Colour.MANY))
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="256"
    )
    console.print(Text.from_ansi(text))
    return console.export_svg(title="ragcalc report q4", unique_id="ragcalc")


def page() -> str:
    """Return the page that `ragcalc report q4 --format html` writes today."""
    loaded = api.load(ROOT / "indicators.yaml", ROOT / "thresholds.yaml")
    return report_html.render(api.scored(loaded, "q4", histories=True), Style())


def digest(page: str) -> str:
    """Return the digest of what a page says, however this or that version draws its charts."""
    said = re.sub(r"<style.*?</style>|<svg.*?</svg>|<[^>]*>", " ", page, flags=re.DOTALL)
    return hashlib.sha256(" ".join(said.split()).encode()).hexdigest()


def photographed(page: str) -> bytes:
    """Return the top of a page as Chromium shows it, as PNG that tells which page it shows."""
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as folder, sync_playwright() as started:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        tab.goto(file.as_uri())
        taken = Image.open(io.BytesIO(tab.screenshot()))
        browser.close()
    told, out = PngInfo(), io.BytesIO()
    told.add_text("page", digest(page))
    taken.quantize(128).save(out, "PNG", optimize=True, pnginfo=told)
    return out.getvalue()


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
    PAGE.write_bytes(photographed(page()))
