"""An ephemeris as a plan holds it: the target's states, trimmed to what a flight needs, a line each."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from missionplanner.plan.clock import Utc, utc_us, utc_us_text
from missionplanner.plan.provenance import Source
from missionplanner.plan.record import Record, check_range

_NUMBER = re.compile(r"[+-]?\d{1,8}(\.\d{1,15})?\Z", re.ASCII)
_MOST_STATES = 100_000
_HIGHEST_DEGREE = 31
_FARTHEST_KM = 1e6
_FASTEST_KMPS = 20.0
_NAMES = ("x", "y", "z", "x_dot", "y_dot", "z_dot")


class TabulatedState(NamedTuple):
    """One state: microseconds of UTC since 1970, position [km] and velocity [km/s] in the ephemeris' frame."""

    utc_us: int
    r_km: tuple[float, float, float]
    v_kmps: tuple[float, float, float]


def parse_state(line: str) -> TabulatedState:
    """Read a line such as ``2022-02-15T04:24:00Z 4037.1 -5428.7 622.5 4.4 2.6 -5.6``.

    Raises:
        ValueError: the line is no time with six numbers in km and km/s; the message names the wrong part.
    """
    time, *texts = line.split()[:8] or [""]
    instant_us = utc_us(time)
    if len(texts) != 6:
        raise ValueError(f"a state has {len(texts)} numbers; six follow the time, in km and km/s")
    numbers = []
    for name, text in zip(_NAMES, texts, strict=True):
        if not _NUMBER.match(text):
            raise ValueError(f"{name} is {text[:30]!r} in the state of {time}; a number like -4037.123456 is needed")
        largest = _FASTEST_KMPS if name.endswith("_dot") else _FARTHEST_KM
        numbers.append(float(text))
        if abs(numbers[-1]) > largest:
            raise ValueError(f"{name} is {text} in the state of {time}; at most {largest:g} is possible")
    x, y, z, x_dot, y_dot, z_dot = numbers
    return TabulatedState(instant_us, (x, y, z), (x_dot, y_dot, z_dot))


def state_line(state: TabulatedState) -> str:
    """Write a state as a line, to the millimetre and to the micrometre per second."""
    time = utc_us_text(state.utc_us)[:-1].rstrip("0").rstrip(".")
    return " ".join([f"{time}Z", *(f"{part:.6f}" for part in state.r_km), *(f"{part:.9f}" for part in state.v_kmps)])


class StateTable(Record, frozen=True, kw_only=True):
    """States without a gap between them, in the order of time; ``degree`` is that of the polynomial to lay through."""

    degree: int = 1
    states: tuple[str, ...]

    def __post_init__(self) -> None:
        """Check every state, and that their times ascend.

        Raises:
            ValueError: there are too few or too many states, one cannot be read, or two are in the wrong order.
        """
        check_range("degree", self.degree, 1, _HIGHEST_DEGREE)
        if not 2 <= len(self.states) <= _MOST_STATES:
            raise ValueError(f"there are {len(self.states)} states; 2 to {_MOST_STATES} are needed")
        for before, after in pairwise(self.parsed()):
            if after.utc_us <= before.utc_us:
                raise ValueError(
                    f"the state of {utc_us_text(after.utc_us)} does not come after that of {utc_us_text(before.utc_us)}"
                )

    def parsed(self) -> list[TabulatedState]:
        """Return the states as numbers."""
        return [parse_state(line) for line in self.states]

    @property
    def start_us(self) -> int:
        """The first instant, microseconds of UTC."""
        return parse_state(self.states[0]).utc_us

    @property
    def end_us(self) -> int:
        """The last instant, microseconds of UTC."""
        return parse_state(self.states[-1]).utc_us


class TabulatedReboost(Record, frozen=True, kw_only=True):
    """A reboost that the states of an ephemeris hold already."""

    name: str
    utc: Utc
    dv_mps: float


class TargetEphemeris(Record, frozen=True, kw_only=True):
    """The states of the target that somebody published, with where they came from.

    ``file_start`` and ``file_end`` are the span of the file, of which the tables are a part. Mass, area and coefficient
    are those that it was made with, if it says so.
    """

    object_name: str = ""
    object_id: str = ""
    originator: str = ""
    created: str = ""
    frame: Literal["GCRS"] = "GCRS"
    file_start: Utc
    file_end: Utc
    mass_kg: float | None = None
    drag_area_m2: float | None = None
    drag_coefficient: float | None = None
    reboosts: tuple[TabulatedReboost, ...] = ()
    tables: tuple[StateTable, ...]
    source: Source

    def __post_init__(self) -> None:
        """Check that there are states, and that what they were made with is possible.

        Raises:
            ValueError: there is no table, tables are out of order, or a number is not possible.
        """
        Record.__post_init__(self)
        if not self.tables:
            raise ValueError("there are no tables; an ephemeris has at least one, with two states or more")
        for before, after in pairwise(self.tables):
            if after.start_us < before.start_us:
                raise ValueError(f"the table from {utc_us_text(after.start_us)} on stands after a later one")
        for name, low, high in (("mass_kg", 1e-3, 1e8), ("drag_area_m2", 0.0, 1e6), ("drag_coefficient", 0.0, 100.0)):
            value = getattr(self, name)
            if value is not None:
                check_range(name, value, low, high)

    @property
    def start(self) -> Utc:
        """The first instant that it answers for."""
        return Utc(-(-self.tables[0].start_us // 1000))

    @property
    def end(self) -> Utc:
        """The last instant that it answers for."""
        return Utc(max(table.end_us for table in self.tables) // 1000)

    @property
    def created_ms(self) -> int | None:
        """When it was made, UTC milliseconds, if the file says so."""
        try:
            return utc_us(self.created) // 1000
        except ValueError:
            return None

    @property
    def lowest(self) -> TabulatedState:
        """The state that is nearest to the Earth's centre."""
        return _lowest(self.tables)

    @property
    def ballistic_m2pkg(self) -> float | None:
        """Drag coefficient times area over mass [m2/kg], if all three are known."""
        if self.mass_kg is None or self.drag_area_m2 is None or self.drag_coefficient is None:
            return None
        return self.drag_coefficient * self.drag_area_m2 / self.mass_kg


@lru_cache(maxsize=8)
def _lowest(tables: tuple[StateTable, ...]) -> TabulatedState:
    states = (state for table in tables for state in table.parsed())
    return min(states, key=lambda state: math.hypot(*state.r_km))
