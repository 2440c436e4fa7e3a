"""Where the data lies that Qt reads by path."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def resource_file(name: str) -> Path:
    """Return the path of a file or a folder among the program's resources, whether it is there or not."""
    return Path(str(files("missionplanner") / "resources")) / name
