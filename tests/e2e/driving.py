"""Drive the real program as a person does: its own process, real mouse and key events, the screen as it is."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QGuiApplication, QImage

_Answer = TypeVar("_Answer")
_PATIENCE_S = 60.0


class Program:
    """missionplanner with a plan open, on the display of this test run."""

    def __init__(self, plan: Path, home: Path) -> None:
        """Start the program; it has an empty home."""
        settings = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "QT_QPA_PLATFORM": "xcb"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "missionplanner", str(plan)],
            env={**os.environ, **settings},
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        """Wait for the window and give it the whole screen."""
        self.window = wait_for(lambda: self._find("missionplanner"), "the window")
        screen = QGuiApplication.primaryScreen().size()
        xdotool("windowmove", self.window, 0, 0)
        xdotool("windowsize", self.window, screen.width(), screen.height())
        self.focus()
        self.wait_until_still()
        return self

    def __exit__(self, *_: object) -> None:
        """End the program, however the test went."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    @property
    def title(self) -> str:
        """The title of the main window."""
        return xdotool("getwindowname", self.window)

    def focus(self) -> None:
        """Give the main window the keyboard, as a window manager does when a dialog closes."""
        xdotool("windowfocus", self.window)
        time.sleep(0.3)

    def press(self, *keys: str) -> None:
        """Press key combinations, one after another."""
        for key in keys:
            xdotool("key", "--clearmodifiers", key)

    def write(self, text: str) -> None:
        """Type a text."""
        xdotool("type", "--delay", 5, text)

    def drag(self, start: tuple[int, int], by: tuple[int, int]) -> None:
        """Press the left button at a place of the screen, move in steps, and release."""
        xdotool("mousemove", *start, "mousedown", 1)
        for step in range(1, 9):
            xdotool("mousemove", start[0] + by[0] * step // 8, start[1] + by[1] * step // 8)
            time.sleep(0.03)
        xdotool("mouseup", 1)

    def dialog(self, title: str) -> str:
        """Wait for a dialog, give it the keyboard, and return its window."""
        window = wait_for(lambda: self._find(title), f"the dialog '{title}'")
        xdotool("windowfocus", window)
        time.sleep(0.3)
        return window

    def wait_until_still(self) -> None:
        """Wait until the screen shows something and no longer changes."""
        last: list[NDArray[np.uint8]] = [screenshot()]

        def still() -> bool:
            time.sleep(0.4)
            now = screenshot()
            same = np.array_equal(now, last[0]) and len(np.unique(now.reshape(-1, 3)[::97], axis=0)) > 8
            last[0] = now
            return same

        wait_for(still, "a still screen")

    def _find(self, name: str) -> str | None:
        if self.process.poll() is not None:
            raise AssertionError(f"the program has ended: {self.process.communicate()[1]}")
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", name], capture_output=True, text=True, check=False
        ).stdout.split()
        return found[-1] if found else None


def xdotool(*arguments: object) -> str:
    """Send events to the display, or ask it something."""
    done = subprocess.run(["xdotool", *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def wait_for(question: Callable[[], _Answer], what: str) -> _Answer:
    """Ask until the answer is true."""
    end_s = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end_s:
        if answer := question():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"{what} did not come within {_PATIENCE_S:.0f} s")


def screenshot() -> NDArray[np.uint8]:
    """The whole screen, (height, width, 3)."""
    image = QGuiApplication.primaryScreen().grabWindow(0).toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def find_block(color: str, width_px: int, height_px: int) -> tuple[int, int]:
    """The middle of the place of a size that holds most of a colour, (x, y); its share must be most of it."""
    wanted = QColor(color)
    mask = (screenshot() == [wanted.red(), wanted.green(), wanted.blue()]).all(axis=2)
    sums = np.pad(mask.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    w, h = width_px, height_px
    inside = sums[h:, w:] - sums[:-h, w:] - sums[h:, :-w] + sums[:-h, :-w]
    y, x = np.unravel_index(int(inside.argmax()), inside.shape)
    assert inside[y, x] > 0.5 * w * h, f"nothing {w} by {h} px of the colour {color} is on the screen"
    return int(x) + w // 2, int(y) + h // 2
