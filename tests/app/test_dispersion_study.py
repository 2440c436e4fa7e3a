"""The dispersions of the open plan: found in processes, out of date after an edit, current again after undo."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.app.document import Document
from missionplanner.app.settings import Settings
from missionplanner.flight.dispersions import disperse, limits_of
from missionplanner.flight.spreads import spreads_of
from missionplanner.plan import edits
from missionplanner.plan.plan import Plan

pytestmark = pytest.mark.usefixtures("qapp")
A_MINUTE_MS = 60_000
LONG_MS = 60_000


@pytest.fixture
def document(sample: Plan) -> Document:
    return Document(sample)


@pytest.fixture
def study(document: Document) -> Iterator[DispersionStudy]:
    study = DispersionStudy(document)
    yield study
    study.stop()


def run(study: DispersionStudy, qtbot: QtBot, count: int = 60) -> None:
    with qtbot.waitSignal(study.changed, timeout=LONG_MS):
        study.run(count, 9)


def test_a_study_finds_what_the_flight_module_finds(study: DispersionStudy, document: Document, qtbot: QtBot) -> None:
    assert study.drawn is None
    run(study, qtbot)
    found = study.found
    assert found is not None
    here = disperse(document.shown.flight, spreads_of("Soyuz MS"), limits_of(document.plan), 60, 9)
    assert found.total_mps.tobytes() == here.total_mps.tobytes()
    assert study.is_current
    assert study.drawn is not None
    assert study.drawn.docking == "docking"
    assert study.current is study.drawn


def test_an_edit_that_moves_nothing_keeps_the_bands(study: DispersionStudy, document: Document, qtbot: QtBot) -> None:
    run(study, qtbot)
    drawn = study.drawn
    document.commit(replace(document.plan, notes="Bring salt."), "Notes")
    assert study.is_current
    assert study.drawn is drawn


def test_an_edit_of_the_flight_outdates_the_bands_and_undo_brings_them_back(
    study: DispersionStudy, document: Document, qtbot: QtBot
) -> None:
    run(study, qtbot)
    with qtbot.waitSignal(study.changed):
        document.commit(edits.set_t0(document.plan, document.plan.t0.ms + A_MINUTE_MS), "Move T0")
    assert not study.is_current
    assert study.drawn is not None
    assert not study.drawn.is_current
    assert study.current is None
    with qtbot.waitSignal(study.changed):
        document.undo_stack.undo()
    assert study.is_current


def test_a_drag_outdates_the_bands_until_it_is_put_back(
    study: DispersionStudy, document: Document, qtbot: QtBot
) -> None:
    run(study, qtbot)
    document.preview(edits.set_t0(document.plan, document.plan.t0.ms + A_MINUTE_MS))
    assert not study.is_current
    document.cancel_preview()
    assert study.is_current


def test_another_limit_outdates_the_study(study: DispersionStudy, document: Document, qtbot: QtBot) -> None:
    run(study, qtbot)
    rules = tuple(replace(rule, high=0.14) if rule.kind == "contact-speed" else rule for rule in document.plan.rules)
    assert rules != document.plan.rules
    document.commit(replace(document.plan, rules=rules), "A slower contact")
    assert not study.is_current


def test_run_again_studies_the_plan_as_it_is_now(study: DispersionStudy, document: Document, qtbot: QtBot) -> None:
    run(study, qtbot)
    document.commit(edits.set_t0(document.plan, document.plan.t0.ms + A_MINUTE_MS), "Move T0")
    with qtbot.waitSignal(study.changed, timeout=LONG_MS):
        study.run_again()
    assert study.is_current
    assert study.found is not None
    assert (study.found.count, study.found.seed) == (60, 9)


def test_another_plan_has_no_bands(study: DispersionStudy, document: Document, sample: Plan, qtbot: QtBot) -> None:
    run(study, qtbot)
    document.open(sample, None)
    assert study.found is None
    assert study.drawn is None


def test_whether_bands_are_shown_is_remembered(document: Document, qtbot: QtBot) -> None:
    study = DispersionStudy(document, Settings())
    assert study.shows_bands
    run(study, qtbot)
    study.show_bands(False)
    assert study.drawn is None
    assert study.current is not None
    assert not DispersionStudy(document, Settings()).shows_bands
    study.show_bands(True)
    assert study.drawn is not None
    assert DispersionStudy(document, Settings()).shows_bands


def test_a_flight_that_does_not_arrive_is_told(sample: Plan, qtbot: QtBot) -> None:
    study = DispersionStudy(Document(replace(sample, rendezvous=replace(sample.rendezvous, docking="liftoff"))))
    with qtbot.waitSignal(study.failed, timeout=LONG_MS) as told:
        study.run(60, 9)
    assert "does not reach the port" in told.args[0]
    assert not study.is_busy


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_large_study_takes_several_processes_and_stopping_ends_them_all(study: DispersionStudy, qtbot: QtBot) -> None:
    with qtbot.waitSignal(study.progressed, timeout=LONG_MS):
        study.run(100_000, 1)
    process = study._worker._process
    assert process is not None
    assert process.pid is not None
    workers = _children(process.pid)
    assert workers or len(os.sched_getaffinity(0)) < 2
    study.stop()
    assert not study.is_busy
    qtbot.waitUntil(lambda: not any(Path(f"/proc/{pid}/status").exists() for pid in workers), timeout=LONG_MS)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
