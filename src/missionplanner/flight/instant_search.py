"""Find the instant that an orbital anchor names on the path it is about."""

from __future__ import annotations

from collections.abc import Callable
from math import radians

from missionplanner.flight.network import relay_of, station_of
from missionplanner.orbit.geometry.encounters import (
    find_closest_approaches,
    find_range_crossings,
    find_range_rate_crossings,
)
from missionplanner.orbit.geometry.instants import InstantKind, find_instants
from missionplanner.orbit.geometry.roots import Spans
from missionplanner.orbit.geometry.visibility import find_relay_spans, find_visible_spans
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.vectors import Array
from missionplanner.plan.anchors import AtOrbital
from missionplanner.plan.vehicle import LaunchSite

# Some two low orbits: most anchors name a first or a second instant, and a target's path is many hours long.
_LOOKED_AT_ONCE_S = 12_000.0

_Find = Callable[[float, float], Array]


def find_instant(
    anchor: AtOrbital, path: Trajectory, target: Trajectory | None, site: LaunchSite, start_s: float
) -> float | None:
    """The time of an anchor's instant on a path [s since its epoch], None if it does not come while the path lasts.

    Args:
        anchor: what to look for, and the how manieth.
        path: the path of the vehicle that the anchor is about; the chaser's, if it is about both.
        target: the target's path, which ranges are measured to.
        site: the plan's launch site, which may be named as a station.
        start_s: when to begin counting.
    """
    end_s = path.end_s
    if anchor.is_of_both_craft:
        if target is None:
            return None
        start_s, end_s = max(start_s, target.start_s), min(end_s, target.end_s)
    find = _finder(anchor, path, target, site)
    if find is None:
        return None
    left = anchor.count
    while start_s < end_s:
        stop_s = start_s + _LOOKED_AT_ONCE_S
        if stop_s > end_s - 0.25 * _LOOKED_AT_ONCE_S:
            stop_s = end_s
        found_s = find(start_s, stop_s)
        if len(found_s) >= left:
            return float(found_s[left - 1])
        left -= len(found_s)
        start_s = stop_s
    return None


def _finder(anchor: AtOrbital, path: Trajectory, target: Trajectory | None, site: LaunchSite) -> _Find | None:
    """What finds the instants in a span; None if there is no such station or relay, or no target."""
    match anchor.instant:
        case "range" | "range-rate" | "closest-approach":
            return None if target is None else _encounter_finder(anchor, path, target)
        case "station-rise" | "station-set":
            station = station_of(anchor.station or "", site)
            if station is None:
                return None
            place = station.place
            mask_rad = radians(station.mask_deg if anchor.mask_deg is None else anchor.mask_deg)
            side = _rises if anchor.instant == "station-rise" else _sets
            return lambda a_s, b_s: side(find_visible_spans(path, place, mask_rad, a_s, b_s))
        case "relay-acquisition" | "relay-loss":
            relay = relay_of(anchor.relay or "")
            if relay is None:
                return None
            longitude_rad, grazing_m = radians(relay.longitude_deg), relay.grazing_height_m
            side = _rises if anchor.instant == "relay-acquisition" else _sets
            return lambda a_s, b_s: side(find_relay_spans(path, longitude_rad, grazing_m, a_s, b_s))
        case _:
            kind = InstantKind(anchor.instant)
            return lambda a_s, b_s: find_instants(kind, path, a_s, b_s)


def _encounter_finder(anchor: AtOrbital, path: Trajectory, target: Trajectory) -> _Find:
    if anchor.range_m is not None:
        range_m = anchor.range_m
        closing = None if anchor.crossing is None else anchor.crossing == "falling"
        return lambda a_s, b_s: find_range_crossings(path, target, range_m, a_s, b_s, closing=closing)
    if anchor.range_rate_mps is not None:
        rate_mps, crossing = anchor.range_rate_mps, anchor.crossing

        def rates(a_s: float, b_s: float) -> Array:
            found = find_range_rate_crossings(path, target, rate_mps, a_s, b_s)
            return found.t_s if crossing is None else found.falling_s if crossing == "falling" else found.rising_s

        return rates
    return lambda a_s, b_s: find_closest_approaches(path, target, a_s, b_s)


def _rises(spans: Spans) -> Array:
    """Where spans begin, as far as that is seen."""
    return spans.start_s[1:] if spans.begun_before else spans.start_s


def _sets(spans: Spans) -> Array:
    """Where spans end, as far as that is seen."""
    return spans.end_s[:-1] if spans.lasts_beyond else spans.end_s
