"""What happens if a burn does not: limits, a burn moved into danger, a foreign propagator, ways out."""

from dataclasses import replace as with_changes

import numpy as np
import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.drift_limits import APPROACH_ELLIPSOID, KEEP_OUT_SPHERE, drift_rules
from missionplanner.flight.passive_safety import (
    AbandonedError,
    Drift,
    PassiveSafety,
    check_passive_safety,
    failed_state,
)
from missionplanner.flight.proximity import relative_path
from missionplanner.flight.rule_set import rule_of, rules_of
from missionplanner.flight.safety_findings import safety_findings
from missionplanner.orbit.sky.earth_pole import pole_gcrs
from missionplanner.plan.edits import move
from missionplanner.plan.plan import Plan
from orbit.independent_flight import zonal_acceleration


@pytest.fixture(scope="module")
def safety(sample_assessment: Assessment) -> PassiveSafety:
    found = check_passive_safety(sample_assessment.flight)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def endangered(sample: Plan, sample_assessment: Assessment) -> Assessment:
    """DV3 moved until a missed DV4 brings the chaser back past the station."""
    later_ms = (sample_assessment.schedule.start_ms("dv3") or 0) + 25 * 60_000
    return assess(move(sample, sample_assessment.schedule, "dv3", later_ms))


@pytest.fixture(scope="module")
def endangered_late(sample: Plan) -> Assessment:
    """Straight in from behind and below, and down the axis from a hold outside the sphere."""
    approach = sample.rendezvous.approach
    behind = ((-2165.0, 0.0, 1250.0), (-953.0, 0.0, 550.0), (-554.0, 0.0, 320.0))
    waypoints = tuple(
        replace(point, position_lvlh_m=place) for point, place in zip(approach.waypoints, behind, strict=True)
    )
    held = (*approach.axial_points[:2], replace(approach.axial_points[3], range_m=200.0), *approach.axial_points[4:])
    changed = replace(approach, waypoints=waypoints, axial_points=held)
    return assess(replace(sample, rendezvous=replace(sample.rendezvous, approach=changed)))


def by_runge_kutta(states: np.ndarray, span_s: float, pole: np.ndarray, step_s: float = 2.0) -> np.ndarray:
    """States (steps + 1, n, 6) by the classical fourth-order rule, J2 to J4 alone."""

    def rate(now: np.ndarray) -> np.ndarray:
        pulls = np.array([zonal_acceleration(one[:3], pole) for one in now])
        return np.concatenate([now[:, 3:], pulls], axis=1)

    flown = [states]
    for _ in range(round(span_s / step_s)):
        now = flown[-1]
        first = rate(now)
        second = rate(now + 0.5 * step_s * first)
        third = rate(now + 0.5 * step_s * second)
        fourth = rate(now + step_s * third)
        flown.append(now + step_s / 6.0 * (first + 2.0 * second + 2.0 * third + fourth))
    return np.array(flown)


def foreign_closest(assessment: Assessment, drift: Drift, span_s: float) -> tuple[float, float]:
    """How near the drift comes to the station within a span, and after how long, without code of ours."""
    flight = assessment.flight
    assert flight.chaser is not None
    assert flight.target is not None
    t_s = (drift.tig_ms - flight.epoch_ms) / 1000
    chaser = np.concatenate(failed_state(flight.chaser, t_s, drift.failure))
    target = np.concatenate(flight.target.state_at(t_s))
    flown = by_runge_kutta(np.stack([chaser, target]), span_s, pole_gcrs(flight.epoch_ms))
    range_m = np.linalg.norm(flown[:, 0, :3] - flown[:, 1, :3], axis=-1)
    return float(range_m.min()), 2.0 * float(range_m.argmin())


def test_the_zones_are_those_of_the_document() -> None:
    assert [2 * axis for axis in APPROACH_ELLIPSOID.semi_axes_m] == [4000.0, 2000.0, 2000.0]
    assert KEEP_OUT_SPHERE.semi_axes_m == (200.0, 200.0, 200.0)
    assert "SSP 50011" in APPROACH_ELLIPSOID.source
    rules = drift_rules()
    assert (rules.before.hours, rules.after.orbits) == (24.0, 4.0)


def test_a_plan_may_say_otherwise(sample: Plan) -> None:
    longer = tuple(
        replace(rule, low=48.0) if rule.kind == "drift-before-initiation" else rule for rule in rules_of(sample)
    )
    assert drift_rules(longer).before.hours == 48.0


def test_the_burns_of_the_sample_may_fail(safety: PassiveSafety) -> None:
    burns = [drift for drift in safety.drifts if drift.event]
    assert [(drift.event, drift.failure) for drift in burns] == [
        (event, failure) for event in ("dv1", "dv2", "dv3", "dv4") for failure in ("missed", "halfway")
    ]
    assert all(drift.is_safe for drift in burns)
    # A missed initiation is still before it; one that stops halfway is not.
    assert [drift.rule.zone for drift in burns[-2:]] == [APPROACH_ELLIPSOID, KEEP_OUT_SPHERE]
    assert [round(drift.hours) for drift in burns] == [24] * 7 + [6]


def test_a_burn_moved_into_danger_is_named(endangered: Assessment) -> None:
    found = check_passive_safety(endangered.flight)
    assert found is not None
    (drift,) = (one for one in found.drifts if one.event and not one.is_safe)
    assert (drift.event, drift.failure) == ("dv4", "missed")
    assert drift.intrusion is not None
    finding = next(
        one for one in safety_findings(endangered.plan, endangered.schedule, found) if one.events == ("dv4",)
    )
    assert (finding.code, finding.severity, finding.unit) == ("drift-before-initiation", "error", "m")
    assert finding.margin == pytest.approx(-drift.intrusion.depth_m)
    assert f"{drift.intrusion.closest_m:.0f} m" in finding.message
    assert "'DV4'" in finding.message
    closest_m, after_s = foreign_closest(endangered, drift, 1200.0)
    assert closest_m == pytest.approx(drift.intrusion.closest_m, abs=20.0)
    tig_s = (drift.tig_ms - endangered.flight.epoch_ms) / 1000
    assert tig_s + after_s == pytest.approx(drift.intrusion.closest_s, abs=5.0)


def test_the_sample_is_safe_down_to_the_sphere(sample_assessment: Assessment, safety: PassiveSafety) -> None:
    assert all(drift.is_safe for drift in safety.drifts)
    judged = [drift for drift in safety.drifts if drift.rule.zone == KEEP_OUT_SPHERE]
    assert safety.sphere_entry_ms is not None
    # To the last correction before entry, in the last minute of which the chaser drifts in.
    assert 0 < safety.sphere_entry_ms - judged[-1].tig_ms < 60_000
    rule = rule_of(sample_assessment.plan, "drift-after-initiation")
    assert rule is not None
    assert rule.severity == "error"
    found = safety_findings(sample_assessment.plan, sample_assessment.schedule, safety)
    assert [finding.code for finding in found] == ["escape-burn"]


def test_it_is_safe_by_a_foreign_propagator_too(sample_assessment: Assessment, safety: PassiveSafety) -> None:
    """Over an orbit, in which every drift comes nearest: below the station it falls ahead and away."""
    after = [drift for drift in safety.drifts if drift.rule.zone == KEEP_OUT_SPHERE]
    for drift in (after[0], after[len(after) // 2], after[-1]):
        closest_m, _ = foreign_closest(sample_assessment, drift, 5600.0)
        assert closest_m > 200.0


def test_a_correction_that_leads_through_the_sphere(endangered_late: Assessment) -> None:
    found = check_passive_safety(endangered_late.flight)
    assert found is not None
    drifts = [one for one in found.drifts if not one.is_safe]
    assert {one.rule.zone.name for one in drifts} == {"keep-out sphere"}
    for drift in (drifts[0], drifts[len(drifts) // 2], drifts[-1]):
        assert drift.intrusion is not None
        assert drift.intrusion.closest_m < 200.0
        closest_m, _ = foreign_closest(endangered_late, drift, 1000.0)
        assert closest_m == pytest.approx(drift.intrusion.closest_m, abs=20.0)
    # Corrections in a row are one finding.
    findings = safety_findings(endangered_late.plan, endangered_late.schedule, found)
    late = [one for one in findings if one.code == "drift-after-initiation"]
    assert [one.events for one in late] == [("flyaround",), ("station-keeping",), ("final-approach",)]
    assert all(one.severity == "error" and one.margin is not None and one.margin < 0.0 for one in late)


def test_from_inside_the_sphere_a_burn_leads_out(sample_assessment: Assessment, safety: PassiveSafety) -> None:
    assert safety.sphere_entry_ms is not None
    assert safety.stuck_ms == ()
    assert safety.escapes[0].utc_ms == safety.sphere_entry_ms
    assert all(0.0 < one.dv_mps < 3.0 for one in safety.escapes)
    found = safety_findings(sample_assessment.plan, sample_assessment.schedule, safety)
    (shown,) = (one for one in found if one.code == "escape-burn")
    assert (shown.severity, shown.unit) == ("note", "m/s")
    largest = max(one.dv_mps for one in safety.escapes)
    assert f"{largest:.2f} m/s" in shown.message


def test_an_escape_burn_leads_out_by_the_foreign_propagator_too(
    sample_assessment: Assessment, safety: PassiveSafety
) -> None:
    flight = sample_assessment.flight
    assert flight.chaser is not None
    assert flight.target is not None
    escape = safety.escapes[len(safety.escapes) // 2]
    t_s = (escape.utc_ms - flight.epoch_ms) / 1000
    r_m, v_mps = flight.chaser.state_at(t_s)
    r_target, v_target = flight.target.state_at(t_s)
    nadir, normal = -r_target / np.linalg.norm(r_target), np.cross(r_target, v_target)
    across = -normal / np.linalg.norm(normal)
    axes = np.stack([np.cross(across, nadir), across, nadir])
    start = np.stack(
        [np.concatenate([r_m, v_mps + axes.T @ np.array(escape.dv_lvlh_mps)]), np.concatenate([r_target, v_target])]
    )
    flown = by_runge_kutta(start, 4 * 5560.0, pole_gcrs(flight.epoch_ms), 10.0)
    range_m = np.linalg.norm(flown[:, 0, :3] - flown[:, 1, :3], axis=-1)
    assert range_m[360:].min() > 200.0
    assert range_m.min() > range_m[0] - 1.0


def test_too_large_an_escape_is_an_error(sample: Plan, sample_assessment: Assessment, safety: PassiveSafety) -> None:
    rules = tuple(replace(rule, high=0.5) if rule.kind == "escape-burn" else rule for rule in rules_of(sample))
    found = safety_findings(replace(sample, rules=rules), sample_assessment.schedule, safety)
    (finding,) = (one for one in found if one.code == "escape-burn")
    assert finding.severity == "error"
    assert finding.margin is not None
    assert finding.margin < 0.0
    stuck = with_changes(safety, escapes=(), stuck_ms=(safety.escapes[0].utc_ms,))
    (finding,) = (
        one for one in safety_findings(sample, sample_assessment.schedule, stuck) if one.code == "escape-burn"
    )
    assert finding.severity == "error"
    assert "no burn" in finding.message


def test_a_newer_plan_ends_the_check(sample_assessment: Assessment) -> None:
    with pytest.raises(AbandonedError):
        check_passive_safety(sample_assessment.flight, abandoned=lambda: True)


def test_a_flight_that_does_not_arrive_is_not_checked(sample_assessment: Assessment) -> None:
    astray = with_changes(sample_assessment.flight, contact=None)
    assert check_passive_safety(astray) is None
    assert safety_findings(sample_assessment.plan, sample_assessment.schedule, None) == ()


def test_a_drift_is_shown_from_where_the_burn_failed_on(sample_assessment: Assessment, safety: PassiveSafety) -> None:
    path = relative_path(sample_assessment.flight)
    assert path is not None
    for drift in safety.drifts:
        state = path.state_at((drift.tig_ms - drift.epoch_ms) / 1000)
        assert state is not None
        assert np.linalg.norm(drift.places_lvlh_m[0] - state[0]) < 1.0
        nearest_m = np.linalg.norm(drift.places_lvlh_m, axis=1).min()
        assert drift.intrusion is None or nearest_m < 1000.0
