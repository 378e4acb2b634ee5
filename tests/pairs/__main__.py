"""Put features of a catalogue together two by two, and show what does not hold.

python -m tests.pairs
"""

import sys
from collections import Counter

from tests.pairs.features import case, pairs
from tests.pairs.known import KNOWN
from tests.pairs.properties import PROPERTIES, broken, errors


def main() -> int:
    """Show each property that does not hold, by the pairs of which it does not."""
    counts = Counter[str]()
    for pair in pairs():
        made = case(*pair)
        codes = errors(made)
        counts["refused" if codes else "sound"] += 1
        if codes:
            print(f"{' + '.join(pair)}: refused: {', '.join(codes)}")
        for name, said in broken(made).items():
            known = any(one.covers(name, pair) for one in KNOWN)
            counts["known" if known else "new"] += 1
            short = " ".join(said.split())[:300]
            print(f"{' + '.join(pair)}: {'known: ' * known}{name}: {short}")
    print(f"{counts.total():,} pairs and findings, {len(PROPERTIES)} properties: {dict(counts)}")
    return bool(counts["new"])


if __name__ == "__main__":
    sys.exit(main())
