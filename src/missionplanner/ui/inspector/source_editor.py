"""Edit where a value comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from missionplanner.plan.provenance import ProvenanceKind, Source
from missionplanner.ui.inspector.fields import Choice, ValueField

Replace = Callable[[ProvenanceKind | None, str], None]


class SourceEditor(QWidget):
    """Kind of provenance above the words that say more; ``replace`` takes both, None for no source at all."""

    def __init__(self, name: str, replace: Replace, optional: bool = True, parent: QWidget | None = None) -> None:
        """Make an editor without a source.

        Args:
            name: what has this source, for screen readers.
            replace: called with the new source.
            optional: whether there may be no source.
            parent: the widget that the editor stands in.
        """
        super().__init__(parent)
        self._replace = replace
        self._kind: ProvenanceKind | None = None
        self._text = ""
        self.kind = Choice(name, self._choose)
        none = [(self.tr("No source given"), None)] if optional else []
        kinds: list[ProvenanceKind] = ["published", "published-plan", "sibling", "derived", "assumed"]
        self.kind.fill(none + [(provenance_text(kind), kind) for kind in kinds])
        self.text = ValueField(
            self.tr("{name}, in words").format(name=name),
            lambda text: self._replace(self._kind, text.strip()),
            self.tr("Who says so, and where"),
        )
        self.text.edit.setPlaceholderText(self.tr("who says so, and where"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.kind)
        layout.addWidget(self.text)
        self.setFocusProxy(self.kind)

    def show_source(self, source: Source | None) -> None:
        """Show a source of the plan, or that there is none."""
        self._kind = None if source is None else source.provenance
        self._text = "" if source is None else source.text
        self.kind.show_data(self._kind)
        self.text.setVisible(source is not None)
        self.text.show_value(self._text)
        self.text.edit.setToolTip(self._text)

    def _choose(self, kind: Any) -> None:
        self._replace(kind, self._text)


def provenance_text(kind: ProvenanceKind) -> str:
    """Return what a kind of provenance is called on screen."""
    context = "Provenance"
    texts: dict[ProvenanceKind, str] = {
        "published": QCoreApplication.translate(context, "Published for this flight"),
        "published-plan": QCoreApplication.translate(context, "Published as the plan"),
        "sibling": QCoreApplication.translate(context, "From a sibling flight"),
        "derived": QCoreApplication.translate(context, "Derived"),
        "assumed": QCoreApplication.translate(context, "Assumed"),
    }
    return texts[kind]
