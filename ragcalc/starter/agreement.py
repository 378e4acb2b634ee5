"""Whether the statuses and directions that a table prints agree with those that its draft gives."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ragcalc.catalogue import loader
from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.catalogue.model.thresholds import Thresholds
from ragcalc.catalogue.yaml.source import Document
from ragcalc.checks.wording import as_text
from ragcalc.scoring.inputs import Inputs, ResolvedTarget, SourcedValue
from ragcalc.scoring.judge import Verdict
from ragcalc.scoring.verdicts import VerdictTable
from ragcalc.vocabulary import Reason, StatusBasis

_SHARES = ("0", "2%", "5%", "10%", "15%", "20%")
_STATUSES = [
    {"status": {"green": green, "amber": amber}}
    for at, green in enumerate(_SHARES[:4])
    for amber in _SHARES[max(at + 1, 2) :]
]
"""The tolerances that are tried: green and amber of the target."""
_DIRECTIONS = [{"direction": {"same": same}} for same in ("0", "1%", "2%", "10%")]


_FEWEST = 2
"""For a single judgement nearly any rule can be found."""


_MOST_NAMED = 50
_MOST_TRIED = 5000
"""Of more judgements no other tolerances are tried: it would take long."""


class _Judged(NamedTuple):
    """What a table prints of one figure, beside what is calculated."""

    where: str
    printed: str
    calculated: str
    figures: str

    @property
    def agrees(self) -> bool:
        return self.printed == self.calculated


def ratings(indicators: str, thresholds: str) -> Iterator[str]:
    """Yield how many of a table's judgements agree with its draft's, and each status that differs.

    Where common tolerances fit more of them, these are named, as a question.
    """
    documents = [
        Document(name, name, text)
        for name, text in (("indicators.yaml", indicators), ("thresholds.yaml", thresholds))
    ]
    loaded = loader.load(*documents)
    if not loaded.catalogue:
        return
    statuses, directions = _judged(loaded.catalogue, loaded.thresholds)
    differing = [
        f"{one.where}: {one.figures} is {one.calculated}, {one.printed} in the table"
        for one in statuses
        if not one.agrees
    ]
    better = _better(loaded.catalogue, statuses, _STATUSES, 0)
    for line in _compared("ratings", statuses, better):
        yield f"{line}; these differ:" if differing else line
    yield from differing[:_MOST_NAMED]
    if len(differing) > _MOST_NAMED:
        yield f"and {len(differing) - _MOST_NAMED} more: ragcalc check names them"
    yield from _compared(
        "directions of travel",
        directions,
        _better(loaded.catalogue, directions, _DIRECTIONS, 1),
    )


def _compared(what: str, judged: list[_Judged], better: str) -> Iterator[str]:
    """Yield how many judgements agree."""
    if judged:
        agreeing = sum(one.agrees for one in judged)
        hint = f" ({better})" if better else ""
        yield f"{agreeing} of {len(judged)} {what} agree with the table{hint}"


def _better(
    catalogue: Catalogue,
    now: list[_Judged],
    policies: Iterable[Mapping[str, Mapping[str, str]]],
    part: int,
) -> str:
    """Return the tolerances that fit two more judgements at least, and half of what differs.

    Empty where none do.
    """
    agreeing = sum(one.agrees for one in now)
    best, most = "", agreeing + max(_FEWEST, (len(now) - agreeing + 1) // 2) - 1
    for policy in policies if agreeing < len(now) <= _MOST_TRIED else ():
        thresholds = Thresholds.model_validate({"version": "1", "default": policy})
        found = sum(one.agrees for one in _judged(catalogue, thresholds)[part])
        if found > most:
            (rule,) = policy.values()
            said = " and ".join(f"{key}: {value}" for key, value in rule.items())
            best, most = f"{found} would with {said} in thresholds.yaml", found
    return best


def _judged(
    catalogue: Catalogue, thresholds: Thresholds | None
) -> tuple[list[_Judged], list[_Judged]]:
    """Return the statuses and the directions that are printed and can be calculated."""
    table = VerdictTable(catalogue, thresholds)
    statuses, directions = [], []
    for name, indicator in catalogue.indicators.items():
        for period, reported in indicator.reported.items():
            verdict: Verdict = table.series(name).verdict(period)
            where, figures = f"{name} {period}", _figures(verdict.inputs)
            status, direction = verdict.status, verdict.direction
            if reported.status and status.basis is StatusBasis.COMPUTED:
                statuses.append(_Judged(where, reported.status, status.status, figures))
            if reported.direction and direction.basis is StatusBasis.COMPUTED:
                directions.append(_Judged(where, reported.direction, direction.direction, figures))
    return statuses, directions


def _figures(inputs: Inputs) -> str:
    """Return a reading and its target: 73.6 against 75."""
    return f"{_text(inputs.reading)} against {_text(inputs.goal)}"


def _text(figure: SourcedValue | ResolvedTarget | Reason) -> str:
    match figure:
        case SourcedValue():
            return as_text(figure.value)
        case ResolvedTarget():
            ends = (as_text(figure.low), as_text(figure.high))
            return " to ".join(ends) if figure.is_range else ends[0]
        case _:
            return "nothing"
