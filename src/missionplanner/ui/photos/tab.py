"""The photos tab: the list at the left, the photo with its tools in the middle, what is known of it below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.paint.palette import Palette
from missionplanner.photo.reference import plan_folder
from missionplanner.plan.photos import Photo
from missionplanner.ui.photos.annotator import Annotator
from missionplanner.ui.photos.canvas import PhotoCanvas
from missionplanner.ui.photos.details import PhotoDetails
from missionplanner.ui.photos.loading import THUMBNAIL_SIDE_PX, VIEW_SIDE_PX, LoadedPhoto, PhotoLoader
from missionplanner.ui.photos.notice import Notice
from missionplanner.ui.photos.photo_commands import PhotoCommands
from missionplanner.ui.photos.photo_list import PhotoList
from missionplanner.ui.photos.tool_icons import tool_icon
from missionplanner.ui.photos.tools import AnnotationTools


class PhotosTab(QWidget):
    """Add, look at, annotate, describe and remove the photos of the document."""

    def __init__(self, document: Document, playhead: Playhead, palette: Palette, parent: QWidget | None = None) -> None:
        """Show the photos of a document."""
        super().__init__(parent)
        self._document = document
        self._seen = self._what_matters()
        self._shown: LoadedPhoto | None = None
        self._wanted: tuple[str, str] | None = None
        self._asked_thumbnails: set[tuple[str, str]] = set()
        self.loader = PhotoLoader(self)
        self.canvas = PhotoCanvas(palette)
        self.tools = AnnotationTools(self.canvas, palette, self)
        self.annotator = Annotator(document, self.canvas, self.tools)
        self.list = PhotoList(palette)
        self.notice = Notice(palette)
        self.message = Notice(palette)
        self.details = PhotoDetails(document, playhead, palette)
        self.commands = PhotoCommands(document, self.list, self.message)
        self._lay_out()
        self.setAcceptDrops(True)
        self.list.photo_changed.connect(self._show_current)
        self.list.time_wanted.connect(self.details.go_to_time)
        self.commands.go_action.triggered.connect(self.details.go_to_time)
        self.commands.file_found.connect(self.check_files_again)
        self.loader.loaded.connect(self._take_loaded)
        self.notice.find_button.clicked.connect(self.commands.ask_where)
        self.notice.accept_button.clicked.connect(self.commands.accept_file)
        document.shown_changed.connect(self._follow_document)
        document.state_changed.connect(self._follow_document)
        self.set_palette_colors(palette)

    def _lay_out(self) -> None:
        self._add_button = QPushButton(self.commands.add_action.text())
        self._add_button.setToolTip(self.commands.add_action.toolTip())
        self._add_button.clicked.connect(self.commands.add_action.trigger)
        self._remove_button = QPushButton(self.tr("Remove"))
        self._remove_button.setToolTip(self.commands.remove_action.toolTip())
        self._remove_button.clicked.connect(self.commands.remove_action.trigger)
        buttons = QHBoxLayout()
        buttons.addWidget(self._add_button, 1)
        buttons.addWidget(self._remove_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(6, 6, 0, 6)
        column.addLayout(buttons)
        column.addWidget(self.list, 1)

        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.notice)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.details)

        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(middle)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([290, 800])
        splitter.setChildrenCollapsible(False)

        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(splitter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.message)
        whole.addLayout(self._pages, 1)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        words = QLabel(
            self.tr(
                "No photos yet. Add pictures of the flight, draw on them, and find them again at the time they were "
                "taken. You can also drop picture files here."
            )
        )
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setFixedSize(420, words.heightForWidth(420))
        self.first_button = QPushButton(self.commands.add_action.text())
        self.first_button.clicked.connect(self.commands.add_action.trigger)
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw everything in other colours."""
        self.commands.add_action.setIcon(tool_icon("add", palette))
        for button in (self._add_button, self.first_button):
            button.setIcon(self.commands.add_action.icon())
        for part in (self.canvas, self.tools, self.list, self.notice, self.message, self.details):
            part.set_palette_colors(palette)
        self._refresh()

    def commit_pending_edits(self) -> None:
        """Commit what was typed into a field that still has the focus; call before saving."""
        self.details.commit_pending()

    # Following the document.

    @property
    def photo(self) -> Photo | None:
        """The photo on show."""
        photo_id = self.list.photo_id
        return next((photo for photo in self._document.shown.plan.photos if photo.id == photo_id), None)

    @property
    def _folder(self) -> Path | None:
        return plan_folder(self._document.path)

    def _follow_document(self) -> None:
        """Refresh if anything of photos has changed; most of what changes in a plan, many times a drag, has not."""
        before, self._seen = self._seen, self._what_matters()
        if before[2] != self._folder:
            self.check_files_again()
        elif before != self._seen:
            self._refresh()

    def _what_matters(self) -> tuple[tuple[Photo, ...], int, Path | None]:
        plan = self._document.shown.plan
        return plan.photos, plan.t0.ms, self._folder

    def _refresh(self) -> None:
        photos = self._document.shown.plan.photos
        self._pages.setCurrentIndex(1 if photos else 0)
        self.list.show_photos(photos, self._document.shown.plan.t0.ms)
        self._show_current()
        self._ask_for_thumbnails(photos)

    def _ask_for_thumbnails(self, photos: Sequence[Photo]) -> None:
        if not self.isVisible():
            return
        for photo in photos:
            key = (photo.path, photo.sha256)
            if key not in self._asked_thumbnails and not self.list.has_thumbnail(photo):
                self._asked_thumbnails.add(key)
                self.loader.request(photo, self._folder, THUMBNAIL_SIDE_PX)

    def _show_current(self) -> None:
        photo = self.photo
        self.details.show_photo(photo)
        self.commands.remove_action.setEnabled(photo is not None)
        self._remove_button.setEnabled(photo is not None)
        self.commands.go_action.setEnabled(photo is not None and photo.taken is not None)
        self.commands.find_action.setEnabled(photo is not None)
        if photo is None:
            self.notice.hide()
            self.canvas.set_photo(None, (), "")
        elif self._shown is not None and self._shown.is_of(photo):
            self._show_loaded(photo, self._shown)
        else:
            self.notice.hide()
            self.canvas.set_photo(photo, (), self.tr("Loading {title}...").format(title=photo.title))
            if self.isVisible() and self._wanted != (photo.path, photo.sha256):
                self._wanted = (photo.path, photo.sha256)
                self.loader.request(photo, self._folder, VIEW_SIDE_PX)
        self.tools.set_usable(self.canvas.has_image)

    def _take_loaded(self, loaded: LoadedPhoto) -> None:
        if loaded.longest_side_px == THUMBNAIL_SIDE_PX:
            self._asked_thumbnails.discard((loaded.path, loaded.sha256))
            self.list.set_thumbnail(loaded)
            self.list.show_photos(self._document.shown.plan.photos, self._document.shown.plan.t0.ms)
            return
        photo = self.photo
        if photo is not None and loaded.is_of(photo):
            self._shown, self._wanted = loaded, None
            self._show_current()

    def _show_loaded(self, photo: Photo, loaded: LoadedPhoto) -> None:
        self.canvas.set_photo(photo, loaded.levels, self.tr("There is no picture to show."))
        self.notice.say(
            loaded.check.sentence, can_find=bool(loaded.check.sentence), can_accept=loaded.check.state == "changed"
        )

    def check_files_again(self) -> None:
        """Look at the files anew: they may have come back, or changed, while the tab was hidden."""
        self._shown = self._wanted = None
        self._asked_thumbnails.clear()
        self.list.forget_thumbnails()
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Load what is to be seen."""
        super().showEvent(event)
        self.check_files_again()

    # Drag and drop.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if _local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        files = _local_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.commands.add_photos(files)


def _local_files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
