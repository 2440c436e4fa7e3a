"""Every field of one event."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QInputDialog, QVBoxLayout, QWidget

from missionplanner.app.document import Document
from missionplanner.flight.assess import Assessment
from missionplanner.plan.clock import met_text
from missionplanner.plan.edits import add_track, fresh_id, move, replace_event, resize
from missionplanner.plan.events import Activity, Burn, Event, Phase, Reboost
from missionplanner.plan.plan import Plan, Track
from missionplanner.plan.provenance import ProvenanceKind, Source
from missionplanner.plan.schedule import EventEdge
from missionplanner.plan.slugs import slug
from missionplanner.plan.time_text import duration_text, parse_duration_ms, parse_instant_ms, utc_field_text
from missionplanner.ui.inspector.actual_editor import ActualEditor
from missionplanner.ui.inspector.anchor_editor import AnchorEditor
from missionplanner.ui.inspector.burn_editor import BurnEditor
from missionplanner.ui.inspector.crew_checks import CrewChecks
from missionplanner.ui.inspector.fields import Choice, TextArea, ValueField
from missionplanner.ui.inspector.quantity import SPEED
from missionplanner.ui.inspector.section import Fact, Section
from missionplanner.ui.inspector.source_editor import SourceEditor

_NEW_TRACK = object()


class EventForm(QWidget):
    """The fields of one event, kept up with the plan on show; each change is one undo step."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Make a form that shows no event yet."""
        super().__init__(parent)
        self._document = document
        self._event_id = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(10, 8, 10, 10)
        self._layout.setSpacing(8)
        self._make_what()
        self._make_time()
        self.anchor = AnchorEditor(self.tr("Start anchor"), self._shown, self._commit_anchor, self)
        self.end_anchor = AnchorEditor(self.tr("End anchor"), self._shown, self._commit_anchor, self)
        self._reboost = Section(self.tr("Reboost of the target"), self)
        self.reboost_dv = ValueField(
            self.tr("Delta-v along the target's orbit"), self._change_reboost, self.tr("For example 1.2 m/s")
        )
        self._reboost.add(self.tr("Delta-v"), self.reboost_dv)
        self._burn = Section(self.tr("Burn"), self)
        self.burn = BurnEditor(self._shown, self._commit_burn, self)
        self._burn.add_wide(self.burn)
        for section in (self.anchor, self.end_anchor, self._reboost, self._burn):
            self._layout.addWidget(section)
        # Tab goes from field to field in the order they are made in.
        self._make_notes()
        self._actual = Section(self.tr("As it happened"), self)
        self.actual = ActualEditor(self._shown, self._commit_actual, self)
        self._actual.add_wide(self.actual)
        self._layout.addWidget(self._actual)
        self._layout.addStretch(1)

    def _make_what(self) -> None:
        what = Section("", self)
        self.name = ValueField(self.tr("Name"), self._change_name)
        self.kind = Fact(self.tr("Kind"))
        self.track = Choice(self.tr("Track"), self._choose_track)
        what.add(self.tr("Name"), self.name)
        what.add(self.tr("Kind"), self.kind)
        what.add(self.tr("Track"), self.track)
        self._layout.addWidget(what)

    def _make_time(self) -> None:
        self._time = Section(self.tr("Time"), self)
        hint = self.tr("For example 2025-11-27 09:27:57, 09:27:57, T+44m, L-2h or +30s")
        self.start_utc = ValueField(self.tr("Start, UTC"), self._change_start, hint)
        self.start_met = ValueField(self.tr("Start, MET"), self._change_start, hint)
        self.end_utc = ValueField(self.tr("End, UTC"), self._change_end, hint)
        self.end_met = ValueField(self.tr("End, MET"), self._change_end, hint)
        self.duration = ValueField(
            self.tr("Duration"), self._change_duration, self.tr("For example 1h 30m, 90 min or 01:30:00")
        )
        self.moves_t0 = Fact(self.tr("What moving does"))
        self.moves_t0.setText(self.tr("Moving liftoff moves T0, and all that hangs on it."))
        self._time.add(self.tr("Start UTC"), self.start_utc)
        self._time.add(self.tr("Start MET"), self.start_met)
        self._time.add(self.tr("End UTC"), self.end_utc)
        self._time.add(self.tr("End MET"), self.end_met)
        self._time.add(self.tr("Duration"), self.duration)
        self._time.add_wide(self.moves_t0)
        self._layout.addWidget(self._time)

    def _make_notes(self) -> None:
        notes = Section(self.tr("Crew and notes"), self)
        self.crew = CrewChecks(self._change_crew)
        self.note = TextArea(self.tr("Note"), self._change_note)
        self.source = SourceEditor(self.tr("Source of the planned time"), self._change_source)
        self.identifier = Fact(self.tr("Identifier in the plan file"))
        notes.add(self.tr("Crew"), self.crew)
        notes.add(self.tr("Note"), self.note)
        notes.add(self.tr("Source"), self.source)
        notes.add(self.tr("Identifier"), self.identifier)
        self._layout.addWidget(notes)

    def show_event(self, event_id: str) -> None:
        """Show an event of the plan on show.

        Raises:
            KeyError: there is no such event.
        """
        self._event_id = event_id
        shown = self._shown()
        event = shown.plan.event(event_id)
        self.name.show_value(event.name)
        self.kind.show_value(kind_text(event))
        self.track.fill(
            [(track.name, track.id) for track in shown.plan.tracks] + [(self.tr("New track..."), _NEW_TRACK)]
        )
        self.track.show_data(event.track)
        self._show_time(shown, event)
        is_liftoff = event_id == shown.plan.rendezvous.liftoff
        self.anchor.setVisible(not is_liftoff)
        self._time.show_row(self.moves_t0, is_liftoff)
        self.anchor.show_anchor(EventEdge(event_id, "start"))
        self.end_anchor.setVisible(isinstance(event, Phase))
        if isinstance(event, Phase):
            self.end_anchor.show_anchor(EventEdge(event_id, "end"))
        self._burn.setVisible(isinstance(event, Burn))
        if isinstance(event, Burn):
            self.burn.show_burn(event_id)
        self._reboost.setVisible(isinstance(event, Reboost))
        if isinstance(event, Reboost):
            self.reboost_dv.show_value(SPEED.text(event.dv_mps))
        self.crew.show_crew(shown.plan.crew, event.crew)
        self.note.show_value(event.note)
        self.source.show_source(event.source)
        self.identifier.show_value(event.id)
        self.actual.show_actual(event)

    def _show_time(self, shown: Assessment, event: Event) -> None:
        schedule = shown.schedule
        start_ms, end_ms = schedule.start_ms(event.id), schedule.end_ms(event.id)
        has_end = isinstance(event, Phase | Activity)
        for field, ms in ((self.start_utc, start_ms), (self.end_utc, end_ms)):
            field.show_value("" if ms is None else utc_field_text(ms))
        for field, ms in ((self.start_met, start_ms), (self.end_met, end_ms)):
            field.show_value("" if ms is None else met_text(ms - schedule.t0_ms))
        for field, ms in (
            (self.start_utc, start_ms),
            (self.start_met, start_ms),
            (self.end_utc, end_ms),
            (self.end_met, end_ms),
        ):
            field.edit.setEnabled(ms is not None)
            field.edit.setPlaceholderText(self.tr("not known; see Findings") if ms is None else "")
        span_ms = event.duration_ms if isinstance(event, Activity) else None
        if span_ms is None and start_ms is not None and end_ms is not None:
            span_ms = end_ms - start_ms
        self.duration.show_value("" if span_ms is None else duration_text(span_ms))
        for field in (self.end_utc, self.end_met, self.duration):
            self._time.show_row(field, has_end)

    def _shown(self) -> Assessment:
        return self._document.shown

    def _event(self) -> Event:
        return self._document.plan.event(self._event_id)

    def _change_name(self, text: str) -> None:
        if not text.strip():
            raise ValueError(self.tr("every event needs a name"))
        name = self._event().name
        self._replace(self.tr("Rename {name}").format(name=name), name=text.strip())

    def _choose_track(self, track: Any) -> None:
        text = self.tr("Put {name} on another track").format(name=self._event().name)
        if track is not _NEW_TRACK:
            self._replace(text, track=track)
            return
        self.show_event(self._event_id)
        name, accepted = QInputDialog.getText(self, self.tr("New track"), self.tr("Name of the track:"))
        if accepted and name.strip():
            plan = self._document.plan
            new = Track(id=fresh_id([t.id for t in plan.tracks], slug(name, "track")), name=name.strip())
            event = replace(self._event(), track=new.id)
            self._document.commit(replace_event(add_track(plan, new), event), text)

    def _change_start(self, text: str) -> None:
        schedule = self._shown().schedule
        now_ms = schedule.start_ms(self._event_id)
        if now_ms is not None:
            start_ms = parse_instant_ms(text, schedule.t0_ms, now_ms)
            self._commit_time(move(self._document.plan, schedule, self._event_id, start_ms))

    def _change_end(self, text: str) -> None:
        schedule = self._shown().schedule
        now_ms = schedule.end_ms(self._event_id)
        if now_ms is not None:
            self._resize(parse_instant_ms(text, schedule.t0_ms, now_ms))

    def _change_duration(self, text: str) -> None:
        duration_ms = parse_duration_ms(text)
        event = self._event()
        start_ms = self._shown().schedule.start_ms(self._event_id)
        if isinstance(event, Activity):
            self._check_positive(duration_ms)
            self._commit_time(replace_event(self._document.plan, replace(event, duration_ms=duration_ms)))
        elif start_ms is not None:
            self._resize(start_ms + duration_ms)

    def _resize(self, end_ms: int) -> None:
        schedule = self._shown().schedule
        start_ms = schedule.start_ms(self._event_id)
        if start_ms is not None:
            self._check_positive(end_ms - start_ms)
        self._commit_time(resize(self._document.plan, schedule, self._event_id, end_ms))

    def _check_positive(self, duration_ms: int) -> None:
        if duration_ms <= 0:
            raise ValueError(self.tr("the end must come after the start, for example 30 min later"))

    def _change_reboost(self, text: str) -> None:
        self._replace(self.tr("Change {name}").format(name=self._event().name), dv_mps=SPEED.parse(text))

    def _change_crew(self, crew: tuple[str, ...]) -> None:
        self._replace(self.tr("Change the crew of {name}").format(name=self._event().name), crew=crew)

    def _change_note(self, text: str) -> None:
        self._replace(self.tr("Change the note of {name}").format(name=self._event().name), note=text)

    def _change_source(self, kind: ProvenanceKind | None, text: str) -> None:
        source = None if kind is None else Source(provenance=kind, text=text)
        self._replace(self.tr("Change the source of {name}").format(name=self._event().name), source=source)

    def _replace(self, text: str, **fields: Any) -> None:
        self._document.commit(replace_event(self._document.plan, replace(self._event(), **fields)), text)

    def _commit_time(self, plan: Plan) -> None:
        self._document.commit(plan, self.tr("Change the time of {name}").format(name=self._event().name))

    def _commit_anchor(self, plan: Plan) -> None:
        self._document.commit(plan, self.tr("Change the anchor of {name}").format(name=self._event().name))

    def _commit_burn(self, plan: Plan) -> None:
        self._document.commit(plan, self.tr("Change {name}").format(name=self._event().name))

    def _commit_actual(self, plan: Plan) -> None:
        self._document.commit(plan, self.tr("Change the actual time of {name}").format(name=self._event().name))


def kind_text(event: Event) -> str:
    """Return what the kind of an event is called on screen."""
    context = "EventKind"
    match event:
        case Reboost():
            return QCoreApplication.translate(context, "Reboost")
        case Burn():
            return QCoreApplication.translate(context, "Burn")
        case Phase():
            return QCoreApplication.translate(context, "Phase")
        case Activity():
            return QCoreApplication.translate(context, "Activity")
        case _:
            return QCoreApplication.translate(context, "Milestone")
