"""The timeline of the real program as a screen reader gets it: tracks, and events with kind, times and findings."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.driving import Program, wait_for
from e2e.screen_reader import ScreenReader
from missionplanner.files.plan_file import encode_plan, read_plan
from missionplanner.plan.constraint_edits import with_latest
from missionplanner.plan.schedule import EventEdge

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("qapp")]

SAMPLE = Path(__file__).parents[2] / "resources/plans/soyuz-ms-28.mplan"


@pytest.fixture
def session_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A message bus for the program and its reader alone."""
    for name in ("XDG_RUNTIME_DIR", "XDG_CACHE_HOME"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        monkeypatch.setenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")
        yield
        daemon.terminate()


@pytest.mark.usefixtures("session_bus")
def test_a_screen_reader_gets_tracks_and_events(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE.parent, tmp_path / "plans")
    plan_file = tmp_path / "plans" / SAMPLE.name
    plan = with_latest(read_plan(plan_file), EventEdge("hatch", "end"), 3_600_000)
    plan_file.write_bytes(encode_plan(plan))
    with Program(plan_file, tmp_path):
        reader = ScreenReader()
        timeline = wait_for(lambda: reader.find("Timeline"), "the timeline on the accessibility bus")
        tracks = {reader.name(track): reader.children(track) for track in reader.children(timeline)}
        roles = {reader.role(event) for events in tracks.values() for event in events}
        said = {reader.name(event): reader.description(event) for events in tracks.values() for event in events}
    names = [track.name for track in plan.tracks]
    assert [track.partition(",")[0] for track in tracks] == names
    assert "Ascent, 7 events" in tracks
    assert roles == {"list item"}
    assert len(said) == len(plan.events)
    for event in plan.events:
        assert any(name.startswith(event.name) for name in said)
    liftoff, hatch = said["Liftoff"], said["Hatch opening"]
    assert "Milestone; UTC: 2025-11-27 09:27:57.402 UTC; MET: T+00:00:00.000" in liftoff
    assert "Anchor: time since liftoff" in liftoff
    assert "fixed in UTC" in hatch
    assert "Warning: The end of" in hatch
