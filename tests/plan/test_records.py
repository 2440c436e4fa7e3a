"""Records refuse what cannot be, with a sentence that shows what would be right."""

import math
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from missionplanner.plan.anchors import AtOrbital
from missionplanner.plan.events import BoundedComponent, BoundedTime, FixedComponent
from missionplanner.plan.photos import Rectangle, Text
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import FieldSource, Source
from missionplanner.plan.rules import Finding, Rule, Waiver, with_waivers

ASSUMED = Source(provenance="assumed", text="a test")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: FixedComponent(mps=math.nan), "mps"),
        (lambda: FixedComponent(mps=math.inf), "mps"),
        (lambda: BoundedComponent(low_mps=2.0, high_mps=1.0), "high_mps"),
        (lambda: BoundedTime(earliest_ms=1, latest_ms=0), "latest_ms"),
        (lambda: AtOrbital(instant="range", after="x"), "range_m goes with"),
        (lambda: AtOrbital(instant="range", after="x", range_m=0.0), "range_m is 0"),
        (lambda: AtOrbital(instant="apogee", after="x", station="y"), "station goes with"),
        (lambda: AtOrbital(instant="apogee", after="x", count=0), "count"),
        (lambda: Rectangle(id="a", color="red", corner_px=(0.0, 0.0), opposite_px=(1.0, 1.0)), "'#ffb000'"),
        (lambda: Rectangle(id="a", corner_px=(0.0, math.nan), opposite_px=(1.0, 1.0)), "finite"),
        (lambda: Text(id="a", label=" ", position_px=(0.0, 0.0), height_px=9.0), "needs words"),
        (lambda: Rule(id="a", kind="contact-speed", severity="error", source=ASSUMED), "neither low nor high"),
        (lambda: Waiver(finding="a", reason=" "), "needs one"),
    ],
)
def test_a_wrong_value_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


def test_a_source_must_name_a_field(sample: Plan) -> None:
    wrong = (FieldSource(field="colour", provenance="assumed", text=""),)
    with pytest.raises(ValueError, match=r"'colour'.*mass_kg"):
        replace(sample.vehicle, sources=wrong)


def test_a_vehicle_cannot_be_all_propellant_and_more(sample: Plan) -> None:
    with pytest.raises(ValueError, match="propellant_kg"):
        replace(sample.vehicle, propellant_kg=sample.vehicle.mass_kg + 1.0)


def test_a_thrust_that_makes_burns_endless_is_refused(sample: Plan) -> None:
    with pytest.raises(ValueError, match="thrust_n"):
        replace(sample.vehicle, thrust_n=1e-300)


def test_a_port_or_gate_out_of_sight_is_refused(sample: Plan) -> None:
    with pytest.raises(ValueError, match="position_lvlh_m"):
        replace(sample.target.port, position_lvlh_m=(1e9, 0.0, 0.0))
    with pytest.raises(ValueError, match="position_lvlh_m"):
        replace(sample.rendezvous.approach.waypoints[0], position_lvlh_m=(0.0, 0.0, 1e9))


def test_the_docking_port_must_exist(sample: Plan) -> None:
    with pytest.raises(ValueError, match="'garage'"):
        replace(sample.target, docking_port="garage")


def test_approach_points_must_follow_one_another(sample: Plan) -> None:
    approach = sample.rendezvous.approach
    with pytest.raises(ValueError, match="must fall"):
        replace(approach, waypoints=approach.waypoints[::-1])


def test_a_waiver_marks_its_finding_only_for_its_event() -> None:
    finding = Finding(code="limit", severity="error", message="", events=("dv1",))
    assert with_waivers((finding,), (Waiver(finding="limit", reason="agreed", event="dv1"),))[0].waived == "agreed"
    assert with_waivers((finding,), (Waiver(finding="limit", reason="agreed", event="dv2"),))[0].waived is None
    assert with_waivers((finding,), (Waiver(finding="other", reason="agreed"),))[0].waived is None


def test_records_are_equal_by_value_and_hashable(sample: Plan) -> None:
    assert hash(sample.vehicle) == hash(replace(sample.vehicle))
    assert sample == replace(sample)
