"""The pure packages import only what they may; the contracts in pyproject.toml say who may know whom.

A contract lists what is forbidden, so it lets a library pass that nobody thought of; these lists say what is
allowed.
"""

import ast
import sys
from pathlib import Path

import pytest

import missionplanner

SOURCE = Path(missionplanner.__file__).parent
ALLOWED = {
    "plan": {"msgspec"},
    "orbit": {"numpy"},
    "flight": {"numpy", "msgspec"},
    "photo": {"numpy", "msgspec", "PIL"},
    "files": {"numpy", "msgspec", "pypdf", "PIL"},
}
ALLOWED_TO_THE_ALMANAC = {"skyfield", "skyfield_data", "sgp4", "jplephem"}


def third_parties(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module or "")
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - {"missionplanner"}


@pytest.mark.parametrize("package", ALLOWED)
def test_a_pure_package_imports_only_what_it_may(package: str) -> None:
    modules = sorted((SOURCE / package).rglob("*.py"))
    assert modules
    for module in modules:
        allowed = ALLOWED[package]
        if module == SOURCE / "orbit" / "sky" / "almanac.py":
            allowed = allowed | ALLOWED_TO_THE_ALMANAC
        assert third_parties(module) <= allowed, module


def test_no_module_grows_beyond_400_lines() -> None:
    for module in SOURCE.rglob("*.py"):
        assert len(module.read_text().splitlines()) <= 400, module
