"""W5: what a station's orbit flies over, latitude, longitude and height at 100,000 times of a day, from the GCRS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import peers_satkit
from installed import is_installed, missing
from work import OURS, Contender, Target, Work

from missionplanner.orbit.frames import geodetic_from_gcrs, itrs_from_geodetic
from missionplanner.orbit.sky.almanac import EarthOrientation

_EPOCH_UTC_MS = 1_704_067_200_000  # 2024-01-01T00:00:00 UTC
_DAY_S = 86_400.0
_EPOCH_TT_JD = 2460310.5, 69.184 / _DAY_S
_COUNT = 100_000
_PART = slice(0, 5_000)  # for programs so slow that a part must do
_CHECKED = slice(0, None, 100)
_DISTANCE_M, _INCLINATION_RAD, _MEAN_MOTION_RADPS = 6_798_000.0, np.radians(51.64), 1.1264e-3
_TIMES_S = np.linspace(0.0, _DAY_S, _COUNT)

Ground = tuple[np.ndarray, np.ndarray, np.ndarray]


def _positions_m() -> np.ndarray:
    along = _MEAN_MOTION_RADPS * _TIMES_S
    across = np.sin(along)
    return _DISTANCE_M * np.stack(
        [np.cos(along), np.cos(_INCLINATION_RAD) * across, np.sin(_INCLINATION_RAD) * across], axis=-1
    )


_R_M = _positions_m()


def works() -> Iterator[Work]:
    """W5; the reference is skyfield with the same polar motion, at every hundredth time."""
    right_m = _skyfield_places_m(_CHECKED)
    contenders = [_ours(right_m), _skyfield(right_m)]
    for peer, contender in {"heyoka": _heyoka, "satkit": _satkit, "brahe": _brahe}.items():
        if is_installed(peer):
            contenders += contender(right_m)
    yield Work(
        name="W5",
        title="100,000 GCRS positions over a day to latitude, longitude and height",
        unit="m",
        error_limit=1.0,
        contenders=contenders,
        missing=missing("heyoka", "brahe") + peers_satkit.missing(),
        target=Target(ratio=0.1),
        note="the error is that of the place, against skyfield with polar motion; satkit's approximation and brahe, "
        "given no table, leave out polar motion and UT1, so they are off by metres and do not count",
    )


def _error_m(right_m: np.ndarray, part: slice = slice(None)) -> Callable[[Ground], float]:
    """How far places are from the reference's, at those of the reference's times that lie in the part done."""
    checked = np.arange(_COUNT)[_CHECKED]
    done = np.arange(_COUNT)[part]
    both = checked[checked <= done[-1]]

    def error(ground: Ground) -> float:
        places_m = itrs_from_geodetic(*(np.asarray(value)[both] for value in ground))
        return float(np.linalg.norm(places_m - right_m[: len(both)], axis=1).max())

    return error


def _ours(right_m: np.ndarray) -> Contender:
    def run() -> Ground:
        return geodetic_from_gcrs(EarthOrientation(_EPOCH_UTC_MS, 0.0, _DAY_S), _TIMES_S, _R_M)

    return Contender(who=OURS, how="geodetic_from_gcrs", run=run, error=_error_m(right_m))


def _skyfield_geocentric(part: slice) -> Any:
    """Skyfield's positions, with polar motion installed as its documentation says."""
    from skyfield.api import load
    from skyfield.constants import AU_M
    from skyfield.positionlib import Geocentric

    timescale = load.timescale(builtin=True)
    timescale.polar_motion_table = _polar_motion_table()
    times = timescale.tt_jd(_EPOCH_TT_JD[0], _EPOCH_TT_JD[1] + _TIMES_S[part] / _DAY_S)
    return Geocentric(_R_M[part].T / AU_M, t=times, center=399)


def _polar_motion_table() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    from importlib.util import find_spec
    from pathlib import Path

    from skyfield.data import iers

    folders = find_spec("skyfield_data").submodule_search_locations  # type: ignore[union-attr]
    with (Path(folders[0]) / "data" / "finals2000A.all").open("rb") as file:
        data = iers.parse_x_y_dut1_from_finals_all(file)
    return data["utc_mjd"] + 2400000.5 + 69.184 / _DAY_S, data["x_arcseconds"], data["y_arcseconds"]


def _skyfield_places_m(part: slice) -> np.ndarray:
    from skyfield.framelib import itrs

    return np.asarray(_skyfield_geocentric(part).frame_xyz(itrs).m.T)


def _skyfield(right_m: np.ndarray) -> Contender:
    def run() -> Ground:
        from skyfield.api import wgs84

        place = wgs84.geographic_position_of(_skyfield_geocentric(_PART))
        return place.latitude.radians, place.longitude.radians, place.elevation.m

    return Contender(
        who="skyfield",
        how="geographic_position_of, a twentieth",
        run=run,
        error=_error_m(right_m, _PART),
        share=_PART.stop / _COUNT,
    )


def _heyoka(right_m: np.ndarray) -> list[Contender]:
    """One compiled function, with heyoka's own table of the Earth's orientation."""
    import heyoka

    x, y, z, time = heyoka.make_vars("x", "y", "z", "time")
    place = heyoka.model.rot_icrs_itrs([x, y, z], time_expr=time)
    ground = heyoka.cfunc(heyoka.model.cart2geo(place), [x, y, z, time], compact_mode=True)
    centuries = (_EPOCH_TT_JD[0] - 2451545.0 + _EPOCH_TT_JD[1] + _TIMES_S / _DAY_S) / 36_525.0
    inputs = np.ascontiguousarray(np.vstack([_R_M.T, centuries]))
    outputs = np.empty((3, _COUNT))

    def run() -> Ground:
        height_m, latitude_rad, longitude_rad = ground(inputs, outputs=outputs)
        return latitude_rad, longitude_rad, height_m

    return [Contender(who="heyoka", how="cfunc of rot_icrs_itrs, cart2geo", run=run, error=_error_m(right_m))]


def _satkit(right_m: np.ndarray) -> list[Contender]:
    """Quaternions for a list of times, then place by place; by the full rotation and by the approximate one."""
    if peers_satkit.missing():
        return []
    satkit = peers_satkit.loaded()
    epoch = satkit.time(2024, 1, 1)
    times = [epoch + satkit.duration(seconds=t_s) for t_s in _TIMES_S[_PART].tolist()]
    positions_m = list(_R_M[_PART])

    def run(rotation: Any) -> Ground:
        turned = rotation(times)
        places = [satkit.itrfcoord(turn * r_m) for turn, r_m in zip(turned, positions_m, strict=True)]
        ground = np.array([(place.latitude_rad, place.longitude_rad, place.height) for place in places])
        return ground[:, 0], ground[:, 1], ground[:, 2]

    return [
        Contender(
            who="satkit",
            how=f"{name}, itrfcoord, a twentieth",
            run=partial(run, getattr(satkit.frametransform, name)),
            error=_error_m(right_m, _PART),
            share=_PART.stop / _COUNT,
        )
        for name in ("qgcrf2itrf", "qgcrf2itrf_approx")
    ]


def _brahe(right_m: np.ndarray) -> list[Contender]:
    """Its calls for lists of epochs; Earth orientation of zeros, so that nothing is downloaded."""
    import brahe

    brahe.set_global_eop_provider(brahe.StaticEOPProvider.from_zero())
    epoch = brahe.Epoch.from_datetime(2024, 1, 1, 0, 0, 0.0, 0.0, brahe.TimeSystem.UTC)
    epochs = [epoch + t_s for t_s in _TIMES_S[_PART].tolist()]
    positions_m = np.ascontiguousarray(_R_M[_PART])

    def run() -> Ground:
        places = brahe.position_eci_to_ecef(epochs, positions_m)
        ground = np.asarray(brahe.position_ecef_to_geodetic(places, brahe.AngleFormat.RADIANS))
        return ground[:, 1], ground[:, 0], ground[:, 2]

    return [
        Contender(
            who="brahe",
            how="position_eci_to_ecef, a twentieth",
            run=run,
            error=_error_m(right_m, _PART),
            share=_PART.stop / _COUNT,
        )
    ]
