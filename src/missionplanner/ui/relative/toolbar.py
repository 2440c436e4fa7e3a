"""The row of buttons over the relative-motion charts: how much to show, and whether to follow the chaser."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from missionplanner.paint.palette import Palette
from missionplanner.paint.relative_view import length_text
from missionplanner.ui.icons import icon
from missionplanner.ui.relative.plane_view import WIDTHS_M


class RelativeToolbar(QToolBar):
    """The buttons.

    Signals:
        width_wanted: show so many metres around the target.
        zoom_wanted: come nearer by this factor, below 1 to go away.
        reset_wanted: show the whole approach.
    """

    width_wanted = Signal(float)
    zoom_wanted = Signal(float)
    reset_wanted = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        """Make the buttons."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Relative motion"))
        self.widths: dict[float, QAction] = {}
        for key, width_m in WIDTHS_M.items():
            action = self.addAction(length_text(width_m))
            action.setToolTip(
                self.tr("Show {width} around the target ({key})").format(width=length_text(width_m), key=chr(key.value))
            )
            action.triggered.connect(lambda _checked=False, width_m=width_m: self.width_wanted.emit(width_m))
            self.widths[width_m] = action
        self.addSeparator()
        self.follow = self.addAction(self.tr("Follow"))
        self.follow.setCheckable(True)
        self.follow.setToolTip(self.tr("Keep the chaser in the middle (F)"))
        self.drifts = self.addAction(self.tr("Drifts"))
        self.drifts.setCheckable(True)
        self.drifts.setToolTip(
            self.tr(
                "Show where the chaser drifts if a burn does not happen, or stops halfway; of a selected burn only (D)"
            )
        )
        self.bands = self.addAction(self.tr("Bands"))
        self.bands.setCheckable(True)
        self.bands.setToolTip(self.tr("Show where dispersed flights are, once some have been flown (B)"))
        self.addSeparator()
        self._icons: list[tuple[QAction, str]] = []
        self._command("zoom-in", self.tr("Zoom in (+)")).triggered.connect(lambda: self.zoom_wanted.emit(1.3))
        self._command("zoom-out", self.tr("Zoom out (-)")).triggered.connect(lambda: self.zoom_wanted.emit(1 / 1.3))
        self._command("zoom-fit", self.tr("Show the whole approach (Home)")).triggered.connect(self.reset_wanted)
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Tint the icons."""
        for action, name in self._icons:
            action.setIcon(icon(name, palette))

    def _command(self, icon_name: str, text: str) -> QAction:
        action = self.addAction(text)
        self._icons.append((action, icon_name))
        return action
