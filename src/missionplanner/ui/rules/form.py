"""The fields of one rule: severity, limits in their units, speeds by range, who counts for coverage, source."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from missionplanner.flight.network import ground_stations, relays
from missionplanner.plan.provenance import ProvenanceKind, Source
from missionplanner.plan.rules import RangeLimit, Rule, Severity
from missionplanner.plan.vehicle import LaunchSite
from missionplanner.ui.findings_wording import severity_text
from missionplanner.ui.inspector.fields import Choice, ValueField
from missionplanner.ui.inspector.quantity import METERS, SPEED
from missionplanner.ui.inspector.record_table import Column, RecordTable
from missionplanner.ui.inspector.section import Fact, Section
from missionplanner.ui.inspector.source_editor import SourceEditor
from missionplanner.ui.rules.wording import limits_of, meaning_text, rule_text

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_COVERAGE = ("burn-coverage", "final-approach-coverage")
_ID = Qt.ItemDataRole.UserRole
_NODES_PX = 190


class RuleForm(QWidget):
    """Shows a rule and hands each change over; a field refuses what the rule as a whole would refuse."""

    def __init__(self, change: Callable[[Rule], None], parent: QWidget | None = None) -> None:
        """Make empty fields; ``change`` takes the changed rule, or raises ValueError with what would be right."""
        super().__init__(parent)
        self._put = change
        self._rule: Rule | None = None
        self.section = Section("", self)
        self.kind, self.meaning = Fact(self.tr("Rule")), Fact(self.tr("What it judges"))
        self.name = ValueField(self.tr("Identifier"), self._rename, self.tr("Small letters, digits and hyphens"))
        self.severity = Choice(self.tr("Breaking it is"), self._choose_severity)
        self.severity.fill([(severity_text(severity), severity) for severity in _SEVERITIES])
        self.low = ValueField(self.tr("At least"), partial(self._limit, "low"))
        self.high = ValueField(self.tr("At most"), partial(self._limit, "high"))
        self.speeds = RecordTable[RangeLimit](
            self.tr("Closing speed against range"),
            (
                Column(title=self.tr("Range"), show=lambda r: METERS.text(r.range_m), change=_with_range),
                Column(
                    title=self.tr("Closing speed, at most"),
                    show=lambda r: SPEED.text(r.mps),
                    change=_with_speed,
                    stretches=True,
                ),
            ),
            self._put_speeds,
            self._new_speed,
        )
        self.speeds.table.setWordWrap(False)  # short texts, in rows of one height
        self.nodes = QListWidget(self)
        self.nodes.setAccessibleName(self.tr("Stations and relays that count; none ticked means all"))
        self.nodes.setMinimumHeight(_NODES_PX)
        # The style outlines an empty box in a shade of the background, which dark themes swallow.
        self.nodes.setStyleSheet("QListView::indicator:unchecked { border: 1px solid palette(text); }")
        self.nodes.itemChanged.connect(self._choose_nodes)
        self.source = SourceEditor(self.tr("Source of the rule"), self._change_source, optional=False)
        for label, field in (
            (self.tr("Rule"), self.kind),
            (self.tr("Judges"), self.meaning),
            (self.tr("Identifier"), self.name),
            (self.tr("Breaking it is"), self.severity),
            (self.tr("At least"), self.low),
            (self.tr("At most"), self.high),
            (self.tr("Speeds by range"), self.speeds),
            (self.tr("Who counts (none ticked: all)"), self.nodes),
            (self.tr("Source"), self.source),
        ):
            self.section.add(label, field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.addWidget(self.section)
        layout.addStretch(1)

    def show_rule(self, rule: Rule, is_own: bool, site: LaunchSite) -> None:
        """Show a rule of the plan's own, or one that ships with the program."""
        self._rule = rule
        limits = limits_of(rule.kind)
        self.kind.show_value(rule_text(rule.kind))
        self.meaning.show_value(meaning_text(rule.kind))
        self.name.show_value(rule.id)
        self.name.edit.setReadOnly(not is_own)
        self.severity.show_data(rule.severity)
        for field, value, label in (
            (self.low, rule.low, "" if limits is None else limits.low),
            (self.high, rule.high, "" if limits is None else limits.high),
        ):
            is_used = limits is not None and (bool(label) or value is not None)
            self.section.show_row(field, is_used)
            if limits is not None and is_used:
                heading = self.section.rows.labelForField(field)
                heading.setText(label or field.edit.accessibleName())  # type: ignore[attr-defined]
                field.show_value("" if value is None else limits.quantity.text(value))
                field.edit.setPlaceholderText(
                    self.tr("no limit, or for example {example}").format(example=f"12.5 {limits.quantity.shown}")
                )
        self.section.show_row(self.speeds, rule.kind == "closing-speed")
        if rule.kind == "closing-speed":
            self.speeds.show_rows(rule.speeds)
        self.section.show_row(self.nodes, rule.kind in _COVERAGE)
        if rule.kind in _COVERAGE:
            self._show_nodes(rule, site)
        self.source.show_source(rule.source)

    def _current(self) -> Rule:
        assert self._rule is not None
        return self._rule

    def _rename(self, text: str) -> None:
        self._put(replace(self._current(), id=text.strip()))

    def _choose_severity(self, severity: Any) -> None:
        self._put(replace(self._current(), severity=severity))

    def _limit(self, edge: str, text: str) -> None:
        rule = self._current()
        limits = limits_of(rule.kind)
        assert limits is not None
        value = limits.quantity.parse(text) if text.strip() else None
        if value is None and (rule.high if edge == "low" else rule.low) is None:
            raise ValueError(
                self.tr("this rule needs a limit like {example}").format(example=limits.quantity.text(12.5))
            )
        self._put(replace(rule, low=value) if edge == "low" else replace(rule, high=value))

    def _put_speeds(self, speeds: tuple[RangeLimit, ...]) -> None:
        rule = self._current()
        try:
            self._put(replace(rule, speeds=speeds))
        except ValueError:
            words = (
                self.tr("a rule of closing speed needs at least one row")
                if not speeds
                else self.tr("ranges must grow from each row to the next")
            )
            self.speeds.refuse(rule.speeds, words)

    def _new_speed(self) -> RangeLimit:
        last = self._current().speeds[-1]
        return RangeLimit(range_m=max(2.0 * last.range_m, 1.0), mps=last.mps)

    def _show_nodes(self, rule: Rule, site: LaunchSite) -> None:
        known = {one.id: f"{one.name} ({one.operator})" for one in relays()}
        known |= {one.id: f"{one.name} ({one.operator})" for one in ground_stations()}
        known |= {site.id: self.tr("{name} (launch site)").format(name=site.name)}
        known |= {node: self.tr("{name} (not known)").format(name=node) for node in rule.nodes if node not in known}
        self.nodes.blockSignals(True)
        listed = [self.nodes.item(row).data(_ID) for row in range(self.nodes.count())]
        if listed != list(known):
            self.nodes.clear()
            for node, text in known.items():
                item = QListWidgetItem(text, self.nodes)
                item.setData(_ID, node)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        for row in range(self.nodes.count()):
            item = self.nodes.item(row)
            ticked = item.data(_ID) in rule.nodes
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.nodes.blockSignals(False)

    def _choose_nodes(self) -> None:
        items = [self.nodes.item(row) for row in range(self.nodes.count())]
        ticked = tuple(item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked)
        self._put(replace(self._current(), nodes=ticked))

    def _change_source(self, kind: ProvenanceKind | None, text: str) -> None:
        if kind is not None:
            self._put(replace(self._current(), source=Source(provenance=kind, text=text)))


def _with_range(row: RangeLimit, text: str) -> RangeLimit:
    return replace(row, range_m=METERS.parse(text))


def _with_speed(row: RangeLimit, text: str) -> RangeLimit:
    return replace(row, mps=SPEED.parse(text))
