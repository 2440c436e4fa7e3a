"""Qt calls that return None must not eat references of None.

PySide6 6.12.0 on Python 3.11 loses one with each such call; after some 5,000 the interpreter dies.
"""

import sys

from PySide6.QtCore import QElapsedTimer, QObject
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QWidget

_CALLS = 3000


def test_calls_that_return_none_keep_the_references_of_none(qapp: object) -> None:
    timer, thing, path, widget = QElapsedTimer(), QObject(), QPainterPath(), QWidget()
    before = sys.getrefcount(None)
    for step in range(_CALLS):
        timer.start()
        thing.setProperty("step", step)
        path.lineTo(step, step)
        widget.setToolTip("step")
    assert sys.getrefcount(None) > before - _CALLS // 10
