"""Which peers are there: a peer that is missing is named, never an error."""

from __future__ import annotations

from importlib import metadata, util

PEERS = ("heyoka", "brahe", "satkit", "scipy", "pykep", "sgp4")


def is_installed(peer: str) -> bool:
    """Whether a peer can be imported; it is not imported for that."""
    return util.find_spec(peer) is not None


def missing(*peers: str) -> list[str]:
    """A line for each of the peers that is not installed."""
    return [f"{peer}: not installed" for peer in peers if not is_installed(peer)]


def versions() -> dict[str, str]:
    """Version of each peer that is installed, and of NumPy."""
    return {name: metadata.version(name) for name in ("numpy", *PEERS) if is_installed(name)}
