"""What orbital instants are called."""

import pytest

from missionplanner.flight.instant_words import anchored_text
from missionplanner.plan.anchors import AtOrbital
from missionplanner.plan.plan import Plan


@pytest.mark.parametrize(
    ("anchor", "text"),
    [
        (AtOrbital(instant="ascending-node", after="docking"), "ascending node after Docking, planned"),
        (
            AtOrbital(instant="sunrise", after="docking", craft="target", count=2, offset_ms=-30_000),
            "sunrise number 2 of the target after Docking, planned, -30 s",
        ),
        (AtOrbital(instant="penumbra-sunset", after="docking"), "start of penumbra at sunset after Docking, planned"),
        (AtOrbital(instant="range", after="docking", range_m=45_000.0), "range of 45 km after Docking, planned"),
        (
            AtOrbital(instant="range", after="docking", range_m=250.0, crossing="rising", craft="target"),
            "range of 250 m, opening after Docking, planned",
        ),
        (
            AtOrbital(instant="range-rate", after="docking", range_rate_mps=-2.5, crossing="falling"),
            "range rate of -2.5 m/s, falling after Docking, planned",
        ),
        (AtOrbital(instant="closest-approach", after="docking"), "closest approach after Docking, planned"),
        (
            AtOrbital(instant="station-rise", after="docking", station="barnaul"),
            "rise at Barnaul above 5 deg after Docking, planned",
        ),
        (
            AtOrbital(instant="station-set", after="docking", station="barnaul", mask_deg=12.5),
            "set at Barnaul below 12.5 deg after Docking, planned",
        ),
        (
            AtOrbital(instant="station-set", after="docking", station="barnaul", craft="target", count=3),
            "set number 3 of the target at Barnaul below 5 deg after Docking, planned",
        ),
        (AtOrbital(instant="station-set", after="docking", station="x"), "set at 'x' after Docking, planned"),
        (AtOrbital(instant="relay-loss", after="docking", relay="tdrs-12"), "loss by TDRS 12 after Docking, planned"),
        (AtOrbital(instant="relay-acquisition", after="gone", relay="x"), "acquisition by 'x' after gone"),
    ],
)
def test_each_instant_has_a_name(sample: Plan, anchor: AtOrbital, text: str) -> None:
    assert anchored_text(anchor, sample) == text.replace("Docking, planned", sample.event("docking").name)
