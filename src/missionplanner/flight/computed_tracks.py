"""What the flight says along time, for rows and curves beside the planned events: light, orbits, relative motion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from missionplanner.flight.coverage import Stretch, relay_stretches, shadow_stretches, station_passes, umbra_stretches
from missionplanner.flight.flight import Flight
from missionplanner.flight.network import ground_stations, relays
from missionplanner.orbit.constants import WGS84_SEMI_MAJOR_M
from missionplanner.orbit.elements import phase_angle
from missionplanner.orbit.geometry.instants import InstantKind, find_instants
from missionplanner.orbit.geometry.light import Light
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.vectors import norm

Times = NDArray[np.float64]

_CURVE_STEP_S = 20.0
# Where the chaser is docked, one path ends and the other goes on, each rounded to milliseconds.
_JOINT_MS = 2.0
_NODES = (InstantKind.ASCENDING_NODE, InstantKind.DESCENDING_NODE)
_LIGHT_BEGINS = {Light.DAY: "day", Light.PENUMBRA: "penumbra", Light.UMBRA: "umbra"}
_APSIDES = (InstantKind.PERIGEE, InstantKind.APOGEE)


@dataclass(frozen=True, kw_only=True, eq=False)
class Spans:
    """Spans one after another, UTC milliseconds, each with a value: a `Light`, or the number of an orbit."""

    start_ms: Times
    end_ms: Times
    value: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Curve:
    """One quantity over time; NaN where there is none."""

    name: str
    unit: str
    utc_ms: Times
    value: Times


@dataclass(frozen=True, kw_only=True, eq=False)
class ComputedTracks:
    """Light on the chaser (on the target while the chaser does not fly), orbits, curves, and instants.

    ``instants`` names each by its kind: nodes and apsides as anchors do, ``day``, ``penumbra`` and ``umbra`` as what
    begins there; UTC milliseconds.
    """

    light: Spans
    orbits: Spans
    curves: tuple[Curve, ...]
    instants: Mapping[int, str]

    @cached_property
    def instants_ms(self) -> Times:
        """All instants, ascending."""
        return np.array(sorted(self.instants), np.float64)


_NO_SPANS = Spans(start_ms=np.zeros(0), end_ms=np.zeros(0), value=np.zeros(0, np.int64))
NOTHING_COMPUTED = ComputedTracks(light=_NO_SPANS, orbits=_NO_SPANS, curves=(), instants={})


def computed_tracks(flight: Flight) -> ComputedTracks:
    """Compute what goes beside the planned events; nothing of a flight that was not flown."""
    pieces = _pieces(flight)
    if not pieces:
        return NOTHING_COMPUTED
    light = _light(flight, pieces)
    kinds = (*_NODES, *_APSIDES)
    found = {kind: _instants_ms(flight, pieces, kind) for kind in kinds}
    instants = {round(ms): str(kind) for kind in kinds for ms in found[kind].tolist()}
    begins = zip(light.start_ms[1:].tolist(), light.value[1:].tolist(), strict=True)
    instants |= {round(ms): _LIGHT_BEGINS[Light(value)] for ms, value in begins}
    return ComputedTracks(
        light=light,
        orbits=_orbits(flight, pieces, found[InstantKind.ASCENDING_NODE]),
        curves=_curves(flight),
        instants=instants,
    )


Piece = tuple[Trajectory, float, float]


def _pieces(flight: Flight) -> list[Piece]:
    """Return what is flown when: the target, the chaser from its insertion on, the target again."""
    target, chaser = flight.target, flight.chaser
    if chaser is None:
        return [] if target is None else [(target, target.start_s, target.end_s)]
    middle = (chaser, chaser.start_s, chaser.end_s)
    if target is None:
        return [middle]
    before, after = (target, target.start_s, chaser.start_s), (target, chaser.end_s, target.end_s)
    return [piece for piece in (before, middle, after) if piece[2] > piece[1]]


def _light(flight: Flight, pieces: list[Piece]) -> Spans:
    starts: list[Times] = []
    values: list[NDArray[np.int64]] = []
    for path, start_s, end_s in pieces:
        first_ms, last_ms = flight.epoch_ms + 1000.0 * start_s, flight.epoch_ms + 1000.0 * end_s
        shadows, umbras = _limits_ms(shadow_stretches(path)), _limits_ms(umbra_stretches(path))
        edges_ms = np.sort(np.concatenate((shadows.ravel(), umbras.ravel())))
        begins_ms = np.append(first_ms, edges_ms[(edges_ms > first_ms) & (edges_ms < last_ms)])
        middles_ms = (begins_ms + np.append(begins_ms[1:], last_ms)) / 2
        state = np.where(_is_within(middles_ms, shadows), Light.PENUMBRA, Light.DAY)
        state = np.where(_is_within(middles_ms, umbras), Light.UMBRA, state)
        starts.append(begins_ms)
        values.append(state.astype(np.int64))
    begins_ms, value = np.concatenate(starts), np.concatenate(values)
    is_new = np.concatenate(([True], value[1:] != value[:-1]))
    start_ms = begins_ms[is_new]
    last_ms = flight.epoch_ms + 1000.0 * pieces[-1][2]
    return Spans(start_ms=start_ms, end_ms=np.append(start_ms[1:], last_ms), value=value[is_new])


def _limits_ms(stretches: tuple[Stretch, ...]) -> Times:
    """Return start and end of each stretch, (n, 2)."""
    return np.array([(each.start_ms, each.end_ms) for each in stretches], np.float64).reshape(-1, 2)


def _is_within(times_ms: Times, limits_ms: Times) -> NDArray[np.bool_]:
    """Tell which instants lie within one of some stretches."""
    within = (times_ms[:, None] >= limits_ms[:, 0]) & (times_ms[:, None] < limits_ms[:, 1])
    return np.asarray(within.any(axis=1))


def _orbits(flight: Flight, pieces: list[Piece], rising_ms: Times) -> Spans:
    """Number the orbits from liftoff: the first ends at the first ascending node after insertion.

    Source: Russian flight plans count so.
    """
    if flight.chaser is None:
        return _NO_SPANS
    insertion_ms = flight.epoch_ms + 1000.0 * flight.chaser.start_s
    start_ms = np.concatenate(([float(flight.inputs.t0_ms)], np.sort(rising_ms[rising_ms > insertion_ms])))
    last_ms = flight.epoch_ms + 1000.0 * pieces[-1][2]
    numbers = np.arange(1, start_ms.size + 1)
    return Spans(start_ms=start_ms, end_ms=np.append(start_ms[1:], last_ms), value=numbers)


def _instants_ms(flight: Flight, pieces: list[Piece], kind: InstantKind) -> Times:
    found = [find_instants(kind, path, start_s, end_s) for path, start_s, end_s in pieces]
    return np.asarray(flight.epoch_ms + 1000.0 * np.concatenate(found))


@dataclass(frozen=True, kw_only=True)
class Covered:
    """A stretch of time in which stations or relays of one operator see the vehicle, and which."""

    start_ms: float
    end_ms: float
    names: tuple[str, ...]


def coverage(flight: Flight) -> dict[tuple[str, bool], tuple[Covered, ...]]:
    """Return when each operator sees the flying vehicle: by stations, and (True) by relays. Takes a quarter second."""
    found: dict[tuple[str, bool], list[tuple[float, float, str]]] = {}
    for path, start_s, end_s in _pieces(flight):
        first_ms, last_ms = flight.epoch_ms + 1000.0 * start_s, flight.epoch_ms + 1000.0 * end_s
        for station in ground_stations():
            for each in station_passes(path, station):
                _add(found, (station.operator, False), each.above, station.name, first_ms, last_ms)
        for relay in relays():
            for stretch in relay_stretches(path, relay):
                _add(found, (relay.operator, True), stretch, relay.name, first_ms, last_ms)
    return {key: _united(stretches) for key, stretches in found.items()}


def _add(
    found: dict[tuple[str, bool], list[tuple[float, float, str]]],
    key: tuple[str, bool],
    stretch: Stretch,
    name: str,
    first_ms: float,
    last_ms: float,
) -> None:
    start_ms, end_ms = max(float(stretch.start_ms), first_ms), min(float(stretch.end_ms), last_ms)
    if start_ms < end_ms:
        found.setdefault(key, []).append((start_ms, end_ms, name))


def _united(stretches: list[tuple[float, float, str]]) -> tuple[Covered, ...]:
    """Join stretches that overlap or touch, naming all that see the vehicle in the order in which they begin."""
    united: list[Covered] = []
    for start_ms, end_ms, name in sorted(stretches):
        if united and start_ms <= united[-1].end_ms + _JOINT_MS:
            last = united[-1]
            names = last.names if name in last.names else (*last.names, name)
            united[-1] = Covered(start_ms=last.start_ms, end_ms=max(last.end_ms, end_ms), names=names)
        else:
            united.append(Covered(start_ms=start_ms, end_ms=end_ms, names=(name,)))
    return tuple(united)


def _curves(flight: Flight) -> tuple[Curve, ...]:
    """Return range, range rate, phase angle, height and delta-v left over the chaser's flight."""
    chaser, target = flight.chaser, flight.target
    if chaser is None or target is None:
        return ()
    count = max(int((chaser.end_s - chaser.start_s) / _CURVE_STEP_S), 1) + 1
    times_s = np.linspace(chaser.start_s, min(chaser.end_s, target.end_s), count)
    (r_m, v_mps), (r_target_m, v_target_mps) = chaser.state(times_s), target.state(times_s)
    apart_m = r_target_m - r_m
    range_m = norm(apart_m)
    rate_mps = np.sum(apart_m * (v_target_mps - v_mps), axis=1) / np.maximum(range_m, 1e-6)
    phase_deg = np.degrees(phase_angle(r_m, v_mps, r_target_m, v_target_mps))
    height_m = norm(r_m) - WGS84_SEMI_MAJOR_M
    utc_ms = flight.epoch_ms + 1000.0 * times_s
    curves = [
        Curve(name="range", unit="km", utc_ms=utc_ms, value=range_m / 1000.0),
        Curve(name="range-rate", unit="m/s", utc_ms=utc_ms, value=rate_mps),
        Curve(name="phase", unit="deg", utc_ms=utc_ms, value=np.asarray(phase_deg)),
        Curve(name="height", unit="km", utc_ms=utc_ms, value=height_m / 1000.0),
    ]
    if flight.delta_v is not None:
        curves.append(_delta_v_left(flight, flight.delta_v.total_mps, utc_ms))
    return tuple(curves)


def _delta_v_left(flight: Flight, total_mps: float, utc_ms: Times) -> Curve:
    """Return what is still to be spent: a step at each burn; the approach's share is spent evenly after the last."""
    left = np.full(utc_ms.size, total_mps)
    spent_mps = 0.0
    for burn in flight.burns:
        left[utc_ms >= burn.tig_ms] -= burn.dv_mps
        spent_mps += burn.dv_mps
    if flight.burns:
        last_ms, end_ms = float(max(burn.tig_ms for burn in flight.burns)), float(utc_ms[-1])
        share = np.clip((utc_ms - last_ms) / max(end_ms - last_ms, 1.0), 0.0, 1.0)
        left -= share * (total_mps - spent_mps)
    return Curve(name="delta-v-left", unit="m/s", utc_ms=utc_ms, value=left)
