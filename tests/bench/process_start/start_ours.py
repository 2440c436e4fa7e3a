"""Our first W1 in a fresh process: the start state on the command line, the dense states on standard output."""

import sys

import numpy as np

from missionplanner.orbit.forces import Forces
from missionplanner.orbit.propagation.propagator import propagate

start = np.array(sys.argv[2:], dtype=float)
path = propagate(start[:3], start[3:], int(sys.argv[1]), 0.0, 86400.0, Forces(gravity_degree=4), 1.0)
sys.stdout.buffer.write(np.hstack(path.state(np.arange(0.0, 86401.0, 10.0))).tobytes())
