"""Dispersed flights: the same bits from the same seed, percentiles that a longer run confirms, sources that count."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace as with_changes

import numpy as np
import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment
from missionplanner.flight.dispersed_burns import elements_of_many
from missionplanner.flight.dispersion_result import Dispersions, Limits
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
    assert still.docking_s == pytest.approx([planned_s] * 3, abs=0.5)
    assert still.contact_mps.p50 == pytest.approx(flight.contact.speed_mps, abs=0.002)
    assert (still.out_of_corridor, still.fast_contact, still.missed_port) == (0, 0, 0)


def test_the_same_seed_gives_the_same_bits_with_any_executor(
    sample_assessment: Assessment, thousand: Dispersions
) -> None:
    with ThreadPoolExecutor(2) as pool:
        again = disperse(sample_assessment.flight, spreads_of("Soyuz MS"), LIMITS, 1000, seed=7, executor=pool)
    assert again.delta_v_mps == thousand.delta_v_mps
    assert again.docking_s == thousand.docking_s
    assert again.bands.range_m.tobytes() == thousand.bands.range_m.tobytes()
    assert again.bands.place_lvlh_m.tobytes() == thousand.bands.place_lvlh_m.tobytes()


def test_another_seed_gives_other_flights(sample_assessment: Assessment, thousand: Dispersions) -> None:
    other = disperse(sample_assessment.flight, spreads_of("Soyuz MS"), LIMITS, 250, seed=8)
    assert other.delta_v_mps != thousand.delta_v_mps


def test_ten_thousand_flights_confirm_the_percentiles(sample_assessment: Assessment, thousand: Dispersions) -> None:
    many = disperse(sample_assessment.flight, spreads_of("Soyuz MS"), LIMITS, 10_000, seed=8)
    for few, more, share, tail_mps in (
        (thousand.delta_v_mps.p50, many.delta_v_mps.p50, 0.50, 0.12),
        (thousand.delta_v_mps.p95, many.delta_v_mps.p95, 0.95, 0.03),
        (thousand.delta_v_mps.p99, many.delta_v_mps.p99, 0.99, 0.008),
    ):
        # The error of a sample's quantile is sqrt(q (1 - q) / n) over the density there; tail_mps is a density.
        sigma = np.sqrt(share * (1.0 - share) / 1000) / tail_mps
        assert abs(few - more) < 3.5 * sigma
    # The planned docking is the middle one, to within the error of a median of 1000.
    assert thousand.docking_s[1] == pytest.approx(many.docking_s[1], abs=5.0)


def test_bands_hold_the_planned_flight(sample_assessment: Assessment, thousand: Dispersions) -> None:
    flight = sample_assessment.flight
    assert flight.target is not None
    assert flight.chaser is not None
    bands = thousand.bands
    t_s = (bands.utc_ms - flight.epoch_ms) / 1000
    inside = t_s < flight.chaser.end_s
    apart = flight.chaser.position(t_s[inside]) - flight.target.position(t_s[inside])
    range_m = np.linalg.norm(apart, axis=-1)
    low, middle, high = bands.range_m[:, inside]
    assert np.all(low <= middle)
    assert np.all(middle <= high)
    # Where the chaser turns back before the gate every error makes the range longer, so a band may start above it.
    assert np.mean((low <= range_m + 5.0) & (range_m - 5.0 <= high)) > 0.9


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
