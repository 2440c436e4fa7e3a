"""The panel of relative motion: two planes of the target's LVLH beside range and closing speed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.app.settings import Settings
from missionplanner.files.errors import FileError
from missionplanner.files.save import write_atomically
from missionplanner.paint.palette import Palette
from missionplanner.paint.relative_motion import RelativeMark
from missionplanner.report.relative_picture import relative_png
from missionplanner.ui.dialogs.problem import show_problem
from missionplanner.ui.relative.curves_view import CurvesView
from missionplanner.ui.relative.plane_view import PlaneView
from missionplanner.ui.relative.toolbar import RelativeToolbar
from missionplanner.ui.relative.viewing import RelativeViewing
from missionplanner.ui.relative.wording import figures_text


class RelativePanel(QWidget):
    """Shows the flight as seen from the target.

    Signals:
        written: a picture was saved; carries a sentence for the status bar.
    """

    written = Signal(str)

    def __init__(
        self,
        document: Document,
        playhead: Playhead,
        selection: Selection,
        settings: Settings,
        palette: Palette,
        parent: QWidget | None = None,
    ) -> None:
        """Follow a document, a playhead and a selection."""
        super().__init__(parent)
        self._settings = settings
        self.viewing = RelativeViewing(document, playhead, selection, self)
        self.toolbar = RelativeToolbar(palette)
        self.figures = QLabel()
        self.figures.setMargin(6)
        self.figures.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.figures.setAccessibleName(self.tr("Relative state at the playhead"))
        self.in_plane = PlaneView("r-bar", self.viewing, palette)
        self.across = PlaneView("h-bar", self.viewing, palette)
        self.curves = CurvesView(self.viewing, palette)
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setHandleWidth(4)
        self._parts.setChildrenCollapsible(False)
        for part in (self.in_plane, self.across, self.curves):
            self._parts.addWidget(part)
            part.menu_wanted.connect(self._show_menu)
        self._parts.setSizes([100, 100, 100])
        self._parts.setAccessibleName(self.tr("Charts of relative motion"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self.toolbar)
        head.addWidget(self.figures, 1)
        layout.addLayout(head)
        layout.addWidget(self._parts)
        layout.setStretchFactor(self._parts, 1)
        self.toolbar.width_wanted.connect(self.viewing.show_width)
        self.toolbar.zoom_wanted.connect(self.viewing.zoom_by)
        self.toolbar.reset_wanted.connect(self.viewing.reset)
        self.toolbar.follow.toggled.connect(self._follow)
        self.toolbar.drifts.toggled.connect(self._show_drifts)
        self.viewing.changed.connect(self._show_state)

    def follow_study(self, study: DispersionStudy) -> None:
        """Draw the bands of a study."""
        self.viewing.follow_study(study)
        self.toolbar.bands.toggled.connect(study.show_bands)
        self._show_state()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in other colours."""
        for part in (self.toolbar, self.in_plane, self.across, self.curves):
            part.set_palette_colors(palette)

    def showEvent(self, event: QShowEvent) -> None:
        """Write the figures that were not kept up while nobody saw them."""
        super().showEvent(event)
        self._show_state()

    def copy_picture(self) -> None:
        """Put the charts as they are on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self._parts.grab())

    def ask_and_save_picture(self) -> None:
        """Ask for a file and write the charts into it, in the colours of paper."""
        dialog = QFileDialog(self, self.tr("Save picture"), str(self._settings.last_folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Picture (*.png)")])
        dialog.setDefaultSuffix("png")
        dialog.selectFile("relative-motion.png")
        if dialog.exec() == QFileDialog.DialogCode.Accepted:
            self.save_picture(Path(dialog.selectedFiles()[0]))

    def save_picture(self, path: Path) -> None:
        """Write the charts with the view of the moment into a file."""
        viewing = self.viewing
        data = relative_png(
            viewing.motion,
            viewing.view,
            viewing.span,
            viewing.playhead.utc_ms,
            shows_drifts=viewing.shows_drifts,
            bands=viewing.bands,
        )
        try:
            write_atomically(path, data)
        except FileError as error:
            show_problem(self, str(error))
            return
        self._settings.last_folder = path.absolute().parent
        self.written.emit(self.tr("Written to {path}").format(path=path))

    def _follow(self, follows: bool) -> None:
        if follows != self.viewing.follows_chaser:
            self.viewing.follow_chaser(follows)

    def _show_drifts(self, shows: bool) -> None:
        if shows != self.viewing.shows_drifts:
            self.viewing.show_drifts(shows)

    def _show_state(self) -> None:
        if not self.isVisible():
            return
        figures = self.viewing.figures
        self.figures.setText(figures_text(figures, is_brief=True))
        self.figures.setToolTip(figures_text(figures))
        self.figures.setAccessibleDescription(figures_text(figures))
        self.toolbar.follow.setChecked(self.viewing.follows_chaser)
        self.toolbar.drifts.setChecked(self.viewing.shows_drifts)
        study = self.viewing.study
        self.toolbar.bands.setEnabled(study is not None and study.found is not None)
        self.toolbar.bands.setChecked(study is not None and study.shows_bands)

    def _show_menu(self, mark: RelativeMark | None, utc_ms: int | None, place: QPoint) -> None:
        viewing = self.viewing
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if mark is not None:
            menu.addAction(self.tr("Select {0}").format(mark.name)).triggered.connect(
                lambda: viewing.selection.select([mark.event])
            )
        if utc_ms is not None:
            menu.addAction(self.tr("Move the Playhead Here")).triggered.connect(
                lambda: viewing.playhead.move_to(utc_ms)
            )
        menu.addSeparator()
        menu.addActions([*self.toolbar.widths.values(), self.toolbar.follow, self.toolbar.drifts, self.toolbar.bands])
        menu.addAction(self.tr("Show the Whole Approach")).triggered.connect(viewing.reset)
        menu.addSeparator()
        menu.addAction(self.tr("Save Picture...")).triggered.connect(self.ask_and_save_picture)
        menu.addAction(self.tr("Copy Picture")).triggered.connect(self.copy_picture)
        menu.popup(place)
