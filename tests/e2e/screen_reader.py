"""Read the program as a screen reader does: over AT-SPI, on a message bus of the test's own."""

import re
import subprocess
from typing import NamedTuple

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_CHILD = re.compile(r'struct \{\s*string "([^"]*)"\s*object path "([^"]*)"')
_TEXT = re.compile(r'string "(.*)"\s*\Z', re.DOTALL)


class Thing(NamedTuple):
    """Something that can be read out: who holds it, and where."""

    owner: str
    path: str


_PROGRAMS = Thing("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")


class ScreenReader:
    """Asks the accessibility bus of a session."""

    def __init__(self) -> None:
        """Find the accessibility bus, which the session starts for whoever asks."""
        said = _asked("--session", "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
        self._bus = f"--bus={_only_text(said)}"

    def children(self, thing: Thing = _PROGRAMS) -> list[Thing]:
        """Return what something holds; without an argument, the programs that can be read."""
        said = _asked(self._bus, *thing, f"{_ACCESSIBLE}.GetChildren")
        return [Thing(*found) for found in _CHILD.findall(said)]

    def name(self, thing: Thing) -> str:
        """Return what is read out for something."""
        return self._property(thing, "Name")

    def description(self, thing: Thing) -> str:
        """Return what is read out for something on request."""
        return self._property(thing, "Description")

    def role(self, thing: Thing) -> str:
        """Return what kind of thing it is, such as ``list item``."""
        return _only_text(_asked(self._bus, *thing, f"{_ACCESSIBLE}.GetRoleName"))

    def find(self, name: str) -> Thing | None:
        """Return the thing of a name that is nearest to the top, in any program."""
        level = self.children()
        while level:
            for thing in level:
                if self.name(thing) == name:
                    return thing
            level = [child for thing in level for child in self.children(thing)]
        return None

    def _property(self, thing: Thing, name: str) -> str:
        get = "org.freedesktop.DBus.Properties.Get"
        return _only_text(_asked(self._bus, *thing, get, f"string:{_ACCESSIBLE}", f"string:{name}"))


def _asked(bus: str, owner: str, path: str, method: str, *arguments: str) -> str:
    command = ["dbus-send", bus, "--print-reply", f"--dest={owner}", path, method, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _only_text(said: str) -> str:
    found = _TEXT.search(said)
    assert found is not None, f"no text in {said!r}"
    return found[1]
