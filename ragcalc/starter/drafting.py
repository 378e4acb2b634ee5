"""A draft to indicators.yaml: what was guessed is a comment on its line."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ragcalc.catalogue.model.columns import COMMENTARY
from ragcalc.catalogue.model.indicators import default_tiers
from ragcalc.catalogue.returns.figures import DraftFigure
from ragcalc.catalogue.returns.words import comparator_kind
from ragcalc.catalogue.yaml.characters import CONTROL
from ragcalc.periods import Period
from ragcalc.starter.entries import DraftIndicator, DraftValue
from ragcalc.starter.ids import new_id
from ragcalc.starter.spreadsheet import Draft

_PLAIN = re.compile(r"\w(?:[\w .'()/%+&-]*[\w.)%])?")
_ORDER = ("name", "short", "outcome", "tier", "unit", "polarity", "frequency", "year", "decimals")
_LAST = ("accumulates", "may-exceed-100", "owner", "source", "note")

_CHOICES = {"polarity": "high, low, on-target or neutral"}


def text(draft: Draft, name: str) -> str:
    """Return the file; `name` is that of the table."""
    return "\n".join(_lines(draft, name)) + "\n"


def guesses(draft: Draft) -> Iterator[str]:
    """Yield each guess once, with the indicators that it is about."""
    by_guess: dict[str, list[str]] = {}
    for entry in draft.entries:
        for key, word in entry.words.items():
            if word.guessed:
                by_guess.setdefault(f"{key} {word.text}: {word.guessed}", []).append(entry.id)
    if draft.organisation:
        yield f"organisation {draft.organisation}: by the title of the table"
    yield from draft.notes
    for name in draft.comparators:
        kind = comparator_kind(name) or "other"
        yield f"comparator {name}: {kind}, by its name"
    made = {why: [one.id for one in draft.entries if one.id_made == why] for why in _reasons(draft)}
    yield from (f"ids: {why} {_some(ids)}" for why, ids in made.items())
    for guess, ids in by_guess.items():
        yield f"{guess} {_some(ids)}"
    if shares := [f"{entry.id} {one}" for entry in draft.entries for one in entry.shares]:
        yield f"percentages of 1 or less: {_AS_IT_STANDS} {_some(shares)}"


_AS_IT_STANDS = "0.86 is read as 0.86%; write 86 where it is a share of 1"


def _reasons(draft: Draft) -> list[str]:
    """Return why ids were made, each once."""
    return list(dict.fromkeys(one.id_made for one in draft.entries if one.id_made))


def asked(draft: Draft) -> Iterator[str]:
    """Yield each key that is needed and that the table does not say, with its indicators."""
    by_reason: dict[str, list[str]] = {}
    for entry in draft.entries:
        for key, why in entry.asked.items():
            by_reason.setdefault(f"{key}: {why}", []).append(entry.id)
    for reason, ids in by_reason.items():
        yield f"{reason} {_some(ids)}"


def _some(ids: list[str]) -> str:
    more = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
    return f"({', '.join(ids[:3])}{more})"


def left_out(draft: Draft) -> Iterator[str]:
    """Yield what found no place."""
    yield from draft.left_out
    for entry in draft.entries:
        yield from (f"{entry.id}: {one}" for one in entry.left_out)


def _lines(draft: Draft, name: str) -> Iterator[str]:
    yield f"# Drafted by `ragcalc init --from` from {comment(name)}."
    yield "# What the table does not say is guessed, and marked as guessed: check, correct, and"
    yield "# delete the comment."
    yield ""
    yield "version: 1"
    why = "by the title of the table" if draft.organisation else "the table does not give it"
    yield f"organisation: {scalar(draft.organisation or 'Your organisation')}   # guessed: {why}"
    ids = {"comparators": _ids(draft.comparators), "outcomes": _ids(draft.named("outcome"))}
    tiers = _tiers(draft.named("tier"))
    if tiers:
        yield f"tiers: {{{', '.join(f'{id_}: {scalar(one)}' for one, id_ in tiers.items())}}}"
    if ids["comparators"]:
        yield from ("", "comparators:")
        for one, id_ in ids["comparators"].items():
            kind = comparator_kind(one) or "other"
            yield f"  {id_}: {{name: {scalar(one)}, kind: {kind}}}   # guessed: kind"
    if ids["outcomes"]:
        yield from ("", "outcomes:")
        yield from (f"  {id_}: {{name: {scalar(one)}}}" for one, id_ in ids["outcomes"].items())
    yield from ("", "indicators:")
    known = {**ids, "tiers": tiers}
    for entry in draft.entries:
        yield ""
        yield from (f"  {line}".rstrip() for line in _entry(entry, known))


def _ids(names: list[str]) -> dict[str, str]:
    taken: dict[str, int] = {}
    return {name: new_id(name.casefold(), taken) for name in names}


def _tiers(names: list[str]) -> dict[str, str]:
    """Return the ids of the tiers that a table names; those that are there anyway keep theirs."""
    usual = {word.casefold(): id_ for id_, name in default_tiers().items() for word in (id_, name)}
    known = {name: usual[name.casefold()] for name in names if name.casefold() in usual}
    taken = dict.fromkeys(known.values(), 1)
    return {name: known.get(name) or new_id(name.casefold(), taken) for name in names}


def _entry(entry: DraftIndicator, ids: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield f"{entry.id}:" + (f"   # {comment(entry.id_made)}" if entry.id_made else "")
    for key in _ORDER:
        if key in entry.words:
            yield f"  {_word(key, entry.words[key], ids)}"
        elif key in entry.asked:
            yield f"  # {key}: {_CHOICES[key]}   # asked: {comment(entry.asked[key])}"
    if entry.target:
        yield f"  target: {_figure(entry.target)}"
    yield from _series("targets", entry.targets)
    yield from _series("values", entry.values) if entry.values else ("  values: {}",)
    yield from _series("reported", entry.reported)
    yield from _series("forecast", entry.forecast)
    for key in COMMENTARY:
        yield from _texts(key, entry.texts(key))
    if entry.comparators:
        yield "  comparators:"
        for name, figures in entry.comparators.items():
            yield f"    {ids['comparators'][name]}: {_by_period(figures)}"
    for key in _LAST:
        if key in entry.words:
            yield f"  {_word(key, entry.words[key], ids)}"
    yield from (f"  # guessed: {comment(one)}: {_AS_IT_STANDS}" for one in entry.shares)
    yield from (f"  # left out: {comment(one)}" for one in entry.left_out)


def _word(key: str, word: DraftValue, ids: Mapping[str, Mapping[str, str]]) -> str:
    why = f"   # guessed: {comment(word.guessed)}" if word.guessed else ""
    if word.label:
        return f"{key}: {{label: {scalar(word.text)}}}{why}"
    known = ids.get(f"{key}s", {})
    text_of_value = known.get(word.text) or scalar(word.text)
    return f"{key}: {text_of_value}{why}"


def _series(key: str, figures: Mapping[Any, DraftFigure]) -> Iterator[str]:
    if figures:
        yield f"  {key}:"
        yield from (f"    {period}: {_figure(figure)}" for period, figure in figures.items())


def _texts(key: str, by_period: Mapping[Period, str]) -> Iterator[str]:
    if by_period:
        yield f"  {key}:"
        yield from (f"    {period}: {scalar(text)}" for period, text in by_period.items())


def _by_period(figures: Mapping[Any, DraftFigure]) -> str:
    if None in figures:
        return _figure(figures[None])
    return f"{{{', '.join(f'{period}: {_figure(one)}' for period, one in figures.items())}}}"


def _figure(figure: DraftFigure) -> str:
    match figure.entries:
        case (("value", value),):
            return value
        case entries:
            return f"{{{', '.join(f'{key}: {scalar(text)}' for key, text in entries)}}}"


def scalar(text: str) -> str:
    """Spell a text so that YAML reads the same, in a mapping on one line too."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def comment(text: str) -> str:
    """Return a text as a comment may hold it: one line, with nothing that controls a terminal."""
    return CONTROL.sub("\ufffd", " ".join(text.split()))
