"""What rows of a dataset say beside figures and in their place: reasons, breaks, ratings."""

from decimal import Decimal
from pathlib import Path

import pytest

from ragcalc import pipeline as api
from ragcalc.catalogue.loader import Loaded
from ragcalc.checks.run import check
from ragcalc.checks.selection import selection
from ragcalc.periods import parse
from ragcalc.scoring.inputs import SourcedValue
from ragcalc.scoring.judge import Verdict
from ragcalc.vocabulary import Direction, Reason, Status, StatusBasis

HEAD = "measure,year,area,name,value,region,break,RAG,DoT\n"
COLUMNS = "columns: {status: RAG, direction: DoT}"


def load(folder: Path, *rows: str, lines: str = "", columns: str = COLUMNS) -> Loaded:
    """Return a catalogue of our own rows: year, value, break, status and direction."""
    ours = (row.split(",") for row in rows)
    written = "".join(
        f"A,{year},1,Ours,{value},West,{','.join((*beside, '', '', '')[:3])}\n"
        for year, value, *beside in ours
    )
    (folder / "lait.csv").write_text(HEAD + written, encoding="utf-8")
    (folder / "indicators.yaml").write_text(
        f"version: 1\norganisation: Ours\ndatasets: {{lait: {{file: lait.csv, {columns}}}}}\n"
        "indicators:\n  it:\n    {name: It, unit: percent, polarity: high, frequency: annual,\n"
        f"    values: dataset, dataset: {{name: lait, measure: A}}{lines}}}\n",
        encoding="utf-8",
    )
    loaded = api.load(folder / "indicators.yaml", None)
    assert loaded.problems == ()
    return loaded


def verdict(loaded: Loaded, period: str = "2018-19") -> Verdict:
    return api.scored(loaded, period).indicators[0].verdict


def findings(loaded: Loaded) -> list[str]:
    found = check(loaded, None, selection(["dataset"])).problems
    return [f"{one.where.rpartition('/')[2]} {one.message}; {one.hint}" for one in found]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("c", Reason.SUPPRESSED),
        ("[C]", Reason.SUPPRESSED),
        ("z", Reason.NOT_APPLICABLE),
        ("u", Reason.UNRELIABLE),
        ("18.3 u", Reason.UNRELIABLE),
        *((word.value, word) for word in (Reason.IN_MEASUREMENT, Reason.SUPPRESSED)),
        *((word.value, word) for word in (Reason.NOT_APPLICABLE, Reason.UNRELIABLE)),
        ("x", Reason.NO_VALUE),
        ("..", Reason.NO_VALUE),
        ("-", Reason.NO_VALUE),
        ("NA", Reason.NO_VALUE),
        ("", Reason.NO_VALUE),
    ],
)
def test_a_word_or_a_symbol_in_place_of_our_figure_is_the_reason_as_in_a_return(
    text: str, reason: Reason, tmp_path: Path
) -> None:
    loaded = load(tmp_path, "2018,20", f"2019,{text}", lines=", target: 21")
    status = verdict(loaded).status
    assert (status.status, status.reason) == (Status.MISSING, reason)
    assert findings(loaded) == []


@pytest.mark.parametrize("text", ["Suppressed", "about 5", "no-value", "18.3 pr", "1e5x"])
def test_any_other_word_is_no_number(text: str, tmp_path: Path) -> None:
    assert findings(load(tmp_path, "2018,20", f"2019,{text}")) == [
        (
            f"lait.csv:row 2 the value of Ours is not a number: '{text}'; "
            "this row is left out; correct it, or fetch the file again"
        )
    ]


@pytest.mark.parametrize(
    ("text", "value", "provisional", "note"),
    [
        ("18.3 p", "18.3", True, None),
        ("18.3 e", "18.3", False, "estimated"),
        ("18.3 r", "18.3", False, None),
        ("low", "0", False, "published as low: near 0, and not 0"),
        ("4.5E-1", "0.45", False, None),
    ],
)
def test_a_mark_behind_our_figure_is_kept(
    text: str, value: str, provisional: bool, note: str | None, tmp_path: Path
) -> None:
    reading = verdict(load(tmp_path, f"2019,{text}")).inputs.reading
    assert isinstance(reading, SourcedValue)
    assert reading.value == Decimal(value)
    assert (reading.provisional, reading.note) == (provisional, note)


@pytest.mark.parametrize(
    ("rows", "direction"),
    [
        (("2018,20", "2019,30"), Direction.IMPROVED),
        (("2018,20,no", "2019,30,false"), Direction.IMPROVED),
        (("2018,20,yes", "2019,30"), Direction.IMPROVED),
        (("2018,20", "2019,30,yes"), Direction.UNAVAILABLE),
        (("2018,20", "2019,30,TRUE"), Direction.UNAVAILABLE),
        (("2018,20", "2019,30 b"), Direction.UNAVAILABLE),
        (("2018,20", "2019,30,new form"), Direction.UNAVAILABLE),
    ],
)
def test_no_direction_is_shown_across_a_break(
    rows: tuple[str, ...], direction: Direction, tmp_path: Path
) -> None:
    made = verdict(load(tmp_path, *rows)).direction
    assert made.direction is direction
    assert (made.reason is Reason.NOT_COMPARABLE) == (direction is Direction.UNAVAILABLE)


@pytest.mark.parametrize("between", ["-,yes", "c,yes", "x,yes"])
def test_a_break_in_a_row_without_a_figure_counts(between: str, tmp_path: Path) -> None:
    lines = ", direction: {basis: {baseline: 2016-17}}"
    rows = ("2017,20", f"2018,{between}", "2019,30")
    loaded = load(tmp_path, *rows, lines=lines)
    assert verdict(loaded).direction.reason is Reason.NOT_COMPARABLE
    assert verdict(loaded, "2017-18").status.status is Status.MISSING
    assert (
        verdict(load(tmp_path, "2017,20", "2018,-", "2019,30", lines=lines)).direction.reason
        is None
    )


def test_a_break_that_is_no_such_word_is_said(tmp_path: Path) -> None:
    assert findings(load(tmp_path, "2019,30,new form")) == [
        (
            "lait.csv:row 1 the break of Ours is not one: 'new form'; "
            "it is taken for a break; write yes or no"
        )
    ]


def test_the_rating_of_the_source_is_shown_where_the_rule_has_none(tmp_path: Path) -> None:
    loaded = load(tmp_path, "2018,20", "2019,30,,Green,worse")
    status, direction = verdict(loaded).status, verdict(loaded).direction
    assert (status.status, status.reason, status.basis) == (
        Status.GREEN,
        Reason.NO_TARGET,
        StatusBasis.REPORTED,
    )
    assert direction.direction is Direction.IMPROVED
    assert verdict(load(tmp_path, "2019,30,,,worse")).direction.direction is Direction.DECLINED
    place = verdict(loaded).inputs.reported_place
    assert place
    assert loaded.shown(place).endswith("lait.csv:row 2")


def test_a_computed_status_and_a_reason_stand_before_the_sources_own(tmp_path: Path) -> None:
    rated = verdict(load(tmp_path, "2019,30,,G", lines=", target: 90")).status
    assert (rated.status, rated.basis) == (Status.RED, StatusBasis.COMPUTED)
    hidden = verdict(load(tmp_path, "2019,c,,G", lines=", target: 90")).status
    assert (hidden.status, hidden.reason) == (Status.MISSING, Reason.SUPPRESSED)
    late = verdict(load(tmp_path, "2018,20", "2019,-,,G", lines=", target: 90")).status
    assert (late.status, late.reason) == (Status.GREEN, Reason.NO_VALUE)


def test_a_rating_in_the_catalogue_stands_for_its_period(tmp_path: Path) -> None:
    loaded = load(tmp_path, "2018,20,,G", "2019,30,,G", lines=", reported: {2018-19: red}")
    assert [verdict(loaded, one).status.status for one in ("2017-18", "2018-19")] == [
        Status.GREEN,
        Status.RED,
    ]


def test_a_submitted_figure_keeps_the_rating_and_its_own_place(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("indicator,period,value\nit,2018-19,40\n", encoding="utf-8")
    load(tmp_path, "2018,20", "2019,30,yes,G")
    loaded = api.load(tmp_path / "indicators.yaml", None, [tmp_path / "r.csv"])
    made = verdict(loaded)
    assert isinstance(made.inputs.reading, SourcedValue)
    assert made.inputs.reading.value == 40
    assert loaded.shown(made.inputs.reading.place).endswith("r.csv:2:12")
    assert made.status.status is Status.GREEN


@pytest.mark.parametrize("column", ["status", "direction"])
def test_a_rating_that_is_no_such_word_is_left_out_and_said(column: str, tmp_path: Path) -> None:
    beside = {"status": "M", "direction": ",up and up"}[column]
    expected = {
        "status": "'M'; it is left out; write green, amber or red, or name another column",
        "direction": "'up and up'; it is left out; write improved, maintained or declined, or "
        "name another column",
    }
    loaded = load(tmp_path, f"2019,30,,{beside}")
    assert findings(loaded) == [
        f"lait.csv:row 1 the {column} of Ours is not one: {expected[column]}"
    ]
    assert verdict(loaded).inputs.reported is None


def test_a_column_called_status_is_not_read_unless_the_catalogue_names_it(tmp_path: Path) -> None:
    """A file may call anything so."""
    load(tmp_path, "2019,30,,Final,Low is good")
    path = tmp_path / "lait.csv"
    path.write_text(path.read_text().replace("RAG,DoT", "status,direction"))
    catalogue = tmp_path / "indicators.yaml"
    catalogue.write_text(catalogue.read_text().replace(f", {COLUMNS}", ""))
    loaded = api.load(catalogue, None)
    assert findings(loaded) == []
    assert verdict(loaded).inputs.reported is None


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ("30,yes", "30", "another mark or rating"),
        ("30,,G", "30,,R", "another mark or rating"),
        ("30", "c", "30"),
        ("c", "z", "c"),
        ("30 p", "30", "another mark or rating"),
    ],
)
def test_two_rows_that_say_different_things_give_neither(
    first: str, second: str, what: str, tmp_path: Path
) -> None:
    loaded = load(tmp_path, f"2019,{first}", f"2019,{second}")
    assert findings(loaded) == [
        (
            f"lait.csv:row 2 Ours has {second.partition(',')[0]} for 2019, and {what} in row 1; "
            "neither is used"
        )
    ]
    assert loaded.catalogue
    assert loaded.catalogue.indicators["it"].values == {}


def test_equal_rows_and_rows_that_say_nothing_may_stand_beside_a_figure(tmp_path: Path) -> None:
    loaded = load(tmp_path, "2019,30,yes", "2019,-", "2019,30,yes", "2018,c", "2018,c")
    assert findings(loaded) == []
    assert loaded.catalogue
    values = loaded.catalogue.indicators["it"].values
    assert values[parse("2018-19")].break_
    assert values[parse("2017-18")].reason is Reason.SUPPRESSED


EES = """\
time_period,time_identifier,geographic_level,country_name,region_name,old_la_code,la_name,rate,how
201819,Academic year,National,England,,,,7.4,
201819,Academic year,Local authority,England,West,1,Ours,{},{}
201718,Academic year,Local authority,England,West,1,Ours,8,
"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [("c", Reason.SUPPRESSED), ("[z]", Reason.NOT_APPLICABLE), ("low", Reason.NO_VALUE)],
)
def test_the_symbols_of_a_published_layout_are_reasons_too(
    text: str, reason: Reason, tmp_path: Path
) -> None:
    loaded = published(tmp_path, text, "")
    assert verdict(loaded, "2018-19 academic").status.reason is reason
    assert findings(loaded) == []


def test_a_measure_of_a_published_layout_may_have_a_column_of_breaks(tmp_path: Path) -> None:
    loaded = published(tmp_path, "7", "yes")
    assert verdict(loaded, "2018-19 academic").direction.reason is Reason.NOT_COMPARABLE


def published(folder: Path, text: str, how: str) -> Loaded:
    """Return a catalogue of a file of explore education statistics."""
    (folder / "lait.csv").write_text(EES.format(text, how), encoding="utf-8")
    (folder / "indicators.yaml").write_text(
        "version: 1\norganisation: Ours\ndatasets: {ees: {file: lait.csv, layout: ees}}\n"
        "indicators:\n  it:\n    {name: It, unit: percent, polarity: low, frequency: annual,\n"
        "    year: academic, values: dataset,\n"
        "    dataset: {name: ees, measure: rate, columns: {break: how}}}\n",
        encoding="utf-8",
    )
    loaded = api.load(folder / "indicators.yaml", None)
    assert loaded.problems == ()
    return loaded
