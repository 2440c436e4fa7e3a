"""Launch windows as a JSON document: what ``windows --json`` prints."""

from __future__ import annotations

from collections.abc import Iterable
from math import degrees
from typing import Any

from missionplanner.flight.option import Option
from missionplanner.flight.windows import Window
from missionplanner.plan.clock import utc_text

Document = dict[str, Any]


def windows_document(windows: Iterable[Window]) -> list[Document]:
    """Return windows as a list; what is not known, or stands for nothing that works, is None.

    The fields of a window are those of its best option, of its first ordinary one where none works. Phases are in
    degrees, in [-180, 180), delta-v in m/s.
    """
    return [_window(window) for window in windows]


def _window(window: Window) -> Document:
    best = window.best
    shown = best or next((o for o in window.options if not o.profile.experimental), window.options[0])
    return {
        "liftoff_utc": utc_text(shown.liftoff_ms),
        "phase_at_liftoff_deg": shown.phase_at_liftoff_deg,
        "phase_at_insertion_deg": shown.phase_at_insertion_deg,
        "profile": None if best is None else best.profile.id,
        "feasible": [option.profile.id for option in window.feasible],
        "docking_utc": _time(None if best is None else best.docking_ms),
        "dv_total_mps": None if best is None or best.delta_v is None else best.delta_v.total_mps,
        "in_plane_utc": utc_text(window.opportunity.utc_ms),
        "direction": window.opportunity.direction,
        "not_flown": window.not_flown or None,
        "extrapolated": window.is_extrapolated,
        "warnings": list(window.warnings),
        "options": [_option(option) for option in window.options],
    }


def _option(option: Option) -> Document:
    parts = option.delta_v
    return {
        "liftoff_utc": utc_text(option.liftoff_ms),
        "phase_at_liftoff_deg": option.phase_at_liftoff_deg,
        "phase_at_insertion_deg": option.phase_at_insertion_deg,
        "closure_deg": option.closure_deg,
        "profile": option.profile.id,
        "experimental": option.profile.experimental,
        "feasible": option.is_feasible,
        "why_not": option.why_not or None,
        "docking_utc": _time(option.docking_ms),
        "dv_total_mps": None if parts is None else parts.total_mps,
        "dv_in_plane_mps": None if parts is None else parts.in_plane_mps,
        "dv_plane_mps": None if parts is None else parts.plane_mps,
        "dv_drag_mps": None if parts is None else parts.drag_mps,
        "dv_approach_mps": None if parts is None else parts.approach_mps,
        "plane_angle_deg": None if option.plane_rad is None else degrees(option.plane_rad),
        "warnings": list(option.warnings),
    }


def _time(utc_ms: int | None) -> str | None:
    return None if utc_ms is None else utc_text(utc_ms)
