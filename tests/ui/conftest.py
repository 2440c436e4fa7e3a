"""A timeline of the sample plan, shown offscreen with all its tracks in view."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.search_worker import SearchWorker
from missionplanner.app.selection import Selection
from missionplanner.paint.palette import LIGHT
from missionplanner.plan.plan import Plan
from missionplanner.ui.timeline.view import TimelineView


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
