"""The measured works as text."""

from __future__ import annotations

from measuring import Outcome, Timing

_WIDTH = 128


def lines(outcome: Outcome) -> list[str]:
    """One work: a line for each contender, fastest first within the program, and what came of the target."""
    work = outcome.work
    limit = "" if work.error_limit is None else f"; at most {work.error_limit:g} {work.unit}"
    text = ["", f"{work.name}  {work.title}{limit}", "-" * _WIDTH]
    heads = f"{'median ms':>11}{'fastest':>10}{'p95':>10}{'processor':>11}{'error':>13}{'ours/its':>10}"
    text.append(f"  {'program':15}{'configuration':41}{heads}")
    for timing in outcome.timings:
        text.append(_line(timing, outcome))
    text += [f"  missing: {reason}" for reason in work.missing]
    if work.note:
        text.append(f"  {work.note}")
    text.append("  " + verdict(outcome))
    return text


def verdict(outcome: Outcome) -> str:
    """Whether the target is met, in a sentence."""
    target, ours, peer = outcome.work.target, outcome.ours, outcome.peer
    if target is None:
        compared = "" if outcome.ratio is None or peer is None else f"; {outcome.ratio:.2f} x {peer.who}, the best peer"
        return f"no target{compared}"
    if target.limit_ms is not None:
        tail = "" if target.limit_p95_ms is None else f", {target.limit_p95_ms:g} ms at the 95th percentile"
        wanted = f"at most {target.limit_ms:g} ms{tail}"
        got = (
            f"{ours.median_ms:.1f} ms, 95th percentile {ours.p95_ms:.1f} ms, processor time {ours.processor_ms:.1f} ms"
            if ours
            else "no answer within the limit of error"
        )
    else:
        wanted = f"at most {target.ratio:g} x {target.peer or 'the best peer'}"
        if ours is None:
            got = "ours has no answer within the limit of error"
        elif peer is None or outcome.ratio is None:
            got = f"{target.peer or 'every peer'} is missing or has no answer within the limit of error"
        else:
            got = (
                f"{outcome.ratio:.3f} x {peer.who} ({ours.median_ms:.3f} ms to {peer.median_ms:.3f} ms; "
                f"processor time {outcome.processor_ratio:.3f} x)"
            )
    said = {True: "MET", False: "NOT MET", None: "NOT JUDGED"}[outcome.met]
    return f"target: {wanted}: {said}, {got}"


def _line(timing: Timing, outcome: Outcome) -> str:
    best = outcome.ours
    ratio = f"{best.median_ms / timing.median_ms:10.3f}" if best and timing is not best else f"{'':10}"
    error = f"{timing.error:9.1e} {outcome.work.unit:3}" if outcome.work.unit else f"{'':13}"
    aside = "" if timing.counts else "  does not count"
    times = f"{timing.median_ms:11.3f}{timing.fastest_ms:10.3f}{timing.p95_ms:10.3f}{timing.processor_ms:11.3f}"
    return f"  {timing.who:15}{timing.how:41}{times}{error}{ratio}{aside}"
