"""What the charts of the web page cost: 200 indicators with 20 readings each, with and without.

python -m venv /tmp/page && /tmp/page/bin/pip install '.[html]'
/tmp/page/bin/python benchmarks/page.py
"""

import argparse
import sys
import tempfile
from pathlib import Path

from timing import in_turn, megabytes, milliseconds, ratio

INDICATORS, READINGS = 200, 20
SCRIPT = """\
import sys
from pathlib import Path
from ragcalc import pipeline as api
from ragcalc.render.report import html as report_html
from ragcalc.render.media.style import Style
made = api.scored(api.load(Path("indicators.yaml"), None), "latest", histories=True)
Path("page.html").write_text(report_html.render(made, Style(), charts=sys.argv[1] == "charts"))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default: 5)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "indicators.yaml").write_text(catalogue())
        commands = [[sys.executable, "-c", SCRIPT, one] for one in ("charts", "none")]
        ours, theirs = in_turn(commands, folder, rounds)
        size = (folder / "page.html").stat().st_size
    print(f"Python {sys.version.split()[0]}, {rounds} rounds: median (min-max)")
    print(f"page of {INDICATORS} indicators with {READINGS} readings each")
    print(f"  with charts    {milliseconds([one.wall for one in ours])} ms, {megabytes(ours)}")
    print(f"  without charts {milliseconds([one.wall for one in theirs])} ms, {megabytes(theirs)}")
    print(f"  without charts the page has {size:,} bytes")
    print(f"  ratio          {ratio(ours, theirs)}")


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
