"""The timeline of the real program from the keyboard: find, move, duplicate by the palette, rename in place, save."""

import shutil
from pathlib import Path

import pytest

from e2e.driving import Program, wait_for
from missionplanner.files.plan_file import read_plan
from missionplanner.plan.anchors import AtMet

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("qapp")]

SAMPLE = Path(__file__).parents[2] / "resources/plans/soyuz-ms-28.mplan"


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """A copy of the sample that the program may change."""
    shutil.copytree(SAMPLE.parent, tmp_path / "plans")
    return tmp_path / "plans" / SAMPLE.name


def test_find_move_duplicate_rename_and_save_without_a_mouse(plan_file: Path, tmp_path: Path) -> None:
    sample = plan_file.read_bytes()
    with Program(plan_file, tmp_path) as program:
        program.press("ctrl+f")
        program.dialog("Find Event")
        program.write("fairing")
        program.press("Return")
        program.focus()
        program.press("ctrl+Right", "ctrl+Right")
        program.press("ctrl+k")
        program.dialog("Commands")
        program.write("duplicate")
        program.press("Return")
        program.focus()
        program.press("F2")
        program.wait_until_still()
        program.write("Second fairing")
        program.press("Return")
        program.press("ctrl+s")
        wait_for(lambda: plan_file.read_bytes() != sample, "the saved plan")
        saved = read_plan(plan_file)
        program.press("ctrl+q")
        assert program.process.wait(20) == 0
    fairing, copy = saved.event("fairing"), saved.event("fairing-2")
    assert fairing.anchor == AtMet(met_ms=157_500 + 120_000)
    assert copy.anchor == AtMet(met_ms=157_500 + 120_000 + 300_000)
    assert copy.name == "Second fairing"
