"""Light, orbits, curves and coverage along the flown sample plan agree with what the flight itself says."""

import itertools

import numpy as np
import pytest

from missionplanner.flight.assess import Assessment, assess_unflown
from missionplanner.flight.computed_tracks import NOTHING_COMPUTED, ComputedTracks, computed_tracks, coverage
from missionplanner.orbit.geometry.light import Light
from missionplanner.plan.plan import Plan


@pytest.fixture(scope="module")
def computed(sample_assessment: Assessment) -> ComputedTracks:
    return computed_tracks(sample_assessment.flight)


def test_light_goes_through_penumbra_between_day_and_umbra(computed: ComputedTracks) -> None:
    spans = computed.light
    assert (spans.start_ms[1:] == spans.end_ms[:-1]).all()
    for before, after in zip(spans.value[:-1], spans.value[1:], strict=True):
        assert {before, after} in ({Light.DAY, Light.PENUMBRA}, {Light.PENUMBRA, Light.UMBRA})
    lengths_s = (spans.end_ms - spans.start_ms) / 1000
    assert (lengths_s[spans.value == Light.PENUMBRA] < 15.0).all()
    nights_min = lengths_s[spans.value == Light.UMBRA][1:-1] / 60
    assert ((nights_min > 30) & (nights_min < 40)).all()


def test_the_plan_s_own_sunset_and_sunrise_are_edges_of_the_umbra(
    sample_assessment: Assessment, computed: ComputedTracks
) -> None:
    for event_id in ("first-sunset", "first-sunrise", "sunrise-docked"):
        at_ms = sample_assessment.schedule.times_ms[event_id, "start"]
        assert np.abs(computed.light.start_ms - at_ms).min() <= 2.0
        assert np.abs(computed.instants_ms - at_ms).min() <= 2.0


def test_orbits_are_counted_from_liftoff(sample_assessment: Assessment, computed: ComputedTracks) -> None:
    assert computed.orbits.value.tolist() == list(range(1, computed.orbits.value.size + 1))
    assert computed.orbits.start_ms[0] == sample_assessment.plan.t0.ms
    docking_ms = sample_assessment.schedule.times_ms["docking", "start"]
    orbit = int(np.searchsorted(computed.orbits.start_ms, docking_ms))
    assert orbit == 3  # a two-orbit rendezvous docks on the third


def test_curves_end_at_contact(sample_assessment: Assessment, computed: ComputedTracks) -> None:
    curves = {curve.name: curve for curve in computed.curves}
    assert curves["range"].value[-1] < 0.05
    assert abs(curves["phase"].value[-1]) < 0.01
    assert 400 < curves["height"].value[-1] < 440
    left = curves["delta-v-left"].value
    assert sample_assessment.flight.delta_v is not None
    assert left[0] == pytest.approx(sample_assessment.flight.delta_v.total_mps)
    assert left[-1] == pytest.approx(0.0, abs=1e-6)
    assert (np.diff(left) <= 1e-9).all()


def test_coverage_names_who_sees_the_vehicle_and_never_overlaps(sample_assessment: Assessment) -> None:
    seen = coverage(sample_assessment.flight)
    assert {("Roscosmos", False), ("NASA", False), ("NASA", True)} <= seen.keys()
    for stretches in seen.values():
        assert all(each.names and each.start_ms < each.end_ms for each in stretches)
        for before, after in itertools.pairwise(stretches):
            assert before.end_ms < after.start_ms


def test_nothing_is_computed_of_what_was_not_flown(sample: Plan) -> None:
    assert computed_tracks(assess_unflown(sample).flight) is NOTHING_COMPUTED
    assert coverage(assess_unflown(sample).flight) == {}
