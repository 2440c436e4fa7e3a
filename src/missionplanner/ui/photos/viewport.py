"""The window onto a photo: which of its pixels stand where on the canvas."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.plan.photos import Point

_MARGIN = 16.0
_LARGEST_SCALE = 32.0


@dataclass(slots=True)
class Viewport:
    """A mapping from pixels of the full image to points of the canvas, ``canvas = origin + scale * image``."""

    image_size: tuple[float, float] = (1.0, 1.0)
    view_size: tuple[float, float] = (1.0, 1.0)
    scale: float = 1.0
    origin: Point = (0.0, 0.0)
    is_fitted: bool = True

    def show(self, image_size: tuple[float, float]) -> None:
        """Begin with another image, all of it in view."""
        self.image_size = image_size
        self.fit()

    def resize(self, view_size: tuple[float, float]) -> None:
        """Follow the canvas: what was fitted stays fitted, what was in the middle stays in the middle."""
        old = self.view_size
        self.view_size = view_size
        if self.is_fitted:
            self.fit()
        else:
            self.pan((view_size[0] - old[0]) / 2, (view_size[1] - old[1]) / 2)

    def fit(self) -> None:
        """Bring the whole image into view."""
        self.is_fitted = True
        self.scale = self._fitting_scale()
        self._keep_in_view()

    def zoom(self, factor: float, at: Point | None = None) -> None:
        """Scale by a factor; the point of the canvas under the cursor, or else its middle, stays where it is."""
        place = at if at is not None else (self.view_size[0] / 2, self.view_size[1] / 2)
        fixed = self.image_point(place)
        smallest = min(1.0, self._fitting_scale()) / 2
        self.scale = min(max(self.scale * factor, smallest), _LARGEST_SCALE)
        self.origin = (place[0] - self.scale * fixed[0], place[1] - self.scale * fixed[1])
        self.is_fitted = False
        self._keep_in_view()

    def pan(self, dx: float, dy: float) -> None:
        """Push the image across the canvas, never out of it."""
        self.origin = (self.origin[0] + dx, self.origin[1] + dy)
        self.is_fitted = False
        self._keep_in_view()

    def image_point(self, canvas: Point) -> Point:
        """Return the pixel of the image under a point of the canvas."""
        return (canvas[0] - self.origin[0]) / self.scale, (canvas[1] - self.origin[1]) / self.scale

    def canvas_point(self, image: Point) -> Point:
        """Return where on the canvas a pixel of the image stands."""
        return self.origin[0] + self.scale * image[0], self.origin[1] + self.scale * image[1]

    def _fitting_scale(self) -> float:
        room = [max(1.0, side - 2 * _MARGIN) for side in self.view_size]
        return min(room[0] / self.image_size[0], room[1] / self.image_size[1])

    def _keep_in_view(self) -> None:
        self.origin = (
            self._kept(self.origin[0], self.scale * self.image_size[0], self.view_size[0]),
            self._kept(self.origin[1], self.scale * self.image_size[1], self.view_size[1]),
        )

    @staticmethod
    def _kept(start: float, length: float, room: float) -> float:
        if length + 2 * _MARGIN <= room:
            return (room - length) / 2
        return min(_MARGIN, max(room - length - _MARGIN, start))
