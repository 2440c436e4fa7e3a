"""Plans that nobody would write come back equal; damaged ones are refused in one sentence, or are still plans."""

import json
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from missionplanner.files.errors import PlanFileError
from missionplanner.files.plan_file import decode_plan, encode_plan
from missionplanner.plan.plan import Plan
from plan_strategies import plans

SAMPLE = (files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan").read_bytes()


def outcome(data: bytes) -> Plan | None:
    """The plan in these bytes, None if they were refused as they should be."""
    try:
        plan = decode_plan(data, "x.mplan")
    except PlanFileError as error:
        sentence = str(error)
        if not sentence.startswith("x.mplan") or "\n" in sentence:
            pytest.fail(f"not one sentence that begins with the file's name: {sentence!r}")
        return None
    again = encode_plan(plan)
    assert decode_plan(again, "again") == plan
    assert encode_plan(decode_plan(again, "again")) == again
    return plan


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans)
def test_any_plan_comes_back_equal(plan: Plan) -> None:
    written = encode_plan(plan)
    assert decode_plan(written, "x") == plan
    assert encode_plan(decode_plan(written, "x")) == written
    written_elsewhere = json.dumps(json.loads(written)).encode()
    assert decode_plan(written_elsewhere, "x") == plan


@given(st.integers(0, len(SAMPLE) - 2))
@settings(max_examples=300)
@example(0)
@example(len(SAMPLE) - 2)
def test_a_truncated_plan_is_refused(length: int) -> None:
    assert outcome(SAMPLE[:length]) is None


def test_the_end_of_the_last_line_is_not_missed() -> None:
    assert outcome(SAMPLE[:-1]) == decode_plan(SAMPLE, "sample")


@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255))
@settings(max_examples=1000)
def test_a_changed_byte_is_refused_or_harmless(at: int, byte: int) -> None:
    outcome(SAMPLE[:at] + bytes([byte]) + SAMPLE[at + 1 :])


@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 200), st.binary(max_size=20))
@settings(max_examples=300)
def test_a_replaced_stretch_is_refused_or_harmless(at: int, length: int, inserted: bytes) -> None:
    outcome(SAMPLE[:at] + inserted + SAMPLE[at + length :])


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below, max_size=3),
    max_leaves=6,
)


@given(st.data())
@settings(max_examples=300)
def test_another_value_at_any_place_is_refused_or_harmless(data: st.DataObject) -> None:
    document = json.loads(SAMPLE)
    place = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            place[key] = data.draw(_VALUES)
            break
        place = place[key]
    outcome(json.dumps(document).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    assert outcome(data) is None
