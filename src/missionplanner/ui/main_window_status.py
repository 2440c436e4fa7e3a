"""The status bar: the figures a flight is judged by, always in sight."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QVBoxLayout, QWidget

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.flight.assess import Assessment
from missionplanner.paint.palette import Palette
from missionplanner.plan.clock import clock_text, met_text, utc_text
from missionplanner.plan.rules import Finding
from missionplanner.ui.findings_wording import count_text, worst_severity
from missionplanner.ui.icons import icon, severity_icon
from missionplanner.ui.whereabouts import age_text, doubts_about, origin_text

_SOURCE_LENGTH = 34


class Readout(QWidget):
    """One figure under its name; faded while it belongs to an earlier plan."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        """Make it without a value."""
        super().__init__(parent)
        name = QLabel(caption, self)
        name.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 0.8)
        name.setFont(font)
        self.value = QLabel(self)
        self.value.setAccessibleName(caption)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 1, 6, 1)
        layout.setSpacing(0)
        layout.addWidget(name)
        layout.addWidget(self.value)

    def warn(self, color: str) -> None:
        """Let the value stand out in a colour; an empty one takes it back."""
        palette = self.value.palette()
        role = QPalette.ColorRole.WindowText
        palette.setColor(role, QColor(color) if color else self.palette().color(role))
        self.value.setPalette(palette)

    def show_value(self, text: str, tip: str = "", is_preview: bool = False) -> None:
        """Show a value."""
        if self.value.text() != text:
            self.value.setText(text)
        self.setToolTip(tip)
        role = QPalette.ColorRole.PlaceholderText if is_preview else QPalette.ColorRole.WindowText
        self.value.setForegroundRole(role)


class StatusBar(QStatusBar):
    """Figures of the plan on show, and the number of findings.

    Signals:
        findings_wanted: the user clicked the number of findings.
    """

    findings_wanted = Signal()

    def __init__(self, document: Document, playhead: Playhead, colors: Palette, parent: QWidget | None = None) -> None:
        """Show the figures of the plan on show."""
        super().__init__(parent)
        self._document = document
        self._playhead = playhead
        self._colors = colors
        self.setSizeGripEnabled(False)
        self.t0 = Readout(self.tr("T0 UTC"))
        self.utc = Readout(self.tr("Playhead UTC"))
        self.met = Readout(self.tr("Playhead MET"))
        self.delta_v = Readout(self.tr("Delta-v"))
        self.docking = Readout(self.tr("Docking UTC"))
        self.contact = Readout(self.tr("Contact"))
        self.elements = Readout(self.tr("Elements"))
        self.clock = Readout(self.tr("Now UTC"))
        for readout in (
            self.t0,
            self.utc,
            self.met,
            self.delta_v,
            self.docking,
            self.contact,
            self.elements,
            self.clock,
        ):
            self.addWidget(readout)
        self.findings = QToolButton(self)
        self.findings.setAutoRaise(True)
        self.findings.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.findings.setToolTip(self.tr("Show the list of findings"))
        self.findings.clicked.connect(self.findings_wanted)
        self.addPermanentWidget(self.findings)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._show_now)
        self.show_clock(False)
        document.shown_changed.connect(self.refresh)
        playhead.moved.connect(self._show_playhead)
        self.refresh()

    def set_palette_colors(self, colors: Palette) -> None:
        """Tint the icon."""
        self._colors = colors
        self.refresh()

    def show_clock(self, shown: bool) -> None:
        """Show or hide what time it is now."""
        self.clock.setVisible(shown)
        if shown:
            self._show_now()
            self._tick.start()
        else:
            self._tick.stop()

    def refresh(self) -> None:
        """Show the figures of the plan on show."""
        shown = self._document.shown
        self.t0.show_value(_seconds(shown.plan.t0.ms), utc_text(shown.plan.t0.ms))
        self._show_playhead()
        self._show_flight(shown)
        self._show_elements(shown)
        self._show_findings(shown.findings)

    def _show_playhead(self) -> None:
        utc_ms = self._playhead.utc_ms
        self.utc.show_value(_seconds(utc_ms), utc_text(utc_ms))
        met = met_text(utc_ms - self._document.shown.plan.t0.ms)
        self.met.show_value(met[:-4], met)

    def _show_flight(self, shown: Assessment) -> None:
        flight, preview = shown.flight, shown.is_preview
        waiting = self.tr("The flight is being computed") if preview else ""
        if flight.is_preview:
            waiting = self.tr("Preview, solved in haste; the full flight follows")
        delta_v = "-" if flight.delta_v is None else f"{flight.delta_v.total_mps:.1f} m/s"
        self.delta_v.show_value(delta_v, waiting, preview)
        contact = flight.contact
        self.docking.show_value(
            "-" if contact is None else clock_text(contact.utc_ms, shown.plan.t0.ms),
            waiting or ("" if contact is None else utc_text(contact.utc_ms)),
            preview,
        )
        self.contact.show_value("-" if contact is None else f"{contact.speed_mps:.3f} m/s", waiting, preview)

    def _show_elements(self, shown: Assessment) -> None:
        """Show how old what is known of the target is at T0 and where it comes from; what is old stands out."""
        plan = shown.plan
        doubts = doubts_about(plan, shown.schedule)
        source = plan.target.whereabouts.source.text
        short = source
        if len(source) > _SOURCE_LENGTH:
            short = f"{source[: _SOURCE_LENGTH - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
        mark = "\N{WARNING SIGN} " if doubts else ""
        tip = "\n".join((plan.target.name, origin_text(plan, shown.schedule), *doubts[:1]))
        self.elements.show_value(f"{mark}{age_text(plan)}  \N{MIDDLE DOT}  {short}", tip)
        self.elements.warn(self._colors.warning if doubts else "")

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        unwaived = tuple(finding for finding in findings if finding.waived is None)
        self.findings.setText(count_text(unwaived))
        worst = worst_severity(unwaived)
        drawing = icon("ok", self._colors, self._colors.ok) if worst is None else severity_icon(worst, self._colors)
        self.findings.setIcon(drawing)

    def _show_now(self) -> None:
        self.clock.show_value(datetime.now(UTC).strftime("%H:%M:%S"))


def _seconds(utc_ms: int) -> str:
    return utc_text(utc_ms)[:19].replace("T", " ")
