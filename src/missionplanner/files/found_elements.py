"""Element sets found in a file: with their names, and what looks wrong about each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from missionplanner.flight.implausible_elements import warnings
from missionplanner.plan.clock import Utc
from missionplanner.plan.station import ElementSet
from missionplanner.plan.target_edits import catalogue_number

_NEIGHBOURS = 4


@dataclass(frozen=True, kw_only=True)
class FoundElements:
    """One element set of a file: the name before it ("" if there is none), and what looks wrong."""

    name: str
    elements: ElementSet
    warnings: tuple[str, ...] = ()


def with_warnings(
    named: Sequence[tuple[str, ElementSet]], known: Sequence[ElementSet] = ()
) -> tuple[FoundElements, ...]:
    """Return the element sets of a file with what looks wrong about each, in the same order.

    Args:
        named: the sets with their names.
        known: sets from elsewhere that bear witness too.
    """
    sets = [elements for _, elements in named]
    return tuple(
        FoundElements(name=name, elements=elements, warnings=warnings(elements, beside))
        for (name, elements), beside in zip(named, _neighbours(sets, known), strict=True)
    )


def nearest(found: Sequence[FoundElements], at: Utc) -> FoundElements:
    """Return the set whose epoch is nearest to an instant; the earlier one of two that are equally near."""
    return min(found, key=lambda one: (abs(one.elements.epoch.ms - at.ms), one.elements.epoch.ms))


def _neighbours(sets: Sequence[ElementSet], known: Sequence[ElementSet]) -> Iterator[Sequence[ElementSet]]:
    """Yield for each set the few of the same object whose epochs are next to its own."""
    histories: dict[str, list[ElementSet]] = {}
    for elements in (*sets, *known):
        histories.setdefault(catalogue_number(elements), []).append(elements)
    for history in histories.values():
        history.sort(key=_epoch_ms)
    for elements in sets:
        history = histories[catalogue_number(elements)]
        at = bisect_left(history, elements.epoch.ms, key=_epoch_ms)
        yield history[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]


def _epoch_ms(elements: ElementSet) -> int:
    return elements.epoch.ms
