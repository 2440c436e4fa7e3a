"""States of a target at given times, as the command line prints them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from missionplanner.cli.ending import BadInputError
from missionplanner.files.elements_file import FoundElements, nearest, read_elements
from missionplanner.orbit.almanac import EarthOrientation, sgp4_states
from missionplanner.orbit.errors import ElementsError, OrbitInputError
from missionplanner.orbit.frames import geodetic_from_itrs
from missionplanner.plan.clock import Utc

Document = dict[str, Any]


def states_of_elements(target: Path, at: str) -> tuple[list[Document], tuple[str, ...]]:
    """Fly the element sets of a file with SGP4.

    Args:
        target: the file; of several sets, each time takes the one whose epoch is nearest.
        at: the times, ISO 8601 UTC, between commas.

    Returns:
        A document for each time, in the order asked for, and what looks wrong about the sets used.

    Raises:
        ElementsFileError: the file holds no element set.
        BadInputError: a text is no time, or SGP4 does not reach one.
    """
    try:
        times = [Utc.parse(text) for text in at.split(",")]
    except ValueError as error:
        raise BadInputError(f"--at: {error}.") from None
    found = read_elements(target)
    used = [nearest(found, time) for time in times]
    try:
        states = [_state(one, time) for one, time in zip(used, times, strict=True)]
    except (ElementsError, OrbitInputError) as error:
        raise BadInputError(f"{target}: {error}.") from None
    return states, tuple(dict.fromkeys(warning for one in used for warning in one.warnings))


def _state(found: FoundElements, time: Utc) -> Document:
    r_m, v_mps = sgp4_states(found.elements.line1, found.elements.line2, np.array([time.ms]))
    r_itrs_m = EarthOrientation(time.ms, 0.0, 0.0).dcm_itrs_from_gcrs(0.0)[0] @ r_m[0]
    latitude_rad, longitude_rad, height_m = geodetic_from_itrs(r_itrs_m)
    return {
        "utc": str(time),
        "r_gcrs_km": [float(component) for component in r_m[0] / 1000.0],
        "v_gcrs_kmps": [float(component) for component in v_mps[0] / 1000.0],
        "lat_deg": float(np.degrees(latitude_rad)),
        "lon_deg": float(np.degrees(longitude_rad)),
        "height_km": float(height_m) / 1000.0,
        "elements_epoch_utc": str(found.elements.epoch),
    }
