"""Plans that ask for what cannot be: a finding each, on both plans that come with the program, and never a hang."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment, assess
from missionplanner.plan.anchors import AtMet
from missionplanner.plan.events import Burn
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, RangeLimit, Rule
from missionplanner.plan.station import Occupancy


@pytest.fixture(params=["sample", "crew_3"])
def plan(request: pytest.FixtureRequest) -> Plan:
    shown: Plan = request.getfixturevalue(request.param)
    return shown


def with_gate_at(plan: Plan, place: tuple[float, float, float]) -> Plan:
    approach = plan.rendezvous.approach
    gate = replace(approach.waypoints[0], position_lvlh_m=place)
    approach = replace(approach, waypoints=(gate, *approach.waypoints[1:]))
    return replace(plan, rendezvous=replace(plan.rendezvous, approach=approach))


def gate_inside(plan: Plan) -> Plan:
    return with_gate_at(plan, (-80.0, 0.0, 60.0))


def gate_in_the_station(plan: Plan) -> Plan:
    return with_gate_at(plan, (0.0, 0.0, 0.0))


def occupied(plan: Plan) -> Plan:
    stay = Occupancy(port=plan.target.docking_port, vehicle="Cygnus NG-99")
    return replace(plan, target=replace(plan.target, occupancies=(*plan.target.occupancies, stay)))


def with_speeds(plan: Plan, *limits: tuple[float, float]) -> Plan:
    rule = next((one for one in plan.rules if one.kind == "closing-speed"), None)
    speeds = tuple(RangeLimit(range_m=range_m, mps=mps) for range_m, mps in limits)
    others = tuple(one for one in plan.rules if one is not rule)
    like = plan.rules[0].source if rule is None else rule.source
    limit = Rule(id="closing-speed", kind="closing-speed", severity="error", speeds=speeds, source=like)
    return replace(plan, rules=(*others, limit))


def standing_still(plan: Plan) -> Plan:
    return with_speeds(plan, (0.0, 0.0))


def slower_than_a_pulse(plan: Plan) -> Plan:
    return with_speeds(plan, (0.0, 1e-9), (10_000.0, 1e-6))


def too_weak(plan: Plan) -> Plan:
    return replace(plan, vehicle=replace(plan.vehicle, thrust_n=0.5))


def rushed(plan: Plan) -> Plan:
    """The last metres in a second, which no thruster brakes."""
    approach = plan.rendezvous.approach
    last = replace(approach.axial_points[-1], before_docking_ms=1000)
    approach = replace(approach, axial_points=(*approach.axial_points[:-1], last))
    return replace(plan, rendezvous=replace(plan.rendezvous, approach=approach))


def without_a_probe(plan: Plan) -> Plan:
    return replace(plan, vehicle=replace(plan.vehicle, probe_m=0.0))


def with_burns(plan: Plan, count: int) -> Plan:
    """The plan with so many burns, copies of its first, ten seconds apart."""
    burns = [event for event in plan.events if isinstance(event, Burn)]
    missing = range(count - len(burns))
    extra = (replace(burns[0], id=f"b{i}", anchor=AtMet(met_ms=3_000_000 + 10_000 * i)) for i in missing)
    return replace(plan, events=(*plan.events, *extra))


def found(assessment: Assessment, code: str) -> Finding:
    (finding,) = (one for one in assessment.findings if one.code == code)
    return finding


@pytest.mark.parametrize(
    ("spoil", "code", "says"),
    [
        (gate_inside, "gate-in-sphere", "inside the keep-out sphere of 200 m"),
        (gate_in_the_station, "gate-in-sphere", "The gate lies 0 m"),
        (occupied, "port-free", "is occupied by Cygnus NG-99 at docking"),
        (standing_still, "closing-speed", "at most 0.00 m/s is allowed there"),
        (slower_than_a_pulse, "closing-speed", "at most 0.00 m/s is allowed there"),
        (too_weak, "thruster-limit", "0.5 N give"),
        (rushed, "closing-speed", "the chaser closes with"),
    ],
)
def test_it_is_a_finding(plan: Plan, spoil: Callable[[Plan], Plan], code: str, says: str) -> None:
    assert code not in {one.code for one in assess(plan).findings}
    finding = found(assess(spoil(plan)), code)
    assert finding.severity == "error"
    assert says in finding.message
    if finding.margin is not None:
        assert finding.margin < 0.0


def test_contact_without_a_probe_has_no_angle_to_judge(plan: Plan) -> None:
    assert "corridor" not in {one.code for one in assess(without_a_probe(plan)).findings}


def test_more_burns_than_can_be_solved_are_told_at_once(plan: Plan) -> None:
    assert "has 432 burns; at most 50" in found(assess(with_burns(plan, 432)), "not-flown").message


def test_a_burn_that_begins_within_another_is_told_as_such(sample: Plan) -> None:
    spoilt = replace(sample, vehicle=replace(sample.vehicle, thrust_n=10.0))
    says = [one.message for one in assess(spoilt).findings if one.code == "burn-spacing"]
    assert says
    assert all("s before the end of 'DV" in one for one in says)
