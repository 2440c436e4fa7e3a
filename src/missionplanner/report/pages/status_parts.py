"""The parts on findings with their waivers, and on ports with their occupants."""

from __future__ import annotations

from collections.abc import Sequence

from missionplanner.report.content.finding_table import FindingRow
from missionplanner.report.content.port_table import PortRow
from missionplanner.report.content.wording import PROVENANCE_WORDS
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import BODY, BODY_BOLD, DETAIL, Paragraph
from missionplanner.report.pages.marks import PROVENANCE_MARKS, SEVERITY_MARKS
from missionplanner.report.pages.table import Cell, Column, Row, cell, set_table

_FINDING_COLUMNS = (
    Column(title="Severity", width=84.0),
    Column(title="Finding", share=2.6),
    Column(title="Events", share=1.1),
    Column(title="Margin", width=92.0, align="right"),
    Column(title="Waiver", share=1.3),
)
_COORDINATE_WIDTH = 54.0
_PORT_COLUMNS = (
    Column(title="Port", share=1.4),
    Column(title="Axis"),
    Column(title="x", unit="m", width=_COORDINATE_WIDTH, align="right"),
    Column(title="y", unit="m", width=_COORDINATE_WIDTH, align="right"),
    Column(title="z", unit="m", width=_COORDINATE_WIDTH, align="right"),
    Column(title="Vehicle", share=1.3),
    Column(title="From", unit="UTC", width=156.0),
    Column(title="Until", unit="UTC", width=156.0),
    Column(title="Occupancy is", width=116.0),
)
_PORT_NOTE = (
    "Positions are those of the contact plane in the target's LVLH frame, from its centre of mass: x along the V-bar "
    "(forward), y along the H-bar (starboard), z along the R-bar (to nadir). A dash stands for an end of the stay that "
    "is not known or not planned."
)


def set_findings(flow: Flow, findings: Sequence[FindingRow], is_unchecked: bool) -> None:
    """Set the findings, and whether what follows from a burn that fails is not among them."""
    flow.heading("Findings")
    if findings:
        set_table(flow, _FINDING_COLUMNS, [_finding_row(finding) for finding in findings])
    else:
        flow.text("Nothing was found wrong with this plan.")
    if is_unchecked:
        flow.text("Passive safety, where the chaser drifts if a burn fails, was not checked for this paper.")


def _finding_row(finding: FindingRow) -> Row:
    return Row(
        cells=(
            cell(finding.severity, mark=SEVERITY_MARKS[finding.severity]),
            cell(finding.message, Paragraph(finding.code, DETAIL)),
            cell(finding.events),
            cell(finding.margin),
            cell(f"waived: {finding.waived}" if finding.waived else "not waived"),
        )
    )


def set_ports(flow: Flow, target: str, ports: Sequence[PortRow]) -> None:
    """Set the ports of the target with their occupants."""
    flow.heading(f"Ports of {target}")
    set_table(flow, _PORT_COLUMNS, [_port_row(port) for port in ports])
    flow.y += 4.0
    flow.text(_PORT_NOTE, DETAIL)


def _port_row(port: PortRow) -> Row:
    style = BODY_BOLD if port.is_ours else BODY
    if port.provenance:
        source = cell(PROVENANCE_WORDS[port.provenance], mark=PROVENANCE_MARKS[port.provenance])
    else:
        source = cell("this plan" if port.is_ours else "")
    return Row(
        cells=(
            Cell((Paragraph(port.port, style),)),
            cell(port.axis),
            *(cell(part) for part in port.position_m),
            Cell((Paragraph(port.vehicle, style),)),
            cell(port.start_utc),
            cell(port.end_utc),
            source,
        )
    )
