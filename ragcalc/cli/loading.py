"""Finding, reading and scoring what the options name; stops where there is nothing to score."""

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ragcalc import output
from ragcalc.cli.exits import COULD_NOT_RUN, cannot, misused
from ragcalc.cli.filters import EVERYTHING, Filters, grouping, in_words, narrowing, nearest
from ragcalc.cli.options import Sources

if TYPE_CHECKING:
    from ragcalc.catalogue.loader import Loaded
    from ragcalc.catalogue.model.indicators import Catalogue
    from ragcalc.periods import Period, SplitYear
    from ragcalc.problems import LocatedProblem, Severity
    from ragcalc.scoring.results import Report
    from ragcalc.scoring.verdicts import VerdictTable


def load(sources: Sources) -> "Loaded":
    """Read the files that are named, or else found; stop where there is no catalogue."""
    from ragcalc import pipeline as api

    indicators, thresholds = find(sources)
    period = data_period(sources)
    with output.progress("Reading"):
        return _kept(api.load(indicators, thresholds, sources.data, sources.sheet, period=period))


_Made = TypeVar("_Made")


def _kept(made: _Made) -> _Made:
    """Return it, kept until the program ends, where it ends with this command.

    A large catalogue has millions of parts, and freeing them one by one takes a twelfth of a
    report.
    """
    context = click.get_current_context(silent=True)
    if context and isinstance(context.obj, list):
        context.obj.append(made)
    return made


def data_period(sources: Sources) -> "Period | SplitYear | None":
    """Return the period that --data-period names; stop where it names none."""
    from pydantic_core import PydanticCustomError

    from ragcalc.catalogue.model.fields import period_or_split_year

    if sources.data_period is None:
        return None
    try:
        return period_or_split_year(sources.data_period.strip())
    except PydanticCustomError as error:
        message = error.context or {}
        raise misused(f"--data-period: {message['message']}; {message['hint']}") from None


def find(sources: Sources) -> tuple[Path, Path | None]:
    """Return the catalogue and its thresholds: named, beside it, or above this folder."""
    from ragcalc.catalogue import files

    indicators, thresholds = sources.indicators, sources.thresholds
    try:
        here = Path.cwd()
        # tolerances that lie beside a catalogue belong to it, wherever the command is run
        start = indicators.absolute().parent if indicators else here
    except OSError as error:
        raise cannot(f"the current folder: {error.strerror}") from None
    if indicators is not None:
        default = _short(files.find(files.THRESHOLDS, start), here)
        return indicators, thresholds or default
    found = files.find(files.INDICATORS, here)
    if found is None:
        raise cannot(
            f"no {files.INDICATORS} in {here} or any folder above it",
            "name one with --indicators PATH or RAGCALC_INDICATORS, "
            "or run `ragcalc init` to write a starter here",
        )
    return _short(found, here), thresholds or _short(files.find(files.THRESHOLDS, here), here)


def _short(path: Path | None, here: Path) -> Any:
    """Return the path as a person would type it."""
    return path and Path(os.path.relpath(path, here))


def ids(loaded: "Loaded") -> list[str]:
    """Return the ids of the indicators."""
    return list(loaded.catalogue.indicators) if loaded.catalogue else []


def indicator_named(loaded: "Loaded", words: str) -> str:
    """Return the id of the indicator that is meant: by its id, its name or how its id begins.

    Letter case does not matter. Stop where none is meant, naming the nearest, or several are.
    """
    from ragcalc.catalogue.model.hints import MOST_NAMED
    from ragcalc.catalogue.yaml import references

    if words in ids(loaded):
        return words
    found = _meant(loaded, words.strip().casefold())
    if len(found) == 1:
        return found[0]
    if found:
        more = ", …" if len(found) > MOST_NAMED else ""
        named = f"{', '.join(found[:MOST_NAMED])}{more}"
        raise misused(f"'{words}' may be any of {len(found)} indicators: {named}")
    now = references.former_names(loaded.entries).get(words.casefold())
    hint = f"it is '{now}' now" if now else nearest(words, ids(loaded))
    raise misused(f"there is no indicator '{words}'; {hint}")


def _meant(loaded: "Loaded", word: str) -> list[str]:
    """Return the ids that a word in lower case may mean; what it is comes before how it begins."""
    indicators = loaded.catalogue.indicators if loaded.catalogue and word else {}
    whole = [
        id_
        for id_, one in indicators.items()
        if word in (id_.casefold(), one.name.casefold(), (one.short or "").casefold())
    ]
    return whole or [id_ for id_ in indicators if id_.casefold().startswith(word)]


def require_valid(
    loaded: "Loaded",
    partial: bool,
    named: Callable[[str], str] | None = None,
    private: bool = False,
) -> "Loaded":
    """Stop where the catalogue has errors; with `partial` only where nothing is left of it.

    Where small numbers are hidden there is no partial answer: a whole and its other parts would
    give back the part that is left out; and no message, which would quote figures. `named` gives
    the names by which messages call files; `private` says that another version hides some.
    """
    private = private or loaded.is_private
    for problems in (loaded.warnings, loaded.problems):
        if problems:
            message = _problems(problems, private)
            output.print_stderr(named(message) if named else message)
    if not loaded.problems:
        return loaded
    if loaded.catalogue is None:
        raise click.exceptions.Exit(COULD_NOT_RUN)
    complete_only = private or not loaded.allows_partial
    if partial and complete_only:
        output.print_stderr("no partial report: what it leaves out could reveal small numbers")
    elif not partial and named is None and not complete_only:
        output.print_stderr("ragcalc report --partial leaves out the indicators that have errors")
    if not partial or complete_only:
        raise click.exceptions.Exit(COULD_NOT_RUN)
    return loaded


def mention_table_remarks(loaded: "Loaded") -> None:
    """Say how much `ragcalc check` has to say of the submitted tables, such as what is not read."""
    from ragcalc.problems import Severity
    from ragcalc.render.common.labels import counted

    found = (*loaded.table_remarks, *_of_other_periods(loaded))
    parts = (counted(found.count(one), one.value) for one in Severity if one in found)
    if found:
        listed = " and ".join(parts)
        output.print_stderr(f"submitted tables: {listed}, which ragcalc check shows")


def _of_other_periods(loaded: "Loaded") -> Iterator["Severity"]:
    """Yield how bad each submitted figure is that no report shows, for the kind of its period."""
    if not _has_other_kinds(loaded):  # as the check takes as long as the report
        return
    from ragcalc.checks.run import check
    from ragcalc.checks.selection import Selection

    wanted = Selection(frozenset(("period-not-of-frequency",)))
    found = check(loaded, selection=wanted).problems
    yield from (one.severity for one in found if one.key.startswith("returns."))


def _has_other_kinds(loaded: "Loaded") -> bool:
    """Return whether a table gave an indicator something for a kind of period not its own."""
    indicators = loaded.catalogue.indicators if loaded.catalogue else {}
    return any(
        period.kind is not indicators[path[0]].kind
        for one in loaded.submissions
        for path, series in one.series.items()
        if path[0] in indicators and path[1] != "comparators"
        for period in series
    )


def catalogue_of(loaded: "Loaded") -> "Catalogue":
    """Return the catalogue; stop where there is none."""
    if loaded.catalogue is None:
        raise click.exceptions.Exit(COULD_NOT_RUN)
    return loaded.catalogue


def _problems(problems: "tuple[LocatedProblem, ...]", private: bool) -> str:
    from ragcalc.render.check import problems as problems_text

    render = problems_text.unquoted if private else problems_text.render
    return render(problems, output.stderr_style()).rstrip("\n")


def scored(
    loaded: "Loaded",
    period: tuple[str, ...],
    filters: Filters = EVERYTHING,
    evidence: Collection[str] | None = None,
    histories: bool = False,
    table: "VerdictTable | None" = None,
    last_time: bool = False,
    ahead: bool = True,
) -> "Report":
    """Score, and say which period the words meant and how complete it is.

    `ahead` allows a period after every figure of the catalogue.
    """
    from ragcalc import pipeline as api
    from ragcalc.scoring.narrowing import Narrowing, narrowed
    from ragcalc.scoring.timetable import LATEST, NoSuchPeriod

    to, by = narrowing(loaded, filters), grouping(loaded, filters)
    words = period_words(period) or LATEST
    try:
        with output.progress("Scoring"):
            made = _kept(
                api.scored(
                    loaded, words, to, evidence, histories, table, last_time=last_time, group_by=by
                )
            )
        if not ahead:
            api.require_begun(loaded, made)
    except NoSuchPeriod as error:
        if to != Narrowing() and not narrowed(catalogue_of(loaded), to).indicators:
            raise misused(f"{_none_asked_for(filters)}; ragcalc list shows them") from None
        raise misused(f"{error}; {error.hint}") from None
    _print_period(words, made)
    if not made.summary.indicators and to != Narrowing():
        output.print_stderr(_none_asked_for(filters))
    return made


def _none_asked_for(filters: Filters) -> str:
    return f"no indicator has {in_words(filters)}"


def period_words(period: tuple[str, ...]) -> str | None:
    """Return the words for a period; None where there are none. Stop where they are empty."""
    words = " ".join(period)
    if period and not words.strip():
        raise misused("the period is empty; leave it out, or write latest")
    return words or None


def _print_period(words: str, made: "Report") -> None:
    from ragcalc.render.common.labels import received

    readings, due = made.summary.readings, made.summary.due
    if words.lower() in ("latest", "q1", "q2", "q3", "q4"):
        output.print_stderr(f"{words} = {made.period}. {received(readings, due)}.")
    if 2 * readings < due:
        output.print_stderr(
            f"warning: fewer than half of the figures due for {made.period} have been received "
            f"({readings:,} of {due:,})"
        )
