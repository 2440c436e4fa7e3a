"""Bands of dispersed flights in the charts: where they stand, how they look when out of date, and that they hold."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from missionplanner.flight.assess import Assessment
from missionplanner.flight.computed_tracks import computed_tracks
from missionplanner.flight.dispersion_result import HIGH, LOW
from missionplanner.flight.dispersions import disperse, limits_of
from missionplanner.flight.spreads import spreads_of
from missionplanner.paint.dispersion_bands import DrawnBands, bands_words, parts_of
from missionplanner.paint.palette import CONTRAST, DARK, LIGHT, PRINT, Palette
from missionplanner.paint.relative_bands import swept_ellipses
from missionplanner.paint.relative_chart import paint_relative_chart
from missionplanner.paint.relative_curves import CurveMap, CurveSpan, paint_relative_curves
from missionplanner.paint.relative_motion import relative_motion
from missionplanner.paint.relative_view import Plane, PlaneMap, RelativeView
from missionplanner.paint.timeline import paint_timeline, paper_layout
from missionplanner.paint.timeline_layout import Layout
from missionplanner.paint.timeline_strips import bounds_in_view, paint_strips, strip_at, strip_height_px

FRAME = QRectF(0.0, 0.0, 600.0, 600.0)
MINUTE_MS = 60_000.0


@pytest.fixture(scope="module")
def bands(sample_assessment: Assessment) -> DrawnBands:
    limits = limits_of(sample_assessment.plan)
    found = disperse(sample_assessment.flight, spreads_of("Soyuz MS"), limits, 400, seed=5)
    return DrawnBands(found=found, docking=sample_assessment.plan.rendezvous.docking, is_current=True)


@pytest.fixture(scope="module")
def old_bands(bands: DrawnBands) -> DrawnBands:
    return replace(bands, is_current=False)


def chart(span_m: float, plane: Plane = "r-bar") -> PlaneMap:
    return PlaneMap(plane=plane, view=RelativeView(span_m=span_m), frame=FRAME)


def relative_picture(assessment: Assessment, plane_map: PlaneMap, palette: Palette, bands: DrawnBands | None) -> QImage:
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_relative_chart(painter, plane_map, relative_motion(assessment), palette, bands=bands)
    painter.end()
    return image


def near_docking(assessment: Assessment) -> Layout:
    docking_ms = assessment.schedule.start_ms("docking")
    assert docking_ms is not None
    span_ms = (docking_ms - 40 * MINUTE_MS, docking_ms + 5 * MINUTE_MS)
    return paper_layout(assessment, QFont("DejaVu Sans", 9), 1200.0, span_ms)


def timeline_picture(layout: Layout, palette: Palette, bands: DrawnBands | None) -> QImage:
    image = QImage(1200, round(layout.height_px), QImage.Format.Format_RGB32)
    image.fill(QColor(palette.background))
    painter = QPainter(image)
    painter.setFont(QFont("DejaVu Sans", 9))
    paint_timeline(painter, layout, palette, bands=bands)
    painter.end()
    return image


def differing_columns(one: QImage, other: QImage, top: float, bottom: float) -> list[int]:
    rows = range(round(top), round(bottom))
    return [x for x in range(one.width()) if any(one.pixel(x, y) != other.pixel(x, y) for y in rows)]


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST, PRINT], ids=lambda palette: palette.name)
def test_contact_has_whiskers_from_the_fifth_to_the_ninety_fifth_flight(
    sample_assessment: Assessment, bands: DrawnBands, palette: Palette, qapp: QApplication
) -> None:
    layout = near_docking(sample_assessment)
    number = layout.items.index["docking"]
    top = float(layout.top_px[number])
    bare, drawn = (timeline_picture(layout, palette, shown) for shown in (None, bands))
    changed = differing_columns(bare, drawn, top, top + layout.metrics.lane_px)
    late_s = bands.found.docking_late_s
    left, right = (layout.scale.px(bands.found.docking_ms + 1000.0 * late_s[k]) for k in (LOW, HIGH))
    assert changed[0] == pytest.approx(left, abs=2.0)
    assert changed[-1] == pytest.approx(right, abs=2.0)


def test_a_burn_by_the_clock_has_only_its_end_spread(
    sample_assessment: Assessment, bands: DrawnBands, qapp: QApplication
) -> None:
    dv2 = bands.found.burns[1]
    span_ms = (dv2.tig_ms - 3 * MINUTE_MS, dv2.tig_ms + 5 * MINUTE_MS)
    layout = paper_layout(sample_assessment, QFont("DejaVu Sans", 9), 1200.0, span_ms)
    top = float(layout.top_px[layout.items.index["dv2"]])
    bare, drawn = (timeline_picture(layout, LIGHT, shown) for shown in (None, bands))
    changed = differing_columns(bare, drawn, top - 4.0, top + layout.metrics.lane_px)
    left, right = (layout.scale.px(dv2.end_ms + 1000.0 * dv2.cutoff_late_s[k]) for k in (LOW, HIGH))
    assert changed[0] == pytest.approx(left, abs=2.0)
    assert changed[-1] == pytest.approx(right, abs=2.0)


def test_a_spread_too_narrow_to_be_seen_is_not_drawn(
    sample_assessment: Assessment, bands: DrawnBands, qapp: QApplication
) -> None:
    docking_ms = bands.found.docking_ms
    span_ms = (docking_ms - 4000 * MINUTE_MS, docking_ms + 4000 * MINUTE_MS)
    layout = paper_layout(sample_assessment, QFont("DejaVu Sans", 9), 1200.0, span_ms)
    assert timeline_picture(layout, LIGHT, bands) == timeline_picture(layout, LIGHT, None)


def test_what_is_out_of_date_stays_where_it_was_and_looks_otherwise(
    sample_assessment: Assessment, bands: DrawnBands, old_bands: DrawnBands, qapp: QApplication
) -> None:
    layout = near_docking(sample_assessment)
    pictures = [timeline_picture(layout, LIGHT, shown) for shown in (None, bands, old_bands)]
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]
    assert len(parts_of(bands)) == 2
    assert len(parts_of(old_bands)) == 1
    assert "400 flights" in bands_words(bands)
    assert "changed" in bands_words(old_bands)


@pytest.mark.parametrize("plane", ["r-bar", "h-bar"])
def test_swept_ellipses_hold_the_mean_path(bands: DrawnBands, plane: Plane) -> None:
    plane_map = chart(200_000.0, plane)
    hulls = swept_ellipses(plane_map, bands, 0)
    inner = swept_ellipses(plane_map, bands, 1)
    assert len(hulls) == len(inner) > 100
    middles = plane_map.pixels(bands.found.bands.middle_m)
    held = 0
    for hull in hulls:
        centre = hull.mean(axis=0)
        held += bool((np.linalg.norm(middles - centre, axis=1) <= np.linalg.norm(hull - centre, axis=1).max()).any())
        # Convex, and all wound the same way round, so that their union has no holes.
        step = np.roll(hull, -1, axis=0) - hull
        turn = step[:, 0] * np.roll(step[:, 1], -1) - step[:, 1] * np.roll(step[:, 0], -1)
        assert np.all(turn <= 1e-6 * np.abs(hull).max() ** 2) or np.all(turn >= -1e-6 * np.abs(hull).max() ** 2)
    assert held == len(hulls)


def test_no_band_leads_from_the_clock_to_each_flights_own_passing_of_the_gate(bands: DrawnBands) -> None:
    """The last place by the clock scatters along the path as well, the first after it across only."""
    found = bands.found.bands
    before, after = (np.sqrt(np.trace(found.covariance_m2[found.by_clock - k])) for k in (1, 0))
    assert before > 500.0
    assert after < 0.9 * before
    near = swept_ellipses(chart(400.0), bands, 0)
    last = near[-1]
    assert np.ptp(last, axis=0).max() < 30.0


def test_the_plane_is_shaded_where_flights_are(
    sample_assessment: Assessment, bands: DrawnBands, old_bands: DrawnBands, qapp: QApplication
) -> None:
    plane_map = chart(6000.0)
    bare, drawn, hatched = (
        relative_picture(sample_assessment, plane_map, LIGHT, shown) for shown in (None, bands, old_bands)
    )
    middle = bands.found.bands.middle_m
    close = np.flatnonzero(np.abs(middle).max(axis=1) < 2500.0)[0]
    x, y = np.rint(plane_map.pixels(middle[close])[0]).astype(int).tolist()
    aside = bare.pixelColor(x, y + 12), drawn.pixelColor(x, y + 12)
    assert aside[0] != aside[1]
    assert hatched not in (bare, drawn)
    # Far above the station there is nothing to shade.
    assert bare.pixelColor(300, 100) == drawn.pixelColor(300, 100)


def test_curves_have_bands_of_range_and_of_both_rates(
    sample_assessment: Assessment, bands: DrawnBands, qapp: QApplication
) -> None:
    curves = CurveMap(span=CurveSpan(start_s=-7000.0, end_s=200.0), frame=QRectF(0.0, 0.0, 900.0, 600.0))
    images = []
    for shown in (None, bands):
        image = QImage(900, 600, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        paint_relative_curves(painter, curves, relative_motion(sample_assessment), LIGHT, bands=shown)
        painter.end()
        images.append(image)
    upper, lower = curves.plots
    changed = [
        {x for x in differing_columns(*images, plot.top() + 1.0, plot.bottom() - 1.0)} for plot in (upper, lower)
    ]
    for columns in changed:
        assert len(columns) > 0.3 * upper.width()
        assert min(columns) >= upper.left() - 1.0
        assert max(columns) <= upper.right() + 1.0


@pytest.mark.parametrize("name", ["range", "range-rate", "phase", "height", "delta-v-left"])
def test_strips_hold_curve_and_band(
    sample_assessment: Assessment, bands: DrawnBands, name: str, qapp: QApplication
) -> None:
    curve = next(each for each in computed_tracks(sample_assessment.flight).curves if each.name == name)
    band = bands.found.bands.strips[name]
    bounds = bounds_in_view(curve, curve.utc_ms[0], curve.utc_ms[-1], band)
    assert bounds is not None
    assert bounds.low <= band.values[LOW].min()
    assert bounds.high >= band.values[HIGH].max()
    layout = replace(near_docking(sample_assessment), bottom_px=0.0)
    height = strip_height_px(layout.metrics)
    assert strip_at(layout, (curve,), 0.5 * height) is curve
    assert strip_at(layout, (curve,), 1.5 * height) is None
    images = []
    for shown in (None, bands):
        image = QImage(1200, round(height), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        paint_strips(painter, layout, LIGHT, (curve,), 0.0, 0, shown)
        painter.end()
        images.append(image)
    assert images[0] != images[1]
