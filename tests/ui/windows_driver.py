"""A search worker without a process, which asks each question once for all tests of a run."""

from collections.abc import Iterator

from missionplanner.app.search_jobs import REFUSALS, SearchJob
from missionplanner.app.search_worker import SearchWorker

_KNOWN: list[tuple[SearchJob, tuple[object, ...]]] = []


def answers(job: SearchJob) -> Iterator[object]:
    """Yield the answers of a job, from an earlier test if one asked for all of them."""
    for asked, known in _KNOWN:
        if asked == job:
            yield from known
            return
    found = []
    for answer in job.answers():
        found.append(answer)
        yield answer
    _KNOWN.append((job, tuple(found)))


class ImmediateWorker(SearchWorker):
    """Searches in the test's own process through the real lanes: at once, or step by step in lanes that are held."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        super().__init__()
        self.asked: list[SearchJob] = []
        self.held = {"curve"}
        self._held: dict[str, tuple[int, Iterator[object]]] = {}

    def send(self, lane: str, number: int, job: SearchJob | None) -> None:
        """Answer a job, or keep it for ``step``."""
        self._held.pop(lane, None)
        if job is None:
            return
        self.asked.append(job)
        self._held[lane] = number, answers(job)
        while lane not in self.held and lane in self._held:
            self.step(lane)

    def step(self, name: str) -> None:
        """Pass on one more answer of a lane."""
        number, more = self._held[name]
        lane = self.lane(name)
        try:
            lane.take(number, None, next(more))
        except StopIteration:
            self._held.pop(name, None)
            lane.take(number, "finished", None)
        except REFUSALS as error:
            self._held.pop(name, None)
            lane.take(number, "refused", f"{error}.")
