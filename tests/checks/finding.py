"""What one check finds in an indicator that is written as one line."""

from ragcalc.checks.registry import CHECKS
from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from tests.build import COMPARATORS, loaded


def found(
    code: str,
    *indicators: str,
    thresholds: str = "",
    comparators: str = COMPARATORS,
    period: str | None = None,
) -> list[tuple[str, str]]:
    """Return the key and the message of each finding; the first indicator is `it`, then `it-2`."""
    assert code in CHECKS
    names = ("it", *(f"it-{number}" for number in range(2, len(indicators) + 1)))
    book = loaded(
        dict(zip(names, indicators, strict=True)), thresholds=thresholds, comparators=comparators
    )
    assert [str(problem) for problem in book.problems] == []
    problems = check(book, period, selection([code])).problems
    return [(problem.key.removeprefix("indicators.it."), problem.message) for problem in problems]


def keys(code: str, *indicators: str, thresholds: str = "", period: str | None = None) -> list[str]:
    """Return only the keys of the findings."""
    return [key for key, _ in found(code, *indicators, thresholds=thresholds, period=period)]
