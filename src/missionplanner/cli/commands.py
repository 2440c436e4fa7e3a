"""The commands: each does its job, prints what it found and returns the exit code."""

from __future__ import annotations

import os
from pathlib import Path

from missionplanner.app.export import SUFFIXES, exported
from missionplanner.cli.ending import BadInputError, Exit
from missionplanner.cli.output import write_error, write_json, write_text
from missionplanner.cli.tables import findings_text, flight_text, states_text, windows_text
from missionplanner.cli.windows import WindowRequest
from missionplanner.files.plan_file import read_plan
from missionplanner.files.save import write_atomically
from missionplanner.flight.assess import Assessment, assess

_WRITTEN_LATER = (".ics", ".czml", ".oem", ".xml", ".kml", ".html", ".svg", ".zip")
ENDINGS = ", ".join(SUFFIXES[:-1]) + f" or {SUFFIXES[-1]}"


def check(plan: Path, as_json: bool, with_safety: bool) -> Exit:
    """List what is wrong with a plan, passive safety included if it is asked for."""
    from missionplanner.files.flight_json import findings_document

    assessment = assess(read_plan(plan))
    if with_safety:
        assessment = _with_safety(assessment)
    if as_json:
        write_json(findings_document(assessment.findings))
    else:
        write_text(findings_text(assessment.findings))
    return _verdict(assessment)


def _with_safety(assessment: Assessment) -> Assessment:
    from missionplanner.flight.assess import with_safety
    from missionplanner.flight.drift_limits import drift_rules
    from missionplanner.flight.passive_safety import check_passive_safety
    from missionplanner.flight.rule_set import rules_of

    return with_safety(assessment, check_passive_safety(assessment.flight, drift_rules(rules_of(assessment.plan))))


def disperse(plan: Path, count: int, seed: int, as_json: bool) -> Exit:
    """Fly a plan many times with errors drawn, and tell how far that scatters."""
    from missionplanner.cli.dispersions import MOST_FLIGHTS, dispersions_text
    from missionplanner.files.dispersions_json import dispersions_document
    from missionplanner.flight.dispersion_pool import processes_for
    from missionplanner.flight.dispersions import DispersionError, disperse, limits_of
    from missionplanner.flight.spreads import spreads_of

    if not 2 <= count <= MOST_FLIGHTS:
        raise BadInputError(f"--count is {count}; it must lie between 2 and {MOST_FLIGHTS}.")
    if seed < 0:
        raise BadInputError(f"--seed is {seed}; it must not be negative.")
    assessment = assess(read_plan(plan))
    try:
        spreads, limits = spreads_of(assessment.plan.vehicle.name), limits_of(assessment.plan)
        with processes_for(count) as executor:
            found = disperse(assessment.flight, spreads, limits, count, seed, executor)
    except DispersionError as error:
        write_error(str(error))
        return Exit.FOUND_WRONG
    document = dispersions_document(found)
    if as_json:
        write_json(document)
    else:
        write_text(dispersions_text(document))
    return Exit.DONE


def fly(plan: Path, as_json: bool) -> Exit:
    """Fly a plan: burns, delta-v, docking, the time of every event."""
    from missionplanner.files.flight_json import flight_document

    assessment = assess(read_plan(plan))
    flight = flight_document(assessment)
    if as_json:
        write_json(flight)
    else:
        write_text(flight_text(flight, assessment.findings))
    return _verdict(assessment)


def _verdict(assessment: Assessment) -> Exit:
    unwaived = any(finding.severity == "error" and finding.waived is None for finding in assessment.findings)
    return Exit.FOUND_WRONG if unwaived or assessment.flight.contact is None else Exit.DONE


def propagate(target: Path, at: str, as_json: bool) -> Exit:
    """Tell where the object of a file of element sets, or of an ephemeris, is at given times."""
    from missionplanner.cli.states import states_of_target

    states = states_of_target(target, at)
    for warning in states.warnings:
        write_error(f"{target}: {warning}")
    if as_json:
        write_json(states.documents)
    else:
        write_text("\n".join((*states.origins, "", states_text(states.documents))))
    return Exit.DONE


def windows(request: WindowRequest, as_json: bool) -> Exit:
    """Find the launch windows of a span of days."""
    from missionplanner.cli.windows import window_search
    from missionplanner.files.windows_json import windows_document
    from missionplanner.flight.in_plane import NeverInPlaneError
    from missionplanner.flight.windows import WindowError, find_windows

    search, warnings = window_search(request)
    for warning in warnings:
        write_error(f"{request.target}: {warning}")
    try:
        found = tuple(find_windows(search))
    except NeverInPlaneError as error:
        found = ()
        write_error(f"{error}.")
    except WindowError as error:
        raise BadInputError(f"{request.target}: {error}.") from None
    document = windows_document(found)
    if as_json:
        write_json(document)
    else:
        write_text(windows_text(document))
    return Exit.DONE if any(window.feasible for window in found) else Exit.FOUND_WRONG


def export(plan: Path, out: Path) -> Exit:
    """Write a plan in the format that the suffix of ``out`` says."""
    if _is_one_file(out, plan):
        raise BadInputError(f"{out} is the plan itself; choose another name to export to.")
    suffix = out.suffix.lower()
    if suffix in _WRITTEN_LATER:
        raise BadInputError(f"Writing {suffix} files comes later; choose a name that ends in {ENDINGS}.")
    if suffix not in SUFFIXES:
        raise BadInputError(f"{out} does not say what to write; choose a name that ends in {ENDINGS}.")
    if not os.path.isdir(out.parent):
        raise BadInputError(f"The folder of {out} does not exist; make it or choose another.")
    assessment = assess(read_plan(plan))
    write_atomically(out, exported(assessment, suffix, plan.resolve().parent, plan.stem))
    return Exit.DONE


def _is_one_file(out: Path, plan: Path) -> bool:
    try:
        return out.samefile(plan)
    except OSError:  # one of them is not there, or no name for a file; reading or writing it says so
        return False


def open_window(plan: Path | None) -> int:
    """Open the window and return when it was closed."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if not any(os.environ.get(name) for name in named):
        raise BadInputError("There is no display for a window; write files with 'missionplanner export PLAN OUT'.")
    from missionplanner.ui.run import run_window

    return run_window(plan)


def self_test() -> Exit:
    """Try every part of the installed program."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from missionplanner.cli.self_test import all_parts_work

    return Exit.DONE if all_parts_work() else Exit.FOUND_WRONG
