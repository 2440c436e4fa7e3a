"""Hypothesis strategies for whole plans: every record, every choice, every limit of a number."""

import math
from itertools import accumulate

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet, AtOrbital, AtUtc, OrbitalKind
from missionplanner.plan.clock import Utc
from missionplanner.plan.constraints import Gap, Latest
from missionplanner.plan.events import (
    Activity,
    Actual,
    BoundedComponent,
    BoundedTime,
    Burn,
    Event,
    FixedComponent,
    FixedTime,
    Milestone,
    Phase,
    Reboost,
    SolvedComponent,
    SolvedTime,
)
from missionplanner.plan.mission import CrewMember, Mission, Objective
from missionplanner.plan.photos import Arrow, Ellipse, Photo, Rectangle, Text
from missionplanner.plan.plan import SCHEMA_VERSION, Plan, Track
from missionplanner.plan.provenance import FieldSource, ProvenanceKind, Source
from missionplanner.plan.record import Record
from missionplanner.plan.rendezvous import Approach, AxialPoint, ProfileName, Rendezvous, Waypoint
from missionplanner.plan.rules import RangeLimit, Rule, RuleKind, Severity, Waiver
from missionplanner.plan.station import ElementSet, MeanElements, Occupancy, Port, Target
from missionplanner.plan.target_ephemeris import (
    StateTable,
    TabulatedReboost,
    TabulatedState,
    TargetEphemeris,
    state_line,
)
from missionplanner.plan.vehicle import Ascent, LaunchSite, Vehicle

_TEN_YEARS_MS = 10 * 366 * 86_400_000

# Everything that UTF-8 can carry: all but lone surrogates.
texts = st.text(st.characters(codec="utf-8"), max_size=12)
names = texts.filter(lambda text: bool(text.strip()))
slugs = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,5}", fullmatch=True)
numbers = st.floats(allow_nan=False, allow_infinity=False)
instants = st.integers(-631_152_000_000, 4_102_444_800_000).map(Utc)
spans_ms = st.integers(-_TEN_YEARS_MS, _TEN_YEARS_MS)
coordinates_m = st.floats(-1e4, 1e4)
vectors = st.tuples(coordinates_m, coordinates_m, coordinates_m)
points_px = st.tuples(numbers, numbers)
provenances: SearchStrategy[ProvenanceKind] = st.from_type(ProvenanceKind)
sources = st.builds(Source, provenance=provenances, text=texts)
unit_vectors = st.tuples(st.floats(0.0, math.tau), st.floats(-1.0, 1.0)).map(
    lambda at: (math.cos(at[0]) * math.sqrt(1 - at[1] ** 2), math.sin(at[0]) * math.sqrt(1 - at[1] ** 2), at[1])
)


def between(low: float, high: float) -> SearchStrategy[float]:
    return st.floats(low, high)


def some(strategy: SearchStrategy[object], key: str = "id", least: int = 0) -> SearchStrategy[tuple[object, ...]]:
    """A few records that differ in their key."""
    several = st.lists(strategy, min_size=least, max_size=3, unique_by=lambda record: getattr(record, key))
    return several.map(tuple)


def sources_of(record: type[Record]) -> SearchStrategy[tuple[FieldSource, ...]]:
    fields = [name for name in record.__struct_fields__ if name != "sources"]
    source = st.builds(FieldSource, field=st.sampled_from(fields), provenance=provenances, text=texts)
    return st.lists(source, max_size=2).map(tuple)


@st.composite
def orbital_anchors(draw: st.DrawFn) -> AtOrbital:
    instant: OrbitalKind = draw(st.from_type(OrbitalKind))
    return AtOrbital(
        instant=instant,
        after=draw(slugs),
        craft=draw(st.sampled_from(("chaser", "target"))),
        count=draw(st.integers(1, 10_000)),
        offset_ms=draw(spans_ms),
        range_m=draw(between(1e-3, 1e9)) if instant == "range" else None,
        range_rate_mps=draw(between(-2e4, 2e4)) if instant == "range-rate" else None,
        crossing=draw(st.sampled_from((None, "falling", "rising"))) if instant in ("range", "range-rate") else None,
        station=draw(texts) if instant.startswith("station-") else None,
        mask_deg=draw(st.none() | between(-10.0, 85.0)) if instant.startswith("station-") else None,
        relay=draw(texts) if instant.startswith("relay-") else None,
    )


anchors: SearchStrategy[Anchor] = st.one_of(
    st.builds(AtUtc, utc=instants),
    st.builds(AtMet, met_ms=spans_ms),
    st.builds(AfterEvent, event=slugs, edge=st.sampled_from(("start", "end")), offset_ms=spans_ms),
    orbital_anchors(),
)
_two_speeds = st.tuples(between(-5000.0, 5000.0), between(-5000.0, 5000.0)).map(sorted)
_two_spans = st.tuples(spans_ms, spans_ms).map(sorted)
components = st.one_of(
    st.builds(FixedComponent, mps=between(-5000.0, 5000.0)),
    _two_speeds.map(lambda two: BoundedComponent(low_mps=two[0], high_mps=two[1])),
    st.just(SolvedComponent()),
)
burn_times = st.one_of(
    st.just(FixedTime()),
    _two_spans.map(lambda two: BoundedTime(earliest_ms=two[0], latest_ms=two[1])),
    st.just(SolvedTime()),
)
_event = {
    "id": slugs,
    "name": names,
    "track": slugs,
    "anchor": anchors,
    "crew": st.lists(slugs, max_size=2).map(tuple),
    "note": texts,
    "source": st.none() | sources,
    "actual": st.none() | st.builds(Actual, start=instants, end=st.none() | instants, source=sources),
}
events: SearchStrategy[Event] = st.one_of(
    st.builds(Milestone, **_event),
    st.builds(Reboost, **_event, dv_mps=between(-50.0, 50.0)),
    st.builds(Burn, **_event, time=burn_times, dv_x=components, dv_y=components, dv_z=components),
    st.builds(Phase, **_event, end=anchors),
    st.builds(Activity, **_event, duration_ms=st.integers(1, _TEN_YEARS_MS)),
)
_shape = {"id": slugs, "color": st.from_regex(r"#[0-9a-f]{6}", fullmatch=True), "label": names}
annotations = st.one_of(
    st.builds(Rectangle, **_shape, corner_px=points_px, opposite_px=points_px),
    st.builds(Ellipse, **_shape, corner_px=points_px, opposite_px=points_px),
    st.builds(Arrow, **_shape, tail_px=points_px, tip_px=points_px),
    st.builds(Text, **_shape, position_px=points_px, height_px=between(0.1, 1e4)),
)
photos = st.builds(
    Photo,
    id=slugs,
    title=texts,
    path=texts,
    sha256=st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    size_bytes=st.integers(1, 1 << 40),
    width_px=st.integers(1, 1_000_000),
    height_px=st.integers(1, 1_000_000),
    taken=st.none() | instants,
    caption=texts,
    source=st.none() | sources,
    annotations=some(annotations),
)
ports = st.builds(Port, id=slugs, name=texts, axis_lvlh=unit_vectors, position_lvlh_m=vectors, sources=sources_of(Port))


two_lines = st.builds(ElementSet, line1=texts.filter(bool), line2=texts.filter(bool), epoch=instants, source=sources)


@st.composite
def mean_elements(draw: st.DrawFn) -> ElementSet:
    epoch = draw(instants)
    mean = st.builds(
        MeanElements,
        catalogue_number=st.integers(0, 999_999_999),
        object_id=texts,
        epoch_utc=st.just(str(epoch).replace("Z", "499Z")),
        mean_motion_revpd=between(-20.0, 20.0),
        eccentricity=st.floats(0.0, 1.0, exclude_max=True),
        inclination_deg=between(-400.0, 400.0),
        raan_deg=between(-400.0, 400.0),
        argument_of_perigee_deg=between(-400.0, 400.0),
        mean_anomaly_deg=between(-400.0, 400.0),
        bstar_per_er=between(-1.0, 1.0),
        mean_motion_dot_revpd2=between(-1.0, 1.0),
        mean_motion_ddot_revpd3=between(-1.0, 1.0),
        element_set_number=st.none() | st.integers(0, 9999),
        revolution_at_epoch=st.none() | st.integers(0, 99_999),
    )
    return ElementSet(mean=draw(mean), epoch=epoch, source=draw(sources))


@st.composite
def ephemerides(draw: st.DrawFn) -> TargetEphemeris:
    def table(start_us: int) -> StateTable:
        steps_us = draw(st.lists(st.integers(1, 1_000_000_000), min_size=2, max_size=4))
        times_us = list(accumulate(steps_us, initial=start_us))
        parts = st.tuples(*[between(-20.0, 20.0)] * 3)
        states = tuple(state_line(TabulatedState(at_us, draw(parts), draw(parts))) for at_us in times_us)
        return StateTable(degree=draw(st.integers(1, 31)), states=states)

    starts_us = sorted(draw(st.lists(st.integers(0, 2_000_000_000_000_000), min_size=1, max_size=2)))
    optional = st.none() | between(1.0, 100.0)
    reboosts = st.builds(TabulatedReboost, name=texts, utc=instants, dv_mps=between(-5.0, 5.0))
    return TargetEphemeris(
        object_name=draw(texts),
        object_id=draw(texts),
        originator=draw(texts),
        created=draw(texts),
        file_start=draw(instants),
        file_end=draw(instants),
        mass_kg=draw(optional),
        drag_area_m2=draw(optional),
        drag_coefficient=draw(optional),
        reboosts=tuple(draw(st.lists(reboosts, max_size=2))),
        tables=tuple(table(start_us) for start_us in starts_us),
        source=draw(sources),
    )


@st.composite
def targets(draw: st.DrawFn) -> Target:
    listed = draw(some(ports, least=1))
    one_of_them = st.sampled_from([port.id for port in listed if isinstance(port, Port)])
    stays = st.builds(
        Occupancy,
        port=one_of_them,
        vehicle=texts,
        start=st.none() | instants,
        end=st.none() | instants,
        source=st.none() | sources,
    )
    known = draw(two_lines | mean_elements() | ephemerides())
    return Target(
        name=draw(texts),
        elements=known if isinstance(known, ElementSet) else None,
        ephemeris=known if isinstance(known, TargetEphemeris) else None,
        docking_port=draw(one_of_them),
        ports=listed,
        occupancies=tuple(draw(st.lists(stays, max_size=2))),
    )


@st.composite
def approaches(draw: st.DrawFn) -> Approach:
    times = sorted(draw(st.sets(st.integers(1, 86_400_000), min_size=3, max_size=5)), reverse=True)
    ranges = sorted(draw(st.lists(between(0.1, 10_000.0), min_size=2, max_size=2)), reverse=True)
    return Approach(
        waypoints=tuple(
            Waypoint(before_docking_ms=time, position_lvlh_m=draw(vectors), source=draw(sources)) for time in times[:-2]
        ),
        axial_points=tuple(
            AxialPoint(before_docking_ms=time, range_m=range_m, source=draw(sources))
            for time, range_m in zip(times[-2:], ranges, strict=True)
        ),
        contact_speed_mps=draw(between(0.01, 1.0)),
        sources=draw(sources_of(Approach)),
    )


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    low, high = sorted((draw(numbers), draw(numbers)))
    kind: RuleKind = draw(st.from_type(RuleKind))
    severity: Severity = draw(st.from_type(Severity))
    limits = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    ranges_m = sorted(draw(st.sets(between(0.0, 100_000.0), min_size=1, max_size=3)))
    return Rule(
        id=draw(slugs),
        kind=kind,
        severity=severity,
        low=limits[0],
        high=limits[1],
        speeds=tuple(RangeLimit(range_m=range_m, mps=draw(between(0.0, 50.0))) for range_m in ranges_m),
        nodes=tuple(draw(st.lists(slugs, max_size=3))),
        source=draw(sources),
    )


@st.composite
def ascents(draw: st.DrawFn) -> Ascent:
    perigee_m = draw(between(100_000.0, 2_000_000.0))
    return Ascent(
        inclination_deg=draw(between(0.0, 180.0)),
        perigee_height_m=perigee_m,
        apogee_height_m=draw(between(perigee_m, 40_000_000.0)),
        plane_lead_ms=draw(st.integers(-3_600_000, 3_600_000)),
        downrange_deg=draw(between(0.0, 180.0)),
        sources=draw(sources_of(Ascent)),
    )


_ends = st.sampled_from(("start", "end"))
_two_limits = _two_spans.flatmap(lambda two: st.sampled_from([(two[0], two[1]), (two[0], None), (None, two[1])]))
constraints = st.one_of(
    st.builds(
        lambda limits, **fields: Gap(least_ms=limits[0], most_ms=limits[1], **fields),
        _two_limits,
        id=slugs,
        after=slugs,
        after_edge=_ends,
        event=slugs,
        edge=_ends,
        note=texts,
    ),
    st.builds(Latest, id=slugs, event=slugs, edge=_ends, utc=instants, met_ms=st.none(), note=texts),
    st.builds(Latest, id=slugs, event=slugs, edge=_ends, utc=st.none(), met_ms=spans_ms, note=texts),
)
profiles: SearchStrategy[ProfileName] = st.from_type(ProfileName)
plans = st.builds(
    Plan,
    schema_version=st.just(SCHEMA_VERSION),
    name=texts,
    t0=instants,
    mission=st.builds(
        Mission,
        name=texts,
        summary=texts,
        expedition=texts,
        planned_duration_days=st.none() | numbers,
        sources=sources_of(Mission),
    ),
    site=st.builds(
        LaunchSite,
        id=slugs,
        name=texts,
        latitude_deg=between(-90.0, 90.0),
        longitude_deg=between(-180.0, 180.0),
        height_m=between(-500.0, 9000.0),
        sources=sources_of(LaunchSite),
    ),
    vehicle=st.builds(
        Vehicle,
        name=texts,
        launcher=texts,
        mass_kg=between(1000.0, 1e6),
        propellant_kg=between(0.0, 1000.0),
        thrust_n=between(1e-3, 1e7),
        isp_s=between(1e-3, 1e5),
        probe_m=between(0.0, 100.0),
        sources=sources_of(Vehicle),
    ),
    ascent=ascents(),
    target=targets(),
    rendezvous=st.builds(
        Rendezvous, profile=profiles, liftoff=slugs, insertion=slugs, docking=slugs, approach=approaches()
    ),
    tracks=some(
        st.builds(
            Track,
            id=slugs,
            name=texts,
            color=st.none() | st.from_regex(r"#[0-9a-f]{6}", fullmatch=True),
            is_folded=st.booleans(),
            is_hidden=st.booleans(),
        )
    ),
    events=some(events),
    objectives=some(st.builds(Objective, id=slugs, text=texts, source=st.none() | sources)),
    crew=some(st.builds(CrewMember, id=slugs, name=texts, role=texts, agency=texts, source=st.none() | sources)),
    rules=some(rules()),
    waivers=st.lists(st.builds(Waiver, finding=texts, reason=names, event=st.none() | slugs), max_size=2).map(tuple),
    photos=some(photos),
    notes=texts,
    constraints=some(constraints),
)
