"""The script that the bundle starts: the program's own entry, as its console script calls it."""

import multiprocessing
import sys

from missionplanner.__main__ import main

if __name__ == "__main__":
    # A frozen program starts its worker processes by starting itself.
    multiprocessing.freeze_support()
    sys.exit(main())
