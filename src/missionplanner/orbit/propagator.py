"""One orbit flown numerically, window by window: checks, window lengths, convergence."""

from __future__ import annotations

from math import acosh, atan2, copysign, cos, hypot, isfinite, pi, sin, sinh, sqrt

import numpy as np

from missionplanner.orbit.constants import (
    EARTH_RADIUS_M,
    GM_EARTH_M3PS2,
    WGS84_FLATTENING,
    WGS84_SEMI_MAJOR_M,
)
from missionplanner.orbit.errors import OrbitInputError, PropagationError
from missionplanner.orbit.forces import ForceField, Forces
from missionplanner.orbit.picard import Window, solve_window
from missionplanner.orbit.trajectory import Trajectory
from missionplanner.orbit.vectors import Array

_NODE_COUNTS = (10, 14, 20, 28, 40, 52)
_ACCURACY_NEPERS = 27.6  # ln 1e12
_REACH_OF_A_NODE_RAD = 1.0 / 12.0
_LARGEST_ECCENTRICITY = 0.95
_SURFACE_M = WGS84_SEMI_MAJOR_M * (1.0 - WGS84_FLATTENING)
_LONGEST_SWEEP_RAD = 2.2 * pi
_MOST_HALVINGS = 10
_FINEST_TOLERANCE_M = 1e-7
_LONGEST_SPAN_S = 400 * 86400.0


def propagate(
    r_m: Array,
    v_mps: Array,
    epoch_utc_ms: int,
    start_s: float,
    end_s: float,
    forces: Forces,
    tolerance_m: float = 1e-3,
) -> Trajectory:
    """Fly one state from a start time to an end time, forward or backward.

    Args:
        r_m: GCRS position at ``start_s`` [m], (3,).
        v_mps: GCRS velocity at ``start_s`` [m/s], (3,).
        epoch_utc_ms: the instant that times are counted from.
        start_s: time of the state [s since the epoch].
        end_s: time to fly to [s since the epoch]; before ``start_s`` to fly backward.
        forces: the force model.
        tolerance_m: how far the answer may lie from the exact solution of the force model, anywhere in the span;
            rounding adds some centimetres over a month.

    Returns:
        The path over the span.

    Raises:
        OrbitInputError: a number is not finite, the span is empty, the state is on no ellipse or below the surface.
        PropagationError: the tolerance cannot be met.
    """
    r_m, v_mps = np.asarray(r_m, dtype=float), np.asarray(v_mps, dtype=float)
    start_s, end_s = float(start_s), float(end_s)
    check_state(r_m, v_mps)
    _check_span(start_s, end_s, tolerance_m)
    window_tolerance_m = _tolerance_of_a_window(r_m, v_mps, end_s - start_s, tolerance_m)
    edges_s, pieces = [start_s], []
    shrink = 1.0
    while edges_s[-1] != end_s:
        remaining_s = end_s - edges_s[-1]
        span_s, nodes = _window(r_m, v_mps, remaining_s, shrink)
        begin_s = edges_s[-1]

        def field_after(elapsed_s: Array, begin_s: float = begin_s) -> ForceField:
            return ForceField(forces, epoch_utc_ms, begin_s + elapsed_s)

        window = solve_window(r_m, v_mps, span_s, nodes, field_after, window_tolerance_m)
        if window is None:
            shrink *= 0.5
            if shrink < 0.5**_MOST_HALVINGS:
                raise PropagationError(
                    f"the orbit did not converge to {tolerance_m:g} m at {edges_s[-1]:.3f} s, "
                    f"even over {abs(span_s):.3g} s; loosen the tolerance or check the state"
                )
            continue
        shrink = min(1.0, 1.5 * shrink)
        edges_s.append(end_s if span_s == remaining_s else edges_s[-1] + span_s)
        pieces.append(window)
        r_m, v_mps = window.r_end_m, window.v_end_mps
        if not r_m @ r_m > (0.5 * EARTH_RADIUS_M) ** 2:
            raise PropagationError(f"the path leads to the middle of the Earth at {edges_s[-1]:.3f} s; check the state")
    return _trajectory(epoch_utc_ms, edges_s, pieces)


def check_state(r_m: Array, v_mps: Array) -> None:
    """Refuse a state that is not a bound orbit above the surface.

    Raises:
        OrbitInputError: the sentence names the number that is wrong.
    """
    for name, vector, unit_name in (("position", r_m, "m"), ("velocity", v_mps, "m/s")):
        if vector.shape != (3,):
            raise OrbitInputError(f"the {name} has shape {vector.shape}; three components are needed")
        if not np.isfinite(vector).all():
            raise OrbitInputError(f"the {name} is {vector.tolist()} {unit_name}; every component must be finite")
    distance_m = sqrt(float(r_m @ r_m))
    if distance_m < _SURFACE_M:
        raise OrbitInputError(
            f"the position is {distance_m / 1e3:.3f} km from the Earth's centre, which is below the surface"
        )
    speed_mps = sqrt(float(v_mps @ v_mps))
    if 0.5 * speed_mps**2 >= GM_EARTH_M3PS2 / distance_m:
        raise OrbitInputError(
            f"the speed is {speed_mps:.3f} m/s, at or above the escape speed of "
            f"{sqrt(2.0 * GM_EARTH_M3PS2 / distance_m):.3f} m/s there; the orbit must be bound"
        )
    eccentricity = _ellipse(r_m, v_mps)[1]
    if eccentricity > _LARGEST_ECCENTRICITY:
        raise OrbitInputError(
            f"the eccentricity is {eccentricity:.6f}; orbits up to {_LARGEST_ECCENTRICITY} can be flown"
        )


def _check_span(start_s: float, end_s: float, tolerance_m: float) -> None:
    if not (isfinite(start_s) and isfinite(end_s)):
        raise OrbitInputError(f"the span is {start_s} s to {end_s} s; both must be finite")
    if start_s == end_s:
        raise OrbitInputError(f"the span is zero: it starts and ends at {start_s:.6f} s")
    if abs(end_s - start_s) > _LONGEST_SPAN_S:
        raise OrbitInputError(
            f"the span is {abs(end_s - start_s) / 86400.0:.1f} days; at most {_LONGEST_SPAN_S / 86400.0:.0f} are flown"
        )
    if not tolerance_m > 0.0:
        raise OrbitInputError(f"the tolerance is {tolerance_m} m; it must be greater than zero")


def _ellipse(r_m: Array, v_mps: Array) -> tuple[float, float, float]:
    """Mean motion [rad/s], eccentricity, eccentric anomaly [rad] of a bound state."""
    distance_m = sqrt(float(r_m @ r_m))
    semi_major_m = 1.0 / (2.0 / distance_m - float(v_mps @ v_mps) / GM_EARTH_M3PS2)
    e_cosine = 1.0 - distance_m / semi_major_m
    e_sine = float(r_m @ v_mps) / sqrt(GM_EARTH_M3PS2 * semi_major_m)
    return sqrt(GM_EARTH_M3PS2 / semi_major_m**3), hypot(e_sine, e_cosine), atan2(e_sine, e_cosine)


def _window(r_m: Array, v_mps: Array, remaining_s: float, shrink: float) -> tuple[float, int]:
    """Length of the next window [s], with its sign, and how many nodes resolve it.

    A polynomial converges as fast as the Kepler motion's singularity is far: it lies, in mean anomaly, at
    acosh(1/e) - sqrt(1 - e2) beside perigee. N nodes give the wanted digits over a half-length of that distance
    divided by sinh(digits/N), the size of Bernstein's ellipse; in units of eccentric anomaly the length that is
    right at perigee is right everywhere.
    """
    mean_motion_radps, eccentricity, anomaly_rad = _ellipse(r_m, v_mps)
    e = max(eccentricity, 1e-3)
    distance_rad = acosh(1.0 / e) - sqrt(1.0 - e * e)
    most = _NODE_COUNTS[-1]
    half_rad = shrink * min(_reach_rad(most, distance_rad), 0.5 * _LONGEST_SWEEP_RAD)
    half_sweep_rad = _scalar_eccentric_anomaly(half_rad, e)
    sweep_rad = copysign(2.0 * half_sweep_rad, remaining_s)
    span_rad = abs(sweep_rad - e * (sin(anomaly_rad + sweep_rad) - sin(anomaly_rad)))
    windows_left = abs(remaining_s) * mean_motion_radps / span_rad
    if windows_left <= 1.0:
        span_s = remaining_s
    elif windows_left < 2.0:
        span_s = 0.5 * remaining_s
    else:
        span_s = copysign(span_rad / mean_motion_radps, remaining_s)
    half_rad = min(half_rad, 0.5 * abs(span_s) * mean_motion_radps)
    nodes = next((n for n in _NODE_COUNTS if _reach_rad(n, distance_rad) >= half_rad), most)
    return span_s, nodes


def _reach_rad(nodes: int, distance_rad: float) -> float:
    return min(distance_rad / sinh(_ACCURACY_NEPERS / nodes), nodes * _REACH_OF_A_NODE_RAD)


def _scalar_eccentric_anomaly(mean_anomaly_rad: float, e: float) -> float:
    anomaly_rad = mean_anomaly_rad + 0.85 * e
    for _ in range(8):
        anomaly_rad -= (anomaly_rad - e * sin(anomaly_rad) - mean_anomaly_rad) / (1.0 - e * cos(anomaly_rad))
    return anomaly_rad


def _tolerance_of_a_window(r_m: Array, v_mps: Array, span_s: float, tolerance_m: float) -> float:
    """What a window may be wrong by: an error at its end grows along the track with 3 pi per revolution that follows.

    The thousandth part serves the velocity, whose error counts in arcs that are flown on from a short one.
    """
    revolutions = abs(span_s) * _ellipse(r_m, v_mps)[0] / (2.0 * pi)
    return max(_FINEST_TOLERANCE_M, tolerance_m / (1000.0 + 100.0 * revolutions * revolutions))


def _trajectory(epoch_utc_ms: int, edges_s: list[float], windows: list[Window]) -> Trajectory:
    terms = max(len(window.coefficients) for window in windows)
    coefficients = np.zeros((len(windows), terms, 6))
    for row, window in zip(coefficients, windows, strict=True):
        row[: len(window.coefficients)] = window.coefficients
    if edges_s[-1] < edges_s[0]:  # T_n(-x) = (-1)^n T_n(x)
        edges_s.reverse()
        coefficients = np.ascontiguousarray(coefficients[::-1])
        coefficients[:, 1::2] *= -1.0
    return Trajectory(epoch_utc_ms=epoch_utc_ms, edges_s=np.array(edges_s), coefficients=coefficients)
