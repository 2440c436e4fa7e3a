"""Numbers with units, as fields show them and as people type them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(\S.*)?\Z", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """How one kind of number is written.

    ``shown`` is the unit a field shows; ``factors`` turns each unit that may be typed into the record's own unit.
    """

    shown: str
    factors: Mapping[str, float]

    def text(self, value: float) -> str:
        """Write a value of the record in the unit that is shown."""
        return f"{value / self.factors[self.shown]:.10g} {self.shown}"

    def parse(self, text: str) -> float:
        """Read a number, in the unit that is shown or in one that stands behind it.

        Raises:
            ValueError: the text is no finite number, or its unit is another kind; the message shows right ones.
        """
        match = _NUMBER.match(text.strip().replace("\N{MINUS SIGN}", "-"))
        if match is None or not math.isfinite(float(match[1])):
            no_number = QCoreApplication.translate("Quantity", "{text} is not a number like {example}")
            raise ValueError(no_number.format(text=repr(text.strip()), example=f"12.5 {self.shown}"))
        unit = (match[2] or self.shown).strip()
        if unit not in self.factors:
            wrong_unit = QCoreApplication.translate("Quantity", "{unit} does not fit here; use {units}")
            raise ValueError(wrong_unit.format(unit=repr(unit), units=", ".join(self.factors)))
        return float(match[1]) * self.factors[unit]


METERS = Quantity(shown="m", factors={"m": 1.0, "km": 1000.0})
SQUARE_METERS = Quantity(shown="m2", factors={"m2": 1.0, "m\N{SUPERSCRIPT TWO}": 1.0})
KILOMETERS = Quantity(shown="km", factors={"km": 1000.0, "m": 1.0})
SPEED = Quantity(shown="m/s", factors={"m/s": 1.0, "cm/s": 0.01, "mm/s": 0.001, "km/s": 1000.0})
MASS = Quantity(shown="kg", factors={"kg": 1.0, "t": 1000.0})
FORCE = Quantity(shown="N", factors={"N": 1.0, "kN": 1000.0})
SPECIFIC_IMPULSE = Quantity(shown="s", factors={"s": 1.0})
DEGREES = Quantity(shown="deg", factors={"deg": 1.0, "\N{DEGREE SIGN}": 1.0, "rad": math.degrees(1.0)})
DAYS = Quantity(shown="d", factors={"d": 1.0, "days": 1.0, "h": 1 / 24})
