"""What every test stands on: no screen, no home of the user's, and examples that repeat.

The Qt platform is one per process, so the tests that need a display are a run of their own:
``QT_QPA_PLATFORM=xcb pytest -m "opengl or e2e"``. Everything else runs offscreen.
"""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication

from missionplanner.ui.garbage import GarbageCollector

if TYPE_CHECKING:
    from missionplanner.flight.assess import Assessment
    from missionplanner.plan.plan import Plan

SAMPLE = Path(__file__).parents[1] / "resources/plans/soyuz-ms-28.mplan"

_NEEDS_DISPLAY = {"opengl", "e2e"}

# Wall-clock time is not asserted anywhere, so there is no deadline; the same examples run on every machine.
# ``pytest --hypothesis-profile=explore`` looks further.
settings.register_profile("repeatable", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run, and every program that a test starts, a home of its own, and NumPy one thread."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    home = tempfile.TemporaryDirectory(prefix="missionplanner-test-home-")
    config.add_cleanup(home.cleanup)
    os.environ["HOME"] = home.name
    for variable, folder in {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_CACHE_HOME": ".cache",
        "XDG_STATE_HOME": ".local/state",
    }.items():
        os.environ[variable] = str(Path(home.name, folder))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, visibly, what the platform of this run cannot do."""
    if os.environ["QT_QPA_PLATFORM"] != "offscreen":
        return
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in _NEEDS_DISPLAY)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """Let pytest-qt make the application as the program does: docks with OpenGL in them may float."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    return QApplication


@pytest.fixture(scope="session")
def _collector(qapp: QApplication) -> GarbageCollector:
    """Collect garbage as the program does: a thread of a test's that met a Qt object in it would delete it there."""
    return GarbageCollector(qapp)


@pytest.fixture(autouse=True)
def _garbage_of_this_test(_collector: GarbageCollector) -> Iterator[None]:
    """Collect where no event loop does."""
    yield
    _collector.collect_due()


@pytest.fixture(scope="session", autouse=True)
def _the_application(qapp: QApplication) -> Iterator[None]:
    """Make the one application of the run before a test can make a plainer one, whatever runs first.

    What tests left behind goes while it still lives, as it would in a window left open: nothing of it may crash.
    """
    yield
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    gc.collect()


@pytest.fixture(autouse=True)
def _settings_of_this_test(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each test empty settings of its own."""
    folder = str(tmp_path_factory.mktemp("settings"))
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, folder)


@pytest.fixture(scope="session")
def sample() -> Plan:
    """The sample plan, Soyuz MS-28."""
    from missionplanner.files.plan_file import read_plan

    return read_plan(SAMPLE)


@pytest.fixture(scope="session")
def crew_3() -> Plan:
    """The other plan that comes with the program, of a second vehicle: Crew Dragon, Crew-3."""
    from missionplanner.files.plan_file import read_plan

    return read_plan(SAMPLE.with_name("crew-dragon-crew-3.mplan"))


@pytest.fixture(scope="session")
def crew_3_assessment(crew_3: Plan) -> Assessment:
    """Crew-3 flown."""
    from missionplanner.flight.assess import assess

    return assess(crew_3)


@pytest.fixture(scope="session")
def sample_assessment(sample: Plan) -> Assessment:
    """The sample plan flown."""
    from missionplanner.flight.assess import assess

    return assess(sample)
