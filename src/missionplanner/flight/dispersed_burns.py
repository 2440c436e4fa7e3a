"""Many dispersed flights at once: from separation to the gate, with every burn solved again from what is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from missionplanner.flight.least_delta_v import Freedom, least_delta_v
from missionplanner.flight.near_circular import ReferenceOrbit, impulse_effect
from missionplanner.flight.spreads import executed, navigation_errors
from missionplanner.flight.targeting import Arrival
from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.many.flight import propagate_many
from missionplanner.orbit.many.inputs import ManyBurns
from missionplanner.orbit.vectors import Array, cross, dot, norm
from missionplanner.plan.dispersion_data import Spreads

_FIRST_PASSES = 3
_LATER_PASSES = 2
_SWEEPS = 12
_TOLERANCE_M = 1.0
_NOTHING_S = 1e-6


@dataclass(frozen=True, kw_only=True)
class NominalBurns:
    """The burns of the flight that is dispersed; the last one, at the gate, belongs to the approach.

    Attributes:
        epoch_ms: what times count from.
        start_s: separation.
        tig_s: ignitions, ascending, that of the gate included if there is one, (b,).
        dv_mps: impulses along the axes of ``dcm``, (b, 3).
        dcm: the nominal chaser's LVLH axes at each ignition, in the GCRS, (b, 3, 3).
        argument_rad: where in the orbit of arrival each burn happens, (b,).
        arrival: the state at the gate.
        freedom: what the solver may choose.
        sample_s: times to answer for between separation and arrival, ascending, those of the burns among them, (m,).
    """

    epoch_ms: int
    start_s: float
    tig_s: Array
    dv_mps: Array
    dcm: Array
    argument_rad: Array
    arrival: Arrival
    freedom: Freedom
    sample_s: Array

    @property
    def way_s(self) -> Array:
        """All times that are answered for: at every burn twice, before it and after, and last the arrival."""
        burns_s = self.tig_s[self.tig_s < self.arrival.t_s - _NOTHING_S]
        return np.sort(np.concatenate([self.sample_s, burns_s, [self.arrival.t_s]]))


def fly_to_gate(
    generator: np.random.Generator,
    burns: NominalBurns,
    r_m: Array,
    v_mps: Array,
    ballistic_m2pkg: Array,
    forces: Forces,
    spreads: Spreads,
) -> tuple[Array, Array, Array]:
    """Fly n chasers from separation to the gate, without the burn there.

    Before each burn the crew knows a state that is off by the errors of navigation, solves the burns that are left
    for the gate at its planned time, and burns with the errors of execution. Times of ignition stay as planned.

    Args:
        generator: the draws.
        burns: the nominal flight.
        r_m: GCRS positions at separation [m], (n, 3).
        v_mps: GCRS velocities there [m/s], (n, 3).
        ballistic_m2pkg: of each chaser in the air as it really is, (n,).
        forces: what the crew solves with.
        spreads: sigmas.

    Returns:
        Positions and velocities at ``burns.way_s``, each (m, n, 3), those at the arrival before its burn, last; and the
        sizes of the burns as they came out [m/s], (n, burns before the gate).
    """
    samples = [np.empty((0, *r_m.shape))], [np.empty((0, *r_m.shape))]
    planned = np.broadcast_to(burns.dv_mps, (len(r_m), *burns.dv_mps.shape)).copy()
    sizes = []
    t_s = burns.start_s
    before_gate = int(np.count_nonzero(burns.tig_s < burns.arrival.t_s - _NOTHING_S))
    for index in range(before_gate):
        tig_s = float(burns.tig_s[index])
        r_m, v_mps = _coast(burns, samples, t_s, tig_s, r_m, v_mps, ballistic_m2pkg, forces)
        error_m, error_mps = navigation_errors(generator, r_m, v_mps, spreads.navigation)
        passes = _LATER_PASSES if index else _FIRST_PASSES
        _solve(burns, index, planned, r_m + error_m, v_mps + error_mps, forces, passes)
        came = executed(generator, planned[:, index], spreads.burn)
        sizes.append(norm(came))
        v_mps = v_mps + came @ burns.dcm[index]
        t_s = tig_s
    _coast(burns, samples, t_s, burns.arrival.t_s, r_m, v_mps, ballistic_m2pkg, forces)
    return np.concatenate(samples[0]), np.concatenate(samples[1]), np.array(sizes).reshape(-1, len(r_m)).T


def _coast(
    burns: NominalBurns,
    samples: tuple[list[Array], list[Array]],
    start_s: float,
    end_s: float,
    r_m: Array,
    v_mps: Array,
    ballistic_m2pkg: Array,
    forces: Forces,
) -> tuple[Array, Array]:
    """Fly all to a time and keep the samples on the way, the end among them."""
    if end_s <= start_s:
        return r_m, v_mps
    on_way = burns.sample_s[(burns.sample_s >= start_s) & (burns.sample_s < end_s)]
    places, speeds = propagate_many(
        r_m,
        v_mps,
        burns.epoch_ms,
        start_s,
        np.append(on_way, end_s),
        forces,
        ballistic_m2pkg=ballistic_m2pkg if forces.drag is not None else None,
        tolerance_m=_TOLERANCE_M,
    )
    samples[0].append(places)
    samples[1].append(speeds)
    return places[-1], speeds[-1]


def _solve(
    burns: NominalBurns, index: int, planned: Array, r_m: Array, v_mps: Array, forces: Forces, passes: int
) -> None:
    """Solve the burns from one on, in place, so that the known states arrive; as `targeting.solve_burns`, for many."""
    arrival = burns.arrival
    reference = ReferenceOrbit.of_state(arrival.r_m, arrival.v_mps)
    wanted = elements_of_many(reference, arrival.r_m[None], arrival.v_mps[None])
    effect = impulse_effect(
        reference.mean_motion_radps, reference.radius_m, burns.argument_rad[index:], arrival.t_s - burns.tig_s[index:]
    ).swapaxes(0, 1)
    freedom = Freedom(low_mps=burns.freedom.low_mps[index:], high_mps=burns.freedom.high_mps[index:])
    everywhere = np.broadcast_to(effect, (len(r_m), *effect.shape))
    times_s = np.broadcast_to(np.minimum(burns.tig_s[index:], arrival.t_s), (len(r_m), len(burns.tig_s) - index))
    for _ in range(passes):
        left = planned[:, index:]
        delta_v = np.einsum("nbi,bij->nbj", left, burns.dcm[index:])
        start_s = float(burns.tig_s[index])
        places, speeds = propagate_many(
            r_m,
            v_mps,
            burns.epoch_ms,
            start_s,
            np.array([arrival.t_s]),
            forces,
            burns=ManyBurns(t_s=times_s, delta_v_mps=delta_v),
            tolerance_m=_TOLERANCE_M,
        )
        missing = wanted - elements_of_many(reference, places[-1], speeds[-1])
        missing[:, 1] = (missing[:, 1] + np.pi) % (2.0 * np.pi) - np.pi
        change = missing + np.einsum("ijk,njk->ni", effect, left)
        planned[:, index:] = least_delta_v(everywhere, change, freedom, _SWEEPS)


def elements_of_many(reference: ReferenceOrbit, r_m: Array, v_mps: Array) -> Array:
    """The elements of `ReferenceOrbit.elements` for many states (n, 3): (n, 6); no numbers where unbound.

    Source: D'Amico, Autonomous Formation Flying in Low Earth Orbit (2010), 2.1.
    """
    radius_m = norm(r_m)
    momentum = cross(r_m, v_mps)
    eccentricity = cross(v_mps, momentum) / GM_EARTH_M3PS2 - r_m / radius_m[:, None]
    semi_major_m = 1.0 / (2.0 / radius_m - dot(v_mps, v_mps) / GM_EARTH_M3PS2)
    normal = momentum / norm(momentum)[:, None]
    e_x, e_y = eccentricity @ reference.p, eccentricity @ reference.q
    size = np.hypot(e_x, e_y)
    perigee = np.arctan2(e_y, e_x)
    half = 0.5 * (reference.argument(r_m) - perigee)
    anomaly = 2.0 * np.arctan2(np.sqrt(1.0 - size) * np.sin(half), np.sqrt(1.0 + size) * np.cos(half))
    mean = perigee + anomaly - size * np.sin(anomaly)
    columns = [semi_major_m / reference.radius_m, mean, e_x, e_y, -(normal @ reference.q), normal @ reference.p]
    return np.stack(columns, axis=-1)
