"""How much the air really drags, estimated from a flown ephemeris or from a run of element sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import DragNumber, Forces
from missionplanner.orbit.forces.drag_number import drag_number
from missionplanner.orbit.published.fit import FitResult, fit_to_states
from missionplanner.orbit.sky.almanac import element_epoch_utc_ms, sgp4_states
from missionplanner.orbit.vectors import Array

_DAY_MS = 86_400_000
_SAMPLE_MS = 600_000
_SAMPLES_OF_A_SET = 10  # most of a revolution before its epoch, where an element set is at its best
_SHORTEST_RUN_DAYS = 0.5
_LONGEST_RUN_DAYS = 15.0


@dataclass(frozen=True, kw_only=True)
class DragFit:
    """The drag that explains what was flown, and how well.

    Attributes:
        forces: the force model with the number found, to fly on with.
        number: the number: what the drag is multiplied with, or F10.7.
        rms_m: root mean square distance that remains [m].
        max_m: largest distance that remains [m].
    """

    forces: Forces
    number: float
    rms_m: float
    max_m: float


def fit_drag_to_ephemeris(
    t_s: Array,
    r_m: Array,
    v_start_mps: Array,
    epoch_utc_ms: int,
    forces: Forces,
    which: DragNumber = DragNumber.FACTOR,
) -> DragFit:
    """Estimate one number of the drag from the first hours of an ephemeris, taking its first state as it stands.

    Args:
        t_s: times [s since the epoch], ascending, (n,).
        r_m: GCRS positions at these times [m], (n, 3).
        v_start_mps: GCRS velocity at the first time [m/s], (3,).
        epoch_utc_ms: the instant that times are counted from.
        forces: the force model, with a drag; its number is the first guess.
        which: the drag's factor, or F10.7.

    Raises:
        OrbitInputError: the positions cannot be fitted to, or the forces have no such number.
        PropagationError: the orbit cannot be flown.
    """
    start = (np.asarray(r_m, dtype=float)[0], np.asarray(v_start_mps, dtype=float))
    return _drag_fit(fit_to_states(t_s, r_m, epoch_utc_ms, forces, drag=which, start=start), which)


def fit_drag_to_elements(
    sets: Sequence[tuple[str, str]], forces: Forces, which: DragNumber = DragNumber.FACTOR
) -> DragFit:
    """Estimate one number of the drag from a run of element sets of one vehicle, between two reboosts.

    An orbit is laid through SGP4's positions of each set over the revolution before its epoch; the drag that bends
    it from the first set to the last is the estimate. A reboost between them shows as a large remaining distance.

    Args:
        sets: first and second lines, in any order, at least two, half a day to 15 days apart.
        forces: the force model, with a drag; its number is the first guess.
        which: the drag's factor, or F10.7.

    Raises:
        ElementsError: an element set is malformed.
        OrbitInputError: there are too few sets or their epochs are too near or too far apart; or the forces have no
            such number.
        PropagationError: the orbit cannot be flown.
    """
    in_order = sorted((element_epoch_utc_ms(*lines), lines) for lines in sets)
    days = (in_order[-1][0] - in_order[0][0]) / _DAY_MS if in_order else 0.0
    if len(in_order) < 2 or not _SHORTEST_RUN_DAYS <= days <= _LONGEST_RUN_DAYS:
        raise OrbitInputError(
            f"{len(in_order)} element sets over {days:.2f} days were given; the drag shows in two or more over "
            f"{_SHORTEST_RUN_DAYS} to {_LONGEST_RUN_DAYS:.0f} days"
        )
    epoch_utc_ms = in_order[0][0]
    samples: dict[int, Array] = {}
    for set_epoch_ms, lines in in_order:
        instants_ms = set_epoch_ms - _SAMPLE_MS * np.arange(_SAMPLES_OF_A_SET)
        samples.update(zip(instants_ms.tolist(), sgp4_states(*lines, instants_ms)[0], strict=True))
    ascending = sorted(samples)
    t_s = (np.array(ascending) - epoch_utc_ms) / 1000.0
    r_m = np.array([samples[instant] for instant in ascending])
    return _drag_fit(fit_to_states(t_s, r_m, epoch_utc_ms, forces, drag=which), which)


def _drag_fit(fit: FitResult, which: DragNumber) -> DragFit:
    return DragFit(forces=fit.forces, number=drag_number(fit.forces, which), rms_m=fit.rms_m, max_m=fit.max_m)
