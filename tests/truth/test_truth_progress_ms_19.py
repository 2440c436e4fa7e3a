"""Progress MS-19, a two-day flight, planned on NASA's own ephemeris of the station of the day before.

Published: liftoff 2022-02-15 04:25:39 UTC, docking 2022-02-17 07:06:29 UTC (the ephemeris' table of events). The phase
at liftoff follows from the ephemeris, pad and time alone; computed apart from this program it is -50.13 deg.
"""

from math import degrees

import numpy as np
import pytest

from flight.ephemeris_plans import found_ephemeris, progress_ms_19
from missionplanner.flight.assess import Assessment, assess


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(progress_ms_19())


def test_it_flies(assessment: Assessment) -> None:
    flight = assessment.flight
    assert [one.message for one in assessment.findings if one.severity == "error"] == []
    assert flight.contact is not None
    assert flight.delta_v is not None
    assert flight.phase_at_liftoff_rad is not None
    assert degrees(flight.phase_at_liftoff_rad) == pytest.approx(-50.13, abs=0.02)
    assert 100.0 < flight.delta_v.total_mps < 135.0
    assert flight.delta_v.plane_mps < 1.0
    assert 0.06 <= flight.contact.speed_mps <= 0.15


def test_its_target_is_where_nasa_says(assessment: Assessment) -> None:
    """All the way from before liftoff to docking, within metres, while SGP4 would be off by kilometres."""
    target, ephemeris = assessment.flight.target, found_ephemeris().ephemeris
    assert target is not None
    assert assessment.flight.fit_rms_m is not None
    assert assessment.flight.fit_rms_m < 3.0
    t_s = np.arange(-3600.0, 50.0 * 3600.0, 600.0)
    r_m, _ = ephemeris.state(t_s + (assessment.flight.epoch_ms - ephemeris.epoch_utc_ms) / 1000)
    assert np.linalg.norm(target.position(t_s) - r_m, axis=1).max() < 10.0
