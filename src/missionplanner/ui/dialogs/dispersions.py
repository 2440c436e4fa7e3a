"""Fly a flight many times with errors drawn, and show how far it strays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from missionplanner.app.dispersion_worker import DispersionWorker
from missionplanner.app.document import Document
from missionplanner.flight.dispersion_result import Dispersions, Percentiles

_MOST_FLIGHTS = 100_000


class DispersionsDialog(QDialog):
    """Asks how many flights, flies them in a process of their own, and shows percentiles and what went wrong."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Offer a thousand flights."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Dispersions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(520, 480)
        self._document = document
        self._worker = DispersionWorker(self)
        self._worker.progressed.connect(self._progress)
        self._worker.dispersed.connect(self.show_result)
        self._worker.failed.connect(self._fail)
        self.count = QSpinBox(self)
        self.count.setRange(2, _MOST_FLIGHTS)
        self.count.setValue(1000)
        self.seed = QSpinBox(self)
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(1)
        self.seed.setToolTip(self.tr("The same seed gives the same flights"))
        form = QFormLayout()
        form.addRow(self.tr("Flights"), self.count)
        form.addRow(self.tr("Seed"), self.seed)
        self.progress = QProgressBar(self)
        self.progress.setValue(0)
        self.table = QTableWidget(0, 4, self)
        self.table.setAccessibleName(self.tr("Percentiles"))
        self.table.setHorizontalHeaderLabels(["", "50 %", "95 %", "99 %"])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.summary = QLabel(
            self.tr(
                "Errors of insertion, navigation and burns are drawn; before each burn those that are left are solved "
                "again."
            ),
            self,
        )
        self.summary.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self.fly_button = QPushButton(self.tr("Fly"), self)
        self.fly_button.clicked.connect(self.fly_or_cancel)
        buttons.addButton(self.fly_button, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.progress)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.summary)
        layout.addWidget(buttons)

    def fly_or_cancel(self) -> None:
        """Begin; or stop what is under way."""
        if self._worker.is_busy:
            self._worker.stop()
            self._end()
            self.summary.setText(self.tr("Stopped."))
            return
        self.fly_button.setText(self.tr("Cancel"))
        self.progress.setRange(0, 0)
        self._worker.start(self._document.settled(), self.count.value(), self.seed.value())

    def done(self, result: int) -> None:
        """Stop whatever is under way, and close."""
        self._worker.stop()
        super().done(result)

    def show_result(self, found: Dispersions) -> None:
        """Show what came of the flights."""
        self._end()
        self.progress.setRange(0, found.count)
        self.progress.setValue(found.count)
        rows = [
            (self.tr("Delta-v total [m/s]"), found.delta_v_mps, 2),
            *((self.tr("{name} [m/s]").format(name=name), sizes, 2) for name, sizes in found.burns_mps),
            (self.tr("Contact speed [m/s]"), found.contact_mps, 3),
            (self.tr("Offset at contact [m]"), found.lateral_m, 3),
            (self.tr("Off the port's axis [deg]"), found.corridor_deg, 2),
        ]
        self.table.setRowCount(len(rows))
        for row, (name, values, digits) in enumerate(rows):
            self._fill(row, name, values, digits)
        self.table.resizeColumnsToContents()
        early, middle, late = found.docking_s
        self.summary.setText(
            self.tr(
                "Docking {early:+.0f} s to {late:+.0f} s from the planned instant in 90 of 100 flights, {middle:+.0f} "
                "s in the middle. Of {count} flights {corridor} left the corridor, {contact} touched outside the "
                "limits, {missed} missed the port and {dry} ran short of propellant."
            ).format(
                early=early,
                late=late,
                middle=middle,
                count=found.count,
                corridor=found.out_of_corridor,
                contact=found.fast_contact,
                missed=found.missed_port,
                dry=found.short_of_propellant,
            )
        )

    def _fill(self, row: int, name: str, values: Percentiles, digits: int) -> None:
        self.table.setItem(row, 0, QTableWidgetItem(name))
        for column, value in enumerate((values.p50, values.p95, values.p99), start=1):
            item = QTableWidgetItem(f"{value:.{digits}f}")
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)

    def _progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _fail(self, why: str) -> None:
        self._end()
        self.summary.setText(why)

    def _end(self) -> None:
        self.fly_button.setText(self.tr("Fly"))
        self.progress.setRange(0, 1)
        self.progress.setValue(0)
