"""Times and durations are understood however they are typed, and refused with a message that shows right ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.plan.clock import Utc, met_text, utc_text
from missionplanner.plan.time_text import (
    duration_text,
    parse_duration_ms,
    parse_instant_ms,
    shift_text,
    utc_field_text,
)
from missionplanner.plan.zones import local_text

T0 = Utc.parse("2025-11-27T09:27:57.402Z").ms
DOCKING = Utc.parse("2025-11-27T12:38:29Z").ms
TEN_YEARS_MS = 10 * 366 * 86_400_000


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1h 30m", 5_400_000),
        ("1h30m", 5_400_000),
        ("90 min", 5_400_000),
        ("+30s", 30_000),
        ("-5 min", -300_000),
        ("\N{MINUS SIGN}5 min", -300_000),
        ("1.5 h", 5_400_000),
        (".5s", 500),
        ("250 ms", 250),
        ("2 days 3 hours", 183_600_000),
        ("01:30:00", 5_400_000),
        ("1:30", 5_400_000),
        ("2d 03:04:05.006", 183_845_006),
        ("0", 0),
        ("0 s", 0),
    ],
)
def test_durations_that_people_type(text: str, ms: int) -> None:
    assert parse_duration_ms(text) == ms


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("90", "needs a unit"),
        ("", "not a duration like"),
        ("soon", "not a duration like"),
        ("5 parsec", "no unit of time"),
        ("1h 30", "needs a unit"),
        ("00:75:00", "not a duration like"),
        ("9999 d", "longer than ten years"),
    ],
)
def test_what_is_no_duration_is_refused_with_a_right_one(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_duration_ms(text)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2025-11-27T10:00:00Z", "2025-11-27T10:00:00.000Z"),
        ("2025-11-27 10:00", "2025-11-27T10:00:00.000Z"),
        ("2025-11-27 10:00:00.5 UTC", "2025-11-27T10:00:00.500Z"),
        ("12:34:35", "2025-11-27T12:34:35.000Z"),
        ("12:34 UTC", "2025-11-27T12:34:00.000Z"),
        ("T+44m", "2025-11-27T10:11:57.402Z"),
        ("t+00:44:22.5", "2025-11-27T10:12:19.902Z"),
        ("T+2d 03:04:05.000", "2025-11-29T12:32:02.402Z"),
        ("L-2h", "2025-11-27T07:27:57.402Z"),
        ("T-30s", "2025-11-27T09:27:27.402Z"),
        ("T0", "2025-11-27T09:27:57.402Z"),
        ("T-0", "2025-11-27T09:27:57.402Z"),
        ("+30s", "2025-11-27T12:38:59.000Z"),
        ("-1h", "2025-11-27T11:38:29.000Z"),
    ],
)
def test_instants_that_people_type(text: str, utc: str) -> None:
    assert utc_text(parse_instant_ms(text, T0, DOCKING)) == utc


def test_a_time_of_day_is_the_one_nearest_to_what_stands_now() -> None:
    late = Utc.parse("2025-11-27T23:50:00Z").ms
    assert utc_text(parse_instant_ms("00:10", T0, late)) == "2025-11-28T00:10:00.000Z"
    early = Utc.parse("2025-11-28T00:10:00Z").ms
    assert utc_text(parse_instant_ms("23:50", T0, early)) == "2025-11-27T23:50:00.000Z"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("noon", "not a time like"),
        ("", "not a time like"),
        ("2025-13-01 00:00", "calendar"),
        ("25:00", "not a time like"),
        ("T+soon", "not a duration like"),
        ("1800-01-01 00:00", "between 1950 and 2100"),
        ("+90", "needs a unit"),
    ],
)
def test_what_is_no_time_is_refused_with_a_right_one(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_instant_ms(text, T0, DOCKING)


@given(st.integers(-TEN_YEARS_MS, TEN_YEARS_MS))
def test_a_duration_reads_back_as_it_was_written(ms: int) -> None:
    assert parse_duration_ms(duration_text(ms)) == ms
    assert parse_duration_ms(shift_text(ms)) == ms


@given(st.integers(-TEN_YEARS_MS, TEN_YEARS_MS))
def test_every_text_the_program_shows_can_be_typed_again(met_ms: int) -> None:
    assert parse_instant_ms(met_text(met_ms), T0, DOCKING) == T0 + met_ms
    assert parse_instant_ms(utc_text(T0 + met_ms), T0, DOCKING) == T0 + met_ms
    assert parse_instant_ms(utc_field_text(T0 + met_ms), T0, DOCKING) == T0 + met_ms


def test_durations_are_short_to_read() -> None:
    assert duration_text(5_400_000) == "1 h 30 min"
    assert duration_text(59_094) == "59.094 s"
    assert shift_text(120_000) == "+2 min"
    assert duration_text(-1500) == "-1.5 s"


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("14:27:57.402 Asia/Almaty", "2025-11-27T09:27:57.402Z"),
        ("2025-11-27 14:27:57.402 Asia/Almaty (UTC+05:00)", "2025-11-27T09:27:57.402Z"),
        ("2025-11-27 07:38:29 America/Argentina/Ushuaia", "2025-11-27T10:38:29Z"),
        ("02:00 America/New_York", "2025-11-27T07:00:00Z"),
        # The clock of New York showed 01:30 twice on 2 November 2025, and never 02:30 on 9 March.
        ("2025-11-02 01:30 America/New_York", "2025-11-02T05:30:00Z"),
        ("2025-11-02 03:30 America/New_York", "2025-11-02T08:30:00Z"),
        ("2025-03-09 02:30 America/New_York", "2025-03-09T07:30:00Z"),
    ],
)
def test_times_in_a_zone(text: str, utc: str) -> None:
    assert parse_instant_ms(text, T0, T0) == Utc.parse(utc).ms


def test_an_unknown_zone_is_named() -> None:
    with pytest.raises(ValueError, match="'Moon/Tycho' is no time zone"):
        parse_instant_ms("12:00 Moon/Tycho", T0, T0)


@given(st.integers(T0 - TEN_YEARS_MS, T0 + TEN_YEARS_MS), st.sampled_from(["Asia/Almaty", "Asia/Tokyo"]))
def test_what_the_timeline_writes_of_a_zone_reads_back(utc_ms: int, zone: str) -> None:
    written = local_text(utc_ms, zone)
    again = parse_instant_ms(written, T0, T0)
    assert local_text(again, zone).split(" (")[0] == written.split(" (")[0]
