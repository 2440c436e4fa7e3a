"""Secular rates under J2, and periods, of the orbits of the station and of a chaser at its insertion."""

from math import degrees, radians

import numpy as np
import pytest

from missionplanner.orbit.constants import EARTH_RADIUS_M
from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.propagation.mean_ellipse import MeanEllipse, mean_ellipse

DAY_S = 86_400.0
# Heights of perigee and apogee [km], then node and perigee [deg/day] and period [min]: first order in J2, with
# J2 = 1.08262668e-3 and R = 6378136.3 m. Element sets of the station show -4.9485 deg/day.
CASES = [
    pytest.param(413.0, 426.0, -4.947924, 3.69031, 92.960107, id="station"),
    pytest.param(200.0, 242.0, -5.488819, 4.093726, 88.918142, id="insertion"),
]


def orbit(perigee_km: float, apogee_km: float) -> KeplerianElements:
    perigee_m, apogee_m = EARTH_RADIUS_M + 1e3 * perigee_km, EARTH_RADIUS_M + 1e3 * apogee_km
    return KeplerianElements(
        semi_major_axis_m=0.5 * (perigee_m + apogee_m),
        eccentricity=(apogee_m - perigee_m) / (apogee_m + perigee_m),
        inclination_rad=radians(51.64),
        raan_rad=1.0,
        argument_of_perigee_rad=0.5,
        true_anomaly_rad=0.3,
    )


def with_mean_elements(wanted: KeplerianElements) -> MeanEllipse:
    """The mean ellipse whose size, shape and inclination are the wanted ones, from a state that has it."""
    a, e, i = wanted.semi_major_axis_m, wanted.eccentricity, wanted.inclination_rad
    right = np.array([a, e, i])
    osculating = right.copy()
    for _ in range(30):
        elements = KeplerianElements(
            semi_major_axis_m=float(osculating[0]),
            eccentricity=float(osculating[1]),
            inclination_rad=float(osculating[2]),
            raan_rad=wanted.raan_rad,
            argument_of_perigee_rad=wanted.argument_of_perigee_rad,
            true_anomaly_rad=wanted.true_anomaly_rad,
        )
        mean = mean_ellipse(*state_from_keplerian(elements))
        off = right - [mean.semi_major_m, mean.eccentricity, mean.inclination_rad]
        osculating += 0.5 * off
    assert abs(off / right).max() < 1e-7
    return mean


@pytest.mark.parametrize(("perigee_km", "apogee_km", "node_degpd", "perigee_degpd", "period_min"), CASES)
def test_mean_elements_turn_at_the_published_rates(
    perigee_km: float, apogee_km: float, node_degpd: float, perigee_degpd: float, period_min: float
) -> None:
    wanted = orbit(perigee_km, apogee_km)
    mean = with_mean_elements(wanted)
    # Our J2 is 5e-7 smaller than the one that was printed with, in the last printed digit.
    assert degrees(mean.raan_radps) * DAY_S == pytest.approx(node_degpd, abs=5e-6)
    assert degrees(mean.perigee_radps) * DAY_S == pytest.approx(perigee_degpd, abs=5e-6)
    assert wanted.period_s / 60.0 == pytest.approx(period_min, abs=5e-7)
