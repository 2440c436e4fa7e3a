"""Print how fast and how true the program is beside its peers, and keep it as build/bench.json: ``make bench``."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported; the Makefile does so too

import argparse
import json
import platform
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from installed import PEERS, missing, versions
from measuring import Outcome, measure
from table import lines, verdict

_RESULT = Path(__file__).parents[2] / "build" / "bench.json"
_OWN = "own_works"


def _modules() -> dict[str, str]:
    """Short name and module of every work: those beside this one named like w1_one_orbit, then our own."""
    named = sorted(path.stem for path in Path(__file__).parent.glob("w[0-9]*_*.py"))
    return {**{name.partition("_")[0]: name for name in named}, "own": _OWN}


def main() -> None:
    """Measure the works that were named, or all."""
    modules = _modules()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("works", nargs="*", metavar="WORK", help=f"any of {', '.join(modules)}; all without")
    parser.add_argument("--seconds", type=float, default=10.0, help="time to spend on each work's turns")
    arguments = parser.parse_args()
    unknown = set(arguments.works) - set(modules)
    if unknown:
        parser.error(f"there is no work {sorted(unknown)[0]!r}; choose from {', '.join(modules)}")
    print("versions:", ", ".join(f"{name} {version}" for name, version in versions().items()))
    for reason in missing(*PEERS):
        print(f"{reason}; make bench-peers installs the peers")
    outcomes = []
    for name in arguments.works or modules:
        for work in import_module(modules[name]).works():
            outcome = measure(work, arguments.seconds)
            print("\n".join(lines(outcome)), flush=True)
            outcomes.append(outcome)
    print("\ntargets")
    for outcome in outcomes:
        if outcome.work.target is not None:
            print(f"  {outcome.work.name:4} {verdict(outcome)}")
    _RESULT.parent.mkdir(exist_ok=True)
    _RESULT.write_text(json.dumps(_record(outcomes), indent=1) + "\n")


def _record(outcomes: list[Outcome]) -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "versions": versions(),
        "works": [
            {
                "name": outcome.work.name,
                "title": outcome.work.title,
                "unit": outcome.work.unit,
                "error_limit": outcome.work.error_limit,
                "timings": [asdict(timing) for timing in outcome.timings],
                "missing": outcome.work.missing,
                "note": outcome.work.note,
                "target": None if outcome.work.target is None else asdict(outcome.work.target),
                "best_peer": None if outcome.peer is None else outcome.peer.who,
                "ratio": outcome.ratio,
                "processor_ratio": outcome.processor_ratio,
                "met": outcome.met,
            }
            for outcome in outcomes
        ],
    }


if __name__ == "__main__":
    main()
