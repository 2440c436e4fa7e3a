"""The orbit that works W1, W1b and W1c fly: like the space station's, from the liftoff of Soyuz MS-28, for a day."""

from __future__ import annotations

import numpy as np

from missionplanner.orbit.sky.earth_pole import dcm_cirs_from_gcrs

EPOCH_UTC_MS = 1_764_235_677_402  # 2025-11-27T09:27:57.402 UTC
EPOCH_UTC = (2025, 11, 27, 9, 27, 57.402)
DAY_S = 86400.0
DENSE_STEP_S = 10
DENSE_S = np.arange(0.0, DAY_S + 1.0, DENSE_STEP_S)

# Semi-major axis 6798 km, eccentricity 0.0008, inclination 51.64 deg, node 60 deg, perigee 70 deg, anomaly 10 deg.
R_M = np.array([-3005517.8307339535, 3097240.763941456, 5245376.626950642])
V_MPS = np.array([-4489.159430378184, -6122.445665712067, 1044.2844484656102])

# To axes whose z is the pole of the epoch, about which our zonal harmonics are symmetric: in them a peer that takes
# z for the pole flies the same model.
DCM_POLE_FROM_GCRS = dcm_cirs_from_gcrs(EPOCH_UTC_MS)
R_POLE_M = DCM_POLE_FROM_GCRS @ R_M
V_POLE_MPS = DCM_POLE_FROM_GCRS @ V_MPS


def worst_m(dense: np.ndarray, reference: np.ndarray) -> float:
    """Largest distance between two paths at any of their times, each (n, 3) or more columns."""
    return float(np.linalg.norm(np.asarray(dense)[:, :3] - reference[:, :3], axis=1).max())
