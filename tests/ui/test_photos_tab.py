"""The photos tab driven with real mouse and key events."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.paint.palette import DARK, LIGHT
from missionplanner.photo.reference import photo_from_file
from missionplanner.photo.shapes import bounds
from missionplanner.plan.clock import Utc, dec_hook
from missionplanner.plan.photos import Annotation, Arrow, Ellipse, Photo, Point, Rectangle, Text
from missionplanner.plan.plan import Plan
from missionplanner.ui.photos.label_editor import LabelEditor
from missionplanner.ui.photos.tab import PhotosTab

BOX = Rectangle(id="box", label="Port", corner_px=(400, 300), opposite_px=(800, 600))
TAKEN = Utc.parse("2025-11-27T12:31:00Z")
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def bare_plan() -> Plan:
    sample = files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan"
    return replace(msgspec.json.decode(sample.read_bytes(), type=Plan, dec_hook=dec_hook), photos=())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (1600, 1000), "#406080").save(tmp_path / "window.png")
    Image.new("RGB", (300, 400), "#806040").save(tmp_path / "hatch.jpg")
    return tmp_path


@pytest.fixture
def playhead(bare_plan: Plan) -> Playhead:
    return Playhead(bare_plan.t0.ms)


@pytest.fixture
def document(bare_plan: Plan, folder: Path, qapp: QApplication) -> Document:
    photo, _ = photo_from_file(bare_plan, folder / "window.png", folder)
    photo = replace(photo, taken=TAKEN, annotations=(BOX,))
    return Document(replace(bare_plan, photos=(photo,)), folder / "flight.mplan")


@pytest.fixture
def tab(document: Document, playhead: Playhead, qtbot: QtBot) -> Iterator[PhotosTab]:
    tab = PhotosTab(document, playhead, LIGHT)
    qtbot.addWidget(tab)
    tab.resize(1200, 800)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.activateWindow()
    if document.plan.photos:
        qtbot.waitUntil(lambda: tab.canvas.has_image)
    yield tab
    tab.close()


def photo(document: Document) -> Photo:
    return document.plan.photos[0]


def drawn(document: Document) -> Annotation:
    """The annotation on top."""
    return photo(document).annotations[-1]


def at(tab: PhotosTab, place: Point) -> QPoint:
    """Where a pixel of the photo stands on the canvas."""
    x, y = tab.canvas.viewport.canvas_point(place)
    return QPoint(round(x), round(y))


def drag(tab: PhotosTab, qtbot: QtBot, start: Point, end: Point, *, shift: bool = False, release: bool = True) -> None:
    modifier = SHIFT if shift else Qt.KeyboardModifier.NoModifier
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    qtbot.mousePress(tab.canvas, LEFT, modifier, at(tab, start))
    for place in (middle, end):
        qtbot.mouseMove(tab.canvas, at(tab, place))
    if release:
        qtbot.mouseRelease(tab.canvas, LEFT, modifier, at(tab, end))


def click(tab: PhotosTab, qtbot: QtBot, place: Point, modifier: Qt.KeyboardModifier | None = None) -> None:
    qtbot.mouseClick(tab.canvas, LEFT, modifier or Qt.KeyboardModifier.NoModifier, at(tab, place))


def near(point: Point) -> object:
    """A point, to what one pixel of the screen covers."""
    return pytest.approx(point, abs=2.5)


@pytest.mark.parametrize(
    ("key", "kind", "undo_text"),
    [
        (Qt.Key.Key_R, Rectangle, "Draw rectangle"),
        (Qt.Key.Key_E, Ellipse, "Draw ellipse"),
        (Qt.Key.Key_A, Arrow, "Draw arrow"),
    ],
)
def test_a_drawn_shape_is_one_undo_step(
    tab: PhotosTab, document: Document, qtbot: QtBot, key: Qt.Key, kind: type[Annotation], undo_text: str
) -> None:
    before = document.plan
    qtbot.keyClick(tab.canvas, key)
    drag(tab, qtbot, (1000, 200), (1400, 500), release=False)
    assert document.plan is before
    assert len(tab.canvas.annotations) == 2
    qtbot.mouseRelease(tab.canvas, LEFT, pos=at(tab, (1400, 500)))
    shape = drawn(document)
    assert type(shape) is kind
    box = bounds(shape, len)
    assert (box.left, box.top) == near((1000, 200))
    assert (box.right, box.bottom) == near((1400, 500))
    assert tab.canvas.selected_ids == (shape.id,)
    assert tab.canvas.tool == "select"
    assert document.undo_stack.undoText() == undo_text
    document.undo_stack.undo()
    assert document.plan is before
    assert tab.canvas.annotations == (BOX,)
    document.undo_stack.redo()
    assert drawn(document) == shape
    assert document.undo_stack.count() == 1


def test_text_is_typed_where_it_was_clicked(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    qtbot.keyClick(tab.canvas, Qt.Key.Key_T)
    click(tab, qtbot, (1000, 700))
    editor = tab.canvas.findChild(LabelEditor)
    assert editor is not None
    assert editor.isVisible()
    qtbot.keyClicks(editor, "Hatch: closed")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    text = drawn(document)
    assert isinstance(text, Text)
    assert text.label == "Hatch: closed"
    assert text.position_px == near((1000, 700))
    assert document.undo_stack.undoText() == "Add text"
    assert not editor.isVisible()


def test_text_without_words_is_no_text(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        qtbot.keyClick(tab.canvas, Qt.Key.Key_T)
        click(tab, qtbot, (1000, 700))
        editor = tab.canvas.findChild(LabelEditor)
        assert editor is not None
        qtbot.keyClick(editor, key)
    assert document.undo_stack.count() == 0


def test_shift_draws_a_circle(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    qtbot.keyClick(tab.canvas, Qt.Key.Key_E)
    drag(tab, qtbot, (1000, 200), (1300, 300), shift=True)
    box = bounds(drawn(document), len)
    assert box.width == pytest.approx(box.height)


def test_a_drag_moves_and_stops_at_the_edge(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    drag(tab, qtbot, (600, 300), (700, 350))
    box = bounds(drawn(document), len)
    assert (box.left, box.top) == near((500, 350))
    assert document.undo_stack.undoText() == "Move annotation"
    drag(tab, qtbot, (600, 450), (10, 450))
    assert bounds(drawn(document), len).left == 0
    assert document.undo_stack.count() == 2


def test_handles_resize(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    click(tab, qtbot, (600, 300))
    drag(tab, qtbot, (800, 600), (1000, 900))
    box = bounds(drawn(document), len)
    assert (box.left, box.top) == near((400, 300))
    assert (box.right, box.bottom) == near((1000, 900))
    assert document.undo_stack.undoText() == "Resize annotation"


def test_escape_leaves_everything_as_it_was(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    before = document.plan
    drag(tab, qtbot, (600, 300), (900, 500), release=False)
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Escape)
    assert tab.canvas.annotations == (BOX,)
    qtbot.mouseRelease(tab.canvas, LEFT, pos=at(tab, (900, 500)))
    qtbot.keyClick(tab.canvas, Qt.Key.Key_R)
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Escape)
    assert tab.canvas.tool == "select"
    assert document.plan is before
    assert document.undo_stack.count() == 0


def test_an_undo_during_a_drag_ends_the_drag(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    drag(tab, qtbot, (600, 300), (700, 350))
    drag(tab, qtbot, (600, 450), (900, 500), release=False)
    document.undo_stack.undo()
    assert tab.canvas.annotations == (BOX,)
    qtbot.mouseRelease(tab.canvas, LEFT, pos=at(tab, (900, 500)))
    assert photo(document).annotations == (BOX,)


def test_a_click_with_an_unsteady_hand_moves_nothing(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    start = at(tab, (600, 300))
    qtbot.mousePress(tab.canvas, LEFT, pos=start)
    qtbot.mouseMove(tab.canvas, start + QPoint(1, 1))
    qtbot.mouseRelease(tab.canvas, LEFT, pos=start + QPoint(1, 1))
    assert document.undo_stack.count() == 0
    assert tab.canvas.selected_ids == ("box",)


def test_delete_duplicate_and_nudge_by_keys(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    click(tab, qtbot, (600, 300))
    qtbot.keyClick(tab.canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [each.id for each in photo(document).annotations] == ["box", "box-2"]
    assert tab.canvas.selected_ids == ("box-2",)
    left = bounds(drawn(document), len).left
    qtbot.keyPress(tab.canvas, Qt.Key.Key_Right)
    qtbot.keyPress(tab.canvas, Qt.Key.Key_Right, SHIFT)
    assert document.undo_stack.count() == 1
    qtbot.keyRelease(tab.canvas, Qt.Key.Key_Right)
    assert document.undo_stack.count() == 2
    assert bounds(drawn(document), len).left - left == pytest.approx(11 / tab.canvas.viewport.scale, abs=0.2)
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Delete)
    assert photo(document).annotations == (BOX,)
    assert document.plan.photos


def test_everything_can_be_done_by_keys(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    tab.canvas.setFocus()
    qtbot.keyClick(tab.canvas, Qt.Key.Key_A)
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Return)
    arrow = drawn(document)
    assert isinstance(arrow, Arrow)
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    shorter = drawn(document)
    assert isinstance(shorter, Arrow)
    assert shorter.tail_px == arrow.tail_px
    assert shorter.tip_px[0] < arrow.tip_px[0]
    qtbot.keyClick(tab.canvas, Qt.Key.Key_F2)
    editor = tab.canvas.findChild(LabelEditor)
    assert editor is not None
    qtbot.keyClicks(editor, "Look here")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert drawn(document).label == "Look here"
    assert tab.canvas.accessibleDescription() == "Arrow Look here"
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Escape)
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Tab)
    assert tab.canvas.selected_ids == ("box",)
    assert tab.canvas.accessibleDescription() == "Rectangle Port"
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Tab)
    assert tab.canvas.selected_ids == (arrow.id,)
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Tab)
    assert not tab.canvas.selected_ids
    assert not tab.canvas.hasFocus()


def test_a_double_click_edits_the_label(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    qtbot.mouseDClick(tab.canvas, LEFT, pos=at(tab, (600, 300)))
    editor = tab.canvas.findChild(LabelEditor)
    assert editor is not None
    assert editor.text() == "Port"
    qtbot.keyClicks(editor, "Nadir port")
    tab.list.setFocus()
    assert drawn(document).label == "Nadir port"
    assert document.undo_stack.undoText() == "Label annotation"


def test_several_are_moved_and_coloured_together(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    qtbot.keyClick(tab.canvas, Qt.Key.Key_R)
    drag(tab, qtbot, (1000, 200), (1200, 400))
    click(tab, qtbot, (600, 300), SHIFT)
    assert set(tab.canvas.selected_ids) == {"rectangle", "box"}
    drag(tab, qtbot, (600, 300), (650, 300))
    assert [round(bounds(each, len).left / 10) for each in photo(document).annotations] == [45, 105]
    purple = next(action for action in tab.tools.color_menu.actions() if action.text() == "Purple")
    purple.trigger()
    assert {each.color for each in photo(document).annotations} == {"#cc79a7"}
    click(tab, qtbot, (100, 100))
    assert not tab.canvas.selected_ids


def test_the_wheel_zooms_to_the_cursor(tab: PhotosTab) -> None:
    position = QPointF(at(tab, (400, 300)))
    under = tab.canvas.viewport.image_point((position.x(), position.y()))
    scale = tab.canvas.viewport.scale
    for _ in range(6):
        event = QWheelEvent(
            position, tab.canvas.mapToGlobal(position), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(tab.canvas, event)
    assert tab.canvas.viewport.scale > 2 * scale
    assert tab.canvas.viewport.canvas_point(under) == pytest.approx((position.x(), position.y()))


def test_keys_zoom_and_the_background_pans(tab: PhotosTab, document: Document, qtbot: QtBot) -> None:
    qtbot.keyClick(tab.canvas, Qt.Key.Key_1)
    assert tab.canvas.viewport.scale == pytest.approx(1.0)
    origin = tab.canvas.viewport.origin
    start = tab.canvas.rect().center() + QPoint(0, 200)
    qtbot.mousePress(tab.canvas, LEFT, pos=start)
    qtbot.mouseMove(tab.canvas, start + QPoint(-40, 30))
    qtbot.mouseRelease(tab.canvas, LEFT, pos=start + QPoint(-40, 30))
    assert tab.canvas.viewport.origin == pytest.approx((origin[0] - 40, origin[1] + 30))
    qtbot.keyClick(tab.canvas, Qt.Key.Key_0)
    assert tab.canvas.viewport.is_fitted
    assert document.undo_stack.count() == 0


def test_the_context_menu_offers_what_can_be_done(tab: PhotosTab, qtbot: QtBot) -> None:
    click(tab, qtbot, (600, 300))
    tab.canvas.menu_wanted.emit(tab.canvas.mapToGlobal(QPoint(10, 10)))
    menu = tab.canvas.findChild(QMenu)
    assert menu is not None
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == ["Edit label", "Place...", "Colour", "Duplicate", "Bring to front", "Delete annotation"]
    menu.close()


def test_the_playhead_goes_to_the_time_of_a_photo(tab: PhotosTab, playhead: Playhead, qtbot: QtBot) -> None:
    assert tab.details.go_button.isEnabled()
    qtbot.mouseClick(tab.details.go_button, LEFT)
    assert playhead.utc_ms == TAKEN.ms
    playhead.move_to(0)
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    assert playhead.utc_ms == TAKEN.ms


def fill(field: QLineEdit, qtbot: QtBot, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_title_time_and_caption_are_edited(
    tab: PhotosTab, document: Document, playhead: Playhead, qtbot: QtBot
) -> None:
    fill(tab.details.title, qtbot, "Out of the window")
    assert photo(document).title == "Out of the window"
    fill(tab.details.taken, qtbot, "2025-11-27 12:00")
    assert photo(document).taken == Utc.parse("2025-11-27T12:00:00Z")
    fill(tab.details.taken, qtbot, "noon")
    assert photo(document).taken == Utc.parse("2025-11-27T12:00:00Z")
    assert "is not a UTC time like" in tab.details._complaint.text()
    qtbot.mouseClick(tab.details.from_playhead_button, LEFT)
    assert photo(document).taken == Utc(playhead.utc_ms)
    assert not tab.details._complaint.isVisible()
    tab.details.caption.setFocus()
    qtbot.keyClicks(tab.details.caption, "Sunrise.")
    tab.commit_pending_edits()
    assert photo(document).caption == "Sunrise."
    document.undo_stack.undo()
    assert tab.details.caption.toPlainText() == ""
    assert document.undo_stack.count() == 4


def test_letters_typed_into_a_field_are_no_shortcuts(tab: PhotosTab, qtbot: QtBot) -> None:
    fill(tab.details.title, qtbot, "treat")
    assert tab.canvas.tool == "select"
    assert tab.details.title.text() == "treat"


def test_photos_are_added_with_what_was_assumed(tab: PhotosTab, document: Document, folder: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2025:11:27 12:40:00"
    Image.new("RGB", (30, 20)).save(folder / "docked.jpg", exif=exif)
    (folder / "notes.png").write_bytes(b"no picture")
    before = document.plan
    names = ["hatch.jpg", "docked.jpg", "notes.png", "window.png"]
    tab.commands.add_photos([folder / name for name in names])
    assert [each.path for each in document.plan.photos] == ["window.png", "hatch.jpg", "docked.jpg"]
    assert str(document.plan.photos[2].taken) == "2025-11-27T12:40:00.000Z"
    assert tab.message.text.splitlines() == [
        "docked.jpg: the camera wrote no time zone, so its clock was taken as UTC.",
        "notes.png is not a JPEG, PNG, TIFF or WebP picture.",
        "window.png is in the plan already, as 'window'.",
    ]
    assert tab.photo == document.plan.photos[1]
    document.undo_stack.undo()
    assert document.plan is before
    assert tab.photo == before.photos[0]


def test_dropped_files_are_added(tab: PhotosTab, document: Document, folder: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder / "hatch.jpg"))])
    where, copy, no_key = QPoint(50, 50), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where, copy, data, LEFT, no_key)
    QApplication.sendEvent(tab, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(tab, QDropEvent(QPointF(where), copy, data, LEFT, no_key, QEvent.Type.Drop))
    assert [each.title for each in document.plan.photos] == ["window", "hatch"]


def test_removing_the_last_photo_shows_how_to_begin(
    tab: PhotosTab, document: Document, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab.list.setFocus()
    qtbot.keyClick(tab.list, Qt.Key.Key_Delete)
    assert document.plan.photos == ()
    assert tab.first_button.isVisible()
    chosen = ([str(folder / "hatch.jpg")], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: chosen)
    qtbot.mouseClick(tab.first_button, LEFT)
    assert [each.title for each in document.plan.photos] == ["hatch"]
    qtbot.waitUntil(lambda: tab.canvas.has_image)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert tab.photo == document.plan.photos[0]


def test_a_lost_photo_is_found_again(
    tab: PhotosTab, document: Document, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "moved").mkdir()
    (folder / "window.png").rename(folder / "moved" / "window.png")
    tab.check_files_again()
    qtbot.waitUntil(lambda: "is not there any more" in tab.notice.text)
    assert not tab.canvas.has_image
    assert tab.notice.find_button.isVisible()
    qtbot.keyClick(tab.canvas, Qt.Key.Key_R)
    drag(tab, qtbot, (600, 300), (900, 500))
    assert document.undo_stack.count() == 0
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(folder / "moved" / "window.png"), ""))
    qtbot.mouseClick(tab.notice.find_button, LEFT)
    qtbot.waitUntil(lambda: tab.canvas.has_image)
    assert photo(document).path == "moved/window.png"
    assert tab.notice.text == tab.message.text == ""
    assert photo(document).annotations == (BOX,)


def test_a_changed_photo_is_shown_with_a_warning(
    tab: PhotosTab, document: Document, folder: Path, qtbot: QtBot
) -> None:
    Image.new("RGB", (800, 500), "#208040").save(folder / "window.png")
    tab.check_files_again()
    qtbot.waitUntil(lambda: "contents have changed" in tab.notice.text)
    assert tab.canvas.has_image
    qtbot.mouseClick(tab.notice.accept_button, LEFT)
    qtbot.waitUntil(lambda: tab.notice.text == "" and tab.canvas.has_image)
    assert (photo(document).width_px, photo(document).height_px) == (800, 500)


def test_saving_elsewhere_is_followed(tab: PhotosTab, document: Document, folder: Path, qtbot: QtBot) -> None:
    (folder / "other").mkdir()
    document.mark_saved(folder / "other" / "flight.mplan")
    qtbot.waitUntil(lambda: "is not there any more" in tab.notice.text)
    document.mark_saved(folder / "flight.mplan")
    qtbot.waitUntil(lambda: tab.canvas.has_image)


def test_every_control_has_a_name_and_colours_follow(tab: PhotosTab) -> None:
    light = tab.canvas.grab().toImage()
    tab.set_palette_colors(DARK)
    assert tab.canvas.grab().toImage() != light
    for widget in (tab.canvas, tab.list, tab.tools, tab.details.title, tab.details.taken, tab.details.caption):
        assert widget.accessibleName()
    for action in tab.tools.actions():
        assert action.isSeparator() or action.toolTip() or action.text() == ""
