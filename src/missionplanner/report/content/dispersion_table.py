"""What dispersed flights came to, as printed: delta-v and contact at 50, 95 and 99 %, times, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.flight.dispersion_result import HIGH, LOW, MIDDLE, Dispersions, Late, Percentiles
from missionplanner.report.content.wording import number_text


@dataclass(frozen=True, kw_only=True)
class DispersionRow:
    """One quantity, and what 50, 95 and 99 % of flights do not exceed."""

    name: str
    unit: str
    p50: str
    p95: str
    p99: str


@dataclass(frozen=True, kw_only=True)
class DispersionTable:
    """The rows, and sentences on times and on what went wrong."""

    rows: tuple[DispersionRow, ...]
    times: str
    faults: str
    about: str


def dispersion_table(found: Dispersions) -> DispersionTable:
    """Write the result of a study."""
    late = found.docking_late_s
    burns = [
        f"{burn.name} ignites {_early_or_late(burn.ignition_late_s)}"
        for burn in found.burns
        if burn.ignition_late_s[HIGH] - burn.ignition_late_s[LOW] >= 0.05
    ]
    docking = f"Docking comes {_early_or_late(late)} ({late[MIDDLE]:+.0f} s in the middle)"
    return DispersionTable(
        rows=(
            _row("Delta-v, insertion to contact", "m/s", found.delta_v_mps, 2),
            *(_row(burn.name, "m/s", burn.dv_mps, 2) for burn in found.burns),
            _row("Contact speed", "m/s", found.contact_mps, 3),
            _row("Offset at contact", "m", found.lateral_m, 3),
            _row("Off the port's axis on the final approach", "deg", found.corridor_deg, 2),
        ),
        times=f"{'; '.join([docking, *burns])}; the other burns ignite by the clock.",
        faults=(
            f"Of {found.count:,} flights {found.out_of_corridor} left the corridor of "
            f"{found.limits.corridor_deg:g} deg, {found.fast_contact} touched outside the limits of speed, "
            f"{found.missed_port} missed the port and {found.short_of_propellant} ran short of propellant."
        ),
        about=(
            f"{found.count:,} flights of this plan with errors of insertion, navigation, burns, sensor and air drawn "
            f"(seed {found.seed}); before each burn those that are left are solved again. The target's own state "
            "is not dispersed. Charts shade where 50 and 90 of 100 flights are; from the gate on times count from each "
            "flight's own passing of it. Sigmas without a published source are assumed."
        ),
    )


def _early_or_late(late_s: Late) -> str:
    return f"{late_s[LOW]:+.0f} s to {late_s[HIGH]:+.0f} s from its planned instant in 90 of 100 flights"


def _row(name: str, unit: str, values: Percentiles, digits: int) -> DispersionRow:
    p50, p95, p99 = (number_text(value, digits) for value in (values.p50, values.p95, values.p99))
    return DispersionRow(name=name, unit=unit, p50=p50, p95=p95, p99=p99)
