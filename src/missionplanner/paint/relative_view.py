"""How a plane of the target's LVLH lies in a picture: what is in the middle, how large, and which way is up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from missionplanner.orbit.vectors import Array

Plane = Literal["r-bar", "h-bar"]

NEAREST_M = 10.0
FARTHEST_M = 100_000.0
# What is shown at first: the gate and the approach ellipsoid.
_FIRST_SPAN_M = 5600.0
_ROUND = (1.0, 2.0, 5.0)


class Axes(NamedTuple):
    """Which components of LVLH run across and up a picture, and with which sign."""

    across: int
    up: int
    across_sign: float
    up_sign: float


# V-bar runs to the right, in the direction of flight. R-bar runs down, to the Earth; the orbit normal, -y, runs up.
_AXES: dict[Plane, Axes] = {"r-bar": Axes(0, 2, 1.0, -1.0), "h-bar": Axes(0, 1, 1.0, -1.0)}


@dataclass(frozen=True, kw_only=True)
class RelativeView:
    """What a chart of relative motion shows, whatever its size: ``span_m`` is as much as its shorter side holds."""

    centre_m: tuple[float, float, float] = (0.0, 0.0, 0.0)
    span_m: float = _FIRST_SPAN_M

    def enlarged(self, factor: float, around_m: Array | None = None) -> RelativeView:
        """The view nearer by a factor (farther if below 1); a place stays where it is in the picture."""
        span_m = min(max(self.span_m / factor, NEAREST_M), FARTHEST_M)
        centre = np.array(self.centre_m)
        if around_m is not None:
            centre = around_m + (centre - around_m) * (span_m / self.span_m)
        return _view(centre, span_m)

    def moved(self, by_m: Array) -> RelativeView:
        """The view with another place in the middle, never farther away than the farthest view reaches."""
        return _view(np.clip(np.array(self.centre_m) + by_m, -FARTHEST_M, FARTHEST_M), self.span_m)

    def centred(self, place_m: Array) -> RelativeView:
        """The view with a place in the middle."""
        return replace(self, centre_m=(float(place_m[0]), float(place_m[1]), float(place_m[2])))


def _view(centre_m: Array, span_m: float) -> RelativeView:
    return RelativeView(centre_m=(float(centre_m[0]), float(centre_m[1]), float(centre_m[2])), span_m=span_m)


@dataclass(frozen=True, kw_only=True)
class PlaneMap:
    """A view of one plane laid into a frame."""

    plane: Plane
    view: RelativeView
    frame: QRectF

    @property
    def px_per_m(self) -> float:
        """The scale."""
        return max(min(self.frame.width(), self.frame.height()), 1.0) / self.view.span_m

    @property
    def axes(self) -> Axes:
        """Which components lie in the plane."""
        return _AXES[self.plane]

    def pixels(self, places_m: Array) -> Array:
        """Where places in LVLH (n, 3) lie in the picture [px], (n, 2)."""
        axes, scale, middle = self.axes, self.px_per_m, self.frame.center()
        away = np.atleast_2d(places_m) - np.array(self.view.centre_m)
        x = middle.x() + axes.across_sign * scale * away[:, axes.across]
        y = middle.y() - axes.up_sign * scale * away[:, axes.up]
        return np.stack([x, y], axis=1)

    def point(self, place_m: Array) -> QPointF:
        """Where one place in LVLH lies in the picture."""
        x, y = self.pixels(place_m)[0].tolist()
        return QPointF(x, y)

    def place(self, point: QPointF) -> Array:
        """The place under a point of the picture, in the plane through the view's middle, (3,)."""
        place = np.array(self.view.centre_m)
        away = point - self.frame.center()
        return place + self.step(away)

    def step(self, by_px: QPointF) -> Array:
        """The way in LVLH that a step in the picture stands for, (3,)."""
        axes, scale = self.axes, self.px_per_m
        way = np.zeros(3)
        way[axes.across] = axes.across_sign * by_px.x() / scale
        way[axes.up] = -axes.up_sign * by_px.y() / scale
        return way


def round_step(least: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is not below a number."""
    power = 10.0 ** np.floor(np.log10(least))
    return float(next(power * digit for digit in (*_ROUND, 10.0) if power * digit >= least * (1.0 - 1e-9)))


def length_text(length_m: float) -> str:
    """Write a length in metres, or in kilometres from one on, without needless digits."""
    if abs(length_m) >= 1000.0:
        return f"{length_m / 1000.0:g} km"
    return f"{length_m:g} m"
