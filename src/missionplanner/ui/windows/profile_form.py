"""The fields of one profile: phases, docking time, budget, burns, gates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QVBoxLayout, QWidget

from missionplanner.plan.edits import fresh_id
from missionplanner.plan.profile import Profile, ProfileBurn
from missionplanner.plan.profile_changes import user_source, with_approach, with_burns, with_docking, with_interval
from missionplanner.plan.rendezvous import PROFILE_NAMES, AxialPoint, Waypoint
from missionplanner.plan.sourced_edits import with_value
from missionplanner.plan.time_text import duration_text, parse_duration_ms
from missionplanner.ui.inspector.fields import Choice, ValueField
from missionplanner.ui.inspector.quantity import DEGREES, SPEED
from missionplanner.ui.inspector.record_table import RecordTable
from missionplanner.ui.inspector.section import Fact, Section
from missionplanner.ui.windows.profile_columns import axial_columns, burn_columns, waypoint_columns
from missionplanner.ui.windows.wording import kind_text

_EDITED = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)


class ProfileForm(QWidget):
    """Shows a profile and edits it if it is the user's own; every change is checked as a whole.

    Signals:
        changed: carries the changed profile.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make empty fields."""
        super().__init__(parent)
        self._profile: Profile | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 4, 8, 8)
        self._make_head()
        self._make_phase()
        self._make_tables()
        self._layout.addStretch(1)

    def _make_head(self) -> None:
        head = Section(self.tr("Profile"), self)
        self.name = ValueField(self.tr("Name"), self._rename)
        self.kind = Choice(self.tr("Solved as"), self._choose_kind)
        self.kind.fill([(kind_text(kind), kind) for kind in PROFILE_NAMES])
        self.kind.setToolTip(self.tr("Which of the burns take out the plane, and how the solver starts"))
        self.experimental = QCheckBox(self.tr("Experimental: never the best by default"), self)
        self.experimental.clicked.connect(lambda on: self._set("experimental", bool(on)))
        self.docking = ValueField(
            self.tr("Docking after liftoff"),
            lambda text: self.changed.emit(with_docking(self._current(), parse_duration_ms(text))),
            self.tr("For example 3 h 10 min or 2 d 2 h"),
        )
        self.budget = ValueField(
            self.tr("Delta-v budget"), lambda text: self._set("dv_budget_mps", SPEED.parse(text)), "150 m/s"
        )
        head.add(self.tr("Name"), self.name)
        head.add(self.tr("Solved as"), self.kind)
        head.add(self.tr("Docking after liftoff"), self.docking)
        head.add(self.tr("Delta-v budget"), self.budget)
        head.add("", self.experimental)
        self._layout.addWidget(head)

    def _make_phase(self) -> None:
        phase = Section(self.tr("Phase at insertion, unwrapped"), self)
        hint = self.tr("For example 13.5 deg; beyond 180 deg for flights of days")
        self.low = ValueField(self.tr("Works from"), lambda text: self._limit("phase", low=DEGREES.parse(text)), hint)
        self.high = ValueField(self.tr("Works to"), lambda text: self._limit("phase", high=DEGREES.parse(text)), hint)
        usual = self.tr("Outside it there is a warning; empty for none")
        self.usual_low = ValueField(self.tr("Usually from"), lambda text: self._usual(text, True), usual)
        self.usual_high = ValueField(self.tr("Usually to"), lambda text: self._usual(text, False), usual)
        self.phase_source = Fact(self.tr("Source of the interval"))
        phase.add(self.tr("Works from"), self.low)
        phase.add(self.tr("to"), self.high)
        phase.add(self.tr("Usually from"), self.usual_low)
        phase.add(self.tr("to"), self.usual_high)
        phase.add(self.tr("Source"), self.phase_source)
        self._layout.addWidget(phase)

    def _make_tables(self) -> None:
        self.burns = RecordTable[ProfileBurn](self.tr("Burns"), burn_columns(), self._put_burns, self._new_burn)
        self.gates = RecordTable[Waypoint](self.tr("Gates"), waypoint_columns(), self._put_gates, self._new_gate)
        self.axial = RecordTable[AxialPoint](
            self.tr("Points on the port's axis"), axial_columns(), self._put_axial, self._new_axial
        )
        for title, table, tip in (
            (
                self.tr("Burns"),
                self.burns,
                self.tr("Nominal times like T+44 min or docking -34 min; the last burn is at the first gate."),
            ),
            (self.tr("Gates, in the target's LVLH"), self.gates, self.tr("The first is where the last burn arrives.")),
            (
                self.tr("Points on the port's axis"),
                self.axial,
                self.tr("Held to, and followed, from the flyaround on."),
            ),
        ):
            section = Section(title, self)
            note = Fact(tip)
            note.setText(tip)
            note.setContentsMargins(0, 0, 0, 2)
            section.add_wide(note)
            section.add_wide(table)
            self._layout.addWidget(section)

    def show_profile(self, profile: Profile, is_own: bool) -> None:
        """Show a profile; one that comes with the program can only be looked at."""
        self._profile = profile
        self.name.show_value(profile.name)
        self.kind.show_data(profile.kind)
        self.experimental.setChecked(profile.experimental)
        self.docking.show_value(duration_text(profile.docking_met_ms))
        self.budget.show_value(SPEED.text(profile.dv_budget_mps))
        usual = profile.usual_phase
        self.low.show_value(DEGREES.text(profile.phase.low_deg))
        self.high.show_value(DEGREES.text(profile.phase.high_deg))
        self.usual_low.show_value("" if usual is None else DEGREES.text(usual.low_deg))
        self.usual_high.show_value("" if usual is None else DEGREES.text(usual.high_deg))
        self.phase_source.show_value(profile.phase.source.text)
        self.burns.show_rows(profile.burns)
        self.gates.show_rows(profile.approach.waypoints)
        self.axial.show_rows(profile.approach.axial_points)
        fields = (self.name, self.docking, self.budget, self.low, self.high, self.usual_low, self.usual_high)
        for field in fields:
            field.edit.setReadOnly(not is_own)
        for widget in (self.kind, self.experimental):
            widget.setEnabled(is_own)
        for table in (self.burns, self.gates, self.axial):
            table.table.setEditTriggers(_EDITED if is_own else QAbstractItemView.EditTrigger.NoEditTriggers)
            table.add_button.setEnabled(is_own)
            table.remove_button.setEnabled(is_own)

    def _current(self) -> Profile:
        assert self._profile is not None
        return self._profile

    def _set(self, field: str, value: Any) -> None:
        self.changed.emit(with_value(self._current(), field, value))

    def _rename(self, text: str) -> None:
        if not text.strip():
            raise ValueError(self.tr("a profile needs a name"))
        self.changed.emit(replace(self._current(), name=text.strip()))

    def _choose_kind(self, kind: Any) -> None:
        self._set("kind", kind)

    def _limit(self, field: str, low: float | None = None, high: float | None = None) -> None:
        self._set(field, with_interval(getattr(self._current(), field), low, high))

    def _usual(self, text: str, is_low: bool) -> None:
        if not text.strip():
            self._set("usual_phase", None)
            return
        value = DEGREES.parse(text)
        interval = self._current().usual_phase or self._current().phase
        low, high = (value, None) if is_low else (None, value)
        self._set("usual_phase", with_interval(interval, low, high))

    def _put_burns(self, burns: tuple[ProfileBurn, ...]) -> None:
        profile = self._current()
        if len(burns) > len(profile.burns):  # one more goes before the one at the gate
            burns = (*burns[:-2], burns[-1], burns[-2])
        self._checked(lambda: with_burns(profile, burns), self.burns, profile.burns)

    def _put_gates(self, gates: tuple[Waypoint, ...]) -> None:
        profile, old = self._current(), self._current().approach
        self._checked(lambda: with_approach(profile, gates, old.axial_points), self.gates, old.waypoints)

    def _put_axial(self, points: tuple[AxialPoint, ...]) -> None:
        profile, old = self._current(), self._current().approach
        self._checked(lambda: with_approach(profile, old.waypoints, points), self.axial, old.axial_points)

    def _checked(self, make: Callable[[], Profile], table: RecordTable[Any], old: tuple[Any, ...]) -> None:
        """Take over what a table says, or show its old rows and what was wrong."""
        try:
            profile = make()
        except ValueError as error:
            table.show_rows(())
            table.show_rows(old)
            sentence = str(error)
            table.message.setText(
                self.tr("{what}. The old values stay.").format(what=f"{sentence[:1].upper()}{sentence[1:]}")
            )
            table.message.show()
            return
        self.changed.emit(profile)

    def _new_burn(self) -> ProfileBurn:
        """One more burn halfway between the last two, solved."""
        profile = self._current()
        before, last = (burn.after_liftoff_ms(profile.docking_met_ms) for burn in profile.burns[-2:])
        taken = {burn.id for burn in profile.burns}
        return ProfileBurn(
            id=fresh_id(taken, "dv"),
            name=self.tr("New burn"),
            orbit=profile.burns[-2].orbit,
            place="",
            met_ms=(before + last) // 2,
            time=profile.burns[-2].time,
            source=user_source(),
        )

    def _new_gate(self) -> Waypoint:
        last = self._current().approach.waypoints[-1]
        axial_ms = self._current().approach.axial_points[0].before_docking_ms
        half = tuple(component / 2 for component in last.position_lvlh_m)
        return Waypoint(
            before_docking_ms=(last.before_docking_ms + axial_ms) // 2,
            position_lvlh_m=(half[0], half[1], half[2]),
            source=user_source(),
        )

    def _new_axial(self) -> AxialPoint:
        last = self._current().approach.axial_points[-1]
        return AxialPoint(
            before_docking_ms=max(1, last.before_docking_ms // 2), range_m=last.range_m, source=user_source()
        )
