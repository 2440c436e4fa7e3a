"""How long one revolution of the target lasts, for moving events by orbits."""

from __future__ import annotations

from math import pi, sqrt

from missionplanner.flight.assess import Assessment
from missionplanner.flight.element_fields import element_fields
from missionplanner.orbit.constants import GM_EARTH_M3PS2

_DAY_MS = 86_400_000
_LOW_ORBIT_MS = 5_560_000


def orbit_ms(shown: Assessment) -> int:
    """Return the period of the target at T0 from its flown path, else from its elements, in milliseconds."""
    target = shown.flight.target
    if target is not None:
        at_s = min(max((shown.plan.t0.ms - shown.flight.epoch_ms) / 1000, target.start_s), target.end_s)
        r_m, v_mps = target.state_at(at_s)
        semi_major_m = 1.0 / (2.0 / sqrt(float(r_m @ r_m)) - float(v_mps @ v_mps) / GM_EARTH_M3PS2)
        return round(2000.0 * pi * sqrt(semi_major_m**3 / GM_EARTH_M3PS2))
    elements = shown.plan.target.elements
    try:
        return _LOW_ORBIT_MS if elements is None else round(_DAY_MS / element_fields(elements).mean_motion_revpd)
    except (ValueError, ZeroDivisionError):
        return _LOW_ORBIT_MS
