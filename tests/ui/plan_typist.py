"""Somebody who types a plan that lies before them on paper into the window, with the keyboard alone."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet, AtOrbital, AtUtc
from missionplanner.plan.clock import met_text
from missionplanner.plan.events import Activity, Event, Milestone, Phase
from missionplanner.plan.mission import CrewMember, Objective
from missionplanner.plan.photos import Annotation, Arrow, Photo, Point, Text
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import FieldSource, Source
from missionplanner.plan.sourced_edits import Sourced, source_of
from missionplanner.plan.time_text import duration_text, utc_field_text
from missionplanner.ui.dialogs.target import TargetDialog
from missionplanner.ui.inspector.orbital_fields import orbital_instant_text
from missionplanner.ui.inspector.record_fields import (
    approach_fields,
    ascent_fields,
    mission_fields,
    site_fields,
    vehicle_fields,
)
from missionplanner.ui.inspector.record_section import Field
from missionplanner.ui.inspector.source_editor import provenance_text
from missionplanner.ui.main_window import MainWindow
from ui.keyboard import Keyboard

_RULES: dict[type[Anchor], str] = {
    AtUtc: "UTC",
    AtMet: "MET, moves with T0",
    AfterEvent: "After another event",
    AtOrbital: "Orbital instant",
}
_COLORS = {"#56b4e9": "Sky blue", "#ffb000": "Amber", "#f0e442": "Yellow", "#ffffff": "White"}


class PlanTypist:
    """Types what a plan on paper says; the window is only looked at."""

    def __init__(self, window: MainWindow, paper: Plan) -> None:
        """Sit down with a plan on paper."""
        self.keyboard = Keyboard(window)
        self._window = window
        self._paper = paper
        self._names = {event.id: event.name for event in paper.events}

    async def begin_from_the_blank_template(self) -> None:
        """Start a new plan."""
        await self.keyboard.press("Ctrl+N")
        await self.keyboard.press("Alt+B", "Alt+N")
        await self.keyboard.replace(self._paper.name)
        await self.keyboard.press("Alt+U")
        await self.keyboard.replace(utc_field_text(self._paper.t0.ms))
        await self.keyboard.press("Return")

    async def save_as(self, path: Path) -> None:
        """Save the plan in a file."""
        await self.keyboard.press("Ctrl+Shift+S")
        await self._name_file(path)

    async def _name_file(self, path: Path) -> None:
        await self.keyboard.replace(str(path))
        await self.keyboard.press("Return")

    # The mission.

    async def import_the_target(self, file: Path) -> None:
        """Take the elements of the paper from a file of many."""
        elements = self._paper.target.elements
        assert elements is not None
        wanted = f"{elements.line1}\n{elements.line2}"
        await self.keyboard.press("Ctrl+I")
        await self._name_file(file)
        await self.keyboard.press("Ctrl+Home")
        while _elements_on_show() != wanted:
            await self.keyboard.press("Down")
        await self.keyboard.to("Take These Elements")
        await self.keyboard.press("Space")

    async def fill_in_the_mission(self) -> None:
        """Go down the mission page, and type what belongs to no event and is not there yet."""
        paper, keyboard, there = self._paper, self.keyboard, self._window.document.plan
        await keyboard.press("Ctrl+Shift+M")
        await self._fill_in(mission_fields(), there.mission, paper.mission)
        for member in paper.crew:
            await self._add_member(member)
        await keyboard.to("Objectives")
        for objective in paper.objectives:
            await self._add_objective(objective)
        await self._fill_in(vehicle_fields(), there.vehicle, paper.vehicle)
        await self._fill_in(site_fields(), there.site, paper.site)
        await self._fill_in(ascent_fields(), there.ascent, paper.ascent)
        await keyboard.to("Source of Orbit...")
        await self._give_source(paper.target.whereabouts.source)
        await self._fill_in(approach_fields(), there.rendezvous.approach, paper.rendezvous.approach)
        await keyboard.to("Notes")
        await keyboard.replace(paper.notes)
        await keyboard.press("Ctrl+1")

    async def _fill_in(self, fields: tuple[Field, ...], there: Sourced, paper: Sourced) -> None:
        for field in fields:
            text = field.show(getattr(paper, field.name))
            if field.show(getattr(there, field.name)) != text:
                await self.keyboard.enter(field.label, text)
            source = source_of(paper, field.name)
            if source is not None and source != source_of(there, field.name):
                await self.keyboard.to(f"Source of {field.label}...")
                await self._give_source(source)

    async def _add_member(self, member: CrewMember) -> None:
        await self._add_row("Crew")
        for text in (member.name, member.role):
            await self.keyboard.replace(text)
            await self.keyboard.press("Tab")
        await self.keyboard.replace(member.agency)
        await self.keyboard.press("Return")
        await self._source_of_row(member.source)

    async def _add_objective(self, objective: Objective) -> None:
        await self._add_row("Objectives")
        await self.keyboard.replace(objective.text)
        await self.keyboard.press("Return")
        await self._source_of_row(objective.source)

    async def _add_row(self, table: str) -> None:
        if self.keyboard.focus != table:
            await (self.keyboard.back_to if self.keyboard.focus == "Source..." else self.keyboard.to)(table)
        await self.keyboard.to("Add")
        await self.keyboard.press("Space")

    async def _source_of_row(self, source: Source | None) -> None:
        if source is not None:
            await self.keyboard.to("Source...")
            await self._give_source(source)

    async def _give_source(self, source: Source | FieldSource) -> None:
        """Press the button that has the focus, and say where its value comes from."""
        await self.keyboard.press("Space")
        await self.keyboard.choose_here(provenance_text(source.provenance))
        await self.keyboard.enter("Source, in words", source.text)

    # Events.

    async def add(self, event: Event) -> None:
        """Add an event and fill in its form."""
        kinds = {Milestone: "Milestone", Phase: "Phase", Activity: "Activity"}
        await self.keyboard.command(kinds[type(event)])
        await self.keyboard.press("Return")
        await self.keyboard.replace(event.name)
        await self.keyboard.press("Return")
        track = next(track.name for track in self._paper.tracks if track.id == event.track)
        await self.keyboard.choose("Track", track)
        await self._type_times(event)
        await self._set_anchor(event.anchor)
        if isinstance(event, Phase):
            await self._set_anchor(event.end)
        await self._say_the_rest(event)

    async def say_more_about(self, event: Event) -> None:
        """Find an event of the template, and fill in what a template leaves empty."""
        await self.keyboard.find(event.name)
        await self.keyboard.press("Return")
        await self._say_the_rest(event)

    async def _type_times(self, event: Event) -> None:
        """Type the times that are fixed; those that hang on something are left to their anchors."""
        match event.anchor:
            case AtUtc():
                await self.keyboard.enter("Start, UTC", utc_field_text(event.anchor.utc.ms))
            case AtMet():
                await self.keyboard.enter("Start, MET", met_text(event.anchor.met_ms))
        if isinstance(event, Activity):
            await self.keyboard.enter("Duration", duration_text(event.duration_ms))

    async def _set_anchor(self, anchor: Anchor) -> None:
        """Fill in the next of the anchors of the form."""
        await self.keyboard.choose("Rule", _RULES[type(anchor)])
        match anchor:
            case AfterEvent():
                await self.keyboard.choose("Event to follow", self._names[anchor.event])
                await self.keyboard.choose("Edge to follow", f"its {anchor.edge}")
                await self.keyboard.enter("Offset", duration_text(anchor.offset_ms))
            case AtOrbital():
                await self.keyboard.choose("Orbital instant", orbital_instant_text(anchor.instant))
                await self.keyboard.choose("Whose orbit", anchor.craft)
                await self.keyboard.enter("Which one after the event", str(anchor.count))
                await self.keyboard.choose("Counted from the start of", self._names[anchor.after])
                await self.keyboard.enter("Offset", duration_text(anchor.offset_ms))

    async def _say_the_rest(self, event: Event) -> None:
        """Say who takes part, what is to note, where the time comes from, and what became of it."""
        keyboard = self.keyboard
        for member in self._paper.crew:
            if member.id in event.crew:
                await keyboard.to(member.name)
                await keyboard.press("Space")
        if event.note:
            await keyboard.to("Note")
            await keyboard.replace(event.note)
        if event.source is not None:
            await keyboard.choose("Source of the planned time", provenance_text(event.source.provenance))
            await keyboard.enter("Source of the planned time, in words", event.source.text)
        if event.actual is not None:
            await keyboard.enter("Actual start, UTC", utc_field_text(event.actual.start.ms))
            if event.actual.end is not None:
                await keyboard.enter("Actual end, UTC", utc_field_text(event.actual.end.ms))
            await keyboard.choose("Source of the actual time", provenance_text(event.actual.source.provenance))
            await keyboard.enter("Source of the actual time, in words", event.actual.source.text)
        await keyboard.press("Ctrl+1")

    # Photos.

    async def add_photo(self, photo: Photo, file: Path) -> None:
        """Add a photo, draw on it, and describe it."""
        keyboard = self.keyboard
        await keyboard.press("Ctrl+2")
        if keyboard.focus == "Photos":
            await keyboard.back_to("Add photos...")
        await keyboard.press("Space")
        await self._name_file(file)
        await keyboard.wait_for(lambda: self._window.photos.tab.canvas.has_image, "the picture")
        for annotation in photo.annotations:
            await self._draw(annotation)
        await keyboard.press("Alt+T")
        await keyboard.replace(photo.title)
        await keyboard.press("Return")
        if photo.taken is not None:
            await keyboard.enter("Time taken", str(photo.taken))
        await keyboard.to("Caption")
        await keyboard.replace(photo.caption)
        if photo.source is not None:
            await keyboard.to("Source of the photo...")
            await self._give_source(photo.source)

    async def _draw(self, annotation: Annotation) -> None:
        keyboard = self.keyboard
        await keyboard.press(type(annotation).__name__[0])
        await keyboard.press("Return")
        if not isinstance(annotation, Text):
            await keyboard.press("Return")
        await keyboard.write(annotation.label)
        await keyboard.press("Return")
        await keyboard.menu("Colour", _COLORS[annotation.color])
        await keyboard.press("P")
        first, second = _places(annotation)
        await keyboard.replace(first)
        await keyboard.press("Tab")
        await keyboard.replace(second)
        await keyboard.press("Return")


def _places(annotation: Annotation) -> tuple[str, str]:
    match annotation:
        case Text():
            return _point(annotation.position_px), str(annotation.height_px)
        case Arrow():
            return _point(annotation.tail_px), _point(annotation.tip_px)
        case _:
            return _point(annotation.corner_px), _point(annotation.opposite_px)


def _point(point: Point) -> str:
    return f"{point[0]}, {point[1]}"


def _elements_on_show() -> str:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TargetDialog)
    return dialog.lines.text()
