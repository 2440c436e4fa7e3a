"""When a flown vehicle is in light or shadow and who sees it, in UTC: what computed tracks and tables show."""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees, radians

from missionplanner.flight.network import GroundStation, Relay
from missionplanner.orbit.geometry.roots import Spans
from missionplanner.orbit.geometry.sunlight import find_shadow_spans, find_umbra_spans
from missionplanner.orbit.geometry.visibility import find_passes, find_relay_spans
from missionplanner.orbit.propagation.trajectory import Trajectory


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A stretch of time, in UTC milliseconds.

    ``begun_before`` says that it was under way when the path began, so that its start is only the path's;
    ``lasts_beyond`` says the same of its end.
    """

    start_ms: int
    end_ms: int
    begun_before: bool = False
    lasts_beyond: bool = False


@dataclass(frozen=True, kw_only=True)
class Pass:
    """A pass over a station: above its mask, and where it stood highest."""

    above: Stretch
    highest_ms: int
    highest_deg: float


def umbra_stretches(path: Trajectory) -> tuple[Stretch, ...]:
    """The stretches of a path in the umbra, in order; there is no sunlight at all."""
    return _stretches(path, find_umbra_spans(path, path.start_s, path.end_s))


def shadow_stretches(path: Trajectory) -> tuple[Stretch, ...]:
    """The stretches of a path in umbra or penumbra, in order: each umbra lies within one, and a graze has none."""
    return _stretches(path, find_shadow_spans(path, path.start_s, path.end_s))


def station_passes(path: Trajectory, station: GroundStation, mask_deg: float | None = None) -> tuple[Pass, ...]:
    """The passes of a path over a station, in order, above the station's mask if no other is given."""
    mask_rad = radians(station.mask_deg if mask_deg is None else mask_deg)
    passes = find_passes(path, station.place, mask_rad, path.start_s, path.end_s)
    stretches = _stretches(path, passes.spans)
    highest = zip(passes.highest_s.tolist(), passes.highest_rad.tolist(), strict=True)
    return tuple(
        Pass(above=stretch, highest_ms=_utc_ms(path, at_s), highest_deg=degrees(elevation_rad))
        for stretch, (at_s, elevation_rad) in zip(stretches, highest, strict=True)
    )


def relay_stretches(path: Trajectory, relay: Relay) -> tuple[Stretch, ...]:
    """The stretches of a path in sight of a relay, in order, as well as its place is known."""
    spans = find_relay_spans(path, radians(relay.longitude_deg), relay.grazing_height_m, path.start_s, path.end_s)
    return _stretches(path, spans)


def _stretches(path: Trajectory, spans: Spans) -> tuple[Stretch, ...]:
    last = len(spans) - 1
    return tuple(
        Stretch(
            start_ms=_utc_ms(path, start_s),
            end_ms=_utc_ms(path, end_s),
            begun_before=spans.begun_before and index == 0,
            lasts_beyond=spans.lasts_beyond and index == last,
        )
        for index, (start_s, end_s) in enumerate(zip(spans.start_s.tolist(), spans.end_s.tolist(), strict=True))
    )


def _utc_ms(path: Trajectory, t_s: float) -> int:
    return path.epoch_utc_ms + round(t_s * 1000)
