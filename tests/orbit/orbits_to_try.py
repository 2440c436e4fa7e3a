"""Orbits for the tests: the station's, and any that a crewed flight can have."""

from math import pi

import numpy as np
from hypothesis import strategies as st

from missionplanner.orbit.constants import WGS84_SEMI_MAJOR_M
from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian

LIFTOFF_UTC_MS = 1_764_235_677_402  # Soyuz MS-28, 2025-11-27T09:27:57.402 UTC
STATION = KeplerianElements(
    semi_major_axis_m=6_798_000.0,
    eccentricity=0.0008,
    inclination_rad=np.radians(51.64),
    raan_rad=np.radians(60.0),
    argument_of_perigee_rad=np.radians(70.0),
    true_anomaly_rad=np.radians(10.0),
)
STATION_STATE = state_from_keplerian(STATION)


@st.composite
def bound_orbits(draw, most_eccentric: float = 0.75) -> KeplerianElements:
    """Perigee 150 to 2000 km high, any plane, any place on the orbit."""
    e = draw(st.one_of(st.just(0.0), st.floats(1e-8, 0.02), st.floats(0.0, most_eccentric)))
    perigee_m = WGS84_SEMI_MAJOR_M + draw(st.floats(150e3, 2000e3))
    angle = st.floats(0.0, 2.0 * pi, exclude_max=True)
    return KeplerianElements(
        semi_major_axis_m=perigee_m / (1.0 - e),
        eccentricity=e,
        inclination_rad=draw(st.one_of(st.sampled_from([0.0, pi / 2, pi]), st.floats(0.0, pi))),
        raan_rad=draw(angle),
        argument_of_perigee_rad=draw(angle),
        true_anomaly_rad=draw(angle),
    )
