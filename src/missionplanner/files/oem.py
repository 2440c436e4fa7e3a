"""Orbit ephemeris messages (CCSDS 502.0-B): from statements, of KVN or XML, to an ephemeris in the GCRS."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import hypot, sqrt

import numpy as np

from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.files.nasa_comments import planned_events, vehicle_properties
from missionplanner.files.ndm_statements import NdmFault, Statement
from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.published.ephemeris import Ephemeris, EphemerisSegment
from missionplanner.orbit.sky.almanac import tai_minus_utc_s
from missionplanner.orbit.sky.frame_bias import gcrs_from_eme2000
from missionplanner.plan.clock import utc_us, utc_us_text

_MOST_STATES = 2_000_000
_HIGHEST_DEGREE = 31
_TURN_TO_GCRS = {"EME2000": True, "J2000": True, "GCRF": False, "GCRS": False, "ICRF": False}
# What each time scale is ahead of TAI [s]. Source: CCSDS 502.0-B, annex A; GPS time as ICD-GPS-200 defines it.
_AHEAD_OF_TAI_S = {"TAI": 0.0, "TT": 32.184, "TDT": 32.184, "GPS": -19.0}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d{1,3})?\Z", re.ASCII)
_FARTHEST_KM = 1e7
_FASTEST_KMPS = 1e3
_LOWEST_KM = 6_350.0  # the poles are at 6356.752 km, and no valley is deeper than a kilometre
_NAMES = ("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT")


@dataclass(kw_only=True)
class OemSegment:
    """One segment as it is read: its metadata with their lines, and its states."""

    line: int
    metadata: dict[str, Statement] = field(default_factory=dict)
    epochs_us: list[int] = field(default_factory=list)
    states: list[tuple[float, ...]] = field(default_factory=list)


@dataclass(kw_only=True)
class _Message:
    header: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    segments: list[OemSegment] = field(default_factory=list)


def ephemeris_message(statements: Iterable[Statement]) -> FoundEphemeris:
    """Read the ephemeris of one object.

    Raises:
        NdmFault: the message is malformed, is in a frame or time scale that is not read, holds two objects, a segment
            without states, times that do not ascend, or a number that is none.
    """
    message = _gathered(statements)
    if not message.segments:
        raise NdmFault("there is no segment, which begins with META_START in KVN and with <segment> in XML")
    return found_ephemeris(message.segments, message.comments, message.header)


def _gathered(statements: Iterable[Statement]) -> _Message:
    message = _Message()
    segment: OemSegment | None = None
    in_metadata = in_covariance = False
    for one in statements:
        match one.key:
            case "COMMENT":
                message.comments.append(one.value)
            case "CCSDS_OEM_VERS":
                if not re.fullmatch(r"[123](\.0)?", one.value):
                    raise NdmFault(
                        f"line {one.line}: CCSDS_OEM_VERS is {one.value[:20]!r}; 1.0, 2.0 or 3.0 can be read"
                    )
            case "META_START":
                segment, in_metadata = OemSegment(line=one.line), True
                message.segments.append(segment)
            case "META_STOP":
                in_metadata = False
            case "COVARIANCE_START" | "COVARIANCE_STOP":
                in_covariance = one.key == "COVARIANCE_START"
            case "STATE" if not in_covariance:
                if segment is None or in_metadata:
                    raise NdmFault(f"line {one.line}: a state stands here without metadata before it")
                _add_state(segment, one)
            case _ if in_metadata and segment is not None:
                if one.key in segment.metadata:
                    raise NdmFault(f"line {one.line}: {one.key} stands twice in one segment's metadata")
                segment.metadata[one.key] = one
            case _ if segment is None:
                message.header.setdefault(one.key, one.value)
    return message


def _add_state(segment: OemSegment, one: Statement) -> None:
    epoch, *numbers = one.value.split()
    if len(numbers) not in (6, 9):
        raise NdmFault(f"line {one.line}: a state has {len(numbers)} numbers; 6 follow the epoch, in km and km/s")
    try:
        epoch_us = utc_us(epoch)
    except ValueError as error:
        raise NdmFault(f"line {one.line}: {error}") from None
    if segment.epochs_us and epoch_us <= segment.epochs_us[-1]:
        raise NdmFault(
            f"line {one.line}: the epoch {epoch} does not come after {utc_us_text(segment.epochs_us[-1])} before it; "
            "a segment's times must ascend"
        )
    for name, text in zip(_NAMES, numbers, strict=False):
        if not _NUMBER.match(text):
            raise NdmFault(f"line {one.line}: {name} is {text[:40]!r}; a finite number is needed")
    state = tuple(float(text.replace("D", "e").replace("d", "e")) for text in numbers[:6])
    for name, value in zip(_NAMES, state, strict=True):
        if abs(value) > (_FASTEST_KMPS if name.endswith("_DOT") else _FARTHEST_KM):
            raise NdmFault(f"line {one.line}: {name} is {value:g}, which no path about the Earth has, in km and km/s")
    distance_km = hypot(*state[:3])
    if distance_km < _LOWEST_KM:
        raise NdmFault(
            f"line {one.line}: the position is {distance_km:.3f} km from the Earth's centre, which is below the surface"
        )
    speed_mps, escape_mps = 1000.0 * hypot(*state[3:]), sqrt(2.0 * GM_EARTH_M3PS2 / (1000.0 * distance_km))
    if speed_mps >= escape_mps:
        raise NdmFault(
            f"line {one.line}: the speed is {speed_mps:.3f} m/s, at or above the escape speed of {escape_mps:.3f} m/s "
            "there; the orbit must be bound, with its states in km and km/s"
        )
    if len(segment.states) >= _MOST_STATES:
        raise NdmFault(f"line {one.line}: more than {_MOST_STATES} states of a segment are not read; split the file")
    segment.epochs_us.append(epoch_us)
    segment.states.append(state)


def found_ephemeris(segments: list[OemSegment], comments: list[str], header: dict[str, str]) -> FoundEphemeris:
    """Make an ephemeris of the segments that were read; raises `NdmFault` where one of them cannot be used."""
    first = segments[0].metadata
    for segment in segments:
        _check_metadata(segment, first)
    starts_us = [segment.epochs_us[0] - _ahead_of_utc_us(segment, segment.epochs_us[0]) for segment in segments]
    epoch_ms = min(starts_us) // 1000
    try:
        ephemeris = Ephemeris(
            epoch_utc_ms=epoch_ms,
            segments=tuple(
                _segment(segment, epoch_ms) for segment in sorted(segments, key=lambda one: one.epochs_us[0])
            ),
        )
    except OrbitInputError as error:
        raise NdmFault(str(error)) from None
    lines = tuple(comments)
    return FoundEphemeris(
        name=_value(segments[0], "OBJECT_NAME"),
        object_id=_value(segments[0], "OBJECT_ID"),
        originator=header.get("ORIGINATOR", ""),
        created=header.get("CREATION_DATE", ""),
        ephemeris=ephemeris,
        properties=vehicle_properties(lines),
        events=planned_events(lines, epoch_ms),
        comments=lines,
    )


def _check_metadata(segment: OemSegment, first: dict[str, Statement]) -> None:
    frame = segment.metadata.get("REF_FRAME")
    scale = segment.metadata.get("TIME_SYSTEM")
    centre = segment.metadata.get("CENTER_NAME")
    for key, statement in (("REF_FRAME", frame), ("TIME_SYSTEM", scale), ("CENTER_NAME", centre)):
        if statement is None:
            raise NdmFault(f"line {segment.line}: the metadata from here on have no {key}")
    assert frame is not None
    assert scale is not None
    assert centre is not None
    if frame.value.upper() not in _TURN_TO_GCRS:
        raise NdmFault(f"line {frame.line}: REF_FRAME is {frame.value[:40]!r}; EME2000, GCRF or ICRF is needed")
    if scale.value.upper() != "UTC" and scale.value.upper() not in _AHEAD_OF_TAI_S:
        raise NdmFault(f"line {scale.line}: TIME_SYSTEM is {scale.value[:40]!r}; UTC, TAI, TT or GPS is needed")
    if centre.value.upper() != "EARTH":
        raise NdmFault(f"line {centre.line}: CENTER_NAME is {centre.value[:40]!r}; EARTH is needed")
    for key in ("OBJECT_ID", "OBJECT_NAME"):
        ours, theirs = segment.metadata.get(key), first.get(key)
        if ours is not None and theirs is not None and ours.value.upper() != theirs.value.upper():
            raise NdmFault(
                f"line {ours.line}: {key} is {ours.value[:40]!r} and was {theirs.value[:40]!r} before; only one is read"
            )
    if len(segment.states) < 2:
        raise NdmFault(f"line {segment.line}: the segment from here on has {len(segment.states)} states; 2 are needed")


def _segment(segment: OemSegment, epoch_ms: int) -> EphemerisSegment:
    offset_us = _ahead_of_utc_us(segment, segment.epochs_us[0])
    t_s = (np.array(segment.epochs_us, dtype=np.int64) - offset_us - 1000 * epoch_ms) / 1e6
    states = np.array(segment.states) * 1e3
    r_m, v_mps = states[:, :3], states[:, 3:]
    if _TURN_TO_GCRS[segment.metadata["REF_FRAME"].value.upper()]:
        r_m, v_mps = gcrs_from_eme2000(r_m), gcrs_from_eme2000(v_mps)
    limits_s = [_limit_s(segment, key, offset_us, epoch_ms) for key in ("USEABLE_START_TIME", "USEABLE_STOP_TIME")]
    start_s = max(t_s[0], limits_s[0]) if limits_s[0] is not None else float(t_s[0])
    end_s = min(t_s[-1], limits_s[1]) if limits_s[1] is not None else float(t_s[-1])
    if not start_s < end_s:
        raise NdmFault(f"line {segment.line}: the useable span of the segment from here on holds none of its states")
    return EphemerisSegment(
        t_s=t_s,
        r_m=np.ascontiguousarray(r_m),
        v_mps=np.ascontiguousarray(v_mps),
        start_s=float(start_s),
        end_s=float(end_s),
        degree=_degree(segment),
    )


def _degree(segment: OemSegment) -> int:
    method = segment.metadata.get("INTERPOLATION")
    if method is not None and method.value.upper() not in ("HERMITE", "LAGRANGE", "LINEAR"):
        raise NdmFault(f"line {method.line}: INTERPOLATION is {method.value[:40]!r}; HERMITE or LAGRANGE is needed")
    degree = segment.metadata.get("INTERPOLATION_DEGREE")
    if degree is None:
        return 1
    if not re.fullmatch(r"\d{1,2}", degree.value) or not 1 <= int(degree.value) <= _HIGHEST_DEGREE:
        raise NdmFault(
            f"line {degree.line}: INTERPOLATION_DEGREE is {degree.value[:20]!r}; a whole number from 1 to "
            f"{_HIGHEST_DEGREE} is needed"
        )
    return int(degree.value)


def _limit_s(segment: OemSegment, key: str, offset_us: int, epoch_ms: int) -> float | None:
    limit = segment.metadata.get(key)
    if limit is None:
        return None
    try:
        return (utc_us(limit.value) - offset_us - 1000 * epoch_ms) / 1e6
    except ValueError as error:
        raise NdmFault(f"line {limit.line}: {key} {error}") from None


def _ahead_of_utc_us(segment: OemSegment, epoch_us: int) -> int:
    """What the segment's clock is ahead of UTC at an instant of its own, in microseconds."""
    scale = segment.metadata["TIME_SYSTEM"].value.upper()
    if scale == "UTC":
        return 0
    from_tai_s = _AHEAD_OF_TAI_S[scale]
    guess_ms = (epoch_us - round(1e6 * (from_tai_s + 37.0))) // 1000
    return round(1e6 * (from_tai_s + tai_minus_utc_s(guess_ms)))


def _value(segment: OemSegment, key: str) -> str:
    return segment.metadata[key].value if key in segment.metadata else ""
