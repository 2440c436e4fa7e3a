"""satkit: Gauss-Jackson and Verner integrators compiled from Rust, with the full IERS orientation of the Earth.

It wants data files: those of the package satkit-data, and the table of the Earth's orientation that our own
skyfield-data carries. They are linked into one folder, and nothing is fetched.
"""

from __future__ import annotations

import os
from functools import partial
from importlib import util
from pathlib import Path
from typing import Any

import numpy as np
from installed import is_installed
from station_orbit import DAY_S, DENSE_S, EPOCH_UTC, R_M, V_MPS, worst_m
from work import Contender

_WHO = "satkit"
_START = np.concatenate([R_M, V_MPS])
_FOLDER = Path(__file__).parents[2] / "build" / "bench" / "satkit-data"


def missing() -> list[str]:
    """Why satkit cannot take part; nothing if it can."""
    return [f"{package}: not installed" for package in ("satkit", "satkit_data") if not is_installed(package)]


def loaded() -> Any:
    """The module, told where its data lie."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    for package, pattern in (("satkit_data", "*"), ("skyfield_data", "finals2000A.all")):
        spec = util.find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            continue
        for file in (Path(spec.submodule_search_locations[0]) / "data").glob(pattern):
            link = _FOLDER / file.name
            link.unlink(missing_ok=True)
            link.symlink_to(file)
    os.environ["SATKIT_OFFLINE"] = "1"
    os.environ["SATKIT_DATA"] = str(_FOLDER)
    import satkit

    satkit.frametransform.disable_eop_time_warning()
    return satkit


def gravity_settings(satkit: Any, degree: int, order: int, **choices: Any) -> Any:
    """Gravity alone, with an integrator."""
    return satkit.propsettings(
        gravity_degree=degree,
        gravity_order=order,
        use_sun_gravity=False,
        use_moon_gravity=False,
        tide_model=satkit.tidemodel.none,
        use_relativistic_correction=False,
        **choices,
    )


def start_time(satkit: Any) -> Any:
    """The epoch of the station's orbit."""
    return satkit.time(*EPOCH_UTC)


def reference(satkit: Any, degree: int, order: int) -> np.ndarray:
    """States at the dense times by the tightest of its own, (n, 6)."""
    settings = gravity_settings(
        satkit, degree, order, integrator=satkit.integrator.rkv98, abs_error=1e-9, rel_error=1e-14
    )
    return _path(satkit, settings, _times(satkit))


def contenders(degree: int, order: int) -> list[Contender]:
    """W1, W1b, W1c: both integrators that interpolate."""
    satkit = loaded()
    times, right, kinds = _times(satkit), reference(satkit, degree, order), satkit.integrator

    def chosen(**choices: Any) -> Any:
        return gravity_settings(satkit, degree, order, **choices)

    ways = {
        "gauss_jackson8 120 s, interp": chosen(integrator=kinds.gauss_jackson8, gj_step_seconds=120.0),
        "gauss_jackson8 90 s, interp": chosen(integrator=kinds.gauss_jackson8, gj_step_seconds=90.0),
        "gauss_jackson8 60 s, interp": chosen(integrator=kinds.gauss_jackson8, gj_step_seconds=60.0),
        "rkv98 1e-10, interp": chosen(integrator=kinds.rkv98, abs_error=1e-2, rel_error=1e-10),
        "rkv98 1e-8, interp": chosen(integrator=kinds.rkv98, abs_error=1e-1, rel_error=1e-8),
    }
    return [
        Contender(
            who=_WHO, how=how, run=partial(_path, satkit, settings, times), error=lambda dense: worst_m(dense, right)
        )
        for how, settings in ways.items()
    ]


def _times(satkit: Any) -> list[Any]:
    epoch = start_time(satkit)
    return [epoch + satkit.duration(seconds=t_s) for t_s in DENSE_S.tolist()]


def _path(satkit: Any, settings: Any, times: list[Any]) -> np.ndarray:
    flown = satkit.propagate(_START, times[0], duration_secs=DAY_S, propsettings=settings)
    return np.array(flown.interp(times))
