"""What the report in a terminal costs: the table of 300 indicators against the same as JSON.

python -m venv /tmp/table && /tmp/table/bin/pip install .
/tmp/table/bin/python benchmarks/table.py
"""

import argparse
import sys
import tempfile
from pathlib import Path

from catalogues import catalogue
from timing import in_turn, middle, milliseconds, processor, ratio, script

INDICATORS, BOUND = 300, 1.5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15, help="how many rounds (default: 15)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "indicators.yaml").write_text(catalogue(INDICATORS), encoding="utf-8")
        commands = [[*script(), "report", "q4", "--format", one] for one in ("table", "json")]
        table, json = in_turn(commands, folder, rounds)
    met = "met" if middle(table, json) <= BOUND else "NOT MET"
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, milliseconds: median (min-max)")
    print(f"table of {INDICATORS} indicators {milliseconds([one.wall for one in table])}")
    print(f"the same as JSON {milliseconds([one.wall for one in json])}")
    print(
        f"ratio {ratio(table, json)}, bound {BOUND}: {met}; "
        f"of the processor's time {processor(table, json)}"
    )


if __name__ == "__main__":
    main()
