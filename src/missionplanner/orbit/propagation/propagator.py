"""One orbit flown numerically: checks, the length of windows and their segments, convergence."""

from __future__ import annotations

from math import acosh, atan2, ceil, copysign, cos, hypot, isfinite, log, log10, pi, sin, sinh, sqrt

import numpy as np

from missionplanner.orbit.constants import (
    EARTH_RADIUS_M,
    GM_EARTH_M3PS2,
    WGS84_FLATTENING,
    WGS84_SEMI_MAJOR_M,
)
from missionplanner.orbit.errors import OrbitInputError, PropagationError
from missionplanner.orbit.forces.records import Forces
from missionplanner.orbit.propagation.picard import Failure, Window, solve_window
from missionplanner.orbit.propagation.short_arc import LONGEST_RAD, solve_short_arc
from missionplanner.orbit.propagation.trajectory import Trajectory, side_by_side
from missionplanner.orbit.vectors import Array

_LARGEST_ECCENTRICITY = 0.95
_SURFACE_M = WGS84_SEMI_MAJOR_M * (1.0 - WGS84_FLATTENING)
_LONGEST_SPAN_S = 400 * 86400.0
_MOST_REVOLUTIONS = 17.0
_MOST_HALVINGS = 12


def propagate(
    r_m: Array,
    v_mps: Array,
    epoch_utc_ms: int,
    start_s: float,
    end_s: float,
    forces: Forces,
    tolerance_m: float = 1e-5,
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
            rounding adds some hundredths of a millimetre over a day and some centimetres over a month.

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
    t_s, edges_s = start_s, [start_s]
    pieces: list[Window] = []
    shorter, finer = 1.0, 1.0
    while t_s != end_s:
        until_s, window_edges_s, window = _next_window(
            r_m, v_mps, epoch_utc_ms, t_s, end_s, forces, tolerance_m, len(pieces), shorter, finer
        )
        if window is Failure.THROUGH_EARTH or not r_m @ r_m > (0.5 * EARTH_RADIUS_M) ** 2:
            raise PropagationError(f"the path leads to the middle of the Earth after {t_s:.3f} s; check the state")
        if isinstance(window, Failure):
            if window is Failure.TOO_COARSE:
                finer *= 1.3
            else:
                shorter *= 0.5
            if min(shorter, 1.0 / finer) < 0.5**_MOST_HALVINGS:
                raise PropagationError(
                    f"the orbit did not converge to {tolerance_m:g} m at {t_s:.3f} s, "
                    f"even over {abs(until_s - t_s):.3g} s; loosen the tolerance or check the state"
                )
            continue
        shorter = min(1.0, 1.5 * shorter)
        pieces.append(window)
        edges_s.extend(window_edges_s[1:])
        t_s, r_m, v_mps = until_s, window.r_end_m, window.v_end_mps
    return _trajectory(epoch_utc_ms, edges_s, pieces)


def check_state(r_m: Array, v_mps: Array) -> None:
    """Refuse a state that is not a bound orbit above the surface.

    Raises:
        OrbitInputError: the sentence names the number that is wrong.
    """
    for name, vector, unit_name in (("position", r_m, "m"), ("velocity", v_mps, "m/s")):
        if vector.shape != (3,):
            raise OrbitInputError(f"the {name} has shape {vector.shape}; three components are needed")
        if not all(map(isfinite, vector.tolist())):
            raise OrbitInputError(f"the {name} is {vector.tolist()} {unit_name}; every component must be finite")
    distance_m, speed_mps = hypot(*r_m.tolist()), hypot(*v_mps.tolist())
    if distance_m < _SURFACE_M:
        raise OrbitInputError(
            f"the position is {distance_m / 1e3:.3f} km from the Earth's centre, which is below the surface"
        )
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


def _next_window(
    r_m: Array,
    v_mps: Array,
    epoch_utc_ms: int,
    start_s: float,
    end_s: float,
    forces: Forces,
    tolerance_m: float,
    solved: int,
    shorter: float,
    finer: float,
) -> tuple[float, list[float], Window | Failure]:
    """Solve a window from a state towards the end of the span: where it ends, its segments, and how it went."""
    n_radps, e, anomaly_rad = _ellipse(r_m, v_mps)
    remaining_rad = abs(end_s - start_s) * n_radps
    if remaining_rad <= LONGEST_RAD and _perigee_rate(e) * remaining_rad <= LONGEST_RAD:
        window_tolerance_m = _window_tolerance_m(tolerance_m, remaining_rad, 1, solved)
        window = solve_short_arc(r_m, v_mps, start_s, end_s, forces, epoch_utc_ms, window_tolerance_m)
        if isinstance(window, Window):
            return end_s, [start_s, end_s], window
    most_rad = shorter * 2.0 * pi * min(_MOST_REVOLUTIONS, 1.25 / sqrt(max(e, 1e-4)))
    windows = max(1, ceil(remaining_rad / most_rad - 1e-9))
    until_s = end_s if windows == 1 else start_s + (end_s - start_s) / windows
    span_rad = remaining_rad / windows
    nodes, half_rad = _resolution(forces, e, tolerance_m, finer)
    edges_s = _segments(n_radps, e, anomaly_rad, start_s, until_s, half_rad)
    window_tolerance_m = _window_tolerance_m(tolerance_m, span_rad, windows, solved)
    return (
        until_s,
        edges_s.tolist(),
        solve_window(r_m, v_mps, edges_s, nodes, forces, epoch_utc_ms, window_tolerance_m),
    )


def _perigee_rate(e: float) -> float:
    """How much faster than on average the true anomaly moves at perigee."""
    return sqrt((1.0 + e) / (1.0 - e)) / (1.0 - e)


def _window_tolerance_m(tolerance_m: float, span_rad: float, windows: int, solved: int) -> float:
    """What a window may be wrong by: an error at its end grows along the track through all windows that follow.

    Where there are several, nine tenths are kept back. Short arcs are held to more, because their velocity is flown on
    with; no window to more than rounding allows.
    """
    rounding_m = 1e-9 * (1.0 + span_rad) ** 2
    shares = windows * (windows + solved)
    if shares > 1:
        shares *= 10
    return max(rounding_m, tolerance_m * min(1.0, 0.1 * span_rad) / shares)


def _resolution(forces: Forces, e: float, tolerance_m: float, finer: float) -> tuple[int, float]:
    """Nodes of a segment, and half its length in mean anomaly at perigee [rad].

    The series of a segment converges as fast as the Kepler motion's singularity is far: it lies, in mean anomaly, at
    acosh(1/e) - sqrt(1 - e2) beside perigee; N nodes give the wanted digits over a half-length of that distance
    divided by sinh(digits/N), the size of Bernstein's ellipse. On a round orbit the harmonics of the field decide.
    """
    degree = forces.gravity_degree if forces.gravity_order else 4
    nepers = log(7e8 / tolerance_m)
    digits = max(0.0, log10(1.0 / tolerance_m))
    half_rad = 2.05 if degree <= 10 else 1.6
    nodes = (18.0 + digits) if degree <= 4 else (17.0 + 0.6 * degree + (3.5 + 0.1 * degree) * digits)
    if e > 0.01:
        nodes = max(nodes, 24.0 if e < 0.1 else 28.0)
    count = ceil(nodes * min(finer, 2.0))
    half_rad *= 2.0 / finer if finer > 2.0 else 1.0
    e = max(e, 1e-3)
    distance_rad = acosh(1.0 / e) - sqrt(1.0 - e * e)
    return count, min(half_rad, distance_rad / sinh(nepers / count))


def _segments(n_radps: float, e: float, anomaly_rad: float, start_s: float, end_s: float, half_rad: float) -> Array:
    """Limits of segments of equal length in eccentric anomaly: what is right at perigee is right everywhere.

    On an orbit of small eccentricity they are of equal length in time.
    """
    span_rad = (end_s - start_s) * n_radps
    if e < 0.02:
        count = _round_count(max(1, ceil(abs(span_rad) / (2.0 * half_rad) - 1e-3)), end_s - start_s)
        even_s: Array = start_s + (end_s - start_s) / count * np.arange(count + 1.0)
        even_s[-1] = end_s
        return even_s
    mean_rad = anomaly_rad - e * sin(anomaly_rad)
    sweep_rad = _eccentric_anomaly(mean_rad + span_rad, e) - anomaly_rad
    count = max(1, ceil(abs(sweep_rad) / (2.0 * _eccentric_anomaly(half_rad, e))))
    anomalies = anomaly_rad + np.linspace(0.0, sweep_rad, count + 1)
    edges_s = start_s + (anomalies - e * np.sin(anomalies) - mean_rad) / n_radps
    edges_s[0], edges_s[-1] = start_s, end_s
    return edges_s


def _round_count(count: int, span_s: float) -> int:
    """A few segments more if they then are whole minutes: evenly spaced times fall on the same places of each."""
    return next((n for n in range(count, count + count // 6 + 1) if (span_s / n) % 60.0 == 0.0), count)


def _eccentric_anomaly(mean_rad: float, e: float) -> float:
    anomaly_rad = mean_rad + copysign(0.85 * e, sin(mean_rad))
    for _ in range(10):
        anomaly_rad -= (anomaly_rad - e * sin(anomaly_rad) - mean_rad) / (1.0 - e * cos(anomaly_rad))
    return anomaly_rad


def _trajectory(epoch_utc_ms: int, edges_s: list[float], windows: list[Window]) -> Trajectory:
    coefficients = side_by_side([window.coefficients for window in windows])
    if edges_s[-1] < edges_s[0]:  # T_n(-x) = (-1)^n T_n(x)
        edges_s.reverse()
        coefficients = np.ascontiguousarray(coefficients[:, ::-1])
        coefficients[:, :, 1::2] *= -1.0
    return Trajectory(epoch_utc_ms=epoch_utc_ms, edges_s=np.array(edges_s), coefficients=coefficients)
