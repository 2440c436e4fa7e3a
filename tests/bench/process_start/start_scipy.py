"""scipy's first W1 in a fresh process: the start state on the command line, the dense states on standard output."""

import sys

import numpy as np
from peers_scipy import zonal_rate
from scipy.integrate import solve_ivp

start, times_s = np.array(sys.argv[2:], dtype=float), np.arange(0.0, 86401.0, 10.0)
solution = solve_ivp(zonal_rate, (0.0, 86400.0), start, method="DOP853", t_eval=times_s, rtol=1e-10, atol=1e-3)
sys.stdout.buffer.write(np.ascontiguousarray(solution.y.T).tobytes())
