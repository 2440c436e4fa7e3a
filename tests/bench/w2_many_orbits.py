"""W2: a thousand dispersed orbits over 3.2 h under J2 to J4 and drag, 10 m allowed, beside heyoka, brahe and scipy."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from math import exp, sqrt
from typing import Any, NamedTuple

import numpy as np

from missionplanner.orbit.constants import (
    EARTH_RADIUS_M,
    EARTH_ROTATION_RADPS,
    GM_EARTH_M3PS2,
    J2,
    J3,
    J4,
    WGS84_SEMI_MAJOR_M,
)
from missionplanner.orbit.earth_pole import dcm_cirs_from_gcrs
from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.forces import Drag, ExponentialAtmosphere, Forces
from missionplanner.orbit.many import propagate_many
from missionplanner.orbit.propagator import propagate

EPOCH_UTC_MS = 1_764_235_677_402  # liftoff of Soyuz MS-28
SPAN_S = 11520.0
ALLOWED_M = 10.0
AIR = ExponentialAtmosphere(density_kgpm3=3.0e-12, height_m=400e3, scale_height_m=60e3)
BALLISTIC_M2PKG = 0.022
FORCES = Forces(drag=Drag(ballistic_m2pkg=BALLISTIC_M2PKG, atmosphere=AIR))


class Row(NamedTuple):
    """One line of the table."""

    name: str
    median_ms: float
    error_m: float


def dispersed_states(count: int = 1000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A chaser's orbit, 1 km, 1 m/s and 10 % of the ballistic coefficient about it (one sigma): r, v, Cd A / m."""
    rng = np.random.default_rng(1)
    centre = KeplerianElements(
        semi_major_axis_m=WGS84_SEMI_MAJOR_M + 330e3,
        eccentricity=0.004,
        inclination_rad=np.radians(51.64),
        raan_rad=np.radians(60.0),
        argument_of_perigee_rad=np.radians(70.0),
        true_anomaly_rad=np.radians(10.0),
    )
    r_m, v_mps = state_from_keplerian(centre)
    r_m = r_m + rng.normal(0.0, 1000.0, (count, 3))
    v_mps = v_mps + rng.normal(0.0, 1.0, (count, 3))
    return r_m, v_mps, BALLISTIC_M2PKG * (1.0 + 0.1 * rng.normal(size=count))


def rows(rounds: int = 21) -> list[Row]:
    """Median time and largest error at the end of each program that is installed, measured in turn.

    A peer that takes more than a second is measured three times, on fewer orbits, and scaled up.
    """
    r_m, v_mps, ballistic_m2pkg = dispersed_states()
    quick: dict[str, Callable[[], np.ndarray]] = {}
    for tolerance_m in (ALLOWED_M, 1.0):
        quick[f"missionplanner, tolerance {tolerance_m:g} m"] = lambda tolerance_m=tolerance_m: propagate_many(
            r_m,
            v_mps,
            EPOCH_UTC_MS,
            0.0,
            np.array([SPAN_S]),
            FORCES,
            ballistic_m2pkg=ballistic_m2pkg,
            tolerance_m=tolerance_m,
        )[0][0]
    reference_m = None
    try:
        import heyoka
    except ImportError:
        pass
    else:
        peer = _Heyoka(heyoka, r_m, v_mps, ballistic_m2pkg)
        reference_m = peer.reference()
        for tolerance in (1e-6, 1e-7):
            quick[f"heyoka batch, tolerance {tolerance:g}, one thread"] = peer.batch(tolerance)
    if reference_m is None:
        reference_m = _own_reference(r_m, v_mps, ballistic_m2pkg)
    times_s: dict[str, list[float]] = {name: [] for name in quick}
    ends_m = {name: work() for name, work in quick.items()}
    for _ in range(rounds):
        for name, work in quick.items():
            before_s = time.perf_counter()
            work()
            times_s[name].append(time.perf_counter() - before_s)
    table = [Row(name, 1e3 * statistics.median(times_s[name]), _worst_m(ends_m[name], reference_m)) for name in quick]
    for name, measure in (("brahe, two threads", _brahe), ("scipy DOP853", _scipy)):
        try:
            median_s, end_m = measure(r_m, v_mps, ballistic_m2pkg)
        except ImportError:
            continue
        table.append(Row(name, 1e3 * median_s, _worst_m(end_m, reference_m)))
    return table


def _worst_m(end_m: np.ndarray, reference_m: np.ndarray) -> float:
    return float(np.linalg.norm(end_m - reference_m[: len(end_m)], axis=1).max())


def _own_reference(r_m: np.ndarray, v_mps: np.ndarray, ballistic_m2pkg: np.ndarray) -> np.ndarray:
    """Ends by the propagator of single orbits, to a tenth of a millimetre."""
    ends_m = []
    for r, v, ballistic in zip(r_m, v_mps, ballistic_m2pkg, strict=True):
        forces = Forces(drag=Drag(ballistic_m2pkg=float(ballistic), atmosphere=AIR))
        ends_m.append(propagate(r, v, EPOCH_UTC_MS, 0.0, SPAN_S, forces, tolerance_m=1e-4).state_at(SPAN_S)[0])
    return np.array(ends_m)


class _Heyoka:
    """Taylor series by heyoka, z along the Earth's axis, compiled before it is timed."""

    def __init__(self, heyoka: Any, r_m: np.ndarray, v_mps: np.ndarray, ballistic_m2pkg: np.ndarray) -> None:
        self._heyoka, self._ballistic_m2pkg = heyoka, ballistic_m2pkg
        self._to_pole = dcm_cirs_from_gcrs(EPOCH_UTC_MS)
        self._states = np.hstack([r_m @ self._to_pole.T, v_mps @ self._to_pole.T])
        x, y, z, vx, vy, vz = heyoka.make_vars("x", "y", "z", "vx", "vy", "vz")
        r2 = heyoka.sum([x**2, y**2, z**2])
        r = heyoka.sqrt(r2)
        q2, u2 = EARTH_RADIUS_M**2 / r2, z**2 / r2
        pull = GM_EARTH_M3PS2 / (r2 * r)
        odd = EARTH_RADIUS_M * J3 / r2
        radial = 1.0 - q2 * (
            J2 * (7.5 * u2 - 1.5) + z * odd * (17.5 * u2 - 7.5) + J4 * q2 * (39.375 * u2**2 - 26.25 * u2 + 1.875)
        )
        polar = z * q2 * (3.0 * J2 + J4 * q2 * (17.5 * u2 - 7.5)) + q2 * odd * r2 * (7.5 * u2 - 1.5)
        at_centre = AIR.density_kgpm3 * exp((WGS84_SEMI_MAJOR_M + AIR.height_m) / AIR.scale_height_m)
        wind = (vx + EARTH_ROTATION_RADPS * y, vy - EARTH_ROTATION_RADPS * x, vz)
        speed = heyoka.sqrt(heyoka.sum([w**2 for w in wind]))
        slowing = -0.5 * heyoka.par[0] * at_centre * heyoka.exp(-r / AIR.scale_height_m) * speed
        gravity = (-pull * x * radial, -pull * y * radial, -pull * (z * radial + polar))
        self._system = [(x, vx), (y, vy), (z, vz)] + [
            (v, g + slowing * w) for v, g, w in zip((vx, vy, vz), gravity, wind, strict=True)
        ]

    def reference(self) -> np.ndarray:
        """GCRS positions at the end to the last digits."""
        one = self._heyoka.taylor_adaptive(self._system, self._states[0], pars=[0.0], tol=1e-16)
        ends_m = np.empty((len(self._states), 3))
        for index, state in enumerate(self._states):
            one.time, one.state[:], one.pars[0] = 0.0, state, self._ballistic_m2pkg[index]
            one.propagate_until(SPAN_S)
            ends_m[index] = one.state[:3]
        return np.asarray(ends_m @ self._to_pole)

    def batch(self, tolerance: float) -> Callable[[], np.ndarray]:
        """All orbits, as many at once as the processor's registers hold."""
        width = self._heyoka.recommended_simd_size()
        many = self._heyoka.taylor_adaptive_batch(
            self._system,
            np.ascontiguousarray(self._states[:width].T),
            pars=self._ballistic_m2pkg[None, :width].copy(),
            tol=tolerance,
        )
        states, ends_m = self._states, np.empty((len(self._states), 3))

        def fly() -> np.ndarray:
            for first in range(0, len(states), width):
                part = slice(first, first + width)
                many.set_time(0.0)
                many.state[:] = states[part].T
                many.pars[:] = self._ballistic_m2pkg[None, part]
                many.propagate_until(SPAN_S)
                ends_m[part] = many.state[:3].T
            return np.asarray(ends_m @ self._to_pole)

        return fly


def _brahe(r_m: np.ndarray, v_mps: np.ndarray, ballistic_m2pkg: np.ndarray) -> tuple[float, np.ndarray]:
    """Runge-Kutta-Nystroem by brahe with its own constants.

    Without drag it agrees with ours to centimetres; the drag of its exponential air differs by a tenth,
    140 m at the end: its time is for orientation.
    """
    import brahe

    brahe.initialize_eop()
    brahe.set_num_threads(2)
    to_pole = dcm_cirs_from_gcrs(EPOCH_UTC_MS)
    states = np.hstack([r_m @ to_pole.T, v_mps @ to_pole.T])
    epoch = brahe.Epoch.from_datetime(2024, 1, 1, 0, 0, 0.0, 0.0, brahe.TimeSystem.UTC)
    forces = brahe.ForceModelConfig(
        gravity=brahe.GravityConfiguration.earth_zonal(brahe.ZonalHarmonicsDegree.J4),
        frame_transform=brahe.FrameTransformationModel.EARTH_ROTATION_ONLY,
        drag=brahe.DragConfiguration(
            model=brahe.AtmosphericModel.exponential(AIR.scale_height_m, AIR.density_kgpm3, AIR.height_m),
            area=brahe.ParameterSource.parameter_index(1),
            cd=brahe.ParameterSource.value(1.0),
        ),
        mass=brahe.ParameterSource.parameter_index(0),
    )
    settings = (
        brahe.NumericalPropagationConfig.with_method(brahe.IntegrationMethod.RKN1210)
        .with_abs_tol(0.1)
        .with_rel_tol(1e-9)
    )

    def fly() -> np.ndarray:
        flights = [
            brahe.NumericalOrbitPropagator(epoch, state, settings, forces, np.array([1.0, ballistic]))
            for state, ballistic in zip(states, ballistic_m2pkg, strict=True)
        ]
        for flight in flights:
            flight.set_trajectory_mode(brahe.TrajectoryMode.DISABLED)
        brahe.par_propagate_to(flights, epoch + SPAN_S)
        return np.array([flight.current_state()[:3] for flight in flights]) @ to_pole

    return _three_times(fly)


def _scipy(r_m: np.ndarray, v_mps: np.ndarray, ballistic_m2pkg: np.ndarray) -> tuple[float, np.ndarray]:
    """DOP853 by scipy on scalars, for twenty of the orbits; the time is scaled up to all."""
    from scipy.integrate import solve_ivp

    to_pole = dcm_cirs_from_gcrs(EPOCH_UTC_MS)
    states = np.hstack([r_m @ to_pole.T, v_mps @ to_pole.T])
    some = 20

    def rates(t_s: float, state: np.ndarray, ballistic: float) -> tuple[float, ...]:
        x, y, z, vx, vy, vz = state.tolist()
        r2 = x * x + y * y + z * z
        r = sqrt(r2)
        q, u = EARTH_RADIUS_M / r, z / r
        pull = GM_EARTH_M3PS2 / (r2 * r)
        radial = 1.0 - q * q * (
            J2 * (7.5 * u * u - 1.5)
            + J3 * q * (17.5 * u**3 - 7.5 * u)
            + J4 * q * q * (39.375 * u**4 - 26.25 * u * u + 1.875)
        )
        polar = q * q * r * (3.0 * J2 * u + J3 * q * (7.5 * u * u - 1.5) + J4 * q * q * (17.5 * u**3 - 7.5 * u))
        wx, wy = vx + EARTH_ROTATION_RADPS * y, vy - EARTH_ROTATION_RADPS * x
        density = AIR.density_kgpm3 * exp((WGS84_SEMI_MAJOR_M + AIR.height_m - r) / AIR.scale_height_m)
        slowing = -0.5 * ballistic * density * sqrt(wx * wx + wy * wy + vz * vz)
        return (
            vx,
            vy,
            vz,
            -pull * x * radial + slowing * wx,
            -pull * y * radial + slowing * wy,
            -pull * (z * radial + polar) + slowing * vz,
        )

    def fly() -> np.ndarray:
        ends_m = [
            solve_ivp(rates, (0.0, SPAN_S), state, method="DOP853", rtol=1e-9, atol=0.1, args=(ballistic,)).y[:3, -1]
            for state, ballistic in zip(states[:some], ballistic_m2pkg[:some], strict=True)
        ]
        return np.array(ends_m) @ to_pole

    median_s, ends_m = _three_times(fly)
    return median_s * len(states) / some, ends_m


def _three_times(work: Callable[[], np.ndarray]) -> tuple[float, np.ndarray]:
    durations_s = []
    for _ in range(3):
        before_s = time.perf_counter()
        answer = work()
        durations_s.append(time.perf_counter() - before_s)
    return statistics.median(durations_s), answer


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name:48} {row.median_ms:10.2f} ms {row.error_m:10.1e} m")
