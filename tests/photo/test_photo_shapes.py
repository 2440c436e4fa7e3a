"""Boxes, handles, moving and resizing of annotations."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from missionplanner.photo.proportions import arrow_head
from missionplanner.photo.shapes import Box, bounds, box_between, handles, label_box, moved, resized
from missionplanner.plan.photos import Annotation, Arrow, Ellipse, Point, Rectangle, Text

IMAGE = Box(0, 0, 1000, 600)
RECTANGLE = Rectangle(id="r", corner_px=(100, 100), opposite_px=(300, 200))
ELLIPSE = Ellipse(id="e", corner_px=(300, 200), opposite_px=(100, 100))
ARROW = Arrow(id="a", tail_px=(400, 400), tip_px=(500, 300))
TEXT = Text(id="t", label="Hello", position_px=(600, 100), height_px=20)
EVERY: list[Annotation] = [RECTANGLE, ELLIPSE, ARROW, TEXT]

coordinates = st.integers(0, 10_000).map(lambda tenths: tenths / 10)
points = st.tuples(coordinates, coordinates)


def half_a_square(line: str) -> float:
    return 0.5 * len(line)


def test_boxes_do_not_care_which_corner_came_first() -> None:
    assert bounds(ELLIPSE, half_a_square) == bounds(RECTANGLE, half_a_square) == Box(100, 100, 300, 200)


def test_a_text_is_as_wide_as_its_longest_line() -> None:
    two_lines = Text(id="t", label="Hi\nthere", position_px=(10, 20), height_px=20)
    assert bounds(two_lines, half_a_square) == Box(10, 20, 10 + 5 * 10, 20 + 2 * 24)


@pytest.mark.parametrize("annotation", EVERY)
@given(dx=st.integers(-50, 50), dy=st.integers(-50, 50))
def test_moving_moves_the_box_and_back(annotation: Annotation, dx: int, dy: int) -> None:
    before, after = bounds(annotation, half_a_square), bounds(moved(annotation, dx, dy), half_a_square)
    assert (after.left - before.left, after.top - before.top) == pytest.approx((dx, dy))
    assert (after.width, after.height) == pytest.approx((before.width, before.height))
    assert moved(moved(annotation, dx, dy), -dx, -dy) == annotation


@pytest.mark.parametrize("annotation", [RECTANGLE, ELLIPSE])
@pytest.mark.parametrize("handle", ["top-left", "top-right", "bottom-right", "bottom-left"])
@given(to=points)
def test_the_opposite_corner_stays(annotation: Rectangle | Ellipse, handle: str, to: Point) -> None:
    opposite = handle.replace("top", "?").replace("bottom", "top").replace("?", "bottom")
    opposite = opposite.replace("left", "?").replace("right", "left").replace("?", "right")
    fixed = handles(annotation, half_a_square)[opposite]
    after = resized(annotation, handle, to, half_a_square)
    assert bounds(after, half_a_square) == box_between(fixed, to)


def test_an_edge_moves_one_side_only() -> None:
    assert bounds(resized(RECTANGLE, "right", (350, 999), half_a_square), half_a_square) == Box(100, 100, 350, 200)
    assert bounds(resized(RECTANGLE, "top", (999, 50), half_a_square), half_a_square) == Box(100, 50, 300, 200)


def test_the_ends_of_an_arrow_move_alone() -> None:
    assert resized(ARROW, "tip", (1, 2), half_a_square) == Arrow(id="a", tail_px=(400, 400), tip_px=(1, 2))
    assert resized(ARROW, "tail", (1, 2), half_a_square) == Arrow(id="a", tail_px=(1, 2), tip_px=(500, 300))


def test_a_text_grows_from_the_opposite_corner() -> None:
    before = bounds(TEXT, half_a_square)
    taller = resized(TEXT, "top-left", (before.left, before.bottom - 48), half_a_square)
    assert isinstance(taller, Text)
    assert taller.height_px == 40
    after = bounds(taller, half_a_square)
    assert (after.right, after.bottom) == pytest.approx((before.right, before.bottom))


def test_a_text_never_vanishes() -> None:
    tiny = resized(TEXT, "bottom-right", TEXT.position_px, half_a_square)
    assert isinstance(tiny, Text)
    assert tiny.height_px > 0


@pytest.mark.parametrize("annotation", [RECTANGLE, ELLIPSE, ARROW])
@given(dx=st.integers(-400, 600), dy=st.integers(-300, 300))
def test_labels_stay_on_the_image(annotation: Annotation, dx: int, dy: int) -> None:
    labeled = moved(replace(annotation, label="A label"), dx, dy)
    box = label_box(labeled, 30, IMAGE, half_a_square)
    assert box is not None
    assert IMAGE.contains((box.left, box.top))
    assert IMAGE.contains((box.right, box.bottom), margin=1e-9)


def test_what_says_nothing_has_no_label() -> None:
    assert label_box(RECTANGLE, 30, IMAGE, half_a_square) is None
    assert label_box(TEXT, 30, IMAGE, half_a_square) is None


@given(tail=points, tip=points)
def test_an_arrow_head_points_where_the_arrow_does(tail: Point, tip: Point) -> None:
    assume(tail != tip)
    head = arrow_head(Arrow(id="a", tail_px=tail, tip_px=tip), 30)
    assert head[0] == tip
    length = math.dist(tail, tip)
    for barb in head[1:]:
        along = ((tip[0] - barb[0]) * (tip[0] - tail[0]) + (tip[1] - barb[1]) * (tip[1] - tail[1])) / length
        assert along == pytest.approx(min(30, 0.6 * length))
    assert math.dist(head[1], tip) == pytest.approx(math.dist(head[2], tip))


def test_an_arrow_without_length_is_a_point() -> None:
    assert arrow_head(Arrow(id="a", tail_px=(5, 5), tip_px=(5, 5)), 30) == ((5, 5), (5, 5), (5, 5))
