"""Show an ephemeris of a file before the target is flown on it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from missionplanner.flight.whereabouts_findings import whereabouts_findings
from missionplanner.plan.clock import utc_text
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import resolve
from missionplanner.plan.target_edits import with_ephemeris
from missionplanner.plan.target_ephemeris import TargetEphemeris
from missionplanner.plan.time_text import utc_field_text
from missionplanner.ui.whereabouts import made_lines, object_text, reboost_lines


class EphemerisDialog(QDialog):
    """Says whose ephemeris it is, its span, its age, what the plan keeps of it, and what looks wrong."""

    def __init__(self, ephemeris: TargetEphemeris, file_name: str, plan: Plan, parent: QWidget | None = None) -> None:
        """Show an ephemeris trimmed for a plan."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Target ephemeris from {file}").format(file=file_name))
        self.setMinimumWidth(620)
        kept = sum(len(table.states) for table in ephemeris.tables)
        facts = QFormLayout()
        rows = [
            (self.tr("Object"), object_text(ephemeris)),
            (self.tr("Span of the file"), _span(ephemeris.file_start.ms, ephemeris.file_end.ms)),
            (
                self.tr("Kept in the plan"),
                self.tr("{span}, {count} states").format(span=_span(ephemeris.start.ms, ephemeris.end.ms), count=kept),
            ),
            (self.tr("Age"), "\n".join(made_lines(ephemeris, plan)) or self.tr("the file does not say")),
            (self.tr("Source"), ephemeris.source.text),
            (self.tr("Flown with"), self._vehicle(ephemeris)),
            (self.tr("Reboosts"), "\n".join(reboost_lines(ephemeris)) or self.tr("none in the span kept")),
        ]
        for name, value in rows:
            label = QLabel(value, self)
            label.setAccessibleName(name)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            facts.addRow(name, label)
        candidate = with_ephemeris(plan, ephemeris)
        said = [finding.message for finding in whereabouts_findings(candidate, resolve(candidate))]
        if ephemeris.created_ms is not None and ephemeris.created_ms > plan.t0.ms:
            said.append(self.tr("This ephemeris was made after T0: a plan could not have known it."))
        self.warning = QLabel("\n".join(said), self)
        self.warning.setAccessibleName(self.tr("What looks wrong"))
        self.warning.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.take = buttons.addButton(self.tr("Take This Ephemeris"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        question = self.tr("Shall {target} fly on this ephemeris? T0 is {t0} UTC.").format(
            target=plan.target.name, t0=utc_field_text(plan.t0.ms)
        )
        layout.addWidget(QLabel(question, self))
        layout.addLayout(facts)
        layout.addWidget(self.warning)
        layout.addStretch(1)
        layout.addWidget(buttons)

    def _vehicle(self, ephemeris: TargetEphemeris) -> str:
        if ephemeris.ballistic_m2pkg is None:
            return self.tr("the file does not say mass and drag")
        return self.tr("{mass:,.0f} kg, {area:,.1f} m2, drag coefficient {coefficient:g}").format(
            mass=ephemeris.mass_kg, area=ephemeris.drag_area_m2, coefficient=ephemeris.drag_coefficient
        )


def _span(start_ms: int, end_ms: int) -> str:
    start, end = (utc_text(ms)[:19].replace("T", " ") for ms in (start_ms, end_ms))
    return f"{start} to {end} UTC"
