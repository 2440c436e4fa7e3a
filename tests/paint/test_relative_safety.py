"""Drifts after failed burns and the limit of the closing speed in the relative-motion charts."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from missionplanner.flight.assess import Assessment, checking, with_safety
from missionplanner.flight.drift_limits import Intrusion, drift_rules
from missionplanner.flight.passive_safety import Drift, PassiveSafety
from missionplanner.paint.palette import PRINT
from missionplanner.paint.relative_chart import paint_relative_chart
from missionplanner.paint.relative_drifts import drift_at, drift_text
from missionplanner.paint.relative_motion import RelativeMotion, relative_motion
from missionplanner.paint.relative_view import PlaneMap, RelativeView

FRAME = QRectF(0.0, 0.0, 600.0, 600.0)
# At 6 km over 600 px these lines run along the middle of a row of pixels, where nothing else is.
SAFE_M, UNSAFE_M = -2005.0, 2505.0


def drift(event: str, z_m: float, intrusion: Intrusion | None = None) -> Drift:
    x_m = np.linspace(-2900.0, 2900.0, 50)
    return Drift(
        event=event,
        name=event.upper() or "a correction",
        tig_ms=0,
        failure="missed" if intrusion is None else "halfway",
        rule=drift_rules().before,
        hours=24.0,
        epoch_ms=0,
        intrusion=intrusion,
        places_lvlh_m=np.stack([x_m, np.zeros(50), np.full(50, z_m)], axis=1),
    )


@pytest.fixture(scope="module")
def motion(sample_assessment: Assessment) -> RelativeMotion:
    intrusion = Intrusion(entry_s=1.0, closest_s=2.0, closest_m=123.4, depth_m=5.0)
    safety = PassiveSafety(
        drifts=(drift("dv2", SAFE_M), drift("dv3", UNSAFE_M, intrusion)), sphere_entry_ms=None, escapes=(), stuck_ms=()
    )
    return relative_motion(with_safety(sample_assessment, safety))


def chart() -> PlaneMap:
    return PlaneMap(plane="r-bar", view=RelativeView(span_m=6000.0), frame=FRAME)


def picture(motion: RelativeMotion, *, shows_drifts: bool = True, selected: tuple[str, ...] = ()) -> QImage:
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_relative_chart(painter, chart(), motion, PRINT, selected=selected, shows_drifts=shows_drifts)
    painter.end()
    return image


def is_drawn(image: QImage, z_m: float, colour: str) -> bool:
    """Whether a dotted line of this colour, on white, runs across a quiet stretch of the picture."""
    wanted, y = QColor(colour), round(300.0 + 0.1 * z_m)
    for x in range(60, 140):
        for row in (y - 1, y, y + 1):
            got = image.pixelColor(x, row)
            apart = (got.red() - wanted.red(), got.green() - wanted.green(), got.blue() - wanted.blue())
            if max(map(abs, apart)) < 90:
                return True
    return False


def test_drifts_are_drawn_when_they_are_wanted_and_unsafe_ones_in_red(
    motion: RelativeMotion, qapp: QApplication
) -> None:
    image = picture(motion)
    assert is_drawn(image, SAFE_M, PRINT.note)
    assert is_drawn(image, UNSAFE_M, PRINT.error)
    without = picture(motion, shows_drifts=False)
    assert not is_drawn(without, SAFE_M, PRINT.note)
    assert not is_drawn(without, UNSAFE_M, PRINT.error)


def test_of_a_selected_burn_only_its_own_drifts_are_shown(motion: RelativeMotion, qapp: QApplication) -> None:
    image = picture(motion, selected=("dv3",))
    assert is_drawn(image, UNSAFE_M, PRINT.error)
    assert not is_drawn(image, SAFE_M, PRINT.note)


def test_a_drift_under_the_mouse_says_what_failed_and_where_it_leads(motion: RelativeMotion) -> None:
    above, below = QPointF(200.0, 300.0 + 0.1 * SAFE_M), QPointF(200.0, 300.0 + 0.1 * UNSAFE_M)
    safe, unsafe = drift_at(chart(), motion, above, ()), drift_at(chart(), motion, below, ())
    assert safe is not None
    assert unsafe is not None
    assert drift_text(safe) == "DV2 does not happen: the chaser stays out of the approach ellipsoid for 24.0 h"
    assert drift_text(unsafe) == (
        "DV3 stops halfway: the chaser drifts into the approach ellipsoid, 123 m from its middle"
    )
    assert drift_at(chart(), motion, above, ("dv3",)) is None
    assert drift_at(chart(), motion, FRAME.topLeft(), ()) is None


def test_until_they_are_known_the_chart_says_so(sample_assessment: Assessment, qapp: QApplication) -> None:
    unknown, under_way = relative_motion(sample_assessment), relative_motion(checking(sample_assessment))
    assert unknown.drifts == ()
    assert picture(unknown) != picture(under_way)


def test_the_limit_of_the_closing_speed_holds_from_the_gate_to_contact(motion: RelativeMotion) -> None:
    limits_mps = motion.speed_limits_mps
    assert limits_mps is not None
    assert motion.path is not None
    from_gate = motion.before_contact_s >= -2041.0
    assert np.isnan(limits_mps[motion.before_contact_s < -2045.0]).all()
    assert np.isfinite(limits_mps[from_gate]).all()
    assert limits_mps[-1] == pytest.approx(0.15, abs=0.001)
    assert (limits_mps[from_gate] + motion.path.ranges[1][from_gate] >= 0.0).all()
