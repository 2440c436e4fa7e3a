"""Navigation data messages in XML (CCSDS 505.0-B) as the statements that KVN would have, with no entities expanded."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from missionplanner.files.ndm_statements import NdmFault, Statement, checked_unit

_DEEPEST = 20
_LONGEST_VALUE = 10_000
_STATE_FIELDS = ("EPOCH", "X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT")
_ENCLOSED = {
    "metadata": ("META_START", "META_STOP"),
    "covarianceMatrix": ("COVARIANCE_START", "COVARIANCE_STOP"),
}
_MESSAGES = frozenset(("omm", "oem", "opm", "ocm", "aem", "apm", "tdm", "cdm", "rdm", "acm"))


def xml_statements(data: bytes) -> Iterator[Statement]:
    """Yield the statements of the messages in an XML document.

    Entities are not expanded beyond those of XML itself, and a document type is refused, so that a file can neither
    name others nor grow when it is read.

    Raises:
        NdmFault: the document is malformed, declares entities, or is no navigation data message.
    """
    reader = _Reader()
    reader.read(data)
    yield from reader.statements


class _Reader:
    """Turns the parser's events into statements."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self._open: list[str] = []
        self._text: list[str] = []
        self._size = 0
        self._leaf: tuple[str, int, str] | None = None
        self._state: dict[str, str] | None = None
        self._state_line = 0
        self._parser = expat.ParserCreate(namespace_separator=None)
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise NdmFault(
                f"line {error.lineno}, column {error.offset + 1}: the XML is broken there "
                f"({expat.ErrorString(error.code)}); use a complete copy"
            ) from None
        except (ValueError, LookupError) as error:
            if isinstance(error, NdmFault):
                raise
            raise NdmFault(f"line 1: its encoding cannot be read ({error}); UTF-8 is needed") from None

    def _doctype(self, name: str, *_: object) -> None:
        if name.lower() == "html":
            raise NdmFault(f"line {self._parser.CurrentLineNumber}: this is a web page; save the message itself")
        raise NdmFault(
            f"line {self._parser.CurrentLineNumber}: it has a document type or entities, which orbit messages do not "
            "need and which are not read; remove '<!DOCTYPE ...>'"
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        name = tag.rpartition(":")[2]
        if not self._open and name not in _MESSAGES | {"ndm"}:
            raise NdmFault(f"line {line}: the document is a <{name[:40]}>; <ndm>, <omm> or <oem> is needed")
        self._open.append(name)
        if len(self._open) > _DEEPEST:
            raise NdmFault(f"line {line}: more than {_DEEPEST} elements stand inside each other; a message has 8")
        self._text.clear()
        self._size = 0
        self._leaf = (name, line, attributes.get("units", ""))
        if name in _MESSAGES:
            self._say(f"CCSDS_{name.upper()}_VERS", attributes.get("version", ""), line)
        elif name in _ENCLOSED:
            self._say(_ENCLOSED[name][0], "", line)
        elif name == "stateVector":
            self._state, self._state_line = {}, line

    def _characters(self, text: str) -> None:
        self._size += len(text)
        if self._size > _LONGEST_VALUE:
            raise NdmFault(f"line {self._parser.CurrentLineNumber}: a value has more than {_LONGEST_VALUE} characters")
        self._text.append(text)

    def _end(self, _: str) -> None:
        name = self._open.pop()
        if name in _ENCLOSED:
            self._say(_ENCLOSED[name][1], "", self._parser.CurrentLineNumber)
        elif name == "stateVector":
            self._end_of_state()
        elif self._leaf is not None and name not in _MESSAGES:
            _, line, unit = self._leaf
            # A comment's columns matter: planned events are tabulated in them.
            value = "".join(self._text)
            self._value(name, value.rstrip() if name == "COMMENT" else value.strip(), line, unit)
        self._leaf = None
        self._text.clear()

    def _value(self, name: str, value: str, line: int, unit: str) -> None:
        checked_unit(name, unit, line)
        if self._state is None:
            self._say(name, value, line)
        elif name in self._state:
            raise NdmFault(f"line {line}: {name} stands twice in one stateVector")
        elif name != "COMMENT":
            if len(value.split()) != 1:
                raise NdmFault(f"line {line}: {name} is {value[:40]!r}; one value is needed")
            self._state[name] = value

    def _end_of_state(self) -> None:
        state = self._state or {}
        self._state = None
        missing = [name for name in _STATE_FIELDS if name not in state]
        if missing:
            raise NdmFault(f"line {self._state_line}: the stateVector has no {missing[0]}")
        self._say("STATE", " ".join(state[name] for name in _STATE_FIELDS), self._state_line)

    def _say(self, key: str, value: str, line: int) -> None:
        self.statements.append(Statement(key, value, line))
