"""The sample plan, as it is shipped."""

from importlib.resources import files

import msgspec
import pytest

from missionplanner.plan.clock import dec_hook
from missionplanner.plan.plan import Plan


@pytest.fixture(scope="session")
def sample_plan() -> Plan:
    sample = files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan"
    return msgspec.json.decode(sample.read_bytes(), type=Plan, dec_hook=dec_hook)
