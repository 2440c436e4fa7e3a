"""Each rule broken on purpose: right event, margin and sign."""

from dataclasses import replace as with_changes

import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment
from missionplanner.flight.judge import judge
from missionplanner.plan.clock import Utc
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding
from missionplanner.plan.station import Occupancy


def broken(plan: Plan, assessment: Assessment, **limits: float) -> tuple[Finding, ...]:
    ((kind, limit),) = limits.items()
    rules = tuple(
        replace(rule, low=None, high=limit) if rule.kind == kind.replace("_", "-") else rule for rule in plan.rules
    )
    return judge(replace(plan, rules=rules), assessment.schedule, assessment.flight)


@pytest.mark.parametrize(
    ("limits", "event", "unit", "margin"),
    [
        ({"delta_v_budget": 100.0}, "docking", "m/s", -14.7),
        ({"phase_at_insertion": 15.0}, "separation", "deg", -1.05),
        ({"contact_speed": 0.1}, "docking", "m/s", -0.023),
        ({"contact_lateral_rate": 0.0001}, "docking", "m/s", -0.0006),
        ({"element_age": 1.0}, "liftoff", "days", -1.85),
        ({"propellant_reserve": 100.0}, "docking", "kg", -428.3),
    ],
)
def test_a_broken_limit(
    sample: Plan,
    sample_assessment: Assessment,
    limits: dict[str, float],
    event: str,
    unit: str,
    margin: float,
) -> None:
    (finding,) = broken(sample, sample_assessment, **limits)
    assert (finding.events, finding.unit) == ((event,), unit)
    assert finding.margin == pytest.approx(margin, rel=0.05)


def test_the_sample_breaks_none(sample: Plan, sample_assessment: Assessment) -> None:
    assert judge(sample, sample_assessment.schedule, sample_assessment.flight) == ()


@pytest.mark.parametrize(
    ("start", "end", "occupied"),
    [
        (None, None, True),
        ("2025-11-28T00:00Z", None, False),
        (None, "2025-11-27T00:00Z", False),
        ("2025-11-27T00:00Z", "2025-11-28T00:00Z", True),
    ],
)
def test_an_occupied_port(
    sample: Plan, sample_assessment: Assessment, start: str | None, end: str | None, occupied: bool
) -> None:
    stay = Occupancy(
        port="rassvet-nadir",
        vehicle="Soyuz MS-27",
        start=Utc.parse(start) if start else None,
        end=Utc.parse(end) if end else None,
    )
    plan = replace(sample, target=replace(sample.target, occupancies=(stay,)))
    findings = judge(plan, sample_assessment.schedule, sample_assessment.flight)
    assert [f.code for f in findings] == (["port-free"] if occupied else [])


def test_what_was_not_flown_breaks_no_rule(sample: Plan, sample_assessment: Assessment) -> None:
    grounded = with_changes(
        sample_assessment.flight, delta_v=None, contact=None, phase_at_insertion_rad=None, chaser=None
    )
    assert judge(sample, sample_assessment.schedule, grounded) == ()
