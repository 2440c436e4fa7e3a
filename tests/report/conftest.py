"""Assessments that the report's tests share."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment, assess
from missionplanner.plan.anchors import AfterEvent
from missionplanner.plan.plan import Plan


@pytest.fixture(scope="session")
def flightless(sample: Plan) -> Assessment:
    """The sample with an insertion that never comes, so that nothing can be flown."""
    never = replace(sample.event("separation"), anchor=AfterEvent(event="nowhere"))
    events = tuple(never if event.id == "separation" else event for event in sample.events)
    assessment = assess(replace(sample, events=events))
    assert assessment.flight.chaser is None
    return assessment
