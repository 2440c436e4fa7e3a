"""States as lines: written and read again, and refused with the wrong part named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from missionplanner.plan.clock import Utc
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import Source
from missionplanner.plan.target_edits import with_elements, with_ephemeris
from missionplanner.plan.target_ephemeris import (
    StateTable,
    TabulatedState,
    TargetEphemeris,
    parse_state,
    state_line,
)

FIRST = "2022-02-15T04:24:00Z 4037.123456 -5428.7 622.5 4.4 2.6 -5.6"
SECOND = "2022-02-15T04:28:00.5Z 4037.1 -5428.7 622.5 4.4 2.6 -5.6"
MICROMETRES = st.integers(-8_000_000_000, 8_000_000_000)


def ephemeris(*tables: StateTable) -> TargetEphemeris:
    return TargetEphemeris(
        file_start=Utc(0), file_end=Utc(1000), tables=tables, source=Source(provenance="published", text="x")
    )


@given(
    st.integers(0, 4_000_000_000_000_000),
    st.tuples(*[MICROMETRES.map(lambda mm: mm / 1e6)] * 3),
    st.tuples(*[MICROMETRES.map(lambda mm: mm / 1e9)] * 3),
)
def test_a_line_reads_back_as_the_state_it_was_written_from(
    utc_us: int, r_km: tuple[float, float, float], v_kmps: tuple[float, float, float]
) -> None:
    state = TabulatedState(utc_us, r_km, v_kmps)
    line = state_line(state)
    assert parse_state(line) == state
    assert state_line(parse_state(line)) == line


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "'' is not a UTC time"),
        ("noon 1 2 3 4 5 6", "'noon' is not a UTC time"),
        ("2022-02-15T04:24:00Z 1 2 3 4 5", "a state has 5 numbers; six follow"),
        (FIRST.replace("-5.6", "NaN"), "z_dot is 'NaN' in the state of 2022-02-15T04:24:00Z"),
        (FIRST.replace("622.5", "1e3"), "z is '1e3' in the state"),
        (FIRST.replace("622.5", "9999999"), "z is 9999999 in the state of 2022-02-15T04:24:00Z; at most 1e+06"),
        (FIRST.replace("4.4", "44"), "x_dot is 44 in the state of 2022-02-15T04:24:00Z; at most 20"),
    ],
)
def test_a_line_that_is_no_state_is_refused_by_name(line: str, words: str) -> None:
    with pytest.raises(ValueError, match="^" + words.replace("+", r"\+")):
        parse_state(line)


def test_tables_have_states_in_order() -> None:
    with pytest.raises(ValueError, match="there are 1 states; 2 to"):
        StateTable(states=(FIRST,))
    with pytest.raises(ValueError, match="does not come after"):
        StateTable(states=(SECOND, FIRST))
    with pytest.raises(ValueError, match="degree is 40"):
        StateTable(states=(FIRST, SECOND), degree=40)
    with pytest.raises(ValueError, match="there are no tables"):
        ephemeris()


def test_its_span_is_that_of_its_states() -> None:
    whole = ephemeris(StateTable(states=(FIRST, SECOND)))
    assert (str(whole.start), str(whole.end)) == ("2022-02-15T04:24:00.000Z", "2022-02-15T04:28:00.500Z")
    assert whole.created_ms is None
    assert replace(whole, created="2022-045T23:19:00.431Z").created_ms == Utc.parse("2022-02-14T23:19:00.431Z").ms
    assert whole.ballistic_m2pkg is None
    with pytest.raises(ValueError, match=r"mass_kg is -1.0"):
        replace(whole, mass_kg=-1.0)


def test_a_target_has_one_orbit(sample: Plan) -> None:
    on_ephemeris = with_ephemeris(sample, ephemeris(StateTable(states=(FIRST, SECOND))))
    assert on_ephemeris.target.elements is None
    assert on_ephemeris.target.whereabouts is on_ephemeris.target.ephemeris
    assert sample.target.elements is not None
    assert with_elements(on_ephemeris, sample.target.elements) == sample
    with pytest.raises(ValueError, match="either elements or an ephemeris"):
        replace(sample.target, elements=None)
    with pytest.raises(ValueError, match="either elements or an ephemeris"):
        replace(on_ephemeris.target, elements=sample.target.elements)
