"""Tick who takes part in an event."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from missionplanner.plan.mission import CrewMember


class CrewChecks(QWidget):
    """One box for each member of the crew; ``change`` takes the ids of those who take part."""

    def __init__(self, change: Callable[[tuple[str, ...]], None], parent: QWidget | None = None) -> None:
        """Make it without boxes."""
        super().__init__(parent)
        self._change = change
        self._names: tuple[tuple[str, str], ...] | None = None
        self.boxes: dict[str, QCheckBox] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 2, 0, 0)
        self._layout.setSpacing(2)

    def show_crew(self, crew: tuple[CrewMember, ...], taking_part: tuple[str, ...]) -> None:
        """Show who takes part; somebody who is not of the crew has a box as well, to be taken out."""
        names = {member.id: member.name for member in crew}
        names |= {stranger: stranger for stranger in taking_part if stranger not in names}
        if tuple(names.items()) != self._names:
            self._names = tuple(names.items())
            self._rebuild(names)
        for member, box in self.boxes.items():
            box.setChecked(member in taking_part)

    def _rebuild(self, names: dict[str, str]) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.boxes = {}
        before: QWidget = self
        # Qt puts nothing behind what cannot have the focus.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for member, name in names.items():
            box = QCheckBox(name, self)
            box.clicked.connect(self._tell)
            self._layout.addWidget(box)
            self.boxes[member] = box
            # Made this late, a box would be the last that Tab comes to in the whole window.
            self.setTabOrder(before, box)
            before = box
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not names:
            self._layout.addWidget(QLabel(self.tr("No crew in this plan yet"), self))

    def _tell(self) -> None:
        self._change(tuple(member for member, box in self.boxes.items() if box.isChecked()))
