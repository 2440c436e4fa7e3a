"""heyoka's first W1 in a fresh process: the start state on the command line, the dense states on standard output."""

import sys

import heyoka
import numpy as np
from peers_heyoka import zonal_system

start = np.array(sys.argv[2:], dtype=float)
integrator = heyoka.taylor_adaptive(zonal_system(), start, tol=1e-8)
sys.stdout.buffer.write(integrator.propagate_grid(np.arange(0.0, 86401.0, 10.0))[-1].tobytes())
