"""The flight solver on the sample plan and on plans that go wrong."""

from dataclasses import replace as with_inputs

import numpy as np
import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment, assess, assess_schedule, assess_unflown
from missionplanner.flight.flight import Flight
from missionplanner.flight.fly import fly
from missionplanner.orbit.frames import relative_state_lvlh
from missionplanner.plan import edits
from missionplanner.plan.anchors import AfterEvent, AtMet, AtOrbital
from missionplanner.plan.events import BoundedComponent, Burn, FixedComponent, FixedTime, SolvedTime
from missionplanner.plan.plan import Plan


def changed(plan: Plan, event_id: str, **fields: object) -> Plan:
    return edits.replace_event(plan, replace(plan.event(event_id), **fields))


def codes(assessment: Assessment) -> set[str]:
    return {finding.code for finding in assessment.findings}


def burn(flight: Flight, name: str) -> tuple[float, float, float]:
    return next(burn.dv_lvlh_mps for burn in flight.burns if burn.name == name)


def test_the_sample_flies_without_findings(sample_assessment: Assessment) -> None:
    assert sample_assessment.findings == ()
    assert not sample_assessment.is_preview


def test_both_vehicles_touch_at_contact_and_no_earlier(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    assert flight.chaser is not None
    assert flight.target is not None
    assert flight.contact is not None
    t_s = np.linspace(flight.chaser.end_s - 600.0, flight.chaser.end_s, 601)
    place, _ = relative_state_lvlh(*flight.chaser.state(t_s), *flight.target.state(t_s))
    port, vehicle = flight.inputs.port, flight.inputs.vehicle
    gap_m = (place - np.array(port.position_lvlh_m)) @ np.array(port.axis_lvlh) - vehicle.probe_m
    assert gap_m[-1] == pytest.approx(0.0, abs=1e-3)
    assert (gap_m[:-1] > 0.0).all()
    assert flight.epoch_ms + 1000 * flight.chaser.end_s == pytest.approx(flight.contact.utc_ms, abs=1.0)


def test_velocity_jumps_at_each_burn_by_its_delta_v(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    assert flight.chaser is not None
    for solved in flight.burns[:-1]:
        t_s = (solved.tig_ms - flight.epoch_ms) / 1000
        before, after = flight.chaser.state_at(t_s - 0.01), flight.chaser.state_at(t_s + 0.01)
        drift = after[1] - before[1] + 0.02 * 3.986e14 * after[0] / np.linalg.norm(after[0]) ** 3
        assert np.linalg.norm(drift) == pytest.approx(solved.dv_mps, abs=0.01)


def test_delta_v_parts_add_up(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    assert flight.delta_v is not None
    rendezvous_mps = sum(solved.dv_mps for solved in flight.burns)
    assert flight.delta_v.total_mps == pytest.approx(rendezvous_mps + flight.delta_v.approach_mps, abs=1e-9)


def test_a_flight_is_flown_once_for_equal_inputs(sample: Plan, sample_assessment: Assessment) -> None:
    renamed = changed(sample, "hatch", name="Hatches open")
    assert assess(renamed).flight is sample_assessment.flight
    assert not assess_schedule(renamed, sample_assessment).is_preview


def test_a_slip_is_a_preview_until_flown(sample: Plan, sample_assessment: Assessment) -> None:
    later = edits.set_t0(sample, sample.t0.ms + 60_000)
    preview = assess_schedule(later, sample_assessment)
    assert preview.is_preview
    before_ms, after_ms = (a.schedule.start_ms("dv1") for a in (sample_assessment, preview))
    assert before_ms is not None
    assert after_ms == before_ms + 60_000
    flown = assess(later)
    assert flown.flight is not sample_assessment.flight
    assert "phase-at-insertion" in codes(flown)


def test_before_anything_is_flown_there_is_a_schedule(sample: Plan) -> None:
    unflown = assess_unflown(sample)
    assert unflown.is_preview
    assert unflown.flight.target is None
    assert unflown.schedule.start_ms("docking") is not None


def test_a_fixed_burn_keeps_its_time_and_its_component(sample: Plan) -> None:
    plan = changed(sample, "dv1", anchor=AtMet(met_ms=2_700_000), time=FixedTime(), dv_x=FixedComponent(mps=20.0))
    flight = assess(plan).flight
    assert flight.burns[0].tig_ms == plan.t0.ms + 2_700_000
    assert burn(flight, "DV1")[0] == 20.0
    assert flight.contact is not None


def test_a_bounded_component_stays_in_its_bounds(sample: Plan) -> None:
    flight = assess(changed(sample, "dv2", dv_x=BoundedComponent(low_mps=0.0, high_mps=20.0))).flight
    assert burn(flight, "DV2")[0] <= 20.0 + 1e-6
    assert flight.contact is not None


def test_too_few_free_components_miss_the_gate_by_a_stated_distance(sample: Plan) -> None:
    plan = sample
    for name in ("dv1", "dv2", "dv3"):
        held = {f"dv_{axis}": FixedComponent(mps=30.0 if axis == "x" else 0.0) for axis in "xyz"}
        plan = changed(plan, name, **held)
    assessment = assess(plan)
    assert "gate-missed" in codes(assessment)
    assert assessment.flight.contact is None
    assert assessment.flight.chaser is not None
    message = next(f.message for f in assessment.findings if f.code == "gate-missed")
    assert "only 3 delta-v components are free" in message


@pytest.mark.parametrize(("met_ms", "where"), [(14_400_000, "reached the gate"), (60_000, "before separation")])
def test_a_burn_outside_the_rendezvous_is_named(sample: Plan, met_ms: int, where: str) -> None:
    assessment = assess(changed(sample, "dv1", anchor=AtMet(met_ms=met_ms), time=FixedTime()))
    (finding,) = (f for f in assessment.findings if f.code == "burn-misplaced")
    assert finding.events == ("dv1",)
    assert where in finding.message


@pytest.mark.parametrize(
    ("dv_x_mps", "word"), [(-3000.0, "middle of the Earth"), (4900.0, "escape speed"), (-300.0, "")]
)
def test_a_deadly_burn_is_a_finding_and_the_chaser_coasts(sample: Plan, dv_x_mps: float, word: str) -> None:
    held = {"dv_x": FixedComponent(mps=dv_x_mps), "dv_y": FixedComponent(mps=0.0), "dv_z": FixedComponent(mps=0.0)}
    assessment = assess(changed(sample, "dv1", **held))
    assert any(f.severity == "error" for f in assessment.findings)
    assert word in " ".join(f.message for f in assessment.findings)
    assert assessment.flight.chaser is not None


@pytest.mark.parametrize("slip_s", [-604_800, 300, 3600, 86_400])
def test_a_day_that_does_not_work_says_so_and_ends(sample: Plan, slip_s: int) -> None:
    assessment = assess(edits.set_t0(sample, sample.t0.ms + 1000 * slip_s))
    assert "phase-at-insertion" in codes(assessment)
    assert any(f.severity == "error" for f in assessment.findings)


def test_a_pad_too_far_north_says_what_inclination_it_needs(sample: Plan) -> None:
    assessment = assess(replace(sample, site=replace(sample.site, latitude_deg=60.0)))
    assert "no-ascent" in codes(assessment)
    assert assessment.flight.target is not None


def test_broken_elements_are_a_finding(sample: Plan) -> None:
    elements = replace(sample.target.elements, line1="1 25544U nonsense")
    assessment = assess(replace(sample, target=replace(sample.target, elements=elements)))
    assert codes(assessment) == {"target-not-flown"}


def test_a_docking_too_early_is_a_finding(sample: Plan) -> None:
    assert "no-time" in codes(assess(changed(sample, "docking", anchor=AtMet(met_ms=1_800_000))))


def test_a_docking_without_a_time_is_a_finding(sample: Plan) -> None:
    plan = changed(sample, "docking", anchor=AfterEvent(event="kurs-lock"))
    assert {"anchor-cycle", "not-flown"} <= codes(assess(plan))


def test_every_port_can_be_approached(sample: Plan) -> None:
    for port in sample.target.ports:
        inputs = with_inputs(assess(sample).flight.inputs, port=port)
        contact = fly(inputs).contact
        assert contact is not None, port.name
        assert 0.06 <= contact.speed_mps <= 0.15
        assert contact.lateral_speed_mps < 0.02


def test_a_burn_can_hang_on_an_orbital_instant(sample: Plan) -> None:
    plan = changed(sample, "dv1", anchor=AtOrbital(instant="apogee", after="separation"), time=FixedTime())
    assessment = assess(plan)
    assert assessment.findings == ()
    event = plan.event("dv1")
    assert isinstance(event, Burn)
    assert assessment.schedule.start_ms("dv1") == assessment.flight.burns[0].tig_ms


def test_a_burn_can_hang_on_a_solved_burn(sample: Plan) -> None:
    anchor = AfterEvent(event="dv1", edge="start", offset_ms=2_700_000)
    flight = assess(changed(sample, "dv2", anchor=anchor, time=FixedTime())).flight
    assert flight.burns[1].tig_ms - flight.burns[0].tig_ms == pytest.approx(2_700_000, abs=4)


@pytest.mark.parametrize("dv_mps", [0.0, 30.0])
def test_burns_that_leave_the_solver_nothing_miss_the_gate(sample: Plan, dv_mps: float) -> None:
    plan = sample
    for name in ("dv1", "dv2", "dv3", "dv4"):
        plan = changed(
            plan, name, **{f"dv_{axis}": FixedComponent(mps=dv_mps if axis == "x" else 0.0) for axis in "xyz"}
        )
    message = next(f.message for f in assess(plan).findings if f.code == "gate-missed")
    assert "only 0 delta-v components are free" in message


def test_a_gate_on_no_orbit_is_a_finding(sample: Plan) -> None:
    approach = sample.rendezvous.approach
    gate = replace(approach.waypoints[0], position_lvlh_m=(-1e6, 1e6, 1e6))
    unreachable = replace(approach, waypoints=(gate, *approach.waypoints[1:]))
    assessment = assess(replace(sample, rendezvous=replace(sample.rendezvous, approach=unreachable)))
    assert "burns-unsolved" in codes(assessment)


def test_a_gate_a_day_before_docking_lies_before_separation(sample: Plan) -> None:
    approach = sample.rendezvous.approach
    early = replace(approach.waypoints[0], before_docking_ms=86_400_000)
    approach = replace(approach, waypoints=(early, *approach.waypoints[1:]))
    assert "no-time" in codes(assess(replace(sample, rendezvous=replace(sample.rendezvous, approach=approach))))


def test_an_insertion_right_above_the_pad_has_a_path_to_it(sample: Plan) -> None:
    ascent = replace(sample.ascent, downrange_deg=0.0, plane_lead_ms=0)
    path = assess(replace(sample, ascent=ascent)).flight.ascent
    assert path is not None
    assert np.isfinite(path.r_m).all()


@pytest.mark.parametrize("role", ["liftoff", "insertion", "docking"])
def test_a_key_event_that_is_not_in_the_plan_is_a_finding(sample: Plan, role: str) -> None:
    assessment = assess(replace(sample, rendezvous=replace(sample.rendezvous, **{role: "nowhere"})))
    (finding,) = (f for f in assessment.findings if f.code == "key-event-missing")
    assert "'nowhere'" in finding.message


def test_burns_closer_than_their_separation_keep_their_order(sample: Plan) -> None:
    plan = changed(sample, "dv1", anchor=AtMet(met_ms=3_600_000), time=SolvedTime())
    plan = changed(plan, "dv2", anchor=AtMet(met_ms=3_700_000), time=SolvedTime())
    flight = assess(plan).flight
    tigs_ms = [solved.tig_ms for solved in flight.burns]
    assert [solved.event for solved in flight.burns] == ["dv1", "dv2", "dv3", "dv4"]
    assert min(np.diff(tigs_ms)) >= 300_000
