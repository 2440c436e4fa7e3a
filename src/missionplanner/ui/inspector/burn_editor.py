"""Edit what a burn leaves to the solver, with what the solver made of it beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from missionplanner.flight.assess import Assessment
from missionplanner.flight.flight import SolvedBurn
from missionplanner.plan.burn_edits import (
    Component,
    choice_name,
    choose_component,
    choose_time,
    with_component,
)
from missionplanner.plan.clock import met_text
from missionplanner.plan.edits import replace_event
from missionplanner.plan.events import BoundedComponent, BoundedTime, ComponentChoice, FixedComponent
from missionplanner.plan.plan import Plan
from missionplanner.plan.time_text import duration_text, parse_duration_ms, shift_text, utc_field_text
from missionplanner.ui.inspector.fields import Choice, ValueField
from missionplanner.ui.inspector.quantity import SPEED
from missionplanner.ui.inspector.section import Fact, Section, muted

Commit = Callable[[Plan], None]

_COMPONENTS: tuple[Component, Component, Component] = ("dv_x", "dv_y", "dv_z")


class BurnEditor(Section):
    """Time and delta-v components of one burn, each fixed, bounded or solved."""

    def __init__(self, shown: Callable[[], Assessment], commit: Commit, parent: QWidget) -> None:
        """Make an editor that reads the assessment on show and hands over changed plans."""
        super().__init__("", parent)
        self._shown = shown
        self._commit = commit
        self._event_id = ""
        self.time = Choice(self.tr("Time of ignition"), self._choose_time)
        self.time.fill(self._choices())
        window = self.tr("Relative to the anchor, for example -5 min or +90s")
        self.earliest = ValueField(self.tr("Earliest ignition"), self._change_earliest, window)
        self.latest = ValueField(self.tr("Latest ignition"), self._change_latest, window)
        self.ignition = Fact(self.tr("Ignition as solved"))
        self.total = Fact(self.tr("Delta-v as solved"))
        axes = (self.tr("Delta-v x"), self.tr("Delta-v y"), self.tr("Delta-v z"))
        points = (self.tr("along V-bar"), self.tr("against the orbit normal"), self.tr("to nadir"))
        self.components = tuple(ComponentEditor(axis, k, shown, commit) for k, axis in enumerate(axes))
        self.add(self.tr("Ignition"), self.time)
        self.add(self.tr("Earliest"), self.earliest)
        self.add(self.tr("Latest"), self.latest)
        self.add(self.tr("As solved"), self.ignition)
        for axis, point, component in zip(axes, points, self.components, strict=True):
            component.setToolTip(self.tr("{axis} points {point}").format(axis=axis, point=point))
            self.add(axis, component)
        self.add(self.tr("Total"), self.total)

    def _choices(self) -> list[tuple[str, Any]]:
        return [(self.tr("Fixed"), "fixed"), (self.tr("Bounded"), "bounded"), (self.tr("Solved"), "solved")]

    def show_burn(self, event_id: str) -> None:
        """Show a burn of the plan on show."""
        self._event_id = event_id
        shown = self._shown()
        burn = shown.plan.burn(event_id)
        flown = _flown(shown, event_id)
        self.time.show_data(choice_name(burn.time))
        bounded = burn.time if isinstance(burn.time, BoundedTime) else None
        self.show_row(self.earliest, bounded is not None)
        self.show_row(self.latest, bounded is not None)
        if bounded is not None:
            self.earliest.show_value(shift_text(bounded.earliest_ms))
            self.latest.show_value(shift_text(bounded.latest_ms))
        if flown is None:
            self.ignition.show_value(self.tr("not flown"))
            self.total.show_value(self.tr("not flown"))
        else:
            met = met_text(flown.tig_ms - shown.schedule.t0_ms)
            self.ignition.show_value(f"{utc_field_text(flown.tig_ms)} UTC\n{met}")
            self.total.show_value(
                self.tr("{speed:.3f} m/s in {duration}").format(
                    speed=flown.dv_mps, duration=duration_text(flown.duration_ms)
                )
            )
        for component in self.components:
            component.show_component(event_id)

    def _choose_time(self, choice: Any) -> None:
        shown = self._shown()
        self._commit(choose_time(shown.plan, shown.schedule, self._event_id, choice))

    def _change_earliest(self, text: str) -> None:
        self._change_window(earliest_ms=parse_duration_ms(text))

    def _change_latest(self, text: str) -> None:
        self._change_window(latest_ms=parse_duration_ms(text))

    def _change_window(self, **fields: int) -> None:
        plan = self._shown().plan
        burn = plan.burn(self._event_id)
        if not isinstance(burn.time, BoundedTime):
            return
        window = {"earliest_ms": burn.time.earliest_ms, "latest_ms": burn.time.latest_ms, **fields}
        if window["latest_ms"] < window["earliest_ms"]:
            raise ValueError(self.tr("the latest ignition must not come before the earliest"))
        self._commit(replace_event(plan, replace(burn, time=BoundedTime(**window))))


class ComponentEditor(QWidget):
    """One delta-v component: who picks it, within what, and what was flown."""

    def __init__(
        self, axis: str, index: int, shown: Callable[[], Assessment], commit: Commit, parent: QWidget | None = None
    ) -> None:
        """Make an editor of the component with this index in LVLH."""
        super().__init__(parent)
        self._index = index
        self._component = _COMPONENTS[index]
        self._shown = shown
        self._commit = commit
        self._event_id = ""
        self.choice = Choice(axis, self._choose)
        self.choice.fill([(self.tr("Fixed"), "fixed"), (self.tr("Bounded"), "bounded"), (self.tr("Solved"), "solved")])
        hint = self.tr("For example 24.3 m/s")
        self.value = ValueField(self.tr("{axis}, value").format(axis=axis), self._change_value, hint)
        self.low = ValueField(self.tr("{axis}, at least").format(axis=axis), self._change_low, hint)
        self.high = ValueField(self.tr("{axis}, at most").format(axis=axis), self._change_high, hint)
        self.flown = muted(QLabel(self))
        limits = QHBoxLayout()
        limits.setSpacing(4)
        limits.addWidget(self.low)
        limits.addWidget(self.high)
        beside = QHBoxLayout()
        beside.setSpacing(6)
        beside.addWidget(self.choice, 1)
        beside.addWidget(self.flown, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(beside)
        layout.addWidget(self.value)
        layout.addLayout(limits)
        self.setFocusProxy(self.choice)

    def show_component(self, event_id: str) -> None:
        """Show the component of a burn of the plan on show."""
        self._event_id = event_id
        choice = self._current()
        self.choice.show_data(choice_name(choice))
        self.value.setVisible(isinstance(choice, FixedComponent))
        self.low.setVisible(isinstance(choice, BoundedComponent))
        self.high.setVisible(isinstance(choice, BoundedComponent))
        match choice:
            case FixedComponent():
                self.value.show_value(SPEED.text(choice.mps))
            case BoundedComponent():
                self.low.show_value(SPEED.text(choice.low_mps))
                self.high.show_value(SPEED.text(choice.high_mps))
        flown = _flown(self._shown(), event_id)
        text = "" if flown is None else self.tr("{speed:+.3f} m/s").format(speed=flown.dv_lvlh_mps[self._index])
        self.flown.setText(text)
        self.flown.setToolTip(self.tr("As solved") if text else "")

    def _current(self) -> ComponentChoice:
        return self._shown().plan.burn(self._event_id).components[self._index]

    def _choose(self, choice: Any) -> None:
        shown = self._shown()
        flown = _flown(shown, self._event_id)
        flown_mps = None if flown is None else flown.dv_lvlh_mps[self._index]
        self._commit(choose_component(shown.plan, self._event_id, self._component, choice, flown_mps))

    def _change_value(self, text: str) -> None:
        self._replace(FixedComponent(mps=SPEED.parse(text)))

    def _change_low(self, text: str) -> None:
        choice = self._current()
        if isinstance(choice, BoundedComponent):
            self._replace(self._bounded(SPEED.parse(text), choice.high_mps))

    def _change_high(self, text: str) -> None:
        choice = self._current()
        if isinstance(choice, BoundedComponent):
            self._replace(self._bounded(choice.low_mps, SPEED.parse(text)))

    def _bounded(self, low_mps: float, high_mps: float) -> BoundedComponent:
        if high_mps < low_mps:
            raise ValueError(
                self.tr("at least {low} and at most {high} leaves nothing between").format(
                    low=SPEED.text(low_mps), high=SPEED.text(high_mps)
                )
            )
        return BoundedComponent(low_mps=low_mps, high_mps=high_mps)

    def _replace(self, choice: ComponentChoice) -> None:
        self._commit(with_component(self._shown().plan, self._event_id, self._component, choice))


def _flown(shown: Assessment, event_id: str) -> SolvedBurn | None:
    return next((burn for burn in shown.flight.burns if burn.event == event_id), None)
