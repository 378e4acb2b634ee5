"""Where an authority stands among all: rank, and the quartile band of three official methods."""

from fractions import Fraction

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcalc.catalogue.model.thresholds import QuartileMethod
from ragcalc.scoring.evidence.ranks import BandCount, NoBand, Ranked, quantiles, rank_of, ranks
from ragcalc.vocabulary import Polarity

HIGH, LOW = Polarity.HIGH, Polarity.LOW
LAIT, PHE, NTILE = QuartileMethod.LAIT, QuartileMethod.PHE, QuartileMethod.NTILE
OTHER = {HIGH: LOW, LOW: HIGH}


def areas(*values: float | str | Fraction) -> dict[int, Fraction]:
    """Return values to the authorities 301, 302 and so on."""
    return {number: Fraction(value) for number, value in enumerate(values, 301)}


def bands(
    values: dict[int, Fraction],
    polarity: Polarity,
    method: QuartileMethod,
    into: BandCount = BandCount.QUARTILE,
) -> str:
    """Return the bands in the order of the values as they were given, the tenth as X."""
    found = ranks(values, polarity, method, into)
    return "".join(str(found[area].band).replace("10", "X") for area in values)


@pytest.mark.parametrize(
    ("method", "best_first"),
    [(LAIT, "1112233444"), (PHE, "1112233344"), (NTILE, "1112223344")],
)
def test_the_values_1_to_10_in_the_bands_of_each_method(
    method: QuartileMethod, best_first: str
) -> None:
    one_to_ten = areas(*range(1, 11))
    assert bands(one_to_ten, LOW, method) == best_first
    assert bands(one_to_ten, HIGH, method) == best_first[::-1]


@pytest.mark.parametrize(
    ("method", "into", "best_first"),
    [
        (LAIT, BandCount.QUINTILE, "111223344555"),
        (PHE, BandCount.QUINTILE, "111223334455"),
        (NTILE, BandCount.QUINTILE, "111222334455"),
        (LAIT, BandCount.DECILE, "1123456789XX"),
        (PHE, BandCount.DECILE, "11234566789X"),
        (NTILE, BandCount.DECILE, "11223456789X"),
    ],
)
def test_the_values_1_to_12_in_fifths_and_tenths(
    method: QuartileMethod, into: BandCount, best_first: str
) -> None:
    assert bands(areas(*range(1, 13)), LOW, method, into) == best_first
    assert bands(areas(*range(12, 0, -1)), HIGH, method, into)


NORTH_EAST = {
    *{("118.7460481", 10), ("131.2778276", 9), ("137.109864", 8), ("137.7256526", 7)},
    *{("138.9005229", 6), ("143.263302", 6), ("145.5966707", 5), ("146.6971262", 4)},
    *{("153.6912833", 3), ("155.763081", 2), ("157.1222286", 1), ("171.2170455", 1)},
}
"""Deaths of women under 75 from cancer in the North East, and their deciles, the highest first.

From the test data of Public Health England's PHEindicatormethods (`phe_quantile`, deciles within a
region, the highest values in the first).
"""


def test_deciles_are_those_of_public_health_england() -> None:
    values = areas(*(value for value, _ in NORTH_EAST))
    found = ranks(values, HIGH, PHE, BandCount.DECILE)
    deciles = {Fraction(value): decile for value, decile in NORTH_EAST}
    assert {area: found[area].band for area in values} == {
        area: deciles[value] for area, value in values.items()
    }


@pytest.mark.parametrize("into", list(BandCount))
def test_fewer_areas_than_bands_have_no_band_and_as_many_have_one_each(into: BandCount) -> None:
    for method in QuartileMethod:
        few = rank_of(301, areas(*range(into - 1)), LOW, method, into)
        assert few == Ranked(1, into - 1, None, method, reason=NoBand.TOO_FEW, bands=into)
        as_many = ranks(areas(*range(into)), LOW, method, into)
        assert [one.band for one in as_many.values()] == list(range(1, into + 1))


def test_only_a_quartile_has_a_letter() -> None:
    values = areas(*range(1, 11))
    assert [rank_of(301, values, LOW, LAIT, into).letter for into in BandCount] == ["A", None, None]


def test_a_rank_says_among_how_many_and_what_decided_the_band() -> None:
    values = areas(*range(1, 11))
    bounds = (Fraction(13, 4), Fraction(11, 2), Fraction(31, 4))
    assert rank_of(303, values, LOW) == Ranked(3, 10, 1, LAIT, bounds)
    assert rank_of(303, values, HIGH) == Ranked(8, 10, 4, LAIT, bounds)
    assert rank_of(303, values, LOW, PHE) == Ranked(3, 10, 1, PHE)
    assert rank_of(304, values, LOW).letter == "B"
    assert [rank_of(number, values, HIGH).letter for number in (301, 310)] == ["D", "A"]


def test_ties_share_the_better_rank() -> None:
    values = areas(5, 7, 5, 3, 7)
    low = {area: one.rank for area, one in ranks(values, LOW).items()}
    high = {area: one.rank for area, one in ranks(values, HIGH).items()}
    assert low == {304: 1, 301: 2, 303: 2, 302: 4, 305: 4}
    assert high == {302: 1, 305: 1, 301: 3, 303: 3, 304: 5}


def test_the_better_comes_first_and_of_equal_ones_the_lower_number() -> None:
    assert list(ranks({3: Fraction(1), 1: Fraction(1), 2: Fraction(2)}, HIGH)) == [2, 1, 3]
    assert list(ranks({3: Fraction(1), 1: Fraction(1), 2: Fraction(2)}, LOW)) == [1, 3, 2]


def test_a_value_on_a_bound_falls_on_its_lower_value_side() -> None:
    values = areas(1, 2, 3, 4, 5)  # the bounds are 2, 3 and 4
    assert bands(values, LOW, LAIT) == "11234"
    assert bands(values, HIGH, LAIT) == "44321"


def test_a_bound_is_compared_exactly() -> None:
    third = Fraction(1, 3)
    values = areas(third, third + Fraction(1, 10**30), 1, 2, 3)
    assert ranks(values, LOW)[302].bounds == (
        third + Fraction(1, 10**30),
        Fraction(1),
        Fraction(2),
    )
    assert bands(values, LOW, LAIT) == "11234"


@pytest.mark.parametrize(("method", "expected"), [(LAIT, "1111"), (PHE, "1111"), (NTILE, "1234")])
def test_all_alike(method: QuartileMethod, expected: str) -> None:
    found = ranks(areas(7, 7, 7, 7), LOW, method)
    assert "".join(str(one.band) for one in found.values()) == expected
    assert {one.rank for one in found.values()} == {1}
    assert {one.split for one in found.values()} == {method is NTILE}


def test_all_alike_where_high_is_good_lie_on_every_bound_and_below() -> None:
    assert bands(areas(7, 7, 7, 7), HIGH, LAIT) == "4444"


SCALED_SCORES = {102: 1, 103: 23, 104: 64, 105: 34, 106: 15, 107: 11, 108: 3}
"""How many authorities had which average scaled score in mathematics at key stage 2 in 2023-24.

Department for Education, Local Authority Interactive Tool, KS2M_AVG_Scaled_Score of 2024, whose
dictionary marks the measure with No_Quartile.
"""


def scaled_scores() -> dict[int, Fraction]:
    return areas(*(score for score, times in SCALED_SCORES.items() for _ in range(times)))


def test_where_bounds_coincide_the_64th_of_151_would_be_in_the_last_band() -> None:
    found = rank_of(325, scaled_scores(), HIGH)
    assert found == Ranked(64, 151, 4, LAIT, (Fraction(104), Fraction(104), Fraction(105)))
    assert found.bounds_coincide
    assert not rank_of(303, areas(*range(1, 11)), LOW).bounds_coincide
    assert not rank_of(325, scaled_scores(), HIGH, PHE).bounds_coincide


@pytest.mark.parametrize("method", list(QuartileMethod))
def test_what_is_not_banded_has_a_rank_alone(method: QuartileMethod) -> None:
    found = rank_of(325, scaled_scores(), HIGH, method, banded=False)
    assert found == Ranked(64, 151, None, method, reason=NoBand.NOT_BANDED)
    few = rank_of(301, areas(1, 2), HIGH, method, banded=False)
    assert few == Ranked(2, 2, None, method, reason=NoBand.TOO_FEW)


def test_tiles_split_ties_by_number_and_say_so() -> None:
    values = areas(1, 2, 2, 3, 4, 5, 6, 6)
    assert bands(values, LOW, NTILE) == "11223344"
    assert {area for area, one in ranks(values, LOW, NTILE).items() if one.split} == {302, 303}
    assert not any(one.split for one in ranks(values, LOW, PHE).values())


@pytest.mark.parametrize(
    ("number", "expected"),
    [(4, "1234"), (5, "11234"), (6, "112234"), (7, "1122334"), (8, "11223344")],
)
def test_the_first_tiles_take_what_does_not_divide(number: int, expected: str) -> None:
    assert bands(areas(*range(number)), LOW, NTILE) == expected


@pytest.mark.parametrize("polarity", [Polarity.NEUTRAL, Polarity.ON_TARGET])
def test_without_a_better_side_there_is_neither_rank_nor_band(polarity: Polarity) -> None:
    nothing = Ranked(None, 5, None, LAIT, reason=NoBand.NO_POLARITY)
    assert ranks(areas(1, 2, 3, 4, 5), polarity) == dict.fromkeys(range(301, 306), nothing)
    assert nothing.letter is None


def test_fewer_areas_than_bands_have_a_rank_alone() -> None:
    assert ranks(areas(1, 2, 2), HIGH, PHE) == {
        302: Ranked(1, 3, None, PHE, reason=NoBand.TOO_FEW),
        303: Ranked(1, 3, None, PHE, reason=NoBand.TOO_FEW),
        301: Ranked(3, 3, None, PHE, reason=NoBand.TOO_FEW),
    }


def test_nobody_reported() -> None:
    assert ranks({}, HIGH) == {}
    assert rank_of(301, {}, HIGH) == Ranked(None, 0, None, LAIT, reason=NoBand.NO_VALUE)


def test_an_area_without_a_value_has_no_rank_among_those_that_have_one() -> None:
    found = rank_of(399, areas(1, 2, 3, 4), HIGH, NTILE)
    assert found == Ranked(None, 4, None, NTILE, reason=NoBand.NO_VALUE)


# ── Properties ───────────────────────────────────────────────────────────────────────────────────

numbers = st.integers(-50, 50).map(lambda tenths: Fraction(tenths, 10))
populations = st.dictionaries(st.integers(201, 938), numbers, min_size=4, max_size=40)
sided = st.sampled_from([HIGH, LOW])
methods = st.sampled_from(list(QuartileMethod))
cuts = st.sampled_from(list(BandCount))


@given(populations, sided, methods)
def test_a_rank_counts_the_better_ones(
    values: dict[int, Fraction], polarity: Polarity, method: QuartileMethod
) -> None:
    for area, one in ranks(values, polarity, method).items():
        better = [
            value
            for value in values.values()
            if (value > values[area] if polarity is HIGH else value < values[area])
        ]
        assert (one.rank, one.of) == (len(better) + 1, len(values))


@given(populations, sided, methods)
def test_ranks_and_ranked_bands_stay_under_an_increasing_map(
    values: dict[int, Fraction], polarity: Polarity, method: QuartileMethod
) -> None:
    def shown(population: dict[int, Fraction]) -> dict[int, tuple[int | None, int | None]]:
        found = ranks(population, polarity, method)
        return {
            area: (one.rank, one.band if method is not LAIT else None)
            for area, one in found.items()
        }

    assert shown({area: value**3 + 2 * value for area, value in values.items()}) == shown(values)


@given(populations, sided, st.integers(1, 9), st.integers(-9, 9))
def test_interpolated_bands_stay_under_another_unit(
    values: dict[int, Fraction], polarity: Polarity, scale: int, shift: int
) -> None:
    moved = {area: value * scale / 7 + shift for area, value in values.items()}
    assert bands(moved, polarity, LAIT) == bands(values, polarity, LAIT)


@given(populations, sided, cuts)
def test_the_other_polarity_mirrors_interpolated_bands(
    values: dict[int, Fraction], polarity: Polarity, into: BandCount
) -> None:
    mirrored = ranks(values, OTHER[polarity], LAIT, into)
    for area, one in ranks(values, polarity, LAIT, into).items():
        if one.band is None:
            assert len(values) < into
            continue
        assert mirrored[area].band == 1 + into - one.band


@given(populations, sided, st.sampled_from([PHE, NTILE]))
def test_mirrored_values_with_the_other_polarity_have_the_same_ranked_bands(
    values: dict[int, Fraction], polarity: Polarity, method: QuartileMethod
) -> None:
    mirrored = {area: -value for area, value in values.items()}
    assert ranks(mirrored, OTHER[polarity], method) == ranks(values, polarity, method)


@given(populations, sided, methods)
def test_the_order_of_the_areas_changes_nothing(
    values: dict[int, Fraction], polarity: Polarity, method: QuartileMethod
) -> None:
    backwards = dict(reversed(values.items()))
    found = ranks(values, polarity, method)
    assert list(ranks(backwards, polarity, method).items()) == list(found.items())


@given(populations, sided, methods, cuts)
def test_a_better_value_never_has_a_worse_band(
    values: dict[int, Fraction], polarity: Polarity, method: QuartileMethod, into: BandCount
) -> None:
    found = [one.band or 0 for one in ranks(values, polarity, method, into).values()]
    assert found == sorted(found)


# ── An independent library ───────────────────────────────────────────────────────────────────────


@given(populations, cuts)
def test_bounds_are_those_of_duckdb(values: dict[int, Fraction], into: BandCount) -> None:
    rows = ", ".join(f"({float(value)}::DOUBLE)" for value in values.values())
    shares = [part / into for part in range(1, into)]
    (found,) = duckdb.execute(
        f"SELECT quantile_cont(value, {shares}) FROM (VALUES {rows}) AS all_(value)"
    ).fetchall()
    ours = quantiles(list(values.values()), into)
    assert [float(one) for one in ours] == pytest.approx(found[0], abs=1e-12)


@given(populations, sided, cuts)
def test_ranks_and_tiles_are_those_of_sql(
    values: dict[int, Fraction], polarity: Polarity, into: BandCount
) -> None:
    rows = ", ".join(f"({area}, {float(value)}::DECIMAL(18, 3))" for area, value in values.items())
    order = "DESC" if polarity is HIGH else "ASC"
    found = duckdb.execute(
        f"SELECT area, rank() OVER (ORDER BY value {order}), "
        f"ntile({into}) OVER (ORDER BY value {order}, area) "
        f"FROM (VALUES {rows}) AS all_(area, value)"
    ).fetchall()
    ours = ranks(values, polarity, NTILE, into)
    bands_of_sql = {area: band for area, _, band in found}
    assert {area: rank for area, rank, _ in found} == {area: one.rank for area, one in ours.items()}
    if len(values) >= into:
        assert bands_of_sql == {area: one.band for area, one in ours.items()}
