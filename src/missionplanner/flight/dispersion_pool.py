"""Processes that fly many dispersed flights side by side, and end with the process that asked for them."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

# Fewer flights are flown sooner than processes are started.
_WORTH_IT = 4000


@contextmanager
def processes_for(count: int) -> Iterator[Executor | None]:
    """Give an executor for so many flights: a process for each processor, or None where one does it sooner alone."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if count < _WORTH_IT or processors < 2:
        yield None
        return
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(processors, mp_context=context, initializer=end_with_parent)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def end_with_parent() -> None:
    """Let this process end when the one that started it is gone, even killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()
