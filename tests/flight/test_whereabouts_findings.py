"""What is said about a plan's element set: implausible, old, contradicting itself; and its reboosts."""

import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.inputs import flight_inputs
from missionplanner.flight.whereabouts_findings import whereabouts_findings
from missionplanner.plan.anchors import AtUtc
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import add_event, set_t0
from missionplanner.plan.events import Reboost
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding
from missionplanner.plan.schedule import resolve

DAY_MS = 86_400_000


def findings(plan: Plan) -> dict[str, Finding]:
    return {one.code: one for one in whereabouts_findings(plan, resolve(plan))}


def with_elements(plan: Plan, **fields: object) -> Plan:
    return replace(plan, target=replace(plan.target, elements=replace(plan.target.elements, **fields)))


def with_push(plan: Plan, days: float, dv_mps: float) -> Plan:
    at = Utc(plan.t0.ms + round(days * DAY_MS))
    push = Reboost(id="push", name="Push", track=plan.tracks[0].id, anchor=AtUtc(utc=at), dv_mps=dv_mps)
    return add_event(plan, push)


def test_nothing_is_wrong_with_the_sample(sample: Plan) -> None:
    assert findings(sample) == {}


def test_a_wrong_checksum_is_a_warning_of_the_plan(sample: Plan) -> None:
    assert sample.target.elements is not None
    wrong = with_elements(sample, line1=sample.target.elements.line1[:-1] + "1")
    found = findings(wrong)["elements-implausible"]
    assert found.severity == "warning"
    assert "checksum of its first line is 1 and should be 8" in found.message
    assert "elements-implausible" in {one.code for one in assess(wrong).findings}


def test_an_epoch_that_contradicts_the_first_line_is_told(sample: Plan) -> None:
    assert sample.target.elements is not None
    epoch = sample.target.elements.epoch
    assert "elements-epoch" not in findings(with_elements(sample, epoch=Utc(epoch.ms + 900)))
    found = findings(with_elements(sample, epoch=Utc(epoch.ms + DAY_MS)))["elements-epoch"]
    assert found.severity == "warning"
    assert f"its first line says {epoch}" in found.message
    assert str(Utc(epoch.ms + DAY_MS)) in found.message


@pytest.mark.parametrize(("days", "words"), [(60, "63 days old at liftoff"), (-60, "57 days newer than liftoff")])
def test_old_elements_are_told_where_no_rule_of_the_plan_does(sample: Plan, days: int, words: str) -> None:
    moved = set_t0(sample, sample.t0.ms + days * DAY_MS)
    assert "elements-old" not in findings(moved)  # the sample's own rule speaks
    without = replace(moved, rules=tuple(rule for rule in moved.rules if rule.kind != "element-age"))
    assert words in findings(without)["elements-old"].message


def test_a_reboost_before_the_epoch_is_known_to_the_elements(sample: Plan) -> None:
    before = with_push(sample, -5.0, 1.0)
    assert findings(before)["reboost-known"].severity == "note"
    after = with_push(sample, -1.0, 1.0)
    assert "reboost-known" not in findings(after)


def test_a_reboost_before_launch_moves_the_phase(sample: Plan, sample_assessment: Assessment) -> None:
    """A metre a second, a day before: the target falls 3 x 86400 m behind, 2.19 deg along its orbit."""
    pushed = assess(with_push(sample, -1.0, 1.0)).flight
    plain = sample_assessment.flight
    assert pushed.phase_at_insertion_rad is not None
    assert plain.phase_at_insertion_rad is not None
    assert pushed.phase_at_insertion_rad - plain.phase_at_insertion_rad == pytest.approx(
        -3.0 * 86_400.0 * 1.006 / 6.79e6, rel=0.03
    )


def test_a_reboost_of_nothing_flies_alike(sample: Plan, sample_assessment: Assessment) -> None:
    pushed = assess(with_push(sample, -1.0, 0.0)).flight
    assert pushed.delta_v is not None
    assert sample_assessment.flight.delta_v is not None
    assert pushed.delta_v.total_mps == pytest.approx(sample_assessment.flight.delta_v.total_mps, abs=1e-3)


def test_moving_a_reboost_flies_anew(sample: Plan) -> None:
    one, other = with_push(sample, -1.0, 1.0), with_push(sample, -2.0, 1.0)
    assert flight_inputs(one, resolve(one), {}) != flight_inputs(other, resolve(other), {})
