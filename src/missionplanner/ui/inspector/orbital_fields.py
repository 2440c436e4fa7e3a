"""The rows of an orbital anchor: which instant, of what, the how manieth, counted from where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from missionplanner.app.anchor_conversion import with_instant
from missionplanner.flight.network import ground_stations, relays, station_of
from missionplanner.plan.anchors import AtOrbital, OrbitalKind
from missionplanner.plan.plan import Plan
from missionplanner.ui.inspector.event_choice import EventChoice
from missionplanner.ui.inspector.fields import Choice, ValueField
from missionplanner.ui.inspector.quantity import DEGREES, METERS, SPEED
from missionplanner.ui.inspector.section import Section

_MOST_COUNTED = 10_000
_LOW_ORBIT_MIN = 92.0


class OrbitalFields(QObject):
    """Fields for what an orbital anchor names; each change is handed over as a changed anchor."""

    def __init__(
        self,
        section: Section,
        parents: Callable[[], list[tuple[str, Any]]],
        changed: Callable[[AtOrbital], None],
    ) -> None:
        """Add the rows to a section.

        Args:
            section: where the rows stand.
            parents: the events that the anchor may be counted from, each a name and an id.
            changed: called with the anchor as the user wants it.
        """
        super().__init__(section)
        self._section = section
        self._changed = changed
        self._anchor: AtOrbital | None = None
        self._plan: Plan | None = None

        self.instant = Choice(self.tr("Orbital instant"), self._choose_instant)
        self.instant.fill([(orbital_instant_text(kind), kind) for kind in get_args(OrbitalKind)])
        self.range = ValueField(self.tr("Range"), self._change_range, self.tr("For example 1 km or 250 m"))
        self.range_rate = ValueField(
            self.tr("Range rate"), self._change_range_rate, self.tr("Negative while closing, for example -2 m/s")
        )
        self.crossing = Choice(self.tr("Which way"), lambda way: self._change(crossing=way))
        self.station = Choice(self.tr("Ground station"), lambda station: self._change(station=station))
        self.mask = ValueField(self.tr("Elevation mask"), self._change_mask)
        self.relay = Choice(self.tr("Relay satellite"), lambda relay: self._change(relay=relay))
        self.craft = Choice(self.tr("Whose orbit"), lambda craft: self._change(craft=craft))
        self.craft.fill([(self.tr("chaser"), "chaser"), (self.tr("target"), "target")])
        self.count = ValueField(
            self.tr("Which one after the event"), self._change_count, self.tr("1 for the first, 2 for the second")
        )
        self.search_from = EventChoice(
            self.tr("Counted from the start of"), parents, lambda event: self._change(after=event)
        )
        for label, field in (
            (self.tr("Instant"), self.instant),
            (self.tr("Range"), self.range),
            (self.tr("Range rate"), self.range_rate),
            (self.tr("Which way"), self.crossing),
            (self.tr("Station"), self.station),
            (self.tr("Mask"), self.mask),
            (self.tr("Relay"), self.relay),
            (self.tr("Of"), self.craft),
            (self.tr("Number"), self.count),
            (self.tr("After start of"), self.search_from),
        ):
            section.add(label, field)

    def show_anchor(self, anchor: AtOrbital | None, plan: Plan) -> None:
        """Show an anchor of a plan, no row at all for None."""
        self._anchor, self._plan = anchor, plan
        rows: tuple[tuple[QWidget, bool], ...] = (
            (self.instant, anchor is not None),
            (self.range, anchor is not None and anchor.range_m is not None),
            (self.range_rate, anchor is not None and anchor.range_rate_mps is not None),
            (self.crossing, anchor is not None and anchor.instant in ("range", "range-rate")),
            (self.station, anchor is not None and anchor.station is not None),
            (self.mask, anchor is not None and anchor.station is not None),
            (self.relay, anchor is not None and anchor.relay is not None),
            (self.craft, anchor is not None and not anchor.is_of_both_craft),
            (self.count, anchor is not None),
            (self.search_from, anchor is not None),
        )
        for field, shown in rows:
            self._section.show_row(field, shown)
        if anchor is None:
            return
        self.instant.show_data(anchor.instant)
        self.range.show_value("" if anchor.range_m is None else METERS.text(anchor.range_m))
        self.range_rate.show_value("" if anchor.range_rate_mps is None else SPEED.text(anchor.range_rate_mps))
        self._show_crossing(anchor)
        self._show_station(anchor, plan)
        self._show_relay(anchor)
        self.craft.show_data(anchor.craft)
        self.count.show_value(str(anchor.count))
        names = {event.id: event.name for event in plan.events}
        self.search_from.show_event(anchor.after, names.get(anchor.after, anchor.after))

    def _show_crossing(self, anchor: AtOrbital) -> None:
        if anchor.instant == "range":
            falling, rising = self.tr("closing"), self.tr("opening")
        else:
            falling, rising = self.tr("falling"), self.tr("rising")
        self.crossing.fill([(self.tr("either way"), None), (falling, "falling"), (rising, "rising")])
        self.crossing.show_data(anchor.crossing)

    def _show_station(self, anchor: AtOrbital, plan: Plan) -> None:
        if anchor.station is None:
            return
        entries = [(station.name, station.id) for station in ground_stations()]
        unknown = self.tr("{id} (not known)").format(id=anchor.station)
        self.station.fill([*entries, (self.tr("{pad} (launch site)").format(pad=plan.site.name), plan.site.id)])
        self.station.show_data(anchor.station, unknown)
        station = station_of(anchor.station, plan.site)
        if station is not None:
            self.station.setToolTip(
                self.tr(
                    "{lat:.2f} deg north, {lon:.2f} deg east, good to {accuracy:g} deg; refraction is left out"
                ).format(lat=station.latitude_deg, lon=station.longitude_deg, accuracy=station.accuracy_deg)
            )
            self.mask.edit.setPlaceholderText(self.tr("{mask:g} deg, assumed").format(mask=station.mask_deg))
        self.mask.show_value("" if anchor.mask_deg is None else DEGREES.text(anchor.mask_deg))

    def _show_relay(self, anchor: AtOrbital) -> None:
        if anchor.relay is None:
            return
        self.relay.fill([(relay.name, relay.id) for relay in relays()])
        self.relay.show_data(anchor.relay, self.tr("{id} (not known)").format(id=anchor.relay))
        for relay in relays():
            if relay.id == anchor.relay:
                self.relay.setToolTip(
                    self.tr(
                        "Taken to stand still over the equator at {lon:.1f} deg east, as of {day}; it wanders north "
                        "and south by {tilt:g} deg, which moves an instant by up to {minutes:.1f} min"
                    ).format(
                        lon=relay.longitude_deg,
                        day=str(relay.as_of)[:10],
                        tilt=relay.inclination_deg,
                        minutes=relay.inclination_deg / 360.0 * _LOW_ORBIT_MIN,
                    )
                )

    def _choose_instant(self, instant: Any) -> None:
        if self._anchor is not None and self._plan is not None:
            self._changed(with_instant(self._anchor, instant, self._plan))

    def _change_range(self, text: str) -> None:
        self._change(range_m=METERS.parse(text))

    def _change_range_rate(self, text: str) -> None:
        self._change(range_rate_mps=SPEED.parse(text))

    def _change_mask(self, text: str) -> None:
        self._change(mask_deg=DEGREES.parse(text) if text.strip() else None)

    def _change_count(self, text: str) -> None:
        if not text.strip().isdecimal() or not 1 <= int(text) <= _MOST_COUNTED:
            raise ValueError(self.tr("{text} is not a number like 1 or 2").format(text=repr(text.strip())))
        self._change(count=int(text))

    def _change(self, **fields: Any) -> None:
        if self._anchor is not None:
            self._changed(replace(self._anchor, **fields))


def orbital_instant_text(kind: str) -> str:
    """Return what an orbital instant is called on screen."""
    context = "OrbitalInstant"
    texts = {
        "ascending-node": QCoreApplication.translate(context, "Ascending node"),
        "descending-node": QCoreApplication.translate(context, "Descending node"),
        "perigee": QCoreApplication.translate(context, "Perigee"),
        "apogee": QCoreApplication.translate(context, "Apogee"),
        "sunrise": QCoreApplication.translate(context, "Sunrise"),
        "sunset": QCoreApplication.translate(context, "Sunset"),
        "penumbra-sunrise": QCoreApplication.translate(context, "End of penumbra at sunrise"),
        "penumbra-sunset": QCoreApplication.translate(context, "Start of penumbra at sunset"),
        "range": QCoreApplication.translate(context, "Range to the target"),
        "range-rate": QCoreApplication.translate(context, "Range rate to the target"),
        "closest-approach": QCoreApplication.translate(context, "Closest approach to the target"),
        "station-rise": QCoreApplication.translate(context, "Rise at a ground station"),
        "station-set": QCoreApplication.translate(context, "Set at a ground station"),
        "relay-acquisition": QCoreApplication.translate(context, "Acquisition of a relay"),
        "relay-loss": QCoreApplication.translate(context, "Loss of a relay"),
    }
    return texts[kind]
