"""How the map lies in its frame: longitudes and latitudes to pixels and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from missionplanner.orbit.vectors import Array

MOST_ENLARGED = 24.0


@dataclass(frozen=True, kw_only=True)
class Plate:
    """A plate carree: the same number of pixels for a degree both ways.

    Attributes:
        visible: the part of the frame that shows map.
        px_per_deg: the scale.
        centre_deg: longitude and latitude in the middle of the visible part.
    """

    visible: QRectF
    px_per_deg: float
    centre_deg: tuple[float, float]

    def point(self, longitude_deg: float, latitude_deg: float) -> QPointF:
        """The pixel of a place."""
        middle = self.visible.center()
        return QPointF(
            middle.x() + (longitude_deg - self.centre_deg[0]) * self.px_per_deg,
            middle.y() - (latitude_deg - self.centre_deg[1]) * self.px_per_deg,
        )

    def polygon(self, places_deg: Array) -> QPolygonF:
        """The pixels of many places, (n, 2)."""
        middle = self.visible.center()
        away = (places_deg - np.array(self.centre_deg)) * [self.px_per_deg, -self.px_per_deg]
        pixels = away + np.array([middle.x(), middle.y()])
        return QPolygonF([QPointF(x, y) for x, y in pixels.tolist()])

    def place(self, point: QPointF) -> tuple[float, float]:
        """Longitude and latitude [deg] of a pixel."""
        away = (point - self.visible.center()) / self.px_per_deg
        return self.centre_deg[0] + away.x(), self.centre_deg[1] - away.y()


def plate_in(frame: QRectF, enlarged: float = 1.0, centre_deg: tuple[float, float] = (0.0, 0.0)) -> Plate:
    """Lay the map in a frame.

    Args:
        frame: where it may lie.
        enlarged: how many times larger than the size at which the whole world fits.
        centre_deg: the place to have in the middle, as far as the world's edges allow.
    """
    px_per_deg = min(frame.width() / 360.0, frame.height() / 180.0) * min(max(enlarged, 1.0), MOST_ENLARGED)
    width = min(frame.width(), 360.0 * px_per_deg)
    height = min(frame.height(), 180.0 * px_per_deg)
    visible = QRectF(frame.center().x() - width / 2, frame.center().y() - height / 2, width, height)
    spare_x = 180.0 - 0.5 * width / px_per_deg
    spare_y = 90.0 - 0.5 * height / px_per_deg
    centre = (min(max(centre_deg[0], -spare_x), spare_x), min(max(centre_deg[1], -spare_y), spare_y))
    return Plate(visible=visible, px_per_deg=px_per_deg, centre_deg=centre)
