"""Several revolutions of an orbit solved at once: Picard iteration on Chebyshev nodes, corrected along an ellipse.

The window is cut into segments, each with its own nodes; all of them are swept together. The iterate is the
acceleration at the nodes and the state at the start of each segment. Its exact double integral gives the positions;
the force there, less the iterate, and the gaps between segments are the residual. Plain Picard iteration would take
the force as the next iterate; that gains nothing over a revolution. Here the residual is first turned into the
displacement that it causes on the ellipse, which moves the segments' starts, and whose change of gravity goes into
the iterate too. Each sweep over a day of a low orbit then gains a factor of 60.

The small forces beyond the first zonals are costly and hardly change while the path moves by kilometres. They are
held while sweeps go on, and asked again until that moves nothing.

Sources: Bai & Junkins, J. Astronaut. Sci. 58 (2011), for Picard iteration on Chebyshev nodes; Montenbruck & Gill,
Satellite Orbits, 7.1, for the variations of a Kepler orbit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

import numpy as np

from missionplanner.orbit import chebyshev
from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2
from missionplanner.orbit.forces.field import ForceField
from missionplanner.orbit.forces.records import Forces
from missionplanner.orbit.forces.zonal import zonal_acceleration
from missionplanner.orbit.propagation.guessed_path import GuessedPath, guess_path
from missionplanner.orbit.propagation.mean_ellipse import mean_ellipse
from missionplanner.orbit.propagation.response import Response
from missionplanner.orbit.sky.earth_pole import dcm_cirs_from_gcrs
from missionplanner.orbit.vectors import Array

_MOST_SWEEPS = 24
_SLOWEST_RATIO = 0.5  # of displacements two sweeps apart, before the window counts as too long
_FARTHEST_M = 3e6  # a displacement beyond which the ellipse answers for nothing
_SURE = 0.8  # the share of the tolerance that an estimate may fill
_FRESH_RATIO = 0.1  # of displacements after the small forces were asked, before it is measured again
_BY_CHANCE = 0.5  # of the least ratio: below, a second displacement is small by chance
_DETAIL_CHANGE = 0.01  # how far the small forces move a path, relative to the path's own change, at least


class Failure(Enum):
    """Why there is no window: too long for the iteration, too few nodes, or a path through the Earth's middle."""

    TOO_LONG = auto()
    TOO_COARSE = auto()
    THROUGH_EARTH = auto()


@dataclass(frozen=True, kw_only=True)
class Window:
    """A solved window.

    Attributes:
        coefficients: Chebyshev series of position [m] and velocity [m/s] over each segment, in its direction, GCRS,
            (6, S, K).
        r_end_m: position at its far end, (3,).
        v_end_mps: velocity at its far end, (3,).
    """

    coefficients: Array
    r_end_m: Array
    v_end_mps: Array


def solve_window(
    r_m: Array,
    v_mps: Array,
    edges_s: Array,
    nodes: int,
    forces: Forces,
    epoch_utc_ms: int,
    tolerance_m: float,
) -> Window | Failure:
    """Fly a bound state over one window.

    Args:
        r_m: GCRS position at the window's start [m], (3,).
        v_mps: GCRS velocity there [m/s], (3,).
        edges_s: limits of the segments [s since the epoch], (S + 1,); descending to fly backward.
        nodes: how many Chebyshev nodes each segment has.
        forces: the force model.
        epoch_utc_ms: the instant that times are counted from.
        tolerance_m: largest displacement that may be left.

    Returns:
        The window, or what was wrong with its length or its nodes.
    """
    basis = chebyshev.basis(nodes)
    half_s = 0.5 * np.diff(edges_s)
    even = float(np.ptp(half_s)) <= 1e-9 * abs(float(half_s[0]))
    dcm_polar_from_gcrs = dcm_cirs_from_gcrs(epoch_utc_ms)
    ellipse = mean_ellipse(dcm_polar_from_gcrs @ r_m, dcm_polar_from_gcrs @ v_mps)
    guess = guess_path(ellipse, edges_s[:-1] - edges_s[0], half_s[:1] if even else half_s, basis)
    dcm = guess.dcm_segment_from_polar @ dcm_polar_from_gcrs
    sweeps = _Sweeps(r_m, v_mps, guess, dcm, half_s, basis, min(4, forces.gravity_degree))
    field = ForceField(forces, epoch_utc_ms, (guess.times_s.T + edges_s[0]).ravel())
    if not _converge(sweeps, field, tolerance_m, ellipse.eccentricity):
        return Failure.TOO_LONG
    return Failure.THROUGH_EARTH if sweeps.passes_within(0.5 * EARTH_RADIUS_M) else sweeps.window(tolerance_m)


def _converge(sweeps: _Sweeps, field: ForceField, tolerance_m: float, eccentricity: float) -> bool:
    """Sweep until what is left is below the tolerance; False if that does not come about."""
    least_ratio = min(0.25, 0.015 + 2.0 * eccentricity)
    asked = field if field.has_detail else None
    sweeps.begin(asked)
    ratio = 1.0
    sizes_m: list[float] = []  # of the displacements since the small forces were asked
    change = _DETAIL_CHANGE if field.has_detail else 0.0
    moved_m = 0.0  # since they were asked
    for sweep in range(_MOST_SWEEPS):
        size_m = sweeps.sweep(asked if sweep and not sizes_m else None)
        if not size_m < _FARTHEST_M:
            return False
        if sweep and not sizes_m:  # the first displacement since they were asked again shows what they change
            change, moved_m = max(_DETAIL_CHANGE, min(_SLOWEST_RATIO, size_m / moved_m)), 0.0
        sizes_m.append(size_m)
        moved_m += size_m
        if len(sizes_m) > 1:
            ratio = _ratio(sizes_m)
            ratio = 1.0 if len(sizes_m) == 2 and ratio < _BY_CHANCE * least_ratio else max(least_ratio, ratio)
        else:
            ratio = max(ratio, _FRESH_RATIO)
        left_m = size_m * min(1.0, ratio * (1.0 + 10.0 * ratio))
        if left_m + change * moved_m <= _SURE * tolerance_m:
            return True
        if len(sizes_m) > 2 and sizes_m[-1] > _SLOWEST_RATIO * sizes_m[-3]:
            return size_m <= max(tolerance_m, sweeps.rounding_m)
        if field.has_detail and left_m <= max(_SURE * tolerance_m, change * moved_m):
            sizes_m.clear()
    return False


def _ratio(sizes_m: list[float]) -> float:
    """The ratio by which displacements shrink: the worse one of the last two sweeps, as good and bad ones alternate."""
    return max(after / before for before, after in pairwise(sizes_m[-3:]))


class _Sweeps:
    """The iterate of a window, in the frames of its segments, and what a sweep does to it.

    Accelerations are kept times the square of half the segment's length, velocities times half the length.
    """

    def __init__(
        self,
        r_m: Array,
        v_mps: Array,
        guess: GuessedPath,
        dcm_segment_from_gcrs: Array,
        half_s: Array,
        basis: chebyshev.Basis,
        zonal_degree: int,
    ) -> None:
        nodes, segments = guess.times_s.shape
        self._respond = Response(guess, half_s, basis)
        self._zonal_degree = zonal_degree
        self._pole = guess.dcm_segment_from_polar[0, :, 2].copy()
        self._dcm = dcm_segment_from_gcrs
        across_joints = dcm_segment_from_gcrs[1:] @ dcm_segment_from_gcrs[:-1].transpose(0, 2, 1)
        self._across_joints = np.ascontiguousarray(across_joints.transpose(1, 2, 0))
        self._half_s, self._square_s2 = half_s, half_s * half_s
        self._next_half = half_s[1:] / half_s[:-1]
        self._basis = basis
        self._r_m, self._v_mps = guess.r_m, guess.v_mps
        r2_m2 = np.einsum("ins,ins->ns", guess.r_m, guess.r_m)
        self._gravity = (GM_EARTH_M3PS2 * self._square_s2) / (r2_m2 * np.sqrt(r2_m2))
        self._stretch = guess.r_m * np.sqrt(3.0 * self._gravity / r2_m2)
        self._detail_m: Array | None = None
        self._path = np.empty((3, nodes + 2, segments))
        self._push_m, self._starts_m = self._path[:, :nodes], self._path[:, nodes:]
        self._starts_m[:, 0] = guess.r_m[:, 0]
        np.multiply(guess.v_mps[:, 0], half_s, out=self._starts_m[:, 1])
        self._starts_m[:, 0, 0] = dcm_segment_from_gcrs[0] @ r_m
        self._starts_m[:, 1, 0] = dcm_segment_from_gcrs[0] @ v_mps * half_s[0]

    def begin(self, asked: ForceField | None) -> None:
        """Take the force on the guess as the first iterate, that of a whole field or of the zonals alone."""
        guessed_mps = self._v_mps if asked is not None and asked.needs_velocity else None
        self._push_m[...] = self._force(asked, guessed_mps)

    def sweep(self, asked: ForceField | None) -> float:
        """Change the iterate once, asking a whole field or holding the small forces; the largest displacement [m]."""
        self._r_m = self._basis.path @ self._path
        v_mps = None
        if asked is not None and asked.needs_velocity:
            v_mps = (self._basis.path_rate @ self._path) / self._half_s
        force_m = self._force(asked, v_mps)
        ends_m = (self._basis.path_end @ self._path)[:, :, :-1]
        ends_m[:, 1] *= self._next_half
        jumps_m = np.einsum("ijs,jks->iks", self._across_joints, ends_m)
        jumps_m -= self._starts_m[:, :, 1:]
        moved_m, starts_moved_m = self._respond.displacement(force_m - self._push_m, jumps_m)
        self._starts_m[:, :, 1:] += starts_moved_m
        # the change of the point mass's gravity over the displacement
        force_m += self._stretch * np.einsum("ins,ins->ns", self._stretch, moved_m)
        np.subtract(force_m, self._gravity * moved_m, out=self._push_m)
        return float(abs(moved_m).max())

    @property
    def rounding_m(self) -> float:
        """A displacement that may come from rounding alone."""
        turned = float(np.sum(np.sqrt(self._gravity[0])))  # half the angle flown, roughly
        return 1e-8 * (1.0 + turned) ** 2

    def passes_within(self, distance_m: float) -> bool:
        """Whether the path comes nearer to the Earth's centre than a distance."""
        return float(np.einsum("ins,ins->ns", self._r_m, self._r_m).min()) < distance_m**2

    def window(self, tolerance_m: float) -> Window | Failure:
        """The series of the iterate, if the nodes resolve it."""
        _, width, segments = self._path.shape
        series = (self._basis.path_coefficients @ self._path).reshape(3, 2, width, segments)
        if float(abs(series[:, 0, -3:]).max()) > 0.3 * tolerance_m:
            return Failure.TOO_COARSE
        series[:, 1] /= self._half_s
        turned = series.transpose(3, 1, 2, 0) @ self._dcm[:, None]
        coefficients = np.ascontiguousarray(turned.transpose(1, 3, 0, 2)).reshape(6, segments, width)
        ends = coefficients[:, -1].sum(axis=1)
        return Window(coefficients=coefficients, r_end_m=ends[:3], v_end_mps=ends[3:])

    def _force(self, asked: ForceField | None, v_mps: Array | None) -> Array:
        """The force where the path is, times the square of half the segments' lengths."""
        force_m = zonal_acceleration(self._zonal_degree, self._r_m.reshape(3, -1), self._pole).reshape(self._r_m.shape)
        force_m *= self._square_s2
        if asked is None:
            if self._detail_m is not None:
                force_m += self._detail_m
            return force_m
        _, nodes, segments = self._r_m.shape
        r_m = self._in_gcrs(self._r_m)
        every_mps2 = asked.acceleration(r_m, r_m if v_mps is None else self._in_gcrs(v_mps))
        turned = every_mps2.reshape(3, segments, nodes).transpose(1, 2, 0) @ self._dcm.transpose(0, 2, 1)
        every_m = turned.transpose(2, 1, 0) * self._square_s2
        self._detail_m = every_m - force_m
        return every_m

    def _in_gcrs(self, vectors: Array) -> Array:
        """Vectors (3, N, S) in the GCRS and in the order of their times, (3, S N)."""
        return (vectors.transpose(2, 1, 0) @ self._dcm).transpose(2, 0, 1).reshape(3, -1)
