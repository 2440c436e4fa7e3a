"""The one number of the drag that a fit may look for: its factor, or the solar flux that its air is scaled with."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces.atmosphere import GREATEST_F107, LEAST_F107, HarrisPriester
from missionplanner.orbit.forces.records import Drag, Forces


class DragNumber(Enum):
    """Which number of the drag is looked for."""

    FACTOR = "drag factor"
    F107 = "F10.7"


def drag_number(forces: Forces, which: DragNumber) -> float:
    """The number that forces have now.

    Raises:
        OrbitInputError: the forces have no drag, or their air does not depend on F10.7.
    """
    drag = _drag(forces)
    return drag.factor if which is DragNumber.FACTOR else _air(drag).f107


def with_drag_number(forces: Forces, which: DragNumber, value: float) -> Forces:
    """The same forces with another number.

    Raises:
        OrbitInputError: the forces have no such number, or the value is out of its limits.
    """
    drag = _drag(forces)
    if which is DragNumber.FACTOR:
        return replace(forces, drag=replace(drag, factor=value))
    return replace(forces, drag=replace(drag, atmosphere=replace(_air(drag), f107=value)))


def within_limits(which: DragNumber, value: float) -> float:
    """The nearest value that the number may have."""
    return value if which is DragNumber.FACTOR else min(GREATEST_F107, max(LEAST_F107, value))


def _drag(forces: Forces) -> Drag:
    if forces.drag is None:
        raise OrbitInputError("the forces have no drag, so nothing of it can be fitted; add a Drag")
    return forces.drag


def _air(drag: Drag) -> HarrisPriester:
    if not isinstance(drag.atmosphere, HarrisPriester):
        raise OrbitInputError("an exponential atmosphere has no F10.7; fit the drag factor or take HarrisPriester")
    return drag.atmosphere
