"""Light: the shadow cones at places where simple geometry says what is seen."""

import numpy as np
import pytest

from missionplanner.orbit.constants import AU_M, SUN_RADIUS_M, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.geometry.light import Light, above_umbra, beta_angle, light, sun_visibility

SUN_M = np.array([AU_M, 0.0, 0.0])
BEHIND_M = 6.8e6


def behind(offset_m: float | np.ndarray) -> np.ndarray:
    """A place at some distance behind the Earth, off the shadow's axis."""
    offset_m = np.asarray(offset_m, dtype=float)
    return np.stack([np.full_like(offset_m, -BEHIND_M), offset_m, np.zeros_like(offset_m)], axis=-1)


def cone_radius_m(sign: float) -> float:
    """Radius of the umbra (+1) or penumbra (-1) there. Source: Montenbruck & Gill, 3.4.3."""
    half_angle = np.arcsin((SUN_RADIUS_M - sign * WGS84_SEMI_MAJOR_M) / AU_M)
    apex_m = WGS84_SEMI_MAJOR_M / np.sin(half_angle)
    return (apex_m - sign * BEHIND_M) * np.tan(half_angle)


def test_day_and_night() -> None:
    places_m = np.array([[6.8e6, 0, 0], [0, 6.8e6, 0], [-6.8e6, 0, 0]])
    assert light(places_m, SUN_M).tolist() == [Light.DAY, Light.DAY, Light.UMBRA]
    np.testing.assert_array_equal(sun_visibility(places_m, SUN_M), [1.0, 1.0, 0.0])


def test_the_edges_are_those_of_the_cones() -> None:
    umbra_m, penumbra_m = cone_radius_m(1.0), cone_radius_m(-1.0)
    assert umbra_m < penumbra_m
    states = light(behind(np.array([umbra_m - 1, umbra_m + 1, penumbra_m - 1, penumbra_m + 1])), SUN_M)
    assert states.tolist() == [Light.UMBRA, Light.PENUMBRA, Light.PENUMBRA, Light.DAY]
    assert float(above_umbra(behind(umbra_m), SUN_M)) == pytest.approx(0.0, abs=1e-9)


def test_the_disc_comes_out_steadily() -> None:
    offsets_m = np.linspace(cone_radius_m(1.0), cone_radius_m(-1.0), 200)
    visible = sun_visibility(behind(offsets_m), SUN_M)
    assert (np.diff(visible) > 0.0).all()
    assert visible[0] == pytest.approx(0.0, abs=1e-6)
    assert visible[-1] == pytest.approx(1.0, abs=1e-6)
    assert visible[100] == pytest.approx(0.5, abs=0.02)


def test_beta_is_the_suns_height_over_the_plane() -> None:
    r_m, v_mps = np.array([7e6, 0.0, 0.0]), np.array([0.0, 7500.0, 0.0])
    sun_m = AU_M * np.array([np.cos(0.3), 0.0, np.sin(0.3)])
    assert float(beta_angle(r_m, v_mps, sun_m)) == pytest.approx(0.3)
    assert float(beta_angle(r_m, -v_mps, sun_m)) == pytest.approx(-0.3)
