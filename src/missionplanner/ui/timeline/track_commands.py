"""Tracks by command: add, rename, colour, fold, hide, order and remove, each as one undo step."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.plan import track_edits
from missionplanner.plan.plan import Plan
from missionplanner.ui.dialogs.ask import ask
from missionplanner.ui.dialogs.problem import show_problem
from missionplanner.ui.dialogs.quick_list import Entry, QuickList, rank
from missionplanner.ui.timeline.wording import tr


class TrackCommands(QObject):
    """Edits of the plan's tracks.

    Signals:
        menu_wanted: a track was chosen from the list of all; carries its id.
    """

    menu_wanted = Signal(str)

    def __init__(self, document: Document, selection: Selection, window: QWidget) -> None:
        """Work on a document, with dialogs above a window."""
        super().__init__(window)
        self._document = document
        self._selection = selection
        self._window = window

    def add(self) -> None:
        """Ask for a name and add a track of it."""
        name = self._ask_name(tr("Add a Track"), tr("New track"), tr("Add"))
        if name is not None:
            plan = track_edits.add_named_track(self._document.plan, name)
            self._document.commit(plan, tr("Add track {name}").format(name=name))

    def choose(self) -> None:
        """Ask for a track, hidden and empty ones too, to do something with; that of the selected event stands first."""
        prompt = tr("Name of the track")
        dialog = QuickList(tr("Track"), prompt, self._found, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        dialog.field.setFocus()

    def _found(self, text: str) -> list[Entry]:
        plan = self._document.plan
        chosen = {event.track for event in plan.events if event.id == self._selection.event_id}
        ranked = []
        for number, track in enumerate(plan.tracks):
            fit = rank(track.name, text)
            if fit is not None:
                count = sum(event.track == track.id for event in plan.events)
                details = [tr("{count} events").format(count=count)]
                details += [tr("hidden")] * track.is_hidden + [tr("folded")] * track.is_folded
                entry = Entry(track.name, ", ".join(details), partial(self.menu_wanted.emit, track.id))
                ranked.append((track.id not in chosen, fit, number, entry))
        return [entry for *_, entry in sorted(ranked, key=lambda each: each[:3])]

    def rename(self, track_id: str) -> None:
        """Ask for another name of a track."""
        track = track_edits.track_of(self._document.plan, track_id)
        name = self._ask_name(tr("Rename the Track"), track.name, tr("Rename"))
        if name is not None:
            plan = track_edits.with_track(self._document.plan, replace(track, name=name))
            self._document.commit(plan, tr("Rename track {name}").format(name=track.name))

    def toggle_fold(self, track_id: str) -> None:
        """Fold a track, or unfold it."""
        track = track_edits.track_of(self._document.plan, track_id)
        plan = track_edits.with_track(self._document.plan, replace(track, is_folded=not track.is_folded))
        text = tr("Unfold {name}") if track.is_folded else tr("Fold {name}")
        self._document.commit(plan, text.format(name=track.name))

    def hide(self, track_id: str) -> None:
        """Hide a track with its events; they are still flown and judged."""
        track = track_edits.track_of(self._document.plan, track_id)
        plan = track_edits.with_track(self._document.plan, replace(track, is_hidden=True))
        self._document.commit(plan, tr("Hide {name}").format(name=track.name))

    def show(self, track_id: str) -> None:
        """Show a hidden track again."""
        track = track_edits.track_of(self._document.plan, track_id)
        plan = track_edits.with_track(self._document.plan, replace(track, is_hidden=False))
        self._document.commit(plan, tr("Show {name}").format(name=track.name))

    def color(self, track_id: str, color: str | None) -> None:
        """Mark a track with a colour, or take the mark away."""
        track = track_edits.track_of(self._document.plan, track_id)
        plan = track_edits.with_track(self._document.plan, replace(track, color=color))
        self._document.commit(plan, tr("Colour {name}").format(name=track.name))

    def move(self, track_id: str, by: int) -> None:
        """Move a track up or down among those on show."""
        plan = self._document.plan
        shown = [track.id for track in plan.tracks if not track.is_hidden]
        if track_id not in shown:
            return
        place = shown.index(track_id) + by
        if 0 <= place < len(shown):
            at = [track.id for track in plan.tracks].index(shown[place])
            self.move_to(track_id, at)

    def move_to(self, track_id: str, place: int) -> None:
        """Put a track at a place among all tracks."""
        plan = self._document.plan
        name = track_edits.track_of(plan, track_id).name
        self._document.commit(track_edits.move_track(plan, track_id, place), tr("Move track {name}").format(name=name))

    def remove(self, track_id: str) -> None:
        """Remove an empty track."""
        plan = self._document.plan
        name = track_edits.track_of(plan, track_id).name
        try:
            after = track_edits.remove_track(plan, track_id)
        except ValueError as refused:
            text = str(refused)
            show_problem(self._window, f"{text[:1].upper()}{text[1:]}.")
            return
        self._document.commit(after, tr("Remove track {name}").format(name=name))

    def fold_all(self) -> None:
        """Fold every track."""
        self._change(track_edits.fold_tracks(self._document.plan, folded=True), tr("Fold all tracks"))

    def unfold_all(self) -> None:
        """Unfold every track."""
        self._change(track_edits.fold_tracks(self._document.plan, folded=False), tr("Unfold all tracks"))

    def show_all(self) -> None:
        """Show hidden tracks again."""
        self._change(track_edits.show_tracks(self._document.plan), tr("Show hidden tracks"))

    def _change(self, plan: Plan, text: str) -> None:
        self._document.commit(plan, text)

    def _ask_name(self, title: str, name: str, button: str) -> str | None:
        def meaning(texts: list[str]) -> str:
            if not texts[0].strip():
                raise ValueError(tr("the name is empty"))
            return ""

        texts = ask(title, [(tr("Name:"), name)], meaning, button, self._window)
        return None if texts is None else texts[0].strip()
