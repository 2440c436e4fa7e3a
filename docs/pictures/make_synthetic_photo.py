"""Make the sample plan's photo: a drawn docking target before the Earth's limb, which says that it is synthetic.

No photograph of this docking may be shipped, and none is invented: the picture shows what a camera would look for, is
labelled as synthetic in its pixels, and the plan says the same. Run it from the root of the project:

    .venv/bin/python docs/pictures/make_synthetic_photo.py

The Earth is a ray-traced sphere with NASA's Blue Marble; module and target are schematic.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Array = NDArray[np.float64]

ROOT = Path(__file__).resolve().parents[2]
WIDTH_PX, HEIGHT_PX = 1600, 1067
# Drawn at twice the size and halved, so that edges are smooth.
OVER = 2
EARTH_RADIUS_M = 6_371_000.0
HEIGHT_M = 418_000.0
FIELD_OF_VIEW_RAD = np.radians(62.0)
# The camera looks at the limb from above the Caspian Sea, sunlight from behind its left shoulder.
LATITUDE_RAD, LONGITUDE_RAD = np.radians(38.0), np.radians(44.0)
HEADING_RAD = np.radians(62.0)
DEPRESSION_RAD = np.radians(7.0)
HAZE_COLOR = np.array([0.45, 0.68, 1.0])


def main() -> None:
    """Write resources/plans/photos/approach-synthetic.jpg."""
    picture = Image.fromarray(earth_and_space()).convert("RGB")
    draw_module(picture)
    picture = picture.resize((WIDTH_PX, HEIGHT_PX), Image.Resampling.LANCZOS)
    write_words(picture)
    target = ROOT / "resources/plans/photos/approach-synthetic.jpg"
    target.parent.mkdir(exist_ok=True)
    picture.save(target, quality=82, optimize=True)
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB")


def earth_and_space() -> NDArray[np.uint8]:
    """Trace one ray for each pixel to the sphere, or past it through the haze."""
    width, height = WIDTH_PX * OVER, HEIGHT_PX * OVER
    up = np.array(
        [
            np.cos(LATITUDE_RAD) * np.cos(LONGITUDE_RAD),
            np.cos(LATITUDE_RAD) * np.sin(LONGITUDE_RAD),
            np.sin(LATITUDE_RAD),
        ]
    )
    east = np.array([-np.sin(LONGITUDE_RAD), np.cos(LONGITUDE_RAD), 0.0])
    north = np.cross(up, east)
    level = np.cos(HEADING_RAD) * north + np.sin(HEADING_RAD) * east
    right = np.cross(level, up)
    # The limb lies where the line of sight grazes the sphere; it stands in the lower third of the picture.
    horizon_rad = np.arccos(EARTH_RADIUS_M / (EARTH_RADIUS_M + HEIGHT_M)) - DEPRESSION_RAD
    forward = np.cos(horizon_rad) * level - np.sin(horizon_rad) * up
    above = np.cross(right, forward)
    across = np.tan(FIELD_OF_VIEW_RAD / 2) * np.linspace(-1, 1, width)
    down = np.tan(FIELD_OF_VIEW_RAD / 2) * height / width * np.linspace(1, -1, height)
    rays = forward + across[None, :, None] * right + down[:, None, None] * above
    rays /= np.linalg.norm(rays, axis=-1, keepdims=True)

    eye_m = (EARTH_RADIUS_M + HEIGHT_M) * up
    along_m = rays @ eye_m
    nearest_m = np.sqrt(np.maximum(eye_m @ eye_m - along_m**2, 0.0))
    hits = (nearest_m < EARTH_RADIUS_M) & (along_m < 0)
    distance_m = -along_m - np.sqrt(np.maximum(EARTH_RADIUS_M**2 - nearest_m**2, 0.0))
    normal = (eye_m + distance_m[..., None] * rays) / EARTH_RADIUS_M

    sun = 0.75 * up - 0.45 * right - 0.3 * level
    sun /= np.linalg.norm(sun)
    light = np.clip(normal @ sun, 0.0, 1.0)[..., None]
    ground = blue_marble(normal) * (0.08 + 1.25 * light)
    # Air brightens towards the limb, and glows above it with a scale height of some 12 km.
    slant = np.clip(-np.sum(normal * rays, axis=-1), 0.02, 1.0)[..., None]
    haze = np.clip(0.10 / slant, 0.0, 0.85)
    earth = ground * (1 - haze) + HAZE_COLOR * haze
    glow = np.exp(-np.maximum(nearest_m - EARTH_RADIUS_M, 0.0) / 12_000.0)[..., None]
    color = np.where(hits[..., None], earth, HAZE_COLOR * glow)
    return (255 * np.clip(color, 0.0, 1.0) ** (1 / 1.15)).astype(np.uint8)


def blue_marble(normal: Array) -> Array:
    """Return the colour of the ground under unit vectors of the Earth-fixed frame, between the pixels of the map."""
    with Image.open(ROOT / "resources/earth/earth_day.jpg", formats=["JPEG"]) as image:
        map_color = np.asarray(image.convert("RGB"), dtype=np.float64) / 255
    rows, columns, _ = map_color.shape
    row = (0.5 - np.arcsin(np.clip(normal[..., 2], -1, 1)) / np.pi) * rows - 0.5
    column = (0.5 + np.arctan2(normal[..., 1], normal[..., 0]) / (2 * np.pi)) * columns - 0.5
    row = np.clip(row, 0, rows - 1.001)
    top, left = np.floor(row).astype(int), np.floor(column).astype(int)
    down, across = (row - top)[..., None], (column - left)[..., None]
    left, right = left % columns, (left + 1) % columns
    upper = map_color[top, left] * (1 - across) + map_color[top, right] * across
    lower = map_color[top + 1, left] * (1 - across) + map_color[top + 1, right] * across
    return upper * (1 - down) + lower * down


def draw_module(picture: Image.Image) -> None:
    """Draw the end of a module with its docking ring and drogue, and the cross target beside them."""
    middle_x, middle_y, radius = 800 * OVER, 455 * OVER, 330 * OVER
    ink = ImageDraw.Draw(picture)
    shadow = Image.new("L", picture.size, 0)
    ImageDraw.Draw(shadow).ellipse(circle(middle_x, middle_y, radius + 6 * OVER), fill=255)
    picture.paste((6, 8, 12), mask=shadow.filter(ImageFilter.GaussianBlur(5 * OVER)))
    for size, grey in ((330, 150), (322, 176), (250, 158), (244, 186)):
        ink.ellipse(circle(middle_x, middle_y, size * OVER), fill=(grey, grey, grey - 8))
    for step in range(24):
        angle = 2 * np.pi * step / 24
        bolt = (middle_x + 286 * OVER * np.cos(angle), middle_y + 286 * OVER * np.sin(angle))
        ink.ellipse(circle(*bolt, 7 * OVER), fill=(112, 112, 108))
    for size, grey in ((206, 92), (198, 206), (170, 70)):
        ink.ellipse(circle(middle_x, middle_y, size * OVER), fill=(grey, grey, grey))
    # The drogue is a cone that guides the probe: darker towards its socket.
    for size in range(160, 24, -2):
        grey = int(34 + 118 * (size / 160) ** 1.5)
        ink.ellipse(circle(middle_x, middle_y, size * OVER), fill=(grey, grey, grey + 4))
    ink.ellipse(circle(middle_x, middle_y, 24 * OVER), fill=(12, 12, 14))
    draw_target(ink, 800 * OVER + 214 * OVER, 455 * OVER - 178 * OVER)


def draw_target(ink: ImageDraw.ImageDraw, x: float, y: float) -> None:
    """Draw a docking target: a plate with rings and lines, and a white cross on a stalk before it."""
    ink.ellipse(circle(x, y, 92 * OVER), fill=(24, 24, 26))
    ink.ellipse(circle(x, y, 84 * OVER), fill=(226, 226, 220))
    ink.ellipse(circle(x, y, 62 * OVER), fill=(24, 24, 26))
    for step in range(12):
        angle = 2 * np.pi * step / 12
        inner, outer = 62 * OVER, 84 * OVER
        ends = [(x + side * np.cos(angle), y + side * np.sin(angle)) for side in (inner, outer)]
        ink.line(ends, fill=(24, 24, 26), width=3 * OVER)
    arm, half = 50 * OVER, 6 * OVER
    ink.rectangle((x - arm, y - half, x + arm, y + half), fill=(250, 250, 250))
    ink.rectangle((x - half, y - arm, x + half, y + arm), fill=(250, 250, 250))
    ink.ellipse(circle(x, y, 4 * OVER), fill=(24, 24, 26))


def circle(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    """Return the box around a circle."""
    return x - radius, y - radius, x + radius, y + radius


def write_words(picture: Image.Image) -> None:
    """Say in the picture what it is."""
    font = ImageFont.truetype("DejaVuSans-Bold.ttf", 46)
    small = ImageFont.truetype("DejaVuSans.ttf", 22)
    ink = ImageDraw.Draw(picture, "RGBA")
    ink.rectangle((0, HEIGHT_PX - 118, WIDTH_PX, HEIGHT_PX), fill=(0, 0, 0, 150))
    ink.text((36, HEIGHT_PX - 106), "Synthetic picture", font=font, fill=(255, 255, 255))
    words = "Not a photograph. Drawn docking target; Earth: NASA Blue Marble."
    ink.text((36, HEIGHT_PX - 44), words, font=small, fill=(230, 230, 230))


if __name__ == "__main__":
    main()
