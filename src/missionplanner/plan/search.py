"""Find events by what a planner remembers of them: name, kind, track, crew, note, or what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from missionplanner.plan.events import kind_of
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding


class Match(NamedTuple):
    """An event that was found, and why, empty if by its name."""

    event: str
    why: str


def search(plan: Plan, findings: Iterable[Finding], text: str) -> list[Match]:
    """Return the events that hold every word of a text, those whose name begins with it first, else in plan order.

    A word may stand in the name, the kind, the track, the names of the crew, the note, the source, or a finding.
    """
    words = text.casefold().split()
    tracks = {track.id: track.name for track in plan.tracks}
    crew = {member.id: member.name for member in plan.crew}
    said: dict[str, list[str]] = {}
    for finding in findings:
        for event_id in finding.events:
            said.setdefault(event_id, []).append(finding.message)
    found: list[tuple[int, Match]] = []
    for event in plan.events:
        name = event.name.casefold()
        if all(word in name for word in words):
            found.append((0 if name.startswith(" ".join(words)) else 1, Match(event.id, "")))
            continue
        others = [
            kind_of(event),
            tracks.get(event.track, event.track),
            *(crew.get(member, member) for member in event.crew),
            event.note,
            *said.get(event.id, ()),
        ]
        folded = [other.casefold() for other in others]
        if all(word in name or any(word in other for other in folded) for word in words):
            why = next(o for o, f in zip(others, folded, strict=True) if any(w in f and w not in name for w in words))
            found.append((2, Match(event.id, why)))
    return [match for _, match in sorted(found, key=lambda each: each[0])]
