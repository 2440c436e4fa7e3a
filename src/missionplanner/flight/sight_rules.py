"""Rules of light and sight: the Sun at contact and in the camera, and who sees burns and the final approach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import degrees, radians

import numpy as np

from missionplanner.flight.approach_rules import ApproachPath
from missionplanner.flight.event_at import event_at
from missionplanner.flight.flight import Flight
from missionplanner.flight.network import GroundStation, Relay, ground_stations, relay_of, relays, station_of
from missionplanner.orbit.geometry.light import sun_visibility
from missionplanner.orbit.geometry.roots import Spans
from missionplanner.orbit.geometry.sunlight import sun_angles_to_axis
from missionplanner.orbit.geometry.visibility import find_relay_spans, find_visible_spans
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.sky.almanac import sun_position_gcrs
from missionplanner.orbit.vectors import Array
from missionplanner.plan.clock import utc_prose
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, Rule
from missionplanner.plan.schedule import Schedule
from missionplanner.plan.vehicle import LaunchSite

_BLIND_S = 0.05

Sight = Callable[[Trajectory, float, float], Spans]


def sunlit(path: Trajectory, t_s: Array) -> Array:
    """Visible fraction of the Sun's disc along a path at times [s since its epoch], (n,)."""
    return sun_visibility(path.position(t_s), sun_position_gcrs(path.epoch_utc_ms, t_s))


def light_findings(plan: Plan, schedule: Schedule, flight: Flight, path: ApproachPath, rule: Rule) -> Iterator[Finding]:
    """Yield a finding if there is less light than asked for, at contact or over the flyaround."""
    if rule.low is None:
        return
    if rule.kind == "contact-light":
        value, subject = 100.0 * float(sunlit(path.seen, path.t_s[-1:])[0]), "of the Sun's disc is seen at contact"
        event = plan.rendezvous.docking
    else:
        last = flight.inputs.approach.waypoints[-1].before_docking_ms
        begin_s = ((flight.inputs.docking_ms or 0) - last - flight.epoch_ms) / 1000
        around_s = np.linspace(begin_s, max(path.axial_s, begin_s), 61)
        value = 100.0 * float((sunlit(path.seen, around_s) > 0.5).mean())
        subject = "of the flyaround is in sunlight"
        event = event_at(plan, schedule, flight.epoch_ms + round(float(around_s.mean()) * 1000))
    if value < rule.low:
        yield Finding(
            code=rule.id,
            severity=rule.severity,
            message=f"{value:.0f} % {subject}; at least {rule.low:g} % is asked for.",
            events=(event,),
            margin=value - rule.low,
            unit="%",
        )


def camera_findings(
    plan: Plan, schedule: Schedule, flight: Flight, path: ApproachPath, rule: Rule
) -> Iterator[Finding]:
    """Yield a finding if the Sun comes too near to the docking camera's axis during the final approach."""
    if rule.low is None:
        return
    final_s = path.t_s[path.t_s >= path.final_s]
    angles_deg = camera_angles_deg(path.seen, flight.inputs.port.axis_lvlh, final_s)
    worst = int(np.argmin(angles_deg))
    if angles_deg[worst] >= rule.low:
        return
    utc_ms = flight.epoch_ms + round(float(final_s[worst]) * 1000)
    yield Finding(
        code=rule.id,
        severity=rule.severity,
        message=f"At {utc_prose(utc_ms)} the Sun stands {angles_deg[worst]:.1f} deg from the docking camera's axis; at "
        f"least {rule.low:g} deg is asked for.",
        events=(event_at(plan, schedule, utc_ms),),
        margin=float(angles_deg[worst]) - rule.low,
        unit="deg",
    )


def camera_angles_deg(path: Trajectory, axis_lvlh: tuple[float, float, float], t_s: Array) -> Array:
    """How far the Sun is from the axis of a camera that looks at the port [deg], 180 where it is hidden, (n,)."""
    angles: Array = np.degrees(sun_angles_to_axis(path, -np.array(axis_lvlh), "lvlh", t_s))
    return np.where(sunlit(path, t_s) > 0.0, angles, degrees(np.pi))


def burn_coverage_findings(plan: Plan, flight: Flight, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each burn that nobody sees for longer than allowed."""
    if rule.high is None or flight.chaser is None or flight.target is None:
        return
    sights = _sights(rule, plan.site)
    if isinstance(sights, str):
        yield _unknown(rule, sights)
        return
    for burn in flight.burns:
        start_s = (burn.tig_ms - flight.epoch_ms) / 1000
        end_s = min(start_s + burn.duration_ms / 1000, flight.target.end_s)
        # A flight in haste ends at the gate, where its last burn begins; what sees the target sees that.
        unseen_s = _unseen(flight.chaser if end_s <= flight.chaser.end_s else flight.target, start_s, end_s, sights)
        if unseen_s > rule.high + _BLIND_S:
            yield Finding(
                code=rule.id,
                severity=rule.severity,
                message=f"'{burn.name}' at {utc_prose(burn.tig_ms)} is out of sight of every station and relay for "
                f"{unseen_s:.0f} s of {end_s - start_s:.0f} s; at most {rule.high:g} s is allowed.",
                events=(burn.event,),
                margin=rule.high - unseen_s,
                unit="s",
            )


def final_coverage_findings(
    plan: Plan, schedule: Schedule, flight: Flight, path: ApproachPath, rule: Rule
) -> Iterator[Finding]:
    """Yield a finding if nobody sees the final approach for longer than allowed."""
    if rule.high is None:
        return
    sights = _sights(rule, plan.site)
    if isinstance(sights, str):
        yield _unknown(rule, sights)
        return
    end_s = float(path.t_s[-1])
    unseen_s = _unseen(path.seen, path.final_s, end_s, sights)
    if unseen_s > rule.high + _BLIND_S:
        middle_ms = flight.epoch_ms + round(500.0 * (path.final_s + end_s))
        yield Finding(
            code=rule.id,
            severity=rule.severity,
            message=f"The final approach is out of sight of every station and relay for {unseen_s:.0f} s of "
            f"{end_s - path.final_s:.0f} s; at most {rule.high:g} s is allowed.",
            events=(event_at(plan, schedule, middle_ms),),
            margin=rule.high - unseen_s,
            unit="s",
        )


def unseen_s(path: Trajectory, start_s: float, end_s: float, rule: Rule, site: LaunchSite) -> float | None:
    """For how long none of a rule's stations and relays sees a path, None if it names one that is not known."""
    sights = _sights(rule, site)
    return None if isinstance(sights, str) else _unseen(path, start_s, end_s, sights)


def _sights(rule: Rule, site: LaunchSite) -> list[Sight] | str:
    """What sees a path from each node of a rule, relays first as they see most; or the node that is not known."""
    if not rule.nodes:
        return [*map(_of_relay, relays()), *map(_of_station, ground_stations())]
    sights = []
    for node in rule.nodes:
        if (relay := relay_of(node)) is not None:
            sights.append(_of_relay(relay))
        elif (station := station_of(node, site)) is not None:
            sights.append(_of_station(station))
        else:
            return node
    return sights


def _of_relay(relay: Relay) -> Sight:
    return lambda path, start_s, end_s: find_relay_spans(
        path, radians(relay.longitude_deg), relay.grazing_height_m, start_s, end_s
    )


def _of_station(station: GroundStation) -> Sight:
    return lambda path, start_s, end_s: find_visible_spans(
        path, station.place, radians(station.mask_deg), start_s, end_s
    )


def _unseen(path: Trajectory, start_s: float, end_s: float, sights: list[Sight]) -> float:
    """For how long a span is out of sight of all [s]."""
    if end_s <= start_s:
        return 0.0
    seen: list[tuple[float, float]] = []
    unseen = end_s - start_s
    for sight in sights:
        spans = sight(path, start_s, end_s)
        if not len(spans):
            continue
        seen.extend(zip(spans.start_s.tolist(), spans.end_s.tolist(), strict=True))
        reached, unseen = start_s, 0.0
        for low_s, high_s in sorted(seen):
            unseen += max(0.0, low_s - reached)
            reached = max(reached, high_s)
        unseen += max(0.0, end_s - reached)
        if unseen <= _BLIND_S:
            return unseen
    return unseen


def _unknown(rule: Rule, node: str) -> Finding:
    return Finding(
        code=rule.id,
        severity="error",
        message=f"The rule '{rule.id}' names '{node}', which is no ground station, relay or launch site.",
    )
