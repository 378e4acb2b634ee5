"""What a page and a Word document cost beside the report as JSON: 200 indicators, 20 readings each.

python -m venv /tmp/papers && /tmp/papers/bin/pip install '.[html,word]'
/tmp/papers/bin/python benchmarks/papers.py
"""

import argparse
import sys
import tempfile
from pathlib import Path

from page import INDICATORS, READINGS, catalogue
from timing import in_turn, megabytes, middle, milliseconds, processor, ratio, script

BOUNDS = {"html": 8, "docx": 10}
"""Of the page and the document against the report as JSON."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default: 5)")
    rounds = parser.parse_args().rounds
    words = [*script(), "report", "latest", "--format"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "indicators.yaml").write_text(catalogue(), encoding="utf-8")
        commands = [[*words, one, "--output", f"report.{one}"] for one in ("json", *BOUNDS)]
        data, *papers = in_turn(commands, folder, rounds)
        sizes = {one: (folder / f"report.{one}").stat().st_size for one in BOUNDS}
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, milliseconds: median (min-max)")
    print(f"{INDICATORS} indicators with {READINGS} readings each")
    print(f"  json: {milliseconds([one.wall for one in data])}, peak {megabytes(data)}")
    for (name, bound), column in zip(BOUNDS.items(), papers, strict=True):
        met = "met" if middle(column, data) <= bound else "NOT MET"
        print(
            f"  {name}: {ratio(column, data)} of JSON, bound {bound}: {met}; of the processor's "
            f"time {processor(column, data)}; {milliseconds([one.wall for one in column])}, peak "
            f"{megabytes(column)}, {sizes[name]:,} bytes"
        )


if __name__ == "__main__":
    main()
