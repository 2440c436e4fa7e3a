"""What only this program does: the sample flight as a whole answer, a hop of its approach, dispersed flights."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib.resources import files

import numpy as np
from station_orbit import EPOCH_UTC_MS, R_M, V_MPS
from work import OURS, Contender, Target, Work

from missionplanner.files.plan_file import decode_plan
from missionplanner.flight.assess import assess
from missionplanner.flight.dispersion_result import Dispersions, Limits
from missionplanner.flight.dispersions import disperse
from missionplanner.flight.spreads import spreads_of
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.propagation.propagator import propagate

_HOP_S = 60.0
_DISPERSED = 1000


def works() -> Iterator[Work]:
    """The whole answer for the sample plan, and one hop."""
    sample = files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan"
    plan = decode_plan(sample.read_bytes(), sample.name)
    yield Work(
        name="F1",
        title="Soyuz MS-28 resolved, flown and judged: schedule, targeting, both vehicles, approach, findings",
        unit="",
        error_limit=None,
        contenders=[Contender(who=OURS, how="assess", run=partial(assess, plan), error=lambda _: 0.0)],
        missing=[],
    )
    yield Work(
        name="F2",
        title="a hop of 60 s, J2 to J4, as the final approach asks for many times",
        unit="m",
        error_limit=1e-3,
        contenders=[Contender(who=OURS, how="propagate", run=_hop, error=_hop_error_m)],
        missing=[],
        note="judged by a propagation to 1e-7 m",
    )
    flight = assess(plan).flight
    limits = Limits(corridor_deg=10.0, contact_low_mps=0.06, contact_high_mps=0.15)
    yield Work(
        name="F3",
        title=f"{_DISPERSED} dispersed two-orbit flights, every burn solved again, on one core",
        unit="flights",
        error_limit=0.0,
        contenders=[
            Contender(
                who=OURS,
                how="disperse",
                run=partial(disperse, flight, spreads_of("Soyuz MS"), limits, _DISPERSED),
                error=_missed,
            )
        ],
        missing=[],
        target=Target(limit_ms=2000.0),
        note="the error is the number of flights that do not reach the port",
    )


def _missed(dispersions: Dispersions) -> float:
    return float(dispersions.missed_port)


def _hop() -> np.ndarray:
    return propagate(R_M, V_MPS, EPOCH_UTC_MS, 0.0, _HOP_S, Forces()).state_at(_HOP_S)[0]


def _hop_error_m(end_m: np.ndarray) -> float:
    tight = propagate(R_M, V_MPS, EPOCH_UTC_MS, 0.0, _HOP_S, Forces(), 1e-7).state_at(_HOP_S)[0]
    return float(np.linalg.norm(end_m - tight))
