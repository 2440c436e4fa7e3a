"""What is measured: a work, who does it in which way, how true the answer has to be, and what is aimed at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

OURS = "missionplanner"


@dataclass(frozen=True, kw_only=True)
class Contender:
    """One program in one configuration.

    Attributes:
        who: the program's name; several configurations of one program share it.
        how: the configuration, in a few words.
        run: does the work and returns what it gives; this call is what is timed, everything set up before it is not.
        error: how wrong what ``run`` returned is, in the work's unit, against a reference of the same model.
        share: the part of the work that one ``run`` does, for programs so slow that a part must do; times are
            divided by it.
        comparable: whether the answer is of the kind and density that ours is; if not it is printed for orientation.
    """

    who: str
    how: str
    run: Callable[[], Any]
    error: Callable[[Any], float]
    share: float = 1.0
    comparable: bool = True


@dataclass(frozen=True, kw_only=True)
class Target:
    """What our time must not exceed: a multiple of a peer's, or a time.

    Attributes:
        ratio: our time over the peer's, at most.
        peer: that peer; None for the best of all.
        limit_ms: our time, at most; used instead of a ratio.
        limit_p95_ms: the 95th percentile of our times, at most, besides.
    """

    ratio: float | None = None
    peer: str | None = None
    limit_ms: float | None = None
    limit_p95_ms: float | None = None


@dataclass(frozen=True, kw_only=True)
class Work:
    """One work.

    Attributes:
        name: short name, such as W1.
        title: what is done.
        unit: of the error, such as m.
        error_limit: an answer with a larger error counts for nothing; None where the time alone is of interest.
        contenders: ours first.
        missing: peers that cannot take part and why, such as "satkit: not installed".
        target: None where none is set.
        note: what a reader of the table must know, in a sentence.
    """

    name: str
    title: str
    unit: str
    error_limit: float | None
    contenders: list[Contender]
    missing: list[str]
    target: Target | None = None
    note: str = ""
