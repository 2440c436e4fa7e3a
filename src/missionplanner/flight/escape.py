"""Escape burns: the smallest impulse that leads out of the keep-out sphere, and stays out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from missionplanner.orbit.forces import Forces
from missionplanner.orbit.frames import dcm_lvlh_from_gcrs, lvlh_angular_velocity_gcrs, relative_state_lvlh
from missionplanner.orbit.many.flight import propagate_many
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.relative import cw_transition
from missionplanner.orbit.vectors import Array, norm

_SIZES_MPS = np.geomspace(0.05, 5.0, 28)
_LEAVE_WITHIN_S = 3600.0
_EVERY_S = 20.0
_NEARER_M = 0.5
_TOLERANCE_M = 0.1


@dataclass(frozen=True, kw_only=True)
class Escape:
    """A burn that leads out: when, its impulse in the target's LVLH, and its size."""

    utc_ms: int
    dv_lvlh_mps: tuple[float, float, float]
    dv_mps: float


def find_escapes(
    chaser: Trajectory,
    target: Trajectory,
    times_s: Array,
    forces: Forces,
    station_ballistic_m2pkg: float,
    sphere_m: float,
    span_s: float,
) -> tuple[tuple[Escape, ...], tuple[int, ...]]:
    """The smallest escape burn at each time, out of 26 directions and sizes up to 5 m/s.

    After it the chaser never comes nearer to the target's centre of mass than it is (half a metre for the closed form),
    is outside the sphere within an hour, and stays outside for the span. Clohessy and Wiltshire choose the burn; the
    full forces confirm it, or the next larger one is tried.

    Args:
        chaser: the flight.
        target: its target, from the same epoch.
        times_s: instants to escape from [s since the epoch], ascending.
        forces: the forces on the chaser in free drift; the target feels the same ones.
        station_ballistic_m2pkg: Cd A / m of the target.
        sphere_m: radius of the sphere.
        span_s: for how long it must stay out.

    Returns:
        The escapes, and the instants (UTC milliseconds) from which there is none.
    """
    directions = np.array([d for d in product((-1.0, 0.0, 1.0), repeat=3) if any(d)])
    directions /= norm(directions)[:, None]
    choices = (_SIZES_MPS[:, None, None] * directions).reshape(-1, 3)  # from small to large
    escapes: list[Escape] = []
    stuck: list[int] = []
    for t_s in times_s.tolist():
        utc_ms = chaser.epoch_utc_ms + round(t_s * 1000)
        promising = choices[_leads_out(chaser, target, t_s, choices, sphere_m, span_s)]
        for dv_mps in promising[: 3 * len(directions)]:
            if _confirmed(chaser, target, t_s, dv_mps, forces, station_ballistic_m2pkg, sphere_m, span_s):
                x, y, z = dv_mps.tolist()
                escapes.append(Escape(utc_ms=utc_ms, dv_lvlh_mps=(x, y, z), dv_mps=float(norm(dv_mps))))
                break
        else:
            stuck.append(utc_ms)
    return tuple(escapes), tuple(stuck)


def _leads_out(
    chaser: Trajectory, target: Trajectory, t_s: float, choices: Array, sphere_m: float, span_s: float
) -> Array:
    """Which of the impulses lead out in closed form, (n,) of bool."""
    r_target_m, v_target_mps = target.state_at(t_s)
    place, velocity = relative_state_lvlh(*chaser.state_at(t_s), r_target_m, v_target_mps)
    n_radps = float(norm(lvlh_angular_velocity_gcrs(r_target_m, v_target_mps)))
    after_s = np.arange(_EVERY_S, span_s, _EVERY_S)
    transition = cw_transition(n_radps, after_s)[:, :3]
    drift_m = transition @ np.concatenate([place, velocity])
    range_m = norm(drift_m[:, None] + choices @ transition[:, :, 3:].transpose(0, 2, 1))
    return _keeps_out(range_m, after_s, float(norm(place)), sphere_m)


def _confirmed(
    chaser: Trajectory,
    target: Trajectory,
    t_s: float,
    dv_mps: Array,
    forces: Forces,
    station_ballistic_m2pkg: float,
    sphere_m: float,
    span_s: float,
) -> bool:
    """Whether an impulse leads out under the full forces."""
    r_m, v_mps = chaser.state_at(t_s)
    r_target_m, v_target_mps = target.state_at(t_s)
    kicked_mps = v_mps + dcm_lvlh_from_gcrs(r_target_m, v_target_mps).T @ dv_mps
    own = 0.0 if forces.drag is None else forces.drag.ballistic_m2pkg
    after_s = np.arange(_EVERY_S, span_s, _EVERY_S)
    places, _ = propagate_many(
        np.stack([r_m, r_target_m]),
        np.stack([kicked_mps, v_target_mps]),
        chaser.epoch_utc_ms,
        t_s,
        t_s + after_s,
        forces,
        ballistic_m2pkg=np.array([own, station_ballistic_m2pkg]) if forces.drag is not None else None,
        tolerance_m=_TOLERANCE_M,
    )
    range_m = norm(places[:, :1] - places[:, 1:])
    return bool(_keeps_out(range_m, after_s, float(norm(r_m - r_target_m)), sphere_m)[0])


def _keeps_out(range_m: Array, after_s: Array, start_m: float, sphere_m: float) -> Array:
    """Which of n drifts (m, n) recede, leave the sphere in time and stay out, (n,) of bool."""
    recedes = range_m.min(axis=0) > start_m - _NEARER_M
    stays_out = (range_m[after_s >= _LEAVE_WITHIN_S] > sphere_m).all(axis=0)
    kept: Array = recedes & stays_out
    return kept
