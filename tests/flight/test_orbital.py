"""Events anchored at orbital instants."""

import numpy as np
import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment, assess
from missionplanner.orbit.earth_pole import pole_gcrs
from missionplanner.plan import edits
from missionplanner.plan.anchors import AtMet, AtOrbital
from missionplanner.plan.events import Milestone
from missionplanner.plan.plan import Plan


def with_instant(plan: Plan, anchor: AtOrbital) -> Plan:
    return edits.add_event(plan, Milestone(id="probe", name="Probe", track="light", anchor=anchor))


def test_the_first_descending_node_is_on_the_equator(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    start_ms = sample_assessment.schedule.start_ms("first-node")
    assert start_ms is not None
    assert flight.chaser is not None
    r_m, v_mps = flight.chaser.state_at((start_ms - flight.epoch_ms) / 1000)
    pole = pole_gcrs(flight.epoch_ms)
    assert abs(r_m @ pole) < 10.0
    assert v_mps @ pole < 0.0


def test_counting_and_offsets(sample: Plan) -> None:
    first = assess(with_instant(sample, AtOrbital(instant="sunset", after="separation")))
    second = assess(with_instant(sample, AtOrbital(instant="sunset", after="separation", count=2)))
    after = assess(with_instant(sample, AtOrbital(instant="sunset", after="first-sunset", offset_ms=5000)))
    starts = [a.schedule.start_ms("probe") for a in (first, second, after)]
    assert starts[0] == first.schedule.start_ms("first-sunset")
    assert starts[1] is not None
    assert starts[2] == pytest.approx(starts[1] + 5000, abs=1)


def test_a_range_is_found_where_it_is(sample: Plan) -> None:
    assessment = assess(with_instant(sample, AtOrbital(instant="range", after="separation", range_m=45_000.0)))
    start_ms = assessment.schedule.start_ms("probe")
    flight = assessment.flight
    assert start_ms is not None
    assert flight.chaser is not None
    assert flight.target is not None
    t_s = (start_ms - flight.epoch_ms) / 1000
    between_m = flight.chaser.state_at(t_s)[0] - flight.target.state_at(t_s)[0]
    assert np.linalg.norm(between_m) == pytest.approx(45_000.0, abs=1.0)


def test_an_instant_that_never_comes_names_both_events(sample: Plan) -> None:
    assessment = assess(with_instant(sample, AtOrbital(instant="apogee", after="separation", count=99)))
    (finding,) = assessment.findings
    assert (finding.code, finding.events) == ("instant-never-comes", ("probe", "separation"))
    assert "apogee number 99 after 'Spacecraft separation'" in finding.message
    assert assessment.schedule.start_ms("probe") is None


def test_what_this_version_cannot_find_is_said(sample: Plan) -> None:
    anchor = AtOrbital(instant="station-rise", after="separation", station="ussuriysk")
    (finding,) = assess(with_instant(sample, anchor)).findings
    assert "ground stations cannot be computed" in finding.message


def test_the_target_has_instants_of_its_own(sample: Plan) -> None:
    target = assess(with_instant(sample, AtOrbital(instant="ascending-node", craft="target", after="docking")))
    start_ms, docking_ms = (target.schedule.start_ms(event) for event in ("probe", "docking"))
    assert start_ms is not None
    assert docking_ms is not None
    assert 0 < start_ms - docking_ms < 93 * 60_000


def test_dragging_t0_moves_an_orbital_instant_with_the_flight(sample: Plan, sample_assessment: Assessment) -> None:
    later = assess(replace(sample, t0=type(sample.t0)(sample.t0.ms + 10_000)))
    before_ms, after_ms = (a.schedule.start_ms("first-node") for a in (sample_assessment, later))
    assert before_ms is not None
    assert after_ms == pytest.approx(before_ms + 10_000, abs=500)


def test_an_instant_before_the_targets_path_is_not_guessed(sample: Plan) -> None:
    plan = edits.add_event(
        sample, Milestone(id="rollout", name="Rollout", track="light", anchor=AtMet(met_ms=-3 * 86_400_000))
    )
    assessment = assess(with_instant(plan, AtOrbital(instant="sunrise", craft="target", after="rollout")))
    (finding,) = assessment.findings
    assert "path begins only at" in finding.message
    assert assessment.schedule.start_ms("probe") is None
