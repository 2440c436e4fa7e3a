"""How far a chaser's plane is from one that needs no plane change, told by the burns that make it up."""

from __future__ import annotations

from math import hypot

import numpy as np

from missionplanner.flight.near_circular import ReferenceOrbit, impulse_effect
from missionplanner.flight.targeting import Arrival, Solution
from missionplanner.orbit.propagation.trajectory import joined
from missionplanner.orbit.vectors import Array, cross


def plane_gap(solution: Solution, arrival: Arrival) -> Array:
    """The rotation of the chaser's plane that the burns make: i_x and i_y of the gate's orbit [rad], (2,).

    It is what would be left between the planes at the gate if nothing were burnt out of the plane.

    Source: Gauss's equations for a near-circular orbit, D'Amico (2010), 2.2.
    """
    reference = ReferenceOrbit.of_state(arrival.r_m, arrival.v_mps)
    path = joined(solution.arcs)
    position_m = path.position(np.clip(solution.tig_s, path.start_s, path.end_s))
    effect = impulse_effect(
        reference.mean_motion_radps,
        reference.radius_m,
        reference.argument(position_m),
        arrival.t_s - solution.tig_s,
    )
    gap: Array = (effect[:, 4:6, 1] * solution.dv_lvlh_mps[:, 1:2]).sum(axis=0)
    return gap


def plane_angle_left(gap: Array) -> float:
    """The angle of that rotation [rad]."""
    return hypot(float(gap[0]), float(gap[1]))


def node_lag(gap: Array, arrival: Arrival, pole: Array) -> float:
    """The turn about the Earth's axis that brings the chaser's plane nearest to the target's [rad], eastward.

    Args:
        gap: the rotation that the burns make, (2,).
        arrival: the state at the gate.
        pole: unit vector of the Earth's axis, GCRS, (3,).
    """
    reference = ReferenceOrbit.of_state(arrival.r_m, arrival.v_mps)
    turned = cross(pole, cross(reference.p, reference.q))
    per_rad = np.array([-turned @ reference.q, turned @ reference.p])
    return float(gap @ per_rad / (per_rad @ per_rad))
