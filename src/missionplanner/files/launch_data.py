"""Read pads, vehicles, profiles and templates: those that come with the program, and the user's own copies."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from missionplanner.files.errors import FileError
from missionplanner.files.field_faults import explained
from missionplanner.files.json_text import JsonFault, read_json
from missionplanner.plan.clock import dec_hook
from missionplanner.plan.launch_data import Craft, Pad
from missionplanner.plan.profile import Profile
from missionplanner.plan.templates import Template

Kind = Literal["sites", "vehicles", "profiles", "templates"]
_Data = TypeVar("_Data", Pad, Craft, Profile, Template)

_LARGEST_BYTES = 4 << 20
_SUFFIX = ".json"
_ONE: dict[Kind, str] = {"sites": "site", "vehicles": "vehicle", "profiles": "profile", "templates": "template"}


class LaunchDataError(FileError):
    """There is no such pad, vehicle, profile or template, or its file is broken; one sentence says so."""


def ids(kind: Kind) -> tuple[str, ...]:
    """Return the identifiers of what comes with the program, in alphabetical order."""
    return tuple(sorted(path.name.removesuffix(_SUFFIX) for path in _resources(kind)))


def read_pad(name: str) -> Pad:
    """Read a pad: an identifier such as ``baikonur-31-6``, or the path of a ``.json`` file.

    Raises:
        LaunchDataError: there is none, or its file is broken.
    """
    return _read("sites", name, Pad)


def read_craft(name: str) -> Craft:
    """Read a vehicle: an identifier such as ``soyuz-ms``, or the path of a ``.json`` file.

    Raises:
        LaunchDataError: there is none, or its file is broken.
    """
    return _read("vehicles", name, Craft)


def read_profile(name: str) -> Profile:
    """Read a profile: an identifier such as ``2-orbit``, or the path of a ``.json`` file.

    Raises:
        LaunchDataError: there is none, or its file is broken.
    """
    return _read("profiles", name, Profile)


def read_profiles(craft: Craft | None = None) -> tuple[Profile, ...]:
    """Read the profiles that come with the program, the shortest first, which is how the best of several is chosen.

    Args:
        craft: what is to fly them; None takes all.

    Raises:
        LaunchDataError: one of them is not there or broken.
    """
    profiles = (read_profile(name) for name in (craft.profiles if craft and craft.profiles else ids("profiles")))
    return tuple(sorted(profiles, key=lambda profile: profile.docking_met_ms))


def craft_named(vehicle: str) -> Craft | None:
    """Return the craft that comes with the program and whose vehicle has this name, None if there is none."""
    crafts = (read_craft(name) for name in ids("vehicles"))
    return next((craft for craft in crafts if craft.vehicle.name == vehicle), None)


def usual_pad(craft: Craft) -> Pad | None:
    """Return the pad that a craft is usually launched from, None if its data name none.

    Raises:
        LaunchDataError: the pad is not there or broken.
    """
    return read_pad(craft.usual_pad) if craft.usual_pad else None


def read_templates() -> tuple[Template, ...]:
    """Read the templates of new plans: whole flights first, those that dock soonest before the others."""
    templates = (_read("templates", name, Template) for name in ids("templates"))
    return tuple(sorted(templates, key=lambda one: (one.keeps != "flight", read_profile(one.profile).docking_met_ms)))


def _resources(kind: Kind) -> Iterator[Path]:
    folder = Path(str(files("missionplanner") / "resources")) / kind
    return folder.glob(f"*{_SUFFIX}")


def _read(kind: Kind, name: str, record: type[_Data]) -> _Data:
    if name.endswith(_SUFFIX):
        return _decoded(Path(name), record)
    known = {path.name.removesuffix(_SUFFIX): path for path in _resources(kind)}
    if name not in known:
        listed = ", ".join(sorted(known))
        raise LaunchDataError(
            f"There is no {_ONE[kind]} {name!r}; choose one of {listed}, or name a file that ends in {_SUFFIX}."
        )
    return _decoded(known[name], record)


def _decoded(path: Path, record: type[_Data]) -> _Data:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise LaunchDataError(f"There is no file {path}; check its name and folder.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise LaunchDataError(f"{path} cannot be read: {reason[:1].lower()}{reason[1:]}.") from None
    if len(data) > _LARGEST_BYTES:
        raise LaunchDataError(f"{path} is larger than {_LARGEST_BYTES >> 20} MB; it is not such a file.")
    try:
        text = data.decode()
        return msgspec.convert(read_json(text), record, dec_hook=dec_hook)
    except UnicodeDecodeError:
        raise LaunchDataError(f"{path} is not UTF-8 text; save it as UTF-8.") from None
    except JsonFault as fault:
        raise LaunchDataError(f"{path}, {fault}.") from None
    except msgspec.ValidationError as error:
        raise LaunchDataError(f"{path}, {explained(error, text, record)}.") from None
