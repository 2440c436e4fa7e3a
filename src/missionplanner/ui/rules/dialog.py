"""The rules editor: every rule that judges the plan, changed in place while the findings follow."""

from __future__ import annotations

from functools import partial
from typing import get_args

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from missionplanner.app.document import Document
from missionplanner.app.launch_choice import profile_of_kind
from missionplanner.flight.rule_set import rules_of, shipped_rule
from missionplanner.plan.edits import fresh_id
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import Source
from missionplanner.plan.rule_edits import with_rule, without_rule
from missionplanner.plan.rules import Rule, RuleKind
from missionplanner.plan.sourced_edits import BY_HAND
from missionplanner.ui.findings_wording import severity_text
from missionplanner.ui.inspector.section import muted
from missionplanner.ui.rules.form import RuleForm
from missionplanner.ui.rules.wording import limit_text, rule_text

_ID = Qt.ItemDataRole.UserRole
# Of what neither ships with the program nor follows from the profile.
_RESERVE_KG = 100.0
_GAP_PX = 3


class RulesDialog(QDialog):
    """Stays open beside the plan; each change is one undo step, and the findings follow it at once."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Show the rules that judge a document's plan."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Rules"))
        self.resize(900, 600)
        self._document = document
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Rules"))
        self.list.setWordWrap(True)
        self.list.setSpacing(_GAP_PX)
        self.list.currentItemChanged.connect(lambda _new, _old: self._show())
        self.form = RuleForm(self._change)
        self.note = muted(QLabel(self))
        self.note.setWordWrap(True)
        self.add = QPushButton(self.tr("&Add"), self)
        self.add.setToolTip(self.tr("Add another rule to the plan, of a kind to choose"))
        self.add_menu = QMenu(self.add)
        self.add.setMenu(self.add_menu)
        self.add_menu.aboutToShow.connect(self._list_kinds)
        self.reset = QPushButton(self.tr("&Reset"), self)
        self.reset.setToolTip(self.tr("Go back to the rule as it ships with the program, or as the profile says"))
        self.reset.clicked.connect(self._reset)
        self.remove = QPushButton(self.tr("Re&move"), self)
        self.remove.setToolTip(
            self.tr("Remove the rule from the plan; one that ships with the program takes its place")
        )
        self.remove.clicked.connect(self._remove)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        # Enter takes a field over; it must press no button, not even one of a table.
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        document.shown_changed.connect(self.refresh)
        self.refresh()
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        for button in (self.add, self.remove, self.reset):
            buttons.addWidget(button)
        column.addLayout(buttons)
        page = QScrollArea(self)
        page.setWidgetResizable(True)
        page.setFrameShape(QScrollArea.Shape.NoFrame)
        page.setWidget(self.form)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(left)
        split.addWidget(page)
        split.setSizes([330, 570])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(4)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addWidget(self.note)
        layout.addWidget(self._buttons)
        stack = self._document.undo_stack
        for key, job in ((QKeySequence.StandardKey.Undo, stack.undo), (QKeySequence.StandardKey.Redo, stack.redo)):
            QShortcut(QKeySequence(key), self).activated.connect(job)

    def choose(self, rule_id: str) -> None:
        """Show the rule of an id, if it is there."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == rule_id:
                self.list.setCurrentRow(row)

    def rule(self) -> Rule | None:
        """Return the rule that is chosen."""
        item = self.list.currentItem()
        chosen = None if item is None else item.data(_ID)
        return next((rule for rule in rules_of(self._document.plan) if rule.id == chosen), None)

    def refresh(self) -> None:
        """List the rules of the committed plan, the same one chosen as before."""
        plan = self._document.plan
        rules = rules_of(plan)
        texts = [(rule.id, _entry(rule, rule in plan.rules)) for rule in rules]
        if texts != [(self.list.item(r).data(_ID), self.list.item(r).text()) for r in range(self.list.count())]:
            row = self.list.currentRow()
            chosen = None if row < 0 else self.list.item(row).data(_ID)
            self.list.blockSignals(True)
            self.list.clear()
            for rule_id, text in texts:
                item = QListWidgetItem(text, self.list)
                item.setData(_ID, rule_id)
            ids = [rule_id for rule_id, _ in texts]
            self.list.setCurrentRow(ids.index(chosen) if chosen in ids else min(max(row, 0), len(ids) - 1))
            self.list.blockSignals(False)
        self._show()

    def _show(self) -> None:
        rule, plan = self.rule(), self._document.plan
        if rule is None:
            return
        is_own = rule in plan.rules
        self.form.show_rule(rule, is_own, plan.site)
        self.remove.setEnabled(is_own)
        given = given_rule(plan, rule.kind)
        self.reset.setEnabled(is_own and given is not None and replace(given, id=rule.id) != rule)
        self.note.setText(
            self.tr("This rule is part of the plan. Each change is one step, which Undo takes back.")
            if is_own
            else self.tr("This rule ships with the program; the first change makes it part of the plan.")
        )

    def _change(self, rule: Rule) -> None:
        old, plan = self.rule(), self._document.plan
        if old is None or rule == old:
            return
        changed = with_rule(plan, rule, old.id if old in plan.rules else None)
        if rule.id != old.id:
            item = self.list.currentItem()
            item.setData(_ID, rule.id)
        self._document.commit(changed, self.tr("Change the rule '{name}'").format(name=rule_text(rule.kind)))

    def _remove(self) -> None:
        rule = self.rule()
        if rule is not None:
            text = self.tr("Remove the rule '{name}'").format(name=rule_text(rule.kind))
            self._document.commit(without_rule(self._document.plan, rule.id), text)

    def _reset(self) -> None:
        rule, plan = self.rule(), self._document.plan
        given = None if rule is None else given_rule(plan, rule.kind)
        if rule is not None and given is not None:
            text = self.tr("Reset the rule '{name}'").format(name=rule_text(rule.kind))
            self._document.commit(with_rule(plan, replace(given, id=rule.id)), text)

    def _list_kinds(self) -> None:
        self.add_menu.clear()
        kinds = sorted(_KINDS, key=rule_text)
        for kind in kinds:
            self.add_menu.addAction(rule_text(kind), partial(self._add, kind))

    def _add(self, kind: RuleKind) -> None:
        plan = self._document.plan
        taken = {rule.id for rule in rules_of(plan)}
        reserve = Rule(
            id=kind,
            kind=kind,
            severity="warning",
            low=_RESERVE_KG,
            source=Source(provenance="assumed", text=BY_HAND),
        )
        new = replace(given_rule(plan, kind) or reserve, id=fresh_id(taken, kind))
        # One beside a rule that ships must not take the place of that: both are the plan's then.
        for other in (rule for rule in rules_of(plan) if rule.kind == kind and rule not in plan.rules):
            plan = with_rule(plan, other)
        text = self.tr("Add the rule '{name}'").format(name=rule_text(kind))
        self._document.commit(with_rule(plan, new), text)
        self.choose(new.id)
        self.form.severity.setFocus()


def given_rule(plan: Plan, kind: RuleKind) -> Rule | None:
    """Return the rule of a kind as it ships or as the plan's profile says, None where only a plan can say."""
    profile = profile_of_kind(plan, plan.rendezvous.profile)
    if profile is not None and kind == "phase-at-insertion":
        phase = profile.phase
        return Rule(id=kind, kind=kind, severity="error", low=phase.low_deg, high=phase.high_deg, source=phase.source)
    if profile is not None and kind == "delta-v-budget":
        said = next((one for one in profile.sources if one.field == "dv_budget_mps"), None)
        source = Source(provenance="assumed", text=profile.name)
        if said is not None:
            source = Source(provenance=said.provenance, text=said.text)
        return Rule(id=kind, kind=kind, severity="error", high=profile.dv_budget_mps, source=source)
    return shipped_rule(kind)


def _entry(rule: Rule, is_own: bool) -> str:
    parts = [
        severity_text(rule.severity).lower(),
        limit_text(rule),
        "" if is_own else QCoreApplication.translate("RulesDialog", "as shipped"),
    ]
    details = "  \N{MIDDLE DOT}  ".join(part for part in parts if part)
    return f"{rule_text(rule.kind)}\n{details}"


_KINDS: tuple[RuleKind, ...] = get_args(RuleKind)
