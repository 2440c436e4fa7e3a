"""The states of a plan's target, whichever way the plan says where it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from missionplanner.flight.inputs import ReboostInput
from missionplanner.flight.reboosted_states import ReboostedStates
from missionplanner.flight.target_states import ElementStates, EphemerisStates, TargetStates
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.published.ephemeris import Ephemeris, EphemerisSegment
from missionplanner.plan.station import ElementSet
from missionplanner.plan.target_ephemeris import StateTable, TargetEphemeris

# A plan's reboost this near to one that an ephemeris holds is the same one.
_SAME_REBOOST_MS = 3_600_000


# What SGP4 knows is the zonals (docs/decisions/0013); who flew an ephemeris knew the field of the day.
ELEMENT_FORCES = Forces(gravity_degree=4)
EPHEMERIS_FORCES = Forces(gravity_degree=36, gravity_order=36, sun=True, moon=True)


def forces_for(whereabouts: ElementSet | TargetEphemeris) -> Forces:
    """Return the forces without drag that both vehicles are flown under, by what says where the target is."""
    return ELEMENT_FORCES if isinstance(whereabouts, ElementSet) else EPHEMERIS_FORCES


def target_states(whereabouts: ElementSet | TargetEphemeris, reboosts: Sequence[ReboostInput] = ()) -> TargetStates:
    """Return the source of a target's states, pushed by those reboosts of the plan that they do not hold already.

    Raises:
        OrbitInputError: no path goes through the states of an ephemeris.
    """
    states: TargetStates
    forces = forces_for(whereabouts)
    if isinstance(whereabouts, ElementSet):
        states = ElementStates(elements=whereabouts)
    else:
        states = _ephemeris_states(whereabouts)
    for reboost in pending(whereabouts, reboosts):
        states = ReboostedStates(source=states, utc_ms=reboost.utc_ms, dv_mps=reboost.dv_mps, forces=forces)
    return states


def pending(whereabouts: ElementSet | TargetEphemeris, reboosts: Sequence[ReboostInput]) -> tuple[ReboostInput, ...]:
    """Return the reboosts that come after what is known of the target: others are in its orbit already.

    Elements hold what came before their epoch; an ephemeris what came before its start, and the reboosts of its own.
    """
    if isinstance(whereabouts, ElementSet):
        return tuple(one for one in reboosts if one.utc_ms > whereabouts.epoch.ms)
    own_ms = [one.utc.ms for one in whereabouts.reboosts if one.dv_mps]
    return tuple(
        one
        for one in reboosts
        if one.utc_ms > whereabouts.start.ms and all(abs(one.utc_ms - at_ms) > _SAME_REBOOST_MS for at_ms in own_ms)
    )


@lru_cache(maxsize=8)
def _ephemeris_states(record: TargetEphemeris) -> EphemerisStates:
    epoch_utc_ms = record.tables[0].start_us // 1000
    segments = tuple(_segment(table, epoch_utc_ms) for table in record.tables)
    ephemeris = Ephemeris(epoch_utc_ms=epoch_utc_ms, segments=segments)
    return EphemerisStates(ephemeris=ephemeris, ballistic_m2pkg=record.ballistic_m2pkg)


def _segment(table: StateTable, epoch_utc_ms: int) -> EphemerisSegment:
    states = table.parsed()
    t_s = np.array([one.utc_us - 1000 * epoch_utc_ms for one in states]) / 1e6
    return EphemerisSegment(
        t_s=t_s,
        r_m=np.array([one.r_km for one in states]) * 1e3,
        v_mps=np.array([one.v_kmps for one in states]) * 1e3,
        start_s=float(t_s[0]),
        end_s=float(t_s[-1]),
        degree=table.degree,
    )
