"""What can be done with whole photos: add, remove, find the file again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog

from missionplanner.app.document import Document
from missionplanner.photo.picture_file import SUFFIXES, PictureError
from missionplanner.photo.reference import photo_file, photo_from_file, plan_folder, with_file
from missionplanner.plan import edits
from missionplanner.plan.photos import Photo
from missionplanner.ui.photos.notice import Notice
from missionplanner.ui.photos.photo_list import PhotoList


class PhotoCommands(QObject):
    """The actions of the list; each is one undo step, and says what it could not do or had to assume.

    Signals:
        file_found: the current photo has another file, to be loaded.
    """

    file_found = Signal()

    def __init__(self, document: Document, photos: PhotoList, message: Notice) -> None:
        """Put the actions into the list's context menu."""
        super().__init__(photos)
        self._document = document
        self._list = photos
        self._message = message
        self.add_action = QAction(self.tr("Add photos..."), self)
        self.add_action.setToolTip(self.tr("Add photos from files; you can also drop them here"))
        self.add_action.triggered.connect(self._ask_for_photos)
        self.remove_action = QAction(self.tr("Remove photo"), self)
        self.remove_action.setToolTip(self.tr("Take the photo out of the plan; its file stays (Delete in the list)"))
        self.remove_action.setShortcut(QKeySequence("Delete"))
        self.remove_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.remove_action.triggered.connect(self.remove_photo)
        self.go_action = QAction(self.tr("Go to its time"), self)
        self.find_action = QAction(self.tr("Find its file..."), self)
        self.find_action.triggered.connect(self.ask_where)
        photos.addActions([self.go_action, self.find_action, self.add_action, self.remove_action])

    @property
    def _folder(self) -> Path | None:
        return plan_folder(self._document.path)

    def _photo(self) -> Photo | None:
        photo_id = self._list.photo_id
        return next((photo for photo in self._document.plan.photos if photo.id == photo_id), None)

    def add_photos(self, files: Sequence[Path]) -> None:
        """Add pictures, all in one undo step."""
        plan, folder = self._document.plan, self._folder
        sentences: list[str] = []
        added: list[Photo] = []
        for file in files:
            try:
                photo, picture = photo_from_file(plan, file, folder)
            except PictureError as error:
                sentences.append(str(error))
                continue
            twin = next((known for known in plan.photos if known.sha256 == photo.sha256), None)
            if twin is not None:
                sentence = self.tr("{name} is in the plan already, as '{title}'.")
                sentences.append(sentence.format(name=file.name, title=twin.title))
                continue
            if picture.taken is not None and not picture.taken.zone_known:
                sentence = self.tr("{name}: the camera wrote no time zone, so its clock was taken as UTC.")
                sentences.append(sentence.format(name=file.name))
            plan = edits.add_photo(plan, photo)
            added.append(photo)
        if len(added) == 1:
            self._document.commit(plan, self.tr("Add photo"))
        elif added:
            self._document.commit(plan, self.tr("Add {count} photos").format(count=len(added)))
        if added:
            self._list.select_photo(added[0].id)
        self._message.say("\n".join(sentences))

    def remove_photo(self) -> None:
        """Take the current photo out of the plan; its file stays."""
        photo = self._photo()
        if photo is not None:
            self._document.commit(edits.remove_photo(self._document.plan, photo.id), self.tr("Remove photo"))

    def find_photo(self, file: Path) -> None:
        """Put another file behind the current photo: the lost one, or one to take its place."""
        photo = self._photo()
        if photo is None:
            return
        try:
            found = with_file(photo, file, self._folder)
        except PictureError as error:
            self._message.say(str(error))
            return
        sentence = ""
        if found.sha256 != photo.sha256:
            sentence = self.tr("{name} is not the picture that was added. Undo if it is not the one you want.")
        self._document.commit(edits.replace_photo(self._document.plan, found), self.tr("Find file of photo"))
        self._message.say(sentence.format(name=file.name))
        self.file_found.emit()

    def accept_file(self) -> None:
        """Take the file of the current photo as it is now."""
        photo = self._photo()
        if photo is not None:
            self.find_photo(photo_file(photo, self._folder))

    def ask_where(self) -> None:
        """Let the user point at the file of the current photo."""
        title = self.tr("Find the picture")
        name, _ = QFileDialog.getOpenFileName(self._list, title, self._start_folder(), self._filter())
        if name:
            self.find_photo(Path(name))

    def _ask_for_photos(self) -> None:
        title = self.tr("Add photos")
        names, _ = QFileDialog.getOpenFileNames(self._list, title, self._start_folder(), self._filter())
        self.add_photos([Path(name) for name in names])

    def _start_folder(self) -> str:
        return str(self._folder or Path.home())

    def _filter(self) -> str:
        patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in SUFFIXES)
        return self.tr("Pictures ({patterns})").format(patterns=patterns) + ";;" + self.tr("All files (*)")
