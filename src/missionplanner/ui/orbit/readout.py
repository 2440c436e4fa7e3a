"""The figures of an instant: clocks, heights, speeds, light, range and phase angle, as texts."""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees

import numpy as np
from PySide6.QtCore import QCoreApplication

from missionplanner.orbit.elements import phase_angle
from missionplanner.orbit.frames import geodetic_from_itrs
from missionplanner.orbit.geometry.light import Light, light
from missionplanner.paint.ground_track_motion import Stage
from missionplanner.plan.clock import met_text, utc_text
from missionplanner.ui.orbit.flight_scene import FlightScene, Instant

NOTHING = "-"


@dataclass(frozen=True, kw_only=True)
class Readout:
    """What stands in the corner of the picture.

    ``columns`` are the names of chaser and target; ``figures`` a label with one value for each; ``relative`` a label
    with one value for both; ``remarks`` whole sentences.
    """

    utc: str
    met: str
    columns: tuple[str, str]
    figures: tuple[tuple[str, str, str], ...]
    relative: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All of it as one text, for screen readers."""
        parts = [self.utc, self.met]
        for label, *values in self.figures:
            parts += [f"{name} {label} {value}" for name, value in zip(self.columns, values, strict=True)]
        parts += [f"{label} {value}" for label, value in self.relative]
        return "; ".join([*parts, *self.remarks])


def readout_of(scene: FlightScene, instant: Instant) -> Readout:
    """Read the figures of an instant."""
    plan = scene.assessment.plan
    states = (instant.chaser, instant.target)
    heights: list[str] = []
    speeds: list[str] = []
    lights: list[str] = []
    for state in states:
        if state is None:
            for texts in (heights, speeds, lights):
                texts.append(NOTHING)
            continue
        _, _, height_m = geodetic_from_itrs(instant.dcm_itrs_from_gcrs @ state.r_m)
        heights.append(_km(max(float(height_m), 0.0)))
        speeds.append(f"{float(np.linalg.norm(state.v_mps)):,.0f} m/s")
        lights.append(_light_name(Light(int(light(state.r_m, instant.sun_m)))))
    return Readout(
        utc=utc_text(instant.utc_ms)[:19].replace("T", "  ") + " UTC",
        met=met_text(instant.utc_ms - plan.t0.ms)[:-4],
        columns=(plan.vehicle.name, plan.target.name),
        figures=(
            (_tr("Height"), heights[0], heights[1]),
            (_tr("Inertial speed"), speeds[0], speeds[1]),
            (_tr("Light"), lights[0], lights[1]),
        ),
        relative=_relative(instant),
        remarks=_remarks(scene, instant),
    )


def _relative(instant: Instant) -> tuple[tuple[str, str], ...]:
    range_text = rate_text = phase_text = NOTHING
    if instant.chaser is not None and instant.target is not None:
        apart_m = instant.target.r_m - instant.chaser.r_m
        range_m = float(np.linalg.norm(apart_m))
        if instant.chaser.stage is Stage.DOCKED:
            range_text = _tr("docked")
        else:
            range_text = _km(range_m)
            rate_mps = float(apart_m @ (instant.target.v_mps - instant.chaser.v_mps)) / max(range_m, 1e-9)
            rate_text = f"{rate_mps:+,.2f} m/s" if abs(rate_mps) < 100.0 else f"{rate_mps:+,.0f} m/s"
            phase_rad = phase_angle(instant.chaser.r_m, instant.chaser.v_mps, instant.target.r_m, instant.target.v_mps)
            phase_text = f"{degrees(float(phase_rad)):+.2f}°"
    return ((_tr("Range"), range_text), (_tr("Range rate"), rate_text), (_tr("Phase angle"), phase_text))


def _remarks(scene: FlightScene, instant: Instant) -> tuple[str, ...]:
    remarks = []
    flight = scene.motion.flight
    if not flight.is_flown:
        remarks.append(_tr("The flight is being computed."))
    elif scene.assessment.is_preview:
        remarks.append(_tr("Preview: the flight before this edit."))
    elif instant.target is None:
        remarks.append(_tr("The playhead stands outside the time that was flown."))
    elif instant.chaser is None:
        remarks.append(_tr("The chaser was not flown here; the findings say why."))
    return tuple(remarks)


def _km(length_m: float) -> str:
    if length_m < 1_000.0:
        return f"{length_m:,.1f} m"
    return f"{length_m / 1000.0:,.3f} km" if length_m < 10_000.0 else f"{length_m / 1000.0:,.1f} km"


def _light_name(state: Light) -> str:
    return {Light.DAY: _tr("Day"), Light.PENUMBRA: _tr("Penumbra"), Light.UMBRA: _tr("Umbra")}[state]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Readout", text)
