"""The window with a plan that is no Soyuz: its directions, its profile, its windows, and how it is opened."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.app.settings import Settings
from missionplanner.paint.palette import CONTRAST, DARK, LIGHT
from missionplanner.plan.plan import Plan
from missionplanner.plan.rendezvous import PROFILE_NAMES
from missionplanner.ui.inspector.panel import Inspector
from missionplanner.ui.main_window import MainWindow
from missionplanner.ui.theme import Theme
from missionplanner.ui.windows.panel import WindowsPanel
from missionplanner.ui.windows.wording import kind_text
from ui.windows_driver import ImmediateWorker


@pytest.fixture
def document(crew_3: Plan, qapp: QApplication) -> Document:
    return Document(crew_3)


def inspector_of(document: Document, qtbot: QtBot) -> Inspector:
    inspector = Inspector(document, Selection())
    qtbot.addWidget(inspector)
    inspector.show()
    qtbot.waitExposed(inspector)
    return inspector


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> Iterator[WindowsPanel]:
    """The panel on the day of the launch, searched."""
    panel = WindowsPanel(document, Settings(), ImmediateWorker(), LIGHT)
    qtbot.addWidget(panel)
    panel.inputs.start.setDate(QDate(2021, 11, 11))
    panel.inputs.days.setValue(1)
    panel.resize(940, 640)
    panel.show()
    qtbot.waitExposed(panel)
    panel.look()
    yield panel
    panel.hide()


def test_the_direction_is_chosen_with_what_is_known_of_it(document: Document, qtbot: QtBot) -> None:
    inspector, before = inspector_of(document, qtbot), document.plan
    page = inspector.mission_form
    assert page.direction.isVisibleTo(page)
    texts = [page.direction.itemText(i) for i in range(page.direction.count())]
    assert texts == ["North-east, ascending", "South-east, descending"]
    page.direction.setCurrentIndex(1)
    page.direction.activated.emit(1)
    assert document.plan.ascent.direction == "descending"
    assert document.plan.ascent.plane_lead_ms == 260_000
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.plan is before
    assert page.direction.currentIndex() == 0


def test_a_pad_with_one_direction_has_nothing_to_choose(sample: Plan, qapp: QApplication, qtbot: QtBot) -> None:
    inspector = inspector_of(Document(sample), qtbot)
    page = inspector.mission_form
    assert not page.direction.isVisibleTo(page)


def test_the_profiles_are_those_of_the_vehicle(
    document: Document, sample: Plan, qapp: QApplication, qtbot: QtBot
) -> None:
    for shown, kinds in ((document, ["1-day"]), (Document(sample), ["1-orbit", "2-orbit", "4-orbit", "2-day"])):
        inspector = inspector_of(shown, qtbot)
        choice = inspector.mission_form.profile
        assert [choice.itemData(i) for i in range(choice.count())] == kinds


def test_every_kind_of_profile_has_a_name_and_a_colour_of_its_own() -> None:
    assert len({kind_text(kind) for kind in PROFILE_NAMES}) == len(PROFILE_NAMES)
    for palette in (LIGHT, DARK, CONTRAST):
        assert len({palette.profile(kind) for kind in PROFILE_NAMES}) == len(PROFILE_NAMES)


def test_the_windows_panel_judges_both_directions(panel: WindowsPanel) -> None:
    rows = panel.options.rows
    remarks = [rows.index(row, 6).data() for row in range(rows.rowCount())]
    assert len(remarks) == 2
    assert remarks[0].startswith("Works.")
    assert remarks[1].startswith("South-east, descending is not flown: south-east from here the ascent passes over")
    for remark in remarks:
        assert "Nothing closer than 120 s is claimed of this liftoff" in remark
    assert panel.options.currentIndex().row() == 0
    assert "Nothing closer than 120 s is claimed" in panel.preview.text()
    assert panel.calendar.days.index(0, 3).data() == "1 day"


def test_the_plan_is_taken_to_its_window_in_one_step(panel: WindowsPanel, document: Document) -> None:
    before = document.plan
    panel.use()
    assert abs(document.plan.t0.ms - before.t0.ms) < 60_000
    assert document.plan.rendezvous.profile == "1-day"
    document.undo_stack.undo()
    assert document.plan is before


def test_both_samples_are_opened_from_the_menu(sample: Plan, qapp: QApplication, qtbot: QtBot) -> None:
    settings = Settings()
    window = MainWindow(Document(sample), settings, Theme(qapp, settings))
    qtbot.addWidget(window, before_close_func=lambda w: w.document.undo_stack.setClean())
    entries = {action.text(): action for action in window.menus.samples.actions()}
    assert list(entries) == ["soyuz-ms-28", "crew-dragon-crew-3"]
    entries["crew-dragon-crew-3"].trigger()
    assert window.document.plan.name == "Crew Dragon Crew-3"
    assert window.document.path is None
