"""What a photo shows: its time and lens, the camera's geometry and the shapes drawn on it."""
