"""The Earth's rotation as measured: daily polar motion and UT1, read from the IERS's Bulletin A (finals2000A.all)."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi
from typing import Final

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.vectors import Array

_ARCSECOND_RAD: Final = pi / 648000.0
_UNIX_EPOCH_MJD: Final = 40587
# Columns of the fixed-width lines, from 0 (IERS, readme.finals2000A).
_MJD: Final = slice(7, 15)
_X_AS: Final = slice(18, 27)
_Y_AS: Final = slice(37, 46)
_UT1_UTC_S: Final = slice(58, 68)
_LINE_LENGTH: Final = 188


@dataclass(frozen=True, kw_only=True)
class RotationTable:
    """Values at 0 h UTC of consecutive days, the last year of them predicted.

    Attributes:
        first_day: the day of the first value, counted from 1970-01-01.
        x_rad: the pole's place along the meridian of Greenwich, (days,).
        y_rad: and along the meridian of 90 degrees west, (days,).
        ut1_minus_utc_s: UT1 - UTC, (days,).
    """

    first_day: int
    x_rad: Array
    y_rad: Array
    ut1_minus_utc_s: Array

    @property
    def last_day(self) -> int:
        """The day of the last value."""
        return self.first_day + len(self.x_rad) - 1

    def polar_motion_rad(self, day: int, of_day: Array) -> tuple[Array, Array]:
        """Polar motion within a day, linear between its ends; zero on days that the table does not hold.

        Args:
            day: the day, counted from 1970-01-01.
            of_day: how much of it has passed, 0 to 1, (n,).

        Returns:
            xp and yp [rad], each (n,).
        """
        row = day - self.first_day
        if not 0 <= row < len(self.x_rad) - 1:
            return np.zeros_like(of_day), np.zeros_like(of_day)
        x, y = (angle[row] + of_day * (angle[row + 1] - angle[row]) for angle in (self.x_rad, self.y_rad))
        return x, y


def read_rotation_table(path: str) -> RotationTable:
    """Read ``finals2000A.all``.

    Raises:
        ValueError: the file is not laid out as Bulletin A is.
        OSError: the file cannot be read.
    """
    content = np.fromfile(path, dtype=np.uint8)
    if not len(content) or len(content) % _LINE_LENGTH:
        raise ValueError(f"{path} is not the IERS's finals2000A.all: its lines are not {_LINE_LENGTH} bytes long")
    lines = content.reshape(-1, _LINE_LENGTH)
    known = _column(lines, _UT1_UTC_S) != b" " * 10  # the last lines are days without a prediction
    lines = lines[: len(lines) if known.all() else int(np.argmin(known))]
    try:
        mjd, x_as, y_as, ut1_utc_s = (_column(lines, c).astype(float) for c in (_MJD, _X_AS, _Y_AS, _UT1_UTC_S))
    except ValueError:
        raise ValueError(f"{path} is not the IERS's finals2000A.all: one of its values is not a number") from None
    if not np.all(np.diff(mjd) == 1.0):
        raise ValueError(f"{path} is not the IERS's finals2000A.all: its days do not follow one another")
    return RotationTable(
        first_day=int(mjd[0]) - _UNIX_EPOCH_MJD,
        x_rad=x_as * _ARCSECOND_RAD,
        y_rad=y_as * _ARCSECOND_RAD,
        ut1_minus_utc_s=ut1_utc_s,
    )


def _column(lines: NDArray[np.uint8], columns: slice) -> NDArray[np.bytes_]:
    width = columns.stop - columns.start
    return np.ascontiguousarray(lines[:, columns]).view(f"S{width}")[:, 0]
