"""What is written beside the cursor during a drag: new times, shift, cost, docking, and rules that break or heal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from missionplanner.flight.assess import Assessment
from missionplanner.flight.differences import differing
from missionplanner.paint.timeline_items import Items
from missionplanner.plan.clock import clock_text
from missionplanner.plan.rules import Finding
from missionplanner.ui.timeline.clocks import Clocks
from missionplanner.ui.timeline.wording import preview_mark, shift_text, tr

_MOST_FINDINGS = 3
_LONGEST_MESSAGE = 140


@dataclass(frozen=True, kw_only=True)
class DragWords:
    """Lines to show while something is dragged; rules broken and healed stand apart, to be coloured."""

    lines: list[str]
    broken: list[str]
    healed: list[str]


def drag_words(
    before: Assessment, now: Assessment, clocks: Clocks, heading: str, utc_ms: int, shift_ms: int
) -> DragWords:
    """Return what to write beside the cursor while something is dragged to an instant.

    Args:
        before: the plan as it was at the press.
        now: the plan on show.
        clocks: the clocks to give the instant in.
        heading: what is dragged.
        utc_ms: where it stands now.
        shift_ms: how far it has moved.
    """
    lines = [heading, *clocks.lines(utc_ms, now.plan.t0.ms)]
    lines.append(tr("Shift {shift}").format(shift=shift_text(shift_ms)))
    lines.extend(_flight_lines(before, now))
    broken, healed = differing(before, now)
    return DragWords(
        lines=lines,
        broken=_messages(broken, tr("Breaks: {message}")),
        healed=_messages(healed, tr("Heals: {message}")),
    )


def resting_text(items: Items, instants: Mapping[int, str], guide_ms: int, moved: Collection[str]) -> str:
    """Say what a dragged edge rests on at an instant: an event, T0, or what was computed along the orbit."""
    if guide_ms == items.t0_ms:
        return tr("Rests on T0")
    if guide_ms in instants:
        return tr("Rests on {what}").format(what=_instant_words()[instants[guide_ms]])
    texts = (tr("Rests on {what}"), tr("Rests on the end of {what}"))
    for edges_ms, text in zip((items.start_ms, items.end_ms), texts, strict=True):
        for number in np.flatnonzero(edges_ms == guide_ms).tolist():
            if items.ids[number] not in moved:
                return text.format(what=items.names[number])
    return ""


def _instant_words() -> dict[str, str]:
    return {
        "ascending-node": tr("the ascending node"),
        "descending-node": tr("the descending node"),
        "perigee": tr("perigee"),
        "apogee": tr("apogee"),
        "day": tr("the begin of full light"),
        "penumbra": tr("the edge of the penumbra"),
        "umbra": tr("the begin of night"),
    }


def _flight_lines(before: Assessment, now: Assessment) -> list[str]:
    lines: list[str] = []
    if now.flight.delta_v is not None:
        text = tr("Total delta-v {dv:.1f} m/s").format(dv=now.flight.delta_v.total_mps)
        if before.flight.delta_v is not None and not now.is_behind:
            change_mps = now.flight.delta_v.total_mps - before.flight.delta_v.total_mps
            text += f" ({change_mps:+.1f})" if abs(change_mps) >= 0.05 else ""
        lines.append(text + preview_mark(now))
    docking = now.plan.rendezvous.docking
    docking_ms, was_ms = now.schedule.start_ms(docking), before.schedule.start_ms(docking)
    if docking_ms is not None:
        text = tr("Docking {time} UTC").format(time=clock_text(docking_ms, now.plan.t0.ms))
        if was_ms is not None and docking_ms != was_ms:
            text += f" ({shift_text(docking_ms - was_ms)})"
        lines.append(text + preview_mark(now))
    return lines


def _messages(findings: list[Finding], frame: str) -> list[str]:
    shown = []
    for finding in findings[:_MOST_FINDINGS]:
        message = finding.message
        if len(message) > _LONGEST_MESSAGE:
            message = message[: _LONGEST_MESSAGE - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
        shown.append(frame.format(message=message))
    if len(findings) > _MOST_FINDINGS:
        shown.append(frame.format(message=tr("{count} more").format(count=len(findings) - _MOST_FINDINGS)))
    return shown
