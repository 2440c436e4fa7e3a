"""Orbit mean-elements messages (CCSDS 502.0-B) as element sets of SGP4: the fields, whatever they were written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from missionplanner.files.ndm_statements import NdmFault, Statement
from missionplanner.plan.clock import Utc, utc_text, utc_us, utc_us_text
from missionplanner.plan.provenance import Source
from missionplanner.plan.station import ElementSet, MeanElements

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d{1,3})?\Z", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}\Z", re.ASCII)
_LONGEST_NAME = 24
_MUST_BE = {"CENTER_NAME": "EARTH", "REF_FRAME": "TEME", "TIME_SYSTEM": "UTC", "MEAN_ELEMENT_THEORY": "SGP4"}
_ALSO = {
    "MEAN_ELEMENT_THEORY": ("SGP", "SGP/SGP4"),
    "REF_FRAME": ("TEMEOFDATE", "TEME OF DATE"),
}
_KEYS = frozenset(
    (
        *_MUST_BE,
        *("OBJECT_NAME", "OBJECT_ID", "EPOCH", "NORAD_CAT_ID", "MEAN_MOTION", "SEMI_MAJOR_AXIS", "ECCENTRICITY"),
        *("INCLINATION", "RA_OF_ASC_NODE", "ARG_OF_PERICENTER", "MEAN_ANOMALY", "BSTAR", "BTERM", "ELEMENT_SET_NO"),
        *("MEAN_MOTION_DOT", "MEAN_MOTION_DDOT", "REV_AT_EPOCH", "ORIGINATOR"),
    )
)


@dataclass(frozen=True, kw_only=True)
class OmmFields:
    """The fields of one message: keyword to text; ``where`` says which message it is, ``lines`` where each stands."""

    where: str
    texts: Mapping[str, str]
    lines: Mapping[str, int]

    def place(self, key: str) -> str:
        """Say where a field is, or where it should be."""
        return f"line {self.lines[key]}" if key in self.lines else self.where


def omm_messages(statements: Iterable[Statement]) -> list[OmmFields]:
    """Gather the fields of each message.

    Raises:
        NdmFault: a field stands twice in one message.
    """
    messages: list[OmmFields] = []
    texts: dict[str, str] = {}
    lines: dict[str, int] = {}
    for statement in statements:
        if statement.key == "CCSDS_OMM_VERS":
            if not re.fullmatch(r"[123](\.0)?", statement.value):
                raise NdmFault(
                    f"line {statement.line}: CCSDS_OMM_VERS is {statement.value[:20]!r}; 1.0, 2.0 or 3.0 can be read"
                )
            texts, lines = {}, {}
            messages.append(OmmFields(where=f"the message from line {statement.line} on", texts=texts, lines=lines))
        elif statement.key in _KEYS:
            if statement.key in texts:
                raise NdmFault(f"line {statement.line}: {statement.key} stands twice in one message")
            texts[statement.key], lines[statement.key] = statement.value, statement.line
    return messages


def element_set(fields: OmmFields, name: str) -> tuple[str, ElementSet]:
    """Return the object's name and the element set of one message.

    Args:
        fields: its fields.
        name: the file's name, for the source of the set.

    Raises:
        NdmFault: a field is missing or cannot be used.
    """
    for key, only in _MUST_BE.items():
        written = fields.texts.get(key, "").strip()
        if written and written.upper() not in (only, *_ALSO.get(key, ())):
            raise NdmFault(f"{fields.place(key)}: {key} is {written[:40]!r}; {only} is needed")
    if "MEAN_MOTION" not in fields.texts and "SEMI_MAJOR_AXIS" in fields.texts:
        raise NdmFault(f"{fields.place('SEMI_MAJOR_AXIS')}: SGP4 needs MEAN_MOTION in place of SEMI_MAJOR_AXIS")
    try:
        epoch_us = utc_us(_required(fields, "EPOCH"))
        epoch = Utc(round(epoch_us / 1000))
    except ValueError as error:
        if isinstance(error, NdmFault):
            raise
        raise NdmFault(f"{fields.place('EPOCH')}: EPOCH {error}") from None
    number = _whole(fields, "NORAD_CAT_ID")
    if number is None:
        _required(fields, "NORAD_CAT_ID")
    try:
        mean = MeanElements(
            catalogue_number=number or 0,
            object_id=fields.texts.get("OBJECT_ID", "").strip()[:_LONGEST_NAME],
            epoch_utc=utc_us_text(epoch_us),
            mean_motion_revpd=_number(fields, "MEAN_MOTION"),
            eccentricity=_number(fields, "ECCENTRICITY"),
            inclination_deg=_number(fields, "INCLINATION"),
            raan_deg=_number(fields, "RA_OF_ASC_NODE"),
            argument_of_perigee_deg=_number(fields, "ARG_OF_PERICENTER"),
            mean_anomaly_deg=_number(fields, "MEAN_ANOMALY"),
            bstar_per_er=_number(fields, "BSTAR"),
            mean_motion_dot_revpd2=_number(fields, "MEAN_MOTION_DOT", 0.0),
            mean_motion_ddot_revpd3=_number(fields, "MEAN_MOTION_DDOT", 0.0),
            element_set_number=_whole(fields, "ELEMENT_SET_NO"),
            revolution_at_epoch=_whole(fields, "REV_AT_EPOCH"),
        )
    except ValueError as error:
        if isinstance(error, NdmFault):
            raise
        raise NdmFault(f"{fields.where}: {error}") from None
    author = fields.texts.get("ORIGINATOR", "").strip()[:_LONGEST_NAME]
    text = f"file {name}, element set of {utc_text(epoch.ms)}" + (f" by {author}" if author else "")
    source = Source(provenance="published", text=text)
    title = fields.texts.get("OBJECT_NAME", "").strip()[:_LONGEST_NAME]
    return title, ElementSet(mean=mean, epoch=epoch, source=source)


def _required(fields: OmmFields, key: str) -> str:
    text = fields.texts.get(key, "").strip()
    if not text:
        raise NdmFault(f"{fields.place(key)}: {key} is missing, which SGP4 or the catalogue needs")
    return text


def _number(fields: OmmFields, key: str, default: float | None = None) -> float:
    if default is not None and not fields.texts.get(key, "").strip():
        return default
    text = _required(fields, key)
    value = float(text.replace("D", "e").replace("d", "e")) if _NUMBER.match(text) else float("inf")
    if abs(value) > 1e6:
        raise NdmFault(f"{fields.place(key)}: {key} is {text[:40]!r}; a number like {_EXAMPLES[key]} is needed")
    return value


def _whole(fields: OmmFields, key: str) -> int | None:
    text = fields.texts.get(key, "").strip()
    if not text:
        return None
    if not _WHOLE.match(text):
        raise NdmFault(f"{fields.place(key)}: {key} is {text[:40]!r}; a whole number like {_EXAMPLES[key]} is needed")
    return int(text)


_EXAMPLES = {
    "MEAN_MOTION": "15.49046550",
    "ECCENTRICITY": "0.0003895",
    "INCLINATION": "51.6316",
    "RA_OF_ASC_NODE": "232.5414",
    "ARG_OF_PERICENTER": "163.7073",
    "MEAN_ANOMALY": "196.4042",
    "BSTAR": "0.00026353",
    "MEAN_MOTION_DOT": "0.0001412",
    "MEAN_MOTION_DDOT": "0",
    "NORAD_CAT_ID": "25544",
    "ELEMENT_SET_NO": "999",
    "REV_AT_EPOCH": "54003",
}
