"""Time works so that a busy machine slows everybody alike, and judge the medians."""

from __future__ import annotations

import gc
import resource
import statistics
import time
from dataclasses import dataclass

from work import OURS, Contender, Target, Work

_A_TURN_S = 0.05
_MOST_RUNS_IN_A_TURN = 20
_FEWEST_TURNS = 5


@dataclass(frozen=True, kw_only=True)
class Timing:
    """What one contender took and how wrong it was.

    Attributes:
        who: the program.
        how: its configuration.
        median_ms: median duration of the whole work.
        fastest_ms: shortest.
        processor_ms: median time that processors worked for it, in all threads and in processes that it started;
            unlike the duration it leaves out the waiting for others on a busy machine.
        runs: how many the median is of.
        error: in the work's unit.
        counts: whether it does the same work, within the limit.
    """

    who: str
    how: str
    median_ms: float
    fastest_ms: float
    processor_ms: float
    runs: int
    error: float
    counts: bool


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A measured work.

    Attributes:
        work: what was done.
        timings: in the order of the contenders.
        ours: our best configuration that counts, if any.
        peer: the best peer's that counts, if any.
        ratio: our median over that peer's.
        processor_ratio: the same of the processor times.
        met: whether the target is met; None without a target, or without a peer to judge by.
    """

    work: Work
    timings: list[Timing]
    ours: Timing | None
    peer: Timing | None
    ratio: float | None
    processor_ratio: float | None
    met: bool | None


def measure(work: Work, budget_s: float) -> Outcome:
    """Let the contenders take turns, A B C A B C, until the budget is spent, and compare medians.

    A turn of a quick contender is twenty runs, so that most of them are warm, as in a drag where one flight follows
    another; one far slower than a turn sits out most rounds, but has five turns at least. The answer that is judged is
    the one of the first run, which is not timed.
    """
    errors, warm_s = [], []
    for contender in work.contenders:
        answer = contender.run()
        errors.append(contender.error(answer))
        warm_s.append(min(_durations_s(contender)[0] for _ in range(2)))
    rounds = _rounds(warm_s, budget_s)
    durations_s: list[list[tuple[float, float]]] = [[] for _ in work.contenders]
    gc.collect()
    gc.disable()
    try:
        for turn in range(rounds):
            for contender, once_s, taken_s in zip(work.contenders, warm_s, durations_s, strict=True):
                if turn % _stride(once_s, rounds) == 0:
                    taken_s += [_durations_s(contender) for _ in range(_runs(once_s))]
    finally:
        gc.enable()
    timings = [
        _timing(contender, taken_s, error, work.error_limit)
        for contender, taken_s, error in zip(work.contenders, durations_s, errors, strict=True)
    ]
    return _judged(work, timings)


def _durations_s(contender: Contender) -> tuple[float, float]:
    """Time that one run takes, and time that processors work for it."""
    worked_s, before_s = _worked_s(), time.perf_counter()
    contender.run()
    return time.perf_counter() - before_s, _worked_s() - worked_s


def _worked_s() -> float:
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + of_children.ru_utime + of_children.ru_stime


def _stride(once_s: float, rounds: int) -> int:
    """A contender takes its turn in every so-many-th round."""
    return max(1, min(int(once_s / _A_TURN_S), rounds // _FEWEST_TURNS))


def _runs(once_s: float) -> int:
    """How often a contender runs in its turn."""
    return max(1, min(_MOST_RUNS_IN_A_TURN, int(_A_TURN_S / once_s)))


def _rounds(warm_s: list[float], budget_s: float) -> int:
    """As many rounds, 5 to 1000, as fit the budget."""
    for rounds in (1000, 500, 200, 100, 50, 25, 15, 10):
        if sum(_runs(once_s) * once_s * rounds / _stride(once_s, rounds) for once_s in warm_s) <= budget_s:
            return rounds
    return _FEWEST_TURNS


def _timing(contender: Contender, taken_s: list[tuple[float, float]], error: float, limit: float | None) -> Timing:
    scale = 1e3 / contender.share
    durations_s, worked_s = zip(*taken_s, strict=True)
    return Timing(
        who=contender.who,
        how=contender.how,
        median_ms=scale * statistics.median(durations_s),
        fastest_ms=scale * min(durations_s),
        processor_ms=scale * statistics.median(worked_s),
        runs=len(taken_s),
        error=error,
        counts=contender.comparable and (limit is None or error <= limit),
    )


def _judged(work: Work, timings: list[Timing]) -> Outcome:
    wanted = work.target.peer if work.target else None
    counting = [t for t in timings if t.counts]
    ours = min((t for t in counting if t.who == OURS), key=_by_median, default=None)
    peers = (t for t in counting if t.who != OURS and wanted in (None, t.who))
    peer = min(peers, key=_by_median, default=None)
    ratio = ours.median_ms / peer.median_ms if ours and peer else None
    return Outcome(
        work=work,
        timings=timings,
        ours=ours,
        peer=peer,
        ratio=ratio,
        processor_ratio=ours.processor_ms / peer.processor_ms if ours and peer else None,
        met=_met(work.target, ours, peer, ratio),
    )


def _by_median(timing: Timing) -> float:
    return timing.median_ms


def _met(target: Target | None, ours: Timing | None, peer: Timing | None, ratio: float | None) -> bool | None:
    if target is None:
        return None
    if target.limit_ms is not None:
        return ours is not None and ours.median_ms <= target.limit_ms
    if ours is None:
        return False
    if peer is None or ratio is None or target.ratio is None:
        return None
    return ratio <= target.ratio
