"""The colours of every picture, for light and dark windows and for paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Palette:
    """Named colours as ``#rrggbb``; every painter takes one.

    The kinds of events and the two craft take their hues from Okabe and Ito's set, which stays apart for
    colour-blind eyes (https://jfly.uni-koeln.de/color/); lightness is adapted to the background. Colour is never the
    only channel: shape or text says the same.
    """

    name: str
    background: str
    surface: str
    text: str
    muted_text: str
    grid: str
    accent: str
    selection: str
    playhead: str
    milestone: str
    burn: str
    phase: str
    activity: str
    chaser: str
    target: str
    day: str
    penumbra: str
    umbra: str
    error: str
    warning: str
    note: str
    ok: str
    land: str
    ocean: str
    coast: str

    def kind(self, kind: str) -> str:
        """Return the colour of ``milestone``, ``burn``, ``phase`` or ``activity``.

        Raises:
            KeyError: there is no such kind of event.
        """
        return {"milestone": self.milestone, "burn": self.burn, "phase": self.phase, "activity": self.activity}[kind]

    def profile(self, kind: str) -> str:
        """Return the colour of a rendezvous profile: one of ``ProfileName``.

        Raises:
            KeyError: there is no such kind of profile.
        """
        return {
            "1-orbit": self.burn,
            "2-orbit": self.activity,
            "4-orbit": self.phase,
            "1-day": self.muted_text,
            "2-day": self.milestone,
        }[kind]

    def severity(self, severity: str) -> str:
        """Return the colour of a finding: ``error``, ``warning`` or ``note``.

        Raises:
            KeyError: there is no such severity.
        """
        return {"error": self.error, "warning": self.warning, "note": self.note}[severity]


LIGHT = Palette(
    name="light",
    background="#ffffff",
    surface="#f3f5f7",
    text="#1b2127",
    muted_text="#59646f",
    grid="#dde2e7",
    accent="#0067a3",
    selection="#0067a3",
    playhead="#c8322b",
    milestone="#6b4c9a",
    burn="#c55a00",
    phase="#0072b2",
    activity="#00805c",
    chaser="#c55a00",
    target="#0072b2",
    day="#fff3c4",
    penumbra="#c9c4dc",
    umbra="#8e8bb0",
    error="#c01c28",
    warning="#a66300",
    note="#3d6fa8",
    ok="#1a7f4e",
    land="#e9e4d4",
    ocean="#d3e5f0",
    coast="#7d8a94",
)

DARK = Palette(
    name="dark",
    background="#15191e",
    surface="#1f252c",
    text="#e8ecf0",
    muted_text="#a0abb6",
    grid="#303841",
    accent="#56b4e9",
    selection="#7cc7f2",
    playhead="#ff6b5e",
    milestone="#c3a3ea",
    burn="#f0983c",
    phase="#56b4e9",
    activity="#35c496",
    chaser="#f0983c",
    target="#56b4e9",
    day="#5a5330",
    penumbra="#3c3a55",
    umbra="#0d0c1c",
    error="#ff7b72",
    warning="#f2b441",
    note="#8ab8ee",
    ok="#5fd39a",
    land="#3b4238",
    ocean="#1b2c3a",
    coast="#8593a0",
)

CONTRAST = Palette(
    name="contrast",
    background="#000000",
    surface="#0a0a0a",
    text="#ffffff",
    muted_text="#e6e6e6",
    grid="#8a8a8a",
    accent="#ffff00",
    selection="#ffff00",
    playhead="#ff6b5e",
    milestone="#e2c6ff",
    burn="#ffb000",
    phase="#7fd0ff",
    activity="#4cf0b8",
    chaser="#ffb000",
    target="#7fd0ff",
    day="#7a6a00",
    penumbra="#5a5a8a",
    umbra="#000000",
    error="#ff8a80",
    warning="#ffd54a",
    note="#a9d0ff",
    ok="#7dffb3",
    land="#4b5546",
    ocean="#0b1a26",
    coast="#ffffff",
)

PRINT = Palette(
    name="print",
    background="#ffffff",
    surface="#f4f4f4",
    text="#000000",
    muted_text="#4a4a4a",
    grid="#d4d4d4",
    accent="#005a8f",
    selection="#005a8f",
    playhead="#b3261e",
    milestone="#5c3f8a",
    burn="#b34f00",
    phase="#0068a3",
    activity="#00704f",
    chaser="#b34f00",
    target="#0068a3",
    day="#fff6d6",
    penumbra="#d6d3e2",
    umbra="#a5a3bd",
    error="#b3261e",
    warning="#8f5500",
    note="#33608f",
    ok="#176b43",
    land="#efece2",
    ocean="#e2eef5",
    coast="#808080",
)
