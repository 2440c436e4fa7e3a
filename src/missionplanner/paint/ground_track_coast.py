"""Coasts, borders and land of the ground-track map, from the data that ships with the program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np

from missionplanner.orbit.vectors import Array
from missionplanner.paint.ground_track_geometry import filled_rings

Detail = Literal["110m", "50m"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Outlines:
    """Lines to stroke and rings to fill with the odd-even rule, of (longitude, latitude) [deg], each (n, 2)."""

    coasts: tuple[Array, ...]
    land: tuple[Array, ...]


@cache
def outlines(detail: Detail) -> Outlines:
    """Coasts and land at a scale of 1:110 or 1:50 million."""
    arcs = _lines(f"coast_{detail}.npz")
    land = tuple(part for ring in _stitched(arcs) for part in filled_rings(ring))
    return Outlines(coasts=tuple(piece for arc in arcs for piece in _pieces(arc)), land=land)


@cache
def borders() -> tuple[Array, ...]:
    """Borders of countries, lines of (longitude, latitude) [deg]."""
    return tuple(piece for line in _lines("borders_50m.npz") for piece in _pieces(line))


def _lines(name: str) -> list[Array]:
    with np.load(str(files("missionplanner").joinpath("resources", "earth", name))) as data:
        degrees = data["xy"] * np.array([180.0, 90.0]) / 32767.0
        return [np.asarray(line) for line in np.split(degrees, data["off"][1:-1])]


def _pieces(line: Array) -> list[Array]:
    """Cut a line where it jumps over the map's edge or runs along it."""
    longitude = line[:, 0]
    jumps = np.abs(np.diff(longitude)) > 180.0
    along = (np.abs(longitude[:-1]) > 179.9) & (np.abs(longitude[1:]) > 179.9)
    return [piece for piece in np.split(line, np.flatnonzero(jumps | along) + 1) if len(piece) > 1]


def _stitched(arcs: list[Array]) -> list[Array]:
    """Join arcs end to start until they close; what does not close is no land."""
    rings: list[Array] = []
    starts: dict[tuple[float, float], list[Array]] = {}
    for arc in arcs:
        if _place(arc[0]) == _place(arc[-1]):
            rings.append(arc)
        else:
            starts.setdefault(_place(arc[0]), []).append(arc)
    while starts:
        first = next(iter(starts))
        chain = [_taken(starts, first)]
        while _place(chain[-1][-1]) != first and _place(chain[-1][-1]) in starts:
            chain.append(_taken(starts, _place(chain[-1][-1])))
        if _place(chain[-1][-1]) == first:
            rings.append(np.concatenate(chain))
    return rings


def _taken(starts: dict[tuple[float, float], list[Array]], place: tuple[float, float]) -> Array:
    arcs = starts[place]
    arc = arcs.pop()
    if not arcs:
        del starts[place]
    return arc


def _place(point: Array) -> tuple[float, float]:
    """A point as a key; both edges of the map are one place."""
    longitude, latitude = (round(float(value), 3) for value in point)
    return (-180.0 if abs(longitude) > 179.99 else longitude), latitude
