"""Export a plan as JSON with all that was computed from it, for whoever will never open the program."""

from __future__ import annotations

from typing import Any

import msgspec

from missionplanner.files.flight_json import findings_document, flight_document
from missionplanner.flight.assess import Assessment
from missionplanner.plan.clock import enc_hook


def computed_block(assessment: Assessment) -> dict[str, Any]:
    """Return what follows from a plan: UTC and MET of every event, the flight, the findings."""
    flight = flight_document(assessment)
    return {
        "note": "Derived from the plan above and ignored when this file is opened.",
        "events": flight.pop("events"),
        "flight": flight,
        "findings": findings_document(assessment.findings),
    }


def export_json(assessment: Assessment) -> bytes:
    """Return the plan's own fields and the computed block as one JSON document, which opens as a plan."""
    document = msgspec.to_builtins(assessment.plan, enc_hook=enc_hook)
    document["computed"] = computed_block(assessment)
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
