"""brahe's first W1 in a fresh process: the start state on the command line, the dense states on standard output."""

import sys

import numpy as np
from peers_brahe import flown, settings, start_time, zonal_gravity

start = np.array(sys.argv[2:], dtype=float)
epoch = start_time()
times = [epoch + t_s for t_s in np.arange(0.0, 86401.0, 10.0).tolist()]
sys.stdout.buffer.write(flown(start, zonal_gravity(), settings(240.0), times).tobytes())
