"""Tracks by command: add, rename, colour, fold, hide, order and remove, each as one undo step."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from missionplanner.app.document import Document
from missionplanner.plan import track_edits
from missionplanner.plan.plan import Plan
from missionplanner.ui.dialogs.ask import ask
from missionplanner.ui.dialogs.problem import show_problem
from missionplanner.ui.timeline.wording import tr


class TrackCommands(QObject):
    """Edits of the plan's tracks."""

    def __init__(self, document: Document, window: QWidget) -> None:
        """Work on a document, with dialogs above a window."""
        super().__init__(window)
        self._document = document
        self._window = window

    def add(self) -> None:
        """Ask for a name and add a track of it."""
        name = self._ask_name(tr("Add a Track"), tr("New track"), tr("Add"))
        if name is not None:
            plan = track_edits.add_named_track(self._document.plan, name)
            self._document.commit(plan, tr("Add track {name}").format(name=name))

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
