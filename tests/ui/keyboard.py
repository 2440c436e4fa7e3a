"""A person at the keyboard of a window: presses keys, types, and reads what has the focus; nothing else."""

import time
from collections.abc import Callable, Coroutine, Generator
from functools import partial
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QMenu, QWidget

from missionplanner.ui.dialogs.quick_list import QuickList

_PATIENCE_S = 60.0
_MOST_TABS = 250

Do = Callable[[], None]


class Keyboard:
    """The keyboard of one window.

    What a person does is a coroutine, as a dialog that a key opens does not let go of that key before another one
    closes it. Keys go to the window that has the keyboard, and from there wherever Qt takes them: to a shortcut, a list
    that is open, the field with the focus.
    """

    def __init__(self, window: QWidget) -> None:
        """Sit down in front of a window."""
        self._window = window

    def follow(self, script: Coroutine[Any, Any, None]) -> None:
        """Do something from beginning to end; fails where that is not possible."""
        failures: list[Exception] = []
        loop = QEventLoop()

        def go_on() -> None:
            try:
                deed: _Deed = script.send(None)
            except StopIteration:
                loop.quit()
            except Exception as failure:
                failures.append(failure)
                while (left := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
                    left.close()
                loop.quit()
            else:
                deed.begin(go_on)

        QTimer.singleShot(0, go_on)
        loop.exec()
        if failures:
            raise failures[0]

    # What a person does.

    async def press(self, *keys: str) -> None:
        """Press keys one after another, each as a menu writes it: "Ctrl+K", "Alt+Down", "Return"."""
        for key in keys:
            await self._done(partial(_press, key))

    async def write(self, text: str) -> None:
        """Type a text where the cursor is."""
        await self._done(partial(_write, text))

    async def replace(self, text: str) -> None:
        """Type over all that the field with the cursor holds."""
        await self.press("Ctrl+A")
        await self.write(text)

    async def command(self, name: str) -> None:
        """Do a command by its name, through the list of all commands."""
        await self.press("Ctrl+K")
        await self.write(name)
        assert _current_line().startswith(name), f"the first command for '{name}' is '{_current_line()}'"
        await self.press("Return")

    async def find(self, text: str) -> None:
        """Go to an event by what is known of it."""
        await self.press("Ctrl+F")
        await self.write(text)
        await self.press("Return")

    async def to(self, name: str, key: str = "Tab") -> None:
        """Go on with Tab to the next thing that a screen reader calls so; "Source of..." is any that begins so."""
        passed: list[str] = []
        for _ in range(_MOST_TABS):
            await self.press(key)
            passed.append(self.focus)
            if passed[-1] == name or (name.endswith("...") and passed[-1].startswith(name[:-3])):
                return
        raise AssertionError(f"{key} does not come to '{name}', only to {list(dict.fromkeys(passed))}")

    async def back_to(self, name: str) -> None:
        """Go back with Shift+Tab to the thing before that a screen reader calls so."""
        await self.to(name, "Shift+Tab")

    async def enter(self, name: str, text: str) -> None:
        """Go on to a field, type over what it holds, and press Return."""
        await self.to(name)
        await self.replace(text)
        await self.press("Return")

    async def choose(self, name: str, entry: str) -> None:
        """Go on to a list, open it, go down to an entry, and take it."""
        await self.to(name)
        await self.choose_here(entry)

    async def choose_here(self, entry: str) -> None:
        """Open the list that has the focus, go down to an entry, and take it."""
        await self.press("Alt+Down", "Home")
        passed: list[str] = []
        while (line := _current_line()) != entry:
            assert line not in passed, f"'{entry}' is not among {passed}"
            passed.append(line)
            await self.press("Down")
        await self.press("Return")

    async def menu(self, *entries: str) -> None:
        """Open the context menu by its key, and go through it to an entry, from each menu to the one inside it."""
        await self._done(_press_menu_key)
        await self.menu_here(*entries)

    async def menu_here(self, *entries: str) -> None:
        """Go through the menu that is open to an entry."""
        for number, entry in enumerate(entries):
            passed: list[str] = []
            await self.press("Right" if number else "Down")
            while (line := _lit_entry()) != entry:
                assert line not in passed, f"'{entry}' is not among {passed}"
                passed.append(line)
                await self.press("Down")
        await self.press("Return")

    # What a person sees.

    @property
    def focus(self) -> str:
        """What a screen reader calls that which has the focus."""
        return _name_of(QApplication.focusWidget() or self._window.focusWidget())

    async def wait_for(self, seen: Callable[[], bool], what: str) -> None:
        """Look until something is there."""
        end_s = time.monotonic() + _PATIENCE_S
        while not seen():
            assert time.monotonic() < end_s, f"{what} does not come"
            await self._done(partial(QTest.qWait, 20))

    async def _done(self, do: Do) -> None:
        await _Deed(self._give_keyboard)
        await _Deed(do)

    def _give_keyboard(self) -> None:
        """Give the keyboard to the topmost window, as a window manager does, for the platform of the tests has none."""
        active, modal = QApplication.activeWindow(), QApplication.activeModalWidget()
        if QApplication.activePopupWidget() is None and (active is None or (modal is not None and active is not modal)):
            (modal or self._window).activateWindow()


class _Deed:
    """Something that is done with the keyboard, over when it is done or has opened a dialog."""

    def __init__(self, do: Do) -> None:
        self._do = do
        self._is_done = False

    def __await__(self) -> Generator["_Deed", None, None]:
        yield self

    def begin(self, go_on: Do) -> None:
        self._go_on = go_on
        self._modal = QApplication.activeModalWidget()
        QTimer.singleShot(0, self._rest)
        self._do()
        self._is_done = True

    def _rest(self) -> None:
        button = QApplication.focusWidget()
        is_in_a_dialog = QApplication.activeModalWidget() not in (None, self._modal)
        # A button that a key presses stays down for a moment before it acts.
        is_down = isinstance(button, QAbstractButton) and button.isDown()
        if is_down or not (self._is_done or is_in_a_dialog):
            QTimer.singleShot(5, self._rest)
        else:
            QTimer.singleShot(0, self._go_on)


def _press(keys: str) -> None:
    combination = QKeySequence.fromString(keys)[0]
    QTest.keyClick(_focused(), combination.key(), combination.keyboardModifiers())


def _press_menu_key() -> None:
    """Ask for a context menu as platforms with a screen do for that key."""
    focus = QApplication.focusWidget()
    assert focus is not None
    at = focus.rect().center()
    QApplication.sendEvent(focus, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, focus.mapToGlobal(at)))


def _write(text: str) -> None:
    for character in text:
        QTest.keyClick(_focused(), character)


def _focused() -> QWindow:
    window = QGuiApplication.focusWindow()
    assert window is not None, "no window has the keyboard"
    return window


def _current_line() -> str:
    """The line that is lit in the list that is open."""
    popup = QApplication.activePopupWidget()
    focus = popup.focusWidget() if popup is not None else QApplication.focusWidget()
    if focus is not None and isinstance(dialog := focus.window(), QuickList):
        focus = dialog.list
    assert isinstance(focus, QAbstractItemView), f"no list is open, but {focus}"
    return str(focus.currentIndex().data())


def _lit_entry() -> str:
    """The entry that is lit in the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu), f"no menu is open, but {menu}"
    action = menu.activeAction()
    return action.text().replace("&", "") if action is not None else ""


def _name_of(widget: QWidget | None) -> str:
    if widget is None:
        return ""
    # On Linux Qt gives the current entry of a list for its name, and tells its name by a relation.
    name = widget.accessibleName() or QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    return str(name).replace("&", "")
