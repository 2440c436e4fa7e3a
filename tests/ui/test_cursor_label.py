"""The label beside the cursor stays narrow enough to leave the timeline in sight."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from missionplanner.paint.palette import LIGHT
from missionplanner.ui.timeline.cursor_label import Line, paint_cursor_label


def _extent_px(qapp: QApplication, text: str) -> tuple[int, int]:
    image = QImage(1000, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    painter = QPainter(image)
    painter.setFont(qapp.font())
    lines = [Line("DV1"), Line(text)]
    paint_cursor_label(painter, lines, QPointF(10.0, 10.0), QRectF(0.0, 0.0, 1000.0, 500.0), LIGHT)
    painter.end()
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(500, 1000)
    touched = pixels != pixels[-1, -1]
    return int(np.count_nonzero(touched.any(axis=0))), int(np.count_nonzero(touched.any(axis=1)))


def test_a_long_sentence_wraps(qapp: QApplication) -> None:
    short_width, short_height = _extent_px(qapp, "Shift +2 min")
    width, height = _extent_px(qapp, "Breaks: a rule that takes very many words to be said. " * 4)
    assert short_width < width <= 442
    assert height >= short_height * 1.5
