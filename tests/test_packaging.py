"""What is built from the tree holds the data once, finds it, and locks what it needs."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RESOURCES = {path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a wheel and a source archive built from this tree."""
    folder = tmp_path_factory.mktemp("built")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, check=True)
    return folder


def resources_among(names: list[str], package: str) -> list[str]:
    return sorted(name.removeprefix(package) for name in names if "/resources/" in name and not name.endswith("/"))


def test_the_wheel_holds_each_resource_once(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        assert resources_among(wheel.namelist(), "missionplanner/") == sorted(RESOURCES)


def test_the_source_archive_holds_each_resource_once(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        members = archive.getmembers()
    assert not any(member.issym() for member in members)
    names = [member.name for member in members]
    package = next(name for name in names if name.endswith("src/missionplanner/__init__.py"))
    assert resources_among(names, package.removesuffix("__init__.py")) == sorted(RESOURCES)


def test_the_installed_wheel_finds_its_resources(built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path)
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import importlib.resources as r, missionplanner as m; print(m.__file__);"
            "print((r.files(m) / 'resources/plans/soyuz-ms-28.mplan').is_file())",
        ],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert seen == [str(tmp_path / "missionplanner/__init__.py"), "True"]


def test_the_tree_itself_finds_its_resources() -> None:
    assert (files("missionplanner") / "resources" / "earth" / "earth_day.jpg").is_file()


def test_every_folder_of_data_names_its_licence() -> None:
    for folder in ("earth", "sky"):
        assert "licence" in (ROOT / "resources" / folder / "README.md").read_text()


@pytest.mark.parametrize("extra", ["", "dev"])
def test_everything_that_is_asked_for_is_locked(extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = project["optional-dependencies"][extra] if extra else project["dependencies"]
    names = {canonical(re.split(r"[<>=!~ ;\[]", line)[0]) for line in asked}
    assert names <= {canonical(name) for name in re.findall(r"(?m)^([\w.-]+)==", lock())}


def test_the_lock_has_hashes_and_no_address() -> None:
    pins = [block for block in re.split(r"(?m)^(?=[\w.-]+==)", lock()) if "==" in block]
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert not re.search(r"(?i)https?:|file:|--(extra-)?index|--find-links|--trusted", lock())


def test_the_lock_stays_clear_of_the_version_of_qt_that_crashes() -> None:
    assert "pyside6-essentials==6.11.3" in lock()
    assert "6.12.0" not in lock()


def lock() -> str:
    return (ROOT / "requirements.lock").read_text()


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
