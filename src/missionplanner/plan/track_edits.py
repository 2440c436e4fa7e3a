"""Edits of tracks: order, name, colour, folded, hidden, added, removed."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.plan.edits import fresh_id
from missionplanner.plan.plan import Plan, Track
from missionplanner.plan.slugs import slug


def with_track(plan: Plan, track: Track) -> Plan:
    """Return the plan with the track of the same id replaced; a track that only events name is added.

    Raises:
        KeyError: there is neither such a track nor an event on it.
    """
    if any(old.id == track.id for old in plan.tracks):
        return replace(plan, tracks=tuple(track if old.id == track.id else old for old in plan.tracks))
    if not any(event.track == track.id for event in plan.events):
        raise KeyError(track.id)
    return replace(plan, tracks=(*plan.tracks, track))


def track_of(plan: Plan, track_id: str) -> Track:
    """Return a track; one that only events name is called by its id."""
    return next((track for track in plan.tracks if track.id == track_id), Track(id=track_id, name=track_id))


def add_named_track(plan: Plan, name: str) -> Plan:
    """Return the plan with one more track at the bottom.

    Raises:
        ValueError: the name is empty.
    """
    if not name.strip():
        raise ValueError("the name is empty; every track needs one")
    track_id = fresh_id([track.id for track in plan.tracks], slug(name, "track"))
    return replace(plan, tracks=(*plan.tracks, Track(id=track_id, name=name.strip())))


def remove_track(plan: Plan, track_id: str) -> Plan:
    """Return the plan without an empty track.

    Raises:
        ValueError: events are on it.
    """
    if any(event.track == track_id for event in plan.events):
        name = track_of(plan, track_id).name
        raise ValueError(f"events are on the track '{name}'; move or remove them first")
    return replace(plan, tracks=tuple(track for track in plan.tracks if track.id != track_id))


def move_track(plan: Plan, track_id: str, place: int) -> Plan:
    """Return the plan with a track put at another place from the top; beyond the ends means at the end."""
    tracks = [track for track in plan.tracks if track.id != track_id]
    if len(tracks) == len(plan.tracks):
        return plan
    tracks.insert(min(max(place, 0), len(tracks)), track_of(plan, track_id))
    return replace(plan, tracks=tuple(tracks))


def fold_tracks(plan: Plan, folded: bool) -> Plan:
    """Return the plan with every track folded or unfolded."""
    return replace(plan, tracks=tuple(replace(track, is_folded=folded) for track in plan.tracks))


def show_tracks(plan: Plan) -> Plan:
    """Return the plan with no track hidden."""
    return replace(plan, tracks=tuple(replace(track, is_hidden=False) for track in plan.tracks))
