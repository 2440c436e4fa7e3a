"""Which rule times an event, and what a burn leaves to the solver."""

from typing import get_args

import pytest
from msgspec.structs import replace

from missionplanner.plan.anchor_edits import (
    anchor_of,
    latest_parent,
    possible_parents,
    rule_of,
    simple_anchor,
    with_anchor,
)
from missionplanner.plan.anchors import AfterEvent, AtMet, AtOrbital, AtUtc
from missionplanner.plan.burn_edits import choice_name, choose_component, choose_time
from missionplanner.plan.clock import Utc
from missionplanner.plan.crew_edits import remove_crew_member
from missionplanner.plan.edits import add_event, replace_event
from missionplanner.plan.events import (
    Activity,
    BoundedComponent,
    BoundedTime,
    FixedComponent,
    FixedTime,
    SolvedComponent,
    SolvedTime,
)
from missionplanner.plan.new_events import EventKind, new_event
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, resolve
from missionplanner.plan.slugs import slug
from missionplanner.plan.target_edits import catalogue_number, with_elements

DV1 = EventEdge("dv1", "start")


def test_every_rule_has_its_name() -> None:
    anchors = (
        AtUtc(utc=Utc(0)),
        AtMet(met_ms=0),
        AfterEvent(event="liftoff"),
        AtOrbital(instant="apogee", after="liftoff"),
    )
    assert [rule_of(anchor) for anchor in anchors] == ["utc", "met", "after", "orbital"]


def test_an_anchor_is_replaced_at_the_start_or_at_the_end(sample: Plan) -> None:
    met = AtMet(met_ms=1000)
    assert anchor_of(with_anchor(sample, DV1, met), DV1) == met
    end = EventEdge("phasing", "end")
    assert anchor_of(with_anchor(sample, end, met), end) == met
    with pytest.raises(ValueError, match="no anchor of its own"):
        anchor_of(sample, EventEdge("dv1", "end"))


def test_what_hangs_on_an_event_cannot_be_its_parent(sample: Plan) -> None:
    possible = possible_parents(sample, "separation")
    assert "arrays" not in possible
    assert "separation" not in possible
    assert "liftoff" in possible


def test_the_natural_parent_is_the_last_edge_before(sample: Plan) -> None:
    schedule = resolve(sample)
    hatch_ms = schedule.start_ms("hatch")
    assert hatch_ms is not None
    parent = latest_parent(sample, schedule, "hatch", hatch_ms)
    parent_ms = schedule.times_ms[parent]
    assert parent.event != "hatch"
    assert parent_ms <= hatch_ms


def test_the_simple_anchors_name_the_same_instant(sample: Plan) -> None:
    assert simple_anchor(sample, "met", sample.t0.ms + 5000) == AtMet(met_ms=5000)
    assert simple_anchor(sample, "utc", sample.t0.ms) == AtUtc(utc=sample.t0)


def test_a_burn_passes_through_all_choices_of_its_time(sample: Plan) -> None:
    schedule = resolve(sample)
    bounded = choose_time(choose_time(sample, schedule, "dv1", "solved"), schedule, "dv1", "bounded")
    assert bounded.burn("dv1").time == BoundedTime(earliest_ms=-300_000, latest_ms=300_000)
    assert choose_time(bounded, schedule, "dv1", "solved").burn("dv1").time == SolvedTime()
    fixed = choose_time(bounded, schedule, "dv1", "fixed")
    assert fixed.burn("dv1").time == FixedTime()
    assert resolve(fixed).start_ms("dv1") == schedule.start_ms("dv1")
    assert choose_time(fixed, schedule, "dv1", "fixed") is fixed


def test_a_component_keeps_what_was_flown(sample: Plan) -> None:
    fixed = choose_component(sample, "dv1", "dv_x", "fixed", 24.25)
    assert fixed.burn("dv1").dv_x == FixedComponent(mps=24.25)
    bounded = choose_component(fixed, "dv1", "dv_x", "bounded", 24.25)
    assert bounded.burn("dv1").dv_x == BoundedComponent(low_mps=19.25, high_mps=29.25)
    solved = choose_component(bounded, "dv1", "dv_x", "solved", None)
    assert solved.burn("dv1").dv_x == SolvedComponent()
    assert [choice_name(choice) for choice in solved.burn("dv1").components] == ["solved"] * 3
    with pytest.raises(ValueError, match="not a burn"):
        sample.burn("liftoff")


@pytest.mark.parametrize("kind", get_args(EventKind))
def test_a_new_event_fits_into_the_plan_and_changes_no_flight(sample: Plan, kind: EventKind) -> None:
    event = new_event(sample, kind, "New", sample.t0.ms + 60_000)
    plan = add_event(sample, event)
    schedule = resolve(plan)
    assert schedule.start_ms(event.id) == sample.t0.ms + 60_000
    assert event.track in {track.id for track in sample.tracks}
    if kind in ("phase", "activity"):
        assert schedule.end_ms(event.id) == sample.t0.ms + 60_000 + 1_800_000


def test_a_new_event_needs_a_track(sample: Plan) -> None:
    with pytest.raises(ValueError, match="no track"):
        new_event(replace(sample, tracks=()), "milestone", "New", 0)


def test_who_leaves_the_crew_leaves_the_events(sample: Plan) -> None:
    member = sample.crew[0].id
    walk = sample.event("spacewalk-1")
    assert isinstance(walk, Activity)
    plan = remove_crew_member(replace_event(sample, replace(walk, crew=(member, "guest"))), member)
    assert member not in {other.id for other in plan.crew}
    assert plan.event("spacewalk-1").crew == ("guest",)


def test_other_elements_leave_name_and_ports(sample: Plan) -> None:
    elements = replace(sample.target.elements, line1=sample.target.elements.line1.replace("25544", "99999"))
    target = with_elements(sample, elements).target
    assert (target.name, target.ports) == (sample.target.name, sample.target.ports)
    assert catalogue_number(target.elements) == "99999"


@pytest.mark.parametrize(
    ("name", "made"),
    [("Hatch opening", "hatch-opening"), ("  Étape 2! ", "etape-2"), ("...", "track"), ("Союз", "track")],
)
def test_identifiers_made_from_names(name: str, made: str) -> None:
    assert slug(name, "track") == made
