"""The curve of a profile at a window, flown for some phases, and the chart that it makes with the days found."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from missionplanner.app.search import Search
from missionplanner.app.search_jobs import CurveJob
from missionplanner.app.search_worker import SearchWorker
from missionplanner.flight.option import Option
from missionplanner.flight.phase_curve import CurvePoint
from missionplanner.flight.windows import Window, WindowSearch
from missionplanner.paint.delta_v_chart import DeltaVChart, Mark
from missionplanner.plan.profile import Profile
from missionplanner.ui.windows.wording import day_text

_POINTS = 13
_BEYOND_DEG = 6.0


class Curve(QObject):
    """Asks for the curve of the chosen option, the newest first.

    Signals:
        changed: another point of it is there.
    """

    changed = Signal()

    def __init__(self, worker: SearchWorker, parent: QObject | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._search = Search(worker.lane("curve"), self)
        self._search.changed.connect(self.changed)

    def ask(self, search: WindowSearch, window: Window, option: Option) -> None:
        """Ask for the curve of an option."""
        job = CurveJob(
            search=search,
            opportunity=window.opportunity,
            profile=option.profile,
            closures_deg=wanted_closures(option.profile),
        )
        if job != self._search.job:
            self._search.ask(job)

    def stop(self) -> None:
        """Stop asking."""
        self._search.stop()

    def chart(self, option: Option, windows: Iterable[Window]) -> DeltaVChart:
        """Return the chart of an option: the curve if it is of its profile, and every day found as a mark."""
        profile, job = option.profile, self._search.job
        points = self._search.answers if isinstance(job, CurveJob) and job.profile == profile else ()
        marks = {
            mark_of(other): None for window in windows for other in window.options if other.profile.id == profile.id
        }
        usual = profile.usual_phase
        return DeltaVChart(
            title=profile.name,
            kind=profile.kind,
            interval_deg=(profile.phase.low_deg, profile.phase.high_deg),
            usual_deg=None if usual is None else (usual.low_deg, usual.high_deg),
            budget_mps=profile.dv_budget_mps,
            curve=tuple((point.closure_deg, point.total_mps) for point in points if isinstance(point, CurvePoint)),
            marks=tuple(marks),
            chosen=mark_of(option),
        )


def mark_of(option: Option) -> Mark:
    """Return the mark of an option."""
    return Mark(
        closure_deg=option.closure_deg,
        total_mps=None if option.delta_v is None else option.delta_v.total_mps,
        name=day_text(option.liftoff_ms),
        is_feasible=option.is_feasible,
    )


def wanted_closures(profile: Profile) -> tuple[float, ...]:
    """Return the phases that the curve of a profile is flown for: its interval, and a little beyond."""
    low, high = profile.phase.low_deg - _BEYOND_DEG, profile.phase.high_deg + _BEYOND_DEG
    return tuple(low + (high - low) * k / (_POINTS - 1) for k in range(_POINTS))
