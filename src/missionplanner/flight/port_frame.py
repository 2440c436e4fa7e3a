"""The port's frame: where the chaser is, how fast, and where its docking axis points, as seen along the port's axis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from missionplanner.orbit.vectors import Array, norm
from missionplanner.plan.station import Port


@dataclass(frozen=True, kw_only=True, eq=False)
class PortState:
    """The chaser's state in the port's frame, x out along the port's axis.

    Attributes:
        r_m: place of its centre of mass from the port [m], (..., 3).
        v_mps: velocity in the turning frame [m/s], (..., 3).
        docking_axis: unit vector out of its docking mechanism, (..., 3); (-1, 0, 0) faces the port.
        off_axis_rad: angle between that and facing the port [rad], (...,).
    """

    r_m: Array
    v_mps: Array
    docking_axis: Array
    off_axis_rad: Array


def dcm_port_from_lvlh(port: Port) -> Array:
    """Rotation that takes the target's LVLH components to the port's frame, (3, 3).

    x is the port's axis; y is along V-bar, for a port on V-bar along R-bar, made square to x; z completes.
    """
    x = np.array(port.axis_lvlh) / np.linalg.norm(port.axis_lvlh)
    along = np.array([1.0, 0.0, 0.0]) if abs(x[0]) < 0.9 else np.array([0.0, 0.0, 1.0])
    y = along - (along @ x) * x
    y /= np.linalg.norm(y)
    return np.stack([x, y, np.cross(x, y)])


def port_state(port: Port, r_m: Array, v_mps: Array) -> PortState:
    """The state in the port's frame, of places and velocities in the target's LVLH, each (..., 3).

    The chaser is taken to look at the port with its docking mechanism all the way, as its sensors of rendezvous are on
    that side (assumed; burns that ask for another attitude are left out).
    """
    dcm = dcm_port_from_lvlh(port)
    place_m = (r_m - np.array(port.position_lvlh_m)) @ dcm.T
    axis = -place_m / np.maximum(norm(place_m), 1e-9)[..., None]
    aside = np.linalg.norm(axis[..., 1:], axis=-1)
    return PortState(r_m=place_m, v_mps=v_mps @ dcm.T, docking_axis=axis, off_axis_rad=np.arctan2(aside, -axis[..., 0]))
