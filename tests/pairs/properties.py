"""What holds of every catalogue, whatever features meet in it."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from jsonschema import Draft202012Validator

from ragcalc import periods
from ragcalc import pipeline as api
from ragcalc.catalogue import loader
from ragcalc.catalogue.derived.proposals import proposed
from ragcalc.catalogue.loader import Loaded
from ragcalc.catalogue.model.indicators import SubmittedTables
from ragcalc.catalogue.model.series import Series
from ragcalc.catalogue.returns import merge as merging
from ragcalc.catalogue.returns.tables import Table
from ragcalc.catalogue.yaml.source import Document
from ragcalc.checks.run import check
from ragcalc.render import schemas
from ragcalc.render.changes import json as changes_json
from ragcalc.render.common.labels import DIRECTIONS, STATUSES
from ragcalc.render.explain import text as explain_text
from ragcalc.render.history import json as history_json
from ragcalc.render.media.style import Style
from ragcalc.render.narrative import text as narrative_text
from ragcalc.render.report import csv as report_csv
from ragcalc.render.report import json as report_json
from ragcalc.render.report import markdown as report_markdown
from ragcalc.render.report import table as report_table
from ragcalc.render.report import text as report_text
from ragcalc.render.targets import json as targets_json
from ragcalc.render.trend import json as trend_json
from ragcalc.scoring.changes import changes
from ragcalc.scoring.results import Report
from ragcalc.scoring.targets.review import review_targets
from ragcalc.scoring.timetable import NoSuchPeriod
from ragcalc.scoring.verdicts import latest
from ragcalc.vocabulary import Direction, Status
from tests.pairs.features import NEXT, SMALL, YEARS, Case, Data, record

STYLE = Style(160)
RANK = {"red": 0, "amber": 1, "green": 2}
PACE = {"declined": 0, "maintained": 1, "improved": 2}
GAP = {"worse": 0, "similar": 1, "better": 2}
SWEEP = ("50", "57", "90", "95", "97", "98", "99", "100", "102", "105", "150")
MIDYEAR, NOW, AFTER = "2018-19 Q2", "2018-19 Q4", "2019-20 Q1"


@dataclass(frozen=True)
class World:
    """A catalogue, and what it gives."""

    case: Case
    tables: tuple[Table, ...] = ()

    @cached_property
    def loaded(self) -> Loaded:
        """Read the files as `api.load` does."""
        loaded = loader.load(
            _document("indicators.yaml", self.case.catalogue),
            _document("thresholds.yaml", self.case.thresholds),
        )
        tables = [(one, SubmittedTables.model_construct(path=one.name)) for one in self.tables]
        loaded = merging.merged(loaded, tables) if tables else loaded
        return api.published(loaded)

    @cached_property
    def asked(self) -> str:
        """The report in which the last reading stands."""
        assert self.loaded.catalogue is not None
        last = latest(self.loaded.catalogue.indicators["it"])
        return str(last) if last else NOW

    @cached_property
    def reports(self) -> dict[str, Report]:
        """The reports that are looked at, by their period."""
        return {
            words: self.report(words) for words in dict.fromkeys((self.asked, MIDYEAR, NOW, AFTER))
        }

    def report(self, words: str) -> Report:
        """Score a period."""
        return api.scored(self.loaded, words)

    @cached_property
    def results_json(self) -> dict[str, Data]:
        """The reports in JSON, by their period."""
        return {words: _as_json(report) for words, report in self.reports.items()}

    @cached_property
    def results(self) -> dict[str, Data]:
        """The indicator in JSON, by the period of the report."""
        return {
            words: results_json["indicators"][0]
            for words, results_json in self.results_json.items()
        }

    @cached_property
    def swept(self) -> dict[str, Data]:
        """The indicator in JSON with each of many values as its last one."""
        return _swept(self)

    def result_json(self, words: str = "") -> Data:
        """Return the indicator in JSON."""
        return self.results[words or self.asked]

    def changed(self, change: Callable[[Case], None]) -> "World":
        """Return the world with another catalogue."""
        other = deepcopy(self.case)
        change(other)
        return World(other)


def _document(name: str, data: Data) -> Document:
    return Document(name, name, json.dumps(data, ensure_ascii=False))


def _as_json(report: Report) -> Data:
    found: Data = json.loads(report_json.render(report, STYLE))
    return found


def _same(one: World, other: World, *but: str, periods: bool = True) -> None:
    """Assert that two worlds give equal results for every period that is asked for."""
    _is(_problems(other), [])
    for words in one.reports:
        first = one.result_json(words)
        second = _as_json(other.report(words))["indicators"][0]
        for key in first:
            if key not in but:
                _is((words, key, second[key]), (words, key, first[key]))


def _is(found: object, expected: object) -> None:
    """Assert that two are equal, and say so where they are not."""
    if found != expected:
        raise AssertionError(f"{found} is not {expected}")


def _problems(world: World) -> list[str]:
    return [str(one) for one in world.loaded.problems]


PROPERTIES: dict[str, Callable[[World], None]] = {}


def _property(function: Callable[[World], None]) -> Callable[[World], None]:
    PROPERTIES[function.__name__.replace("_", " ")] = function
    return function


# ── One catalogue, written otherwise ─────────────────────────────────────────────────────────────


@_property
def spelling_and_order_say_nothing(world: World) -> None:
    """`Q4 2018/19` is `2018-19 Q4`, `+97` is 97, and any entry may stand first."""

    def spell(case: Case) -> None:
        for key in ("values", "targets", "reported", "floor", "base"):
            if isinstance(case.entry.get(key), dict):
                turned = reversed(case.entry[key].items())
                case.entry[key] = {_respelt(name): one for name, one in turned}
        case.entry["values"] = {
            name: f"+{one}" if isinstance(one, str) and one.isdigit() else one
            for name, one in case.entry["values"].items()
        }
        case.entry = dict(reversed(case.entry.items()))

    _same(world, world.changed(spell))


def _respelt(name: str) -> str:
    if name.startswith("from "):
        return f"from {_respelt(name[5:])}"
    if found := re.fullmatch(r"(\d{4})-(\d\d) Q(\d)", name):
        return f"q{found[3]} {found[1]}/{int(found[1]) + 1}"
    if found := re.fullmatch(r"(\d{4})-M(\d\d)", name):
        return f"{_MONTHS[int(found[2]) - 1]} {found[1]}"
    return name.replace("-", " / ")


_MONTHS = ("Jan", "feb", "March", "APR", "May", "June", "Jul", "Aug", "Sept", "Oct", "Nov", "dec")


@_property
def a_long_table_says_what_the_catalogue_says(world: World) -> None:
    """Readings, targets, printed verdicts and comparators' figures moved into a long table."""
    rows: list[dict[str, str]] = []

    def move(case: Case) -> None:
        own = set(case.values)
        case.entry["values"] = _kept(case.values, _row, rows)
        targets = {name: one for name, one in case.entry.get("targets", {}).items() if name in own}
        rows.extend({"period": name, "target": one} for name, one in targets.items())
        for name in targets:
            del case.entry["targets"][name]
        for name, one in list(case.entry.get("reported", {}).items()):
            if one.keys() <= {"status", "direction"}:
                rows.append({"period": name, **one})
                del case.entry["reported"][name]
        if case.frequency == "annual":
            for name, one in case.entry.pop("comparators")["england"].items():
                rows.append({"period": name, "comparator": "England", "value": one})

    other = world.changed(move)
    if rows:
        _same(world, World(other.case, (_table("long.csv", rows),)))


def _row(name: str, reading: Any) -> dict[str, str] | None:
    results_json = record(reading)
    if results_json.keys() <= {"value", "provisional", "note", "numerator", "denominator"}:
        value = _SYMBOLS.get(results_json.get("value", ""), results_json.get("value", ""))
        if value is not None:
            yes = {"provisional": "yes"} if results_json.get("provisional") == "true" else {}
            return {"period": name, **results_json, "value": value, **yes}
    return None


@_property
def a_wide_table_says_what_the_catalogue_says(world: World) -> None:
    """Readings moved into a wide table."""
    rows: list[dict[str, str]] = []

    def move(case: Case) -> None:
        case.entry["values"] = _kept(case.values, _cell, rows)

    other = world.changed(move)
    cells = {name: cell for row in rows for name, cell in row.items()}
    if rows:
        _same(world, World(other.case, (_table("wide.csv", [cells]),)))


def _cell(name: str, reading: Any) -> dict[str, str] | None:
    results_json = record(reading)
    if results_json.keys() <= {"value", "provisional", "break"} and "value" in results_json:
        value = _SYMBOLS.get(results_json["value"], results_json["value"])
        signs = [sign for key, sign in _SIGNS.items() if results_json.get(key) == "true"]
        return None if value is None else {name: " ".join([value, *signs])}
    return None


_SYMBOLS: dict[str, str | None] = {
    "suppressed": "c",
    "not-applicable": "z",
    "unreliable": "u",
    "in-measurement": None,
}
_SIGNS = {"provisional": "[p]", "break": "[b]"}


def _kept(
    values: Data, write: Callable[[str, Any], dict[str, str] | None], rows: list[dict[str, str]]
) -> Data:
    """Return the readings that no row can say; the others become rows."""
    kept = {}
    for name, reading in values.items():
        row = write(name, reading)
        if row is None:
            kept[name] = reading
        else:
            rows.append(row)
    return kept


def _table(name: str, rows: list[dict[str, str]]) -> Table:
    heading = list(dict.fromkeys(key for row in [{"indicator": "it"}, *rows] for key in row))
    if name == "long.csv":
        heading = list(dict.fromkeys([*heading, "period", "value"]))
    out = io.StringIO()
    writer = csv.DictWriter(out, heading, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({"indicator": "it", **row} for row in rows)
    text = out.getvalue()
    return Table(name, name, text.encode(), text)


@_property
def another_kind_of_year_is_never_read_as_the_own(world: World) -> None:
    """A target named for a year of another kind decides nothing, and `check` says so."""
    if "targets by year" not in world.case.features:
        return
    kind = "academic" if world.case.year == "financial" else "financial"

    def name(case: Case) -> None:
        case.entry["targets"] = {
            f"{year}-{(year + 1) % 100} {kind}": "100" for year in (*YEARS, NEXT)
        }

    other = world.changed(name)
    if not _problems(other):
        shown = {str(other.result_json(words)["target_period"]) for words in other.reports}
        own = {f"{world.case.name_of_year(year)} academic" for year in (*YEARS, NEXT)}
        _is(shown & own, set())
        found = [one.code for one in check(other.loaded).problems if "it.targets" in one.key]
        _is(bool(found), True)


# ── Time ─────────────────────────────────────────────────────────────────────────────────────────


@_property
def later_figures_change_no_earlier_report(world: World) -> None:
    """Readings of the year after leave the reports up to then as they were."""
    if "suppression" in world.case.features:  # a later total may hide an earlier one
        return

    def add(case: Case) -> None:
        for name in case.names(NEXT):
            case.values[name] = "12"

    other = world.changed(add)
    _is(_problems(other), [])
    ends = {words: periods.parse(words).end for words in world.reports}
    for words in world.reports:
        if ends[words] <= periods.parse(NOW).end:
            _is(_as_json(other.report(words))["indicators"][0], world.result_json(words))


@_property
def a_year_and_its_last_quarter_and_month_are_one_report(world: World) -> None:
    """What stands in a report is a matter of when its period ends, unless months make it."""
    if "rolls up" in world.case.features:
        return
    for words, results_json in world.results.items():
        end = periods.parse(words).end
        others = {str(periods.month_ending(end))}
        others |= {f"{YEARS[-1]}-19", f"{YEARS[-1]}-19 financial"} if words == NOW else set()
        for other in sorted(others):
            _is((other, _as_json(world.report(other))["indicators"][0]), (other, results_json))


@_property
def the_own_period_of_a_figure_names_a_report_that_has_it(world: World) -> None:
    """Where nothing comes late, the report of a period shows the reading of that period."""
    if {"lag", "due"} & set(world.case.features):
        return
    for name in list(world.case.values)[-2:]:
        named = name if world.case.year != "academic" or "Q" in name else f"{name} academic"
        named = name if "M" in name else named
        results_json = _as_json(world.report(named))["indicators"][0]
        due = results_json["status_reason"] != "not-due"
        _is((named, results_json["period"], due), (named, _own_name(world, name), True))


def _own_name(world: World, name: str) -> str:
    annual = world.case.frequency == "annual"
    return f"{name} academic" if annual and world.case.year == "academic" else name


@_property
def words_for_a_period_find_what_the_period_has(world: World) -> None:
    """`latest` and `q4` find a reading wherever a report has one."""
    if world.case.others:  # which have their own
        return
    quarters = [
        words for words, results_json in world.results.items() if results_json["value"] is not None
    ]
    for words in quarters:
        number = periods.parse(words).quarter
        found = _as_json(world.report(f"q{number}"))["indicators"][0]
        _is((f"q{number}", found["value"] is not None), (f"q{number}", True))
        assert _as_json(world.report("latest"))["indicators"][0]["value"] is not None


@_property
def the_trend_has_every_period_that_has_an_entry(world: World) -> None:
    """A reading or a printed verdict makes a period of the history."""
    trend = json.loads(trend_json.render(api.history(world.loaded, "it"), STYLE))
    there = {one["period"] for one in trend["periods"]}
    entries = {**world.case.values, **world.case.entry.get("reported", {})}
    _is({_own_name(world, name) for name in entries} - there, set())


@_property
def each_point_of_the_trend_is_its_own_report(world: World) -> None:
    """History and report agree on value, target, status and direction."""
    assert world.loaded.catalogue is not None
    made = api.history(world.loaded, "it")
    trend = json.loads(trend_json.render(made, STYLE))
    indicator = world.loaded.catalogue.indicators["it"]
    for point in trend["periods"][-3:]:
        own = periods.parse(point["period"])
        alone = indicator.model_copy(
            update={"values": Series({own: indicator.values.get(own)}), "reported": Series()}
        )
        report = _as_json(world.report(str(latest(alone))))["indicators"][0]
        for key in ("period", "value", "target", "status", "status_reason", "direction"):
            _is((point["period"], key, point[key]), (point["period"], key, report[key]))


@_property
def the_history_has_each_point_of_the_trend(world: World) -> None:
    """The long table says of each period what trend says; what else is there has no entry."""
    trend = json.loads(trend_json.render(api.history(world.loaded, "it"), STYLE))
    history = json.loads(history_json.render(api.catalogue_history(world.loaded), False, STYLE))
    rows = {one["period"]: one for one in history["readings"] if one["indicator"] == "it"}
    for point in trend["periods"]:
        row = rows.pop(point["period"])
        shared = row.keys() & point.keys()
        _is({name: row[name] for name in shared}, {name: point[name] for name in shared})
    without = {one["value_reason"] for one in rows.values() if not one["carried"]}
    _is(without - {"no-value"}, set())


@_property
def compared_with_itself_nothing_changed(world: World) -> None:
    """A report compared with itself has nothing that moved."""
    for report in world.reports.values():
        found = json.loads(changes_json.render(changes(report, report), STYLE))
        _is(found["summary"]["same"], len(report.indicators))
        _is([one["id"] for one in found["indicators"] if one["another_direction"]], [])


# ── Judgement ────────────────────────────────────────────────────────────────────────────────────


@_property
def no_verdict_is_worse_when_the_value_moves_the_good_way(world: World) -> None:
    """Status, direction and gaps follow the value."""
    way = {"high": 1, "low": -1}.get(world.case.entry["polarity"])
    if way is None:
        return
    before: Data = {}
    for value, results_json in list(world.swept.items())[::way]:
        for rank, key in ((RANK, "status"), (PACE, "direction"), (GAP, "comparison")):
            now, then = results_json.get(key), before.get(key)
            if now in rank and then in rank and rank[now] < rank[then]:
                raise AssertionError(f"{key} is {now} at {value}, and {then} before it")
        before = results_json


def _swept(world: World) -> dict[str, Data]:
    """Return the indicator in JSON with each of many values as its last one."""
    last = record(world.case.values[world.case.last])
    if not last.get("value", "0").isdigit() or SMALL in last.values():
        return {}

    def sweep(case: Case) -> None:
        case.others |= {f"at-{value}": _at(case, value) for value in SWEEP}

    found = _as_json(world.changed(sweep).report(world.asked))["indicators"]
    results_json = {
        one["id"].removeprefix("at-"): one for one in found if one["id"].startswith("at-")
    }
    for one in results_json.values():
        one["comparison"] = next((each["verdict"] for each in one["comparators"]), None)
    return results_json


def _at(case: Case, value: str) -> Data:
    entry = deepcopy(case.entry)
    put(entry["values"], case.last, value)
    return entry


def put(values: Data, period: str, value: str) -> None:
    """Write another value, or the cases that make it."""
    reading = record(values[period])
    more = {"numerator": f"{value}0"} if "numerator" in reading else {"value": value}
    values[period] = {**reading, **more}


_PRIVATE = {"suppression", "part-of"}


@_property
def the_mirror_image_has_the_same_verdicts(world: World) -> None:
    """Every figure negated, with high for low, leaves status and direction."""
    if _PRIVATE & set(world.case.features):
        return

    def mirror(case: Case) -> None:
        _figures(case, lambda number: number[1:] if number.startswith("-") else f"-{number}")
        swap = {"high": "low", "low": "high"}
        case.entry["polarity"] = swap.get(case.entry["polarity"], case.entry["polarity"])

    _same_verdicts(world, world.changed(mirror), mirrored=True)


@_property
def another_unit_has_the_same_verdicts(world: World) -> None:
    """Every figure times ten, absolute tolerances too, leaves status and direction."""
    if _PRIVATE & set(world.case.features):
        return

    def scale(case: Case) -> None:
        _figures(case, lambda number: f"{number}0")
        text = re.sub(r"(\d+) points?", r"\g<1>0 points", json.dumps(case.policy))
        case.policy = json.loads(text)

    _same_verdicts(world, world.changed(scale))


def _same_verdicts(one: World, other: World, mirrored: bool = False) -> None:
    _is(_problems(other), [])
    keys = ("status", "status_reason", "status_basis", "direction", "direction_reason")
    turned = one.case.entry["polarity"] == "neutral" and mirrored
    swap = {"higher": "lower", "lower": "higher"} if turned else {}
    for words in one.reports:
        results_json, also = one.result_json(words), _as_json(other.report(words))["indicators"][0]
        for key in keys:
            word = swap.get(results_json[key], results_json[key])
            _is((words, key, also[key]), (words, key, word))


def _figures(case: Case, change: Callable[[str], str]) -> None:
    """Change every figure of the indicator that is not a denominator."""

    def turned(data: Any, key: str = "") -> Any:
        if isinstance(data, dict):
            if {"from", "to"} <= data.keys():
                ends = sorted((change(data["from"]), change(data["to"])), key=int)
                return {**data, "from": ends[0], "to": ends[1]}
            swap = {"above": "below", "below": "above"} if change("1") == "-1" else {}
            return {swap.get(name, name): turned(one, name) for name, one in data.items()}
        number = isinstance(data, str) and data.isdigit() and key != "denominator"
        return change(data) if number else data

    for key in ("target", "targets", "values", "comparators", "floor", "base"):
        if key in case.entry:
            case.entry[key] = turned(case.entry[key], key)


@_property
def the_basis_says_which_earlier_reading_it_is(world: World) -> None:
    """What accumulates looks a year back; the others as their basis says."""
    entry = world.case.entry
    basis = entry.get("direction", {}).get("basis", "last-reported")
    for results_json in world.results.values():
        if results_json["previous"] is None or results_json["period"] is None:
            continue
        own, before = (
            periods.parse(one)
            for one in (results_json["period"], results_json["previous"]["period"])
        )
        if ("accumulates" in entry and own.months < 12) or basis == "same-period-last-year":
            _is(before, own.year_ago())
        elif basis == "previous-period":
            _is(before, own.previous())
        elif basis == "last-reported":
            _is((before, own.year_ago() <= before < own), (before, True))


@_property
def nothing_is_compared_across_a_break(world: World) -> None:
    """A reading whose method changed has no direction of its own, and no year before."""
    if "break" not in world.case.features or world.result_json()["value"] is None:
        return
    results_json = world.result_json()
    if results_json["period"] == _own_name(world, world.case.last):
        _is((results_json["previous"], results_json["year_ago"]), (None, None))
        if results_json["direction_basis"] is None and results_json["polarity"] != "neutral":
            reasons = ("not-comparable", "no-target")  # on-target without a target
            _is(
                (results_json["direction_reason"], results_json["direction_reason"] in reasons),
                (results_json["direction_reason"], True),
            )


@_property
def a_provisional_figure_is_only_marked(world: World) -> None:
    """A figure that may still change has the verdicts of one that will not."""
    if world.case.values[world.case.last] not in SWEEP:
        return
    _same(
        world, world.changed(lambda case: case.change(case.last, provisional="true")), "provisional"
    )


@_property
def a_proposed_target_decides_nothing(world: World) -> None:
    """Nothing but the list of proposals changes with it."""
    polarity = world.case.entry["polarity"]
    if polarity == "neutral":
        return

    def propose(case: Case) -> None:
        targets = case.entry.setdefault("targets", {})
        value = "1" if polarity == "low" else "5000"
        for key in (case.last, f"from {case.last}", case.name_of_year(YEARS[-1])):
            targets.setdefault(key, {"value": value, "proposed": "true"})

    _same(world, world.changed(propose), "proposed_targets")


@_property
def one_indicator_says_nothing_of_another(world: World) -> None:
    """Another indicator beside it changes nothing."""

    def add(case: Case) -> None:
        case.others["other"] = {
            "name": "Other",
            "unit": "count",
            "polarity": "low",
            "target": "5",
            "values": {NOW: "4"},
        }

    _same(world, world.changed(add))


@_property
def the_present_target_set_anew_gives_the_present_status(world: World) -> None:
    """`targets --set` with the target that decides changes no status."""
    results_json, entry = world.result_json(), world.case.entry
    words = _words(entry.get("target")) if "targets" not in entry else None
    if results_json["status_basis"] != "computed" or words is None:
        return
    assert world.loaded.catalogue is not None
    target = proposed(words, world.loaded.catalogue.indicators["it"], ["england"])
    report = api.scored(world.loaded, world.asked, histories=True)
    found = review_targets(world.loaded.catalogue, report, {"it": (target,)}, "indicators.yaml")
    first = json.loads(targets_json.render(found, STYLE))["indicators"][0]["targets"]
    statuses = {one["kind"]: one["status"] for one in first}
    _is(statuses, dict.fromkeys(statuses, results_json["status"]))
    _is(len(statuses), 2)


def _words(target: Any) -> str | None:
    match target:
        case {"above": bound}:
            return f"above {bound}"
        case {"below": bound}:
            return f"below {bound}"
        case {"from": low, "to": high}:
            return f"{low} to {high}"
        case {"comparator": name}:
            return str(name)
        case str() if target != "none":
            return target
        case _:
            return None


@_property
def the_bands_say_the_colour(world: World) -> None:
    """A computed colour is the band in which the value lies."""
    for results_json in (*world.results.values(), *world.swept.values()):
        bands, value = results_json["bands"], results_json["value"]
        if results_json["status_basis"] != "computed" or bands is None:
            continue
        green, amber = (_inside(bands[name], value) for name in ("green", "amber"))
        colour = "green" if green else "amber" if amber else "red"
        _is(
            (value, bands, results_json["direction"], results_json["status"]),
            (value, bands, results_json["direction"], colour),
        )


def _inside(band: Data, value: float) -> bool:
    low, high = band["from"], band["to"]
    if low is not None and (value < low or (value == low and not band["from_inclusive"])):
        return False
    return high is None or value < high or (value == high and band["to_inclusive"])


@_property
def a_gap_is_value_less_target(world: World) -> None:
    """What stands beside a target adds up; beside a neutral figure there is no gap."""
    for results_json in world.results.values():
        if results_json["target"] is not None and results_json["value"] is not None:
            gap = round(results_json["value"] - results_json["target"], 6)
            _is(results_json["target_gap"], None if results_json["polarity"] == "neutral" else gap)
        if results_json["previous"] and results_json["value"] is not None:
            change = round(results_json["value"] - results_json["previous"]["value"], 6)
            _is(results_json["previous"]["change"], change)


@_property
def a_floor_is_shared_out_as_the_target_is(world: World) -> None:
    """In part of a year a floor is the part of it that is due."""
    entry, results_json = world.case.entry, world.result_json(MIDYEAR)
    if "floor" in entry and (share := _share(results_json)) and results_json["bands"]:
        end = results_json["bands"]["amber"]["to" if entry["polarity"] == "low" else "from"]
        _is(end, round(float(next(iter(entry["floor"].values()))) * share, 6))


@_property
def a_base_is_shared_out_as_the_target_is(world: World) -> None:
    """In part of a year a tolerance is measured on the part of its base that is due."""
    entry, results_json = world.case.entry, world.result_json(MIDYEAR)
    usual = results_json["rule"]["amber"] == "5%" and entry["polarity"] == "high"
    if "base" in entry and (share := _share(results_json)) and results_json["bands"] and usual:
        base = float(entry["base"][world.case.name_of_year(YEARS[-1])])
        width = results_json["bands"]["green"]["from"] - results_json["bands"]["amber"]["from"]
        _is(round(width, 6), round(base * share * 0.05, 6))


@_property
def part_of_a_year_is_not_compared_with_a_whole_one(world: World) -> None:
    """A total of part of a year has no verdict against a comparator's whole year."""
    results_json = world.result_json(MIDYEAR)
    part = "accumulates" in world.case.entry and world.case.frequency != "annual"
    if (
        part
        and results_json["value"] is not None
        and results_json["period"] in ("2018-19 Q2", "2018-M09")
    ):
        verdicts = {
            one["verdict"]
            for one in results_json["comparators"]
            if str(one["value"]) == world.case.entry["comparators"]["england"][one["period"]]
        }
        _is(verdicts - {None}, set())


def _share(results_json: Data) -> float | None:
    """Return the part of a year's target that is due, where it is not the whole."""
    full = results_json["target_full_year"]
    return results_json["target"] / full if full and results_json["target"] else None


# ── Reasons ──────────────────────────────────────────────────────────────────────────────────────


@_property
def what_is_not_there_has_a_reason(world: World) -> None:
    """A missing status, and a direction that is not to be had, say why."""
    words = {"in-measurement", "suppressed", "not-applicable", "unreliable", "no-value", "not-due"}
    for results_json in world.results.values():
        if results_json["status"] in ("missing", "unrated"):
            _is((results_json["status_basis"], bool(results_json["status_reason"])), (None, True))
        if results_json["direction"] == "unavailable":
            _is(
                (results_json["direction_basis"], bool(results_json["direction_reason"])),
                (None, True),
            )
        if results_json["value"] is None and results_json["status_basis"] is None:
            _is(
                (results_json["status_reason"], results_json["status_reason"] in words),
                (results_json["status_reason"], True),
            )
        if results_json["direction_basis"] == "computed":
            _is(results_json["direction_reason"], None)


@_property
def the_own_word_of_a_reading_is_never_lost(world: World) -> None:
    """The reason that a reading gives stands in JSON, whatever else is shown."""
    results_json = world.result_json()
    word = record(world.case.values[world.case.last]).get("value", "")
    if word and not word.isdigit() and results_json["period"] == _own_name(world, world.case.last):
        _is(word in json.dumps({**results_json, "notes": [], "direction_reason": None}), True)


@_property
def nothing_is_carried_past_a_word(world: World) -> None:
    """Where the last entry says why there is no figure, no older one stands in its place."""
    results_json = world.result_json(AFTER)
    if results_json["carried"] and world.case.frequency != "annual":
        _is(results_json["period"], world.case.last)


@_property
def the_notes_of_what_is_shown_stand_in_notes(world: World) -> None:
    """The note of the target that decides is there."""
    target = world.case.entry.get("target")
    if isinstance(target, dict) and "note" in target:
        for results_json in world.results.values():
            if (
                results_json["target_basis"] == "standing"
                and results_json["status_basis"] == "computed"
            ):
                _is(
                    (results_json["notes"], target["note"] in str(results_json["notes"])),
                    (results_json["notes"], True),
                )


@_property
def a_whole_gives_no_suppressed_part_back(world: World) -> None:
    """Of a whole and its parts never all but a suppressed one are shown."""
    if "part-of" not in world.case.features:
        return
    for report in map(world.report, (MIDYEAR, "2018-19 Q3", NOW)):
        shown = {one["id"]: one for one in _as_json(report)["indicators"]}
        own = shown["it"]
        if own["status_reason"] == "suppressed":
            others = [shown[name]["value"] is not None for name in ("whole", "part")]
            _is((str(report.period), all(others)), (str(report.period), False))


@_property
def a_printed_verdict_stands_with_its_own_reading(world: World) -> None:
    """What the source prints of one period is not shown beside another period's figure."""
    for results_json in world.results.values():
        if (
            results_json["status_basis"] in ("reported", "override")
            and results_json["value"] is not None
        ):
            printed = {
                _own_name(world, name): one for name, one in world.case.entry["reported"].items()
            }
            own = printed.get(results_json["period"], {}).get("status")
            _is((results_json["period"], results_json["status"]), (results_json["period"], own))


@_property
def json_is_as_its_schema_says(world: World) -> None:
    """Reports are as the schema says."""
    results_json = world.results_json[world.asked]
    _is([one.message for one in _validator().iter_errors(results_json)], [])


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(schemas.text("report")))


@_property
def summary_counts_what_is_shown(world: World) -> None:
    """The counts of a report are those of its indicators."""
    for results_json in world.results_json.values():
        for key in ("status", "direction"):
            counts = dict.fromkeys(results_json["summary"][key], 0)
            for one in results_json["indicators"]:
                counts[one[key]] += 1
            _is(results_json["summary"][key], counts)


# ── Outputs ──────────────────────────────────────────────────────────────────────────────────────


@_property
def every_output_names_the_same_verdict(world: World) -> None:
    """CSV, table, Markdown, text, narrative and explanation agree with JSON."""
    report, results_json = world.reports[world.asked], world.result_json()
    row = next(csv.DictReader(io.StringIO(report_csv.render(report, STYLE))))
    _is((row["status"], row["direction"]), (results_json["status"], results_json["direction"]))
    _is(row["value"], ("" if results_json["value"] is None else f"{results_json['value']}"))
    word = STATUSES[Status(results_json["status"])]
    travel = DIRECTIONS[Direction(results_json["direction"])]
    explained = explain_text.render(report, report.indicators[0], world.loaded.shown, STYLE)
    outputs = [
        _line(report_table.render(report, STYLE)),
        _line(report_markdown.render(report, STYLE)),
        _line(report_text.render(report, STYLE)),
        _paragraph(narrative_text.render(report, True, STYLE)),
        explained,
    ]
    if results_json["text"]:
        _is([results_json["text"] in one for one in outputs[:4]], [True] * 4)  # explain is exact
    if results_json["status"] in RANK:
        letters = (word[0], word[0], word.lower(), word, word)
        _is([sign in one for sign, one in zip(letters, outputs, strict=True)], [True] * 5)
        assert word in explained
    if results_json["direction"] in PACE:
        told_of = [travel.lower() in one.lower() for one in outputs]
        _is(told_of, [True] * len(outputs))


def _line(text: str) -> str:
    return next(line for line in text.splitlines() if re.match(r"(\| )?It\b", line))


def _paragraph(text: str) -> str:
    return next(part for part in text.split("\n\n") if part.startswith("It: "))


@_property
def a_hidden_number_changes_nothing(world: World) -> None:
    """Of two numbers under the limit, no output says which it is."""
    if "suppression" not in world.case.features:
        return

    def other_number(case: Case) -> None:
        reading = case.values[case.last]
        case.values[case.last] = {key: "4" if one == SMALL else one for key, one in reading.items()}

    other = world.changed(other_number)
    for words, report in world.reports.items():
        _is([*_texts(world, report)], [*_texts(other, other.report(words))])


def _texts(world: World, report: Report) -> Iterator[str]:
    results_json = _as_json(report)
    yield json.dumps({key: one for key, one in results_json.items() if key != "inputs"})
    for module in (report_table, report_csv, report_text):
        yield module.render(report, STYLE)
    for in_full in (False, True):
        yield narrative_text.render(report, in_full, STYLE)
    for result in report.indicators:
        yield explain_text.render(report, result, world.loaded.shown, STYLE)


@_property
def check_sees_no_contradiction_where_all_figures_are_whole(world: World) -> None:
    """What is displayed in full looks as it is."""
    results_json = [*world.results.values()]
    figures = [
        one[key] for one in results_json for key in ("value", "target") if one[key] is not None
    ]
    found = [one.code for one in check(world.loaded).problems if "display-differs" in one.code]
    if all(float(one).is_integer() for one in figures) and "accumulates" not in world.case.entry:
        _is(found, [])


@_property
def check_ends(world: World) -> None:
    """Check of one period ends, and its errors are those of loading."""
    try:
        checked = check(world.loaded, world.asked)
    except NoSuchPeriod:
        return
    assert checked.failed is False


def broken(case: Case, names: Iterable[str] = ()) -> dict[str, str]:
    """Return each property that does not hold of a catalogue, and how; none for one with errors.

    Of all properties, or of those that are named.
    """
    world = World(case)
    if _problems(world):
        return {}
    found = {}
    for name in names or PROPERTIES:
        try:
            PROPERTIES[name](world)
        except Exception as error:  # noqa: BLE001 - a crash is a property that does not hold
            found[name] = f"{type(error).__name__}: {error}"
    return found


def errors(case: Case) -> list[str]:
    """Return the codes of the errors of a catalogue."""
    return sorted({one.code for one in World(case).loaded.problems})
