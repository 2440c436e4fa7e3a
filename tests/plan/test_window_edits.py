"""What the window's panels do to a plan besides moving events: waivers, sourced values, a new plan."""

import pytest
from msgspec.structs import replace

from missionplanner.plan.blank_plan import blank_plan
from missionplanner.plan.edits import with_fields
from missionplanner.plan.events import Burn
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, with_waivers
from missionplanner.plan.schedule import resolve
from missionplanner.plan.sourced_edits import BY_HAND, source_of, with_source, with_value
from missionplanner.plan.waiver_edits import waive, withdraw_waivers

FINDING = Finding(code="element-age", severity="warning", message="Old.", events=("dv1", "dv2"))


def waived(plan: Plan, finding: Finding) -> str | None:
    return with_waivers((finding,), plan.waivers)[0].waived


def test_a_waiver_covers_the_finding_and_can_be_withdrawn(sample: Plan) -> None:
    plan = waive(sample, FINDING.code, " New elements come on Monday. ")
    assert waived(plan, FINDING) == "New elements come on Monday."
    assert withdraw_waivers(plan, FINDING) == sample


def test_a_waiver_for_one_event_leaves_the_others(sample: Plan) -> None:
    plan = waive(sample, FINDING.code, "This one only.", "dv1")
    assert waived(plan, FINDING) == "This one only."
    assert waived(plan, replace(FINDING, events=("dv2",))) is None


def test_a_second_waiver_replaces_the_first(sample: Plan) -> None:
    plan = waive(waive(sample, FINDING.code, "First."), FINDING.code, "Second.")
    assert [waiver.reason for waiver in plan.waivers] == ["Second."]


def test_a_waiver_needs_a_reason(sample: Plan) -> None:
    with pytest.raises(ValueError, match="reason is empty"):
        waive(sample, FINDING.code, "  ")


def test_a_typed_value_loses_the_published_source(sample: Plan) -> None:
    vehicle = with_value(sample.vehicle, "mass_kg", 7200.0)
    source = source_of(vehicle, "mass_kg")
    assert vehicle.mass_kg == 7200.0
    assert source is not None
    assert (source.provenance, source.text) == ("assumed", BY_HAND)
    assert with_value(sample.vehicle, "mass_kg", 7152.0) is sample.vehicle


def test_the_source_of_a_value_can_be_given_and_taken(sample: Plan) -> None:
    bare = with_source(sample.vehicle, "mass_kg", None, "")
    assert source_of(bare, "mass_kg") is None
    sourced = with_source(bare, "mass_kg", "published", "press kit")
    assert source_of(sourced, "mass_kg") is not None


def test_a_new_plan_holds_what_flying_takes_and_nothing_of_the_other_mission(sample: Plan) -> None:
    plan = blank_plan(sample, "Untitled flight")
    assert plan.name == plan.mission.name == "Untitled flight"
    assert {e.id for e in sample.events if isinstance(e, Burn)} <= {e.id for e in plan.events}
    assert (plan.crew, plan.objectives, plan.photos, plan.waivers) == ((), (), (), ())
    assert all(event.actual is None for event in plan.events)
    assert resolve(plan).findings == ()
    assert with_fields(plan, name="x").name == "x"
