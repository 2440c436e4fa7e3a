"""The self-test of the installed program passes here, and fails when a part is broken."""

import os
import subprocess
import sys

import pytest

from missionplanner.cli import self_test


def test_every_part_works() -> None:
    bare = {name: value for name, value in os.environ.items() if "DISPLAY" not in name and name != "QT_QPA_PLATFORM"}
    arguments = [sys.executable, "-m", "missionplanner", "self-test"]
    done = subprocess.run(arguments, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["ok"] * 10


def test_a_broken_part_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise ZeroDivisionError("the gyroscope")

    monkeypatch.setattr(self_test, "_window_opened", broken)
    monkeypatch.setattr(self_test, "_NEEDED", ("earth/moon.jpg",))
    monkeypatch.setattr(self_test, "exported", lambda *_: b"{}")
    assert not self_test.all_parts_work()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines if line.startswith("FAIL")] == [
        "FAIL  resources",
        "FAIL  window",
        "FAIL  export .json",
        "FAIL  export .pdf",
    ]
    assert "FAIL  window: ZeroDivisionError: the gyroscope" in lines
