"""The JSON Schema of a plan file, generated from the records: ``python -m missionplanner.files.schema FILE``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from missionplanner.files.save import write_atomically
from missionplanner.plan.clock import schema_hook
from missionplanner.plan.plan import SCHEMA_VERSION, Plan


def plan_schema() -> dict[str, Any]:
    """Return the schema of a plan file, of an exported ``.json`` too."""
    schema = msgspec.json.schema(Plan, schema_hook=schema_hook)
    properties = schema["$defs"]["Plan"]["properties"]
    properties["schema_version"] = {"const": SCHEMA_VERSION}
    properties["computed"] = {
        "description": "What an exported plan's events, flight and findings were when it was exported; never read.",
        "type": "object",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"missionplanner flight plan, schema version {SCHEMA_VERSION}",
        **schema,
    }


def plan_schema_bytes() -> bytes:
    """Return the schema as it is shipped in ``resources/schema/plan.schema.json``."""
    return json.dumps(plan_schema(), indent=2, ensure_ascii=False).encode() + b"\n"


if __name__ == "__main__":
    write_atomically(Path(sys.argv[1]), plan_schema_bytes())
