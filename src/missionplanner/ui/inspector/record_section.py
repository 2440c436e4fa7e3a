"""The fields of one record of the plan, such as the vehicle, each with its unit and its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from missionplanner.app.document import Document
from missionplanner.plan.mission import Mission
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import ProvenanceKind
from missionplanner.plan.rendezvous import Approach
from missionplanner.plan.sourced_edits import source_of, with_source, with_value
from missionplanner.plan.vehicle import Ascent, LaunchSite, Vehicle
from missionplanner.ui.inspector.fields import ValueField
from missionplanner.ui.inspector.section import Section
from missionplanner.ui.inspector.source_button import SourceButton

Sourced = TypeVar("Sourced", Mission, Vehicle, LaunchSite, Ascent, Approach)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field: its name in the record, its label, and how its value is written and read."""

    name: str
    label: str
    show: Callable[[Any], str] = str
    parse: Callable[[str], Any] = str.strip


class RecordSection(Section, Generic[Sourced]):
    """Fields of a record; each change is one undo step, and a typed value loses its published source."""

    def __init__(
        self,
        title: str,
        document: Document,
        get: Callable[[Plan], Sourced],
        put: Callable[[Plan, Sourced], Plan],
        fields: tuple[Field, ...],
        parent: QWidget | None = None,
    ) -> None:
        """Make the fields.

        Args:
            title: heading of the section.
            document: the running document.
            get: returns the record in a plan.
            put: returns a plan with the record replaced.
            fields: what to show.
            parent: the widget that the section stands in.
        """
        super().__init__(title, parent)
        self._title = title
        self._document = document
        self._get: Callable[[Plan], Sourced] = get
        self._put: Callable[[Plan, Sourced], Plan] = put
        self._rows: list[tuple[Field, ValueField, SourceButton]] = []
        for field in fields:
            self._add_field(field)

    def field(self, name: str) -> ValueField:
        """Return the widget of a field.

        Raises:
            KeyError: there is no such field.
        """
        return {field.name: widget for field, widget, _ in self._rows}[name]

    def refresh(self) -> None:
        """Show the record of the plan on show."""
        record = self._get(self._document.shown.plan)
        for field, widget, source in self._rows:
            widget.show_value(field.show(getattr(record, field.name)))
            source.show_source(source_of(record, field.name))

    def _add_field(self, field: Field) -> None:
        widget = ValueField(field.label, lambda text: self._change(field, text))
        source = SourceButton(field.label, lambda kind, text: self._change_source(field, kind, text))
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(widget, 1)
        layout.addWidget(source)
        row.setFocusProxy(widget)
        self._rows.append((field, widget, source))
        self.add(field.label, row)

    def _change(self, field: Field, text: str) -> None:
        plan = self._document.plan
        record = with_value(self._get(plan), field.name, field.parse(text))
        self._document.commit(
            self._put(plan, record),
            self.tr("{section}: change {field}").format(section=self._title, field=field.label),
        )

    def _change_source(self, field: Field, kind: ProvenanceKind | None, text: str) -> None:
        plan = self._document.plan
        record = with_source(self._get(plan), field.name, kind, text)
        self._document.commit(
            self._put(plan, record),
            self.tr("{section}: change the source of {field}").format(section=self._title, field=field.label),
        )
