"""Paths as ribbons of constant width on the screen, fading with time, hidden where the Earth stands before them.

The core profile draws lines one pixel wide; a ribbon has any width, soft edges and a dark rim. The Earth hides it by
geometry, not by a depth buffer, which no single pair of near and far planes would serve from 50 m to the Moon.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from OpenGL import GL

from missionplanner.orbit.constants import WGS84_SEMI_MAJOR_M
from missionplanner.orbit.vectors import Array
from missionplanner.ui.orbit.camera import Camera, squashed_from_gcrs
from missionplanner.ui.orbit.gl_program import Program, VertexRows, rgb

_VERTEX = """
uniform mat3 view_from_gcrs;
uniform vec2 half_slopes;
uniform vec2 half_size;        // pixels
uniform float reach;           // half the width with rim and soft edge, pixels
layout(location = 0) in vec4 start;   // from the eye in the GCRS, Earth radii; the path's parameter
layout(location = 1) in vec4 end;
out vec3 from_eye;
out float parameter;
noperspective out float across;
void main() {
    vec3 a = view_from_gcrs * start.xyz, b = view_from_gcrs * end.xyz;
    float nearest = 1e-9;
    float cut_a = 0.0, cut_b = 1.0;
    if (-a.z < nearest) cut_a = (nearest + a.z) / (a.z - b.z);
    if (-b.z < nearest) cut_b = (nearest + a.z) / (a.z - b.z);
    if (-a.z < nearest && -b.z < nearest) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); return; }
    vec3 near_a = mix(a, b, cut_a), near_b = mix(a, b, cut_b);
    vec2 pixel_a = near_a.xy / -near_a.z / half_slopes * half_size;
    vec2 pixel_b = near_b.xy / -near_b.z / half_slopes * half_size;
    vec2 along = pixel_b - pixel_a;
    along = dot(along, along) > 1e-8 ? normalize(along) : vec2(1.0, 0.0);
    float side = float(gl_VertexID & 1) * 2.0 - 1.0;
    bool at_end = gl_VertexID > 1;
    float share = at_end ? cut_b : cut_a;
    vec3 here = at_end ? near_b : near_a;
    vec2 pixel = (at_end ? pixel_b : pixel_a) + side * reach * vec2(-along.y, along.x);
    from_eye = mix(start.xyz, end.xyz, share);
    parameter = mix(start.w, end.w, share);
    across = side * reach;
    gl_Position = vec4(pixel / half_size * -here.z, 0.0, -here.z);
}
"""

_FRAGMENT = """
uniform mat3 squashed_from_gcrs;
uniform vec3 eye;              // squashed, Earth radii
uniform vec3 tint;
uniform vec2 half_widths;      // behind and ahead of the playhead
uniform vec3 strengths;        // at the playhead, long behind it, ahead of it
uniform vec2 fading;           // seconds over which it fades; how far back it is drawn
uniform float dash;            // length of dash and gap in the path's parameter, 0 for none
in vec3 from_eye;
in float parameter;
noperspective in float across;
out vec4 colour;
void main() {
    vec3 way = squashed_from_gcrs * from_eye;
    float nearest = clamp(-dot(way, eye) / max(dot(way, way), 1e-20), 0.0, 1.0);
    float clear = length(eye + nearest * way);
    float strength = parameter > 0.0 ? strengths.z : mix(strengths.y, strengths.x, exp(parameter / fading.x));
    strength *= smoothstep(0.9985, 0.9995, clear) * step(-fading.y, parameter);
    if (dash > 0.0 && fract(parameter / dash) > 0.6) strength = 0.0;
    if (strength < 0.004) discard;
    float half_width = parameter > 0.0 ? half_widths.y : half_widths.x;
    float core = clamp(half_width + 0.5 - abs(across), 0.0, 1.0);
    float rim = clamp(half_width + 1.6 - abs(across), 0.0, 1.0) * 0.55;
    colour = vec4(tint * core, max(core, rim)) * strength;
}
"""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ribbon:
    """A path to draw.

    Attributes:
        points_m: GCRS, (n, 3).
        parameter: at each point, (n,): seconds since the playhead, positive ahead of it; or, for a dashed path,
            minus the length so far [m].
        colour: ``#rrggbb``.
        width_px: width behind the playhead.
        width_ahead_px: width ahead of it.
        strengths: opacity at the playhead, long behind it, and ahead of it.
        fade_s: how fast it fades behind the playhead.
        memory_s: how far back it is drawn.
        dash: length of a dash and its gap in the parameter, 0 for none.
    """

    points_m: Array
    parameter: Array
    colour: str
    width_px: float = 2.4
    width_ahead_px: float = 1.4
    strengths: tuple[float, float, float] = (1.0, 1.0, 1.0)
    fade_s: float = 1.0
    memory_s: float = 1e12
    dash: float = 0.0


class PathLayer:
    """Draws ribbons."""

    def __init__(self) -> None:
        """Compile in the current context."""
        self._program = Program(_VERTEX, _FRAGMENT)
        self._rows = VertexRows(4, ((0, 4), (4, 4)), per_instance=True)

    def draw(self, camera: Camera, dcm_itrs_from_gcrs: Array, ribbons: tuple[Ribbon, ...], pixel_ratio: float) -> None:
        """Draw over what is there.

        Args:
            camera: the eye.
            dcm_itrs_from_gcrs: how the Earth is turned, (3, 3).
            ribbons: the paths, the last one on top.
            pixel_ratio: pixels of the screen for one of the window.
        """
        squash = squashed_from_gcrs(dcm_itrs_from_gcrs)
        program = self._program
        program.use()
        program.set_matrix("view_from_gcrs", camera.axes)
        program.set_matrix("squashed_from_gcrs", WGS84_SEMI_MAJOR_M * squash)
        program.set("eye", *(squash @ camera.eye_m))
        program.set("half_slopes", *camera.half_slopes)
        program.set("half_size", 0.5 * camera.width_px * pixel_ratio, 0.5 * camera.height_px * pixel_ratio)
        GL.glBlendFunc(GL.GL_ONE, GL.GL_ONE_MINUS_SRC_ALPHA)
        self._rows.bind()
        for ribbon in ribbons:
            if len(ribbon.points_m) < 2:
                continue
            rows = np.empty((len(ribbon.points_m), 4), dtype=np.float32)
            rows[:, :3] = (ribbon.points_m - camera.eye_m) / WGS84_SEMI_MAJOR_M
            rows[:, 3] = ribbon.parameter
            self._rows.upload(rows)
            half = 0.5 * ribbon.width_px * pixel_ratio
            program.set("reach", half + 2.6)
            program.set("half_widths", half, 0.5 * ribbon.width_ahead_px * pixel_ratio)
            program.set("tint", *rgb(ribbon.colour))
            program.set("strengths", *ribbon.strengths)
            program.set("fading", ribbon.fade_s, ribbon.memory_s)
            program.set("dash", ribbon.dash)
            GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, 4, len(rows) - 1)
