"""Packs the events of one track into lanes from left to right, so that no name overprints anything.

A track with far more events than names have room for is drawn without names. Else, where an event finds no free lane,
room is made for it in this order: the event before it gives up the delta-v behind its name; a further lane is opened,
up to a few; the event before it takes its name to its left; that name is shortened; one more lane is opened. What then
still finds no room stands in a crowd: symbols close together, without names, but counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

HIDDEN, INSIDE, BESIDE, LEFT = range(4)
_TOUCH_PX = 1.0


@dataclass(frozen=True, kw_only=True)
class Density:
    """How many lanes a track may have.

    ``easy`` many are opened before names are moved or shortened; ``named`` is the most for the names of instants;
    ``bars`` is the most for bars that overlap in time, and for all. ``keeps_values`` opens a lane rather than leave
    out the delta-v behind a name.
    """

    easy: int
    named: int
    bars: int
    keeps_values: bool = False


WINDOW = Density(easy=3, named=4, bars=8)
PAPER = Density(easy=6, named=16, bars=24, keeps_values=True)


@dataclass(frozen=True, kw_only=True)
class Shapes:
    """The extent of bars, symbols and names in pixels, entry by entry; flown markers are part of a shape.

    ``is_bar`` tells what is wider than a symbol; ``full_px`` is the width of a name with what is written behind it,
    ``name_px`` of the name alone.
    """

    left: list[float]
    right: list[float]
    is_bar: list[bool]
    is_inside: list[bool]
    is_key: list[bool]
    full_px: list[float]
    name_px: list[float]
    gap_px: float
    crowd_px: float
    shortest_px: float


@dataclass(kw_only=True)
class _Lane:
    """The right end of a lane as it fills: ``before`` is where it was free for its last event."""

    end: float
    before: float
    shape_end: float
    last: int
    crowd: list[int] = field(default_factory=list)


def pack_dense(shapes: Shapes, first: int, last: int, density: Density, lane_of: list[int]) -> int:
    """Give a run of events of one track lanes without room for names; return how many lanes it takes.

    What finds no free lane goes where the lane is free first, over what is there.
    """
    left, right, is_bar = shapes.left, shapes.right, shapes.is_bar
    ends: list[float] = []
    for i in range(first, last):
        start, end = left[i], right[i] + _TOUCH_PX
        lane = 0
        for free_from in ends:
            if free_from <= start:
                ends[lane] = end
                break
            lane += 1
        else:
            if lane < (density.bars if is_bar[i] else density.named):
                ends.append(end)
            else:
                lane = ends.index(min(ends))
                ends[lane] = max(ends[lane], end)
        lane_of[i] = lane
    return len(ends)


class Packing:
    """Fills the lanes of one track; events must come in the order of their left ends."""

    def __init__(
        self,
        shapes: Shapes,
        density: Density,
        lane_of: list[int],
        place: list[int],
        room_px: list[float],
    ) -> None:
        """Begin without lanes; each event's lane, and its name's place and width, are written into the lists."""
        self._lane_of = lane_of
        self._shapes = shapes
        self._density = density
        self._place = place
        self._room_px = room_px
        self._lanes: list[_Lane] = []
        self.crowds: list[tuple[int, ...]] = []

    @property
    def count(self) -> int:
        """How many lanes there are."""
        return len(self._lanes)

    def add(self, i: int) -> None:
        """Find a lane for the next event."""
        self._lane_of[i] = self._lane_for(i)

    def _lane_for(self, i: int) -> int:
        left = self._shapes.left[i]
        most = self._density.bars if self._shapes.is_bar[i] else self._density.named
        for k, lane in enumerate(self._lanes):
            if lane.end <= left:
                return self._put(k, i)
        is_full = self.count >= self._density.easy
        k = -1 if self._density.keeps_values and not is_full else self._shortened(left)
        if k < 0 and is_full:
            k = self._moved_left(left)
            if k < 0:
                k = self._elided(left)
        if k >= 0:
            return self._put(k, i)
        return self._put(self._opened(), i) if self.count < most else self._join_crowd(i)

    def finish(self) -> list[tuple[int, ...]]:
        """Return the crowds of this track, each with its events from left to right."""
        for lane in self._lanes:
            self._close_crowd(lane)
        return self.crowds

    def _put(self, k: int, i: int) -> int:
        lane, shapes = self._lanes[k], self._shapes
        self._close_crowd(lane)
        lane.before, lane.last = lane.end, i
        lane.shape_end = shapes.right[i]
        self._room_px[i] = shapes.full_px[i]
        if shapes.is_inside[i]:
            self._place[i] = INSIDE
            # Bars with their names inside may touch; half a pixel forgives rounding.
            lane.end = lane.shape_end - 0.5
        else:
            self._place[i] = BESIDE
            lane.end = lane.shape_end + 2 * shapes.gap_px + shapes.full_px[i]
        return k

    def _opened(self) -> int:
        self._lanes.append(_Lane(end=float("-inf"), before=float("-inf"), shape_end=float("-inf"), last=-1))
        return self.count - 1

    def _shortened(self, left: float) -> int:
        """Free a lane by leaving out what is written behind a name."""
        shapes = self._shapes
        for k, lane in enumerate(self._lanes):
            end = lane.shape_end + 2 * shapes.gap_px + shapes.name_px[lane.last]
            if self._has_name_beside(lane) and end <= left:
                self._room_px[lane.last], lane.end = shapes.name_px[lane.last], end
                return k
        return -1

    def _moved_left(self, left: float) -> int:
        """Free a lane by writing a name to the left of its symbol; not beyond the left end of the axis."""
        shapes = self._shapes
        for k, lane in enumerate(self._lanes):
            if not self._has_name_beside(lane) or lane.shape_end + _TOUCH_PX > left:
                continue
            free_px = shapes.left[lane.last] - shapes.gap_px - max(lane.before + shapes.gap_px, 0.0)
            for width in (shapes.full_px[lane.last], shapes.name_px[lane.last]):
                if width <= free_px:
                    self._place[lane.last], self._room_px[lane.last] = LEFT, width
                    lane.end = lane.shape_end + _TOUCH_PX
                    return k
        return -1

    def _elided(self, left: float) -> int:
        """Free a lane by shortening the name that reaches into the way, if something readable is left of it."""
        gap = self._shapes.gap_px
        for k, lane in enumerate(self._lanes):
            room = left - lane.shape_end - 2 * gap
            if self._has_name_beside(lane) and room >= self._shapes.shortest_px:
                self._room_px[lane.last], lane.end = room, left
                return k
        return -1

    def _has_name_beside(self, lane: _Lane) -> bool:
        return not lane.crowd and self._place[lane.last] == BESIDE

    def _join_crowd(self, i: int) -> int:
        """Put an event close to others without its name, or a less important one in its stead."""
        shapes = self._shapes
        k = self._crowded(i)
        if k < 0:
            return self._put(self._opened(), i)
        crowded = self._lanes[k]
        if shapes.is_key[i]:
            for j, lane in enumerate(self._lanes):
                less = lane.last
                if j != k and self._can_give_way(lane) and crowded.before <= shapes.left[less]:
                    self._append(crowded, less)
                    self._lane_of[less] = k
                    lane.end = lane.before
                    return self._put(j, i)
        self._append(crowded, i)
        return k

    def _can_give_way(self, lane: _Lane) -> bool:
        shapes = self._shapes
        return self._has_name_beside(lane) and not shapes.is_key[lane.last] and not shapes.is_bar[lane.last]

    def _crowded(self, i: int) -> int:
        """Return the lane in which an event may stand close to others, or -1 if it should rather have its own."""
        shapes = self._shapes
        left = shapes.left[i]
        clear = [k for k, lane in enumerate(self._lanes) if not shapes.is_bar[lane.last] or lane.shape_end <= left]
        if not shapes.is_bar[i] and clear:
            return max(clear, key=lambda k: (bool(self._lanes[k].crowd), not shapes.is_key[self._lanes[k].last], k))
        if not shapes.is_bar[i] and self.count < self._density.bars:
            return -1
        return min(range(self.count), key=lambda k: self._lanes[k].shape_end)

    def _append(self, lane: _Lane, i: int) -> None:
        shapes = self._shapes
        lane.crowd.extend((i,) if lane.crowd else (lane.last, i))
        self._place[lane.last] = self._place[i] = HIDDEN
        lane.last, lane.shape_end = i, max(lane.shape_end, shapes.right[i])
        lane.end = lane.shape_end + 2 * shapes.gap_px + shapes.crowd_px

    def _close_crowd(self, lane: _Lane) -> None:
        if lane.crowd:
            self.crowds.append(tuple(lane.crowd))
            lane.crowd = []
