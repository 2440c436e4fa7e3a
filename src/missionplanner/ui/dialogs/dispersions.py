"""Asks how many times to fly the plan with errors drawn, and shows how far it strays."""

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

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.flight.dispersion_result import HIGH, LOW, MIDDLE, Dispersions, Percentiles

_MOST_FLIGHTS = 100_000


class DispersionsDialog(QDialog):
    """Asks how many flights, and shows percentiles and what went wrong; closing it leaves a study under way."""

    def __init__(self, study: DispersionStudy, parent: QWidget | None = None) -> None:
        """Offer as many flights as the last time, and show what came of them."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Dispersions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(520, 480)
        self._study = study
        count, seed = study.asked
        self.count = QSpinBox(self)
        self.count.setRange(2, _MOST_FLIGHTS)
        self.count.setValue(count)
        self.seed = QSpinBox(self)
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(seed)
        self.seed.setToolTip(self.tr("The same seed gives the same flights"))
        form = QFormLayout()
        form.addRow(self.tr("Flights"), self.count)
        form.addRow(self.tr("Seed"), self.seed)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(self.tr("Dispersed flights flown"))
        room = self.progress.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(room)
        self.table = QTableWidget(0, 4, self)
        self.table.setAccessibleName(self.tr("Percentiles"))
        self.table.setHorizontalHeaderLabels(["", "50 %", "95 %", "99 %"])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.summary = QLabel(
            self.tr(
                "Errors of insertion, navigation, burns, sensor and air are drawn; before each burn those that are "
                "left are solved again. The target's own state is taken as known."
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
        study.progressed.connect(self._progress)
        study.busy_changed.connect(self._show_busy)
        study.changed.connect(self._show_found)
        study.failed.connect(self.summary.setText)
        self._show_busy()
        self._show_found()

    def fly_or_cancel(self) -> None:
        """Begin; or stop what is under way."""
        if self._study.is_busy:
            self._study.stop()
            self.summary.setText(self.tr("Stopped."))
        else:
            self._study.run(self.count.value(), self.seed.value())

    def _show_busy(self) -> None:
        is_busy = self._study.is_busy
        self.fly_button.setText(self.tr("Cancel") if is_busy else self.tr("Fly"))
        self.progress.setVisible(is_busy)
        self.progress.setRange(0, 0)

    def _show_found(self) -> None:
        if self._study.found is not None:
            self.show_result(self._study.found)

    def show_result(self, found: Dispersions) -> None:
        """Show what came of the flights."""
        rows = [
            (self.tr("Delta-v total [m/s]"), found.delta_v_mps, 2),
            *((self.tr("{name} [m/s]").format(name=burn.name), burn.dv_mps, 2) for burn in found.burns),
            (self.tr("Contact speed [m/s]"), found.contact_mps, 3),
            (self.tr("Offset at contact [m]"), found.lateral_m, 3),
            (self.tr("Off the port's axis [deg]"), found.corridor_deg, 2),
        ]
        self.table.setRowCount(len(rows))
        for row, (name, values, digits) in enumerate(rows):
            self._fill(row, name, values, digits)
        self.table.resizeColumnsToContents()
        late_s = found.docking_late_s
        old = "" if self._study.is_current else self.tr("The plan has been changed since. ")
        self.summary.setText(
            old
            + self.tr(
                "Docking {early:+.0f} s to {late:+.0f} s from the planned instant in 90 of 100 flights, {middle:+.0f} "
                "s in the middle. Of {count} flights {corridor} left the corridor, {contact} touched outside the "
                "limits, {missed} missed the port and {dry} ran short of propellant."
            ).format(
                early=late_s[LOW],
                late=late_s[HIGH],
                middle=late_s[MIDDLE],
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
