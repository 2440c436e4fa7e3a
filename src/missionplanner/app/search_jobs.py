"""The long searches that a worker process runs step by step: windows, curves, reboosts, ways out, what heals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from missionplanner.flight.ascent import AscentError
from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.heal import NothingHealsError, heal
from missionplanner.flight.in_plane import NeverInPlaneError, Opportunity
from missionplanner.flight.option import DAY_MS, Option
from missionplanner.flight.phase_curve import phase_curve
from missionplanner.flight.reboost import reboosts_for
from missionplanner.flight.slip import judge_slip
from missionplanner.flight.windows import WindowError, WindowSearch, find_windows
from missionplanner.orbit.errors import ElementsError, OrbitInputError, PropagationError
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.rules import Finding

REFUSALS = (
    AscentError,
    NeverInPlaneError,
    WindowError,
    ElementsError,
    OrbitInputError,
    PropagationError,
    NothingHealsError,
)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How much of a search is done, from 0 to 1."""

    share: float


class SearchJob(Protocol):
    """A search that can be sent to another process."""

    def answers(self) -> Iterator[object]:
        """Yield what is found, with `Progress` now and then; between two answers the search can be stopped.

        Raises:
            one of ``REFUSALS``: the search makes no sense; the message is a sentence.
        """


@dataclass(frozen=True, kw_only=True)
class ScanJob:
    """Every window of a span, one by one."""

    search: WindowSearch

    def answers(self) -> Iterator[object]:
        """Yield each `Window`."""
        for window in find_windows(self.search):
            yield window
            yield Progress(share=(window.opportunity.utc_ms - self.search.from_ms) / (self.search.days * DAY_MS))


@dataclass(frozen=True, kw_only=True)
class CurveJob:
    """What a profile costs at other phases than that of an opportunity."""

    search: WindowSearch
    opportunity: Opportunity
    profile: Profile
    closures_deg: tuple[float, ...]

    def answers(self) -> Iterator[object]:
        """Yield each `CurvePoint`."""
        yield from phase_curve(self.search, self.opportunity, self.profile, self.closures_deg)


@dataclass(frozen=True, kw_only=True)
class ReboostJob:
    """The reboosts after which a profile works on the search's first day."""

    search: WindowSearch
    profile: Profile
    from_ms: int
    to_ms: int
    most_mps: float
    step_ms: int

    def answers(self) -> Iterator[object]:
        """Yield each `Reboost`, in order of time."""
        instants_ms = range(self.from_ms, self.to_ms + 1, self.step_ms)
        for number, utc_ms in enumerate(instants_ms, start=1):
            yield from reboosts_for(self.search, self.profile, utc_ms, utc_ms, self.most_mps)
            yield Progress(share=number / len(instants_ms))


@dataclass(frozen=True, kw_only=True)
class WaysOut:
    """What works for a plan whose profile does not: on its day, and on the days that follow."""

    plan: Plan
    remedy: Option | None
    later: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class SlipJob:
    """The ways out for a plan whose profile does not work on the day of its T0."""

    plan: Plan
    profiles: tuple[Profile, ...]

    def answers(self) -> Iterator[object]:
        """Yield one `WaysOut`."""
        slip = judge_slip(self.plan, self.profiles, self.plan.t0.ms)
        if slip.window is None and not slip.later:
            raise WindowError(slip.sentences[-1].rstrip(".") if slip.sentences else "no launch window is near this T0")
        later = tuple(window.best for window in slip.later if window.best is not None)
        yield WaysOut(plan=self.plan, remedy=slip.remedy, later=later)


@dataclass(frozen=True, kw_only=True)
class HealJob:
    """What heals a finding of a plan; its assessment saves flying it again."""

    plan: Plan
    finding: Finding
    known: Assessment | None = field(default=None, compare=False, repr=False)

    def answers(self) -> Iterator[object]:
        """Yield `Progress`, and one `Suggestion` at last."""
        yield Progress(share=0.0)
        for step in heal(self.known or assess(self.plan), self.finding):
            yield Progress(share=step) if isinstance(step, float) else step
