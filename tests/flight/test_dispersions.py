"""Dispersed flights: the same bits from the same seed, percentiles that a longer run confirms, sources that count."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace as with_changes
from math import exp, lgamma, log
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment
from missionplanner.flight.computed_tracks import computed_tracks
from missionplanner.flight.dispersed_bands import ellipses
from missionplanner.flight.dispersed_burns import elements_of_many
from missionplanner.flight.dispersion_pool import processes_for
from missionplanner.flight.dispersion_result import HIGH, LOW, MIDDLE, Dispersions, Limits
from missionplanner.flight.dispersions import CancelledError, DispersionError, disperse
from missionplanner.flight.near_circular import ReferenceOrbit
from missionplanner.flight.spreads import (
    apsides_covariance,
    dispersed_insertions,
    executed,
    navigation_errors,
    spreads_of,
)
from missionplanner.orbit.elements import keplerian_from_state
from missionplanner.orbit.frames import dcm_rsw_from_gcrs
from missionplanner.plan.dispersion_data import BurnSpread, Spreads

LIMITS = Limits(corridor_deg=10.0, contact_low_mps=0.06, contact_high_mps=0.15)


def quiet(spreads: Spreads) -> Spreads:
    """The same spreads with every sigma at zero."""
    still = BurnSpread(proportional=0.0, fixed_mps=0.0, pointing_deg=0.0)
    insertion = {name: 0.0 for name in ("perigee_m", "apogee_m", "period_s", "inclination_deg", "raan_deg")}
    return replace(
        spreads,
        insertion=replace(spreads.insertion, **insertion, along_track_m=0.0),
        navigation=replace(spreads.navigation, position_rsw_m=(0.0, 0.0, 0.0), velocity_rsw_mps=(0.0, 0.0, 0.0)),
        burn=still,
        correction=still,
        sensor=replace(spreads.sensor, range_scale=0.0, bearing_deg=0.0, alignment_m=0.0, rate_mps=0.0),
        density=0.0,
    )


@pytest.fixture(scope="module")
def thousand(sample_assessment: Assessment) -> Dispersions:
    return disperse(sample_assessment.flight, spreads_of("Soyuz MS"), LIMITS, 1000, seed=7)


def test_without_errors_the_flight_is_the_planned_one(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    assert flight.delta_v is not None
    assert flight.contact is not None
    still = disperse(flight, quiet(spreads_of("Soyuz MS")), LIMITS, 3)
    assert still.delta_v_mps.p99 == pytest.approx(flight.delta_v.total_mps, abs=0.3)
    planned_s = (flight.contact.utc_ms - (flight.inputs.docking_ms or 0)) / 1000
    assert still.docking_late_s == pytest.approx([planned_s] * 5, abs=0.5)
    assert still.contact_mps.p50 == pytest.approx(flight.contact.speed_mps, abs=0.002)
    assert (still.out_of_corridor, still.fast_contact, still.missed_port) == (0, 0, 0)


class Backwards(Executor):
    """A foreign executor, as a cluster's would be: it takes all work first, and does the last first."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = []
        self.worked = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        assert not kwargs
        future = _Lazy(self)
        self._waiting.append((future, fn, args))
        return future

    def work(self) -> None:
        while self._waiting:
            future, fn, args = self._waiting.pop()
            future.set_result(fn(*args))
            self.worked += 1


class _Lazy(Future[Any]):
    def __init__(self, executor: Backwards) -> None:
        super().__init__()
        self._executor = executor

    def result(self, timeout: float | None = None) -> Any:
        self._executor.work()
        return super().result(timeout)


def bits(found: Dispersions) -> tuple[object, ...]:
    """Everything that was found, such that equal means equal to the bit."""
    bands = found.bands
    arrays = (found.total_mps, found.late_s, bands.utc_ms, bands.middle_m, bands.covariance_m2, *bands.reach.values())
    curves = (bands.port_range_m, bands.port_rate_mps, *bands.strips.values())
    return (
        found.delta_v_mps,
        found.burns,
        found.docking_late_s,
        *(array.tobytes() for array in arrays),
        *(curve.values.tobytes() for curve in curves),
    )


def test_the_same_seed_gives_the_same_bits_with_any_executor(
    sample_assessment: Assessment, thousand: Dispersions
) -> None:
    def again(executor: Executor | None) -> Dispersions:
        return disperse(sample_assessment.flight, spreads_of("Soyuz MS"), LIMITS, 1000, seed=7, executor=executor)

    assert bits(again(None)) == bits(thousand)
    with ThreadPoolExecutor(3) as threads:
        assert bits(again(threads)) == bits(thousand)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        assert bits(again(processes)) == bits(thousand)
    foreign = Backwards()
    assert bits(again(foreign)) == bits(thousand)
    assert foreign.worked == 4


def test_more_flights_begin_with_the_same_ones(sample_assessment: Assessment, thousand: Dispersions) -> None:
    fewer = disperse(sample_assessment.flight, spreads_of("Soyuz MS"), LIMITS, 500, seed=7)
    assert fewer.total_mps.tobytes() == thousand.total_mps[:500].tobytes()


def test_processes_are_taken_only_where_they_are_sooner() -> None:
    with processes_for(1000) as executor:
        assert executor is None


def test_another_seed_gives_other_flights(sample_assessment: Assessment, thousand: Dispersions) -> None:
    other = disperse(sample_assessment.flight, spreads_of("Soyuz MS"), LIMITS, 250, seed=8)
    assert other.delta_v_mps != thousand.delta_v_mps


def chance_of_at_most(below: int, flights: int, rank: int, many: int) -> float:
    """How likely at most so many of some flights lie below the value of a rank among many others of the same kind.

    The number below has a beta-binomial distribution whatever the values are distributed like.

    Source: David & Nagaraja, Order Statistics (2003), 7.3 (exceedances).
    """
    a, b = rank, many - rank + 1

    def log_chance(k: int) -> float:
        choices = lgamma(flights + 1) - lgamma(k + 1) - lgamma(flights - k + 1)
        both = lgamma(k + a) + lgamma(flights - k + b) - lgamma(flights + a + b)
        return choices + both - (lgamma(a) + lgamma(b) - lgamma(a + b))

    return sum(exp(log_chance(k)) for k in range(below + 1))


def test_the_chance_of_exceedances_is_right() -> None:
    # Two samples of one: either is the smaller one.
    assert chance_of_at_most(0, 1, 1, 1) == pytest.approx(0.5)
    # Far more others than flights: the binomial distribution.
    assert log(chance_of_at_most(0, 10, 500_000, 1_000_000)) == pytest.approx(10 * log(0.5), abs=1e-4)
    assert chance_of_at_most(10, 10, 500, 1000) == pytest.approx(1.0)


def test_ten_thousand_flights_confirm_the_percentiles(sample_assessment: Assessment, thousand: Dispersions) -> None:
    many = disperse(sample_assessment.flight, spreads_of("Soyuz MS"), LIMITS, 10_000, seed=8)
    for few_values, many_values in ((thousand.total_mps, many.total_mps), (thousand.late_s, many.late_s)):
        for share in (0.05, 0.5, 0.95, 0.99):
            rank = round(share * len(many_values))
            confirmed = np.sort(many_values)[rank - 1]
            below = int((few_values < confirmed).sum())
            # Eight comparisons: each goes wrong once in five thousand times, both ways together.
            assert 1e-4 < chance_of_at_most(below, len(few_values), rank, len(many_values)) < 1.0 - 1e-4
    for few, more in (
        (thousand.delta_v_mps.p50, many.delta_v_mps.p50),
        (thousand.delta_v_mps.p99, many.delta_v_mps.p99),
    ):
        assert few == pytest.approx(more, abs=1.5)


def test_bands_hold_the_planned_flight(sample_assessment: Assessment, thousand: Dispersions) -> None:
    strips = thousand.bands.strips
    for curve in computed_tracks(sample_assessment.flight).curves:
        band = strips[curve.name]
        assert np.all(np.diff(band.values, axis=0) >= 0.0)
        assert np.all(np.diff(band.utc_ms) >= 0.0)
        # Steps of the curve, 20 s long, stand beside those of the band; the approach's share of delta-v is a draw.
        planned = np.interp(band.utc_ms, curve.utc_ms, curve.value)
        room = 0.01 * float(np.ptp(curve.value))
        inside = (band.values[LOW] - room <= planned) & (planned <= band.values[HIGH] + room)
        assert np.mean(inside) > 0.9, curve.name


def test_the_band_of_delta_v_left_goes_from_the_totals_to_nothing(sample_assessment: Assessment) -> None:
    few = disperse(sample_assessment.flight, spreads_of("Soyuz MS"), LIMITS, 7, seed=3)
    left = few.bands.strips["delta-v-left"]
    assert left.values[:, 0] == pytest.approx(np.quantile(few.total_mps, (0.05, 0.25, 0.5, 0.75, 0.95)), rel=1e-9)
    assert left.values[:, -1] == pytest.approx(0.0, abs=0.2)


def test_ellipses_hold_their_share_of_a_sample_that_is_not_normal() -> None:
    generator = np.random.default_rng(4)
    place = np.zeros((2, 4000, 3))
    place[..., 0] = generator.exponential(100.0, (2, 4000))
    place[..., 2] = 0.5 * place[..., 0] + generator.uniform(-20.0, 20.0, (2, 4000))
    middle, covariance, reach = ellipses(place)
    for k in range(2):
        away = place[k][:, [0, 2]] - middle[k, [0, 2]]
        shape = covariance[k][np.ix_([0, 2], [0, 2])]
        distance = np.sqrt(np.einsum("ni,ij,nj->n", away, np.linalg.inv(shape), away))
        assert np.mean(distance <= reach[2][0, k]) == pytest.approx(0.9, abs=0.002)
        assert np.mean(distance <= reach[2][1, k]) == pytest.approx(0.5, abs=0.002)


def test_burns_by_the_clock_end_when_they_have_burnt_enough(
    sample_assessment: Assessment, thousand: Dispersions
) -> None:
    first, *_, last = thousand.burns
    assert first.ignition_late_s == (0.0,) * 5
    solved = sample_assessment.flight.burns[0]
    assert (first.event, first.tig_ms, first.end_ms) == (
        solved.event,
        solved.tig_ms,
        solved.tig_ms + solved.duration_ms,
    )
    # The engine's thrust over the vehicle's mass, a little larger as propellant flows off.
    longest_s = (first.dv_mps.p95 - solved.dv_mps) / solved.dv_mps * solved.duration_ms / 1000
    assert first.cutoff_late_s[HIGH] == pytest.approx(longest_s, rel=0.02)
    # The burn at the gate happens when the gate is passed, and so early or late as contact is.
    assert last.ignition_late_s == pytest.approx(thousand.docking_late_s, abs=1.5)
    assert last.ignition_late_s[LOW] < -30.0 < 30.0 < last.ignition_late_s[HIGH]


def test_a_band_knows_no_value_outside_its_times(thousand: Dispersions) -> None:
    band = thousand.bands.port_range_m
    assert band.at(band.utc_ms[0] - 1.0) is None
    values = band.at(float(band.utc_ms[40]))
    assert values is not None
    assert values[MIDDLE] == pytest.approx(band.values[MIDDLE, 40], rel=1e-9)


def test_progress_is_told_and_cancelling_ends_it(sample_assessment: Assessment) -> None:
    told: list[tuple[int, int]] = []
    flight = sample_assessment.flight
    disperse(flight, spreads_of("Soyuz MS"), LIMITS, 300, progress=lambda done, of: told.append((done, of)))
    assert told == [(250, 300), (300, 300)]
    with pytest.raises(CancelledError):
        disperse(flight, spreads_of("Soyuz MS"), LIMITS, 300, cancelled=lambda: True)


def test_a_flight_that_does_not_arrive_is_refused(sample_assessment: Assessment) -> None:
    astray = with_changes(sample_assessment.flight, contact=None)
    with pytest.raises(DispersionError, match="does not reach the port"):
        disperse(astray, spreads_of("Soyuz MS"), LIMITS)


def test_a_corridor_too_narrow_is_left(sample_assessment: Assessment) -> None:
    narrow = disperse(sample_assessment.flight, spreads_of("Soyuz MS"), with_changes(LIMITS, corridor_deg=0.8), 250)
    assert 0 < narrow.out_of_corridor < 250


def test_insertions_scatter_as_published(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    assert flight.chaser is not None
    r_m, v_mps = flight.chaser.state_at(flight.chaser.start_s)
    spread = spreads_of("Soyuz MS").insertion
    places, speeds = dispersed_insertions(np.random.default_rng(1), 4000, r_m, v_mps, spread)
    flown = [keplerian_from_state(r, v) for r, v in zip(places, speeds, strict=True)]
    period_s = np.array([one.period_s for one in flown])
    apogee_m = np.array([one.apogee_height_m for one in flown])
    inclination_deg = np.degrees([one.inclination_rad for one in flown])
    assert period_s.std() == pytest.approx(spread.period_s, rel=0.05)
    assert apogee_m.std() == pytest.approx(spread.apogee_m, rel=0.05)
    assert inclination_deg.std() == pytest.approx(spread.inclination_deg, rel=0.05)
    shared = apsides_covariance(spread, 6.6e6)
    assert shared[0, 1] / (spread.perigee_m * spread.apogee_m) == pytest.approx(-0.53, abs=0.02)


def test_navigation_errors_are_correlated(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    assert flight.chaser is not None
    r_m, v_mps = flight.chaser.state_at(flight.chaser.start_s)
    many_r, many_v = np.tile(r_m, (4000, 1)), np.tile(v_mps, (4000, 1))
    spread = spreads_of("Soyuz MS").navigation
    place, speed = navigation_errors(np.random.default_rng(2), many_r, many_v, spread)
    dcm = dcm_rsw_from_gcrs(r_m, v_mps)
    place, speed = place @ dcm.T, speed @ dcm.T
    assert place.std(axis=0) == pytest.approx(list(spread.position_rsw_m), rel=0.06)
    assert speed.std(axis=0) == pytest.approx(list(spread.velocity_rsw_mps), rel=0.06)
    assert np.corrcoef(place[:, 0], speed[:, 1])[0, 1] == pytest.approx(spread.radial_to_along_rate, abs=0.02)


def test_a_burn_errs_in_size_and_direction() -> None:
    asked = np.tile([0.0, 30.0, 0.0], (4000, 1))
    came = executed(np.random.default_rng(3), asked, BurnSpread(proportional=0.01, fixed_mps=0.0, pointing_deg=1.0))
    assert came[:, 1].std() == pytest.approx(0.3, rel=0.06)
    assert came[:, 0].std() == pytest.approx(30.0 * np.radians(1.0), rel=0.06)


def test_elements_of_many_are_those_of_one(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    assert flight.chaser is not None
    r_m, v_mps = flight.chaser.state(np.linspace(flight.chaser.start_s, flight.chaser.end_s, 7))
    reference = ReferenceOrbit.of_state(r_m[3], v_mps[3])
    each = [reference.elements(r, v) for r, v in zip(r_m, v_mps, strict=True)]
    np.testing.assert_allclose(elements_of_many(reference, r_m, v_mps), each, atol=1e-12)
