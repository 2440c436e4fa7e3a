"""Paint one finding: icon, headline in as many lines as it needs, events and waiver below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex

_ICON_PX = 18
_GAP_PX = 8
_PAD_PX = 6
_BAR_PX = 3
_TINT_ALPHA = 36
_WRAP = Qt.TextFlag.TextWordWrap


class FindingDelegate(QStyledItemDelegate):
    """Wraps each finding to the width of the list."""

    def __init__(self, view: QListView) -> None:
        """Paint in a list."""
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        drawing, waived = option.icon, index.data(Qt.ItemDataRole.UserRole).waived is not None
        if option.state & QStyle.StateFlag.State_Selected:
            self._paint_choice(painter, option.rect, option.palette)
        box = option.rect.adjusted(_PAD_PX, _PAD_PX, -_PAD_PX, -_PAD_PX)
        drawing.paint(painter, QRect(box.left(), box.top(), _ICON_PX, _ICON_PX))
        box.setLeft(box.left() + _ICON_PX + _GAP_PX)
        headline, _, second = text.partition("\n")
        weak = QPalette.ColorRole.PlaceholderText
        strong = weak if waived else QPalette.ColorRole.Text
        painter.save()
        painter.setFont(option.font)
        painter.setPen(option.palette.color(strong))
        used = painter.drawText(box, _WRAP, headline)
        painter.setPen(option.palette.color(weak))
        painter.drawText(box.adjusted(0, used.height() + 2, 0, 0), _WRAP, second)
        painter.restore()

    def _paint_choice(self, painter: QPainter, row: QRect, palette: QPalette) -> None:
        """Mark the chosen row by a tint and a bar, on which the icon's colour still tells."""
        tint = palette.color(QPalette.ColorRole.Highlight)
        painter.fillRect(QRect(row.left(), row.top(), _BAR_PX, row.height()), tint)
        tint.setAlpha(_TINT_ALPHA)
        painter.fillRect(row, tint)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row at the list's width."""
        self.initStyleOption(option, index)
        width_px = self._view.viewport().width()
        text_px = max(80, width_px - 2 * _PAD_PX - _ICON_PX - _GAP_PX)
        metrics = QFontMetrics(option.font)
        bounds = QRect(0, 0, text_px, 10_000)
        height_px = 0
        for line in option.text.split("\n"):
            height_px += metrics.boundingRect(bounds, _WRAP, line).height() + 2
        return QSize(width_px, max(height_px, _ICON_PX) + 2 * _PAD_PX)
