"""Whatever is dragged, pushed, anchored, copied, removed, undone and redone, the plan stays what its history says."""

import hypothesis.strategies as st
import shiboken6
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from PySide6.QtWidgets import QApplication

from missionplanner.app.anchor_conversion import with_parent
from missionplanner.app.document import Document
from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.plan import bulk_edits, edits
from missionplanner.plan import schedule as schedules
from missionplanner.plan.anchor_edits import possible_parents
from missionplanner.plan.anchors import AfterEvent
from missionplanner.plan.copies import duplicated
from missionplanner.plan.edits import remove_events
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, resolve
from missionplanner.ui.timeline.plan_drag import Grip, PlanDrag

SCALE = TimeScale(left_ms=0.0, ms_per_px=1000.0, left_px=0.0, width_px=1000.0)
NUMBERS = st.integers(0, 10_000)
MOVES_PX = st.integers(-600, 600)
HOWS: tuple[edits.Dependants, ...] = ("remove", "reparent", "freeze")


class Editing(RuleBasedStateMachine):
    """A document in somebody's hands."""

    sample: Plan

    def __init__(self) -> None:
        super().__init__()
        self.document = Document(self.sample)

    @property
    def plan(self) -> Plan:
        return self.document.plan

    def event(self, number: int) -> str:
        """An event that has a time; those beyond it in the list otherwise."""
        schedule = self.document.shown.schedule
        timed = [event.id for event in self.plan.events if schedule.span(event.id) is not None]
        return timed[number % len(timed)]

    def dragged(self, grip: Grip, event_ids: tuple[str, ...], moves_px: list[int], rows: int, *, keeps: bool) -> None:
        before = self.plan
        drag = PlanDrag(self.document, grip, event_ids, self.plan.t0.ms)
        for by_px in moves_px:
            drag.drag_to(float(by_px), SCALE, free=True, rows=rows)
            assert self.plan is before
        if keeps:
            drag.commit()
        else:
            drag.cancel()
            assert self.plan is before
            assert self.document.shown.plan == before

    @rule(
        numbers=st.lists(NUMBERS, min_size=1, max_size=4),
        moves_px=st.lists(MOVES_PX, min_size=1, max_size=3),
        rows=st.integers(-2, 2),
        keeps=st.booleans(),
    )
    def drag_events(self, numbers: list[int], moves_px: list[int], rows: int, keeps: bool) -> None:
        events = tuple(dict.fromkeys(self.event(number) for number in numbers))
        self.dragged("body", events, moves_px, rows, keeps=keeps)

    @rule(number=NUMBERS, moves_px=st.lists(MOVES_PX, min_size=1, max_size=3))
    def drag_copy(self, number: int, moves_px: list[int]) -> None:
        self.dragged("copy", (self.event(number),), moves_px, 0, keeps=True)

    @rule(number=NUMBERS, moves_px=st.lists(MOVES_PX, min_size=1, max_size=3))
    def push_by_drag(self, number: int, moves_px: list[int]) -> None:
        self.dragged("push", (self.event(number),), moves_px, 0, keeps=True)

    @rule(moves_px=st.lists(MOVES_PX, min_size=1, max_size=3), keeps=st.booleans())
    def drag_t0(self, moves_px: list[int], keeps: bool) -> None:
        self.dragged("t0", (), moves_px, 0, keeps=keeps)

    @rule(child=NUMBERS, parent=NUMBERS)
    def anchor(self, child: int, parent: int) -> None:
        shown = self.document.settled()
        child_id = self.event(child)
        possible = [each for each in possible_parents(self.plan, child_id) if shown.schedule.span(each) is not None]
        if child_id == self.plan.rendezvous.liftoff or not possible:
            return
        edge = EventEdge(possible[parent % len(possible)], "end")
        self.document.commit(with_parent(shown, EventEdge(child_id, "start"), edge), "anchor")

    @rule(number=NUMBERS, how=st.sampled_from(HOWS))
    def delete(self, number: int, how: edits.Dependants) -> None:
        keys = self.plan.rendezvous
        doomed = {self.event(number)}
        gone = doomed | (set(edits.dependants(self.plan, doomed)) if how == "remove" else set())
        if not gone & {keys.liftoff, keys.insertion, keys.docking}:
            plan = remove_events(self.plan, self.document.shown.schedule, doomed, how)
            self.document.commit(plan, "delete")

    @rule(numbers=st.lists(NUMBERS, min_size=2, max_size=4, unique=True))
    def close_gaps(self, numbers: list[int]) -> None:
        chosen = list(dict.fromkeys(self.event(number) for number in numbers))
        plan = bulk_edits.close_gaps(self.plan, self.document.shown.schedule, chosen)
        self.document.commit(plan, "close gaps")

    @rule(number=NUMBERS, shift_ms=st.integers(-600_000, 600_000))
    def duplicate(self, number: int, shift_ms: int) -> None:
        plan, _ = duplicated(self.plan, self.document.shown.schedule, [self.event(number)], shift_ms)
        self.document.commit(plan, "duplicate")

    @rule(days=st.integers(-3, 3))
    def another_day(self, days: int) -> None:
        self.document.commit(bulk_edits.shift_plan(self.plan, self.plan.t0.ms + days * 86_400_000), "another day")

    @rule(count=st.integers(1, 4))
    def undo(self, count: int) -> None:
        for _ in range(count):
            self.document.undo_stack.undo()

    @rule(count=st.integers(1, 4))
    def redo(self, count: int) -> None:
        for _ in range(count):
            self.document.undo_stack.redo()

    @invariant()
    def the_schedule_is_that_of_the_plan(self) -> None:
        shown = self.document.shown
        assert shown.plan == self.plan
        followed = shown.schedule
        schedules._last.clear()
        anew = resolve(self.plan, followed.known_ms)
        assert anew.times_ms == followed.times_ms
        for event in self.plan.events:
            start = EventEdge(event.id, "start")
            if isinstance(event.anchor, AfterEvent) and start not in followed.known_ms and start in followed.times_ms:
                parent_ms = followed.times_ms[EventEdge(event.anchor.event, event.anchor.edge)]
                assert followed.times_ms[start] == parent_ms + event.anchor.offset_ms

    def teardown(self) -> None:
        stack = self.document.undo_stack
        while stack.canRedo():
            stack.redo()
        last = self.plan
        while stack.canUndo():
            stack.undo()
        assert self.plan == self.sample
        while stack.canRedo():
            stack.redo()
        assert self.plan == last
        # The commands know the document, and the document the commands: nothing else would end them before Qt does.
        stack.clear()
        shiboken6.delete(self.document)


def test_history_and_schedule_hold_through_any_editing(sample: Plan, qapp: QApplication) -> None:
    Editing.sample = sample
    run_state_machine_as_test(Editing, settings=settings(max_examples=25, stateful_step_count=14, deadline=None))
