"""The flight around the Earth: a globe drawn with OpenGL, or a ground-track map where there is none."""
