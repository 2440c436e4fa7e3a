"""The sample plan as an open document, in an inspector, in a main window, and as a timeline of all its tracks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.search_worker import SearchWorker
from missionplanner.app.selection import Selection
from missionplanner.app.settings import Settings
from missionplanner.paint.palette import LIGHT
from missionplanner.plan.plan import Plan
from missionplanner.ui.inspector.panel import Inspector
from missionplanner.ui.main_window import MainWindow
from missionplanner.ui.theme import Theme
from missionplanner.ui.timeline.view import TimelineView


@pytest.fixture
def document(sample: Plan, qapp: QApplication) -> Document:
    return Document(sample)


@pytest.fixture
def selection() -> Selection:
    return Selection()


@pytest.fixture
def inspector(document: Document, selection: Selection, qtbot: QtBot) -> Inspector:
    inspector = Inspector(document, selection)
    qtbot.addWidget(inspector)
    inspector.resize(330, 900)
    inspector.show()
    qtbot.waitExposed(inspector)
    return inspector


@pytest.fixture
def window(sample: Plan, qapp: QApplication, qtbot: QtBot) -> MainWindow:
    """The whole program in the light look, with the sample as if opened from a file."""
    settings = Settings()
    settings.theme = "light"
    window = MainWindow(Document(sample, Path("soyuz-ms-28.mplan")), settings, Theme(qapp, settings))
    qtbot.addWidget(window, before_close_func=lambda w: w.document.undo_stack.setClean())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


@pytest.fixture
def open_document(sample: Plan, qapp: QApplication) -> Document:
    return Document(sample)


@pytest.fixture
def timeline_playhead(sample: Plan) -> Playhead:
    return Playhead(sample.t0.ms - 20 * 60_000)


@pytest.fixture
def timeline_selection() -> Selection:
    return Selection()


@pytest.fixture
def shown_timeline(
    open_document: Document, timeline_playhead: Playhead, timeline_selection: Selection, qtbot: QtBot
) -> TimelineView:
    view = TimelineView(open_document, timeline_playhead, timeline_selection, LIGHT)
    qtbot.addWidget(view)
    view.resize(1300, 760)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    return view


@pytest.fixture(scope="session")
def search_worker(qapp: QApplication) -> Iterator[SearchWorker]:
    """One process for every search of the run."""
    worker = SearchWorker()
    yield worker
    worker.stop()
