"""Near-circular orbits to first order: how far apart two orbits are, and what an impulse does to that."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, sin, sqrt

import numpy as np

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.vectors import Array, cross


@dataclass(frozen=True, kw_only=True)
class ReferenceOrbit:
    """A circular orbit that others are compared with: size, and axes of its plane (``q`` 90 deg ahead of ``p``)."""

    radius_m: float
    p: Array
    q: Array

    @property
    def mean_motion_radps(self) -> float:
        """Mean motion of the reference orbit."""
        return sqrt(GM_EARTH_M3PS2 / self.radius_m**3)

    @classmethod
    def of_state(cls, r_m: Array, v_mps: Array) -> ReferenceOrbit:
        """The reference orbit in the plane and of the semi-major axis of a state (each (3,), inertial)."""
        momentum = cross(r_m, v_mps)
        w = momentum / np.linalg.norm(momentum)
        p = r_m / np.linalg.norm(r_m)
        semi_major_m = 1.0 / (2.0 / np.linalg.norm(r_m) - v_mps @ v_mps / GM_EARTH_M3PS2)
        return cls(radius_m=float(semi_major_m), p=p, q=cross(w, p))

    def argument(self, r_m: Array) -> Array:
        """In-plane angle of positions (..., 3) from ``p`` [rad], in [-pi, pi)."""
        return np.arctan2(r_m @ self.q, r_m @ self.p)

    def elements(self, r_m: Array, v_mps: Array) -> Array:
        """Elements that stay regular for circular orbits in the plane: (6,), all small numbers or angles.

        They are a / reference, mean argument of latitude, e_x, e_y, i_x, i_y, the arguments counted from ``p``.

        Raises:
            OrbitInputError: the state is on no ellipse.

        Source: D'Amico, Autonomous Formation Flying in Low Earth Orbit (2010), 2.1.
        """
        radius_m = float(np.linalg.norm(r_m))
        momentum = cross(r_m, v_mps)
        eccentricity = cross(v_mps, momentum) / GM_EARTH_M3PS2 - r_m / radius_m
        semi_major_m = 1.0 / (2.0 / radius_m - v_mps @ v_mps / GM_EARTH_M3PS2)
        normal = momentum / np.linalg.norm(momentum)
        e_x, e_y = float(eccentricity @ self.p), float(eccentricity @ self.q)
        true = float(self.argument(r_m))
        size = sqrt(e_x**2 + e_y**2)
        if not size < 1.0:
            raise OrbitInputError(f"the eccentricity is {size:.3f}; the orbit must be bound")
        perigee = atan2(e_y, e_x)
        anomaly = 2.0 * atan2(
            sqrt(1.0 - size) * sin((true - perigee) / 2.0), sqrt(1.0 + size) * cos((true - perigee) / 2.0)
        )
        mean = perigee + anomaly - size * sin(anomaly)
        return np.array([semi_major_m / self.radius_m, mean, e_x, e_y, -float(normal @ self.q), float(normal @ self.p)])


def impulse_effect(mean_motion_radps: float, radius_m: float, argument_rad: Array, to_go_s: Array) -> Array:
    """What an impulse of 1 m/s along each LVLH axis changes in the elements at a later time.

    Args:
        mean_motion_radps: mean motion of the reference orbit.
        radius_m: its radius.
        argument_rad: where the impulses happen, counted from ``p`` of the reference, (...,).
        to_go_s: from the impulse to the time at which the elements are compared, (...,).

    Returns:
        (..., 6, 3): per m/s along x (V-bar), y (against the orbit normal), z (nadir).

    Source: Gauss's equations for a near-circular orbit, D'Amico (2010), 2.2; the drift of the argument is
    -3/2 n (da/a) per second.
    """
    sine, cosine = np.sin(argument_rad), np.cos(argument_rad)
    zero, one = np.zeros_like(sine), np.ones_like(sine)
    along = [2.0 * one, -3.0 * mean_motion_radps * to_go_s, 2.0 * cosine, 2.0 * sine, zero, zero]
    against_normal = [zero, zero, zero, zero, -cosine, -sine]
    nadir = [zero, 2.0 * one, -sine, cosine, zero, zero]
    columns = np.stack([np.stack(axis, axis=-1) for axis in (along, against_normal, nadir)], axis=-1)
    return columns / (mean_motion_radps * radius_m)
