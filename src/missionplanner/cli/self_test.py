"""Try every part of the installed program, in the place where it is installed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from missionplanner.app.export import exported
from missionplanner.cli.output import write_text
from missionplanner.files.launch_data import ids, read_craft, read_pad, read_profiles
from missionplanner.files.plan_file import decode_plan, encode_plan, read_plan
from missionplanner.files.save import write_atomically
from missionplanner.files.schema import plan_schema_bytes
from missionplanner.flight.assess import Assessment, assess
from missionplanner.plan.clock import utc_text

_RESOURCES = Path(str(files("missionplanner") / "resources"))
_SAMPLE = _RESOURCES / "plans" / "soyuz-ms-28.mplan"
_NEEDED = (
    "plans/soyuz-ms-28.mplan",
    "plans/crew-dragon-crew-3.mplan",
    "schema/plan.schema.json",
    "earth/earth_day.jpg",
    "earth/coast_110m.npz",
    "earth/egm2008_36.npz",
    "sky/stars_mag6.npz",
    "network/stations.json",
    "network/relays.json",
)


def all_parts_work() -> bool:
    """Try each part, print one line for it, and tell whether all of them work."""
    with tempfile.TemporaryDirectory(prefix="missionplanner-self-test-") as folder:
        return _all_work(Path(folder))


def _all_work(folder: Path) -> bool:
    assessment: Assessment | None = None

    def fly() -> str:
        nonlocal assessment
        assessment = assess(read_plan(_SAMPLE))
        return _flown(assessment)

    def export(suffix: str) -> Callable[[], str]:
        return lambda: _written(assessment, folder / f"exported{suffix}")

    # The window comes before the pages: its application serves them too, and none can follow theirs.
    parts: tuple[tuple[str, Callable[[], str]], ...] = (
        ("resources", _found_resources),
        ("schema", _current_schema),
        ("launch data", _launch_data_read),
        ("sample plan", lambda: _sample_saved(folder / _SAMPLE.name)),
        ("flight", fly),
        ("window", _window_opened),
        ("export .json", export(".json")),
        ("export .csv", export(".csv")),
        ("export .pdf", export(".pdf")),
        ("export .png", export(".png")),
    )
    return all([_works(name, part) for name, part in parts])


def _works(name: str, part: Callable[[], str]) -> bool:
    try:
        write_text(f"ok    {name}: {part()}")
    except Exception as error:  # Whatever fails in a bundle is what this is here to report.
        write_text(f"FAIL  {name}: {type(error).__name__}: {error}")
        return False
    return True


class _WrongError(Exception):
    """A part answered, and wrongly."""


def _found_resources() -> str:
    missing = [name for name in _NEEDED if not (_RESOURCES / name).is_file()]
    if missing:
        raise _WrongError(f"{', '.join(missing)} not in {_RESOURCES}")
    return str(_RESOURCES)


def _current_schema() -> str:
    if (_RESOURCES / "schema" / "plan.schema.json").read_bytes() != plan_schema_bytes():
        raise _WrongError("plan.schema.json is not the schema of this program's plans")
    return "describes this program's plans"


def _launch_data_read() -> str:
    pads, craft = [read_pad(name) for name in ids("sites")], [read_craft(name) for name in ids("vehicles")]
    return f"{len(pads)} pads, {len(craft)} vehicles, {len(read_profiles())} profiles"


def _sample_saved(place: Path) -> str:
    data = _SAMPLE.read_bytes()
    write_atomically(place, encode_plan(decode_plan(data, _SAMPLE.name)))
    if place.read_bytes() != data:
        raise _WrongError("reading and saving changed it")
    return "read, and saved to the same bytes"


def _flown(assessment: Assessment) -> str:
    contact = assessment.flight.contact
    if contact is None:
        raise _WrongError("; ".join(finding.message for finding in assessment.findings))
    return f"docks at {utc_text(contact.utc_ms)} with {contact.speed_mps:.3f} m/s"


def _written(assessment: Assessment | None, out: Path) -> str:
    if assessment is None:
        raise _WrongError("there is no flight to export")
    write_atomically(out, exported(assessment, out.suffix, _SAMPLE.parent, _SAMPLE.stem))
    if out.suffix in (".json", ".pdf") and read_plan(out) != assessment.plan:
        raise _WrongError("it opens as another plan")
    return f"{out.stat().st_size} bytes"


def _window_opened() -> str:
    from missionplanner.ui.run import try_window

    unseen: list[BaseException] = []
    before = sys.excepthook
    # Qt calls the window's methods, so what they raise comes here and not to whoever waits for the window.
    sys.excepthook = lambda _kind, error, _trace: unseen.append(error)
    try:
        title = try_window(_SAMPLE)
    finally:
        sys.excepthook = before
    if unseen:
        raise unseen[0]
    return title
