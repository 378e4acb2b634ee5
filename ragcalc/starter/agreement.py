"""Whether the statuses that a table prints agree with those that its draft gives."""

from collections.abc import Iterator

from ragcalc.catalogue import loader
from ragcalc.catalogue.yaml.source import Document
from ragcalc.scoring.verdicts import VerdictTable
from ragcalc.vocabulary import StatusBasis


def ratings(indicators: str, thresholds: str) -> Iterator[str]:
    """Yield how many of the ratings of a draft agree with the table's, and each that differs."""
    documents = [
        Document(name, name, text)
        for name, text in (("indicators.yaml", indicators), ("thresholds.yaml", thresholds))
    ]
    loaded = loader.load(*documents)
    if not loaded.catalogue:
        return
    table = VerdictTable(loaded.catalogue, loaded.thresholds)
    compared, differing = 0, []
    for name, indicator in loaded.catalogue.indicators.items():
        for period, reported in indicator.reported.items():
            verdict = table.series(name).verdict(period)
            if reported.status is None or verdict.status.basis is not StatusBasis.COMPUTED:
                continue
            compared += 1
            computed = verdict.status.status
            if computed != reported.status:
                differing.append(f"{name} {period}: {computed}, {reported.status} in the table")
    if compared:
        agreeing = f"{compared - len(differing)} of {compared} ratings agree with the table"
        yield f"{agreeing}; these differ:" if differing else agreeing
        yield from differing
