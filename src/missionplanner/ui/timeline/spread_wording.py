"""The words of dispersed flights on the timeline: how an event scatters, and what a plot strip shows at an instant."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from missionplanner.flight.computed_tracks import Curve
from missionplanner.flight.dispersion_result import HIGH, INNER_HIGH, INNER_LOW, LOW, Late
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.timeline_strips import strip_name, value_at, value_text


def spread_lines(drawn: DrawnBands | None, event_id: str) -> list[tuple[str, str]]:
    """Return what dispersed flights make of an event, as pairs of heading and text; nothing if it does not scatter."""
    if drawn is None:
        return []
    heading = _tr("Dispersed") if drawn.is_current else _tr("Dispersed before the change")
    if event_id == drawn.docking:
        return [(heading, _late_text(_tr("contact"), drawn.found.docking_late_s))]
    for burn in drawn.found.burns:
        if burn.event == event_id:
            size = burn.dv_mps
            sizes = _tr("{p50:.1f} m/s at 50 %, {p95:.1f} at 95 %, {p99:.1f} at 99 %")
            texts = [
                sizes.format(p50=size.p50, p95=size.p95, p99=size.p99),
                _late_text(_tr("ignition"), burn.ignition_late_s),
                _late_text(_tr("cut-off"), burn.cutoff_late_s),
            ]
            return [(heading, "; ".join(texts))]
    return []


def strip_tip(curve: Curve, utc_ms: float, drawn: DrawnBands | None) -> str:
    """Return the tooltip of a plot strip at an instant; empty where the curve has no value."""
    value = value_at(curve, utc_ms)
    if value is None:
        return ""
    lines = [f"{strip_name(curve.name)}: {value_text(curve, value)}"]
    band = None if drawn is None else drawn.found.bands.strips.get(curve.name)
    quantiles = None if band is None else band.at(utc_ms)
    if quantiles is not None and drawn is not None:
        for share, low, high in ((90, LOW, HIGH), (50, INNER_LOW, INNER_HIGH)):
            text = _tr("{share} of 100 flights: {low} to {high}")
            apart = quantiles[high] - quantiles[low]
            least, most = (value_text(curve, quantiles[edge], apart) for edge in (low, high))
            lines.append(text.format(share=share, low=least, high=most))
        if not drawn.is_current:
            lines.append(_tr("These are of the plan before it was changed."))
    return "\n".join(lines)


def bands_spoken(drawn: DrawnBands | None) -> str:
    """Return what a screen reader says of the bands on the chart; empty without any."""
    if drawn is None:
        return ""
    text = _late_text(_tr("contact"), drawn.found.docking_late_s)
    known = _tr("Bands of {count} dispersed flights, {contact}").format(count=drawn.found.count, contact=text)
    return known if drawn.is_current else f"{known}, {_tr('out of date')}"


def _late_text(what: str, late_s: Late) -> str:
    if late_s[HIGH] - late_s[LOW] < 0.05:
        return _tr("{what} by the clock").format(what=what)
    text = _tr("{what} {low:+.0f} s to {high:+.0f} s in 90 of 100 flights")
    return text.format(what=what, low=late_s[LOW], high=late_s[HIGH])


def _tr(text: str) -> str:
    return QCoreApplication.translate("Timeline", text)
