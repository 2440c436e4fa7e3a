"""Element sets that were found in public places and are not genuine are told; genuine ones are not.

``lookalikes_not_genuine.txt`` gives of each what shows it: the first line or its epoch, the node, the mean motion. What
it leaves out is taken from the genuine set next to it, so that only the published digits can give it away.
"""

from pathlib import Path

import pytest
from msgspec.structs import replace

from missionplanner.files.elements_file import decode_target, read_target
from missionplanner.flight.implausible_elements import warnings
from missionplanner.plan.clock import Utc
from missionplanner.plan.station import ElementSet, MeanElements

DATA = Path(__file__).parents[1] / "data"
GENUINE = (DATA / "iss.tle").read_text()

# First line or its epoch, node, mean motion, and the word that must be said; all from the file of look-alikes.
WITH_NEIGHBOURS = [
    ("1 25544U 98067A   25330.54705324  .00001264  00000-0  33372-4 0  9993", "130.2380", "15.50000091", "node"),
    ("1 25544U 98067A   25336.20547222  .00021320  00000-0  43887-3 0  9991", "11.9812", "15.50089713", "node"),
    ("1 25544U 98067A   25321.51385417  .00013833  00000-0  24663-3 0  9999", "307.6127", None, "node"),
    ("25326.50000000", None, "15.54225995", "round number"),
    ("25326.50000000", None, "15.54225995", "mean motion"),
    ("1 25544U 98067A   24083.89679124  .00014815  00000+0  26815-3 0  9996", "195.9189", "15.49814442", "node"),
    ("24083.51336049", "128.5287", None, "node"),
    ("24083.56819444", "68.2255", None, "node"),
    ("24256.99652778", "208.9163", "15.49560532", "node"),
    ("20287.52554284", "149.6209", "15.49257630", "node"),
    ("20286.53610996", "341.3418", None, "node"),
    ("20282.43328229", "251.6473", None, "node"),
    ("20281.79072380", "43.2383", None, "node"),
]
ALONE = [
    ("1 25544U 98067A   25330.54705324  .00001264  00000-0  33372-4 0  9993", "130.2380", "15.50000091234567", "23456"),
    ("1 25544U 98067A   25330.51167824  .00010000  00000-0  21825-3 0  9994", None, None, "round number"),
    ("1 25544U 98067A   24255.51782528  .00016717  00000+0  35226-3 0  9994", "247.4627", None, "2008"),
    ("25326.50000000", None, None, "round number"),
    ("25180.50000000", None, None, "round number"),
    ("25180.54321875", None, None, "counts 54321"),
]


def with_checksum(line: str) -> str:
    return line[:68] + str(sum(int(c) if c.isdigit() else c == "-" for c in line[:68]) % 10)


def look_alike(line1: str, node: str | None, motion: str | None) -> str:
    """The set, with what is not published of it from the genuine set nearest in time."""
    epoch = line1[18:32] if line1.startswith("1 ") else line1
    lines = GENUINE.splitlines()
    pairs = [(lines[at], lines[at + 1]) for at in range(1, len(lines), 3)]
    ours1, ours2 = min(pairs, key=lambda pair: abs(float(pair[0][18:32]) - float(epoch)))
    line1 = line1 if line1.startswith("1 ") else with_checksum(ours1[:18] + epoch + ours1[32:])
    if node is not None:
        ours2 = ours2[:17] + node.rjust(8) + ours2[25:]
    if motion is not None:
        ours2 = ours2[:52] + motion.ljust(11) + ours2[52 + max(11, len(motion)) :]
    return f"{line1}\n{with_checksum(ours2)}\n"


@pytest.mark.parametrize(("line1", "node", "motion", "says"), WITH_NEIGHBOURS)
def test_a_look_alike_among_genuine_sets_is_told_and_they_are_not(
    line1: str, node: str | None, motion: str | None, says: str
) -> None:
    found = decode_target((GENUINE + look_alike(line1, node, motion)).encode(), "x.tle")
    assert any(says in warning for warning in found[-1].warnings)
    assert [one.warnings for one in found[:-1]] == [()] * 24


@pytest.mark.parametrize(("line1", "node", "motion", "says"), ALONE)
def test_a_look_alike_that_shows_by_itself_is_told(line1: str, node: str | None, motion: str | None, says: str) -> None:
    (found,) = decode_target(look_alike(line1, node, motion).encode(), "x.tle")
    assert any(says in warning for warning in found.warnings)


def test_every_look_alike_of_the_file_is_in_the_lists() -> None:
    listed = "".join(line for line, *_ in (*WITH_NEIGHBOURS, *ALONE))
    epochs = {
        word
        for line in (DATA / "lookalikes_not_genuine.txt").read_text().splitlines()[1:]
        for word in line.partition("[")[0].replace("/", " ").split()
        if word[:2] in ("20", "24", "25") and word[5:6] == "." and len(word) == 14
    }
    assert len(epochs) >= 15
    # Nothing but its date is published of this one, and nothing is wrong about that.
    assert {epoch for epoch in epochs if epoch not in listed} == {"25183.86865372"}


def test_two_look_alikes_contradict_each_other() -> None:
    found = decode_target((look_alike(*WITH_NEIGHBOURS[6][:3]) + look_alike(*WITH_NEIGHBOURS[7][:3])).encode(), "x.tle")
    assert all(any("node" in warning for warning in one.warnings) for one in found)


def test_the_plan_s_own_elements_bear_witness(tmp_path: Path) -> None:
    known = [one.elements for one in read_target(DATA / "iss.tle")]
    path = tmp_path / "odd.tle"
    path.write_text(look_alike(*WITH_NEIGHBOURS[0][:3]))
    (found,) = read_target(path, known=known[20:21])
    assert any("node" in warning for warning in found.warnings)


def as_mean(elements: ElementSet, **changes: object) -> ElementSet:
    (found,) = decode_target((DATA / "omm" / "iss.kvn").read_bytes(), "iss.kvn")
    assert isinstance(found.elements.mean, MeanElements)
    mean = replace(found.elements.mean, **changes)
    return replace(found.elements, mean=mean, epoch=Utc.parse(mean.epoch_utc))


def test_mean_elements_are_judged_alike() -> None:
    known = [one.elements for one in read_target(DATA / "iss.tle")]
    assert warnings(as_mean(known[0]), known) == ()
    assert any("node" in said for said in warnings(as_mean(known[0], raan_deg=130.238), known))
    assert any("mean motion" in said for said in warnings(as_mean(known[0], mean_motion_revpd=15.6), known))
    assert any("revolution" in said for said in warnings(as_mean(known[0], revolution_at_epoch=100), known))
    assert any("inclination" in said for said in warnings(as_mean(known[0], inclination_deg=52.0), known))
    assert any("round" in said for said in warnings(as_mean(known[0], epoch_utc="2025-11-24T13:04:24Z")))
    made_up = as_mean(known[0], inclination_deg=51.6, raan_deg=232.0, eccentricity=0.001, mean_motion_revpd=15.5)
    assert any("inclination, node, eccentricity and mean motion are round" in said for said in warnings(made_up))
