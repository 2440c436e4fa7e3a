"""The whole job once with the real program: open, drag, undo, save, export, and read the results back."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.driving import Program, find_block, wait_for
from missionplanner.files.plan_file import encode_plan, read_plan
from missionplanner.paint.palette import LIGHT

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("qapp")]

MISSIONPLANNER = (sys.executable, "-m", "missionplanner")
SAMPLE = Path(__file__).parents[2] / "resources/plans/soyuz-ms-28.mplan"


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """A copy of the sample that the program may change."""
    shutil.copytree(SAMPLE.parent, tmp_path / "plans")
    return tmp_path / "plans" / SAMPLE.name


def test_open_drag_save_undo_export(plan_file: Path, tmp_path: Path) -> None:
    sample = plan_file.read_bytes()
    before = read_plan(plan_file)
    with Program(plan_file, tmp_path) as program:
        assert "Soyuz MS-28" in program.title

        program.drag(find_block(LIGHT.accent, 24, 12), by=(40, 0))
        wait_for(lambda: "*" in program.title or None, "a modified title")
        program.press("ctrl+s")
        wait_for(lambda: plan_file.read_bytes() != sample, "the saved plan")
        dragged = read_plan(plan_file)
        assert dragged.t0.ms - before.t0.ms > 60_000
        assert dragged.events == before.events

        pdf, table = tmp_path / "flight plan.pdf", tmp_path / "plan.json"
        program.wait_until_still()
        program.press("ctrl+p")
        program.dialog("Export")
        program.press("ctrl+a")
        program.write(str(pdf))
        program.press("Return")
        wait_for(pdf.exists, "the PDF")

        program.focus()
        program.press("ctrl+z")
        wait_for(lambda: "*" in program.title or None, "a modified title")
        program.press("ctrl+s")
        wait_for(lambda: plan_file.read_bytes() == sample, "the plan as it was")

        program.press("ctrl+q")
        assert program.process.wait(20) == 0

    assert read_plan(pdf) == dragged
    detached = tmp_path / "detached"
    detached.mkdir()
    subprocess.run(["pdfdetach", "-saveall", "-o", detached, pdf], check=True, capture_output=True)
    (attachment,) = detached.iterdir()
    assert attachment.read_bytes() == encode_plan(dragged)

    subprocess.run([*MISSIONPLANNER, "export", str(pdf), str(table)], check=True)
    computed = json.loads(table.read_text())["computed"]
    liftoff = next(event for event in computed["events"] if event["id"] == "liftoff")
    assert liftoff["start_utc"] == str(dragged.t0)
    assert read_plan(table) == dragged


def test_a_plan_of_a_second_vehicle_is_opened_and_printed(tmp_path: Path) -> None:
    plan_file = tmp_path / "crew-3.mplan"
    shutil.copy(SAMPLE.with_name("crew-dragon-crew-3.mplan"), plan_file)
    pdf = tmp_path / "crew-3.pdf"
    with Program(plan_file, tmp_path) as program:
        assert "Crew Dragon Crew-3" in program.title
        program.wait_until_still()
        program.press("ctrl+p")
        program.dialog("Export")
        program.press("ctrl+a")
        program.write(str(pdf))
        program.press("Return")
        wait_for(pdf.exists, "the PDF")
        program.focus()
        program.press("ctrl+q")
        assert program.process.wait(20) == 0
    assert encode_plan(read_plan(pdf)) == plan_file.read_bytes()
    said = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
    assert "Docking to Harmony forward" in said
