"""The Earth and its air: one rectangle, each of whose pixels meets the ellipsoid with its own line of sight.

No mesh: the limb is smooth at any distance and the ground lies where the ellipsoid is, to a metre.
"""

from __future__ import annotations

from math import asin, atan2, hypot, inf, pi, tan

import numpy as np
from OpenGL import GL

from missionplanner.orbit.constants import WGS84_FLATTENING, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.vectors import Array
from missionplanner.ui.orbit.camera import Camera, squashed_from_gcrs
from missionplanner.ui.orbit.gl_program import Program, VertexRows
from missionplanner.ui.orbit.textures import read_picture, upload_picture, upload_single_pixel

_AIR_RADII = 1.03

_VERTEX = """
uniform vec4 rectangle;    // slopes: left, bottom, right, top
uniform vec2 half_slopes;
uniform mat3 squashed_from_view;
layout(location = 0) in vec2 corner;
out vec3 ray;
void main() {
    vec2 slope = mix(rectangle.xy, rectangle.zw, corner);
    ray = squashed_from_view * vec3(slope, -1.0);
    gl_Position = vec4(slope / half_slopes, 0.0, 1.0);
}
"""

# Lengths are in Earth radii, in axes that turn with the Earth and are squashed so that its ellipsoid is a unit sphere.
_FRAGMENT = """
uniform vec3 eye;
uniform float eye_power;   // |eye|^2 - 1, from float64
uniform vec3 sun;
uniform float flatter;     // equatorial radius over polar radius
uniform float pixel_slope;
uniform sampler2D day_picture;
uniform sampler2D night_picture;
in vec3 ray;
out vec4 colour;

// Red where the Sun is low, blue where it is high; as seen on the screen.
vec3 air_colour(float rise) {
    return mix(vec3(0.86, 0.50, 0.34), vec3(0.42, 0.68, 1.0), smoothstep(-0.14, 0.10, rise));
}

vec3 ground(vec3 n, vec3 way) {
    vec3 normal = normalize(n * vec3(1.0, 1.0, flatter));
    float turn = atan(n.y, n.x) * 0.15915494;
    float other = fract(turn + 1.0) ;          // the same place, with its seam elsewhere
    float east = fwidth(turn) <= fwidth(other) + 1e-5 ? turn : other;
    vec2 place = vec2(east + 0.5, 0.5 - asin(clamp(normal.z, -1.0, 1.0)) * 0.31830989);
    vec3 day = texture(day_picture, place).rgb;
    float lights = texture(night_picture, place).r;

    float height = dot(normal, sun);
    float facing = max(-dot(normal, way), 0.0);
    float lit = smoothstep(-0.02, 0.10, height) * pow(max(height, 0.0), 0.75);
    vec3 tint = mix(vec3(1.0, 0.60, 0.36), vec3(1.0), smoothstep(0.0, 0.28, height));
    float water = smoothstep(0.95, 1.35, (day.b + 0.0015) / (day.r + 0.001));
    float glint = pow(max(dot(normal, normalize(sun - way)), 0.0), 110.0) * water * smoothstep(0.0, 0.15, height);

    vec3 seen = day * (1.75 * lit * tint + vec3(0.016, 0.022, 0.038)) + vec3(0.19, 0.17, 0.13) * glint;
    seen += vec3(1.0, 0.76, 0.42) * lights * (0.45 + 1.6 * lights) * smoothstep(0.03, -0.16, height);
    float haze = pow(1.0 - facing, 3.6) * smoothstep(-0.14, 0.40, height);
    return mix(seen, pow(air_colour(height), vec3(2.2)) * 1.1, 0.72 * haze);
}

void main() {
    vec3 way = normalize(ray);
    float along = dot(eye, way);
    if (along > 0.0) discard;
    vec3 closest = eye - along * way;
    float miss = length(closest);
    if (miss > 1.03) discard;
    float pixel = max(-along, 0.001) * pixel_slope;
    float covered = clamp((1.0 - miss) / pixel + 0.5, 0.0, 1.0);

    float half_chord = sqrt(max(1.0 - miss * miss, 0.0));
    vec3 hit = eye + way * (eye_power / (half_chord - along));
    // Three pixels beyond the limb are still shaded: the limb's own pixels take their mipmap from them.
    vec3 seen = miss < 1.0 + 3.0 * pixel ? ground(hit, way) : vec3(0.0);

    float above = max(miss - 1.0, 0.0);
    float thin = smoothstep(0.03, 0.02, above) * exp(-above / max(0.0062, 0.9 * pixel));
    float rise = dot(closest, sun) / miss;
    float glow = thin * smoothstep(-0.24, 0.20, rise);
    vec3 air = air_colour(rise) * glow + vec3(0.05, 0.11, 0.10) * thin;   // the night's airglow

    vec3 ground_light = pow(clamp(seen, 0.0, 1.0), vec3(1.0 / 2.2));
    colour = vec4(mix(air, ground_light, covered), max(covered, glow * 0.6));
}
"""


class EarthLayer:
    """Draws the Earth with its day and night, and the thin air around it."""

    def __init__(self) -> None:
        """Compile in the current context; the ground is plain until `load_pictures`."""
        self._program = Program(_VERTEX, _FRAGMENT)
        self._corners = VertexRows(2, ((0, 2),), per_instance=False)
        self._corners.upload(np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=np.float32))
        self._pictures = (upload_single_pixel(22, 38, 66), upload_single_pixel(0, 0, 0))

    def load_pictures(self) -> None:
        """Put the pictures of the ground in place, in the current context.

        Raises:
            FileNotFoundError: a picture is missing.
        """
        pictures = [read_picture(name) for name in ("earth_day.jpg", "earth_night_lights.jpg")]
        GL.glDeleteTextures(list(self._pictures))
        self._pictures = (upload_picture(pictures[0]), upload_picture(pictures[1]))

    def draw(self, camera: Camera, dcm_itrs_from_gcrs: Array, sun_direction: Array) -> None:
        """Draw over what is there.

        Args:
            camera: the eye.
            dcm_itrs_from_gcrs: how the Earth is turned, (3, 3).
            sun_direction: unit vector to the Sun, GCRS, (3,).
        """
        rectangle = _seen_rectangle(camera)
        if rectangle is None:
            return
        squash = squashed_from_gcrs(dcm_itrs_from_gcrs)
        eye = squash @ camera.eye_m
        program = self._program
        program.use()
        program.set("rectangle", *rectangle)
        program.set("half_slopes", *camera.half_slopes)
        program.set_matrix("squashed_from_view", WGS84_SEMI_MAJOR_M * squash @ camera.axes.T)
        program.set("eye", *eye)
        program.set("eye_power", float(eye @ eye) - 1.0)
        program.set("sun", *(dcm_itrs_from_gcrs @ sun_direction))
        program.set("flatter", 1.0 / (1.0 - WGS84_FLATTENING))
        program.set("pixel_slope", 1.0 / camera.focal_px)
        for unit, name in enumerate(("day_picture", "night_picture")):
            GL.glActiveTexture(GL.GL_TEXTURE0 + unit)
            GL.glBindTexture(GL.GL_TEXTURE_2D, self._pictures[unit])
            program.set_texture_unit(name, unit)
        GL.glBlendFunc(GL.GL_ONE, GL.GL_ONE_MINUS_SRC_ALPHA)
        self._corners.bind()
        GL.glDrawArrays(GL.GL_TRIANGLE_STRIP, 0, 4)


def _seen_rectangle(camera: Camera) -> tuple[float, float, float, float] | None:
    """The part of the picture that the Earth and its air can touch, in slopes: left, bottom, right, top."""
    right, up, back = (camera.axes @ -camera.eye_m) / WGS84_SEMI_MAJOR_M
    edge_x, edge_y = camera.half_slopes
    left, rightmost = _slopes_of_disc(right, -back)
    bottom, top = _slopes_of_disc(up, -back)
    left, rightmost = max(left, -edge_x), min(rightmost, edge_x)
    bottom, top = max(bottom, -edge_y), min(top, edge_y)
    return (left, bottom, rightmost, top) if left < rightmost and bottom < top else None


def _slopes_of_disc(aside: float, ahead: float) -> tuple[float, float]:
    """Slopes between which the Earth appears, from where its centre is in one plane through the line of sight."""
    distance = hypot(aside, ahead)
    if distance <= _AIR_RADII:
        return -inf, inf
    middle, half = atan2(aside, ahead), asin(_AIR_RADII / distance)
    low, high = middle - half, middle + half
    return (tan(low) if low > -0.5 * pi else -inf), (tan(high) if high < 0.5 * pi else inf)
