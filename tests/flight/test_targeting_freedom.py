"""What the first burn may do for the plane, and what would free burns that cannot arrive."""

import re

import numpy as np
import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.targeting import PLANE_HOLD_RAD, BurnWindows
from missionplanner.plan import edits
from missionplanner.plan.anchors import AfterEvent
from missionplanner.plan.events import Burn, FixedComponent, FixedTime
from missionplanner.plan.plan import Plan


def first_burn_displacement_s(plan: Plan) -> float:
    flight = assess(plan).flight
    return (flight.burns[0].tig_ms - plan.t0.ms) / 1000 - 2640.0


def test_the_first_burn_stays_at_its_nominal_time_while_the_planes_are_close(sample: Plan) -> None:
    for slip_s in (-10, 0, 5):
        moved = edits.set_t0(sample, sample.t0.ms + 1000 * slip_s)
        assert first_burn_displacement_s(moved) == 0.0


def test_the_first_burn_moves_towards_the_node_inside_its_window_when_they_are_apart(sample: Plan) -> None:
    displaced_s = first_burn_displacement_s(edits.set_t0(sample, sample.t0.ms - 60_000))
    assert 30.0 < abs(displaced_s) <= 240.0


def test_the_window_opens_in_proportion_so_that_nothing_jumps() -> None:
    nominal_s = np.array([100.0, 200.0])
    windows = BurnWindows(nominal_s=nominal_s, earliest_s=nominal_s - 60.0, latest_s=nominal_s + 30.0, holds_first=True)
    for share, plane_rad in ((0.0, 0.5), (0.0, 1.0), (0.25, 1.25), (1.0, 2.0), (1.0, 5.0)):
        opened = windows.opened(plane_rad * PLANE_HOLD_RAD)
        np.testing.assert_allclose(opened.earliest_s, [100.0 - 60.0 * share, 140.0], atol=1e-9)
        np.testing.assert_allclose(opened.latest_s, [100.0 + 30.0 * share, 230.0], atol=1e-9)
    free = BurnWindows(nominal_s=nominal_s, earliest_s=nominal_s - 60.0, latest_s=nominal_s + 30.0)
    assert free.opened(0.0) is free


def fixed(plan: Plan, *names: str) -> Plan:
    for event in plan.events:
        if isinstance(event, Burn) and event.id in names:
            nothing = FixedComponent(mps=0.0)
            plan = edits.replace_event(plan, replace(event, dv_x=nothing, dv_y=nothing, dv_z=nothing))
    return plan


def message(assessment: Assessment, code: str) -> str:
    return next(finding.message for finding in assessment.findings if finding.code == code)


def test_a_missed_gate_says_by_how_much_and_which_burn_would_free_it(sample: Plan) -> None:
    said = message(assess(fixed(sample, "dv1", "dv2", "dv3")), "gate-missed")
    assert re.search(r"miss the gate by about [\d.]+ km: only 3 delta-v components are free and 6 are needed", said)
    found = re.search(r"releasing '(DV\d)' would bring it there for (\d+) m/s", said)
    assert found is not None
    freed = assess(fixed(sample, *({"dv1", "dv2", "dv3"} - {found[1].lower()})))
    assert freed.flight.delta_v is not None
    spent_mps = freed.flight.delta_v.in_plane_mps + freed.flight.delta_v.plane_mps
    assert spent_mps == pytest.approx(float(found[2]), abs=1.0)


def test_where_no_burn_alone_would_do_all_are_named(sample: Plan) -> None:
    said = message(assess(fixed(sample, "dv1", "dv2", "dv3", "dv4")), "gate-missed")
    assert "releasing 'DV1', 'DV2', 'DV3', 'DV4' would bring it there" in said
    assert "no single one does" in said


def test_a_burn_fixed_after_docking_is_a_finding(sample: Plan) -> None:
    late = AfterEvent(event="docking", edge="start", offset_ms=600_000)
    burn = sample.event("dv2")
    assert isinstance(burn, Burn)
    assessment = assess(edits.replace_event(sample, replace(burn, anchor=late, time=FixedTime())))
    assert "after the chaser has reached the gate" in message(assessment, "burn-misplaced")
    assert assessment.flight.contact is not None


def test_a_vehicle_without_propellant_is_a_finding_even_without_a_rule(sample: Plan) -> None:
    dry = replace(sample, vehicle=replace(sample.vehicle, propellant_kg=0.0), rules=())
    said = message(assess(dry), "propellant-exhausted")
    assert "carries 0 kg" in said
