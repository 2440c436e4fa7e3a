"""A small button that says where a value comes from, and lets the user say so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QToolButton, QVBoxLayout, QWidget

from missionplanner.plan.provenance import FieldSource, ProvenanceKind, Source
from missionplanner.ui.inspector.source_editor import SourceEditor, provenance_text

Replace = Callable[[ProvenanceKind | None, str], None]


class SourceButton(QToolButton):
    """Shows one letter for the kind of source; the tooltip says all, a click edits it."""

    def __init__(self, name: str, replace: Replace, optional: bool = True, parent: QWidget | None = None) -> None:
        """Make a button for the value of this name, which may be without a source or must have one."""
        super().__init__(parent)
        self._name = name
        self._replace = replace
        self._optional = optional
        self._source: FieldSource | Source | None = None
        self.setAutoRaise(True)
        self.setFixedWidth(24)
        self.clicked.connect(self._edit)

    def show_source(self, source: FieldSource | Source | None) -> None:
        """Show a source, or that there is none."""
        self._source = source
        kind = self.tr("No source given") if source is None else provenance_text(source.provenance)
        self.setText("-" if source is None else source.provenance[0].upper())
        words = "" if source is None else f"\n{source.text}"
        self.setToolTip(self.tr("{kind}{words}\nClick to change the source").format(kind=kind, words=words))
        self.setAccessibleName(self.tr("Source of {name}: {kind}").format(name=self._name, kind=kind))

    def _edit(self) -> None:
        dialog = SourceDialog(self._name, self._source, self._optional, self.window())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._replace(dialog.kind, dialog.text)


class SourceDialog(QDialog):
    """Ask where a value comes from."""

    def __init__(
        self, name: str, source: FieldSource | Source | None, optional: bool = True, parent: QWidget | None = None
    ) -> None:
        """Start with the source that stands now."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Source of {name}").format(name=name))
        self.setMinimumWidth(360)
        self.kind: ProvenanceKind | None = None if source is None else source.provenance
        self.text = "" if source is None else source.text
        self._editor = SourceEditor(self.tr("Source"), self._take, optional, self)
        self._show()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(self.tr("Where does {name} come from?").format(name=name), self))
        layout.addWidget(self._editor)
        layout.addStretch(1)
        layout.addWidget(buttons)

    @property
    def source(self) -> Source | None:
        """The source that was given, None for none."""
        return None if self.kind is None else Source(provenance=self.kind, text=self.text)

    def _take(self, kind: ProvenanceKind | None, text: str) -> None:
        self.kind, self.text = kind, text
        self._show()

    def _show(self) -> None:
        self._editor.show_source(self.source)
