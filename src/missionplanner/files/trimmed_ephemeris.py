"""An ephemeris found in a file as a plan holds it: trimmed to what the plan's flight needs."""

from __future__ import annotations

import numpy as np

from missionplanner.files.errors import ElementsFileError
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.orbit.published.ephemeris import EphemerisSegment
from missionplanner.plan.clock import FIRST_MS, LAST_MS, Utc
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import Source
from missionplanner.plan.schedule import resolve
from missionplanner.plan.target_ephemeris import (
    StateTable,
    TabulatedReboost,
    TabulatedState,
    TargetEphemeris,
    state_line,
)

_DAY_MS = 86_400_000
# T0 can move by two days either way, and the fits reach hours beyond the flight.
_BEFORE_T0_MS = 2 * _DAY_MS + _DAY_MS // 4
_AFTER_DOCKING_MS = 2 * _DAY_MS + _DAY_MS // 2
# Where the flight lies outside, the nearest day is kept, to fly on from.
_LEAST_MS = _DAY_MS


def needed_span_ms(plan: Plan) -> tuple[int, int]:
    """Return from when to when a plan's flight needs the target's states, UTC milliseconds.

    It is from two days and six hours before T0 to two days and a half after docking.
    """
    docking_ms = resolve(plan).start_ms(plan.rendezvous.docking)
    last_ms = max(plan.t0.ms, plan.t0.ms if docking_ms is None else docking_ms)
    return plan.t0.ms - _BEFORE_T0_MS, last_ms + _AFTER_DOCKING_MS


def trimmed_ephemeris(found: FoundEphemeris, file_name: str, plan: Plan, days: int = 0) -> TargetEphemeris:
    """Return an ephemeris as a plan's target flies on it: in the GCRS, its states whole, from the span needed.

    Where the flight lies outside the file's span, the nearest day of it is kept.

    Args:
        found: the ephemeris.
        file_name: the file, for the source.
        plan: the plan whose flight needs it.
        days: how many days later that flight may yet take place.

    Raises:
        ElementsFileError: no two states of the file lie in the span, or a plan cannot hold one of them.
    """
    first_ms, last_ms = needed_span_ms(plan)
    last_ms += days * _DAY_MS
    first_ms = max(found.start_utc_ms, min(first_ms, found.end_utc_ms - _LEAST_MS))
    last_ms = min(found.end_utc_ms, max(last_ms, found.start_utc_ms + _LEAST_MS))
    span_s = tuple((ms - found.ephemeris.epoch_utc_ms) / 1000 for ms in (first_ms, last_ms))
    made = " ".join(part for part in (f"by {found.originator}" * bool(found.originator), found.created) if part)
    properties = found.properties
    try:
        tables = [_table(one, found.ephemeris.epoch_utc_ms, *span_s) for one in found.ephemeris.segments]
        return TargetEphemeris(
            object_name=found.name,
            object_id=found.object_id,
            originator=found.originator,
            created=found.created,
            file_start=_utc(found.start_utc_ms),
            file_end=_utc(found.end_utc_ms),
            mass_kg=properties.mass_kg,
            drag_area_m2=properties.drag_area_m2,
            drag_coefficient=properties.drag_coefficient,
            reboosts=tuple(
                TabulatedReboost(name=event.name, utc=_utc(event.utc_ms), dv_mps=event.dv_mps)
                for event in found.events
                if event.kind == "reboost" and first_ms <= event.utc_ms <= last_ms
            ),
            tables=tuple(table for table in tables if table is not None),
            source=Source(provenance="published", text=f"file {file_name}{', made ' * bool(made)}{made}"),
        )
    except ValueError as error:
        raise ElementsFileError(f"{file_name} cannot be a plan's target: {error}.") from None


def _table(segment: EphemerisSegment, epoch_utc_ms: int, first_s: float, last_s: float) -> StateTable | None:
    first_s, last_s = max(first_s, segment.start_s), min(last_s, segment.end_s)
    # The states around the span belong to it, so that it is covered whole.
    low = int(np.searchsorted(segment.t_s, first_s, side="right")) - 1
    high = int(np.searchsorted(segment.t_s, last_s, side="left"))
    if first_s > last_s or high <= low:
        return None
    kept = slice(max(0, low), high + 1)
    rows = zip(
        np.rint(1e6 * segment.t_s[kept]).astype(np.int64).tolist(),
        (1e-3 * segment.r_m[kept]).tolist(),
        (1e-3 * segment.v_mps[kept]).tolist(),
        strict=True,
    )
    states = (
        TabulatedState(1000 * epoch_utc_ms + since_us, tuple(r_km), tuple(v_kmps)) for since_us, r_km, v_kmps in rows
    )
    return StateTable(degree=segment.degree, states=tuple(state_line(state) for state in states))


def _utc(ms: int) -> Utc:
    return Utc(min(max(ms, FIRST_MS), LAST_MS))
