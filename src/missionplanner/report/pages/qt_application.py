"""The Qt application that painting needs: the running one, or one without a screen."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

_made_here: list[QGuiApplication] = []


def ensure_gui_application() -> None:
    """Make a Qt application if none runs; it paints off screen, so it needs no display.

    It lives as long as the process: fonts and pictures of Qt do not outlive it.
    """
    if QGuiApplication.instance() is None:
        _made_here.append(QGuiApplication(["missionplanner", "-platform", "offscreen"]))
