"""The numbers of an element set, from its two lines or from its mean elements."""

from __future__ import annotations

from typing import NamedTuple

from missionplanner.plan.station import ElementSet


class ElementFields(NamedTuple):
    """The elements in a catalogue's units; ``revolution`` is None where no number stands in its place."""

    inclination_deg: float
    raan_deg: float
    eccentricity: float
    argument_of_perigee_deg: float
    mean_anomaly_deg: float
    mean_motion_revpd: float
    mean_motion_dot_revpd2: float
    revolution: int | None


def element_fields(elements: ElementSet) -> ElementFields:
    """Return the numbers of an element set.

    Raises:
        ValueError: its two lines hold no number where one belongs.
    """
    mean = elements.mean
    if mean is not None:
        return ElementFields(
            inclination_deg=mean.inclination_deg,
            raan_deg=mean.raan_deg,
            eccentricity=mean.eccentricity,
            argument_of_perigee_deg=mean.argument_of_perigee_deg,
            mean_anomaly_deg=mean.mean_anomaly_deg,
            mean_motion_revpd=mean.mean_motion_revpd,
            mean_motion_dot_revpd2=mean.mean_motion_dot_revpd2,
            revolution=mean.revolution_at_epoch,
        )
    line = elements.line2
    revolution = line[63:68].strip()
    return ElementFields(
        inclination_deg=float(line[8:16]),
        raan_deg=float(line[17:25]),
        eccentricity=int(line[26:33].replace(" ", "0")) * 1e-7,
        argument_of_perigee_deg=float(line[34:42]),
        mean_anomaly_deg=float(line[43:51]),
        mean_motion_revpd=float(line[52:63]),
        mean_motion_dot_revpd2=_dot(elements.line1[33:43]),
        revolution=int(revolution) if revolution.isascii() and revolution.isdecimal() else None,
    )


def _dot(text: str) -> float:
    try:
        return float(text.replace(" ", ""))
    except ValueError:
        return 0.0
