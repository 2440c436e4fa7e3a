"""The program's icons, tinted for the theme."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QDockWidget

from missionplanner.paint.palette import Palette

_DRAWN_IN = 'stroke="#000000"'
_SIDES_PX = (16, 20, 32, 40)


def icon(name: str, colors: Palette, color: str | None = None) -> QIcon:
    """Return an icon in the colour of text, or in another; faded where it is disabled.

    Raises:
        FileNotFoundError: there is no icon of this name.
    """
    return _tinted(name, color or colors.text, colors.muted_text)


def severity_icon(severity: str, colors: Palette) -> QIcon:
    """Return the icon of a finding: its shape says the same as its colour."""
    return icon(severity, colors, colors.severity(severity))


def tint_title_bar(dock: QDockWidget, colors: Palette) -> None:
    """Draw the buttons of a dock's title bar in the colour of text: the style's own can hardly be seen in the dark."""
    for button_name, name in (("qt_dockwidget_closebutton", "close"), ("qt_dockwidget_floatbutton", "float")):
        button = dock.findChild(QAbstractButton, button_name)
        if button is not None:
            button.setIcon(icon(name, colors, colors.muted_text))


@lru_cache(maxsize=256)
def _tinted(name: str, color: str, disabled_color: str) -> QIcon:
    drawing = (files("missionplanner") / "resources" / "icons" / f"{name}.svg").read_text()
    made = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, color), (QIcon.Mode.Disabled, disabled_color)):
        renderer = QSvgRenderer(QByteArray(drawing.replace(_DRAWN_IN, f'stroke="{tint}"').encode()))
        for side_px in _SIDES_PX:
            pixmap = QPixmap(QSize(side_px, side_px))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            if mode == QIcon.Mode.Disabled:
                painter.setOpacity(0.45)
            renderer.render(painter, QRectF(0, 0, side_px, side_px))
            painter.end()
            made.addPixmap(pixmap, mode)
    return made
