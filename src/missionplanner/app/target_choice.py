"""A target for a new plan: that of a plan, or one whose orbit a file tells."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from missionplanner.files.found_elements import FoundElements
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.files.trimmed_ephemeris import trimmed_ephemeris
from missionplanner.plan.plan import Plan
from missionplanner.plan.station import Target
from missionplanner.plan.target_edits import catalogue_number, with_elements, with_ephemeris


@dataclass(frozen=True, kw_only=True)
class TargetChoice:
    """A target to choose.

    ``day_ms`` is an instant for which it is known well, ``doubts`` are what is to be said of it beside what its orbit
    tells by itself. An ephemeris is kept whole: how much of it a plan takes depends on the day.
    """

    name: str
    target: Target
    day_ms: int
    doubts: tuple[str, ...] = ()
    ephemeris: FoundEphemeris | None = None
    file_name: str = ""

    def given_to(self, plan: Plan, days: int = 0) -> Plan:
        """Return a plan that flies to this target, at the port of before if the target has it.

        Args:
            plan: the plan.
            days: how many days later it may yet launch, so that an ephemeris reaches as far.

        Raises:
            ElementsFileError: the plan cannot hold the ephemeris.
        """
        target = self.target
        if plan.target.docking_port in {port.id for port in target.ports}:
            target = replace(target, docking_port=plan.target.docking_port)
        plan = replace(plan, target=target)
        if self.ephemeris is None:
            return plan
        return with_ephemeris(plan, trimmed_ephemeris(self.ephemeris, self.file_name, plan, days))


def target_of_plan(plan: Plan, name: str) -> TargetChoice:
    """Return the target of a plan under a name that says whose it is."""
    return TargetChoice(name=name, target=plan.target, day_ms=plan.t0.ms)


def target_of_elements(found: FoundElements, file_name: str, plan: Plan) -> TargetChoice:
    """Return a plan's target on elements of a file; if these are another object's, it has that one's name."""
    target = with_elements(plan, found.elements).target
    doubts = [sentence for sentence in found.warnings]
    known = plan.target.elements
    theirs = catalogue_number(found.elements)
    if known is not None and theirs != catalogue_number(known):
        target = replace(target, name=found.name.strip() or theirs, occupancies=())
        text = _tr("This is catalogue number {theirs}, not the {ours} of {name}, whose ports are kept.")
        doubts.insert(0, text.format(theirs=theirs, ours=catalogue_number(known), name=plan.target.name))
    name = _tr("{target}, from {file}").format(target=target.name, file=file_name)
    return TargetChoice(name=name, target=target, day_ms=found.elements.epoch.ms, doubts=tuple(doubts))


def target_of_ephemeris(found: FoundEphemeris, file_name: str, plan: Plan) -> TargetChoice:
    """Return a plan's target on the ephemeris of a file."""
    name = _tr("{target}, from {file}").format(target=plan.target.name, file=file_name)
    day_ms = min(max(plan.t0.ms, found.start_utc_ms), found.end_utc_ms)
    return TargetChoice(name=name, target=plan.target, day_ms=day_ms, ephemeris=found, file_name=file_name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TargetChoice", text)
