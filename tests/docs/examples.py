"""The examples of codes as files: lines of one indicator, or whole files under their names."""

import re

from ragcalc.catalogue import loader
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.source import Document

INDICATORS, THRESHOLDS = "indicators.yaml", "thresholds.yaml"
_FILE = re.compile(r"^# (indicators|thresholds)\.yaml\n", re.MULTILINE)
_HEAD = "version: 1\norganisation: Anyshire\n"
_NEEDED = {
    "name": "It",
    "unit": "count",
    "polarity": "high",
    "values": "{2018-19 Q3: 5, 2018-19 Q4: 5}",
}
_AROUND = {
    "comparator": "comparators: {england: {name: England}}\n",
    "outcome": "outcomes: {safe: {name: Safe}}\n",
}
"""What a catalogue has at its top where the lines of an indicator name it."""


def load(example: str) -> Loaded:
    """Read an example as the files that it stands for."""
    texts = files(example)
    documents = [Document(name, name, text) for name, text in texts.items()]
    return loader.load(*documents)


def files(example: str) -> dict[str, str]:
    """Give the files that an example stands for, by name, indicators.yaml first."""
    lines, *rest = _FILE.split(f"{example}\n")
    found = {f"{name}.yaml": text for name, text in zip(rest[::2], rest[1::2], strict=True)}
    whole = found.pop(INDICATORS, None)
    texts = {INDICATORS: _whole(whole) if whole else _around(lines)}
    if THRESHOLDS in found:
        texts[THRESHOLDS] = f"version: 1\n{found[THRESHOLDS]}"
    return texts


def _whole(text: str) -> str:
    """Give a whole file; where it tells neither version nor organisation it is not about them."""
    return text if "version:" in text or "indicators:" not in text else _HEAD + text


def _around(lines: str) -> str:
    """Put the lines of an indicator into a catalogue, with what they leave out."""
    keys = {line.partition(":")[0] for line in lines.splitlines()}
    needed = [f"{key}: {value}" for key, value in _NEEDED.items() if key not in keys]
    top = "".join(text for word, text in _AROUND.items() if word in lines)
    entry = "".join(f"    {line}\n" for line in [*needed, *lines.splitlines()])
    return f"{_HEAD}{top}indicators:\n  it:\n{entry}"
