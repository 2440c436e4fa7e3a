"""The chosen forces at given times, ready to be asked for many positions at those times."""

from __future__ import annotations

from copy import copy

import numpy as np

from missionplanner.orbit.constants import EARTH_ROTATION_RADPS
from missionplanner.orbit.forces.atmosphere import ExponentialAtmosphere, HarrisPriester, bulge_apex
from missionplanner.orbit.forces.bodies import GM_MOON_M3PS2, GM_SUN_M3PS2, third_body_acceleration
from missionplanner.orbit.forces.harmonics import Harmonics, harmonics
from missionplanner.orbit.forces.radiation import radiation_acceleration
from missionplanner.orbit.forces.records import Drag, Forces
from missionplanner.orbit.forces.thrust import push_mps2, thrust_acceleration
from missionplanner.orbit.forces.zonal import zonal_acceleration
from missionplanner.orbit.sky.earth_pole import dcm_cirs_from_gcrs, pole_gcrs
from missionplanner.orbit.vectors import Array

_ZONALS_OF_MAIN = 4


class ForceField:
    """The chosen forces at given times: a cheap main part, and a detail that is small, costly and slowly varying.

    What depends on time alone (the Earth's attitude, the Sun, the Moon, the mass that is left) is computed once. The
    sky is imported where it is needed: that takes longer than a day under zonals alone.

    Attributes:
        has_detail: whether there is anything beyond the point mass and the zonals up to degree 4.
        needs_velocity: whether the detail depends on velocities.
    """

    has_detail: bool
    needs_velocity: bool

    def __init__(
        self, forces: Forces, epoch_utc_ms: int, t_s: Array, ballistic_m2pkg: Array | float | None = None
    ) -> None:
        """Prepare the forces at times.

        Args:
            forces: which forces act.
            epoch_utc_ms: the instant that times are counted from.
            t_s: times [s since the epoch], (M,).
            ballistic_m2pkg: in place of the drag's own, for vehicles that differ: (n,) for the n positions asked for.

        Raises:
            OrbitInputError: the Sun, the Moon or the Earth's attitude is not known at a time, or an engine has not
                been lit or has burnt all mass by then.
        """
        t_s = np.asarray(t_s, dtype=float)
        self._forces = forces
        self._pole = pole_gcrs(epoch_utc_ms)
        self._main_degree = min(_ZONALS_OF_MAIN, forces.gravity_degree)
        self._ballistic_m2pkg = ballistic_m2pkg
        self._harmonics: Harmonics | None = None
        self._dcm: Array | None = None
        if forces.gravity_order:
            self._harmonics = harmonics(0, forces.gravity_degree, forces.gravity_order)
            from missionplanner.orbit.sky.almanac import EarthOrientation

            span = (float(t_s.min()), float(t_s.max())) if len(t_s) else (0.0, 0.0)
            dcm = EarthOrientation(epoch_utc_ms, *span).dcm_itrs_from_gcrs(t_s)
            self._dcm = np.ascontiguousarray(dcm.transpose(1, 2, 0))
        elif forces.gravity_degree > _ZONALS_OF_MAIN:
            self._harmonics = harmonics(_ZONALS_OF_MAIN + 1, forces.gravity_degree, 0)
            self._dcm = dcm_cirs_from_gcrs(epoch_utc_ms)[:, :, None]
        bulges = forces.drag is not None and isinstance(forces.drag.atmosphere, HarrisPriester)
        self._sun_m: Array | None = None
        self._apex: Array | None = None
        if forces.sun or forces.radiation is not None or bulges:
            from missionplanner.orbit.sky.almanac import sun_position_gcrs

            self._sun_m = np.ascontiguousarray(sun_position_gcrs(epoch_utc_ms, t_s).T)
            self._apex = bulge_apex(self._sun_m, self._pole) if bulges else None
        self._moon_m: Array | None = None
        if forces.moon:
            from missionplanner.orbit.sky.almanac import moon_position_gcrs

            self._moon_m = np.ascontiguousarray(moon_position_gcrs(epoch_utc_ms, t_s).T)
        self._push_mps2 = None if forces.thrust is None else push_mps2(forces.thrust, t_s)
        self.needs_velocity = forces.drag is not None or forces.thrust is not None
        self.has_detail = (
            self._harmonics is not None
            or forces.sun
            or forces.moon
            or forces.radiation is not None
            or self.needs_velocity
        )

    def at(self, index: int) -> ForceField:
        """The same forces at one of the times, for many positions."""
        one = copy(self)
        for name in ("_dcm", "_sun_m", "_apex", "_moon_m", "_push_mps2"):
            values = getattr(self, name)
            if values is not None and values.shape[-1] > 1:
                setattr(one, name, values[..., index, None])
        return one

    def main(self, r_m: Array) -> Array:
        """Acceleration of the point mass and the zonals up to degree 4 [m/s2], in the GCRS, (3, M) to (3, M)."""
        return zonal_acceleration(self._main_degree, r_m, self._pole)

    def detail(self, r_m: Array, v_mps: Array) -> Array:
        """Acceleration of all other forces.

        Args:
            r_m: GCRS positions at the times [m], (3, M).
            v_mps: GCRS velocities there [m/s], (3, M); not looked at unless ``needs_velocity``.

        Returns:
            Acceleration [m/s2] in the GCRS, (3, M).
        """
        total = self._of_harmonics(r_m)
        if self._forces.gravity_order:
            total -= self.main(r_m)
        self._add_others(total, r_m, v_mps)
        return total

    def acceleration(self, r_m: Array, v_mps: Array) -> Array:
        """Acceleration of all forces [m/s2], in the GCRS, (3, M) and (3, M) to (3, M)."""
        total = self._of_harmonics(r_m)
        if not self._forces.gravity_order:
            total += self.main(r_m)
        self._add_others(total, r_m, v_mps)
        return total

    def _of_harmonics(self, r_m: Array) -> Array:
        """The whole field if it turns with the Earth, else the zonals that are not in the main part."""
        if self._harmonics is None or self._dcm is None:
            return np.zeros(r_m.shape)
        return _turned_back(self._dcm, self._harmonics.acceleration(_turned(self._dcm, r_m)))

    def _add_others(self, total: Array, r_m: Array, v_mps: Array) -> None:
        """Add all that is not the Earth's gravity."""
        if self._forces.sun and self._sun_m is not None:
            total += third_body_acceleration(GM_SUN_M3PS2, r_m, self._sun_m)
        if self._moon_m is not None:
            total += third_body_acceleration(GM_MOON_M3PS2, r_m, self._moon_m)
        if self._forces.radiation is not None and self._sun_m is not None:
            total += radiation_acceleration(self._forces.radiation.reflecting_m2pkg, r_m, self._sun_m)
        if self._forces.drag is not None:
            total += self._drag(self._forces.drag, r_m, v_mps)
        if self._forces.thrust is not None and self._push_mps2 is not None:
            total += thrust_acceleration(self._forces.thrust.direction_lvlh, self._push_mps2, r_m, v_mps)

    def _drag(self, drag: Drag, r_m: Array, v_mps: Array) -> Array:
        """Source: Montenbruck & Gill, Satellite Orbits, eqs. 3.97 and 3.98: the air turns with the Earth."""
        if isinstance(drag.atmosphere, HarrisPriester) and self._apex is not None:
            density_kgpm3 = drag.atmosphere.density(r_m, self._pole, self._apex)
        elif isinstance(drag.atmosphere, ExponentialAtmosphere):
            density_kgpm3 = drag.atmosphere.density(r_m)
        turning_x, turning_y, turning_z = (EARTH_ROTATION_RADPS * self._pole).tolist()
        x, y, z = r_m
        wind_mps = v_mps - np.stack(
            [turning_y * z - turning_z * y, turning_z * x - turning_x * z, turning_x * y - turning_y * x]
        )
        ballistic_m2pkg = drag.ballistic_m2pkg if self._ballistic_m2pkg is None else self._ballistic_m2pkg
        speed_mps = np.sqrt(np.einsum("in,in->n", wind_mps, wind_mps))
        slowed: Array = wind_mps * (density_kgpm3 * speed_mps * (-0.5 * drag.factor * ballistic_m2pkg))
        return slowed


def _turned(dcm: Array, a: Array) -> Array:
    """Vectors in the other frame's components, (3, M) by (3, 3, M) or (3, 3, 1)."""
    if dcm.shape[2] == 1:
        one: Array = dcm[:, :, 0] @ a
        return one
    each: Array = np.einsum("ijn,jn->in", dcm, a)
    return each


def _turned_back(dcm: Array, a: Array) -> Array:
    """Vectors brought back from the other frame's components."""
    if dcm.shape[2] == 1:
        one: Array = dcm[:, :, 0].T @ a
        return one
    each: Array = np.einsum("ijn,in->jn", dcm, a)
    return each
