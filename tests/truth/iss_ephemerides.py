"""NASA's ephemerides of the station, and the arcs of them that nothing disturbs."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent.parent / "data" / "iss_ephemerides"
FILES = tuple(sorted(path.name for path in FOLDER.glob("*.csv.gz")))
HOUR_MS = 3_600_000
SETTLED_MS = HOUR_MS  # after an event: a burn lasts minutes
EVERY_MS = 6 * HOUR_MS
ARCSECOND_RAD = np.pi / 648_000
# IERS Conventions 2010, 5.5.4: the mean equator and equinox of J2000 against the GCRS.
RAAN, XI, ETA = (angle * ARCSECOND_RAD for angle in (-0.0146, -0.0166170, -0.0068192))
EME2000_FROM_GCRS = np.array([[1.0, RAAN, -XI], [-RAAN, 1.0, -ETA], [XI, ETA, 1.0]])


@dataclass(frozen=True, kw_only=True)
class StationEphemeris:
    """One file, its states in the GCRS."""

    utc_ms: np.ndarray
    r_m: np.ndarray
    v_mps: np.ndarray
    ballistic_m2pkg: float
    events: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Arc:
    """A day and the few minutes to the next state: times since its start, positions, the first velocity."""

    epoch_ms: int
    t_s: np.ndarray
    r_m: np.ndarray
    v_start_mps: np.ndarray
    ballistic_m2pkg: float


@lru_cache
def station_ephemeris(name: str) -> StationEphemeris:
    comments, rows = [], []
    with gzip.open(FOLDER / name, "rt") as lines:
        for line in lines:
            if line.startswith("#"):
                comments.append(line[1:].rstrip())
            elif line[0].isdigit():
                rows.append(line.rstrip().split(","))
    values = dict(line.strip().split("=", 1) for line in comments if line.count("=") == 1)
    states = np.array([row[1:] for row in rows], dtype=float) * 1e3
    return StationEphemeris(
        utc_ms=np.array([row[0] for row in rows], dtype="datetime64[ms]").astype(np.int64),
        r_m=states[:, :3] @ EME2000_FROM_GCRS,
        v_mps=states[:, 3:] @ EME2000_FROM_GCRS,
        ballistic_m2pkg=float(values["DRAG_COEFF"]) * float(values["DRAG_AREA"]) / float(values["MASS"]),
        events=tuple(_events(comments, rows[0][0][:4])),
    )


def _events(comments: list[str], year: str) -> Iterator[tuple[str, int]]:
    """The table's rows: a name in 21 columns, then day of the year, hour, minute, second."""
    for line in comments:
        name, _, rest = line.strip().partition("  ")
        parts = rest.split()[0].split(":") if rest.split() else []
        if len(parts) == 4 and all(part.replace(".", "").isdigit() for part in parts):
            day, hour, minute, second = (float(part) for part in parts)
            new_year_ms = int(np.datetime64(year, "ms").astype(np.int64))
            yield name, new_year_ms + round(1000 * ((((day - 1) * 24 + hour) * 60 + minute) * 60 + second))


def quiet_arcs(name: str, hours: float = 24.0) -> list[Arc]:
    """Every arc of that length, begun each six hours, between two of the file's own events."""
    file = station_ephemeris(name)
    edges = [int(file.utc_ms[0]) - SETTLED_MS, *(ms for _, ms in file.events), int(file.utc_ms[-1]) + 1]
    arcs = []
    for before, after in pairwise(edges):
        first = int(np.searchsorted(file.utc_ms, before + SETTLED_MS))
        while True:
            last = int(np.searchsorted(file.utc_ms, file.utc_ms[first] + hours * HOUR_MS))
            if last >= len(file.utc_ms) or file.utc_ms[last] >= after:
                break
            arcs.append(
                Arc(
                    epoch_ms=int(file.utc_ms[first]),
                    t_s=(file.utc_ms[first : last + 1] - file.utc_ms[first]) / 1000.0,
                    r_m=file.r_m[first : last + 1],
                    v_start_mps=file.v_mps[first],
                    ballistic_m2pkg=file.ballistic_m2pkg,
                )
            )
            first = int(np.searchsorted(file.utc_ms, file.utc_ms[first] + EVERY_MS))
    return arcs
