"""Where things lie in the relative-motion charts; long lines cut to the picture; cones seen from the side."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from missionplanner.paint.clipped_line import clipped
from missionplanner.paint.cone_outline import cone_points, hull
from missionplanner.paint.relative_curves import LONGEST_S, SHORTEST_S, CurveMap, CurveSpan
from missionplanner.paint.relative_view import FARTHEST_M, NEAREST_M, PlaneMap, RelativeView, length_text, round_step

FRAME = QRectF(10.0, 20.0, 400.0, 300.0)
metres = st.floats(-5000.0, 5000.0)


def plane(name: str, view: RelativeView | None = None) -> PlaneMap:
    return PlaneMap(plane="r-bar" if name == "r-bar" else "h-bar", view=view or RelativeView(span_m=600.0), frame=FRAME)


def test_v_bar_runs_right_r_bar_down_and_the_orbit_normal_up() -> None:
    centre = FRAME.center()
    ahead, below = np.array([100.0, 0.0, 0.0]), np.array([0.0, 0.0, 100.0])
    along_normal = np.array([0.0, -100.0, 0.0])
    assert plane("r-bar").point(ahead) == centre + QPointF(50.0, 0.0)
    assert plane("r-bar").point(below) == centre + QPointF(0.0, 50.0)
    assert plane("h-bar").point(along_normal) == centre - QPointF(0.0, 50.0)
    assert plane("r-bar").point(along_normal) == centre


@given(metres, metres, st.sampled_from(["r-bar", "h-bar"]))
def test_a_point_of_the_picture_leads_back_to_its_place(across_m: float, up_m: float, name: str) -> None:
    chart = plane(name, RelativeView(centre_m=(12.0, -7.0, 40.0), span_m=2500.0))
    place = np.array(chart.view.centre_m)
    place[chart.axes.across], place[chart.axes.up] = across_m, up_m
    assert chart.place(chart.point(place)) == pytest.approx(place, abs=1e-6)


@given(st.floats(0.01, 100.0), metres, metres)
def test_zooming_keeps_the_place_under_the_mouse_and_stays_within_10_m_and_100_km(
    factor: float, x_m: float, z_m: float
) -> None:
    view = RelativeView(centre_m=(5.0, 1.0, -8.0), span_m=3000.0)
    around = np.array([x_m, 1.0, z_m])
    near = view.enlarged(factor, around)
    assert NEAREST_M <= near.span_m <= FARTHEST_M
    before, after = plane("r-bar", view).point(around), plane("r-bar", near).point(around)
    assert (after - before).manhattanLength() < 1e-6 * max(1.0, (before - FRAME.center()).manhattanLength())


def test_a_view_does_not_get_lost() -> None:
    view = RelativeView().moved(np.array([1e9, 0.0, -1e9]))
    assert view.centre_m == (FARTHEST_M, 0.0, -FARTHEST_M)
    assert view.centred(np.array([1.0, 2.0, 3.0])).centre_m == (1.0, 2.0, 3.0)


@pytest.mark.parametrize(("least", "step"), [(1.0, 1.0), (1.1, 2.0), (0.03, 0.05), (6.0, 10.0), (501.0, 1000.0)])
def test_steps_are_round(least: float, step: float) -> None:
    assert round_step(least) == pytest.approx(step)


def test_lengths_are_written_in_the_unit_that_suits() -> None:
    assert [length_text(m) for m in (0.5, 10.0, 999.0, 1000.0, -2500.0)] == [
        "0.5 m",
        "10 m",
        "999 m",
        "1 km",
        "-2.5 km",
    ]


def test_a_line_through_the_picture_is_cut_at_both_edges() -> None:
    (part,) = clipped(np.array([[-1e7, 170.0], [1e7, 170.0]]), FRAME)
    assert (part.size(), part.at(0), part.at(1)) == (2, QPointF(10.0, 170.0), QPointF(410.0, 170.0))


def test_a_line_that_leaves_and_comes_back_is_two_lines() -> None:
    corners = np.array([[50.0, 50.0], [50.0, -900.0], [90.0, -900.0], [90.0, 50.0]])
    assert len(clipped(corners, FRAME)) == 2


def test_a_line_past_the_picture_is_not_drawn() -> None:
    assert clipped(np.array([[-50.0, 0.0], [900.0, 5.0]]), FRAME) == []
    assert clipped(np.array([[50.0, 50.0]]), FRAME) == []


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=2, max_size=30))
def test_nothing_is_drawn_outside_of_the_picture(corners: list[tuple[float, float]]) -> None:
    room = FRAME.adjusted(-1e-3, -1e-3, 1e-3, 1e-3)
    for part in clipped(np.array(corners), FRAME):
        assert all(room.contains(part.at(k)) for k in range(part.size()))


def test_a_cone_from_the_side_is_a_triangle_and_from_the_front_a_circle() -> None:
    cone = cone_points(np.zeros(3), np.array([0.0, 0.0, 1.0]), np.arctan(0.1), 200.0)
    side = hull(cone[:, [0, 2]])
    assert side[:, 1].max() == pytest.approx(200.0)
    assert side[:, 0].max() == pytest.approx(20.0, rel=0.01)
    assert len(side) == 3
    front = hull(cone[:, :2])
    assert np.hypot(*front.T) == pytest.approx(np.full(len(front), 20.0), abs=1e-5)


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1000.0), st.floats(-20_000.0, 100.0))
def test_times_of_the_curves_stay_where_there_is_a_flight(by_s: float, factor: float, around_s: float) -> None:
    span = CurveSpan().moved(by_s).enlarged(factor, around_s)
    length_s = span.end_s - span.start_s
    assert SHORTEST_S * 0.999 <= length_s <= LONGEST_S * 1.001
    assert span.start_s < 0.0
    assert span.end_s >= -LONGEST_S


def test_a_time_leads_to_its_place_and_back() -> None:
    curves = CurveMap(span=CurveSpan(), frame=FRAME)
    assert curves.after_s(curves.x(-1234.5)) == pytest.approx(-1234.5)
    upper, lower = curves.plots
    assert upper.bottom() < lower.top()
    assert FRAME.contains(upper)
    assert FRAME.contains(lower)
