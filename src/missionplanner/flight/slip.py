"""What becomes of a plan when T0 moves: what fails, which profiles that day allows, and which days come next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.in_plane import NeverInPlaneError
from missionplanner.flight.inputs import reboost_inputs
from missionplanner.flight.option import DAY_MS, Option
from missionplanner.flight.whereabouts import target_states
from missionplanner.flight.windows import Window, WindowError, WindowSearch, find_windows, next_windows
from missionplanner.plan.clock import met_text, utc_prose
from missionplanner.plan.edits import set_t0
from missionplanner.plan.launch_data import AscentEvent, Craft, Pad, PadAscent
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.profile_edits import with_profile
from missionplanner.plan.provenance import Source
from missionplanner.plan.rules import Finding
from missionplanner.plan.schedule import resolve
from missionplanner.plan.vehicle import Ascent

_NEXT_DAYS = 10
_NEXT_COUNT = 3
_OWN = "plan"
# Of a separation that waits for something: about as long as launchers take.
_UNTIMED_MS = 600_000


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A plan judged after its T0 moved.

    ``assessment`` is that of the moved plan, ``fails`` its unwaived errors. ``window`` is the launch opportunity
    nearest to the new T0, None if there is none within half a day; ``later`` are the next ones that work.
    ``sentences`` say all of it in words.
    """

    assessment: Assessment
    fails: tuple[Finding, ...]
    window: Window | None
    later: tuple[Window, ...]
    sentences: tuple[str, ...]

    @property
    def remedy(self) -> Option | None:
        """The best profile of that day, which ``converted`` takes the plan to; None where nothing works."""
        return None if self.window is None else self.window.best


def judge_slip(plan: Plan, profiles: tuple[Profile, ...], t0_ms: int, ascent: Ascent | None = None) -> Slip:
    """Move T0 and judge the plan again.

    Args:
        plan: the plan; its site, vehicle and target are what windows are searched with.
        profiles: the profiles to choose from, the shortest first.
        t0_ms: the new liftoff, UTC milliseconds.
        ascent: the ascent that windows are searched with, such as the pad's own; None takes the plan's.
    """
    moved = set_t0(plan, t0_ms)
    assessment = assess(moved)
    fails = tuple(one for one in assessment.findings if one.severity == "error" and one.waived is None)
    search = search_of(moved, profiles, t0_ms - DAY_MS // 2, 1, ascent)
    try:
        windows = tuple(find_windows(search))
        later_search = replace(search, from_ms=t0_ms + DAY_MS // 2, days=_NEXT_DAYS)
        later = next_windows(later_search, _NEXT_COUNT)
    except (NeverInPlaneError, WindowError) as error:
        sentences = (*(one.message for one in fails), f"{error}.")
        return Slip(assessment=assessment, fails=fails, window=None, later=(), sentences=sentences)
    window = min(windows, key=lambda one: abs(_liftoff_ms(one, moved) - t0_ms), default=None)
    return Slip(
        assessment=assessment,
        fails=fails,
        window=window,
        later=later,
        sentences=_sentences(moved, fails, window, later),
    )


def converted(plan: Plan, option: Option) -> Plan:
    """Return the plan taken to an option: its liftoff, its ascent, its profile, in one edit."""
    return with_profile(plan, option.profile, option.liftoff_ms, option.ascent)


def search_of(
    plan: Plan, profiles: tuple[Profile, ...], from_ms: int, days: int, ascent: Ascent | None = None
) -> WindowSearch:
    """Return a search for windows with what a plan says of pad, vehicle, port and target.

    ``ascent`` takes the place of the plan's own.
    """
    ascent = ascent or plan.ascent
    separation_ms = resolve(plan).start_ms(plan.rendezvous.insertion)
    met_ms = _UNTIMED_MS if separation_ms is None else max(1, separation_ms - plan.t0.ms)
    own = Source(provenance="assumed", text="as the plan says")
    craft = Craft(
        id=_OWN,
        vehicle=plan.vehicle,
        ascent_events=(AscentEvent(id="separation", name="Separation", met_ms=met_ms, source=own),),
    )
    pad = Pad(
        site=plan.site,
        directions=(ascent.direction,),
        directions_source=own,
        ascents=(PadAscent(vehicle=_OWN, ascent=ascent),),
    )
    return WindowSearch(
        pad=pad,
        craft=craft,
        port=plan.target.port,
        profiles=profiles,
        targets=(target_states(plan.target.whereabouts, reboost_inputs(plan, resolve(plan))),),
        from_ms=from_ms,
        days=days,
    )


def _sentences(
    plan: Plan, fails: tuple[Finding, ...], window: Window | None, later: tuple[Window, ...]
) -> tuple[str, ...]:
    said = [finding.message for finding in fails]
    if fails and window is not None:
        said.extend(_of_the_day(plan, window))
    if fails and later:
        named = [f"{utc_prose(o.liftoff_ms)} ({o.profile.name.lower()})" for o in (w.best for w in later) if o]
        said.append(f"The next days that work: {', '.join(named)}.")
    elif fails:
        said.append(f"No day of the {_NEXT_DAYS} that follow works.")
    return tuple(said)


def _of_the_day(plan: Plan, window: Window) -> list[str]:
    said = []
    for option in window.options:
        if option.profile.kind == plan.rendezvous.profile and not option.is_feasible:
            said.append(f"{option.profile.name} on that day: {option.why_not}.")
    if window.best is not None:
        best = window.best
        off = met_text(best.liftoff_ms - plan.t0.ms)
        said.append(
            f"{best.profile.name} works on that day, with liftoff at {utc_prose(best.liftoff_ms)} ({off} from this T0)."
        )
    elif not window.feasible:
        said.append("No profile works on that day.")
    return said


def _liftoff_ms(window: Window, plan: Plan) -> int:
    return window.opportunity.utc_ms - plan.ascent.plane_lead_ms
