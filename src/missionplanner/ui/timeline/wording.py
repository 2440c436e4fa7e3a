"""The words of the timeline: shifts, tooltips, and what is written beside the cursor during a drag."""

from __future__ import annotations

from html import escape
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from missionplanner.flight.assess import Assessment
from missionplanner.flight.instant_words import anchored_text
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.timeline_band import BandRow, BandSpan
from missionplanner.paint.timeline_hits import Hit
from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet, AtOrbital, AtUtc
from missionplanner.plan.clock import FIRST_MS, LAST_MS, met_text, utc_text
from missionplanner.plan.events import Activity, BoundedTime, Burn, Event, FixedTime, Milestone, Phase
from missionplanner.ui.timeline.spread_wording import spread_lines

_UNITS_MS = (("d", 86_400_000), ("h", 3_600_000), ("min", 60_000))


def tr(text: str) -> str:
    """Translate a text of the timeline."""
    return QCoreApplication.translate("Timeline", text)


def shift_text(shift_ms: int) -> str:
    """Write a shift with its sign, as ``+2 min``, ``-1 h 3 min`` or ``+12.5 s``."""
    return f"{'-' if shift_ms < 0 else '+'}{duration_text(abs(shift_ms))}"


def duration_text(duration_ms: int) -> str:
    """Write a duration, as ``2 min``, ``1 h 3 min`` or ``12.5 s``."""
    parts, rest = [], duration_ms
    for unit, unit_ms in _UNITS_MS:
        count, rest = divmod(rest, unit_ms)
        if count:
            parts.append(f"{count} {unit}")
    if rest or not parts:
        parts.append(f"{rest / 1000:.3f}".rstrip("0").rstrip(".") + " s")
    return " ".join(parts)


def clock_text(utc_ms: int) -> str:
    """Write an instant for reading, as ``2025-11-27 09:27:57.402 UTC``."""
    return utc_text(utc_ms).replace("T", " ").replace("Z", " UTC")


class InstantWords(Protocol):
    """What writes an instant on every clock that is shown."""

    def lines(self, utc_ms: int, t0_ms: int) -> list[str]:
        """Write an instant, a line for each clock."""


def kind_text(event: Event) -> str:
    """Name the kind of an event."""
    match event:
        case Milestone():
            return tr("Milestone")
        case Burn():
            return tr("Burn")
        case Phase():
            return tr("Phase")
        case Activity():
            return tr("Activity")


def provenance_text(provenance: str) -> str:
    """Say where a value comes from."""
    return {
        "published": tr("published for this flight"),
        "published-plan": tr("published before the flight, as the plan"),
        "sibling": tr("published for a sibling flight"),
        "derived": tr("derived from published data"),
        "assumed": tr("assumed"),
    }[provenance]


def anchor_text(anchor: Anchor, assessment: Assessment) -> str:
    """Say what an event hangs on."""
    match anchor:
        case AtUtc():
            return tr("fixed in UTC")
        case AtMet():
            return tr("time since liftoff")
        case AfterEvent():
            edge = tr("start") if anchor.edge == "start" else tr("end")
            return tr("{shift} from the {edge} of {event}").format(
                shift=shift_text(anchor.offset_ms), edge=edge, event=_name_of(assessment, anchor.event)
            )
        case AtOrbital():
            return anchored_text(anchor, assessment.plan)


def _name_of(assessment: Assessment, event_id: str) -> str:
    return next((event.name for event in assessment.plan.events if event.id == event_id), event_id)


def event_lines(assessment: Assessment, event_id: str, bands: DrawnBands | None = None) -> list[tuple[str, str]]:
    """Return what there is to know about an event's time, spread and origin, as pairs of heading and text."""
    plan, schedule = assessment.plan, assessment.schedule
    event = plan.event(event_id)
    lines: list[tuple[str, str]] = []
    span = schedule.span(event_id)
    if span is not None:
        lines.append((tr("UTC"), clock_text(span.start_ms)))
        lines.append(
            (tr("MET") if span.start_ms >= plan.t0.ms else tr("L-minus"), met_text(span.start_ms - plan.t0.ms))
        )
        if span.end_ms > span.start_ms:
            lines.append((tr("Until"), f"{clock_text(span.end_ms)} ({duration_text(span.end_ms - span.start_ms)})"))
    lines.append((tr("Anchor"), anchor_text(event.anchor, assessment)))
    if isinstance(event, Burn):
        lines.extend(_burn_lines(event, assessment))
    lines.extend(spread_lines(bands, event_id))
    if event.actual is not None:
        late = "" if span is None else f" ({shift_text(event.actual.start.ms - span.start_ms)})"
        lines.append((tr("Flown"), clock_text(event.actual.start.ms) + late))
    if event.crew:
        names = {member.id: member.name for member in plan.crew}
        lines.append((tr("Crew"), ", ".join(names.get(member, member) for member in event.crew)))
    if event.source is not None:
        lines.append((tr("Source"), f"{provenance_text(event.source.provenance)}: {event.source.text}"))
    if event.note:
        lines.append((tr("Note"), event.note))
    words = {"error": tr("Error"), "warning": tr("Warning"), "note": tr("Note")}
    for finding in assessment.findings:
        if event_id in finding.events:
            waived = "" if finding.waived is None else " " + tr("(waived: {reason})").format(reason=finding.waived)
            lines.append((words[finding.severity], finding.message + waived))
    return lines


def _burn_lines(event: Burn, assessment: Assessment) -> list[tuple[str, str]]:
    match event.time:
        case FixedTime():
            choice = tr("fixed")
        case BoundedTime():
            choice = tr("solved within {low} and {high}").format(
                low=shift_text(event.time.earliest_ms), high=shift_text(event.time.latest_ms)
            )
        case _:
            choice = tr("solved")
    lines = [(tr("Ignition"), choice)]
    for burn in assessment.flight.burns:
        if burn.event == event.id:
            x, y, z = burn.dv_lvlh_mps
            parts = tr("LVLH x {x:+.2f}, y {y:+.2f}, z {z:+.2f}").format(x=x, y=y, z=z)
            text = f"{burn.dv_mps:.2f} m/s ({parts})"
            lines.append((tr("Delta-v"), text + preview_mark(assessment)))
    return lines


def tooltip_html(assessment: Assessment, event_id: str, clocks: InstantWords, bands: DrawnBands | None = None) -> str:
    """Return the tooltip of an event."""
    event = assessment.plan.event(event_id)
    start_ms = assessment.schedule.start_ms(event_id)
    known = [] if start_ms is None else clocks.lines(start_ms, assessment.plan.t0.ms)[2:]
    rows = "".join(
        f"<tr><td style='padding-right:8px'>{escape(heading)}</td><td>{escape(text)}</td></tr>"
        for heading, text in [*((tr("Local"), line) for line in known), *event_lines(assessment, event_id, bands)]
    )
    return f"<b>{escape(event.name)}</b> &nbsp;{escape(kind_text(event))}<table>{rows}</table>"


def tooltip_at(
    assessment: Assessment, hit: Hit, utc_ms: int, clocks: InstantWords, bands: DrawnBands | None = None
) -> str:
    """Return the tooltip of what the mouse points at, at an instant; empty where there is nothing to say."""
    if hit.event is not None:
        return tooltip_html(assessment, hit.event, clocks, bands)
    if hit.part == "hidden":
        hidden = [track.name for track in assessment.plan.tracks if track.is_hidden]
        return tr("Hidden: {names}\nClick to show them again.").format(names=", ".join(hidden))
    if hit.part not in ("ruler", "t0"):
        return ""
    t0_ms = assessment.plan.t0.ms
    return "\n".join(clocks.lines(t0_ms if hit.part == "t0" else utc_ms, t0_ms))


def band_tooltip(row: BandRow, span: BandSpan | None) -> str:
    """Return the tooltip of a computed row, with what is there and how long it lasts."""
    if span is None:
        return row.name
    words = {"penumbra": tr("Penumbra"), "umbra": tr("Night (umbra)"), "day": tr("Day")}
    lines = [f"{row.name}: {words.get(span.style) or span.detail or span.text}"]
    for heading, ms in ((tr("From {time}"), span.start_ms), (tr("Until {time}"), span.end_ms)):
        if FIRST_MS < ms < LAST_MS:
            lines.append(heading.format(time=clock_text(round(ms))))
    return "\n".join(lines)


def spoken_text(assessment: Assessment, event_id: str, bands: DrawnBands | None = None) -> str:
    """Return what a screen reader says of an event."""
    event = assessment.plan.event(event_id)
    lines = "; ".join(f"{heading}: {text}" for heading, text in event_lines(assessment, event_id, bands))
    return f"{event.name}, {kind_text(event)}; {lines}"


def preview_mark(assessment: Assessment) -> str:
    """Return what marks a figure that belongs to the flight before this edit."""
    return " " + tr("(preview)") if assessment.is_preview else ""
