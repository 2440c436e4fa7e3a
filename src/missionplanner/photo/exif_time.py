"""When a camera says a photo was taken, from the tags of its EXIF block."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags

from missionplanner.plan.clock import Utc

_CAMERA_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")
_ZONE = re.compile(r"([+-])(\d\d):(\d\d)")
_TIME_TAGS = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.SubsecTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
    (ExifTags.Base.DateTimeDigitized, ExifTags.Base.SubsecTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
)


@dataclass(frozen=True, slots=True)
class TimeTaken:
    """A camera's time.

    ``zone_known`` is false when the camera wrote no time zone; its clock is then taken as UTC, as cameras in orbit
    are set, and whoever shows the time should say so.
    """

    utc: Utc
    zone_known: bool


def time_taken(tags: Mapping[int, Any]) -> TimeTaken | None:
    """Return the time taken, or else digitized, from the EXIF tags; None when there is no sensible one.

    Source: CIPA DC-008 (Exif 2.32), 4.6.5 F: DateTimeOriginal, SubSecTimeOriginal, OffsetTimeOriginal.
    """
    for time_tag, fraction_tag, zone_tag in _TIME_TAGS:
        match = _CAMERA_TIME.match(str(tags.get(time_tag, "")))
        if match is None:
            continue
        fraction = re.match(r"\d{1,9}", str(tags.get(fraction_tag, "")))
        seconds = f"{match[4]}.{fraction[0]}" if fraction else match[4]
        zone = _ZONE.match(str(tags.get(zone_tag, "")))
        try:
            clock = Utc.parse(f"{match[1]}-{match[2]}-{match[3]}T{seconds}Z")
            return TimeTaken(Utc(clock.ms - _zone_ms(zone)), zone is not None)
        except ValueError:
            # A camera whose clock was never set writes zeros.
            continue
    return None


def _zone_ms(zone: re.Match[str] | None) -> int:
    if zone is None:
        return 0
    minutes = int(zone[2]) * 60 + int(zone[3])
    return (-minutes if zone[1] == "-" else minutes) * 60_000
