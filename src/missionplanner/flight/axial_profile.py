"""How the range shrinks along the port's axis: as if drifting up the R-bar to the sphere, smoothly inside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sinh, sqrt

import numpy as np

from missionplanner.flight.drift_limits import KEEP_OUT_SPHERE
from missionplanner.orbit.vectors import Array
from missionplanner.plan.rendezvous import Approach
from missionplanner.plan.station import Port

_OUTER_HOP_S = 60.0
_INNER_HOP_S = 20.0
_LAST_HOP_S = 5.0
_LAST_HOPS = 12
# Below the 0.02 m/s across the axis that are asked for at contact, so that they hold all the way.
_MOST_ASIDE_MPS = 0.017
_SAMPLES = 17


@dataclass(frozen=True, kw_only=True)
class _Stretch:
    """From one point of the axis to the next: times before docking [s, negative], ranges, speeds at both ends.

    ``drift_radps`` is the growth rate of a drift along the axis, 0 where the stretch is a cubic between its speeds.
    """

    start_s: float
    end_s: float
    start_m: float
    end_m: float
    start_mps: float
    end_mps: float
    base_m: float
    drift_radps: float

    def range_m(self, time_s: float) -> float:
        """The range at a time of the stretch."""
        width_s = self.end_s - self.start_s
        if self.drift_radps:
            k = self.drift_radps
            before, after = sinh(k * (self.end_s - time_s)), sinh(k * (time_s - self.start_s))
            away_m = (self.start_m + self.base_m) * before + (self.end_m + self.base_m) * after
            return away_m / sinh(k * width_s) - self.base_m
        s = (time_s - self.start_s) / width_s
        return (
            (1.0 + 2.0 * s) * (1.0 - s) ** 2 * self.start_m
            + s * (1.0 - s) ** 2 * width_s * self.start_mps
            + s**2 * (3.0 - 2.0 * s) * self.end_m
            + s**2 * (s - 1.0) * width_s * self.end_mps
        )

    def fastest_mps(self) -> float:
        """The largest speed along the axis."""
        times_s = np.linspace(self.start_s, self.end_s, _SAMPLES)
        ranges_m = np.array([self.range_m(time_s) for time_s in times_s.tolist()])
        return float(np.abs(np.diff(ranges_m) / np.diff(times_s)).max())


def axial_profile(approach: Approach, port: Port, probe_m: float, n_radps: float) -> tuple[tuple[float, float], ...]:
    """Ends of the hops along the axis: times before docking [s, negative], and the range to the port then [m].

    Along R-bar outside the keep-out sphere the range changes as in free drift, whose gradient of gravity brakes the
    chaser and turns it back: what is corrected there is only the turning of the frame, so that a missed correction
    changes little. Anywhere else the range is a cubic that never overshoots. Hops are so short that the frame turns
    the chaser aside by less than is asked for at contact: n v dt is what its speed across the axis comes to.

    Args:
        approach: its points, from the end of the flyaround on.
        port: where the axis begins.
        probe_m: from the chaser's centre of mass to its docking mechanism.
        n_radps: the target's mean motion.

    Source: the drift is z'' = 3 n^2 z of Clohessy & Wiltshire with x held, Fehse, Automated Rendezvous and Docking of
    Spacecraft, 3.3; the cubic as `_monotone_slopes` says.
    """
    ends: list[tuple[float, float]] = []
    for stretch, is_outside in _stretches(approach, port, probe_m, n_radps):
        most_s = _OUTER_HOP_S if is_outside else _INNER_HOP_S
        if stretch.start_s >= -_LAST_HOP_S * _LAST_HOPS:
            most_s = _LAST_HOP_S
        aside = n_radps * stretch.fastest_mps()
        if aside * most_s > _MOST_ASIDE_MPS:
            most_s = max(_LAST_HOP_S, _MOST_ASIDE_MPS / aside)
        count = max(1, ceil((stretch.end_s - stretch.start_s) / most_s - 1e-9))
        times_s = np.linspace(stretch.start_s, stretch.end_s, count + 1)[1:].tolist()
        ends.extend((time_s, stretch.range_m(time_s)) for time_s in times_s)
    return tuple(ends)


def _stretches(approach: Approach, port: Port, probe_m: float, n_radps: float) -> list[tuple[_Stretch, bool]]:
    """The stretches between the points of the axis, and whether each begins outside the sphere."""
    points = approach.axial_points
    knots_s = np.array([-p.before_docking_ms / 1000 for p in points] + [0.0])
    ranges_m = np.array([p.range_m for p in points] + [0.0])
    slopes_mps = _monotone_slopes(knots_s, ranges_m, -approach.contact_speed_mps).tolist()
    axis, origin = np.array(port.axis_lvlh), np.array(port.position_lvlh_m)
    gradient = float(axis @ np.diag([0.0, -1.0, 3.0]) @ axis) * n_radps**2
    base_m = probe_m + float(origin @ axis)
    stretches = []
    times = zip(pairwise(knots_s.tolist()), pairwise(ranges_m.tolist()), pairwise(slopes_mps), strict=True)
    for (start_s, end_s), (start_m, end_m), (start_mps, end_mps) in times:
        away_m = float(np.linalg.norm(origin + (start_m + probe_m) * axis))
        is_outside = away_m > KEEP_OUT_SPHERE.semi_axes_m[0]
        drifts = is_outside and gradient > 0.0 and end_m < start_m
        stretch = _Stretch(
            start_s=start_s,
            end_s=end_s,
            start_m=start_m,
            end_m=end_m,
            start_mps=start_mps,
            end_mps=end_mps,
            base_m=base_m,
            drift_radps=sqrt(gradient) if drifts else 0.0,
        )
        stretches.append((stretch, is_outside))
    return stretches


def _monotone_slopes(x: Array, y: Array, last_slope: float) -> Array:
    """Slopes of a cubic interpolant that never overshoots, at rest at the start.

    Source: Fritsch & Butland, A Method for Constructing Local Monotone Piecewise Cubic Interpolants (1984).
    """
    secants = np.diff(y) / np.diff(x)
    slopes = np.zeros(len(x))
    for i in range(1, len(x) - 1):
        before, after = secants[i - 1], secants[i]
        if before * after > 0.0:
            longer = 2.0 * (x[i + 1] - x[i]) + (x[i] - x[i - 1])
            shorter = (x[i + 1] - x[i]) + 2.0 * (x[i] - x[i - 1])
            slopes[i] = (longer + shorter) / (longer / before + shorter / after)
    slopes[-1] = last_slope
    return slopes
