"""The desktop is told one story: menu entry, MIME type, metainfo and icon agree."""

import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).parents[1]
DESKTOP = ROOT / "packaging" / "desktop"
MIME_TYPE = "application/x-missionplanner"


def test_menu_entry_and_mime_type_and_metainfo_agree() -> None:
    entry = ConfigParser(interpolation=None)
    entry.read(DESKTOP / "missionplanner.desktop")
    assert entry["Desktop Entry"]["Version"] == "1.0"
    assert entry["Desktop Entry"]["MimeType"] == f"{MIME_TYPE};"
    assert entry["Desktop Entry"]["Exec"] == "missionplanner %f"

    namespace = "{http://www.freedesktop.org/standards/shared-mime-info}"
    mime = ElementTree.parse(DESKTOP / "missionplanner-mime.xml").getroot()[0]
    glob = mime.find(f"{namespace}glob")
    assert mime.get("type") == MIME_TYPE
    assert glob is not None
    assert glob.get("pattern") == "*.mplan"

    metainfo = ElementTree.parse(DESKTOP / "missionplanner.metainfo.xml").getroot()
    release = metainfo.find("releases/release")
    assert metainfo.findtext("provides/mediatype") == MIME_TYPE
    assert metainfo.findtext("launchable") == "missionplanner.desktop"
    assert release is not None
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert release.get("version") == project["version"]
    assert metainfo.findtext("summary") == project["description"]


def test_the_icon_draws(qapp: object) -> None:
    assert QSvgRenderer(str(ROOT / "resources" / "missionplanner.svg")).isValid()


def test_the_recipes_are_well_formed_and_end_in_a_self_test() -> None:
    for recipe in ("bundle.sh", "deb.sh"):
        script = ROOT / "packaging" / recipe
        subprocess.run(["bash", "-n", script], check=True)
        assert script.read_text().rstrip().endswith("self-test")
