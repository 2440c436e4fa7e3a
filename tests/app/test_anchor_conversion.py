"""Another rule for an anchor leaves the event where it stands."""

from typing import get_args

import pytest

from missionplanner.app.anchor_conversion import with_parent, with_rule
from missionplanner.flight.assess import Assessment, assess
from missionplanner.plan.anchor_edits import AnchorRule, anchor_of, rule_of
from missionplanner.plan.schedule import EventEdge

# A milestone, both ends of a phase, an event anchored to an orbital instant, a burn.
EDGES = [
    EventEdge("ready", "start"),
    EventEdge("fairing", "start"),
    EventEdge("flyaround", "start"),
    EventEdge("flyaround", "end"),
    EventEdge("first-sunset", "start"),
    EventEdge("hatch", "start"),
    EventEdge("dv2", "start"),
]


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("rule", get_args(AnchorRule))
def test_a_conversion_keeps_the_time(sample_assessment: Assessment, edge: EventEdge, rule: AnchorRule) -> None:
    before_ms = sample_assessment.schedule.times_ms[edge]
    after = assess(with_rule(sample_assessment, edge, rule))
    assert rule_of(anchor_of(after.plan, edge)) == rule
    after_ms = after.schedule.times_ms.get(edge)
    assert after_ms is not None
    assert abs(after_ms - before_ms) <= 2


def test_the_same_rule_changes_nothing(sample_assessment: Assessment) -> None:
    assert with_rule(sample_assessment, EventEdge("docking", "start"), "met") is sample_assessment.plan


def test_another_parent_keeps_the_time(sample_assessment: Assessment) -> None:
    edge = EventEdge("arrays", "start")
    plan = with_parent(sample_assessment, edge, EventEdge("fairing", "end"))
    after = assess(plan, sample_assessment.flight)
    assert after.schedule.times_ms[edge] == sample_assessment.schedule.times_ms[edge]


def test_nothing_to_wait_for_is_said(sample_assessment: Assessment) -> None:
    insertion = EventEdge("separation", "start")
    hanging = assess(with_parent(sample_assessment, insertion, EventEdge("liftoff", "start")))
    with pytest.raises(ValueError, match="cannot wait for an orbital instant"):
        with_rule(hanging, EventEdge("liftoff", "start"), "orbital")


def test_the_key_events_cannot_wait_for_an_orbit(sample_assessment: Assessment) -> None:
    with pytest.raises(ValueError, match="solved for the time of 'Docking to Rassvet'"):
        with_rule(sample_assessment, EventEdge("docking", "start"), "orbital")
