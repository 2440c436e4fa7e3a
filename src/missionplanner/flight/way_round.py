"""The way round the keep-out sphere, from the last gate to the axis of a port on another side of the station."""

from __future__ import annotations

from math import ceil, inf, pi, sqrt

import numpy as np

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.relative import cw_targeting, cw_transition
from missionplanner.orbit.vectors import Array, cross, norm

# Corners this far apart: a chord between two of them stays outside a sphere of 0.87 of their distance.
_CORNER_RAD = pi / 3.0
_MARGIN = 1.25
_OPPOSITE = 1e-3
# Mean motion of low orbits, near enough to see which way a drift of some minutes bends.
_MEAN_MOTION_RADPS = 1.13e-3
_SAMPLES = 33


def way_round(start_m: Array, end_m: Array, drift_s: float, radius_m: float) -> list[tuple[float, Array]]:
    """Places to pass so that a drift between two places outside a sphere does not cross it.

    There are none where the drift stays outside, which is so for a port on the side that the gates lie on: these come
    with the profile, the way round with the port. Places opposite each other are joined over the front.

    Args:
        start_m: the first place, from the sphere's centre (the target's LVLH), (3,).
        end_m: the last one, (3,).
        drift_s: how long the drift takes.
        radius_m: the sphere's radius.

    Returns:
        Shares of the angle made, between 0 and 1, with places on an arc whose radius goes evenly from that of the
        first place to that of the last, and never below five quarters of the sphere's.

    Source: drifts by Clohessy & Wiltshire, Terminal Guidance System for Satellite Rendezvous (1960).
    """
    from_m, to_m = sqrt(float(start_m @ start_m)), sqrt(float(end_m @ end_m))
    if min(from_m, to_m) <= radius_m or _nearest_m(start_m, end_m, drift_s) >= radius_m:
        return []
    first, last = start_m / from_m, end_m / to_m
    axis = cross(first, last)
    if float(np.linalg.norm(axis)) < _OPPOSITE:
        axis = cross(first, np.array([1.0, 0.0, 0.0]))
        if float(np.linalg.norm(axis)) < _OPPOSITE:  # from behind to the front: over the side of the Earth
            axis = cross(first, np.array([0.0, 0.0, 1.0]))
    axis = axis / float(np.linalg.norm(axis))
    angle = float(np.arctan2(cross(first, last) @ axis, first @ last)) % (2.0 * pi)
    side = cross(axis, first)
    count = max(2, ceil(angle / _CORNER_RAD))
    corners = []
    for share in (np.arange(1, count) / count).tolist():
        out_m = max(from_m + share * (to_m - from_m), _MARGIN * radius_m)
        corners.append((share, out_m * (np.cos(share * angle) * first + np.sin(share * angle) * side)))
    return corners


def _nearest_m(start_m: Array, end_m: Array, drift_s: float) -> float:
    """How near to the centre a drift comes."""
    try:
        velocity_mps, _ = cw_targeting(_MEAN_MOTION_RADPS, start_m, end_m, drift_s)
    except OrbitInputError:  # about a whole revolution: refused, if at all, where it is flown
        return inf
    transition = cw_transition(_MEAN_MOTION_RADPS, np.linspace(0.0, drift_s, _SAMPLES))
    return float(norm(transition[:, :3] @ np.concatenate([start_m, velocity_mps])).min())
