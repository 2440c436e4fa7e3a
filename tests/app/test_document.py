"""The running document: previews, undo, and the worker's answers."""

from pathlib import Path
from time import perf_counter

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.flight_worker import FlightWorker
from missionplanner.flight.assess import assess
from missionplanner.plan import edits
from missionplanner.plan.plan import Plan
from missionplanner.plan.span_edits import shift_events

pytestmark = pytest.mark.usefixtures("qapp")


def slipped(plan: Plan, by_ms: int) -> Plan:
    return edits.set_t0(plan, plan.t0.ms + by_ms)


def test_a_commit_is_one_step_and_undo_gives_the_very_plan_back(sample: Plan) -> None:
    document = Document(sample)
    document.commit(slipped(sample, 60_000), "Move T0")
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Move T0"
    assert document.plan.t0.ms == sample.t0.ms + 60_000
    assert document.is_modified
    document.undo_stack.undo()
    assert document.plan is sample
    assert document.shown.plan is sample
    assert not document.is_modified


def test_an_edit_that_changes_nothing_leaves_no_step(sample: Plan) -> None:
    document = Document(sample)
    document.commit(replace(sample), "Nothing")
    assert document.undo_stack.count() == 0


def test_a_preview_is_shown_and_never_committed(sample: Plan, qtbot: QtBot) -> None:
    document = Document(sample)
    with qtbot.waitSignal(document.shown_changed):
        document.preview(slipped(sample, 10_000))
    assert document.plan is sample
    assert document.shown.is_preview
    qtbot.waitUntil(lambda: not document.shown.is_preview)
    assert document.shown.flight.contact is not None
    document.cancel_preview()
    assert document.shown.plan is sample
    assert document.undo_stack.count() == 0


def test_a_preview_is_flown_in_haste_near_the_truth_and_judged(sample: Plan, qtbot: QtBot) -> None:
    document = Document(sample)
    later = shift_events(sample, document.shown.schedule, ["dv1"], 90_000)
    document.preview(later)
    hasty = document.shown
    assert hasty.is_preview
    assert hasty.flight.is_preview
    assert hasty.schedule.times_ms["dv1", "start"] == document.settled().schedule.times_ms["dv1", "start"] + 90_000
    true = assess(later)
    assert hasty.flight.delta_v is not None
    assert true.flight.delta_v is not None
    assert hasty.flight.delta_v.total_mps == pytest.approx(true.flight.delta_v.total_mps, abs=0.2)
    # Where a failed burn would lead is not known yet, and said so.
    assert [finding.code for finding in hasty.findings] == [*(one.code for one in true.findings), "passive-safety"]


def test_a_late_preview_rests_for_a_while_and_nothing_flickers(sample: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("missionplanner.app.document._FRAME_S", 0.0)
    monkeypatch.setattr("missionplanner.app.document._RESTS", 1e6)
    document = Document(sample)
    first, second = slipped(sample, 20_000), slipped(sample, 25_000)
    document.preview(first)
    solved = document.shown
    document.preview(second)
    resting = document.shown
    assert resting.plan is second
    assert resting.is_preview
    assert resting.flight is solved.flight
    assert resting.schedule.t0_ms == second.t0.ms
    assert [finding.code for finding in resting.findings] == [finding.code for finding in solved.findings]
    monkeypatch.setattr("missionplanner.app.document.perf_counter", lambda: perf_counter() + 1e9)
    document.preview(slipped(sample, 30_000))
    assert document.shown.flight.inputs.t0_ms == sample.t0.ms + 30_000


def test_the_full_flight_waits_while_the_mouse_moves(
    sample: Plan, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("missionplanner.app.document._FRAME_S", 60.0)
    monkeypatch.setattr("missionplanner.app.document._REST_MS", 1000)
    asked: list[Plan] = []
    worker = FlightWorker()
    try:
        document = Document(sample, worker=worker)
        qtbot.waitUntil(lambda: not document.shown.is_preview, timeout=60_000)
        worker.request = asked.append  # type: ignore[method-assign]
        for second in range(1, 6):
            document.preview(slipped(sample, 1000 * second))
            qtbot.wait(1)
        last = document.shown.plan
        qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
        assert asked == [last]
    finally:
        worker.stop()


def test_an_edit_that_moves_nothing_keeps_the_flight(sample: Plan) -> None:
    document = Document(sample)
    flight = document.shown.flight
    document.preview(replace(sample, notes="Bring salt."))
    assert document.shown.flight is flight
    assert not document.shown.is_preview


def test_saving_marks_the_document_clean(sample: Plan, tmp_path: Path, qtbot: QtBot) -> None:
    document = Document(sample)
    document.commit(replace(sample, notes="x"), "Edit notes")
    with qtbot.waitSignal(document.state_changed):
        document.mark_saved(tmp_path / "a.mplan")
    assert not document.is_modified
    assert document.path == tmp_path / "a.mplan"


def test_opening_starts_a_new_history(sample: Plan) -> None:
    document = Document(sample)
    document.commit(replace(sample, notes="x"), "Edit notes")
    document.open(replace(sample, name="Other"), None)
    assert document.undo_stack.count() == 0
    assert document.shown.plan.name == "Other"


def test_flights_come_from_the_worker(sample: Plan, qtbot: QtBot) -> None:
    worker = FlightWorker()
    try:
        document = Document(sample, worker=worker)
        assert document.shown.flight.target is None
        qtbot.waitUntil(lambda: not document.shown.is_preview, timeout=60_000)
        assert document.shown.plan is sample
        for second in range(20):
            document.preview(slipped(sample, 1000 * second))
        document.commit(slipped(sample, 30_000), "Move T0")
        assert document.shown.is_preview
        qtbot.waitUntil(lambda: not document.shown.is_preview, timeout=60_000)
        assert document.shown.flight.inputs.t0_ms == sample.t0.ms + 30_000
        assert document.settled().flight.contact is not None
    finally:
        worker.stop()


def test_without_its_worker_the_document_flies_by_itself(
    sample: Plan, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    worker = FlightWorker()
    document = Document(sample, worker=worker)
    worker._process.kill()
    qtbot.waitUntil(lambda: not document.shown.is_preview, timeout=60_000)
    assert document.shown.flight.contact is not None
    assert "own process" in caplog.text
    worker.stop()


def test_an_export_does_not_wait_for_the_worker(sample: Plan) -> None:
    worker = FlightWorker()
    try:
        assert Document(sample, worker=worker).settled().flight.contact is not None
    finally:
        worker.stop()


def test_passive_safety_is_being_checked_until_it_is_known(sample: Plan, qtbot: QtBot) -> None:
    worker = FlightWorker()
    try:
        document = Document(sample, worker=worker)
        qtbot.waitUntil(lambda: not document.shown.is_preview, timeout=60_000)
        assert document.shown.is_checking
        assert [one.code for one in document.shown.findings if one.code == "passive-safety"] == ["passive-safety"]
        # An edit that moves nothing does not make the answer stale.
        document.commit(replace(sample, notes="Bring salt."), "Notes")
        assert document.shown.is_checking
        qtbot.waitUntil(lambda: document.shown.safety is not None, timeout=60_000)
        assert document.shown.plan.notes == "Bring salt."
        codes = [one.code for one in document.shown.findings]
        assert "passive-safety" not in codes
        assert "escape-burn" in codes
        document.preview(slipped(sample, 1000))
        document.cancel_preview()
        document.commit(replace(sample, notes="Bring bread."), "Notes")
        assert document.shown.safety is not None
        assert [one.code for one in document.shown.findings] == codes
    finally:
        worker.stop()


def test_a_check_that_a_preview_ended_is_begun_again(sample: Plan, qtbot: QtBot) -> None:
    worker = FlightWorker()
    try:
        document = Document(sample, worker=worker)
        qtbot.waitUntil(lambda: document.shown.is_checking, timeout=60_000)
        for second in range(5):
            document.preview(slipped(sample, 1000 * second + 1000))
        document.cancel_preview()
        qtbot.waitUntil(lambda: document.shown.safety is not None, timeout=60_000)
        assert document.shown.plan is sample
    finally:
        worker.stop()
