"""States of a target at given times, as the command line prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from missionplanner.cli.ending import BadInputError
from missionplanner.files.elements_file import read_target
from missionplanner.files.found_elements import FoundElements, nearest
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.flight.element_states import element_states
from missionplanner.orbit.errors import ElementsError, OrbitInputError, PropagationError
from missionplanner.orbit.frames import geodetic_from_itrs
from missionplanner.orbit.published.beyond import states_beyond
from missionplanner.orbit.sky.almanac import EarthOrientation
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
    r_m, v_mps = np.empty((len(times), 3)), np.empty((len(times), 3))
    for one in {id(one): one for one in used}.values():
        here = np.array([other is one for other in used])
        instants_ms = np.array([time.ms for time in times])[here]
        r_m[here], v_mps[here] = element_states(one.elements, instants_ms)
    documents = [
        {**document, "elements_epoch_utc": str(one.elements.epoch)}
        for document, one in zip(_documents(times, r_m, v_mps), used, strict=True)
    ]
    ages = [
        f"{time} lies {abs(time.ms - one.elements.epoch.ms) / 86_400_000:.0f} days from the epoch of the nearest "
        "element set; SGP4 is far off there."
        for one, time in zip(used, times, strict=True)
        if abs(time.ms - one.elements.epoch.ms) > _LONGEST_AGE_MS
    ]
    origins = [f"SGP4 from the element set of {one.elements.epoch}" for one in used]
    warnings = (warning for one in used for warning in one.warnings)
    return TargetStates(
        documents=documents, origins=tuple(dict.fromkeys(origins)), warnings=tuple(dict.fromkeys((*warnings, *ages)))
    )


def _of_ephemeris(found: FoundEphemeris, times: Sequence[Utc]) -> TargetStates:
    ephemeris = found.ephemeris
    t_s = np.array([(time.ms - ephemeris.epoch_utc_ms) / 1000.0 for time in times])
    r_m, v_mps, away_s = np.empty((len(times), 3)), np.empty((len(times), 3)), np.zeros(len(times))
    covered = ephemeris.covers(t_s)
    if covered.any():
        r_m[covered], v_mps[covered] = ephemeris.state(t_s[covered])
    outside = []
    if not covered.all():
        away_s[~covered] = [abs(at_s - ephemeris.nearest_state(at_s)[0]) for at_s in t_s[~covered].tolist()]
        _check_reach(times[int(np.argmax(away_s))], float(away_s.max()))
        beyond = states_beyond(ephemeris, t_s[~covered], found.properties.ballistic_m2pkg)
        r_m[~covered], v_mps[~covered] = beyond.r_m, beyond.v_mps
        froms_ms = (ephemeris.epoch_utc_ms + np.rint(1000.0 * beyond.from_s)).astype(np.int64)
        for at, from_ms, factor in zip(
            np.flatnonzero(~covered).tolist(), froms_ms.tolist(), beyond.drag_factor.tolist(), strict=True
        ):
            drag = "no drag" if np.isnan(factor) else f"{factor:.2f} times the modelled drag"
            outside.append(
                f"{times[at]} lies outside the ephemeris, by {duration_text(round(1000.0 * away_s[at]))}; the state of "
                f"{utc_text(from_ms)} was propagated, with {drag}."
            )
    documents = [
        {**document, "outside_ephemeris_s": float(away)}
        for document, away in zip(_documents(times, r_m, v_mps), away_s, strict=True)
    ]
    span = f"{utc_text(found.start_utc_ms)} to {utc_text(found.end_utc_ms)}"
    name = found.name or found.object_id or "one object"
    made = " ".join(part for part in (f"by {found.originator}" * bool(found.originator), found.created) if part)
    origin = f"Ephemeris of {name}{', made ' * bool(made)}{made}: {span}, interpolated"
    return TargetStates(documents=documents, origins=(origin,), warnings=tuple(outside))


def _check_reach(time: Utc, away_s: float) -> None:
    if 1000.0 * away_s > _FARTHEST_MS:
        raise OrbitInputError(
            f"{time} lies {away_s / 86400.0:.0f} days outside the ephemeris; at most {_FARTHEST_MS // 86_400_000} are "
            "flown"
        )


def _documents(times: Sequence[Utc], r_m: Array, v_mps: Array) -> Iterator[Document]:
    for time, at_m, at_mps in zip(times, r_m, v_mps, strict=True):
        r_itrs_m = EarthOrientation(time.ms, 0.0, 0.0).dcm_itrs_from_gcrs(0.0)[0] @ at_m
        latitude_rad, longitude_rad, height_m = geodetic_from_itrs(r_itrs_m)
        yield {
            "utc": str(time),
            "r_gcrs_km": [float(component) for component in at_m / 1000.0],
            "v_gcrs_kmps": [float(component) for component in at_mps / 1000.0],
            "lat_deg": float(np.degrees(latitude_rad)),
            "lon_deg": float(np.degrees(longitude_rad)),
            "height_km": float(height_m) / 1000.0,
        }
