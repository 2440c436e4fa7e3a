"""The timeline's context menu and what it asks, opened where the mouse or the keyboard asks for it."""

from importlib.resources import files

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.paint.palette import DARK, LIGHT
from missionplanner.plan.anchors import AtMet, AtUtc
from missionplanner.plan.clock import dec_hook
from missionplanner.plan.events import Activity, Burn, FixedTime, SolvedTime
from missionplanner.plan.plan import Plan
from missionplanner.ui.timeline.legend import LegendButton, LegendPopup
from missionplanner.ui.timeline.view import TimelineView


@pytest.fixture
def document(qapp: QApplication) -> Document:
    sample = files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan"
    return Document(msgspec.json.decode(sample.read_bytes(), type=Plan, dec_hook=dec_hook))


@pytest.fixture
def timeline(document: Document, selection: Selection, qtbot: QtBot) -> TimelineView:
    view = TimelineView(document, Playhead(document.plan.t0.ms), selection, LIGHT)
    qtbot.addWidget(view)
    view.resize(1300, 640)
    with qtbot.waitExposed(view):
        view.show()
    return view


def place_of(view: TimelineView, event_id: str) -> QPoint:
    layout = view.layout_now
    number = layout.items.index[event_id]
    return QPoint(round(float(layout.start_px[number])), round(float(layout.top_px[number]) + 8))


def choose(view: TimelineView, at: QPoint, text: str) -> None:
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, at, view.viewport().mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text().replace("&", "") == text)
    assert action.isEnabled()
    action.trigger()
    menu.close()
    QApplication.processEvents()


def test_a_burn_is_fixed_in_utc_and_released_again(timeline: TimelineView, document: Document) -> None:
    start_ms = document.shown.schedule.times_ms["dv1", "start"]
    choose(timeline, place_of(timeline, "dv1"), "Fix in UTC")
    burn = document.plan.event("dv1")
    assert isinstance(burn, Burn)
    assert isinstance(burn.anchor, AtUtc)
    assert burn.anchor.utc.ms == start_ms
    assert burn.time == FixedTime()
    choose(timeline, place_of(timeline, "dv1"), "Release Burn to the Solver")
    released = document.plan.event("dv1")
    assert isinstance(released, Burn)
    assert released.time == SolvedTime()
    assert document.undo_stack.undoText() == "Release DV1"


@pytest.mark.parametrize(
    "text", ["Add Milestone Here", "Add Burn Here", "Add Activity Here"], ids=lambda text: text.split()[1]
)
def test_an_event_is_added_where_the_mouse_is(
    timeline: TimelineView, document: Document, selection: Selection, text: str
) -> None:
    at = QPoint(900, place_of(timeline, "fairing").y())
    choose(timeline, at, text)
    chosen = selection.event_id
    assert chosen is not None
    event = document.plan.event(chosen)
    assert event.track == "ascent"
    assert isinstance(event.anchor, AtMet)
    pointed_ms = timeline.layout_now.scale.utc_ms(at.x())
    assert abs(document.plan.t0.ms + event.anchor.met_ms - pointed_ms) <= 500
    assert isinstance(event, Activity) == (text == "Add Activity Here")
    assert document.undo_stack.count() == 1


def test_the_keyboard_opens_the_menu_of_the_selected_event(timeline: TimelineView, selection: Selection) -> None:
    selection.select(["docking"])
    QApplication.sendEvent(timeline, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), timeline.pos()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = {action.text(): action for action in menu.actions()}
    assert actions["Zoom to Event"].isEnabled()
    assert not actions["Delete"].isEnabled()
    menu.close()


def test_what_the_rendezvous_hangs_on_cannot_be_deleted(
    timeline: TimelineView, document: Document, selection: Selection, qtbot: QtBot
) -> None:
    before = document.plan
    selection.select(["docking"])
    sentences: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        sentences.append(box.text())
        if box.informativeText():
            QTimer.singleShot(0, answer)
            box.findChild(type(box.buttons()[0]), "remove").click()
        else:
            box.accept()

    QTimer.singleShot(0, answer)
    qtbot.keyClick(timeline, Qt.Key.Key_Delete)
    assert "cannot be removed" in sentences[-1]
    assert document.plan is before


@pytest.mark.parametrize("choice", ["remove", "reparent", "freeze"])
def test_deleting_asks_what_becomes_of_dependants(
    timeline: TimelineView, document: Document, selection: Selection, qtbot: QtBot, choice: str
) -> None:
    schedule = document.shown.schedule
    selection.select(["final-approach"])

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        button = box.findChild(QPushButton, choice)
        assert button is not None
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, answer)
    qtbot.keyClick(timeline, Qt.Key.Key_Delete)
    ids = {event.id for event in document.plan.events}
    assert "final-approach" not in ids
    assert ("station-keeping" in ids) == (choice != "remove")
    if choice != "remove":
        assert document.shown.schedule.span("station-keeping") == schedule.span("station-keeping")
    assert document.undo_stack.count() == 1
    assert selection.event_ids == ()


def test_an_event_without_dependants_goes_at_once(
    timeline: TimelineView, document: Document, selection: Selection, qtbot: QtBot
) -> None:
    selection.select(["fairing"])
    qtbot.keyClick(timeline, Qt.Key.Key_Delete)
    assert "fairing" not in {event.id for event in document.plan.events}
    assert document.undo_stack.undoText() == "Remove Fairing jettison"


def test_the_legend_pops_up_from_the_corner(timeline: TimelineView, qtbot: QtBot) -> None:
    button = timeline.viewport().findChild(LegendButton)
    pictures = []
    for palette in (LIGHT, DARK):
        timeline.set_palette_colors(palette)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, LegendPopup)
        pictures.append(popup.grab().toImage())
        qtbot.keyClick(popup, Qt.Key.Key_Escape)
        assert QApplication.activePopupWidget() is None
    assert pictures[0] != pictures[1]


def test_keys_zoom(timeline: TimelineView, selection: Selection, qtbot: QtBot) -> None:
    fitted = timeline.layout_now.scale.ms_per_px
    qtbot.keyClick(timeline, Qt.Key.Key_Plus)
    assert timeline.layout_now.scale.ms_per_px < fitted
    qtbot.keyClick(timeline, Qt.Key.Key_Minus)
    assert timeline.layout_now.scale.ms_per_px == pytest.approx(fitted)
    qtbot.keyClick(timeline, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert timeline.layout_now.scale.ms_per_px > 100 * fitted
    selection.select(["flyaround"])
    qtbot.keyClick(timeline, Qt.Key.Key_Z)
    layout = timeline.layout_now
    number = layout.items.index["flyaround"]
    assert layout.scale.left_px < layout.start_px[number] < layout.end_px[number] < layout.scale.right_px
