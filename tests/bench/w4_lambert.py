"""W4: the 100,000 transfers of a rendezvous chart, from an orbit 300 km high to one 420 km high, in 15 to 80 min."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
from installed import is_installed, missing
from work import OURS, Contender, Target, Work

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.kepler import kepler_propagate
from missionplanner.orbit.lambert import lambert

_COUNT = 100_000
_PART = slice(0, None, 10)  # for programs that solve one at a time


def _circular_m(distance_m: float, raan_rad: float, start_rad: float, t_s: np.ndarray) -> np.ndarray:
    along = start_rad + np.sqrt(GM_EARTH_M3PS2 / distance_m**3) * t_s
    inclination_rad = np.radians(51.64)
    node = np.array([np.cos(raan_rad), np.sin(raan_rad), 0.0])
    square = np.array([-np.sin(raan_rad), np.cos(raan_rad), 0.0]) * np.cos(inclination_rad)
    square[2] = np.sin(inclination_rad)
    return distance_m * (np.cos(along)[:, None] * node + np.sin(along)[:, None] * square)


def _chart() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    departures_s, durations_s = np.meshgrid(
        np.linspace(0.0, 5500.0, 320), np.linspace(900.0, 4800.0, 320), indexing="ij"
    )
    departure_s, duration_s = departures_s.ravel()[:_COUNT], durations_s.ravel()[:_COUNT]
    start_m = _circular_m(6_678e3, np.radians(60.0), 0.0, departure_s)
    end_m = _circular_m(6_798e3, np.radians(60.001), 0.3, departure_s + duration_s)
    return start_m, end_m, duration_s


_START_M, _END_M, _DURATION_S = _chart()


def works() -> Iterator[Work]:
    """W4; what arrives nowhere near is judged by flying the answers on, those of bound orbits."""
    contenders = [
        Contender(
            who=OURS,
            how="lambert",
            run=lambda: lambert(_START_M, _END_M, _DURATION_S)[0],
            error=lambda v_mps: _missed_m(v_mps, slice(None)),
        )
    ]
    for peer, contender in {"pykep": _pykep, "satkit": _satkit}.items():
        if is_installed(peer):
            contenders.append(contender())
    yield Work(
        name="W4",
        title="100,000 Lambert problems without whole revolutions",
        unit="m",
        error_limit=1e-3,
        contenders=contenders,
        missing=missing("pykep", "satkit"),
        target=Target(ratio=0.2, peer="pykep"),
        note="the error is by how much the place is missed when the answer is flown on",
    )


def _missed_m(v_mps: np.ndarray, part: slice) -> float:
    start_m, end_m, duration_s = _START_M[part], _END_M[part], _DURATION_S[part]
    bound = 0.5 * np.sum(v_mps**2, axis=1) < GM_EARTH_M3PS2 / np.linalg.norm(start_m, axis=1)
    arrived_m, _ = kepler_propagate(start_m[bound], v_mps[bound], duration_s[bound])
    return float(np.linalg.norm(arrived_m - end_m[bound], axis=1).max())


def _pykep_core() -> Any:
    """Its compiled part, which is imported even where the rest of the package lacks a data file of its own."""
    try:
        import pykep
    except FileNotFoundError:
        return sys.modules["pykep.core"]
    return pykep


def _pykep() -> Contender:
    problem = _pykep_core().lambert_problem
    starts, ends, durations = (a[_PART].tolist() for a in (_START_M, _END_M, _DURATION_S))

    def run() -> np.ndarray:
        return np.array(
            [
                problem(start, end, duration, GM_EARTH_M3PS2, False, 0).v0[0]
                for start, end, duration in zip(starts, ends, durations, strict=True)
            ]
        )

    return Contender(
        who="pykep",
        how="lambert_problem in a loop, a tenth",
        run=run,
        error=lambda v_mps: _missed_m(v_mps, _PART),
        share=len(starts) / _COUNT,
    )


def _satkit() -> Contender:
    import satkit

    starts, ends, durations = list(_START_M[_PART]), list(_END_M[_PART]), _DURATION_S[_PART].tolist()

    def run() -> np.ndarray:
        return np.array(
            [
                satkit.lambert(start, end, duration, GM_EARTH_M3PS2)[0][0]
                for start, end, duration in zip(starts, ends, durations, strict=True)
            ]
        )

    return Contender(
        who="satkit",
        how="lambert in a loop, a tenth",
        run=run,
        error=lambda v_mps: _missed_m(v_mps, _PART),
        share=len(starts) / _COUNT,
    )
