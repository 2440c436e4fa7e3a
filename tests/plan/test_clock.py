"""Instants and mission elapsed time as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.plan.clock import Utc, clock_text, met_text, utc_prose, utc_text

INSTANTS = st.integers(min_value=-631_152_000_000, max_value=4_102_444_800_000)


def test_liftoff_of_ms_28_is_read_to_the_millisecond() -> None:
    assert Utc.parse("2025-11-27T09:27:57.402Z").ms == 1_764_235_677_402


@pytest.mark.parametrize(
    "text", ["2025-11-27 09:27:57.402", "2025-11-27T09:27:57.402 UTC", "2025-11-27T09:27:57.4020Z"]
)
def test_other_spellings_of_utc_are_read(text: str) -> None:
    assert str(Utc.parse(text)) == "2025-11-27T09:27:57.402Z"


@pytest.mark.parametrize("text", ["", "yesterday", "2025-13-01T00:00Z", "2025-02-30T00:00Z", "2025-11-27T09:27:60Z"])
def test_what_is_no_time_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(ValueError, match=r"2025|yesterday|''"):
        Utc.parse(text)


def test_other_zones_are_refused() -> None:
    with pytest.raises(ValueError, match="is not a UTC time like"):
        Utc.parse("2025-11-27T12:27:57+03:00")


def test_years_beyond_the_ephemeris_are_refused() -> None:
    with pytest.raises(ValueError, match="between 1950 and 2100"):
        Utc.parse("9999-01-01T00:00Z")


def test_an_instant_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Utc(0).ms = 1  # type: ignore[misc]


@given(INSTANTS)
def test_every_instant_survives_its_own_text(ms: int) -> None:
    assert Utc.parse(utc_text(ms)).ms == ms


@pytest.mark.parametrize(
    ("met_ms", "text"),
    [
        (0, "T+00:00:00.000"),
        (2_640_000, "T+00:44:00.000"),
        (-7_200_500, "L-02:00:00.500"),
        (183_845_000, "T+2d 03:04:05.000"),
    ],
)
def test_mission_elapsed_time_says_before_or_after(met_ms: int, text: str) -> None:
    assert met_text(met_ms) == text


def test_a_sentence_names_the_second_an_instant_lies_in() -> None:
    assert utc_prose(Utc.parse("2025-11-27T12:30:34.645Z").ms) == "2025-11-27 12:30:34 UTC"


def test_a_clock_names_the_day_unless_it_is_that_of_t0() -> None:
    t0_ms = Utc.parse("2021-11-11T02:03:31Z").ms
    assert clock_text(Utc.parse("2021-11-11T23:59:59.999Z").ms, t0_ms) == "23:59:59"
    assert clock_text(Utc.parse("2021-11-12T00:10:00Z").ms, t0_ms) == "2021-11-12 00:10:00"
