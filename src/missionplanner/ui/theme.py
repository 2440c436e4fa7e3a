"""The look of the window: Fusion in the light, dark or high-contrast palette, as the system or the user says."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from missionplanner.app.settings import Settings, ThemeChoice
from missionplanner.paint.palette import CONTRAST, DARK, LIGHT, Palette


class Theme(QObject):
    """Which palette is in force; follows the system unless the user chose.

    Signals:
        changed: another palette is in force.
    """

    changed = Signal()

    def __init__(self, application: QApplication, settings: Settings, parent: QObject | None = None) -> None:
        """Dress the application as the settings say."""
        super().__init__(parent)
        self._application = application
        self._settings = settings
        self._colors = LIGHT
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    @property
    def colors(self) -> Palette:
        """The palette in force."""
        return self._colors

    @property
    def choice(self) -> ThemeChoice:
        """Light, dark, or as the system says."""
        return self._settings.theme

    def choose(self, choice: ThemeChoice) -> None:
        """Change the look at once, and remember it."""
        self._settings.theme = choice
        self._apply()

    def _apply(self) -> None:
        scheme = self._application.styleHints().colorScheme()
        dark = self.choice == "dark" or (self.choice == "system" and scheme == Qt.ColorScheme.Dark)
        self._colors = CONTRAST if self.choice == "contrast" else DARK if dark else LIGHT
        self._application.setPalette(qt_palette(self._colors))
        # Setting it makes every widget look up its style anew, even if nothing has changed.
        sheet = _style_sheet(self._colors)
        if sheet != self._application.styleSheet():
            self._application.setStyleSheet(sheet)
        self.changed.emit()


def qt_palette(colors: Palette) -> QPalette:
    """Return the colours of widgets that go with a palette."""
    role = QPalette.ColorRole
    palette = QPalette()
    colored: dict[QPalette.ColorRole, str | QColor] = {
        role.Window: colors.surface,
        role.WindowText: colors.text,
        role.Base: _field_color(colors),
        role.AlternateBase: colors.surface,
        role.Text: colors.text,
        role.Button: colors.surface,
        role.ButtonText: colors.text,
        role.BrightText: colors.error,
        role.ToolTipBase: colors.surface,
        role.ToolTipText: colors.text,
        role.PlaceholderText: colors.muted_text,
        role.Highlight: colors.selection,
        role.HighlightedText: colors.background,
        role.Link: colors.accent,
        role.LinkVisited: colors.accent,
        role.Accent: colors.accent,
    }
    for target, color in colored.items():
        palette.setColor(target, QColor(color))
    # Edges: Fusion draws bevels and frames with these.
    dark = colors in (DARK, CONTRAST)
    surface = QColor(colors.surface)
    palette.setColor(role.Light, surface.lighter(130 if dark else 105))
    palette.setColor(role.Midlight, surface.lighter(115 if dark else 102))
    palette.setColor(role.Mid, surface.darker(130 if dark else 120))
    palette.setColor(role.Dark, surface.darker(160 if dark else 150))
    palette.setColor(role.Shadow, QColor("#000000") if dark else surface.darker(220))
    faded = _between(colors.text, colors.surface, 0.55)
    for target in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, faded)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colors.grid))
    return palette


def _field_color(colors: Palette) -> QColor:
    """Fields stand out from the window: lighter than it, in the dark as in the light."""
    return _between(colors.surface, colors.text, 0.09) if colors in (DARK, CONTRAST) else QColor(colors.background)


def _between(first: str, second: str, share: float) -> QColor:
    """Mix two colours; ``share`` is how much of the second."""
    a, b = QColor(first), QColor(second)
    red, green, blue = (
        round(x + (y - x) * share) for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    )
    return QColor(red, green, blue)


def _style_sheet(colors: Palette) -> str:
    """What a palette cannot say: quiet edges between the parts of the window, slim scroll bars, clear tabs."""
    edge = colors.grid if colors is CONTRAST else _between(colors.surface, colors.text, 0.45).name()
    raised = _between(colors.surface, colors.text, 0.06).name()
    field = _field_color(colors).name()
    handle = _between(colors.surface, colors.text, 0.28).name()
    handle_hovered = _between(colors.surface, colors.text, 0.45).name()
    return f"""
        QToolTip {{
            color: {colors.text}; background: {colors.surface}; border: 1px solid {colors.grid}; padding: 4px;
        }}
        QToolBar {{ border: none; border-bottom: 1px solid {colors.grid}; padding: 2px 4px; spacing: 2px; }}
        QStatusBar {{ border-top: 1px solid {colors.grid}; }}
        QStatusBar::item {{ border: none; }}
        QMainWindow::separator {{ background: {colors.grid}; width: 4px; height: 4px; }}
        QMainWindow::separator:hover {{ background: {colors.accent}; }}
        QSplitter::handle {{ background: {colors.grid}; }}
        QSplitter::handle:hover {{ background: {colors.accent}; }}
        QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
        QTabBar {{ background: {colors.surface}; }}
        QTabBar::tab {{
            color: {colors.muted_text}; background: transparent; border: none; padding: 5px 12px;
            border-bottom: 2px solid transparent;
        }}
        QTabBar::tab:hover {{ color: {colors.text}; background: {raised}; }}
        QTabBar::tab:selected {{ color: {colors.text}; border-bottom: 2px solid {colors.accent}; }}
        QTabBar:focus::tab:selected {{ background: {raised}; }}
        QRadioButton::indicator {{
            width: 12px; height: 12px; border-radius: 7px; border: 1px solid {edge}; background: {field};
        }}
        QRadioButton::indicator:checked {{
            background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
                stop:0 {colors.accent}, stop:0.5 {colors.accent}, stop:0.6 {field}, stop:1 {field});
        }}
        QRadioButton::indicator:focus, QRadioButton::indicator:hover {{ border: 1px solid {colors.accent}; }}
        QAbstractScrollArea::corner {{ background: {colors.surface}; border: none; }}
        QScrollBar {{ background: {colors.surface}; border: none; margin: 0; }}
        QScrollBar:vertical {{ width: 12px; }}
        QScrollBar:horizontal {{ height: 12px; }}
        QScrollBar::handle {{ background: {handle}; border-radius: 4px; margin: 2px; }}
        QScrollBar::handle:vertical {{ min-height: 24px; }}
        QScrollBar::handle:horizontal {{ min-width: 24px; }}
        QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {handle_hovered}; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
        {_strong_outlines(colors) if colors is CONTRAST else ""}
    """


def _strong_outlines(colors: Palette) -> str:
    """Outlines that Fusion would take from the window's colour, too dark to be seen on black."""
    field = _field_color(colors).name()
    return f"""
        QLineEdit, QPlainTextEdit, QTextEdit {{
            border: 1px solid {colors.muted_text}; background: {field}; padding: 1px 2px;
        }}
        QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; }}
        QPushButton {{
            border: 1px solid {colors.muted_text}; border-radius: 2px; background: {colors.surface};
            padding: 3px 8px; min-width: 64px;
        }}
        QPushButton:hover, QPushButton:default {{ border-color: {colors.accent}; }}
        QPushButton:pressed, QPushButton:checked {{ background: {colors.grid}; }}
        QPushButton:disabled {{ color: {colors.grid}; border-color: {colors.grid}; }}
        QToolButton:checked {{
            border: 1px solid {colors.text}; border-radius: 2px; background: {field}; padding: 2px;
        }}
        QCheckBox::indicator:unchecked {{
            border: 1px solid {colors.muted_text}; background: {field}; width: 11px; height: 11px;
        }}
        QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QPushButton:focus {{
            border: 1px solid {colors.accent};
        }}
        QTableView, QListView, QTreeView, QComboBox, QDateEdit {{ border: 1px solid {colors.muted_text}; }}
        QComboBox, QDateEdit {{ background: {field}; padding: 1px 2px; }}
        QComboBox:focus, QDateEdit:focus {{ border-color: {colors.accent}; }}
    """
