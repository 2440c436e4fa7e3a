"""Where the elements of a plan's target put it, whichever way they are written."""

from __future__ import annotations

from math import pi, radians

from numpy.typing import ArrayLike

from missionplanner.orbit.published import mean_elements
from missionplanner.orbit.sky.almanac import mean_element_states, sgp4_states
from missionplanner.orbit.vectors import Array
from missionplanner.plan.station import ElementSet


def element_states(elements: ElementSet, utc_ms: ArrayLike) -> tuple[Array, Array]:
    """States of an element set, by SGP4.

    Args:
        elements: the element set.
        utc_ms: instants [ms of UTC since 1970], (n,).

    Returns:
        GCRS position [m] and velocity [m/s], each (n, 3).

    Raises:
        ElementsError: the elements cannot be used, or SGP4 cannot reach an instant.
        OrbitInputError: an instant lies outside the years that the Earth's orientation is known for.
    """
    mean = elements.mean
    if mean is None:
        return sgp4_states(elements.line1, elements.line2, utc_ms)
    return mean_element_states(
        mean_elements.MeanElements(
            epoch_utc_us=mean.epoch_us,
            mean_motion_radps=mean.mean_motion_revpd * 2.0 * pi / 86400.0,
            eccentricity=mean.eccentricity,
            inclination_rad=radians(mean.inclination_deg),
            raan_rad=radians(mean.raan_deg),
            argument_of_perigee_rad=radians(mean.argument_of_perigee_deg),
            mean_anomaly_rad=radians(mean.mean_anomaly_deg),
            bstar_per_er=mean.bstar_per_er,
        ),
        utc_ms,
    )
