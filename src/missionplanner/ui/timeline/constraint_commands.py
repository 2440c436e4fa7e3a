"""Constraints by command: limit a gap, set a latest time, repair what is broken after showing what that changes."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.plan.clock import met_text, utc_text
from missionplanner.plan.constraint_edits import constraints_on, repaired, with_gap, with_latest, without_constraints
from missionplanner.plan.constraints import margin_ms
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, Schedule, resolve
from missionplanner.plan.time_text import duration_text, parse_duration_ms, parse_instant_ms
from missionplanner.ui.dialogs.ask import ask
from missionplanner.ui.dialogs.problem import show_problem
from missionplanner.ui.timeline.wording import shift_text, tr

_MOST_LISTED = 12


class ConstraintCommands(QObject):
    """Adds, repairs and removes constraints of the selected events."""

    def __init__(self, document: Document, selection: Selection, window: QWidget) -> None:
        """Work on a document, with dialogs above a window."""
        super().__init__(window)
        self._document = document
        self._selection = selection
        self._window = window

    def limit_gap(self) -> None:
        """Ask for the least and the most time between the first and the last selected event."""
        plan, schedule = self._document.plan, self._document.shown.schedule
        timed = sorted((schedule.start_ms(event_id) or 0, event_id) for event_id in self._known())
        if len(timed) < 2:
            show_problem(self._window, tr("Select two events to limit the time between them."))
            return
        after, edge = EventEdge(timed[0][1], "end"), EventEdge(timed[-1][1], "start")
        gap_ms = schedule.times_ms.get(edge, 0) - schedule.times_ms.get(after, 0)

        def meaning(texts: list[str]) -> str:
            _read_limits(texts)
            names = (plan.event(after.event).name, plan.event(edge.event).name)
            text = tr("'{later}' starts {gap} after the end of '{earlier}' now.")
            return text.format(earlier=names[0], later=names[1], gap=duration_text(gap_ms))

        fields = [
            (tr("At least (empty for no limit):"), duration_text(gap_ms)),
            (tr("At most (empty for no limit):"), ""),
        ]
        texts = ask(tr("Limit the Gap"), fields, meaning, tr("Limit"), self._window)
        if texts is not None:
            least_ms, most_ms = _read_limits(texts)
            self._document.commit(with_gap(plan, after, edge, least_ms, most_ms), tr("Limit a gap"))

    def set_latest(self) -> None:
        """Ask for the latest end of the selected event."""
        plan, schedule, known = self._document.plan, self._document.shown.schedule, self._known()
        if not known:
            return
        edge = EventEdge(known[-1], "end")
        now_ms = schedule.times_ms.get(edge, plan.t0.ms)

        def meaning(texts: list[str]) -> str:
            latest_ms = parse_instant_ms(texts[0], plan.t0.ms, now_ms)
            text = tr("Latest end of '{name}': {met}, counted from liftoff.")
            return text.format(name=plan.event(edge.event).name, met=met_text(latest_ms - plan.t0.ms))

        fields = [(tr("Latest time:"), met_text(now_ms - plan.t0.ms))]
        texts = ask(tr("Latest Time"), fields, meaning, tr("Set"), self._window)
        if texts is not None:
            met_ms = parse_instant_ms(texts[0], plan.t0.ms, now_ms) - plan.t0.ms
            text = tr("Set the latest time of {name}").format(name=plan.event(edge.event).name)
            self._document.commit(with_latest(plan, edge, met_ms), text)

    def repair_selected(self) -> None:
        """Repair the broken constraints of the selected events, of all events if none is selected."""
        plan, shown = self._document.plan, self._document.shown
        known = self._known()
        about = {c.id for event_id in known for c in constraints_on(plan, event_id)} if known else None
        broken = [c.id for c in plan.constraints if _is_broken(plan, shown.schedule, c.id)]
        ids = [each for each in broken if about is None or each in about]
        if not ids:
            show_problem(self._window, tr("No constraint is broken here."))
            return
        self.repair(ids)

    def repair(self, constraint_ids: Collection[str]) -> None:
        """Show what a repair would move, and make it if the user agrees."""
        plan, schedule = self._document.plan, self._document.shown.schedule
        try:
            after = repaired(plan, schedule, constraint_ids)
        except ValueError as refused:
            text = str(refused)
            show_problem(self._window, f"{text[:1].upper()}{text[1:]}.")
            return
        changed = {event.id for event, was in zip(after.events, plan.events, strict=True) if event != was}
        known = {edge: ms for edge, ms in schedule.known_ms.items() if edge.event not in changed}
        if self._agrees(moves(plan, schedule, resolve(after, known))):
            self._document.commit(after, tr("Repair constraints"))

    def remove(self) -> None:
        """Remove the constraints of the selected events."""
        plan = self._document.plan
        ids = {constraint.id for event_id in self._known() for constraint in constraints_on(plan, event_id)}
        if ids:
            self._document.commit(without_constraints(plan, ids), tr("Remove constraints"))

    def _agrees(self, lines: list[str]) -> bool:
        box = QMessageBox(self._window)
        box.setObjectName("repair")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Repair"))
        box.setText(tr("The repair moves {count} events:").format(count=len(lines)))
        listed = lines[:_MOST_LISTED]
        if len(lines) > _MOST_LISTED:
            listed.append(tr("and {count} more").format(count=len(lines) - _MOST_LISTED))
        box.setInformativeText("\n".join(listed))
        repair = box.addButton(tr("Repair"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(repair)
        box.exec()
        return box.clickedButton() is repair

    def _known(self) -> list[str]:
        known = {event.id for event in self._document.plan.events}
        return [event_id for event_id in self._selection.event_ids if event_id in known]


def moves(plan: Plan, before: Schedule, after: Schedule) -> list[str]:
    """Say which events start at another time, from when to when."""
    lines = []
    for event in plan.events:
        was_ms, is_ms = before.start_ms(event.id), after.start_ms(event.id)
        if was_ms is not None and is_ms is not None and was_ms != is_ms:
            texts = (utc_text(was_ms)[11:19], utc_text(is_ms)[11:19], shift_text(is_ms - was_ms))
            lines.append(
                tr("{name}: {was} to {now} UTC ({shift})").format(
                    name=event.name, was=texts[0], now=texts[1], shift=texts[2]
                )
            )
    return lines


def _is_broken(plan: Plan, schedule: Schedule, constraint_id: str) -> bool:
    constraint = next(c for c in plan.constraints if c.id == constraint_id)
    margin = margin_ms(constraint, plan.t0.ms, schedule.times_ms)
    return margin is not None and margin < 0


def _read_limits(texts: list[str]) -> tuple[int | None, int | None]:
    least_ms, most_ms = (parse_duration_ms(text) if text.strip() else None for text in texts)
    if least_ms is None and most_ms is None:
        raise ValueError(tr("give a least time, a most time, or both"))
    if least_ms is not None and most_ms is not None and most_ms < least_ms:
        raise ValueError(tr("the most time is less than the least"))
    return least_ms, most_ms
