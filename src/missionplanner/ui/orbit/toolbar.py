"""The row of buttons over globe and map: which of the two, what is in the middle, how near."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QToolBar, QWidget

from missionplanner.paint.palette import Palette
from missionplanner.ui.icons import icon
from missionplanner.ui.orbit.viewing import Centre


class OrbitToolbar(QToolBar):
    """The buttons.

    Signals:
        globe_wanted: show the globe (True) or the ground track.
        centre_wanted: put this `Centre` in the middle.
        zoom_wanted: come nearer by this factor, below 1 to go away.
        reset_wanted: show everything again.
    """

    globe_wanted = Signal(bool)
    centre_wanted = Signal(object)
    zoom_wanted = Signal(float)
    reset_wanted = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        """Make the buttons."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Orbit view"))
        self._kinds = QActionGroup(self)
        self.globe = self._choice(self._kinds, self.tr("Globe"), self.tr("The flight around the Earth, in space"))
        self.ground_track = self._choice(
            self._kinds, self.tr("Ground track"), self.tr("The flight over a map of the Earth")
        )
        self._kinds.triggered.connect(lambda chosen: self.globe_wanted.emit(chosen is self.globe))
        self.addSeparator()
        self._centre_group = QActionGroup(self)
        self.centres: dict[Centre, QAction] = {}
        for centre, text, tip in (
            (Centre.EARTH, self.tr("Earth"), self.tr("Look at the whole Earth (1)")),
            (Centre.CHASER, self.tr("Chaser"), self.tr("Follow the chaser (2)")),
            (Centre.TARGET, self.tr("Target"), self.tr("Follow the target (3)")),
        ):
            action = self._choice(self._centre_group, text, tip)
            action.triggered.connect(lambda _checked, chosen=centre: self.centre_wanted.emit(chosen))
            self.centres[centre] = action
        self.addSeparator()
        self._icons: list[tuple[QAction, str]] = []
        self._command("zoom-in", self.tr("Zoom in (+)")).triggered.connect(lambda: self.zoom_wanted.emit(1.3))
        self._command("zoom-out", self.tr("Zoom out (-)")).triggered.connect(lambda: self.zoom_wanted.emit(1 / 1.3))
        self._command("zoom-fit", self.tr("Show everything (Home)")).triggered.connect(self.reset_wanted)
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Tint the icons."""
        for action, name in self._icons:
            action.setIcon(icon(name, palette))

    def show_choice(self, *, is_globe: bool, centre: Centre) -> None:
        """Show what is on, without asking for it."""
        (self.globe if is_globe else self.ground_track).setChecked(True)
        self.centres[centre].setChecked(True)
        for action in self.centres.values():
            action.setEnabled(is_globe)

    def name_vehicles(self, chaser: str, target: str) -> None:
        """Name the buttons that follow a vehicle."""
        self.centres[Centre.CHASER].setText(chaser)
        self.centres[Centre.TARGET].setText(target)

    def forbid_globe(self, why: str) -> None:
        """Leave only the ground track."""
        self.globe.setEnabled(False)
        self.globe.setToolTip(why)

    def _choice(self, group: QActionGroup, text: str, tip: str) -> QAction:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setToolTip(tip)
        group.addAction(action)
        return action

    def _command(self, icon_name: str, text: str) -> QAction:
        action = self.addAction(text)
        self._icons.append((action, icon_name))
        return action
