"""The PNG of a flight, looked at pixel by pixel."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from missionplanner.flight.assess import Assessment
from missionplanner.paint.palette import PRINT
from missionplanner.report.picture import timeline_png


def picture_of(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png), formats=["PNG"]).convert("RGB")


def has_color(picture: Image.Image, box: tuple[int, int, int, int], color: str) -> bool:
    wanted = tuple(int(color[start : start + 2], 16) for start in (1, 3, 5))
    colors = picture.crop(box).getcolors(1 << 24)
    assert colors is not None
    return any(value == wanted for _, value in colors)


def test_the_timeline_stands_above_the_ground_track(sample_assessment: Assessment) -> None:
    picture = picture_of(timeline_png(sample_assessment))
    assert picture.size == (1600, 1000)
    assert has_color(picture, (150, 40, 1600, 600), PRINT.burn)
    assert has_color(picture, (800, 620, 1600, 1000), PRINT.chaser)
    assert has_color(picture, (800, 620, 1600, 1000), PRINT.land)
    assert not has_color(picture, (0, 0, 1600, 600), PRINT.land)
    # The figures stand at the left of the map.
    assert has_color(picture, (20, 620, 700, 980), PRINT.muted_text)


@pytest.mark.parametrize("size_px", [(300, 300), (640, 1200), (2400, 700)])
def test_any_size_can_be_drawn(sample_assessment: Assessment, size_px: tuple[int, int]) -> None:
    assert picture_of(timeline_png(sample_assessment, *size_px)).size == size_px


def test_a_plan_without_a_flight_is_drawn(flightless: Assessment) -> None:
    picture = picture_of(timeline_png(flightless))
    assert has_color(picture, (800, 620, 1600, 1000), PRINT.land)


def test_the_same_flight_gives_the_same_picture(sample_assessment: Assessment) -> None:
    assert timeline_png(sample_assessment) == timeline_png(sample_assessment)


def test_a_size_beyond_reason_is_refused(sample_assessment: Assessment) -> None:
    with pytest.raises(ValueError, match="299 px is not between 300 and 16000"):
        timeline_png(sample_assessment, 1600, 299)
