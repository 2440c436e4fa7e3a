"""Which fields of each record the mission page shows, in which units."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from missionplanner.plan.time_text import duration_text, parse_duration_ms
from missionplanner.ui.inspector.quantity import (
    DAYS,
    DEGREES,
    FORCE,
    KILOMETERS,
    MASS,
    METERS,
    SPECIFIC_IMPULSE,
    SPEED,
    SQUARE_METERS,
    Quantity,
)
from missionplanner.ui.inspector.record_section import Field


def mission_fields() -> tuple[Field, ...]:
    """Return the fields of the mission."""
    return (
        Field(name="name", label=_tr("Name")),
        Field(name="summary", label=_tr("Summary")),
        Field(name="expedition", label=_tr("Expedition")),
        Field(name="planned_duration_days", label=_tr("Duration"), show=_days_text, parse=_parse_days),
    )


def vehicle_fields() -> tuple[Field, ...]:
    """Return the fields of the vehicle."""
    return (
        Field(name="name", label=_tr("Name")),
        Field(name="launcher", label=_tr("Launcher")),
        _number("mass_kg", _tr("Mass at insertion"), MASS),
        _number("propellant_kg", _tr("Propellant"), MASS),
        _number("thrust_n", _tr("Thrust"), FORCE),
        _number("isp_s", _tr("Specific impulse"), SPECIFIC_IMPULSE),
        _number("probe_m", _tr("Docking face ahead of centre"), METERS),
        _number("drag_area_m2", _tr("Drag coefficient times area"), SQUARE_METERS),
    )


def site_fields() -> tuple[Field, ...]:
    """Return the fields of the launch site."""
    return (
        Field(name="name", label=_tr("Name")),
        _number("latitude_deg", _tr("Latitude"), DEGREES),
        _number("longitude_deg", _tr("Longitude, east"), DEGREES),
        _number("height_m", _tr("Height"), METERS),
    )


def ascent_fields() -> tuple[Field, ...]:
    """Return the fields of the ascent."""
    return (
        _number("inclination_deg", _tr("Inclination"), DEGREES),
        _number("perigee_height_m", _tr("Perigee height"), KILOMETERS),
        _number("apogee_height_m", _tr("Apogee height"), KILOMETERS),
        Field(name="plane_lead_ms", label=_tr("Plane lead"), show=duration_text, parse=parse_duration_ms),
        _number("downrange_deg", _tr("Downrange"), DEGREES),
    )


def approach_fields() -> tuple[Field, ...]:
    """Return the fields of the approach."""
    return (_number("contact_speed_mps", _tr("Contact speed"), SPEED),)


def _number(name: str, label: str, quantity: Quantity) -> Field:
    return Field(name=name, label=label, show=quantity.text, parse=quantity.parse)


def _days_text(days: float | None) -> str:
    return "" if days is None else DAYS.text(days)


def _parse_days(text: str) -> float | None:
    return DAYS.parse(text) if text.strip() else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordFields", text)
