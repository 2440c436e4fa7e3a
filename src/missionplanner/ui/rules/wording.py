"""What rules are called on screen, and in which units their limits are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from missionplanner.plan.rules import Rule, RuleKind
from missionplanner.ui.inspector.quantity import DAYS, DEGREES, MASS, SPEED, Quantity

_SECONDS = Quantity(shown="s", factors={"s": 1.0, "min": 60.0, "h": 3600.0})
_HOURS = Quantity(shown="h", factors={"h": 1.0, "min": 1 / 60, "d": 24.0})
_PER_CENT = Quantity(shown="%", factors={"%": 1.0})
_ORBITS = Quantity(shown="orbits", factors={"orbits": 1.0, "orbit": 1.0})


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How the limits of a kind of rule are written: unit, and the words for its least and its most, empty for none."""

    quantity: Quantity
    low: str = ""
    high: str = ""


def limits_of(kind: RuleKind) -> Limits | None:
    """Return how the limits of a kind are written, None for kinds without."""
    least, most = _tr("At least"), _tr("At most")
    limits: dict[RuleKind, Limits] = {
        "delta-v-budget": Limits(quantity=SPEED, low=least, high=most),
        "propellant-reserve": Limits(quantity=MASS, low=least, high=most),
        "phase-at-insertion": Limits(quantity=DEGREES, low=least, high=most),
        "contact-speed": Limits(quantity=SPEED, low=least, high=most),
        "contact-lateral-rate": Limits(quantity=SPEED, low=least, high=most),
        "element-age": Limits(quantity=DAYS, low=least, high=most),
        "corridor": Limits(quantity=DEGREES, high=_tr("Half-angle, at most")),
        "contact-light": Limits(quantity=_PER_CENT, low=_tr("Of the Sun's disc, at least")),
        "flyaround-light": Limits(quantity=_PER_CENT, low=_tr("Of the time, at least")),
        "sun-in-camera": Limits(quantity=DEGREES, low=_tr("Off the axis, at least")),
        "burn-coverage": Limits(quantity=_SECONDS, high=_tr("Out of sight, at most")),
        "final-approach-coverage": Limits(quantity=_SECONDS, high=_tr("Out of sight, at most")),
        "burn-spacing": Limits(quantity=_SECONDS, low=_tr("Between burns, at least")),
        "crew-duty": Limits(quantity=_HOURS, low=_tr("Rest that ends a duty"), high=_tr("Duty, at most")),
        "drift-before-initiation": Limits(quantity=_HOURS, low=_tr("Outside, at least")),
        "drift-after-initiation": Limits(quantity=_ORBITS, low=_tr("Outside, at least")),
        "escape-burn": Limits(quantity=SPEED, high=_tr("Burn, at most")),
    }
    return limits.get(kind)


def meaning_text(kind: RuleKind) -> str:
    """Return in one sentence what a kind of rule judges."""
    texts: dict[RuleKind, str] = {
        "delta-v-budget": _tr("All delta-v from insertion to contact."),
        "propellant-reserve": _tr("What is left of the propellant at docking."),
        "phase-at-insertion": _tr("How far the target is ahead of the chaser at insertion."),
        "contact-speed": _tr("The speed along the port's axis at contact."),
        "contact-lateral-rate": _tr("The speed across the port's axis at contact."),
        "element-age": _tr("How old the target's elements are at liftoff."),
        "port-free": _tr("No other vehicle may be at the docking port at docking; there is no limit to set."),
        "closing-speed": _tr("The most closing speed at each distance from the port; linear between the rows."),
        "corridor": _tr("The angle off the port's axis, seen from the port, on the way down the axis."),
        "contact-light": _tr("How much of the Sun's disc is seen from the chaser at contact."),
        "flyaround-light": _tr("For how much of the flyaround the chaser is in sunlight."),
        "sun-in-camera": _tr("The angle between the Sun and the docking camera's axis in the final approach."),
        "burn-coverage": _tr("For how long nobody on the ground sees a burn."),
        "final-approach-coverage": _tr("For how long nobody on the ground sees the final approach."),
        "burn-spacing": _tr("The time from the end of a burn to the begin of the next."),
        "crew-duty": _tr("How long crew members are on duty without a rest."),
        "drift-before-initiation": _tr(
            "For how long a chaser whose burn failed before approach initiation stays outside the approach ellipsoid."
        ),
        "drift-after-initiation": _tr(
            "For how long a chaser whose burn failed after approach initiation stays outside the keep-out sphere."
        ),
        "escape-burn": _tr("The burn that leads out of the keep-out sphere."),
    }
    return texts[kind]


def limit_text(rule: Rule) -> str:
    """Return the limits of a rule in a few words."""
    if rule.kind == "closing-speed":
        return _tr("{count} ranges").format(count=len(rule.speeds))
    limits = limits_of(rule.kind)
    if limits is None:
        return ""
    low, high = (None if value is None else limits.quantity.text(value) for value in (rule.low, rule.high))
    if low is not None and high is not None:
        return _tr("{low} to {high}").format(low=low, high=high)
    return _tr("at least {low}").format(low=low) if low is not None else _tr("at most {high}").format(high=high)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Rules", text)


def rule_text(kind: RuleKind) -> str:
    """Return what a kind of rule is called on screen."""
    context = "RuleKind"
    texts: dict[RuleKind, str] = {
        "delta-v-budget": QCoreApplication.translate(context, "Total delta-v"),
        "propellant-reserve": QCoreApplication.translate(context, "Propellant left"),
        "phase-at-insertion": QCoreApplication.translate(context, "Phase at insertion"),
        "contact-speed": QCoreApplication.translate(context, "Contact speed"),
        "contact-lateral-rate": QCoreApplication.translate(context, "Lateral rate at contact"),
        "element-age": QCoreApplication.translate(context, "Age of the elements"),
        "port-free": QCoreApplication.translate(context, "Docking port free"),
        "closing-speed": QCoreApplication.translate(context, "Closing speed against range"),
        "corridor": QCoreApplication.translate(context, "Approach corridor"),
        "contact-light": QCoreApplication.translate(context, "Light at contact"),
        "flyaround-light": QCoreApplication.translate(context, "Light at flyaround"),
        "sun-in-camera": QCoreApplication.translate(context, "Sun beside the camera's axis"),
        "burn-coverage": QCoreApplication.translate(context, "Burns out of sight"),
        "final-approach-coverage": QCoreApplication.translate(context, "Final approach out of sight"),
        "burn-spacing": QCoreApplication.translate(context, "Time between burns"),
        "crew-duty": QCoreApplication.translate(context, "Crew rest and duty"),
        "drift-before-initiation": QCoreApplication.translate(context, "Drift before approach initiation"),
        "drift-after-initiation": QCoreApplication.translate(context, "Drift after approach initiation"),
        "escape-burn": QCoreApplication.translate(context, "Escape burn"),
    }
    return texts[kind]
