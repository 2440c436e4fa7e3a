"""Each rule broken on purpose by a plan: right event, margin and sign, healed by its suggestion where there is one."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from missionplanner.flight.approach_rules import approach_path
from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.rule_set import RuleDataError, decode_rules, rule_of, rules_of, shipped_rules
from missionplanner.flight.sight_rules import camera_angles_deg
from missionplanner.flight.suggest import suggest
from missionplanner.plan.anchors import AfterEvent, AtMet
from missionplanner.plan.edits import move, replace_event, set_t0
from missionplanner.plan.events import Activity, FixedComponent, FixedTime
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, RangeLimit, RuleKind
from missionplanner.plan.station import Occupancy
from missionplanner.plan.waiver_edits import waive

Break = Callable[[Plan, Assessment], Plan]
MINUTE_MS = 60_000
MINUTE_S = 60.0


def with_rule(plan: Plan, kind: RuleKind, **limits: object) -> Plan:
    rules = tuple(replace(rule, **limits) if rule.kind == kind else rule for rule in rules_of(plan))
    return replace(plan, rules=rules)


def with_approach(plan: Plan, **changes: object) -> Plan:
    return replace(plan, rendezvous=replace(plan.rendezvous, approach=replace(plan.rendezvous.approach, **changes)))


def with_burn(plan: Plan, event: str, **changes: object) -> Plan:
    return replace_event(plan, replace(plan.event(event), **changes))


def hurried(plan: Plan, _: Assessment) -> Plan:
    points = plan.rendezvous.approach.axial_points
    late = (*points[:3], replace(points[3], before_docking_ms=470_000), points[4])
    return with_approach(plan, axial_points=late)


def hard_contact(plan: Plan, _: Assessment) -> Plan:
    return with_approach(plan, contact_speed_mps=0.2)


def in_the_dark(plan: Plan, assessment: Assessment) -> Plan:
    docking = plan.rendezvous.docking
    return move(plan, assessment.schedule, docking, (assessment.schedule.start_ms(docking) or 0) + 12 * MINUTE_MS)


def dazzled(plan: Plan, _: Assessment) -> Plan:
    return with_rule(plan, "sun-in-camera", low=60.0)


def around_in_the_dark(plan: Plan, assessment: Assessment) -> Plan:
    docking = plan.rendezvous.docking
    dark = with_rule(plan, "flyaround-light", severity="warning")
    return move(dark, assessment.schedule, docking, (assessment.schedule.start_ms(docking) or 0) - 30 * MINUTE_MS)


def burn_unseen(plan: Plan, _: Assessment) -> Plan:
    return with_rule(plan, "burn-coverage", nodes=("luch-5b",))


def final_unseen(plan: Plan, _: Assessment) -> Plan:
    return with_rule(plan, "final-approach-coverage", nodes=("tdrs-5",))


def crowded(plan: Plan, assessment: Assessment) -> Plan:
    burn = assessment.flight.burns[0]
    anchor = AtMet(met_ms=burn.tig_ms - plan.t0.ms)
    plan = with_burn(plan, "dv1", anchor=anchor, time=FixedTime())
    return with_burn(plan, "dv2", anchor=AtMet(met_ms=anchor.met_ms + 200_000), time=FixedTime())


def overworked(plan: Plan, _: Assessment) -> Plan:
    late = Activity(
        id="late-work",
        name="Late work",
        track="crew",
        anchor=AfterEvent(event="hatch", offset_ms=5 * 3_600_000),
        crew=tuple(member.id for member in plan.crew[:2]),
        duration_ms=6 * 3_600_000,
    )
    return replace(plan, events=(*plan.events, late))


def wasteful(plan: Plan, _: Assessment) -> Plan:
    return with_burn(plan, "dv2", dv_y=FixedComponent(mps=60.0))


def short_of_propellant(plan: Plan, _: Assessment) -> Plan:
    return replace(plan, vehicle=replace(plan.vehicle, propellant_kg=400.0))


def empty(plan: Plan, _: Assessment) -> Plan:
    return replace(plan, vehicle=replace(plan.vehicle, propellant_kg=200.0))


def late(plan: Plan, _: Assessment) -> Plan:
    return set_t0(plan, plan.t0.ms + 90_000)


def early(plan: Plan, _: Assessment) -> Plan:
    return set_t0(plan, plan.t0.ms - 90_000)


def occupied(plan: Plan, _: Assessment) -> Plan:
    stays = (*plan.target.occupancies, Occupancy(port="rassvet-nadir", vehicle="Soyuz MS-27"))
    return replace(plan, target=replace(plan.target, occupancies=stays))


def gate_inside(plan: Plan, _: Assessment) -> Plan:
    points = plan.rendezvous.approach.waypoints
    return with_approach(plan, waypoints=(replace(points[0], position_lvlh_m=(-130.0, 0.0, 75.0)), *points[1:]))


def weak(plan: Plan, _: Assessment) -> Plan:
    return replace(plan, vehicle=replace(plan.vehicle, thrust_n=300.0))


def findings(assessment: Assessment, code: str) -> list[Finding]:
    return [finding for finding in assessment.findings if finding.code == code]


@pytest.mark.parametrize(
    ("breaks", "code", "event", "unit"),
    [
        (hurried, "closing-speed", "final-approach", "m/s"),
        (hard_contact, "contact-speed", "docking", "m/s"),
        (in_the_dark, "contact-light", "docking", "%"),
        (around_in_the_dark, "flyaround-light", "flyaround", "%"),
        (dazzled, "sun-in-camera", "final-approach", "deg"),
        (burn_unseen, "burn-coverage", "dv3", "s"),
        (final_unseen, "final-approach-coverage", "final-approach", "s"),
        (crowded, "burn-spacing", "dv2", "s"),
        (overworked, "crew-duty", "late-work", "h"),
        (wasteful, "delta-v-budget", "docking", "m/s"),
        (short_of_propellant, "propellant-reserve", "docking", "kg"),
        (empty, "propellant-exhausted", "docking", "kg"),
        (late, "phase-at-insertion", "separation", "deg"),
        (early, "phase-at-insertion", "separation", "deg"),
        (occupied, "port-free", "docking", None),
        (gate_inside, "gate-in-sphere", "docking", "m"),
        (weak, "thruster-limit", "dv4", "m/s"),
    ],
)
def test_a_broken_rule_is_healed_by_its_suggestion(
    sample: Plan, sample_assessment: Assessment, breaks: Break, code: str, event: str, unit: str | None
) -> None:
    assert findings(sample_assessment, code) == []
    broken = assess(breaks(sample, sample_assessment))
    (finding,) = (one for one in findings(broken, code) if one.events[0] == event)
    assert finding.unit == unit
    assert (finding.margin is None) == (unit is None)
    if finding.margin is not None:
        assert finding.margin < 0.0
    suggestion = suggest(broken, finding)
    assert suggestion is not None
    assert suggestion.plan != broken.plan
    healed = assess(suggestion.plan)
    assert [one for one in findings(healed, code) if one.events[0] == event] == []
    assert healed.flight.contact is not None


@pytest.mark.parametrize(
    ("kind", "limits", "event"),
    [
        ("corridor", {"high": 0.02}, "final-approach"),
        ("element-age", {"high": 1.0}, "liftoff"),
        ("contact-lateral-rate", {"high": 1e-4}, "docking"),
    ],
)
def test_some_rules_have_no_edit_that_heals_them(
    sample: Plan, kind: RuleKind, limits: dict[str, float], event: str
) -> None:
    broken = assess(with_rule(sample, kind, **limits))
    (finding,) = findings(broken, kind)
    assert finding.margin is not None
    assert finding.margin < 0.0
    assert finding.events[0] in (event, "station-keeping")
    assert suggest(broken, finding) is None


def test_the_sample_keeps_every_shipped_rule(sample: Plan, sample_assessment: Assessment) -> None:
    assert {rule.kind for rule in rules_of(sample)} >= {rule.kind for rule in shipped_rules()}
    assert sample_assessment.findings == ()


def test_a_plan_s_own_rule_takes_the_place_of_the_shipped_one(sample: Plan) -> None:
    own = with_rule(sample, "corridor", high=5.0)
    assert [rule.high for rule in rules_of(own) if rule.kind == "corridor"] == [5.0]
    found = rule_of(own, "corridor")
    assert found is not None
    assert found.high == 5.0


def test_every_shipped_rule_says_where_it_is_from() -> None:
    assert all(rule.source.text for rule in shipped_rules())


@pytest.mark.parametrize("data", [b"{}", b"[1]", b'[{"id": "a", "kind": "corridor", "severity": "error"}]'])
def test_wrong_rule_files_are_refused(data: bytes) -> None:
    with pytest.raises(RuleDataError, match=r"shipped\.json"):
        decode_rules(data)


def test_a_speed_rule_needs_speeds_in_order(sample: Plan) -> None:
    with pytest.raises(ValueError, match="range_m growing"):
        with_rule(sample, "closing-speed", speeds=(RangeLimit(range_m=5.0, mps=1.0), RangeLimit(range_m=1.0, mps=1.0)))


def test_a_waiver_stays_with_its_reason(sample: Plan, sample_assessment: Assessment) -> None:
    plan = waive(in_the_dark(sample, sample_assessment), "contact-light", "The lamps are good enough")
    (finding,) = findings(assess(plan), "contact-light")
    assert finding.waived == "The lamps are good enough"


def test_a_speed_limit_that_no_thruster_can_hold_is_a_finding(sample: Plan) -> None:
    standing = with_rule(sample, "closing-speed", speeds=(RangeLimit(range_m=0.0, mps=0.0),))
    broken = assess(standing)
    (finding,) = findings(broken, "closing-speed")
    assert finding.margin is not None
    assert finding.margin < -3.0
    assert suggest(broken, finding) is None


def test_a_rule_that_names_an_unknown_station_says_so(sample: Plan) -> None:
    (finding,) = findings(assess(with_rule(sample, "burn-coverage", nodes=("atlantis",))), "burn-coverage")
    assert "'atlantis'" in finding.message


def test_the_sun_behind_the_earth_dazzles_nobody(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    path = approach_path(flight)
    assert path is not None
    assert flight.target is not None
    dark_s = path.t_s[-5:] - 70 * MINUTE_S
    assert (camera_angles_deg(flight.target, flight.inputs.port.axis_lvlh, dark_s) == 180.0).all()
