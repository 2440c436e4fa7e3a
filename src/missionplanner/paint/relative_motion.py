"""A flight made ready for the charts of relative motion: path, events, ports and limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from missionplanner.flight.approach_rules import speed_limit
from missionplanner.flight.assess import Assessment
from missionplanner.flight.corrections import Correction, corrections
from missionplanner.flight.passive_safety import Drift
from missionplanner.flight.port_frame import PortState, port_state
from missionplanner.flight.proximity import RelativePath, range_and_rate, relative_path
from missionplanner.flight.rule_set import rule_of
from missionplanner.orbit.vectors import Array
from missionplanner.plan.events import Activity, EventKind, kind_of
from missionplanner.plan.rules import Rule
from missionplanner.plan.station import Port

# Contact is not to the millisecond when docking is planned.
_GATE_S = 2.0


@dataclass(frozen=True, kw_only=True, eq=False)
class RelativeMark:
    """An event of the flight, and where the chaser is then in the target's LVLH [m]."""

    event: str
    name: str
    kind: EventKind
    utc_ms: int
    r_m: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class RelativeFigures:
    """The relative state at an instant; the range is to the place of contact.

    ``port`` is the same in the port's frame, with the way the chaser looks. ``correction`` is the last one of the
    approach, None before the first and after contact.
    """

    utc_ms: int
    r_m: Array
    v_mps: Array
    range_m: float
    rate_mps: float
    port: PortState
    correction: Correction | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class RelativeMotion:
    """A plan's flight as seen from the target; ``path`` is None while nothing was flown.

    ``contact_limits_mps`` are the least and the most speed at contact that the plan's rules allow, ``corridor`` and
    ``closing_speed`` its rules of these kinds.
    """

    assessment: Assessment
    path: RelativePath | None
    marks: tuple[RelativeMark, ...]
    contact_limits_mps: tuple[float | None, float | None]
    corridor: Rule | None
    closing_speed: Rule | None

    @property
    def port(self) -> Port:
        """The port that the chaser comes to."""
        return self.assessment.flight.inputs.port

    @property
    def contact_ms(self) -> int | None:
        """When the flown path ends."""
        if self.path is None:
            return None
        return self.path.flight.epoch_ms + round(1000.0 * float(self.path.t_s[-1]))

    @property
    def drifts(self) -> tuple[Drift, ...]:
        """Where the chaser drifts if a burn fails; empty until that is known."""
        safety = self.assessment.safety
        return () if safety is None else safety.drifts

    @cached_property
    def speed_limits_mps(self) -> Array | None:
        """The most closing speed at each of the path's samples, (n,), as the rule has it; None without a rule.

        Before the gate there is no limit, and the values are not a number.
        """
        if self.path is None or self.closing_speed is None:
            return None
        gate_s = self.path.flight.inputs.approach.waypoints[0].before_docking_ms / 1000.0
        limits_mps = speed_limit(self.closing_speed, self.path.port_range_m)
        return np.where(self.before_contact_s >= -gate_s - _GATE_S, limits_mps, np.nan)

    def figures(self, utc_ms: int) -> RelativeFigures | None:
        """The relative state at an instant, None where the chaser does not fly; nothing is propagated."""
        if self.path is None:
            return None
        state = self.path.state_at((utc_ms - self.path.flight.epoch_ms) / 1000.0)
        if state is None:
            return None
        range_m, rate_mps = range_and_rate(state[0] - self.path.contact_place_m, state[1])
        t_s = (utc_ms - self.path.flight.epoch_ms) / 1000.0
        return RelativeFigures(
            utc_ms=utc_ms,
            r_m=state[0],
            v_mps=state[1],
            range_m=float(range_m),
            rate_mps=float(rate_mps),
            port=port_state(self.port, *state),
            correction=next((one for one in reversed(self.corrections) if one.t_s <= t_s), None),
        )

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections of the approach as flown, in order."""
        return () if self.path is None else corrections(self.path.flight)

    @cached_property
    def before_contact_s(self) -> Array:
        """Times of the path's samples before its end [s], below zero, (n,)."""
        assert self.path is not None
        before: Array = self.path.t_s - self.path.t_s[-1]
        return before


def relative_motion(assessment: Assessment, known: RelativeMotion | None = None) -> RelativeMotion:
    """Make a flight ready for the charts.

    Args:
        assessment: the plan with its flight.
        known: what was made before; its path is taken over if the flight is the same.
    """
    flight = assessment.flight
    is_known = known is not None and known.assessment.flight is flight
    path = known.path if known is not None and is_known else relative_path(flight)
    limit = rule_of(assessment.plan, "contact-speed")
    return RelativeMotion(
        assessment=assessment,
        path=path,
        marks=tuple(_marks(assessment, path)),
        contact_limits_mps=(None, None) if limit is None else (limit.low, limit.high),
        corridor=rule_of(assessment.plan, "corridor"),
        closing_speed=rule_of(assessment.plan, "closing-speed"),
    )


def _marks(assessment: Assessment, path: RelativePath | None) -> Sequence[RelativeMark]:
    """The starts of what is flown, burns first as they matter most, then the last events."""
    if path is None:
        return ()
    marks = []
    docking = assessment.plan.rendezvous.docking
    for event in assessment.plan.events:
        utc_ms = assessment.schedule.start_ms(event.id)
        if utc_ms is None or isinstance(event, Activity):
            continue
        t_s = (utc_ms - path.flight.epoch_ms) / 1000.0
        if event.id == docking and abs(t_s - float(path.t_s[-1])) < 1.0:
            t_s = float(path.t_s[-1])
        state = path.state_at(t_s)
        if state is not None:
            kind = kind_of(event)
            marks.append(RelativeMark(event=event.id, name=event.name, kind=kind, utc_ms=utc_ms, r_m=state[0]))
    order = {"burn": 0, "milestone": 1, "phase": 2}
    marks.sort(key=lambda mark: (mark.event != docking, order[mark.kind], -mark.utc_ms))
    # A phase that begins with a burn or a milestone would only hide it.
    named = {mark.utc_ms // 1000 for mark in marks if mark.kind != "phase"}
    return [mark for mark in marks if mark.kind != "phase" or mark.utc_ms // 1000 not in named]


def ports_of(motion: RelativeMotion) -> tuple[Port, ...]:
    """The ports of the target, the one to dock at first."""
    chosen = motion.port
    others = (port for port in motion.assessment.plan.target.ports if port.id != chosen.id)
    return (chosen, *others)
