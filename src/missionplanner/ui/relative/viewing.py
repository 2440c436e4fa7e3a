"""What the charts of relative motion show in common: the flight, the instant, what is selected, and the view."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.orbit.vectors import Array
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.relative_curves import CurveSpan
from missionplanner.paint.relative_motion import RelativeFigures, RelativeMotion, relative_motion
from missionplanner.paint.relative_view import RelativeView


class RelativeViewing(QObject):
    """The common state of the charts; it is view state, so it is neither saved nor undone.

    Signals:
        changed: something else is to be drawn.
    """

    changed = Signal()

    def __init__(
        self, document: Document, playhead: Playhead, selection: Selection, parent: QObject | None = None
    ) -> None:
        """Follow a document, a playhead and a selection."""
        super().__init__(parent)
        self.document, self.playhead, self.selection = document, playhead, selection
        self._motion: RelativeMotion | None = None
        self._view = RelativeView()
        self._span = CurveSpan()
        self._follows = self._shows_drifts = False
        self.study: DispersionStudy | None = None
        document.shown_changed.connect(self.changed)
        playhead.moved.connect(self.changed)
        selection.changed.connect(self.changed)

    @property
    def motion(self) -> RelativeMotion:
        """The flight on show, made ready when it is first asked for."""
        if self._motion is None or self._motion.assessment is not self.document.shown:
            self._motion = relative_motion(self.document.shown, self._motion)
        return self._motion

    @property
    def figures(self) -> RelativeFigures | None:
        """The relative state at the playhead."""
        return self.motion.figures(self.playhead.utc_ms)

    @property
    def view(self) -> RelativeView:
        """What both planes show; around the chaser while it is followed."""
        figures = self.figures if self._follows else None
        return self._view if figures is None else self._view.centred(figures.r_m)

    @property
    def span(self) -> CurveSpan:
        """The times that the curves show."""
        return self._span

    @property
    def follows_chaser(self) -> bool:
        """Whether the chaser stays in the middle."""
        return self._follows

    @property
    def bands(self) -> DrawnBands | None:
        """The bands of dispersed flights to draw."""
        return None if self.study is None else self.study.drawn

    def follow_study(self, study: DispersionStudy) -> None:
        """Draw the bands of a study."""
        self.study = study
        study.changed.connect(self.changed)

    def switch_bands(self) -> None:
        """Show the bands in every view, or hide them."""
        if self.study is not None:
            self.study.show_bands(not self.study.shows_bands)

    @property
    def shows_drifts(self) -> bool:
        """Whether drifts after failed burns are shown."""
        return self._shows_drifts

    def show_drifts(self, shows: bool) -> None:
        """Show where the chaser drifts if a burn fails, or not."""
        self._shows_drifts = shows
        self.changed.emit()

    def follow_chaser(self, follows: bool) -> None:
        """Keep the chaser in the middle, or leave the view where it is."""
        self._view, self._follows = self.view, follows
        self.changed.emit()

    def zoom_by(self, factor: float, around_m: Array | None = None) -> None:
        """Come nearer by a factor; a place stays where it is unless the chaser is followed."""
        self._view = self.view.enlarged(factor, None if self._follows else around_m)
        self.changed.emit()

    def show_width(self, span_m: float) -> None:
        """Show so much around the target, or around the chaser if it is followed."""
        self._view = RelativeView(span_m=span_m)
        self.changed.emit()

    def move_by(self, by_m: Array) -> None:
        """Look at another place; the chaser is not followed any more."""
        self._view, self._follows = self.view.moved(by_m), False
        self.changed.emit()

    def reset(self) -> None:
        """Show the gate, the station and everything between."""
        self._follows = False
        self._view = _around_the_approach(self.motion)
        self.changed.emit()

    def show_span(self, span: CurveSpan) -> None:
        """Show other times on the curves."""
        self._span = span
        self.changed.emit()


def _around_the_approach(motion: RelativeMotion) -> RelativeView:
    """The view that holds the waypoints of the approach and the approach ellipsoid."""
    first = RelativeView()
    farthest_m = max(
        float(np.abs(point.position_lvlh_m).max()) for point in motion.assessment.flight.inputs.approach.waypoints
    )
    return first.enlarged(first.span_m / max(first.span_m, 2.2 * farthest_m))
