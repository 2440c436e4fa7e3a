"""What is known of the current photo: title, time, caption, file; each editable where it can be."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.paint.palette import Palette
from missionplanner.plan import edits
from missionplanner.plan.clock import Utc, met_text, utc_text
from missionplanner.plan.photos import Photo
from missionplanner.plan.provenance import ProvenanceKind, Source
from missionplanner.ui.inspector.source_button import SourceButton
from missionplanner.ui.undo_in_fields import undo_plan_in


class CaptionEdit(QPlainTextEdit):
    """A few lines of text; finished when left.

    Signals:
        finished: the field was left.
    """

    finished = Signal()

    def __init__(self) -> None:
        """Be two lines high, and let Tab leave."""
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 14)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finished.emit()


class PhotoDetails(QWidget):
    """Fields of one photo; leaving a field, or Enter, commits it as one undo step."""

    def __init__(self, document: Document, playhead: Playhead, palette: Palette) -> None:
        """Start with no photo."""
        super().__init__()
        self._document = document
        self._playhead = playhead
        self._photo_id: str | None = None
        self.title = QLineEdit()
        self.taken = QLineEdit()
        self.caption = CaptionEdit()
        self.go_button = QPushButton(self.tr("Go to its time"))
        self.from_playhead_button = QPushButton(self.tr("Take from playhead"))
        self._distance = QLabel()
        self._complaint = QLabel()
        self._complaint.setTextFormat(Qt.TextFormat.PlainText)
        self._file = QLabel()
        self._file.setTextFormat(Qt.TextFormat.PlainText)
        self._file.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._file.setWordWrap(True)
        self.source = SourceButton(self.tr("the photo"), self._change_source)
        self._lay_out()
        for field in (self.title, self.taken, self.caption):
            undo_plan_in(field)
        self.title.editingFinished.connect(self._commit_title)
        self.taken.editingFinished.connect(self._commit_taken)
        self.taken.textEdited.connect(lambda _text: self._complain(""))
        self.caption.finished.connect(self._commit_caption)
        self.go_button.clicked.connect(self.go_to_time)
        self.from_playhead_button.clicked.connect(self._take_from_playhead)
        playhead.moved.connect(self._show_distance)
        self.set_palette_colors(palette)

    def _lay_out(self) -> None:
        self.taken.setPlaceholderText(self.tr("unknown"))
        self.taken.setToolTip(self.tr("UTC, for example 2025-11-27T12:30:00Z; empty if nobody knows"))
        self.taken.setMinimumWidth(self.fontMetrics().horizontalAdvance("2025-11-27T12:30:00.000Z") + 24)
        self.go_button.setToolTip(self.tr("Bring the playhead to the time of the photo (Enter in the list)"))
        self.from_playhead_button.setToolTip(self.tr("Set the time of the photo to where the playhead stands"))
        time_row, playhead_row = QHBoxLayout(), QHBoxLayout()
        for line, widgets in (
            (time_row, (self.taken, self.go_button)),
            (playhead_row, (self.from_playhead_button, self._distance)),
        ):
            line.setSpacing(6)
            for widget in widgets:
                line.addWidget(widget)
            line.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 8, 10, 8)
        grid.setVerticalSpacing(4)
        row = 0
        for name, field in (
            (self.tr("&Title"), self.title),
            (self.tr("Time ta&ken"), time_row),
            (self.tr("&Caption"), self.caption),
        ):
            label = QLabel(name)
            label.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            if isinstance(field, QHBoxLayout):
                label.setBuddy(self.taken)
                self.taken.setAccessibleName(self.tr("Time taken"))
                grid.addLayout(field, row, 1)
                grid.addLayout(playhead_row, row + 1, 1)
                grid.addWidget(self._complaint, row + 2, 1)
                row += 2
            else:
                label.setBuddy(field)
                field.setAccessibleName(name.replace("&", ""))
                grid.addWidget(field, row, 1)
            row += 1
        grid.addWidget(QLabel(self.tr("File")), row, 0, Qt.AlignmentFlag.AlignTop)
        file_row = QHBoxLayout()
        file_row.addWidget(self._file, 1)
        file_row.addWidget(self.source, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(file_row, row, 1)
        grid.setColumnStretch(1, 1)
        self._complain("")

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._complaint.setStyleSheet(f"color: {palette.error};")
        for label in (self._distance, self._file):
            label.setStyleSheet(f"color: {palette.muted_text};")

    def show_photo(self, photo: Photo | None) -> None:
        """Show another photo, or the same one after an edit; what is being typed stays."""
        is_other = photo is None or photo.id != self._photo_id
        self._photo_id = photo.id if photo is not None else None
        self.setEnabled(photo is not None)
        fields = (
            (self.title, photo.title if photo else ""),
            (self.taken, str(photo.taken) if photo and photo.taken else ""),
        )
        for field, text in fields:
            if is_other or not field.isModified():
                field.setText(text)
        if photo is not None and self.caption.toPlainText() != photo.caption:
            if is_other or not self.caption.document().isModified():
                self.caption.setPlainText(photo.caption)
        elif photo is None:
            self.caption.clear()
        self.go_button.setEnabled(photo is not None and photo.taken is not None)
        self._show_file(photo)
        self._show_distance()

    def _show_file(self, photo: Photo | None) -> None:
        if photo is None:
            self._file.clear()
            self.source.show_source(None)
            return
        self.source.show_source(photo.source)
        text = self.tr("{path}, {width} x {height} pixels, {size}").format(
            path=photo.path, width=photo.width_px, height=photo.height_px, size=_size_text(photo.size_bytes)
        )
        if photo.source is not None:
            text += "\n" + self.tr("Source ({provenance}): {text}").format(
                provenance=photo.source.provenance, text=photo.source.text
            )
        self._file.setText(text)

    def _photo(self) -> Photo | None:
        plan = self._document.plan
        return next((photo for photo in plan.photos if photo.id == self._photo_id), None)

    def _commit(self, photo: Photo, text: str) -> None:
        self._document.commit(edits.replace_photo(self._document.plan, photo), text)

    def commit_pending(self) -> None:
        """Commit what was typed but not finished; call before saving."""
        self._commit_title()
        self._commit_taken()
        self._commit_caption()

    def _commit_title(self) -> None:
        photo, title = self._photo(), self.title.text().strip()
        self.title.setModified(False)
        if photo is None:
            return
        if title and title != photo.title:
            self._commit(replace(photo, title=title), self.tr("Rename photo"))
        self.title.setText(title or photo.title)

    def _commit_taken(self) -> None:
        photo, text = self._photo(), self.taken.text().strip()
        if photo is None or not self.taken.isModified():
            return
        try:
            taken = Utc.parse(text) if text else None
        except ValueError as error:
            self._complain(f"{error}.")
            return
        self._complain("")
        self.taken.setModified(False)
        self._commit(replace(photo, taken=taken), self.tr("Change time of photo"))
        self.taken.setText(str(taken) if taken is not None else "")

    def _complain(self, sentence: str) -> None:
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))

    def _commit_caption(self) -> None:
        photo, caption = self._photo(), self.caption.toPlainText().strip()
        self.caption.document().setModified(False)
        if photo is not None and caption != photo.caption:
            self._commit(replace(photo, caption=caption), self.tr("Change caption of photo"))

    def _change_source(self, kind: ProvenanceKind | None, text: str) -> None:
        photo = self._photo()
        if photo is not None:
            source = None if kind is None else Source(provenance=kind, text=text)
            self._commit(replace(photo, source=source), self.tr("Change source of photo"))

    def _take_from_playhead(self) -> None:
        photo = self._photo()
        if photo is not None:
            self._complain("")
            self.taken.setModified(False)
            self._commit(replace(photo, taken=Utc(self._playhead.utc_ms)), self.tr("Change time of photo"))

    def go_to_time(self) -> None:
        """Bring the playhead to the time of the photo, if it has one."""
        photo = self._photo()
        if photo is not None and photo.taken is not None:
            self._playhead.move_to(photo.taken.ms)

    def _show_distance(self) -> None:
        photo = self._photo()
        if photo is None or photo.taken is None:
            self._distance.clear()
            self._distance.setToolTip("")
            return
        apart_ms = self._playhead.utc_ms - photo.taken.ms
        clock = met_text(abs(apart_ms))[2:-4]
        if abs(apart_ms) < 1000:
            self._distance.setText(self.tr("the playhead is here"))
        elif apart_ms > 0:
            self._distance.setText(self.tr("{clock} before the playhead").format(clock=clock))
        else:
            self._distance.setText(self.tr("{clock} after the playhead").format(clock=clock))
        self._distance.setToolTip(utc_text(self._playhead.utc_ms))


def _size_text(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 1e5 else f"{size_bytes / 1e3:.1f} kB"
