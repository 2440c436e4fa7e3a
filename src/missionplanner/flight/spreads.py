"""Draws of what is dispersed: insertion, what is known of a state, how a burn comes out, the air."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from math import cos, radians, sin, sqrt
from pathlib import Path

import msgspec
import numpy as np

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.elements import keplerian_from_state
from missionplanner.orbit.frames import dcm_rsw_from_gcrs
from missionplanner.orbit.vectors import Array, norm
from missionplanner.plan.clock import dec_hook
from missionplanner.plan.dispersion_data import BurnSpread, InsertionSpread, NavigationSpread, Spreads


class SpreadDataError(ValueError):
    """The shipped file of spreads is wrong; the message names the field."""


def spreads_of(vehicle: str) -> Spreads:
    """The spreads that ship with the program for a vehicle of this name; one it does not know flies as the first does.

    Raises:
        SpreadDataError: a file is wrong, or there is none.
    """
    known = _shipped()
    return next((spreads for spreads in known if vehicle in spreads.vehicles), known[0])


@lru_cache(maxsize=1)
def _shipped() -> tuple[Spreads, ...]:
    folder = Path(str(files("missionplanner") / "resources")) / "dispersions"
    spreads = []
    for path in sorted(folder.glob("*.json"), reverse=True):
        try:
            spreads.append(msgspec.json.decode(path.read_bytes(), type=Spreads, dec_hook=dec_hook))
        except (msgspec.DecodeError, ValueError) as error:
            raise SpreadDataError(f"resources/dispersions/{path.name} cannot be used: {error}") from None
    if not spreads:
        raise SpreadDataError("resources/dispersions holds no file; install the program anew")
    return tuple(spreads)


def apsides_covariance(spread: InsertionSpread, semi_major_m: float) -> Array:
    """Covariance of perigee and apogee radius [m2], (2, 2), correlated so that the period has its own sigma.

    A sigma of period that no correlation gives is met as well as one can.

    Source: Kepler's third law, dT/T = 3/2 da/a, with a = (perigee + apogee) / 2.
    """
    perigee, apogee = spread.perigee_m, spread.apogee_m
    period_s = 2.0 * np.pi * sqrt(semi_major_m**3 / GM_EARTH_M3PS2)
    semi_major_sigma_m = semi_major_m * spread.period_s / (1.5 * period_s)
    shared = 0.5 * (4.0 * semi_major_sigma_m**2 - perigee**2 - apogee**2)
    limit = 0.999 * perigee * apogee
    shared = min(max(shared, -limit), limit)
    return np.array([[perigee**2, shared], [shared, apogee**2]])


def dispersed_insertions(
    generator: np.random.Generator, count: int, r_m: Array, v_mps: Array, spread: InsertionSpread
) -> tuple[Array, Array]:
    """States at separation [GCRS, m and m/s], each (count, 3), around one at perigee."""
    elements = keplerian_from_state(r_m, v_mps)
    draws = generator.standard_normal((count, 5))
    semi_major_m = 1.0 / (2.0 / norm(r_m) - v_mps @ v_mps / GM_EARTH_M3PS2)
    root = _root(apsides_covariance(spread, float(semi_major_m)))
    perigee_m, apogee_m = (draws[:, :2] @ root.T).T
    radius_m = norm(r_m) + perigee_m
    larger_m = semi_major_m + 0.5 * (perigee_m + apogee_m)
    speed_mps = np.sqrt(GM_EARTH_M3PS2 * (2.0 / radius_m - 1.0 / larger_m))
    up, along, normal = dcm_rsw_from_gcrs(r_m, v_mps)
    climb_mps = float(v_mps @ up)
    along_mps = np.sqrt(np.maximum(speed_mps**2 - climb_mps**2, 0.0))
    inclination = radians(spread.inclination_deg) * draws[:, 2]
    node = radians(spread.raan_deg) * draws[:, 3]
    latitude = float(elements.argument_of_perigee_rad + elements.true_anomaly_rad)
    sine = sin(float(elements.inclination_rad))
    off_plane = sin(latitude) * inclination - cos(latitude) * sine * node
    off_rate = cos(latitude) * inclination + sin(latitude) * sine * node
    ahead = spread.along_track_m * draws[:, 4] / norm(r_m)
    up_there = up + ahead[:, None] * along + off_plane[:, None] * normal
    along_there = along - ahead[:, None] * up + off_rate[:, None] * normal
    up_there /= norm(up_there)[:, None]
    along_there -= np.einsum("ij,ij->i", along_there, up_there)[:, None] * up_there
    along_there /= norm(along_there)[:, None]
    return radius_m[:, None] * up_there, climb_mps * up_there + along_mps[:, None] * along_there


def navigation_errors(
    generator: np.random.Generator, r_m: Array, v_mps: Array, spread: NavigationSpread
) -> tuple[Array, Array]:
    """What the known states are off from the true ones [GCRS, m and m/s], each (n, 3)."""
    sigma = np.array([*spread.position_rsw_m, *spread.velocity_rsw_mps])
    correlation = np.eye(6)
    correlation[0, 4] = correlation[4, 0] = spread.radial_to_along_rate
    correlation[1, 3] = correlation[3, 1] = spread.along_to_radial_rate
    errors = generator.standard_normal((len(r_m), 6)) @ (sigma[:, None] * _root(correlation)).T
    dcm = dcm_rsw_from_gcrs(r_m, v_mps)
    return np.einsum("nji,nj->ni", dcm, errors[:, :3]), np.einsum("nji,nj->ni", dcm, errors[:, 3:])


def executed(generator: np.random.Generator, delta_v_mps: Array, spread: BurnSpread) -> Array:
    """What burns asked for [m/s] become, (n, 3), in the same frame.

    Source: the model of Gates, A Simplified Model of Midcourse Maneuver Execution Errors, JPL 32-504 (1963).
    """
    size = norm(delta_v_mps)
    draws = generator.standard_normal((len(delta_v_mps), 5))
    along = delta_v_mps / np.maximum(size, 1e-12)[:, None]
    aside = draws[:, 2:] - np.einsum("ij,ij->i", draws[:, 2:], along)[:, None] * along
    longer = spread.proportional * size * draws[:, 0] + spread.fixed_mps * draws[:, 1]
    came: Array = delta_v_mps + longer[:, None] * along + (radians(spread.pointing_deg) * size)[:, None] * aside
    return came


def _root(covariance: Array) -> Array:
    """A matrix whose product with its own transpose is the covariance."""
    values, vectors = np.linalg.eigh(covariance)
    root: Array = vectors * np.sqrt(np.maximum(values, 0.0))
    return root
