"""Ask for a file that says where a target is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from missionplanner.app.settings import Settings


def ask_for_target_file(parent: QWidget, settings: Settings) -> Path | None:
    """Ask for a file of element sets or an ephemeris; None if the user thought better of it."""
    dialog = QFileDialog(parent, _tr("Target elements or ephemeris"), str(settings.last_folder))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [
            _tr("TLE, OMM or OEM (*.tle *.txt *.2le *.3le *.omm *.oem *.json *.csv *.xml *.kvn *.gz)"),
            _tr("All files (*)"),
        ]
    )
    if dialog.exec() != QFileDialog.DialogCode.Accepted:
        return None
    return Path(dialog.selectedFiles()[0])


def _tr(text: str) -> str:
    return QCoreApplication.translate("TargetFile", text)
