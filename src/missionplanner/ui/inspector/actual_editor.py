"""Edit when an event really happened, with its difference to the plan."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from missionplanner.flight.assess import Assessment
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import replace_event
from missionplanner.plan.events import Actual, Event
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import ProvenanceKind, Source
from missionplanner.plan.sourced_edits import BY_HAND
from missionplanner.plan.time_text import duration_text, parse_instant_ms, utc_field_text
from missionplanner.ui.inspector.fields import ValueField
from missionplanner.ui.inspector.section import Fact, Section
from missionplanner.ui.inspector.source_editor import SourceEditor


class ActualEditor(Section):
    """The actual start and end of an event; an empty start says that it is not known."""

    def __init__(self, shown: Callable[[], Assessment], commit: Callable[[Plan], None], parent: QWidget) -> None:
        """Make an editor that reads the assessment on show and hands over changed plans."""
        super().__init__("", parent)
        self._shown = shown
        self._commit = commit
        self._event_id = ""
        hint = self.tr("For example 2025-11-27 12:34:35, 12:34:35 or T+03:06:38; empty if not known")
        self.start = ValueField(self.tr("Actual start, UTC"), self._change_start, hint)
        self.end = ValueField(self.tr("Actual end, UTC"), self._change_end, hint)
        self.difference = Fact(self.tr("Difference to the plan"))
        self.end_difference = Fact(self.tr("Difference of the end to the plan"))
        self.source = SourceEditor(self.tr("Source of the actual time"), self._change_source, optional=False)
        for field in (self.start, self.end):
            field.edit.setPlaceholderText(self.tr("not known"))
        self.add(self.tr("Start UTC"), self.start)
        self.add(self.tr("End UTC"), self.end)
        self.add(self.tr("Difference"), self.difference)
        self.add(self.tr("Difference at the end"), self.end_difference)
        self.add(self.tr("Source"), self.source)

    def show_actual(self, event: Event) -> None:
        """Show the actual times of an event of the plan on show."""
        self._event_id = event.id
        actual = event.actual
        for field in (self.end, self.difference, self.source):
            self.show_row(field, actual is not None)
        self.show_row(self.end_difference, actual is not None and actual.end is not None)
        self.start.show_value("" if actual is None else utc_field_text(actual.start.ms))
        if actual is None:
            return
        self.end.show_value("" if actual.end is None else utc_field_text(actual.end.ms))
        self.source.show_source(actual.source)
        schedule = self._shown().schedule
        self.difference.show_value(self._difference(actual.start.ms, schedule.start_ms(event.id)))
        if actual.end is not None:
            self.end_difference.show_value(self._difference(actual.end.ms, schedule.end_ms(event.id)))

    def _difference(self, actual_ms: int, planned_ms: int | None) -> str:
        if planned_ms is None:
            return self.tr("unknown")
        late_ms = actual_ms - planned_ms
        if late_ms == 0:
            return self.tr("as planned")
        text = self.tr("{duration} later than planned") if late_ms > 0 else self.tr("{duration} earlier than planned")
        return text.format(duration=duration_text(abs(late_ms)))

    def _event(self) -> Event:
        return self._shown().plan.event(self._event_id)

    def _change_start(self, text: str) -> None:
        actual = self._event().actual
        if not text.strip():
            self._replace(None)
            return
        start = Utc(self._parse(text, "start"))
        if actual is None:
            self._replace(Actual(start=start, source=Source(provenance="assumed", text=BY_HAND)))
        else:
            self._replace(replace(actual, start=start))

    def _change_end(self, text: str) -> None:
        actual = self._event().actual
        if actual is not None:
            self._replace(replace(actual, end=Utc(self._parse(text, "end")) if text.strip() else None))

    def _change_source(self, kind: ProvenanceKind | None, text: str) -> None:
        actual = self._event().actual
        if actual is not None and kind is not None:
            self._replace(replace(actual, source=Source(provenance=kind, text=text)))

    def _parse(self, text: str, edge: str) -> int:
        shown = self._shown()
        planned = shown.schedule.start_ms if edge == "start" else shown.schedule.end_ms
        return parse_instant_ms(text, shown.schedule.t0_ms, planned(self._event_id) or shown.schedule.t0_ms)

    def _replace(self, actual: Actual | None) -> None:
        self._commit(replace_event(self._shown().plan, replace(self._event(), actual=actual)))
