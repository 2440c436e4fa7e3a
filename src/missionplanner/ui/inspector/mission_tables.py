"""Crew and objectives as tables on the mission page."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from missionplanner.app.document import Document
from missionplanner.plan.crew_edits import remove_crew_member
from missionplanner.plan.edits import fresh_id, with_fields
from missionplanner.plan.mission import CrewMember, Objective
from missionplanner.ui.inspector.record_table import Column, RecordTable, RowSource
from missionplanner.ui.inspector.section import Section


class CrewTable(Section):
    """Who flies, in which role, for which agency."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Make the table."""
        super().__init__(self.tr("Crew"), parent)
        self._document = document
        self.table = RecordTable[CrewMember](
            self.tr("Crew"),
            (
                Column(title=self.tr("Name"), show=lambda m: m.name, change=self._rename, stretches=True),
                Column(title=self.tr("Role"), show=lambda m: m.role, change=lambda m, t: replace(m, role=t)),
                Column(title=self.tr("Agency"), show=lambda m: m.agency, change=lambda m, t: replace(m, agency=t)),
            ),
            self._replace,
            self._new,
            RowSource(get=lambda m: m.source, put=lambda m, source: replace(m, source=source)),
        )
        self.add_wide(self.table)

    def refresh(self) -> None:
        """Show the crew of the plan on show."""
        self.table.show_rows(self._document.shown.plan.crew)

    def _rename(self, member: CrewMember, name: str) -> CrewMember:
        if not name:
            raise ValueError(self.tr("everybody aboard needs a name"))
        return replace(member, name=name)

    def _new(self) -> CrewMember:
        taken = [member.id for member in self._document.plan.crew]
        return CrewMember(
            id=fresh_id(taken, "crew"), name=self.tr("New crew member"), role=self.tr("Flight engineer"), agency=""
        )

    def _replace(self, crew: tuple[CrewMember, ...]) -> None:
        plan = self._document.plan
        for gone in {member.id for member in plan.crew} - {member.id for member in crew}:
            plan = remove_crew_member(plan, gone)
        self._document.commit(with_fields(plan, crew=crew), self.tr("Change the crew"))


class ObjectiveTable(Section):
    """What the mission is for."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Make the table."""
        super().__init__(self.tr("Objectives"), parent)
        self._document = document
        self.table = RecordTable[Objective](
            self.tr("Objectives"),
            (Column(title=self.tr("Objective"), show=lambda o: o.text, change=self._change, stretches=True),),
            self._replace,
            self._new,
            RowSource(get=lambda o: o.source, put=lambda o, source: replace(o, source=source)),
        )
        self.add_wide(self.table)

    def refresh(self) -> None:
        """Show the objectives of the plan on show."""
        self.table.show_rows(self._document.shown.plan.objectives)

    def _change(self, objective: Objective, text: str) -> Objective:
        if not text:
            raise ValueError(self.tr("an objective needs words; use Remove to take it out"))
        return replace(objective, text=text)

    def _new(self) -> Objective:
        taken = [objective.id for objective in self._document.plan.objectives]
        return Objective(id=fresh_id(taken, "objective"), text=self.tr("New objective"))

    def _replace(self, objectives: tuple[Objective, ...]) -> None:
        self._document.commit(with_fields(self._document.plan, objectives=objectives), self.tr("Change the objectives"))
