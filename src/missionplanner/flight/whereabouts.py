"""The states of a plan's target, whichever way the plan says where it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from missionplanner.flight.inputs import ReboostInput
from missionplanner.flight.reboosted_states import ReboostedStates
from missionplanner.flight.target_states import ElementStates, EphemerisStates, TargetStates
from missionplanner.orbit.ephemeris import Ephemeris, EphemerisSegment
from missionplanner.plan.station import ElementSet
from missionplanner.plan.target_ephemeris import StateTable, TargetEphemeris


def target_states(whereabouts: ElementSet | TargetEphemeris, reboosts: Sequence[ReboostInput] = ()) -> TargetStates:
    """Return the source of a target's states, pushed by the plan's reboosts.

    Raises:
        OrbitInputError: no path goes through the states of an ephemeris.
    """
    states: TargetStates
    if isinstance(whereabouts, ElementSet):
        states = ElementStates(elements=whereabouts)
    else:
        states = _ephemeris_states(whereabouts)
    for reboost in reboosts:
        states = ReboostedStates(source=states, utc_ms=reboost.utc_ms, dv_mps=reboost.dv_mps)
    return states


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
