"""Every field of the plan that belongs to no event: the mission page."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from missionplanner.app.document import Document
from missionplanner.app.launch_choice import ascent_towards, directions_of, profile_of_kind, profiles_of
from missionplanner.flight.rule_set import rules_of
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import set_t0, with_fields
from missionplanner.plan.launch_edits import with_ascent
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile_edits import with_profile
from missionplanner.plan.provenance import ProvenanceKind, Source
from missionplanner.plan.rendezvous import PROFILE_NAMES, Approach
from missionplanner.plan.target_edits import with_orbit_source
from missionplanner.plan.time_text import parse_instant_ms, utc_field_text
from missionplanner.ui.inspector.fields import Choice, TextArea, ValueField
from missionplanner.ui.inspector.mission_tables import CrewTable, ObjectiveTable
from missionplanner.ui.inspector.record_fields import (
    approach_fields,
    ascent_fields,
    mission_fields,
    site_fields,
    vehicle_fields,
)
from missionplanner.ui.inspector.record_section import RecordSection
from missionplanner.ui.inspector.section import Fact, Section
from missionplanner.ui.inspector.source_button import SourceButton
from missionplanner.ui.whereabouts import origin_text
from missionplanner.ui.windows.wording import direction_text, kind_text

_DAY_MS = 86_400_000


class MissionForm(QWidget):
    """The mission page, kept up with the plan on show; each change is one undo step.

    Signals:
        target_wanted: the user asks for elements or an ephemeris from a file.
        rules_wanted: the user asks for the rules editor.
    """

    target_wanted = Signal()
    rules_wanted = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(parent)
        self._document = document
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(10, 8, 10, 10)
        self._layout.setSpacing(8)
        self._make_plan()
        self.mission = RecordSection(
            self.tr("Mission"), document, lambda p: p.mission, lambda p, r: with_fields(p, mission=r), mission_fields()
        )
        self._layout.addWidget(self.mission)
        self.crew = CrewTable(document)
        self.objectives = ObjectiveTable(document)
        self._layout.addWidget(self.crew)
        self._layout.addWidget(self.objectives)
        self.vehicle = RecordSection(
            self.tr("Vehicle"), document, lambda p: p.vehicle, lambda p, r: with_fields(p, vehicle=r), vehicle_fields()
        )
        self.site = RecordSection(
            self.tr("Launch site"), document, lambda p: p.site, lambda p, r: with_fields(p, site=r), site_fields()
        )
        self.ascent = RecordSection(
            self.tr("Ascent"), document, lambda p: p.ascent, lambda p, r: with_fields(p, ascent=r), ascent_fields()
        )
        self.direction = Choice(self.tr("Direction of the ascent"), self._choose_direction)
        self.direction.setToolTip(self.tr("Which way the ascent leaves the pad; what is known of it is taken along"))
        self.ascent.add(self.tr("Direction"), self.direction)
        for section in (self.vehicle, self.site, self.ascent):
            self._layout.addWidget(section)
        self._make_target()
        self.approach = RecordSection(
            self.tr("Approach"), document, lambda p: p.rendezvous.approach, _with_approach, approach_fields()
        )
        self._layout.addWidget(self.approach)
        self._make_rules()
        self._make_notes()
        self._layout.addStretch(1)

    def _make_plan(self) -> None:
        section = Section(self.tr("Plan"), self)
        self.name = ValueField(self.tr("Name of the plan"), self._change_name)
        self.t0 = ValueField(
            self.tr("T0, UTC"), self._change_t0, self.tr("For example 2025-11-27 09:27:57, 09:28:00 or +30s")
        )
        section.add(self.tr("Name"), self.name)
        section.add(self.tr("T0 UTC"), self.t0)
        self._layout.addWidget(section)

    def _make_target(self) -> None:
        section = Section(self.tr("Target and rendezvous"), self)
        self.target_name = ValueField(self.tr("Name of the target"), self._change_target_name)
        self.elements = Fact(self.tr("Orbit of the target"))
        self.orbit_source = SourceButton(self.tr("Orbit"), self._change_orbit_source, optional=False)
        orbit = QWidget(section)
        beside = QHBoxLayout(orbit)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(2)
        beside.addWidget(self.elements, 1)
        beside.addWidget(self.orbit_source, 0, Qt.AlignmentFlag.AlignTop)
        self.from_file = QPushButton(self.tr("Orbit from file..."))
        self.from_file.clicked.connect(self.target_wanted)
        self.port = Choice(self.tr("Docking port"), self._choose_port)
        self.profile = Choice(self.tr("Profile"), self._choose_profile)
        section.add(self.tr("Target"), self.target_name)
        section.add(self.tr("Orbit"), orbit)
        section.add("", self.from_file)
        section.add(self.tr("Docking port"), self.port)
        section.add(self.tr("Profile"), self.profile)
        self._layout.addWidget(section)

    def _make_rules(self) -> None:
        section = Section(self.tr("Rules"), self)
        self.rules = Fact(self.tr("Rules"))
        self.edit_rules = QPushButton(self.tr("Edit rules..."), self)
        self.edit_rules.setToolTip(self.tr("Change the limits that the plan is judged by"))
        self.edit_rules.clicked.connect(self.rules_wanted)
        section.add(self.tr("Judged by"), self.rules)
        section.add("", self.edit_rules)
        self._layout.addWidget(section)

    def _make_notes(self) -> None:
        section = Section(self.tr("Notes"), self)
        self.notes = TextArea(self.tr("Notes"), self._change_notes, lines=5)
        section.add_wide(self.notes)
        self._layout.addWidget(section)

    def refresh(self) -> None:
        """Show the plan on show."""
        plan = self._document.shown.plan
        self.name.show_value(plan.name)
        self.t0.show_value(utc_field_text(plan.t0.ms))
        for section in (self.mission, self.vehicle, self.site, self.ascent, self.approach):
            section.refresh()
        for table in (self.crew, self.objectives):
            table.refresh()
        self._show_direction(plan)
        shipped = len(rules_of(plan)) - len(plan.rules)
        self.rules.show_value(
            self.tr("{own} rules of the plan and {shipped} that ship with the program").format(
                own=len(plan.rules), shipped=shipped
            )
        )
        self.target_name.show_value(plan.target.name)
        self.elements.show_value(origin_text(plan, self._document.shown.schedule))
        self.orbit_source.show_source(plan.target.whereabouts.source)
        self.port.fill([(port.name, port.id) for port in plan.target.ports])
        self.port.show_data(plan.target.docking_port)
        kinds = {profile.kind for profile in profiles_of(plan)} | {plan.rendezvous.profile}
        self.profile.fill([(kind_text(kind), kind) for kind in PROFILE_NAMES if kind in kinds])
        self.profile.show_data(plan.rendezvous.profile)
        self.notes.show_value(plan.notes)

    def _show_direction(self, plan: Plan) -> None:
        """Offer the pad's directions; a pad with one has nothing to choose."""
        directions = directions_of(plan)
        self.direction.fill([(direction_text(one), one) for one in directions])
        self.direction.show_data(plan.ascent.direction, direction_text(plan.ascent.direction))
        self.ascent.show_row(self.direction, len({*directions, plan.ascent.direction}) > 1)

    def _choose_direction(self, direction: Any) -> None:
        plan = self._document.plan
        if direction != plan.ascent.direction:
            changed = with_ascent(plan, ascent_towards(plan, direction))
            self._document.commit(changed, self.tr("Change the direction of the ascent"))

    def _change_name(self, text: str) -> None:
        if not text.strip():
            raise ValueError(self.tr("a plan needs a name"))
        self._commit(self.tr("Rename the plan"), name=text.strip())

    def _change_t0(self, text: str) -> None:
        plan = self._document.plan
        t0_ms = parse_instant_ms(text, plan.t0.ms, plan.t0.ms)
        self._document.commit(
            set_t0(plan, t0_ms), self.tr("Move T0 to {time} UTC").format(time=utc_field_text(Utc(t0_ms).ms))
        )

    def _change_target_name(self, text: str) -> None:
        if not text.strip():
            raise ValueError(self.tr("the target needs a name"))
        self._commit(self.tr("Rename the target"), target=replace(self._document.plan.target, name=text.strip()))

    def _change_orbit_source(self, kind: ProvenanceKind | None, text: str) -> None:
        if kind is not None:
            plan = with_orbit_source(self._document.plan, Source(provenance=kind, text=text))
            self._document.commit(plan, self.tr("Change the source of the target's orbit"))

    def _choose_port(self, port: Any) -> None:
        self._commit(self.tr("Change the docking port"), target=replace(self._document.plan.target, docking_port=port))

    def _choose_profile(self, kind: Any) -> None:
        plan = self._document.plan
        profile = profile_of_kind(plan, kind)
        if kind != plan.rendezvous.profile and profile is not None:
            self._document.commit(with_profile(plan, profile, plan.t0.ms), self.tr("Change the profile"))

    def _change_notes(self, text: str) -> None:
        self._commit(self.tr("Change the notes"), notes=text)

    def _commit(self, text: str, **fields: Any) -> None:
        self._document.commit(with_fields(self._document.plan, **fields), text)


def _with_approach(plan: Plan, approach: Approach) -> Plan:
    return with_fields(plan, rendezvous=replace(plan.rendezvous, approach=approach))
