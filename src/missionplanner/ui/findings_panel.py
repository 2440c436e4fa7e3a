"""The list of findings: what is wrong, where, and which of it the user has decided to live with."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from missionplanner.app.document import Document
from missionplanner.app.search_worker import SearchWorker
from missionplanner.app.selection import Selection
from missionplanner.flight.rule_set import rules_of
from missionplanner.flight.suggest import may_suggest
from missionplanner.paint.palette import Palette
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding
from missionplanner.plan.waiver_edits import waive, withdraw_waivers
from missionplanner.ui.dialogs.waiver import WaiverDialog
from missionplanner.ui.findings_delegate import FindingDelegate
from missionplanner.ui.findings_wording import by_weight, finding_lines
from missionplanner.ui.icons import icon, severity_icon
from missionplanner.ui.suggestion_bar import SuggestionBar

Index = QModelIndex | QPersistentModelIndex


class FindingsModel(QAbstractListModel):
    """Findings from the gravest to the lightest, the waived ones last; ``UserRole`` is the finding itself."""

    def __init__(self, colors: Palette, parent: QWidget | None = None) -> None:
        """Start without findings."""
        super().__init__(parent)
        self._findings: list[Finding] = []
        self._plan: Plan | None = None
        self._colors = colors

    def show_findings(self, findings: tuple[Finding, ...], plan: Plan, colors: Palette) -> None:
        """Show other findings."""
        ordered = by_weight(findings)
        if ordered == self._findings and plan is self._plan and colors is self._colors:
            return
        self.beginResetModel()
        self._findings, self._plan, self._colors = ordered, plan, colors
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many findings there are."""
        return 0 if parent is not None and parent.isValid() else len(self._findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, icon or the finding of a row."""
        if not index.isValid() or self._plan is None:
            return None
        finding = self._findings[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return "\n".join(line for line in finding_lines(finding, self._plan) if line)
            case Qt.ItemDataRole.DecorationRole if finding.waived is not None:
                return icon("waived", self._colors, self._colors.muted_text)
            case Qt.ItemDataRole.DecorationRole:
                return severity_icon(finding.severity, self._colors)
            case Qt.ItemDataRole.UserRole:
                return finding
        return None


class FindingsPanel(QWidget):
    """Lists what was found wrong with the plan on show.

    Signals:
        zoom_wanted: the user asks to see the selected events.
        repair_wanted: the user asks to repair a broken constraint; carries its id.
        rule_wanted: the user asks to edit the rule that was broken; carries its id.
    """

    zoom_wanted = Signal()
    repair_wanted = Signal(str)
    rule_wanted = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        colors: Palette,
        worker: SearchWorker,
        parent: QWidget | None = None,
    ) -> None:
        """List the findings of the plan on show; suggestions are looked for in a worker."""
        super().__init__(parent)
        self._document = document
        self._selection = selection
        self._colors = colors
        self.model = FindingsModel(colors, self)
        self.list = QListView(self)
        self.list.setAccessibleName(self.tr("Findings"))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setModel(self.model)
        self.list.setItemDelegate(FindingDelegate(self.list))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._offer)
        self.list.doubleClicked.connect(lambda _index: self.show_events())
        self.list.activated.connect(lambda _index: self.show_events())
        self.empty = QLabel(self.tr("Nothing found: the plan keeps every rule."), self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setMargin(8)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.empty)
        self.show_button = QPushButton(self.tr("Show"), self)
        self.show_button.setToolTip(self.tr("Select the events of this finding and zoom to them"))
        self.show_button.clicked.connect(self.show_events)
        self.waive_button = QPushButton(self.tr("Waive..."), self)
        self.waive_button.clicked.connect(self.waive_or_withdraw)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(6, 2, 6, 6)
        buttons.addWidget(self.show_button)
        buttons.addWidget(self.waive_button)
        self.repair_button = QPushButton(self.tr("Repair..."), self)
        self.repair_button.setToolTip(self.tr("Show what would move so that the constraint holds, and move it"))
        self.repair_button.clicked.connect(self.repair)
        buttons.addWidget(self.repair_button)
        self.suggest_button = QPushButton(self.tr("Suggestion"), self)
        self.suggest_button.setToolTip(self.tr("Show what would heal this finding, and what it would do to the flight"))
        self.suggest_button.clicked.connect(self.suggest)
        buttons.addWidget(self.suggest_button)
        self.suggestion = SuggestionBar(document, worker, self)
        self.suggestion.changed.connect(self._adapt)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.suggestion)
        layout.addLayout(buttons)
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._adapt())
        document.shown_changed.connect(self.refresh)
        self.refresh()

    def add_below(self, widget: QWidget) -> None:
        """Put a widget between the list and the buttons."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, widget)

    def sizeHint(self) -> QSize:
        """Ask for room for some findings."""
        return QSize(300, 150)

    def set_palette_colors(self, colors: Palette) -> None:
        """Tint the icons."""
        self._colors = colors
        self.refresh()

    def refresh(self) -> None:
        """List the findings of the plan on show, the same one chosen as before if it is still there."""
        chosen = self.finding()
        shown = self._document.shown
        self.model.show_findings(shown.findings, shown.plan, self._colors)
        self._pages.setCurrentWidget(self.list if self.model.rowCount() else self.empty)
        rows = [self.model.index(row) for row in range(self.model.rowCount())]
        kept = [index for index in rows if chosen is not None and _same(index.data(Qt.ItemDataRole.UserRole), chosen)]
        if kept or rows:
            self.list.setCurrentIndex((kept or rows)[0])
        self._adapt()

    def finding(self) -> Finding | None:
        """Return the finding that is chosen in the list."""
        found = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, Finding) else None

    def show_events(self) -> None:
        """Select the events of the finding and ask to see them."""
        finding = self.finding()
        if finding is None:
            return
        known = {event.id for event in self._document.shown.plan.events}
        events = [event for event in finding.events if event in known]
        if events:
            self._selection.select(events)
            self.zoom_wanted.emit()

    def waive_or_withdraw(self) -> None:
        """Ask for a reason to live with the finding; a waived one is taken seriously again."""
        finding = self.finding()
        if finding is None:
            return
        plan = self._document.plan
        if finding.waived is not None:
            text = self.tr("Withdraw the waiver of '{code}'").format(code=finding.code)
            self._document.commit(withdraw_waivers(plan, finding), text)
            return
        dialog = WaiverDialog(finding, plan, self.window())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            text = self.tr("Waive '{code}'").format(code=finding.code)
            self._document.commit(waive(plan, finding.code, dialog.reason, dialog.event_id), text)

    def repair(self) -> None:
        """Ask to repair the constraint that the finding is about."""
        finding = self.finding()
        if finding is not None:
            self.repair_wanted.emit(finding.code)

    def suggest(self) -> None:
        """Preview the edit that heals the finding."""
        finding = self.finding()
        if finding is not None:
            self.suggestion.try_out(finding)

    def _adapt(self) -> None:
        finding = self.finding()
        known = finding is not None and may_suggest(self._document.shown.plan, finding)
        self.suggest_button.setVisible(known and not self.suggestion.is_open)
        constraints = {constraint.id for constraint in self._document.shown.plan.constraints}
        self.repair_button.setVisible(finding is not None and finding.code in constraints)
        self.show_button.setEnabled(finding is not None and bool(finding.events))
        self.waive_button.setEnabled(finding is not None)
        is_waived = finding is not None and finding.waived is not None
        self.waive_button.setText(self.tr("Withdraw Waiver") if is_waived else self.tr("Waive..."))
        self.waive_button.setToolTip(
            self.tr("Take this finding seriously again")
            if is_waived
            else self.tr("Live with this finding, for a reason that becomes part of the plan")
        )

    def _offer(self, place: QPoint) -> None:
        if not self.list.indexAt(place).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        show = menu.addAction(self.tr("Show Events"), self.show_events)
        show.setEnabled(self.show_button.isEnabled())
        menu.addAction(self.waive_button.text(), self.waive_or_withdraw)
        if not self.suggest_button.isHidden():
            menu.addAction(self.suggest_button.text(), self.suggest)
        finding = self.finding()
        if finding is not None and any(rule.id == finding.code for rule in rules_of(self._document.shown.plan)):
            menu.addAction(self.tr("Edit Rule..."), lambda: self.rule_wanted.emit(finding.code))
        menu.popup(self.list.viewport().mapToGlobal(place))


def _same(one: Finding, other: Finding) -> bool:
    return (one.code, one.events) == (other.code, other.events)
