"""Crew, objectives and rules as tables on the mission page."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from missionplanner.app.document import Document
from missionplanner.plan.crew_edits import remove_crew_member
from missionplanner.plan.edits import fresh_id, with_fields
from missionplanner.plan.mission import CrewMember, Objective
from missionplanner.plan.rules import Rule, RuleKind, Severity
from missionplanner.ui.findings_wording import severity_text
from missionplanner.ui.inspector.record_table import Column, RecordTable, RowSource
from missionplanner.ui.inspector.section import Section

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


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


class RuleTable(Section):
    """The limits that the plan is judged by."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Make the table."""
        super().__init__(self.tr("Rules"), parent)
        self._document = document
        self.table = RecordTable[Rule](
            self.tr("Rules"),
            (
                Column(title=self.tr("Rule"), show=lambda r: rule_text(r.kind), stretches=True),
                Column(
                    title=self.tr("Breaking it is"),
                    show=lambda r: severity_text(r.severity),
                    change=self._change_severity,
                    choices=tuple(severity_text(severity) for severity in _SEVERITIES),
                ),
                Column(
                    title=self.tr("From"),
                    show=lambda r: _limit_text(r.low),
                    change=lambda r, t: replace(r, low=self._limit(r, t)),
                ),
                Column(
                    title=self.tr("To"),
                    show=lambda r: _limit_text(r.high),
                    change=lambda r, t: replace(r, high=self._limit(r, t)),
                ),
            ),
            self._replace,
        )
        self.add_wide(self.table)

    def refresh(self) -> None:
        """Show the rules of the plan on show."""
        self.table.show_rows(self._document.shown.plan.rules)

    def _change_severity(self, rule: Rule, text: str) -> Rule:
        for severity in _SEVERITIES:
            if severity_text(severity) == text:
                return replace(rule, severity=severity)
        raise ValueError(self.tr("choose error, warning or note"))

    def _limit(self, rule: Rule, text: str) -> float | None:
        if rule.kind in ("port-free", "closing-speed"):
            raise ValueError(self.tr("this rule has no limit"))
        if not text:
            return None
        try:
            return float(text)
        except ValueError:
            raise ValueError(self.tr("{text} is not a number like 0.15").format(text=repr(text))) from None

    def _replace(self, rules: tuple[Rule, ...]) -> None:
        self._document.commit(with_fields(self._document.plan, rules=rules), self.tr("Change the rules"))


def _limit_text(limit: float | None) -> str:
    return "" if limit is None else f"{limit:g}"


def rule_text(kind: RuleKind) -> str:
    """Return what a kind of rule is called on screen, with its unit."""
    context = "RuleKind"
    texts: dict[RuleKind, str] = {
        "delta-v-budget": QCoreApplication.translate(context, "Total delta-v [m/s]"),
        "propellant-reserve": QCoreApplication.translate(context, "Propellant left [kg]"),
        "phase-at-insertion": QCoreApplication.translate(context, "Phase at insertion [deg]"),
        "contact-speed": QCoreApplication.translate(context, "Contact speed [m/s]"),
        "contact-lateral-rate": QCoreApplication.translate(context, "Lateral rate at contact [m/s]"),
        "element-age": QCoreApplication.translate(context, "Age of the elements [d]"),
        "port-free": QCoreApplication.translate(context, "Docking port free"),
        "closing-speed": QCoreApplication.translate(context, "Closing speed against range"),
        "corridor": QCoreApplication.translate(context, "Approach corridor [deg]"),
        "contact-light": QCoreApplication.translate(context, "Light at contact [%]"),
        "flyaround-light": QCoreApplication.translate(context, "Light at flyaround [%]"),
        "sun-in-camera": QCoreApplication.translate(context, "Sun beside the camera's axis [deg]"),
        "burn-coverage": QCoreApplication.translate(context, "Burns out of sight [s]"),
        "final-approach-coverage": QCoreApplication.translate(context, "Final approach out of sight [s]"),
        "burn-spacing": QCoreApplication.translate(context, "Time between burns [s]"),
        "crew-duty": QCoreApplication.translate(context, "Crew rest and duty [h]"),
        "drift-before-initiation": QCoreApplication.translate(context, "Drift before approach initiation [h]"),
        "drift-after-initiation": QCoreApplication.translate(context, "Drift after approach initiation [orbits]"),
        "escape-burn": QCoreApplication.translate(context, "Escape burn [m/s]"),
    }
    return texts[kind]
