"""The whole sample plan, built from the blank template by keyboard alone."""

import shutil
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import msgspec

from missionplanner.files.plan_file import read_plan
from missionplanner.plan.clock import enc_hook
from missionplanner.plan.edits import anchored_to
from missionplanner.plan.events import Event
from missionplanner.plan.plan import Plan
from missionplanner.ui.main_window import MainWindow
from ui.plan_typist import PlanTypist

TESTS = Path(__file__).parents[1]
SAMPLE = TESTS.parent / "resources/plans/soyuz-ms-28.mplan"
TLE = TESTS / "data/iss.tle"


def test_the_whole_sample_is_built_from_the_blank_template(window: MainWindow, sample: Plan, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE.parent / "photos", tmp_path / "photos")
    typist = PlanTypist(window, sample)

    async def script() -> None:
        await typist.begin_from_the_blank_template()
        template = {event.name for event in window.document.plan.events}
        assert "Hatch opening" not in template
        await typist.save_as(tmp_path / SAMPLE.name)
        await typist.import_the_target(TLE)
        await typist.fill_in_the_mission()
        for event in parents_first(sample):
            if event.name not in template:
                await typist.add(event)
            elif event.actual is not None or event.crew or event.note:
                await typist.say_more_about(event)
        for photo in sample.photos:
            await typist.add_photo(photo, tmp_path / photo.path)
        await typist.keyboard.press("Ctrl+S")

    typist.keyboard.follow(script())
    made = as_a_planner_sees_it(read_plan(tmp_path / SAMPLE.name))
    wanted = as_a_planner_sees_it(sample)
    assert made.keys() == wanted.keys()
    for part in wanted:
        assert made[part] == wanted[part], part


def parents_first(plan: Plan) -> list[Event]:
    """The events of a plan, each after those that its anchors name."""
    order = TopologicalSorter({event.id: anchored_to(event) for event in plan.events}).static_order()
    return [plan.event(event_id) for event_id in order]


def as_a_planner_sees_it(plan: Plan) -> dict[str, Any]:
    """Everything in the file of a plan, but for what nobody sees: identifiers, and the order events were added in.

    What an identifier refers to is named instead: events and crew by their names.
    """
    seen: dict[str, Any] = msgspec.to_builtins(plan, enc_hook=enc_hook)
    names = {event.id: event.name for event in plan.events} | {member.id: member.name for member in plan.crew}
    assert len(set(names.values())) == len(names)
    for event in seen["events"]:
        event["crew"] = [names[member] for member in event.get("crew", ())]
        for anchor in (event["anchor"], event.get("end", {})):
            for link in {"event", "after"} & anchor.keys():
                anchor[link] = names[anchor[link]]
    for key in ("liftoff", "insertion", "docking"):
        seen["rendezvous"][key] = names[seen["rendezvous"][key]]
    annotations = [shape for photo in seen.get("photos", ()) for shape in photo.get("annotations", ())]
    for part in (*seen["events"], *seen["crew"], *seen["objectives"], *seen.get("photos", ()), *annotations):
        del part["id"]
    seen["events"] = {event["name"]: event for event in seen["events"]}
    return seen
