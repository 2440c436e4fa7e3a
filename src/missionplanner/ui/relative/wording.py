"""What the relative-motion panel says in words: figures at an instant, for eyes and for screen readers."""

from __future__ import annotations

from collections.abc import Iterator
from math import degrees, hypot
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from missionplanner.flight.dispersion_result import HIGH, LOW
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.relative_motion import RelativeFigures, RelativeMotion
from missionplanner.paint.relative_ticks import before_text
from missionplanner.plan.clock import met_text


def distance_text(length_m: float) -> str:
    """Write a distance with as many digits as matter."""
    size = abs(length_m)
    if size >= 100_000.0:
        return f"{length_m / 1000.0:,.0f} km"
    if size >= 1000.0:
        return f"{length_m / 1000.0:,.2f} km"
    return f"{length_m:.1f} m"


def figures_text(figures: RelativeFigures | None, *, is_brief: bool = False) -> str:
    """Write range, rate and place on one line; unless briefly, below it the port's frame and the last correction."""
    if figures is None:
        return _tr("The chaser is not in flight at the playhead.")
    x, y, z = figures.r_m.tolist()
    rate = f"{abs(figures.rate_mps):.3f}" if abs(figures.rate_mps) < 10.0 else f"{abs(figures.rate_mps):.1f}"
    speed = _tr("closing {0} m/s") if figures.rate_mps <= 0.0 else _tr("opening {0} m/s")
    full = _tr("Range to port {range}, {speed}   V-bar {x}   R-bar {z}   H-bar {h}")
    brief = _tr("Port {range}, {speed}   V {x}   R {z}   H {h}")
    first = (brief if is_brief else full).format(
        range=distance_text(figures.range_m),
        speed=speed.format(rate),
        x=distance_text(x + 0.0),
        z=distance_text(z + 0.0),
        h=distance_text(0.0 - y),
    )
    return first if is_brief else "\n".join([first, *_details(figures)])


def _details(figures: RelativeFigures) -> Iterator[str]:
    """Write the state in the port's frame, and what the last correction asked of the engine."""
    port = figures.port
    yield _tr(
        "From the port along its axis {along}, aside {aside}; across it {speed} m/s; looks {angle} deg off it"
    ).format(
        along=distance_text(float(port.r_m[0])),
        aside=distance_text(hypot(float(port.r_m[1]), float(port.r_m[2]))),
        speed=f"{hypot(float(port.v_mps[1]), float(port.v_mps[2])):.3f}",
        angle=f"{degrees(float(port.off_axis_rad)):.1f}",
    )
    if (last := figures.correction) is not None:
        yield _tr("Last correction {size} m/s: {asked} mm/s2 until the next, of {given} that the engine gives").format(
            size=f"{last.size_mps:.3f}", asked=f"{1000.0 * last.asked_mps2:.2f}", given=f"{1000.0 * last.most_mps2:.0f}"
        )


def instant_text(motion: RelativeMotion, utc_ms: int) -> str:
    """Write an instant as mission elapsed time and as time before contact."""
    met = met_text(utc_ms - motion.assessment.plan.t0.ms)[:-4]
    if motion.contact_ms is None:
        return met
    before = before_text((utc_ms - motion.contact_ms) / 1000.0)
    return _tr("{met}, {before} from contact").format(met=met, before=before)


def tip_text(motion: RelativeMotion, utc_ms: int, bands: DrawnBands | None = None) -> str:
    """Write what a point of the path is: when, where, and how far dispersed flights are from there."""
    parts = (instant_text(motion, utc_ms), figures_text(motion.figures(utc_ms)), spread_text(bands, utc_ms))
    return "\n".join(filter(None, parts))


def spread_text(bands: DrawnBands | None, utc_ms: float) -> str:
    """Write between which ranges and rates 90 of 100 dispersed flights are at an instant; empty where none are."""
    if bands is None:
        return ""
    ways = bands.found.bands
    range_m, rate_mps = ways.port_range_m.at(utc_ms), ways.port_rate_mps.at(utc_ms)
    if range_m is None or rate_mps is None:
        return ""
    text = _tr("90 of 100 flights: range {near} to {far}, closing {slow:.2f} to {fast:.2f} m/s").format(
        near=distance_text(range_m[LOW]), far=distance_text(range_m[HIGH]), slow=-rate_mps[HIGH], fast=-rate_mps[LOW]
    )
    return text if bands.is_current else f"{text} {_tr('(before the plan was changed)')}"


class Described(Protocol):
    """What is said of the charts: figures and bands at the playhead."""

    @property
    def figures(self) -> RelativeFigures | None:
        """The relative state at the playhead."""

    @property
    def bands(self) -> DrawnBands | None:
        """The bands on show."""


def described(viewing: Described) -> str:
    """Write for a screen reader what a chart shows at the playhead."""
    figures = viewing.figures
    spread = "" if figures is None else spread_text(viewing.bands, figures.utc_ms)
    return "; ".join(filter(None, (figures_text(figures), spread)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("RelativePanel", text)
