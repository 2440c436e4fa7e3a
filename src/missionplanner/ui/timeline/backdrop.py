"""The computed rows and plot strips that the user wants to see, computed when a flight is new."""

from __future__ import annotations

from missionplanner.flight.assess import Assessment
from missionplanner.flight.computed_tracks import NOTHING_COMPUTED, ComputedTracks, Curve, computed_tracks, coverage
from missionplanner.flight.flight import Flight
from missionplanner.paint.timeline_band import BandRow, Coverage, RowKind, band_rows


class Backdrop:
    """Holds what was computed along the last flight, for as long as that flight is on show."""

    def __init__(self) -> None:
        """Show light and orbits, and no strips."""
        self.kinds: frozenset[RowKind] = frozenset(("light", "orbits"))
        self.strips: tuple[str, ...] = ()
        self._flight: Flight | None = None
        self._computed: ComputedTracks = NOTHING_COMPUTED
        self._rows: tuple[BandRow, ...] = ()
        self._covered: Coverage = {}
        self._covered_flight: Flight | None = None

    @property
    def computed(self) -> ComputedTracks:
        """What was computed along the flight."""
        return self._computed

    @property
    def rows(self) -> tuple[BandRow, ...]:
        """The computed rows on show."""
        return self._rows

    @property
    def curves(self) -> tuple[Curve, ...]:
        """The curves of the strips on show."""
        curves = {curve.name: curve for curve in self._computed.curves}
        return tuple(curves[name] for name in self.strips if name in curves)

    def follow(self, assessment: Assessment, *, in_a_drag: bool = False) -> None:
        """Take over a changed plan; what follows from its flight is computed for another flight, but not in a drag."""
        if assessment.flight is not self._flight and not in_a_drag:
            self._flight = assessment.flight
            self._computed = computed_tracks(assessment.flight)
        self._rows = band_rows(assessment, self._computed, self._covered, self.kinds)

    @property
    def lacks_coverage(self) -> bool:
        """Whether rows of coverage are asked for that belong to another flight, or to none."""
        return "coverage" in self.kinds and self._covered_flight is not self._flight

    def cover(self, assessment: Assessment) -> None:
        """Compute coverage along the flight on show; it takes longer than a frame, so do it when nothing moves."""
        self._covered, self._covered_flight = coverage(assessment.flight), assessment.flight
        self.follow(assessment)
