"""How much is read of a file: one limit for each kind, which the environment may change.

A file of a few kilobytes can unpack to gigabytes, so each reader counts before it keeps.
"""

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple

from ragcalc.problems import shortened

MEGABYTE = 1024**2
VARIABLES = {
    "RAGCALC_MOST_CATALOGUE_MEGABYTES": 32,
    "RAGCALC_MOST_MEGABYTES": 256,
    "RAGCALC_MOST_ROWS": 2_000_000,
    "RAGCALC_MOST_CELLS": 20_000_000,
    "RAGCALC_MOST_WORKBOOK_MEGABYTES": 64,
    "RAGCALC_MOST_WORKBOOK_CELLS": 500_000,
    "RAGCALC_MOST_WORKBOOK_ELEMENTS": 250_000,
    "RAGCALC_MOST_NAMES": 100_000,
    "RAGCALC_MOST_REVISION_MEGABYTES": 1024,
    "RAGCALC_MOST_REVISION_FILES": 100_000,
    "RAGCALC_MOST_REVISION_LIST_MEGABYTES": 256,
}
"""What changes each limit, and what holds without it; docs/limits.md says of what."""


class NotALimit(ValueError):
    """A variable of the environment holds no limit; the text names it."""


class Limits(NamedTuple):
    """How much of a file is read at most."""

    catalogue_bytes: int
    """Of indicators.yaml, of each file that it includes, of thresholds.yaml and a baseline."""
    table_bytes: int
    """Of a submitted table, a dataset or a list of neighbours; of a workbook unpacked."""
    rows: int
    """Of a text table, a dataset or all sheets of a workbook together."""
    cells: int
    """Of a text table."""
    workbook_bytes: int
    """Of all XML within a workbook."""
    workbook_cells: int
    """Of all sheets of a workbook together, with its rows, its formulas and its shared texts."""
    workbook_elements: int
    """Of the XML within a workbook, other than cells."""
    names: int
    """Of the files and folders that one pattern may look at."""
    revision_bytes: int
    """Of all files of a revision that a catalogue may be made of."""
    revision_files: int
    """Of these files, with the links and submodules."""
    revision_list_bytes: int
    """Of the list of a revision's files: two million files, say."""


def limits(environment: Mapping[str, str] = os.environ) -> Limits:
    """Return what holds now. Raises NotALimit."""
    return Limits(
        *(
            _limit(variable, environment.get(variable, ""), otherwise)
            * (MEGABYTE if variable.endswith("_MEGABYTES") else 1)
            for variable, otherwise in VARIABLES.items()
        )
    )


def _limit(variable: str, text: str, otherwise: int) -> int:
    """Return a limit as written; one of too many digits to matter stands for no limit."""
    if not text:
        return otherwise
    digits = text.lstrip("0")
    if not (digits.isascii() and digits.isdigit()):
        raise NotALimit(f"{variable} must be a whole number from 1, not {shortened(text)!a}")
    return int(digits) if len(digits) <= _COUNTABLE else sys.maxsize


_COUNTABLE = 12
"""Digits of what a machine may hold, in megabytes, rows or cells."""
