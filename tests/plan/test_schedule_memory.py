"""A schedule made from the last one says what a schedule made from nothing says, whatever was edited between."""

import random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from missionplanner.plan import schedule as schedules
from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet, AtOrbital, AtUtc
from missionplanner.plan.changed_events import Picked
from missionplanner.plan.clock import Utc
from missionplanner.plan.events import Activity, Burn, Event, Milestone, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, Schedule, resolve

EDGES = ("start", "end")


def anew(plan: Plan, known: dict[EventEdge, int]) -> Schedule:
    schedules._last.clear()
    return resolve(plan, known)


def any_anchor(dice: random.Random, plan: Plan) -> Anchor:
    other = dice.choice(plan.events).id if dice.random() < 0.97 else "nobody"
    return dice.choice(
        (
            AtUtc(utc=Utc(plan.t0.ms + dice.randrange(-10_000_000, 10_000_000))),
            AtMet(met_ms=dice.randrange(-10_000_000, 10_000_000)),
            AfterEvent(event=other, edge=dice.choice(EDGES), offset_ms=dice.randrange(-1_000_000, 1_000_000)),
            AtOrbital(instant="apogee", after=other),
        )
    )


def changed(dice: random.Random, plan: Plan) -> Plan:
    if dice.random() < 0.2:
        return replace(plan, t0=Utc(plan.t0.ms + dice.randrange(-1_000_000, 1_000_000)))
    events = list(plan.events)
    for _ in range(dice.randrange(1, 3)):
        place = dice.randrange(len(events))
        event: Event = replace(events[place], anchor=any_anchor(dice, plan))
        if isinstance(event, Phase):
            event = replace(event, end=any_anchor(dice, plan))
        if isinstance(event, Activity):
            event = replace(event, duration_ms=dice.randrange(1, 1_000_000))
        events[place] = event
    if dice.random() < 0.1:
        events.append(
            Milestone(id=f"new-{dice.random():.9f}".replace(".", "-"), name="New", track="x", anchor=AtMet(met_ms=0))
        )
    return replace(plan, events=tuple(events))


@given(seed=st.integers(0, 2**32))
def test_following_changes_gives_the_schedule_of_a_new_start(sample: Plan, seed: int) -> None:
    dice = random.Random(seed)
    plan, known = sample, {}
    schedules._last.clear()
    seen: list[tuple[Plan, dict[EventEdge, int], Schedule]] = []
    for _ in range(12):
        plan = changed(dice, plan) if dice.random() < 0.9 else sample
        if dice.random() < 0.5:
            edge = EventEdge(dice.choice(plan.events).id, dice.choice(EDGES))
            known = {**known, edge: plan.t0.ms + dice.randrange(10_000_000)} if dice.random() < 0.7 else {}
        seen.append((plan, dict(known), resolve(plan, known)))
    for plan_then, known_then, followed in seen:
        assert followed == anew(plan_then, known_then)


@given(seed=st.integers(0, 2**32))
def test_picked_events_are_those_that_a_whole_search_finds(sample: Plan, seed: int) -> None:
    dice = random.Random(seed)
    burns = Picked(lambda event: isinstance(event, Burn))
    plan = sample
    for _ in range(8):
        plan = changed(dice, plan)
        assert burns.of(plan.events) == [event for event in plan.events if isinstance(event, Burn)]
