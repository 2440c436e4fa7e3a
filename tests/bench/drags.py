"""Seeded drags of a plan: liftoff moved by up to half a minute, or a burn by up to two minutes."""

from __future__ import annotations

import random
from importlib.resources import files

from missionplanner.files.launch_data import read_craft, read_profiles
from missionplanner.files.plan_file import decode_plan
from missionplanner.flight.assess import Assessment
from missionplanner.flight.option import DAY_MS
from missionplanner.flight.slip import converted, judge_slip
from missionplanner.plan import edits
from missionplanner.plan.plan import Plan
from missionplanner.plan.span_edits import shift_events

_T0_BY_MS = 30_000
_BURN_BY_MS = 120_000
_BURNS = ("dv1", "dv2", "dv3")


def two_orbit_plan() -> Plan:
    """Soyuz MS-28 as launched."""
    sample = files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan"
    return decode_plan(sample.read_bytes(), sample.name)


def two_day_plan() -> Plan:
    """Soyuz MS-28 two days later, taken to the profile that works on that day.

    Raises:
        ValueError: no profile works.
    """
    plan = two_orbit_plan()
    remedy = judge_slip(plan, read_profiles(read_craft("soyuz-ms")), plan.t0.ms + 2 * DAY_MS).remedy
    if remedy is None or remedy.profile.kind != "2-day":
        raise ValueError("29 November is no two-day day any more")
    return converted(plan, remedy)


def liftoff_drags(known: Assessment, count: int, seed: int = 28) -> list[Plan]:
    """Plans with T0 elsewhere."""
    hand, plan = random.Random(seed), known.plan
    return [edits.set_t0(plan, plan.t0.ms + hand.randrange(-_T0_BY_MS, _T0_BY_MS)) for _ in range(count)]


def burn_drags(known: Assessment, count: int, seed: int = 28) -> list[Plan]:
    """Plans with a burn elsewhere, and fixed there, as a drag on the timeline makes them."""
    hand = random.Random(seed)
    return [
        shift_events(known.plan, known.schedule, [hand.choice(_BURNS)], hand.randrange(-_BURN_BY_MS, _BURN_BY_MS))
        for _ in range(count)
    ]
