"""What an orbital instant is called in findings, in tooltips and on paper."""

from __future__ import annotations

from missionplanner.flight.network import relay_of, station_of
from missionplanner.plan.anchors import AtOrbital
from missionplanner.plan.plan import Plan
from missionplanner.plan.time_text import shift_text
from missionplanner.plan.vehicle import LaunchSite

_LONG_RANGE_M = 10_000.0


def instant_text(anchor: AtOrbital, site: LaunchSite) -> str:
    """Name an anchor's instant, such as ``set number 2 at Ussuriysk below 5 deg``, without what it is counted from."""
    name, more = _kind_texts(anchor, site)
    if anchor.count > 1:
        name += f" number {anchor.count}"
    if anchor.craft == "target" and not anchor.is_of_both_craft:
        name += " of the target"
    return name + more


def anchored_text(anchor: AtOrbital, plan: Plan) -> str:
    """Say what an event hangs on, such as ``sunrise after Docking, +30 s``."""
    after = next((event.name for event in plan.events if event.id == anchor.after), anchor.after)
    offset = f", {shift_text(anchor.offset_ms)}" if anchor.offset_ms else ""
    return f"{instant_text(anchor, plan.site)} after {after}{offset}"


def _kind_texts(anchor: AtOrbital, site: LaunchSite) -> tuple[str, str]:
    """What the instant is, and what follows after whose and the how manieth it is."""
    match anchor.instant:
        case "range":
            way = {"falling": ", closing", "rising": ", opening", None: ""}[anchor.crossing]
            return f"range of {_range_text(anchor.range_m or 0.0)}", way
        case "range-rate":
            way = {"falling": ", falling", "rising": ", rising", None: ""}[anchor.crossing]
            return f"range rate of {anchor.range_rate_mps:g} m/s", way
        case "penumbra-sunrise":
            return "end of penumbra at sunrise", ""
        case "penumbra-sunset":
            return "start of penumbra at sunset", ""
        case "station-rise":
            return "rise", f" at {_station_text(anchor, site, 'above')}"
        case "station-set":
            return "set", f" at {_station_text(anchor, site, 'below')}"
        case "relay-acquisition":
            return "acquisition", f" by {_relay_text(anchor)}"
        case "relay-loss":
            return "loss", f" by {_relay_text(anchor)}"
        case _:
            return anchor.instant.replace("-", " "), ""


def _range_text(range_m: float) -> str:
    return f"{range_m / 1000:g} km" if range_m >= _LONG_RANGE_M else f"{range_m:g} m"


def _station_text(anchor: AtOrbital, site: LaunchSite, side: str) -> str:
    station = station_of(anchor.station or "", site)
    if station is None:
        return f"'{anchor.station}'"
    return f"{station.name} {side} {station.mask_deg if anchor.mask_deg is None else anchor.mask_deg:g} deg"


def _relay_text(anchor: AtOrbital) -> str:
    relay = relay_of(anchor.relay or "")
    return f"'{anchor.relay}'" if relay is None else relay.name
