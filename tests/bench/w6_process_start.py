"""W6: from the start of a process to the first result of W1, imports and compilation included."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from installed import is_installed, missing
from station_orbit import (
    DCM_POLE_FROM_GCRS,
    DENSE_S,
    EPOCH_UTC_MS,
    R_M,
    R_POLE_M,
    V_MPS,
    V_POLE_MPS,
    worst_m,
)
from w1_one_orbit import zonal_reference
from work import OURS, Contender, Target, Work

_HERE = Path(__file__).parent
_IN_GCRS = np.concatenate([R_M, V_MPS])
_IN_POLE_AXES = np.concatenate([R_POLE_M, V_POLE_MPS])


def works() -> Iterator[Work]:
    """Every program in a process of its own; what Python and NumPy take of it, for orientation."""
    right = zonal_reference()
    right_in_pole_axes = right[:, :3] @ DCM_POLE_FROM_GCRS.T
    contenders = [
        _contender(OURS, "propagate, tolerance 1 m", "ours", _IN_GCRS, lambda: right),
        _bare("nothing", "pass"),
        _bare("import numpy", "import numpy"),
    ]
    if is_installed("heyoka"):
        contenders.append(
            _contender("heyoka", "1e-8, its disk cache warm", "heyoka", _IN_POLE_AXES, lambda: right_in_pole_axes)
        )
    if is_installed("scipy"):
        contenders.append(_contender("scipy", "DOP853 1e-10", "scipy", _IN_POLE_AXES, lambda: right_in_pole_axes))
    if is_installed("brahe"):
        import peers_brahe

        gravity = peers_brahe.zonal_gravity()
        contenders.append(
            _contender(
                "brahe", "RKN1210, steps to 240 s", "brahe", _IN_POLE_AXES, lambda: peers_brahe.reference(gravity)
            )
        )
    import peers_satkit

    if not peers_satkit.missing():
        satkit = peers_satkit.loaded()  # tells the environment where its data lie
        contenders.append(
            _contender(
                "satkit", "gauss_jackson8 120 s", "satkit", _IN_GCRS, lambda: peers_satkit.reference(satkit, 4, 0)
            )
        )
    yield Work(
        name="W6",
        title="process start to the first W1",
        unit="m",
        error_limit=1.0,
        contenders=contenders,
        missing=missing("heyoka", "scipy", "brahe") + peers_satkit.missing(),
        target=Target(limit_ms=150.0),
        note="wall time of the whole process, until it has ended",
    )


def _contender(who: str, how: str, script: str, start: np.ndarray, right: Callable[[], np.ndarray]) -> Contender:
    command = [sys.executable, str(_HERE / "process_start" / f"start_{script}.py"), str(EPOCH_UTC_MS)]
    command += [repr(float(value)) for value in start]
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # ours is compiled once too, as pip does for what it installs
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [environment.get("PYTHONPATH"), str(_HERE)]))

    def run() -> np.ndarray:
        said = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout
        return np.frombuffer(said).reshape(len(DENSE_S), 6)

    return Contender(who=who, how=how, run=run, error=lambda dense: worst_m(dense, right()))


def _bare(how: str, statement: str) -> Contender:
    command = [sys.executable, "-c", statement]
    return Contender(
        who="python",
        how=how,
        run=lambda: subprocess.run(command, check=True),
        error=lambda _: 0.0,
        comparable=False,
    )
