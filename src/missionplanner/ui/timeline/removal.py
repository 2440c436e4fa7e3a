"""Removing events, after asking what becomes of those that hang on them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from missionplanner.app.document import Document
from missionplanner.plan import edits
from missionplanner.ui.timeline.wording import tr

_MOST_NAMED = 6


def remove_events(document: Document, event_ids: Sequence[str], parent: QWidget) -> bool:
    """Remove events as one undo step; returns whether anything was removed.

    If others hang on them, the user chooses whether those go too, hang on what the removed ones hung on, or stay
    where they are in UTC.
    """
    if not event_ids:
        return False
    plan = document.plan
    how = _ask(document, event_ids, parent) if edits.dependants(plan, event_ids) else "remove"
    if how is None:
        return False
    try:
        after = edits.remove_events(plan, document.shown.schedule, event_ids, how)
    except ValueError as refused:
        QMessageBox.information(parent, tr("Cannot be removed"), str(refused))
        return False
    if len(event_ids) == 1:
        text = tr("Remove {name}").format(name=plan.event(event_ids[0]).name)
    else:
        text = tr("Remove {count} events").format(count=len(event_ids))
    document.commit(after, text)
    return True


def _ask(document: Document, event_ids: Sequence[str], parent: QWidget) -> edits.Dependants | None:
    plan = document.plan
    hanging = [plan.event(event_id).name for event_id in edits.dependants(plan, event_ids)]
    named = ", ".join(f"'{name}'" for name in hanging[:_MOST_NAMED])
    if len(hanging) > _MOST_NAMED:
        named = tr("{names} and {count} more").format(names=named, count=len(hanging) - _MOST_NAMED)
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Remove"))
    names = ", ".join(f"'{plan.event(event_id).name}'" for event_id in event_ids)
    box.setText(tr("What becomes of the events that hang on {names}?").format(names=names))
    box.setInformativeText(named)
    choices: dict[QPushButton, edits.Dependants] = {
        box.addButton(tr("Remove them too"), QMessageBox.ButtonRole.DestructiveRole): "remove",
        box.addButton(tr("Hang them on its anchor"), QMessageBox.ButtonRole.AcceptRole): "reparent",
        box.addButton(tr("Freeze them in UTC"), QMessageBox.ButtonRole.AcceptRole): "freeze",
    }
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setEscapeButton(cancel)
    for button, how in choices.items():
        button.setObjectName(how)
        if how == "reparent":
            box.setDefaultButton(button)
    box.exec()
    clicked = box.clickedButton()
    return next((how for button, how in choices.items() if button is clicked), None)
