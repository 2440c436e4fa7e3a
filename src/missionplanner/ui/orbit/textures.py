"""The pictures of the Earth as OpenGL textures: sRGB where they are seen, with mipmaps."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
from OpenGL import GL
from PySide6.QtGui import QImage


def read_picture(name: str) -> QImage:
    """Decode a picture of ``resources/earth``.

    Raises:
        FileNotFoundError: there is no such picture, or it cannot be decoded.
    """
    image = QImage.fromData(files("missionplanner").joinpath("resources", "earth", name).read_bytes())
    if image.isNull():
        raise FileNotFoundError(f"the picture resources/earth/{name} cannot be decoded; install the program anew")
    return image


def upload_picture(image: QImage) -> int:
    """Make a texture of a picture in the current context; it repeats around the Earth and not over the poles.

    A grey picture is taken as light, not as sRGB.
    """
    grey = image.isGrayscale()
    image = image.convertToFormat(QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888)
    pixels = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    width_bytes = image.width() * (1 if grey else 3)
    texture: int = GL.glGenTextures(1)
    GL.glBindTexture(GL.GL_TEXTURE_2D, texture)
    GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)
    GL.glTexImage2D(
        GL.GL_TEXTURE_2D,
        0,
        GL.GL_R8 if grey else GL.GL_SRGB8,
        image.width(),
        image.height(),
        0,
        GL.GL_RED if grey else GL.GL_RGB,
        GL.GL_UNSIGNED_BYTE,
        np.ascontiguousarray(pixels[:, :width_bytes]),
    )
    GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 4)
    GL.glGenerateMipmap(GL.GL_TEXTURE_2D)
    for name, value in (
        (GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR_MIPMAP_LINEAR),
        (GL.GL_TEXTURE_MAG_FILTER, GL.GL_LINEAR),
        (GL.GL_TEXTURE_WRAP_S, GL.GL_REPEAT),
        (GL.GL_TEXTURE_WRAP_T, GL.GL_CLAMP_TO_EDGE),
    ):
        GL.glTexParameteri(GL.GL_TEXTURE_2D, name, value)
    return texture


def upload_single_pixel(red: int, green: int, blue: int) -> int:
    """Make a texture of one colour, to stand in until the picture is there."""
    image = QImage(1, 1, QImage.Format.Format_RGB888)
    image.fill((255 << 24) | (red << 16) | (green << 8) | blue)
    return upload_picture(image)
