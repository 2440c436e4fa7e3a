"""The profile editor: look at every profile, and change copies that the plan then carries."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from missionplanner.files.launch_data import read_profiles
from missionplanner.plan.launch_edits import with_profiles
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.profile_changes import copied
from missionplanner.plan.profile_edits import with_profile
from missionplanner.ui.inspector.section import muted
from missionplanner.ui.windows.profile_form import ProfileForm

_ID = Qt.ItemDataRole.UserRole


class ProfileDialog(QDialog):
    """Edits a draft of the plan's own profiles; ``plan`` is the plan with them once the dialog is accepted."""

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        """Show the profiles of the program and of a plan."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Profiles"))
        self.resize(980, 660)
        self._before = plan
        self._shipped = read_profiles()
        self._own = plan.profiles
        self._flies: Profile | None = None
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Profiles"))
        self.copy = QPushButton(self.tr("&Copy"), self)
        self.copy.setToolTip(self.tr("Make a copy of this profile that can be changed; the plan carries it"))
        self.copy.clicked.connect(self._copy)
        self.remove = QPushButton(self.tr("Re&move"), self)
        self.remove.setToolTip(self.tr("Remove this profile from the plan; burns taken from it stay"))
        self.remove.clicked.connect(self._remove)
        self.note = muted(QLabel(self))
        self.note.setWordWrap(True)
        self.form = ProfileForm()
        self.form.changed.connect(self._change)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.keep = self._buttons.addButton(self.tr("Keep Changes"), role)
        self.keep.setToolTip(self.tr("Put the plan's own profiles into the plan, as one step that Undo takes back"))
        self.fly = self._buttons.addButton(self.tr("Fly This Profile"), role)
        self.fly.setToolTip(self.tr("Keep the changes, and take the plan to this profile at its T0, as one step"))
        self.keep.clicked.connect(self.accept)
        self.fly.clicked.connect(self._accept_and_fly)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        # Enter takes a field over; it must press no button, not even one of a table.
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self._list("")
        self.list.currentItemChanged.connect(lambda _new, _old: self._show())
        kind = plan.rendezvous.profile
        first = next((number for number, one in enumerate(self._all()) if one.kind == kind), 0)
        self.list.setCurrentRow(first)

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        for button in (self.copy, self.remove):
            buttons.addWidget(button)
        column.addLayout(buttons)
        page = QScrollArea(self)
        page.setWidgetResizable(True)
        page.setFrameShape(QScrollArea.Shape.NoFrame)
        page.setWidget(self.form)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(left)
        split.addWidget(page)
        split.setSizes([230, 750])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(4)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addWidget(self.note)
        layout.addWidget(self._buttons)

    @property
    def plan(self) -> Plan:
        """The plan with its own profiles as they are now, and taken to one of them if that was asked for."""
        plan = with_profiles(self._before, self._own)
        return plan if self._flies is None else with_profile(plan, self._flies, plan.t0.ms)

    @property
    def step_text(self) -> str:
        """The name of the undo step."""
        if self._flies is not None:
            return self.tr("Fly the profile '{name}'").format(name=self._flies.name)
        return self.tr("Change the profiles")

    def _all(self) -> tuple[Profile, ...]:
        return (*self._shipped, *self._own)

    def _chosen(self) -> Profile | None:
        item = self.list.currentItem()
        return None if item is None else next((one for one in self._all() if one.id == item.data(_ID)), None)

    def _list(self, chosen: str) -> None:
        self.list.clear()
        own = {one.id for one in self._own}
        for profile in self._all():
            text = self.tr("{name} (this plan's)") if profile.id in own else "{name}"
            item = QListWidgetItem(text.format(name=profile.name))
            item.setData(_ID, profile.id)
            item.setToolTip(profile.phase.source.text)
            self.list.addItem(item)
            if profile.id == chosen:
                self.list.setCurrentItem(item)

    def _show(self) -> None:
        profile = self._chosen()
        if profile is None:
            return
        is_own = profile in self._own
        self.form.show_profile(profile, is_own)
        self.remove.setEnabled(is_own)
        self.keep.setEnabled(self._own != self._before.profiles)
        self.note.setText(
            self.tr("This plan carries this profile; launch windows are searched with it too.")
            if is_own
            else self.tr("This profile comes with the program and can only be looked at; Copy makes one to change.")
        )

    def _copy(self) -> None:
        profile = self._chosen()
        if profile is None:
            return
        name = self.tr("{name}, changed").format(name=profile.name)
        made = copied(profile, (one.id for one in self._all()), name)
        self._own = (*self._own, made)
        self._list(made.id)
        self.form.name.setFocus()
        self.form.name.edit.selectAll()

    def _remove(self) -> None:
        profile = self._chosen()
        self._own = tuple(one for one in self._own if one != profile)
        self._list(self._shipped[0].id)

    def _change(self, profile: Profile) -> None:
        self._own = tuple(profile if one.id == profile.id else one for one in self._own)
        item = self.list.currentItem()
        if item is not None:
            item.setText(self.tr("{name} (this plan's)").format(name=profile.name))
        self._show()

    def _accept_and_fly(self) -> None:
        self._flies = self._chosen()
        self.accept()
