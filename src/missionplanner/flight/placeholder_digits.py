"""Digits that were typed and not measured: round epochs and fields, counted-up digits, copies of known examples."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from missionplanner.flight.element_fields import ElementFields
from missionplanner.plan.station import ElementSet

_RUN = 5
# Day fractions of sets that stand in textbooks and documentation, and that are copied with another date.
_EXAMPLES = {
    "51782528": ("the example of 2008 in Wikipedia's article on two-line element sets", 51.6416, 247.4627),
    "69339541": ("the example of 2019 in the documentation of python-sgp4", 51.6439, 211.2001),
    "78495062": ("the Vanguard 1 set of the SGP4 verification", 34.2682, 348.7242),
}

_LATEST_EXAMPLE_MS = 1_577_836_800_000  # 2020-01-01


def placeholder_warnings(elements: ElementSet, fields: ElementFields) -> Iterator[str]:
    """Yield what looks typed in about an element set, one sentence each."""
    yield from _epoch_warnings(elements)
    if elements.epoch.ms > _LATEST_EXAMPLE_MS:
        yield from _copy_warnings(elements, fields)
    yield from _round_warnings(fields)


def _copy_warnings(elements: ElementSet, fields: ElementFields) -> Iterator[str]:
    plane = fields.inclination_deg, fields.raan_deg
    for day_fraction, (name, *its_plane) in _EXAMPLES.items():
        if _day_fraction(elements) == day_fraction:
            yield f"Its time of day is, to the last digit, that of {name}."
        elif plane == tuple(its_plane):
            yield f"Its orbit plane is, to the last digit, that of {name}."


def _epoch_warnings(elements: ElementSet) -> Iterator[str]:
    mean = elements.mean
    if mean is not None:
        # A time of day of whole seconds is a round one: a day's hundred-millionth is 864 microseconds.
        if mean.epoch_us % 1_000_000 == 0:
            yield f"Its epoch {mean.epoch_utc} is a round number, which genuine element sets do not have."
        return
    epoch = elements.line1[18:32].strip()
    fraction = epoch.partition(".")[2]
    if len(fraction.rstrip("0")) <= 2:
        yield f"Its epoch {epoch} is a round number, which genuine element sets do not have."
    elif run := _counting_run(fraction):
        yield f"Its epoch {epoch} counts {run}, as typed digits do and measured ones rarely."


def _round_warnings(fields: ElementFields) -> Iterator[str]:
    dot = round(abs(fields.mean_motion_dot_revpd2) * 1e8)
    if dot >= 10_000 and dot % 10_000 == 0:
        yield (
            f"Its drag, a mean motion derivative of {fields.mean_motion_dot_revpd2:.8f}, is a round number, which "
            "genuine element sets rarely have."
        )
    rounded = [
        name
        for name, value, digits in (
            ("inclination", fields.inclination_deg, 2),
            ("node", fields.raan_deg, 2),
            ("eccentricity", fields.eccentricity, 5),
            ("argument of perigee", fields.argument_of_perigee_deg, 2),
            ("mean anomaly", fields.mean_anomaly_deg, 2),
            ("mean motion", fields.mean_motion_revpd, 5),
        )
        if abs(value - round(value, digits)) < 1e-9
    ]
    if len(rounded) >= 3:
        yield f"Its {', '.join(rounded[:-1])} and {rounded[-1]} are round numbers, which looks made up."
    if fields.revolution is not None and (run := _counting_run(f"{fields.revolution:05d}")):
        yield f"Its revolution number {fields.revolution} counts {run}, as typed digits do."


def _counting_run(digits: str) -> str:
    """Return the first five digits in a row that count up or down by one, "" if there are none."""
    for first in range(len(digits) - _RUN + 1):
        run = digits[first : first + _RUN]
        steps = (
            {int(after) - int(before) for before, after in pairwise(run)}
            if run.isascii() and run.isdecimal()
            else set()
        )
        if steps in ({1}, {-1}):
            return run
    return ""


def _day_fraction(elements: ElementSet) -> str:
    """Return the eight decimals of the epoch's day."""
    if elements.mean is not None:
        return f"{round(elements.mean.epoch_us % 86_400_000_000 / 864):08d}"
    return elements.line1[18:32].strip().partition(".")[2].ljust(8, "0")[:8]
