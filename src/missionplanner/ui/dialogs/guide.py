"""What the guide says: the shortest way through the program."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def guide_html() -> str:
    """Return the guide as a page."""
    parts = (
        (
            _tr("Read the flight"),
            _tr(
                "The timeline below holds every event from L-minus to landing, the view above shows where both "
                "vehicles are at the playhead, the red line. Drag the playhead on the ruler; the figures in the "
                "status bar and the orbit follow."
            ),
        ),
        (
            _tr("Change it"),
            _tr(
                "Drag an event, an edge of a span, or T0 itself. What hangs on it follows by its own rule, and "
                "the flight is solved again while you drag. Escape takes a drag back, Undo takes back a finished "
                "one. The inspector at the right edits every field of the selected event; with nothing selected, "
                "those of the mission."
            ),
        ),
        (
            _tr("Type times as you think them"),
            _tr(
                "2025-11-27 09:27:57, 09:27:57, T+44m, L-2h and +30s all mean something; durations are 1h 30m, 90 "
                "min or 01:30:00. What cannot be understood leaves the old value and says what would be right."
            ),
        ),
        (
            _tr("Leave it to the solver"),
            _tr(
                "A burn's time and each component of its delta-v are fixed, bounded or solved. Dragging a burn "
                "fixes its time; Release Burn to Solver gives it back."
            ),
        ),
        (
            _tr("Find a launch window"),
            _tr(
                "The Windows tab searches days for when the pad lies in the target's plane, and says for each which "
                "profile works, at what delta-v, or why none does. Use This Window takes the plan there in one step. "
                "Reboost finds the push of the target that makes a wanted day work; Profiles makes changed copies of "
                "the rendezvous profiles, which the plan carries."
            ),
        ),
        (
            _tr("Arrange many at once"),
            _tr(
                "Drag over empty ground to select with a rubber band, Ctrl and Shift add. Dragging with Ctrl copies, "
                "with Shift pushes everything that follows, with Alt rests on nothing. The Arrange menu closes gaps, "
                "aligns, distributes, and moves the whole plan to another day. Drag the ring left of a selected event "
                "to an edge of another, and it hangs there from then on; arrows show what hangs on what."
            ),
        ),
        (
            _tr("Say what must hold"),
            _tr(
                "Limit Gap and Latest Time make constraints. A broken one is drawn in red and listed as a warning; "
                "click its words, and the repair is shown before it is made."
            ),
        ),
        (
            _tr("Find everything by typing"),
            _tr(
                "Ctrl+F finds events by name, kind, track, crew, note or finding; Ctrl+K finds every command. The "
                "History panel lists all changes; click one to go there."
            ),
        ),
        (
            _tr("See the last kilometres"),
            _tr(
                "The tab Relative motion (Ctrl+4) shows the flight as seen from the target: along the flight, towards "
                "the Earth and across the plane, with approach ellipsoid, keep-out sphere and corridor, and range and "
                "closing speed over time. The wheel enlarges from 100 km to 10 m, F follows the chaser, D shows where "
                "it drifts if a burn fails, 1 to 4 show round widths, and the right button saves a picture."
            ),
        ),
        (
            _tr("See how far reality may stray"),
            _tr(
                "Dispersions (Ctrl+Shift+D) flies the plan many times with errors drawn. Then burns and docking have "
                "whiskers, and plots and relative motion have bands: 90 of 100 flights are in them, 50 in the "
                "darker part; point at one for its figures. After an edit they are hatched until you run them again "
                "(F9); Ctrl+Shift+B hides them."
            ),
        ),
        (
            _tr("Go on from what has flown"),
            _tr(
                "Give events their actual times in the inspector, put the playhead at the present (Flight, Go to) and "
                "choose Re-plan from Playhead: what has flown is fixed as it flew, and the burns to come are solved "
                "anew, in one step that Undo takes back."
            ),
        ),
        (
            _tr("Watch the findings"),
            _tr(
                "Broken rules are listed at the lower right and never stop you. Double-click one to see its "
                "events; waive it with a reason if you can live with it. Where T0 slipped to a day on which the "
                "profile fails, a button below them takes the plan to what works."
            ),
        ),
        (
            _tr("Add photos"),
            _tr(
                "The Photos tab holds the mission's photos: add, mark with rectangles, ellipses, arrows and "
                "words, and give them their time."
            ),
        ),
        (
            _tr("Hand it on"),
            _tr(
                "File, Export writes the flight plan as a PDF that carries the plan inside, the plan with its "
                "results as JSON, the events as CSV, the timeline as PNG."
            ),
        ),
    )
    body = "".join(f"<h3>{heading}</h3><p>{text}</p>" for heading, text in parts)
    return f"<h2>{_tr('Planning a flight')}</h2>{body}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Guide", text)
