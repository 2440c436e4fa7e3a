"""The calendar on screen: each day in the colour of its best profile, which it names too."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from missionplanner.paint.palette import Palette
from missionplanner.ui.windows.calendar_model import CalendarModel
from missionplanner.ui.windows.days import Day
from missionplanner.ui.windows.wording import clock_text, date_of

Index = QModelIndex | QPersistentModelIndex

_TINT_ALPHA = 52
_BAR_PX = 4
_PAD_PX = 5
_LEAST_PX = (84, 46)
_MOST_ROW_PX = 120


class Calendar(QTableView):
    """Shows the days of a search and lets one be chosen by mouse or arrow keys.

    Signals:
        chosen: another day is chosen; carries its first millisecond.
    """

    chosen = Signal(object)

    def __init__(self, colors: Palette, parent: QWidget | None = None) -> None:
        """Show no days yet."""
        super().__init__(parent)
        self.days = CalendarModel(self)
        self.painter_of_days = _DayDelegate(colors, self)
        self.setModel(self.days)
        self.setItemDelegate(self.painter_of_days)
        self.setAccessibleName(self.tr("Launch days"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # As wide as what a day says, so that nothing of it is cut.
        day_px = max(self.fontMetrics().horizontalAdvance(text) for text in ("30 Nov", "124 m/s", "2 orbits"))
        self.setMinimumWidth(7 * (day_px + _BAR_PX + 3 * _PAD_PX))
        self._tint(colors)
        self.selectionModel().currentChanged.connect(self._tell)
        self.days.modelReset.connect(self._fit_rows)

    def sizeHint(self) -> QSize:
        """Ask for room for some weeks."""
        return QSize(7 * _LEAST_PX[0], 5 * _LEAST_PX[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the weeks the room that there is."""
        super().resizeEvent(event)
        self._fit_rows()

    def set_palette_colors(self, colors: Palette) -> None:
        """Take other colours."""
        self.painter_of_days.colors = colors
        self._tint(colors)
        self.viewport().update()

    def _tint(self, colors: Palette) -> None:
        """Let what is no day of the span stand back."""
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, QColor(colors.surface))
        self.setPalette(palette)

    def mark_t0(self, t0_ms: int) -> None:
        """Mark the day on which the plan launches."""
        self.painter_of_days.t0_ms = t0_ms
        self.viewport().update()

    def choose(self, utc_ms: int) -> bool:
        """Choose the day that holds an instant; returns whether there is one."""
        index = self.days.index_of(utc_ms)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def current_day(self) -> Day | None:
        """Return the day that is chosen."""
        return self.days.day(self.currentIndex())

    def _tell(self, new: QModelIndex, _old: QModelIndex) -> None:
        day = self.days.day(new)
        if day is not None:
            self.chosen.emit(day.start_ms)

    def _fit_rows(self) -> None:
        weeks = self.days.rowCount()
        if weeks:
            least_px = self.fontMetrics().lineSpacing() * 2 + 3 * _PAD_PX
            height_px = min(max(self.viewport().height() // weeks, least_px, _LEAST_PX[1]), _MOST_ROW_PX)
            self.verticalHeader().setDefaultSectionSize(height_px)


class _DayDelegate(QStyledItemDelegate):
    """Paints a day: number, liftoff, verdict, delta-v, on the colour of its profile."""

    def __init__(self, colors: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.colors = colors
        self.t0_ms = 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        day = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(day, Day):
            return
        colors, box = self.colors, option.rect.adjusted(1, 1, -2, -2)
        best = day.best or day.only_experimental
        painter.save()
        painter.setFont(option.font)
        painter.fillRect(box, QColor(colors.background))
        if best is not None:
            color = QColor(colors.profile(best.profile.kind))
            bar = QRect(box.left(), box.top(), _BAR_PX, box.height())
            if day.best is not None:
                painter.fillRect(bar, color)
                color.setAlpha(_TINT_ALPHA)
                painter.fillRect(box, color)
            else:
                painter.fillRect(bar, QColor(colors.background))
                painter.fillRect(bar, Qt.BrushStyle.Dense4Pattern)
        elif day.windows:
            painter.fillRect(box, QColor(colors.surface))
        self._write(painter, option, index, day)
        self._frame(painter, option, box)
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, day: Day) -> None:
        colors, best = self.colors, day.best or day.only_experimental
        inner = option.rect.adjusted(_BAR_PX + _PAD_PX, _PAD_PX - 1, -_PAD_PX - 2, -_PAD_PX)
        line = painter.fontMetrics().lineSpacing()
        top = QRect(inner.left(), inner.top(), inner.width(), line)
        low = QRect(inner.left(), inner.bottom() - line + 1, inner.width(), line)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        date = date_of(day.start_ms)
        is_first = date.day() == 1 or (index.row() == 0 and (index.column() == 0 or not self._has_left(index)))
        name = option.locale.toString(date, "d MMM") if is_first else str(date.day())
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        painter.drawText(top, left, name)
        name_px = painter.fontMetrics().horizontalAdvance(name) + 6
        if day.start_ms <= self.t0_ms < day.start_ms + 86_400_000:
            self._badge(painter, QRect(top.left() + name_px, top.top(), top.width(), line))
        font.setBold(False)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        verdict = str(index.data() or "")
        painter.setPen(QColor(colors.text if best is not None else colors.muted_text))
        painter.drawText(low, left, metrics.elidedText(verdict, Qt.TextElideMode.ElideRight, low.width()))
        if best is None:
            return
        painter.setPen(QColor(colors.muted_text))
        time = clock_text(best.liftoff_ms)[:5]
        used_px = name_px + (metrics.horizontalAdvance("T0") + 12 if self._holds_t0(day) else 0)
        if used_px + metrics.horizontalAdvance(time) <= top.width():
            painter.drawText(top, right, time)
        elif low.top() - top.bottom() >= 2 * line:
            painter.drawText(top.translated(0, line), left, time)
        speed = "" if best.delta_v is None else f"{best.delta_v.total_mps:.0f} m/s"
        if metrics.horizontalAdvance(verdict) + metrics.horizontalAdvance(speed) + 8 <= low.width():
            painter.drawText(low, right, speed)
        elif low.top() - top.bottom() >= line:
            painter.drawText(low.translated(0, -line), left, speed)

    def _holds_t0(self, day: Day) -> bool:
        return day.start_ms <= self.t0_ms < day.start_ms + 86_400_000

    def _has_left(self, index: Index) -> bool:
        return index.sibling(index.row(), index.column() - 1).data(Qt.ItemDataRole.UserRole) is not None

    def _badge(self, painter: QPainter, place: QRect) -> None:
        """Write T0 on the plan's own day."""
        width_px = painter.fontMetrics().horizontalAdvance("T0") + 6
        badge = QRect(place.left(), place.top(), width_px, place.height())
        painter.fillRect(badge, QColor(self.colors.accent))
        painter.setPen(QColor(self.colors.background))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "T0")
        painter.setPen(QColor(self.colors.text))

    def _frame(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if option.state & QStyle.StateFlag.State_Selected:
            has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(self.colors.selection), 3.0 if has_focus else 2.0))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        else:
            painter.setPen(QPen(QColor(self.colors.grid), 1.0))
            painter.drawRect(box)
