"""The sky behind everything: the stars to magnitude 6 and the Sun."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from OpenGL import GL

from missionplanner.orbit.vectors import Array
from missionplanner.ui.orbit.camera import Camera
from missionplanner.ui.orbit.gl_program import Program, VertexRows

_SUN_RADIUS_SLOPE = 0.00465
_SUN_GLARE_RADII = 14.0

_VERTEX = """
uniform mat3 view_from_gcrs;
uniform vec2 half_slopes;
uniform float pixel_ratio;
layout(location = 0) in vec3 direction;
layout(location = 1) in vec4 look;       // colour, size in points
out vec3 tint;
void main() {
    vec3 seen = view_from_gcrs * direction;
    gl_Position = vec4(seen.xy / half_slopes, 0.0, -seen.z);
    gl_PointSize = max(look.w * pixel_ratio, 1.0);
    tint = look.rgb;
}
"""

_STAR = """
in vec3 tint;
out vec4 colour;
void main() {
    float off = length(gl_PointCoord - 0.5) * 2.0;
    colour = vec4(tint * (1.0 - smoothstep(0.35, 1.0, off)), 0.0);
}
"""

_SUN = """
uniform float disc;        // radius of the disc as a share of the square
in vec3 tint;
out vec4 colour;
void main() {
    float off = length(gl_PointCoord - 0.5) * 2.0;
    float glare = exp(-4.2 * off) - 0.015;
    float light = max(glare * 0.9, 0.0) + 1.0 - smoothstep(disc * 0.9, disc * 1.15, off);
    colour = vec4(tint * light, 0.0);
}
"""


class StarLayer:
    """Draws the stars and the Sun."""

    def __init__(self) -> None:
        """Read the stars and compile in the current context."""
        rows = star_rows()
        self._count = len(rows)
        self._stars, self._sun = Program(_VERTEX, _STAR), Program(_VERTEX, _SUN)
        self._star_rows = VertexRows(7, ((0, 3), (3, 4)), per_instance=False)
        self._star_rows.upload(rows)
        self._sun_row = VertexRows(7, ((0, 3), (3, 4)), per_instance=False)

    def draw(self, camera: Camera, sun_direction: Array, pixel_ratio: float) -> None:
        """Draw over what is there.

        Args:
            camera: the eye.
            sun_direction: unit vector to the Sun, GCRS, (3,).
            pixel_ratio: pixels of the screen for one of the window.
        """
        GL.glEnable(GL.GL_PROGRAM_POINT_SIZE)
        GL.glBlendFunc(GL.GL_ONE, GL.GL_ONE)
        for program, rows, count in ((self._stars, self._star_rows, self._count), (self._sun, self._sun_row, 1)):
            program.use()
            program.set_matrix("view_from_gcrs", camera.axes)
            program.set("half_slopes", *camera.half_slopes)
            program.set("pixel_ratio", pixel_ratio)
            if program is self._sun:
                size_px = 2.0 * _SUN_GLARE_RADII * _SUN_RADIUS_SLOPE * camera.focal_px
                rows.upload(np.array([[*sun_direction, 1.0, 0.96, 0.88, size_px]], dtype=np.float32))
                program.set("disc", 1.0 / _SUN_GLARE_RADII)
            rows.bind()
            GL.glDrawArrays(GL.GL_POINTS, 0, count)


def star_rows() -> NDArray[np.float32]:
    """The stars as rows of direction, colour and size in points, (n, 7)."""
    with np.load(str(files("missionplanner").joinpath("resources", "sky", "stars_mag6.npz"))) as stars:
        right_ascension, declination = np.radians(stars["ra_dec"].astype(float)).T
        magnitude, colour_index = stars["mag"] / 100.0, np.clip(stars["bv"] / 100.0, -0.3, 1.8)
    directions = np.column_stack(
        [
            np.cos(declination) * np.cos(right_ascension),
            np.cos(declination) * np.sin(right_ascension),
            np.sin(declination),
        ]
    )
    warmth = ((colour_index + 0.3) / 2.1)[:, None]
    blue, white, orange = np.array([0.72, 0.82, 1.0]), np.array([1.0, 0.98, 0.95]), np.array([1.0, 0.74, 0.50])
    tint = np.where(warmth < 0.4, blue + (white - blue) * warmth / 0.4, white + (orange - white) * (warmth - 0.4) / 0.6)
    # The eye's response is far from linear: each magnitude takes a quarter of the light instead of three fifths.
    light = np.clip(1.05 * 0.76 ** (magnitude - 1.0), 0.16, 1.0)
    size = np.clip(4.6 - 0.55 * magnitude, 1.6, 5.5)
    return np.column_stack([directions, tint * light[:, None], size]).astype(np.float32)
