"""Options as a table on screen: any, or those of the chosen day."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from missionplanner.paint.palette import CONTRAST, Palette
from missionplanner.plan.plan import Plan
from missionplanner.ui.windows.days import Day
from missionplanner.ui.windows.options_model import OptionsModel, Row

_TINT_ALPHA = 70
_FAINT_ALPHA = 35  # white on more yellow is hard to read


class OptionsTable(QTableView):
    """Lists options and lets one be chosen; Enter or a double click uses it.

    Signals:
        chosen: another option is chosen.
        used: the user asks to take the chosen one.
    """

    chosen = Signal()
    used = Signal()

    def __init__(self, name: str, colors: Palette, parent: QWidget | None = None, has_days: bool = False) -> None:
        """List nothing yet.

        Args:
            name: what the table is called, for screen readers.
            colors: the palette that icons are tinted with.
            parent: the widget that the table stands in.
            has_days: whether it lists several days.
        """
        super().__init__(parent)
        self.rows = OptionsModel(colors, self, has_days)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setMinimumHeight((self.fontMetrics().height() + 8) * 6)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(self.rows.columnCount() - 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self._tint(colors)
        self.selectionModel().currentRowChanged.connect(lambda _new, _old: self.chosen.emit())
        self.activated.connect(lambda _index: self.used.emit())

    def set_palette_colors(self, colors: Palette) -> None:
        """Tint the icons."""
        self.rows.set_palette_colors(colors)
        self._tint(colors)

    def _tint(self, colors: Palette) -> None:
        """Mark the chosen row by a tint, on which the icon's colour still tells."""
        palette = QPalette()
        tint = QColor(colors.selection)
        tint.setAlpha(_FAINT_ALPHA if colors is CONTRAST else _TINT_ALPHA)
        palette.setColor(QPalette.ColorRole.Highlight, tint)
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(colors.text))
        self.setPalette(palette)

    def current(self) -> Row | None:
        """Return window and option that are chosen."""
        return self.rows.row(self.currentIndex().row())


class Options(OptionsTable):
    """The options of one day."""

    def __init__(self, colors: Palette, parent: QWidget | None = None) -> None:
        """List nothing yet."""
        super().__init__(QCoreApplication.translate("Options", "Options of the day"), colors, parent)
        self._day_ms: int | None = None

    def show_day(self, day: Day | None, plan: Plan) -> None:
        """List the options of a day; the best is chosen, or the plan's own profile where none works."""
        before = self.current()
        self.rows.show_day(day)
        if day is None or not self.rows.rowCount():
            self._day_ms = None
            return
        if self._day_ms == day.start_ms and before is not None and self.rows.row_of(before[1]) >= 0:
            self.selectRow(self.rows.row_of(before[1]))
            return
        self._day_ms = day.start_ms
        options = [option for window in day.windows for option in window.options]
        shown = day.best or next((o for o in options if o.profile.kind == plan.rendezvous.profile), options[0])
        self.selectRow(self.rows.row_of(shown))
