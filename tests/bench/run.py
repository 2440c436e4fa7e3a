"""Print how fast and how true the program is beside its peers, and keep it as build/bench.json: ``make bench``."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported; the Makefile does so too

import argparse
import json
import platform
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from installed import PEERS, missing, versions
from measuring import Outcome, measure
from table import lines, verdict

_HERE = Path(__file__).parent
_BUILD = _HERE.parents[1] / "build"
_OWN = "own_works"


def _modules() -> dict[str, str]:
    """Short name and module of every work: those beside this one named like w1_one_orbit, then our own."""
    named = sorted(path.stem for path in _HERE.glob("w[0-9]*_*.py"))
    return {**{name.partition("_")[0]: name for name in named}, "own": _OWN}


def main() -> None:
    """Measure the works that were named, or all, each in a process of its own.

    Peers share no process that need not: heyoka and pykep, which brings another build of it, crash together.
    """
    modules = _modules()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("works", nargs="*", metavar="WORK", help=f"any of {', '.join(modules)}; all without")
    parser.add_argument("--seconds", type=float, default=10.0, help="time to spend on each work's turns")
    parser.add_argument("--alone", metavar="FILE", type=Path, help="measure in this process, and write there")
    arguments = parser.parse_args()
    unknown = set(arguments.works) - set(modules)
    if unknown:
        parser.error(f"there is no work {sorted(unknown)[0]!r}; choose from {', '.join(modules)}")
    names = arguments.works or list(modules)
    if arguments.alone:
        outcomes = [outcome for name in names for outcome in _measured(modules[name], arguments.seconds)]
        arguments.alone.write_text(json.dumps([_record(outcome) for outcome in outcomes]))
        os._exit(0)  # pykep crashes when Python takes it down
    print("versions:", ", ".join(f"{name} {version}" for name, version in versions().items()))
    for reason in missing(*PEERS):
        print(f"{reason}; make bench-peers installs the peers")
    records, crashed = [], []
    for name in names:
        result = _BUILD / "bench" / f"{name}.json"
        result.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, __file__, "--seconds", str(arguments.seconds), "--alone", str(result), name]
        if subprocess.run(command).returncode:
            crashed.append(name)
        else:
            records += json.loads(result.read_text())
    print("\ntargets")
    for record in records:
        if record["target"] is not None:
            print(f"  {record['name']:4} {record['verdict']}")
    for name in crashed:
        print(f"  {name:4} was not measured: it ended with an error, see above")
    about = {"python": platform.python_version(), "machine": platform.machine(), "versions": versions()}
    (_BUILD / "bench.json").write_text(json.dumps({**about, "works": records}, indent=1) + "\n")
    sys.exit(bool(crashed))


def _measured(module: str, seconds: float) -> list[Outcome]:
    outcomes = []
    for work in import_module(module).works():
        outcomes.append(measure(work, seconds))
        print("\n".join(lines(outcomes[-1])), flush=True)
    return outcomes


def _record(outcome: Outcome) -> dict[str, Any]:
    work = outcome.work
    return {
        "name": work.name,
        "title": work.title,
        "unit": work.unit,
        "error_limit": work.error_limit,
        "timings": [asdict(timing) for timing in outcome.timings],
        "missing": work.missing,
        "note": work.note,
        "target": None if work.target is None else asdict(work.target),
        "best_peer": None if outcome.peer is None else outcome.peer.who,
        "ratio": outcome.ratio,
        "processor_ratio": outcome.processor_ratio,
        "met": outcome.met,
        "verdict": verdict(outcome),
    }


if __name__ == "__main__":
    main()
