"""Whether this display can draw the globe, and if not, why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext, QSurfaceFormat

_NEEDED = (3, 3)
_WITHOUT_WINDOWS_ON_A_CARD = ("offscreen", "minimal", "vnc", "linuxfb")


def globe_format() -> QSurfaceFormat:
    """The kind of OpenGL that the globe is drawn with."""
    wanted = QSurfaceFormat()
    wanted.setVersion(*_NEEDED)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    return wanted


def why_no_opengl() -> str | None:
    """Return a sentence that says why the globe cannot be drawn, None if it can."""
    platform = QGuiApplication.platformName()
    if platform in _WITHOUT_WINDOWS_ON_A_CARD:
        return _tr(
            "The globe needs OpenGL, which the display '{0}' does not have; the ground track is shown instead."
        ).format(platform)
    context = QOpenGLContext()
    context.setFormat(globe_format())
    surface = QOffscreenSurface()
    surface.setFormat(globe_format())
    surface.create()
    if not context.create() or not context.makeCurrent(surface):
        return _tr("The globe needs OpenGL, which could not be started; the ground track is shown instead.")
    version = context.format().version()
    context.doneCurrent()
    if tuple(version) < _NEEDED:
        return _tr(
            "The globe needs OpenGL 3.3, and this display has {0}.{1}; the ground track is shown instead."
        ).format(*version)
    return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("OrbitPanel", text)
