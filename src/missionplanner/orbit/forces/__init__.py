"""The accelerations that act on a spacecraft: records that say which, and a field that answers them."""

from missionplanner.orbit.forces.atmosphere import ExponentialAtmosphere, HarrisPriester
from missionplanner.orbit.forces.drag_number import DragNumber
from missionplanner.orbit.forces.field import ForceField
from missionplanner.orbit.forces.records import Drag, Forces, Radiation, Thrust

__all__ = [
    "Drag",
    "DragNumber",
    "ExponentialAtmosphere",
    "ForceField",
    "Forces",
    "HarrisPriester",
    "Radiation",
    "Thrust",
]
