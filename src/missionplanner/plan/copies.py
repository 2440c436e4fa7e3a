"""Copies of events: duplicated in their plan, or taken along to be pasted, also into another plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec
from msgspec.structs import replace

from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet, AtOrbital, AtUtc
from missionplanner.plan.clock import Utc, dec_hook, enc_hook
from missionplanner.plan.edits import fresh_id
from missionplanner.plan.events import Burn, Event, FixedComponent, FixedTime, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.record import Record
from missionplanner.plan.schedule import Schedule


class Clip(Record, frozen=True, kw_only=True):
    """Events taken out of a plan, with where each started and ended, UTC milliseconds."""

    events: tuple[Event, ...]
    starts_ms: tuple[int, ...]
    ends_ms: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse times that do not go with the events.

        Raises:
            ValueError: there is not one start and one end for each event.
        """
        if not len(self.events) == len(self.starts_ms) == len(self.ends_ms):
            raise ValueError("each copied event needs its start and its end")


def clip_of(plan: Plan, schedule: Schedule, event_ids: Collection[str]) -> Clip:
    """Take some events along; those without a time are left out."""
    chosen = set(event_ids)
    timed = [(e, schedule.span(e.id)) for e in plan.events if e.id in chosen]
    known = [(event, span) for event, span in timed if span is not None]
    return Clip(
        events=tuple(event for event, _ in known),
        starts_ms=tuple(span.start_ms for _, span in known),
        ends_ms=tuple(span.end_ms for _, span in known),
    )


def clip_text(clip: Clip) -> str:
    """Write a clip as JSON, for the clipboard."""
    return msgspec.json.encode(clip, enc_hook=enc_hook).decode()


def read_clip(text: str) -> Clip:
    """Read a clip.

    Raises:
        ValueError: the text is none.
    """
    try:
        return msgspec.json.decode(text, type=Clip, dec_hook=dec_hook)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError("what was copied are no events of a plan") from error


def pasted(plan: Plan, schedule: Schedule, clip: Clip, shift_ms: int) -> tuple[Plan, tuple[str, ...]]:
    """Return the plan with copies of a clip's events, shifted, and the ids of the copies.

    Anchors among the copied events hold among the copies; others keep their kind where this plan has what they name,
    else the copy counts from liftoff. A copied burn is the user's: its time is fixed, and what the solver chose is 0.

    Raises:
        ValueError: a new time lies outside what a plan can hold.
    """
    taken = {event.id for event in plan.events}
    new_ids: dict[str, str] = {}
    for event in clip.events:
        new_ids[event.id] = fresh_id(taken, event.id)
        taken.add(new_ids[event.id])
    tracks = {track.id for track in plan.tracks}
    crew = {member.id for member in plan.crew}
    copies: list[Event] = []
    for event, start_ms, end_ms in zip(clip.events, clip.starts_ms, clip.ends_ms, strict=True):
        changes: dict[str, object] = {
            "id": new_ids[event.id],
            "anchor": _anchor(event.anchor, plan, schedule, new_ids, start_ms + shift_ms, shift_ms),
            "track": event.track if event.track in tracks or not plan.tracks else plan.tracks[0].id,
            "crew": tuple(member for member in event.crew if member in crew),
            "actual": None,
        }
        if isinstance(event, Phase):
            changes["end"] = _anchor(event.end, plan, schedule, new_ids, end_ms + shift_ms, shift_ms)
        if isinstance(event, Burn):
            changes |= _own_burn(event)
        copies.append(replace(event, **changes))
    return replace(plan, events=(*plan.events, *copies)), tuple(new_ids.values())


def duplicated(
    plan: Plan, schedule: Schedule, event_ids: Collection[str], shift_ms: int
) -> tuple[Plan, tuple[str, ...]]:
    """Return the plan with copies of some of its events, shifted, and the ids of the copies.

    Raises:
        ValueError: a new time lies outside what a plan can hold.
    """
    return pasted(plan, schedule, clip_of(plan, schedule, event_ids), shift_ms)


def _anchor(
    anchor: Anchor, plan: Plan, schedule: Schedule, new_ids: Mapping[str, str], utc_ms: int, shift_ms: int
) -> Anchor:
    match anchor:
        case AtUtc():
            return AtUtc(utc=Utc(utc_ms))
        case AfterEvent() if anchor.event in new_ids:
            return replace(anchor, event=new_ids[anchor.event])
        case AfterEvent():
            parent_ms = schedule.start_ms(anchor.event) if anchor.edge == "start" else schedule.end_ms(anchor.event)
            if parent_ms is not None:
                return replace(anchor, offset_ms=utc_ms - parent_ms)
        case AtOrbital() if anchor.after in new_ids:
            return replace(anchor, after=new_ids[anchor.after])
        case AtOrbital():
            if any(event.id == anchor.after for event in plan.events):
                return replace(anchor, offset_ms=anchor.offset_ms + shift_ms)
    return AtMet(met_ms=utc_ms - plan.t0.ms)


def _own_burn(burn: Burn) -> dict[str, object]:
    none = FixedComponent(mps=0.0)
    parts = zip(("dv_x", "dv_y", "dv_z"), burn.components, strict=True)
    own = {name: part if isinstance(part, FixedComponent) else none for name, part in parts}
    return {"time": FixedTime(), **own}
