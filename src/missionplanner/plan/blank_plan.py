"""A new plan: pad, vehicle, target and key events of another one, and nothing of its mission."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.plan.edits import anchored_to
from missionplanner.plan.events import Burn
from missionplanner.plan.mission import Mission
from missionplanner.plan.plan import Plan


def blank_plan(like: Plan, name: str) -> Plan:
    """Return a plan that flies like another and holds only what that takes.

    Kept are the key events of the rendezvous, the burns, and what their anchors hang on. What was said about the
    other mission (crew, objectives, photos, waivers, actual times, notes) is left out; the rules stay.
    """
    events = {event.id: event for event in like.events}
    wanted = [like.rendezvous.liftoff, like.rendezvous.insertion, like.rendezvous.docking]
    wanted += [event.id for event in like.events if isinstance(event, Burn)]
    kept: set[str] = set()
    while wanted:
        event_id = wanted.pop()
        if event_id in events and event_id not in kept:
            kept.add(event_id)
            wanted.extend(anchored_to(events[event_id]))
    return replace(
        like,
        name=name,
        mission=Mission(name=name),
        events=tuple(replace(e, crew=(), note="", actual=None) for e in like.events if e.id in kept),
        objectives=(),
        crew=(),
        waivers=(),
        photos=(),
        notes="",
    )
