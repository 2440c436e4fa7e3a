"""The way out below the findings: what works when the plan's profile does not, and one button that takes it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from missionplanner.app.document import Document
from missionplanner.app.search_jobs import WaysOut
from missionplanner.app.search_worker import SearchWorker
from missionplanner.app.ways_out import WaysOutSearch
from missionplanner.flight.option import Option
from missionplanner.flight.slip import converted
from missionplanner.ui.inspector.section import muted
from missionplanner.ui.windows.wording import conversion_text, day_text, minute_text, use_text

_LEFT_PX, _RIGHT_PX = 8, 6


class SlipOffer(QFrame):
    """Hidden while the plan's profile works.

    Signals:
        used: the plan was taken to another profile or day; carries the sentence that says so.
        day_wanted: the user asks to see all windows; carries the plan's T0.
    """

    used = Signal(str)
    day_wanted = Signal(object)

    def __init__(self, document: Document, worker: SearchWorker, parent: QWidget | None = None) -> None:
        """Follow a document."""
        super().__init__(parent)
        self._document = document
        self.search = WaysOutSearch(document, worker, self)
        self.setAccessibleName(self.tr("What works instead"))
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.preview = muted(QLabel(self))
        self.preview.setWordWrap(True)
        self.convert = QPushButton(self)
        self.convert.clicked.connect(self._convert_to_first)
        self.others = QPushButton(self.tr("Other &Days"), self)
        self.others.setToolTip(self.tr("The next days that work"))
        self._menu = QMenu(self.others)
        self._menu.setToolTipsVisible(True)
        self.others.setMenu(self._menu)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.convert)
        buttons.addWidget(self.others)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_LEFT_PX, 4, _RIGHT_PX, 4)
        layout.setSpacing(3)
        layout.addWidget(self.sentence)
        layout.addWidget(self.preview)
        layout.addLayout(buttons)
        # As high as their lines need; a dock gives a label less than that rather than move the part above.
        for label in (self.sentence, self.preview):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.search.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say what was found."""
        found, is_busy, problem = self.search.found, self.search.is_busy, self.search.problem
        self.setVisible(found is not None or is_busy or bool(problem))
        offers = self._offers(found)
        self.convert.setVisible(bool(offers))
        self.preview.setVisible(bool(offers))
        self.others.setVisible(found is not None)
        if found is None:
            self.sentence.setText(problem or self.tr("Looking for a profile or a day that works..."))
            self._keep_texts_whole()
            return
        plan = found.plan
        day = day_text(plan.t0.ms)
        if found.remedy is not None:
            works = self.tr("On {day} {profile} works.").format(day=day, profile=_quoted(found.remedy))
        elif offers:
            days = ", ".join(f"{day_text(one.liftoff_ms)} ({one.profile.name.lower()})" for one in offers)
            works = self.tr("No profile works on {day}. The next days that do: {days}.").format(day=day, days=days)
        else:
            works = self.tr("No profile works on {day}, nor on the ten days after it.").format(day=day)
        self.sentence.setText(works)
        if offers:
            first = offers[0]
            verb = self.tr("Convert to {profile} ({time})") if found.remedy else self.tr("Move to {profile} ({time})")
            self.convert.setText(verb.format(profile=first.profile.name, time=minute_text(first.liftoff_ms)))
            sentence = conversion_text(plan, first)
            self.preview.setText(sentence)
            self.convert.setToolTip(self.tr("{what} One step, which Undo takes back.").format(what=sentence))
        self._fill_menu(offers[1:])
        self._keep_texts_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the texts anew."""
        super().resizeEvent(event)
        self._keep_texts_whole()

    def _keep_texts_whole(self) -> None:
        width_px = self.width() - _LEFT_PX - _RIGHT_PX
        for label in (self.sentence, self.preview):
            label.setMinimumHeight(max(label.heightForWidth(width_px), 0))

    def _fill_menu(self, options: tuple[Option, ...]) -> None:
        self._menu.clear()
        for option in options:
            text = self.tr("{time}: {profile}").format(time=minute_text(option.liftoff_ms), profile=option.profile.name)
            entry = self._menu.addAction(text, partial(self._use, option))
            entry.setToolTip(conversion_text(self._document.plan, option))
        if options:
            self._menu.addSeparator()
        self._menu.addAction(self.tr("Show All Windows"), lambda: self.day_wanted.emit(self._document.plan.t0.ms))

    def _offers(self, found: WaysOut | None) -> tuple[Option, ...]:
        if found is None:
            return ()
        return ((found.remedy,) if found.remedy is not None else ()) + found.later

    def _convert_to_first(self) -> None:
        offers = self._offers(self.search.found)
        if offers:
            self._use(offers[0])

    def _use(self, option: Option) -> None:
        text = use_text(option)
        self._document.commit(converted(self._document.plan, option), text)
        self.used.emit(self.tr("{what}: done; Undo takes it back").format(what=text))


def _quoted(option: Option) -> str:
    return f"'{option.profile.name}'"
