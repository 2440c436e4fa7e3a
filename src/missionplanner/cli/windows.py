"""Search launch windows as the command line asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from math import cos, radians, sin
from pathlib import Path

from missionplanner.cli.ending import BadInputError
from missionplanner.files.elements_file import read_target
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.files.launch_data import ids, read_craft, read_pad, read_profile, read_profiles, usual_pad
from missionplanner.files.plan_file import SUFFIX, read_plan
from missionplanner.flight.inputs import reboost_inputs
from missionplanner.flight.option import DAY_MS
from missionplanner.flight.target_states import ElementStates, EphemerisStates, TargetStates
from missionplanner.flight.whereabouts import target_states
from missionplanner.flight.whereabouts_findings import whereabouts_findings
from missionplanner.flight.windows import WindowSearch
from missionplanner.plan.clock import Utc
from missionplanner.plan.launch_data import Craft, Pad
from missionplanner.plan.schedule import resolve
from missionplanner.plan.station import Port
from missionplanner.plan.target_edits import catalogue_number

_MOST_DAYS = 400
_PLANS = Path(str(files("missionplanner") / "resources" / "plans"))


@dataclass(frozen=True, kw_only=True)
class WindowRequest:
    """What the command line says: names and texts, not read yet."""

    target: Path
    site: str
    start: str
    days: int
    vehicle: str | None
    profiles: tuple[str, ...]
    port: str | None = None


def window_search(request: WindowRequest) -> tuple[WindowSearch, tuple[str, ...]]:
    """Read what a request names.

    Returns:
        The search, and what looks wrong about the target's elements.

    Raises:
        FileError: something named is not there or broken.
        BadInputError: a date, or a number of days, makes no sense.
    """
    if not 1 <= request.days <= _MOST_DAYS:
        raise BadInputError(f"--days is {request.days}; it must lie between 1 and {_MOST_DAYS}.")
    from_ms = _start_ms(request.start)
    try:
        Utc(from_ms + DAY_MS * (request.days + 10))
    except ValueError as error:
        raise BadInputError(f"--from: {error}.") from None
    targets, warnings = _targets(request.target)
    craft = _craft(request.vehicle, pad := _pad(request.site))
    search = WindowSearch(
        pad=pad,
        craft=craft,
        port=_port(request.port or craft.usual_port, request.target),
        profiles=tuple(read_profile(name) for name in request.profiles) or read_profiles(craft),
        targets=targets,
        from_ms=from_ms,
        days=request.days,
        usual_pad=usual_pad(craft),
    )
    return search, warnings


def _targets(path: Path) -> tuple[tuple[TargetStates, ...], tuple[str, ...]]:
    """The element sets or the ephemeris of a file, or the target of a plan, and what looks wrong about them."""
    if path.suffix == SUFFIX:
        return _target_of_plan(path)
    found = read_target(path)
    if isinstance(found, FoundEphemeris):
        ballistic_m2pkg = found.properties.ballistic_m2pkg
        return (EphemerisStates(ephemeris=found.ephemeris, ballistic_m2pkg=ballistic_m2pkg),), ()
    objects = sorted({catalogue_number(one.elements) for one in found})
    if len(objects) > 1:
        raise BadInputError(f"{path} holds {len(objects)} objects, {', '.join(objects[:3])}; name a file of one.")
    warnings = tuple(dict.fromkeys(warning for one in found for warning in one.warnings))
    return tuple(ElementStates(elements=one.elements) for one in found), warnings


def _target_of_plan(path: Path) -> tuple[tuple[TargetStates, ...], tuple[str, ...]]:
    """The target of a plan, with the plan's reboosts."""
    plan = read_plan(path)
    schedule = resolve(plan)
    states = target_states(plan.target.whereabouts, reboost_inputs(plan, schedule))
    return (states,), tuple(finding.message for finding in whereabouts_findings(plan, schedule))


def _pad(name: str) -> Pad:
    """The pad of this name, or the only one whose name begins so."""
    begun = [one for one in ids("sites") if one.startswith(name)] if name else []
    return read_pad(begun[0] if len(begun) == 1 else name)


def _start_ms(text: str) -> int:
    try:
        return Utc.parse(text if "T" in text or " " in text.strip() else f"{text.strip()}T00:00Z").ms
    except ValueError as error:
        if "1950" in str(error):
            raise BadInputError(f"--from: {error}.") from None
        raise BadInputError(f"--from: {text!r} is not a date like 2025-11-22.") from None


def _craft(name: str | None, pad: Pad) -> Craft:
    """The vehicle of this name, or the first whose ascent is known from the pad, or else from the nearest one."""
    if name:
        return read_craft(name)
    nearest = min((p for p in (pad, *map(read_pad, ids("sites"))) if p.ascents), key=lambda p: _away(pad, p))
    return read_craft(nearest.ascents[0].vehicle)


def _away(one: Pad, other: Pad) -> float:
    """The squared chord between two pads on a unit sphere."""
    (lat_a, lon_a), (lat_b, lon_b) = (
        (radians(pad.site.latitude_deg), radians(pad.site.longitude_deg)) for pad in (one, other)
    )
    return 2.0 - 2.0 * (sin(lat_a) * sin(lat_b) + cos(lat_a) * cos(lat_b) * cos(lon_a - lon_b))


def _port(name: str, target: Path) -> Port:
    """The port of this name, of the plan that is the target or of a plan that comes with the program.

    Without a name it is the one that the plan docks at; delta-v hardly depends on it.
    """
    stations = [read_plan(target).target] if target.suffix == SUFFIX else []
    stations += [read_plan(path).target for path in sorted(_PLANS.glob(f"*{SUFFIX}"))]
    ports = {port.id: port for station in reversed(stations) for port in station.ports}
    if not name:
        return stations[0].port
    if name not in ports:
        listed = ", ".join(ports)
        raise BadInputError(f"--port: there is no port {name!r}; choose one of {listed}.")
    return ports[name]
