"""States of a target at given times, as the command line prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from missionplanner.cli.ending import BadInputError
from missionplanner.files.elements_file import read_target
from missionplanner.files.found_elements import FoundElements, nearest
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.flight.element_states import element_states
from missionplanner.orbit.almanac import EarthOrientation
from missionplanner.orbit.beyond import state_beyond
from missionplanner.orbit.errors import ElementsError, OrbitInputError, PropagationError
from missionplanner.orbit.frames import geodetic_from_itrs
from missionplanner.orbit.vectors import Array
from missionplanner.plan.clock import Utc, utc_text
from missionplanner.plan.target_edits import catalogue_number
from missionplanner.plan.time_text import duration_text

Document = dict[str, Any]

_LONGEST_AGE_MS = 30 * 86_400_000
_FARTHEST_MS = 60 * 86_400_000


@dataclass(frozen=True, kw_only=True)
class TargetStates:
    """A document for each time, in the order asked for; where they are from; and what looks wrong."""

    documents: list[Document]
    origins: tuple[str, ...]
    warnings: tuple[str, ...]


def states_of_target(target: Path, at: str) -> TargetStates:
    """Find where the object of a file is at given times.

    Args:
        target: the file. Of several element sets, each time takes the one whose epoch is nearest. An ephemeris is
            interpolated; outside of it the nearest of its states is flown by our propagator.
        at: the times, ISO 8601 UTC, between commas.

    Raises:
        ElementsFileError: the file cannot be used.
        BadInputError: a text is no time, a time cannot be reached, or the file holds several objects.
    """
    try:
        times = [Utc.parse(text) for text in at.split(",")]
    except ValueError as error:
        raise BadInputError(f"--at: {error}.") from None
    found = read_target(target)
    try:
        if isinstance(found, FoundEphemeris):
            return _of_ephemeris(found, times)
        return _of_elements(found, times, str(target))
    except (ElementsError, OrbitInputError, PropagationError) as error:
        raise BadInputError(f"{target}: {error}.") from None


def _of_elements(found: Sequence[FoundElements], times: Sequence[Utc], name: str) -> TargetStates:
    objects = sorted({catalogue_number(one.elements) for one in found}, key=lambda number: number.zfill(9))
    if len(objects) > 1:
        listed = ", ".join(objects[:3]) + (", ..." if len(objects) > 3 else "")
        raise BadInputError(f"{name} holds {len(objects)} objects, {listed}; name a file with the elements of one.")
    used = [nearest(found, time) for time in times]
    documents = []
    ages = []
    for one, time in zip(used, times, strict=True):
        r_m, v_mps = element_states(one.elements, np.array([time.ms]))
        document = _document(time, r_m[0], v_mps[0])
        documents.append({**document, "elements_epoch_utc": str(one.elements.epoch)})
        if abs(time.ms - one.elements.epoch.ms) > _LONGEST_AGE_MS:
            days = abs(time.ms - one.elements.epoch.ms) / 86_400_000
            ages.append(
                f"{time} lies {days:.0f} days from the epoch of the nearest element set; SGP4 is far off there."
            )
    origins = [f"SGP4 from the element set of {one.elements.epoch}" for one in used]
    warnings = (warning for one in used for warning in one.warnings)
    return TargetStates(
        documents=documents, origins=tuple(dict.fromkeys(origins)), warnings=tuple(dict.fromkeys((*warnings, *ages)))
    )


def _of_ephemeris(found: FoundEphemeris, times: Sequence[Utc]) -> TargetStates:
    ephemeris = found.ephemeris
    documents = []
    outside = []
    for time in times:
        t_s = (time.ms - ephemeris.epoch_utc_ms) / 1000.0
        if ephemeris.covers(np.array([t_s]))[0]:
            r_m, v_mps = ephemeris.state(np.array([t_s]))
            away_s = 0.0
            state = r_m[0], v_mps[0]
        else:
            away_s = abs(t_s - ephemeris.nearest_state(t_s)[0])
            _check_reach(time, away_s)
            beyond = state_beyond(ephemeris, t_s, found.properties.ballistic_m2pkg)
            state = beyond.r_m, beyond.v_mps
            drag = "no drag" if beyond.drag_factor is None else f"{beyond.drag_factor:.2f} times the modelled drag"
            nearest_utc = utc_text(ephemeris.epoch_utc_ms + round(1000.0 * beyond.from_s))
            outside.append(
                f"{time} lies outside the ephemeris, by {duration_text(round(1000.0 * away_s))}; the state of "
                f"{nearest_utc} was propagated, with {drag}."
            )
        documents.append({**_document(time, *state), "outside_ephemeris_s": away_s})
    span = f"{utc_text(found.start_utc_ms)} to {utc_text(found.end_utc_ms)}"
    name = found.name or found.object_id or "one object"
    return TargetStates(
        documents=documents, origins=(f"Ephemeris of {name}, {span}, interpolated",), warnings=tuple(outside)
    )


def _check_reach(time: Utc, away_s: float) -> None:
    if 1000.0 * away_s > _FARTHEST_MS:
        raise OrbitInputError(
            f"{time} lies {away_s / 86400.0:.0f} days outside the ephemeris; at most {_FARTHEST_MS // 86_400_000} are "
            "flown"
        )


def _document(time: Utc, r_m: Array, v_mps: Array) -> Document:
    r_itrs_m = EarthOrientation(time.ms, 0.0, 0.0).dcm_itrs_from_gcrs(0.0)[0] @ r_m
    latitude_rad, longitude_rad, height_m = geodetic_from_itrs(r_itrs_m)
    return {
        "utc": str(time),
        "r_gcrs_km": [float(component) for component in r_m / 1000.0],
        "v_gcrs_kmps": [float(component) for component in v_mps / 1000.0],
        "lat_deg": float(np.degrees(latitude_rad)),
        "lon_deg": float(np.degrees(longitude_rad)),
        "height_km": float(height_m) / 1000.0,
    }
