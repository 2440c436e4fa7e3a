"""Edits of the target: what is said of where its orbit comes from."""

from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import Source
from missionplanner.plan.target_edits import with_elements, with_orbit_source


def test_another_source_changes_nothing_else(sample: Plan) -> None:
    source = Source(provenance="assumed", text="typed off a screen")
    changed = with_orbit_source(sample, source)
    assert changed.target.whereabouts.source == source
    elements = sample.target.elements
    assert elements is not None
    assert with_elements(changed, elements) == sample
