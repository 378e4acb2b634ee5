"""What the web page costs: 200 indicators with 20 readings each, against the report as JSON.

python -m venv /tmp/page && /tmp/page/bin/pip install '.[html]'
/tmp/page/bin/python benchmarks/page.py
"""

import argparse
import sys
import tempfile
from pathlib import Path

from timing import in_turn, megabytes, middle, milliseconds, ratio, script

INDICATORS, READINGS = 200, 20
BOUND, MOST_BYTES = 8, 1_500_000
"""Of the whole process that writes the report as JSON; and of the page itself."""
REPORT = ("report", "latest", "--indicators", "indicators.yaml")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default: 5)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "indicators.yaml").write_text(catalogue())
        commands = [
            [*script(), *REPORT, "--format", one, "--output", f"report.{one}"]
            for one in ("html", "json")
        ]
        page, data = in_turn(commands, folder, rounds)
        size = (folder / "report.html").stat().st_size
    print(f"Python {sys.version.split()[0]}, {rounds} rounds: median (min-max)")
    print(f"report of {INDICATORS} indicators with {READINGS} readings each")
    print(f"  page   {milliseconds([one.wall for one in page])} ms, {megabytes(page)}")
    print(f"  JSON   {milliseconds([one.wall for one in data])} ms, {megabytes(data)}")
    met = "met" if middle(page, data) <= BOUND else "NOT MET"
    print(f"  ratio  {ratio(page, data)}, bound {BOUND}: {met}")
    met = "met" if size <= MOST_BYTES else "NOT MET"
    print(f"  the page has {size:,} bytes, bound {MOST_BYTES:,}: {met}")


def catalogue() -> str:
    """Return a catalogue of many indicators with many readings."""
    entries = "version: 1\norganisation: Anyshire\nindicators:\n"
    for number in range(INDICATORS):
        entries += f"  i{number}:\n    name: Indicator {number}\n    unit: percent\n"
        entries += "    polarity: high\n    target: 80\n    values:\n"
        for at in range(READINGS):
            year, quarter = divmod(at, 4)
            value = 70 + (number * 7 + at * 3) % 25
            entries += f"      {2014 + year}-{15 + year} Q{quarter + 1}: {value}\n"
    return entries


if __name__ == "__main__":
    main()
