"""Each rule broken on purpose by a plan: right event, margin and sign, healed by its suggestion or told why not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

import pytest
from msgspec.structs import replace

from missionplanner.flight.approach_rules import approach_path
from missionplanner.flight.assess import Assessment, assess, assess_in_haste, assess_schedule, with_safety
from missionplanner.flight.differences import differing
from missionplanner.flight.drift_limits import drift_rules
from missionplanner.flight.heal import NothingHealsError, heal
from missionplanner.flight.passive_safety import check_passive_safety
from missionplanner.flight.rule_set import RuleDataError, decode_rules, rule_of, rules_of, shipped_rules
from missionplanner.flight.safety_findings import CHECKING
from missionplanner.flight.sight_rules import camera_angles_deg
from missionplanner.flight.suggest import may_suggest
from missionplanner.flight.suggestion import Suggestion
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


def narrow(plan: Plan, _: Assessment) -> Plan:
    points = plan.rendezvous.approach.axial_points[:-1]
    return with_rule(with_approach(plan, axial_points=points), "corridor", high=0.12)


def askew(plan: Plan, _: Assessment) -> Plan:
    return with_rule(plan, "contact-lateral-rate", high=5.5e-4)


def stale(plan: Plan, _: Assessment) -> Plan:
    return with_rule(plan, "element-age", high=1.0)


def short_drifts(plan: Plan, _: Assessment) -> Plan:
    """Drifts of an hour and of an orbit: they tell the same as those of a day and of four, in less time."""
    return with_rule(with_rule(plan, "drift-before-initiation", low=1.0), "drift-after-initiation", low=1.0)


def forced(plan: Plan, assessment: Assessment) -> Plan:
    """The approach driven along the axis from outside the sphere, at speeds that carry a failed burn through it."""
    approach = plan.rendezvous.approach
    gates = ((2_040_000, -2165.0, 1250.0), (1_800_000, -953.0, 550.0), (1_680_000, -554.0, 320.0))
    points = ((960_000, 255.0), (720_000, 200.0), (540_000, 200.0), (420_000, 100.0), (300_000, 59.0), (60_000, 14.0))
    gate, axial = approach.waypoints[0], approach.axial_points[0]
    plan = with_approach(
        plan,
        waypoints=tuple(replace(gate, before_docking_ms=ms, position_lvlh_m=(x, 0.0, z)) for ms, x, z in gates),
        axial_points=tuple(replace(axial, before_docking_ms=ms, range_m=range_m) for ms, range_m in points),
    )
    return short_drifts(plan, assessment)


def endangered(plan: Plan, assessment: Assessment) -> Plan:
    later_ms = (assessment.schedule.start_ms("dv3") or 0) + 25 * MINUTE_MS
    return move(short_drifts(plan, assessment), assessment.schedule, "dv3", later_ms)


def no_way_out(plan: Plan, assessment: Assessment) -> Plan:
    return with_rule(short_drifts(plan, assessment), "escape-burn", high=0.75)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A rule broken on purpose: what it finds, by how much, and the change that heals it, or why none does."""

    breaks: Break
    code: str
    event: str
    margin: float | None
    unit: str | None
    heals: str = ""
    why_not: str = ""


CASES = (
    Case(
        breaks=hurried,
        code="closing-speed",
        event="final-approach",
        margin=-0.679,
        unit="m/s",
        heals="Take 59 % longer from the gate to contact",
    ),
    Case(
        breaks=hard_contact,
        code="contact-speed",
        event="docking",
        margin=-0.0568,
        unit="m/s",
        heals="Plan a contact at 0.102 m/s",
    ),
    Case(
        breaks=askew,
        code="contact-lateral-rate",
        event="docking",
        margin=-1.43e-4,
        unit="m/s",
        heals="Plan a contact at 0.059 m/s",
    ),
    Case(
        breaks=narrow,
        code="corridor",
        event="final-approach",
        margin=-0.0309,
        unit="deg",
        heals="Pass 7.5 m one minute before docking",
    ),
    Case(
        breaks=stale,
        code="element-age",
        event="liftoff",
        margin=-1.85,
        unit="days",
        why_not="import newer ones, as no change of the plan heals this",
    ),
    Case(
        breaks=in_the_dark,
        code="contact-light",
        event="docking",
        margin=-50.0,
        unit="%",
        heals="Move docking by -",
    ),
    Case(
        breaks=around_in_the_dark,
        code="flyaround-light",
        event="flyaround",
        margin=-9.0,
        unit="%",
        heals="Move docking by +",
    ),
    Case(
        breaks=dazzled,
        code="sun-in-camera",
        event="final-approach",
        margin=-4.1,
        unit="deg",
        heals="Move docking by +2 min",
    ),
    Case(breaks=burn_unseen, code="burn-coverage", event="dv3", margin=-69.2, unit="s", heals="Move 'DV3' by"),
    Case(
        breaks=final_unseen,
        code="final-approach-coverage",
        event="final-approach",
        margin=-540.0,
        unit="s",
        heals="Move docking by",
    ),
    Case(breaks=crowded, code="burn-spacing", event="dv2", margin=-48.3, unit="s", heals="Move 'DV2' by +51"),
    Case(
        breaks=overworked,
        code="crew-duty",
        event="late-work",
        margin=-1.20,
        unit="h",
        heals="Move 'Late work' by +3 h 30 min, after a rest",
    ),
    Case(
        breaks=wasteful,
        code="delta-v-budget",
        event="docking",
        margin=-16.2,
        unit="m/s",
        heals="Release 'DV1', 'DV2', 'DV3' to the solver",
    ),
    Case(
        breaks=short_of_propellant,
        code="propellant-reserve",
        event="docking",
        margin=-71.7,
        unit="kg",
        heals="Carry 79 kg more propellant",
    ),
    Case(
        breaks=empty,
        code="propellant-exhausted",
        event="docking",
        margin=-71.7,
        unit="kg",
        heals="Carry 79 kg more propellant",
    ),
    Case(
        breaks=late,
        code="phase-at-insertion",
        event="separation",
        margin=-2.64,
        unit="deg",
        heals="Move T0 by -47",
    ),
    Case(
        breaks=early,
        code="phase-at-insertion",
        event="separation",
        margin=-2.54,
        unit="deg",
        heals="Move T0 by +45",
    ),
    Case(breaks=occupied, code="port-free", event="docking", margin=None, unit=None, heals="Dock at "),
    Case(
        breaks=gate_inside,
        code="gate-in-sphere",
        event="docking",
        margin=-49.9,
        unit="m",
        heals="Move the gate out to 2500 m",
    ),
    Case(
        breaks=weak,
        code="thruster-limit",
        event="dv4",
        margin=-0.478,
        unit="m/s",
        heals="longer from the gate to contact",
    ),
    Case(
        breaks=endangered,
        code="drift-before-initiation",
        event="dv4",
        margin=-1135.0,
        unit="m",
        heals="Release 'DV1', 'DV2', 'DV3' to the solver",
    ),
    Case(
        breaks=forced,
        code="drift-after-initiation",
        event="flyaround",
        margin=-31.9,
        unit="m",
        heals="Take 50 % longer from the gate to contact",
    ),
    Case(
        breaks=forced,
        code="drift-after-initiation",
        event="final-approach",
        margin=-70.5,
        unit="m",
        why_not="or waive the finding with a reason",
    ),
    Case(
        breaks=no_way_out,
        code="escape-burn",
        event="final-approach",
        margin=-0.158,
        unit="m/s",
        heals="longer from the gate to contact",
    ),
)
OF_DRIFTS = ("drift-before-initiation", "drift-after-initiation", "escape-burn")
# What is judged without a rule: the vehicle's limits, and where the approach may not begin.
OF_CHECKS = {"propellant-exhausted", "gate-in-sphere", "thruster-limit"}


@lru_cache(maxsize=1)  # cases in a row begin with the same plan
def judged(plan: Plan, with_drifts: bool) -> Assessment:
    assessment = assess(plan)
    if not with_drifts:
        return assessment
    return with_safety(assessment, check_passive_safety(assessment.flight, drift_rules(rules_of(plan))))


def sought(assessment: Assessment, finding: Finding) -> Suggestion:
    """The suggestion at the end of the search."""
    found = [one for one in heal(assessment, finding) if isinstance(one, Suggestion)]
    assert len(found) == 1
    return found[0]


def test_there_is_a_case_for_every_rule_and_every_check() -> None:
    kinds = set(get_args(RuleKind))
    assert {case.code for case in CASES} == kinds | OF_CHECKS
    assert {rule.kind for rule in shipped_rules()} <= kinds
    assert all(rule.id == rule.kind for rule in shipped_rules())
    assert all(bool(case.heals) != bool(case.why_not) for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{case.event}" for case in CASES])
def test_a_broken_rule_is_found_and_healed(sample: Plan, sample_assessment: Assessment, case: Case) -> None:
    if case.code not in OF_DRIFTS:
        assert findings(sample_assessment, case.code) == []
    broken = judged(case.breaks(sample, sample_assessment), case.code in OF_DRIFTS)
    (finding,) = (one for one in findings(broken, case.code) if one.events[0] == case.event)
    assert finding.unit == case.unit
    assert (finding.margin is None) == (case.margin is None)
    if finding.margin is not None and case.margin is not None:
        assert finding.margin < 0.0
        assert finding.margin == pytest.approx(case.margin, rel=0.03)
    if case.why_not:
        with pytest.raises(NothingHealsError) as refused:
            sought(broken, finding)
        assert case.why_not in f"{refused.value} {finding.message}"
        return
    assert may_suggest(broken.plan, finding)
    suggestion = sought(broken, finding)
    assert case.heals in suggestion.label
    assert suggestion.plan != broken.plan
    healed = judged(suggestion.plan, case.code in OF_DRIFTS)
    still = [one for one in findings(healed, case.code) if one.events[0] == case.event]
    assert [one for one in still if one.margin is None or one.margin < 0.0] == []
    assert healed.flight.contact is not None


def test_what_no_change_of_the_plan_heals_is_offered_none(sample: Plan, sample_assessment: Assessment) -> None:
    (finding,) = findings(assess(stale(sample, sample_assessment)), "element-age")
    assert not may_suggest(sample, finding)


def test_a_search_says_how_far_it_is(sample: Plan, sample_assessment: Assessment) -> None:
    broken = assess(burn_unseen(sample, sample_assessment))
    steps = list(heal(broken, findings(broken, "burn-coverage")[0]))
    shares = [step for step in steps if isinstance(step, float)]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] < 1.0


def test_nothing_that_does_not_heal_is_suggested(sample: Plan, sample_assessment: Assessment) -> None:
    everywhere = tuple(Occupancy(port=port.id, vehicle="Soyuz MS-27") for port in sample.target.ports)
    full = assess(replace(sample, target=replace(sample.target, occupancies=everywhere)))
    (finding,) = findings(full, "port-free")
    with pytest.raises(NothingHealsError, match="no change is known"):
        sought(full, finding)


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
    with pytest.raises(NothingHealsError):
        sought(broken, finding)


def test_a_rule_that_names_an_unknown_station_says_so(sample: Plan) -> None:
    broken = assess(with_rule(sample, "burn-coverage", nodes=("atlantis", "tdrs-12")))
    (finding,) = findings(broken, "burn-coverage")
    assert "'atlantis'" in finding.message
    suggestion = sought(broken, finding)
    assert suggestion.label == "Leave 'atlantis' out of the rule"
    kept = rule_of(suggestion.plan, "burn-coverage")
    assert kept is not None
    assert kept.nodes == ("tdrs-12",)


def test_the_sun_behind_the_earth_dazzles_nobody(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    path = approach_path(flight)
    assert path is not None
    assert flight.target is not None
    dark_s = path.t_s[-5:] - 70 * MINUTE_S
    assert (camera_angles_deg(flight.target, flight.inputs.port.axis_lvlh, dark_s) == 180.0).all()


@pytest.mark.parametrize(
    ("limits", "breaks"),
    [
        ({}, in_the_dark),
        ({}, late),
        ({}, early),
        ({"corridor": {"high": 0.05}}, None),
        ({"closing-speed": {"speeds": (RangeLimit(range_m=0.0, mps=3.0),)}}, None),
        ({"sun-in-camera": {"low": 60.0}}, None),
        ({"final-approach-coverage": {"nodes": ("tdrs-5",)}}, None),
        ({"burn-coverage": {"nodes": ("luch-5b",)}}, None),
        ({"contact-speed": {"high": 0.1}}, None),
    ],
)
def test_a_drag_finds_what_the_full_flight_will_find(
    sample: Plan, sample_assessment: Assessment, limits: dict[RuleKind, dict[str, object]], breaks: Break | None
) -> None:
    plan = sample
    for kind, values in limits.items():
        plan = with_rule(plan, kind, **values)
    known = assess(plan, sample_assessment.flight)
    dragged = set_t0(plan, plan.t0.ms + 4000) if breaks is None else breaks(plan, known)
    hasty, full = assess_in_haste(dragged, known), assess(dragged)
    assert hasty is not None
    found = {(one.code, one.events, one.unit): one.margin for one in hasty.findings if one != CHECKING}
    expected = {(one.code, one.events, one.unit): one.margin for one in full.findings}
    assert found
    assert found.keys() == expected.keys()
    for key, margin in found.items():
        assert margin == pytest.approx(expected[key], rel=0.03)


def test_during_a_drag_passive_safety_is_said_to_be_checked(sample: Plan, sample_assessment: Assessment) -> None:
    plan = forced(sample, sample_assessment)
    known = judged(plan, True)
    assert findings(known, "drift-after-initiation")
    hasty = assess_in_haste(set_t0(plan, plan.t0.ms + 4000), known)
    assert hasty is not None
    behind = assess_schedule(set_t0(plan, plan.t0.ms + 3_600_000), known)
    for preview in (hasty, behind):
        assert preview.is_checking
        assert findings(preview, "passive-safety") == [CHECKING]
        # Nothing is said to be healed that has not been looked at.
        assert differing(known, preview) == ([], [])


def test_what_a_drag_breaks_and_heals(sample: Plan, sample_assessment: Assessment) -> None:
    broken = assess(in_the_dark(sample, sample_assessment))
    hasty = assess_in_haste(broken.plan, sample_assessment)
    assert hasty is not None
    assert [one.code for one in differing(sample_assessment, hasty)[0]] == ["contact-light"]
    back = assess_in_haste(sample, broken)
    assert back is not None
    assert [one.code for one in differing(broken, back)[1]] == ["contact-light"]
