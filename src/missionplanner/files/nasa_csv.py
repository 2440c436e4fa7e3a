"""NASA's ephemerides of the station as CSV: comment lines, a heading with the units, a state a line."""

from __future__ import annotations

from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.files.ndm_statements import NdmFault, Statement
from missionplanner.files.oem import ephemeris_message

HEADING = "utc,x_km,y_km,z_km,vx_kms,vy_kms,vz_kms"


def csv_ephemeris(text: str) -> FoundEphemeris:
    """Read such a file; its frame is EME2000 and its time UTC.

    Raises:
        NdmFault: the text is no such table.
    """
    statements = [Statement("META_START", "", 1), Statement("OBJECT_NAME", "ISS", 1)]
    for key, value in (("CENTER_NAME", "EARTH"), ("REF_FRAME", "EME2000"), ("TIME_SYSTEM", "UTC")):
        statements.append(Statement(key, value, 1))
    statements.append(Statement("META_STOP", "", 1))
    below = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            statements.append(Statement("COMMENT", line[2:], number))
        elif line.strip() == HEADING:
            below = True
        elif line.strip():
            if not below:
                raise NdmFault(f"line {number}: the heading {HEADING} must come before the states")
            statements.append(Statement("STATE", line.replace(",", " "), number))
    return ephemeris_message(statements)
