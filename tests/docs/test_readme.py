"""README and its picture say what the program does."""

import html
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

from PIL import Image

from tests.docs.picture import PAGE, PICTURE, ROOT, digest, drawn, page

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _words(svg: str) -> list[str]:
    """Return what a picture says, without how this or that version of rich draws it."""
    said = re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)
    return html.unescape(" ".join(said)).split()


def test_the_picture_says_what_the_program_prints_today() -> None:
    """`python -m tests.docs.picture` draws it anew."""
    said = _words(PICTURE.read_text(encoding="utf-8"))
    assert "16.0%" in said
    assert said == _words(drawn())


def test_the_picture_of_the_page_was_taken_of_what_the_page_says_today() -> None:
    """`python -m tests.docs.picture` takes it anew."""
    with Image.open(PAGE) as taken:
        assert taken.info["page"] == digest(page())


def _ragcalc(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ragcalc", *words],
        cwd=folder,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


def test_the_way_to_ones_own_report_works_as_it_is_written(tmp_path: Path) -> None:
    _ragcalc(tmp_path, "init", "performance")
    assert "Example Council" in _ragcalc(tmp_path / "performance", "report")


def test_the_indicator_in_readme_loads_and_is_scored(tmp_path: Path) -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    frame = "version: 1\norganisation: Example Council\n"
    (tmp_path / "indicators.yaml").write_text(frame + block, encoding="utf-8")
    table = _ragcalc(tmp_path, "report", "q4", "--format", "text")
    assert (
        "21.2% in Q4 2018-19 against a target of 20%; red (was not rated in Q3 2018-19); declined"
        in table
    )


def test_the_python_of_readme_runs() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout.splitlines()[0] == "repeat-child-protection-plans red improved"


def test_floating_point_gets_as_many_edges_wrong_as_readme_says() -> None:
    """The edges are the values 5% above and below each target, which are within 5% of it."""
    wrong = 0
    for tenths in range(1, 2001):
        for edge in (Decimal("1.05"), Decimal("0.95")):
            target = tenths / 10
            value = float(Decimal(tenths) / 10 * edge)
            wrong += abs(value - target) > 0.05 * target
    assert f"comparison in floating point gets {wrong:,} wrong" in README
