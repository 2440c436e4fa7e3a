"""The push of an engine whose propellant flows off."""

from __future__ import annotations

import numpy as np

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces.records import Thrust
from missionplanner.orbit.vectors import Array, cross

_START_SLACK_S = 1e-3


def push_mps2(thrust: Thrust, t_s: Array) -> Array:
    """Size of the acceleration at each time [s since the epoch], (n,).

    Raises:
        OrbitInputError: a time lies before ignition, or after the vehicle would have burnt all its mass.
    """
    burnt_s = t_s - thrust.start_s
    if len(t_s) and float(burnt_s.min()) < -_START_SLACK_S:
        raise OrbitInputError(
            f"the engine burns from {thrust.start_s:.3f} s on, but is asked for its thrust at {float(t_s.min()):.3f} s;"
            " split the flight at ignition"
        )
    mass_kg = thrust.mass_kg - thrust.flow_kgps * burnt_s
    if len(t_s) and float(mass_kg.min()) <= 0.0:
        raise OrbitInputError(
            f"a vehicle of {thrust.mass_kg:g} kg that uses {thrust.flow_kgps:.3f} kg/s has nothing left at "
            f"{float(t_s.max()):.3f} s; shorten the burn"
        )
    size: Array = thrust.thrust_n / mass_kg
    return size


def thrust_acceleration(direction_lvlh: tuple[float, float, float], push: Array, r_m: Array, v_mps: Array) -> Array:
    """Acceleration along a direction fixed in LVLH [m/s2], (3, n).

    Args:
        direction_lvlh: unit vector in LVLH: z to nadir, y against the orbit momentum, x completes.
        push: size of the acceleration [m/s2], (n,) or (1,).
        r_m: positions [m], (3, n).
        v_mps: velocities [m/s], (3, n).
    """
    momentum = cross(r_m.T, v_mps.T).T
    nadir = r_m / -np.sqrt(np.einsum("in,in->n", r_m, r_m))
    minus_normal = momentum / -np.sqrt(np.einsum("in,in->n", momentum, momentum))
    forward = cross(minus_normal.T, nadir.T).T
    x, y, z = direction_lvlh
    pushed: Array = (x * forward + y * minus_normal + z * nadir) * push
    return pushed
