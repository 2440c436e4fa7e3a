"""Choose the target's elements among those of a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from missionplanner.files.found_elements import FoundElements, nearest
from missionplanner.plan.plan import Plan
from missionplanner.plan.station import ElementSet
from missionplanner.plan.target_edits import catalogue_number
from missionplanner.plan.time_text import utc_field_text
from missionplanner.ui.dialogs.target_model import ElementsModel


class TargetDialog(QDialog):
    """Lists element sets with epoch, age at T0 and what looks wrong; the last one before T0 is chosen at first."""

    def __init__(
        self, found: Sequence[FoundElements], file_name: str, plan: Plan, parent: QWidget | None = None
    ) -> None:
        """Offer the element sets of a file for a plan."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Target elements from {file}").format(file=file_name))
        self.resize(760, 460)
        self._plan = plan
        self.model = ElementsModel(found, plan.t0.ms, self)
        self.table = QTableView(self)
        self.table.setAccessibleName(self.tr("Element sets"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(self.model.columnCount() - 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setResizeContentsPrecision(50)
        self.lines = QLabel(self)
        self.lines.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.warning = QLabel(self)
        self.warning.setWordWrap(True)
        self.warning.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self.warning.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.take = self._buttons.addButton(self.tr("Take These Elements"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        question = self.tr("Which elements shall {target} fly on? T0 is {t0} UTC.").format(
            target=plan.target.name, t0=utc_field_text(plan.t0.ms)
        )
        layout.addWidget(QLabel(question, self))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.lines)
        layout.addWidget(self.warning)
        layout.addWidget(self._buttons)
        self.table.selectionModel().currentRowChanged.connect(lambda new, _old: self._show(new))
        self.table.doubleClicked.connect(self.accept)
        start = self.model.index(list(found).index(_latest_before_t0(found, plan)), 0)
        self.table.setCurrentIndex(start)
        self.table.scrollTo(start, QAbstractItemView.ScrollHint.PositionAtCenter)

    @property
    def chosen(self) -> FoundElements:
        """The element set that is chosen."""
        return self.model.found(self.table.currentIndex().row())

    def _show(self, index: QModelIndex) -> None:
        found = self.model.found(index.row())
        self.lines.setText(_written(found.elements))
        sentences = list(found.warnings)
        known = self._plan.target.elements
        theirs = catalogue_number(found.elements)
        ours = theirs if known is None else catalogue_number(known)
        if ours != theirs:
            sentences.insert(
                0,
                self.tr("This is catalogue number {theirs}; the plan's target is {ours}.").format(
                    theirs=theirs, ours=ours
                ),
            )
        if found.elements.epoch > self._plan.t0:
            sentences.append(self.tr("These elements are from after T0: a plan could not have known them."))
        self.warning.setText("\n".join(sentences))


def _latest_before_t0(found: Sequence[FoundElements], plan: Plan) -> FoundElements:
    known = [one for one in found if one.elements.epoch <= plan.t0]
    return nearest(known or found, plan.t0)


def _written(elements: ElementSet) -> str:
    """Return the elements as their file has them: two lines, or the keywords of an OMM."""
    mean = elements.mean
    if mean is None:
        return f"{elements.line1}\n{elements.line2}"
    return (
        f"EPOCH {mean.epoch_utc}  MEAN_MOTION {mean.mean_motion_revpd:.8f}  ECCENTRICITY {mean.eccentricity:.7f}  "
        f"BSTAR {mean.bstar_per_er:.5g}\n"
        f"INCLINATION {mean.inclination_deg:.4f}  RA_OF_ASC_NODE {mean.raan_deg:.4f}  "
        f"ARG_OF_PERICENTER {mean.argument_of_perigee_deg:.4f}  MEAN_ANOMALY {mean.mean_anomaly_deg:.4f}"
    )
