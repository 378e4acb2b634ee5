"""The schemas refuse what the models refuse of one entry, and nothing that the models take.

Each file with every key is changed in one place, in some twenty ways, and shown to both.
"""

import copy
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import BaseModel, ValidationError

from ragcalc.catalogue import schemas
from ragcalc.catalogue.model.indicators import Catalogue
from ragcalc.catalogue.model.thresholds import Thresholds

Place = tuple[str | int, ...]
MODELS: dict[str, type[BaseModel]] = {"indicators": Catalogue, "thresholds": Thresholds}
FILES = {
    "indicators": """\
version: 1
organisation: Anyshire Council
area: Anyshire
contact: performance@anyshire.gov.uk
published: {2018-19 Q4: 12 June 2019}
tiers: {key: Key measures}
suppress-below: 5
include: [outcomes/*.yaml]
data:
  - returns/*.csv
  - {path: returns/planning.xlsx, period: 2018-19 Q4, sheet: Return, columns: {value: Result}}
columns: {indicator: PI ref, value: [Actual, Result]}
comparators:
  england: {name: England, short: Eng., kind: national, lag: 1 year, source: LAIT, note: a mean}
datasets:
  lait:
    file: lait.csv
    layout: fingertips
    level: [Counties & UAs, Districts & UAs]
    filters: [Sex, Age]
    columns: {measure: Short Desc}
    years: starting
    area: 896
    national: Wales
    regions: {Inner London: London (Inner)}
    neighbours: neighbours.csv
    leave-out: {835: from 2019-20}
    dictionary: dictionary.csv
    source: DfE LAIT
groups:
  directorate: Directorate
  portfolio: {name: Cabinet portfolio, members: [Children, Environment]}
outcomes:
  safe:
    name: People are safe
    note: second aim
    actions:
      review:
        name: Review of the team
        status: {2018-19: on-track}
        due: 2019-20
        milestones: {2019-20: A new home is open, 2020-21: [One, Two]}
        owner: Head of Safeguarding
        source: Year-end page
        note: complete
indicators:
  it:
    name: Repeat referrals
    short: Repeats
    outcome: safe
    groups: {portfolio: Children}
    tier: key
    unit: percent
    polarity: low
    frequency: quarterly
    decimals: 1
    target: {value: 14, source: LAIT, note: late, provisional: true, proposed: true}
    targets:
      2018-19: {from: 18, to: 22}
      from 2018-19 Q3: 14
      2019-20: {below: 85}
      2020-21: {above: 85}
      2021-22: {comparator: england}
      2022-23: {percentile: 75, of: lait}
    values:
      2018-19 Q1: 16
      2018-19 Q2: suppressed
      2018-19 Q3: {value: 18.3, numerator: 88, denominator: 482, breakdown: {Foster care: 53}}
      2017-18 Q4: {value: 18, lower: 17, upper: 19, lower-998: 16, upper-998: 20}
      2018-19 Q4: {value: 18, break: true, revised: true, source: x, provisional: no, proposed: no}
    forecast:
      2018-19: 18
      2019-20: {value: suppressed, source: Monitoring, note: late}
    comment: {2018-19 Q4: Three schools closed for a week}
    action: {2018-19 Q4: Extra visits from May}
    comparators:
      england: {2017-18: 20.2, 2018-19: {value: 20, source: LAIT, note: late, provisional: yes}}
      wales: {value: 20, lower: 19, upper: 21, lower-998: 18, upper-998: 22}
    dataset:
      name: lait
      measure: ReReferral
      where: {Sex: Persons, Age: [16, 17]}
      columns: {lower: low, upper: high}
    policy: tight
    tolerance: {green: 5%, amber: {lesser-of: [10%, 2 points]}, amber-if: [improved]}
    direction: {same: below 2 points, basis: {baseline: 2015-16}}
    floor: 20
    base: {value: 3, proposed: false}
    accumulates: true
    profile: [20%, 45%, 70%, 100%]
    rolling: 12 months
    rolls-up: pooled
    year: academic
    interval: wilson
    limits: {from: 2013-14, to: 2016-17 Q4}
    step: [2018-19 Q1, 2018-19 Q3]
    quartile: none
    due: Q2
    lag: 1 quarter
    carry: 2 quarters
    reported:
      2018-19 Q3: red
      2018-19 Q4: {status: red, direction: declined, note: why, source: page, overrides: true}
    may-exceed-100: true
    suppress-below: 10
    part-of: children
    source: Planning team
    note: not defined
    owner: Head of Planning
    from: 2015-16
    until: 2025-26 Q4
    was: [former, Former name]
  other:
    name: Other
    unit: {label: kg}
    polarity: high
    target: 90
    profile: linear
    step: 2018-19
    values: {2018-19: 3}
""",
    "thresholds": """\
version: 1
default:
  status: {green: 5%, amber: below 10%, amber-if: [improved]}
  direction: {same: 0, basis: last-reported}
  comparator: {similar: 1 point}
policies:
  tight: {status: {amber: {greater-of: [1%, 2 points]}}, direction: {basis: {baseline: 2015-16}}}
checks:
  severities: {series-gap: note}
  notes: [red, declined]
  notes-from: 2018-19 Q3
  unlikely: {points: 12, limit: 5}
quartiles: phe
signals: plotthedots
outcome: {rule: share-green, green: 75%, amber: 50%, coverage: 75%}
red-needs: [comment, action]
""",
}
"""Both files, with every key that they may have."""

STRANGERS = {
    "a list": ["some", "words"],
    "an empty list": [],
    "a mapping": {"some": "word"},
    "an empty mapping": {},
    "a period": {"2018-19": "some"},
    "a word": "some word",
    "a number": 4.5,
    "a whole number": 2,
    "below nothing": -3,
    "a percentage": "7%",
    "true": True,
    "nothing": None,
}
"""What may stand where something else belongs."""
BESIDE = {
    *("target-range-crossed", "target-profile", "value-denominator-zero"),
    *("status-outcome-rule", "status-override-without-note", "value-interval-crossed"),
}
"""The codes of what one entry must be beside another, which a schema leaves to the loader."""


class Mutant(NamedTuple):
    """A file that differs in one place from the one with every key."""

    file: str
    place: Place
    change: str
    data: Any

    @property
    def name(self) -> str:
        """Where it was changed, and how."""
        return f"{'.'.join([self.file, *map(str, self.place)])}: {self.change}"


def mutants(file: str) -> Iterator[Mutant]:
    """Yield every file that one change makes of the one with every key."""
    whole = yaml.load(FILES[file], Loader=yaml.CSafeLoader)
    for place, entry in entries(whole):
        for change, data in changes(entry):
            yield Mutant(file, place, change, put(whole, place, data))
        for key in entry if isinstance(entry, dict) else ():
            rest = {other: one for other, one in entry.items() if other != key}
            yield Mutant(file, (*place, key), "removed", put(whole, place, rest))


def entries(data: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield every entry with the keys that lead to it, the whole file first."""
    yield place, data
    if isinstance(data, (dict, list)):
        for key, entry in data.items() if isinstance(data, dict) else enumerate(data):
            yield from entries(entry, (*place, key))


def changes(entry: Any) -> Iterator[tuple[str, Any]]:
    """Yield what may stand in an entry's place, by its name."""
    yield from STRANGERS.items()
    if isinstance(entry, dict):
        yield "an unknown key", {**entry, "unheard of!": "some"}
    if isinstance(entry, list):
        yield "one item", entry[:1]
        yield "a list within", [*entry, ["some"]]


def put(whole: Any, place: Place, entry: Any) -> Any:
    """Return the file with another entry in a place."""
    if not place:
        return entry
    changed = found = copy.deepcopy(whole)
    for key in place[:-1]:
        found = found[key]
    found[place[-1]] = entry
    return changed


def as_text(data: Any) -> Any:
    """Return what the file says with every scalar as the text that stands there."""
    match data:
        case dict():
            return {as_text(key): as_text(entry) for key, entry in data.items()}
        case list():
            return [as_text(entry) for entry in data]
        case None:
            return ""
        case bool():
            return str(data).lower()
        case _:
            return str(data)


def codes(mutant: Mutant) -> set[str]:
    """Return the codes with which the models refuse a file; none where they take it."""
    try:
        MODELS[mutant.file].model_validate(as_text(mutant.data))
    except ValidationError as error:
        found = {one["type"] for one in error.errors()}
        # another file may hold them
        return found - {"missing"} if mutant.place == ("indicators",) else found
    return set()


@pytest.mark.parametrize("file", FILES)
def test_a_schema_refuses_what_is_wrong_with_an_entry_and_nothing_else(file: str) -> None:
    schema = Draft7Validator(json.loads(schemas.text(file)))
    found = {one.name: codes(one) for one in mutants(file)}
    refused = {one.name for one in mutants(file) if not schema.is_valid(one.data)}
    assert {name for name, wrong in found.items() if wrong - BESIDE} - refused == set()
    assert refused & {name for name, wrong in found.items() if not wrong} == set()
    assert len(refused) > len(found) / 2


@pytest.mark.parametrize("file", FILES)
def test_the_files_have_every_key(file: str) -> None:
    given = yaml.load(FILES[file], Loader=yaml.CSafeLoader)
    keys = {key for _, entry in entries(given) if isinstance(entry, dict) for key in entry}
    records = json.loads(schemas.text(file))
    named = [records, *records["definitions"].values()]
    assert {key for record in named for key in record.get("properties", {})} <= keys
