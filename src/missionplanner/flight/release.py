"""What would free burns that cannot arrive: one burn given back to the solver, or all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from missionplanner.flight.burns import BurnPlan
from missionplanner.flight.targeting import Solution
from missionplanner.orbit.errors import OrbitInputError, PropagationError

_FREE_MPS = 1e9


def what_frees(plan: BurnPlan, solve: Callable[[BurnPlan], Solution]) -> str:
    """Say which burn, given back to the solver, lets the chaser arrive.

    Args:
        plan: burns that miss the gate.
        solve: solves such burns.

    Returns:
        A clause such as "releasing 'DV2' would bring it there for 131 m/s"; of several burns the cheapest.
    """
    bound = np.flatnonzero(~plan.freedom.free.all(axis=-1)).tolist()
    found = [(dv_mps, index) for index in bound if (dv_mps := _cost_mps(released(plan, [index]), solve)) is not None]
    if found:
        dv_mps, index = min(found)
        return f"releasing '{plan.burns[index].name}' would bring it there for {dv_mps:.0f} m/s"
    if len(bound) > 1 and (dv_mps_all := _cost_mps(released(plan, bound), solve)) is not None:
        names = ", ".join(f"'{plan.burns[index].name}'" for index in bound)
        return f"releasing {names} would bring it there for {dv_mps_all:.0f} m/s, and no single one does"
    return "releasing what is fixed does not help; add a burn, or move docking or T0"


def released(plan: BurnPlan, indices: list[int]) -> BurnPlan:
    """Return the burns with the components of some of them free."""
    low_mps, high_mps = plan.freedom.low_mps.copy(), plan.freedom.high_mps.copy()
    low_mps[indices], high_mps[indices] = -_FREE_MPS, _FREE_MPS
    return replace(plan, freedom=replace(plan.freedom, low_mps=low_mps, high_mps=high_mps))


def _cost_mps(plan: BurnPlan, solve: Callable[[BurnPlan], Solution]) -> float | None:
    """Total delta-v of burns that arrive, None if they do not."""
    try:
        solution = solve(plan)
    except (OrbitInputError, PropagationError):
        return None
    return float(np.linalg.norm(solution.dv_lvlh_mps, axis=-1).sum()) if solution.converged else None
