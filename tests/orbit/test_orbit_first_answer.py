"""What a fresh process has to load before its first orbit: a command that answers at once must not wait for the sky."""

import subprocess
import sys

FIRST_ORBIT = """
import sys
import numpy as np
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.propagation.propagator import propagate
r_m, v_mps = np.array([6.8e6, 0.0, 0.0]), np.array([0.0, 4750.0, 6010.0])
propagate(r_m, v_mps, 1_764_235_677_402, 0.0, 86_400.0, Forces(), 1.0).state(np.arange(0.0, 86_401.0, 10.0))
print(*sys.modules)
"""
SLOW = {
    "missionplanner.orbit.sky.almanac",
    "skyfield",
    "sgp4",
    "msgspec",
    "importlib.resources",
    "numpy.ma",
    "numpy.fft",
}


def test_an_orbit_under_zonals_loads_neither_the_sky_nor_what_reads_files() -> None:
    loaded = set(
        subprocess.run([sys.executable, "-c", FIRST_ORBIT], check=True, capture_output=True, text=True).stdout.split()
    )
    assert "missionplanner.orbit.propagation.propagator" in loaded
    assert not loaded & SLOW
