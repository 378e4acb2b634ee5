"""Any two features of a catalogue put together keep what holds for every catalogue."""

import pytest

from ragcalc.catalogue.returns.tables import Table
from tests.pairs.features import case, pairs
from tests.pairs.known import KNOWN, Known
from tests.pairs.properties import World, broken, errors

PAIRS = tuple(pairs())
REFUSED = {
    **{("academic year", one): "series-accumulates-straddles" for one in (
        "accumulates", "accumulates in-period", "no profile")},
    **{(one, "rolling"): "series-accumulates-and-rolls" for one in (
        "accumulates", "accumulates in-period", "no profile")},
    **{(one, "rolls up"): "series-rolls-up-overlaps" for one in (
        "accumulates", "accumulates in-period", "no profile", "rolling")},
    **{(one, "rolls up"): "series-rolls-up-annual" for one in ("annual", "due")},
    **{(one, "strict"): "target-form-polarity" for one in ("on-target", "neutral", "range")},
    **{(one, "floor"): "target-floor-polarity" for one in ("on-target", "neutral", "range")},
}  # fmt: skip
"""The pairs that are errors, each as the documentation says."""


@pytest.mark.parametrize("pair", PAIRS, ids=" + ".join)
def test_a_pair_of_features_keeps_what_holds_for_every_catalogue(pair: tuple[str, str]) -> None:
    made = case(*pair)
    assert errors(made) == [REFUSED[pair]] if pair in REFUSED else errors(made) == []
    found = broken(made)
    assert {
        name: said
        for name, said in found.items()
        if not any(known.covers(name, pair) for known in KNOWN)
    } == {}


@pytest.mark.parametrize(
    "known",
    [pytest.param(one, marks=pytest.mark.xfail(strict=True, reason=one.why)) for one in KNOWN],
    ids=[one.why for one in KNOWN],
)
def test_what_is_known_not_to_hold(known: Known) -> None:
    pairs_of_it = [pair for pair in PAIRS if known.covers(known.property, pair)]
    for pair in pairs_of_it:
        assert known.property not in broken(case(*pair), (known.property,))


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("target", "5"),
        ("note", "estimated"),
        ("provisional", "yes"),
        ("numerator", "7"),
    ],
)
def test_a_wide_table_drops_no_column_of_the_long_form_in_silence(column: str, cell: str) -> None:
    made = case()
    made.entry["values"] = {}
    text = f"indicator,{column},2018-19 Q4\nit,{cell},7\n"
    loaded = World(made, (Table("wide.csv", "wide.csv", text.encode(), text),)).loaded
    remarks = [one for submission in loaded.submissions for one in submission.remarks]
    assert [column in one.message for one in (*loaded.faults, *remarks)] == [True]
