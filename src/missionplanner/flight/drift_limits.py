"""What a drifting chaser must stay out of: the approach ellipsoid and the keep-out sphere, with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from missionplanner.orbit.frames import dcm_lvlh_from_gcrs
from missionplanner.orbit.geometry.roots import highest_in, spans_above
from missionplanner.orbit.geometry.sampling import search_times
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.vectors import Array, dot, norm, rotate
from missionplanner.plan.rules import Rule, RuleKind

_SAMPLES = 33


@dataclass(frozen=True, kw_only=True)
class Zone:
    """An ellipsoid about the target's centre of mass, in its LVLH; a sphere has three equal semi-axes."""

    name: str
    semi_axes_m: tuple[float, float, float]
    source: str


@dataclass(frozen=True, kw_only=True)
class DriftRule:
    """Stay out of a zone for a time, given in hours or in the target's orbits; ``kind`` is that of the plan's rule."""

    kind: RuleKind
    zone: Zone
    hours: float | None = None
    orbits: float | None = None


@dataclass(frozen=True, kw_only=True)
class DriftRules:
    """What drifts are judged by before approach initiation and after it."""

    before: DriftRule
    after: DriftRule


_DOCUMENT = "SSP 50011"

APPROACH_ELLIPSOID = Zone(
    name="approach ellipsoid",
    semi_axes_m=(2000.0, 1000.0, 1000.0),
    source=f"{_DOCUMENT}: 4 x 2 x 2 km, full axes, the long one along V-bar",
)
KEEP_OUT_SPHERE = Zone(
    name="keep-out sphere", semi_axes_m=(200.0, 200.0, 200.0), source=f"{_DOCUMENT}: 200 m about the centre of mass"
)
# SSP 50011: 24 hours before approach initiation, four orbits from then on; a plan's own rules may say otherwise.
_HOURS_BEFORE, _ORBITS_AFTER = 24.0, 4.0


def drift_rules(rules: Iterable[Rule] = ()) -> DriftRules:
    """The rules of drift, with the times that a plan's rules give."""
    times = {rule.kind: rule.low for rule in rules if rule.low is not None}
    return DriftRules(
        before=DriftRule(
            kind="drift-before-initiation",
            zone=APPROACH_ELLIPSOID,
            hours=times.get("drift-before-initiation", _HOURS_BEFORE),
        ),
        after=DriftRule(
            kind="drift-after-initiation",
            zone=KEEP_OUT_SPHERE,
            orbits=times.get("drift-after-initiation", _ORBITS_AFTER),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Intrusion:
    """How a drift enters a zone: when, and when and how near it comes to the target's centre of mass.

    ``depth_m`` is how far inside the zone's surface it comes along the line to the centre.
    """

    entry_s: float
    closest_s: float
    closest_m: float
    depth_m: float


def first_intrusion(
    chaser: Trajectory, target: Trajectory, zone: Zone, start_s: float, end_s: float
) -> Intrusion | None:
    """The first stay of a drifting chaser in a zone, None if it stays out.

    Args:
        chaser: its drift.
        target: its path, from the same epoch.
        zone: where it must not be.
        start_s: start of the span [s since the epoch].
        end_s: its end.
    """
    semi_axes_m = np.array(zone.semi_axes_m)

    def place(t_s: Array) -> Array:
        r_target_m, v_target_mps = target.state(t_s)
        return rotate(dcm_lvlh_from_gcrs(r_target_m, v_target_mps), chaser.position(t_s) - r_target_m)

    def inside(t_s: Array) -> Array:
        scaled = place(t_s) / semi_axes_m
        return 1.0 - dot(scaled, scaled)

    spans = spans_above(inside, search_times(start_s, end_s, chaser, target))
    if not len(spans):
        return None
    deepest_s, _ = highest_in(inside, spans, _SAMPLES)
    there_m = place(deepest_s)
    level = norm(there_m / semi_axes_m)
    depth_m = norm(there_m) * (1.0 / np.maximum(level, 1e-9) - 1.0)

    def minus_range2(t_s: Array) -> Array:
        there = place(t_s)
        return -dot(there, there)

    closest_s, negative = highest_in(minus_range2, spans, _SAMPLES)
    return Intrusion(
        entry_s=float(spans.start_s[0]),
        closest_s=float(closest_s[0]),
        closest_m=float(np.sqrt(max(0.0, -negative[0]))),
        depth_m=float(depth_m[0]),
    )
