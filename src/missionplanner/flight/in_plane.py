"""When a pad lies in the target's orbit plane, and how far it stays from it where it never does."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, degrees, pi, sin

import numpy as np
from numpy.typing import NDArray

from missionplanner.flight.ascent import pad_position
from missionplanner.flight.target_states import TargetStates
from missionplanner.orbit.constants import EARTH_ROTATION_RADPS, GM_EARTH_M3PS2, J2, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.propagation.propagator import check_state
from missionplanner.orbit.sky.earth_pole import pole_gcrs
from missionplanner.orbit.vectors import Array, cross, dot, norm, unit
from missionplanner.plan.vehicle import LaunchDirection, LaunchSite

_STEP_MS = 2 * 60_000
_NORMAL_STEP_MS = 3 * 3_600_000
_DAY_MS = 86_400_000
_PLACES = 8


class NeverInPlaneError(ValueError):
    """The pad never lies in the target's plane; the message says by how much, and the cheapest plane change."""


@dataclass(frozen=True, kw_only=True)
class Opportunity:
    """An instant at which the pad lies in the target's plane, and on which half of the orbit."""

    utc_ms: int
    direction: LaunchDirection


@dataclass(frozen=True, kw_only=True)
class TargetPlane:
    """The target's mean orbit around an instant: normal (unit, GCRS), size, speed, inclination."""

    normal: Array
    semi_major_m: float
    speed_mps: float
    inclination_rad: float

    @property
    def node_rate_per_revolution(self) -> float:
        """Secular drift of the node for each radian that the target travels.

        Source: Vallado, Fundamentals of Astrodynamics, 9.6.1 (J2 on a circular orbit).
        """
        return float(-1.5 * J2 * (WGS84_SEMI_MAJOR_M / self.semi_major_m) ** 2 * np.cos(self.inclination_rad))

    def wait_s(self, closure_rad: float) -> float:
        """How much later a chaser that has this much phase to make up must lift off than one that has none.

        The lower a chaser phases the faster its node regresses: to first order 7/3 of the target's own drift for
        every radian made up, as the node's rate goes with the power -7/2 of the size and the motion with -3/2.
        """
        drift_rad = 7.0 / 3.0 * self.node_rate_per_revolution * closure_rad
        node_rate_radps = self.node_rate_per_revolution * self.speed_mps / self.semi_major_m
        return -drift_rad / (EARTH_ROTATION_RADPS - node_rate_radps)


def target_plane(target: TargetStates, utc_ms: int) -> TargetPlane:
    """The target's plane averaged over a revolution, which takes out what J2 does within one."""
    normals, semi_major_m = _mean_normals(target, np.array([utc_ms], dtype=np.int64))
    inclination_rad = float(np.arccos(np.clip(normals[0] @ pole_gcrs(utc_ms), -1.0, 1.0)))
    speed_mps = float(np.sqrt(GM_EARTH_M3PS2 / semi_major_m))
    return TargetPlane(
        normal=normals[0], semi_major_m=semi_major_m, speed_mps=speed_mps, inclination_rad=inclination_rad
    )


def opportunities(
    target: TargetStates, site: LaunchSite, directions: tuple[LaunchDirection, ...], from_ms: int, to_ms: int
) -> tuple[Opportunity, ...]:
    """All crossings of the target's plane by the pad in a span, to about a second, in order of time.

    Args:
        target: where the target is.
        site: the pad.
        directions: which crossings count.
        from_ms: start of the span.
        to_ms: its end, which does not belong to it.

    Raises:
        NeverInPlaneError: the pad does not cross the plane within a day.
        ElementsError, OrbitInputError, PropagationError: the target cannot be flown there.
    """
    # A day at least, so that a short span without a crossing is not taken for a plane out of reach.
    instants_ms = np.arange(from_ms, max(to_ms, from_ms + _DAY_MS) + _STEP_MS, _STEP_MS, dtype=np.int64)
    height, north = _above_plane(target, site, instants_ms)
    before = np.flatnonzero(np.signbit(height[:-1]) != np.signbit(height[1:]))
    if not len(before):
        raise NeverInPlaneError(_never(target, site, int(instants_ms[np.abs(height).argmin()]), height))
    share = height[before] / (height[before] - height[before + 1])
    crossed_ms = instants_ms[before] + np.rint(share * _STEP_MS).astype(np.int64)
    found = []
    for utc_ms, northward in zip(crossed_ms.tolist(), north[before].tolist(), strict=True):
        direction: LaunchDirection = "ascending" if northward > 0.0 else "descending"
        if direction in directions and from_ms <= utc_ms < to_ms:
            found.append(Opportunity(utc_ms=utc_ms, direction=direction))
    return tuple(found)


def _above_plane(target: TargetStates, site: LaunchSite, utc_ms: NDArray[np.int64]) -> tuple[Array, Array]:
    """Sine of the pad's angle from the plane, and the northward part of the target's heading above the pad, (n,)."""
    epoch_ms = int(utc_ms[0])
    pad = unit(pad_position(site, epoch_ms, (utc_ms - epoch_ms) / 1000))
    # Averaged over a revolution the normal only drifts, so that it may be had from points hours apart.
    sampled_ms = np.arange(epoch_ms, utc_ms[-1] + _NORMAL_STEP_MS, _NORMAL_STEP_MS, dtype=np.int64)
    sampled, _ = _mean_normals(target, sampled_ms)
    normals = unit(np.stack([np.interp(utc_ms, sampled_ms, sampled[:, axis]) for axis in range(3)], axis=-1))
    return dot(pad, normals), cross(normals, pad) @ pole_gcrs(epoch_ms)


def _mean_normals(target: TargetStates, utc_ms: NDArray[np.int64]) -> tuple[Array, float]:
    """Orbit normals averaged over the revolution around each instant, (n, 3), and the size of the first orbit."""
    r_m, v_mps = target.states(utc_ms[:1])
    check_state(r_m[0], v_mps[0])  # an orbit that is not bound has no revolution to average over
    semi_major_m = float(1.0 / (2.0 / norm(r_m)[0] - dot(v_mps, v_mps)[0] / GM_EARTH_M3PS2))
    period_ms = 2000.0 * pi * (semi_major_m**3 / GM_EARTH_M3PS2) ** 0.5
    offsets_ms = np.rint((np.arange(_PLACES) + 0.5 - _PLACES / 2) / _PLACES * period_ms).astype(np.int64)
    instants_ms = (utc_ms[:, None] + offsets_ms).ravel()
    order = np.argsort(instants_ms, kind="stable")
    r_m, v_mps = target.states(instants_ms[order])
    normals = np.empty_like(r_m)
    normals[order] = unit(cross(r_m, v_mps))
    return unit(normals.reshape(len(utc_ms), _PLACES, 3).mean(axis=1)), semi_major_m


def _never(target: TargetStates, site: LaunchSite, utc_ms: int, height: Array) -> str:
    plane = target_plane(target, utc_ms)
    apart_rad = asin(float(np.abs(height).min()))
    pad_m = pad_position(site, utc_ms, np.array([0.0]))[0]
    latitude_rad = asin(float(pad_m @ pole_gcrs(utc_ms)) / float(np.linalg.norm(pad_m)))
    cost_mps = 2.0 * plane.speed_mps * sin(0.5 * apart_rad)
    return (
        f"{site.name} never crosses the target's plane: its geocentric latitude is {degrees(latitude_rad):.2f} deg and "
        f"the plane reaches {degrees(min(plane.inclination_rad, pi - plane.inclination_rad)):.2f} deg. It stays "
        f"{degrees(apart_rad):.2f} deg away, and the cheapest plane change costs {cost_mps:.0f} m/s; choose a pad "
        "nearer to the equator or another target"
    )
