"""The timeline for screen readers: a list of tracks, each with its events, their times and what is wrong with them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from missionplanner.app.selection import Selection
from missionplanner.flight.assess import Assessment
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.timeline_events import shape_rect
from missionplanner.paint.timeline_layout import Layout
from missionplanner.ui.timeline.wording import spoken_text, tr

_Role = QAccessible.Role
_Text = QAccessible.Text


class ReadView(Protocol):
    """What a screen reader is told of: the view, as far as it is needed here."""

    @property
    def layout_now(self) -> Layout:
        """The chart as it is on show."""

    @property
    def shown_now(self) -> Assessment:
        """The plan on show."""

    @property
    def selection(self) -> Selection:
        """What is selected."""

    @property
    def bands_now(self) -> DrawnBands | None:
        """The bands of dispersed flights on show."""

    def viewport(self) -> QWidget:
        """The widget that the chart is painted on."""


class TimelineReader(QAccessibleWidget):
    """The timeline itself: its children are the tracks on show."""

    def __init__(self, widget: QWidget, view: ReadView) -> None:
        """Read a view."""
        super().__init__(widget, _Role.List, "")
        self._widget = widget
        self.view = view
        self._tracks: dict[str, TrackReader] = {}

    def childCount(self) -> int:
        """Return how many tracks there are."""
        return len(self.view.layout_now.items.tracks)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return a track."""
        tracks = self.view.layout_now.items.tracks
        if not 0 <= index < len(tracks):
            return None
        track_id = tracks[index][0]
        if track_id not in self._tracks:
            self._tracks[track_id] = TrackReader(self, track_id)
        return self._tracks[track_id]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the place of a track, -1 for anything else."""
        name = child.text(_Text.Name)
        names = [self.track_text(track_id) for track_id, _ in self.view.layout_now.items.tracks]
        return names.index(name) if name in names else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return the event selected last."""
        chosen = self.view.selection.event_id
        items = self.view.layout_now.items
        if chosen is None or chosen not in items.index:
            return None
        track = self.child(int(items.row[items.index[chosen]]))
        return track.event(chosen) if isinstance(track, TrackReader) else None

    def text(self, kind: QAccessible.Text) -> str:
        """Return name and description."""
        if kind == _Text.Name:
            return self._widget.accessibleName()
        return self._widget.accessibleDescription() if kind == _Text.Description else ""

    def track_text(self, track_id: str) -> str:
        """Return what is said of a track: its name, and how many events it has."""
        items = self.view.layout_now.items
        names = [each for each, _ in items.tracks]
        row = names.index(track_id)
        count = int((items.row == row).sum())
        is_folded = row < len(items.is_folded) and items.is_folded[row]
        if count == 1:
            text = tr("{track}, 1 event, folded") if is_folded else tr("{track}, 1 event")
        else:
            text = tr("{track}, {count} events, folded") if is_folded else tr("{track}, {count} events")
        return text.format(track=items.tracks[row][1], count=count)


class _Part(QAccessibleInterface):
    """A part of the timeline that is no widget."""

    def object(self) -> QObject | None:  # type: ignore[override]
        """Return no object: the part is painted."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        """Return no window of its own."""
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return the child at a point of the screen."""
        for index in range(self.childCount()):
            child = self.child(index)
            if child is not None and child.rect().contains(QPoint(x, y)):
                return child
        return None

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Change nothing: names are changed by commands."""

    def foregroundColor(self) -> QColor:
        """Return no colour of its own."""
        return QColor()

    def backgroundColor(self) -> QColor:
        """Return no colour of its own."""
        return QColor()


class TrackReader(_Part):
    """A track: its children are its events in the order of time."""

    def __init__(self, timeline: TimelineReader, track_id: str) -> None:
        """Read a track."""
        super().__init__()
        self.timeline = timeline
        self._track_id = track_id
        self._events: dict[str, EventReader] = {}

    def isValid(self) -> bool:
        """Tell whether the track is still there."""
        return any(track_id == self._track_id for track_id, _ in self.timeline.view.layout_now.items.tracks)

    def parent(self) -> QAccessibleInterface:
        """Return the timeline."""
        return self.timeline

    def event_ids(self) -> list[str]:
        """Return the track's events from first to last."""
        items = self.timeline.view.layout_now.items
        rows = [track_id for track_id, _ in items.tracks]
        if self._track_id not in rows:
            return []
        numbers = (items.row == rows.index(self._track_id)).nonzero()[0].tolist()
        return [items.ids[number] for number in sorted(numbers, key=lambda number: items.start_ms[number])]

    def childCount(self) -> int:
        """Return how many events the track has."""
        return len(self.event_ids())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return an event."""
        ids = self.event_ids()
        return self.event(ids[index]) if 0 <= index < len(ids) else None

    def event(self, event_id: str) -> EventReader:
        """Return the reader of one of the track's events."""
        if event_id not in self._events:
            self._events[event_id] = EventReader(self, event_id)
        return self._events[event_id]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the place of an event, -1 for anything else."""
        ids = self.event_ids()
        return ids.index(child.event_id) if isinstance(child, EventReader) and child.event_id in ids else -1

    def role(self) -> QAccessible.Role:
        """Return that this is a list."""
        return _Role.List

    def state(self) -> QAccessible.State:
        """Return no particular state."""
        return QAccessible.State()

    def text(self, kind: QAccessible.Text) -> str:
        """Return the track's name."""
        return self.timeline.track_text(self._track_id) if kind == _Text.Name and self.isValid() else ""

    def rect(self) -> QRect:
        """Return the track's place on the screen."""
        view = self.timeline.view
        rows = [track_id for track_id, _ in view.layout_now.items.tracks]
        if self._track_id not in rows:
            return QRect()
        row, layout = rows.index(self._track_id), view.layout_now
        top, height = float(layout.row_tops_px[row]), float(layout.row_heights_px[row])
        place = QRect(0, round(top), view.viewport().width(), round(height))
        return QRect(view.viewport().mapToGlobal(place.topLeft()), place.size())


class EventReader(_Part):
    """An event: its name with kind, times, anchor and findings."""

    def __init__(self, track: TrackReader, event_id: str) -> None:
        """Read an event."""
        super().__init__()
        self._track = track
        self.event_id = event_id

    def isValid(self) -> bool:
        """Tell whether the event is still on show."""
        return self.event_id in self._track.timeline.view.layout_now.items.index

    def parent(self) -> QAccessibleInterface:
        """Return the track."""
        return self._track

    def childCount(self) -> int:
        """Return that nothing is inside."""
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return nothing."""
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return that nothing is inside."""
        return -1

    def role(self) -> QAccessible.Role:
        """Return that this is an entry of a list."""
        return _Role.ListItem

    def state(self) -> QAccessible.State:
        """Say whether the event is selected, and whether it is out of view."""
        state: Any = QAccessible.State()
        view = self._track.timeline.view
        state.selectable = state.focusable = True
        state.selected = self.event_id in view.selection.event_ids
        state.focused = self.event_id == view.selection.event_id
        layout = view.layout_now
        state.offscreen = self.isValid() and layout.items.index[self.event_id] not in layout.visible
        return state  # type: ignore[no-any-return]

    def text(self, kind: QAccessible.Text) -> str:
        """Return the event's name, and as description all there is to know."""
        if not self.isValid():
            return ""
        view = self._track.timeline.view
        if kind == _Text.Name:
            return view.layout_now.items.labels[view.layout_now.items.index[self.event_id]]
        return spoken_text(view.shown_now, self.event_id, view.bands_now) if kind == _Text.Description else ""

    def rect(self) -> QRect:
        """Return the event's place on the screen."""
        view = self._track.timeline.view
        if not self.isValid():
            return QRect()
        place = shape_rect(view.layout_now, view.layout_now.items.index[self.event_id]).toRect()
        return QRect(view.viewport().mapToGlobal(place.topLeft()), place.size())


@lru_cache(maxsize=1)
def install_reader() -> None:
    """Let Qt ask for the readers of timelines; once for the program."""
    QAccessible.installFactory(_reader_of)


def tell_focus(reader: TimelineReader) -> None:
    """Tell a screen reader, if one listens, that the event selected last has the focus."""
    chosen = reader.focusChild() if QAccessible.isActive() else None
    if chosen is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(chosen, QAccessible.Event.Focus))


def _reader_of(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    reader = getattr(thing, "accessible_reader", None)
    return reader() if callable(reader) else None
