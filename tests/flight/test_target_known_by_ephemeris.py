"""A target that flies on an ephemeris in the plan: trimmed, flown, pushed, and what is said when it does not reach."""

import numpy as np
import pytest
from msgspec.structs import replace

from flight.ephemeris_plans import LIFTOFF_MS, NASA, found_ephemeris, progress_ms_19
from missionplanner.files.plan_file import decode_plan, encode_plan
from missionplanner.files.trimmed_ephemeris import needed_span_ms, trimmed_ephemeris
from missionplanner.flight.inputs import ReboostInput
from missionplanner.flight.slip import search_of
from missionplanner.flight.target import target_orbit
from missionplanner.flight.whereabouts import EPHEMERIS_FORCES, pending, target_states
from missionplanner.flight.whereabouts_findings import whereabouts_findings
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import set_t0
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import resolve
from missionplanner.plan.target_ephemeris import TabulatedReboost, TargetEphemeris

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


def ephemeris_of(plan: Plan) -> TargetEphemeris:
    assert plan.target.ephemeris is not None
    return plan.target.ephemeris


def codes_and_words(plan: Plan) -> dict[str, str]:
    return {one.code: one.message for one in whereabouts_findings(plan, resolve(plan))}


def test_what_the_plan_keeps_answers_like_the_file() -> None:
    found = found_ephemeris()
    states = target_states(ephemeris_of(progress_ms_19()))
    utc_ms = np.arange(found.start_utc_ms + 7, found.end_utc_ms, 3_333_333, dtype=np.int64)
    ours_m, ours_mps = states.states(utc_ms)
    theirs_m, theirs_mps = found.ephemeris.state((utc_ms - found.ephemeris.epoch_utc_ms) / 1000)
    np.testing.assert_allclose(ours_m, theirs_m, rtol=0, atol=2e-3)
    np.testing.assert_allclose(ours_mps, theirs_mps, rtol=0, atol=1e-5)


def test_the_plan_survives_its_file_byte_for_byte() -> None:
    plan = progress_ms_19()
    written = encode_plan(plan)
    again = decode_plan(written, "x")
    assert again == plan
    assert encode_plan(again) == written
    (table,) = ephemeris_of(plan).tables
    lines = written.decode().splitlines()
    assert [line.strip().rstrip(",").strip('"') for line in lines if "Z " in line and " -" in line][:3] == list(
        table.states[:3]
    )


def test_it_is_trimmed_to_the_flight() -> None:
    plan = set_t0(progress_ms_19(), LIFTOFF_MS)
    found = found_ephemeris()
    first_ms, last_ms = needed_span_ms(plan)
    assert first_ms == LIFTOFF_MS - 54 * HOUR_MS
    assert last_ms == LIFTOFF_MS + 50 * HOUR_MS + 60 * HOUR_MS
    early = trimmed_ephemeris(found, NASA.name, set_t0(plan, LIFTOFF_MS - 3 * DAY_MS))
    assert (early.start.ms, early.file_end.ms) == (found.start_utc_ms, found.end_utc_ms)
    assert 0 <= early.end.ms - (LIFTOFF_MS - 3 * DAY_MS + 110 * HOUR_MS) < 240_000
    assert early.ballistic_m2pkg == pytest.approx(2.8 * 1439.7 / 445386.0)


def test_far_from_the_flight_its_nearest_day_is_kept() -> None:
    later = trimmed_ephemeris(found_ephemeris(), NASA.name, set_t0(progress_ms_19(), LIFTOFF_MS + 20 * DAY_MS))
    assert later.end.ms == found_ephemeris().end_utc_ms
    assert 0 <= later.end.ms - DAY_MS - later.start.ms < 240_000


@pytest.mark.parametrize(
    ("days", "words"),
    [(-3, "Liftoff lies 2 d 18 h 2 min 21 s before the start"), (3, "Liftoff lies 18 h 3 min 10 s after the end")],
)
def test_outside_it_the_target_is_flown_on_and_a_finding_says_so(days: int, words: str) -> None:
    plan = progress_ms_19()
    assert "outside-ephemeris" not in codes_and_words(plan)
    moved = set_t0(plan, LIFTOFF_MS + days * DAY_MS)
    assert words in codes_and_words(moved)["outside-ephemeris"]
    orbit = target_orbit(ephemeris_of(plan), moved.t0.ms, moved.t0.ms + 4 * HOUR_MS, EPHEMERIS_FORCES)
    assert 6.7e6 < np.linalg.norm(orbit.trajectory.state_at(0.0)[0]) < 6.9e6


def test_docking_outside_it_is_told_too() -> None:
    assert "Docking lies" in codes_and_words(set_t0(progress_ms_19(), LIFTOFF_MS + DAY_MS))["outside-ephemeris"]


def test_states_below_the_surface_are_a_finding() -> None:
    plan = progress_ms_19()
    ephemeris = ephemeris_of(plan)
    states = list(ephemeris.tables[0].states)
    time, *_ = states[5].split()
    states[5] = f"{time} 100.0 200.0 3000.0 1.0 2.0 3.0"
    table = replace(ephemeris.tables[0], states=tuple(states))
    buried = replace(plan, target=replace(plan.target, ephemeris=replace(ephemeris, tables=(table,))))
    assert (
        "3008 km from the Earth's centre at 2022-02-14 22:48:00 UTC"
        in (codes_and_words(buried)["ephemeris-below-surface"])
    )


def test_a_push_in_flight_changes_the_path_from_then_on() -> None:
    ephemeris = ephemeris_of(progress_ms_19())
    push = ReboostInput(utc_ms=LIFTOFF_MS + 10 * HOUR_MS, dv_mps=0.5)
    docking_ms = LIFTOFF_MS + 50 * HOUR_MS
    plain = target_orbit(ephemeris, LIFTOFF_MS, docking_ms, EPHEMERIS_FORCES)
    pushed = target_orbit(ephemeris, LIFTOFF_MS, docking_ms, EPHEMERIS_FORCES, (push,))
    at_s = (push.utc_ms - plain.epoch_ms) / 1000
    before, after = pushed.trajectory.state_at(at_s - 1e-3), pushed.trajectory.state_at(at_s)
    assert np.linalg.norm(after[0] - before[0]) < 8.0  # a millisecond's way
    assert np.linalg.norm(after[1]) - np.linalg.norm(before[1]) == pytest.approx(0.5, abs=1e-3)
    # Gauss: one m/s along the orbit leaves three times as many metres a second behind, give or take what e does.
    day_later = at_s + 86_400.0
    behind_m = np.linalg.norm(pushed.trajectory.state_at(day_later)[0] - plain.trajectory.state_at(day_later)[0])
    assert behind_m == pytest.approx(3.0 * 0.5 * 86_400.0, rel=0.03)
    early = plain.trajectory.state_at(at_s - 3600.0)[0] - pushed.trajectory.state_at(at_s - 3600.0)[0]
    assert np.linalg.norm(early) < 20.0


def test_a_reboost_that_the_ephemeris_holds_is_not_flown_twice() -> None:
    ephemeris = ephemeris_of(progress_ms_19())
    at = Utc(LIFTOFF_MS + 5 * HOUR_MS)
    holding = replace(ephemeris, reboosts=(TabulatedReboost(name="GMT046 Reboost", utc=at, dv_mps=0.5),))
    own = ReboostInput(utc_ms=at.ms + 60_000, dv_mps=0.5)
    other = ReboostInput(utc_ms=at.ms + 5 * HOUR_MS, dv_mps=0.5)
    earlier = ReboostInput(utc_ms=ephemeris.start.ms - 1, dv_mps=0.5)
    assert pending(holding, (earlier, own, other)) == (other,)


def test_windows_are_searched_along_it() -> None:
    (target,) = search_of(progress_ms_19(), (), LIFTOFF_MS, 1).targets
    assert target.reaches_by_flight
    assert target.away_ms(LIFTOFF_MS) == 0
