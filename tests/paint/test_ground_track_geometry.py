"""Paths over the ground, the edge of night, land and the placing of names."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skyfield.api import EarthSatellite, wgs84
from skyfield.api import load as load_sky

from missionplanner.flight.assess import Assessment
from missionplanner.flight.flight import Flight
from missionplanner.paint.ground_track_coast import borders, outlines
from missionplanner.paint.ground_track_geometry import (
    GroundPath,
    dark_region,
    filled_rings,
    ground_track,
    subsolar_point,
    wrapped,
)
from missionplanner.paint.ground_track_labels import Wish, place_labels
from missionplanner.paint.ground_track_marks import flight_marks
from missionplanner.paint.ground_track_motion import Motion, Stage


@pytest.fixture(scope="module")
def flight(sample_assessment: Assessment) -> Flight:
    return sample_assessment.flight


def test_the_climb_starts_at_the_pad(flight: Flight) -> None:
    ascent = ground_track(flight).ascent
    assert ascent is not None
    assert ascent.longitude_deg[0] == pytest.approx(flight.inputs.site.longitude_deg, abs=1e-3)
    assert ascent.latitude_deg[0] == pytest.approx(flight.inputs.site.latitude_deg, abs=1e-3)


def test_the_station_passes_where_skyfield_says(flight: Flight) -> None:
    """The track is of our own fitted orbit, which follows the element set within a few kilometres."""
    target = ground_track(flight).target
    assert target is not None
    sky = load_sky.timescale(builtin=True)
    elements = flight.inputs.whereabouts
    satellite = EarthSatellite(elements.line1, elements.line2, ts=sky)
    for after_s in (0.0, 5_000.0, 10_000.0):
        time = sky.from_datetime(datetime.fromtimestamp(flight.epoch_ms / 1000.0 + after_s, UTC))
        below = wgs84.subpoint_of(satellite.at(time))
        place = target.place(after_s)
        assert place is not None
        assert place[0] == pytest.approx(below.longitude.degrees, abs=0.1)
        assert place[1] == pytest.approx(below.latitude.degrees, abs=0.1)


def test_longitudes_run_on_over_the_date_line(flight: Flight) -> None:
    target = ground_track(flight).target
    assert target is not None
    assert np.abs(np.diff(target.longitude_deg)).max() < 10.0
    assert np.abs(target.latitude_deg).max() < 52.5


def test_a_part_of_a_path_ends_where_it_was_cut(flight: Flight) -> None:
    target = ground_track(flight).target
    assert target is not None
    part = target.between(1_003.0, 1_717.0)
    assert (part.t_s[0], part.t_s[-1]) == (1_003.0, 1_717.0)
    assert (wrapped(part.longitude_deg[0]), part.latitude_deg[0]) == pytest.approx(target.place(1_003.0))
    assert len(target.between(1e6, 2e6).t_s) == 0


def test_the_chaser_goes_from_pad_to_port(flight: Flight) -> None:
    motion = Motion(flight=flight)
    t0_ms = flight.inputs.t0_ms
    assert flight.contact is not None
    stages = []
    for utc_ms in (t0_ms - 600_000, t0_ms + 60_000, t0_ms + 3_600_000, flight.contact.utc_ms + 60_000):
        chaser = motion.chaser(utc_ms)
        assert chaser is not None
        stages.append(chaser.stage)
    assert stages == [Stage.PAD, Stage.ASCENT, Stage.ORBIT, Stage.DOCKED]
    assert motion.chaser(t0_ms + 90 * 86_400_000) is None


def test_the_chaser_never_jumps(flight: Flight) -> None:
    """From pad to ascent to orbit to docked, a second moves it by what its speed says."""
    motion = Motion(flight=flight)
    assert flight.contact is not None
    assert flight.ascent is not None
    joints = (flight.inputs.t0_ms, motion.utc_ms(float(flight.ascent.t_s[-1])), flight.contact.utc_ms)
    for joint_ms in joints:
        before, after = motion.chaser(joint_ms - 500), motion.chaser(joint_ms + 500)
        assert before is not None
        assert after is not None
        mean_mps = 0.5 * (before.v_mps + after.v_mps)
        assert np.linalg.norm(after.r_m - before.r_m - mean_mps) < 200.0


def test_key_marks_come_before_minor_ones(sample_assessment: Assessment) -> None:
    marks = flight_marks(sample_assessment)
    importance = [mark.importance for mark in marks]
    assert importance == sorted(importance)
    names = {mark.event for mark in marks if mark.importance == "key"}
    assert {"liftoff", "separation", "docking", "dv1", "dv4"} <= names
    assert "reboost" not in {mark.event for mark in marks}


def test_the_sun_stands_over_the_tropic_at_solstice() -> None:
    longitude, latitude = subsolar_point(1_766_332_980_000)  # 2025-12-21T16:03Z, the solstice
    assert latitude == pytest.approx(-23.44, abs=0.02)
    assert longitude == pytest.approx(-61.3, abs=0.3)  # 12:00 - 16:03 hours, less the equation of time of 2 minutes


@given(st.floats(-180, 180), st.floats(-23.4, 23.4), st.sampled_from([0.0, -6.0, -12.0, -18.0]))
def test_the_sun_is_as_low_as_said_along_the_edge(longitude: float, latitude: float, height: float) -> None:
    ring = np.radians(dark_region((longitude, latitude), height))
    sun = np.radians([longitude, latitude])
    sine = np.sin(ring[:, 1]) * np.sin(sun[1]) + np.cos(ring[:, 1]) * np.cos(sun[1]) * np.cos(ring[:, 0] - sun[0])
    np.testing.assert_allclose(np.degrees(np.arcsin(sine)), height, atol=0.011)


@given(st.floats(-180, 180), st.floats(-23.4, 23.4), st.floats(-179.9, 179.9), st.floats(-89, 89))
def test_night_is_filled_where_the_sun_is_down(sun_x: float, sun_y: float, x: float, y: float) -> None:
    sun, place = np.radians([sun_x, sun_y]), np.radians([x, y])
    sine = np.sin(place[1]) * np.sin(sun[1]) + np.cos(place[1]) * np.cos(sun[1]) * np.cos(place[0] - sun[0])
    height = np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0)))
    if abs(height) < 1.5 or abs(sun_y) < 0.05:
        return
    crossings = sum(_crossings(ring, x, y) for ring in filled_rings(dark_region((sun_x, sun_y), 0.0)))
    assert (crossings % 2 == 1) == (height < 0.0)


def _crossings(ring: np.ndarray, x: float, y: float) -> int:
    """How often a ray to the east from a point crosses a closed ring."""
    first, second = ring, np.roll(ring, -1, axis=0)
    spans = (first[:, 1] > y) != (second[:, 1] > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = first[:, 0] + (y - first[:, 1]) * (second[:, 0] - first[:, 0]) / (second[:, 1] - first[:, 1])
    return int(np.count_nonzero(spans & (at > x)))


@pytest.mark.parametrize(
    ("x", "y", "is_land"),
    [
        (63.3, 45.9, True),  # Baikonur
        (-98.0, 39.0, True),
        (0.0, -85.0, True),
        (178.0, 67.5, True),  # Chukotka, both sides of the date line
        (-176.0, 67.0, True),
        (-30.0, 0.0, False),
        (170.0, 0.0, False),
        (0.0, 88.0, False),
    ],
)
@pytest.mark.parametrize("detail", ["110m", "50m"])
def test_land_is_land(x: float, y: float, is_land: bool, detail: str) -> None:
    rings = outlines("50m" if detail == "50m" else "110m").land
    assert (sum(_crossings(ring, x, y) for ring in rings) % 2 == 1) == is_land


def test_no_coast_and_no_border_runs_across_the_map() -> None:
    for line in (*outlines("110m").coasts, *outlines("50m").coasts, *borders()):
        assert np.abs(np.diff(line[:, 0])).max() < 60.0


def test_a_path_elsewhere_has_no_place() -> None:
    path = GroundPath(t_s=np.array([0.0, 1.0]), longitude_deg=np.array([179.0, 181.0]), latitude_deg=np.zeros(2))
    assert path.place(2.0) is None
    assert path.place(1.0) == pytest.approx((-179.0, 0.0))


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(10, 120)), max_size=12))
def test_names_never_cover_one_another(places: list[tuple[float, float, float]]) -> None:
    wishes = [Wish(x, y, 5.0, width, 14.0) for x, y, width in places]
    taken = (0.0, 0.0, 90.0, 60.0)
    boxes = [box for box in place_labels(wishes, (0.0, 0.0, 400.0, 300.0), [taken]) if box is not None]
    for number, one in enumerate(boxes):
        assert 0.0 <= one[0] <= one[2] <= 400.0
        assert 0.0 <= one[1] <= one[3] <= 300.0
        for other in [*boxes[:number], taken]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_a_name_alone_stands_to_the_right() -> None:
    (box,) = place_labels([Wish(100.0, 100.0, 5.0, 50.0, 14.0)], (0.0, 0.0, 400.0, 300.0))
    assert box == (109.0, 93.0, 159.0, 107.0)
