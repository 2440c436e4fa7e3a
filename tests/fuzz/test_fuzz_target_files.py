"""Files of element sets and ephemerides, cut, bent and overwritten: read, or refused in one sentence."""

import gzip
import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionplanner.files.elements_file import decode_target
from missionplanner.files.errors import ElementsFileError
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.flight.element_states import element_states
from missionplanner.orbit.errors import ElementsError, OrbitInputError
from missionplanner.plan.clock import Utc
from missionplanner.plan.target_edits import catalogue_number

DATA = Path(__file__).parents[1] / "data"


def few_states(xml: bytes) -> bytes:
    """The ephemeris with its first dozen states, which bend as well as all and are read faster."""
    head, *states = xml.split(b"<stateVector>")
    end = states[-1][states[-1].index(b"</stateVector>") + len(b"</stateVector>") :]
    return (
        b"<stateVector>".join([head, *states[:11], states[11].partition(b"</stateVector>")[0]])
        + b"</stateVector>"
        + end
    )


def as_kvn(xml: bytes) -> bytes:
    text = xml.decode()
    metadata = re.search(r"<metadata>(.*?)</metadata>", text, re.DOTALL)
    assert metadata is not None
    lines = ["CCSDS_OEM_VERS = 2.0", "CREATION_DATE = 2022-045T23:19:00.431Z", "ORIGINATOR = JSC", "META_START"]
    lines += [f"{key} = {value}" for key, value in re.findall(r"<(\w+)>(.*?)</\w+>", metadata[1])]
    lines += ["META_STOP", *(f"COMMENT {comment}" for comment in re.findall("<COMMENT>(.*?)</COMMENT>", text))]
    lines += [" ".join(state) for state in re.findall(r"<EPOCH>(.*?)</EPOCH>" + r"\s*<\w+ [^>]*>(.*?)</\w+>" * 6, text)]
    return "\n".join(lines).encode()


OEM = few_states(gzip.decompress((DATA / "oem" / "iss_2022-02-25_nasa.xml.gz").read_bytes()))
FILES = {
    "iss.tle": "\n".join((DATA / "iss.tle").read_text().splitlines()[:6]).encode(),
    **{path.name: path.read_bytes() for path in sorted((DATA / "omm").iterdir())},
    "oem.xml": OEM,
    "oem.kvn": as_kvn(OEM),
    "oem.gz": gzip.compress(OEM),
}
names = st.sampled_from(sorted(FILES))


def outcome(data: bytes) -> bool:
    """Whether the file was taken; whatever was taken can be asked where it is, or says why not."""
    try:
        found = decode_target(data, "x.dat")
    except ElementsFileError as error:
        sentence = str(error)
        if not sentence.startswith("x.dat") or "\n" in sentence or not sentence.endswith((".", "...")):
            pytest.fail(f"not one sentence that begins with the file's name: {sentence!r}")
        return False
    if isinstance(found, FoundEphemeris):
        t_s = np.linspace(found.ephemeris.start_s, found.ephemeris.end_s, 7)
        r_m, v_mps = found.ephemeris.state(t_s[found.ephemeris.covers(t_s)])
        assert np.isfinite(r_m).all()
        assert np.isfinite(v_mps).all()
        return True
    for one in found:
        assert catalogue_number(one.elements)
        try:
            r_m, _ = element_states(one.elements, [one.elements.epoch.ms])
        except (ElementsError, OrbitInputError):
            continue
        assert np.isfinite(r_m).all()
    return True


@pytest.mark.parametrize("name", FILES)
def test_the_files_themselves_are_taken(name: str) -> None:
    assert outcome(FILES[name])


@given(names, st.floats(0.0, 1.0))
@settings(max_examples=300, deadline=None)
def test_a_file_cut_anywhere_is_refused_or_shorter(name: str, share: float) -> None:
    outcome(FILES[name][: int(share * len(FILES[name]))])


@given(names, st.floats(0.0, 1.0, exclude_max=True), st.integers(0, 255))
@settings(max_examples=600, deadline=None)
def test_a_changed_byte_is_refused_or_harmless(name: str, share: float, byte: int) -> None:
    data = FILES[name]
    at = int(share * len(data))
    outcome(data[:at] + bytes([byte]) + data[at + 1 :])


@given(names, st.floats(0.0, 1.0, exclude_max=True), st.integers(0, 300), st.binary(max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_replaced_stretch_is_refused_or_harmless(name: str, share: float, length: int, inserted: bytes) -> None:
    data = FILES[name]
    at = int(share * len(data))
    outcome(data[:at] + inserted + data[at + length :])


_NUMBERS = re.compile(rb"(?<![\w.])-?\d*\.\d+|(?<![\w.])\d+(?![\w.])")
_STRANGE = st.one_of(
    st.floats().map(repr),
    st.integers().map(str),
    st.sampled_from(["", "-", "1e400", "0x1p3", "١٢", "1_000", "+-1", "NaN"]),
)


@given(names.filter(lambda name: name != "oem.gz"), st.data())
@settings(max_examples=600, deadline=None)
def test_another_number_at_any_place_is_refused_or_harmless(name: str, data: st.DataObject) -> None:
    whole = FILES[name]
    spans = [match.span() for match in _NUMBERS.finditer(whole)]
    first, last = data.draw(st.sampled_from(spans))
    outcome(whole[:first] + data.draw(_STRANGE).encode() + whole[last:])


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda below: st.lists(below, max_size=2) | st.dictionaries(st.text(max_size=5), below, max_size=2),
    max_leaves=4,
)
OBJECT = json.loads(FILES["iss_strings.json"])


@given(st.sampled_from(sorted(OBJECT)), _VALUES)
@settings(max_examples=300, deadline=None)
def test_another_value_of_any_field_is_refused_or_harmless(key: str, value: object) -> None:
    outcome(json.dumps({**OBJECT, key: value}).encode())


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"<", b"<ndm>", b"{", b"[", b"CCSDS_OEM_VERS = 2.0\n", b"1 25544U "])
)
@settings(max_examples=500, deadline=None)
def test_anything_else_is_refused_in_one_sentence(data: bytes, start: bytes) -> None:
    outcome(start + data)


sets = st.fixed_dictionaries(
    {
        "EPOCH": st.integers(946_684_800_000, 2_208_988_800_000).map(lambda ms: str(Utc(ms)).replace("Z", "123")),
        "MEAN_MOTION": st.integers(1_00000000, 16_00000000).map(lambda n: f"{n * 1e-8:.8f}"),
        "ECCENTRICITY": st.integers(0, 2_000_000).map(lambda n: f"{n * 1e-7:.7f}"),
        "INCLINATION": st.integers(0, 180_0000).map(lambda n: f"{n * 1e-4:.4f}"),
        "RA_OF_ASC_NODE": st.integers(0, 359_9999).map(lambda n: f"{n * 1e-4:.4f}"),
        "ARG_OF_PERICENTER": st.integers(0, 359_9999).map(lambda n: f"{n * 1e-4:.4f}"),
        "MEAN_ANOMALY": st.integers(0, 359_9999).map(lambda n: f"{n * 1e-4:.4f}"),
        "BSTAR": st.integers(-99999, 99999).map(lambda n: f"{n * 1e-8:.8f}"),
        "NORAD_CAT_ID": st.integers(0, 999_999_999).map(str),
    }
)


@given(sets)
@settings(max_examples=100, deadline=None)
def test_any_set_is_the_same_in_every_notation(fields: dict[str, str]) -> None:
    tags = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items())
    notations = [
        json.dumps(fields),
        json.dumps([{key: json.loads(value) if key != "EPOCH" else value for key, value in fields.items()}]),
        "\n".join([",".join(fields), ",".join(fields.values())]),
        "\n".join(["CCSDS_OMM_VERS = 3.0", *(f"{key} = {value}" for key, value in fields.items())]),
        f'<ndm><omm version="3.0"><body><segment><data>{tags}</data></segment></body></omm></ndm>',
    ]
    found = [decode_target(text.encode(), "x") for text in notations]
    means = [one[0].elements.mean for one in found if not isinstance(one, FoundEphemeris)]
    assert means == [means[0]] * 5
    assert means[0] is not None
    assert str(means[0].catalogue_number) == fields["NORAD_CAT_ID"]
    assert means[0].epoch_utc.startswith(fields["EPOCH"])
