"""Kepler elements of a state, and the angles that two orbits make with each other."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, pi, sin, sqrt

import numpy as np

from missionplanner.orbit.constants import GM_EARTH_M3PS2, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.vectors import Array, cross, dot, norm, unit

_CIRCULAR = 1e-11


@dataclass(frozen=True, kw_only=True)
class KeplerianElements:
    """Osculating elements of a bound orbit, in the frame of the state they were made from.

    Heights are above the equatorial radius of WGS 84, as element sets and press releases give them.
    """

    semi_major_axis_m: float
    eccentricity: float
    inclination_rad: float
    raan_rad: float
    argument_of_perigee_rad: float
    true_anomaly_rad: float

    @property
    def perigee_height_m(self) -> float:
        """Height of perigee above the equatorial radius [m]."""
        return self.semi_major_axis_m * (1.0 - self.eccentricity) - WGS84_SEMI_MAJOR_M

    @property
    def apogee_height_m(self) -> float:
        """Height of apogee above the equatorial radius [m]."""
        return self.semi_major_axis_m * (1.0 + self.eccentricity) - WGS84_SEMI_MAJOR_M

    @property
    def argument_of_latitude_rad(self) -> float:
        """Angle from the ascending node to the spacecraft along the orbit, in [0, 2 pi)."""
        return (self.argument_of_perigee_rad + self.true_anomaly_rad) % (2.0 * pi)

    @property
    def mean_motion_radps(self) -> float:
        """Mean motion of the Kepler orbit [rad/s]."""
        return sqrt(GM_EARTH_M3PS2 / self.semi_major_axis_m**3)

    @property
    def period_s(self) -> float:
        """Period of the Kepler orbit [s]."""
        return 2.0 * pi / self.mean_motion_radps


def keplerian_from_state(r_m: Array, v_mps: Array, gm_m3ps2: float = GM_EARTH_M3PS2) -> KeplerianElements:
    """Elements of one bound state, each angle in [0, 2 pi).

    On a circular orbit the argument of perigee is 0 and the true anomaly counts from the node; on an equatorial one
    the right ascension is 0 and the argument of perigee counts from the x axis.

    Args:
        r_m: position in an inertial frame whose z axis is the pole [m], (3,).
        v_mps: velocity in the same frame [m/s], (3,).
        gm_m3ps2: the attracting body's GM.

    Raises:
        OrbitInputError: the orbit is not bound, or position and velocity are parallel.

    Source: Vallado, Fundamentals of Astrodynamics, algorithm 9, with arctangents in place of its arccosines.
    """
    r_m, v_mps = np.asarray(r_m, dtype=float), np.asarray(v_mps, dtype=float)
    distance_m = sqrt(float(r_m @ r_m))
    semi_major_m = 1.0 / (2.0 / distance_m - float(v_mps @ v_mps) / gm_m3ps2)
    momentum = cross(r_m, v_mps)
    momentum_size = sqrt(float(momentum @ momentum))
    if not 0.0 < semi_major_m < float("inf"):
        raise OrbitInputError(f"the semi-major axis is {semi_major_m:.6g} m; the orbit must be bound")
    if momentum_size == 0.0:
        raise OrbitInputError("position and velocity are parallel, so there is no orbit plane")
    normal = momentum / momentum_size
    eccentricity_vector = cross(v_mps, momentum) / gm_m3ps2 - r_m / distance_m
    eccentricity = sqrt(float(eccentricity_vector @ eccentricity_vector))
    node = np.array([-normal[1], normal[0], 0.0])
    node_size = sqrt(float(node @ node))
    node = node / node_size if node_size > 0.0 else np.array([1.0, 0.0, 0.0])
    perigee = eccentricity_vector / eccentricity if eccentricity > _CIRCULAR else node
    return KeplerianElements(
        semi_major_axis_m=semi_major_m,
        eccentricity=eccentricity,
        inclination_rad=atan2(node_size, float(normal[2])),
        raan_rad=atan2(float(node[1]), float(node[0])) % (2.0 * pi),
        argument_of_perigee_rad=_angle_about(normal, node, perigee),
        true_anomaly_rad=_angle_about(normal, perigee, r_m),
    )


def state_from_keplerian(elements: KeplerianElements, gm_m3ps2: float = GM_EARTH_M3PS2) -> tuple[Array, Array]:
    """Position [m] and velocity [m/s] of elements, in the frame of the elements, each (3,).

    Source: Vallado, Fundamentals of Astrodynamics, algorithm 10.
    """
    e, nu = elements.eccentricity, elements.true_anomaly_rad
    parameter_m = elements.semi_major_axis_m * (1.0 - e * e)
    distance_m = parameter_m / (1.0 + e * cos(nu))
    speed_mps = sqrt(gm_m3ps2 / parameter_m)
    node_rad, tilt_rad, perigee_rad = (
        elements.raan_rad,
        elements.inclination_rad,
        elements.argument_of_perigee_rad,
    )
    node = np.array([cos(node_rad), sin(node_rad), 0.0])
    ahead = np.array([-sin(node_rad) * cos(tilt_rad), cos(node_rad) * cos(tilt_rad), sin(tilt_rad)])
    perigee = cos(perigee_rad) * node + sin(perigee_rad) * ahead
    beside = -sin(perigee_rad) * node + cos(perigee_rad) * ahead
    return (
        distance_m * (cos(nu) * perigee + sin(nu) * beside),
        speed_mps * (-sin(nu) * perigee + (e + cos(nu)) * beside),
    )


def argument_of_latitude(r_m: Array, v_mps: Array) -> Array:
    """Angle from the ascending node to the spacecraft along the orbit [rad], in [0, 2 pi), (...,).

    Args:
        r_m: position in an inertial frame whose z axis is the pole [m], (..., 3).
        v_mps: velocity in the same frame [m/s], (..., 3).
    """
    normal = unit(cross(r_m, v_mps))
    along_node = normal[..., 0] * r_m[..., 1] - normal[..., 1] * r_m[..., 0]
    angle: Array = np.mod(np.arctan2(r_m[..., 2], along_node), 2.0 * pi)
    return angle


def phase_angle(r_chaser_m: Array, v_chaser_mps: Array, r_target_m: Array, v_target_mps: Array) -> Array:
    """How far the target is ahead of the chaser [rad], in [-pi, pi), (...,).

    The angle at the Earth's centre from the chaser, projected onto the target's orbit plane, to the target, positive
    in the sense of the target's motion. The chaser's velocity does not enter; it is taken so that both states can be
    passed as they come.

    Args:
        r_chaser_m: GCRS position of the chaser [m], (..., 3).
        v_chaser_mps: GCRS velocity of the chaser [m/s], (..., 3).
        r_target_m: GCRS position of the target [m], (..., 3).
        v_target_mps: GCRS velocity of the target [m/s], (..., 3).
    """
    del v_chaser_mps
    normal = unit(cross(r_target_m, v_target_mps))
    ahead = dot(cross(r_chaser_m, r_target_m), normal)
    beside = dot(r_chaser_m, r_target_m) - dot(r_chaser_m, normal) * dot(r_target_m, normal)
    return (np.arctan2(ahead, beside) + pi) % (2.0 * pi) - pi


def plane_angle(r_one_m: Array, v_one_mps: Array, r_other_m: Array, v_other_mps: Array) -> Array:
    """Angle between two orbit planes, that of their momenta [rad], in [0, pi], (...,).

    Args:
        r_one_m: position on one orbit [m], (..., 3).
        v_one_mps: velocity there [m/s], (..., 3).
        r_other_m: position on the other orbit [m], (..., 3).
        v_other_mps: velocity there [m/s], (..., 3).
    """
    one, other = unit(cross(r_one_m, v_one_mps)), unit(cross(r_other_m, v_other_mps))
    angle: Array = np.arctan2(norm(cross(one, other)), dot(one, other))
    return angle


def _angle_about(axis: Array, start: Array, end: Array) -> float:
    """Angle from one vector to another, seen against an axis normal to both, in [0, 2 pi)."""
    return atan2(float(cross(start, end) @ axis), float(start @ end)) % (2.0 * pi)
