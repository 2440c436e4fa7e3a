"""Windows found once for every test of the windows panel, and a lane of the worker that answers with them."""

from collections.abc import Iterator

from missionplanner.app.search_jobs import REFUSALS, SearchJob
from missionplanner.app.search_worker import SearchWorker


class ImmediateWorker(SearchWorker):
    """Searches in the test's own process, at once or held back step by step, through the real lanes."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        super().__init__()
        self.asked: list[SearchJob] = []
        self.is_held = False
        self._held: dict[str, tuple[int, Iterator[object]]] = {}

    def send(self, lane: str, number: int, job: SearchJob | None) -> None:
        """Answer a job, or keep it for ``step``."""
        self._held.pop(lane, None)
        if job is None:
            return
        self.asked.append(job)
        self._held[lane] = number, job.answers()
        while not self.is_held and lane in self._held:
            self.step(lane)

    def step(self, name: str) -> None:
        """Pass on one more answer of a lane."""
        number, answers = self._held[name]
        lane = self.lane(name)
        try:
            lane.take(number, None, next(answers))
        except StopIteration:
            self._held.pop(name, None)
            lane.take(number, "finished", None)
        except REFUSALS as error:
            self._held.pop(name, None)
            lane.take(number, "refused", f"{error}.")


