"""Launch windows: every in-plane opportunity of a span of days, and which profile each of them allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import degrees

from msgspec import structs

from missionplanner.flight.ascent import AscentError
from missionplanner.flight.in_plane import Opportunity, TargetPlane, opportunities, target_plane
from missionplanner.flight.option import DAY_MS, Launch, Option, fly_option
from missionplanner.flight.target_states import TargetStates, nearest_states
from missionplanner.orbit.errors import ElementsError, OrbitInputError, PropagationError
from missionplanner.plan.launch_data import Craft, Pad
from missionplanner.plan.profile import Profile
from missionplanner.plan.provenance import FieldSource
from missionplanner.plan.station import Port
from missionplanner.plan.vehicle import Ascent, LaunchDirection

_OLD_MS = 14 * DAY_MS


class WindowError(ValueError):
    """Windows cannot be searched; the message is one sentence that says why."""


_ROUGH = "Nothing closer than {good_s:g} s is claimed of this liftoff; the pad's data say why."


@dataclass(frozen=True, kw_only=True)
class WindowSearch:
    """What to look for: from which pad, with what, to where, by which profiles, and when.

    ``profiles`` stand in the order of preference, the shortest first. ``targets`` are all sources of the target's
    states; each opportunity takes the one that knows most about it. The span is from ``from_ms``, ``days`` long.
    ``usual_pad`` lends the vehicle's ascent to a pad that knows none of it.
    """

    pad: Pad
    craft: Craft
    port: Port
    profiles: tuple[Profile, ...]
    targets: tuple[TargetStates, ...]
    from_ms: int
    days: int
    usual_pad: Pad | None = None


@dataclass(frozen=True, kw_only=True)
class Window:
    """One opportunity: an option for each profile, in the order of the search.

    ``is_extrapolated`` marks an opportunity outside the target's ephemeris, to which it was flown from its nearest end.
    ``not_flown`` says why nobody launches in its direction, and is empty where somebody does: its options are judged
    like others, and none of them is proposed.
    """

    opportunity: Opportunity
    options: tuple[Option, ...]
    is_extrapolated: bool
    warnings: tuple[str, ...]
    not_flown: str = ""

    @property
    def feasible(self) -> tuple[Option, ...]:
        """The options that work, the shortest first; none in a direction that is not flown."""
        return () if self.not_flown else tuple(option for option in self.options if option.is_feasible)

    @property
    def best(self) -> Option | None:
        """The shortest feasible option that is not experimental."""
        return next((option for option in self.feasible if not option.profile.experimental), None)


def find_windows(search: WindowSearch) -> Iterator[Window]:
    """Find the windows of a span one by one, in order of time, so that a caller can show progress and stop.

    Raises:
        NeverInPlaneError: the pad never crosses the target's plane; the message tells the cheapest plane change.
        WindowError: the target or the ascent cannot be flown at all.
    """
    try:
        for first_ms, last_ms, target in _stretches(search):
            for found in opportunities(target, search.pad.site, search.pad.directions, first_ms, last_ms):
                yield _window(search, target, found)
    except (ElementsError, OrbitInputError, PropagationError) as error:
        raise WindowError(f"the target cannot be flown: {error}") from None
    except AscentError as error:
        raise WindowError(f"{search.pad.site.name}: {error}") from None


def next_windows(search: WindowSearch, count: int) -> tuple[Window, ...]:
    """Return the first windows of a span that have a best option, ``count`` of them at most.

    Raises:
        NeverInPlaneError, WindowError: as for ``find_windows``.
    """
    found: list[Window] = []
    for window in find_windows(search):
        if window.best is not None:
            found.append(window)
            if len(found) == count:
                break
    return tuple(found)


def launch_of(
    search: WindowSearch, target: TargetStates, plane: TargetPlane, direction: LaunchDirection
) -> tuple[Launch, tuple[str, ...]]:
    """Return what lifts off in a direction, and what has to be said of its ascent."""
    ascent, warnings = _ascent(search, plane, direction)
    site, craft, port = search.pad.site, search.craft, search.port
    return Launch(site=site, ascent=ascent, craft=craft, port=port, target=target), warnings


def _stretches(search: WindowSearch) -> Iterator[tuple[int, int, TargetStates]]:
    """Cut the span where another source begins to know more."""
    ends_ms = [search.from_ms + DAY_MS * day for day in range(search.days + 1)]
    first_ms, target = ends_ms[0], nearest_states(search.targets, ends_ms[0] + DAY_MS // 2)
    for end_ms in ends_ms[1:-1]:
        nearest = nearest_states(search.targets, end_ms + DAY_MS // 2)
        if nearest is not target:
            yield first_ms, end_ms, target
            first_ms, target = end_ms, nearest
    yield first_ms, ends_ms[-1], target


def _window(search: WindowSearch, target: TargetStates, found: Opportunity) -> Window:
    plane = target_plane(target, found.utc_ms)
    launch, warnings = launch_of(search, target, plane, found.direction)
    away_ms = target.away_ms(found.utc_ms)
    if target.reaches_by_flight and away_ms:
        warnings += (
            f"This is {away_ms / DAY_MS:.1f} days outside the ephemeris; the target was flown here from its end.",
        )
    elif away_ms > _OLD_MS:
        warnings += (f"The elements are {away_ms / DAY_MS:.0f} days old; expect minutes and degrees of error.",)
    return Window(
        opportunity=found,
        options=tuple(fly_option(launch, profile, plane, found.utc_ms) for profile in search.profiles),
        is_extrapolated=target.reaches_by_flight and away_ms > 0,
        warnings=warnings,
        not_flown=search.pad.why_not_flown(found.direction),
    )


def _ascent(search: WindowSearch, plane: TargetPlane, direction: LaunchDirection) -> tuple[Ascent, tuple[str, ...]]:
    """The ascent known for vehicle and pad; otherwise that from the vehicle's usual pad, into the target's inclination.

    Raises:
        WindowError: no pad knows an ascent of the vehicle.
    """
    known = search.pad.known(search.craft.id, direction)
    if known is not None:
        good_s = known.liftoff_good_to_s
        return known.ascent, (_ROUGH.format(good_s=good_s),) if good_s else ()
    vehicle, pad = search.craft.vehicle.name, search.pad.site.name
    lender = search.usual_pad
    lent = None if lender is None else lender.any_ascent(search.craft.id, direction)
    if lender is None or lent is None:
        raise WindowError(
            f"no ascent of {vehicle} is known, neither from {pad} nor from another pad; choose one of its"
        )
    fields = ("inclination_deg", "perigee_height_m", "apogee_height_m", "plane_lead_ms", "downrange_deg")
    text = f"no ascent of this vehicle from this pad is published; taken from {lender.site.name}"
    ascent = structs.replace(
        lent.ascent,
        inclination_deg=degrees(plane.inclination_rad),
        direction=direction,
        sources=tuple(FieldSource(field=field, provenance="assumed", text=text) for field in fields),
    )
    warnings = [f"No ascent of {vehicle} from {pad} is known; that from {lender.site.name} is assumed."]
    if lent.liftoff_good_to_s:
        warnings.append(_ROUGH.format(good_s=lent.liftoff_good_to_s))
    return ascent, tuple(warnings)
