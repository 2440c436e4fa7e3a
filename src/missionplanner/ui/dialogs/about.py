"""Say what this program is, and what it stands on."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def show_about(parent: QWidget) -> None:
    """Show version, licence and sources."""
    # Here, because it searches through what is installed, which the start of the program need not wait for.
    from importlib.metadata import version

    box = QMessageBox(parent)
    box.setObjectName("about")
    box.setWindowTitle(QCoreApplication.translate("About", "About missionplanner"))
    heading = QCoreApplication.translate("About", "Plan a crewed flight from launch to docking.")
    box.setText(f"<h3>missionplanner {version('missionplanner')}</h3>{heading}")
    box.setInformativeText(
        QCoreApplication.translate(
            "About",
            "Licence: MIT. Orbits: own propagator on NumPy; element sets, Sun and Earth orientation by Skyfield and "
            "sgp4. Earth: NASA Blue Marble; coastlines: Natural Earth.\n\nPython {python}, Qt {qt}",
        ).format(python=platform.python_version(), qt=PySide6.__version__)
    )
    box.exec()
