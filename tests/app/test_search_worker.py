"""The process for long searches: answers, several lanes, cancel, refusals, breakdown."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.app.search import Search
from missionplanner.app.search_jobs import Progress
from missionplanner.app.search_worker import SearchWorker
from missionplanner.flight.windows import WindowError


@dataclass(frozen=True)
class Count:
    """Counts, for ever if need be; refuses or breaks at a number."""

    to: int
    refuses_at: int = -1
    breaks_at: int = -1

    def answers(self) -> Iterator[object]:
        """Yield numbers."""
        number = 0
        while number != self.to:
            if number == self.refuses_at:
                raise WindowError("that is too far")
            if number == self.breaks_at:
                raise RuntimeError("a wheel came off")
            yield number
            yield Progress(share=0.5)
            number += 1


@pytest.fixture(scope="module")
def worker(qapp: QApplication) -> Iterator[SearchWorker]:
    worker = SearchWorker()
    yield worker
    worker.stop()


def whole(search: Search, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not search.is_busy, timeout=60_000)


def test_answers_come_and_are_kept(worker: SearchWorker, qtbot: QtBot) -> None:
    search = Search(worker.lane("a"))
    search.ask(Count(3))
    whole(search, qtbot)
    assert search.answers == (0, 1, 2)
    assert search.is_whole
    search.ask(Count(2))
    whole(search, qtbot)
    search.ask(Count(3))
    assert not search.is_busy
    assert search.answers == (0, 1, 2)


def test_the_newest_question_wins_and_lanes_do_not_disturb_each_other(worker: SearchWorker, qtbot: QtBot) -> None:
    endless, other = Search(worker.lane("b")), Search(worker.lane("c"))
    endless.ask(Count(-1))
    other.ask(Count(4))
    whole(other, qtbot)
    assert other.answers == (0, 1, 2, 3)
    assert endless.is_busy
    endless.ask(Count(1))
    whole(endless, qtbot)
    assert endless.answers == (0,)


def test_a_search_is_stopped(worker: SearchWorker, qtbot: QtBot) -> None:
    search = Search(worker.lane("d"))
    search.ask(Count(-1))
    qtbot.waitUntil(lambda: len(search.answers) > 1, timeout=60_000)
    search.stop()
    count = len(search.answers)
    assert not search.is_busy
    qtbot.wait(50)
    assert len(search.answers) == count
    assert not search.is_whole


def test_a_refusal_is_a_sentence_and_a_breakdown_is_ours(
    worker: SearchWorker, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    search = Search(worker.lane("e"))
    search.ask(Count(9, refuses_at=1))
    whole(search, qtbot)
    assert search.problem == "That is too far."
    search.ask(Count(9, breaks_at=1))
    whole(search, qtbot)
    assert "a fault of the program" in search.problem
    assert "a wheel came off" in caplog.text


def test_a_process_that_died_is_told_and_started_anew(
    qapp: QApplication, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    worker = SearchWorker()
    search = Search(worker.lane("a"))
    search.ask(Count(-1))
    qtbot.waitUntil(lambda: len(search.answers) > 0, timeout=60_000)
    assert worker._process is not None
    worker._process.kill()
    whole(search, qtbot)
    assert search.problem
    assert "has ended" in caplog.text
    search.ask(Count(2))
    whole(search, qtbot)
    assert search.answers == (0, 1)
    worker.stop()
