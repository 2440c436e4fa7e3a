"""The drag found again in flights of our own, and in genuine element sets."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Drag, DragNumber, ExponentialAtmosphere, Forces, HarrisPriester
from missionplanner.orbit.forces.drag_number import drag_number, with_drag_number
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.published.drag_fit import fit_drag_to_elements, fit_drag_to_ephemeris
from missionplanner.orbit.published.fit import fit_to_states

LINES = (Path(__file__).parent.parent / "data" / "iss.tle").read_text().splitlines()
SETS = {line[18:32]: (line, after) for line, after in pairwise(LINES) if line.startswith("1 ")}
# Between the reboost of 2025-11-19 and Soyuz MS-28.
RUN = [SETS[epoch] for epoch in ("25324.86734766", "25325.83510273", "25328.22215535", "25328.54472231")]
T_S = np.arange(0.0, 6 * 3600.0 + 1.0, 240.0)
FORCES = Forces(sun=True, moon=True, drag=Drag(ballistic_m2pkg=0.005))


@pytest.mark.parametrize(("which", "value"), [(DragNumber.FACTOR, 0.63), (DragNumber.F107, 97.0)])
def test_the_drag_of_a_flight_of_ours_is_found_again(which: DragNumber, value: float) -> None:
    flown = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, T_S[-1], with_drag_number(FORCES, which, value))
    fit = fit_drag_to_ephemeris(T_S, flown.position(T_S), STATION_STATE[1], LIFTOFF_UTC_MS, FORCES, which)
    assert fit.number == pytest.approx(value, rel=1e-3)
    assert fit.forces == with_drag_number(FORCES, which, fit.number)
    assert fit.rms_m <= fit.max_m < 0.05


def test_state_and_drag_are_found_together() -> None:
    times_s = np.arange(0.0, 86_401.0, 600.0)
    flown = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, 86_400.0, with_drag_number(FORCES, DragNumber.FACTOR, 1.7))
    fit = fit_to_states(times_s, flown.position(times_s), LIFTOFF_UTC_MS, FORCES, drag=DragNumber.FACTOR)
    assert drag_number(fit.forces, DragNumber.FACTOR) == pytest.approx(1.7, rel=1e-3)
    assert np.linalg.norm(fit.r_m - STATION_STATE[0]) < 0.1
    assert np.linalg.norm(fit.v_mps - STATION_STATE[1]) < 1e-4
    assert fit.max_m < 0.1


@pytest.mark.parametrize(("which", "least", "most"), [(DragNumber.FACTOR, 0.8, 1.4), (DragNumber.F107, 130.0, 200.0)])
def test_a_run_of_element_sets_shows_the_drag_of_its_days(which: DragNumber, least: float, most: float) -> None:
    """NOAA's F10.7 for these days lay between 120 and 190, so the table's own, 150, is nearly right."""
    station = Forces(drag=Drag(ballistic_m2pkg=2.0 * 1500.0 / 420_000.0))
    fit = fit_drag_to_elements(RUN, station, which)
    assert least < fit.number < most
    assert fit.rms_m < 500.0
    reverse = fit_drag_to_elements(RUN[::-1], station, which)
    assert reverse.number == pytest.approx(fit.number)


def test_a_reboost_shows_as_a_large_distance() -> None:
    before = SETS["25321.32008588"]  # the reboost of 2025-11-19 13:04 UTC came after it
    assert fit_drag_to_elements([before, *RUN[:2]], FORCES).rms_m > 10 * fit_drag_to_elements(RUN, FORCES).rms_m


def test_what_cannot_be_fitted_is_refused() -> None:
    with pytest.raises(OrbitInputError, match="the forces have no drag"):
        fit_drag_to_elements(RUN, Forces())
    with pytest.raises(OrbitInputError, match=r"1 element sets over 0\.00 days"):
        fit_drag_to_elements(RUN[:1], FORCES)
    with pytest.raises(OrbitInputError, match="0 element sets"):
        fit_drag_to_elements([], FORCES)
    with pytest.raises(OrbitInputError, match=r"2 element sets over 0\.32 days"):
        fit_drag_to_elements(RUN[2:], FORCES)
    air = ExponentialAtmosphere(density_kgpm3=3e-12, height_m=400e3, scale_height_m=60e3)
    thin = replace(FORCES, drag=Drag(ballistic_m2pkg=0.005, atmosphere=air))
    with pytest.raises(OrbitInputError, match=r"an exponential atmosphere has no F10\.7"):
        fit_drag_to_elements(RUN, thin, DragNumber.F107)
    with pytest.raises(OrbitInputError, match="nothing can be fitted"):
        fit_to_states(T_S, np.tile(STATION_STATE[0], (len(T_S), 1)), LIFTOFF_UTC_MS, FORCES, start=STATION_STATE)


def test_f107_stays_within_its_limits() -> None:
    none = with_drag_number(FORCES, DragNumber.FACTOR, 0.0)
    flown = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, T_S[-1], none)
    fit = fit_drag_to_ephemeris(T_S, flown.position(T_S), STATION_STATE[1], LIFTOFF_UTC_MS, FORCES, DragNumber.F107)
    assert fit.number == 50.0
    assert fit.max_m > 10.0
    assert isinstance(FORCES.drag.atmosphere, HarrisPriester)
