"""Shader programs and vertex arrays in as few calls as the layers of the globe need."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from OpenGL import GL
from PySide6.QtGui import QColor

HEADER = "#version 330 core\n"


class Program:
    """A linked pair of shaders whose uniforms are set by name."""

    def __init__(self, vertex: str, fragment: str) -> None:
        """Compile and link in the current context.

        Raises:
            RuntimeError: the driver refuses a shader; the message is the driver's.
        """
        self._handle = GL.glCreateProgram()
        shaders = [_compiled(GL.GL_VERTEX_SHADER, vertex), _compiled(GL.GL_FRAGMENT_SHADER, fragment)]
        for shader in shaders:
            GL.glAttachShader(self._handle, shader)
        GL.glLinkProgram(self._handle)
        if not GL.glGetProgramiv(self._handle, GL.GL_LINK_STATUS):
            raise RuntimeError(_text(GL.glGetProgramInfoLog(self._handle)))
        for shader in shaders:
            GL.glDeleteShader(shader)
        self._places: dict[str, int] = {}

    def use(self) -> None:
        """Draw with this program from now on."""
        GL.glUseProgram(self._handle)

    def set(self, name: str, *values: float) -> None:
        """Set a float, vec2, vec3 or vec4."""
        setter = (GL.glUniform1f, GL.glUniform2f, GL.glUniform3f, GL.glUniform4f)[len(values) - 1]
        setter(self._place(name), *values)

    def set_matrix(self, name: str, matrix: NDArray[np.float64]) -> None:
        """Set a mat3 from a matrix in the usual order of rows."""
        GL.glUniformMatrix3fv(self._place(name), 1, GL.GL_TRUE, np.ascontiguousarray(matrix, dtype=np.float32))

    def set_texture_unit(self, name: str, unit: int) -> None:
        """Tell a sampler which texture unit to read."""
        GL.glUniform1i(self._place(name), unit)

    def _place(self, name: str) -> int:
        if name not in self._places:
            self._places[name] = GL.glGetUniformLocation(self._handle, name)
        return self._places[name]


class VertexRows:
    """A vertex array over one buffer whose rows are made of float attributes.

    Attribute k is fed with ``columns[k]`` floats taken ``first[k]`` floats after the start of the row; a place beyond
    the row's end reads from the next row, which is how a line's segments know both their ends.
    """

    def __init__(self, row_floats: int, attributes: tuple[tuple[int, int], ...], *, per_instance: bool) -> None:
        """Describe the rows.

        Args:
            row_floats: floats in a row.
            attributes: (first float, number of floats) of each attribute.
            per_instance: whether a row belongs to an instance rather than to a vertex.
        """
        self._array = GL.glGenVertexArrays(1)
        self._buffer = GL.glGenBuffers(1)
        GL.glBindVertexArray(self._array)
        GL.glBindBuffer(GL.GL_ARRAY_BUFFER, self._buffer)
        for index, (first, count) in enumerate(attributes):
            GL.glEnableVertexAttribArray(index)
            GL.glVertexAttribPointer(index, count, GL.GL_FLOAT, False, 4 * row_floats, GL.ctypes.c_void_p(4 * first))
            GL.glVertexAttribDivisor(index, int(per_instance))

    def bind(self) -> None:
        """Draw from these rows from now on."""
        GL.glBindVertexArray(self._array)

    def upload(self, rows: NDArray[np.float32]) -> None:
        """Replace the rows."""
        GL.glBindBuffer(GL.GL_ARRAY_BUFFER, self._buffer)
        GL.glBufferData(GL.GL_ARRAY_BUFFER, rows.nbytes, np.ascontiguousarray(rows), GL.GL_STREAM_DRAW)


def rgb(colour: str) -> tuple[float, float, float]:
    """A colour like ``#rrggbb`` as a shader takes it."""
    tint = QColor(colour)
    return tint.redF(), tint.greenF(), tint.blueF()


def _compiled(kind: int, source: str) -> int:
    shader: int = GL.glCreateShader(kind)
    GL.glShaderSource(shader, HEADER + source)
    GL.glCompileShader(shader)
    if not GL.glGetShaderiv(shader, GL.GL_COMPILE_STATUS):
        raise RuntimeError(_text(GL.glGetShaderInfoLog(shader)))
    return shader


def _text(log: bytes | str) -> str:
    return log.decode(errors="replace") if isinstance(log, bytes) else log
