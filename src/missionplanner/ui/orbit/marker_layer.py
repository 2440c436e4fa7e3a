"""Marks of vehicles and events as small shapes with soft edges, placed in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from OpenGL import GL

from missionplanner.ui.orbit.gl_program import Program, VertexRows, rgb


class Shape(IntEnum):
    """What a mark looks like; the same shapes as on the timeline and the map."""

    DISC = 0
    SQUARE = 1
    TRIANGLE = 2
    DIAMOND = 3
    RING = 4


class Marker(NamedTuple):
    """A mark at a place of the window [px from the upper left corner], reaching so far around it."""

    x_px: float
    y_px: float
    reach_px: float
    shape: Shape
    colour: str


_VERTEX = """
uniform vec2 size;             // of the window, pixels of the window
layout(location = 0) in vec4 place;   // x, y, reach, shape
layout(location = 1) in vec4 look;    // colour, pixels of the screen for one of the window
out vec2 off;
flat out float reach;
flat out int shape;
flat out vec3 tint;
flat out float soft;
void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    off = corner * (place.z + 3.0);
    reach = place.z;
    shape = int(place.w);
    tint = look.rgb;
    soft = look.w;
    vec2 pixel = place.xy + off;
    gl_Position = vec4(pixel / size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}
"""

_FRAGMENT = """
in vec2 off;
flat in float reach;
flat in int shape;
flat in vec3 tint;
flat in float soft;
out vec4 colour;
void main() {
    vec2 a = abs(off);
    float edge = length(off) - reach;                                     // below zero inside
    if (shape == 1) edge = max(a.x, a.y) - 0.88 * reach;
    if (shape == 2) edge = max(0.894 * a.x + 0.447 * -off.y - 0.447 * reach, off.y - reach);
    if (shape == 3) edge = (a.x + a.y - 1.15 * reach) * 0.7071;
    if (shape == 4) edge = abs(edge) - 1.0;
    float core = clamp(0.5 - edge * soft, 0.0, 1.0);
    float rim = clamp(0.5 - (edge - 1.5) * soft, 0.0, 1.0) * 0.8;
    vec3 shade = shape == 4 ? tint : mix(tint, vec3(1.0), 0.35 * clamp(0.5 - (edge + 0.55 * reach), 0.0, 1.0));
    colour = vec4(shade * core, max(core, rim));
}
"""


class MarkerLayer:
    """Draws marks."""

    def __init__(self) -> None:
        """Compile in the current context."""
        self._program = Program(_VERTEX, _FRAGMENT)
        self._rows = VertexRows(8, ((0, 4), (4, 4)), per_instance=True)

    def draw(self, markers: Sequence[Marker], width_px: float, height_px: float, pixel_ratio: float) -> None:
        """Draw over what is there.

        Args:
            markers: the marks, the last one on top.
            width_px: width of the window.
            height_px: height of the window.
            pixel_ratio: pixels of the screen for one of the window.
        """
        if not markers:
            return
        rows = [(mark.x_px, mark.y_px, mark.reach_px, mark.shape, *rgb(mark.colour), pixel_ratio) for mark in markers]
        self._program.use()
        self._program.set("size", width_px, height_px)
        GL.glBlendFunc(GL.GL_ONE, GL.GL_ONE_MINUS_SRC_ALPHA)
        self._rows.bind()
        self._rows.upload(np.array(rows, dtype=np.float32))
        GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, 4, len(rows))
