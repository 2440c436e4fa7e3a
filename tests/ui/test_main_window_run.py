"""What the program shows when it starts, and what it does with an exception that nobody expected."""

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from missionplanner.app.settings import Settings
from missionplanner.files.plan_file import encode_plan
from missionplanner.plan.plan import Plan
from missionplanner.ui.application import ExceptionDialog
from missionplanner.ui.resource_files import resource_file
from missionplanner.ui.run import _plan_to_show, try_window
from ui.main_window_driver import when_asked

SAMPLE = resource_file("plans/soyuz-ms-28.mplan")


def test_a_fresh_user_sees_the_sample(qtbot: QtBot, sample: Plan) -> None:
    plan, place, problem = _plan_to_show(None, Settings())
    assert plan.name == sample.name
    # Not its file: saving must not write into the program.
    assert place is None
    assert problem == ""
    assert all(Path(photo.path).is_file() for photo in plan.photos)


def test_the_last_plan_is_opened_again_while_it_is_there(qtbot: QtBot, sample: Plan, tmp_path: Path) -> None:
    path = tmp_path / "mine.mplan"
    path.write_bytes(encode_plan(replace(sample, name="Mine")))
    settings = Settings()
    settings.last_plan = path
    assert _plan_to_show(None, settings)[:2] == (replace(sample, name="Mine"), path)
    path.unlink()
    assert _plan_to_show(None, settings)[2] == ""


def test_a_bad_file_at_start_is_explained_above_the_sample(qtbot: QtBot, sample: Plan, tmp_path: Path) -> None:
    bad = tmp_path / "photo.mplan"
    bad.write_bytes(b"\xff\xd8\xff")
    plan, place, problem = _plan_to_show(bad, Settings())
    assert plan.name == sample.name
    assert place is None
    assert "begins like a JPEG picture" in problem


def test_the_self_test_shows_a_window(qapp: QApplication) -> None:
    assert try_window(SAMPLE) == "Soyuz MS-28 \N{EM DASH} missionplanner"


PASS_ON = """
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from missionplanner.ui.application import Application

application = Application(["missionplanner"])
application.file_wanted.connect(lambda path: print(path))
QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl.fromLocalFile("/plans/a b.mplan")))
"""


def test_a_file_opened_from_the_desktop_is_passed_on() -> None:
    done = subprocess.run([sys.executable, "-c", PASS_ON], capture_output=True, text=True, check=True)
    assert done.stdout == "/plans/a b.mplan\n"


def test_an_unexpected_exception_is_shown_and_printed(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = ExceptionDialog()
    seen: list[tuple[str, str]] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        seen.append((dialog.text(), dialog.detailedText()))
        dialog.accept()

    when_asked(answer)
    try:
        raise RuntimeError("the valve is stuck")
    except RuntimeError:
        telling.tell(*sys.exc_info())  # type: ignore[arg-type]
    assert "your plan is still open" in seen[0][0]
    assert "the valve is stuck" in seen[0][1]
    assert "the valve is stuck" in capsys.readouterr().err
