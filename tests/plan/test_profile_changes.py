"""Changes of profiles: copies, intervals, burns and gates that stay in order."""

import pytest
from msgspec.structs import replace

from missionplanner.files.launch_data import read_profile
from missionplanner.plan.anchors import AtMet
from missionplanner.plan.launch_edits import with_launch, with_profiles
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.profile_changes import copied, with_approach, with_burns, with_docking, with_interval


@pytest.fixture
def profile() -> Profile:
    return read_profile("2-orbit")


def test_copies_get_names_of_their_own(profile: Profile) -> None:
    first = copied(profile, ["2-orbit"], "Ours")
    second = copied(first, ["2-orbit", first.id], "Ours too")
    assert first.id == "my-2-orbit"
    assert second.id not in ("2-orbit", first.id)
    assert replace(second, id=profile.id, name=profile.name) == profile


def test_a_plan_carries_profiles_once_each(sample: Plan, profile: Profile) -> None:
    own = copied(profile, ["2-orbit"], "Ours")
    assert with_profiles(sample, (own,)).profiles == (own,)
    with pytest.raises(ValueError, match="stands twice"):
        with_profiles(sample, (own, own))


def test_an_interval_keeps_its_other_limit_and_loses_its_source(profile: Profile) -> None:
    changed = with_interval(profile.phase, 10.0, None)
    assert (changed.low_deg, changed.high_deg) == (10.0, 19.5)
    assert changed.source.provenance == "assumed"
    with pytest.raises(ValueError, match="is empty"):
        with_interval(profile.phase, None, 10.0)


def test_docking_later_moves_what_is_timed_before_it(profile: Profile) -> None:
    later = with_docking(profile, profile.docking_met_ms + 60_000)
    assert later.burns[-1].after_liftoff_ms(later.docking_met_ms) == (
        profile.burns[-1].after_liftoff_ms(profile.docking_met_ms) + 60_000
    )
    with pytest.raises(ValueError, match="before liftoff"):
        with_docking(profile, 60_000)


def test_the_last_burn_is_at_the_gate(profile: Profile) -> None:
    fewer = with_burns(profile, profile.burns[:2])
    assert fewer.burns[-1].before_docking_ms == profile.approach.waypoints[0].before_docking_ms
    with pytest.raises(ValueError, match="at least two burns"):
        with_burns(profile, profile.burns[:1])


def test_an_approach_needs_gates_in_order(profile: Profile) -> None:
    approach = profile.approach
    with pytest.raises(ValueError, match="at least one gate"):
        with_approach(profile, (), approach.axial_points)
    with pytest.raises(ValueError, match="must come later"):
        with_approach(profile, approach.waypoints[::-1], approach.axial_points)
    further = replace(approach.axial_points[-1], range_m=9000.0)
    with pytest.raises(ValueError, match="further out"):
        with_approach(profile, approach.waypoints, (*approach.axial_points[:-1], further))


def test_another_vehicle_separates_at_its_own_time(sample: Plan) -> None:
    site = replace(sample.site, id="elsewhere", name="Elsewhere")
    vehicle = replace(sample.vehicle, name="Progress MS")
    plan = with_launch(sample, site, vehicle, 528_000)
    assert (plan.site, plan.vehicle) == (site, vehicle)
    assert plan.event(plan.rendezvous.insertion).anchor == AtMet(met_ms=528_000)
