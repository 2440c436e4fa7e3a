"""satkit's first W1 in a fresh process: the start state on the command line, the dense states on standard output."""

import sys

import numpy as np
import satkit
from peers_satkit import gravity_settings, start_time

satkit.frametransform.disable_eop_time_warning()
start, epoch = np.array(sys.argv[2:], dtype=float), start_time(satkit)
settings = gravity_settings(satkit, 4, 0, integrator=satkit.integrator.gauss_jackson8, gj_step_seconds=120.0)
times = [epoch + satkit.duration(seconds=t_s) for t_s in np.arange(0.0, 86401.0, 10.0).tolist()]
path = satkit.propagate(start, epoch, duration_secs=86400.0, propsettings=settings).interp(times)
sys.stdout.buffer.write(np.ascontiguousarray(path).tobytes())
