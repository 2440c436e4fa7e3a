"""Placing an annotation by typing pixels: what is taken, and what is refused with a sentence."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.plan.photos import Annotation, Arrow, Photo, Rectangle, Text
from missionplanner.ui.dialogs.ask import AskDialog
from missionplanner.ui.photos.place_dialog import ask_place
from ui.main_window_driver import when_asked

PHOTO = Photo(id="photo", title="Photo", path="a.jpg", sha256="0" * 64, size_bytes=1, width_px=1600, height_px=1000)
BOX = Rectangle(id="box", label="Port", corner_px=(400.0, 300.0), opposite_px=(800.0, 600.0))
ARROW = Arrow(id="arrow", tail_px=(1.0, 2.0), tip_px=(3.5, 4.0))
WORDS = Text(id="words", label="Limb", position_px=(10.0, 20.0), height_px=44.4)


@pytest.fixture
def parent(qapp: QApplication, qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        (
            BOX,
            ("0, 0", "1600, 1000"),
            Rectangle(id="box", label="Port", corner_px=(0.0, 0.0), opposite_px=(1600, 1000)),
        ),
        (ARROW, ("12.25 7", "590,246"), Arrow(id="arrow", tail_px=(12.2, 7.0), tip_px=(590.0, 246.0))),
        (WORDS, ("11, 21", "30"), Text(id="words", label="Limb", position_px=(11.0, 21.0), height_px=30.0)),
    ],
    ids=["box", "arrow", "text"],
)
def test_it_stands_where_the_user_says(
    parent: QWidget, before: Annotation, typed: tuple[str, str], after: Annotation
) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, AskDialog)
        for field, text in zip(dialog.fields, typed, strict=True):
            field.setText(text)
        dialog.accept()

    when_asked(answer)
    assert ask_place(before, PHOTO, parent) == after


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("590", "'590' is not a place like 590, 246."),
        ("590, here", "'here' is not a number of pixels from 0 to 1000."),
        ("nan, 3", "'nan' is not a number of pixels from 0 to 1600."),
        ("2000, 3", "'2000' is not a number of pixels from 0 to 1600."),
    ],
)
def test_what_is_no_place_is_refused(parent: QWidget, typed: str, sentence: str) -> None:
    said: list[str] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, AskDialog)
        dialog.fields[0].setText(typed)
        said.append(dialog.meaning.text())
        dialog.reject()

    when_asked(answer)
    assert ask_place(BOX, PHOTO, parent) is None
    assert said == [sentence]
