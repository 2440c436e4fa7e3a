"""The corrections of a flown approach: when, how large, how long the engine runs, and what it could give."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot

import numpy as np

from missionplanner.flight.approach import plan_hops
from missionplanner.flight.flight import Flight
from missionplanner.flight.port_frame import PortState, dcm_port_from_lvlh, port_state
from missionplanner.orbit.frames import dcm_lvlh_from_gcrs, relative_state_lvlh
from missionplanner.orbit.vectors import rotate

_BESIDE_S = 0.05


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A correction of the approach.

    Attributes:
        t_s: when, since the flight's epoch.
        dv_port_mps: its impulse in the port's frame: out along the axis, and the two directions across.
        size_mps: how large it is.
        given_mps: what the engine gives until the next one, running all the time.
        asked_mps2: its acceleration if it is spread over the time to the next one.
        most_mps2: the engine's.
        port: the chaser's state after it, in the port's frame.
    """

    t_s: float
    dv_port_mps: tuple[float, float, float]
    size_mps: float
    given_mps: float
    asked_mps2: float
    most_mps2: float
    port: PortState = field(compare=False, repr=False)


def corrections(flight: Flight) -> tuple[Correction, ...]:
    """The corrections after the gate's burn, as flown; none if the flight has no approach."""
    inputs, chaser, target = flight.inputs, flight.chaser, flight.target
    if chaser is None or target is None or inputs.docking_ms is None or not flight.reaches_port:
        return ()
    docking_s = (inputs.docking_ms - flight.epoch_ms) / 1000
    hops = plan_hops(inputs.approach, inputs.port, inputs.vehicle.probe_m, target, docking_s)
    ends_s = np.array([hop.end_s for hop in hops])
    starts_s = ends_s[:-1][ends_s[:-1] < chaser.end_s - 0.1]
    if not len(starts_s):
        return ()
    before_s = starts_s - _BESIDE_S
    gravity_mps = chaser.velocity(before_s) - chaser.velocity(before_s - _BESIDE_S)
    jumps_mps = chaser.velocity(starts_s) - chaser.velocity(before_s) - gravity_mps
    r_target_m, v_target_mps = target.state(starts_s)
    lvlh_mps = rotate(dcm_lvlh_from_gcrs(r_target_m, v_target_mps), jumps_mps)
    port_mps = lvlh_mps @ dcm_port_from_lvlh(inputs.port).T
    places_m, speeds_mps = relative_state_lvlh(*chaser.state(starts_s), r_target_m, v_target_mps)
    spans_s = (ends_s[1 : len(starts_s) + 1] - starts_s).tolist()
    most_mps2 = inputs.vehicle.thrust_n / inputs.vehicle.mass_kg
    return tuple(
        Correction(
            t_s=float(starts_s[index]),
            dv_port_mps=(along, across, aside),
            size_mps=hypot(along, across, aside),
            given_mps=most_mps2 * span_s,
            asked_mps2=hypot(along, across, aside) / span_s,
            most_mps2=most_mps2,
            port=port_state(inputs.port, places_m[index], speeds_mps[index]),
        )
        for index, ((along, across, aside), span_s) in enumerate(zip(port_mps.tolist(), spans_s, strict=True))
    )
