"""Mean elements that SGP4 flies, when they did not come as two lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MeanElements:
    """Mean elements of SGP4 in its own frame, TEME at the epoch.

    Attributes:
        epoch_utc_us: the epoch [microseconds of UTC since 1970].
        mean_motion_radps: mean motion as Kozai defined it [rad/s].
        eccentricity: at least 0, below 1.
        inclination_rad: inclination [rad].
        raan_rad: right ascension of the ascending node [rad].
        argument_of_perigee_rad: argument of perigee [rad].
        mean_anomaly_rad: mean anomaly [rad].
        bstar_per_er: drag term B* [1/Earth radius].
    """

    epoch_utc_us: int
    mean_motion_radps: float
    eccentricity: float
    inclination_rad: float
    raan_rad: float
    argument_of_perigee_rad: float
    mean_anomaly_rad: float
    bstar_per_er: float
