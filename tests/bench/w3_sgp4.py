"""W3: SGP4, one element set over a day in seconds, and a thousand element sets over a thousand minutes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from installed import is_installed, missing
from sgp4.api import WGS72, Satrec, SatrecArray
from work import OURS, Contender, Work

from missionplanner.orbit.sky.almanac import element_epoch_utc_ms, sgp4_states

_STATION = (
    "1 25544U 98067A   25328.54472231  .00014120  00000-0  26353-3 0  9998",
    "2 25544  51.6316 232.5414 0003895 163.7073 196.4042 15.49046550540034",
)
_SECONDS = np.arange(86_400)
_MINUTES = np.arange(1000.0)
_MANY = 1000
_BATCH_OF_HEYOKA = 8
_CHECKED = slice(0, None, 480)


def works() -> Iterator[Work]:
    """W3a and W3b; nothing is aimed at, the program asks for a few thousand epochs of one element set."""
    note = (
        "ours gives GCRS and is judged by skyfield at every 480th epoch, peers give TEME and are judged by python-sgp4"
    )
    yield Work(
        name="W3a",
        title="SGP4, 1 element set at 86,400 epochs",
        unit="m",
        error_limit=1.0,
        contenders=[_ours_single(), *_single_peers()],
        missing=_absent(),
        note=note,
    )
    yield Work(
        name="W3b",
        title="SGP4, 1000 element sets at 1000 epochs",
        unit="m",
        error_limit=1.0,
        contenders=[_ours_many(), *_many_peers()],
        missing=_absent(),
        note=note,
    )


def _absent() -> list[str]:
    return missing("heyoka", "satkit", "satkit_data", "brahe")


def _element_sets() -> list[tuple[str, str]]:
    """Made-up low orbits of all inclinations; the checksum is right, as some readers insist."""
    draw = np.random.default_rng(0)
    sets = []
    for number in range(_MANY):
        tilt, node, perigee, anomaly = (draw.uniform(low, high) for low, high in ((30, 98), *[(0, 360)] * 3))
        eccentricity, motion = int(draw.uniform(1e3, 2e4)), draw.uniform(14.2, 15.6)
        first = f"1 {10000 + number:05d}U 98067A   25328.50000000  .00006717  00000-0  10000-3 0  999"
        second = (
            f"2 {10000 + number:05d} {tilt:8.4f} {node:8.4f} {eccentricity:07d} {perigee:8.4f} {anomaly:8.4f} "
            f"{motion:11.8f}43399"
        )
        sets.append((_with_checksum(first), _with_checksum(second)))
    return sets


def _with_checksum(line: str) -> str:
    total = sum(int(c) if c.isdigit() else c == "-" for c in line[:68])
    return f"{line[:68]}{total % 10}"


_SETS = _element_sets()


def _ours_single() -> Contender:
    instants_ms = element_epoch_utc_ms(*_STATION) + 1000 * _SECONDS
    right_m = _skyfield_m(_STATION, instants_ms[_CHECKED])
    return Contender(
        who=OURS,
        how="sgp4_states, to GCRS",
        run=lambda: sgp4_states(*_STATION, instants_ms),
        error=lambda states: _apart_m(states[0][_CHECKED], right_m),
    )


def _ours_many() -> Contender:
    instants_ms = element_epoch_utc_ms(*_SETS[0]) + (60_000 * _MINUTES).astype(np.int64)
    some = range(0, _MANY, 250)
    right_m = np.array([_skyfield_m(_SETS[k], instants_ms[_CHECKED]) for k in some])

    def run() -> np.ndarray:
        return np.array([sgp4_states(*lines, instants_ms)[0] for lines in _SETS])

    return Contender(
        who=OURS,
        how="sgp4_states in a loop, to GCRS",
        run=run,
        error=lambda r_m: _apart_m(r_m[list(some)][:, _CHECKED], right_m),
    )


def _skyfield_m(lines: tuple[str, str], instants_ms: np.ndarray) -> np.ndarray:
    """GCRS positions [m] by skyfield, (n, 3)."""
    from skyfield.api import EarthSatellite, load

    timescale = load.timescale(builtin=True)
    seconds = (instants_ms % 86_400_000) / 1000.0
    days = instants_ms // 86_400_000
    times = timescale.utc(1970, 1, 1 + days, 0, 0, seconds)
    return np.asarray(EarthSatellite(*lines, ts=timescale).at(times).xyz.m.T)


def _apart_m(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.linalg.norm(one - other, axis=-1).max())


def _single_peers() -> Iterator[Contender]:
    satellite = Satrec.twoline2rv(*_STATION, WGS72)
    days, fractions = np.full(len(_SECONDS), satellite.jdsatepoch), satellite.jdsatepochF + _SECONDS / 86_400.0
    right_m = 1e3 * satellite.sgp4_array(days, fractions)[1]
    yield Contender(
        who="sgp4",
        how="Satrec.sgp4_array, C++",
        run=lambda: satellite.sgp4_array(days, fractions)[1],
        error=lambda r_km: _apart_m(1e3 * r_km, right_m),
    )
    if is_installed("heyoka"):
        yield _heyoka([satellite] * _BATCH_OF_HEYOKA, _SECONDS / 60.0, right_m[None], 1.0 * _BATCH_OF_HEYOKA)
    if is_installed("satkit") and is_installed("satkit_data"):
        yield _satkit(_STATION, _SECONDS, right_m)
    if is_installed("brahe"):
        yield _brahe(_SECONDS[:8640], right_m[:8640], len(_SECONDS))


def _many_peers() -> Iterator[Contender]:
    satellites = [Satrec.twoline2rv(*lines, WGS72) for lines in _SETS]
    array = SatrecArray(satellites)
    days, fractions = np.full(len(_MINUTES), satellites[0].jdsatepoch), satellites[0].jdsatepochF + _MINUTES / 1440.0
    right_m = 1e3 * array.sgp4(days, fractions)[1]
    yield Contender(
        who="sgp4",
        how="SatrecArray.sgp4, C++",
        run=lambda: array.sgp4(days, fractions)[1],
        error=lambda r_km: _apart_m(1e3 * r_km, right_m),
    )
    if is_installed("heyoka"):
        yield _heyoka(satellites, _MINUTES, right_m, 1.0)
    if is_installed("satkit") and is_installed("satkit_data"):
        yield _satkit(_SETS, 60.0 * _MINUTES, right_m)


def _heyoka(satellites: list[Any], minutes: np.ndarray, right_m: np.ndarray, share: float) -> Contender:
    """It takes several satellites at a time, one in each lane of the processor's vectors."""
    import heyoka

    propagator = heyoka.model.sgp4_propagator(satellites)
    times = np.ascontiguousarray(np.broadcast_to(minutes[:, None], (len(minutes), len(satellites))))
    return Contender(
        who="heyoka",
        how="sgp4_propagator",
        run=lambda: propagator(times),
        error=lambda states: _apart_m(1e3 * states[:, :3].transpose(2, 0, 1), right_m),
        share=share,
    )


def _satkit(lines: Any, seconds: np.ndarray, right_m: np.ndarray) -> Contender:
    import peers_satkit

    satkit = peers_satkit.loaded()
    single = isinstance(lines, tuple)
    elements = [satkit.TLE.from_lines(list(pair))[0] for pair in ([lines] if single else lines)]
    times = [elements[0].epoch + satkit.duration(seconds=t_s) for t_s in seconds.tolist()]
    asked = elements[0] if single else elements
    return Contender(
        who="satkit",
        how="sgp4 of a list of times",
        run=lambda: satkit.sgp4(asked, times)[0],
        error=lambda r_m: _apart_m(r_m, right_m),
    )


def _brahe(seconds: np.ndarray, right_m: np.ndarray, whole: int) -> Contender:
    import brahe
    import peers_brahe

    peers_brahe.no_download()
    propagator = brahe.SGPPropagator.from_tle(*_STATION, 60.0)
    times = [propagator.epoch + t_s for t_s in seconds.tolist()]
    return Contender(
        who="brahe",
        how="SGPPropagator.states, a tenth, times ten",
        run=lambda: np.array(propagator.states(times)),
        error=lambda states: _apart_m(states[:, :3], right_m),
        share=len(seconds) / whole,
    )
