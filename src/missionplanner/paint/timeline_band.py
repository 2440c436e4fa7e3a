"""The band of computed rows between ruler and tracks: light, orbits, ports with who occupies them, the crew's work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from missionplanner.flight.assess import Assessment
from missionplanner.flight.computed_tracks import ComputedTracks, Covered
from missionplanner.orbit.geometry.light import Light
from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_layout import Layout
from missionplanner.paint.timeline_strokes import blend, draw_name

RowKind = Literal["light", "orbits", "coverage", "ports", "crew"]
ROW_KINDS: tuple[RowKind, ...] = ("light", "orbits", "coverage", "ports", "crew")

Coverage = Mapping[tuple[str, bool], tuple[Covered, ...]]

_INDENT_PX = 8.0
_PAD_PX = 3.0
_NARROWEST_PX = 1.0
_FAR_PX = 4000.0
_OPEN_MS = 4.2e12


@dataclass(frozen=True, kw_only=True)
class BandSpan:
    """One span of a computed row.

    ``style`` says what it is, in words that also choose its colour; ``detail`` is said when it is pointed at.
    """

    start_ms: float
    end_ms: float
    text: str
    style: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class BandRow:
    """One computed row."""

    name: str
    spans: tuple[BandSpan, ...]


def band_rows(
    assessment: Assessment, computed: ComputedTracks, covered: Coverage, kinds: frozenset[RowKind]
) -> tuple[BandRow, ...]:
    """Return the rows of the kinds asked for, in their order."""
    rows: list[BandRow] = []
    if "light" in kinds:
        rows.append(BandRow(name=_tr("Light"), spans=tuple(_light_spans(computed))))
    if "orbits" in kinds:
        rows.append(BandRow(name=_tr("Orbit"), spans=tuple(_orbit_spans(computed))))
    if "coverage" in kinds:
        rows.extend(_coverage_rows(covered))
    if "ports" in kinds:
        rows.extend(_port_rows(assessment))
    if "crew" in kinds:
        rows.extend(_crew_rows(assessment))
    return tuple(rows)


def paint_band(painter: QPainter, layout: Layout, palette: Palette, rows: tuple[BandRow, ...]) -> None:
    """Paint the rows under the ruler, with their names at the left."""
    metrics, scale = layout.metrics, layout.scale
    if not rows:
        return
    height = metrics.band_row_px
    top = metrics.ruler_px
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(0.0, top, scale.right_px, height * len(rows)), QColor(palette.background))
    for number, row in enumerate(rows):
        y = top + number * height
        painter.save()
        painter.setClipRect(QRectF(scale.left_px, y, scale.width_px, height), Qt.ClipOperation.IntersectClip)
        for span in row.spans:
            _paint_span(painter, layout, palette, span, y, height)
        painter.restore()
        painter.fillRect(QRectF(0.0, y, metrics.header_px, height), QColor(palette.surface))
        painter.setPen(QColor(palette.muted_text))
        name_px = metrics.header_px - 2 * _INDENT_PX
        name = QFontMetricsF(painter.font()).elidedText(row.name, Qt.TextElideMode.ElideRight, name_px)
        painter.drawText(QRectF(_INDENT_PX, y, name_px, height), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QPen(QColor(palette.grid), 1.0))
        painter.drawLine(QLineF(0.0, y + height - 0.5, scale.right_px, y + height - 0.5))
    painter.drawLine(QLineF(metrics.header_px - 0.5, top, metrics.header_px - 0.5, top + height * len(rows)))
    painter.restore()


def span_at(
    layout: Layout, rows: tuple[BandRow, ...], x_px: float, y_px: float
) -> tuple[BandRow, BandSpan | None] | None:
    """Return the computed row at a point, and its span there; None outside the band."""
    number = int((y_px - layout.metrics.ruler_px) // layout.metrics.band_row_px)
    if not 0 <= number < len(rows) or y_px < layout.metrics.ruler_px:
        return None
    utc_ms = layout.scale.utc_ms(x_px)
    inside = (span for span in rows[number].spans if span.start_ms <= utc_ms < span.end_ms)
    return rows[number], next(inside, None) if x_px >= layout.scale.left_px else None


def _paint_span(painter: QPainter, layout: Layout, palette: Palette, span: BandSpan, y: float, height: float) -> None:
    scale = layout.scale
    left = max(scale.px(span.start_ms), scale.left_px - _FAR_PX)
    right = min(scale.px(span.end_ms), scale.right_px + _FAR_PX)
    if right < scale.left_px or left > scale.right_px:
        return
    box = QRectF(left, y + 1.0, max(right - left, _NARROWEST_PX), height - 2.0)
    fill, text_colour = _colours(span.style, palette)
    painter.fillRect(box, fill)
    if span.style == "umbra":
        # Hatched as well, so that night is told from day without colour.
        painter.fillRect(box, QBrush(blend(palette.muted_text, palette.umbra, 0.35), Qt.BrushStyle.BDiagPattern))
    elif span.style in ("orbit", "stay", "docked", "crew", "station", "relay"):
        painter.setPen(QPen(text_colour, 1.0))
        painter.drawLine(QLineF(box.left(), box.top(), box.left(), box.bottom()))
    if span.text:
        start = max(left, scale.left_px) + _PAD_PX
        room = min(right, scale.right_px) - start - _PAD_PX
        if QFontMetricsF(painter.font()).horizontalAdvance(span.text) <= room:
            painter.setPen(text_colour)
            draw_name(painter, start, y, height, span.text)


def _colours(style: str, palette: Palette) -> tuple[QColor, QColor]:
    match style:
        case "day":
            return QColor(palette.day), QColor(palette.text)
        case "penumbra":
            return QColor(palette.penumbra), QColor(palette.text)
        case "umbra":
            return QColor(palette.umbra), QColor("#ffffff")
        case "docked":
            return blend(palette.chaser, palette.background, 0.35), QColor(palette.text)
        case "stay":
            return blend(palette.target, palette.background, 0.22), QColor(palette.text)
        case "station":
            return blend(palette.ok, palette.background, 0.35), QColor(palette.text)
        case "relay":
            return blend(palette.note, palette.background, 0.25), QColor(palette.text)
        case "crew":
            return blend(palette.activity, palette.background, 0.30), QColor(palette.text)
        case _:
            return QColor(palette.surface), QColor(palette.muted_text)


def _light_spans(computed: ComputedTracks) -> Iterator[BandSpan]:
    words = {Light.DAY: ("day", _tr("Day")), Light.PENUMBRA: ("penumbra", ""), Light.UMBRA: ("umbra", _tr("Night"))}
    spans = computed.light
    for start, end, value in zip(spans.start_ms.tolist(), spans.end_ms.tolist(), spans.value.tolist(), strict=True):
        style, text = words[Light(value)]
        yield BandSpan(start_ms=start, end_ms=end, text=text, style=style)


def _orbit_spans(computed: ComputedTracks) -> Iterator[BandSpan]:
    spans = computed.orbits
    for start, end, value in zip(spans.start_ms.tolist(), spans.end_ms.tolist(), spans.value.tolist(), strict=True):
        yield BandSpan(start_ms=start, end_ms=end, text=str(value), style="orbit")


def _coverage_rows(covered: Coverage) -> Iterator[BandRow]:
    """Yield a row for each operator's stations, and one for its relays; empty rows until coverage is computed."""
    for (operator, is_relay), stretches in sorted(covered.items(), key=lambda each: (each[0][1], each[0][0])):
        name = _tr("{operator} relays") if is_relay else _tr("{operator} stations")
        yield BandRow(
            name=name.format(operator=operator),
            spans=tuple(
                BandSpan(
                    start_ms=each.start_ms,
                    end_ms=each.end_ms,
                    text=each.names[0] if len(each.names) == 1 else f"{each.names[0]} +{len(each.names) - 1}",
                    style="relay" if is_relay else "station",
                    detail=", ".join(each.names),
                )
                for each in stretches
            ),
        )


def _port_rows(assessment: Assessment) -> Iterator[BandRow]:
    """Yield a row for the docking port and for each that somebody occupies."""
    plan = assessment.plan
    docking_ms = assessment.schedule.start_ms(plan.rendezvous.docking)
    for port in plan.target.ports:
        spans = [
            BandSpan(
                start_ms=-_OPEN_MS if stay.start is None else float(stay.start.ms),
                end_ms=_OPEN_MS if stay.end is None else float(stay.end.ms),
                text=stay.vehicle,
                style="stay",
            )
            for stay in plan.target.occupancies
            if stay.port == port.id
        ]
        if port.id == plan.target.docking_port and docking_ms is not None:
            spans.append(BandSpan(start_ms=float(docking_ms), end_ms=_OPEN_MS, text=plan.vehicle.name, style="docked"))
        if spans:
            yield BandRow(name=port.name, spans=tuple(spans))


def _crew_rows(assessment: Assessment) -> Iterator[BandRow]:
    """Yield a row for each member of the crew, with what each is to do."""
    plan, schedule = assessment.plan, assessment.schedule
    spans: dict[str, list[BandSpan]] = {member.id: [] for member in plan.crew}
    for event in plan.events:
        if event.crew and (span := schedule.span(event.id)) is not None:
            for member_id in event.crew:
                if member_id in spans:
                    spans[member_id].append(
                        BandSpan(
                            start_ms=float(span.start_ms),
                            end_ms=float(np.fmax(span.end_ms, span.start_ms)),
                            text=event.name,
                            style="crew",
                        )
                    )
    for member in plan.crew:
        yield BandRow(name=member.name, spans=tuple(spans[member.id]))


def _tr(text: str) -> str:
    return QCoreApplication.translate("TimelineBand", text)
