"""Passive safety: where the chaser drifts if a burn does not happen, or stops halfway."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from math import pi
from typing import Literal

import numpy as np

from missionplanner.flight.approach import plan_hops
from missionplanner.flight.drift_limits import (
    KEEP_OUT_SPHERE,
    DriftRule,
    DriftRules,
    Intrusion,
    drift_rules,
    first_intrusion,
)
from missionplanner.flight.escape import Escape, find_escapes
from missionplanner.flight.flight import Flight
from missionplanner.flight.fly import FORCES
from missionplanner.flight.near_circular import ReferenceOrbit
from missionplanner.orbit.errors import OrbitInputError, PropagationError
from missionplanner.orbit.forces import Drag, Forces
from missionplanner.orbit.frames import relative_state_lvlh
from missionplanner.orbit.geometry.encounters import find_range_crossings
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.vectors import Array
from missionplanner.plan.vehicle import Vehicle

Failure = Literal["missed", "halfway"]

# Of the station, Cd A / m, as NASA's ephemerides give it; in a day the air draws the two vehicles apart by kilometres.
STATION_BALLISTIC_M2PKG = 0.005
_TOLERANCE_M = 0.1
_BEFORE_S = 0.25
_AT_GATE_S = 1.0
_ESCAPE_EVERY_S = 20.0
_SHOWN = 241


@dataclass(frozen=True, kw_only=True)
class Drift:
    """Where one failed burn leads.

    ``event`` is the burn's event, empty for a correction of the approach. ``intrusion`` is None where the drift keeps
    to its rule. ``unflyable`` says why the drift could not be flown, which counts as broken. ``places_lvlh_m`` are
    places on the drift's first orbit in the target's LVLH, (n, 3), for pictures.
    """

    event: str
    name: str
    tig_ms: int
    failure: Failure
    rule: DriftRule
    hours: float
    epoch_ms: int
    intrusion: Intrusion | None = None
    unflyable: str = ""
    places_lvlh_m: Array = field(default_factory=lambda: np.empty((0, 3)), compare=False, repr=False)

    @property
    def is_safe(self) -> bool:
        """Whether the rule is kept."""
        return self.intrusion is None and not self.unflyable


@dataclass(frozen=True, kw_only=True)
class PassiveSafety:
    """The drifts after every burn of a flight, and ways out of the keep-out sphere.

    ``escapes`` are the smallest burns that lead out from instants inside the sphere; ``stuck_ms`` are instants from
    which none was found. ``sphere_entry_ms`` is None if the flight does not enter it.
    """

    drifts: tuple[Drift, ...]
    sphere_entry_ms: int | None
    escapes: tuple[Escape, ...]
    stuck_ms: tuple[int, ...]


class AbandonedError(Exception):
    """The check was given up because something newer waits."""


@dataclass(frozen=True, kw_only=True)
class _Shot:
    """A burn that may fail: when, what it is called, and by which rule the two failures are judged."""

    event: str
    name: str
    t_s: float
    missed: DriftRule
    halfway: DriftRule


def drift_forces(ballistic_m2pkg: float) -> Forces:
    """The forces on either vehicle in free drift: the same field, and the same air at each one's own coefficient."""
    return replace(FORCES, drag=Drag(ballistic_m2pkg=ballistic_m2pkg))


def check_passive_safety(
    flight: Flight, rules: DriftRules | None = None, abandoned: Callable[[], bool] | None = None
) -> PassiveSafety | None:
    """Fly what happens after each burn that fails; None for a flight that does not reach the approach.

    Before approach initiation, which is the burn at the gate, a drift must stay outside the approach ellipsoid for
    24 hours; a missed initiation counts as before it. From then on until the keep-out sphere is entered, a drift must
    stay outside the sphere for four orbits. Inside it no rule of drift holds, but a burn must exist that leads out.

    Args:
        flight: a flight that reaches the gate.
        rules: zones and times; None takes those of SSP 50011.
        abandoned: asked between drifts.

    Raises:
        AbandonedError: `abandoned` said so.

    Source: limits as `drift_limits` states them.
    """
    chaser, target = flight.chaser, flight.target
    if chaser is None or target is None or flight.inputs.docking_ms is None or not flight.reaches_port:
        return None
    entry_s = _sphere_entry(flight)
    drifts: list[Drift] = []
    for shot in _shots(flight, entry_s, rules or drift_rules()):
        if abandoned is not None and abandoned():
            raise AbandonedError
        drifts.extend(_drifts(flight, chaser, target, shot))
    if abandoned is not None and abandoned():
        raise AbandonedError
    escapes: tuple[Escape, ...] = ()
    stuck: tuple[int, ...] = ()
    if entry_s is not None:
        times_s = np.append(np.arange(entry_s, chaser.end_s - 1.0, _ESCAPE_EVERY_S), chaser.end_s - 1.0)
        escapes, stuck = find_escapes(
            chaser,
            target,
            times_s,
            drift_forces(_ballistic(flight.inputs.vehicle)),
            STATION_BALLISTIC_M2PKG,
            KEEP_OUT_SPHERE.semi_axes_m[0],
            4.0 * _orbit_s(target, entry_s),
        )
    return PassiveSafety(
        drifts=tuple(drifts),
        sphere_entry_ms=None if entry_s is None else flight.epoch_ms + round(entry_s * 1000),
        escapes=escapes,
        stuck_ms=stuck,
    )


def failed_state(chaser: Trajectory, t_s: float, failure: Failure) -> tuple[Array, Array]:
    """The state after a burn at a time that did not happen or stopped halfway, GCRS, each (3,)."""
    before_s = max(t_s - _BEFORE_S, chaser.start_s)
    before = propagate(*chaser.state_at(before_s), chaser.epoch_utc_ms, before_s, t_s, FORCES)
    r_m, v_mps = before.state_at(t_s)
    if failure == "missed":
        return r_m, v_mps
    return r_m, 0.5 * (v_mps + chaser.state_at(t_s)[1])


def _drifts(flight: Flight, chaser: Trajectory, target: Trajectory, shot: _Shot) -> Iterator[Drift]:
    """Fly both failures of a burn, with the target from the same instant on."""
    failures: tuple[tuple[Failure, DriftRule], ...] = (("missed", shot.missed), ("halfway", shot.halfway))
    orbit_s = _orbit_s(target, shot.t_s)
    longest_s = max(_seconds(rule, orbit_s) for _, rule in failures)
    own = drift_forces(_ballistic(flight.inputs.vehicle))
    station = drift_forces(STATION_BALLISTIC_M2PKG)
    path = propagate(*target.state_at(shot.t_s), flight.epoch_ms, shot.t_s, shot.t_s + longest_s, station, _TOLERANCE_M)
    for failure, rule in failures:
        span_s = _seconds(rule, orbit_s)
        drift = Drift(
            event=shot.event,
            name=shot.name,
            tig_ms=flight.epoch_ms + round(shot.t_s * 1000),
            failure=failure,
            rule=rule,
            hours=span_s / 3600.0,
            epoch_ms=flight.epoch_ms,
        )
        try:
            state = failed_state(chaser, shot.t_s, failure)
            free = propagate(*state, flight.epoch_ms, shot.t_s, shot.t_s + span_s, own, _TOLERANCE_M)
        except (OrbitInputError, PropagationError) as error:
            # A chaser that comes down within the day is no danger to the station, but nothing was shown of it.
            yield replace(drift, unflyable=str(error))
            continue
        shown_s = np.linspace(shot.t_s, shot.t_s + min(span_s, orbit_s), _SHOWN)
        yield replace(
            drift,
            intrusion=first_intrusion(free, path, rule.zone, shot.t_s, shot.t_s + span_s),
            places_lvlh_m=relative_state_lvlh(*free.state(shown_s), *path.state(shown_s))[0],
        )


def _shots(flight: Flight, entry_s: float | None, rules: DriftRules) -> Iterator[_Shot]:
    """The burns that may fail, in order, down to the sphere."""
    inputs = flight.inputs
    assert inputs.docking_ms is not None
    assert flight.target is not None
    docking_s = (inputs.docking_ms - flight.epoch_ms) / 1000
    gate_s = docking_s - inputs.approach.waypoints[0].before_docking_ms / 1000
    at_gate = False
    for burn in flight.burns:
        t_s = (burn.tig_ms - flight.epoch_ms) / 1000
        if t_s >= gate_s - _AT_GATE_S:
            at_gate = True
            yield _Shot(event=burn.event, name=burn.name, t_s=gate_s, missed=rules.before, halfway=rules.after)
        else:
            yield _Shot(event=burn.event, name=burn.name, t_s=t_s, missed=rules.before, halfway=rules.before)
    hops = plan_hops(inputs.approach, inputs.port, inputs.vehicle.probe_m, flight.target, docking_s)
    starts_s = [hop.end_s for hop in hops[:-1]]
    if not at_gate:
        yield _Shot(event="", name="the burn at the gate", t_s=gate_s, missed=rules.before, halfway=rules.after)
    for t_s in starts_s:
        if entry_s is not None and t_s >= entry_s:
            return
        yield _Shot(event="", name="a correction", t_s=t_s, missed=rules.after, halfway=rules.after)


def _sphere_entry(flight: Flight) -> float | None:
    """When the flight enters the keep-out sphere for good [s since the epoch]."""
    assert flight.chaser is not None
    assert flight.target is not None
    radius_m = KEEP_OUT_SPHERE.semi_axes_m[0]
    entries = find_range_crossings(
        flight.chaser, flight.target, radius_m, flight.chaser.start_s, flight.chaser.end_s, closing=True
    )
    return float(entries[-1]) if len(entries) else None


def _seconds(rule: DriftRule, orbit_s: float) -> float:
    return 3600.0 * rule.hours if rule.hours is not None else (rule.orbits or 0.0) * orbit_s


def _orbit_s(target: Trajectory, t_s: float) -> float:
    r_m, v_mps = target.state_at(t_s)
    return 2.0 * pi / ReferenceOrbit.of_state(r_m, v_mps).mean_motion_radps


def _ballistic(vehicle: Vehicle) -> float:
    return vehicle.drag_area_m2 / vehicle.mass_kg
