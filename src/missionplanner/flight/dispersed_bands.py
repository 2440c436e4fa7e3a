"""The bands of dispersed flights: quantiles of places and of what the plots show, at planned times."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.flight.dispersion_result import QUANTILES, SHARES, Bands, CurveBand
from missionplanner.flight.flight import Flight
from missionplanner.flight.proximity import range_and_rate
from missionplanner.orbit.constants import WGS84_SEMI_MAJOR_M
from missionplanner.orbit.vectors import Array, norm

# So many values are looked at at once: the memory of a hundred thousand flights stays that of their states.
_AT_ONCE = 400_000
_LEAST_M2 = 1e-6
# The components of LVLH that span a plane with V-bar.
_UPS = (1, 2)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Where n flights are at m times, in the target's LVLH, and what they spend.

    Attributes:
        t_s: planned times since the flight's epoch, (m,).
        by_clock: how many of them are times of day; the others count from each flight's own passing of the gate.
        places_m: in as many blocks as they were flown in, (m, some of n, 3) each.
        velocities_mps: as the turning frame sees them, in the same blocks.
        sizes_mps: of the burns, (n, burns).
        approach_mps: spent from the gate on, its burn left out, (n,).
    """

    t_s: Array
    by_clock: int
    places_m: tuple[NDArray[np.float32], ...]
    velocities_mps: tuple[NDArray[np.float32], ...]
    sizes_mps: Array
    approach_mps: Array


def bands_of(flight: Flight, sample: Sample, contact_place_m: Array) -> Bands:
    """Return the bands of a sample.

    Args:
        flight: the nominal flight, whose burns the sizes are of.
        sample: the dispersed ones.
        contact_place_m: where the chaser's centre of mass is at contact, (3,).
    """
    assert flight.target is not None
    utc_ms = flight.epoch_ms + np.rint(sample.t_s * 1000)
    radius_m = norm(flight.target.position(sample.t_s))
    parts = []
    step = max(1, _AT_ONCE // len(sample.approach_mps))
    for first in range(0, len(sample.t_s), step):
        now = slice(first, first + step)
        place, velocity = _joined(sample.places_m, now), _joined(sample.velocities_mps, now)
        values = _quantities(place, velocity, radius_m[now, None], contact_place_m)
        quantiles = {name: np.quantile(value, QUANTILES, axis=1) for name, value in values.items()}
        parts.append((quantiles, *ellipses(place)))
    found = {name: np.concatenate([part[0][name] for part in parts], axis=1) for name in parts[0][0]}
    strips = {name: CurveBand(utc_ms=utc_ms, values=factor * found[name]) for name, factor in _WRITTEN_AS.items()}
    return Bands(
        utc_ms=utc_ms,
        by_clock=sample.by_clock,
        middle_m=np.concatenate([part[1] for part in parts]),
        covariance_m2=np.concatenate([part[2] for part in parts]),
        reach={up: np.concatenate([part[3][up] for part in parts], axis=1) for up in _UPS},
        port_range_m=CurveBand(utc_ms=utc_ms, values=found["port-range"]),
        port_rate_mps=CurveBand(utc_ms=utc_ms, values=found["port-rate"]),
        strips={**strips, "delta-v-left": _delta_v_left(flight, sample, utc_ms)},
    )


def _joined(blocks: tuple[NDArray[np.float32], ...], now: slice) -> Array:
    """All flights at some of the times, in double precision, (times, n, 3)."""
    return np.concatenate([block[now] for block in blocks], axis=1, dtype=np.float64)


# From SI to the units of the curves in `computed_tracks`.
_WRITTEN_AS = {"range": 1e-3, "range-rate": 1.0, "phase": 180.0 / np.pi, "height": 1e-3}


def _quantities(place: Array, velocity: Array, radius_m: Array, contact_place_m: Array) -> dict[str, Array]:
    """What the plots show, each (times, flights), of places and velocities in LVLH and the target's radius."""
    range_m, rate_mps = range_and_rate(place, velocity)
    port_range_m, port_rate_mps = range_and_rate(place - contact_place_m, velocity)
    below_m = radius_m - place[..., 2]
    phase = np.arctan2(-place[..., 0], below_m)
    # An angle has no ends: without this one that scatters about 180 degrees would have two.
    turn = phase - np.median(phase, axis=1, keepdims=True)
    return {
        "range": range_m,
        "range-rate": rate_mps,
        "phase": phase - 2.0 * np.pi * np.rint(turn / (2.0 * np.pi)),
        "height": np.sqrt(below_m**2 + place[..., 0] ** 2 + place[..., 1] ** 2) - WGS84_SEMI_MAJOR_M,
        "port-range": port_range_m,
        "port-rate": port_rate_mps,
    }


def ellipses(place: Array) -> tuple[Array, Array, dict[int, Array]]:
    """Mean place, covariance and how far ellipses reach that hold so many of the places, in both planes with V-bar.

    The distance that is counted is Mahalanobis's, so an ellipse holds its share of any sample, not of a normal one
    only.

    Source: Mahalanobis, On the Generalised Distance in Statistics, Proc. Nat. Inst. Sci. India 2 (1936).
    """
    middle = place.mean(axis=1)
    away = place - middle[:, None]
    covariance = np.einsum("mni,mnj->mij", away, away) / max(away.shape[1] - 1, 1)
    reach = {}
    for up in _UPS:
        plane = covariance[:, [[0, 0], [up, up]], [[0, up], [0, up]]] + _LEAST_M2 * np.eye(2)
        seen = away[..., [0, up]]
        distance2 = np.einsum("mni,mni->mn", seen @ np.linalg.inv(plane), seen)
        reach[up] = np.sqrt(np.quantile(distance2, SHARES, axis=1))
    return middle, covariance, reach


def _delta_v_left(flight: Flight, sample: Sample, utc_ms: Array) -> CurveBand:
    """What each flight still spends: a step at each burn, the approach's share evenly after the last, as the curve."""
    tig_ms = np.array([float(burn.tig_ms) for burn in flight.burns])
    times_ms = np.unique(np.concatenate([utc_ms, tig_ms - 1.0, tig_ms]))
    times_ms = times_ms[(times_ms >= utc_ms[0]) & (times_ms <= utc_ms[-1])]
    to_come = times_ms[:, None] < tig_ms
    last_ms = float(tig_ms.max()) if tig_ms.size else float(utc_ms[0])
    share = 1.0 - np.clip((times_ms - last_ms) / max(float(utc_ms[-1]) - last_ms, 1.0), 0.0, 1.0)
    values = [
        np.quantile(sample.sizes_mps @ now + ahead * sample.approach_mps, QUANTILES)
        for now, ahead in zip(to_come.astype(float), share.tolist(), strict=True)
    ]
    return CurveBand(utc_ms=times_ms, values=np.array(values).T)
