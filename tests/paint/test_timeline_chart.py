"""The laid-out and painted chart: stacking, hit test, and pictures that hold what they should."""

import dataclasses
from importlib.resources import files

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from missionplanner.flight.assess import Assessment, assess
from missionplanner.paint.palette import DARK, LIGHT, PRINT, Palette
from missionplanner.paint.timeline import legend_height_px, paint_legend, paint_timeline, paper_layout
from missionplanner.paint.timeline_events import shape_rect
from missionplanner.paint.timeline_hits import hit, t0_flag_px
from missionplanner.paint.timeline_items import Items, chart_items
from missionplanner.paint.timeline_layout import Layout, Metrics, lay_out
from missionplanner.paint.timeline_names import paint_names
from missionplanner.paint.timeline_packing import HIDDEN, PAPER, WINDOW, Density
from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.plan.clock import dec_hook
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding

METRICS = Metrics(text_px=15.0, header_px=120.0)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    sample = files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan"
    return assess(msgspec.json.decode(sample.read_bytes(), type=Plan, dec_hook=dec_hook))


def laid_out(items: Items, start_ms: float, end_ms: float) -> Layout:
    scale = TimeScale.between(start_ms, end_ms, left_px=120.0, width_px=1200.0)
    return lay_out(items, scale, METRICS, lambda text: 7.0 * len(text))


def first_hours(assessment: Assessment, hours: float = 6.0) -> Layout:
    t0_ms = assessment.plan.t0.ms
    return laid_out(chart_items(assessment), t0_ms - 600_000, t0_ms + hours * 3_600_000)


def items_at(starts_ms: list[float], lengths_ms: list[float]) -> Items:
    count = len(starts_ms)
    starts = np.array(starts_ms, np.float64)
    return Items(
        t0_ms=0,
        tracks=(("only", "Only"),),
        ids=tuple(f"e{number}" for number in range(count)),
        names=("a name",) * count,
        labels=("a name  1.0 m/s",) * count,
        index={f"e{number}": number for number in range(count)},
        kind=np.where(np.array(lengths_ms) > 0, 3, 0).astype(np.int8),
        row=np.zeros(count, np.int64),
        start_ms=starts,
        end_ms=starts + np.array(lengths_ms),
        actual_ms=np.full(count, np.nan),
        certainty=np.zeros(count, np.int8),
        severity=np.zeros(count, np.int8),
        is_fixed_burn=np.zeros(count, np.bool_),
        is_key=np.arange(count) % 5 == 0,
    )


def test_every_event_with_a_time_is_on_the_chart(assessment: Assessment) -> None:
    items = chart_items(assessment)
    timed = [event.id for event in assessment.plan.events if assessment.schedule.start_ms(event.id) is not None]
    assert list(items.ids) == timed
    assert [track for track, _ in items.tracks] == [track.id for track in assessment.plan.tracks]


def test_a_solved_burn_says_its_delta_v(assessment: Assessment) -> None:
    items = chart_items(assessment)
    solved = {burn.event: burn for burn in assessment.flight.burns}
    for event_id, burn in solved.items():
        assert items.labels[items.index[event_id]].endswith(f"{burn.dv_mps:.1f} m/s")


def printed_px(layout: Layout) -> list[tuple[int, int, float, float]]:
    """Lane, event, left and right end of everything written."""
    written = [
        (int(layout.lanes.lane[i]), i, float(layout.label_left_px[i]), float(layout.lanes.room_px[i]))
        for i in np.flatnonzero(layout.lanes.label_place != HIDDEN).tolist()
    ]
    for members in layout.lanes.crowds:
        lane = {int(layout.lanes.lane[i]) for i in members}
        assert len(lane) == 1
        right = float(layout.shape_right_px[list(members)].max())
        written.append((lane.pop(), members[-1], right + METRICS.gap_px, METRICS.crowd_px))
    return [(lane, i, left, left + width) for lane, i, left, width in written]


@pytest.mark.parametrize("density", [WINDOW, PAPER], ids=["window", "paper"])
@given(spans=st.lists(st.tuples(st.integers(0, 900), st.sampled_from([0, 0, 0, 20, 90, 300])), min_size=1, max_size=60))
def test_no_name_overprints_a_name_or_a_shape(spans: list[tuple[int, int]], density: Density) -> None:
    items = items_at([float(start) for start, _ in spans], [float(length) for _, length in spans])
    scale = TimeScale(left_ms=0.0, ms_per_px=1.0, left_px=0.0, width_px=1200.0)
    layout = lay_out(items, scale, METRICS, lambda text: 7.0 * len(text), density=density)
    assert layout.lanes.lanes_of_row[0] <= density.bars
    written = printed_px(layout)
    for lane, i, left, right in written:
        for other_lane, j, other_left, other_right in written:
            assert i == j or lane != other_lane or left >= other_right - 1.0 or right <= other_left + 1.0
        for j in np.flatnonzero(layout.lanes.lane == lane).tolist():
            apart = left >= layout.shape_right_px[j] - 1.5 or right <= layout.shape_left_px[j] + 1.5
            assert i == j or apart
    if not layout.lanes.crowds:
        return
    nameless = set(np.flatnonzero(layout.lanes.label_place == HIDDEN).tolist())
    assert nameless == {i for members in layout.lanes.crowds for i in members}


def test_far_more_events_than_names_have_room_for_stand_without_names() -> None:
    items = items_at([2.0 * number for number in range(600)], [0.0] * 600)
    layout = laid_out(items, 0.0, 1200.0)
    assert layout.lanes.lanes_of_row == (WINDOW.named,)
    assert (layout.lanes.label_place == HIDDEN).all()
    assert layout.lanes.crowds == ()


def test_a_crowd_of_instants_takes_four_lanes_and_hides_no_key_event(assessment: Assessment) -> None:
    items = chart_items(assessment)
    crowded = first_hours(assessment, hours=12.0)
    rows = dict(zip((track for track, _ in items.tracks), crowded.lanes.lanes_of_row, strict=True))
    assert rows["ascent"] == WINDOW.named
    rendezvous = assessment.plan.rendezvous
    for event_id in (rendezvous.liftoff, rendezvous.insertion, rendezvous.docking):
        assert crowded.has_whole_label(items.index[event_id])
    near = first_hours(assessment, hours=0.2)
    ascent = [event.id for event in assessment.plan.events if event.track == "ascent"]
    assert all(near.has_whole_label(items.index[event_id]) for event_id in ascent)


def test_burns_give_up_their_delta_v_before_they_take_another_lane() -> None:
    items = items_at([100.0, 200.0, 300.0], [0.0, 0.0, 0.0])
    layout = laid_out(items, 0.0, 1200.0)
    assert layout.lanes.lanes_of_row == (1,)
    assert [layout.label_text(i) for i in range(3)] == ["a name", "a name", "a name  1.0 m/s"]
    on_paper = lay_out(items, layout.scale, METRICS, lambda text: 7.0 * len(text), density=PAPER)
    assert all(on_paper.has_whole_label(i) for i in range(3))


def test_panning_moves_nothing_up_or_down_for_half_a_view(assessment: Assessment) -> None:
    here = first_hours(assessment)
    for pan_px in (-100.0, -590.0):
        there = lay_out(here.items, here.scale.panned(pan_px), METRICS, lambda text: 7.0 * len(text), previous=here)
        assert (there.top_px == here.top_px).all()


def test_what_is_months_away_takes_no_room(assessment: Assessment) -> None:
    items = chart_items(assessment)
    spacewalk_ms = float(items.start_ms[items.index["spacewalk-1"]])
    far = laid_out(items, spacewalk_ms - 3_600_000, spacewalk_ms + 10 * 3_600_000)
    rows = dict(zip((track for track, _ in items.tracks), far.lanes.lanes_of_row, strict=True))
    assert rows["ascent"] == 1
    assert rows["flight"] == 1


def test_the_hit_test_finds_every_event_in_view(assessment: Assessment) -> None:
    layout = first_hours(assessment)
    for number in layout.visible.tolist():
        rect = shape_rect(layout, number)
        x = (max(rect.left(), layout.scale.left_px) + min(rect.right(), layout.scale.right_px)) / 2
        found = hit(layout, x, rect.center().y())
        assert found.event == layout.items.ids[number]
        assert found.part == "event"
        assert found.track == assessment.plan.event(found.event).track


def test_the_hit_test_tells_ends_names_flag_ruler_and_headers_apart(assessment: Assessment) -> None:
    layout = first_hours(assessment)
    phasing = layout.items.index["phasing"]
    y = float(layout.top_px[phasing]) + 5.0
    assert hit(layout, float(layout.start_px[phasing]) + 1.0, y).part == "start-edge"
    assert hit(layout, float(layout.end_px[phasing]) - 1.0, y).part == "end-edge"
    liftoff = layout.items.index["liftoff"]
    on_name = float(layout.label_left_px[liftoff]) + 10.0
    assert hit(layout, on_name, float(layout.top_px[liftoff]) + 5.0).event == "liftoff"
    assert hit(layout, t0_flag_px(layout)[0] + 5.0, METRICS.ruler_px - 5.0).part == "t0"
    assert hit(layout, 600.0, 5.0).part == "ruler"
    assert hit(layout, 30.0, METRICS.ruler_px + 5.0).part == "header"
    assert hit(layout, 1300.0, layout.height_px + 50.0).part == "nothing"


@pytest.mark.usefixtures("qapp")
class TestPicture:
    """What is painted; a font needs the application."""

    def picture(self, assessment: Assessment, palette: Palette) -> tuple[QImage, Layout]:
        font = QFont("DejaVu Sans")
        font.setPixelSize(12)
        layout = paper_layout(assessment, font, 1300.0)
        image = QImage(1300, round(layout.height_px + legend_height_px(layout)), QImage.Format.Format_RGB32)
        image.fill(QColor(palette.background))
        painter = QPainter(image)
        painter.setFont(font)
        paint_timeline(painter, layout, palette, playhead_ms=assessment.plan.t0.ms + 3_600_000)
        paint_legend(painter, layout, palette, layout.height_px)
        painter.end()
        return image, layout

    @pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=lambda palette: palette.name)
    def test_the_same_plan_gives_the_same_picture(self, assessment: Assessment, palette: Palette) -> None:
        image, layout = self.picture(assessment, palette)
        assert image == self.picture(assessment, palette)[0]
        docking = layout.items.index["docking"]
        at = shape_rect(layout, docking).center().toPoint()
        assert image.pixelColor(at).name() == palette.milestone

    def test_paper_shows_launch_to_hatch_with_their_names(self, assessment: Assessment) -> None:
        _, layout = self.picture(assessment, PRINT)
        for event_id in ("liftoff", "docking", "hatch"):
            number = layout.items.index[event_id]
            assert layout.has_whole_label(number)
            assert layout.scale.left_px <= layout.start_px[number]
            assert layout.label_left_px[number] + layout.label_px[number] <= layout.scale.right_px

    def test_a_finding_marks_its_event_until_it_is_waived(self, assessment: Assessment) -> None:
        def judged(waived: str | None) -> Assessment:
            finding = Finding(code="x", severity="error", message="Broken.", events=("hatch",), waived=waived)
            return dataclasses.replace(assessment, findings=(finding,))

        clean = dataclasses.replace(assessment, findings=())
        assert self.picture(judged(None), LIGHT)[0] != self.picture(clean, LIGHT)[0]
        assert self.picture(judged("known"), LIGHT)[0] == self.picture(clean, LIGHT)[0]

    def test_a_plan_without_events_still_has_an_axis(self, assessment: Assessment, qapp: QApplication) -> None:
        bare = dataclasses.replace(assessment, plan=msgspec.structs.replace(assessment.plan, events=(), tracks=()))
        image, layout = self.picture(bare, LIGHT)
        assert layout.height_px == layout.metrics.ruler_px
        assert not image.isNull()


@pytest.mark.parametrize(("start_ms", "is_written"), [(-30_000.0, False), (1_000.0, True)])
def test_a_name_goes_with_its_shape(qapp: QApplication, start_ms: float, is_written: bool) -> None:
    layout = laid_out(items_at([start_ms], [0.0]), 0.0, 1_200_000.0)
    image = QImage(1400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    paint_names(painter, layout, LIGHT, np.array([0]))
    painter.end()
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32)
    assert bool((pixels != pixels[0]).any()) is is_written
