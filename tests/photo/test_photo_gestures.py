"""Hit tests, drags and commands on annotations."""

import pytest

from missionplanner.photo.annotation_edits import duplicated, raised, recolored, relabeled, without
from missionplanner.photo.gestures import Draw, Move, Resize, Tool
from missionplanner.photo.hit_test import annotation_at, distance_px, handle_at
from missionplanner.photo.shapes import Box, Handle
from missionplanner.plan.photos import Annotation, Arrow, Ellipse, Point, Rectangle, Text

IMAGE = Box(0, 0, 1000, 600)
LARGE = Rectangle(id="large", corner_px=(100, 100), opposite_px=(500, 500))
SMALL = Rectangle(id="small", label="Inside", corner_px=(200, 200), opposite_px=(300, 300))
ROUND = Ellipse(id="round", corner_px=(600, 100), opposite_px=(800, 200))
ARROW = Arrow(id="arrow", tail_px=(600, 400), tip_px=(800, 400))
WORDS = Text(id="words", label="Hello", position_px=(600, 500), height_px=20)
EVERY: tuple[Annotation, ...] = (SMALL, LARGE, ROUND, ARROW, WORDS)


def half_a_square(line: str) -> float:
    return 0.5 * len(line)


def hit(point: Point) -> str | None:
    found = annotation_at(EVERY, point, reach_px=5, label_height_px=20, image=IMAGE, text_width=half_a_square)
    return found.id if found is not None else None


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ((100, 300), "large"),
        ((104, 300), "large"),
        ((200, 250), "small"),
        ((250, 250), "small"),
        ((400, 400), "large"),
        ((220, 185), "small"),
        ((700, 100), "round"),
        ((700, 150), "round"),
        ((605, 105), None),
        ((700, 403), "arrow"),
        ((700, 410), None),
        ((640, 515), "words"),
        ((950, 50), None),
    ],
)
def test_what_lies_under_the_mouse(point: Point, expected: str | None) -> None:
    assert hit(point) == expected


def test_an_ellipse_without_width_can_still_be_hit() -> None:
    flat = Ellipse(id="flat", corner_px=(10, 10), opposite_px=(10, 50))
    assert distance_px(flat, (13, 30), half_a_square) == 3
    assert annotation_at(
        [flat], (10, 30), reach_px=1, label_height_px=9, image=IMAGE, text_width=half_a_square
    ) is flat  # fmt: skip


def test_the_nearest_handle_wins() -> None:
    assert handle_at(SMALL, (302, 299), 8, half_a_square) == "bottom-right"
    assert handle_at(ARROW, (798, 404), 8, half_a_square) == "tip"
    assert handle_at(SMALL, (270, 270), 8, half_a_square) is None


@pytest.mark.parametrize(
    ("tool", "constrained", "end", "expected"),
    [
        ("rectangle", False, (90.04, 30.0), Rectangle(id="rectangle", corner_px=(50, 30), opposite_px=(90, 50))),
        ("ellipse", True, (90.0, 60.0), Ellipse(id="ellipse", corner_px=(50, 50), opposite_px=(90, 90))),
        ("arrow", False, (-10.0, 700.0), Arrow(id="arrow", tail_px=(50, 50), tip_px=(0, 600))),
        ("arrow", True, (150.0, 55.0), Arrow(id="arrow", tail_px=(50, 50), tip_px=(150.1, 50))),
    ],
)
def test_drawing(tool: Tool, constrained: bool, end: Point, expected: Annotation) -> None:
    gesture = Draw(annotations=(SMALL,), tool=tool, color="#ffb000", start=(50, 50), image=IMAGE)
    assert gesture.at(end, constrained=constrained) == (SMALL, expected)


def test_what_is_drawn_gets_an_id_of_its_own() -> None:
    gesture = Draw(annotations=(ARROW,), tool="arrow", color="#ffb000", start=(0, 0), image=IMAGE)
    assert gesture.new_id == "arrow-2"


def test_moving_takes_the_selected_ones_along_and_stops_at_the_edge() -> None:
    gesture = Move(annotations=EVERY, ids=("large", "small"), start=(150, 150), image=IMAGE, text_width=half_a_square)
    small, large, *others = gesture.at((160, 145), constrained=False)
    assert (small.corner_px, large.corner_px) == ((210, 195), (110, 95))
    assert tuple(others) == EVERY[2:]
    assert gesture.at((-900, 145), constrained=True)[1].corner_px == (0, 100)


def test_resizing_keeps_what_the_press_missed_by() -> None:
    handle: Handle = "bottom-right"
    gesture = Resize(
        annotations=EVERY, id="small", handle=handle, start=(303, 302), image=IMAGE, text_width=half_a_square
    )
    assert gesture.at((303, 302), constrained=False) == EVERY
    assert gesture.at((353, 312), constrained=False)[0].opposite_px == (350, 310)
    assert gesture.at((353, 312), constrained=True)[0].opposite_px == (350, 350)


def test_commands() -> None:
    assert without(EVERY, {"small", "arrow"}) == (LARGE, ROUND, WORDS)
    assert [each.color for each in recolored(EVERY, {"round"}, "#000000")].count("#000000") == 1
    assert relabeled(EVERY, "arrow", " Here ")[3].label == "Here"
    assert relabeled(EVERY, "words", "  ") == EVERY[:-1]
    assert relabeled(EVERY, "small", "")[0].label == ""
    assert [each.id for each in raised(EVERY, {"large"})] == ["small", "round", "arrow", "words", "large"]
    copies, ids = duplicated(EVERY, {"small", "arrow"}, 10)
    assert ids == ("small-2", "arrow-2")
    assert copies[-1] == Arrow(id="arrow-2", tail_px=(610, 410), tip_px=(810, 410))
    again, ids = duplicated(copies, {"arrow-2"}, 10)
    assert ids == ("arrow-3",)
    assert len({each.id for each in again}) == len(again)
