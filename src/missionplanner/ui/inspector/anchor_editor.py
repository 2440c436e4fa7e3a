"""Edit the rule that times the start or the end of an event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from missionplanner.app.anchor_conversion import with_parent, with_rule
from missionplanner.flight.assess import Assessment
from missionplanner.plan.anchor_edits import anchor_of, possible_parents, rule_of, with_anchor
from missionplanner.plan.anchors import AfterEvent, AtOrbital
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge
from missionplanner.plan.time_text import duration_text, parse_duration_ms
from missionplanner.ui.inspector.event_choice import EventChoice
from missionplanner.ui.inspector.fields import Choice, ValueField
from missionplanner.ui.inspector.orbital_fields import OrbitalFields
from missionplanner.ui.inspector.section import Section

Commit = Callable[[Plan], None]


class AnchorEditor(Section):
    """The anchor of one edge of an event: its rule, and the fields that go with it.

    Choosing another rule or another event to follow leaves the edge at the time it has; the offset moves it.
    """

    def __init__(self, title: str, shown: Callable[[], Assessment], commit: Commit, parent: QWidget) -> None:
        """Make an editor that reads the assessment on show and hands over changed plans."""
        super().__init__(title, parent)
        self._shown = shown
        self._commit = commit
        self._edge: EventEdge | None = None

        self.rule = Choice(self.tr("Rule"), self._choose_rule)
        self.rule.fill(
            [
                (self.tr("UTC"), "utc"),
                (self.tr("MET, moves with T0"), "met"),
                (self.tr("After another event"), "after"),
                (self.tr("Orbital instant"), "orbital"),
            ]
        )
        self.parent_event = EventChoice(self.tr("Event to follow"), self._parents, self._choose_parent)
        self.parent_edge = Choice(self.tr("Edge to follow"), self._choose_parent_edge)
        self.parent_edge.fill([(self.tr("its start"), "start"), (self.tr("its end"), "end")])
        self.offset = ValueField(
            self.tr("Offset"), self._change_offset, self.tr("For example +30s, -5 min, 1h 30m or 00:02:00")
        )

        self.refusal = QLabel(self)
        self.refusal.setWordWrap(True)
        self.refusal.setForegroundRole(QPalette.ColorRole.BrightText)
        self.add(self.tr("Rule"), self.rule)
        self.add_wide(self.refusal)
        self.add(self.tr("After"), self.parent_event)
        self.add(self.tr("Edge"), self.parent_edge)
        self.orbital = OrbitalFields(self, self._parents, self._change_orbital)
        self.add(self.tr("Offset"), self.offset)

    def show_anchor(self, edge: EventEdge) -> None:
        """Show the anchor of an edge of the plan on show."""
        self._edge = edge
        anchor = anchor_of(self._shown().plan, edge)
        self.rule.show_data(rule_of(anchor))
        self.show_row(self.refusal, False)
        after, orbital = isinstance(anchor, AfterEvent), isinstance(anchor, AtOrbital)
        for field in (self.parent_event, self.parent_edge):
            self.show_row(field, after)
        self.orbital.show_anchor(anchor if isinstance(anchor, AtOrbital) else None, self._shown().plan)
        self.show_row(self.offset, after or orbital)
        match anchor:
            case AfterEvent():
                self.parent_event.show_event(anchor.event, self._name(anchor.event))
                self.parent_edge.show_data(anchor.edge)
                self.offset.show_value(duration_text(anchor.offset_ms))
            case AtOrbital():
                self.offset.show_value(duration_text(anchor.offset_ms))

    def _name(self, event_id: str) -> str:
        return next((event.name for event in self._shown().plan.events if event.id == event_id), event_id)

    def _parents(self) -> list[tuple[str, Any]]:
        if self._edge is None:
            return []
        plan = self._shown().plan
        possible = set(possible_parents(plan, self._edge.event))
        return [(event.name, event.id) for event in plan.events if event.id in possible]

    def _choose_rule(self, rule: Any) -> None:
        if self._edge is None:
            return
        try:
            self._commit(with_rule(self._shown(), self._edge, rule))
        except ValueError as error:
            self.show_anchor(self._edge)
            self.refusal.setText(f"{str(error)[:1].upper()}{str(error)[1:]}.")
            self.show_row(self.refusal, True)

    def _choose_parent(self, event_id: Any) -> None:
        if self._edge is not None:
            edge = self.parent_edge.currentData()
            self._commit(with_parent(self._shown(), self._edge, EventEdge(event_id, edge)))

    def _choose_parent_edge(self, edge: Any) -> None:
        if self._edge is not None:
            followed = EventEdge(self.parent_event.currentData(), edge)
            self._commit(with_parent(self._shown(), self._edge, followed))

    def _change_offset(self, text: str) -> None:
        if self._edge is None:
            return
        plan = self._shown().plan
        anchor = anchor_of(plan, self._edge)
        if isinstance(anchor, AfterEvent | AtOrbital):
            changed = replace(anchor, offset_ms=parse_duration_ms(text))
            self._commit(with_anchor(plan, self._edge, changed))

    def _change_orbital(self, anchor: AtOrbital) -> None:
        if self._edge is not None:
            self._commit(with_anchor(self._shown().plan, self._edge, anchor))
