"""The sky and the clock: element sets, the Sun and the Earth's orientation, through skyfield and sgp4.

The one module that knows those libraries, leap seconds, and the data files they bring. They are imported when first
needed, because that takes longer than an orbit. What they compute slowly is sampled at a few nodes of whole days,
kept, and interpolated.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from functools import lru_cache
from importlib import util
from math import floor, pi
from typing import TYPE_CHECKING, Any

import numpy as np

from missionplanner.orbit import chebyshev
from missionplanner.orbit.errors import ElementsError, OrbitInputError
from missionplanner.orbit.published.mean_elements import MeanElements
from missionplanner.orbit.published.two_lines import checked_lines
from missionplanner.orbit.sky.bulletin_a import RotationTable, read_rotation_table
from missionplanner.orbit.sky.orientation import Orientation, day_nodes_s, day_polynomials
from missionplanner.orbit.vectors import Array, rotate

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from sgp4.api import Satrec

_DAY_MS = 86_400_000
_DAY_US = 86_400_000_000
_DAY_S = 86_400.0
_UNIX_EPOCH_DAY_OF_SGP4 = 7306  # days from 1949-12-31 to 1970
_TT_MINUS_TAI_S = 32.184
_UNIX_EPOCH_JD = 2440587.5
_MIDNIGHT_TT_S = 69.184  # terrestrial time at UTC's midnight since 2017: TT - UTC
_COVERED_FROM_UTC_MS = -2_208_816_000_000  # 1900-01-03, inside de421
_COVERED_TO_UTC_MS = 2_524_608_000_000  # 2050-01-01, inside de421 and the table of the Earth's rotation
_RUN_AWAY = 1.5  # times the apogee of the epoch; no air and no Moon takes an orbit that SGP4 is made for so far
_SGP4_ERRORS = {
    1: "its eccentricity or mean motion leaves the range of an orbit",
    2: "its mean motion falls below zero",
    3: "its perturbed eccentricity leaves the range from 0 to 1",
    4: "its semi-latus rectum falls below zero",
    5: "its orbit lies inside the Earth",
    6: "the satellite has decayed",
    0: "its mean motion is zero",
}


def ephemeris_covers(utc_ms: int) -> bool:
    """Whether the Sun and the Earth's orientation are known at an instant."""
    return _COVERED_FROM_UTC_MS <= utc_ms <= _COVERED_TO_UTC_MS


def element_epoch_utc_ms(line1: str, line2: str) -> int:
    """Epoch of an element set [ms of UTC since 1970].

    Raises:
        ElementsError: the lines are not an element set.
    """
    line1, _ = checked_lines(line1, line2)
    year, day = int(line1[18:20]), float(line1[20:32])
    year += 1900 if year >= 57 else 2000
    new_year_ms = int(np.datetime64(f"{year}-01-01", "ms").astype(np.int64))
    return new_year_ms + round((day - 1.0) * _DAY_MS)


def sgp4_states(line1: str, line2: str, utc_ms: ArrayLike) -> tuple[Array, Array]:
    """States of an element set, by SGP4.

    Args:
        line1: first line of the element set.
        line2: its second line.
        utc_ms: instants [ms of UTC since 1970], (n,).

    Returns:
        GCRS position [m] and velocity [m/s], each (n, 3).

    Raises:
        ElementsError: the lines are not an element set, or SGP4 cannot reach an instant.
        OrbitInputError: an instant lies outside the years that the Earth's orientation is known for.

    Source: Vallado, Crawford, Hujsak & Kelso, AIAA 2006-6753, for SGP4 and its frame.
    """
    from sgp4.api import WGS72, Satrec

    line1, line2 = checked_lines(line1, line2)
    instants_ms = np.atleast_1d(np.asarray(utc_ms, dtype=np.int64))
    if not len(instants_ms):
        return np.empty((0, 3)), np.empty((0, 3))
    try:
        satellite = Satrec.twoline2rv(line1, line2, WGS72)
    except ValueError as error:
        raise ElementsError(f"the element set cannot be read: {str(error).splitlines()[0]}") from None
    days, milliseconds = np.divmod(instants_ms, _DAY_MS)
    return _states_by(satellite, instants_ms, days + _UNIX_EPOCH_JD, milliseconds / _DAY_MS)


def mean_element_states(elements: MeanElements, utc_ms: ArrayLike) -> tuple[Array, Array]:
    """States of mean elements that did not come as two lines, by SGP4; otherwise as `sgp4_states`.

    Args:
        elements: the elements.
        utc_ms: instants [ms of UTC since 1970], (n,).

    Returns:
        GCRS position [m] and velocity [m/s], each (n, 3).

    Raises:
        ElementsError: SGP4 cannot use the elements, or cannot reach an instant.
        OrbitInputError: an instant lies outside the years that the Earth's orientation is known for.
    """
    from sgp4.api import WGS72, Satrec

    instants_ms = np.atleast_1d(np.asarray(utc_ms, dtype=np.int64))
    if not len(instants_ms):
        return np.empty((0, 3)), np.empty((0, 3))
    satellite = Satrec()
    satellite.sgp4init(
        WGS72,
        "i",
        0,  # the catalogue number, which SGP4 does not need and the library takes up to 339999 only
        elements.epoch_utc_us / _DAY_US + _UNIX_EPOCH_DAY_OF_SGP4,
        elements.bstar_per_er,
        0.0,  # the derivatives of the mean motion, which SGP4 does not use
        0.0,
        elements.eccentricity,
        elements.argument_of_perigee_rad,
        elements.inclination_rad,
        elements.mean_anomaly_rad,
        elements.mean_motion_radps * 60.0,
        elements.raan_rad,
    )
    # Counted from the epoch in whole microseconds, which the epoch as one float would not resolve.
    days, microseconds = np.divmod(1000 * instants_ms - elements.epoch_utc_us, _DAY_US)
    return _states_by(
        satellite, instants_ms, satellite.jdsatepoch + days, satellite.jdsatepochF + microseconds / _DAY_US
    )


def tai_minus_utc_s(utc_ms: int) -> float:
    """International atomic time less UTC [s] at an instant."""
    return round(_tt_minus_utc_s(utc_ms // _DAY_MS) - _TT_MINUS_TAI_S, 3)


def _states_by(satellite: Satrec, instants_ms: NDArray[np.int64], jd: Array, fraction: Array) -> tuple[Array, Array]:
    codes, r_teme_km, v_teme_kmps = satellite.sgp4_array(jd, fraction)
    if codes.any() or not np.isfinite(r_teme_km).all():
        first = int(np.flatnonzero((codes != 0) | ~np.isfinite(r_teme_km).all(axis=1))[0])
        reason = _SGP4_ERRORS.get(int(codes[first]), f"SGP4 error {int(codes[first])}")
        mean_motion_revpd = satellite.no_kozai * 720.0 / pi
        raise ElementsError(
            f"SGP4 cannot take the element set to {_utc_text(int(instants_ms[first]))}: {reason}; its mean motion is "
            f"{mean_motion_revpd:.8g} revolutions per day and its eccentricity {satellite.ecco:.7g}"
        )
    # Decades from the epoch the secular terms of drag run away, and no error code says so.
    distance_km = np.linalg.norm(r_teme_km, axis=1)
    apogee_km = satellite.a * (1.0 + satellite.ecco) * satellite.radiusearthkm
    farthest = int(np.argmax(distance_km))
    if distance_km[farthest] > _RUN_AWAY * apogee_km:
        raise ElementsError(
            f"SGP4 cannot take the element set to {_utc_text(int(instants_ms[farthest]))}: it comes out "
            f"{distance_km[farthest]:.4g} km from the Earth's centre, and the apogee of its epoch is {apogee_km:.0f} km"
        )
    since_first_s = (instants_ms - instants_ms[0]) / 1000.0
    orientation = EarthOrientation(int(instants_ms[0]), float(since_first_s.min()), float(since_first_s.max()))
    dcm = orientation.dcm_gcrs_from_teme(since_first_s)
    return rotate(dcm, r_teme_km * 1e3), rotate(dcm, v_teme_kmps * 1e3)


def sun_position_gcrs(epoch_utc_ms: int, t_s: ArrayLike) -> Array:
    """Apparent position of the Sun, where its light comes from, as seen from the Earth's centre.

    Interpolated from nodes of the JPL ephemeris DE421 to better than 1e-9 of the distance.

    Args:
        epoch_utc_ms: the instant that times are counted from.
        t_s: times [s since the epoch], (n,).

    Returns:
        GCRS position [m], (n, 3).

    Raises:
        OrbitInputError: a time lies outside the years that the ephemeris covers.
    """
    return _interpolated(epoch_utc_ms, t_s, _sun_series)


def moon_position_gcrs(epoch_utc_ms: int, t_s: ArrayLike) -> Array:
    """Geometric position of the Moon, where it pulls from, as seen from the Earth's centre.

    Interpolated from nodes of the JPL ephemeris DE421 to better than 1e-9 of the distance.

    Args:
        epoch_utc_ms: the instant that times are counted from.
        t_s: times [s since the epoch], (n,).

    Returns:
        GCRS position [m], (n, 3).

    Raises:
        OrbitInputError: a time lies outside the years that the ephemeris covers.
    """
    return _interpolated(epoch_utc_ms, t_s, _moon_series)


class EarthOrientation(Orientation):
    """The rotation between the GCRS and the Earth over a span of time.

    Precession and nutation are skyfield's (IAU 2006 and 2000A), UT1 and the pole's motion on the Earth are measured
    values of the IERS, linear between midnights. Agrees with skyfield, given the same values, within a millimetre at
    the Earth's radius. Left out are the tides of less than two days, up to 3 cm, and, before or after the days of
    `polar_motion_known`, the polar motion, up to 15 m.
    """

    def __init__(self, epoch_utc_ms: int, start_s: float, end_s: float) -> None:
        """Cover a span, and what is left of the days it begins and ends in.

        Args:
            epoch_utc_ms: the instant that times are counted from.
            start_s: start of the span [s since the epoch].
            end_s: end of the span.

        Raises:
            OrbitInputError: the span leaves the years that the orientation is known for.
        """
        span = _DaySpan(epoch_utc_ms, start_s, end_s)
        super().__init__(span.offset_s, _orientation_of_days(span.first_day, span.last_day))


def polar_motion_known() -> tuple[int, int]:
    """From when to when the pole's motion on the Earth is known, the last year of it predicted [ms of UTC since 1970].

    Outside, it is taken as zero.
    """
    table = _rotation_table()
    return table.first_day * _DAY_MS, table.last_day * _DAY_MS


class _DaySpan:
    """A span of time rounded outward to whole days, so that neighbouring spans share nodes.

    The days are all of 86,400 s and begin with UTC's since 2017; before, up to half a minute beside them.
    """

    def __init__(self, epoch_utc_ms: int, start_s: float, end_s: float) -> None:
        for t_s in (start_s, end_s):
            instant_ms = epoch_utc_ms + 1000.0 * t_s
            if not _COVERED_FROM_UTC_MS <= instant_ms <= _COVERED_TO_UTC_MS:
                raise OrbitInputError(
                    f"the instant {_utc_text(instant_ms)} lies outside the years 1900 to 2050 that the Sun and the "
                    "Earth's rotation are known for"
                )
        epoch_day, epoch_of_day_ms = divmod(epoch_utc_ms, _DAY_MS)
        epoch_of_day_s = epoch_of_day_ms / 1000.0 + _tt_minus_utc_s(epoch_day) - _MIDNIGHT_TT_S
        self.first_day = epoch_day + floor((epoch_of_day_s + start_s) / _DAY_S)
        self.last_day = epoch_day + floor((epoch_of_day_s + end_s) / _DAY_S) + 1
        self.offset_s = epoch_of_day_s + (epoch_day - self.first_day) * _DAY_S

    def fraction(self, t_s: Array) -> Array:
        """Where times lie in the span, -1 to 1."""
        return (t_s + self.offset_s) * (2.0 / ((self.last_day - self.first_day) * _DAY_S)) - 1.0


def _interpolated(epoch_utc_ms: int, t_s: ArrayLike, series_of_days: Callable[[int, int], Array]) -> Array:
    """A place at times, (n, 3), from its Chebyshev series between two days."""
    times_s = np.atleast_1d(np.asarray(t_s, dtype=float))
    if not len(times_s):
        return np.empty((0, 3))
    span = _DaySpan(epoch_utc_ms, float(times_s.min()), float(times_s.max()))
    series = series_of_days(span.first_day, span.last_day)
    return chebyshev.values(len(series), np.clip(span.fraction(times_s), -1.0, 1.0)) @ series


@lru_cache(maxsize=64)
def _orientation_of_days(first_day: int, last_day: int) -> Array:
    days = np.stack([_orientation_of_day(day) for day in range(first_day, last_day)])
    days.setflags(write=False)
    return days


@lru_cache(maxsize=1024)
def _orientation_of_day(day: int) -> Array:
    """A day of what `Orientation` takes."""
    from skyfield.sgp4lib import theta_GMST1982

    since_midnight_s = day_nodes_s()
    time = _timescale().tt_jd(day + _UNIX_EPOCH_JD, (since_midnight_s + _MIDNIGHT_TT_S) / _DAY_S)
    teme_sidereal_rad, _ = theta_GMST1982(time.whole, time.ut1_fraction)
    return day_polynomials(
        dcm_of_date_from_gcrs=np.moveaxis(time.M, -1, 0),
        sidereal_rad=time.gast * (pi / 12.0),
        teme_sidereal_rad=teme_sidereal_rad,
        polar_motion_rad=_rotation_table().polar_motion_rad(day, since_midnight_s / _DAY_S),
    )


@lru_cache(maxsize=64)
def _sun_series(first_day: int, last_day: int) -> Array:
    """The Sun's apparent position [m] as Chebyshev coefficients, (K, 3)."""
    from skyfield.jpllib import SpiceKernel

    with closing(SpiceKernel(_data_path("de421.bsp"))) as kernel:
        earth, sun = kernel["earth"], kernel["sun"]

        def samples(time: Any, _: Array) -> Array:
            return np.asarray(earth.at(time).observe(sun).apparent().xyz.m.T)

        return _series_through(first_day, last_day, 8 + 2 * (last_day - first_day), samples)


@lru_cache(maxsize=64)
def _moon_series(first_day: int, last_day: int) -> Array:
    """The Moon's geometric position [m] as Chebyshev coefficients, (K, 3)."""
    from skyfield.jpllib import SpiceKernel

    with closing(SpiceKernel(_data_path("de421.bsp"))) as kernel:
        seen = kernel["moon"] - kernel["earth"]

        def samples(time: Any, _: Array) -> Array:
            return np.asarray(seen.at(time).xyz.m.T)

        return _series_through(first_day, last_day, 10 + 4 * (last_day - first_day), samples)


def _series_through(first_day: int, last_day: int, count: int, samples: Callable[[Any, Array], Array]) -> Array:
    """Chebyshev coefficients of what ``samples(skyfield time, seconds since the first day)`` gives, (count, m)."""
    nodes, coefficients_from_samples = chebyshev.interpolation(count)
    since_first_day_s = 0.5 * (nodes + 1.0) * (last_day - first_day) * _DAY_S
    time = _timescale().tt_jd(first_day + _UNIX_EPOCH_JD, (since_first_day_s + _MIDNIGHT_TT_S) / _DAY_S)
    series = coefficients_from_samples @ samples(time, since_first_day_s)
    series.setflags(write=False)
    return series


@lru_cache(maxsize=1)
def _timescale() -> Any:
    """Skyfield's, with UT1 from the newer of two editions of the IERS's table: its own, and the one beside DE421."""
    from skyfield.api import load
    from skyfield.data.iers import build_timescale_arrays
    from skyfield.timelib import Timescale

    timescale, table = load.timescale(builtin=True), _rotation_table()
    if timescale.delta_t_table[0][-1] >= table.last_day + _UNIX_EPOCH_JD + 1.0:
        return timescale
    mjd = table.first_day + 40587.0 + np.arange(len(table.ut1_minus_utc_s))
    tt_days, delta_t_s, leap_dates, leap_offsets = build_timescale_arrays(mjd, table.ut1_minus_utc_s)
    return Timescale((tt_days, delta_t_s), leap_dates, leap_offsets)


@lru_cache(maxsize=1)
def _rotation_table() -> RotationTable:
    return read_rotation_table(_data_path("finals2000A.all"))


@lru_cache(maxsize=64)
def _tt_minus_utc_s(day: int) -> float:
    """Terrestrial time less UTC [s] on a day since 1970, to the millisecond."""
    utc_jd = day + _UNIX_EPOCH_JD
    time = _timescale().utc(1970, 1, 1 + day)
    return round(float((time.whole - utc_jd + time.tt_fraction) * _DAY_S), 3)


def _data_path(name: str) -> str:
    """A file of the package skyfield-data, located without asking it, which would warn of other files' age."""
    package = util.find_spec("skyfield_data")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError(f"the package skyfield-data, which carries {name}, is not installed")
    return os.path.join(package.submodule_search_locations[0], "data", name)


def _utc_text(utc_ms: float) -> str:
    try:
        return f"{np.datetime64(round(utc_ms), 'ms')} UTC"
    except (ValueError, OverflowError):
        return f"{utc_ms} ms"
