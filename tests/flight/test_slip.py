"""A plan whose T0 slips: what fails, which days work, and the plan converted to one of them."""

import pytest
from msgspec.structs import replace

from missionplanner.files.launch_data import read_craft, read_profiles
from missionplanner.files.plan_file import decode_plan, encode_plan
from missionplanner.flight.assess import assess
from missionplanner.flight.option import DAY_MS
from missionplanner.flight.slip import converted, judge_slip
from missionplanner.plan.clock import utc_text
from missionplanner.plan.plan import Plan
from missionplanner.plan.vehicle import LaunchSite


def test_a_slip_of_seconds_breaks_nothing(sample: Plan) -> None:
    slip = judge_slip(sample, read_profiles(read_craft("soyuz-ms")), sample.t0.ms + 5000)
    assert slip.fails == ()
    assert slip.sentences == ()
    assert slip.remedy is not None
    assert slip.remedy.profile.id == "2-orbit"


def test_28_november_says_what_fails_and_names_the_next_days(sample: Plan) -> None:
    slip = judge_slip(sample, read_profiles(read_craft("soyuz-ms")), sample.t0.ms + DAY_MS)
    assert {finding.code for finding in slip.fails} == {"burns-unsolved", "phase-at-insertion"}
    assert slip.remedy is None
    assert [utc_text(window.best.liftoff_ms)[:10] for window in slip.later if window.best] == [
        "2025-11-29",
        "2025-11-30",
        "2025-12-01",
    ]
    said = " ".join(slip.sentences)
    assert "Two orbits on that day: the phase at insertion" in said
    assert "No profile works on that day." in said
    assert "2025-12-01 07:54" in said


def test_29_november_is_converted_to_two_days_in_one_edit(sample: Plan) -> None:
    slip = judge_slip(sample, read_profiles(read_craft("soyuz-ms")), sample.t0.ms + 2 * DAY_MS)
    assert slip.fails
    assert slip.remedy is not None
    plan = converted(sample, slip.remedy)
    assert decode_plan(encode_plan(plan), "converted") == plan
    assert plan.rendezvous.profile == "2-day"
    assert str(plan.t0)[:15] == "2025-11-29T08:4"
    assessment = assess(plan)
    assert assessment.findings == ()
    flight = assessment.flight
    assert flight.contact is not None
    assert flight.delta_v is not None
    assert flight.delta_v.total_mps < 132.0
    assert abs(flight.contact.utc_ms - plan.t0.ms - 180_000_000) < 60_000


def test_a_pad_out_of_the_plane_is_a_sentence(sample: Plan) -> None:
    site = LaunchSite(id="north", name="North", latitude_deg=60.0, longitude_deg=0.0, height_m=0.0)
    slip = judge_slip(replace(sample, site=site), read_profiles(read_craft("soyuz-ms")), sample.t0.ms)
    assert slip.window is None
    assert slip.fails
    assert "never crosses the target's plane" in slip.sentences[-1]


@pytest.mark.parametrize("days", [-400, 60])
def test_a_slip_far_from_the_elements_is_judged_too(sample: Plan, days: int) -> None:
    slip = judge_slip(sample, read_profiles(read_craft("soyuz-ms")), sample.t0.ms + days * DAY_MS)
    assert slip.fails
    assert slip.sentences
