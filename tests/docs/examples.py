"""The examples of codes as files: lines of one indicator, or whole files under their names."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from ragcalc import pipeline as api
from ragcalc.catalogue import loader
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.indicators import SubmittedTables
from ragcalc.catalogue.returns import merge as merging
from ragcalc.catalogue.returns.tables import Table
from ragcalc.catalogue.yaml.source import Document

INDICATORS, THRESHOLDS = "indicators.yaml", "thresholds.yaml"
RETURNS = "returns.csv"
DATASETS = (
    "lait.csv",
    "ees.csv",
    "tips.csv",
    "dictionary.csv",
    "neighbours.csv",
    "neighbours-2021.csv",
)
INCLUDED, BELOW = "outcomes/homes.yaml", "returns/q4/housing.csv"
_NAMES = "|".join(map(re.escape, (INDICATORS, THRESHOLDS, RETURNS, INCLUDED, BELOW, *DATASETS)))
_FILE = re.compile(rf"^# ({_NAMES})\n", re.MULTILINE)
_HEAD = "version: 1\norganisation: Anyshire\n"
_NEEDED = {
    "name": "It",
    "unit": "ratio",
    "polarity": "high",
    "values": "{2018-19 Q3: 5, 2018-19 Q4: 5}",
}
_AROUND = {
    "comparator": "comparators: {england: {name: England}}\n",
    "group": "groups: {directorate: Directorate, portfolio: {name: P, members: [Children]}}\n",
    "outcome": "outcomes: {safe: {name: Safe}}\n",
    "dataset": "datasets: {lait: {file: lait.csv}}\n",
}
"""What a catalogue has at its top where the lines of an indicator name it."""


def load(example: str) -> Loaded:
    """Read an example as the files that it stands for."""
    texts = files(example)
    if re.search("dataset:|^data:", texts[INDICATORS], re.M) or INCLUDED in texts:
        return _load_from_disk(texts)
    submitted = texts.pop(RETURNS, None)
    documents = [Document(name, name, text) for name, text in texts.items()]
    loaded = loader.load(*documents)
    if submitted is None:
        return loaded
    table = Table(RETURNS, RETURNS, text=submitted.rstrip("\n"))
    return merging.merged(loaded, [(table, SubmittedTables.model_construct(path=RETURNS))])


def _load_from_disk(texts: dict[str, str]) -> Loaded:
    """Load files as they lie beside each other, where one names another."""
    with TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).write_text(text, encoding="utf-8")
        thresholds = Path(folder) / THRESHOLDS
        return api.load(Path(folder) / INDICATORS, thresholds if thresholds.exists() else None)


def files(example: str) -> dict[str, str]:
    """Return the files that an example stands for, by name, indicators.yaml first."""
    lines, *rest = _FILE.split(f"{example}\n")
    found = dict(zip(rest[::2], rest[1::2], strict=True))
    whole = found.pop(INDICATORS, None)
    texts = {INDICATORS: _whole(whole) if whole else _around(lines)}
    if THRESHOLDS in found:
        texts[THRESHOLDS] = f"version: 1\n{found[THRESHOLDS]}"
    return texts | {name: text for name, text in found.items() if name != THRESHOLDS}


def _whole(text: str) -> str:
    """Return a whole file; where it tells neither version nor organisation it is not about them."""
    return text if "version:" in text or "indicators:" not in text else _HEAD + text


def _around(lines: str) -> str:
    """Put the lines of an indicator into a catalogue, with what they leave out."""
    keys = {line.partition(":")[0] for line in lines.splitlines()}
    needed = [f"{key}: {value}" for key, value in _NEEDED.items() if key not in keys]
    top = "".join(text for word, text in _AROUND.items() if word in lines)
    entry = "".join(f"    {line}\n" for line in [*needed, *lines.splitlines()])
    return f"{_HEAD}{top}indicators:\n  it:\n{entry}"
