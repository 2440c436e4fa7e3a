"""The list of photos: thumbnail, title and time, in the order of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from missionplanner.paint.palette import Palette
from missionplanner.plan.clock import met_text
from missionplanner.plan.photos import Photo
from missionplanner.ui.photos.loading import LoadedPhoto

_THUMBNAIL = QSize(96, 64)
_PIXELS_PER_POINT = 2
_ID_ROLE = Qt.ItemDataRole.UserRole


class PhotoList(QListWidget):
    """Shows the photos of a plan; exactly one is current while there are any.

    Signals:
        photo_changed: another photo is current.
        time_wanted: a photo was activated: go to its time.
    """

    photo_changed = Signal()
    time_wanted = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._palette = palette
        self._thumbnails: dict[tuple[str, str], QIcon | None] = {}
        self.setIconSize(_THUMBNAIL)
        self.setSpacing(2)
        self.setWordWrap(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAccessibleName(self.tr("Photos"))
        self.setMinimumWidth(230)
        self.currentItemChanged.connect(lambda _now, _before: self.photo_changed.emit())
        self.itemDoubleClicked.connect(lambda _item: self.time_wanted.emit())

    @property
    def photo_id(self) -> str | None:
        """The photo that is current."""
        item = self.currentItem()
        return str(item.data(_ID_ROLE)) if item is not None else None

    def select_photo(self, photo_id: str) -> None:
        """Make a photo current, if it is there."""
        for row in range(self.count()):
            if self.item(row).data(_ID_ROLE) == photo_id:
                self.setCurrentRow(row)

    def show_photos(self, photos: Sequence[Photo], t0_ms: int) -> None:
        """Show these photos; the current one stays current, or its neighbour takes over."""
        ids = [photo.id for photo in photos]
        if ids != [self.item(row).data(_ID_ROLE) for row in range(self.count())]:
            self._rebuild(ids)
        for row, photo in enumerate(photos):
            item = self.item(row)
            when = self.tr("time unknown")
            if photo.taken is not None:
                when = f"{str(photo.taken)[:19].replace('T', ' ')} UTC\n{met_text(photo.taken.ms - t0_ms)[:-4]}"
            item.setText(f"{photo.title}\n{when}")
            item.setToolTip(photo.caption or photo.title)
            item.setIcon(self._icon(photo))

    def _rebuild(self, ids: Sequence[str]) -> None:
        before, row = self.photo_id, max(0, self.currentRow())
        self.blockSignals(True)
        self.clear()
        for photo_id in ids:
            item = QListWidgetItem(self)
            item.setData(_ID_ROLE, photo_id)
            item.setSizeHint(QSize(0, max(_THUMBNAIL.height(), 3 * self.fontMetrics().lineSpacing()) + 12))
        if ids:
            self.setCurrentRow(ids.index(before) if before in ids else min(row, len(ids) - 1))
        self.blockSignals(False)
        if self.photo_id != before:
            self.photo_changed.emit()

    def has_thumbnail(self, photo: Photo) -> bool:
        """Tell whether the thumbnail of a photo was loaded, or found missing."""
        return (photo.path, photo.sha256) in self._thumbnails

    def set_thumbnail(self, loaded: LoadedPhoto) -> None:
        """Take the thumbnail of a photo; call ``show_photos`` to see it."""
        icon = None
        if loaded.levels:
            side = QSize(_THUMBNAIL.width() * _PIXELS_PER_POINT, _THUMBNAIL.height() * _PIXELS_PER_POINT)
            scaled = loaded.levels[-1].scaled(
                side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            pixmap = QPixmap(side)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.drawImage((side.width() - scaled.width()) // 2, (side.height() - scaled.height()) // 2, scaled)
            painter.end()
            pixmap.setDevicePixelRatio(_PIXELS_PER_POINT)
            icon = QIcon(pixmap)
            # Without this a selected picture would be tinted.
            icon.addPixmap(pixmap, QIcon.Mode.Selected)
        self._thumbnails[(loaded.path, loaded.sha256)] = icon

    def forget_thumbnails(self) -> None:
        """Load every thumbnail anew, as files may have come back."""
        self._thumbnails.clear()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw blanks in other colours."""
        self._palette = palette

    def _icon(self, photo: Photo) -> QIcon:
        icon = self._thumbnails.get((photo.path, photo.sha256))
        if icon is not None:
            return icon
        pixmap = QPixmap(_THUMBNAIL * _PIXELS_PER_POINT)
        pixmap.setDevicePixelRatio(_PIXELS_PER_POINT)
        pixmap.fill(QColor(self._palette.grid))
        if self.has_thumbnail(photo):
            painter = QPainter(pixmap)
            painter.setPen(QColor(self._palette.text))
            painter.setFont(self.font())
            room = QRect(QPoint(0, 0), _THUMBNAIL)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), self.tr("no picture"))
            painter.end()
        blank = QIcon(pixmap)
        blank.addPixmap(pixmap, QIcon.Mode.Selected)
        return blank

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the time of a photo with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.photo_id is not None:
            self.time_wanted.emit()
        else:
            super().keyPressEvent(event)
