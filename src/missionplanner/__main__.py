"""Start missionplanner: the console script, and ``python -m missionplanner``."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Do what the command line asks for and return the exit code."""
    # Before NumPy is imported: its threads cost more than they give on arrays as small as ours.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from missionplanner.cli.run import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
