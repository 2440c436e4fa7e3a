"""Zoom and pan of a photo, as numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.ui.photos.viewport import Viewport


def viewport() -> Viewport:
    view = Viewport()
    view.resize((800.0, 600.0))
    view.show((4000.0, 2000.0))
    return view


def test_a_photo_is_shown_whole_first() -> None:
    view = viewport()
    left, top = view.canvas_point((0, 0))
    right, bottom = view.canvas_point((4000, 2000))
    assert (left, right) == pytest.approx((16, 784))
    assert top + bottom == pytest.approx(600)


@given(x=st.floats(200, 600), y=st.floats(150, 450), factor=st.floats(3, 20))
def test_zoom_keeps_what_is_under_the_cursor(x: float, y: float, factor: float) -> None:
    view = viewport()
    view.zoom(4.0)
    under = view.image_point((x, y))
    view.zoom(factor, (x, y))
    assert view.canvas_point(under) == pytest.approx((x, y))


@given(dx=st.floats(-1e5, 1e5), dy=st.floats(-1e5, 1e5), factor=st.floats(0.01, 1e4))
def test_the_photo_never_leaves_the_canvas(dx: float, dy: float, factor: float) -> None:
    view = viewport()
    view.zoom(factor)
    view.pan(dx, dy)
    left, top = view.canvas_point((0, 0))
    right, bottom = view.canvas_point((4000, 2000))
    assert left < 400 < right
    assert top < 300 < bottom


def test_what_was_fitted_stays_fitted() -> None:
    view = viewport()
    view.resize((400.0, 600.0))
    assert view.scale == pytest.approx((400 - 32) / 4000)
    view.zoom(2)
    view.resize((900.0, 600.0))
    assert view.scale == pytest.approx(2 * (400 - 32) / 4000)


@given(x=st.floats(-1e4, 1e4), y=st.floats(-1e4, 1e4))
def test_there_and_back(x: float, y: float) -> None:
    view = viewport()
    assert view.image_point(view.canvas_point((x, y))) == pytest.approx((x, y), abs=1e-6)
